//! Article files in, what is found out: one file a format, no logic of the engine. [`out`] has the outward formats.
//!
//! Reading has two halves, so that the slow one can run on many threads. [`ArticleReader`] opens files and cuts them
//! into raw pieces ([`RawBatch`]): a text file, a line of JSON. [`RawBatch::articles`] decodes the pieces.
//!
//! | input | articles | id |
//! |---|---|---|
//! | `.txt` file | one, the whole file | its path without `.txt`; relative to the folder or archive if it was found in one |
//! | `.jsonl`, `.ndjson` file | one a line; blank lines count as lines only | the id field of the line |
//! | `.json` file | one an object: a single one over several lines, several of them, or a list | the id field |
//! | `.csv`, `.tsv` file | one a row below the header, which must name the columns (the usual names in any case); a `.csv` may have semicolons or tabs | the id column |
//! | `.parquet` file | one a row | the id column: text or whole numbers |
//! | any of these, compressed: `.gz`, `.zst` | the same | the same |
//! | `.zip`, `.tar`, `.tar.gz`, `.tgz`, `.tar.zst` | of the files of all these kinds in it, in its order | |
//! | folder | of the files of all these kinds in it, at any depth, sorted by path; hidden files and folders aside | |
//! | pattern (`news/**/*.txt`) that is no file's name | of what matches it, sorted by path | as if each were named |
//! | `-` or any other file | by its first bytes: compressed or not, an archive, Parquet, JSON, separated values under a header that names the columns, else one plain text | `stdin`, or the path |
//!
//! PDF, Word, RTF, HTML and XML are refused by their names, whatever a file is called.
//!
//! Text is UTF-8. A byte order mark at the start of a file is not part of the text: offsets count from behind it. All
//! other characters are, carriage returns and NUL among them.
//!
//! Nothing is lost in silence: every article that cannot be had is an [`crate::Error`] in its place, of the kind
//! [`crate::ErrorKind::Io`] if a file (or the rest of it) could not be read, [`crate::ErrorKind::Columns`] if it lacks a
//! column, and of another kind if it is one article. In an archive a file is told as `a.zip/b.txt`; in Parquet the number
//! behind the file's name is that of the row, from 1.
//!
//! Compressed files, archives and Parquet need the feature `formats`. What they hold is never in memory as a whole: an article
//! is, at most [`ReadOptions::max_article_bytes`] of it, and of Parquet a page a column. Zip and Parquet that come through a pipe, and
//! Parquet that is compressed once more or in an archive, go through a temporary file.

mod cutter;
mod foreign;
mod format;
mod inputs;
mod json_lines;
mod json_values;
mod lines;
mod members;
mod namesakes;
mod open;
pub mod out;
#[cfg(feature = "formats")]
mod packed;
#[cfg(not(feature = "formats"))]
#[path = "packed_off.rs"]
mod packed;
mod passed_over;
mod pattern;
mod plain_json;
mod raw;
mod reader;
mod recognise;
mod record_lines;
mod separated;
mod source;
mod stream;
mod survey;
mod text;
mod walk;

pub use format::Format;
pub use inputs::named;
pub use namesakes::Namesakes;
pub use open::open;
pub use raw::RawBatch;
pub use reader::ArticleReader;
pub use record_lines::write_record;
pub use survey::InputState;

pub(crate) use lines::{Cut, next_line};
pub(crate) use text::{BOM, decode as decode_text};
pub(crate) use walk::Files;

use crate::article::Article;
use crate::error::{Error, Result};
use crate::header;

/// How inputs are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of every file named, whatever its extension says; in folders, the format to look for.
    pub format: Option<Format>,
    /// The field of JSON, or the column, that holds the id, a string or a number; dots lead into nested objects.
    pub id_field: String,
    /// The field or column that holds the text.
    pub text_field: String,
    /// The field or column that holds the title. Title, date and address are strings that an article may lack: an
    /// empty one, one of another type and one that cannot be read count as none. Only a column that is called otherwise than
    /// usual must be there.
    pub title_field: String,
    /// The field or column that holds the date; dates and times of Parquet are written as ISO 8601 has them.
    pub date_field: String,
    /// The field or column that holds the address.
    pub url_field: String,
    /// The longest text file, line, object or row taken, in bytes as they are unpacked.
    pub max_article_bytes: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        ReadOptions {
            format: None,
            id_field: "id".to_owned(),
            text_field: "text".to_owned(),
            title_field: "title".to_owned(),
            date_field: "date".to_owned(),
            url_field: "url".to_owned(),
            max_article_bytes: 16 << 20,
        }
    }
}

impl ReadOptions {
    /// The names of the fields: id, text, title, date, address.
    fn fields(&self) -> [&str; 5] {
        [&self.id_field, &self.text_field, &self.title_field, &self.date_field, &self.url_field].map(String::as_str)
    }

    /// Whether the field of this number is called otherwise than usual: then somebody has named it, and means it.
    fn is_named(&self, field: usize) -> bool {
        self.fields()[field] != ReadOptions::default().fields()[field]
    }

    /// Whether any of them is.
    fn names_fields(&self) -> bool {
        (0..5).any(|field| self.is_named(field))
    }

    /// Where each of them stands among columns of these names. A field of the usual name may be in another case, if none is as it is.
    fn columns<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> [Option<usize>; 5] {
        let names: Vec<&str> = names.into_iter().collect();
        let mut columns = [None; 5];
        for (number, (column, field)) in columns.iter_mut().zip(self.fields()).enumerate() {
            *column = names.iter().position(|name| *name == field);
            if !self.is_named(number) {
                *column = column.or_else(|| names.iter().position(|name| name.eq_ignore_ascii_case(field)));
            }
        }
        columns
    }

    /// The same for the columns of `file`, which are `names`.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Columns`] if they lack the id, the text, or another that has been named.
    fn columns_of<'n>(&self, file: &str, names: impl IntoIterator<Item = &'n str> + Clone) -> Result<[Option<usize>; 5]> {
        let columns = self.columns(names.clone());
        let missing = (0..5).find(|&field| columns[field].is_none() && (field < 2 || self.is_named(field)));
        match missing {
            None => Ok(columns),
            Some(field) => Err(Error::columns(file, format!("no column `{}` among {}", self.fields()[field], header::listed(names)))),
        }
    }
}

/// The article that a JSON object is, as one in a line of a file would be read. Errors call it line `line` (from 1) of `place`; without an
/// id it gets `id`.
///
/// # Errors
/// [`crate::ErrorKind::Format`] if it is no JSON object in UTF-8, [`crate::ErrorKind::Field`] if its id or text is none,
/// [`crate::ErrorKind::TooLarge`] if the text is longer than [`Article::MAX_BYTES`].
pub fn article_of_json(place: &str, line: u64, json: &[u8], options: &ReadOptions, id: &str) -> Result<Article> {
    json_lines::decode_with(place, line, 0, json, options, Some(id))
}
