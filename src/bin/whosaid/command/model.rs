//! `whosaid model`.

use super::DONE;
use super::part::Part;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use whosaid::attribution::{Feature, Head};
use whosaid::relation::RelationModel;
use whosaid::tagging::Tagger;
use whosaid::{Model, ModelHead};

/// Arguments of `whosaid model`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print what a model was made from, its figures and its largest weights.
    Show(Show),
}

#[derive(Debug, clap::Args)]
struct Show {
    /// A model made by `whosaid train` [default: the one built in]
    #[arg(value_name = "FILE")]
    model: Option<PathBuf>,
    /// Which model it is [default: what FILE holds; without FILE, speaker]
    #[arg(long, value_enum)]
    part: Option<Part>,
    /// How many weights of each decision to print
    #[arg(long, value_name = "N", default_value_t = 20)]
    weights: usize,
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    let Command::Show(show) = &args.command;
    let mut out = std::io::stdout().lock();
    let path = show.model.as_deref();
    let part = show.part.or_else(|| Part::of(path?)).unwrap_or(Part::Speaker);
    // Weights of hashed features have no words, so that the head is all there is to show.
    match part {
        Part::Speaker => {}
        Part::Tagger => {
            let tagger = path.map_or_else(|| Ok(Tagger::builtin()), |path| part.load(path, Tagger::load).map(Arc::new))?;
            head(tagger.head(), &mut out)?;
            return Ok(DONE);
        }
        Part::Relations => {
            let model = path.map_or_else(|| Ok(RelationModel::builtin()), |path| part.load(path, RelationModel::load).map(Arc::new))?;
            head(model.head(), &mut out)?;
            return Ok(DONE);
        }
    }
    let loaded = path.map(|path| part.load(path, Model::load)).transpose()?;
    let built_in;
    let model = match &loaded {
        Some(model) => model,
        None => {
            built_in = Model::builtin();
            &built_in
        }
    };
    head(model.head(), &mut out)?;
    let used = model.weights().iter().filter(|w| **w != 0).count();
    writeln!(out, "weights\n  {used} of {} are not 0", model.weights().len())?;
    let heads =
        [(Head::Speaker, "who speaks"), (Head::Speech, "whether anybody's words"), (Head::Confidence, "how far to trust the answer")];
    for (head, title) in heads {
        writeln!(out, "\n{title}: the largest weights, in bits of log-odds")?;
        let mut weights: Vec<(i16, Feature)> =
            Feature::all().filter(|f| f.template().head() == head).map(|f| (model.weights()[f.index()], f)).collect();
        weights.sort_by_key(|&(weight, feature)| (std::cmp::Reverse(weight.unsigned_abs()), feature));
        for (weight, feature) in weights.into_iter().take(show.weights) {
            writeln!(out, "  {:>+6.2}  {}", f64::from(weight) / f64::from(Model::BIT), feature.words())?;
        }
    }
    out.flush()?;
    Ok(DONE)
}

fn head(head: &ModelHead, out: &mut dyn Write) -> anyhow::Result<()> {
    writeln!(out, "data")?;
    head.data.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    writeln!(out, "settings\n  {}\nfigures", head.settings)?;
    head.figures.iter().try_for_each(|line| writeln!(out, "  {line}"))?;
    Ok(())
}
