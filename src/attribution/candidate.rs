//! Every candidate speaker of a quotation, with what speaks for and against it.

use super::{Attribution, View};
use crate::span::{EntityId, MentionId, QuotationId};

/// A candidate speaker of a quotation with what speaks for and against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The mention.
    pub mention: MentionId,
    /// Its entity.
    pub entity: Option<EntityId>,
    /// Whether it was chosen.
    pub chosen: bool,
    /// What speaks for it, in words.
    pub pros: Vec<String>,
    /// What speaks against it, in words.
    pub cons: Vec<String>,
}

/// Every candidate speaker of a quotation.
pub fn candidates(view: &View<'_>, decided: &Attribution, quotation: QuotationId) -> Vec<Candidate> {
    let _ = (view, decided, quotation);
    Vec::new()
}
