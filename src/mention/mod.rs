//! Mentions: who is named, described or meant by a pronoun, and where.

mod apposition;
mod dateline;
mod finder;
mod holding;
mod known;
mod name;
mod nominal;
mod numbered;
mod party_tag;
mod phrase;
mod phrase_body;
mod pronoun;
mod proper;
mod reduced;
mod run;
mod small;
mod speech_tag;
mod title;
mod unlisted;
mod unusual;
mod wholes;

pub use crate::lexicon::EntityType;
pub use dateline::find as datelines;
pub use finder::find;
pub use holding::Holding;
pub(crate) use known::{COMPARED, Place, is_role_beside, only, place, shared, title_gender};
pub use known::{KnownScratch, mark};
pub(crate) use proper::is_in_place;
pub(crate) use speech_tag::is_verb_of_tag;
pub(crate) use title::{is_hyphened_pair, is_royal};

use crate::lexicon::Gender;
use crate::span::{SpeakerId, TokenRange};

/// How a mention refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// By name: *Dmytro Kuleba*, *Kuleba*, *the Pentagon*.
    Name,
    /// By pronoun: *he*, *she*, *they*.
    Pronoun,
    /// By description: *the ministry*, *a spokesman for the bank*.
    Nominal,
}

impl MentionKind {
    /// As the outward formats name it.
    pub fn name(self) -> &'static str {
        match self {
            MentionKind::Name => "name",
            MentionKind::Pronoun => "pronoun",
            MentionKind::Nominal => "nominal",
        }
    }
}

/// Grammatical number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Number {
    /// One.
    #[default]
    Singular,
    /// More than one.
    Plural,
}

/// One mention of somebody or something that may speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// All its words, with determiner and title: *the Turkish foreign minister*, *Mr. Trump*.
    pub tokens: TokenRange,
    /// The words that name, without title, determiner and possessive: *Trump*, *Turkish foreign minister*.
    pub core: TokenRange,
    /// The token that carries the meaning: the last word of a name, the noun of a description.
    pub head: u32,
    /// How it refers.
    pub kind: MentionKind,
    /// What it most likely denotes, from its own words.
    pub entity_type: EntityType,
    /// Gender, from its own words.
    pub gender: Gender,
    /// Number.
    pub number: Number,
    /// Whether it stands inside a quotation.
    pub quoted: bool,
    /// Whether a possessive follows (*Kuleba's*), or it is one (*his*).
    pub possessive: bool,
    /// The speaker of the user's lexicon that it names, if it does.
    pub speaker: Option<SpeakerId>,
}

/// Sorts mentions by their first token, the longer first. They come almost in order (a description begins at most a few
/// words before what was found already), which inserting uses; what is far from its place goes the long way.
fn sort(mentions: &mut [Mention]) {
    // The core and the kind settle the order of equals: a stable sort would ask for memory.
    let key = |m: &Mention| (m.tokens.start, std::cmp::Reverse(m.tokens.end), m.core.start, m.kind);
    for i in 1..mentions.len() {
        let mut at = i;
        while at > 0 && key(&mentions[at - 1]) > key(&mentions[at]) {
            if i - at >= FAR {
                mentions.sort_unstable_by_key(key);
                return;
            }
            mentions.swap(at - 1, at);
            at -= 1;
        }
    }
}

/// Places by which a mention may be off before all are sorted anew.
const FAR: usize = 32;
