//! How far to believe a relation: learned from what half of the articles' knowledge finds in the other half.

use super::table::Table;
use super::Read;
use crate::relation::{BITS, CONFIDENCE, Finder, Knowledge, Relation, Weigh, logistic};
use crate::span::TokenRange;
use std::collections::BTreeSet;

const ROUNDS: usize = 4;
/// As for the other tables, slower: there are few features, and each is seen often.
const RATE: f32 = 0.02;
const SHRINK: f32 = 1e-3;

/// The table of confidence, and how sure a relation must be so that the F1 of all is highest.
pub(super) fn learn(folds: &mut [(Knowledge<Table>, &Vec<&Read>); 2]) -> (Table, f32) {
    let examples = [0, 1].map(|fold: usize| examples(&folds[fold].0, folds[fold].1));
    let mut taken: Vec<(f32, bool)> = Vec::new();
    let mut labelled = 0_u16;
    for (fold, (known, reads)) in folds.iter_mut().enumerate() {
        // Judged by what the other fold's articles teach.
        known.tables.confidence = fit(&[&examples[1 - fold]]);
        let mut finder = Finder::default();
        let mut found = Vec::new();
        for read in *reads {
            found.clear();
            for &paragraph in read.annotation.tokens.paragraphs() {
                finder.find(&read.scene(), known, paragraph, &mut found);
            }
            taken.extend(found.iter().map(|relation| (relation.confidence, is_right(read, relation))));
            labelled += u16::try_from(read.labels.len()).unwrap_or(0);
        }
    }
    let cut = best_cut(&mut taken, f32::from(labelled));
    (fit(&[&examples[0], &examples[1]]), cut)
}

/// A proposal's features, and whether it is right.
type Example = ([u32; CONFIDENCE], bool);

/// What `known` proposes in `reads`.
fn examples(known: &Knowledge<Table>, reads: &[&Read]) -> Vec<Example> {
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

fn fit(examples: &[&Vec<Example>]) -> Table {
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
    table
}

/// What the knowledge of each half finds in the other half.
pub(super) fn figures(folds: &[(Knowledge<Table>, &Vec<&Read>)], least: f32) -> Vec<String> {
    let (mut given, mut labelled, mut overlap, mut exact, mut anchors, mut cues, mut sources, mut contents) = (0, 0, 0, 0, 0, 0, 0, 0);
    let mut gold_given = [0usize; 4]; let mut kinds = [0usize; 10];
    let (mut quoted, mut quoted_overlap, mut quoted_exact) = (0, 0, 0);
    for (known, reads) in folds {
        let mut known = known.clone();
        known.least = least;
        let mut finder = Finder::default();
        let mut found = Vec::new();
        for read in *reads {
            found.clear();
            for &paragraph in read.annotation.tokens.paragraphs() {
                finder.find(&read.scene(), &known, paragraph, &mut found);
            }
            given += found.len();
            labelled += read.labels.len();
            for relation in &found {
                overlap += usize::from(is_right(read, relation));
            }
            for label in &read.labels {
                let scene = read.scene();
                let anchor = label.cue.range().max_by_key(|&i| (known.priors.get(scene.words.token(i).hash).unwrap_or(0), std::cmp::Reverse(i))).unwrap();
                let toks = &read.annotation.tokens;
                let sentence = toks.sentences()[toks.sentence_of(anchor)];
                let paragraph = toks.paragraphs()[toks.paragraph_of(anchor)];
                gold_given[0] += 1;
                gold_given[1] += usize::from(finder.extent(&scene, &known, sentence, anchor).0 == label.cue);
                gold_given[2] += usize::from(finder.source_of(&scene, &known, sentence, anchor, label.cue) == label.source);
                let frame = crate::relation::Frame { paragraph, sentence, anchor, cue: label.cue, source: label.source };
                let c = finder.content_of(&scene, &known, &frame);
                gold_given[3] += usize::from(c == Some(label.content));
                if c != Some(label.content) { if let Some(c) = c { for k in 0..2 {
                    let (p, g) = (c[k], label.content[k]);
                    if p == g { continue; }
                    let n = k * 5 + if p.is_empty() { 0 } else if g.is_empty() { 1 } else if p.start == g.start { 2 } else if p.end == g.end { 3 } else { 4 };
                    kinds[n] += 1;
                } } }
                let is_quoted = label.content.iter().any(|p| p.range().any(|i| read.scene().is_quoted(i)));
                quoted += usize::from(is_quoted);
                let Some(relation) = found.iter().find(|r| r.cue.overlaps(label.cue)) else { continue };
                anchors += 1;
                cues += usize::from(relation.cue == label.cue);
                sources += usize::from(relation.source == label.source);
                let pieces: Vec<_> = label.content.iter().copied().filter(|p| !p.is_empty()).collect();
                let same = relation.pieces().collect::<Vec<_>>() == pieces;
                contents += usize::from(same);
                exact += usize::from(same && relation.source == label.source);
                quoted_exact += usize::from(is_quoted && same && relation.source == label.source);
                quoted_overlap += usize::from(is_quoted && is_right(read, relation));
            }
        }
    }
    vec![format!("of {} with gold before it: extent {:.4} source {:.4} content {:.4}; content errors left/right: missing spurious end start both {kinds:?}", gold_given[0], gold_given[1] as f64 / gold_given[0] as f64, gold_given[2] as f64 / gold_given[0] as f64, gold_given[3] as f64 / gold_given[0] as f64), format!("labelled {labelled} given {given} cue met {anchors} cue exact {cues} source exact {sources} content exact {contents} | overlap F1 {:.4} exact F1 {:.4} | quoted {quoted}: exact recall {:.3} overlap recall {:.3}",
        2.0 * overlap as f64 / (given + labelled) as f64, 2.0 * exact as f64 / (given + labelled) as f64, quoted_exact as f64 / quoted as f64, quoted_overlap as f64 / quoted as f64)]
}

/// The confidence from which on the F1 is highest.
fn best_cut(taken: &mut [(f32, bool)], labelled: f32) -> f32 {
    taken.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut best) = (0.0, (0.0, 0.0));
    for (given, &(confidence, is_right)) in (1_u16..).zip(taken.iter()) {
        right += f32::from(u8::from(is_right));
        let f1 = 2.0 * right / (f32::from(given) + labelled);
        if f1 > best.0 {
            best = (f1, confidence);
        }
    }
    best.1
}

/// Whether a relation overlaps a labelled one as the measure wants it: half of all words of both contents shared, and a word of
/// the sources, or neither has one.
fn is_right(read: &Read, relation: &Relation) -> bool {
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
