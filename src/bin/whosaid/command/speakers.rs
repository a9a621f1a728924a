//! The options of all commands that read articles: the user's speakers, and the model that decides.

use super::kinds::KindsArg;
use super::part::Part;
use super::tell;
use crate::run::{FileState, UNUSED};
use anyhow::bail;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use whosaid::lexicon::Lexicon;
use whosaid::relation::{RelationModel, Relations};
use whosaid::tagging::Tagger;
use whosaid::{Digest, Kinds, Model, ModelHead, Pipeline};

/// Which speakers are known beforehand.
#[derive(Debug, clap::Args)]
pub(super) struct SpeakerArgs {
    /// Known speakers, as JSON lines, CSV, TSV, Parquet or what `whosaid lexicon build` made: their names and ids go into the records
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
    /// Whether rules alone decide.
    pub(super) fn rules(&self) -> bool {
        self.rules
    }

    /// The built-in models, those that decide on `kinds` as numbers: the version of the program does not tell one training from the next.
    pub(super) fn built_in(&self, kinds: Kinds) -> [(&'static str, String); 3] {
        let number = |head: &ModelHead| {
            let mut digest = Digest::default();
            head.data.iter().chain(&head.figures).for_each(|line| digest.add(line.as_bytes()));
            format!("{:x}", digest.value())
        };
        let finds_reported = !self.rules && kinds.indirect;
        let speakers = (!self.rules && self.model.is_none()).then(|| number(Model::builtin().head()));
        let tagger = finds_reported.then(|| number(Tagger::builtin().head()));
        let relations = (finds_reported && self.relations.is_none()).then(|| number(RelationModel::builtin().head()));
        [("built-in model of speakers", speakers), ("built-in tagger", tagger), ("built-in model of relations", relations)]
            .map(|(name, number)| (name, number.unwrap_or_else(|| UNUSED.to_owned())))
    }

    /// Every file that an option names, with the option.
    fn named(&self) -> impl Iterator<Item = (&'static str, &PathBuf)> {
        let named = [("--lexicon", &self.lexicon), ("--model", &self.model), ("--relations", &self.relations)];
        named.into_iter().filter_map(|(option, path)| Some((option, path.as_ref()?)))
    }

    /// The files that are named.
    pub(super) fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.named().map(|(_, path)| path)
    }

    /// The same, as they are now.
    pub(super) fn files(&self) -> anyhow::Result<Vec<FileState>> {
        self.named().map(|(option, path)| FileState::of(option, path)).collect()
    }

    /// The pipeline for what is asked for by kinds.
    ///
    /// # Errors
    /// As [`SpeakerArgs::pipeline`], and if rules alone are to find what they cannot.
    pub(super) fn pipeline_for(&self, kinds: &KindsArg) -> anyhow::Result<Pipeline> {
        if self.rules && kinds.names_indirect() {
            let why = "--rules finds nothing without quote marks, which is what --kinds indirect asks for";
            if !kinds.kinds().direct && !kinds.kinds().mixed {
                bail!("{why}; leave one of them out");
            }
            tell(format_args!("{why}: there will be none"));
        }
        self.pipeline(kinds.kinds())
    }

    /// The pipeline that knows them and looks for no more than `kinds`; aliases that had to be left out are told.
    pub(super) fn pipeline(&self, kinds: Kinds) -> anyhow::Result<Pipeline> {
        // Models are read only where they are asked for.
        let pipeline = if self.rules { Pipeline::rules() } else { Pipeline::quotations() };
        let pipeline = match &self.model {
            Some(path) => pipeline.model(Part::Speaker.load(path, Model::load)?),
            None => pipeline,
        };
        let relations = match &self.relations {
            Some(path) => Some(Relations { tagger: Tagger::builtin(), model: Arc::new(Part::Relations.load(path, RelationModel::load)?) }),
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
