//! Examples whose right answers are known, for the tests of the learners.

use super::Scorer;
use crate::attribution::{Feature, Template};
use crate::train::solver::Group;

/// Groups of rows, each with whether it is right.
pub(super) struct Toy(Vec<Vec<(Vec<Feature>, bool)>>);

impl Toy {
    pub(super) fn groups(&self) -> Vec<Group<'_>> {
        self.0.iter().map(|rows| Group { rows: rows.iter().map(|(row, right)| (row.as_slice(), *right)).collect(), weight: 1.0 }).collect()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The scores as bits, which are equal only if they are the same numbers.
    pub(super) fn scores(&self, scorer: &dyn Scorer) -> Vec<u64> {
        self.0.iter().flatten().map(|(row, _)| scorer.score(row).to_bits()).collect()
    }

    /// Groups whose right rows are ahead of all wrong ones.
    pub(super) fn right(&self, scorer: &dyn Scorer) -> usize {
        let best = |rows: &[(Vec<Feature>, bool)], wanted: bool| {
            rows.iter().filter(|(_, right)| *right == wanted).map(|(row, _)| scorer.score(row)).fold(f64::NEG_INFINITY, f64::max)
        };
        self.0.iter().filter(|rows| best(rows, true) > best(rows, false)).count()
    }
}

/// One feature is that of the right row, another that of the wrong one.
pub(super) fn plain() -> Toy {
    let row = |answer| vec![Template::Pronoun.is(answer), Template::Noun.is(0)];
    Toy((0..40).map(|i| vec![(row(i % 2), i % 2 == 1), (row(1 - i % 2), i % 2 == 0)]).collect())
}

/// The right row has one of two features, the wrong one both or neither: no sum of weights tells them apart. Some of the four
/// cases are rarer than others, without which no first question of a tree would be better than another.
pub(super) fn exclusive_or() -> Toy {
    let row = |first: bool, second: bool| {
        let features = [(first, Template::Pronoun.is(0)), (second, Template::Possessive.is(1))];
        features.into_iter().filter(|&(has, _)| has).map(|(_, feature)| feature).chain([Template::Noun.is(0)]).collect::<Vec<_>>()
    };
    let case = |i: usize| match i % 10 {
        0..4 => (row(true, false), row(true, true)),
        4..7 => (row(true, false), row(false, false)),
        7..9 => (row(false, true), row(true, true)),
        _ => (row(false, true), row(false, false)),
    };
    Toy((0..400).map(case).map(|(right, wrong)| vec![(wrong, false), (right, true)]).collect())
}
