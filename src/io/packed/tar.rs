//! A tar archive: read block by block, so that a file of it is a stream that waits for the next batch. (The iterator of the
//! crate lends its archive out, and takes in names of any length.)

use super::super::stream::Stream;
use super::{Entry, buffered, no_file};
use std::io::{self, ErrorKind, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tar::{EntryType, Header, PaxExtensions};

const BLOCK: usize = 512;
/// The longest list of attributes taken for a file, its name among them.
const ATTRIBUTES: u64 = 1 << 20;

/// Reads a tar archive from its first file to its last.
pub(in crate::io) struct Tar {
    inside: Arc<Mutex<Inside>>,
    ended: bool,
}

/// What archive and file share.
struct Inside {
    stream: Stream,
    /// Bytes of the present file that are still to be read, and of what fills its last block.
    left: u64,
    filler: u64,
    /// The stream cannot be read, as was told already.
    failed: bool,
}

/// What stands before a file about it.
#[derive(Default)]
struct Attributes {
    name: Option<Vec<u8>>,
    size: Option<u64>,
}

/// The file that is being read.
struct Member(Arc<Mutex<Inside>>);

impl Tar {
    pub(super) fn new(stream: Stream) -> Self {
        Tar { inside: Arc::new(Mutex::new(Inside { stream, left: 0, filler: 0, failed: false })), ended: false }
    }

    pub(super) fn next(&mut self, wanted: impl Fn(&str) -> bool) -> Option<io::Result<Entry>> {
        let mut inside = lock(&self.inside);
        if self.ended || inside.failed {
            return None;
        }
        let found = inside.next(wanted);
        drop(inside);
        self.ended = !matches!(found, Ok(Some(_)));
        let (name, is_file) = found.transpose()?.map_or_else(|error| (Err(error), true), |(name, is_file)| (Ok(name), is_file));
        let stream = if is_file { Ok(buffered(Member(Arc::clone(&self.inside)))) } else { Err(no_file()) };
        Some(name.map(|name| Entry { name, stream }))
    }
}

impl Inside {
    /// Passes over the rest of the present file, and on to the next that is wanted: its name, and whether it is a file.
    fn next(&mut self, wanted: impl Fn(&str) -> bool) -> io::Result<Option<(String, bool)>> {
        let mut attributes = Attributes::default();
        loop {
            self.pass_over()?;
            let Some(header) = self.header()? else { return Ok(None) };
            let kind = header.entry_type();
            self.begin(header.entry_size()?);
            match kind {
                EntryType::GNULongName => {
                    let mut name = self.attributes()?;
                    name.truncate(name.iter().position(|b| *b == 0).unwrap_or(name.len()));
                    attributes.name = Some(name);
                }
                EntryType::XHeader => {
                    let list = self.attributes()?;
                    for attribute in PaxExtensions::new(&list) {
                        let attribute = attribute?;
                        match attribute.key_bytes() {
                            b"path" => attributes.name = Some(attribute.value_bytes().to_vec()),
                            b"size" => attributes.size = attribute.value().ok().and_then(|size| size.parse().ok()),
                            _ => {}
                        }
                    }
                }
                EntryType::GNULongLink | EntryType::XGlobalHeader => {}
                _ => {
                    let Attributes { name, size } = std::mem::take(&mut attributes);
                    let name = name.unwrap_or_else(|| header.path_bytes().into_owned());
                    let name = String::from_utf8_lossy(&name).into_owned();
                    if let Some(size) = size {
                        self.begin(size);
                    }
                    let is_file = matches!(kind, EntryType::Regular | EntryType::Continuous);
                    if kind != EntryType::Directory && !name.ends_with('/') && wanted(&name) {
                        return Ok(Some((name, is_file)));
                    }
                }
            }
        }
    }

    /// The next header, if the archive does not end here.
    fn header(&mut self) -> io::Result<Option<Header>> {
        let mut header = Header::new_old();
        let block = header.as_mut_bytes();
        let mut read = 0;
        while read < BLOCK {
            match self.stream.read(&mut block[read..]) {
                Ok(0) if read == 0 => return Ok(None),
                Ok(0) => return Err(cut_short()),
                Ok(bytes) => read += bytes,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        if block.iter().all(|b| *b == 0) {
            return Ok(None);
        }
        // The checksum is that of the header with blanks in its own place.
        let sum: u32 = block.iter().enumerate().map(|(i, b)| u32::from(if (148..156).contains(&i) { b' ' } else { *b })).sum();
        if header.cksum().ok() != Some(sum) {
            return Err(io::Error::new(ErrorKind::InvalidData, "no header of a tar archive where one should be; it is damaged or none"));
        }
        Ok(Some(header))
    }

    fn begin(&mut self, size: u64) {
        self.left = size;
        self.filler = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
    }

    fn attributes(&mut self) -> io::Result<Vec<u8>> {
        if self.left > ATTRIBUTES {
            return Err(io::Error::new(ErrorKind::InvalidData, "a file has a longer name or list of attributes than is taken"));
        }
        let mut bytes = Vec::new();
        let read = (&mut self.stream).take(self.left).read_to_end(&mut bytes)? as u64;
        if read < self.left {
            return Err(cut_short());
        }
        self.left = 0;
        Ok(bytes)
    }

    fn pass_over(&mut self) -> io::Result<()> {
        let rest = self.left.saturating_add(self.filler);
        (self.left, self.filler) = (0, 0);
        if io::copy(&mut (&mut self.stream).take(rest), &mut io::sink())? < rest {
            return Err(cut_short());
        }
        Ok(())
    }
}

impl Read for Member {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut inside = lock(&self.0);
        let most = usize::try_from(inside.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let read = match inside.stream.read(&mut buffer[..most]) {
            Ok(0) => Err(cut_short()),
            read => read,
        };
        match &read {
            Ok(read) => inside.left -= *read as u64,
            Err(error) => inside.failed = error.kind() != ErrorKind::Interrupted,
        }
        read
    }
}

/// A panic of another thread cannot have left it in the middle: one thread reads.
fn lock(inside: &Mutex<Inside>) -> MutexGuard<'_, Inside> {
    inside.lock().unwrap_or_else(PoisonError::into_inner)
}

fn cut_short() -> io::Error {
    io::Error::new(ErrorKind::UnexpectedEof, "the archive ends within a file; it may have been cut short")
}
