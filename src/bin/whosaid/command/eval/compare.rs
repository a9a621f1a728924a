//! Two evaluations of one sample beside each other.

use super::super::DONE;
use super::{Args, Sample, load, write};
use std::path::PathBuf;
use whosaid::eval::{Comparison, Side, evaluate};

/// Two files of predictions.
pub(super) fn files(args: &Args, samples: &[Sample], files: [&PathBuf; 2]) -> anyhow::Result<u8> {
    let names = files.map(|path| path.display().to_string());
    let [a, b] = [load(files[0], args)?, load(files[1], args)?];
    let evaluations: Vec<_> =
        samples.iter().map(|sample| [&a, &b].map(|file| evaluate(&sample.gold, &file.for_sample(&sample.gold)))).collect();
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
