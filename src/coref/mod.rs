//! Coreference: which mentions are of one entity.

mod accounts;
mod age;
mod antecedent;
mod apposition;
mod beside;
mod bodies;
mod country;
mod disjoint;
mod fronted;
mod history;
mod index;
mod joined;
mod kin;
mod known;
mod lead;
mod names;
mod nominals;
mod obituary;
mod office;
mod portfolio;
mod private;
mod pronouns;
mod resolver;
mod role;
mod short;
mod things;
mod topic;

pub use known::{Known, Namesakes};
pub use resolver::Resolver;

use crate::lexicon::Gender;
use crate::mention::EntityType;
use crate::span::{MentionId, SpeakerId};

/// One entity of an article: a chain of mentions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The mention with the fullest name, or the first description: its core is the entity's name.
    pub name: MentionId,
    /// What it is.
    pub entity_type: EntityType,
    /// Gender, from all its mentions.
    pub gender: Gender,
    /// The speaker of the user's lexicon, if it is one.
    pub speaker: Option<SpeakerId>,
    /// How many speakers of the lexicon share its name, where they are several; without [`Entity::speaker`] the article does not tell which of them it is.
    pub namesakes: u32,
    /// How many mentions it has.
    pub mentions: u32,
}
