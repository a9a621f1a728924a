//! Cuts a stream into lines without ever holding more than the limit.

use super::raw::{Piece, RawBatch};
use super::stream::Stream;
use super::text::BOM;
use crate::error::Error;
use std::io::{BufRead, ErrorKind, Result};
use std::sync::Arc;

/// A file of JSON lines that is being read.
pub(super) struct Lines {
    file: Arc<str>,
    stream: Stream,
    line: u64,
}

impl Lines {
    pub(super) fn new(file: Arc<str>, stream: Stream) -> Self {
        Lines { file, stream, line: 0 }
    }

    /// Adds the next line that is not blank. False at the end of the file, or where it can be read no further.
    pub(super) fn push_next(&mut self, batch: &mut RawBatch, limit: usize) -> bool {
        let mut start = batch.bytes.len();
        self.line += 1;
        match next_line(&mut *self.stream, &mut batch.bytes, limit) {
            Ok(Cut::End) => return false,
            Ok(Cut::TooLong(length)) => {
                batch.fail(Error::too_large("the line", length, limit as u64).in_file(&*self.file, Some(self.line)));
            }
            Ok(Cut::Line) => {
                if self.line == 1 && batch.bytes[start..].starts_with(BOM) {
                    start += BOM.len();
                }
                if batch.bytes[start..].trim_ascii().is_empty() {
                    batch.bytes.truncate(start);
                } else {
                    let (file, bytes) = (Arc::clone(&self.file), start..batch.bytes.len());
                    batch.push(Piece::Json { file, line: self.line, column: 0, bytes });
                }
            }
            Err(error) => {
                batch.fail(Error::unreadable(&*self.file, Some(self.line), error));
                return false;
            }
        }
        true
    }
}

/// What stood next in the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cut {
    /// A line; the last one may lack its newline.
    Line,
    /// A line of so many bytes, more than the limit. It has been passed over.
    TooLong(u64),
    /// Nothing more.
    End,
}

/// Appends the next line to `bytes`, without its newline.
///
/// # Errors
/// What the stream gives. `bytes` is then as before.
pub(crate) fn next_line(stream: &mut dyn BufRead, bytes: &mut Vec<u8>, limit: usize) -> Result<Cut> {
    let start = bytes.len();
    let mut length = 0u64;
    loop {
        let chunk = match stream.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                bytes.truncate(start);
                return Err(error);
            }
        };
        let newline = memchr::memchr(b'\n', chunk);
        let piece = &chunk[..newline.unwrap_or(chunk.len())];
        let ended = newline.is_some() || chunk.is_empty();
        let nothing = newline.is_none() && chunk.is_empty() && length == 0;
        length += piece.len() as u64;
        if length <= limit as u64 {
            bytes.extend_from_slice(piece);
        } else {
            bytes.truncate(start);
        }
        let used = piece.len() + usize::from(newline.is_some());
        stream.consume(used);
        if nothing {
            return Ok(Cut::End);
        }
        if ended {
            return Ok(if length <= limit as u64 { Cut::Line } else { Cut::TooLong(length) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::BufReader;

    fn cut(input: &[u8], capacity: usize, limit: usize) -> Vec<Result<Vec<u8>, u64>> {
        let mut stream = BufReader::with_capacity(capacity, input);
        let mut cuts = Vec::new();
        loop {
            let mut bytes = b"before".to_vec();
            let found = next_line(&mut stream, &mut bytes, limit).unwrap();
            let line = bytes.strip_prefix(b"before").unwrap().to_vec();
            match found {
                Cut::Line => cuts.push(Ok(line)),
                Cut::TooLong(length) => {
                    assert!(line.is_empty(), "nothing of a line over the limit stays");
                    cuts.push(Err(length));
                }
                Cut::End => return cuts,
            }
        }
    }

    type Result<T, E> = std::result::Result<T, E>;

    #[test]
    fn a_line_over_the_limit_is_counted_and_passed_over() {
        let expected = vec![Ok(b"ab".to_vec()), Err(6), Ok(b"abcde".to_vec()), Ok(vec![]), Ok(b"x".to_vec())];
        for capacity in 1..12 {
            assert_eq!(cut(b"ab\nabcdef\nabcde\n\nx", capacity, 5), expected, "buffer of {capacity} bytes");
        }
    }

    proptest! {
        #[test]
        fn lines_are_those_of_split(input in "[ab\r\n]{0,60}", capacity in 1usize..20, limit in 0usize..12) {
            let body = input.strip_suffix('\n').unwrap_or(&input);
            let expected: Vec<_> = if input.is_empty() {
                Vec::new()
            } else {
                let fit = |l: &str| if l.len() <= limit { Ok(l.as_bytes().to_vec()) } else { Err(l.len() as u64) };
                body.split('\n').map(fit).collect()
            };
            prop_assert_eq!(cut(input.as_bytes(), capacity, limit), expected);
        }
    }
}
