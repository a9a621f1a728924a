//! A run over many articles that loses nothing.
//!
//! With `-o FILE` the output stands in a hidden file beside FILE until all is done, and a journal beside that says how far it has come and
//! what it was begun with. `--resume` cuts the output to what the journal promises, passes over the inputs that are done, and goes on. Portions
//! of a run are the same however often it was interrupted, so the bytes are too.

mod begin;
mod errors;
mod fingerprint;
mod journal;
mod progress;
mod stats;
mod stop;

pub(crate) use begin::{Begun, RunArgs};
pub(crate) use fingerprint::{FileState, Fingerprint};

use crate::command::{COULD_NOT_RUN, DONE, INTERRUPTED, LEFT_OUT, tell};
use crate::output::Output;
use anyhow::{anyhow, bail};
use errors::Errors;
use journal::Journal;
use progress::Screen;
use stats::{Ended, Stats, counted};
use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use stop::Stop;
use whosaid::Error;
use whosaid::batch::{Portion, Summary};
use whosaid::io::{ArticleReader, RawBatch};

/// A run.
#[derive(Debug)]
pub(crate) struct Run {
    output: Output,
    output_bytes: u64,
    errors: Errors,
    screen: Screen,
    stop: Option<Stop>,
    /// How far the run has come, and where that is noted; without one, the run cannot be resumed.
    journal: Option<(Journal, PathBuf)>,
    noted: Instant,
    every: Duration,
    strict: bool,
    quiet: bool,
    resume: bool,
    stats: Option<PathBuf>,
    threads: NonZeroUsize,
    done: Summary,
    /// Time and number of the runs before, which this one goes on with.
    before: (Duration, u32),
    ended: Ended,
}

impl Run {
    /// Brings the reader to where the run begins.
    pub(crate) fn skip(&self, reader: &mut ArticleReader) -> anyhow::Result<()> {
        let position = &self.done.position;
        let Some(before_last) = position.pieces.checked_sub(1) else { return Ok(()) };
        let mut batch = RawBatch::default();
        let skipped = reader.skip(before_last);
        reader.fill_at_most(&mut batch, 1);
        let last = batch.last_place();
        if last.as_ref() != Some(&position.last) {
            // A file that could not be read and now can has other articles under the same numbers.
            bail!(
                "{}: the inputs do not read as they did: number {} was {}, now {}; run without --resume to begin anew",
                self.output.name(),
                position.pieces,
                position.last,
                last.map_or_else(|| format!("there are {skipped} in all"), |last| format!("it is {last}"))
            );
        }
        Ok(())
    }

    /// What was done before.
    pub(crate) fn done(&self) -> &Summary {
        &self.done
    }

    /// Whether the first error ends the run.
    pub(crate) fn is_strict(&self) -> bool {
        self.strict
    }

    /// Takes what comes of some articles, and says whether to go on.
    pub(crate) fn take(&mut self, portion: Portion<'_>) -> whosaid::Result<ControlFlow<()>> {
        if self.strict && !portion.errors.is_empty() {
            return self.stop_at(portion);
        }
        if let Err(error) = self.output.write_all(portion.records) {
            self.ended = Ended::Failed;
            // What is written can be kept even now, if the journal finds room; else the one before holds.
            let _ = self.note(false);
            return Err(Error::io("the output could not be written", error));
        }
        self.output_bytes += portion.records.len() as u64;
        self.errors.take(portion.errors, &self.screen)?;
        self.done.clone_from(portion.so_far);
        self.screen.show(&self.done);
        if self.stop.as_ref().is_some_and(Stop::asked) {
            self.ended = Ended::Interrupted;
            self.note(false)?;
            return Ok(ControlFlow::Break(()));
        }
        if self.noted.elapsed() >= self.every {
            self.note(false)?;
        }
        Ok(ControlFlow::Continue(()))
    }

    /// The end of a strict run: a file keeps what is before the portion, so that the error comes again if it is not mended; others get
    /// all that stands before the error.
    fn stop_at(&mut self, portion: Portion<'_>) -> whosaid::Result<ControlFlow<()>> {
        self.ended = Ended::Stopped;
        self.note(false)?;
        self.errors.take(portion.errors, &self.screen)?;
        if self.journal.is_none() {
            self.output.write_all(portion.records).map_err(|error| Error::io("the output could not be written", error))?;
            self.output_bytes += portion.records.len() as u64;
            self.done.clone_from(portion.so_far);
        }
        Ok(ControlFlow::Break(()))
    }

    /// Notes how far the run has come, once that is on the disk.
    fn note(&mut self, finished: bool) -> whosaid::Result<()> {
        let (Some((journal, path)), Output::Kept(partial)) = (&mut self.journal, &self.output) else { return Ok(()) };
        if self.done.position.pieces == 0 && !finished {
            return Ok(());
        }
        let failed = |error| Error::io("the output could not be written", error);
        partial.sync().map_err(failed)?;
        journal.errors_bytes = self.errors.sync().map_err(failed)?;
        journal.output_bytes = self.output_bytes;
        journal.done.clone_from(&self.done);
        journal.milliseconds = u64::try_from((self.before.0 + self.screen.elapsed()).as_millis()).unwrap_or(u64::MAX);
        journal.runs = self.before.1 + 1;
        journal.finished = finished;
        journal.store(path).map_err(failed)?;
        self.noted = Instant::now();
        Ok(())
    }

    /// Ends the run: puts the output in its place if all is done, tells what became of it, and gives the exit code.
    pub(crate) fn end(mut self, result: whosaid::Result<Summary>, files_read: u64) -> anyhow::Result<u8> {
        self.screen.clear();
        if result.is_ok() && self.ended == Ended::Finished && files_read == 0 {
            discard(self.output, self.journal);
            tell("no input could be read");
            return Ok(COULD_NOT_RUN);
        }
        if let Err(error) = result.and_then(|_| self.note_the_end()) {
            self.ended = Ended::Failed;
            // The figures come second to the error.
            let _ = self.stats.as_deref().map(|path| self.figures().write(path));
            return Err(self.failed(error));
        }
        let (figures, next_step, is_noted) = (self.figures(), self.next_step(), self.is_noted());
        let Run { output, journal, errors, stats, quiet, ended, done, .. } = self;
        match ended {
            Ended::Finished => output.finish()?,
            _ if !is_noted => discard(output, journal),
            _ => {}
        }
        if let Some(path) = stats {
            figures.write(&path)?;
        }
        if !quiet {
            figures.lines().iter().for_each(tell);
        }
        let Summary { written, left_out, unreadable, .. } = done;
        let articles = written + left_out;
        if left_out + unreadable > 0 {
            let unread = if unreadable > 0 { format!(", inputs that could not be read: {unreadable}") } else { String::new() };
            tell(format_args!("left out {left_out} of {articles} articles{unread}{}", errors.place()));
        }
        Ok(match ended {
            Ended::Finished if left_out + unreadable == 0 => DONE,
            Ended::Finished => LEFT_OUT,
            Ended::Interrupted => {
                tell(format_args!("interrupted behind {}; {next_step}", counted(articles, "article")));
                INTERRUPTED
            }
            Ended::Stopped | Ended::Failed => {
                tell(format_args!("ended at the first error, as --strict asks; {next_step}"));
                COULD_NOT_RUN
            }
        })
    }

    /// Notes that all is done, where an earlier note would say otherwise or `--resume` may ask again.
    fn note_the_end(&mut self) -> whosaid::Result<()> {
        if self.ended == Ended::Finished && (self.is_noted() || self.resume) { self.note(true) } else { Ok(()) }
    }

    /// Whether there is something that can be gone on with.
    fn is_noted(&self) -> bool {
        self.journal.as_ref().is_some_and(|(journal, _)| journal.runs > 0)
    }

    fn next_step(&self) -> &'static str {
        match &self.journal {
            Some(_) if self.is_noted() => "the same command with --resume goes on there",
            Some(_) => "nothing was done before",
            None => "only what goes from files to a file (-o) can be gone on with",
        }
    }

    /// The error that ended the run, and what to do about it.
    fn failed(self, error: Error) -> anyhow::Error {
        let (name, done) = (self.output.name(), counted(self.done.written + self.done.left_out, "article"));
        if self.is_noted() {
            return anyhow!("{name}: {error}; {done} done before it are kept: once that is mended, the same command with --resume goes on");
        }
        discard(self.output, self.journal);
        anyhow!(error).context(name)
    }

    fn figures(&self) -> Stats {
        let time = self.before.0 + self.screen.elapsed();
        Stats::new(&self.done, self.ended, self.output_bytes, time, self.threads, self.before.1 + 1)
    }
}

/// Leaves nothing behind.
fn discard(output: Output, journal: Option<(Journal, PathBuf)>) {
    if let Some((_, path)) = &journal {
        // A note that stays would only speak of a file that is not there.
        let _ = Journal::remove(path);
    }
    if let Output::Kept(partial) = output {
        partial.remove();
    }
}
