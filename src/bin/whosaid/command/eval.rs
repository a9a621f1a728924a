//! `whosaid eval`.

use super::speakers::SpeakerArgs;
use super::{BELOW_FLOOR, DONE, share};
use anyhow::Context;
use std::io::Write;
use std::path::{Path, PathBuf};
use whosaid::eval::{Evaluation, Prediction, Predictions, Report, evaluate, predict};
use whosaid::{GoldArticle, Pipeline};

/// Arguments of `whosaid eval`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done, 1 a speaker F1 is below the floor, 2 could not run.")]
pub(crate) struct Args {
    /// Labelled samples, one JSON object a line; each is scored by itself
    #[arg(value_name = "GOLD.jsonl", required = true)]
    gold: Vec<PathBuf>,
    /// Score these predictions instead of running the pipeline: records of `whosaid annotate`, or lines
    /// {"id", "attributions": [{"content", "source", "speaker"}]}
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
    #[command(flatten)]
    speakers: SpeakerArgs,
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    // Everything is read before anything is written: a run that cannot finish says so at once.
    let predictions = args.predictions.as_deref().map(|path| load(path, args.min_confidence)).transpose()?;
    let names: Vec<String> = args.gold.iter().map(|path| path.display().to_string()).collect();
    let samples = args.gold.iter().map(|path| GoldArticle::load(path)).collect::<whosaid::Result<Vec<_>>>()?;
    let pipeline = args.speakers.pipeline()?;
    let mut evaluations = Vec::with_capacity(samples.len());
    for sample in &samples {
        evaluations.push(match &predictions {
            Some(predictions) => evaluate(sample, &predictions.for_sample(sample)),
            None => score_pipeline(&pipeline, sample, args.min_confidence)?,
        });
    }
    let reports: Vec<Report<'_>> = names
        .iter()
        .zip(samples.iter().zip(&evaluations))
        .map(|(name, (sample, evaluation))| Report::new(name, sample, evaluation, args.errors))
        .collect();
    write(&reports, args.json)?;
    match args.floor {
        Some(floor) => hold(floor, &names, &evaluations),
        None => Ok(DONE),
    }
}

/// Predictions without those that are too unsure.
fn load(path: &Path, min_confidence: Option<f64>) -> anyhow::Result<Predictions> {
    let mut predictions = Predictions::load(path)?;
    if let Some(least) = min_confidence {
        predictions.withhold(least).with_context(|| path.display().to_string())?;
    }
    Ok(predictions)
}

fn score_pipeline(pipeline: &Pipeline, sample: &[GoldArticle], min_confidence: Option<f64>) -> anyhow::Result<Evaluation> {
    let predicted = predict(pipeline, sample, min_confidence.unwrap_or_default())?;
    let each: Vec<Option<&Prediction>> = predicted.iter().map(Some).collect();
    Ok(evaluate(sample, &each))
}

fn write(reports: &[Report<'_>], json: bool) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    if json {
        serde_json::to_writer(&mut out, &serde_json::json!({ "samples": reports })).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        for (i, report) in reports.iter().enumerate() {
            write!(out, "{}{report}", if i > 0 { "\n" } else { "" })?;
        }
    }
    Ok(out.flush()?)
}

/// Says which samples are below the floor.
fn hold(floor: f64, names: &[String], evaluations: &[Evaluation]) -> anyhow::Result<u8> {
    let mut code = DONE;
    for (name, evaluation) in names.iter().zip(evaluations) {
        let f1 = evaluation.speakers.speaker.score().f1;
        let f1 = f1.with_context(|| format!("{name}: no quotation has a labelled speaker, so there is no F1 to hold to a floor"))?;
        if f1 < floor {
            writeln!(std::io::stderr(), "whosaid: {name}: speaker F1 {f1:.4} is below the floor {floor:.4}")?;
            code = BELOW_FLOOR;
        }
    }
    Ok(code)
}
