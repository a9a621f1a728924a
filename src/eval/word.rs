//! Words as both measures see them: runs of `\w` as Python's `re` means it, which is letters, numbers of any kind and
//! the underscore, but no combining marks (unlike `\w` of the `regex` crate, which follows UTS 18).

use crate::span::to_u32;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

static WORD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"[\p{L}\p{N}_]+").expect("the pattern is a constant"));

/// The words of `text` as byte ranges.
pub(super) fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    WORD.find_iter(text).map(|word| word.range())
}

/// The words of `text` as `(start, end)` in code points.
pub(super) fn word_spans(text: &str) -> Vec<(u32, u32)> {
    let (mut byte, mut point) = (0, 0);
    let mut to_point = |target: usize| {
        point += to_u32(text[byte..target].chars().count());
        byte = target;
        point
    };
    words(text).map(|word| (to_point(word.start), to_point(word.end))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_python() {
        // Python: re.findall(r'\w+', …). U+0301 and the vowel sign U+093F are marks, Ⓐ is a symbol, ² and Ⅷ are numbers.
        let text = "snake_case e\u{301}t हिन्दी Ⓐ m² Ⅷ 東京1 don’t";
        let found: Vec<&str> = words(text).map(|word| &text[word]).collect();
        assert_eq!(found, ["snake_case", "e", "t", "ह", "न", "द", "m²", "Ⅷ", "東京1", "don", "t"]);
    }

    #[test]
    fn word_spans_count_code_points() {
        assert_eq!(word_spans("“é” 😀 ab"), [(1, 2), (6, 8)]);
        assert_eq!(word_spans(""), []);
    }
}
