//! Separated values under a header: cut into records while reading, taken apart where there is more than one thread.
//!
//! The rules are those of RFC 4180, for tabs and semicolons too: a field between quote marks may hold separators, line ends
//! and doubled marks. A mark within a field that does not begin with one is text. What follows a closing mark must be a
//! separator or the end of the line: where it is not, some program wrote marks without doubling them, and to go on would be
//! to lose them in silence.

use super::ReadOptions;
use super::lines::Cut;
use super::raw::{Piece, RawBatch};
use super::stream::Stream;
use super::text::BOM;
use crate::article::Article;
use crate::error::{Error, Result};
use crate::header::{self, fields};
use csv::StringRecord;
use std::io::{self, BufRead, ErrorKind};
use std::sync::Arc;

/// A file of separated values that is being read.
pub(super) struct Rows {
    table: Arc<Table>,
    stream: Stream,
    line: u64,
}

/// What the header tells.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) file: Arc<str>,
    separator: u8,
    width: usize,
    /// Where id, text, title, date and address stand.
    columns: [Option<usize>; 5],
}

/// Whether a header has the columns of id and text.
fn has_columns(names: &StringRecord, options: &ReadOptions) -> bool {
    matches!(options.columns(names), [Some(_), Some(_), ..])
}

/// Whether a line is a header with these columns, whatever separates them.
pub(super) fn is_header(line: &[u8], options: &ReadOptions) -> bool {
    let fits = |names: &StringRecord| has_columns(names, options);
    std::str::from_utf8(line).is_ok() && fields(line, header::separator(line, header::SEPARATORS, fits)).is_some_and(|names| fits(&names))
}

impl Rows {
    /// Reads the header. Of `separators` that one is taken with which it has the columns looked for.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if the file cannot be read, [`crate::ErrorKind::Columns`] if it has no header with these columns.
    pub(super) fn new(file: &Arc<str>, mut stream: Stream, separators: &[u8], options: &ReadOptions) -> Result<Option<Rows>> {
        let (mut header, mut line) = (Vec::new(), 1);
        loop {
            let row = next_row(&mut *stream, &mut header, options.max_article_bytes, separators)
                .map_err(|error| Error::unreadable(&**file, None, error))?;
            match row.cut {
                Cut::End => return Ok(None),
                Cut::Line if is_blank(header.strip_prefix(BOM).unwrap_or(&header)) => {}
                Cut::Line => break line += row.lines,
                Cut::TooLong(_) => return Err(Error::columns(file, "the first line is too long for a header")),
            }
            header.clear();
            line += row.lines;
        }
        let header = header.strip_prefix(BOM).unwrap_or(&header);
        let Ok(header) = std::str::from_utf8(header) else {
            let utf16 = if header.starts_with(b"\xFF\xFE") || header.starts_with(b"\xFE\xFF") { "it looks like UTF-16; " } else { "" };
            return Err(Error::columns(file, format!("the header is not UTF-8; {utf16}convert the file to UTF-8")));
        };
        let header = header.as_bytes();
        let separator = header::separator(header, separators, |names| has_columns(names, options));
        let names = fields(header, separator).unwrap_or_default();
        let columns = options.columns_of(file, &names)?;
        let table = Table { file: Arc::clone(file), separator, width: names.len(), columns };
        Ok(Some(Rows { table: Arc::new(table), stream, line }))
    }

    /// Adds the next record that is not blank. False at the end of the file, or where it can be read no further.
    pub(super) fn push_next(&mut self, batch: &mut RawBatch, limit: usize) -> bool {
        let (start, line, file) = (batch.bytes.len(), self.line, &self.table.file);
        let row = match next_row(&mut *self.stream, &mut batch.bytes, limit, &[self.table.separator]) {
            Ok(row) => row,
            Err(error) => {
                batch.fail(Error::unreadable(&**file, Some(line), error));
                return false;
            }
        };
        self.line += row.lines;
        let fault = match row.state {
            State::Quoted => Some("a quote mark opens a field here and is not closed to the end of the file"),
            _ if row.stray => Some("a field goes on behind its closing quote mark; marks within a quoted field must be doubled"),
            _ => None,
        };
        match (row.cut, fault) {
            (Cut::End, _) => return false,
            (_, Some(fault)) => {
                batch.bytes.truncate(start);
                batch.fail(Error::format(file, line, None, fault));
            }
            (Cut::TooLong(length), None) => batch.fail(Error::too_large("the row", length, limit as u64).in_file(&**file, Some(line))),
            (Cut::Line, None) if is_blank(&batch.bytes[start..]) => batch.bytes.truncate(start),
            (Cut::Line, None) => {
                let (table, bytes) = (Arc::clone(&self.table), start..batch.bytes.len());
                batch.push(Piece::Row { table, line, bytes });
            }
        }
        true
    }
}

/// The article of a record that begins in line `line`.
///
/// # Errors
/// [`crate::ErrorKind::Format`] if the record is not UTF-8, or has more or fewer fields than the header; [`crate::ErrorKind::Field`] if it
/// has no id or no text: there is no other way to write a null here, so what is empty is one.
pub(super) fn decode(table: &Table, line: u64, row: &[u8]) -> Result<Article> {
    let at = |message: &str| Error::format(&table.file, line, None, message);
    let record = fields(row, table.separator).ok_or_else(|| at("not UTF-8; convert the file to UTF-8"))?;
    if record.len() != table.width {
        let (found, width) = (record.len(), table.width);
        return Err(at(&format!(
            "the row has {found} fields, the header {width}; a field that holds the separator needs quote marks around it"
        )));
    }
    let [id, text, title, date, url] = table.columns.map(|column| record.get(column?).filter(|value| !value.is_empty()));
    let missing = |what: &str| Error::field(&table.file, line, format_args!("the row has no {what}, its field is empty"));
    let id = id.ok_or_else(|| missing("id"))?;
    let article = Article::new(id, text.ok_or_else(|| missing("text").of_article(id))?)?;
    Ok(article.with_beside([title, date, url]))
}

fn is_blank(row: &[u8]) -> bool {
    row.iter().all(|b| matches!(b, b' ' | b'\r'))
}

/// What stood next in the stream.
struct Row {
    cut: Cut,
    /// How many lines it took.
    lines: u64,
    /// Where it ended: within a quoted field only at the end of the stream.
    state: State,
    /// Whether a field goes on behind its closing mark.
    stray: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    /// Behind a mark in a quoted field: it closes the field or is the first of two.
    Mark,
}

/// Appends the next record to `bytes`, without the line feed behind it, but not more than `limit` bytes.
fn next_row(stream: &mut dyn BufRead, bytes: &mut Vec<u8>, limit: usize, separators: &[u8]) -> io::Result<Row> {
    let start = bytes.len();
    let (mut row, mut length) = (Row { cut: Cut::End, lines: 0, state: State::FieldStart, stray: false }, 0_u64);
    loop {
        let chunk = match stream.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => {
                bytes.truncate(start);
                return Err(error);
            }
            Ok(chunk) => chunk,
        };
        if chunk.is_empty() {
            break;
        }
        let (read, ended) = row.scan(chunk, separators);
        length += read as u64;
        if length <= limit as u64 {
            bytes.extend_from_slice(&chunk[..read]);
        } else {
            bytes.truncate(start);
        }
        stream.consume(read + usize::from(ended));
        // A record that is nothing but its line feed is one too.
        row.cut = Cut::Line;
        if ended {
            break;
        }
    }
    row.lines += u64::from(row.cut == Cut::Line);
    if length > limit as u64 {
        row.cut = Cut::TooLong(length);
    }
    Ok(row)
}

impl Row {
    /// How many bytes of the chunk are of the record, and whether a line feed ends it there.
    fn scan(&mut self, chunk: &[u8], separators: &[u8]) -> (usize, bool) {
        let mut at = 0;
        while let Some(&b) = chunk.get(at) {
            match self.state {
                State::Quoted => {
                    let Some(mark) = memchr::memchr(b'"', &chunk[at..]) else {
                        self.count_lines(&chunk[at..]);
                        return (chunk.len(), false);
                    };
                    self.count_lines(&chunk[at..at + mark]);
                    at += mark;
                    self.state = State::Mark;
                }
                _ if b == b'\n' => return (at, true),
                State::Mark if b == b'"' => self.state = State::Quoted,
                _ if separators.contains(&b) => self.state = State::FieldStart,
                State::FieldStart if b == b'"' => self.state = State::Quoted,
                // A carriage return before the line feed closes a field as well.
                State::Mark if b == b'\r' => {}
                State::Mark => {
                    self.stray = true;
                    self.state = State::Plain;
                }
                State::FieldStart | State::Plain => self.state = State::Plain,
            }
            at += 1;
        }
        (at, false)
    }

    fn count_lines(&mut self, bytes: &[u8]) {
        self.lines += memchr::memchr_iter(b'\n', bytes).count() as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::io::{BufReader, Cursor};

    fn read_with(csv: &[u8], separators: &[u8], capacity: usize, limit: usize) -> Vec<String> {
        let stream = Box::new(BufReader::with_capacity(capacity, Cursor::new(csv.to_vec())));
        let options = ReadOptions { max_article_bytes: limit, ..ReadOptions::default() };
        let mut rows = match Rows::new(&"f.csv".into(), stream, separators, &options) {
            Ok(Some(rows)) => rows,
            Ok(None) => return Vec::new(),
            Err(error) => return vec![error.to_string()],
        };
        let mut batch = RawBatch::default();
        while rows.push_next(&mut batch, limit) {}
        let told = |article: Article| {
            let beside =
                [article.title.as_deref(), article.date.as_deref(), article.url.as_deref()].map(Option::unwrap_or_default).join("|");
            format!("{}={}{}", article.id, article.text(), beside.trim_end_matches('|'))
        };
        batch.articles(&options).map(|article| article.map_or_else(|error| error.to_string(), told)).collect()
    }

    fn read(csv: &str) -> Vec<String> {
        let all = read_with(csv.as_bytes(), b",;\t", 1000, 1000);
        for capacity in 1..9 {
            assert_eq!(read_with(csv.as_bytes(), b",;\t", capacity, 1000), all, "buffer of {capacity} bytes");
        }
        all
    }

    #[test]
    fn columns_are_found_by_name_and_fields_between_marks_hold_anything() {
        let rows = "\u{FEFF}x,text,\"id\",url,title\r\n1,\"“a”, \"\"b\"\"\n\nc\",2,,T\r\n\r\n,d\"e,3,u,\n";
        assert_eq!(read(rows), ["2=“a”, \"b\"\n\ncT", "3=d\"e||u"]);
        assert_eq!(read("\n \nid,text\na,b\nb,c"), ["a=b", "b=c"], "blank lines, and no line feed at the end");
        assert_eq!(read("id,text"), [""; 0]);
        assert_eq!(read(""), [""; 0]);
    }

    #[test]
    fn the_separator_is_the_one_that_gives_the_columns() {
        assert_eq!(read("id;text\na;b,c\n"), ["a=b,c"]);
        assert_eq!(read("id\ttext\na\tb;c\n"), ["a=b;c"]);
        assert_eq!(read_with(b"id,text\na,b\n", b"\t", 9, 99), ["f.csv: no column `id` among `id,text`"]);
    }

    #[test]
    fn the_usual_columns_are_found_in_any_case_and_as_written_first() {
        assert_eq!(read("ID;Text;TITLE\na;b;c\n"), ["a=bc"]);
        assert_eq!(read("ID,id,TEXT,Text\n1,2,3,4\n"), ["2=3"]);
        let options = ReadOptions { text_field: "body".to_owned(), ..ReadOptions::default() };
        assert_eq!(options.columns(["id", "Body"]), [Some(0), None, None, None, None], "what is named is meant");
    }

    #[test]
    fn missing_columns_are_told_with_those_that_there_are() {
        assert_eq!(read("id,body\x1b[2J\na,b\n"), ["f.csv: no column `text` among `id`, `body\u{FFFD}[2J`"]);
        assert_eq!(read("ID;Body\na;b\n"), ["f.csv: no column `text` among `ID`, `Body`"]);
        let wide: Vec<String> = (0..50).map(|i| format!("c{i}")).collect();
        let told = &read(&wide.join(","))[0];
        assert!(told.starts_with("f.csv: no column `id` among `c0`, `c1`,") && told.ends_with("`c39` and 10 more"), "{told}");
        let utf16 = read_with(b"\xFF\xFEi\0d\0", b",", 9, 99);
        assert_eq!(utf16, ["f.csv: the header is not UTF-8; it looks like UTF-16; convert the file to UTF-8"]);
    }

    #[test]
    fn a_bad_row_costs_itself_and_is_told_with_the_line_where_it_begins() {
        let unequal = "the row has 3 fields, the header 2; a field that holds the separator needs quote marks around it";
        assert_eq!(read("id,text\n\"a\n\",b,c\nd,e\n"), [format!("f.csv:2: {unequal}"), "d=e".to_owned()]);
        let stray = "f.csv:2: a field goes on behind its closing quote mark; marks within a quoted field must be doubled";
        assert_eq!(read("id,text\na,\"We waited,\" said Kessel.\nb,c\n"), [stray, "b=c"]);
        let open = "f.csv:3: a quote mark opens a field here and is not closed to the end of the file";
        assert_eq!(read("id,text\na,b\nc,\"d\ne,f\n"), ["a=b", open]);
        let not_utf8 = read_with(b"id,text\na,\xFF\nb,c\n", b",", 9, 99);
        assert_eq!(not_utf8, ["f.csv:2: not UTF-8; convert the file to UTF-8", "b=c"]);
        let long = read_with(b"id,text\na,\"1234\n5678\"\nb,c\n", b",", 3, 12);
        assert_eq!(long, ["f.csv:2: the row has 13 bytes, the limit is 12", "b=c"]);
    }

    proptest! {
        #[test]
        fn what_is_written_comes_back(rows in proptest::collection::vec(("(\\PC|[,;\t\"\r\n ]){1,6}", "(\\PC|[,;\t\"\r\n ]){1,12}"), 0..5), separator in prop_oneof![Just(b','), Just(b';'), Just(b'\t')], capacity in 1..30_usize) {
            let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
            writer.write_record(["id", "text"]).unwrap();
            for (id, text) in &rows {
                writer.write_record([id, text]).unwrap();
            }
            let expected: Vec<_> = rows.iter().map(|(id, text)| format!("{id}={text}")).collect();
            prop_assert_eq!(read_with(&writer.into_inner().unwrap(), b",;\t", capacity, 1000), expected);
        }

        #[test]
        fn any_bytes_are_cut_alike_whatever_the_buffer(csv in "[a\",\r\n ]{0,30}", capacity in 1..9_usize, limit in 8..20_usize) {
            let csv = format!("id,text\n{csv}");
            prop_assert_eq!(read_with(csv.as_bytes(), b",", capacity, limit), read_with(csv.as_bytes(), b",", 1000, limit));
        }
    }
}
