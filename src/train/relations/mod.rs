//! The trainer of relations: labelled attributions → tables of weights.

mod confidence;
mod figures;
mod label;
mod learn;
mod table;

use crate::article::Article;
use crate::error::Result;
use crate::gold::GoldArticle;
use crate::lexicon::{Tag, Words};
use crate::model_file::ModelHead;
use crate::pipeline::{Annotation, Pipeline};
use crate::relation::{Knowledge, RelationModel, Said, Scene, Shipped, Tables};
use crate::tagging::Tagger;
use figures::Figures;
use label::Labelled;
use learn::{Framed, framed, learn, relearn_content};
use rayon::prelude::*;
use table::Learning;

/// A labelled article as the finder sees it.
struct Read {
    article: Article,
    annotation: Annotation,
    tags: Vec<Tag>,
    said: Vec<Said>,
    labels: Vec<Labelled>,
}

impl Read {
    fn new(pipeline: &Pipeline, tagger: &Tagger, gold: &GoldArticle) -> Result<Self> {
        let article = Article::new(gold.id.clone(), gold.text.clone())?;
        let mut worker = pipeline.worker();
        pipeline.annotate(&mut worker, &article);
        let annotation = worker.into_annotation();
        let words = Words::new(article.text(), &annotation.tokens, &annotation.words);
        let mut tags = vec![Tag::Unknown; words.len()];
        annotation.tokens.sentences().iter().for_each(|sentence| tagger.tag(&words, sentence.range(), &mut tags[sentence.range()]));
        let mut said = Vec::new();
        Said::all(&annotation.attributions, &annotation.quotations, &annotation.mentions, &annotation.cues, &mut said);
        let mut read = Read { article, annotation, tags, said, labels: Vec::new() };
        read.labels = label::labels(&read.scene(), gold);
        Ok(read)
    }

    fn scene(&self) -> Scene<'_> {
        Scene {
            words: Words::new(self.article.text(), &self.annotation.tokens, &self.annotation.words),
            quotations: &self.annotation.quotations,
            owners: &self.annotation.owners,
            mentions: &self.annotation.mentions,
            tags: &self.tags,
            said: &self.said,
        }
    }
}

/// A model of relations trained on the articles of `samples` that have attributions, with the words tagged by `tagger`.
///
/// # Errors
/// As [`Article::new`].
pub fn train_relations(samples: &[GoldArticle], tagger: &Tagger, head: ModelHead) -> Result<RelationModel> {
    let pipeline = Pipeline::rules();
    let mut golds: Vec<&GoldArticle> = samples.iter().filter(|gold| gold.attributions.is_some()).collect();
    golds.sort_by_key(|gold| &gold.id);
    golds.dedup_by_key(|gold| &gold.id);
    let reads: Vec<Read> = golds.par_iter().map(|gold| Read::new(&pipeline, tagger, gold)).collect::<Result<_>>()?;
    let (even, odd): (Vec<(usize, &Read)>, Vec<_>) = reads.iter().enumerate().partition(|(i, _)| i % 2 == 0);
    let [even, odd] = [even, odd].map(|half| half.into_iter().map(|(_, read)| read).collect::<Vec<&Read>>());
    let all: Vec<&Read> = reads.iter().collect();
    let (knowledge, (by_even, by_odd)) = rayon::join(|| learn(&all), || rayon::join(|| learn(&even), || learn(&odd)));
    let frames: Vec<Framed> = reads.iter().enumerate().map(|(i, read)| framed(if i % 2 == 0 { &by_odd } else { &by_even }, read)).collect();
    let half = |rest: usize| frames.iter().skip(rest).step_by(2).cloned().collect::<Vec<_>>();
    let (knowledge, (by_even, by_odd)) = rayon::join(
        || relearn_content(knowledge, &all, &frames),
        || rayon::join(|| relearn_content(by_even, &even, &half(0)), || relearn_content(by_odd, &odd, &half(1))),
    );
    // Judged as they are used: in whole numbers, and of the ways only the likely ones.
    let mut folds = [(rounded(&by_even), &odd), (rounded(&by_odd), &even)];
    let (confidence, least) = confidence::learn(&mut folds);
    let mut figures = Figures::default();
    for (known, reads) in &mut folds {
        known.least = least;
        figures.add(known, reads);
    }
    let head = ModelHead { settings: learn::settings(), figures: vec![figures.to_string()], ..head };
    let mut knowledge = rounded(&knowledge);
    knowledge.tables.confidence = confidence;
    knowledge.least = least;
    Ok(RelationModel::new(head, knowledge))
}

/// What was learned as it is shipped.
fn rounded(known: &Knowledge<Learning>) -> Knowledge<Shipped> {
    let Knowledge { priors, edges, tables, least } = known;
    let tables = Tables {
        anchor: tables.anchor.rounded(),
        extent: tables.extent.rounded(),
        source: tables.source.rounded(),
        content: tables.content.rounded(),
        confidence: tables.confidence.rounded(),
    };
    Knowledge { priors: priors.clone(), edges: edges.clone(), tables, least: *least }
}
