//! Apostrophes behind a word that ends in *s* and no quotation: *the workers’ boats*, *Harris’ plan*.

use super::marks::{Family, family};
use super::{Marks, Quotation};
use crate::token::{Gap, TokenKind, Tokens};

/// Appends the single marks with which no quotation begins or ends and which make a possessive of the word before them, in order.
pub fn possessives(text: &str, tokens: &Tokens, quotations: &[Quotation], out: &mut Vec<u32>) {
    let all = tokens.all();
    let single = quotations.iter().filter(|quotation| quotation.marks == Marks::Single);
    let mut bounds: Vec<u32> = single.flat_map(|quotation| [quotation.tokens.start, quotation.tokens.end - 1]).collect();
    bounds.sort_unstable();
    for &mark in tokens.marks() {
        let i = mark as usize;
        let Some([before, sign, behind]) = i.checked_sub(1).and_then(|first| all.get(first..first + 3)) else { continue };
        let is_behind_s = before.is_word() && sign.gap == Gap::None && before.of(text).ends_with(['s', 'S', 'z', 'x']);
        let owns = behind.gap == Gap::Blank && matches!(behind.kind, TokenKind::Word | TokenKind::Number | TokenKind::Mark);
        if is_behind_s && owns && family(sign.of(text)) == Some(Family::Single) && bounds.binary_search(&mark).is_err() {
            out.push(mark);
        }
    }
}
