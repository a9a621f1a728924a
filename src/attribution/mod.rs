//! Attribution: who said a quotation, and why we think so.

mod rules;
mod view;

pub use rules::{Scratch, attribute, candidates};
pub use view::View;

use crate::quotation::QuotationKind;
use crate::span::{CueId, EntityId, MentionId, QuotationId};

/// The rule that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// *“…” said X*.
    Inverted,
    /// No rule applies.
    Unattributed,
}

impl Rule {
    /// The rule in a reader's words.
    pub fn words(self) -> &'static str {
        match self {
            Rule::Inverted => "cue before its subject, behind the quotation",
            Rule::Unattributed => "no speaker found",
        }
    }
}

/// Who said one quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attribution {
    /// The quotation.
    pub quotation: QuotationId,
    /// Direct, mixed or none, decided in its context.
    pub kind: QuotationKind,
    /// The mention that carries the attribution; `None` where the quotation has none of its own.
    pub mention: Option<MentionId>,
    /// The speaker; `None` where nobody can tell.
    pub entity: Option<EntityId>,
    /// The cue; `None` where there is none.
    pub cue: Option<CueId>,
    /// How sure the rule is, from 0 to 100.
    pub confidence: u8,
    /// The rule that decided.
    pub rule: Rule,
}

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
