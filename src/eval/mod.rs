//! Evaluation: labelled sample × predictions → counts → scores.
//!
//! Measures over one sample: how well quotations are *found* ([`Finding`]), how often the *speaker* is right
//! ([`SpeakerCounts`], with a bootstrap [`Interval`]), and, where the sample has them, *relations* of source, cue and
//! content ([`Relations`]). Where answers tell how sure they are, [`Calibration`] asks whether that is so, and [`Ranking`] what the surest
//! are worth. Counts are added over articles; nothing to score is no score, not 0.
//!
//! ```
//! use whosaid::GoldArticle;
//! use whosaid::eval::{Predictions, Report, evaluate};
//!
//! let gold = r#"{"id":"a","text":"“We waited,” said Mara Kessel.","speakers":[{"name":"Mara Kessel"}],
//!     "quotations":[{"start":0,"end":12,"kind":"direct","speakers":["Mara Kessel"],"mention":"Mara Kessel"}]}"#.replace('\n', "");
//! let predicted = r#"{"id":"a","quotations":[{"kind":"direct","start":1,"end":11,"speaker":{"name":"Kessel"}}]}"#;
//! let gold = GoldArticle::read(gold.as_bytes(), "gold.jsonl")?;
//! let predictions = Predictions::read(predicted.as_bytes(), "predictions.jsonl")?;
//! let evaluation = evaluate(&gold, &predictions.for_sample(&gold)?);
//! assert_eq!(evaluation.speakers.speaker.score().f1, Some(1.0));
//! assert_eq!(evaluation.quotations.exact.found, 0);
//! assert!(Report::new("gold.jsonl", &gold, &evaluation, 0).to_string().contains("speaker_f1 P 1.0000"));
//! # Ok::<(), whosaid::Error>(())
//! ```

mod align;
mod baseline;
mod bootstrap;
mod calibration;
mod compare;
mod context;
mod coreference;
mod count;
mod interval;
mod judgement;
mod name;
mod pairing;
mod per_article;
mod prediction;
mod random;
mod ranking;
mod relation;
mod report;
mod scramble;
mod speaker;
mod word;
mod wordset;

pub use align::Finding;
pub use baseline::{ArticleChange, BaselineCheck};
pub use bootstrap::Interval;
pub use calibration::{Bin, Calibration};
pub use compare::{Change, Comparison, Side};
pub use context::Context;
pub use coreference::Coreference;
pub use count::{Counts, Ratio, Score};
pub use judgement::{Judgement, MissClass};
pub use per_article::{ArticleRow, PerArticle};
pub use prediction::{Prediction, Predictions, predict};
pub use ranking::{AtRecall, Ranking, Reached};
pub use relation::{PartCounts, RelationCounts, RelationInterval, RelationIntervals, Relations};
pub use report::Report;
pub use scramble::{Scrambled, scramble};
pub use speaker::{ByMention, SpeakerCounts, is_speaker};

pub(crate) use bootstrap::{Pair, interval};
pub(crate) use random::SplitMix64;

use crate::gold::GoldArticle;
use align::Aligner;
use calibration::Answer;
use rayon::prelude::*;

/// The scores of a sample.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Evaluation {
    /// Articles of the sample.
    pub articles: usize,
    /// Articles without a prediction; their labels count as not found.
    pub unpredicted: usize,
    /// How well quotations are found, whoever said them.
    pub quotations: Finding,
    /// How often the speaker is right.
    pub speakers: SpeakerCounts,
    /// The same article by article, in the sample's order.
    pub by_article: Vec<SpeakerCounts>,
    /// The 95 % interval of the speakers' F1 over articles.
    pub interval: Option<Interval>,
    /// How often the chosen pronouns and descriptions are resolved rightly, where any is chosen as labelled.
    pub coreference: Option<Coreference>,
    /// Source, cue and content, where the sample has attributions.
    pub relations: Option<Relations>,
    /// The 95 % intervals of the relations' F1 over articles that have attributions.
    pub relation_intervals: Option<RelationIntervals>,
    /// Every labelled span that counts, in the sample's order.
    pub judgements: Vec<Judgement>,
    /// Whether the answers' confidence says what it should, where they tell it.
    pub calibration: Option<Calibration>,
    /// How precise the surest answers are, where all tell their confidence.
    pub ranking: Option<Ranking>,
    /// Whether the confidence of relations without a quote mark in their content says how likely they are right by overlap.
    pub relation_calibration: Option<Calibration>,
}

/// Scores predictions against a sample. `predictions` stand in the sample's order, `None` where an article has none;
/// articles beyond the shorter of both are not scored.
pub fn evaluate(gold: &[GoldArticle], predictions: &[Option<&Prediction>]) -> Evaluation {
    let scored: Vec<(Evaluation, Vec<Answer>)> = gold
        .par_iter()
        .zip(predictions)
        .enumerate()
        .map(|(index, (article, prediction))| evaluate_one(article, index, *prediction))
        .collect();
    let (scored, answers): (Vec<Evaluation>, Vec<Vec<Answer>>) = scored.into_iter().unzip();
    let coreference: Vec<Coreference> = scored.iter().filter_map(|one| one.coreference).collect();
    let by_article: Vec<SpeakerCounts> = scored.iter().map(|one| one.speakers).collect();
    let speakers: Vec<Counts> = by_article.iter().map(|counts| counts.speaker).collect();
    let interval = bootstrap::interval(&speakers, |sum| sum.score().f1);
    let relations: Vec<Relations> = scored.iter().filter_map(|one| one.relations).collect();
    let mut sum = Evaluation { by_article, interval, ..Evaluation::default() };
    for mut one in scored {
        sum.articles += one.articles;
        sum.unpredicted += one.unpredicted;
        sum.quotations += one.quotations;
        sum.speakers += one.speakers;
        if let Some(relations) = one.relations {
            *sum.relations.get_or_insert_default() += relations;
        }
        sum.judgements.append(&mut one.judgements);
    }
    sum.relation_intervals = sum.relations.map(|_| RelationIntervals::of(&relations));
    sum.coreference = Coreference::sum(&coreference);
    sum.calibration = Calibration::new(&sum.judgements);
    sum.relation_calibration = Calibration::of(answers.into_iter().flatten());
    sum.ranking = Ranking::new(&sum.judgements, sum.speakers.speaker.labelled);
    sum
}

/// Scores the article at `index` of its sample; beside it the answers of the relation measure.
fn evaluate_one(article: &GoldArticle, index: usize, prediction: Option<&Prediction>) -> (Evaluation, Vec<Answer>) {
    let spans = prediction.map(|prediction| prediction.spans(&article.text)).unwrap_or_default();
    let (mut said, mut nobodys) = (Aligner::new(&spans.said), Aligner::new(&spans.nobodys));
    let mut judgements = Vec::new();
    let speakers = speaker::score(article, index, &mut said, &mut nobodys, &mut judgements);
    let (relations, answers) = match &article.attributions {
        Some(labelled) => {
            let predicted = prediction.map(Prediction::relations).unwrap_or_default();
            let (relations, answers) = relation::score(&article.text, labelled, &predicted);
            (Some(relations), answers)
        }
        None => (None, Vec::new()),
    };
    let evaluation = Evaluation {
        articles: 1,
        unpredicted: usize::from(prediction.is_none()),
        quotations: Finding::count(article, &spans.said, &mut said),
        speakers,
        coreference: Some(Coreference::count(article, &judgements)),
        relations,
        judgements,
        ..Evaluation::default()
    };
    (evaluation, answers)
}
