//! Lines out of bytes that come in pieces of any size.

use std::io;

/// Keeps the begin of a line until its end is there.
#[derive(Debug, Default)]
pub(super) struct WholeLines {
    begun: Vec<u8>,
    /// Lines given out, for messages.
    count: u64,
}

impl WholeLines {
    /// Calls `take` with every line that `bytes` bring to its end, and its number (from 1).
    ///
    /// # Errors
    /// Those of `take`.
    pub(super) fn push(&mut self, mut bytes: &[u8], mut take: impl FnMut(&[u8], u64) -> io::Result<()>) -> io::Result<()> {
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            let (line, rest) = (&bytes[..end], &bytes[end + 1..]);
            self.count += 1;
            if self.begun.is_empty() {
                take(line, self.count)?;
            } else {
                self.begun.extend_from_slice(line);
                let taken = take(&self.begun, self.count);
                self.begun.clear();
                taken?;
            }
            bytes = rest;
        }
        self.begun.extend_from_slice(bytes);
        Ok(())
    }

    /// Tells of a line whose end never came.
    ///
    /// # Errors
    /// [`io::ErrorKind::UnexpectedEof`] if there is one.
    pub(super) fn finish(&self) -> io::Result<()> {
        if self.begun.is_empty() {
            return Ok(());
        }
        let message = format!("line {} is cut off; annotate the articles again", self.count + 1);
        Err(io::Error::new(io::ErrorKind::UnexpectedEof, message))
    }
}

/// A line that is none of ours.
pub(super) fn bad_line(number: u64, error: &serde_json::Error) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("line {number}: {error}; annotate the articles again"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn lines_are_those_of_split_however_they_come(text in "[ab\n]{0,40}", cuts in proptest::collection::vec(1..9_usize, 1..50)) {
            let (mut lines, mut found, mut rest) = (WholeLines::default(), Vec::new(), text.as_bytes());
            for cut in cuts.iter().cycle() {
                if rest.is_empty() {
                    break;
                }
                let (piece, behind) = rest.split_at(rest.len().min(*cut));
                lines.push(piece, |line, number| {
                    found.push((number, String::from_utf8(line.to_vec()).unwrap()));
                    Ok(())
                }).unwrap();
                rest = behind;
            }
            let mut expected: Vec<(u64, String)> = (1..).zip(text.split('\n').map(str::to_owned)).collect();
            let cut_off = expected.pop().unwrap().1;
            prop_assert_eq!(found, expected);
            prop_assert_eq!(lines.finish().is_err(), !cut_off.is_empty());
        }
    }
}
