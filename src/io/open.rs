//! A file that is read as a whole by who knows what it holds: labelled samples, records, predictions.

use super::inputs::is_stdin;
use super::stream::{Meter, metered};
use super::{packed, recognise};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufRead};
use std::path::Path;

/// Opens a file, or standard input for `-`, and unpacks on the way what is compressed by gzip or Zstandard. Gives its name for messages, and
/// what it holds.
///
/// # Errors
/// [`crate::ErrorKind::Io`] if it cannot be opened, or is compressed and this build lacks the feature `formats`.
pub fn open(path: &Path) -> Result<(String, Box<dyn BufRead + Send>)> {
    let meter = Meter::default();
    let (name, stream) = if is_stdin(path) {
        ("<stdin>".to_owned(), metered(io::stdin(), &meter))
    } else {
        let name = path.display().to_string();
        let file = File::open(path).map_err(|error| Error::unreadable(&*name, None, error))?;
        (name, metered(file, &meter))
    };
    let unpacked = recognise::packing(stream).and_then(|(packing, stream)| match packing {
        Some(packing) => packed::unpack(packing, stream),
        None => Ok(stream),
    });
    let stream = unpacked.map_err(|error| Error::unreadable(&*name, None, error))?;
    Ok((name, stream))
}
