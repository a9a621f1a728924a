//! Compressed files, archives and Parquet: all that the feature `formats` brings.
//!
//! Nothing is unpacked as a whole into memory, and nothing is written but temporary files: Parquet and zip are read from
//! their ends, so where they come through a pipe or compressed they are put aside first.

mod columns;
mod tar;
mod zip;

pub(in crate::io) use crate::untrusted::put_aside;
pub(in crate::io) use columns::Columns;

use super::format::Packing;
use super::stream::{Meter, READ_BYTES, Stream};
use std::fs::File;
use std::io::{self, BufReader, Read};

/// What is compressed in a stream: all members of gzip, all frames of Zstandard.
pub(in crate::io) fn unpack(packing: Packing, stream: Stream) -> io::Result<Stream> {
    Ok(match packing {
        Packing::Gzip => buffered(flate2::bufread::MultiGzDecoder::new(stream)),
        Packing::Zstd => buffered(zstd::stream::read::Decoder::with_buffer(stream)?),
    })
}

fn buffered(source: impl Read + Send + 'static) -> Stream {
    Box::new(BufReader::with_capacity(READ_BYTES, source))
}

/// An archive that is being read, in its own order.
pub(in crate::io) enum Archive {
    Zip(zip::Zip),
    Tar(tar::Tar),
}

/// A file of an archive. That it cannot be read does not keep others from it.
pub(in crate::io) struct Entry {
    pub(in crate::io) name: String,
    pub(in crate::io) stream: io::Result<Stream>,
}

impl Archive {
    pub(in crate::io) fn zip(file: File, meter: Meter) -> io::Result<Archive> {
        zip::Zip::new(file, meter).map(Archive::Zip)
    }

    pub(in crate::io) fn tar(stream: Stream) -> io::Result<Archive> {
        Ok(Archive::Tar(tar::Tar::new(stream)))
    }

    /// Whether it has a file whose path begins so, if that can be told before it is read.
    pub(in crate::io) fn has(&self, start: &str) -> bool {
        match self {
            Archive::Zip(zip) => zip.has(start),
            Archive::Tar(_) => false,
        }
    }

    /// The next file whose name is wanted. After an error there is nothing more.
    pub(in crate::io) fn next(&mut self, wanted: impl Fn(&str) -> bool) -> Option<io::Result<Entry>> {
        match self {
            Archive::Zip(zip) => zip.next(wanted),
            Archive::Tar(tar) => tar.next(wanted),
        }
    }
}

/// Why a link or a device in an archive is no article.
fn no_file() -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, "is a link and no file; unpack the archive to follow it")
}
