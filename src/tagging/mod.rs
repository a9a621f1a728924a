//! Parts of speech in context: *the claim* is a noun, *they claim* a verb.
//!
//! Most words of a text have one part of speech wherever they stand, and the tagger only looks them up. Where there is a choice, an
//! averaged perceptron (Collins 2002) weighs the few tags that the word was ever seen with, from left to right. It runs on the
//! paragraphs that need it.

mod classes;
mod context;
mod tagger;

pub(crate) use classes::{Classes, Collected, TagSet, key};
pub(crate) use context::{Context, FEATURES};
pub use tagger::Tagger;
pub(crate) use tagger::Weights;
