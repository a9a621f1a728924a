//! Labels of tokens → runs of tokens, in any of the usual ways of writing them: IOB1, IOB2, or the bare kind.

use std::ops::Range;

/// The label of one token within a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label<K> {
    /// What the run is.
    pub(super) kind: K,
    /// Whether a run begins here although one of the same kind may stand before.
    pub(super) begins: bool,
}

/// Reads a label, `kind` telling what its name means: `B-x`, `I-x` or `x`; `O` and `Out` are `Some(None)`, any other is `None`.
pub(super) fn read<K>(label: &str, kind: impl Fn(&str) -> Option<K>) -> Option<Option<Label<K>>> {
    let (begins, name) = match label.strip_prefix("B-") {
        Some(name) => (true, name),
        None => (false, label.strip_prefix("I-").unwrap_or(label)),
    };
    if matches!(name, "O" | "Out") {
        return Some(None);
    }
    kind(name).map(|kind| Some(Label { kind, begins }))
}

/// The runs, in order. One begins where its label says so, and where the kind changes.
pub(super) fn runs<K: Copy + PartialEq>(labels: &[Option<Label<K>>]) -> Vec<(K, Range<usize>)> {
    let mut runs: Vec<(K, Range<usize>)> = Vec::new();
    for (i, label) in labels.iter().enumerate() {
        let Some(label) = label else { continue };
        match runs.last_mut() {
            Some((kind, run)) if run.end == i && *kind == label.kind && !label.begins => run.end += 1,
            _ => runs.push((label.kind, i..i + 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn of(labels: &str) -> Vec<(char, Range<usize>)> {
        let letter = |name: &str| name.chars().next().filter(|_| name.len() == 1);
        runs(&labels.split(' ').map(|label| read(label, letter).unwrap()).collect::<Vec<_>>())
    }

    #[test]
    fn all_ways_of_writing_labels_give_the_same_runs() {
        let runs = [('x', 1..3), ('x', 3..4), ('y', 4..5)];
        assert_eq!(of("O B-x I-x B-x B-y O"), runs, "IOB2");
        assert_eq!(of("Out I-x I-x B-x I-y Out"), runs, "IOB1");
        assert_eq!(of("O x x B-x y I-Out"), runs, "bare");
        assert_eq!(read("I-", |_| None::<u8>), None);
        assert_eq!(of("x O x"), [('x', 0..1), ('x', 2..3)]);
    }

    proptest! {
        #[test]
        fn every_labelled_token_is_in_one_run(labels in prop::collection::vec(prop::option::of((0u8..3, any::<bool>())), 0..40)) {
            let labels: Vec<_> = labels.into_iter().map(|l| l.map(|(kind, begins)| Label { kind, begins })).collect();
            let runs = runs(&labels);
            let mut kinds = vec![None; labels.len()];
            for (kind, run) in &runs {
                prop_assert!(run.start < run.end);
                for i in run.clone() {
                    prop_assert_eq!(kinds[i].replace(*kind), None, "in two runs");
                }
            }
            prop_assert_eq!(kinds, labels.iter().map(|l| l.map(|l| l.kind)).collect::<Vec<_>>());
            prop_assert!(runs.is_sorted_by_key(|(_, run)| run.start));
        }
    }
}
