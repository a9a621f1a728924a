//! Other kinds of model than the one in use, fitted to the very same rows: is a log-linear one the right choice?
//!
//! Whatever is learned ends as a score for the row of an option, and the engine's own way of choosing goes on from there
//! ([`crate::attribution::Sheet::choose`]), so that the kind alone differs. Every kind begins where the rules believe themselves and
//! moves away by the examples, as the model in use does. None of them is written to a file: what comes out is a comparison.

mod network;
mod perceptron;
mod table;
#[cfg(test)]
mod toy;
mod trees;
mod trial;

pub use table::Trials;
pub use trial::{Trial, trial};

use super::fit::{Settings, UNIT, quantised, speaker_prior};
use super::solver::{Group, solve};
use crate::attribution::{Feature, Model, Template};
use crate::model_file::ModelHead;

/// A kind of model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Learner {
    /// None: the rules' draft.
    Rules,
    /// The kind in use: a sum of weights and a softmax over the options, with a square penalty.
    LogLinear,
    /// A sum of weights that are moved where the answer is wrong, averaged over all steps.
    Perceptron,
    /// The same, moved too where the answer is right by less than a margin.
    Margin,
    /// Gradient boosted trees.
    Trees,
    /// A neural network with one hidden layer.
    Network,
}

impl Learner {
    /// All of them, in the order of a report.
    pub const ALL: [Learner; 6] =
        [Learner::Rules, Learner::LogLinear, Learner::Perceptron, Learner::Margin, Learner::Trees, Learner::Network];

    /// The one that the built-in model is of.
    pub const IN_USE: Learner = Learner::LogLinear;

    /// What it is called.
    pub const fn name(self) -> &'static str {
        match self {
            Learner::Rules => "rules alone",
            Learner::LogLinear => "log-linear (in use)",
            Learner::Perceptron => "averaged perceptron",
            Learner::Margin => "the same with a margin",
            Learner::Trees => "boosted trees",
            Learner::Network => "network, one hidden layer",
        }
    }

    /// What its scores are of.
    fn scale(self) -> Scale {
        match self {
            Learner::Rules => Scale::Order,
            Learner::Perceptron | Learner::Margin => Scale::Free,
            Learner::LogLinear | Learner::Trees | Learner::Network => Scale::Nats,
        }
    }

    /// What `groups` teach.
    fn fit(self, groups: &[Group<'_>], settings: &Settings) -> Box<dyn Scorer> {
        let prior = speaker_prior(settings);
        match self {
            Learner::Rules => Box::new(Rules),
            Learner::LogLinear => Box::new(quantised(&solve(groups, &prior, settings.speaker_penalty), ModelHead::default())),
            Learner::Perceptron => Box::new(Sum(perceptron::learn(groups, &prior, 0.0))),
            Learner::Margin => Box::new(Sum(perceptron::learn(groups, &prior, perceptron::MARGIN))),
            Learner::Trees => Box::new(trees::learn(groups, prior)),
            Learner::Network => Box::new(network::learn(groups, prior)),
        }
    }
}

/// How scores are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scale {
    /// The higher one is ahead, and nothing else.
    Order,
    /// Log-odds up to a factor that was not learned.
    Free,
    /// Log-odds.
    Nats,
}

/// What was learned.
trait Scorer: Send + Sync {
    /// The score of an option with these features.
    fn score(&self, row: &[Feature]) -> f64;

    /// How many numbers were learned that are not 0.
    fn size(&self) -> usize;
}

/// The draft is ahead of all others.
struct Rules;

impl Scorer for Rules {
    fn score(&self, row: &[Feature]) -> f64 {
        // Far enough that no number of other options adds up to it.
        if row.iter().any(|f| f.template() == Template::Drafted) { 20.0 } else { 0.0 }
    }

    fn size(&self) -> usize {
        0
    }
}

impl Scorer for Model {
    fn score(&self, row: &[Feature]) -> f64 {
        f64::from(self.sum(row)) / UNIT
    }

    fn size(&self) -> usize {
        self.weights().iter().filter(|&&w| w != 0).count()
    }
}

/// A weight a feature.
struct Sum(Vec<f64>);

impl Scorer for Sum {
    fn score(&self, row: &[Feature]) -> f64 {
        sum(&self.0, row)
    }

    fn size(&self) -> usize {
        self.0.iter().filter(|&&w| w != 0.0).count()
    }
}

fn sum(weights: &[f64], row: &[Feature]) -> f64 {
    row.iter().map(|f| weights[f.index()]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn learned(learner: Learner, toy: &toy::Toy) -> Box<dyn Scorer> {
        learner.fit(&toy.groups(), &Settings { speaker_penalty: 0.01, ..Settings::default() })
    }

    #[test]
    fn each_kind_learns_which_of_two_features_is_right() {
        let toy = toy::plain();
        for learner in Learner::ALL {
            let right = toy.right(&*learned(learner, &toy));
            let expected = if learner == Learner::Rules { 0 } else { toy.len() };
            assert_eq!(right, expected, "{}", learner.name());
        }
    }

    #[test]
    fn exclusive_or_is_learned_where_features_can_be_combined_and_nowhere_else() {
        let toy = toy::exclusive_or();
        for learner in Learner::ALL {
            let right = toy.right(&*learned(learner, &toy));
            let combines = matches!(learner, Learner::Trees | Learner::Network);
            assert_eq!(right == toy.len(), combines, "{}: {right} of {}", learner.name(), toy.len());
        }
    }

    #[test]
    fn the_same_examples_give_the_same_scores() {
        let toy = toy::exclusive_or();
        for learner in Learner::ALL {
            let [first, second] = [0; 2].map(|_| toy.scores(&*learned(learner, &toy)));
            assert_eq!(first, second, "{}", learner.name());
        }
    }
}
