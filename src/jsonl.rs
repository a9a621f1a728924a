//! JSON lines: one object a line, read with errors that say where.

use crate::error::{Error, Result};
use serde::de::DeserializeOwned;
use std::io::BufRead;

/// Reads every line of `reader` with its number (from 1). Empty lines and a byte order mark are passed over.
///
/// `file` names the input and `expected` the shape of a line in errors.
///
/// # Errors
/// [`crate::ErrorKind::Io`] if the reader fails, [`crate::ErrorKind::Format`] with file, line and column if a line is
/// not a `T`.
pub(crate) fn read<T: DeserializeOwned>(mut reader: impl BufRead, file: &str, expected: &str) -> Result<Vec<(u64, T)>> {
    let (mut rows, mut line, mut number) = (Vec::new(), Vec::new(), 0);
    loop {
        line.clear();
        number += 1;
        if reader.read_until(b'\n', &mut line).map_err(|e| Error::unreadable(file, Some(number), e))? == 0 {
            return Ok(rows);
        }
        let json = match line.strip_prefix("\u{feff}".as_bytes()) {
            Some(rest) if number == 1 => rest,
            _ => &line,
        };
        if json.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let row = serde_json::from_slice(json).map_err(|e| {
            let column = (e.column() > 0).then_some(e.column() as u64);
            Error::format(file, number, column, format_args!("{}; expected {expected}", reason(&e)))
        })?;
        rows.push((number, row));
    }
}

/// What the decoder says, without its own line and column: to it every line is the first.
pub(crate) fn reason(error: &serde_json::Error) -> String {
    let mut message = error.to_string();
    if let Some(end) = message.rfind(" at line ") {
        message.truncate(end);
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{self, BufReader, Cursor, Read};

    /// A file on a disk that is pulled out.
    struct Gone;

    impl Read for Gone {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("gone"))
        }
    }

    #[test]
    fn counts_lines_and_passes_over_empty_ones() {
        let rows: Vec<(u64, Vec<u8>)> = read("\u{feff}[1]\r\n\n  \n[2,3]".as_bytes(), "f", "numbers").unwrap();
        assert_eq!(rows, [(1, vec![1]), (4, vec![2, 3])]);
    }

    #[test]
    fn an_error_says_where_and_what_was_expected() {
        let error = read::<Vec<u8>>("[1]\n[2,\"x\"]\n".as_bytes(), "a.jsonl", "a list of numbers").unwrap_err();
        let message = error.to_string();
        assert!(message.starts_with("a.jsonl:2:"), "{message}");
        assert!(message.ends_with("; expected a list of numbers") && !message.contains("at line"), "{message}");
        let cut = read::<Vec<u8>>("[1".as_bytes(), "a", "b").unwrap_err().to_string();
        assert!(cut.starts_with("a:1:2: EOF"), "{cut}");
        assert!(read::<String>(&b"\"\xff\""[..], "a", "b").is_err(), "not UTF-8");
        let gone = read::<Vec<u8>>(BufReader::new(Cursor::new("[1]\n").chain(Gone)), "a.jsonl", "b").unwrap_err();
        assert_eq!((gone.file(), gone.line(), gone.reason().as_str()), (Some("a.jsonl"), Some(2), "gone"));
    }
}
