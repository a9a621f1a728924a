//! Inputs → raw articles: opens files in order and cuts them into pieces, which are decoded elsewhere.

use super::ReadOptions;
use super::cutter::Cutter;
use super::format::{Contents, Format};
use super::inputs::{Found, Inputs, STDIN, is_stdin, size_of};
use super::members::Members;
use super::passed_over::PassedOver;
use super::raw::{Piece, RawBatch};
use super::source::Source;
use super::stream::Meter;
use crate::article::Article;
use crate::error::{Error, Result};
use std::fmt;
use std::path::PathBuf;

/// Reads inputs in order, batch by batch.
pub struct ArticleReader {
    options: ReadOptions,
    inputs: Inputs,
    members: Option<Members>,
    /// Of archives that are done with.
    members_passed_over: PassedOver,
    cutter: Option<Cutter>,
    files_read: u64,
    /// Bytes of the files that are done with.
    done: u64,
    /// The size of the present file, if it is a plain one, and what was read of it.
    size: Option<u64>,
    meter: Meter,
}

impl ArticleReader {
    /// The name of standard input among the inputs.
    pub const STDIN: &str = STDIN;

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
        Ok(ArticleReader {
            inputs: Inputs::new(inputs, options.format),
            options,
            members: None,
            members_passed_over: PassedOver::default(),
            cutter: None,
            files_read: 0,
            done: 0,
            size: None,
            meter: Meter::default(),
        })
    }

    /// How the inputs are read.
    pub fn options(&self) -> &ReadOptions {
        &self.options
    }

    /// How many files were read to their ends so far. Those of an archive count one by one, and it does not count itself.
    pub fn files_read(&self) -> u64 {
        self.files_read
    }

    /// How many files of folders and archives were passed over so far, since by their names they are of other kinds. Hidden ones do not count.
    pub fn passed_over(&self) -> u64 {
        self.all_passed_over().files
    }

    /// The first few of them: of folders, then of archives.
    pub fn first_passed_over(&self) -> Vec<String> {
        self.all_passed_over().first
    }

    fn all_passed_over(&self) -> PassedOver {
        let mut all = self.inputs.passed_over();
        all.append(&self.members_passed_over);
        if let Some(members) = &self.members {
            all.append(&members.passed_over());
        }
        all
    }

    /// How many bytes of the inputs have been read so far, as they are on disk: compressed where they are compressed. Files
    /// that are done with count whole, whatever was left of them: in the end it is the sum of [`super::InputState::bytes`].
    pub fn bytes_read(&self) -> u64 {
        self.done + self.size.map_or(self.meter.get(), |size| size.min(self.meter.get()))
    }

    /// Fills a batch with what comes next. It comes back false, with an empty batch, when there is nothing more.
    pub fn fill(&mut self, batch: &mut RawBatch) -> bool {
        self.fill_at_most(batch, usize::MAX)
    }

    /// The same, with no more than `most` articles and errors.
    pub fn fill_at_most(&mut self, batch: &mut RawBatch, most: usize) -> bool {
        batch.clear();
        while !batch.is_full() && batch.len() < most && self.step(batch, false) {}
        !batch.is_empty()
    }

    /// Passes over the next `articles`, which are not decoded, and says how many these were: less only at the end of the inputs.
    /// Errors count as the articles they stand for: as many are passed over as [`RawBatch::articles`] would have given. Texts
    /// are not even read, nor are row groups of Parquet that are passed over as a whole.
    pub fn skip(&mut self, articles: u64) -> u64 {
        let mut batch = RawBatch::default();
        let mut skipped = 0;
        while skipped < articles {
            let jump = self.cutter.as_mut().map_or(0, |cutter| cutter.skip(articles - skipped));
            skipped += jump;
            batch.clear();
            if jump == 0 && !self.step(&mut batch, true) {
                break;
            }
            skipped += batch.len() as u64;
        }
        skipped
    }

    /// Reads one article more or opens one file more. False when there is neither.
    fn step(&mut self, batch: &mut RawBatch, skipping: bool) -> bool {
        if let Some(cutter) = &mut self.cutter {
            let pieces = batch.len();
            if !cutter.push_next(batch, self.options.max_article_bytes) {
                self.cutter = None;
                // A piece here is the error that ended it.
                self.files_read += u64::from(batch.len() == pieces);
            }
            return true;
        }
        let Some(source) = self.next_source() else { return false };
        let archives = self.members.is_some();
        match source.and_then(|source| self.take_in(source, batch, skipping)) {
            Err(error) => batch.fail(error),
            Ok(()) => self.files_read += u64::from(self.cutter.is_none() && self.members.is_some() == archives),
        }
        true
    }

    fn next_source(&mut self) -> Option<Result<Source>> {
        if let Some(members) = &mut self.members {
            match members.next(self.options.format) {
                Some(source) => return Some(source),
                None => {
                    self.members_passed_over.append(&members.passed_over());
                    self.members = None;
                }
            }
        }
        let read = self.meter.take();
        self.done += self.size.take().unwrap_or(read);
        Some(self.inputs.next()?.and_then(|found| self.open(found)))
    }

    fn open(&mut self, found: Found) -> Result<Source> {
        self.size = size_of(&found.path);
        Source::open(found, self.size, &self.meter)
    }

    /// Takes in a text; of anything else, only makes ready what cuts it.
    fn take_in(&mut self, source: Source, batch: &mut RawBatch, skipping: bool) -> Result<()> {
        let limit = self.options.max_article_bytes;
        let (source, contents) = source.recognised(&self.options)?;
        match contents {
            Contents::Zip | Contents::Tar => self.members = Some(Members::of(source, contents, &self.meter)?),
            Contents::Articles(Format::Text) => {
                let Source { file, id, stream, size, .. } = source;
                let bytes =
                    if skipping { 0..0 } else { batch.read_text(&file, stream, size, limit).map_err(|error| error.of_article(&id))? };
                batch.push(Piece::Text { file: file.into(), id, bytes });
            }
            Contents::Articles(format) => self.cutter = Cutter::of(source, format, &self.options, &self.meter)?,
        }
        Ok(())
    }
}

impl fmt::Debug for ArticleReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ArticleReader").field("options", &self.options).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::super::InputState;
    use super::super::raw::{BATCH_ARTICLES, BATCH_BYTES};
    use super::*;
    use crate::error::ErrorKind;
    use std::fs;

    fn read(inputs: &[PathBuf], options: ReadOptions) -> Vec<Result<(String, String), String>> {
        rest(&mut ArticleReader::new(inputs.to_vec(), options.clone()).unwrap(), &options)
    }

    fn rest(reader: &mut ArticleReader, options: &ReadOptions) -> Vec<Result<(String, String), String>> {
        let mut batch = RawBatch::default();
        let mut articles = Vec::new();
        while reader.fill(&mut batch) {
            articles.extend(batch.articles(options).map(|article| match article {
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
            assert!(batch.size() < BATCH_BYTES + 200_000 && batch.len() <= BATCH_ARTICLES);
            ids.extend(batch.articles(&options).map(|article| article.unwrap().id));
        }
        assert_eq!(ids, (0..300).map(|i| i.to_string()).collect::<Vec<_>>());
        assert_eq!(reader.files_read(), 1);
    }

    #[test]
    fn what_is_skipped_is_what_would_have_been_read() {
        let folder = tempfile::tempdir().unwrap();
        let lines: String =
            (0..150).map(|i| if i % 40 == 9 { "{\n".to_owned() } else { format!("{{\"id\":{i},\"text\":\"x\"}}\n") }).collect();
        for (name, bytes) in
            [("a.txt", "x"), ("b.jsonl", &lines), ("c.txt", "y"), ("d.csv", "id,text\n1,a\n2\n3,c\n"), ("e.csv", "id\n1\n")]
        {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let inputs = [folder.path().to_path_buf(), folder.path().join("missing.txt"), folder.path().join("a.txt")];
        let all = read(&inputs, ReadOptions::default());
        assert_eq!(all.len(), 1 + 150 + 1 + 3 + 1 + 1 + 1);
        let options = ReadOptions::default();
        for skipped in [0, 1, 2, 70, 151, 152, 153, 155, 156, 157, 158] {
            let mut reader = ArticleReader::new(inputs.to_vec(), options.clone()).unwrap();
            assert_eq!(reader.skip(skipped as u64), skipped as u64);
            assert_eq!(rest(&mut reader, &options), all[skipped..], "{skipped} skipped");
        }
        let mut reader = ArticleReader::new(inputs.to_vec(), options).unwrap();
        assert_eq!(reader.skip(1000), all.len() as u64, "there are no more");
    }

    #[test]
    fn bytes_are_counted_up_to_the_total() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sub")).unwrap();
        fs::write(folder.path().join("a.jsonl"), "{\"id\":1,\"text\":\"x\"}\n".repeat(10_000)).unwrap();
        fs::write(folder.path().join("sub/b.txt"), "y".repeat(100)).unwrap();
        let inputs = vec![folder.path().to_path_buf(), folder.path().join("missing.txt")];
        let options = ReadOptions { max_article_bytes: 50, ..ReadOptions::default() };
        let all = InputState::all(&inputs, &options);
        let mut reader = ArticleReader::new(inputs.clone(), options).unwrap();
        let total = 10_000 * 20 + 100;
        assert!(all.iter().all(|input| input.lasts));
        assert_eq!((all.iter().map(|input| input.bytes).sum::<u64>(), reader.bytes_read()), (total, 0));
        let (mut batch, mut last) = (RawBatch::default(), 0);
        while reader.fill(&mut batch) {
            assert!((last..=total).contains(&reader.bytes_read()));
            last = reader.bytes_read();
        }
        assert_eq!(reader.bytes_read(), total, "what was left out counts too");
        let with_stdin = InputState::all(&[inputs[0].clone(), "-".into()], &ReadOptions::default());
        assert!(!with_stdin.iter().all(|input| input.lasts));
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
