//! `whosaid eval`.

mod compare;
mod score;

use super::speakers::SpeakerArgs;
use super::{labelled, refuse_stdin_twice, share};
use crate::output::refuse_inputs;
use anyhow::{Context, bail};
use serde::Serialize;
use std::fmt::Display;
use std::io::Write;
use std::path::{Path, PathBuf};
use whosaid::eval::{Evaluation, Prediction, Predictions, evaluate, predict};
use whosaid::io::open;
use whosaid::{GoldArticle, Pipeline};

/// Arguments of `whosaid eval`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done, 1 an F1 is below its floor or the baseline does not hold, 2 could not run.")]
pub(crate) struct Args {
    /// Labelled samples, one JSON object a line; each is scored by itself
    #[arg(value_name = "GOLD.jsonl", required = true)]
    gold: Vec<PathBuf>,
    /// Score these predictions instead of running the pipeline: records of `whosaid annotate`, or lines
    /// {"id", "attributions": [{"content", "source", "speaker", "confidence"}]}
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Give no speaker where the answer is less sure than this, from 0 to 1
    #[arg(long, value_name = "C", value_parser = share)]
    min_confidence: Option<f64>,
    /// Also show this many errors of each class in their context
    #[arg(long, value_name = "N", default_value_t = 0)]
    errors: usize,
    /// Write one JSON object instead of text
    #[arg(long)]
    json: bool,
    /// Exit with 1 if the speaker F1 of a sample is below this, from 0 to 1
    #[arg(long, value_name = "F1", value_parser = share)]
    floor: Option<f64>,
    /// Exit with 1 if the relation F1 by overlap of a sample is below this, from 0 to 1
    #[arg(long, value_name = "F1", value_parser = share)]
    relation_floor: Option<f64>,
    /// Write also the figures of every article as CSV
    #[arg(long, value_name = "FILE.csv")]
    per_article: Option<PathBuf>,
    /// Exit with 1 if fewer speakers are right, or the F1 is lower, than in this file of --per-article; articles that got
    /// worse are listed
    #[arg(long, value_name = "FILE.csv")]
    baseline: Option<PathBuf>,
    /// Compare two files of predictions on the same sample: the difference of their F1 with its interval, and what changed
    #[arg(long, value_names = ["A.jsonl", "B.jsonl"], num_args = 2, conflicts_with_all = ["predictions", "floor", "relation_floor", "per_article", "baseline", "lexicon"])]
    compare: Option<Vec<PathBuf>>,
    /// Compare the sample with itself under other names: every word of the labelled speakers' names becomes another,
    /// wherever it is part of a name; names of organisations stay
    #[arg(long, conflicts_with_all = ["predictions", "floor", "relation_floor", "per_article", "baseline", "compare"])]
    scramble_names: bool,
    #[command(flatten)]
    speakers: SpeakerArgs,
}

/// A labelled sample and what it is called.
struct Sample {
    name: String,
    gold: Vec<GoldArticle>,
}

impl Sample {
    fn load(path: &Path) -> anyhow::Result<Self> {
        let (name, gold) = (path.display().to_string(), labelled(path)?);
        if gold.iter().all(|article| article.quotations.is_empty() && article.attributions.is_none()) {
            bail!("{name}: no labels in this file, so there is nothing to score: no line has quotations or attributions");
        }
        Ok(Sample { name, gold })
    }
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    refuse_stdin_twice(args.gold.iter().chain(&args.predictions).chain(args.compare.iter().flatten()))?;
    let read = args.gold.iter().chain(&args.predictions).chain(&args.baseline).chain(args.speakers.paths());
    refuse_inputs(&[("--per-article", args.per_article.as_deref())], read, |_| false)?;
    // Everything is read before anything is written: a run that cannot finish says so at once.
    let samples = args.gold.iter().map(|path| Sample::load(path)).collect::<anyhow::Result<Vec<_>>>()?;
    match args.compare.as_deref() {
        Some([a, b]) => compare::files(args, &samples, [a, b]),
        _ if args.scramble_names => compare::names(args, &samples),
        _ => score::run(args, &samples),
    }
}

/// Predictions without those that are too unsure.
fn load(path: &Path, args: &Args) -> anyhow::Result<Predictions> {
    let (name, reader) = open(path)?;
    let mut predictions = Predictions::read(reader, &name)?;
    if let Some(least) = args.min_confidence {
        predictions.withhold(least).with_context(|| path.display().to_string())?;
    }
    Ok(predictions)
}

fn score_pipeline(pipeline: &Pipeline, gold: &[GoldArticle], args: &Args) -> anyhow::Result<Evaluation> {
    let predicted = predict(pipeline, gold, args.min_confidence.unwrap_or_default())?;
    let each: Vec<Option<&Prediction>> = predicted.iter().map(Some).collect();
    Ok(evaluate(gold, &each))
}

/// Writes a block a sample, with an empty line between, or one JSON object.
fn write<T: Serialize + Display>(blocks: &[T], object: Option<serde_json::Value>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if let Some(mut object) = object {
        object["samples"] = serde_json::to_value(blocks)?;
        serde_json::to_writer(&mut out, &object).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        for (i, block) in blocks.iter().enumerate() {
            write!(out, "{}{block}", if i > 0 { "\n" } else { "" })?;
        }
    }
    Ok(out.flush()?)
}
