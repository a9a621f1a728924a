//! Which tokens of a paragraph the relations that were chosen have.

use super::Relation;
use super::content::FAR;
use crate::span::{TokenRange, to_u32};

/// The tokens of a paragraph: free, or of a relation.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken {
    paragraph: TokenRange,
    /// One more than the place of the relation among all; 0 for a free token.
    by: Vec<u32>,
    /// Of a token that a second relation has, one within the other: the one of both that `by` does not tell.
    under: Vec<u32>,
}

impl Taken {
    /// All tokens of `paragraph` are free.
    pub(super) fn begin(&mut self, paragraph: TokenRange) {
        self.paragraph = paragraph;
        for level in [&mut self.by, &mut self.under] {
            level.clear();
            level.resize(paragraph.len(), 0);
        }
    }

    /// Whether all tokens of a range are free.
    pub(super) fn is_free(&self, range: TokenRange) -> bool {
        range.range().all(|i| self.holder(i) == 0)
    }

    /// The places of the relations that have tokens of a range, in the order of the tokens.
    pub(super) fn holders(&self, range: TokenRange) -> impl Iterator<Item = usize> {
        let mut last = 0;
        let by = range.range().map(|i| self.holder(i)).filter(move |&by| std::mem::replace(&mut last, by) != by);
        by.filter_map(|by| Some(by.checked_sub(1)? as usize))
    }

    /// The place of the one of `relations` that has a word of `cue` as its own cue.
    pub(super) fn of_cue(&self, cue: TokenRange, relations: &[Relation]) -> Option<usize> {
        let first = self.paragraph.start as usize;
        let both = cue.range().flat_map(|i| [self.by[i - first], self.under[i - first]]);
        both.filter_map(|holder| Some(holder.checked_sub(1)? as usize)).find(|&place| relations[place].cue.overlaps(cue))
    }

    /// Whether the content and the cue of a relation are free.
    pub(super) fn has_room_for(&self, relation: &Relation) -> bool {
        relation.pieces().chain([relation.cue]).all(|part| self.is_free(part))
    }

    /// Whether all that stands in the way of a relation are others of `relations` that a piece of its content holds whole: *“We won,” Doe
    /// said, according to the paper.* No token is of three.
    pub(super) fn is_around(&self, relation: &Relation, relations: &[Relation]) -> bool {
        let holds = |inner: TokenRange| relation.pieces().any(|piece| piece.contains(inner));
        let holds_whole = |inner: &Relation| inner.pieces().chain([inner.cue]).chain(inner.source).all(holds);
        let mut others = relation.pieces().flat_map(|piece| self.holders(piece));
        let first = self.paragraph.start as usize;
        others.all(|place| holds_whole(&relations[place]))
            && relation.pieces().flat_map(TokenRange::range).all(|i| self.under[i - first] == 0)
            && self.is_free(relation.cue)
            && relation.source.is_none_or(|source| self.is_free(source))
    }

    /// Gives the content and the cue of a relation to it, which stands at `place` among all.
    pub(super) fn give(&mut self, relation: &Relation, place: usize) {
        self.set(relation, |by, under| {
            let before = std::mem::replace(by, to_u32(place) + 1);
            if before != 0 && before != *by {
                *under = before;
            }
        });
    }

    /// Takes back what the relation at `place` has: it is free, or another's that has it too.
    pub(super) fn take_back(&mut self, relation: &Relation, place: usize) {
        let own = to_u32(place) + 1;
        self.set(relation, |by, under| {
            if *by == own {
                *by = std::mem::take(under);
            } else if *under == own {
                *under = 0;
            }
        });
    }

    /// `span` and the free tokens before and behind it, as far as a content may reach.
    pub(super) fn room(&self, span: TokenRange) -> TokenRange {
        let is_free = |i: &u32| self.holder(*i as usize) == 0;
        let start = (self.paragraph.start..span.start).rev().take(FAR).take_while(is_free).last().unwrap_or(span.start);
        let end = (span.end..self.paragraph.end).take(FAR).take_while(is_free).last().map_or(span.end, |i| i + 1);
        TokenRange { start, end }
    }

    fn holder(&self, i: usize) -> u32 {
        self.by[i - self.paragraph.start as usize]
    }

    fn set(&mut self, relation: &Relation, set: impl Fn(&mut u32, &mut u32)) {
        let first = self.paragraph.start as usize;
        for part in relation.pieces().chain([relation.cue]) {
            let tokens = part.start as usize - first..part.end as usize - first;
            self.by[tokens.clone()].iter_mut().zip(&mut self.under[tokens]).for_each(|(by, under)| set(by, under));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(source: usize, cue: usize, content: std::ops::Range<usize>) -> Relation {
        Relation {
            source: Some(TokenRange::new(source, source + 1)),
            cue: TokenRange::new(cue, cue + 1),
            content: [TokenRange::new(content.start, content.end), TokenRange::default()],
            ..Relation::default()
        }
    }

    fn taken(relations: &[Relation]) -> Taken {
        let mut taken = Taken::default();
        taken.begin(TokenRange::new(10, 40));
        relations.iter().enumerate().for_each(|(i, relation)| taken.give(relation, i));
        taken
    }

    #[test]
    fn a_relation_may_stand_around_others_that_it_holds_whole() {
        // *“We won,” Doe said, according to the paper.*
        let within = [relation(20, 21, 12..19)];
        let taken = taken(&within);
        let around = relation(25, 23, 11..22);
        assert!(!taken.has_room_for(&around));
        assert!(taken.is_around(&around, &within));
        assert!(!taken.is_around(&relation(25, 23, 11..20), &within), "without the source and the cue");
        assert!(!taken.is_around(&relation(25, 21, 11..20), &within), "the same cue");
        assert!(!taken.is_around(&relation(14, 23, 11..22), &within), "the source is within the other");
    }

    #[test]
    fn what_is_taken_back_is_free_but_for_what_others_have() {
        let within = relation(20, 21, 12..19);
        let around = relation(25, 23, 11..22);
        let mut taken = taken(&[within, around]);
        assert!(!taken.is_around(&relation(26, 27, 11..26), &[within, around]), "a third around both");
        assert_eq!(taken.of_cue(within.cue, &[within, around]), Some(0));
        assert_eq!(taken.of_cue(TokenRange::new(22, 24), &[within, around]), Some(1));
        assert_eq!(taken.of_cue(TokenRange::new(19, 21), &[within, around]), None);
        taken.take_back(&around, 1);
        assert!(taken.is_free(TokenRange::new(19, 21)) && taken.is_free(around.cue));
        assert_eq!(taken.holders(within.cue).next(), Some(0), "the other has its cue again");
        taken.give(&around, 1);
        taken.take_back(&within, 0);
        assert_eq!(taken.holders(within.cue).next(), Some(1));
        taken.take_back(&around, 1);
        assert!(taken.is_free(TokenRange::new(10, 40)));
    }

    #[test]
    fn holders_are_told_once_a_stretch() {
        let taken = taken(&[relation(20, 21, 12..16), relation(20, 19, 17..19)]);
        assert_eq!(taken.holders(TokenRange::new(13, 40)).collect::<Vec<_>>(), [0, 1, 0]);
        assert_eq!(taken.holders(TokenRange::new(22, 40)).next(), None);
    }

    #[test]
    fn room_ends_at_others_and_at_the_paragraph() {
        let taken = taken(&[relation(20, 21, 23..26)]);
        assert_eq!(taken.room(TokenRange::new(13, 15)), TokenRange::new(10, 21));
        assert_eq!(taken.room(TokenRange::new(22, 23)), TokenRange::new(22, 23));
        assert_eq!(taken.room(TokenRange::new(30, 31)), TokenRange::new(26, 40));
        let mut long = Taken::default();
        long.begin(TokenRange::new(0, 5 * FAR));
        assert_eq!(long.room(TokenRange::new(2 * FAR, 2 * FAR + 1)), TokenRange::new(FAR, 3 * FAR + 1));
    }
}
