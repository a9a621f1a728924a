//! `whosaid train`.

use super::annotate::name as value_name;
use super::part::Part;
use super::settings::SettingsArg;
use super::{DONE, labelled, refuse_stdin_twice, tell};
use crate::output::{Output, refuse_inputs};
use anyhow::{Context, bail};
use std::fs::File;
use std::io::{BufReader, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;
use whosaid::tagging::Tagger;
use whosaid::train::{
    Example, Held, Learner, Settings, Trials, add_kinds, examples, fit, read_tagged, tagging_accuracy, train_relations, train_tagger, trial,
};
use whosaid::{GoldArticle, ModelHead};

/// Arguments of `whosaid train`.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("outcome").required(true).args(["output", "compare_learners"])))]
pub(crate) struct Args {
    /// Labelled samples, one JSON object a line: quotations with their speakers, or attributions with their sources
    #[arg(long, value_name = "GOLD.jsonl", required = true, num_args = 1..)]
    gold: Vec<PathBuf>,
    /// Kinds of quoted spans of these articles: id, start, end, kind, with tabs between
    #[arg(long, value_name = "FILE")]
    kinds: Option<PathBuf>,
    /// What to train
    #[arg(long, value_enum, default_value_t = Part::Speaker)]
    part: Part,
    /// Parts of speech of the articles' words, for the tagger: `# article ID`, then a line a word (number, start, end, word,
    /// lemma, tag); `-` for standard input
    #[arg(long, value_name = "FILE", required_if_eq("part", "tagger"))]
    tags: Option<PathBuf>,
    /// Write the model to FILE
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write no model, but print how other kinds of model choose the speaker from the same features, cross-validated
    #[arg(long)]
    compare_learners: bool,
    #[command(flatten)]
    settings: SettingsArg,
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    refuse_unused(args)?;
    if args.compare_learners {
        return compare_learners(args);
    }
    refuse_stdin_twice(args.gold.iter().chain(&args.tags))?;
    let read = args.gold.iter().chain(&args.kinds).chain(&args.tags);
    refuse_inputs(&[("-o", args.output.as_deref())], read, |_| false)?;
    let bytes = match args.part {
        Part::Speaker => speaker(args)?,
        Part::Tagger => tagger(args)?,
        Part::Relations => relations(args)?,
    };
    let mut output = Output::open(args.output.as_deref())?;
    output.write_all(&bytes)?;
    output.finish()?;
    Ok(DONE)
}

/// Refuses options that would change nothing of the part that is trained.
fn refuse_unused(args: &Args) -> anyhow::Result<()> {
    let of_speakers = args.kinds.iter().map(|_| "--kinds").chain(args.settings.given());
    let of_tagger = args.tags.iter().map(|_| "--tags");
    let mut unused: Vec<&str> = Vec::new();
    if args.part != Part::Speaker {
        unused.extend(of_speakers);
    }
    if args.part != Part::Tagger {
        unused.extend(of_tagger);
    }
    let part = value_name(args.part);
    match unused.is_empty() {
        true => Ok(()),
        false => bail!("--part {part} learns nothing from {}; leave that out", unused.join(", ")),
    }
}

fn relations(args: &Args) -> anyhow::Result<Vec<u8>> {
    let samples = args.gold.iter().map(|path| labelled(path)).collect::<whosaid::Result<Vec<_>>>()?;
    let data = args.gold.iter().zip(&samples).map(|(path, sample)| described(path, sample)).collect();
    let samples: Vec<GoldArticle> = samples.into_iter().flatten().collect();
    if samples.iter().all(|article| article.attributions.as_ref().is_none_or(Vec::is_empty)) {
        bail!("none of the samples has attributions, so there is nothing to learn from; quotations teach --part speaker");
    }
    let head = ModelHead { data, ..ModelHead::default() };
    let model = train_relations(&samples, &Tagger::builtin(), head)?;
    model.head().figures.iter().for_each(tell);
    Ok(model.to_bytes())
}

fn tagger(args: &Args) -> anyhow::Result<Vec<u8>> {
    let samples = args.gold.iter().map(|path| labelled(path)).collect::<whosaid::Result<Vec<_>>>()?;
    let path = args.tags.as_deref().unwrap_or(Path::new("-"));
    let tagged = if path == Path::new("-") {
        read_tagged(std::io::stdin().lock(), "standard input")?
    } else {
        let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        read_tagged(BufReader::new(file), &path.display().to_string())?
    };
    let texts: Vec<GoldArticle> = samples.into_iter().flatten().collect();
    // Every tenth article is held out for the figure; the tagger that is written has learned from all.
    let (held, kept): (Vec<_>, Vec<_>) = texts.iter().cloned().enumerate().partition(|(i, _)| i % 10 == 0);
    let [held, kept] = [held, kept].map(|part| part.into_iter().map(|(_, article)| article).collect::<Vec<_>>());
    let trial = train_tagger(&kept, &tagged, ModelHead::default())?;
    let (right, of) = tagging_accuracy(&trial, &held, &tagged)?;
    let figure = format!("{right} of {of} words of articles held out ({} of {}) tagged as they are given", held.len(), texts.len());
    tell(&figure);
    let data = args.gold.iter().chain([&path.to_path_buf()]).map(|path| name(path)).collect();
    let tagger = train_tagger(&texts, &tagged, ModelHead { data, settings: String::new(), figures: vec![figure] })?;
    Ok(tagger.to_bytes())
}

/// Samples as examples to choose a speaker from.
struct Read {
    examples: Vec<Example>,
    /// What they were made from.
    data: Vec<String>,
    settings: Settings,
}

fn read(args: &Args) -> anyhow::Result<Read> {
    let mut samples = args.gold.iter().map(|path| labelled(path)).collect::<whosaid::Result<Vec<_>>>()?;
    let mut data: Vec<String> = args.gold.iter().zip(&samples).map(|(path, sample)| described(path, sample)).collect();
    if let Some(kinds) = &args.kinds {
        data.push(format!("{}: {} kinds of quoted spans", name(kinds), add_kinds(&mut samples, kinds)?));
    }
    let examples = examples(&samples)?;
    if examples.is_empty() {
        bail!("none of the samples labels a quotation that is found, so there is nothing to learn from");
    }
    Ok(Read { examples, data, settings: args.settings.settings() })
}

fn compare_learners(args: &Args) -> anyhow::Result<u8> {
    if args.part != Part::Speaker {
        bail!("--compare-learners compares kinds of model for who speaks, so it takes no other --part");
    }
    let Read { examples, settings, .. } = read(args)?;
    let tried = |learner: Learner| {
        let began = Instant::now();
        let trial = trial(learner, &examples, &settings);
        tell(format!("{}: fitted six times in {:.1} s", learner.name(), began.elapsed().as_secs_f64()));
        trial
    };
    let trials = Trials { samples: args.gold.iter().map(|path| name(path)).collect(), trials: Learner::ALL.map(tried).into() };
    let mut output = Output::open(None)?;
    output.write_all(trials.to_string().as_bytes())?;
    output.finish()?;
    Ok(DONE)
}

fn speaker(args: &Args) -> anyhow::Result<Vec<u8>> {
    let Read { examples, data, settings } = read(args)?;
    let fit = fit(&examples, &settings);
    let figures = args.gold.iter().zip(&fit.held).filter_map(|(path, held)| Some(format!("{}: {}", name(path), figures(held)?)));
    let figures: Vec<String> = figures.collect();
    for figure in &figures {
        tell(figure);
    }
    let head = ModelHead { data, settings: settings.to_string(), figures };
    Ok(fit.model(head).to_bytes())
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn described(path: &Path, sample: &[GoldArticle]) -> String {
    let quotations: usize = sample.iter().map(|a| a.quotations.len()).sum();
    let attributions: usize = sample.iter().filter_map(|a| a.attributions.as_ref()).map(Vec::len).sum();
    let of = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
    let counts = [of(sample.len(), "article"), of(quotations, "labelled quotation"), of(attributions, "attribution")];
    format!("{}: {}", name(path), counts.join(", "))
}

/// The cross-validated figures of a sample, if it has any.
fn figures(held: &Held) -> Option<String> {
    let f1 = held.f1()?;
    let Held { right, given, labelled, nobody, rejected } = held;
    Some(format!(
        "cross-validated speaker F1 {f1:.4} of the quotations found ({right} right, {given} given, {labelled} labelled), none rejected {rejected}/{nobody}"
    ))
}
