//! The trained model: one whole-number weight a feature, its file, and the sums over a sheet.

use super::feature::{Feature, Template, WEIGHTS};
use crate::error::{Error, Result};
use crate::model_file::{self, ModelHead};
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The model that the crate ships.
const BUILTIN: &[u8] = include_bytes!("../../model/whosaid.model");

/// A trained attribution model: log-odds in 256ths of a bit, one weight a feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    head: ModelHead,
    /// Their number is known, so that no index is checked when they are added up.
    weights: Box<[i16; WEIGHTS]>,
}

impl Model {
    /// The model of these weights.
    ///
    /// # Panics
    /// If there are not [`WEIGHTS`] of them.
    pub fn new(head: ModelHead, weights: Vec<i16>) -> Self {
        let weights = weights.try_into().expect("one weight a feature");
        Model { head, weights }
    }

    /// The model that the crate ships; read once.
    pub fn builtin() -> Arc<Model> {
        static MODEL: LazyLock<Arc<Model>> =
            LazyLock::new(|| Arc::new(Model::from_bytes(BUILTIN, "the built-in model").expect("the crate's own model is whole")));
        MODEL.clone()
    }

    /// Reads a model's file.
    ///
    /// # Errors
    /// As [`Model::from_bytes`]; [`crate::ErrorKind::Io`] if the file cannot be read.
    pub fn load(path: &Path) -> Result<Model> {
        Model::from_bytes(&model_file::load(path)?, &path.display().to_string())
    }

    /// What the file says of itself.
    pub fn head(&self) -> &ModelHead {
        &self.head
    }

    /// All weights, by the index of their feature.
    pub fn weights(&self) -> &[i16] {
        &*self.weights
    }

    /// Units of a weight in one bit of log-odds.
    pub const BIT: i32 = 256;

    /// The weight of a feature.
    #[inline]
    pub(super) fn weight(&self, feature: Feature) -> i32 {
        i32::from(self.weights[feature.index()])
    }

    /// The sum of the weights of `features`.
    #[inline]
    pub fn sum(&self, features: &[Feature]) -> i32 {
        features.iter().map(|f| i32::from(self.weights[f.index()])).sum()
    }

    /// The file's bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        model_file::to_bytes(fingerprint(), &self.head, self.weights())
    }

    /// Reads a model's file; `file` names it in errors.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] if it is no model, of another format or for other features, cut short or changed.
    pub fn from_bytes(bytes: &[u8], file: &str) -> Result<Model> {
        let (head, weights) = model_file::from_bytes(bytes, file, fingerprint())?;
        if weights.len() != WEIGHTS {
            return Err(Error::model(file, format!("{} weights, expected {WEIGHTS}; copy the file again", weights.len())));
        }
        Ok(Model::new(head, weights))
    }
}

/// A number that changes when a template does: a model made for other features is refused.
fn fingerprint() -> u64 {
    let mut bytes = Vec::new();
    for template in Template::ALL {
        bytes.extend(template.name().bytes());
        bytes.extend(template.size().to_le_bytes());
    }
    model_file::checksum(&bytes)
}
