//! One evaluation a sample, held to a floor or a baseline.

use super::super::{BELOW_FLOOR, DONE, tell};
use super::{Args, Sample, load, score_pipeline, write};
use crate::output::Output;
use anyhow::{Context, anyhow, bail};
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use whosaid::Kinds;
use whosaid::eval::{BaselineCheck, Evaluation, PerArticle, Report, evaluate};

/// Scores every sample.
pub(super) fn run(args: &Args, samples: &[Sample]) -> anyhow::Result<u8> {
    if samples.len() != 1 && (args.per_article.is_some() || args.baseline.is_some()) {
        bail!("--per-article and --baseline go with one sample, {} are given", samples.len());
    }
    let predictions = args.predictions.as_deref().map(|path| load(path, args)).transpose()?;
    let baseline = args.baseline.as_deref().map(Baseline::read).transpose()?;
    let pipeline = args.speakers.pipeline(Kinds::default())?;
    let mut evaluations = Vec::with_capacity(samples.len());
    for Sample { gold, .. } in samples {
        evaluations.push(match &predictions {
            Some(predictions) => evaluate(gold, &predictions.for_sample(gold)?),
            None => score_pipeline(&pipeline, gold, args)?,
        });
    }
    let by_article = PerArticle::new(&samples[0].gold, &evaluations[0]);
    let held = baseline.map(|baseline| baseline.hold(&by_article, &samples[0].name)).transpose()?;
    if let Some(path) = &args.per_article {
        let mut out = Output::open(Some(path))?;
        by_article.write(&mut out).with_context(|| out.name())?;
        out.finish()?;
    }
    let reports: Vec<Report<'_>> =
        samples.iter().zip(&evaluations).map(|(s, evaluation)| Report::new(&s.name, &s.gold, evaluation, args.errors)).collect();
    let object = match &held {
        Some((check, _)) => serde_json::json!({ "baseline": check }),
        None => serde_json::json!({}),
    };
    write(&reports, args.json.then_some(object))?;
    let mut code = DONE;
    if let Some((check, message)) = held {
        // Where nothing got worse there is nothing to look at.
        if !check.holds || !check.worse.is_empty() {
            tell(message);
        }
        code = code.max(if check.holds { DONE } else { BELOW_FLOOR });
    }
    for (floor, measure) in [(args.floor, Measure::Speakers), (args.relation_floor, Measure::Relations)] {
        if let Some(floor) = floor {
            code = code.max(hold(floor, measure, samples, &evaluations)?);
        }
    }
    Ok(code)
}

/// What is held to a floor.
#[derive(Clone, Copy)]
enum Measure {
    Speakers,
    Relations,
}

impl Measure {
    fn f1(self, evaluation: &Evaluation) -> Option<f64> {
        match self {
            Measure::Speakers => evaluation.speakers.speaker.score().f1,
            Measure::Relations => evaluation.relations.and_then(|relations| relations.all.relation.overlap.score().f1),
        }
    }

    /// Its name, and what a sample without it lacks.
    fn words(self) -> [&'static str; 2] {
        match self {
            Measure::Speakers => ["speaker F1", "no quotation has a labelled speaker"],
            Measure::Relations => ["relation F1", "no attribution is labelled"],
        }
    }
}

/// The figures that a sample once had.
struct Baseline {
    file: String,
    rows: PerArticle,
}

impl Baseline {
    fn read(path: &Path) -> anyhow::Result<Self> {
        let file = path.display().to_string();
        let opened = File::open(path).with_context(|| format!("cannot open the baseline {file}"))?;
        Ok(Baseline { rows: PerArticle::read(BufReader::new(opened), &file)?, file })
    }

    /// How the figures of a sample stand to it, and what a reader is to be told.
    fn hold(&self, now: &PerArticle, sample: &str) -> anyhow::Result<(BaselineCheck, String)> {
        let renew = format!("whosaid eval {sample} --per-article {}", self.file);
        let check = BaselineCheck::new(&self.rows, now, &self.file);
        let check = check.map_err(|error| anyhow!("{error}; to renew it: {renew}"))?;
        let message = match check.holds {
            true => format!("{sample}: holds {}: {check}", self.file),
            false => format!("{sample}: worse than {}: {check}\nif that is meant, renew it: {renew}", self.file),
        };
        Ok((check, message))
    }
}

/// Says which samples are below the floor.
fn hold(floor: f64, measure: Measure, samples: &[Sample], evaluations: &[Evaluation]) -> anyhow::Result<u8> {
    let mut code = DONE;
    for (Sample { name, .. }, evaluation) in samples.iter().zip(evaluations) {
        let [what, lacking] = measure.words();
        let f1 = measure.f1(evaluation).with_context(|| format!("{name}: {lacking}, so there is no F1 to hold to a floor"))?;
        if f1 < floor {
            tell(format_args!("{name}: {what} {f1:.4} is below the floor {floor:.4}"));
            code = BELOW_FLOOR;
        }
    }
    Ok(code)
}
