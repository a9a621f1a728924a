//! The same rows as a sheet's, only added up: what the engine needs to decide, at a load and an addition a feature.

use super::feature::Template;
use super::model::Model;
use super::sheet::{Choice, Rows, Title};

/// The scratch of a [`Tally`].
#[derive(Debug, Default)]
pub(super) struct Sums {
    pub(super) choices: Vec<Choice>,
    pub(super) scores: Vec<i32>,
    /// A 0 for every entity: where the weights of its options are added up.
    pub(super) shares: Vec<u64>,
}

/// The score of every option of one quotation, and that of anybody's speaking.
pub(super) struct Tally<'a> {
    model: &'a Model,
    pub(super) sums: &'a mut Sums,
    pub(super) title: Title,
    pub(super) speech: i32,
    option: i32,
}

impl<'a> Tally<'a> {
    pub(super) fn new(model: &'a Model, sums: &'a mut Sums) -> Self {
        Tally { model, sums, title: Title::default(), speech: 0, option: 0 }
    }
}

impl Rows for Tally<'_> {
    fn is_read(&self) -> bool {
        false
    }

    fn begin(&mut self, title: Title) {
        self.title = title;
        self.sums.choices.clear();
        self.sums.scores.clear();
        (self.speech, self.option) = (0, 0);
    }

    #[inline]
    fn add(&mut self, template: Template, answer: usize) {
        self.option += self.model.weight(template.is(answer));
    }

    #[inline]
    fn add_speech(&mut self, template: Template, answer: usize) {
        self.speech += self.model.weight(template.is(answer));
    }

    fn close(&mut self, choice: Choice) {
        self.sums.choices.push(choice);
        self.sums.scores.push(std::mem::take(&mut self.option));
    }

    fn choices(&self) -> &[Choice] {
        &self.sums.choices
    }
}
