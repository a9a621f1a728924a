//! How far to believe a relation: learned from what is found in each part of the articles with what the others teach.

use super::table::Table;
use super::{Fold, Read};
use crate::relation::{BITS, CONFIDENCE, Finder, Knowledge, Learned, Relation, Shipped, Weigh, logistic};
use crate::span::TokenRange;
use rayon::prelude::*;
use std::collections::BTreeSet;

const ROUNDS: usize = 4;
/// As for the other tables, slower: there are few features, and each is seen often.
const RATE: f32 = 0.02;
const SHRINK: f32 = 1e-3;

/// The table of confidence, and how sure a relation must be so that the F1 of all is highest.
pub(super) fn learn(folds: &mut [Fold<'_>]) -> (Confidence, f32) {
    let examples: Vec<Vec<Example>> = folds.par_iter().map(|fold| examples(&fold.known, &fold.reads)).collect();
    // A fold is judged by what is learned from the others.
    let judge = |(i, fold): (usize, &mut Fold<'_>)| {
        let others: Vec<&Vec<Example>> = examples.iter().enumerate().filter(|&(j, _)| j != i).map(|(_, examples)| examples).collect();
        fold.known.tables.confidence = fit(&others);
        let mut finder = Finder::default();
        let (mut taken, mut labelled) = (Vec::new(), 0);
        let mut found = Vec::new();
        for read in &fold.reads {
            found.clear();
            for &paragraph in read.annotation.tokens.paragraphs() {
                finder.find(&read.scene(), &fold.known, paragraph, &mut found);
            }
            taken.extend(found.iter().map(|relation| (relation.confidence, is_right(read, relation))));
            labelled += read.labels.len();
        }
        (taken, labelled)
    };
    let judged: Vec<(Vec<(f32, bool)>, usize)> = folds.par_iter_mut().enumerate().map(judge).collect();
    let labelled = judged.iter().map(|(_, labelled)| labelled).sum();
    let mut taken: Vec<(f32, bool)> = judged.into_iter().flat_map(|(taken, _)| taken).collect();
    let cut = best_cut(&mut taken, labelled);
    (fit(&examples.iter().collect::<Vec<_>>()), cut)
}

/// The table of confidence as it is shipped.
type Confidence = <Shipped as Learned>::Confidence;

/// A proposal's features, and whether it is right.
type Example = ([u32; CONFIDENCE], bool);

/// What `known` proposes in `reads`.
fn examples(known: &Knowledge<Shipped>, reads: &[&Read]) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut finder = Finder::default();
    for read in reads {
        let scene = read.scene();
        for &paragraph in read.annotation.tokens.paragraphs() {
            for proposal in finder.propose(&scene, known, paragraph) {
                examples.push((proposal.features, is_right(read, &proposal.relation)));
            }
        }
    }
    examples
}

fn fit(examples: &[&Vec<Example>]) -> Confidence {
    let mut table = Table::new(BITS[4], RATE, SHRINK);
    for _ in 0..ROUNDS {
        for (features, right) in examples.iter().copied().flatten() {
            let score: f32 = features.iter().map(|&f| table.weigh(f)).sum();
            let gradient = f32::from(u8::from(*right)) - logistic::<Table>(score);
            features.iter().for_each(|&f| table.step(f, gradient));
            table.tick();
        }
    }
    table.average();
    table.rounded()
}

/// The confidence from which on the F1 is highest: half of that F1, if confidence is the chance to be right (Lipton, Elkan and Narayanaswamy 2014).
/// The place of the highest point itself is left to chance, as the curve is flat there.
#[allow(clippy::cast_precision_loss, reason = "counts of a sample")]
fn best_cut(taken: &mut [(f32, bool)], labelled: usize) -> f32 {
    taken.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut best) = (0.0, 0.0_f32);
    for (given, &(_, is_right)) in (1..).zip(taken.iter()) {
        right += f32::from(u8::from(is_right));
        best = best.max(2.0 * right / (given + labelled) as f32);
    }
    best / 2.0
}

/// Whether a relation overlaps a labelled one as the measure wants it: half of all words of both contents shared, and a word of
/// the sources, or neither has one.
pub(super) fn is_right(read: &Read, relation: &Relation) -> bool {
    let words = |pieces: &[TokenRange]| -> BTreeSet<usize> {
        pieces.iter().flat_map(|piece| piece.range()).filter(|&i| read.scene().words.token(i).is_word()).collect()
    };
    let found = words(&relation.content);
    read.labels.iter().any(|label| {
        let content = words(&label.content);
        let shared = found.intersection(&content).count();
        let sources = match (relation.source, label.source) {
            (None, None) => true,
            (Some(a), Some(b)) => a.overlaps(b),
            _ => false,
        };
        sources && 2 * shared >= found.union(&content).count()
    })
}
