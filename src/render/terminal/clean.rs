//! Text that a terminal shows and never obeys.

use crate::steering::steers_terminal;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Stands where something was taken out.
const REPLACEMENT: char = '\u{FFFD}';

/// The text with U+FFFD for every character that a terminal would obey. White space stays; it is set anew when lines are filled.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_obeyed) {
        Cow::Owned(text.chars().map(|c| if is_obeyed(c) { REPLACEMENT } else { c }).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn is_obeyed(c: char) -> bool {
    steers_terminal(c) && !c.is_whitespace()
}

/// The same on one line, with single spaces.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in clean(text).split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The first words on one line of at most `width` columns; what is cut off is told by ` …`.
pub(super) fn first_words(text: &str, width: usize) -> String {
    // A line of so many columns has no more than so many bytes to look at, but for stacked accents.
    let cut = text.floor_char_boundary(width.saturating_mul(16));
    let mut line = one_line(&text[..cut]);
    if cut == text.len() && line.width() <= width {
        return line;
    }
    let room = width.saturating_sub(2);
    let (mut columns, mut end, mut word_end) = (0, 0, 0);
    for (at, cluster) in line.grapheme_indices(true) {
        if cluster == " " {
            word_end = at;
        }
        columns += cluster.width();
        if columns > room {
            break;
        }
        end = at + cluster.len();
    }
    // A cut between words, unless the last one takes most of the line.
    let whole = line[end..].starts_with(' ') || word_end * 2 < end;
    line.truncate(if whole { end } else { word_end });
    line.push_str(if width >= 2 { " …" } else { "" });
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_is_obeyed() {
        assert_eq!(clean("a\x1b[31mb\x07\u{9b}2J\x7f\0"), "a\u{FFFD}[31mb\u{FFFD}\u{FFFD}2J\u{FFFD}\u{FFFD}");
        assert_eq!(clean("\u{202E}evil\u{2066}"), "\u{FFFD}evil\u{FFFD}");
        assert!(matches!(clean("“Où est-il ?” 你好\n\tשלום\u{200F}"), Cow::Borrowed(_)), "honest text stays as it is");
        assert_eq!(one_line(" a\r\n  b\u{85}c\u{2028}d "), "a b c d");
    }

    #[test]
    fn the_first_words_end_between_words() {
        assert_eq!(first_words("“We waited for hours,”", 30), "“We waited for hours,”");
        assert_eq!(first_words("“We waited for hours,”", 18), "“We waited for …");
        assert_eq!(first_words("“Donaudampfschifffahrt”", 10), "“Donauda …");
        assert_eq!(first_words("你好你好你好", 8), "你好你 …");
        assert_eq!(first_words("abc", 1), "");
    }

    proptest! {
        #[test]
        fn first_words_fit(text in "(\\PC| ){0,60}", width in 0usize..40) {
            let line = first_words(&text, width);
            prop_assert!(line.graphemes(true).map(UnicodeWidthStr::width).sum::<usize>() <= width.max(2), "{line:?}");
        }
    }
}
