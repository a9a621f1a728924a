//! The options of all commands that read articles: the user's speakers, and the model that decides.

use super::tell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use whosaid::lexicon::Lexicon;
use whosaid::relation::{RelationModel, Relations};
use whosaid::{Kinds, Model, Pipeline};

/// Which speakers are known beforehand.
#[derive(Debug, clap::Args)]
pub(super) struct SpeakerArgs {
    /// Known speakers, as JSON lines or CSV: their names and ids go into the records
    #[arg(long, value_name = "FILE")]
    lexicon: Option<PathBuf>,
    /// Decide with this model, made by `whosaid train` [default: the one built in]
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    model: Option<PathBuf>,
    /// Find reported speech without quote marks with this model, made by `whosaid train --part relations` [default: the one built in]
    #[arg(long, value_name = "FILE", conflicts_with = "rules")]
    relations: Option<PathBuf>,
    /// Decide by rules alone, without any model: only what stands between quote marks is found
    #[arg(long)]
    rules: bool,
}

impl SpeakerArgs {
    /// The pipeline that knows them and looks for no more than `kinds`; aliases that had to be left out are told.
    pub(super) fn pipeline(&self, kinds: Kinds) -> anyhow::Result<Pipeline> {
        // Models are read only where they are asked for.
        let pipeline = if self.rules { Pipeline::rules() } else { Pipeline::quotations() };
        let pipeline = match &self.model {
            Some(path) => pipeline.model(Model::load(path)?),
            None => pipeline,
        };
        let relations = match &self.relations {
            Some(path) => Some(Relations { model: Arc::new(RelationModel::load(path)?), ..Relations::builtin() }),
            None if self.rules || !kinds.indirect => None,
            None => Some(Relations::builtin()),
        };
        let pipeline = pipeline.relations(relations.filter(|_| kinds.indirect));
        Ok(match &self.lexicon {
            Some(path) => pipeline.lexicon(known(path)?),
            None => pipeline,
        })
    }
}

/// Reads a lexicon and tells of aliases that had to be left out.
fn known(path: &Path) -> anyhow::Result<Lexicon> {
    let lexicon = Lexicon::from_path(path)?;
    for warning in lexicon.warnings() {
        tell(warning);
    }
    Ok(lexicon)
}
