//! The file that is being cut into pieces, whatever its format.

use super::json_values::Values;
use super::lines::Lines;
use super::packed::Columns;
use super::raw::RawBatch;
use super::separated::Rows;

/// A file of many articles that is being read.
pub(super) enum Cutter {
    Lines(Lines),
    Values(Values),
    Rows(Rows),
    Columns(Box<Columns>),
}

impl Cutter {
    /// Adds the next article, or the error in its place. False at the end of the file, or where it can be read no further.
    pub(super) fn push_next(&mut self, batch: &mut RawBatch, limit: usize) -> bool {
        match self {
            Cutter::Lines(lines) => lines.push_next(batch, limit),
            Cutter::Values(values) => values.push_next(batch, limit),
            Cutter::Rows(rows) => rows.push_next(batch, limit),
            Cutter::Columns(columns) => columns.push_next(batch, limit),
        }
    }

    /// Passes over articles where that is quicker than to read them: as many as it can, at most `articles`.
    pub(super) fn skip(&mut self, articles: u64) -> u64 {
        match self {
            Cutter::Columns(columns) => columns.skip(articles),
            Cutter::Lines(_) | Cutter::Values(_) | Cutter::Rows(_) => 0,
        }
    }
}
