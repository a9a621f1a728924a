//! `whosaid lexicon`.

use super::{DONE, tell};
use crate::output::{Output, refuse_inputs};
use crate::run::counted;
use anyhow::Context;
use clap::Subcommand;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use whosaid::lexicon::{FaultKind, LexiconBuilder};

/// It ran, and the lexicon has faults.
const HAS_FAULTS: u8 = 1;

/// Arguments of `whosaid lexicon`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Compile speakers into one file that loads at once, for --lexicon of every command
    Build(BuildArgs),
    /// Tell of bad lines, duplicates, and names that several speakers share, that may be several or that are ordinary words
    Check(CheckArgs),
}

#[derive(Debug, clap::Args)]
struct BuildArgs {
    /// Known speakers, as JSON lines, CSV, TSV or Parquet
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// Write to FILE, which appears only when all is done; `-` for standard output
    #[arg(short, long, value_name = "FILE.lex")]
    output: PathBuf,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 no fault, 1 faults, each told with file and line, 2 could not run.")]
struct CheckArgs {
    /// Known speakers, as JSON lines, CSV, TSV or Parquet
    #[arg(required = true, value_name = "IN")]
    inputs: Vec<PathBuf>,
    /// Faults of one sort that are told; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    match &args.action {
        Action::Build(args) => build(args),
        Action::Check(args) => check(args),
    }
}

fn build(args: &BuildArgs) -> anyhow::Result<u8> {
    refuse_inputs(&[("-o", Some(&args.output))], &args.inputs, |_| false)?;
    let mut output = Output::open(Some(&args.output))?;
    let mut builder = LexiconBuilder::new();
    for input in &args.inputs {
        builder.read_path(input)?;
    }
    let mut out = Counted { out: BufWriter::with_capacity(1 << 16, &mut output), bytes: 0 };
    let lexicon = builder.write(&mut out, &args.output.display().to_string())?;
    let bytes = out.bytes;
    drop(out);
    for warning in lexicon.warnings() {
        tell(warning);
    }
    let name = output.name();
    output.finish()?;
    let speakers = counted(lexicon.len() as u64, "speaker");
    tell(format_args!("{name}: {speakers}, names, aliases and roles: {}, {bytes} bytes", lexicon.forms()));
    Ok(DONE)
}

/// Counts what is written.
struct Counted<W> {
    out: W,
    bytes: usize,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let n = self.out.write(bytes)?;
        self.bytes += n;
        Ok(n)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

fn check(args: &CheckArgs) -> anyhow::Result<u8> {
    let mut builder = LexiconBuilder::for_check();
    for input in &args.inputs {
        builder.read_path(input)?;
    }
    let faults = builder.faults()?;
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let mut out = BufWriter::new(Output::open(None)?);
    for kind in FaultKind::ALL {
        let of_kind = || faults.iter().filter(|fault| fault.kind == kind);
        let n = of_kind().count();
        if n == 0 {
            continue;
        }
        let are = if limit == 1 { "is" } else { "are" };
        let unshown = if n > limit { format!(", of which {limit} {are} shown (--limit 0 shows all)") } else { String::new() };
        writeln!(out, "{n} {}{unshown}", kind.words(n))?;
        for fault in of_kind().take(limit) {
            writeln!(out, "{fault}")?;
        }
    }
    if faults.is_empty() {
        writeln!(out, "no faults")?;
    }
    out.flush().context("standard output")?;
    Ok(if faults.is_empty() { DONE } else { HAS_FAULTS })
}
