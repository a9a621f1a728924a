//! The file that is being cut into pieces, whatever its format.

use super::format::Format;
use super::json_values::Values;
use super::lines::Lines;
use super::packed::Columns;
use super::raw::RawBatch;
use super::separated::Rows;
use super::source::Source;
use super::stream::Meter;
use super::{ReadOptions, recognise};
use crate::error::{Error, Result};
use crate::header;
use std::sync::Arc;

/// A file of many articles that is being read.
pub(super) enum Cutter {
    Lines(Lines),
    Values(Values),
    Rows(Rows),
    Columns(Box<Columns>),
}

impl Cutter {
    /// What cuts a file of this format: nothing if it has no articles, or is a text, which is one. The bytes that are read of a plain
    /// file go to `meter`.
    ///
    /// # Errors
    /// If it cannot be read or lacks a column.
    pub(super) fn of(source: Source, format: Format, options: &ReadOptions, meter: &Meter) -> Result<Option<Self>> {
        let Source { file, stream, origin, .. } = source;
        let unreadable = |error| Error::unreadable(file.clone(), None, error);
        let name: Arc<str> = file.as_str().into();
        Ok(match format {
            Format::Text => None,
            Format::JsonLines => Some(Cutter::Lines(Lines::new(name, stream))),
            Format::Json => Some(match recognise::is_lines(stream, options.max_article_bytes).map_err(unreadable)? {
                (true, stream) => Cutter::Lines(Lines::new(name, stream)),
                (false, stream) => Cutter::Values(Values::new(name, stream)),
            }),
            Format::Csv => Rows::new(&name, stream, header::SEPARATORS, options)?.map(Cutter::Rows),
            Format::Tsv => Rows::new(&name, stream, b"\t", options)?.map(Cutter::Rows),
            Format::Parquet => {
                let (file, meter) = origin.seekable(stream, meter).map_err(unreadable)?;
                Some(Cutter::Columns(Box::new(Columns::new(&name, file, options, meter)?)))
            }
        })
    }

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
