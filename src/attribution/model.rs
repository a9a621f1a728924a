//! The trained model: one whole-number weight a feature, its file, and the sums over a sheet.

use super::feature::{Feature, Template, WEIGHTS};
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// The first bytes of a model's file.
const MAGIC: &[u8; 8] = b"whosaid\n";
/// The version of the file's layout.
const FORMAT: u32 = 1;
/// The model that the crate ships.
const BUILTIN: &[u8] = include_bytes!("../../model/whosaid.model");

/// What a model's file says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ModelHead {
    /// What it was trained from, a line a file: its name, articles, quotations.
    pub data: Vec<String>,
    /// The settings of the trainer.
    pub settings: String,
    /// What the trainer measured while making it, a line a figure.
    pub figures: Vec<String>,
}

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
        let file = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|e| Error::io(format!("cannot read the model {file}"), e))?;
        Model::from_bytes(&bytes, &file)
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

    /// The file's bytes: magic, format (u32), fingerprint of the features (u64), length of the head (u32), number of weights
    /// (u32), the head as JSON, the weights (i16), a checksum over all before it (u64); numbers little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let head = serde_json::to_vec(&self.head).expect("strings and lists become JSON");
        let mut out = MAGIC.to_vec();
        out.extend(FORMAT.to_le_bytes());
        out.extend(fingerprint().to_le_bytes());
        out.extend(crate::span::to_u32(head.len()).to_le_bytes());
        out.extend(crate::span::to_u32(self.weights.len()).to_le_bytes());
        out.extend(head);
        for weight in self.weights() {
            out.extend(weight.to_le_bytes());
        }
        out.extend(checksum(&out).to_le_bytes());
        out
    }

    /// Reads a model's file; `file` names it in errors.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] if it is no model, of another format or for other features, cut short or changed.
    pub fn from_bytes(bytes: &[u8], file: &str) -> Result<Model> {
        let wrong = |what: String| Error::model(format!("{file}: {what}"));
        let rest = bytes
            .strip_prefix(MAGIC)
            .ok_or_else(|| wrong("this is no whosaid model (its first bytes are others); `whosaid train` writes one".to_owned()))?;
        let mut reader = Reader { rest };
        let short = || wrong(format!("the model is cut short: {} bytes; copy it again", bytes.len()));
        let format = u32::from_le_bytes(reader.take().ok_or_else(short)?);
        if format != FORMAT {
            return Err(wrong(format!(
                "a model of format {format}, this version reads format {FORMAT}; train it again with `whosaid train`"
            )));
        }
        if u64::from_le_bytes(reader.take().ok_or_else(short)?) != fingerprint() {
            return Err(wrong(
                "the model was made for other features than this version has; train it again with `whosaid train`".to_owned(),
            ));
        }
        let head = u32::from_le_bytes(reader.take().ok_or_else(short)?) as usize;
        let count = u32::from_le_bytes(reader.take().ok_or_else(short)?) as usize;
        let head = reader.slice(head).ok_or_else(short)?;
        let weights = reader.slice(count.saturating_mul(2)).ok_or_else(short)?;
        let sum = u64::from_le_bytes(reader.take().ok_or_else(short)?);
        let changed = || wrong("the model's bytes are not those that were written; copy it again".to_owned());
        if sum != checksum(&bytes[..bytes.len() - reader.rest.len() - 8]) || !reader.rest.is_empty() || count != WEIGHTS {
            return Err(changed());
        }
        let weights = weights.as_chunks::<2>().0.iter().map(|&pair| i16::from_le_bytes(pair)).collect();
        Ok(Model::new(serde_json::from_slice(head).map_err(|_| changed())?, weights))
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn slice(&mut self, n: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(n)?;
        self.rest = rest;
        Some(taken)
    }

    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.slice(N).and_then(|slice| slice.try_into().ok())
    }
}

/// A number that changes when a template does: a model made for other features is refused.
fn fingerprint() -> u64 {
    let mut bytes = Vec::new();
    for template in Template::ALL {
        bytes.extend(template.name().bytes());
        bytes.extend(template.size().to_le_bytes());
    }
    checksum(&bytes)
}

/// FNV-1a, 64 bits.
fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
