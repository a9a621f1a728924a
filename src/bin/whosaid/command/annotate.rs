//! `whosaid annotate`.

use super::fields::FieldsArg;
use super::kinds::KindsArg;
use super::speakers::SpeakerArgs;
use crate::command::{share, tell};
use crate::output::refuse_inputs;
use crate::partial::folder_of;
use crate::run::{Begun, Fingerprint, RunArgs};
use anyhow::bail;
use clap::ValueEnum;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;
use whosaid::io::out::{OutputFormat, Renderer, Target};
use whosaid::io::{ArticleReader, Format, InputState, Namesakes, ReadOptions, named};
use whosaid::span::Units;
use whosaid::{RecordOptions, batch};

/// Arguments of `whosaid annotate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code: 0 done, 1 done with articles left out (each with a message), 2 could not run or not to the end, 130 \
                        interrupted (Ctrl-C or SIGTERM).\n\
                        With -o and inputs that are files, an interrupted run goes on when the same command is given --resume.")]
pub(crate) struct Args {
    /// Text (.txt), JSON (.jsonl, .ndjson, .json), tables (.csv, .tsv, .parquet), these compressed (.gz, .zst) or in archives (.zip,
    /// .tar), folders of all, patterns ('news/**/*.txt'), `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Write to FILE, which appears only when all is done; compressed if it ends in .gz or .zst [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Format of the output [default: that of FILE's ending .csv, .tsv or .parquet, else records]
    #[arg(long, value_name = "FORMAT")]
    to: Option<ToArg>,
    /// Threads to work on [default: one a core]
    #[arg(long, value_name = "N", value_parser = parse_threads)]
    threads: Option<NonZeroUsize>,
    /// Format of the inputs, whatever their names; in folders, the one to look for [default: by extension, then content]
    #[arg(long, value_name = "FORMAT")]
    format: Option<FormatArg>,
    #[command(flatten)]
    fields: FieldsArg,
    /// Unit of the offsets written
    #[arg(long, value_name = "UNIT", default_value = "codepoints")]
    units: UnitsArg,
    #[command(flatten)]
    kinds: KindsArg,
    /// Write also spans in quote marks that are nobody's words (kind none)
    #[arg(long)]
    all: bool,
    /// Give no speaker where the answer is less sure than this, from 0 to 1
    #[arg(long, value_name = "C", default_value_t = 0.0, value_parser = share)]
    min_confidence: f64,
    /// Leave out texts, JSON objects and rows with more bytes than this, unpacked
    #[arg(long, value_name = "BYTES", default_value_t = ReadOptions::default().max_article_bytes)]
    max_article_bytes: usize,
    #[command(flatten)]
    speakers: SpeakerArgs,
    #[command(flatten)]
    run: RunArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    /// One plain text a file
    Text,
    /// One JSON object a line
    Jsonl,
    /// JSON objects over one line or several, or a list of them
    Json,
    /// Comma-separated values with a header; also semicolons or tabs
    Csv,
    /// Tab-separated values with a header
    Tsv,
    /// Apache Parquet
    Parquet,
}

/// [`OutputFormat`] as an argument.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum ToArg {
    /// JSON lines, one an article
    Records,
    /// JSON lines, one a quotation
    Rows,
    /// Comma-separated values, one line a quotation
    Csv,
    /// Tab-separated values
    Tsv,
    /// Parquet, one row a quotation
    Parquet,
    /// CoreNLP's JSON with `quotes`, one line an article
    Corenlp,
    /// A folder of brat's standoff, .txt and .ann
    Brat,
    /// Quotebank's JSON, one line an article
    Quotebank,
}

impl From<ToArg> for OutputFormat {
    fn from(to: ToArg) -> Self {
        match to {
            ToArg::Records => OutputFormat::Records,
            ToArg::Rows => OutputFormat::Rows,
            ToArg::Csv => OutputFormat::Csv,
            ToArg::Tsv => OutputFormat::Tsv,
            ToArg::Parquet => OutputFormat::Parquet,
            ToArg::Corenlp => OutputFormat::CoreNlp,
            ToArg::Brat => OutputFormat::Brat,
            ToArg::Quotebank => OutputFormat::Quotebank,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UnitsArg {
    /// Unicode code points, as Python counts
    Codepoints,
    /// UTF-8 bytes
    Bytes,
    /// UTF-16 units, as JavaScript and Java count; utf-16 is the same
    #[value(alias = "utf-16")]
    Utf16,
}

/// What the user writes for it.
pub(super) fn name(value: impl ValueEnum) -> String {
    value.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
}

/// An argument that is a number of threads.
pub(super) fn parse_threads(argument: &str) -> Result<NonZeroUsize, String> {
    match argument.parse() {
        Ok(threads) if threads <= 1024 => NonZeroUsize::new(threads).ok_or_else(|| "at least 1".to_owned()),
        _ => Err("a number from 1 to 1024".to_owned()),
    }
}

/// As many threads as are asked for, else one a core.
pub(super) fn threads(asked: Option<NonZeroUsize>) -> NonZeroUsize {
    asked.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN)
}

impl Args {
    fn read_options(&self) -> ReadOptions {
        ReadOptions {
            format: self.format.map(|format| match format {
                FormatArg::Text => Format::Text,
                FormatArg::Jsonl => Format::JsonLines,
                FormatArg::Json => Format::Json,
                FormatArg::Csv => Format::Csv,
                FormatArg::Tsv => Format::Tsv,
                FormatArg::Parquet => Format::Parquet,
            }),
            max_article_bytes: self.max_article_bytes,
            ..self.fields.read_options()
        }
    }

    fn target(&self) -> anyhow::Result<Target> {
        Ok(Target::choose(self.to.map(OutputFormat::from), self.output.as_deref())?)
    }

    fn record_options(&self) -> RecordOptions {
        let units = match self.units {
            UnitsArg::Codepoints => Units::CodePoints,
            UnitsArg::Bytes => Units::Bytes,
            UnitsArg::Utf16 => Units::Utf16,
        };
        RecordOptions { units, all: self.all, min_confidence: self.min_confidence, ..self.kinds.record_options(0.0) }
    }

    /// All that the output depends on, but for the inputs.
    fn fingerprint(&self) -> anyhow::Result<Fingerprint> {
        let settings = [
            ("--to", self.target()?.format.name().to_owned()),
            ("--units", name(self.units)),
            ("--kinds", self.kinds.in_words()),
            ("--cue-classes", self.kinds.classes_in_words()),
            ("--min-indirect", self.kinds.min_indirect(0.0).to_string()),
            ("--all", self.all.to_string()),
            ("--min-confidence", self.min_confidence.to_string()),
            ("--max-article-bytes", self.max_article_bytes.to_string()),
            ("--rules", self.speakers.rules().to_string()),
            ("--errors", self.run.errors.as_ref().map_or_else(|| "not given".to_owned(), |path| path.display().to_string())),
        ];
        let format = ("--format", self.format.map_or_else(|| "not given".to_owned(), name));
        let settings = [format]
            .into_iter()
            .chain(self.fields.settings())
            .chain(settings)
            .chain(self.speakers.built_in(self.kinds.kinds()))
            .map(|(name, value)| (name.to_owned(), value))
            .collect();
        let version = env!("CARGO_PKG_VERSION").to_owned();
        Ok(Fingerprint { version, settings, files: self.speakers.files()?, inputs: Vec::new() })
    }
}

/// Tells the user of what is most likely meant otherwise and is done all the same.
fn warn(args: &Args) {
    // A device has a name of its own.
    let output = args.output.as_deref().filter(|path| args.to.is_none() && !path.starts_with("/dev"));
    if let Some((path, ending)) = output.and_then(|path| Some((path, Target::strange_ending(path)?))) {
        tell(format_args!(
            "{}: .{ending} is the ending of no format, records are written (JSON lines); others are .csv, .tsv and .parquet, or what --to says",
            path.display()
        ));
    }
    if let Some(namesakes) = Namesakes::among(&args.inputs, &args.read_options()) {
        tell(namesakes);
    }
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    let target = args.target()?;
    let renderer = Renderer::new(target.format, args.record_options())?;
    let read_options = args.read_options();
    let mut reader = ArticleReader::new(args.inputs.clone(), read_options.clone())?;
    let written = [("-o", &args.output), ("--errors", &args.run.errors), ("--stats", &args.run.stats)];
    let written = written.map(|(option, path)| (option, path.as_deref()));
    let is_looked_for = |path: &Path| Format::is_looked_for(path, read_options.format);
    refuse_inputs(&written, named(&args.inputs).iter().chain(args.speakers.paths()), is_looked_for)?;
    let written: Vec<&Path> = written.into_iter().filter_map(|(_, path)| path).collect();
    for (i, path) in written.iter().enumerate() {
        let folder = folder_of(path);
        if !folder.is_dir() {
            let made = if target.format == OutputFormat::Brat && args.output.as_deref() == Some(*path) { "folder" } else { "file" };
            let (path, folder) = (path.display(), folder.display());
            bail!("{path}: no {made} can be made in folder {folder}: there is no such folder; make it first");
        }
        if written[..i].contains(path) && !path.starts_with("/dev") {
            bail!("{}: cannot hold two of records, errors and figures; give them names of their own", path.display());
        }
    }
    warn(args);
    let pipeline = args.speakers.pipeline_for(&args.kinds)?;
    let threads = threads(args.threads);
    let inputs = InputState::all(&args.inputs, &read_options);
    let mut run = match args.run.begin(target, args.output.as_deref(), inputs, threads, || args.fingerprint())? {
        Begun::Run(run) => run,
        Begun::Finished(code) => return Ok(code),
    };
    run.skip(&mut reader)?;
    let settings = batch::Settings { threads, strict: run.is_strict(), begun: run.done().clone() };
    let result = batch::annotate(
        &pipeline,
        &mut reader,
        settings,
        |article, annotation, out| renderer.append(article, annotation, out),
        |portion| run.take(portion),
    );
    run.end(result, &reader)
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Args as _, FromArgMatches};

    #[test]
    fn an_option_is_in_the_fingerprint_or_does_not_change_the_output() {
        let command = Args::augment_args(clap::Command::new("annotate"));
        let files = ["--lexicon", "--model", "--relations"];
        let changes_nothing = ["--output", "--threads", "--resume", "--strict", "--stats", "--quiet", "--journal-every"];
        let matches = command.clone().get_matches_from(["annotate", "a.txt"]);
        let fingerprint = Args::from_arg_matches(&matches).unwrap().fingerprint().unwrap();
        let known: Vec<&str> = fingerprint.settings.iter().map(|(name, _)| name.as_str()).chain(files).chain(changes_nothing).collect();
        for option in command.get_arguments().filter_map(clap::Arg::get_long) {
            let option = format!("--{option}");
            assert!(known.contains(&&*option), "{option}: a run resumed with another value would go unnoticed; add it to `fingerprint`");
        }
    }
}
