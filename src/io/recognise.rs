//! What a file holds, by its first bytes.

use super::ReadOptions;
use super::format::{Contents, Format, Packing};
use super::separated::is_header;
use super::stream::{Stream, peek};
use super::text::BOM;
use std::io;

/// How a stream is compressed, if it is. No text in UTF-8 begins with either mark.
pub(super) fn packing(stream: Stream) -> io::Result<(Option<Packing>, Stream)> {
    let marks = [(Packing::Gzip, &b"\x1F\x8B"[..]), (Packing::Zstd, b"\x28\xB5\x2F\xFD")];
    peek(stream, 8, |head, ended| {
        if head.len() < 4 && !ended {
            return None;
        }
        Some(marks.into_iter().find(|(_, mark)| head.starts_with(mark)).map(|(packing, _)| packing))
    })
}

/// What a file holds whose name does not tell. What is neither an archive nor Parquet nor JSON, and does not begin with a header that has the
/// columns looked for, is taken for a text. Of a line of JSON no more bytes are looked at than an article may have.
pub(super) fn contents(stream: Stream, options: &ReadOptions) -> io::Result<(Contents, Stream)> {
    let mut json = FirstLine::default();
    let (found, stream) = peek(stream, options.max_article_bytes, |head, ended| {
        if head.len() < TAR_MARK.end && !ended {
            return None;
        }
        let articles = |json: &mut FirstLine| match json.format(head, ended, false)? {
            Format::Text => text_or_values(head, ended, options),
            format => Some(format),
        };
        archive(head).or_else(|| articles(&mut json).map(Contents::Articles)).map(Some)
    })?;
    Ok((found.unwrap_or(Contents::Articles(Format::Text)), stream))
}

/// The longest header that is looked for where nothing promises one.
const HEADER_BYTES: usize = 64 << 10;

/// Whether what begins with `head` and is no JSON is a text or separated values, if that tells by now.
fn text_or_values(head: &[u8], ended: bool, options: &ReadOptions) -> Option<Format> {
    let body = head.strip_prefix(BOM).unwrap_or(head).trim_ascii_start();
    let line = match memchr::memchr(b'\n', &body[..body.len().min(HEADER_BYTES)]) {
        Some(end) => &body[..end],
        None if !ended && body.len() < HEADER_BYTES => return None,
        None => body,
    };
    Some(if line.len() < HEADER_BYTES && is_header(line, options) { Format::Csv } else { Format::Text })
}

/// Whether a file of JSON, by its name, is to be read line by line.
pub(super) fn is_lines(stream: Stream, limit: usize) -> io::Result<(bool, Stream)> {
    let mut json = FirstLine::default();
    peek(stream, limit, |head, ended| json.format(head, ended, true).map(|format| format == Format::JsonLines))
}

/// Where a tar has its mark.
const TAR_MARK: std::ops::Range<usize> = 257..262;

fn archive(head: &[u8]) -> Option<Contents> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some(Contents::Zip)
    } else if head.starts_with(b"PAR1") && head.get(4).is_some_and(|b| *b < b' ' && !b.is_ascii_whitespace()) {
        Some(Contents::Articles(Format::Parquet))
    } else if head.get(TAR_MARK) == Some(b"ustar") {
        Some(Contents::Tar)
    } else {
        None
    }
}

/// Reads as far as is needed to tell lines of JSON from objects that are broken into lines.
#[derive(Default)]
struct FirstLine {
    at: usize,
    depth: usize,
    string: bool,
}

impl FirstLine {
    /// The format of what begins with `head`, if that tells by now. It is called with ever more of the same bytes.
    /// `named`: the name says that it is JSON.
    fn format(&mut self, head: &[u8], ended: bool, named: bool) -> Option<Format> {
        let start = if head.starts_with(BOM) { BOM.len() } else { 0 };
        let otherwise = if named { Format::Json } else { Format::Text };
        let body = head[start..].trim_ascii_start();
        match body {
            [] => ended.then_some(otherwise),
            _ if head.len() < BOM.len() && !ended => None,
            [b'[', ..] if named => Some(Format::Json),
            // A text may begin with a bracket; a list of articles goes on with a brace.
            [b'[', rest @ ..] => match rest.trim_ascii_start() {
                [] => ended.then_some(otherwise),
                [b'{', ..] => Some(Format::Json),
                _ => Some(otherwise),
            },
            [b'{', ..] => {
                self.at = self.at.max(head.len() - body.len());
                self.is_whole(head).map(|whole| if whole { Format::JsonLines } else { Format::Json }).or(ended.then_some(Format::JsonLines))
            }
            _ => Some(otherwise),
        }
    }

    /// Whether the first line is the end of its object too. A line that ends within a string is a damaged one: no object may be broken there.
    fn is_whole(&mut self, head: &[u8]) -> Option<bool> {
        while let Some(&b) = head.get(self.at) {
            self.at += 1;
            match b {
                b'\n' => return Some(self.string || self.depth == 0),
                b'\\' if self.string => self.at += 1,
                b'"' => self.string = !self.string,
                _ if self.string => {}
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(true);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor, Read};

    fn stream(bytes: &[u8], capacity: usize) -> Stream {
        Box::new(BufReader::with_capacity(capacity, Cursor::new(bytes.to_vec())))
    }

    #[test]
    fn contents_are_told_by_the_first_bytes_and_lose_none() {
        let line = b"{\"id\":1,\"text\":\"a}\\\"\"}\n{";
        let with_mark = [BOM, b" \n\t", line].concat();
        let mut tar = vec![b'a'; 300];
        tar[TAR_MARK].copy_from_slice(b"ustar");
        for (bytes, expected) in [
            (&with_mark[..], Contents::Articles(Format::JsonLines)),
            (line, Contents::Articles(Format::JsonLines)),
            (b"{", Contents::Articles(Format::JsonLines)),
            (b"{\"id\":1,\"text\":\"cut\n{}", Contents::Articles(Format::JsonLines)),
            (b"{\n  \"id\": 1\n}", Contents::Articles(Format::Json)),
            (b"{\"a\": [\n1]}", Contents::Articles(Format::Json)),
            (b" [ \n{\"id\":1}]", Contents::Articles(Format::Json)),
            (b"[Updated] {x", Contents::Articles(Format::Text)),
            (b"[", Contents::Articles(Format::Text)),
            (b"\xEF\xBB\xBFText {", Contents::Articles(Format::Text)),
            (b" \n ", Contents::Articles(Format::Text)),
            (b"", Contents::Articles(Format::Text)),
            (b"\xEF\xBB\xBF\n\"Text\";id\r\na;1", Contents::Articles(Format::Csv)),
            (b"id\ttext", Contents::Articles(Format::Csv)),
            (b"id, text and date\n", Contents::Articles(Format::Text)),
            (b"PK\x03\x04..", Contents::Zip),
            (b"PAR1\x15\x04", Contents::Articles(Format::Parquet)),
            (b"PAR1 is a road", Contents::Articles(Format::Text)),
            (&tar, Contents::Tar),
        ] {
            for capacity in [1, 2, 3, 7, 1000] {
                let (found, mut rest) = contents(stream(bytes, capacity), &ReadOptions::default()).unwrap();
                let mut all = Vec::new();
                rest.read_to_end(&mut all).unwrap();
                assert_eq!((found, &all[..]), (expected, bytes), "buffer of {capacity} bytes, {:?}", String::from_utf8_lossy(bytes));
            }
        }
    }

    #[test]
    fn a_file_named_json_is_json_whatever_it_begins_with() {
        for (bytes, lines) in [(&b"[]"[..], false), (b"", false), (b"x", false), (b"{}", true), (b"{}\n", true), (b"{\n}", false)] {
            assert_eq!(is_lines(stream(bytes, 1), 1000).unwrap().0, lines, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn compression_is_told_by_its_mark() {
        for (bytes, packed) in
            [(&b"\x1F\x8B\x08"[..], Some(Packing::Gzip)), (b"\x28\xB5\x2F\xFDx", Some(Packing::Zstd)), (b"(", None), (b"", None)]
        {
            assert_eq!(packing(stream(bytes, 1)).unwrap().0, packed);
        }
    }
}
