//! The rules, in their order.

use super::View;
use super::{Attribution, Candidate};
use crate::span::QuotationId;

/// Scratch memory of the rules.
#[derive(Debug, Default)]
pub struct Scratch {}

/// Appends one attribution a quotation, in order.
pub fn attribute(_scratch: &mut Scratch, view: &View<'_>, out: &mut Vec<Attribution>) {
    let _ = (view, out);
}

/// Every candidate speaker of a quotation.
pub fn candidates(view: &View<'_>, decided: &Attribution, quotation: QuotationId) -> Vec<Candidate> {
    let _ = (view, decided, quotation);
    Vec::new()
}
