//! The models that a program has.

use anyhow::anyhow;
use std::path::Path;
use whosaid::Model;
use whosaid::relation::RelationModel;
use whosaid::tagging::Tagger;

/// A model that can be trained and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Part {
    /// Who said a quotation
    Speaker,
    /// Parts of speech, which indirect speech is found with
    Tagger,
    /// Source, cue and content of every attribution
    Relations,
}

impl Part {
    /// Which part's model a file holds, if it is one that this version reads.
    pub(super) fn of(path: &Path) -> Option<Part> {
        if Model::load(path).is_ok() {
            Some(Part::Speaker)
        } else if RelationModel::load(path).is_ok() {
            Some(Part::Relations)
        } else {
            Tagger::load(path).is_ok().then_some(Part::Tagger)
        }
    }

    /// Reads a model of this part with `load`. Of a file that is whole and of another part the error says so.
    pub(super) fn load<M>(self, path: &Path, load: fn(&Path) -> whosaid::Result<M>) -> anyhow::Result<M> {
        load(path).map_err(|error| match Part::of(path) {
            Some(other) if other != self => anyhow!("{}: {}", path.display(), other.words()),
            _ => error.into(),
        })
    }

    /// What a file of it is, and what takes it.
    fn words(self) -> &'static str {
        match self {
            Part::Speaker => "is a model of who speaks: give it to --model",
            Part::Tagger => "is a tagger, which no option takes: only `whosaid model show` reads it",
            Part::Relations => "is a model of relations: give it to --relations",
        }
    }
}
