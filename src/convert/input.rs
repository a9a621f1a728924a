//! A file of lines: numbered, held to a limit, and looked into for its format.

use super::{SampleFormat, directquote};
use crate::error::{Error, Result};
use crate::io::{BOM, Cut, ReadOptions, next_line};
use std::io::BufRead;

/// A file that is read line by line.
pub(super) struct Input<R> {
    stream: R,
    /// Its name in messages.
    pub(super) name: String,
    /// The number of the line last read, from 1.
    pub(super) line: u64,
    bytes: Vec<u8>,
    ended: bool,
}

/// The longest line and the longest article taken, in bytes: as for articles.
pub(super) fn limit() -> usize {
    ReadOptions::default().max_article_bytes
}

impl<R: BufRead> Input<R> {
    pub(super) fn new(stream: R, name: String) -> Self {
        Input { stream, name, line: 0, bytes: Vec::new(), ended: false }
    }

    /// The next line, without its end; `None` when there is none, or none that can be read.
    pub(super) fn next(&mut self) -> Option<Result<&str>> {
        if self.ended {
            return None;
        }
        self.line += 1;
        self.bytes.clear();
        match next_line(&mut self.stream, &mut self.bytes, limit()) {
            Ok(Cut::End) => {
                self.ended = true;
                return None;
            }
            Ok(Cut::TooLong(size)) => {
                return Some(Err(Error::too_large("the line", size, limit() as u64).in_file(&self.name, Some(self.line))));
            }
            Err(error) => {
                self.ended = true;
                return Some(Err(Error::unreadable(&self.name, Some(self.line), error)));
            }
            Ok(Cut::Line) => {}
        }
        let line = match self.bytes.strip_prefix(BOM) {
            Some(rest) if self.line == 1 => rest,
            _ => &self.bytes,
        };
        Some(match std::str::from_utf8(line) {
            Ok(line) => Ok(line.strip_suffix('\r').unwrap_or(line)),
            Err(_) => Err(Error::format(&self.name, self.line, None, "the line is not UTF-8; convert the file to UTF-8")),
        })
    }

    /// An error at the line last read.
    pub(super) fn fault(&self, what: impl std::fmt::Display) -> Error {
        Error::format(&self.name, self.line, None, what)
    }

    /// The format by what the file begins with, which stays to be read: a JSON object, or a line that ends in one of DirectQuote's labels.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if it cannot be read, [`crate::ErrorKind::Format`] if it begins with neither.
    pub(super) fn recognise(&mut self) -> Result<SampleFormat> {
        let head = self.stream.fill_buf().map_err(|error| Error::unreadable(&self.name, None, error))?;
        let head = head.strip_prefix(BOM).unwrap_or(head);
        if head.trim_ascii_start().starts_with(b"{") {
            return Ok(SampleFormat::CofeNet);
        }
        let lines = head.split(|&byte| byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
        match lines.map(str::trim_end).find(|line| !directquote::is_between(line)) {
            Some(line) if directquote::columns(line).is_some_and(|(_, label)| directquote::label(label).is_some()) => {
                Ok(SampleFormat::DirectQuote)
            }
            _ => Err(Error::format(
                &self.name,
                1,
                None,
                "not recognised as brat, DirectQuote or CofeNet; name the format if it is one of them",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(bytes: &[u8]) -> Result<SampleFormat> {
        Input::new(bytes, "f".to_owned()).recognise()
    }

    #[test]
    fn a_format_is_known_by_its_first_line() {
        assert_eq!(recognised(b"\xEF\xBB\xBF\n {\"tokens\":").unwrap(), SampleFormat::CofeNet);
        assert_eq!(recognised("\n-DOCSTART- -X- O\r\n\nÅse\tNNP\tB-Speaker\r\n".as_bytes()).unwrap(), SampleFormat::DirectQuote);
        assert_eq!(recognised(b"We Out\n").unwrap(), SampleFormat::DirectQuote);
        for other in [&b""[..], b"Plain text.", b"[1]", b"T1\tSource 0 2\tWe\n", b"\xFF\xFE"] {
            assert_eq!(
                recognised(other).unwrap_err().to_string(),
                "f:1: not recognised as brat, DirectQuote or CofeNet; name the format if it is one of them"
            );
        }
    }

    #[test]
    fn lines_are_numbered_and_a_bad_one_costs_itself() {
        let mut input = Input::new(&b"\xEF\xBB\xBFone\r\n\xFF\n\nfour"[..], "f".to_owned());
        let mut lines = Vec::new();
        while let Some(line) = input.next() {
            lines.push(line.map(str::to_owned).map_err(|error| error.to_string()));
        }
        let bad = "f:2: the line is not UTF-8; convert the file to UTF-8".to_owned();
        assert_eq!(lines, [Ok("one".to_owned()), Err(bad), Ok(String::new()), Ok("four".to_owned())]);
        assert!(input.next().is_none());
    }
}
