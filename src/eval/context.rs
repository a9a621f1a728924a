//! A piece of a text with what stands around it, fit to be printed in a terminal.

use crate::span::{OffsetMap, Units};
use crate::steering::steers_terminal;
use serde::Serialize;
use std::fmt;
use std::ops::Range;

/// Code points shown on either side.
const AROUND: usize = 100;

/// Longest quotation shown whole, in code points; of a longer one its middle is left out.
const WHOLE: usize = 240;

/// A marked piece of a text on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Context {
    /// About 100 code points before the piece, from the start of a word.
    pub before: String,
    /// The piece.
    pub marked: String,
    /// About 100 code points behind it, to the end of a word.
    pub after: String,
}

impl Context {
    /// The context of `start..end` of `text`, in code points.
    pub(super) fn new(text: &str, start: u32, end: u32) -> Self {
        let map = OffsetMap::new(text, Units::CodePoints);
        let (start, end) = (map.to_byte(text, start) as usize, map.to_byte(text, end) as usize);
        Context::of(text, start..end.max(start))
    }

    /// The context of a range of bytes of `text`.
    ///
    /// # Panics
    /// If the range is not one of `text`, on character boundaries.
    pub fn of(text: &str, range: Range<usize>) -> Self {
        let (before, marked, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
        Context { before: last(before), marked: middle_out(&one_line(marked)), after: first(after) }
    }
}

/// The piece between `⟦` and `⟧`.
impl fmt::Display for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}⟦{}⟧{}", self.before, self.marked, self.after)
    }
}

/// The end of a text, from the start of a word where it is cut.
fn last(text: &str) -> String {
    match text.char_indices().rev().nth(AROUND) {
        Some((cut, _)) => {
            let rest = &text[cut..];
            format!("…{}", one_line(rest.find(char::is_whitespace).map_or(rest, |space| &rest[space..])))
        }
        None => one_line(text),
    }
}

/// The beginning of a text, to the end of a word where it is cut.
fn first(text: &str) -> String {
    match text.char_indices().nth(AROUND) {
        Some((cut, _)) => {
            let rest = &text[..cut];
            format!("{}…", one_line(rest.rfind(char::is_whitespace).map_or(rest, |space| &rest[..space])))
        }
        None => one_line(text),
    }
}

fn middle_out(text: &str) -> String {
    let length = text.chars().count();
    if length <= WHOLE {
        return text.to_owned();
    }
    let half: String = text.chars().take(WHOLE / 2).collect();
    half + " […] " + &text.chars().skip(length - WHOLE / 2).collect::<String>()
}

/// The text with every run of white space as one space and without what a terminal would obey. A control
/// character counts as white space.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !steers_terminal(c) {
            line.push(c);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn marks_the_piece_between_its_neighbours() {
        let shown = Context::new("Før sa hun:\n\n“Ja.”\u{1b}[2J\tSå gikk hun.", 13, 18).to_string();
        assert_eq!(shown, "Før sa hun: ⟦“Ja.”⟧ [2J Så gikk hun.");
        assert_eq!(one_line("a\u{202E}b\u{1b}[2J"), "ab [2J");
    }

    #[test]
    fn long_neighbours_are_cut_at_words_and_long_pieces_in_the_middle() {
        let words = "årene ".repeat(100);
        let text = format!("{words}“{}”{words}", "x".repeat(500));
        let shown = Context::new(&text, 600, 1102);
        assert!(shown.before.starts_with("… årene") && shown.after.ends_with("årene…"), "{shown}");
        assert!((90..=102).contains(&shown.before.chars().count()) && (90..=102).contains(&shown.after.chars().count()), "{shown}");
        assert!(shown.marked.starts_with("“xx") && shown.marked.contains("x […] x") && shown.marked.ends_with("xx”"));
    }

    proptest! {
        #[test]
        fn any_piece_of_any_text_can_be_shown(text in any::<String>(), start in 0u32..50, end in 0u32..50) {
            let shown = Context::new(&text, start, end).to_string();
            prop_assert!(!shown.contains(steers_terminal));
        }
    }
}
