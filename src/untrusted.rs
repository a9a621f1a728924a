//! Files that may be damaged, or bombs: reading one is to cost that file alone.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most that is put aside in a temporary file. What claims more is taken for a bomb.
const ASIDE_BYTES: u64 = 16 << 30;

/// A stream as a file that can be read from any place, and that is gone when it is closed.
///
/// # Errors
/// Those of the stream and of the file system; [`ErrorKind::FileTooLarge`] if there is no end to it.
pub(crate) fn put_aside(stream: impl Read) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    if io::copy(&mut stream.take(ASIDE_BYTES + 1), &mut file)? > ASIDE_BYTES {
        return Err(io::Error::new(ErrorKind::FileTooLarge, "too large to be unpacked on the way; unpack it first"));
    }
    Ok(file)
}

/// What a file of columns is asked for. A damaged one may bring out a mistake of its reader.
///
/// # Errors
/// [`ErrorKind::InvalidData`] with what the reader says, or that it failed.
pub(crate) fn guarded<T, E: Display>(read: impl FnOnce() -> Result<T, E>) -> io::Result<T> {
    let damaged = |why: String| io::Error::new(ErrorKind::InvalidData, why);
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|error| damaged(error.to_string())),
        Err(_) => Err(damaged("the file is damaged in a way that its reader does not foresee".to_owned())),
    }
}
