//! `whosaid report`.

use super::annotate::threads;
use super::fields::{FieldsArg, advice};
use super::kinds::{KindsArg, LIKELY};
use super::records;
use super::speakers::SpeakerArgs;
use super::{COULD_NOT_RUN, DONE, LEFT_OUT, labelled, refuse_stdin_twice, share, tell};
use crate::output::{Output, refuse_inputs};
use crate::run::counted;
use anyhow::Context;
use clap::Arg;
use std::collections::HashMap;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use whosaid::eval::{Predictions, predict};
use whosaid::io::{ArticleReader, Format, RawBatch, named, open};
use whosaid::render::html::{Leaf, embedded};
use whosaid::report::Report;
use whosaid::{Article, GoldArticle, Pipeline, Record, RecordOptions, RowCounts, batch};

/// Arguments of `whosaid report`.
#[derive(Debug, clap::Args)]
#[command(mut_args(where_it_counts))]
#[command(after_help = "The page needs no network: open it in a browser, or send it to somebody.\n\
    Exit code: 0 done, 1 done with articles left out (each with a message), 2 could not run.")]
pub(crate) struct Args {
    /// Records that `whosaid annotate` wrote, or with --annotate articles, as `annotate` takes them
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// The inputs are articles: annotate them on the way
    #[arg(long, group = TEXTS)]
    annotate: bool,
    /// Where the records' articles stand, as `annotate` took them; without, the page has only their quotations
    #[arg(long, value_name = "ARTICLES", conflicts_with = "annotate", group = TEXTS)]
    articles: Vec<PathBuf>,
    /// Show this labelled sample beside what was read, disagreement first
    #[arg(long, value_name = "GOLD")]
    gold: Option<PathBuf>,
    /// Write to FILE, which appears only when all is done [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Title of the page
    #[arg(long, value_name = "TEXT", default_value = "Who said what")]
    title: String,
    #[command(flatten)]
    fields: FieldsArg,
    /// With --annotate: threads to work on [default: one a core]
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    /// With --annotate: show also words in quote marks that are nobody's (kind none)
    #[arg(long)]
    all: bool,
    /// With --annotate: give no speaker where the answer is less sure than this, from 0 to 1
    #[arg(long, value_name = "C", default_value_t = 0.0, value_parser = share)]
    min_confidence: f64,
    #[command(flatten)]
    kinds: KindsArg,
    #[command(flatten)]
    speakers: SpeakerArgs,
}

/// What gives texts: articles to annotate, or those of records.
const TEXTS: &str = "texts";

/// Options that count with or without --annotate.
const ALWAYS: [&str; 6] = ["inputs", "annotate", "articles", "gold", "output", "title"];

/// Makes every other option need what it is of use to.
fn where_it_counts(argument: Arg) -> Arg {
    match argument.get_id().as_str() {
        id if ALWAYS.contains(&id) => argument,
        id if id.ends_with("_field") => argument.requires(TEXTS),
        // What --articles keeps from being given is not missed, so it has to be named too.
        _ => argument.requires("annotate").conflicts_with("articles"),
    }
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    refuse_stdin_twice(args.inputs.iter().chain(&args.articles).chain(&args.gold))?;
    let read: Vec<PathBuf> = [&args.inputs, &args.articles].into_iter().flat_map(|inputs| named(inputs)).collect();
    let read = read.iter().chain(&args.gold).chain(args.speakers.paths());
    refuse_inputs(&[("-o", args.output.as_deref())], read, |path| Format::is_looked_for(path, None))?;
    let gold = args.gold.as_deref().map(labelled).transpose()?;
    let mut report = Report::new(args.title.as_str());
    let left_out = if args.annotate { annotated(args, gold, &mut report) } else { recorded(args, gold, &mut report) }?;
    if report.articles() == 0 {
        tell("no article could be read");
        return Ok(COULD_NOT_RUN);
    }
    let mut output = Output::open(args.output.as_deref())?;
    report.write(&mut output)?;
    output.finish()?;
    Ok(if left_out == 0 { DONE } else { LEFT_OUT })
}

/// Annotates the inputs into the report. Gives how many articles and inputs were left out.
fn annotated(args: &Args, gold: Option<Vec<GoldArticle>>, report: &mut Report) -> anyhow::Result<u64> {
    let mut reader = ArticleReader::new(args.inputs.clone(), args.fields.read_options())?;
    let pipeline: Pipeline = args.speakers.pipeline_for(&args.kinds)?;
    let threads = threads(args.threads);
    let options = RecordOptions { all: args.all, min_confidence: args.min_confidence, ..args.kinds.record_options(LIKELY) };
    let settings = batch::Settings { threads, strict: false, begun: batch::Summary::default() };
    let summary = batch::annotate(
        &pipeline,
        &mut reader,
        settings,
        |article, annotation, line| {
            let record = Record::new(article, annotation, options);
            line.extend_from_slice(embedded(&Leaf::new(article.text(), &record)?)?.as_bytes());
            line.push(b'\n');
            Ok(RowCounts::of(&record))
        },
        |portion| {
            portion.errors.iter().for_each(|error| tell(format_args!("{error}{}", advice(error))));
            report.add_lines(portion.records)?;
            Ok(ControlFlow::Continue(()))
        },
    )?;
    if let Some(gold) = gold {
        tell_of_others(args, &gold, report)?;
        let predictions = predict(&pipeline, &gold, args.min_confidence)?;
        report.compare(&gold, &predictions.iter().map(Some).collect::<Vec<_>>());
    }
    let left_out = summary.left_out + summary.unreadable;
    if left_out > 0 {
        tell(format_args!("left out: {} articles; inputs that could not be read: {}", summary.left_out, summary.unreadable));
    }
    Ok(left_out)
}

/// Tells of labelled articles that are not among the inputs.
///
/// # Errors
/// If none of them is: then they are of something else.
fn tell_of_others(args: &Args, gold: &[GoldArticle], report: &Report) -> anyhow::Result<()> {
    let (all, lacking) = (gold.len(), report.lacks(gold));
    if lacking > 0 && lacking == all {
        let sample = args.gold.as_deref().unwrap_or(Path::new("-")).display();
        anyhow::bail!("{sample}: none of its {} has the id of one of the inputs", counted(all as u64, "article"));
    }
    if lacking > 0 {
        tell(format_args!("articles of --gold without one of their id among the inputs: {lacking} of {all}"));
    }
    Ok(())
}

/// Takes the inputs' records into the report, with their texts where they are at hand.
fn recorded(args: &Args, gold: Option<Vec<GoldArticle>>, report: &mut Report) -> anyhow::Result<u64> {
    let (mut records, mut files) = (Vec::new(), Vec::new());
    for path in &args.inputs {
        if path.is_dir() {
            anyhow::bail!("{} is a folder, and records stand in files; add --annotate if it holds articles", path.display());
        }
        // Standard input can be read but once.
        let (name, mut reader) = open(path)?;
        let mut lines = Vec::new();
        reader.read_to_end(&mut lines).with_context(|| format!("cannot read {name}"))?;
        records.append(&mut records::read(&lines, &name)?);
        if gold.is_some() {
            files.push(Predictions::read(&lines[..], &name)?);
        }
    }
    let (mut articles, left_out) = if args.articles.is_empty() { Default::default() } else { texts(args, &records)? };
    let mut without = 0;
    for (i, record) in records.iter().enumerate() {
        match articles.remove(&i) {
            Some(article) => {
                let mut leaf = Leaf::new(article.text(), record)?;
                // Records of other tools know less than their articles.
                for (known, own) in [(&mut leaf.title, &article.title), (&mut leaf.date, &article.date), (&mut leaf.url, &article.url)] {
                    *known = known.take().or(own.as_deref().map(Into::into));
                }
                report.add(&leaf)?;
            }
            None => {
                without += 1;
                report.add(&Leaf::without_text(record))?;
            }
        }
    }
    if without > 0 && !args.articles.is_empty() {
        tell(format_args!(
            "records without an article of their id in --articles: {without} of {}; they have only their quotations",
            records.len()
        ));
    }
    if let Some(gold) = gold {
        tell_of_others(args, &gold, report)?;
        let mut predictions = vec![None; gold.len()];
        for file in &files {
            predictions.iter_mut().zip(file.for_sample(&gold)?).for_each(|(known, found)| *known = known.or(found));
        }
        report.compare(&gold, &predictions);
    }
    Ok(left_out)
}

/// The articles of the records, by the record's index; and how many articles could not be read. Of several records of one
/// id the first has the first article.
fn texts(args: &Args, records: &[Record<'_>]) -> anyhow::Result<(HashMap<usize, Article>, u64)> {
    let mut wanted: HashMap<&str, Vec<usize>> = HashMap::new();
    for (i, record) in records.iter().enumerate().rev() {
        wanted.entry(&record.id).or_default().push(i);
    }
    let options = args.fields.read_options();
    let mut reader = ArticleReader::new(args.articles.clone(), options.clone())?;
    let (mut found, mut left_out, mut batch) = (HashMap::new(), 0, RawBatch::default());
    while reader.fill(&mut batch) {
        for article in batch.articles(&options) {
            match article {
                Ok(article) => {
                    if let Some(record) = wanted.get_mut(article.id.as_str()).and_then(Vec::pop) {
                        found.insert(record, article);
                    }
                }
                Err(error) => {
                    tell(format_args!("{error}{}", advice(&error)));
                    left_out += 1;
                }
            }
        }
    }
    Ok((found, left_out))
}
