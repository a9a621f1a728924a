//! Which prediction stands for which label: each takes, in order, the first one that fits and is still free.

use super::interval::Intervals;
use super::wordset::WordSet;
use crate::span::to_u32;
use std::collections::HashMap;
use std::hash::Hash;

/// How many pairs there are where equal keys fit: of each key as many as both sides have.
pub(super) fn equal<K: Eq + Hash>(labelled: impl Iterator<Item = K>, predicted: impl Iterator<Item = K>) -> u64 {
    let mut free: HashMap<K, u64> = HashMap::new();
    for key in labelled {
        *free.entry(key).or_default() += 1;
    }
    let mut pairs = 0;
    for key in predicted {
        if let Some(count) = free.get_mut(&key).filter(|count| **count > 0) {
            *count -= 1;
            pairs += 1;
        }
    }
    pairs
}

/// Which predictions have a label, where sets of words fit that overlap and that `fits` (predicted, labelled) accepts.
pub(super) fn overlapping(labelled: &[&WordSet], predicted: &[&WordSet], fits: impl Fn(usize, usize) -> bool) -> Vec<bool> {
    let reach = |set: &WordSet| set.ends().map_or((0, 0), |(first, last)| (to_u32(first), to_u32(last + 1)));
    let near = Intervals::new(labelled.iter().map(|set| reach(set)));
    let (mut taken, mut hits, mut paired) = (vec![false; labelled.len()], Vec::new(), Vec::with_capacity(predicted.len()));
    for (i, set) in predicted.iter().enumerate() {
        hits.clear();
        let (start, end) = reach(set);
        near.touching(start, end, &mut hits);
        let fitting = hits.iter().find(|&&(k, _)| !taken[k] && set.overlaps(labelled[k]) && fits(i, k));
        fitting.iter().for_each(|&&(k, _)| taken[k] = true);
        paired.push(fitting.is_some());
    }
    paired
}

/// How many of them have one.
pub(super) fn count(paired: &[bool]) -> u64 {
    paired.iter().map(|&is_paired| u64::from(is_paired)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every prediction against every label.
    fn plain<T>(labelled: &[T], predicted: &[T], fits: impl Fn(&T, &T) -> bool) -> u64 {
        let (mut taken, mut pairs) = (vec![false; labelled.len()], 0);
        for p in predicted {
            if let Some(k) = (0..labelled.len()).find(|&k| !taken[k] && fits(p, &labelled[k])) {
                taken[k] = true;
                pairs += 1;
            }
        }
        pairs
    }

    fn sets() -> impl Strategy<Value = Vec<WordSet>> {
        let words: Vec<(u32, u32)> = (0..30).map(|i| (2 * i, 2 * i + 1)).collect();
        let set = prop::collection::vec([0u32..60, 0u32..60], 0..3).prop_map(move |pieces| WordSet::new(&words, &pieces));
        prop::collection::vec(set, 0..25)
    }

    proptest! {
        #[test]
        fn pairs_as_trying_all_does(a in sets(), b in sets()) {
            let (x, y): (Vec<&WordSet>, Vec<&WordSet>) = (a.iter().collect(), b.iter().collect());
            prop_assert_eq!(count(&overlapping(&x, &y, |_, _| true)), plain(&x, &y, |p, g| p.overlaps(g)));
            let even = |p: &WordSet, g: &WordSet| (p.len() + g.len()).is_multiple_of(2);
            prop_assert_eq!(count(&overlapping(&x, &y, |i, k| even(y[i], x[k]))), plain(&x, &y, |p, g| p.overlaps(g) && even(p, g)));
            let ends = |set: &&WordSet| set.ends();
            prop_assert_eq!(equal(x.iter().map(ends), y.iter().map(ends)), plain(&x, &y, |p, g| p.ends() == g.ends()));
        }
    }
}
