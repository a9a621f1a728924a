//! Article files in, record lines out: one file a format, no logic of the engine.
//!
//! Reading has two halves, so that the slow one can run on many threads. [`ArticleReader`] opens files and cuts them
//! into raw pieces ([`RawBatch`]): a text file, a line of JSON. [`RawBatch::articles`] decodes the pieces.
//!
//! | input | articles | id |
//! |---|---|---|
//! | `.txt` file | one, the whole file | its path without `.txt`; relative to the folder if it was found in one |
//! | `.jsonl`, `.ndjson` file | one a line; blank lines count as lines only | the id field of the line |
//! | folder | of the files of both kinds in it, at any depth, sorted by path; hidden files and folders aside | |
//! | `-` or any other file | JSON lines if the first byte that is not blank is `{`, else one plain text | `stdin`, or the path |
//!
//! Text is UTF-8. A byte order mark at the start of a file is not part of the text: offsets count from behind it. All
//! other characters are, carriage returns and NUL among them.
//!
//! Nothing is lost in silence: every article that cannot be had is an [`crate::Error`] in its place, of the kind
//! [`crate::ErrorKind::Io`] if a file (or the rest of it) could not be read, of another kind if it is one article.

mod json_lines;
mod lines;
mod plain_json;
mod reader;
mod record_lines;
mod text;
mod walk;

pub use reader::{ArticleReader, RawBatch};
pub use record_lines::write_record;

pub(crate) use lines::{Cut, next_line};
pub(crate) use text::{BOM, decode as decode_text};
pub(crate) use walk::Files;

use crate::article::Article;
use crate::error::Result;
use std::ffi::OsStr;
use std::path::Path;

/// How articles stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One plain text.
    Text,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// The format that a file's extension promises, if it is one of ours.
    pub fn of_path(path: &Path) -> Option<Format> {
        let extension = path.extension().and_then(OsStr::to_str)?;
        if extension.eq_ignore_ascii_case("txt") {
            Some(Format::Text)
        } else if extension.eq_ignore_ascii_case("jsonl") || extension.eq_ignore_ascii_case("ndjson") {
            Some(Format::JsonLines)
        } else {
            None
        }
    }
}

/// How inputs are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadOptions {
    /// The format of every file named, whatever its extension says; in folders, the format to look for.
    pub format: Option<Format>,
    /// The field of a JSON line that holds the id, a string or a number; dots lead into nested objects.
    pub id_field: String,
    /// The field of a JSON line that holds the text.
    pub text_field: String,
    /// The field of a JSON line that holds the title. Title, date and address are strings that an article may lack: an
    /// empty one, one of another type and one that cannot be read count as none.
    pub title_field: String,
    /// The field of a JSON line that holds the date.
    pub date_field: String,
    /// The field of a JSON line that holds the address.
    pub url_field: String,
    /// The longest text file and the longest line taken, in bytes.
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
            max_article_bytes: 64 << 20,
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
    json_lines::decode_with(place, line, json, options, Some(id))
}
