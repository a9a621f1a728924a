//! Streams of bytes: counted as they are read, and looked into before they are.

use std::io::{self, BufRead, BufReader, Cursor, ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// One read of a file.
pub(super) const READ_BYTES: usize = 64 << 10;

/// The bytes of a file or a part of one, with whatever it is packed in taken off.
pub(super) type Stream = Box<dyn BufRead + Send>;

/// How many bytes have been read of what is being read.
#[derive(Clone, Debug, Default)]
pub(super) struct Meter(Arc<AtomicU64>);

impl Meter {
    pub(super) fn add(&self, bytes: u64) {
        self.0.fetch_add(bytes, Ordering::Relaxed);
    }

    pub(super) fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// What it shows; it begins anew.
    pub(super) fn take(&self) -> u64 {
        self.0.swap(0, Ordering::Relaxed)
    }
}

/// Reads through a buffer and lets the meter know.
pub(super) fn metered(source: impl Read + Send + 'static, meter: &Meter) -> Stream {
    Box::new(BufReader::with_capacity(READ_BYTES, Metered { source, meter: meter.clone() }))
}

struct Metered<R> {
    source: R,
    meter: Meter,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.meter.add(read as u64);
        Ok(read)
    }
}

/// Shows `look` the beginning of a stream, more of it each time, until it has an answer; what it was shown is still there to
/// be read. It is told when there is no more to be shown, or no more than about `limit` bytes of it: what it answers then, or
/// the default, counts.
pub(super) fn peek<T: Default>(
    mut stream: Stream,
    limit: usize,
    mut look: impl FnMut(&[u8], bool) -> Option<T>,
) -> io::Result<(T, Stream)> {
    let mut head = Vec::new();
    loop {
        let chunk = match stream.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        let ended = chunk.is_empty() || head.len() > limit;
        if head.is_empty()
            && let Some(found) = look(chunk, ended)
        {
            return Ok((found, stream));
        }
        let read = chunk.len();
        head.extend_from_slice(chunk);
        stream.consume(read);
        let found = look(&head, ended);
        if found.is_some() || ended {
            return Ok((found.unwrap_or_default(), Box::new(Cursor::new(head).chain(stream))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_at_is_read_again() {
        for capacity in 1..12 {
            for limit in [0, 3, 100] {
                let stream: Stream = Box::new(BufReader::with_capacity(capacity, Cursor::new(b"abcdefgh".to_vec())));
                let (found, mut rest) = peek(stream, limit, |head, ended| (ended || head.len() >= 5).then_some(head.len())).unwrap();
                let mut all = Vec::new();
                rest.read_to_end(&mut all).unwrap();
                assert_eq!(all, b"abcdefgh", "buffer of {capacity} bytes");
                assert!(found >= 5.min(limit + 1), "{found} bytes of a limit of {limit}, buffer of {capacity} bytes");
            }
        }
    }

    #[test]
    fn a_meter_shows_what_was_read() {
        let meter = Meter::default();
        let mut stream = metered(Cursor::new(vec![0; 100_000]), &meter);
        stream.read_exact(&mut [0; 10]).unwrap();
        assert_eq!(meter.get(), READ_BYTES as u64);
        io::copy(&mut stream, &mut io::sink()).unwrap();
        assert_eq!((meter.take(), meter.get()), (100_000, 0));
    }
}
