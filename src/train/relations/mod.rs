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

/// Parts of the articles, each judged with what the others teach.
const FOLDS: usize = 4;

/// One part, and what the others teach.
struct Fold<'a> {
    known: Knowledge<Shipped>,
    reads: Vec<&'a Read>,
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
    let all: Vec<&Read> = reads.iter().collect();
    let of_fold = |fold: usize| reads.iter().skip(fold).step_by(FOLDS).collect::<Vec<&Read>>();
    let without = |fold: usize| (0..reads.len()).filter(move |i| i % FOLDS != fold);
    let read_by = |fold: usize| without(fold).map(|i| &reads[i]).collect::<Vec<&Read>>();
    let (knowledge, known): (_, Vec<_>) =
        rayon::join(|| learn(&all), || (0..FOLDS).into_par_iter().map(|fold| learn(&read_by(fold))).collect());
    let frames: Vec<Framed> = reads.par_iter().enumerate().map(|(i, read)| framed(&known[i % FOLDS], read)).collect();
    let (mut knowledge, known): (_, Vec<_>) = rayon::join(
        || relearn_content(knowledge, &all, &frames),
        || {
            let folds = known.into_par_iter().enumerate();
            let frames = |fold: usize| without(fold).map(|i| frames[i].clone()).collect::<Vec<_>>();
            folds.map(|(fold, known)| relearn_content(known, &read_by(fold), &frames(fold))).collect()
        },
    );
    // Judged as they are used: in whole numbers, and of the ways only the likely ones.
    let mut folds: Vec<Fold> = known.iter().enumerate().map(|(i, known)| Fold { known: rounded(known), reads: of_fold(i) }).collect();
    let (confidence, least) = confidence::learn(&mut folds);
    let mut figures = Figures::default();
    for Fold { known, reads } in &mut folds {
        known.least = least;
        figures.add(known, reads);
    }
    let head = ModelHead {
        settings: format!("{}, mean of all articles' and {FOLDS} parts'", learn::settings()),
        figures: vec![figures.to_string()],
        ..head
    };
    let Tables { anchor, extent, source, content, .. } = &mut knowledge.tables;
    anchor.take_mean(known.iter().map(|known| &known.tables.anchor));
    extent.take_mean(known.iter().map(|known| &known.tables.extent));
    source.take_mean(known.iter().map(|known| &known.tables.source));
    content.take_mean(known.iter().map(|known| &known.tables.content));
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
