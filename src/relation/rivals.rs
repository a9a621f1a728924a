//! Proposals beside each other: of two that share words only one can be taken, and how sure the other is tells how far to believe this one.

use super::Relation;
use super::finder::{Proposal, bin};
use crate::linear::feature;

/// Features that rivals give to a proposal's confidence.
pub(super) const RIVALS: usize = 5;
/// Proposals that are looked at before and behind each: more are hardly ever within reach, and the time stays linear in the text.
const REACH: usize = 8;

/// What two proposals have in common, seen from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rival {
    /// The other's content holds the first's cue.
    Over,
    /// The first's content holds the other's cue.
    Under,
    /// Their contents share words.
    Beside,
    /// Their cues do.
    Same,
}

/// Tells every proposal, in the order of the text, of its rivals: their features are the last.
pub(super) fn compare(proposals: &mut [Proposal]) {
    for i in 0..proposals.len() {
        let mut highest = [0.0_f32; 4];
        let near = i.saturating_sub(REACH)..proposals.len().min(i + REACH + 1);
        for other in near.filter(|&j| j != i).map(|j| &proposals[j]) {
            if let Some(rival) = rival(&proposals[i].relation, &other.relation) {
                let of = &mut highest[rival as usize];
                *of = of.max(other.chance);
            }
        }
        let own = proposals[i].chance;
        let fine = fine(own);
        let [over, under, beside, same] = highest.map(|chance| if chance > 0.0 { 1 + bin(chance) } else { 0 });
        let own = bin(own);
        let [.., a, b, c, d, e] = &mut proposals[i].features;
        *a = feature(40, over, own);
        *b = feature(41, under, own);
        *c = feature(42, beside, own);
        *d = feature(43, same, own);
        *e = feature(44, fine, 0);
    }
}

fn rival(first: &Relation, other: &Relation) -> Option<Rival> {
    if first.cue.overlaps(other.cue) {
        return Some(Rival::Same);
    }
    if other.pieces().any(|piece| piece.overlaps(first.cue)) {
        return Some(Rival::Over);
    }
    if first.pieces().any(|piece| piece.overlaps(other.cue)) {
        return Some(Rival::Under);
    }
    let shares = first.pieces().any(|a| other.pieces().any(|b| a.overlaps(b)));
    shares.then_some(Rival::Beside)
}

/// A probability in fortieths.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 40")]
fn fine(chance: f32) -> u32 {
    (chance * 40.0) as u32
}

#[cfg(test)]
mod tests {
    use super::super::finder::CONFIDENCE;
    use super::*;
    use crate::span::TokenRange;

    fn proposal(cue: usize, content: std::ops::Range<usize>, chance: f32) -> Proposal {
        let content = [TokenRange::new(content.start, content.end), TokenRange::default()];
        let relation = Relation { cue: TokenRange::new(cue, cue + 1), content, ..Relation::default() };
        Proposal { relation, chance, features: [0; CONFIDENCE] }
    }

    #[test]
    fn a_cue_within_the_content_of_another_is_told_from_the_one_around_it() {
        let around = proposal(1, 2..10, 0.9);
        let within = proposal(5, 6..10, 0.3);
        assert_eq!(rival(&around.relation, &within.relation), Some(Rival::Under));
        assert_eq!(rival(&within.relation, &around.relation), Some(Rival::Over));
        assert_eq!(rival(&around.relation, &proposal(12, 8..11, 0.5).relation), Some(Rival::Beside));
        assert_eq!(rival(&around.relation, &proposal(1, 12..14, 0.5).relation), Some(Rival::Same));
        assert_eq!(rival(&around.relation, &proposal(12, 13..14, 0.5).relation), None);
    }

    #[test]
    fn only_rivals_change_what_is_seen() {
        let seen = |mut proposals: Vec<Proposal>| {
            compare(&mut proposals);
            proposals[0].features
        };
        let alone = seen(vec![proposal(1, 2..10, 0.9)]);
        assert!(alone[CONFIDENCE - RIVALS..].iter().all(|&feature| feature != 0));
        assert_eq!(seen(vec![proposal(1, 2..10, 0.9), proposal(12, 13..14, 0.9)]), alone);
        let sure = seen(vec![proposal(1, 2..10, 0.9), proposal(5, 6..10, 0.9)]);
        let unsure = seen(vec![proposal(1, 2..10, 0.9), proposal(5, 6..10, 0.1)]);
        assert!(sure != alone && unsure != sure && unsure != alone);
        assert_eq!(sure[..CONFIDENCE - RIVALS], alone[..CONFIDENCE - RIVALS]);
    }
}
