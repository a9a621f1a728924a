//! The models that a program has.

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
