//! Cuts JSON into objects wherever they stand: broken into lines, one behind the other, in a list.

use super::lines::Cut;
use super::raw::{Piece, RawBatch};
use super::stream::Stream;
use super::text::BOM;
use crate::error::Error;
use std::io::{BufRead, ErrorKind, Result};
use std::sync::Arc;

/// A file of JSON that is being read.
pub(super) struct Values {
    file: Arc<str>,
    stream: Stream,
    place: Place,
    /// Whether a list is open, and how often one was.
    list: bool,
    begun: bool,
}

/// Where the next byte stands: its line from 1, and the bytes before it in there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    line: u64,
    column: u64,
}

impl Values {
    pub(super) fn new(file: Arc<str>, stream: Stream) -> Self {
        Values { file, stream, place: Place { line: 1, column: 0 }, list: false, begun: false }
    }

    /// Adds the next object. False at the end of the file, or where it can be read no further.
    pub(super) fn push_next(&mut self, batch: &mut RawBatch, limit: usize) -> bool {
        let before = batch.bytes.len();
        let cut = self.pass_over().and_then(|first| match first {
            None => Ok(None),
            Some(first) => Ok(Some((first, self.place, self.next_value(&mut batch.bytes, limit)?))),
        });
        let Place { line, column } = self.place;
        match cut {
            Ok(Some((b'{', Place { line, column }, Cut::Line))) => {
                let bytes = before..batch.bytes.len();
                batch.push(Piece::Json { file: Arc::clone(&self.file), line, column, bytes });
            }
            Ok(Some((_, at, Cut::TooLong(length)))) => {
                batch.fail(Error::too_large("the object", length, limit as u64).in_file(&*self.file, Some(at.line)));
            }
            Ok(Some((_, at, _))) => {
                batch.bytes.truncate(before);
                let column = Some(at.column + 1);
                batch.fail(Error::format(&self.file, at.line, column, "expected `{`, one JSON object an article"));
            }
            Ok(None) => {
                if self.list {
                    let end = "the file ends within its list; it may have been cut short";
                    batch.fail(Error::format(&self.file, line, Some(column + 1), end));
                }
                return false;
            }
            Err(error) => {
                batch.bytes.truncate(before);
                batch.fail(Error::unreadable(&*self.file, Some(line), error));
                return false;
            }
        }
        true
    }

    /// Passes over what stands between objects; the first byte of the next, if there is one.
    fn pass_over(&mut self) -> Result<Option<u8>> {
        if !self.begun {
            self.begun = true;
            // What is looked at was read from memory or is a whole read: a mark is never cut.
            if fill(&mut *self.stream)?.starts_with(BOM) {
                self.stream.consume(BOM.len());
            }
        }
        loop {
            let chunk = fill(&mut *self.stream)?;
            let Some(&b) = chunk.first() else { return Ok(None) };
            match b {
                b'[' if !self.list => self.list = true,
                b']' if self.list => self.list = false,
                b',' if self.list => {}
                _ if b.is_ascii_whitespace() => {}
                _ => return Ok(Some(b)),
            }
            self.place.pass(&[b]);
            self.stream.consume(1);
        }
    }

    /// Appends the value that begins here: an object or a list to where it is closed, anything else to where another may begin.
    fn next_value(&mut self, bytes: &mut Vec<u8>, limit: usize) -> Result<Cut> {
        let start = bytes.len();
        let (mut scan, mut length) = (Scan::default(), 0_u64);
        loop {
            let chunk = fill(&mut *self.stream)?;
            if chunk.is_empty() {
                break;
            }
            let (read, ended) = scan.value(chunk, self.list);
            length += read as u64;
            if length <= limit as u64 {
                bytes.extend_from_slice(&chunk[..read]);
            } else {
                bytes.truncate(start);
            }
            self.place.pass(&chunk[..read]);
            self.stream.consume(read);
            if ended {
                break;
            }
        }
        Ok(if length <= limit as u64 { Cut::Line } else { Cut::TooLong(length) })
    }
}

fn fill(stream: &mut dyn BufRead) -> Result<&[u8]> {
    loop {
        match stream.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // Asked again for what is there: a borrow that is given back in one arm only is not understood yet.
            Err(error) => return Err(error),
            Ok(_) => break,
        }
    }
    stream.fill_buf()
}

impl Place {
    fn pass(&mut self, bytes: &[u8]) {
        match memchr::memrchr(b'\n', bytes) {
            None => self.column += bytes.len() as u64,
            Some(last) => {
                self.line += memchr::memchr_iter(b'\n', bytes).count() as u64;
                self.column = (bytes.len() - last - 1) as u64;
            }
        }
    }
}

/// How deep within a value the next byte stands.
#[derive(Default)]
struct Scan {
    depth: u64,
    string: bool,
    escaped: bool,
    begun: bool,
}

impl Scan {
    /// How many bytes of the chunk are of the value, and whether it ends there. A line that ends within a string, which
    /// JSON forbids, ends the string: so one mark too many costs the objects near it and not the file.
    fn value(&mut self, chunk: &[u8], list: bool) -> (usize, bool) {
        let mut at = 0;
        while let Some(&b) = chunk.get(at) {
            if self.string {
                if !std::mem::take(&mut self.escaped) {
                    let Some(next) = memchr::memchr3(b'"', b'\\', b'\n', &chunk[at..]) else { return (chunk.len(), false) };
                    at += next;
                    self.escaped = chunk[at] == b'\\';
                    self.string = self.escaped;
                }
                at += 1;
                continue;
            }
            let between = self.depth == 0 && self.begun;
            match b {
                b',' | b'\n' | b'{' | b'[' if between => return (at, true),
                b']' if between && list => return (at, true),
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth <= 1 => return (at + 1, true),
                b'}' | b']' => self.depth -= 1,
                b'"' => self.string = true,
                _ => {}
            }
            self.begun = true;
            at += 1;
        }
        (at, false)
    }
}

#[cfg(test)]
mod tests {
    use super::super::ReadOptions;
    use super::*;
    use proptest::prelude::*;
    use std::io::{BufReader, Cursor};

    fn read(json: &str, capacity: usize, limit: usize) -> Vec<String> {
        let stream = Box::new(BufReader::with_capacity(capacity, Cursor::new(json.as_bytes().to_vec())));
        let mut values = Values::new("f.json".into(), stream);
        let mut batch = RawBatch::default();
        while values.push_next(&mut batch, limit) {}
        let options = ReadOptions::default();
        let articles = batch.articles(&options);
        articles
            .map(|article| article.map_or_else(|error| error.to_string(), |article| format!("{}={}", article.id, article.text())))
            .collect()
    }

    #[test]
    fn objects_are_found_wherever_they_stand() {
        let pretty = "{\n  \"id\": 1,\n  \"text\": \"a } \\\" ] b\",\n  \"x\": [{}, {\"y\": [2]}]\n}\n";
        for (json, expected) in [
            (pretty.to_owned(), vec!["1=a } \" ] b"]),
            (format!("\u{FEFF}{pretty}{pretty}"), vec!["1=a } \" ] b"; 2]),
            (format!("[{pretty}, {pretty}]"), vec!["1=a } \" ] b"; 2]),
            ("[{\"id\":1,\"text\":\"\"},{\"id\":2,\"text\":\"\"}]\n[{\"id\":3,\"text\":\"\"}]".to_owned(), vec!["1=", "2=", "3="]),
            ("[]".to_owned(), vec![]),
            (" \n".to_owned(), vec![]),
        ] {
            for capacity in [4, 5, 9, 1000] {
                assert_eq!(read(&json, capacity, 1000), expected, "buffer of {capacity} bytes, {json}");
            }
        }
    }

    #[test]
    fn what_is_wrong_costs_itself_and_is_told_with_its_place() {
        let good = r#"{"id":1,"text":"x"}"#;
        let no_object = |place: &str| format!("f.json:{place}: expected `{{`, one JSON object an article");
        for (json, expected) in [
            (
                format!("[{good}, 2, \"a,b\", [{good}], null, {good}]"),
                vec!["1=x".into(), no_object("1:23"), no_object("1:26"), no_object("1:33"), no_object("1:56"), "1=x".into()],
            ),
            (format!("{good}}} {good}]"), vec!["1=x".into(), no_object("1:20"), "1=x".into(), no_object("1:41")]),
            (format!("[\n{{\"id\": 1,\n \"text\" \"x\"}},\n{good}\n]"), vec!["f.json:3:9: expected `:`".into(), "1=x".into()]),
            (
                format!("[\n{{\"id\": 1,\n \"text\": 3}},\n{good}]"),
                vec!["f.json:2: field `text` should be a string, it is a number".into(), "1=x".into()],
            ),
            (format!("[{{\"id\":1,\n\"text\":\"a\"b\"\n}},\n{good}]"), vec!["f.json:2:11: expected `,` or `}`".into(), "1=x".into()]),
            (format!("[{good},\n"), vec!["1=x".into(), "f.json:2:1: the file ends within its list; it may have been cut short".into()]),
            (
                format!("[{good},\n{{\"id\":"),
                vec![
                    "1=x".into(),
                    "f.json:2:6: EOF while parsing a value".into(),
                    "f.json:2:7: the file ends within its list; it may have been cut short".into(),
                ],
            ),
            (
                format!("[{{\"id\":1,\"text\":\"{}\"}},{good}]", "x".repeat(50)),
                vec!["f.json:1: the object has 68 bytes, the limit is 40".into(), "1=x".into()],
            ),
            ("x".to_owned(), vec![no_object("1:1")]),
        ] {
            for capacity in [4, 7, 1000] {
                assert_eq!(read(&json, capacity, 40), expected, "buffer of {capacity} bytes, {json}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_articles_come_back_from_a_list(texts in proptest::collection::vec("\\PC{0,9}|[\\[\\]{},\"\\\\\n]{0,9}", 0..5), capacity in 4..40_usize, pretty in any::<bool>()) {
            let list: Vec<_> = texts.iter().map(|text| serde_json::json!({"text": text, "id": "a", "x": [{}]})).collect();
            let json = if pretty { serde_json::to_string_pretty(&list) } else { serde_json::to_string(&list) }.unwrap();
            let expected: Vec<_> = texts.iter().map(|text| format!("a={text}")).collect();
            prop_assert_eq!(read(&json, capacity, 1000), expected);
        }

        #[test]
        fn any_bytes_are_cut_to_their_end(json in "[\\[\\]{},\"\\\\\n ax]{0,40}", capacity in 4..20_usize, limit in 0..20_usize) {
            let _ = read(&json, capacity, limit);
        }
    }
}
