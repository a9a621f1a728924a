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
    /// An input is larger than what the engine takes.
    TooLarge,
    /// A setting is out of its range.
    Setting,
    /// A mistake of this library, caught so that it costs one article and not the run.
    Bug,
}

/// An error of the library: a kind for programs, a message with place and next step for people.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    message: String,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The library's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// What sort of error this is.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// A file could not be read or written; `what` says which, and what was tried.
    pub fn io(what: impl Into<String>, source: std::io::Error) -> Self {
        Error { kind: ErrorKind::Io, message: what.into(), source: Some(Box::new(source)) }
    }

    /// A line is not of its format. `file` and `line` (from 1) say where, `column` (from 1) where in the line, if known.
    pub fn format(file: &str, line: u64, column: Option<u64>, expected: impl fmt::Display) -> Self {
        let message = match column {
            Some(column) => format!("{file}:{line}:{column}: {expected}"),
            None => format!("{file}:{line}: {expected}"),
        };
        Error { kind: ErrorKind::Format, message, source: None }
    }

    /// A record in line `line` (from 1) of `file` lacks a field, or has it with a value of the wrong type.
    pub fn field(file: &str, line: u64, expected: impl fmt::Display) -> Self {
        Error { kind: ErrorKind::Field, ..Error::format(file, line, None, expected) }
    }

    /// A file is no model that this version reads; `message` names it and the next step.
    pub fn model(message: impl Into<String>) -> Self {
        Error { kind: ErrorKind::Format, message: message.into(), source: None }
    }

    /// An input of `size` bytes exceeds the limit of `limit` bytes.
    pub fn too_large(what: impl fmt::Display, size: u64, limit: u64) -> Self {
        let message = format!("{what} has {size} bytes, the limit is {limit}");
        Error { kind: ErrorKind::TooLarge, message, source: None }
    }

    /// An input has more of something than the engine takes; `message` says of what, how many, and the limit.
    pub fn too_many(message: impl Into<String>) -> Self {
        Error { kind: ErrorKind::TooLarge, message: message.into(), source: None }
    }

    /// A setting is out of its range.
    pub fn setting(message: impl Into<String>) -> Self {
        Error { kind: ErrorKind::Setting, message: message.into(), source: None }
    }

    /// The library failed on `what`, which it never should.
    pub fn bug(what: impl fmt::Display) -> Self {
        let message = format!("{what}: whosaid failed on it; please report this with the text");
        Error { kind: ErrorKind::Bug, message, source: None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source.as_ref() as _)
    }
}
