//! Two evaluations of one sample beside each other.

use super::super::DONE;
use super::{Args, Sample, load, score_pipeline, write};
use serde::Serialize;
use std::fmt;
use std::path::PathBuf;
use whosaid::Kinds;
use whosaid::eval::{Comparison, Scrambled, Side, evaluate, scramble};

/// Two files of predictions.
pub(super) fn files(args: &Args, samples: &[Sample], files: [&PathBuf; 2]) -> anyhow::Result<u8> {
    let names = files.map(|path| path.display().to_string());
    let [a, b] = [load(files[0], args)?, load(files[1], args)?];
    let mut evaluations = Vec::with_capacity(samples.len());
    for Sample { gold, .. } in samples {
        evaluations.push([evaluate(gold, &a.for_sample(gold)?), evaluate(gold, &b.for_sample(gold)?)]);
    }
    let comparisons: Vec<Comparison<'_>> = samples
        .iter()
        .zip(&evaluations)
        .map(|(sample, [a, b])| {
            let sides = [(&names[0], a), (&names[1], b)].map(|(name, evaluation)| Side { name, gold: &sample.gold, evaluation });
            Comparison::new(&sample.name, sides, args.errors)
        })
        .collect();
    write(&comparisons, args.json.then(|| serde_json::json!({})))?;
    Ok(DONE)
}

/// The pipeline on the sample, and on the sample under other names.
pub(super) fn names(args: &Args, samples: &[Sample]) -> anyhow::Result<u8> {
    let pipeline = args.speakers.pipeline(Kinds::default())?;
    let scrambled: Vec<Scrambled> = samples.iter().map(|sample| scramble(&sample.gold)).collect();
    let mut evaluations = Vec::with_capacity(samples.len());
    for (sample, scrambled) in samples.iter().zip(&scrambled) {
        evaluations.push((score_pipeline(&pipeline, &sample.gold, args)?, score_pipeline(&pipeline, &scrambled.gold, args)?));
    }
    let blocks: Vec<UnderOtherNames<'_>> = samples
        .iter()
        .zip(scrambled.iter().zip(&evaluations))
        .map(|(sample, (scrambled, (plain, other)))| {
            let plain = Side { name: "as it is", gold: &sample.gold, evaluation: plain };
            let other = Side { name: "names scrambled", gold: &scrambled.gold, evaluation: other };
            let comparison = Comparison::new(&sample.name, [plain, other], args.errors);
            UnderOtherNames { words: scrambled.words, places: scrambled.places, comparison }
        })
        .collect();
    write(&blocks, args.json.then(|| serde_json::json!({})))?;
    Ok(DONE)
}

#[derive(Serialize)]
struct UnderOtherNames<'a> {
    #[serde(flatten)]
    comparison: Comparison<'a>,
    /// How many words of names were replaced, counted once an article.
    words: usize,
    /// In how many places.
    places: usize,
}

impl fmt::Display for UnderOtherNames<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "scrambled: {} words of names in {} places", self.words, self.places)?;
        write!(f, "{}", self.comparison)
    }
}
