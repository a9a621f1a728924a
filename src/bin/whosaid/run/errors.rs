//! What could not be read: told one by one, or kept in a file as JSON lines.

use super::progress::Screen;
use crate::command::fields;
use anyhow::{Context, bail};
use serde::Serialize;
use std::cmp::Ordering;
use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use whosaid::{Error, ErrorKind};

/// As many errors are told one by one.
const MOST_TOLD: usize = 20;

/// Where errors of the inputs go.
#[derive(Debug)]
pub(super) enum Errors {
    /// To the user, who was told of so many.
    Told(usize),
    /// To a file, of which so many bytes are written.
    Kept { file: File, path: PathBuf, bytes: u64 },
}

/// A line of the file.
#[derive(Serialize)]
struct ErrorLine<'a> {
    /// The file or folder; `<stdin>` is standard input.
    input: Option<&'a str>,
    line: Option<u64>,
    id: Option<&'a str>,
    kind: &'a str,
    reason: &'a str,
}

impl Errors {
    /// Opens the file, if there is to be one. A run that goes on writes behind as many bytes as its journal notes, which is named too.
    pub(super) fn open(path: Option<&Path>, goes_on: Option<(u64, &Path)>) -> anyhow::Result<Self> {
        let Some(path) = path else { return Ok(Errors::Told(0)) };
        let name = path.display();
        let opened = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let mut file = opened.with_context(|| format!("{name}: cannot be opened for writing"))?;
        let bytes = goes_on.map_or(0, |(bytes, _)| bytes);
        // A terminal or a pipe has neither length nor place.
        let meta = file.metadata().with_context(|| format!("{name}: cannot be looked at"))?;
        if meta.is_file() {
            if let Some((bytes, journal)) = goes_on
                && meta.len() < bytes
            {
                let anew = format_args!("remove {} to begin anew", journal.display());
                bail!("{name}: has {} bytes, of {bytes} that were written; {anew}", meta.len());
            }
            let cut = file.set_len(bytes).and_then(|()| file.seek(SeekFrom::Start(bytes)));
            cut.with_context(|| format!("{name}: cannot be cut to {bytes} bytes"))?;
        }
        Ok(Errors::Kept { file, path: path.to_path_buf(), bytes })
    }

    /// Takes the errors of one portion.
    pub(super) fn take(&mut self, errors: &[Error], screen: &Screen) -> whosaid::Result<()> {
        match self {
            Errors::Told(told) => {
                for error in errors {
                    *told += 1;
                    match (*told).cmp(&(MOST_TOLD + 1)) {
                        Ordering::Less => screen.tell(format_args!("{error}{}", advice(error))),
                        Ordering::Equal => {
                            screen.tell(format_args!("more errors follow, which are only counted; --errors FILE takes all of them"))
                        }
                        Ordering::Greater => {}
                    }
                }
            }
            Errors::Kept { file, path, bytes } if !errors.is_empty() => {
                let lines: String = errors.iter().map(line).collect();
                let failed = |error| Error::io(format!("{}: the errors could not be written", path.display()), error);
                file.write_all(lines.as_bytes()).map_err(failed)?;
                *bytes += lines.len() as u64;
            }
            Errors::Kept { .. } => {}
        }
        Ok(())
    }

    /// Waits until all that was written would outlast a power cut, and gives the length.
    pub(super) fn sync(&self) -> io::Result<u64> {
        match self {
            Errors::Told(_) => Ok(0),
            Errors::Kept { file, bytes, .. } => {
                if file.metadata()?.is_file() {
                    file.sync_data()?;
                }
                Ok(*bytes)
            }
        }
    }

    /// Where to look for them, for the end of a message.
    pub(super) fn place(&self) -> String {
        match self {
            Errors::Told(_) => String::new(),
            Errors::Kept { path, .. } => format!("; see {}", path.display()),
        }
    }
}

fn line(error: &Error) -> String {
    let reason = format!("{}{}", error.reason(), advice(error));
    let line = ErrorLine { input: error.file(), line: error.line(), id: error.article(), kind: kind(error), reason: &reason };
    // Strings and numbers always become JSON.
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}

/// The kind's name in the file of errors.
fn kind(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::Io => "unreadable",
        ErrorKind::Columns => "columns",
        ErrorKind::Format => "format",
        ErrorKind::Field => "field",
        ErrorKind::TooLarge => "too-large",
        ErrorKind::Setting => "setting",
        _ => "bug",
    }
}

/// The option that helps, where there is one.
fn advice(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::TooLarge => " (--max-article-bytes sets it)",
        _ => fields::advice(error),
    }
}
