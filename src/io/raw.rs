//! Raw articles, cut but not decoded: what goes from the one thread that reads to the many that work.

use super::separated::{self, Table};
use super::stream::Stream;
use super::{ReadOptions, json_lines, text};
use crate::article::Article;
use crate::error::{Error, Result};
use std::io::Read;
use std::ops::Range;
use std::sync::Arc;

/// A batch is full at so many bytes: some dozens of articles, a few milliseconds of work.
pub(super) const BATCH_BYTES: usize = 256 << 10;
/// Or at so many articles.
pub(super) const BATCH_ARTICLES: usize = 64;

/// Raw articles and the errors between them, in the order of the inputs. It is meant to be filled again and again.
#[derive(Debug, Default)]
pub struct RawBatch {
    pub(super) bytes: Vec<u8>,
    pieces: Vec<Piece>,
}

/// One article to be decoded, its bytes being those of the batch, or an error in its place.
#[derive(Debug)]
pub(super) enum Piece {
    /// A whole file.
    Text {
        file: Arc<str>,
        id: String,
        bytes: Range<usize>,
    },
    /// An object that begins behind `column` bytes of line `line`.
    Json {
        file: Arc<str>,
        line: u64,
        column: u64,
        bytes: Range<usize>,
    },
    /// A record of separated values.
    Row {
        table: Arc<Table>,
        line: u64,
        bytes: Range<usize>,
    },
    /// Row `row` of a file of columns: id, text, title, date and address as they are.
    #[cfg_attr(not(feature = "formats"), allow(dead_code, reason = "only Parquet gives it"))]
    Values {
        file: Arc<str>,
        row: u64,
        values: [Option<Range<usize>>; 5],
    },
    Failed(Error),
}

impl RawBatch {
    /// Decodes the articles, one after the other; each error stands in the place of what it cost.
    pub fn articles<'b>(&'b mut self, options: &'b ReadOptions) -> impl Iterator<Item = Result<Article>> + 'b {
        let RawBatch { bytes, pieces } = self;
        pieces.drain(..).map(|piece| match piece {
            Piece::Text { file, id, bytes: range } => text::decode(&file, &id, &bytes[range]),
            Piece::Json { file, line, column, bytes: range } => json_lines::decode(&file, line, column, &bytes[range], options),
            Piece::Row { table, line, bytes: range } => separated::decode(&table, line, &bytes[range]),
            Piece::Values { file, row, values } => decode(&file, row, values.map(|range| range.and_then(|range| bytes.get(range)))),
            Piece::Failed(error) => Err(error),
        })
    }

    /// How many bytes of raw articles it holds.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// How many articles it holds, or errors in their place.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Where the last of them stands: `file` or, if it has lines or rows, `file:line`.
    pub fn last_place(&self) -> Option<String> {
        let (file, line) = match self.pieces.last()? {
            Piece::Text { file, .. } => (&**file, None),
            Piece::Json { file, line, .. } | Piece::Values { file, row: line, .. } => (&**file, Some(*line)),
            Piece::Row { table, line, .. } => (&*table.file, Some(*line)),
            Piece::Failed(error) => (error.file()?, error.line()),
        };
        Some(line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}")))
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    pub(super) fn is_full(&self) -> bool {
        self.bytes.len() >= BATCH_BYTES || self.pieces.len() >= BATCH_ARTICLES
    }

    /// Appends the whole text of `file`, whose size may be known.
    ///
    /// # Errors
    /// If it cannot be read, is longer than the limit, or is so and shows that it is no text. Nothing of it stays.
    pub(super) fn read_text(&mut self, file: &str, stream: Stream, size: Option<u64>, limit: usize) -> Result<Range<usize>> {
        let limit = limit as u64;
        let too_large = size.filter(|size| *size > limit);
        let start = self.bytes.len();
        let most = if too_large.is_some() { text::LOOKED_AT as u64 } else { limit + 1 };
        let read = stream.take(most).read_to_end(&mut self.bytes).map_err(|error| Error::unreadable(file, None, error));
        let bytes = start..self.bytes.len();
        let fault = match (read, too_large) {
            (Err(error), _) => error,
            (Ok(_), None) if bytes.len() as u64 <= limit => return Ok(bytes),
            (Ok(_), size) => text::not_text(file, &self.bytes[bytes]).unwrap_or_else(|| {
                let (what, size) = size.map_or(("the text so far", limit + 1), |size| ("the text", size));
                Error::too_large(what, size, limit).in_file(file, None)
            }),
        };
        self.bytes.truncate(start);
        Err(fault)
    }

    pub(super) fn push(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    pub(super) fn fail(&mut self, error: Error) {
        self.pieces.push(Piece::Failed(error));
    }

    /// Empties it. What one huge article took is given back, so that it does not stay for the rest of the run.
    pub(super) fn clear(&mut self) {
        self.pieces.clear();
        self.bytes.clear();
        self.bytes.shrink_to(2 * BATCH_BYTES);
    }
}

/// The article of a row whose values stand apart.
fn decode(file: &str, row: u64, values: [Option<&[u8]>; 5]) -> Result<Article> {
    let [id, text, title, date, url] = values.map(|value| std::str::from_utf8(value.unwrap_or_default()).ok());
    let not_utf8 = || Error::format(file, row, None, "not UTF-8; convert the column to UTF-8");
    let article = Article::new(id.ok_or_else(not_utf8)?, text.ok_or_else(not_utf8)?)?;
    Ok(article.with_beside([title, date, url]))
}
