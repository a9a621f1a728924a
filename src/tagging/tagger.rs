//! The tagger: tables and weights, and the way from left to right.

use super::classes::{Classes, TagSet};
use super::context::{Context, FEATURES};
use crate::error::{Error, Result};
use crate::lexicon::{Tag, Words};
use crate::linear::{Linear, with_answer};
use crate::model_file::{self, ModelHead};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The tagger that the crate ships.
const BUILTIN: &[u8] = include_bytes!("../../model/tagger.model");

/// Weights of features in the light of a tag.
pub(crate) type Weights = Linear<{ 1 << Tagger::BITS }>;

/// A part-of-speech tagger.
#[derive(Clone, Debug, PartialEq)]
pub struct Tagger {
    head: ModelHead,
    classes: Classes,
    weights: Weights,
}

impl Tagger {
    /// Weights of the tagger: two to the power of 17.
    pub(crate) const BITS: u32 = 17;

    pub(crate) fn new(head: ModelHead, classes: Classes, weights: Weights) -> Self {
        Tagger { head, classes, weights }
    }

    /// The tagger that the crate ships; read once.
    pub fn builtin() -> Arc<Tagger> {
        static TAGGER: LazyLock<Arc<Tagger>> =
            LazyLock::new(|| Arc::new(Tagger::from_bytes(BUILTIN, "the built-in tagger").expect("the crate's own tagger is whole")));
        TAGGER.clone()
    }

    /// Reads a tagger's file.
    ///
    /// # Errors
    /// As [`Tagger::from_bytes`]; [`crate::ErrorKind::Io`] if the file cannot be read.
    pub fn load(path: &Path) -> Result<Tagger> {
        Tagger::from_bytes(&model_file::load(path)?, &path.display().to_string())
    }

    /// What the file says of itself.
    pub fn head(&self) -> &ModelHead {
        &self.head
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut numbers = Vec::new();
        self.classes.write(&mut numbers);
        self.weights.write(&mut numbers);
        model_file::to_bytes(fingerprint(), &self.head, &numbers)
    }

    /// Reads a tagger's file; `file` names it in errors.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] if it is no tagger, of another format, cut short or changed.
    pub fn from_bytes(bytes: &[u8], file: &str) -> Result<Tagger> {
        let (head, numbers) = model_file::from_bytes(bytes, file, fingerprint())?;
        let parts = Classes::read(&numbers).and_then(|(classes, rest)| Some((classes, Linear::read(rest)?)));
        let Some((classes, (weights, []))) = parts else {
            return Err(Error::model(file, "the tagger's tables are not whole; copy the file again"));
        };
        Ok(Tagger::new(head, classes, weights))
    }

    /// Writes the tags of the tokens of the sentence `range`, one a token, into `out`.
    pub fn tag(&self, words: &Words<'_>, range: Range<usize>, out: &mut [Tag]) {
        let context = Context::new(words, &self.classes, range.clone());
        let mut before = [Tag::Unknown; 2];
        let mut features = [0; FEATURES];
        let mut next = context.set(range.start);
        for (i, out) in range.zip(out) {
            let (set, known) = next;
            next = context.set(i + 1);
            let tag = match set.only() {
                Some(tag) => tag,
                None => {
                    let n = context.describe(i, before, known, next.0, &mut features);
                    self.best(set, &features[..n])
                }
            };
            *out = tag;
            before = [tag, before[0]];
        }
    }

    fn best(&self, set: TagSet, features: &[u32]) -> Tag {
        let score = |tag: Tag| -> i32 { features.iter().map(|&f| self.weights.weight(with_answer(f, tag as u32, Tagger::BITS))).sum() };
        // Of equals the first.
        set.tags()
            .map(|tag| (score(tag), std::cmp::Reverse(tag as u32), tag))
            .max_by_key(|&(score, place, _)| (score, place))
            .map_or(Tag::Unknown, |(_, _, tag)| tag)
    }
}

/// A tagger made for other tags or features is refused.
fn fingerprint() -> u64 {
    model_file::checksum(format!("tagger 3, {} tags, {FEATURES} features, {} bits", Tag::COUNT, Tagger::BITS).as_bytes())
}
