//! One file a command: its arguments and what it does.

pub(crate) mod annotate;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod show;

use std::io::{ErrorKind, Write};
use std::process::ExitCode;

/// The program did what it was asked to.
pub(crate) const DONE: u8 = 0;
/// It ran, and a score is below the floor that was asked for.
pub(crate) const BELOW_FLOOR: u8 = 1;
/// It could not run.
pub(crate) const COULD_NOT_RUN: u8 = 2;

/// Turns a command's end into an exit code. A closed pipe is no error: the reader has seen enough.
pub(crate) fn exit(result: anyhow::Result<u8>) -> ExitCode {
    match result {
        Ok(code) => ExitCode::from(code),
        Err(error) if is_broken_pipe(&error) => ExitCode::from(DONE),
        Err(error) => {
            // Where even standard error is closed there is nobody left to tell.
            let _ = writeln!(std::io::stderr(), "whosaid: {error:#}");
            ExitCode::from(COULD_NOT_RUN)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == ErrorKind::BrokenPipe))
}
