//! Speakers as separated values (RFC 4180) with a header.
//!
//! The `csv` crate cuts the records. It reads a quote that is never closed as a value up to the file's end, and letters
//! behind a closing quote as part of the value; the first is found here all the same, the second passes.

use super::builder::LexiconBuilder;
use super::row::{ALIASES, Bad, FIELDS, GENDER, ID, NAME, ROLES, Row, TYPE, column, expected_utf8};
use crate::error::{Error, Result};
use crate::header;
use csv::{ByteRecord, Position, Reader, ReaderBuilder};
use std::borrow::Cow;
use std::io::Read;

/// Parts the aliases of a cell.
const LIST_SEPARATOR: char = '|';

/// The most lines of one row. A quote that is closed later was most likely left open.
const MAX_LINES: usize = 64;

/// A row of our own behind the file's last one. If it is not read as such, a quote is still open.
const LAST_ROW: &[u8] = b"\n\0";

/// Hands every row to the loader.
pub(super) fn read(mut reader: impl Read, file: &str, separators: &[u8], loader: &mut LexiconBuilder) -> Result<()> {
    let cannot_read = |e| Error::unreadable(file, None, e);
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(cannot_read)?;
    bytes.extend_from_slice(LAST_ROW);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let header = bytes.split(|b| matches!(b, b'\n' | b'\r')).find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let delimiter = header::separator(header, separators, |names| names.iter().any(|name| name.trim().eq_ignore_ascii_case(FIELDS[NAME])));
    let mut records = Records::new(bytes, delimiter);
    let header = match records.advance().map_err(cannot_read)? {
        true => records.check_quotes().and_then(|()| records.read_header()),
        false => Err(Bad { line: 1, column: None, expected: "expected a header with a column \"name\", found nothing".to_owned() }),
    };
    if let Err(bad) = header {
        loader.bad(bad);
        return Ok(());
    }
    while records.advance().map_err(cannot_read)? {
        match records.check_quotes().and_then(|()| records.row()) {
            Ok(row) => loader.row(&row, |n, expected| records.bad(records.columns[n].unwrap_or_default(), expected))?,
            Err(bad) => loader.bad(bad),
        }
    }
    Ok(())
}

/// The records of a file, one at a time; those without any value are left out.
struct Records<'b> {
    bytes: &'b [u8],
    reader: Reader<&'b [u8]>,
    record: ByteRecord,
    /// Where the record begins in the bytes.
    start: usize,
    line: u64,
    /// The column of each of [`FIELDS`].
    columns: [Option<usize>; FIELDS.len()],
    n_columns: usize,
}

impl<'b> Records<'b> {
    fn new(bytes: &'b [u8], delimiter: u8) -> Self {
        let reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(bytes);
        Records { bytes, reader, record: ByteRecord::new(), start: 0, line: 1, columns: [None; FIELDS.len()], n_columns: 0 }
    }

    /// Reads the next record. Whether there is one.
    fn advance(&mut self) -> std::io::Result<bool> {
        while self.reader.read_byte_record(&mut self.record)? {
            // The line that the crate tells is that of the line end or the blank lines before, so lines are counted here.
            let behind = self.record.position().map_or(self.start, |position| self.byte(position));
            let start = behind + self.bytes[behind..].iter().take_while(|&&b| matches!(b, b'\r' | b'\n')).count();
            self.line += count_lines(&self.bytes[self.start..start]) as u64;
            self.start = start;
            let is_last_row = self.is_last() && self.record.len() == 1 && self.record.get(0) == LAST_ROW.get(1..);
            if !is_last_row && self.record.iter().any(|cell| !cell.trim_ascii().is_empty()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the record goes on to the file's end.
    fn is_last(&self) -> bool {
        self.byte(self.reader.position()) == self.bytes.len()
    }

    fn byte(&self, position: &Position) -> usize {
        usize::try_from(position.byte()).map_or(self.bytes.len(), |byte| byte.min(self.bytes.len()))
    }

    fn check_quotes(&self) -> Result<(), Bad> {
        if self.is_last() {
            let cell = self.record.len().saturating_sub(1);
            return Err(self.bad(cell, "expected a quote that closes this one, found the file's end".to_owned()));
        }
        if self.record.iter().map(count_lines).sum::<usize>() >= MAX_LINES {
            let longest = (0..self.record.len()).rev().max_by_key(|&cell| count_lines(&self.record[cell])).unwrap_or_default();
            return Err(self.bad(longest, format!("expected a quote that closes this one within {MAX_LINES} lines")));
        }
        Ok(())
    }

    /// Takes the record as the header.
    fn read_header(&mut self) -> Result<(), Bad> {
        for i in 0..self.record.len() {
            let title = self.text(i)?.trim();
            let Some(n) = FIELDS.iter().position(|field| title.eq_ignore_ascii_case(field)) else { continue };
            if self.columns[n].is_some() {
                return Err(self.bad(i, format!("expected one column \"{}\", found another", FIELDS[n])));
            }
            self.columns[n] = Some(i);
        }
        self.n_columns = self.record.len();
        match self.columns[NAME] {
            Some(_) => Ok(()),
            None => {
                let found = header::listed((0..self.record.len()).filter_map(|i| self.text(i).ok()));
                let expected = format!("expected a header with a column \"name\", found {found}");
                Err(Bad { line: self.line, column: None, expected })
            }
        }
    }

    /// The record as a row.
    fn row(&self) -> Result<Row<'_>, Bad> {
        let n = self.record.len();
        if n != self.n_columns {
            let hint = if self.record.iter().any(|cell| count_lines(cell) > 0) { " (is a quote left open above?)" } else { "" };
            let expected = format!("expected {} values as in the header, found {n}{hint}", self.n_columns);
            return Err(if n < self.n_columns {
                Bad { line: self.line, column: None, expected }
            } else {
                self.bad(self.n_columns, expected)
            });
        }
        let value = |n: usize| match self.columns[n] {
            None => Ok(None),
            Some(i) => self.text(i).map(|text| Some(text).filter(|text| n == NAME || !text.trim().is_empty())),
        };
        let one = |n: usize| value(n).map(|text| text.map(Cow::Borrowed));
        let list = |n: usize| {
            let parts = value(n)?.unwrap_or_default().split(LIST_SEPARATOR);
            Ok(parts.filter(|part| !part.trim().is_empty()).map(Cow::Borrowed).collect())
        };
        Ok(Row {
            line: self.line,
            name: one(NAME)?,
            id: one(ID)?,
            entity_type: one(TYPE)?,
            gender: one(GENDER)?,
            aliases: list(ALIASES)?,
            roles: list(ROLES)?,
        })
    }

    fn text(&self, cell: usize) -> Result<&str, Bad> {
        let bytes = &self.record[cell];
        std::str::from_utf8(bytes).map_err(|e| self.bad(cell, expected_utf8(bytes, e.valid_up_to())))
    }

    /// What is wrong with a cell: its column as a table shows it, and its place in the line if no quote stands before.
    fn bad(&self, cell: usize, expected: String) -> Bad {
        let before = self.record.iter().take(cell);
        let line = self.line + before.clone().map(count_lines).sum::<usize>() as u64;
        let start = self.start + before.map(|cell| cell.len() + 1).sum::<usize>();
        let before = self.bytes.get(self.start..start).filter(|before| !before.contains(&b'"'));
        let name = FIELDS.iter().zip(self.columns).find(|&(_, column)| column == Some(cell));
        let name = name.map_or_else(String::new, |(name, _)| format!(" ({name})"));
        Bad { line, column: before.map(column), expected: format!("column {}{name}: {expected}", cell + 1) }
    }
}

fn count_lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::super::LexiconFormat::{self, Csv};
    use super::super::load::tests::{assert_message, load};
    use crate::lexicon::Lexicon;
    use proptest::prelude::*;

    #[test]
    fn csv_errors_name_line_column_and_what_was_expected() {
        let cases = [
            ("", "1: expected a header with a column \"name\", found nothing"),
            ("\n\nBo,Ann\n", "3: expected a header with a column \"name\", found `Bo`, `Ann`"),
            ("Id;Full name\n1;Bo\n", "1: expected a header with a column \"name\", found `Id`, `Full name`"),
            ("name,id,Name\n", "1:9: column 3: expected one column \"name\", found another"),
            ("name,id\nBo\n", "2: expected 2 values as in the header, found 1"),
            ("name,id\nKessel, Mara,V1\n", "2:14: column 3: expected 2 values as in the header, found 3"),
            ("id,name\r\n\r\nV1, \r\n", "3:4: column 2 (name): expected a name for \"name\", found a blank one"),
            (
                "born,gender,name\nBø,both,Bo\n",
                "2:5: column 2 (gender): expected male, female, m, f, other or unknown for \"gender\", found \"both\"",
            ),
            // Behind a quote the place in the line is not known, but the line is that of the value itself.
            (
                "name,aliases,type\nBo,\"a b|\nc d\",human\n",
                "3: column 3 (type): expected person, organisation, group, place, document or unnamed for \"type\", found \"human\"",
            ),
        ];
        for (text, expected) in cases {
            assert_message(Csv, text, &format!("people.csv:{expected}"));
        }
        assert_message(
            Csv,
            b"id,name\n1,\"B\"\"\xE9\"\n",
            "people.csv:2:3: column 2 (name): expected UTF-8, found the byte 0xE9: save the file as UTF-8",
        );
        assert_message(
            Csv,
            b"\xFF\xFEn\0a\0m\0e\0\n\0",
            "people.csv:1:1: column 1: expected UTF-8, found the byte 0xFF (it looks like UTF-16): save the file as UTF-8",
        );
    }

    #[test]
    fn a_quote_left_open_is_told_of() {
        let never_closed = "column 2 (id): expected a quote that closes this one, found the file's end";
        for end in ["2", "2\n", "2\n\n", "2\"\"", "2\"\"\n", ""] {
            assert_message(Csv, format!("name,id\nAnn,1\nBo,\"{end}"), &format!("people.csv:3:4: {never_closed}"));
        }
        for end in ["2\"", "2\"\n", "2\n\n\"", "\"\r\n\r\n", "\"\"\""] {
            load(Csv, format!("name,id\nAnn,1\nBo,\"{end}")).unwrap();
        }
        // A later quote closes it: in time, or so late that it cannot be meant.
        let few = "name,id\nBo,\"1\nAnn,2\nDi,\"3\",4\nCy,5\n";
        assert_message(Csv, few, "people.csv:4: column 3: expected 2 values as in the header, found 3 (is a quote left open above?)");
        let many = format!("name,id\nAnn,1\nBo,\"2\n{}Di,\"\nCy,3\n", "Ann,\n".repeat(70));
        let expected = "people.csv:3:4: column 2 (id): expected a quote that closes this one within 64 lines";
        assert_message(Csv, many, expected);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_told_of(bytes in proptest::collection::vec(any::<u8>(), 0..60), text in "[a,\"\t\r\n]{0,30}") {
            for bytes in [bytes.as_slice(), text.as_bytes()] {
                let text = [b"name,aliases\n".as_slice(), bytes].concat();
                for format in [LexiconFormat::Csv, LexiconFormat::Tsv, LexiconFormat::JsonLines] {
                    let _ = Lexicon::from_reader(text.as_slice(), format, "any");
                }
            }
        }
    }
}
