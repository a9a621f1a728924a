//! How far a cue reaches around the word that carries it: *has also said in a statement*.

use super::lattice::{Lattice, Part, Weigh};
use super::scene::Scene;
use crate::linear::feature;
use crate::span::{TokenRange, to_u32};

/// Words of a cue before its carrier, and behind it.
const BEFORE: usize = 7;
const BEHIND: usize = 11;

/// Fills `out` with the ways in which a cue may reach around token `anchor` of `sentence`.
pub(crate) fn ways(scene: &Scene<'_>, weigh: &impl Weigh, sentence: TokenRange, anchor: usize, out: &mut Lattice) {
    out.clear();
    let word = |k: usize| scene.word(sentence, k);
    let tag = |k: usize| scene.tag(sentence, k);
    let (aw, at) = (word(anchor), tag(anchor));
    let first = anchor.saturating_sub(BEFORE).max(sentence.start as usize);
    let last = (anchor + BEHIND).min(sentence.end as usize);
    let mut starts = [(0, Part::default()); BEFORE + 1];
    let mut n = 0;
    let mut path = 0;
    for s in (first..=anchor).rev() {
        if scene.is_quoted(s) {
            break;
        }
        let far = to_u32(anchor - s);
        path = feature(99, path, tag(s));
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
        starts[n] = (s, part);
        n += 1;
    }
    let mut path = 0;
    for e in anchor + 1..=last {
        let far = to_u32(e - anchor);
        path = feature(98, path, tag(e - 1));
        if e - 1 > anchor && scene.cuts(e - 1) {
            break;
        }
        if scene.cuts(e) {
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
        for &(s, start) in &starts[..n] {
            out.push(TokenRange::new(s, e), 0, [start, part, Part::default()]);
        }
    }
}
