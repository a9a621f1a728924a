//! Party and state behind the name of a politician: *Ann Roe, D-N.M.,* — *Ann Roe (R-Texas)* — *Ann Roe, R-Dun County,*.

use crate::lexicon::{Builtin, Facts, Words};

/// Most words of the place that a politician is of.
const WORDS: usize = 3;

/// Whether token `i` is no name but of the party and place of who is named before it.
pub(super) fn is_party_tag(words: &Words<'_>, i: usize) -> bool {
    let is_of = |start: usize| end(words, start).is_some_and(|end| i < end);
    (i.saturating_sub(WORDS - 1)..=i).rev().take_while(|&start| start == i || words.joined(start + 1)).any(is_of)
}

/// One past the last token of the party and place that begin at token `start`.
fn end(words: &Words<'_>, start: usize) -> Option<usize> {
    let (party, place) = words.str(start).split_once('-')?;
    let opens = start > 0 && (words.is(start - 1, ",") || words.is(start - 1, "("));
    if !opens || !matches!(party, "D" | "R" | "I") || !place.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let builtin = Builtin::get();
    let is_place = || builtin.info(builtin.id(place)).facts.has(Facts::PLACE);
    if place.ends_with('.') || place.len() == 2 || is_place() {
        return Some(start + 1);
    }
    // A place that no list holds stands between two signs.
    let behind = (start + 1..words.len()).take(WORDS).find(|&i| !words.is_capitalised(i))?;
    (words.is(behind, ",") || words.is(behind, ")")).then_some(behind)
}
