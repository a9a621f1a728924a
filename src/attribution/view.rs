//! What the rules may look at: everything that the earlier stages found in one article.

use crate::coref::Entity;
use crate::cue::Cue;
use crate::lexicon::Words;
use crate::mention::Mention;
use crate::quotation::Quotation;
use crate::span::{EntityId, QuotationId};

/// The results of the earlier stages.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// Tokens and what the built-in lexicon says of them.
    pub words: Words<'a>,
    /// Quotations.
    pub quotations: &'a [Quotation],
    /// The outermost quotation in which every token stands.
    pub owners: &'a [Option<QuotationId>],
    /// Mentions.
    pub mentions: &'a [Mention],
    /// Entities.
    pub entities: &'a [Entity],
    /// The entity of every mention.
    pub links: &'a [Option<EntityId>],
    /// Cues.
    pub cues: &'a [Cue],
}
