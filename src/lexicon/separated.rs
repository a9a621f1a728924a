//! Speakers as comma- or tab-separated values (RFC 4180) with a header.
//!
//! Cut by hand, since a reader needs two things that the `csv` crate does not tell: at which column of which line a value
//! stands, and that a quote was never closed (it would take the rest of the file for one value). On well-formed input both
//! agree; a test holds them side by side.

use super::load::{Bad, FIELDS, Field, Loader, Row, bad_at, bad_utf8};
use crate::error::{Error, Result};
use std::borrow::Cow;
use std::io::Read;

/// Parts the aliases of a cell.
const LIST_SEPARATOR: char = '|';

/// Hands every row to the loader.
pub(super) fn read(mut reader: impl Read, delimiter: u8, loader: &mut Loader<'_>) -> Result<()> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|e| Error::io(format!("cannot read {}", loader.file), e))?;
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut records = Records { bytes, at: 0, line: 1, delimiter };
    let header = match records.next() {
        Some(record) => record.and_then(|record| header(&record)),
        None => Err(Bad { line: 1, column: None, expected: "expected a header with a column \"name\", found nothing".to_owned() }),
    };
    let (columns, width) = match header {
        Ok(header) => header,
        Err(bad) => {
            loader.bad(bad);
            return Ok(());
        }
    };
    for record in records {
        match record.and_then(|record| row(record, &columns, width)) {
            Ok(row) => loader.row(&row)?,
            Err(bad) => loader.bad(bad),
        }
    }
    Ok(())
}

/// Where each of [`FIELDS`] stands, and the number of columns.
fn header(record: &Record<'_>) -> Result<([Option<usize>; FIELDS.len()], usize), Bad> {
    let mut columns = [None; FIELDS.len()];
    for (i, cell) in record.cells.iter().enumerate() {
        let title = cell.field(record)?;
        let title = title.text.trim();
        let Some(n) = FIELDS.iter().position(|field| title.eq_ignore_ascii_case(field)) else { continue };
        if columns[n].replace(i).is_some() {
            return Err(bad_at(record.raw, record.line, cell.at, format!("expected one column \"{}\", found another", FIELDS[n])));
        }
    }
    match columns[0] {
        Some(_) => Ok((columns, record.cells.len())),
        None => Err(bad_at(record.raw, record.line, 0, "expected a header with a column \"name\"".to_owned())),
    }
}

fn row<'b>(record: Record<'b>, columns: &[Option<usize>; FIELDS.len()], width: usize) -> Result<Row<'b>, Bad> {
    if record.cells.len() != width {
        let at = record.cells.get(width).map_or(record.raw.len(), |cell| cell.at);
        return Err(bad_at(record.raw, record.line, at, format!("expected {width} values as in the header, found {}", record.cells.len())));
    }
    let value = |n: usize| match columns[n] {
        None => Ok(None),
        Some(i) => record.cells[i].field(&record).map(|field| Some(field).filter(|f| n == 0 || !f.text.trim().is_empty())),
    };
    let list = |n: usize| {
        let Some(field) = value(n)? else { return Ok(Vec::new()) };
        let parts: Vec<Cow<'b, str>> = match field.text {
            Cow::Borrowed(text) => text.split(LIST_SEPARATOR).map(Cow::Borrowed).collect(),
            Cow::Owned(text) => text.split(LIST_SEPARATOR).map(|part| Cow::Owned(part.to_owned())).collect(),
        };
        Ok(parts.into_iter().filter(|part| !part.trim().is_empty()).collect())
    };
    Ok(Row {
        raw: record.raw,
        line: record.line,
        name: value(0)?,
        id: value(1)?,
        entity_type: value(2)?,
        gender: value(3)?,
        aliases: list(4)?,
        roles: list(5)?,
    })
}

/// One record with its bytes, which begin on line `line`.
#[derive(Debug)]
struct Record<'b> {
    raw: &'b [u8],
    line: u64,
    cells: Vec<Cell<'b>>,
}

#[derive(Debug)]
struct Cell<'b> {
    bytes: Cow<'b, [u8]>,
    /// Its first byte in the record.
    at: usize,
}

impl<'b> Cell<'b> {
    fn field(&self, record: &Record<'b>) -> Result<Field<'b>, Bad> {
        let wrong = |at: usize| bad_utf8(record.raw, record.line, at);
        let text = match &self.bytes {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|e| e.valid_up_to()),
            Cow::Owned(bytes) => String::from_utf8(bytes.clone()).map(Cow::Owned).map_err(|e| e.utf8_error().valid_up_to()),
        };
        match text {
            Ok(text) => Ok(Field { text, at: self.at }),
            Err(_) => {
                // Counted in the record itself, where doubled quotes and line ends still stand.
                let tail = &record.raw[self.at..];
                let valid = std::str::from_utf8(tail).map_or_else(|e| e.valid_up_to(), |text| text.len());
                Err(wrong(self.at + valid))
            }
        }
    }
}

/// The records of a file; those without any value are left out.
#[derive(Debug)]
struct Records<'b> {
    bytes: &'b [u8],
    at: usize,
    line: u64,
    delimiter: u8,
}

impl<'b> Iterator for Records<'b> {
    type Item = Result<Record<'b>, Bad>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.at >= self.bytes.len() {
                return None;
            }
            let record = self.record();
            match &record {
                Ok(record) if record.cells.iter().all(|cell| cell.bytes.trim_ascii().is_empty()) => {}
                _ => return Some(record),
            }
        }
    }
}

impl<'b> Records<'b> {
    /// Reads one record and moves behind its line end; behind the end of the line also where the record is bad.
    fn record(&mut self) -> Result<Record<'b>, Bad> {
        let (start, line) = (self.at, self.line);
        let mut cells = Vec::new();
        let result = loop {
            let at = self.at - start;
            match self.cell() {
                Ok(bytes) => cells.push(Cell { bytes, at }),
                Err((at, expected)) => {
                    self.at += self.bytes[self.at..].iter().position(|&b| b == b'\n').unwrap_or(self.bytes.len() - self.at);
                    break Err(bad_at(&self.bytes[start..], line, at - start, expected.to_owned()));
                }
            }
            match self.bytes.get(self.at) {
                Some(&b) if b == self.delimiter => self.at += 1,
                _ => break Ok(()),
            }
        };
        let raw = &self.bytes[start..self.at];
        let ends = [&b"\r\n"[..], b"\n", b"\r"];
        self.at += ends.iter().find(|end| self.bytes[self.at..].starts_with(end)).map_or(0, |end| end.len());
        self.line += self.bytes[start..self.at].iter().filter(|&&b| b == b'\n').count() as u64;
        result.map(|()| Record { raw, line, cells })
    }

    /// Reads one value up to the delimiter or line end behind it.
    fn cell(&mut self) -> Result<Cow<'b, [u8]>, (usize, &'static str)> {
        let start = self.at;
        let is_end = |b: u8| b == self.delimiter || b == b'\n' || b == b'\r';
        if self.bytes.get(start) != Some(&b'"') {
            let rest = &self.bytes[start..];
            self.at += rest.iter().position(|&b| is_end(b)).unwrap_or(rest.len());
            return Ok(Cow::Borrowed(&self.bytes[start..self.at]));
        }
        let mut value = Cow::Borrowed(&[][..]);
        let mut piece = start + 1;
        loop {
            let Some(quote) = self.bytes[piece..].iter().position(|&b| b == b'"').map(|n| piece + n) else {
                self.at = self.bytes.len();
                return Err((start, "expected a quote that closes this one, found the file's end"));
            };
            let doubled = self.bytes.get(quote + 1) == Some(&b'"');
            let part = &self.bytes[piece..quote + usize::from(doubled)];
            if value.is_empty() {
                value = Cow::Borrowed(part);
            } else {
                value.to_mut().extend_from_slice(part);
            }
            if doubled {
                piece = quote + 2;
                continue;
            }
            self.at = quote + 1;
            return match self.bytes.get(self.at) {
                Some(&b) if !is_end(b) => Err((self.at, "expected a separator behind the closing quote (a quote inside is written twice)")),
                _ => Ok(value),
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cells(bytes: &[u8], delimiter: u8) -> Option<Vec<Vec<Vec<u8>>>> {
        Records { bytes, at: 0, line: 1, delimiter }
            .map(|record| record.ok().map(|record| record.cells.into_iter().map(|cell| cell.bytes.into_owned()).collect()))
            .collect()
    }

    #[test]
    fn quotes_hold_separators_line_ends_and_quotes() {
        let records = cells(b"a,\"b,\r\n\"\"c\"\"\",\n\n,\" \"\n\"\",d", b',').unwrap();
        let expected: [&[&[u8]]; 2] = [&[b"a", b"b,\r\n\"c\"", b""], &[b"", b"d"]];
        assert_eq!(records, expected);
    }

    proptest! {
        #[test]
        fn agrees_with_the_csv_crate(text in "[a,\"\t\r\n ]{0,40}", tab in any::<bool>()) {
            let delimiter = if tab { b'\t' } else { b',' };
            let Some(ours) = cells(text.as_bytes(), delimiter) else { return Ok(()) };
            let theirs: Vec<Vec<Vec<u8>>> = csv::ReaderBuilder::new()
                .has_headers(false)
                .flexible(true)
                .delimiter(delimiter)
                .from_reader(text.as_bytes())
                .into_byte_records()
                .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect::<Vec<_>>())
                .filter(|record: &Vec<Vec<u8>>| record.iter().any(|cell| !cell.trim_ascii().is_empty()))
                .collect();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn any_bytes_are_read_or_told_of(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
            let text = [b"name,aliases\n".as_slice(), &bytes].concat();
            for format in [crate::lexicon::LexiconFormat::Csv, crate::lexicon::LexiconFormat::JsonLines] {
                let _ = crate::lexicon::Lexicon::from_reader(text.as_slice(), format, "any");
            }
        }
    }
}
