//! A set of words of one text, held as runs.

use std::cmp::Ordering;

/// Word numbers as runs `(first, one past the last)`, sorted, disjoint and not adjacent: equal sets have equal runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct WordSet(Vec<(usize, usize)>);

impl WordSet {
    /// The words that the pieces touch; `words` and pieces are `[start, end]` in code points, `words` in order. A piece
    /// without length inside a word touches it.
    pub(super) fn new(words: &[(u32, u32)], pieces: &[[u32; 2]]) -> Self {
        let mut runs: Vec<(usize, usize)> = pieces
            .iter()
            .map(|&[start, end]| (words.partition_point(|word| word.1 <= start), words.partition_point(|word| word.0 < end)))
            .filter(|&(first, past)| first < past)
            .collect();
        runs.sort_unstable();
        runs.dedup_by(|next, run| {
            let joined = next.0 <= run.1;
            if joined {
                run.1 = run.1.max(next.1);
            }
            joined
        });
        WordSet(runs)
    }

    /// Whether it holds no word.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many words it holds.
    pub(super) fn len(&self) -> usize {
        self.0.iter().map(|(first, past)| past - first).sum()
    }

    /// First and last word.
    pub(super) fn ends(&self) -> Option<(usize, usize)> {
        Some((self.0.first()?.0, self.0.last()?.1 - 1))
    }

    /// How many words both hold.
    pub(super) fn shared(&self, other: &WordSet) -> usize {
        let (mut ours, mut theirs) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some(a), Some(b)) = (ours.peek(), theirs.peek()) {
            shared += a.1.min(b.1).saturating_sub(a.0.max(b.0));
            if a.1 <= b.1 {
                ours.next()
            } else {
                theirs.next()
            };
        }
        shared
    }

    /// Whether at least half of the words of both together are in both; false for two empty sets.
    pub(super) fn overlaps(&self, other: &WordSet) -> bool {
        let shared = self.shared(other);
        shared > 0 && 2 * shared >= self.len() + other.len() - shared
    }
}

/// The order of the sorted lists of words, which is the order in which partners are sought.
impl Ord for WordSet {
    fn cmp(&self, other: &Self) -> Ordering {
        let (ours, theirs) = (&self.0, &other.0);
        let Some(i) = (0..ours.len().min(theirs.len())).find(|&i| ours[i] != theirs[i]) else {
            return ours.len().cmp(&theirs.len());
        };
        let (a, b) = (ours[i], theirs[i]);
        // Of two runs from one word the shorter is followed by a later word than the longer, or by nothing.
        a.0.cmp(&b.0).then_with(|| match a.1.cmp(&b.1) {
            Ordering::Less if ours.len() > i + 1 => Ordering::Greater,
            Ordering::Greater if theirs.len() > i + 1 => Ordering::Less,
            order => order,
        })
    }
}

impl PartialOrd for WordSet {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// What the pieces touch, looking at every word.
    fn plain(words: &[(u32, u32)], pieces: &[[u32; 2]]) -> BTreeSet<usize> {
        let touched = |&[start, end]: &[u32; 2]| (0..words.len()).filter(move |&k| words[k].0 < end && words[k].1 > start);
        pieces.iter().flat_map(touched).collect()
    }

    fn pieces() -> impl Strategy<Value = Vec<[u32; 2]>> {
        prop::collection::vec([0u32..40, 0u32..40], 0..5)
    }

    proptest! {
        #[test]
        fn does_what_a_plain_set_does(a in pieces(), b in pieces()) {
            let words = [(0, 2), (3, 4), (4, 7), (9, 12), (13, 14), (15, 20), (22, 23), (24, 30), (31, 36)];
            let (x, y) = (WordSet::new(&words, &a), WordSet::new(&words, &b));
            let (p, q) = (plain(&words, &a), plain(&words, &b));
            prop_assert_eq!(x.len(), p.len());
            prop_assert_eq!(x.is_empty(), p.is_empty());
            prop_assert_eq!(x.ends(), p.first().map(|&first| (first, *p.last().unwrap())));
            prop_assert_eq!(x.shared(&y), p.intersection(&q).count());
            prop_assert_eq!(x == y, p == q);
            prop_assert_eq!(x.cmp(&y), p.iter().cmp(q.iter()));
            let union = p.union(&q).count();
            prop_assert_eq!(x.overlaps(&y), union > 0 && p.intersection(&q).count() as f64 / union as f64 >= 0.5);
        }
    }

    #[test]
    fn a_place_inside_a_word_touches_it() {
        let words = [(0, 4), (5, 9)];
        assert_eq!(WordSet::new(&words, &[[2, 2]]).ends(), Some((0, 0)));
        assert!(WordSet::new(&words, &[[4, 5], [9, 9], [20, 30]]).is_empty());
    }
}
