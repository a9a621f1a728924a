//! The one error type of the library.
//!
//! A stage of the pipeline cannot fail: errors come from files, formats and settings, never from what an article says.

use std::fmt;

/// What went wrong, as a program may want to tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A file could not be read or written.
    Io,
    /// A line or a file is not of the format it should be.
    Format,
    /// A record of an input lacks a field, or has it with a value of the wrong type.
    Field,
    /// A file of columns lacks one that was asked for, or has it with values of the wrong type: no row of it is read.
    Columns,
    /// An input is larger than what the engine takes.
    TooLarge,
    /// A setting is out of its range.
    Setting,
    /// A mistake of this library, caught so that it costs one article and not the run.
    Bug,
}

/// An error of the library: a kind and a place for programs, a message with both and the next step for people.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    place: Option<Box<Place>>,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// Where it went wrong, as far as it is known.
#[derive(Debug, Default)]
struct Place {
    file: Option<String>,
    line: Option<u64>,
    column: Option<u64>,
    article: Option<String>,
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// What sort of error this is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// The file or folder in which it is, under the name that it has in the message; `<stdin>` is standard input.
    pub fn file(&self) -> Option<&str> {
        self.place.as_ref()?.file.as_deref()
    }

    /// The line of the file, from 1.
    pub fn line(&self) -> Option<u64> {
        self.place.as_ref()?.line
    }

    /// The column in the line, in bytes, from 1.
    pub fn column(&self) -> Option<u64> {
        self.place.as_ref()?.column
    }

    /// The id of the article that it costs.
    pub fn article(&self) -> Option<&str> {
        self.place.as_ref()?.article.as_deref()
    }

    /// The message without its place: what is wrong and, if there is one, the next step.
    pub fn reason(&self) -> String {
        match &self.source {
            None => self.message.clone(),
            Some(source) if self.message.is_empty() => source.to_string(),
            Some(source) => format!("{}: {source}", self.message),
        }
    }

    /// The same error in `file`, in its line `line` (from 1) if that is known. The message begins with it.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>, line: Option<u64>) -> Self {
        let place = self.place.get_or_insert_default();
        (place.file, place.line) = (Some(file.into()), line);
        self
    }

    /// The same error, of the article with this id. The message stays as it is.
    #[must_use]
    pub fn of_article(mut self, id: impl Into<String>) -> Self {
        self.place.get_or_insert_default().article = Some(id.into());
        self
    }

    /// A file could not be read or written; `what` says which, and what was tried.
    pub fn io(what: impl Into<String>, source: std::io::Error) -> Self {
        Error { source: Some(Box::new(source)), ..Error::new(ErrorKind::Io, what) }
    }

    /// `file` could not be read, or not from its line `line` (from 1) on.
    pub fn unreadable(file: impl Into<String>, line: Option<u64>, source: std::io::Error) -> Self {
        Error::io("", source).in_file(file, line)
    }

    /// A line is not of its format. `file` and `line` (from 1) say where, `column` (from 1) where in the line, if known.
    pub fn format(file: &str, line: u64, column: Option<u64>, expected: impl fmt::Display) -> Self {
        let place = Place { file: Some(file.to_owned()), line: Some(line), column, article: None };
        Error { place: Some(Box::new(place)), ..Error::new(ErrorKind::Format, expected.to_string()) }
    }

    /// A record in line `line` (from 1) of `file` lacks a field, or has it with a value of the wrong type.
    pub fn field(file: &str, line: u64, expected: impl fmt::Display) -> Self {
        Error { kind: ErrorKind::Field, ..Error::format(file, line, None, expected) }
    }

    /// `file` is no model that this version reads; `message` says why, and the next step.
    pub fn model(file: &str, message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Format, message).in_file(file, None)
    }

    /// The file `file` does not have the columns that were asked for; `why` says which, and which it has.
    pub fn columns(file: &str, why: impl fmt::Display) -> Self {
        Error::new(ErrorKind::Columns, why.to_string()).in_file(file, None)
    }

    /// `file` is no lexicon that this version reads; `message` says why, and the next step.
    pub fn lexicon(file: &str, message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Format, message).in_file(file, None)
    }

    /// An input of `size` bytes exceeds the limit of `limit` bytes.
    pub fn too_large(what: impl fmt::Display, size: u64, limit: u64) -> Self {
        Error::new(ErrorKind::TooLarge, format!("{what} has {size} bytes, the limit is {limit}"))
    }

    /// An input has more of something than the engine takes; `message` says of what, how many, and the limit.
    pub fn too_many(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::TooLarge, message)
    }

    /// A setting is out of its range.
    pub fn setting(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Setting, message)
    }

    /// The library failed on `what`, which it never should.
    pub fn bug(what: impl fmt::Display) -> Self {
        Error::new(ErrorKind::Bug, format!("{what}: whosaid failed on it; please report this with the text"))
    }

    /// About how many bytes it holds.
    pub(crate) fn size(&self) -> usize {
        let place = self.place.as_deref().map_or(0, |place| {
            let names = [&place.file, &place.article].map(|name| name.as_ref().map_or(0, String::len));
            size_of::<Place>() + names.iter().sum::<usize>()
        });
        size_of::<Error>() + self.message.len() + place + self.source.as_deref().map_or(0, size_of_val)
    }

    fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error { kind, place: None, message: message.into(), source: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = self.file() {
            f.write_str(file)?;
            for number in [self.line(), self.column()].into_iter().flatten() {
                write!(f, ":{number}")?;
            }
            f.write_str(": ")?;
        }
        f.write_str(&self.reason())
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_stands_before_the_reason_and_in_fields() {
        let gone = || std::io::Error::other("gone");
        let cases = [
            (Error::format("a.jsonl", 3, Some(7), "no"), "a.jsonl:3:7: no", (Some("a.jsonl"), Some(3), Some(7)), "no"),
            (Error::field("a.jsonl", 3, "no"), "a.jsonl:3: no", (Some("a.jsonl"), Some(3), None), "no"),
            (Error::unreadable("a", None, gone()), "a: gone", (Some("a"), None, None), "gone"),
            (Error::unreadable("a", Some(2), gone()), "a:2: gone", (Some("a"), Some(2), None), "gone"),
            (Error::io("cannot read a", gone()), "cannot read a: gone", (None, None, None), "cannot read a: gone"),
            (Error::model("m", "no model"), "m: no model", (Some("m"), None, None), "no model"),
            (Error::setting("no"), "no", (None, None, None), "no"),
        ];
        for (error, message, place, reason) in cases {
            assert_eq!(error.to_string(), message);
            assert_eq!(((error.file(), error.line(), error.column()), error.reason().as_str()), (place, reason), "{message}");
        }
    }

    #[test]
    fn an_article_is_named_in_its_field_only() {
        let error = Error::too_large("the text", 9, 5).in_file("a.txt", None).of_article("a");
        assert_eq!((error.to_string().as_str(), error.article()), ("a.txt: the text has 9 bytes, the limit is 5", Some("a")));
    }
}
