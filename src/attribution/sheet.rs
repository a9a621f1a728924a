//! What is put before the model about one quotation: the options with their features.

use super::feature::{Feature, Template};
use crate::span::{CueId, EntityId, MentionId};

/// One that may have spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The mention that would carry the attribution; `None` for one that is known from earlier or later quotations only.
    pub mention: Option<MentionId>,
    /// The entity.
    pub entity: EntityId,
    /// The cue, where the choice is the subject of one beside the quotation.
    pub cue: Option<CueId>,
    /// What sort of mention of what sort of entity it is, as a number below `SORTS`.
    pub(super) sort: usize,
    /// Whether the rules' answer names the same entity.
    pub(super) drafted: bool,
}

/// What a sheet says of the quotation itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// The rule of the draft, the kind that the marks look like and why, as numbers.
    pub(super) rule: usize,
    pub(super) guess: usize,
    pub(super) look: usize,
}

/// Where the description of a quotation goes, feature by feature: written down for a trainer or a reader ([`Sheet`]), or only
/// added up ([`super::tally::Tally`]).
pub(super) trait Rows {
    /// A new quotation.
    fn begin(&mut self, title: Title);
    /// A feature of the option that is being described.
    fn add(&mut self, template: Template, answer: usize);
    /// A feature of the quotation itself.
    fn add_speech(&mut self, template: Template, answer: usize);
    /// Ends the description of an option.
    fn close(&mut self, choice: Choice);
    /// Whether somebody reads the features themselves, and not only what they come to.
    fn is_read(&self) -> bool;
    /// The options so far.
    fn choices(&self) -> &[Choice];
}

/// The options of one quotation with the features of each, and the features that tell whether the words are anybody's.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    title: Title,
    choices: Vec<Choice>,
    features: Vec<Feature>,
    /// Where in `features` those of each choice end.
    ends: Vec<u32>,
    speech: Vec<Feature>,
}

impl Sheet {
    /// What it says of the quotation itself.
    pub fn title(&self) -> Title {
        self.title
    }

    /// The options.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The features of option `i`.
    pub fn features(&self, i: usize) -> &[Feature] {
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.features[start..self.ends[i] as usize]
    }

    /// The features that tell whether the words are anybody's, those apart that the choice of a speaker adds.
    pub fn speech(&self) -> &[Feature] {
        &self.speech
    }
}

impl Rows for Sheet {
    fn is_read(&self) -> bool {
        true
    }

    fn begin(&mut self, title: Title) {
        self.title = title;
        self.choices.clear();
        self.features.clear();
        self.ends.clear();
        self.speech.clear();
    }

    fn add(&mut self, template: Template, answer: usize) {
        self.features.push(template.is(answer));
    }

    fn add_speech(&mut self, template: Template, answer: usize) {
        self.speech.push(template.is(answer));
    }

    fn close(&mut self, choice: Choice) {
        self.choices.push(choice);
        self.ends.push(crate::span::to_u32(self.features.len()));
    }

    fn choices(&self) -> &[Choice] {
        &self.choices
    }
}
