//! Labelled samples as examples: the sheet of every quotation with what a careful reader says of it.

use crate::article::Article;
use crate::attribution::{Attributor, Choice, Sheet};
use crate::error::Result;
use crate::eval::is_speaker;
use crate::gold::{GoldArticle, GoldAttribution, GoldQuotation};
use crate::pipeline::{Annotation, Pipeline, Worker};
use crate::quotation::Quotation;
use crate::record::SpeakerField;
use crate::row_kind::RowKind;
use crate::span::{OffsetMap, Units};
use rayon::prelude::*;

/// What a labelled sample says of a quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Truth {
    /// Whether the words are anybody's.
    pub speech: bool,
    /// Which options are right, maybe none, where the sample tells.
    pub right: Option<Vec<bool>>,
    /// Whether it tells by the speaker's name, so that an answer can be judged; else by the source's place.
    pub by_name: bool,
}

/// One quotation to learn from.
#[derive(Clone, Debug)]
pub struct Example {
    /// The index of its sample.
    pub sample: usize,
    /// The article's index in the dataset.
    pub article: usize,
    /// What stands before the model.
    pub sheet: Sheet,
    /// What is right.
    pub truth: Truth,
}

/// Share of a quotation that a labelled content must hold, as a fraction of this number: four fifths.
const COVERED: (u32, u32) = (4, 5);

/// The examples of labelled samples, in the order of their articles' ids. An article that two samples hold counts once: where
/// its speakers are labelled, else in the first of them.
///
/// # Errors
/// As [`Article::new`].
pub fn examples(samples: &[Vec<GoldArticle>]) -> Result<Vec<Example>> {
    let all = samples.iter().enumerate().flat_map(|(sample, articles)| articles.iter().map(move |article| (sample, article)));
    let mut order: Vec<(usize, &GoldArticle)> = all.collect();
    order.sort_by_key(|(_, a)| (&a.id, a.speakers.is_empty()));
    order.dedup_by_key(|(_, a)| &a.id);
    let pipeline = Pipeline::rules();
    let read: Vec<Vec<Example>> = order
        .into_par_iter()
        .enumerate()
        .map_init(
            || (pipeline.worker(), Attributor::default()),
            |(worker, attributor), (index, (sample, article))| {
                let mut found = of_article(&pipeline, worker, attributor, article)?;
                found.iter_mut().for_each(|e| (e.sample, e.article) = (sample, index));
                Ok(found)
            },
        )
        .collect::<Result<_>>()?;
    Ok(read.into_iter().flatten().collect())
}

fn of_article(pipeline: &Pipeline, worker: &mut Worker, attributor: &mut Attributor, gold: &GoldArticle) -> Result<Vec<Example>> {
    let article = Article::new(gold.id.clone(), gold.text.clone())?;
    let annotation = pipeline.annotate(worker, &article);
    let text = article.text();
    let map = OffsetMap::new(text, Units::CodePoints);
    let mut examples = Vec::new();
    attributor.sheets(&annotation.view(text), |id, sheet| {
        let quotation = &annotation.quotations[id.index()];
        let span = [quotation.span.start, quotation.span.end].map(|byte| map.from_byte(text, byte));
        let label = labelled(gold, span);
        let by_name = label.and_then(|label| by_name(gold, label, text, annotation, sheet));
        let by_source = || by_source(gold, span, &map, text, annotation, quotation, sheet);
        let truth = match (by_name, label) {
            (Some(truth), _) => Some(truth),
            // Its speech is labelled, not its speaker: the source of an attribution may tell.
            (None, Some(_)) => Some(Truth { speech: true, right: by_source().and_then(|t| t.right), by_name: false }),
            (None, None) => by_source(),
        };
        examples.extend(truth.map(|truth| Example { sample: 0, article: 0, sheet: sheet.clone(), truth }));
    });
    Ok(examples)
}

/// The label that a span stands for: it holds at least half of it.
fn labelled(gold: &GoldArticle, [start, end]: [u32; 2]) -> Option<&GoldQuotation> {
    let shared = |q: &GoldQuotation| q.end.min(end).saturating_sub(q.start.max(start));
    gold.quotations.iter().filter(|q| 2 * shared(q) >= q.end - q.start).max_by_key(|q| shared(q))
}

fn by_name(gold: &GoldArticle, label: &GoldQuotation, text: &str, annotation: &Annotation, sheet: &Sheet) -> Option<Truth> {
    if label.kind == RowKind::None {
        // A sample without speakers says nothing of how often an answer is right.
        return Some(Truth { speech: false, right: None, by_name: !gold.speakers.is_empty() });
    }
    let is_right = |choice: &Choice| is_speaker(gold, label, &SpeakerField::new(text, annotation, choice.entity).name);
    let right = || sheet.choices().iter().map(is_right).collect();
    (!label.speakers.is_empty()).then(|| Truth { speech: true, right: Some(right()), by_name: true })
}

fn pieces(part: &Option<Vec<[u32; 2]>>) -> &[[u32; 2]] {
    part.as_deref().unwrap_or_default()
}

/// The options whose mention overlaps the source of the attribution that covers the quotation, and all of their entities.
fn by_source(
    gold: &GoldArticle,
    span: [u32; 2],
    map: &OffsetMap,
    text: &str,
    annotation: &Annotation,
    quotation: &Quotation,
    sheet: &Sheet,
) -> Option<Truth> {
    let shared = |pieces: &[[u32; 2]]| -> u32 { pieces.iter().map(|&[s, e]| e.min(span[1]).saturating_sub(s.max(span[0]))).sum() };
    let covers = |a: &&GoldAttribution| shared(pieces(&a.content)) * COVERED.1 >= (span[1] - span[0]) * COVERED.0;
    let attribution = gold.attributions.iter().flatten().filter(covers).filter(|a| !pieces(&a.source).is_empty());
    // Of nested attributions the innermost speaks.
    let attribution = attribution.min_by_key(|a| pieces(&a.content).iter().map(|&[s, e]| e - s).sum::<u32>())?;
    let carries = |choice: &Choice| {
        choice.mention.is_some_and(|id| {
            let mention = annotation.tokens.span(annotation.mentions[id.index()].tokens);
            let [start, end] = [mention.start, mention.end].map(|byte| map.from_byte(text, byte));
            pieces(&attribution.source).iter().any(|&[s, e]| s < end && start < e)
                && !(annotation.mentions[id.index()].quoted && quotation.tokens.overlaps(annotation.mentions[id.index()].tokens))
        })
    };
    let choices = sheet.choices();
    let right: Vec<bool> = choices.iter().map(carries).collect();
    let entities: Vec<_> = choices.iter().zip(&right).filter(|&(_, &right)| right).map(|(choice, _)| choice.entity).collect();
    let Some(&first) = entities.first() else { return Some(Truth { speech: true, right: None, by_name: false }) };
    // A source of several entities (*Ann Lee, a critic of the mayor*) means the one that it begins with.
    let right = choices.iter().zip(right).map(|(choice, right)| (right || choice.mention.is_none()) && choice.entity == first);
    Some(Truth { speech: true, right: Some(right.collect()), by_name: false })
}
