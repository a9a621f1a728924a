//! Inputs → raw articles: opens files in order and cuts them into pieces, which are decoded elsewhere.

use super::lines::{Cut, next_line};
use super::walk::Walk;
use super::{Format, ReadOptions, json_lines, text};
use crate::article::Article;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, vec};

/// A batch is full at so many bytes: some dozens of articles, a few milliseconds of work.
const BATCH_BYTES: usize = 256 << 10;
/// Or at so many articles.
const BATCH_ARTICLES: usize = 64;
/// One read of a file.
const READ_BYTES: usize = 64 << 10;

type Stream = Box<dyn BufRead + Send>;

/// Reads inputs in order, batch by batch.
pub struct ArticleReader {
    options: ReadOptions,
    inputs: vec::IntoIter<PathBuf>,
    walk: Option<Walk>,
    lines: Option<Lines>,
    files_read: u64,
    bytes_read: u64,
}

/// A file that has been found but not opened.
struct Found {
    path: PathBuf,
    /// The id of its article, should it be a text.
    id: String,
    format: Option<Format>,
}

/// A file of JSON lines that is being read.
struct Lines {
    file: Arc<str>,
    stream: Stream,
    line: u64,
}

/// Raw articles and the errors between them, in the order of the inputs. It is meant to be filled again and again.
#[derive(Debug, Default)]
pub struct RawBatch {
    bytes: Vec<u8>,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    Text { file: Arc<str>, id: String, bytes: Range<usize> },
    JsonLine { file: Arc<str>, line: u64, bytes: Range<usize> },
    Failed(Error),
}

impl ArticleReader {
    /// The name of standard input among the inputs.
    pub const STDIN: &str = "-";

    /// A reader of files and folders. Nothing is opened yet.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if standard input is named twice, if both fields have one name, or if the limit is
    /// beyond [`Article::MAX_BYTES`].
    pub fn new(inputs: Vec<PathBuf>, options: ReadOptions) -> Result<Self> {
        if inputs.iter().filter(|input| is_stdin(input)).count() > 1 {
            return Err(Error::setting("standard input (`-`) can be read only once"));
        }
        if options.id_field == options.text_field {
            return Err(Error::setting(format!("the id and the text cannot both be in field `{}`", options.id_field)));
        }
        if options.max_article_bytes > Article::MAX_BYTES {
            let (limit, most) = (options.max_article_bytes, Article::MAX_BYTES);
            return Err(Error::setting(format!("articles of {limit} bytes cannot be read, {most} is the most")));
        }
        Ok(ArticleReader { options, inputs: inputs.into_iter(), walk: None, lines: None, files_read: 0, bytes_read: 0 })
    }

    /// How the inputs are read.
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// How many files could be opened so far.
    pub fn files_read(&self) -> u64 {
        self.files_read
    }

    /// How many bytes of the inputs have been read so far.
    pub fn bytes_read(&self) -> u64 {
        self.bytes_read
    }

    /// Passes over the next `pieces` articles and errors, without decoding them. Gives how many there were: fewer only at the end.
    pub fn skip(&mut self, pieces: u64) -> u64 {
        let (mut batch, mut skipped) = (RawBatch::default(), 0);
        while skipped < pieces && self.fill_at_most(&mut batch, usize::try_from(pieces - skipped).unwrap_or(usize::MAX)) {
            skipped += batch.len() as u64;
        }
        skipped
    }

    /// Fills a batch with what comes next. It comes back false, with an empty batch, when there is nothing more.
    pub fn fill(&mut self, batch: &mut RawBatch) -> bool {
        self.fill_at_most(batch, usize::MAX)
    }

    /// The same, with no more than `most` articles and errors.
    pub fn fill_at_most(&mut self, batch: &mut RawBatch, most: usize) -> bool {
        batch.clear();
        while !batch.is_full() && batch.len() < most {
            if let Some(lines) = &mut self.lines {
                if !lines.push_next(batch, self.options.max_article_bytes, &mut self.bytes_read) {
                    self.lines = None;
                }
                continue;
            }
            match self.next_file() {
                Some(found) => {
                    if let Err(error) = found.and_then(|found| self.open(found, batch)) {
                        batch.pieces.push(Piece::Failed(error));
                    }
                }
                None => break,
            }
        }
        !batch.pieces.is_empty()
    }

    fn next_file(&mut self) -> Option<Result<Found>> {
        loop {
            if let Some(walk) = &mut self.walk {
                match walk.next() {
                    Some(Ok((path, format))) => {
                        let id = id_of(path.strip_prefix(walk.root()).unwrap_or(&path));
                        return Some(Ok(Found { path, id, format: Some(format) }));
                    }
                    Some(Err(error)) => return Some(Err(error)),
                    None => self.walk = None,
                }
            }
            let path = self.inputs.next()?;
            if is_stdin(&path) || !path.is_dir() {
                let id = id_of(&path);
                let format = self.options.format.or_else(|| Format::of_path(&path));
                return Some(Ok(Found { path, id, format }));
            }
            match Walk::new(path, self.options.format) {
                Ok(walk) => self.walk = Some(walk),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// Takes in a text; of JSON lines, only opens the file.
    fn open(&mut self, found: Found, batch: &mut RawBatch) -> Result<()> {
        let (file, id, opened) = if is_stdin(&found.path) {
            ("<stdin>".to_owned(), "stdin".to_owned(), Ok((Box::new(BufReader::with_capacity(READ_BYTES, io::stdin())) as Stream, None)))
        } else {
            (found.path.display().to_string(), found.id, open_file(&found.path))
        };
        let unreadable = |error| Error::unreadable(file.clone(), None, error);
        let (stream, size) = opened.map_err(unreadable)?;
        self.files_read += 1;
        let (format, stream) = match found.format {
            Some(format) => (format, stream),
            None => recognise(stream, self.options.max_article_bytes).map_err(unreadable)?,
        };
        match format {
            Format::JsonLines => self.lines = Some(Lines { file: file.into(), stream, line: 0 }),
            Format::Text => {
                let limit = self.options.max_article_bytes as u64;
                if let Some(size) = size.filter(|size| *size > limit) {
                    return Err(Error::too_large("the text", size, limit).in_file(file, None).of_article(id));
                }
                let start = batch.bytes.len();
                let read = stream.take(limit + 1).read_to_end(&mut batch.bytes);
                let bytes = start..batch.bytes.len();
                self.bytes_read += bytes.len() as u64;
                if read.is_err() || bytes.len() as u64 > limit {
                    batch.bytes.truncate(start);
                }
                if read.map_err(unreadable)? as u64 > limit {
                    return Err(Error::too_large("the text so far", limit + 1, limit).in_file(file, None).of_article(id));
                }
                batch.pieces.push(Piece::Text { file: file.into(), id, bytes });
            }
        }
        Ok(())
    }
}

impl fmt::Debug for ArticleReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArticleReader").field("options", &self.options).finish_non_exhaustive()
    }
}

impl Lines {
    /// Adds the next line that is not blank. False at the end of the file, or where it can be read no further.
    fn push_next(&mut self, batch: &mut RawBatch, limit: usize, bytes_read: &mut u64) -> bool {
        let mut start = batch.bytes.len();
        self.line += 1;
        let piece = match next_line(&mut *self.stream, &mut batch.bytes, limit) {
            Ok(Cut::End) => return false,
            Ok(Cut::TooLong(length)) => {
                *bytes_read += length + 1;
                Piece::Failed(Error::too_large("the line", length, limit as u64).in_file(&*self.file, Some(self.line)))
            }
            Ok(Cut::Line) => {
                *bytes_read += (batch.bytes.len() - start) as u64 + 1;
                if self.line == 1 && batch.bytes[start..].starts_with(text::BOM) {
                    start += text::BOM.len();
                }
                if batch.bytes[start..].trim_ascii().is_empty() {
                    batch.bytes.truncate(start);
                    return true;
                }
                Piece::JsonLine { file: Arc::clone(&self.file), line: self.line, bytes: start..batch.bytes.len() }
            }
            Err(error) => {
                batch.pieces.push(Piece::Failed(Error::unreadable(&*self.file, Some(self.line), error)));
                return false;
            }
        };
        batch.pieces.push(piece);
        true
    }
}

impl RawBatch {
    /// Decodes the articles, one after the other; each error stands in the place of what it cost.
    pub fn articles<'b>(&'b mut self, options: &'b ReadOptions) -> impl Iterator<Item = Result<Article>> + 'b {
        let RawBatch { bytes, pieces } = self;
        pieces.drain(..).map(|piece| match piece {
            Piece::Text { file, id, bytes: range } => text::decode(&file, &id, &bytes[range]),
            Piece::JsonLine { file, line, bytes: range } => json_lines::decode(&file, line, &bytes[range], options),
            Piece::Failed(error) => Err(error),
        })
    }

    /// How many bytes of raw articles it holds.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// How many articles and errors it holds.
    pub fn len(&self) -> usize {
        self.pieces.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Where the last of them stands: `file` or, if it has lines, `file:line`.
    pub fn last_place(&self) -> Option<String> {
        let (file, line) = match self.pieces.last()? {
            Piece::Text { file, .. } => (&**file, None),
            Piece::JsonLine { file, line, .. } => (&**file, Some(*line)),
            Piece::Failed(error) => (error.file()?, error.line()),
        };
        Some(line.map_or_else(|| file.to_owned(), |line| format!("{file}:{line}")))
    }

    fn is_full(&self) -> bool {
        self.bytes.len() >= BATCH_BYTES || self.pieces.len() >= BATCH_ARTICLES
    }

    /// Empties it. What one huge article took is given back, so that it does not stay for the rest of the run.
    fn clear(&mut self) {
        self.pieces.clear();
        self.bytes.clear();
        self.bytes.shrink_to(2 * BATCH_BYTES);
    }
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == ArticleReader::STDIN
}

/// A file and, if it is a regular one, its size in bytes.
fn open_file(path: &Path) -> io::Result<(Stream, Option<u64>)> {
    let file = File::open(path)?;
    let meta = file.metadata()?;
    let size = meta.is_file().then_some(meta.len());
    Ok((Box::new(BufReader::with_capacity(READ_BYTES, file)), size))
}

/// The id of a text file: its path without `.txt`, with `/` between its parts on every system.
fn id_of(path: &Path) -> String {
    let path = if Format::of_path(path) == Some(Format::Text) { path.with_extension("") } else { path.to_path_buf() };
    let id = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { id.into_owned() } else { id.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// Tells the format by the first byte that is not blank; what was read for that is put back before the stream.
fn recognise(mut stream: Stream, limit: usize) -> io::Result<(Format, Stream)> {
    let mut head = Vec::new();
    loop {
        let chunk = match stream.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        let (read, ended) = (chunk.len(), chunk.is_empty() || head.len() > limit);
        head.extend_from_slice(chunk);
        stream.consume(read);
        let first = head.strip_prefix(text::BOM).unwrap_or(&head).trim_ascii_start().first().copied();
        if ended || (first.is_some() && head.len() >= text::BOM.len()) {
            let format = if first == Some(b'{') { Format::JsonLines } else { Format::Text };
            return Ok((format, Box::new(Cursor::new(head).chain(stream))));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use std::fs;

    fn read(inputs: &[PathBuf], options: ReadOptions) -> Vec<Result<(String, String), String>> {
        let mut reader = ArticleReader::new(inputs.to_vec(), options.clone()).unwrap();
        let mut batch = RawBatch::default();
        let mut articles = Vec::new();
        while reader.fill(&mut batch) {
            articles.extend(batch.articles(&options).map(|article| match article {
                Ok(article) => Ok((article.id.clone(), article.text().to_owned())),
                Err(error) => Err(error.to_string()),
            }));
        }
        articles
    }

    fn is(id: &str, text: &str) -> Result<(String, String), String> {
        Ok((id.to_owned(), text.to_owned()))
    }

    #[test]
    fn text_ids_are_relative_to_the_folder_and_keep_inner_dots() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(folder.path().join("sub/v1.2.txt"), "inner").unwrap();
        fs::write(folder.path().join("a.txt"), "outer").unwrap();
        let named = folder.path().join("a.txt");
        let as_given = named.with_extension("").to_string_lossy().replace('\\', "/");
        assert_eq!(
            read(&[folder.path().to_path_buf(), named], ReadOptions::default()),
            [is("a", "outer"), is("sub/v1.2", "inner"), is(&as_given, "outer")]
        );
    }

    #[test]
    fn a_format_is_recognised_by_the_first_byte_that_is_not_blank() {
        let line = b"{\"id\":1,\"text\":\"x\"}";
        let with_mark = [text::BOM, b" \n\t", line].concat();
        for capacity in 1..8 {
            let stream = |bytes: &[u8]| -> Stream { Box::new(BufReader::with_capacity(capacity, Cursor::new(bytes.to_vec()))) };
            for (bytes, format) in [
                (&with_mark[..], Format::JsonLines),
                (line, Format::JsonLines),
                (b"{", Format::JsonLines),
                (b"\xEF\xBB\xBFText {", Format::Text),
                (b" \n ", Format::Text),
                (b"", Format::Text),
            ] {
                let (found, mut rest) = recognise(stream(bytes), 1000).unwrap();
                let mut all = Vec::new();
                rest.read_to_end(&mut all).unwrap();
                assert_eq!((found, &all[..]), (format, bytes), "buffer of {capacity} bytes");
            }
        }
    }

    #[test]
    fn a_text_over_the_limit_costs_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("a.txt", "123456"), ("b.txt", "12345"), ("c.txt", "1234567")] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let options = ReadOptions { max_article_bytes: 5, ..ReadOptions::default() };
        let articles = read(&[folder.path().to_path_buf()], options);
        assert!(articles[0].as_ref().unwrap_err().ends_with("a.txt: the text has 6 bytes, the limit is 5"));
        assert_eq!(articles[1], is("b", "12345"));
        assert!(articles[2].is_err());
    }

    #[test]
    fn a_batch_ends_at_its_size_and_loses_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.jsonl");
        let line = |i: usize| format!("{{\"id\":{i},\"text\":\"{}\"}}\n", "x".repeat(if i.is_multiple_of(7) { 100_000 } else { 10 }));
        fs::write(&file, (0..300).map(line).collect::<String>()).unwrap();
        let options = ReadOptions::default();
        let mut reader = ArticleReader::new(vec![file], options.clone()).unwrap();
        let mut batch = RawBatch::default();
        let mut ids = Vec::new();
        while reader.fill(&mut batch) {
            assert!(batch.size() < BATCH_BYTES + 200_000 && batch.pieces.len() <= BATCH_ARTICLES);
            ids.extend(batch.articles(&options).map(|article| article.unwrap().id));
        }
        assert_eq!(ids, (0..300).map(|i| i.to_string()).collect::<Vec<_>>());
        assert_eq!(reader.files_read(), 1);
    }

    #[test]
    fn what_is_passed_over_is_what_would_have_been_read() {
        let folder = tempfile::tempdir().unwrap();
        let lines = (0..200).map(|i| if i % 9 == 4 { "\n".to_owned() } else { format!("{{\"id\":{i},\"text\":\"x\"}}\n") });
        fs::write(folder.path().join("a.jsonl"), lines.collect::<String>()).unwrap();
        fs::write(folder.path().join("b.txt"), "x").unwrap();
        let inputs = vec![folder.path().to_path_buf(), folder.path().join("missing")];
        let all = read(&inputs, ReadOptions::default());
        let options = ReadOptions::default();
        for pieces in [0, 1, 63, 64, 65, 177, 178, 179, 180, 500] {
            let mut reader = ArticleReader::new(inputs.clone(), options.clone()).unwrap();
            let mut batch = RawBatch::default();
            let skipped = reader.skip(pieces);
            assert_eq!(skipped, pieces.min(all.len() as u64));
            assert!(reader.fill_at_most(&mut batch, 1) == (pieces < 180) && batch.len() <= 1);
            let next = batch.last_place().unwrap_or_default();
            let ends = [(0, "a.jsonl:1"), (63, "a.jsonl:72"), (178, "b.txt"), (179, "missing"), (180, "")];
            for (_, end) in ends.iter().filter(|(number, _)| *number == pieces) {
                assert!(next.ends_with(end), "{next} is no {end}");
            }
            let mut rest = batch.len() as u64;
            while reader.fill(&mut batch) {
                rest += batch.articles(&options).count() as u64;
            }
            assert_eq!(skipped + rest, all.len() as u64);
        }
    }

    #[test]
    fn settings_that_cannot_work_are_refused() {
        let twice = ArticleReader::new(vec!["-".into(), "-".into()], ReadOptions::default());
        let one_field = ReadOptions { id_field: "text".to_owned(), ..ReadOptions::default() };
        let too_much = ReadOptions { max_article_bytes: usize::MAX, ..ReadOptions::default() };
        for refused in [twice, ArticleReader::new(Vec::new(), one_field), ArticleReader::new(Vec::new(), too_much)] {
            assert_eq!(refused.unwrap_err().kind(), ErrorKind::Setting);
        }
    }
}
