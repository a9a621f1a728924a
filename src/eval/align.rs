//! Which predicted span stands for a labelled one, and how well quotations are found at all.

use super::count::Counts;
use super::interval::Intervals;
use super::prediction::PredictedSpan;
use crate::gold::GoldArticle;
use crate::row_kind::RowKind;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::AddAssign;

/// The predicted spans of an article, ready to be asked.
#[derive(Debug)]
pub(super) struct Aligner<'a> {
    spans: &'a [PredictedSpan],
    intervals: Intervals,
    hits: Vec<(usize, u32)>,
}

impl<'a> Aligner<'a> {
    /// An aligner of `spans`.
    pub(super) fn new(spans: &'a [PredictedSpan]) -> Self {
        Aligner { spans, intervals: Intervals::new(spans.iter().map(|s| (s.start, s.end))), hits: Vec::new() }
    }

    /// `(index, code points shared)` of every span that shares at least half of `start..end`, in order.
    fn holding_half(&mut self, start: u32, end: u32) -> &[(usize, u32)] {
        self.hits.clear();
        self.intervals.touching(start, end, &mut self.hits);
        let length = u64::from(end.saturating_sub(start));
        self.hits.retain(|&(_, shared)| 2 * u64::from(shared) >= length);
        &self.hits
    }

    /// The span that shares most of `start..end`, at least half; of several the first.
    pub(super) fn best(&mut self, start: u32, end: u32) -> Option<&'a PredictedSpan> {
        let spans = self.spans;
        // The largest is the last of its equals: from behind that is the first one.
        self.holding_half(start, end).iter().rev().max_by_key(|&&(_, shared)| shared).map(|&(index, _)| &spans[index])
    }
}

/// How well quotations are found, whoever said them: labelled direct and mixed spans against predicted ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// A labelled span is found if a predicted one shares at least half of it, a predicted one is right if it finds any.
    pub half: Counts,
    /// Both ends are the same.
    pub exact: Counts,
}

impl Finding {
    /// Counts one article. An article that is labelled with attributions alone says nothing of quoted spans.
    pub(super) fn count(article: &GoldArticle, said: &[PredictedSpan], aligner: &mut Aligner<'_>) -> Self {
        if article.quotations.is_empty() && article.attributions.is_some() {
            return Finding::default();
        }
        let labelled: BTreeSet<(u32, u32)> =
            article.quotations.iter().filter(|q| matches!(q.kind, RowKind::Direct | RowKind::Mixed)).map(|q| (q.start, q.end)).collect();
        let predicted: BTreeSet<(u32, u32)> = said.iter().map(|s| (s.start, s.end)).collect();
        let (mut found, mut right) = (0, BTreeSet::new());
        for &(start, end) in &labelled {
            let holders = aligner.holding_half(start, end);
            found += u64::from(!holders.is_empty());
            right.extend(holders.iter().map(|&(index, _)| (said[index].start, said[index].end)));
        }
        let (all, predictions) = (labelled.len() as u64, predicted.len() as u64);
        let half = Counts { labelled: all, found, predicted: predictions, right: right.len() as u64 };
        Finding { half, exact: Counts::paired(labelled.intersection(&predicted).count() as u64, predictions, all) }
    }
}

impl AddAssign for Finding {
    fn add_assign(&mut self, other: Self) {
        self.half += other.half;
        self.exact += other.exact;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::GoldQuotation;

    fn spans(ends: &[(u32, u32)]) -> Vec<PredictedSpan> {
        ends.iter().map(|&(start, end)| PredictedSpan { start, end, ..Default::default() }).collect()
    }

    fn gold(rows: &[(u32, u32, RowKind)]) -> GoldArticle {
        let quotation = |&(start, end, kind): &(u32, u32, RowKind)| GoldQuotation { start, end, kind, ..Default::default() };
        GoldArticle { quotations: rows.iter().map(quotation).collect(), ..Default::default() }
    }

    fn finding(article: &GoldArticle, ends: &[(u32, u32)]) -> Finding {
        let said = spans(ends);
        Finding::count(article, &said, &mut Aligner::new(&said))
    }

    #[test]
    fn the_largest_share_wins_and_the_first_of_equals() {
        let said = spans(&[(0, 5), (2, 10), (0, 8), (9, 3)]);
        let mut aligner = Aligner::new(&said);
        assert_eq!(aligner.best(0, 10), Some(&said[1]), "8 before 8 before 5 of 10");
        assert_eq!(aligner.best(0, 11).map(|s| s.start), Some(2));
        assert_eq!(aligner.best(8, 20), None, "2 of 12");
        assert_eq!(aligner.best(8, 12), Some(&said[1]), "exactly half");
    }

    #[test]
    fn one_long_prediction_may_find_two_and_is_right_once() {
        let article = gold(&[(0, 10, RowKind::Direct), (12, 20, RowKind::Mixed), (30, 40, RowKind::None), (50, 60, RowKind::Direct)]);
        let Finding { half, exact } = finding(&article, &[(0, 20), (30, 40), (50, 60), (50, 60)]);
        assert_eq!(half, Counts { labelled: 3, found: 3, predicted: 3, right: 2 });
        assert_eq!(exact, Counts::paired(1, 3, 3));
    }

    #[test]
    fn attributions_alone_say_nothing_of_quoted_spans() {
        let article = GoldArticle { attributions: Some(Vec::new()), ..Default::default() };
        assert_eq!(finding(&article, &[(0, 4)]), Finding::default());
        assert_eq!(finding(&gold(&[]), &[(0, 4)]).half, Counts::paired(0, 1, 0));
    }
}
