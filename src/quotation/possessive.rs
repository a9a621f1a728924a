//! Apostrophes behind a word that ends in *s* and no quotation: *the workers’ boats*, *Harris’ plan*.

use super::marks::{Family, family};
use super::{Marks, Quotation};
use crate::token::{Tokens, is_behind_plural};

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
            let Some(around) = i.checked_sub(1).and_then(|first| all[first..].first_chunk()) else { continue };
            // What is asked first rules out most.
            if is_behind_plural(text, around) && family(all[i].of(text)) == Some(Family::Single) && bounds.binary_search(&mark).is_err() {
                found.push(mark);
            }
        }
        found
    }
}
