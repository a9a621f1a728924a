//! What the rules may look at: everything that the earlier stages found in one article.

use crate::coref::Entity;
use crate::cue::Cue;
use crate::lexicon::Words;
use crate::mention::Mention;
use crate::quotation::Quotation;
use crate::span::{EntityId, QuotationId, TokenRange};

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

impl View<'_> {
    /// Whether a token of `range` stands in a quotation, however long it is.
    pub(super) fn holds_quoted(&self, range: TokenRange) -> bool {
        let begins = || self.quotations.get(self.quotations.partition_point(|q| q.tokens.start < range.start));
        !range.is_empty() && (self.owners[range.start as usize].is_some() || begins().is_some_and(|q| q.tokens.start < range.end))
    }
}
