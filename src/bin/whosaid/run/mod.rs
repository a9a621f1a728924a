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
pub(crate) use fingerprint::{FileState, Fingerprint, UNUSED};
pub(crate) use stats::counted;

use crate::command::{COULD_NOT_RUN, DONE, INTERRUPTED, LEFT_OUT, tell};
use crate::output::Output;
use crate::partial::beside;
use anyhow::{anyhow, bail};
use errors::Errors;
use journal::Journal;
use progress::Screen;
use stats::{Ended, Stats, left_out};
use std::fs;
use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use stop::Stop;
use whosaid::Error;
use whosaid::batch::{Portion, Summary};
use whosaid::io::out::Sink;
use whosaid::io::{ArticleReader, RawBatch};

/// A run.
#[derive(Debug)]
pub(crate) struct Run {
    name: String,
    /// Takes the output until it is complete.
    sink: Option<Sink<Output>>,
    /// What there is of it then.
    complete: Option<Output>,
    /// Bytes of the output that hold all of `done`; while none do so, the bytes when some did.
    output_bytes: u64,
    settled: bool,
    errors: Errors,
    screen: Screen,
    stop: Option<Stop>,
    /// The hidden file that is the output so far, if another run could go on with it.
    part: Option<PathBuf>,
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
                "{}: the inputs do not read as they did: number {} was {}, now {}; remove {} to begin anew",
                self.name,
                position.pieces,
                position.last,
                last.map_or_else(|| format!("there are {skipped} in all"), |last| format!("it is {last}")),
                beside(Path::new(&self.name), "journal").display()
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
        if let Err(error) = self.write(portion.records) {
            self.ended = Ended::Failed;
            // What is written can be kept even now, if the journal finds room; else the one before holds.
            let _ = self.note(false);
            return Err(error);
        }
        self.errors.take(portion.errors, &self.screen)?;
        self.done.clone_from(portion.so_far);
        self.screen.show(&self.done);
        self.settle();
        // What cannot be kept now can be in a moment: a compressed block ends.
        if self.stop.as_ref().is_some_and(Stop::asked) && (self.settled || self.journal.is_none()) {
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
            self.write(portion.records)?;
            self.done.clone_from(portion.so_far);
            self.settle();
        }
        Ok(ControlFlow::Break(()))
    }

    fn write(&mut self, records: &[u8]) -> whosaid::Result<()> {
        let Some(sink) = &mut self.sink else { return Ok(()) };
        sink.write_all(records).map_err(|error| Error::io("the output could not be written", error))
    }

    /// Whether the output now holds all that is done.
    fn settle(&mut self) {
        let bytes = self.sink.as_ref().and_then(Sink::settled);
        self.settled = bytes.is_some();
        self.output_bytes = bytes.unwrap_or(self.output_bytes);
    }

    /// Notes how far the run has come, once that is on the disk.
    fn note(&mut self, finished: bool) -> whosaid::Result<()> {
        let output = self.complete.as_ref().or_else(|| self.sink.as_ref()?.get_ref());
        let (Some((journal, path)), Some(Output::Kept(partial))) = (&mut self.journal, output) else { return Ok(()) };
        if !self.settled || self.done.position.pieces == 0 && !finished {
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
    pub(crate) fn end(mut self, result: whosaid::Result<Summary>, reader: &ArticleReader) -> anyhow::Result<u8> {
        self.screen.clear();
        let nothing = self.done.written + self.done.left_out + reader.files_read() == 0 && self.done.unreadable > 0;
        if result.is_ok() && self.ended == Ended::Finished && nothing {
            self.discard();
            tell(format_args!("no input could be read{}", self.errors.place()));
            return Ok(COULD_NOT_RUN);
        }
        if let Err(error) = result.and_then(|_| self.complete()) {
            self.ended = Ended::Failed;
            // The figures come second to the error.
            let _ = self.stats.as_deref().map(|path| self.figures().write(path));
            return Err(self.failed(error));
        }
        let (figures, next_step, is_noted) = (self.figures(), self.next_step(), self.is_noted());
        match (self.ended, self.complete.take()) {
            (Ended::Finished, Some(output)) => output.finish()?,
            (ended, _) if ended != Ended::Finished && !is_noted => self.discard(),
            _ => {}
        }
        let Run { errors, stats, quiet, ended, done, .. } = self;
        if let Some(path) = stats {
            figures.write(&path)?;
        }
        if !quiet {
            figures.lines().iter().for_each(tell);
            if reader.passed_over() > 0 && ended == Ended::Finished {
                let (files, first) = (reader.passed_over(), reader.first_passed_over());
                let more = if files > first.len() as u64 { ", …" } else { "" };
                tell(format_args!("passed over {} of other kinds: {}{more}", counted(files, "file"), first.join(", ")));
            }
        }
        if let Some(left_out) = left_out(&done) {
            tell(format_args!("{left_out}{}", errors.place()));
        }
        Ok(match ended {
            Ended::Finished => exit_code(&done),
            Ended::Interrupted => {
                tell(format_args!("interrupted behind {}; {next_step}", counted(done.written + done.left_out, "article")));
                INTERRUPTED
            }
            Ended::Stopped | Ended::Failed => {
                tell(format_args!("ended at the first error, as --strict asks; {next_step}"));
                COULD_NOT_RUN
            }
        })
    }

    /// Completes the output where all is done, or where nobody can go on with it. Notes the end where an earlier note would say otherwise or
    /// `--resume` may ask again.
    fn complete(&mut self) -> whosaid::Result<()> {
        if self.ended != Ended::Finished && self.journal.is_some() {
            return Ok(());
        }
        let Some(sink) = self.sink.take() else { return Ok(()) };
        let failed = |error| Error::io("the output could not be written", error);
        let output = sink.finish().map_err(failed)?;
        self.output_bytes = output.len().map_err(failed)?.unwrap_or(self.output_bytes);
        self.settled = true;
        self.complete = Some(output);
        if self.ended == Ended::Finished && (self.is_noted() || self.resume) { self.note(true) } else { Ok(()) }
    }

    /// Whether there is something that can be gone on with.
    fn is_noted(&self) -> bool {
        self.journal.as_ref().is_some_and(|(journal, _)| journal.runs > 0)
    }

    fn next_step(&self) -> String {
        match &self.journal {
            // The same command would end at the same place; and inputs that are mended are others, with which no run goes on.
            Some((_, path)) if self.is_noted() && self.ended == Ended::Stopped => format!(
                "with --resume and without --strict the command leaves that out and goes on there; once the input is mended, remove {} to begin anew",
                path.display()
            ),
            Some(_) if self.is_noted() => "the same command with --resume goes on there".to_owned(),
            Some(_) => "nothing was done before".to_owned(),
            None => "only what goes from files to a file (-o) can be gone on with".to_owned(),
        }
    }

    /// The error that ended the run, and what to do about it.
    fn failed(mut self, error: Error) -> anyhow::Error {
        let (name, done) = (self.name.clone(), counted(self.done.written + self.done.left_out, "article"));
        if self.is_noted() {
            return anyhow!("{name}: {error}; {done} done before it are kept: once that is mended, the same command with --resume goes on");
        }
        self.discard();
        anyhow!(error).context(name)
    }

    fn figures(&self) -> Stats {
        let time = self.before.0 + self.screen.elapsed();
        Stats::new(&self.done, self.ended, self.output_bytes, time, self.threads, self.before.1 + 1)
    }

    /// Leaves nothing behind.
    fn discard(&mut self) {
        (self.sink, self.complete) = (None, None);
        if let Some((_, path)) = &self.journal {
            // A note that stays would only speak of a file that is not there; what cannot be removed is begun anew by the next run.
            let _ = Journal::remove(path);
            let _ = self.part.as_ref().map(fs::remove_file);
        }
    }
}

/// The exit code of a run that has done all of this.
fn exit_code(done: &Summary) -> u8 {
    if done.left_out + done.unreadable == 0 { DONE } else { LEFT_OUT }
}
