//! Many articles: one reader, many workers, one writer, in the order of the inputs.
//!
//! The reader fills batches of raw articles, whichever worker is free decodes and annotates one as a whole, and the writer
//! puts them back in order and hands them over. What is read and not yet annotated, and what is annotated and not yet handed
//! over, is limited in number and bytes, so that memory is bounded whatever the inputs hold; and what is handed over, and in
//! which portions, does not depend on the number of threads.
//!
//! A portion may be the last of a run: [`Summary`] says how far the inputs have been worked off, and a reader that
//! [skips](ArticleReader::skip) so many pieces goes on from there, with the same portions as if nothing had happened.

mod ring;
mod room;
mod writer;

use crate::article::Article;
use crate::error::{Error, Result};
use crate::io::ArticleReader;
use crate::pipeline::{Annotation, Pipeline};
use crate::record::RowCounts;
use ring::{Reading, Work};
use room::Room;
use serde::{Deserialize, Serialize};
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::thread;

/// What became of the inputs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Articles written.
    pub written: u64,
    /// Articles left out, each with an error.
    pub left_out: u64,
    /// Files and folders that could not be read, or not to their end, each with an error.
    pub unreadable: u64,
    /// Bytes of text in the articles written.
    pub text_bytes: u64,
    /// Rows of their records.
    pub rows: RowCounts,
    /// How far the inputs have been worked off.
    pub position: Position,
}

/// A place in the inputs, behind all that has been handed over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Articles and errors before it: so many has [`ArticleReader::skip`] to pass over.
    pub pieces: u64,
    /// Bytes of the inputs before it.
    pub bytes: u64,
    /// Where the last piece before it stands, as `file` or `file:line`.
    pub last: String,
}

/// How a run is to go.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Workers at once.
    pub threads: NonZeroUsize,
    /// Whether the first error of the inputs ends the run. What stands before it is still handed over.
    pub strict: bool,
    /// What was done before. The reader must have been brought there; counts go on from it.
    pub begun: Summary,
}

/// What comes of some articles that follow each other.
#[derive(Clone, Copy, Debug)]
pub struct Portion<'a> {
    /// What was rendered, in order: whole articles.
    pub records: &'a [u8],
    /// The articles left out and the files that could not be read, in order.
    pub errors: &'a [Error],
    /// All that is done, this portion included.
    pub so_far: &'a Summary,
}

/// Annotates all articles of `reader`. What `render` appends for each, giving the counts of its rows, goes to `take` portion by portion,
/// in the order of the inputs, until there are no more or `take` breaks off.
///
/// # Errors
/// Those of `take`, which end the run; errors of the inputs do not. [`crate::ErrorKind::Setting`] if the threads cannot be had.
pub fn annotate(
    pipeline: &Pipeline,
    reader: &mut ArticleReader,
    settings: Settings,
    render: impl Fn(&Article, &Annotation, &mut Vec<u8>) -> Result<RowCounts> + Sync,
    take: impl FnMut(Portion<'_>) -> Result<ControlFlow<()>>,
) -> Result<Summary> {
    let Settings { threads, strict, begun } = settings;
    let options = reader.options().clone();
    let (to_work, work) = channel();
    let (to_write, done) = channel();
    let (to_fill, free) = channel();
    let (work, room) = (Mutex::new(work), Room::default());
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build()
        .map_err(|e| Error::setting(format!("{threads} threads cannot be had: {e}")))?;
    thread::scope(|scope| {
        let position = begun.position.clone();
        scope.spawn(move || Reading { reader, position }.fill(2 * threads.get() + 2, &free, &to_work));
        let work = Work { pipeline, options: &options, strict, render: &render, raw: &work, room: &room };
        // One worker a thread of the pool; the ways to writer and reader close behind the last of them.
        scope.spawn(move || pool.broadcast(|_| work.all(&to_write, &to_fill)));
        writer::write(done, &room, strict, begun, take)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::io::ReadOptions;
    use crate::record::Rows;
    use std::io::Write;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::{Duration, Instant};
    use std::{fs, io};

    const ARTICLES: usize = 700;

    fn input() -> (tempfile::TempDir, ArticleReader) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.jsonl");
        let lines: String = (0..ARTICLES).map(|i| format!("{{\"id\":{i},\"text\":\"One. Two {i}.\"}}\n")).collect();
        fs::write(&file, lines).unwrap();
        let reader = ArticleReader::new(vec![file], ReadOptions::default()).unwrap();
        (folder, reader)
    }

    struct Ran {
        end: Result<Summary>,
        errors: Vec<String>,
        portions: Vec<(Vec<u8>, Summary)>,
    }

    fn in_any_folder(mut summary: Summary) -> Summary {
        summary.position.last = summary.position.last.rsplit_once("a.jsonl").unwrap().1.to_owned();
        summary
    }

    /// Runs with a renderer that writes id and number of tokens, is slow on the first articles and fails on some. It goes on behind
    /// `begun` and breaks off at portion `until`, from 1.
    fn run_on(threads: usize, strict: bool, begun: Summary, until: usize, mut out: impl Write) -> Ran {
        let (_folder, mut reader) = input();
        assert_eq!(reader.skip(begun.position.pieces), begun.position.pieces);
        let (mut errors, mut portions) = (Vec::new(), Vec::new());
        let render = |article: &Article, annotation: &Annotation, out: &mut Vec<u8>| {
            let number: usize = article.id.parse().unwrap();
            if number < 64 {
                thread::sleep(Duration::from_micros(500));
            }
            out.extend_from_slice(format!("{number} {}\n", annotation.tokens.len()).as_bytes());
            assert!(number % 100 != 42, "a bug");
            let direct = Rows { rows: 2, with_speaker: 1 };
            if number % 100 == 7 { Err(Error::setting(format!("no {number}"))) } else { Ok(RowCounts { direct, ..RowCounts::default() }) }
        };
        let settings = Settings { threads: NonZeroUsize::new(threads).unwrap(), strict, begun };
        let end = annotate(&Pipeline::rules(), &mut reader, settings, render, |portion| {
            out.write_all(portion.records).map_err(|error| Error::io("the output could not be written", error))?;
            errors.extend(portion.errors.iter().map(ToString::to_string));
            portions.push((portion.records.to_vec(), in_any_folder(portion.so_far.clone())));
            Ok(if portions.len() == until { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        });
        Ran { end, errors, portions }
    }

    fn run(threads: usize, out: impl Write) -> Ran {
        run_on(threads, false, Summary::default(), usize::MAX, out)
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
            let ran = run(threads, &mut out);
            assert_eq!(String::from_utf8(out).unwrap(), expected, "{threads} threads");
            assert_eq!(ran.errors, expected_errors, "{threads} threads");
            let end = ran.end.unwrap();
            assert_eq!((end.written, end.left_out, end.unreadable, end.position.pieces), (686, 14, 0, 700));
            assert_eq!((end.rows.direct, end.rows.none.rows), (Rows { rows: 2 * 686, with_speaker: 686 }, 0));
            assert!(end.position.last.ends_with("a.jsonl:700"), "{}", end.position.last);
        }
    }

    #[test]
    fn a_run_that_goes_on_hands_over_the_same_portions() {
        let whole = run(2, io::sink()).portions;
        assert!(whole.len() > 9, "{}", whole.len());
        for until in [1, 3, whole.len() - 1, whole.len()] {
            let first = run_on(2, false, Summary::default(), until, io::sink());
            assert_eq!(first.portions, whole[..until]);
            let rest = run_on(1, false, first.end.unwrap(), usize::MAX, io::sink());
            assert_eq!(rest.portions, whole[until..], "from {until}");
            assert_eq!(in_any_folder(rest.end.unwrap()), whole[whole.len() - 1].1);
        }
    }

    #[test]
    fn a_strict_run_ends_at_the_first_error_with_what_stands_before_it() {
        for threads in [1, 3] {
            let mut out = Vec::new();
            let ran = run_on(threads, true, Summary::default(), usize::MAX, &mut out);
            assert_eq!((String::from_utf8(out).unwrap().lines().count(), ran.errors), (7, vec!["no 7".to_owned()]));
            assert_eq!(ran.end.unwrap().written, 7);
        }
    }

    #[test]
    fn an_article_that_takes_long_does_not_hold_up_the_others() {
        let (_folder, mut reader) = input();
        let others = AtomicUsize::new(0);
        let render = |article: &Article, _: &Annotation, _: &mut Vec<u8>| {
            let begun = Instant::now();
            // The rest of its own batch waits for it.
            while article.id == "0" && others.load(Ordering::Relaxed) < ARTICLES - 64 && begun.elapsed() < Duration::from_secs(20) {
                thread::sleep(Duration::from_millis(1));
            }
            others.fetch_add(1, Ordering::Relaxed);
            assert!(begun.elapsed() < Duration::from_secs(20));
            Ok(RowCounts::default())
        };
        let settings = Settings { threads: NonZeroUsize::new(2).unwrap(), strict: false, begun: Summary::default() };
        let summary = annotate(&Pipeline::rules(), &mut reader, settings, render, |_| Ok(ControlFlow::Continue(())));
        assert_eq!(summary.unwrap().written, ARTICLES as u64, "all others were done while one article went on");
    }

    #[test]
    fn errors_that_wait_for_the_writer_are_bounded_too() {
        let (_folder, mut reader) = input();
        let made = AtomicUsize::new(0);
        let render = |_: &Article, _: &Annotation, _: &mut Vec<u8>| {
            made.fetch_add(1, Ordering::Relaxed);
            Err(Error::setting("x".repeat(200_000)))
        };
        let settings = Settings { threads: NonZeroUsize::new(2).unwrap(), strict: false, begun: Summary::default() };
        let mut made_meanwhile = None;
        let summary = annotate(&Pipeline::rules(), &mut reader, settings, render, |_| {
            made_meanwhile.get_or_insert_with(|| {
                let mut before = 0;
                while made.load(Ordering::Relaxed) > before {
                    before = made.load(Ordering::Relaxed);
                    thread::sleep(Duration::from_millis(300));
                }
                before
            });
            Ok(ControlFlow::Continue(()))
        });
        assert_eq!(summary.unwrap().left_out, ARTICLES as u64);
        let made = made_meanwhile.unwrap();
        assert!(made < ARTICLES / 2, "{made} errors were made while the first were not yet taken");
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
            let error = run(3, &mut Full(room)).end.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Io);
            assert!(error.to_string().starts_with("the output could not be written: "), "{error}");
        }
    }
}
