//! What stands in for compressed files, archives and Parquet where the feature `formats` is switched off: the same names,
//! and an error for each that says so.

use super::ReadOptions;
use super::format::Packing;
use super::raw::RawBatch;
use super::stream::{Meter, Stream};
use crate::error::{Error, Result};
use std::convert::Infallible;
use std::fs::File;
use std::io;
use std::sync::Arc;

fn off() -> io::Error {
    let why = "compressed files, archives and Parquet are read with the feature `formats` of whosaid, which this build lacks";
    io::Error::new(io::ErrorKind::Unsupported, why)
}

pub(super) fn unpack(_: Packing, _: Stream) -> io::Result<Stream> {
    Err(off())
}

pub(super) fn put_aside(_: Stream) -> io::Result<File> {
    Err(off())
}

/// There is none.
pub(super) struct Archive(Infallible);

/// There is none.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) stream: io::Result<Stream>,
}

impl Archive {
    pub(super) fn zip(_: File, _: Meter) -> io::Result<Archive> {
        Err(off())
    }

    pub(super) fn tar(_: Stream) -> io::Result<Archive> {
        Err(off())
    }

    pub(super) fn has(&self, _: &str) -> bool {
        match self.0 {}
    }

    pub(super) fn next(&mut self, _: impl Fn(&str) -> bool) -> Option<io::Result<Entry>> {
        match self.0 {}
    }
}

/// There are none.
pub(super) struct Columns(Infallible);

impl Columns {
    pub(super) fn new(file: &Arc<str>, _: File, _: &ReadOptions, _: Meter) -> Result<Self> {
        Err(Error::unreadable(&**file, None, off()))
    }

    pub(super) fn push_next(&mut self, _: &mut RawBatch, _: usize) -> bool {
        match self.0 {}
    }

    pub(super) fn skip(&mut self, _: u64) -> u64 {
        match self.0 {}
    }
}
