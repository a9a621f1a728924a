//! One kind of model tried: fitted to four parts of the articles, asked about the fifth, five times.

use super::{Learner, Scale, Scorer};
use crate::train::dataset::Example;
use crate::train::fit::{FOLDS, Settings, UNIT, fold, speaker_groups};
use crate::train::solver::Odds;
use rayon::prelude::*;

/// What a kind of model answers to articles that it was not fitted on.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// The kind.
    pub learner: Learner,
    /// Numbers learned from all examples together.
    pub size: usize,
    /// One answer a quotation whose speaker is labelled by name, in the order of the examples.
    pub(super) answers: Vec<Answer>,
}

/// An answer to one quotation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) sample: usize,
    pub(super) article: usize,
    pub(super) right: bool,
    /// The log-loss in nats, where some options are right and some are not and the kind knows probabilities.
    pub(super) loss: Option<f64>,
}

/// Tries a kind of model on `examples`, the articles parted as for the cross-validated figures of a model.
pub fn trial(learner: Learner, examples: &[Example], settings: &Settings) -> Trial {
    // One for every part that is left out, and one of all.
    let fitted: Vec<Box<dyn Scorer>> = (0..=FOLDS)
        .into_par_iter()
        .map(|left_out| learner.fit(&speaker_groups(examples.iter().filter(|e| fold(e) != left_out), settings), settings))
        .collect();
    let mut scores: Vec<Vec<f64>> = examples.iter().map(|example| scores(&*fitted[fold(example)], example)).collect();
    if learner.scale() == Scale::Free {
        let factors: Vec<f64> = (0..FOLDS).map(|left_out| factor(examples, &scores, left_out, settings)).collect();
        for (example, scores) in examples.iter().zip(&mut scores) {
            scores.iter_mut().for_each(|score| *score *= factors[fold(example)]);
        }
    }
    let asked = examples.iter().zip(&scores).filter(|(example, _)| example.truth.by_name && example.truth.speech);
    let answers = asked.map(|(example, scores)| answer(learner, example, scores)).collect();
    Trial { learner, size: fitted[FOLDS].size(), answers }
}

fn scores(scorer: &dyn Scorer, example: &Example) -> Vec<f64> {
    (0..example.sheet.choices().len()).map(|i| scorer.score(example.sheet.features(i))).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "a float is clamped where it is cast")]
fn answer(learner: Learner, example: &Example, scores: &[f64]) -> Answer {
    let whole: Vec<i32> = scores.iter().map(|score| (score * UNIT).round() as i32).collect();
    let right = example.truth.right.as_deref().unwrap_or_default();
    let choice = example.sheet.choose(&whole).0;
    Answer {
        sample: example.sample,
        article: example.article,
        right: choice.is_some_and(|choice| right[choice]),
        loss: (learner.scale() != Scale::Order).then(|| loss(right, scores, 1.0)).flatten(),
    }
}

/// The log-loss of scores times `factor`, where there is a choice to make.
fn loss(right: &[bool], scores: &[f64], factor: f64) -> Option<f64> {
    let open = right.contains(&true) && right.contains(&false);
    let mut odds: Vec<f64> = scores.iter().map(|score| score * factor).collect();
    open.then(|| Odds::of(&mut odds, right.iter().copied()).loss())
}

/// What scores are to be multiplied by to be log-odds: what makes the right options of the other parts likeliest, by
/// steps of a sixth.
fn factor(examples: &[Example], scores: &[Vec<f64>], left_out: usize, settings: &Settings) -> f64 {
    let total = |factor: f64| -> f64 {
        let others = examples.iter().zip(scores).filter(|(example, _)| fold(example) != left_out);
        let losses = others.filter_map(|(example, scores)| {
            let weight = if example.truth.by_name { 1.0 } else { settings.source_weight };
            Some(weight * loss(example.truth.right.as_deref()?, scores, factor)?)
        });
        losses.sum()
    };
    let mut best = (f64::INFINITY, 1.0);
    let mut factor = 1.0 / 64.0;
    while factor < 64.0 {
        let loss = total(factor);
        if loss < best.0 {
            best = (loss, factor);
        }
        factor *= 7.0 / 6.0;
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::Template;
    use crate::gold::GoldArticle;
    use crate::train::{examples, fit};

    fn some() -> Vec<Example> {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/gold.jsonl");
        let mut articles = GoldArticle::load(path.as_ref()).unwrap();
        articles.truncate(10);
        examples(&[articles]).unwrap()
    }

    #[test]
    fn every_labelled_quotation_is_answered_once_and_the_rules_answer_as_they_draft() {
        let (examples, settings) = (some(), Settings::default());
        let [rules, in_use] = [Learner::Rules, Learner::IN_USE].map(|learner| trial(learner, &examples, &settings));
        let labelled = fit(&examples, &settings).held[0].labelled;
        assert_eq!([rules.answers.len(), in_use.answers.len()], [labelled; 2]);
        assert!(rules.answers.iter().all(|answer| answer.loss.is_none()));
        assert!(in_use.answers.iter().any(|answer| answer.loss.is_some_and(|loss| loss > 0.0)));
        let is_draft = |e: &Example, i: usize| e.sheet.features(i).iter().any(|f| f.template() == Template::Drafted);
        let asked = examples.iter().filter(|e| e.truth.by_name && e.truth.speech);
        assert!(asked.clone().any(|e| e.sheet.choices().len() > 5), "some have a choice to make");
        let mut n_drafted = 0;
        for (example, answer) in asked.zip(&rules.answers) {
            let drafts: Vec<usize> = (0..example.sheet.choices().len()).filter(|&i| is_draft(example, i)).collect();
            // Where nobody is drafted somebody is chosen all the same.
            if !drafts.is_empty() {
                let drafted_right = drafts.iter().any(|&i| example.truth.right.as_ref().unwrap()[i]);
                assert_eq!(answer.right, drafted_right, "{}", example.article);
                n_drafted += 1;
            }
        }
        assert!(n_drafted > rules.answers.len() / 2, "most have a draft");
    }

    #[test]
    fn scores_without_a_unit_are_brought_to_log_odds() {
        let (mut examples, settings) = (some(), Settings::default());
        let model = Learner::IN_USE.fit(&speaker_groups(examples.iter(), &settings), &settings);
        // What a model knows by heart is worth any odds: some answers are labelled otherwise.
        for example in examples.iter_mut().step_by(5) {
            if let Some(right) = &mut example.truth.right {
                right.reverse();
            }
        }
        let given: Vec<Vec<f64>> = examples.iter().map(|example| scores(&*model, example)).collect();
        let small: Vec<Vec<f64>> = given.iter().map(|scores| scores.iter().map(|score| score / 8.0).collect()).collect();
        let [given, small] = [given, small].map(|scores| factor(&examples, &scores, 0, &settings));
        assert!((0.85..1.18).contains(&(small / given / 8.0)), "{given} {small}");
    }
}
