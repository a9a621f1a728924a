//! Many articles: one reader, many workers, one writer, in the order of the inputs.
//!
//! Batches go round in a ring: the reader fills them, whichever worker is free decodes and annotates one as a whole,
//! the writer puts them back in order, writes them and hands them to the reader again. There are only so many, and only
//! so many bytes in them, so memory is bounded whatever the inputs hold; and the output does not depend on the number
//! of threads.

use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};
use crate::io::{ArticleReader, RawBatch, ReadOptions};
use crate::pipeline::{Annotation, Pipeline};
use std::collections::BTreeMap;
use std::io::Write;
use std::num::NonZeroUsize;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// More raw bytes than this are in work at once only if one batch alone has more.
const IN_WORK_BYTES: usize = 64 << 20;
/// Output buffers above this size are given back after use.
const KEEP_OUTPUT_BYTES: usize = 4 << 20;

/// What became of the inputs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles written.
    pub written: u64,
    /// Articles left out, each with an error.
    pub left_out: u64,
    /// Files and folders that could not be read, or not to their end, each with an error.
    pub unreadable: u64,
}

/// Annotates all articles of `reader` on `threads` threads. What `render` appends for each goes to `out` in the order of
/// the inputs; `on_error` hears, in the same order, of every article left out and every file that could not be read.
///
/// # Errors
/// [`ErrorKind::Io`] if `out` fails. Errors of the inputs do not end the run.
pub fn annotate(
    pipeline: &Pipeline,
    reader: &mut ArticleReader,
    threads: NonZeroUsize,
    render: impl Fn(&Article, &Annotation, &mut Vec<u8>) -> Result<()> + Sync,
    out: &mut impl Write,
    on_error: impl FnMut(&Error),
) -> Result<Summary> {
    let options = reader.options().clone();
    let (to_work, work) = channel();
    let (to_write, done) = channel();
    let (to_fill, free) = channel();
    let work = Mutex::new(work);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build()
        .map_err(|e| Error::setting(format!("{threads} threads cannot be had: {e}")))?;
    thread::scope(|scope| {
        scope.spawn(move || fill(reader, 2 * threads.get() + 2, &free, to_work));
        let (work, options, render) = (&work, &options, &render);
        // One worker a thread of the pool; the way to the writer closes behind the last of them.
        scope.spawn(move || pool.broadcast(|_| annotate_batches(pipeline, options, render, work, &to_write)));
        // The free batches' way back is closed by the end of this call, which also ends a reader that waits for one.
        write(done, to_fill, out, on_error)
    })
}

/// One turn of the ring: raw articles, then what came of them.
#[derive(Default)]
struct Batch {
    number: u64,
    size: usize,
    raw: RawBatch,
    out: Vec<u8>,
    written: u64,
    errors: Vec<Error>,
}

/// The reader: fills up to `count` batches until the inputs or the other ends of the channels are gone.
fn fill(reader: &mut ArticleReader, count: usize, free: &Receiver<Batch>, to_work: Sender<Batch>) {
    let mut spare: Vec<Batch> = std::iter::repeat_with(Batch::default).take(count).collect();
    let mut in_work = 0;
    for number in 0.. {
        while spare.is_empty() {
            let Ok(batch) = free.recv() else { return };
            in_work -= batch.size;
            spare.push(batch);
        }
        let Some(mut batch) = spare.pop() else { return };
        if !reader.fill(&mut batch.raw) {
            return;
        }
        (batch.number, batch.size) = (number, batch.raw.size());
        while in_work > 0 && in_work + batch.size > IN_WORK_BYTES {
            let Ok(batch) = free.recv() else { return };
            in_work -= batch.size;
            spare.push(batch);
        }
        in_work += batch.size;
        if to_work.send(batch).is_err() {
            return;
        }
    }
}

/// A worker: takes whichever batch is next until there are no more.
fn annotate_batches(
    pipeline: &Pipeline,
    options: &ReadOptions,
    render: &impl Fn(&Article, &Annotation, &mut Vec<u8>) -> Result<()>,
    work: &Mutex<Receiver<Batch>>,
    to_write: &Sender<Batch>,
) {
    let mut worker = pipeline.worker();
    loop {
        let next = work.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(mut batch) = next else { return };
        let Batch { raw, out, written, errors, .. } = &mut batch;
        for article in raw.articles(options) {
            let before = out.len();
            let rendered = article.and_then(|article| {
                // Should one article bring out a bug of ours, the others are not to pay for it.
                catch_unwind(AssertUnwindSafe(|| render(&article, pipeline.annotate(&mut worker, &article), out))).unwrap_or_else(|_| {
                    worker = pipeline.worker();
                    Err(Error::bug(format!("article {}", article.id)).of_article(&article.id))
                })
            });
            match rendered {
                Ok(()) => *written += 1,
                Err(error) => {
                    out.truncate(before);
                    errors.push(error);
                }
            }
        }
        if to_write.send(batch).is_err() {
            return;
        }
    }
}

/// The writer: puts the batches in order.
fn write(done: Receiver<Batch>, to_fill: Sender<Batch>, out: &mut impl Write, mut on_error: impl FnMut(&Error)) -> Result<Summary> {
    let mut summary = Summary::default();
    let mut early = BTreeMap::new();
    let mut next = 0;
    for batch in done {
        early.insert(batch.number, batch);
        while let Some(mut batch) = early.remove(&next) {
            next += 1;
            out.write_all(&batch.out).map_err(|error| Error::io("the output could not be written", error))?;
            summary.written += batch.written;
            for error in batch.errors.drain(..) {
                match error.kind() {
                    ErrorKind::Io => summary.unreadable += 1,
                    _ => summary.left_out += 1,
                }
                on_error(&error);
            }
            batch.written = 0;
            batch.out.clear();
            batch.out.shrink_to(KEEP_OUTPUT_BYTES);
            // After the last batch nobody waits for free ones.
            let _ = to_fill.send(batch);
        }
    }
    out.flush().map_err(|error| Error::io("the output could not be written", error))?;
    Ok(summary)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;
    use std::io;
    use std::time::Duration;

    const ARTICLES: usize = 700;

    fn input() -> (tempfile::TempDir, ArticleReader) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.jsonl");
        let lines: String = (0..ARTICLES).map(|i| format!("{{\"id\":{i},\"text\":\"One. Two {i}.\"}}\n")).collect();
        fs::write(&file, lines).unwrap();
        let reader = ArticleReader::new(vec![file], ReadOptions::default()).unwrap();
        (folder, reader)
    }

    /// Runs with a renderer that writes id and number of tokens, is slow on the first articles and fails on some.
    fn run(threads: usize, out: &mut impl Write) -> (Result<Summary>, Vec<String>) {
        let (_folder, mut reader) = input();
        let mut errors = Vec::new();
        let render = |article: &Article, annotation: &Annotation, out: &mut Vec<u8>| {
            let number: usize = article.id.parse().unwrap();
            if number < 64 {
                thread::sleep(Duration::from_micros(500));
            }
            out.extend_from_slice(format!("{number} {}\n", annotation.tokens.len()).as_bytes());
            assert!(number % 100 != 42, "a bug");
            if number % 100 == 7 { Err(Error::setting(format!("no {number}"))) } else { Ok(()) }
        };
        let threads = NonZeroUsize::new(threads).unwrap();
        let summary = annotate(&Pipeline::new(), &mut reader, threads, render, out, |e| errors.push(e.to_string()));
        (summary, errors)
    }

    #[test]
    fn output_and_errors_come_in_order_on_any_number_of_threads() {
        let mut expected = String::new();
        let mut expected_errors = Vec::new();
        for i in 0..ARTICLES {
            match i % 100 {
                7 => expected_errors.push(format!("no {i}")),
                42 => expected_errors.push(Error::bug(format!("article {i}")).to_string()),
                _ => expected += &format!("{i} 5\n"),
            }
        }
        for threads in [1, 2, 8] {
            let mut out = Vec::new();
            let (summary, errors) = run(threads, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{threads} threads");
            assert_eq!(errors, expected_errors, "{threads} threads");
            assert_eq!(summary.unwrap(), Summary { written: 686, left_out: 14, unreadable: 0 });
        }
    }

    /// Takes so many bytes and then no more.
    struct Full(usize);

    impl Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_failing_output_ends_the_run() {
        for room in [0, 3000] {
            let error = run(3, &mut Full(room)).0.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Io);
            assert!(error.to_string().starts_with("the output could not be written: "), "{error}");
        }
    }
}
