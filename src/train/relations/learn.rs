//! Four tables, each by itself: whether a word carries a cue, how far the cue reaches, its source, its content.

use super::super::shuffle::shuffled;
use super::Read;
use super::label::Labelled;
use super::table::{Learning, Table};
use crate::relation::{
    BITS, EdgeCounts, Edges, Finder, Frame, Knowledge, Lattice, NONE, Near, Priors, Sight, Sum, Tables, Way, Weigh, count_content_edges,
    count_cue_edges, count_source_edges, describe_anchor, extent_ways, joint, logistic, masses, source_ways,
};
use crate::span::TokenRange;
use std::collections::BTreeMap;

/// Times that all articles are seen.
const ROUNDS: u32 = 6;
/// How far a weight moves at first, in nats, and by which share of itself it shrinks where it is moved.
const RATE: f32 = 0.08;
const SHRINK: f32 = 5e-4;
/// Rounds before the average of the weights begins: those of the first are far from where they go.
const BEFORE_AVERAGE: u32 = 1;

/// The same in words.
pub(super) fn settings() -> String {
    format!("{ROUNDS} rounds, averaged behind {BEFORE_AVERAGE}, rate {RATE}, shrink {SHRINK}, tables of 2^{BITS:?} weights")
}

/// What the articles teach.
pub(super) fn learn(reads: &[&Read]) -> Knowledge<Learning> {
    let priors = priors(reads);
    let anchors: Vec<Vec<usize>> =
        reads.iter().map(|read| read.labels.iter().map(|label| carrier(read, &priors, label)).collect()).collect();
    let edges = edges(reads, &anchors, &priors);
    let ((anchor, extent), (source, content)) = rayon::join(
        || rayon::join(|| learn_anchor(reads, &anchors, &priors), || learn_extent(reads, &anchors, &priors, &edges)),
        || {
            rayon::join(
                || learn_source(reads, &anchors, &priors, &edges),
                || learn_content(reads, &anchors, &priors, &edges, &reads.iter().map(|read| labelled(read)).collect::<Vec<_>>()),
            )
        },
    );
    Knowledge { priors, edges, tables: Tables { anchor, extent, source, content, confidence: Table::new(BITS[4], 0.1, 0.0) }, least: 0.0 }
}

/// The cue and the source of every label of an article.
pub(super) type Framed = Vec<(TokenRange, Option<TokenRange>)>;

fn labelled(read: &Read) -> Framed {
    read.labels.iter().map(|label| (label.cue, label.source)).collect()
}

/// What `known` takes for the cue and the source of every label of `read`, so that contents are learned behind the mistakes that come
/// before them.
pub(super) fn framed(known: &Knowledge<Learning>, read: &Read) -> Framed {
    let scene = read.scene();
    let mut finder = Finder::default();
    let of = |label: &Labelled| {
        let anchor = carrier(read, &known.priors, label);
        let (cue, _) = finder.extent(&scene, known, anchor);
        (cue, finder.source(&scene, known, anchor, cue))
    };
    read.labels.iter().map(of).collect()
}

/// The same knowledge with contents learned from `reads` with these cues and sources.
pub(super) fn relearn_content(known: Knowledge<Learning>, reads: &[&Read], frames: &[Framed]) -> Knowledge<Learning> {
    let anchors: Vec<Vec<usize>> =
        reads.iter().map(|read| read.labels.iter().map(|label| carrier(read, &known.priors, label)).collect()).collect();
    let content = learn_content(reads, &anchors, &known.priors, &known.edges, frames);
    Knowledge { tables: Tables { content, ..known.tables }, ..known }
}

/// How often words report. The carrier of a cue is its word that does so most often; at first every word of a cue counts.
fn priors(reads: &[&Read]) -> Priors {
    let mut all: BTreeMap<u32, u32> = BTreeMap::new();
    let mut within: BTreeMap<u32, u32> = BTreeMap::new();
    for read in reads {
        let scene = read.scene();
        for i in (0..scene.words.len()).filter(|&i| !scene.is_quoted(i)) {
            *all.entry(scene.words.token(i).hash).or_default() += 1;
        }
        for label in &read.labels {
            for i in label.cue.range().filter(|&i| !scene.is_quoted(i)) {
                *within.entry(scene.words.token(i).hash).or_default() += 1;
            }
        }
    }
    let share = |count: u32, n: u32| u8::try_from((255 * count + n / 2) / (n + 2)).unwrap_or(u8::MAX);
    let table = |counts: &BTreeMap<u32, u32>| {
        Priors::new(counts.iter().map(|(&hash, &count)| (hash, share(count, all.get(&hash).copied().unwrap_or(count)))).collect())
    };
    let first = table(&within);
    let mut carried: BTreeMap<u32, u32> = BTreeMap::new();
    for read in reads {
        for label in &read.labels {
            *carried.entry(read.scene().words.token(carrier(read, &first, label)).hash).or_default() += 1;
        }
    }
    // What never carried a cue and is common is known not to.
    let mut shares: Vec<(u32, u8)> =
        carried.iter().map(|(&hash, &count)| (hash, share(count, all.get(&hash).copied().unwrap_or(0).max(count)))).collect();
    shares.extend(all.iter().filter(|&(hash, &n)| n >= 8 && !carried.contains_key(hash)).map(|(&hash, _)| (hash, 0)));
    Priors::new(shares)
}

/// The token of a cue that carries it.
pub(super) fn carrier(read: &Read, priors: &Priors, label: &Labelled) -> usize {
    let scene = read.scene();
    let share = |i: usize| priors.get(scene.words.token(i).hash).unwrap_or(0);
    label.cue.range().max_by_key(|&i| (share(i), std::cmp::Reverse(i))).unwrap_or(label.cue.start as usize)
}

/// Where sources and contents may begin and end.
fn edges(reads: &[&Read], anchors: &[Vec<usize>], priors: &Priors) -> Edges {
    let mut counts = EdgeCounts::default();
    let mut near = Near::default();
    for (read, anchors) in reads.iter().zip(anchors) {
        let scene = read.scene();
        near.forget();
        for (label, &anchor) in read.labels.iter().zip(anchors) {
            let (paragraph, sentence) = around(read, anchor);
            near.look(&scene, priors, paragraph, sentence);
            let sight = near.sight(&scene);
            count_cue_edges(&sight, sentence, anchor, label.cue, &mut counts);
            count_source_edges(&sight, sentence, label.cue, label.source.unwrap_or_default(), &mut counts);
            let frame = Frame { paragraph, sentence, anchor, cue: label.cue, source: label.source, holds: None };
            for (side, &right) in (0..).zip(&label.content) {
                count_content_edges(&sight, &frame, side, right, &mut counts);
            }
        }
    }
    counts.edges()
}

/// The paragraph and the sentence in which a token stands.
fn around(read: &Read, i: usize) -> (TokenRange, TokenRange) {
    (read.annotation.tokens.paragraph_at(i), read.annotation.tokens.sentence_at(i))
}

fn learn_anchor(reads: &[&Read], anchors: &[Vec<usize>], priors: &Priors) -> Table {
    let mut table = Table::new(BITS[0], RATE, SHRINK);
    let mut near = Near::default();
    let mut features = Vec::new();
    for round in 0..ROUNDS {
        if round == BEFORE_AVERAGE {
            table.begin_average();
        }
        for at in shuffled(reads.len(), round) {
            let read = reads[at];
            let scene = read.scene();
            near.forget();
            for &sentence in read.annotation.tokens.sentences() {
                let paragraph = read.annotation.tokens.paragraph_at(sentence.start as usize);
                if !near.look(&scene, priors, paragraph, sentence) {
                    continue;
                }
                let sight = near.sight(&scene);
                for i in sentence.range().filter(|&i| near.may_carry(&scene, i)) {
                    features.clear();
                    let mut sum = Sum::new(&table, &mut features);
                    describe_anchor(&sight, paragraph, sentence, i, &mut sum);
                    let score = sum.score();
                    let right = f32::from(u8::from(anchors[at].contains(&i)));
                    let gradient = right - logistic::<Table>(score);
                    features.iter().for_each(|&f| table.step(f, gradient));
                    table.tick();
                }
            }
        }
    }
    table.average();
    table
}

/// Makes the way to `right` likelier among the ways of `lattice`. Nothing is learned where it is none of them.
fn choose(table: &mut Table, lattice: &Lattice, right: TokenRange) {
    let Some(best) = lattice.best() else { return };
    let is_right = |way: &Way| way.is(right);
    if !lattice.ways.iter().any(is_right) {
        return;
    }
    let top = best.score;
    let mass = lattice.mass::<Table>(top);
    let by: Vec<f32> = lattice.ways.iter().map(|way| f32::from(u8::from(is_right(way))) - Table::exp(way.score - top) / mass).collect();
    lattice.push_back(&by, |feature, by| table.step(feature, by));
    table.tick();
}

fn learn_extent(reads: &[&Read], anchors: &[Vec<usize>], priors: &Priors, edges: &Edges) -> Table {
    learn_ways(reads, anchors, priors, BITS[1], |sight, table, sentence, anchor, label, lattice| {
        extent_ways(sight, table, edges, sentence, anchor, lattice);
        label.cue
    })
}

fn learn_source(reads: &[&Read], anchors: &[Vec<usize>], priors: &Priors, edges: &Edges) -> Table {
    learn_ways(reads, anchors, priors, BITS[2], |sight, table, sentence, anchor, label, lattice| {
        source_ways(sight, table, edges, sentence, anchor, label.cue, lattice);
        label.source.unwrap_or_default()
    })
}

/// A table of two to the power of `bits` weights by which the labelled way is chosen. `lay` fills the lattice with the ways of one label
/// (by its sentence and the token that carries its cue) and says which of them the label takes.
fn learn_ways(
    reads: &[&Read],
    anchors: &[Vec<usize>],
    priors: &Priors,
    bits: u32,
    lay: impl Fn(&Sight<'_>, &Table, TokenRange, usize, &Labelled, &mut Lattice) -> TokenRange,
) -> Table {
    let mut table = Table::new(bits, RATE, SHRINK);
    let mut lattice = Lattice::default();
    let mut near = Near::default();
    for round in 0..ROUNDS {
        if round == BEFORE_AVERAGE {
            table.begin_average();
        }
        for at in shuffled(reads.len(), round) {
            let read = reads[at];
            let scene = read.scene();
            near.forget();
            for (label, &anchor) in read.labels.iter().zip(&anchors[at]) {
                let (paragraph, sentence) = around(read, anchor);
                near.look(&scene, priors, paragraph, sentence);
                let right = lay(&near.sight(&scene), &table, sentence, anchor, label, &mut lattice);
                choose(&mut table, &lattice, right);
            }
        }
    }
    table.average();
    table
}

fn learn_content(reads: &[&Read], anchors: &[Vec<usize>], priors: &Priors, edges: &Edges, frames: &[Framed]) -> Table {
    let mut known: Knowledge<Learning> = Knowledge {
        priors: priors.clone(),
        edges: edges.clone(),
        tables: Tables {
            anchor: Table::new(1, 0.0, 0.0),
            extent: Table::new(1, 0.0, 0.0),
            source: Table::new(1, 0.0, 0.0),
            content: Table::new(BITS[3], RATE, SHRINK),
            confidence: Table::new(1, 0.0, 0.0),
        },
        least: 0.0,
    };
    let mut finder = Finder::default();
    for round in 0..ROUNDS {
        if round == BEFORE_AVERAGE {
            known.tables.content.begin_average();
        }
        for at in shuffled(reads.len(), round) {
            let read = reads[at];
            finder.forget();
            for ((label, &anchor), &(cue, source)) in read.labels.iter().zip(&anchors[at]).zip(&frames[at]) {
                let (paragraph, sentence) = around(read, anchor);
                let is_free = |part: TokenRange| !label.content.iter().any(|piece| piece.overlaps(part));
                // What takes words of the content cannot teach it.
                let (cue, source) = if is_free(cue) && source.is_none_or(is_free) { (cue, source) } else { (label.cue, label.source) };
                let frame = Frame { paragraph, sentence, anchor, cue, source, holds: None };
                choose_content(&mut finder, &mut known, read, &frame, label.content);
            }
        }
    }
    known.tables.content.average();
    known.tables.content
}

fn choose_content(finder: &mut Finder, known: &mut Knowledge<Learning>, read: &Read, frame: &Frame, right: [TokenRange; 2]) {
    let scene = read.scene();
    let scores = finder.contents(&scene, known, frame);
    let sight = finder.sight(&scene);
    let sides = finder.sides();
    let class_of = |side: usize| sides[side].ways.iter().find(|way| way.is(right[side])).map(|way| way.class);
    let (Some(l), Some(r)) = (class_of(0), class_of(1)) else { return };
    if l == NONE && r == NONE {
        return;
    }
    let tops = [0, 1].map(|side: usize| sides[side].best().map_or(0.0, |way| way.score));
    let highest = tops[0] + tops[1] + scores.iter().flatten().copied().fold(f32::MIN, f32::max);
    let masses = masses::<Table>(sides[0], sides[1], &scores, highest);
    let all: f32 = masses.iter().flatten().sum();
    // How likely each class of a side is, and each way of that class.
    for side in [0, 1] {
        let lattice = sides[side];
        let mut shares = [0.0; 3];
        let mut own = [0.0; 3];
        for (a, row) in masses.iter().enumerate() {
            for (b, mass) in row.iter().enumerate() {
                shares[if side == 0 { a } else { b }] += mass / all;
            }
        }
        for way in &lattice.ways {
            own[usize::from(way.class)] += Table::exp(way.score - tops[side]);
        }
        let by: Vec<f32> = lattice
            .ways
            .iter()
            .map(|way| {
                let class = usize::from(way.class);
                let share = if own[class] > 0.0 { shares[class] * Table::exp(way.score - tops[side]) / own[class] } else { 0.0 };
                f32::from(u8::from(way.is(right[side]))) - share
            })
            .collect();
        lattice.push_back(&by, |feature, by| known.tables.content.step(feature, by));
    }
    known.tables.content.tick();
    let mut features = Vec::new();
    for (a, row) in (0..).zip(&masses) {
        for (b, mass) in (0..).zip(row) {
            let by = f32::from(u8::from(a == l && b == r)) - mass / all;
            if by.abs() > 1e-6 {
                features.clear();
                joint(&sight, frame, a, b, &mut Sum::new(&known.tables.content, &mut features));
                features.iter().for_each(|&f| known.tables.content.step(f, by));
            }
        }
    }
}
