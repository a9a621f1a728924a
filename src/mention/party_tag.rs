//! Party and state behind the name of a politician: *Ann Roe, D-N.M.,* — *Ann Roe (R-Texas)*.

use crate::lexicon::{Builtin, Facts, Words};

/// Whether token `i` is no name but the party and state of who is named before it.
pub(super) fn is_party_tag(words: &Words<'_>, i: usize) -> bool {
    let opens = i > 0 && (words.is(i - 1, ",") || words.is(i - 1, "("));
    let Some((b"D" | b"R" | b"I", state)) = words.str(i).split_once('-').map(|(party, state)| (party.as_bytes(), state)).filter(|_| opens)
    else {
        return false;
    };
    let is_short = state.ends_with('.') || state.len() == 2;
    let builtin = Builtin::get();
    let is_place = || builtin.info(builtin.id(state)).facts.has(Facts::PLACE);
    state.starts_with(|c: char| c.is_ascii_uppercase()) && (is_short || is_place())
}
