//! A text under other names, and where its offsets are then.

use super::people::{info, is_only_a_name};
use crate::lexicon::{Facts, Tag};
use crate::span::{OffsetMap, Units, to_u32};
use regex::Regex;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Letters, with apostrophes between them.
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*").expect("the pattern is a constant"));

/// The words of a text, as names have them.
pub(super) fn name_words(text: &str) -> impl Iterator<Item = Range<usize>> {
    WORD.find_iter(text).map(|word| word.range())
}

/// In small letters, with straight apostrophes.
pub(super) fn folded(word: &str) -> String {
    word.replace('’', "'").to_lowercase()
}

/// One place where a name's word stands, and what will stand there. Both in bytes and in code points.
#[derive(Debug)]
struct Edit {
    bytes: Range<usize>,
    points: Range<u32>,
    other: String,
    /// How many code points later the text behind it stands.
    shift: i64,
}

/// One text under other names.
#[derive(Debug)]
pub(super) struct Rewriter<'a> {
    text: &'a str,
    others: &'a BTreeMap<String, String>,
    edits: Vec<Edit>,
}

impl<'a> Rewriter<'a> {
    /// The text with every word of `others` (folded) as the other one that stands for it.
    pub(super) fn new(others: &'a BTreeMap<String, String>, text: &'a str) -> Self {
        let map = OffsetMap::new(text, Units::CodePoints);
        let mut rewriter = Rewriter { text, others, edits: Vec::new() };
        let places = Places::new(text, others);
        let mut shift = 0;
        for (i, word) in places.words.iter().enumerate() {
            let Some((stem, other)) = in_place(others, &text[word.clone()]) else { continue };
            if !places.is_name(i) {
                continue;
            }
            let bytes = word.start..word.start + stem;
            let points = map.from_byte(text, to_u32(bytes.start))..map.from_byte(text, to_u32(bytes.end));
            shift += i64::from(to_u32(other.chars().count())) - i64::from(points.end - points.start);
            rewriter.edits.push(Edit { bytes, points, other, shift });
        }
        rewriter
    }

    /// In how many places a word is replaced.
    pub(super) fn places(&self) -> usize {
        self.edits.len()
    }

    /// The text under the other names.
    pub(super) fn text(&self) -> String {
        let mut out = String::with_capacity(self.text.len() + self.text.len() / 8);
        let mut done = 0;
        for edit in &self.edits {
            out.push_str(&self.text[done..edit.bytes.start]);
            out.push_str(&edit.other);
            done = edit.bytes.end;
        }
        out + &self.text[done..]
    }

    /// A label's name or mention under the other names: what is capitalised in it is taken for a name.
    pub(super) fn label(&self, label: &str) -> String {
        let mut out = String::new();
        let mut done = 0;
        for word in name_words(label) {
            if let Some((stem, other)) = in_place(self.others, &label[word.clone()]) {
                out = out + &label[done..word.start] + &other;
                done = word.start + stem;
            }
        }
        out + &label[done..]
    }

    /// Where what began at a code point begins.
    pub(super) fn start(&self, point: u32) -> u32 {
        let (shift, inside) = self.before(point);
        moved(inside.map_or(point, |edit| edit.points.start), shift)
    }

    /// Where what ended at a code point ends.
    pub(super) fn end(&self, point: u32) -> u32 {
        let (shift, inside) = self.before(point);
        inside.map_or_else(|| moved(point, shift), |edit| moved(edit.points.end, edit.shift))
    }

    /// How many code points later the text before a point ends, and the replaced word inside which the point stands.
    fn before(&self, point: u32) -> (i64, Option<&Edit>) {
        let before = self.edits.partition_point(|edit| edit.points.end <= point);
        let shift = before.checked_sub(1).map_or(0, |last| self.edits[last].shift);
        (shift, self.edits.get(before).filter(|edit| edit.points.start < point))
    }
}

fn moved(point: u32, shift: i64) -> u32 {
    u32::try_from(i64::from(point) + shift).unwrap_or(0)
}

/// If the word is capitalised and one of `others`, perhaps as a possessive or a plural: how many of its bytes that is, and
/// the other word in the same writing.
fn in_place(others: &BTreeMap<String, String>, word: &str) -> Option<(usize, String)> {
    if !word.chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    let endings = ["", "'s", "’s", "'S", "’S", "s", "S", "es", "ES"];
    let stem = endings.into_iter().filter_map(|ending| word.strip_suffix(ending)).find(|stem| others.contains_key(&folded(stem)))?;
    let other = &others[&folded(stem)];
    let capitals = stem.chars().nth(1).is_some() && !stem.chars().any(char::is_lowercase);
    let other = if capitals { other.to_uppercase() } else { other.clone() };
    Some((stem.len(), if stem.contains('’') { other.replace('\'', "’") } else { other }))
}

/// Where the words of a text stand: whether one is a name there.
struct Places<'a> {
    text: &'a str,
    words: Vec<Range<usize>>,
    others: &'a BTreeMap<String, String>,
    /// The words that begin small somewhere.
    small: HashSet<&'a str>,
}

impl<'a> Places<'a> {
    fn new(text: &'a str, others: &'a BTreeMap<String, String>) -> Self {
        let words: Vec<Range<usize>> = name_words(text).collect();
        let small = words.iter().map(|word| &text[word.clone()]).filter(|word| word.starts_with(char::is_lowercase)).collect();
        Places { text, words, others, small }
    }

    fn word(&self, i: usize) -> &'a str {
        &self.text[self.words[i].clone()]
    }

    /// Whether word `i`, one of the names, is a name where it stands: always, if it is nothing else; else it has a name or
    /// a title beside it, or stands alone where no other word would have a capital.
    fn is_name(&self, i: usize) -> bool {
        let Range { start, end } = self.words[i];
        let tied = |c: char| c.is_numeric() || matches!(c, '@' | '#' | '/' | '_');
        if self.text[..start].ends_with(tied) || self.text[end..].starts_with(['_', '@']) {
            return false;
        }
        let Some((stem, _)) = in_place(self.others, self.word(i)) else { return false };
        let form = folded(&self.word(i)[..stem]);
        let known = info(&form);
        if is_only_a_name(&form) && !self.small.contains(form.as_str()) {
            return true;
        }
        let before = i.checked_sub(1).filter(|&before| self.joined(before));
        let behind = (i + 1 < self.words.len() && self.joined(i)).then_some(i + 1);
        let is_other = |i: Option<usize>| i.is_some_and(|i| in_place(self.others, self.word(i)).is_some());
        if is_other(before)
            || is_other(behind)
            || is_other(behind.and_then(|i| self.over_initial(i)))
            || before.is_some_and(|i| self.is_title(i))
        {
            return true;
        }
        let is_capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        let of_another = |i: usize| is_capital(i) && !self.begins_sentence(i) && !folded(self.word(i)).ends_with("'s");
        if before.is_some_and(of_another) || behind.is_some_and(is_capital) {
            return false;
        }
        if self.begins_sentence(i) {
            return !known.facts.has(Facts::NOT_A_NAME) && !self.small.contains(form.as_str());
        }
        let placed = before.is_some_and(|i| matches!(info(&folded(self.word(i))).tag, Tag::IN | Tag::TO));
        !(placed && known.facts.any(Facts::PLACE.with(Facts::NOT_A_NAME)))
    }

    /// Whether nothing but a blank, a hyphen or the full stop of an abbreviation stands between word `i` and the next.
    fn joined(&self, i: usize) -> bool {
        match &self.text[self.words[i].end..self.words[i + 1].start] {
            " " | "\u{a0}" | "-" => true,
            ". " => self.word(i).chars().nth(1).is_none() || self.is_title(i),
            _ => false,
        }
    }

    /// The word behind `i`, if that is an initial.
    fn over_initial(&self, i: usize) -> Option<usize> {
        let initial = self.word(i).chars().nth(1).is_none();
        (initial && i + 1 < self.words.len() && self.joined(i)).then_some(i + 1)
    }

    fn is_title(&self, i: usize) -> bool {
        self.word(i).starts_with(char::is_uppercase) && info(&folded(self.word(i))).facts.has(Facts::TITLE)
    }

    /// Whether word `i` has its capital for its place: at the start of a text, line, sentence or quotation.
    fn begins_sentence(&self, i: usize) -> bool {
        for c in self.text[..self.words[i].start].chars().rev() {
            match c {
                '\n' | '“' | '‘' | '"' | '«' | '.' | '!' | '?' | ':' | '…' => return true,
                c if c.is_whitespace() || matches!(c, '(' | '[' | '”' | '’' | '»' | '—' | '–' | '-' | '•') => {}
                _ => return false,
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn others() -> BTreeMap<String, String> {
        [("vennick", "Bo"), ("o'dell", "O'Wistrand"), ("brown", "Fo")].map(|(word, other)| (word.to_owned(), other.to_owned())).into()
    }

    #[test]
    fn possessives_plurals_and_capitals_keep_their_writing() {
        let others = others();
        let text = "VENNICK’S Vennicks, O’Dell’s vennick O'DELL Vennick-Orr @Vennick Vennicky";
        assert_eq!(Rewriter::new(&others, text).text(), "BO’S Bos, O’Wistrand’s vennick O'WISTRAND Bo-Orr @Vennick Vennicky");
    }

    #[test]
    fn ends_inside_a_replaced_word_go_to_its_ends() {
        let others = others();
        let rewriter = Rewriter::new(&others, "é Vennick é");
        assert_eq!((rewriter.start(2), rewriter.end(9)), (2, 4));
        assert_eq!((rewriter.start(5), rewriter.end(5)), (2, 4));
        assert_eq!((rewriter.start(10), rewriter.end(11)), (5, 6));
    }

    proptest! {
        #[test]
        fn what_stands_between_the_names_is_found_again(pieces in prop::collection::vec("[a-zé“” ]{0,6}|Vennick|O’Dell", 0..12)) {
            let others = others();
            let text: String = pieces.iter().flat_map(|piece| [piece.as_str(), " "]).collect();
            let rewriter = Rewriter::new(&others, &text);
            let after: Vec<char> = rewriter.text().chars().collect();
            let mut point = 0;
            for piece in &pieces {
                let length = to_u32(piece.chars().count());
                let (start, end) = (rewriter.start(point) as usize, rewriter.end(point + length) as usize);
                let found: String = after[start..end].iter().collect();
                match piece.as_str() {
                    "Vennick" => prop_assert_eq!(found, "Bo"),
                    "O’Dell" => prop_assert_eq!(found, "O’Wistrand"),
                    same => prop_assert_eq!(found, same),
                }
                point += length + 1;
            }
        }
    }
}
