//! The three heads, fitted one after another: who speaks, whether anybody does, how far to trust the answer.
//!
//! The later heads see what the earlier ones say of articles that these were not fitted on (cross-fitting by article), as
//! they will of every article that comes after training.

use super::dataset::Example;
use super::solver::{Group, solve};
use crate::attribution::{DOUBTFUL, Feature, Model, Rule, Template, Verdict, WEIGHTS};
use crate::model_file::ModelHead;
use std::fmt;

/// What training may be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The square penalty on the weights of the speaker head.
    pub speaker_penalty: f64,
    /// The same for the speech head.
    pub speech_penalty: f64,
    /// The same for the confidence head.
    pub confidence_penalty: f64,
    /// How much a quotation counts whose sample labels mentions only.
    pub source_weight: f64,
    /// How far the rules are believed beforehand: 0 not at all, 1 as far as they believe themselves, 2 twice as far.
    pub trust: f64,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { speaker_penalty: 3.0, speech_penalty: 4.0, confidence_penalty: 0.2, source_weight: 0.1, trust: 2.0 }
    }
}

impl fmt::Display for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Settings { speaker_penalty, speech_penalty, confidence_penalty, source_weight, trust } = self;
        write!(f, "penalties {speaker_penalty} {speech_penalty} {confidence_penalty}, source weight {source_weight}, trust {trust}")
    }
}

/// Parts of the articles in cross-fitting.
pub(super) const FOLDS: usize = 5;

/// The part that an example belongs to.
pub(super) fn fold(example: &Example) -> usize {
    example.article % FOLDS
}

/// How a sample is answered by heads that were fitted on other articles, over the quotations that were found at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Right answers.
    pub right: usize,
    /// Answers given.
    pub given: usize,
    /// Quotations whose speaker is labelled.
    pub labelled: usize,
    /// Labelled spans of nobody.
    pub nobody: usize,
    /// Those of them that were left alone.
    pub rejected: usize,
}

impl Held {
    /// The speaker F1; `None` where nothing is labelled and nothing given.
    pub fn f1(self) -> Option<f64> {
        let all = self.given + self.labelled;
        (all > 0).then(|| 2.0 * self.right as f64 / all as f64)
    }
}

/// A fitted model, and how it does on articles that it was not fitted on.
#[derive(Clone, Debug)]
pub struct Fit {
    /// The weights, fitted on all examples, in nats.
    weights: Vec<f64>,
    /// The cross-validated answers, one entry a sample.
    pub held: Vec<Held>,
}

impl Fit {
    /// The model, with what it shall say of itself.
    pub fn model(&self, head: ModelHead) -> Model {
        quantised(&self.weights, head)
    }
}

/// An example with what heads fitted on other articles say of it.
struct Judged<'a> {
    example: &'a Example,
    choice: Option<usize>,
    odds: usize,
    /// The features of the speech head, the odds among them.
    speech: Vec<Feature>,
}

/// Fits a model to `examples`.
pub fn fit(examples: &[Example], settings: &Settings) -> Fit {
    let mut held = vec![Held::default(); examples.iter().map(|e| e.sample + 1).max().unwrap_or(0)];
    let mut judged: Vec<Judged<'_>> = Vec::new();
    for k in 0..FOLDS {
        let model = quantised(&speaker_weights(examples.iter().filter(|e| fold(e) != k), settings), ModelHead::default());
        for example in examples.iter().filter(|e| fold(e) == k) {
            let (choice, odds) = model.choose(&example.sheet);
            let speech = example.sheet.speech().iter().copied().chain(Verdict::speech_odds(example.sheet.title(), odds)).collect();
            judged.push(Judged { example, choice, odds, speech });
        }
    }
    let mut answers: Vec<Answer> = Vec::new();
    for k in 0..FOLDS {
        let model = quantised(&speech_weights(judged.iter().filter(|j| fold(j.example) != k), settings), ModelHead::default());
        for one in judged.iter().filter(|j| fold(j.example) == k && j.example.truth.by_name) {
            let speech = model.sum(&one.speech);
            let truth = &one.example.truth;
            let is_nobody = !truth.speech;
            let Some(choice) = one.choice.filter(|_| speech >= 0) else {
                held[one.example.sample].rejected += usize::from(is_nobody);
                continue;
            };
            let right = truth.right.as_ref().is_some_and(|right| right[choice]);
            let verdict = Verdict { choice: one.choice, odds: one.odds, speech };
            answers.push(Answer {
                fold: k,
                sample: one.example.sample,
                features: verdict.confidence(one.example.sheet.title(), one.example.sheet.choices()[choice]),
                right,
                is_nobody,
            });
        }
    }
    let mut weights = speaker_weights(examples.iter(), settings);
    add(&mut weights, &speech_weights(judged.iter(), settings));
    add(&mut weights, &confidence_weights(answers.iter(), settings));
    for k in 0..FOLDS {
        let model = quantised(&confidence_weights(answers.iter().filter(|a| a.fold != k), settings), ModelHead::default());
        for answer in answers.iter().filter(|a| a.fold == k) {
            let given = model.confidence(&answer.features) >= DOUBTFUL;
            let held = &mut held[answer.sample];
            held.given += usize::from(given);
            held.right += usize::from(given && answer.right);
            held.rejected += usize::from(!given && answer.is_nobody);
        }
    }
    for example in examples.iter().filter(|e| e.truth.by_name) {
        held[example.sample].labelled += usize::from(example.truth.speech);
        held[example.sample].nobody += usize::from(!example.truth.speech);
    }
    Fit { weights, held }
}

/// An answer with what tells how far to trust it.
struct Answer {
    fold: usize,
    sample: usize,
    features: [Feature; 6],
    right: bool,
    is_nobody: bool,
}

fn confidence_weights<'a>(answers: impl Iterator<Item = &'a Answer>, settings: &Settings) -> Vec<f64> {
    let groups: Vec<Group<'_>> = answers.map(|a| yes_or_no(&a.features, a.right)).collect();
    solve(&groups, &[0.0; WEIGHTS], settings.confidence_penalty)
}

fn add(to: &mut [f64], what: &[f64]) {
    to.iter_mut().zip(what).for_each(|(x, y)| *x += y);
}

/// A choice between a row and an empty one.
fn yes_or_no(features: &[Feature], yes: bool) -> Group<'_> {
    Group { rows: vec![(features, yes), (&[], !yes)], weight: 1.0 }
}

/// The choices among options that the examples show: those with a right one and a wrong one.
pub(super) fn speaker_groups<'a>(examples: impl Iterator<Item = &'a Example>, settings: &Settings) -> Vec<Group<'a>> {
    examples
        .filter_map(|e| {
            let right = e.truth.right.as_ref()?;
            let weight = if e.truth.by_name { 1.0 } else { settings.source_weight };
            let rows = right.iter().enumerate().map(|(i, &right)| (e.sheet.features(i), right)).collect();
            (right.contains(&true) && right.contains(&false)).then_some(Group { rows, weight })
        })
        .collect()
}

fn speaker_weights<'a>(examples: impl Iterator<Item = &'a Example>, settings: &Settings) -> Vec<f64> {
    solve(&speaker_groups(examples, settings), &speaker_prior(settings), settings.speaker_penalty)
}

fn speech_weights<'a>(judged: impl Iterator<Item = &'a Judged<'a>>, settings: &Settings) -> Vec<f64> {
    let groups: Vec<Group<'_>> = judged.map(|j| yes_or_no(&j.speech, j.example.truth.speech)).collect();
    solve(&groups, &speech_prior(settings), settings.speech_penalty)
}

/// The rules are believed as far as they believe themselves until examples tell otherwise: what the samples hardly show
/// (labels, signatures, headlines) stays theirs.
pub(super) fn speaker_prior(settings: &Settings) -> Vec<f64> {
    let mut prior = vec![0.0; WEIGHTS];
    for bucket in 0..Template::DraftSure.size() {
        let sure = (bucket as f64 / 20.0).clamp(0.05, 0.95);
        prior[Template::DraftSure.is(bucket).index()] = (libm::log(sure / (1.0 - sure)) + OPTIONS) * settings.trust;
    }
    for rule in [Rule::Label, Rule::Signature, Rule::Continuation, Rule::Echo] {
        for same in 0..2 {
            prior[Template::Drafted.is(rule as usize * 2 + same).index()] = 2.0 * settings.trust;
        }
    }
    prior
}

/// The logarithm of the usual number of options.
const OPTIONS: f64 = 3.0;

fn speech_prior(settings: &Settings) -> Vec<f64> {
    let mut prior = vec![0.0; WEIGHTS];
    for look in 0..3 {
        let nobody = Template::Draft.is(look * Template::Draft.size() / 3 + Rule::NotSpeech as usize);
        prior[nobody.index()] = -4.0 * settings.trust;
    }
    for bucket in 0..Template::Sure.size() {
        prior[Template::Sure.is(bucket).index()] = 2.0 * settings.trust;
    }
    prior
}

/// 256ths of a bit in one nat.
pub(super) const UNIT: f64 = Model::BIT as f64 / std::f64::consts::LN_2;

/// Nats to 256ths of a bit, in whole numbers.
#[expect(clippy::cast_possible_truncation, reason = "clamped")]
pub(super) fn quantised(weights: &[f64], head: ModelHead) -> Model {
    let whole = |w: &f64| (w * UNIT).round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16;
    Model::new(head, weights.iter().map(whole).collect())
}
