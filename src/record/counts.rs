//! How many rows records have, by kind.

use super::Record;
use crate::row_kind::RowKind;
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// Rows of records by kind. Counts add up over articles, in any order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCounts {
    /// Clauses and sentences between quote marks.
    pub direct: Rows,
    /// Quoted fragments.
    pub mixed: Rows,
    /// What is reported without quote marks.
    pub indirect: Rows,
    /// Quote marks around nobody's words.
    pub none: Rows,
}

/// Rows of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rows {
    /// All of them.
    pub rows: u64,
    /// Those of which a speaker is given.
    pub with_speaker: u64,
}

impl RowCounts {
    /// The rows of one record.
    pub fn of(record: &Record<'_>) -> Self {
        let mut counts = RowCounts::default();
        for row in &record.quotations {
            counts.add(row.kind, row.speaker.is_some());
        }
        counts
    }

    /// Counts one row.
    pub(crate) fn add(&mut self, kind: RowKind, with_speaker: bool) {
        let kind = match kind {
            RowKind::Direct => &mut self.direct,
            RowKind::Mixed => &mut self.mixed,
            RowKind::Indirect => &mut self.indirect,
            RowKind::None => &mut self.none,
        };
        *kind += Rows { rows: 1, with_speaker: u64::from(with_speaker) };
    }

    /// All that is somebody's words.
    pub fn somebodys(&self) -> Rows {
        let mut all = self.direct;
        all += self.mixed;
        all += self.indirect;
        all
    }
}

impl Rows {
    /// The share of which a speaker is given; `None` where there are none.
    pub fn share(self) -> Option<f64> {
        (self.rows > 0).then(|| self.with_speaker as f64 / self.rows as f64)
    }
}

impl AddAssign for Rows {
    fn add_assign(&mut self, other: Self) {
        self.rows += other.rows;
        self.with_speaker += other.with_speaker;
    }
}

impl AddAssign for RowCounts {
    fn add_assign(&mut self, other: Self) {
        self.direct += other.direct;
        self.mixed += other.mixed;
        self.indirect += other.indirect;
        self.none += other.none;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{QuotationRow, SpeakerField};

    #[test]
    fn rows_are_counted_by_kind_and_speaker() {
        use RowKind::{Direct, Indirect, Mixed};
        let row = |kind, speaker: bool| QuotationRow { kind, speaker: speaker.then(SpeakerField::default), ..QuotationRow::default() };
        let quotations = [(Direct, true), (RowKind::None, false), (Indirect, true), (Direct, false), (Mixed, false)]
            .map(|(kind, speaker)| row(kind, speaker))
            .to_vec();
        let one = RowCounts::of(&Record { quotations, ..Record::default() });
        let mut twice = one;
        twice += one;
        assert_eq!((twice.direct, twice.none.rows), (Rows { rows: 4, with_speaker: 2 }, 2));
        assert_eq!(twice.somebodys(), Rows { rows: 8, with_speaker: 4 });
        assert_eq!((twice.somebodys().share(), RowCounts::default().somebodys().share()), (Some(0.5), None));
    }
}
