//! What the rules may look at: everything that the earlier stages found in one article.

use crate::coref::Entity;
use crate::cue::Cue;
use crate::lexicon::Words;
use crate::mention::{EntityType, Mention, MentionKind};
use crate::quotation::Quotation;
use crate::span::{EntityId, MentionId, QuotationId, TokenRange};

/// Mentions that may begin with one token.
const BESIDE: usize = 6;

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
    /// Whether somebody is known, and is a person.
    pub(super) fn is_person(&self, entity: Option<EntityId>) -> bool {
        entity.is_some_and(|e| self.entities[e.index()].entity_type == EntityType::Person)
    }

    /// The pronoun at token `i`, also within a description: the *his* of *his reply*.
    pub(super) fn pronoun_at(&self, i: usize) -> Option<MentionId> {
        let from = self.mentions.partition_point(|m| (m.tokens.start as usize) < i);
        let is_it = |m: &Mention| m.tokens.start as usize == i && m.kind == MentionKind::Pronoun;
        self.mentions[from..].iter().take(BESIDE).position(is_it).map(|n| MentionId::new(from + n))
    }

    /// Whether a token of `range` stands in a quotation, however long it is.
    pub(super) fn holds_quoted(&self, range: TokenRange) -> bool {
        let begins = || self.quotations.get(self.quotations.partition_point(|q| q.tokens.start < range.start));
        !range.is_empty() && (self.owners[range.start as usize].is_some() || begins().is_some_and(|q| q.tokens.start < range.end))
    }
}
