//! Apostrophes behind a word that ends in *s* and no quotation: *the workers’ boats*, *Harris’ plan*.

use super::marks::{Family, family};
use super::{Marks, Quotation};
use crate::token::{Gap, TokenKind, Tokens};

/// The single marks that turned out to be apostrophes, and the scratch memory for them.
#[derive(Clone, Debug, Default)]
pub struct Possessives {
    found: Vec<u32>,
    /// Tokens with which a quotation in single marks begins or ends.
    bounds: Vec<u32>,
}

impl Possessives {
    /// The single marks with which no quotation begins or ends and which make a possessive of the word before them, in order.
    pub fn find(&mut self, text: &str, tokens: &Tokens, quotations: &[Quotation]) -> &[u32] {
        let Possessives { found, bounds } = self;
        found.clear();
        bounds.clear();
        let single = quotations.iter().filter(|quotation| quotation.marks == Marks::Single);
        bounds.extend(single.flat_map(|quotation| [quotation.tokens.start, quotation.tokens.end - 1]));
        bounds.sort_unstable();
        let all = tokens.all();
        for &mark in tokens.marks() {
            let i = mark as usize;
            let Some([before, sign, behind]) = i.checked_sub(1).and_then(|first| all.get(first..first + 3)) else { continue };
            // What is asked first rules out most.
            let stands = sign.gap == Gap::None
                && behind.gap == Gap::Blank
                && before.is_word()
                && matches!(behind.kind, TokenKind::Word | TokenKind::Number | TokenKind::Mark);
            if stands
                && family(sign.of(text)) == Some(Family::Single)
                && before.of(text).ends_with(['s', 'S', 'z', 'x'])
                && bounds.binary_search(&mark).is_err()
            {
                found.push(mark);
            }
        }
        found
    }
}
