//! What newsrooms have most and what is not read: PDF, Word, HTML and their like. They are known by their first bytes or the files in
//! them, so that each is refused by its name and not taken for a text with odd characters.

use super::stream::{Stream, peek};
use super::text::BOM;
use std::io;

/// As many bytes are looked at, white space before the mark among them.
const LOOKED_AT: usize = 4096;

const HTML: &str = "HTML, not text: extract its text first";
const WORD: &str = "a Word file, not text: save it as plain text first";
const PACKED: &str = "an archive or an Office file, not text: unpack it, or save it as plain text first";

/// What files begin with, in any case of the letters, and what they are. No article begins so.
const MARKS: [(&[u8], &str); 8] = [
    (b"%PDF-", "a PDF, not text: export its text first"),
    (b"{\\rtf", "an RTF file, not text: save it as plain text first"),
    (b"<!doctype html", HTML),
    (b"<html", HTML),
    (b"<?xml", "XML, not text: extract its text first"),
    (b"\xD0\xCF\x11\xE0", "a file of an old Office program, not text: save it as plain text first"),
    (b"PK\x03\x04", PACKED),
    (b"PK\x05\x06", PACKED),
];

/// The stream again, should it hold text or values.
///
/// # Errors
/// What it is, if it is of one of the kinds that are not read.
pub(super) fn refuse(stream: Stream) -> io::Result<Stream> {
    let (found, stream) = peek(stream, LOOKED_AT, |head, ended| {
        let body = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
        let is_open = |mark: &[u8]| body.len() < mark.len() && starts_with(mark, body) || BOM.starts_with(head);
        let found = MARKS.iter().find(|(mark, _)| starts_with(body, mark)).map(|(_, what)| *what);
        (found.is_some() || ended || !MARKS.iter().any(|(mark, _)| is_open(mark))).then_some(found)
    })?;
    found.map_or(Ok(stream), |what| Err(unread(what)))
}

/// What a zip archive is if it is no archive of articles but a document, by the files in it: `has` tells of a path whether one begins so.
pub(super) fn document(has: impl Fn(&str) -> bool) -> Option<io::Error> {
    let what = if has("[Content_Types].xml") {
        if has("word/") {
            WORD
        } else if has("xl/") {
            "an Excel file: save its table as CSV first"
        } else {
            "an Office file, not text: save it as plain text first"
        }
    } else if has("mimetype") {
        "an OpenDocument file or an e-book, not text: save it as plain text first"
    } else {
        return None;
    };
    Some(unread(what))
}

fn starts_with(bytes: &[u8], start: &[u8]) -> bool {
    bytes.get(..start.len()).is_some_and(|bytes| bytes.eq_ignore_ascii_case(start))
}

fn unread(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, what)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor, Read};

    fn looked_at(bytes: &[u8], capacity: usize) -> Result<Vec<u8>, String> {
        let stream: Stream = Box::new(BufReader::with_capacity(capacity, Cursor::new(bytes.to_vec())));
        let mut all = Vec::new();
        let mut rest = refuse(stream).map_err(|error| error.to_string())?;
        rest.read_to_end(&mut all).unwrap();
        Ok(all)
    }

    #[test]
    fn what_is_no_text_is_called_by_its_name() {
        for (bytes, what) in [
            (&b"%PDF-1.7\n"[..], "a PDF"),
            (b"{\\rtf1\\ansi", "an RTF file"),
            (b"\xEF\xBB\xBF \r\n<!DOCTYPE HTML>", "HTML"),
            (b"<HTML lang=en>", "HTML"),
            (b"<?xml version=\"1.0\"?>", "XML"),
            (b"\xD0\xCF\x11\xE0\xA1", "a file of an old Office program"),
            (b"PK\x03\x04\x14", "an archive or an Office file"),
        ] {
            for capacity in [1, 3, 7, 1000] {
                let told = looked_at(bytes, capacity).unwrap_err();
                assert!(told.starts_with(&format!("{what}, not text: ")), "{told}, buffer of {capacity} bytes");
            }
        }
    }

    #[test]
    fn what_is_text_is_all_there_still() {
        for text in
            [&b""[..], b"%PD", b"%PDF", b"\xEF\xBB", b"\xEF\xBB\xBF", b"  ", b"<htm", b"{\"id\": 1}", b"<p>Kessel said", b"PK is a mark"]
        {
            for capacity in [1, 3, 1000] {
                assert_eq!(looked_at(text, capacity).as_deref(), Ok(text), "buffer of {capacity} bytes");
            }
        }
    }

    #[test]
    fn a_document_is_told_from_an_archive_by_the_files_in_it() {
        let told = |files: &[&str]| document(|start| files.iter().any(|file| file.starts_with(start))).map(|error| error.to_string());
        assert_eq!(told(&["[Content_Types].xml", "word/document.xml"]).as_deref(), Some(WORD));
        assert!(told(&["[Content_Types].xml", "xl/workbook.xml"]).unwrap().starts_with("an Excel file"));
        assert!(told(&["mimetype", "content.xml"]).unwrap().starts_with("an OpenDocument file"));
        assert_eq!(told(&["word/a.txt", "b.jsonl"]), None);
    }
}
