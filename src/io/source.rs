//! A file that has been opened, or one of an archive: unpacked, and known by its contents.

use super::foreign;
use super::format::{Contents, Format, Promise};
use super::inputs::{Found, is_stdin};
use super::stream::{Meter, Stream, metered};
use super::{ReadOptions, packed, recognise};
use crate::error::{Error, Result};
use std::fs::File;
use std::io;
use std::path::PathBuf;

/// A file that has been opened, or one of an archive.
pub(super) struct Source {
    pub(super) file: String,
    /// The id of its article, should it be a text.
    pub(super) id: String,
    /// Whether it was found in a folder.
    pub(super) walked: bool,
    pub(super) promise: Promise,
    pub(super) stream: Stream,
    /// How long the stream is, if that is sure.
    pub(super) size: Option<u64>,
    pub(super) origin: Origin,
}

/// Where a stream comes from.
pub(super) enum Origin {
    /// A plain file, which can be opened once more, to be read from any place.
    File(PathBuf),
    /// Standard input, a device, what is unpacked.
    Pipe,
    /// A file in an archive.
    Member,
}

impl Source {
    /// Opens what has been found, `size` being that of a plain file. What is read of it goes to `meter`.
    pub(super) fn open(found: Found, size: Option<u64>, meter: &Meter) -> Result<Self> {
        let Found { path, promise, id, walked } = found;
        let (file, id, stream, origin) = if is_stdin(&path) {
            ("<stdin>".to_owned(), "stdin".to_owned(), metered(io::stdin(), meter), Origin::Pipe)
        } else {
            let file = path.display().to_string();
            let stream = metered(File::open(&path).map_err(|error| Error::unreadable(file.clone(), None, error))?, meter);
            (file, id, stream, if size.is_some() { Origin::File(path) } else { Origin::Pipe })
        };
        Ok(Source { file, id, walked, promise, stream, size, origin })
    }

    /// Takes off what it is compressed with, and tells what it holds: what its name promises, the format that is asked for, or what it
    /// looks like.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if it cannot be read; [`crate::ErrorKind::Columns`] if fields have been named and nothing but its being
    /// read as one text, which has no fields, is left.
    pub(super) fn recognised(self, options: &ReadOptions) -> Result<(Self, Contents)> {
        let Source { file, id, walked, promise, stream, mut size, mut origin } = self;
        let unreadable = |error| Error::unreadable(file.clone(), None, error);
        let (packing, mut stream) = recognise::packing(stream).map_err(unreadable)?;
        if promise.packing.is_some() && promise.packing != packing {
            let why = "is not compressed as its name says: it is damaged, or needs another name";
            return Err(unreadable(io::Error::new(io::ErrorKind::InvalidData, why)));
        }
        if let Some(packing) = packing {
            stream = packed::unpack(packing, stream).map_err(unreadable)?;
            (size, origin) = (None, origin.unpacked());
        }
        let mut is_guess = false;
        let contents = match (promise.contents, options.format) {
            (Some(archive @ (Contents::Zip | Contents::Tar)), _) => archive,
            (_, Some(format)) => Contents::Articles(format),
            (Some(contents), None) => contents,
            (None, None) => {
                let (contents, whole) = recognise::contents(stream, options).map_err(unreadable)?;
                stream = whole;
                is_guess = true;
                contents
            }
        };
        if !matches!(contents, Contents::Zip | Contents::Tar | Contents::Articles(Format::Parquet)) {
            stream = foreign::refuse(stream).map_err(unreadable)?;
        }
        // As one text a whole table would be one article, and nobody would be told.
        if is_guess && contents == Contents::Articles(Format::Text) && options.names_fields() {
            return Err(no_fields(&file, options));
        }
        Ok((Source { file, id, walked, promise, stream, size, origin }, contents))
    }
}

/// That a file in which fields are to be found is not known to have any.
fn no_fields(file: &str, options: &ReadOptions) -> Error {
    let (id, text) = (&options.id_field, &options.text_field);
    Error::columns(
        file,
        format!(
            "is no JSON and has no header with the columns `{id}` and `{text}`; --format csv reads it as a table and tells its \
             columns, --format text as one plain text"
        ),
    )
}

impl Origin {
    /// Where the stream comes from that is left when one from here is unpacked.
    fn unpacked(self) -> Self {
        match self {
            Origin::File(_) | Origin::Pipe => Origin::Pipe,
            Origin::Member => Origin::Member,
        }
    }

    /// What `stream`, which is from here, holds, so that it can be read from any place; and what counts the bytes read: `meter`, if
    /// they have not been counted.
    pub(super) fn seekable(self, stream: Stream, meter: &Meter) -> io::Result<(File, Meter)> {
        match self {
            Origin::File(path) => Ok((File::open(path)?, meter.clone())),
            // These bytes are counted as they are put aside.
            Origin::Pipe | Origin::Member => Ok((packed::put_aside(stream)?, Meter::default())),
        }
    }
}
