//! Relations: who said what, whether or not it stands between quote marks.
//!
//! Cue first: a word that may report is judged in its context, then the cue's extent, its source and its content are found one
//! after the other, each as a whole span among all that are possible.

mod alternatives;
mod anchor;
mod connect;
mod content;
mod content_features;
mod cover;
mod edges;
mod extent;
mod finder;
mod go_on;
mod kinds;
mod lattice;
mod link;
mod model;
mod prior;
mod rivals;
mod said;
mod scene;
mod sight;
mod source;
mod taken;
mod turns;

pub use alternatives::Alternatives;
pub(crate) use alternatives::alternatives;
pub(crate) use anchor::describe as describe_anchor;
pub(crate) use connect::{Context, connect};
pub(crate) use content::{Frame, NONE, count_edges as count_content_edges};
pub(crate) use content_features::joint;
pub(crate) use edges::{EdgeCounts, Edges};
pub(crate) use extent::{count_edges as count_cue_edges, ways as extent_ways};
pub use finder::Finder;
pub(crate) use finder::{CONFIDENCE, logistic, masses};
pub(crate) use lattice::{Lattice, Sum, Way, Weigh};
pub use model::RelationModel;
pub(crate) use model::{BITS, Knowledge, Learned, Shipped, Tables};
pub(crate) use prior::Priors;
pub use scene::{Said, Scene};
pub(crate) use sight::{Near, Sight};
pub(crate) use source::{count_edges as count_source_edges, ways as source_ways};

use crate::lexicon::Tag;
use crate::span::{EntityId, MentionId, TokenRange};
use crate::tagging::Tagger;
use std::sync::Arc;
use turns::Transcript;

/// Whether the text says that something was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Status {
    /// It was: *she said*.
    #[default]
    Asserted,
    /// It was not: *she did not say*.
    Negated,
    /// It may be, would be or should be: *she would say*.
    Modal,
}

impl Status {
    /// As the outward formats name it.
    pub fn name(self) -> &'static str {
        match self {
            Status::Asserted => "asserted",
            Status::Negated => "negated",
            Status::Modal => "modal",
        }
    }
}

/// One attribution relation.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Relation {
    /// The token that carries the cue.
    pub anchor: u32,
    /// The words that report.
    pub cue: TokenRange,
    /// Whose words; `None` where the text does not say.
    pub source: Option<TokenRange>,
    /// What is reported: one piece, or two, around the attribution or the second behind it; the second may be empty.
    pub content: [TokenRange; 2],
    /// The mention that the source is, or begins with.
    pub mention: Option<MentionId>,
    /// Who that is.
    pub entity: Option<EntityId>,
    /// Whether it was said.
    pub status: Status,
    /// How likely it is right, from 0 to 1.
    pub confidence: f32,
}

impl Relation {
    /// The pieces of its content, in order.
    pub fn pieces(&self) -> impl Iterator<Item = TokenRange> {
        self.content.into_iter().filter(|piece| !piece.is_empty())
    }

    /// The first token of its content.
    pub fn first(&self) -> u32 {
        self.pieces().map(|piece| piece.start).min().unwrap_or(self.cue.start)
    }

    /// One past the last token of its content.
    pub fn end(&self) -> u32 {
        self.pieces().map(|piece| piece.end).max().unwrap_or(self.cue.end)
    }
}

/// All that finding relations needs to know.
#[derive(Clone, Debug)]
pub struct Relations {
    /// Parts of speech.
    pub tagger: Arc<Tagger>,
    /// Cues, sources and contents.
    pub model: Arc<RelationModel>,
}

impl Relations {
    /// What the crate ships.
    pub fn builtin() -> Self {
        Relations { tagger: Tagger::builtin(), model: RelationModel::builtin() }
    }

    /// Appends the relations of an article to `out`, in the order of their cues. `tags` gets the tag of every token of the paragraphs
    /// that were looked at.
    pub fn find(&self, finder: &mut Finder, scene: Scene<'_>, tags: &mut Vec<Tag>, out: &mut Vec<Relation>) {
        let words = &scene.words;
        tags.clear();
        tags.resize(words.len(), Tag::Unknown);
        let known = &self.model.knowledge;
        let transcript = Transcript::of(&scene);
        for &paragraph in words.tokens.paragraphs() {
            if let Some(turn) = transcript.as_ref().and_then(|transcript| turns::turn(&scene, transcript, paragraph)) {
                for sentence in words.tokens.sentences_in(paragraph) {
                    self.tagger.tag(words, sentence.range(), &mut tags[sentence.range()]);
                }
                out.push(turn);
                continue;
            }
            if !finder.is_worth_a_look(&scene, known, paragraph) {
                continue;
            }
            for sentence in words.tokens.sentences_in(paragraph) {
                self.tagger.tag(words, sentence.range(), &mut tags[sentence.range()]);
            }
            finder.find(&Scene { tags, ..scene }, known, paragraph, out);
        }
    }
}
