//! Finds all mentions of a text.

use super::Mention;
use crate::quotation::Quotation;
use crate::span::WordId;
use crate::token::Tokens;

/// Appends the mentions, in the order of their first token.
pub fn find(text: &str, tokens: &Tokens, words: &[WordId], quotations: &[Quotation], out: &mut Vec<Mention>) {
    let _ = (text, tokens, words, quotations, out);
}
