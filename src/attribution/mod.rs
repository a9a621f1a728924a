//! Attribution: who said a quotation, and why we think so.

mod aside;
mod asked;
mod author;
mod before;
mod behind;
mod candidate;
mod clause;
mod cues;
mod cues_behind;
mod decode;
mod echo;
mod feature;
mod feature_words;
mod floating;
mod glance;
mod grammar;
mod headline;
mod in_words;
mod interview;
mod layout;
mod marked;
mod model;
mod nobody;
mod odds;
mod options;
mod passed;
mod reply;
mod rule;
mod rules;
mod sentence;
mod sheet;
mod sides;
mod speech;
mod stands;
mod subject;
mod tally;
mod verb;
mod view;
mod weighed;

pub use candidate::{Candidate, Explainer};
pub use decode::{DOUBTFUL, Verdict};
pub use feature::{Feature, Head, Template, WEIGHTS};
pub use model::Model;
pub(crate) use nobody::is_shouted;
pub use rule::Rule;
pub use rules::Attributor;
pub use sheet::{Choice, Sheet, Title};
pub use view::View;
pub use weighed::Reason;

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
