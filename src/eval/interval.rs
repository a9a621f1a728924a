//! Which of many spans touch a given one, without looking at all of them.

/// Spans sorted by start, with the furthest end of every subtree of the balanced tree that the sorted list is (the
/// augmented tree of Cormen et al., *Introduction to Algorithms*, chapter "Interval trees"): a query takes
/// O(log n + hits) where hits stand together, also beside a span that covers everything.
#[derive(Debug, Default)]
pub(super) struct Intervals {
    items: Vec<Item>,
    /// The furthest end in the subtree whose root is the item of the same index.
    reach: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Item {
    start: u32,
    end: u32,
    index: usize,
}

impl Intervals {
    /// The index of `spans`, each `(start, end)`, end-exclusive. Empty ones touch nothing.
    pub(super) fn new(spans: impl Iterator<Item = (u32, u32)>) -> Self {
        let mut items: Vec<Item> =
            spans.enumerate().map(|(index, (start, end))| Item { start, end, index }).filter(|item| item.start < item.end).collect();
        items.sort_unstable();
        let mut intervals = Intervals { reach: vec![0; items.len()], items };
        intervals.fill(0, intervals.items.len());
        intervals
    }

    fn fill(&mut self, low: usize, high: usize) -> u32 {
        if low >= high {
            return 0;
        }
        let middle = low.midpoint(high);
        let reach = self.items[middle].end.max(self.fill(low, middle)).max(self.fill(middle + 1, high));
        self.reach[middle] = reach;
        reach
    }

    /// Appends `(index, units shared)` of every span that shares at least one unit with `start..end`, in their order.
    pub(super) fn touching(&self, start: u32, end: u32, out: &mut Vec<(usize, u32)>) {
        let from = out.len();
        if start < end {
            self.collect(0, self.items.len(), start, end, out);
        }
        out[from..].sort_unstable();
    }

    fn collect(&self, low: usize, high: usize, start: u32, end: u32, out: &mut Vec<(usize, u32)>) {
        let middle = low.midpoint(high);
        if low >= high || self.reach[middle] <= start {
            return;
        }
        self.collect(low, middle, start, end, out);
        let item = self.items[middle];
        if item.start >= end {
            return;
        }
        if item.end > start {
            out.push((item.index, item.end.min(end) - item.start.max(start)));
        }
        self.collect(middle + 1, high, start, end, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_looking_at_all_finds(spans in prop::collection::vec((0u32..40, 0u32..40), 0..40), start in 0u32..40, end in 0u32..40) {
            let mut found = Vec::new();
            Intervals::new(spans.iter().copied()).touching(start, end, &mut found);
            let all: Vec<(usize, u32)> = spans.iter().enumerate()
                .map(|(i, &(s, e))| (i, e.min(end).saturating_sub(s.max(start))))
                .filter(|&(_, shared)| shared > 0)
                .collect();
            prop_assert_eq!(found, all);
        }
    }
}
