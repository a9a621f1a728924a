//! `whosaid convert`.

use crate::command::{COULD_NOT_RUN, DONE, LEFT_OUT, tell};
use crate::output::{Output, refuse_inputs};
use anyhow::Context;
use clap::ValueEnum;
use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use whosaid::convert::{SampleFormat, read};

/// Arguments of `whosaid convert`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code: 0 done, 1 done with some left out (each with a message), 2 could not run.")]
pub(crate) struct Args {
    /// Labelled samples: brat's folders or .ann files, DirectQuote's or CofeNet's files, `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Format of the inputs [default: a folder is brat's, files are recognised by how they begin]
    #[arg(long, value_name = "FORMAT")]
    from: Option<From>,
    /// Write to FILE, which appears only when all is done [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum From {
    /// Stand-off .ann files beside .txt, PolNeAR's folders too: source, cue and content
    Brat,
    /// A line a token, with LeftSpeaker, RightSpeaker, Unknown or Speaker in its last column: quotations with speakers
    Directquote,
    /// JSON lines with tokens and labels: source, cue and content
    Cofenet,
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    refuse_inputs(&[("-o", args.output.as_deref())], &args.inputs, is_read)?;
    let format = args.from.map(|from| match from {
        From::Brat => SampleFormat::Brat,
        From::Directquote => SampleFormat::DirectQuote,
        From::Cofenet => SampleFormat::CofeNet,
    });
    let mut output = Output::open(args.output.as_deref())?;
    let (mut written, mut faults, mut opened) = (0u64, 0u64, 0u64);
    for input in &args.inputs {
        let samples = match read(input, format) {
            Ok(samples) => samples,
            Err(error) => {
                tell(error);
                faults += 1;
                continue;
            }
        };
        opened += 1;
        for article in samples {
            match article {
                Ok(article) => {
                    let mut line = serde_json::to_vec(&article)?;
                    line.push(b'\n');
                    output.write_all(&line).with_context(|| output.name())?;
                    written += 1;
                }
                Err(fault) => {
                    tell(fault);
                    faults += 1;
                }
            }
        }
    }
    if opened == 0 {
        tell("no input could be read");
        return Ok(COULD_NOT_RUN);
    }
    output.finish()?;
    if faults == 0 {
        return Ok(DONE);
    }
    tell(format_args!("articles written: {written}, faults told above: {faults}"));
    Ok(LEFT_OUT)
}

/// Whether a file in a folder of brat is read.
fn is_read(path: &Path) -> bool {
    path.extension().and_then(OsStr::to_str).is_some_and(|ending| ending.eq_ignore_ascii_case("ann") || ending.eq_ignore_ascii_case("txt"))
}
