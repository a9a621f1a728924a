//! A writer that knows how much went through it.

use std::io::{self, Write};

/// Counts the bytes that `out` took.
#[derive(Debug)]
pub(super) struct Counted<W> {
    pub(super) out: W,
    pub(super) written: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = self.out.write(bytes)?;
        self.written += taken as u64;
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
