//! What the rules may look at: everything that the earlier stages found in one article.

use crate::coref::Entity;
use crate::cue::Cue;
use crate::mention::Mention;
use crate::quotation::Quotation;
use crate::span::{EntityId, WordId};
use crate::token::Tokens;

/// The results of the earlier stages.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens, sentences and paragraphs.
    pub tokens: &'a Tokens,
    /// The built-in lexicon's word of every token.
    pub words: &'a [WordId],
    /// Quotations.
    pub quotations: &'a [Quotation],
    /// Mentions.
    pub mentions: &'a [Mention],
    /// Entities.
    pub entities: &'a [Entity],
    /// The entity of every mention.
    pub links: &'a [Option<EntityId>],
    /// Cues.
    pub cues: &'a [Cue],
}
