//! The beginning of a run: anew, or where an interrupted one has come to.

use super::errors::Errors;
use super::fingerprint::Fingerprint;
use super::journal::Journal;
use super::progress::Screen;
use super::stats::{Ended, counted, left_out};
use super::stop::Stop;
use super::{Run, exit_code};
use crate::command::tell;
use crate::output::{Goal, Output};
use crate::partial::{Partial, beside};
use anyhow::{Context, bail};
use std::fs;
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use whosaid::io::out::{OutputFormat, Sink, Target};
use whosaid::io::{ArticleReader, InputState};

/// Options of a run.
#[derive(Debug, clap::Args)]
pub(crate) struct RunArgs {
    /// Go on with an interrupted run: the same command again with this option; needs -o and inputs that are files
    #[arg(long)]
    resume: bool,
    /// End at the first article or input that cannot be read, with exit code 2, instead of leaving it out
    #[arg(long)]
    strict: bool,
    /// Write errors of the inputs to FILE as JSON lines, instead of telling them one by one
    #[arg(long, value_name = "FILE")]
    pub(crate) errors: Option<PathBuf>,
    /// Write the figures of the run to FILE as JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) stats: Option<PathBuf>,
    /// No progress and no summary on standard error
    #[arg(short, long)]
    quiet: bool,
    /// With -o, note so often how far the work has come: --resume repeats no more than was done since
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    journal_every: u16,
}

/// How a run begins.
#[derive(Debug)]
pub(crate) enum Begun {
    /// With work to do.
    Run(Box<Run>),
    /// Not at all: an earlier run has done everything, and ended with this exit code.
    Finished(u8),
}

/// A journal on the disk, and the partial output that it speaks of.
struct Kept {
    partial: Partial,
    journal: Journal,
    path: PathBuf,
}

impl RunArgs {
    /// Opens all that the run writes to. `fingerprint` gives what the output depends on, but for the inputs.
    pub(crate) fn begin(
        &self,
        target: Target,
        output: Option<&Path>,
        inputs: Vec<InputState>,
        threads: NonZeroUsize,
        fingerprint: impl FnOnce() -> anyhow::Result<Fingerprint>,
    ) -> anyhow::Result<Begun> {
        let lasting = inputs.iter().all(|input| input.lasts);
        let bytes = lasting.then(|| inputs.iter().map(|input| input.bytes).sum());
        if let Some(stats) = &self.stats {
            // A wrong path is told before the work; what was opened for that goes away again.
            drop(Output::to(Goal::of(Some(stats))?)?);
        }
        let goal = if target.format == OutputFormat::Brat { Goal::folder(output)? } else { Goal::of(output)? };
        let on_screen = matches!(goal, Goal::Stdout) && std::io::stdout().is_terminal();
        let show = !self.quiet && !on_screen && std::io::stderr().is_terminal();
        if self.resume {
            refuse_what_does_not_last(target.format, &goal, &inputs)?;
        }
        let mut part = None;
        let (output, journal) = match goal {
            Goal::File(path) if lasting && target.format.can_go_on() => match self.keep(&path, Fingerprint { inputs, ..fingerprint()? })? {
                ControlFlow::Continue(Kept { partial, journal, path }) => {
                    part = Some(partial.part().to_path_buf());
                    (Output::Kept(partial), Some((journal, path)))
                }
                ControlFlow::Break(code) => return Ok(Begun::Finished(code)),
            },
            goal => (Output::to(goal)?, None),
        };
        let begun = journal.as_ref().map(|(journal, _)| journal.clone()).unwrap_or_default();
        let goes_on = journal.as_ref().filter(|_| begun.runs > 0).map(|(journal, path)| (journal.errors_bytes, path.as_path()));
        let errors = Errors::open(self.errors.as_deref(), goes_on)?;
        // A run that waits for standard input would not see a mark; there the signal ends it as it ends any program.
        let stop = if lasting { Some(Stop::listen().context("Ctrl-C cannot be listened to")?) } else { None };
        let name = output.name();
        let sink = if begun.runs > 0 { Sink::go_on(target, output, begun.output_bytes) } else { Sink::new(target, output) };
        let mut run = Run {
            name,
            sink: Some(sink?),
            complete: None,
            output_bytes: begun.output_bytes,
            settled: false,
            part,
            errors,
            screen: Screen::new(show, bytes, &begun.done),
            stop,
            journal,
            noted: Instant::now(),
            every: Duration::from_secs(self.journal_every.into()),
            strict: self.strict,
            quiet: self.quiet,
            resume: self.resume,
            stats: self.stats.clone(),
            threads,
            done: begun.done,
            before: (Duration::from_millis(begun.milliseconds), begun.runs),
            ended: Ended::Finished,
        };
        run.settle();
        Ok(Begun::Run(Box::new(run)))
    }

    /// The partial output at `path`, cut to where the run begins. If all is done, the exit code of the run that did it. What is refused
    /// leaves no new file.
    fn keep(&self, path: &Path, fingerprint: Fingerprint) -> anyhow::Result<ControlFlow<u8, Kept>> {
        let (name, noted) = (path.display(), beside(path, "journal"));
        let left = Partial::left(path)?;
        match Journal::load(&noted) {
            Ok(Some(journal)) if self.resume && journal.finished && is_gone(path, left.as_ref(), &journal)? => {
                tell(format_args!("{name}: was finished and is not there any more; begins at the first article"));
            }
            Ok(Some(journal)) if journal.finished && self.resume => {
                let differs = fingerprint.differs_from(&journal.fingerprint);
                if !differs.is_empty() {
                    bail!("{name}: was made otherwise: {}; make it the same again, or run without --resume", differs.join("; "));
                }
                finish(path, left, &journal)?;
                tell(format_args!("{name}: is finished already, with {}", counted(journal.done.written, "article")));
                if let Some(left_out) = left_out(&journal.done) {
                    tell(left_out);
                }
                return Ok(ControlFlow::Break(exit_code(&journal.done)));
            }
            Ok(Some(journal)) if !journal.finished => {
                let (done, differs) = (journal.done.written + journal.done.left_out, fingerprint.differs_from(&journal.fingerprint));
                let (done, anew) = (counted(done, "article"), format!("remove {} to begin anew", noted.display()));
                let interrupted = format!("an interrupted run has done {done} of it");
                match (self.resume, differs.join("; ")) {
                    (true, differs) if differs.is_empty() => {}
                    (false, differs) if differs.is_empty() => bail!("{name}: {interrupted}; go on by --resume, or {anew}"),
                    (_, differs) => {
                        bail!(
                            "{name}: {interrupted}, but was begun otherwise: {differs}; give what it was begun with and --resume, or {anew}"
                        )
                    }
                }
                let Some(mut partial) = left else { bail!("{name}: what {interrupted} is not there any more; {anew}") };
                partial.cut(journal.output_bytes)?;
                tell(format_args!("{name}: goes on behind {done}"));
                return Ok(ControlFlow::Continue(Kept { partial, journal, path: noted }));
            }
            Err(damaged) if self.resume => return Err(damaged),
            Ok(None) if self.resume => tell(format_args!("{name}: there is no interrupted run to go on with; begins at the first article")),
            // With a finished or a damaged one nothing can be gone on with.
            Ok(_) | Err(_) => {}
        }
        let mut partial = left.map_or_else(|| Partial::open(path), Ok)?;
        Journal::remove(&noted).with_context(|| format!("{}: cannot be removed", noted.display()))?;
        partial.cut(0)?;
        Ok(ControlFlow::Continue(Kept { partial, journal: Journal::new(fingerprint), path: noted }))
    }
}

/// Refuses to go on with what cannot be read or written a second time.
fn refuse_what_does_not_last(format: OutputFormat, goal: &Goal, inputs: &[InputState]) -> anyhow::Result<()> {
    if !format.can_go_on() {
        bail!("--resume cannot go on with an output as {}, which is complete or nothing; write --to rows, which can", format.name());
    }
    match goal {
        Goal::File(_) | Goal::Folder(_) => {}
        Goal::Stdout => bail!("--resume needs -o FILE: what went to standard output cannot be gone on with"),
        Goal::Device(path) => bail!("--resume needs -o FILE: {} is none, and what went there is gone", path.display()),
    }
    match inputs.iter().find(|input| !input.lasts) {
        Some(input) if input.path == ArticleReader::STDIN => bail!("--resume needs files: standard input cannot be read a second time"),
        Some(input) => bail!("--resume needs files: {} is none and cannot be read a second time", input.path),
        None => Ok(()),
    }
}

/// Whether a partial file holds the whole output of a run that has noted its end, and only waits for its name. A power cut may have left more
/// behind that.
fn is_whole(left: &Partial, journal: &Journal) -> bool {
    left.len().is_ok_and(|length| length >= journal.output_bytes)
}

/// Whether the output of a run that has noted its end has been moved or removed: then nothing is left to lose.
fn is_gone(path: &Path, left: Option<&Partial>, journal: &Journal) -> anyhow::Result<bool> {
    let there = path.try_exists().with_context(|| format!("{}: cannot be looked at", path.display()))?;
    Ok(!there && !left.is_some_and(|left| is_whole(left, journal)))
}

/// Does the last step of a run that has ended between its last note and the renaming, if it is still to do.
fn finish(path: &Path, left: Option<Partial>, journal: &Journal) -> anyhow::Result<()> {
    let name = path.display();
    match left {
        Some(mut left) if is_whole(&left, journal) => {
            left.cut(journal.output_bytes)?;
            return left.finish().with_context(|| format!("{name}: could not be put in its place"));
        }
        Some(left) => left.remove(),
        None => {}
    }
    let found = fs::metadata(path).with_context(|| format!("{name}: cannot be looked at"))?.len();
    if found != journal.output_bytes {
        let was = journal.output_bytes;
        bail!("{name}: was finished with {was} bytes and has been changed since, it has {found}; run without --resume to make it anew");
    }
    Ok(())
}
