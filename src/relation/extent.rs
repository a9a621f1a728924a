//! How far a cue reaches around the word that carries it: *has also said in a statement*.

use super::edges::{Edge, EdgeCounts, Edges};
use super::lattice::{Lattice, Part, Weigh};
use super::sight::Sight;
use crate::linear::feature;
use crate::span::{TokenRange, to_u32};

/// Words of a cue before its carrier, and behind it.
const BEFORE: usize = 7;
const BEHIND: usize = 11;

/// Fills `out` with the ways in which a cue may reach around token `anchor` of `sentence`.
pub(crate) fn ways(sight: &Sight<'_>, weigh: &impl Weigh, edges: &Edges, sentence: TokenRange, anchor: usize, out: &mut Lattice) {
    out.clear();
    let word = |k: usize| sight.sentence.word(k);
    let tag = |k: usize| sight.sentence.tag(k);
    let (aw, at) = (word(anchor), tag(anchor));
    let may = |edge: Edge, i: usize| edges.has(edge, 0, tag(i.wrapping_sub(1)), tag(i));
    let mut begun = [(0, Part::default()); BEFORE + 1];
    let mut n = 0;
    let mut path = 0;
    for s in starts(sight, sentence, anchor) {
        let far = to_u32(anchor - s);
        path = feature(99, path, tag(s));
        if far > 0 && !may(Edge::CueStart, s) {
            continue;
        }
        let part = out.part(weigh, |out| {
            let mut put = |template: u32, a: u32, b: u32| out.push(feature(template, a, b));
            let before = s.wrapping_sub(1);
            put(0, far, 0);
            put(1, far, at);
            put(2, far, aw);
            put(3, word(s), u32::from(far > 0));
            put(4, tag(s), far);
            put(5, word(before), u32::from(far > 0));
            put(6, tag(before), far);
            put(7, tag(before) << 6 | tag(s), u32::from(far > 0));
            put(8, word(before), word(s));
            put(9, path, tag(before));
            put(10, path, 0);
            put(11, tag(s.wrapping_sub(2)) << 6 | tag(before), tag(s));
            put(12, aw, word(before));
            put(13, aw, tag(before));
            put(14, at << 6 | tag(before), word(s));
        });
        begun[n] = (s, part);
        n += 1;
    }
    let mut path = 0;
    for e in ends(sight, sentence, anchor) {
        let far = to_u32(e - anchor);
        path = feature(98, path, tag(e - 1));
        if far > 1 && !may(Edge::CueEnd, e) {
            continue;
        }
        let part = out.part(weigh, |out| {
            let mut put = |template: u32, a: u32, b: u32| out.push(feature(template, a, b));
            put(20, far, 0);
            put(21, far, at);
            put(22, far, aw);
            put(23, word(e - 1), u32::from(far > 1));
            put(24, tag(e - 1), far);
            put(25, word(e), u32::from(far > 1));
            put(26, tag(e), far);
            put(27, tag(e - 1) << 6 | tag(e), u32::from(far > 1));
            put(28, word(e - 1), word(e));
            put(29, path, tag(e));
            put(30, path, 0);
            put(31, tag(e) << 6 | tag(e + 1), tag(e - 1));
            put(32, aw, word(e));
            put(33, aw, tag(e));
            put(34, aw, word(e - 1));
            put(35, feature(97, aw, path), tag(e));
            put(36, feature(97, aw, word(e - 1)), word(e));
            put(37, at << 6 | tag(e - 1), word(e));
        });
        for &(s, start) in &begun[..n] {
            out.push(TokenRange::new(s, e), 0, [start, part, Part::default()]);
        }
    }
}

/// The places at which a cue may begin, the last first, before it is asked which parts of speech stand there.
fn starts(sight: &Sight<'_>, sentence: TokenRange, anchor: usize) -> impl Iterator<Item = usize> {
    let first = anchor.saturating_sub(BEFORE).max(sentence.start as usize);
    (first..=anchor).rev().take_while(move |&s| !sight.scene.is_quoted(s))
}

/// The places at which it may end: none in a quotation.
fn ends(sight: &Sight<'_>, sentence: TokenRange, anchor: usize) -> impl Iterator<Item = usize> {
    let last = (anchor + BEHIND).min(sentence.end as usize);
    (anchor + 1..=last).take_while(move |&e| !sight.scene.cuts(e))
}

/// Counts the places where the cue that token `anchor` carries may begin and end, and those where that of a label does.
pub(crate) fn count_edges(sight: &Sight<'_>, sentence: TokenRange, anchor: usize, right: TokenRange, counts: &mut EdgeCounts) {
    let mut add = |edge: Edge, i: usize, of: u32| {
        counts.add(edge, 0, sight.sentence.tag(i.wrapping_sub(1)), sight.sentence.tag(i), i == of as usize);
    };
    starts(sight, sentence, anchor).for_each(|s| add(Edge::CueStart, s, right.start));
    ends(sight, sentence, anchor).for_each(|e| add(Edge::CueEnd, e, right.end));
}
