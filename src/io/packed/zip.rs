//! A zip archive: its directory is held, its files are streams.

use super::super::stream::{Meter, READ_BYTES, Stream, metered};
use super::{Entry, buffered, no_file};
use flate2::Crc;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use zip::{CompressionMethod, ZipArchive};

/// Reads a zip archive in the order of its directory.
pub(in crate::io) struct Zip {
    archive: ZipArchive<BufReader<File>>,
    /// The same file. Its position is that of the archive's, so that one of them is read at a time.
    file: File,
    next: usize,
    meter: Meter,
}

impl Zip {
    pub(super) fn new(file: File, meter: Meter) -> io::Result<Self> {
        let archive = ZipArchive::new(BufReader::with_capacity(READ_BYTES, file.try_clone()?))?;
        Ok(Zip { archive, file, next: 0, meter })
    }

    pub(super) fn has(&self, start: &str) -> bool {
        self.archive.file_names().any(|name| name.is_ok_and(|name| name.starts_with(start)))
    }

    pub(super) fn next(&mut self, wanted: impl Fn(&str) -> bool) -> Option<io::Result<Entry>> {
        while self.next < self.archive.len() {
            let index = self.next;
            self.next += 1;
            let name = match self.archive.by_index_data(index) {
                Ok(entry) if entry.is_dir() => continue,
                // Some programs on Windows write their own separator.
                Ok(entry) => String::from_utf8_lossy(entry.name().as_deref().map_or(entry.name_raw(), str::as_bytes)).replace('\\', "/"),
                Err(error) => return Some(Err(error.into())),
            };
            if wanted(&name) {
                return Some(Ok(Entry { name, stream: self.open(index) }));
            }
        }
        None
    }

    fn open(&mut self, index: usize) -> io::Result<Stream> {
        let refuse = |why: &str| Err(io::Error::new(io::ErrorKind::Unsupported, why));
        let entry = self.archive.by_index_raw(index)?;
        if entry.is_symlink() {
            return Err(no_file());
        }
        if entry.encrypted() {
            return refuse("is encrypted; unpack the archive first");
        }
        let Some(start) = entry.data_start() else { return refuse("its place in the archive cannot be found; the archive is damaged") };
        let (method, length, whole) = (entry.compression(), entry.compressed_size(), Whole::new(entry.crc32(), entry.size()));
        drop(entry);
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(start))?;
        let packed = metered(file.take(length), &self.meter);
        match method {
            CompressionMethod::Stored => Ok(buffered(whole.of(packed))),
            CompressionMethod::Deflated => Ok(buffered(whole.of(flate2::bufread::DeflateDecoder::new(packed)))),
            _ => refuse(&format!("is compressed by the method {method}, which is not read; unpack the archive first")),
        }
    }
}

/// What the directory tells of a file, to be checked at its end.
struct Whole {
    sum: u32,
    size: u64,
}

impl Whole {
    fn new(sum: u32, size: u64) -> Self {
        Whole { sum, size }
    }

    fn of<R: Read>(self, source: R) -> Checked<R> {
        Checked { source, whole: self, crc: Crc::new(), size: 0 }
    }
}

struct Checked<R> {
    source: R,
    whole: Whole,
    crc: Crc,
    size: u64,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.crc.update(&buffer[..read]);
        self.size += read as u64;
        if read == 0 && !buffer.is_empty() && (self.size != self.whole.size || self.crc.sum() != self.whole.sum) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "is damaged: size or checksum are not those of the archive's directory",
            ));
        }
        Ok(read)
    }
}
