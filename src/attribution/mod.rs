//! Attribution: who said a quotation, and why we think so.

mod author;
mod candidate;
mod cues;
mod echo;
mod floating;
mod grammar;
mod layout;
mod rule;
mod rules;
mod sentence;
mod speech;
mod subject;
mod view;

pub use candidate::{Candidate, candidates};
pub use rule::Rule;
pub use rules::Attributor;
pub use view::View;

use crate::quotation::QuotationKind;
use crate::span::{CueId, EntityId, MentionId, QuotationId};

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
