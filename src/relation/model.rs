//! What the finder of relations has learned.

use super::edges::Edges;
use super::lattice::Weigh;
use super::prior::Priors;
use crate::error::{Error, Result};
use crate::linear::Linear;
use crate::model_file::{self, ModelHead};
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The model that the crate ships.
const BUILTIN: &[u8] = include_bytes!("../../model/relations.model");

/// Who knows the weights of the tables: a shipped model or the trainer.
pub(crate) trait Learned {
    type Anchor: Weigh;
    type Extent: Weigh;
    type Source: Weigh;
    type Content: Weigh;
    type Confidence: Weigh;
}

/// The tables of a shipped model, each of its own size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shipped;

impl Learned for Shipped {
    type Anchor = Linear<{ 1 << BITS[0] }>;
    type Extent = Linear<{ 1 << BITS[1] }>;
    type Source = Linear<{ 1 << BITS[2] }>;
    type Content = Linear<{ 1 << BITS[3] }>;
    type Confidence = Linear<{ 1 << BITS[4] }>;
}

/// The tables of weights.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tables<L: Learned> {
    /// Whether a word carries a cue.
    pub(crate) anchor: L::Anchor,
    /// How far the cue reaches.
    pub(crate) extent: L::Extent,
    /// Whose words.
    pub(crate) source: L::Source,
    /// Which words.
    pub(crate) content: L::Content,
    /// Whether all of it is right.
    pub(crate) confidence: L::Confidence,
}

/// Logarithms of the sizes of the tables, in their order.
pub(crate) const BITS: [u32; 5] = [19, 18, 19, 20, 14];

/// What is known of words and features, in the trainer's hands or a model's.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Knowledge<L: Learned> {
    pub(crate) priors: Priors,
    pub(crate) edges: Edges,
    pub(crate) tables: Tables<L>,
    /// A relation that is less sure than this (0 to 1) is left out.
    pub(crate) least: f32,
}

impl Tables<Shipped> {
    /// The tables for a file.
    fn write(&self, out: &mut Vec<i16>) {
        let Tables { anchor, extent, source, content, confidence } = self;
        anchor.write(out);
        extent.write(out);
        source.write(out);
        content.write(out);
        confidence.write(out);
    }

    /// What [`Tables::write`] wrote at the start of `numbers`, and the rest.
    fn read(numbers: &[i16]) -> Option<(Self, &[i16])> {
        let (anchor, rest) = Linear::read(numbers)?;
        let (extent, rest) = Linear::read(rest)?;
        let (source, rest) = Linear::read(rest)?;
        let (content, rest) = Linear::read(rest)?;
        let (confidence, rest) = Linear::read(rest)?;
        Some((Tables { anchor, extent, source, content, confidence }, rest))
    }
}

/// A trained model of relations.
#[derive(Clone, Debug, PartialEq)]
pub struct RelationModel {
    head: ModelHead,
    pub(crate) knowledge: Knowledge<Shipped>,
}

impl RelationModel {
    pub(crate) fn new(head: ModelHead, knowledge: Knowledge<Shipped>) -> Self {
        RelationModel { head, knowledge }
    }

    /// The model that the crate ships; read once.
    pub fn builtin() -> Arc<RelationModel> {
        static MODEL: LazyLock<Arc<RelationModel>> = LazyLock::new(|| {
            Arc::new(RelationModel::from_bytes(BUILTIN, "the built-in model of relations").expect("the crate's own model is whole"))
        });
        MODEL.clone()
    }

    /// Reads a model's file.
    ///
    /// # Errors
    /// As [`RelationModel::from_bytes`]; [`crate::ErrorKind::Io`] if the file cannot be read.
    pub fn load(path: &Path) -> Result<RelationModel> {
        RelationModel::from_bytes(&model_file::load(path)?, &path.display().to_string())
    }

    /// What the file says of itself.
    pub fn head(&self) -> &ModelHead {
        &self.head
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut numbers = Vec::new();
        numbers.push(per_mille(self.knowledge.least));
        self.knowledge.priors.write(&mut numbers);
        self.knowledge.edges.write(&mut numbers);
        self.knowledge.tables.write(&mut numbers);
        model_file::to_bytes(fingerprint(), &self.head, &numbers)
    }

    /// Reads a model's file; `file` names it in errors.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] if it is no such model, of another format, cut short or changed.
    pub fn from_bytes(bytes: &[u8], file: &str) -> Result<RelationModel> {
        let (head, numbers) = model_file::from_bytes(bytes, file, fingerprint())?;
        let broken = || Error::model(file, "the model's tables are not whole; copy the file again");
        let (&least, rest) = numbers.split_first().ok_or_else(broken)?;
        let (priors, rest) = Priors::read(rest).ok_or_else(broken)?;
        let (edges, rest) = Edges::read(rest).ok_or_else(broken)?;
        let (tables, _) = Tables::read(rest).filter(|(_, rest)| rest.is_empty()).ok_or_else(broken)?;
        Ok(RelationModel::new(head, Knowledge { priors, edges, tables, least: f32::from(least) / 1000.0 }))
    }
}

#[allow(clippy::cast_possible_truncation, reason = "from 0 to 1000")]
fn per_mille(share: f32) -> i16 {
    (share.clamp(0.0, 1.0) * 1000.0).round() as i16
}

/// A model made for other features is refused.
fn fingerprint() -> u64 {
    model_file::checksum(format!("relations 6, {BITS:?} bits").as_bytes())
}
