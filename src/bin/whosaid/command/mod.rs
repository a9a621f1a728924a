//! One file a command: its arguments and what it does.

pub(crate) mod annotate;
mod article;
pub(crate) mod convert;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod fields;
mod kinds;
pub(crate) mod lexicon;
pub(crate) mod model;
mod part;
mod records;
pub(crate) mod report;
mod screen;
#[cfg(feature = "serve")]
pub(crate) mod serve;
mod settings;
pub(crate) mod show;
mod speakers;
pub(crate) mod train;

use anyhow::bail;
use std::fmt::Display;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use whosaid::GoldArticle;
use whosaid::io::ArticleReader;

/// The program did what it was asked to.
pub(crate) const DONE: u8 = 0;
/// It ran, and a score is below the floor that was asked for.
pub(crate) const BELOW_FLOOR: u8 = 1;
/// It did, with articles left out, each with a message.
pub(crate) const LEFT_OUT: u8 = 1;
/// It could not run.
pub(crate) const COULD_NOT_RUN: u8 = 2;

/// It was asked to end before it was done: 128 and the number of Ctrl-C's signal, as shells have it.
pub(crate) const INTERRUPTED: u8 = 130;

/// Turns a command's end into an exit code. A closed pipe is no error: the reader has seen enough.
pub(crate) fn exit(result: anyhow::Result<u8>) -> ExitCode {
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_broken_pipe(&error) => ExitCode::from(DONE),
        Err(error) => {
            tell(in_full(&error));
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

/// Tells the user on standard error, in one write so that lines of several programs do not mix.
pub(crate) fn tell(message: impl Display) {
    // Where even standard error is closed there is nobody left to tell.
    let _ = std::io::stderr().write_all(format!("whosaid: {message}\n").as_bytes());
}

/// An error with its causes; errors of the library already say theirs.
fn in_full(error: &anyhow::Error) -> String {
    let mut message = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if message.is_empty() {
            message = cause;
        } else if !message.ends_with(&cause) {
            message = format!("{message}: {cause}");
        }
    }
    message
}

/// The labelled sample that a file holds, be it compressed.
pub(crate) fn labelled(path: &Path) -> whosaid::Result<Vec<GoldArticle>> {
    let (name, reader) = whosaid::io::open(path)?;
    GoldArticle::read(reader, &name)
}

/// Refuses to read standard input twice: the second time nothing would come.
pub(crate) fn refuse_stdin_twice<'r>(read: impl IntoIterator<Item = &'r PathBuf>) -> anyhow::Result<()> {
    match read.into_iter().filter(|path| path.as_os_str() == ArticleReader::STDIN).count() {
        0 | 1 => Ok(()),
        _ => bail!("`-` is standard input, which can be read but once; name a file instead"),
    }
}

/// An argument that is a number from 0 to 1.
pub(crate) fn share(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(number) if (0.0..=1.0).contains(&number) => Ok(number),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe))
}
