//! Cues: the words that report speech.

mod finder;

pub use finder::find;

use crate::lexicon::CueClass;
use crate::span::TokenRange;

/// What kind of word a cue is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CueKind {
    /// *said*, *told*.
    Verb,
    /// *statement*, *claim*.
    Noun,
    /// *according to*.
    Preposition,
    /// A colon, dash or label: `NAME:`.
    Punctuation,
}

impl CueKind {
    /// As the outward formats name it.
    pub fn name(self) -> &'static str {
        match self {
            CueKind::Verb => "verb",
            CueKind::Noun => "noun",
            CueKind::Preposition => "preposition",
            CueKind::Punctuation => "punctuation",
        }
    }
}

/// One cue outside quotations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Its words.
    pub tokens: TokenRange,
    /// What kind of word it is.
    pub kind: CueKind,
    /// What it reports.
    pub class: CueClass,
    /// How often such a word reports, in per cent.
    pub weight: u8,
}
