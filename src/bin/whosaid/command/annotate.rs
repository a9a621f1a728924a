//! `whosaid annotate`.

use super::kinds::KindsArg;
use super::speakers::SpeakerArgs;
use crate::command::{COULD_NOT_RUN, DONE, LEFT_OUT, share, tell};
use crate::output::{Output, refuse_input};
use anyhow::Context;
use clap::ValueEnum;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::thread;
use whosaid::io::{ArticleReader, Format, ReadOptions, write_record};
use whosaid::span::Units;
use whosaid::{Error, ErrorKind, Record, RecordOptions, batch};

/// Arguments of `whosaid annotate`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit code: 0 done, 1 done with articles left out (each with a message), 2 could not run.")]
pub(crate) struct Args {
    /// Text files (.txt), JSON lines (.jsonl, .ndjson), folders of both, `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// Write to FILE, which appears only when all is done [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Threads to work on [default: one a core]
    #[arg(long, value_name = "N", value_parser = parse_threads)]
    threads: Option<NonZeroUsize>,
    /// Format of the inputs, whatever their names; in folders, the one to look for [default: by extension, then content]
    #[arg(long, value_name = "FORMAT")]
    format: Option<FormatArg>,
    /// JSON field with the article's id, a string or a number; a.b is field b of object a
    #[arg(long, value_name = "NAME", default_value = "id")]
    id_field: String,
    /// JSON field with the article's text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// JSON field with its title, written into the record; an article may lack it, as it may lack date and address
    #[arg(long, value_name = "NAME", default_value = "title")]
    title_field: String,
    /// JSON field with its date
    #[arg(long, value_name = "NAME", default_value = "date")]
    date_field: String,
    /// JSON field with its address
    #[arg(long, value_name = "NAME", default_value = "url")]
    url_field: String,
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
    /// Leave out text files and JSON lines with more bytes than this
    #[arg(long, value_name = "BYTES", default_value_t = ReadOptions::default().max_article_bytes)]
    max_article_bytes: usize,
    #[command(flatten)]
    speakers: SpeakerArgs,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatArg {
    /// One plain text a file
    Text,
    /// One JSON object a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UnitsArg {
    /// Unicode code points, as Python counts
    Codepoints,
    /// UTF-8 bytes
    Bytes,
    /// UTF-16 units, as JavaScript and Java count
    Utf16,
}

/// An argument that is a number of threads.
pub(super) fn parse_threads(argument: &str) -> Result<NonZeroUsize, String> {
    match argument.parse() {
        Ok(threads) if threads <= 1024 => NonZeroUsize::new(threads).ok_or_else(|| "at least 1".to_owned()),
        _ => Err("a number from 1 to 1024".to_owned()),
    }
}

impl Args {
    fn read_options(&self) -> ReadOptions {
        ReadOptions {
            format: self.format.map(|format| match format {
                FormatArg::Text => Format::Text,
                FormatArg::Jsonl => Format::JsonLines,
            }),
            id_field: self.id_field.clone(),
            text_field: self.text_field.clone(),
            title_field: self.title_field.clone(),
            date_field: self.date_field.clone(),
            url_field: self.url_field.clone(),
            max_article_bytes: self.max_article_bytes,
        }
    }

    fn record_options(&self) -> RecordOptions {
        let units = match self.units {
            UnitsArg::Codepoints => Units::CodePoints,
            UnitsArg::Bytes => Units::Bytes,
            UnitsArg::Utf16 => Units::Utf16,
        };
        RecordOptions { units, all: self.all, kinds: self.kinds.kinds(), min_confidence: self.min_confidence }
    }
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    let mut reader = ArticleReader::new(args.inputs.clone(), args.read_options())?;
    if let Some(output) = &args.output {
        let wanted = args.read_options().format;
        refuse_input(output, &args.inputs, |path| Format::of_path(path).is_some_and(|found| wanted.is_none_or(|wanted| wanted == found)))?;
    }
    let pipeline = args.speakers.pipeline(args.kinds.kinds())?;
    let mut output = Output::open(args.output.as_deref())?;
    let threads = args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let options = args.record_options();
    let summary = batch::annotate(
        &pipeline,
        &mut reader,
        threads,
        |article, annotation, line| write_record(&Record::new(article, annotation, options), line),
        &mut output,
        |error| tell(format_args!("{error}{}", advice(error))),
    );
    let summary = summary.with_context(|| output.name())?;
    if reader.files_read() == 0 {
        tell("no input could be read");
        return Ok(COULD_NOT_RUN);
    }
    output.finish()?;
    if summary.left_out + summary.unreadable == 0 {
        return Ok(DONE);
    }
    let (articles, inputs) = (summary.written + summary.left_out, summary.unreadable);
    let unread = if inputs > 0 { format!(", inputs that could not be read: {inputs}") } else { String::new() };
    tell(format_args!("left out {} of {articles} articles{unread}", summary.left_out));
    Ok(LEFT_OUT)
}

/// The option that helps, where there is one.
fn advice(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::Field => " (--id-field and --text-field name the fields)",
        ErrorKind::TooLarge => " (--max-article-bytes sets it)",
        _ => "",
    }
}
