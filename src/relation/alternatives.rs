//! Why a relation is as it is: what else its cue, source and content might have been, and how likely each was.

use super::content::{CLASSES, Frame, NONE};
use super::finder::masses;
use super::lattice::Lattice;
use super::model::{Learned, RelationModel, Shipped};
use super::{Finder, Relation, Scene, Weigh};
use crate::span::TokenRange;

/// What stands for all tables: their units are the same.
type Units = <Shipped as Learned>::Content;

/// How many of each are given.
const SHOWN: usize = 3;

/// Readings of one relation, the likeliest first, each with its share in per cent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alternatives {
    /// How likely it is that the carrier of the cue reports at all.
    pub reports: u8,
    /// How far the cue reaches.
    pub cues: Vec<(TokenRange, u8)>,
    /// Whose words; `None` for *the text does not say*.
    pub sources: Vec<(Option<TokenRange>, u8)>,
    /// Which words, before the cue and behind it; one of both may be empty.
    pub contents: Vec<([TokenRange; 2], u8)>,
}

/// Weighs `relation` anew with all that was possible.
pub(crate) fn alternatives(scene: &Scene<'_>, model: &RelationModel, relation: &Relation) -> Alternatives {
    let known = &model.knowledge;
    let tokens = scene.words.tokens;
    let anchor = relation.anchor as usize;
    let (sentence, paragraph) = (tokens.sentence_at(anchor), tokens.paragraph_at(anchor));
    let mut finder = Finder::default();
    let reports = per_cent(finder.reports(scene, known, anchor));
    finder.extent(scene, known, anchor);
    let cues = shares(finder.lattice());
    finder.source(scene, known, anchor, relation.cue);
    let sources = shares(finder.lattice()).into_iter().map(|(span, share)| ((!span.is_empty()).then_some(span), share)).collect();
    let frame = Frame { paragraph, sentence, anchor, cue: relation.cue, source: relation.source, holds: None };
    let joint = finder.contents(scene, known, &frame);
    Alternatives { reports, cues, sources, contents: contents(finder.sides(), &joint) }
}

fn shares(lattice: &Lattice) -> Vec<(TokenRange, u8)> {
    let highest = lattice.best().map_or(0.0, |way| way.score);
    let mass = lattice.mass::<Units>(highest);
    let mut ways: Vec<(f32, TokenRange)> = lattice.ways.iter().map(|way| (way.score, way.span)).collect();
    ways.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    ways.truncate(SHOWN);
    ways.into_iter().map(|(score, span)| (span, per_cent(Units::exp(score - highest) / mass))).collect()
}

fn contents([left, right]: [&Lattice; 2], joint: &[[f32; CLASSES]; CLASSES]) -> Vec<([TokenRange; 2], u8)> {
    let mut pairs: Vec<(f32, [TokenRange; 2])> = Vec::new();
    for l in &left.ways {
        for r in right.ways.iter().filter(|r| l.class != NONE || r.class != NONE) {
            pairs.push((l.score + r.score + joint[usize::from(l.class)][usize::from(r.class)], [l.span, r.span]));
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let highest = pairs.first().map_or(0.0, |pair| pair.0);
    let mass: f32 = masses::<Units>(left, right, joint, highest).iter().flatten().sum();
    pairs.truncate(SHOWN);
    pairs.into_iter().map(|(score, spans)| (spans, per_cent(Units::exp(score - highest) / mass))).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 100")]
fn per_cent(share: f32) -> u8 {
    (share * 100.0).round().clamp(0.0, 100.0) as u8
}
