//! Finds the cues of a text.

use super::Cue;
use crate::quotation::Quotation;
use crate::span::WordId;
use crate::token::Tokens;

/// Appends the cues outside quotations, in order.
pub fn find(text: &str, tokens: &Tokens, words: &[WordId], quotations: &[Quotation], out: &mut Vec<Cue>) {
    let _ = (text, tokens, words, quotations, out);
}
