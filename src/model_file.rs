//! The file of a trained model: what it says of itself, and its weights.
//!
//! Magic, format (u32), fingerprint of what it was made for (u64), length of the head (u32), number of weights (u32), the head
//! as JSON, the weights (i16), a checksum over all before it (u64); numbers little-endian.

use crate::digest::Digest;
use crate::error::{Error, Result};
use crate::span::to_u32;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The first bytes of a model's file.
const MAGIC: &[u8; 8] = b"whosaid\n";
/// The version of the file's layout.
const FORMAT: u32 = 1;

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

/// The bytes of a model's file.
pub(crate) fn to_bytes(fingerprint: u64, head: &ModelHead, weights: &[i16]) -> Vec<u8> {
    let head = serde_json::to_vec(head).expect("strings and lists become JSON");
    let mut out = MAGIC.to_vec();
    out.extend(FORMAT.to_le_bytes());
    out.extend(fingerprint.to_le_bytes());
    out.extend(to_u32(head.len()).to_le_bytes());
    out.extend(to_u32(weights.len()).to_le_bytes());
    out.extend(head);
    for weight in weights {
        out.extend(weight.to_le_bytes());
    }
    out.extend(checksum(&out).to_le_bytes());
    out
}

/// Reads a model's file made for `fingerprint`: its head and its weights; `file` names it in errors.
///
/// # Errors
/// [`crate::ErrorKind::Format`] if it is no model, of another format or made for something else, cut short or changed.
pub(crate) fn from_bytes(bytes: &[u8], file: &str, fingerprint: u64) -> Result<(ModelHead, Vec<i16>)> {
    let wrong = |what: String| Error::model(file, what);
    let rest = bytes
        .strip_prefix(MAGIC)
        .ok_or_else(|| wrong("this is no whosaid model (its first bytes are others); `whosaid train` writes one".to_owned()))?;
    let mut reader = Reader { rest };
    let short = || wrong(format!("the model is cut short: {} bytes; copy it again", bytes.len()));
    let format = u32::from_le_bytes(reader.take().ok_or_else(short)?);
    if format != FORMAT {
        return Err(wrong(format!("a model of format {format}, this version reads format {FORMAT}; train it again with `whosaid train`")));
    }
    if u64::from_le_bytes(reader.take().ok_or_else(short)?) != fingerprint {
        return Err(wrong("the model was made for other features than this version has; train it again with `whosaid train`".to_owned()));
    }
    let head = u32::from_le_bytes(reader.take().ok_or_else(short)?) as usize;
    let found = u32::from_le_bytes(reader.take().ok_or_else(short)?) as usize;
    let head = reader.slice(head).ok_or_else(short)?;
    let weights = reader.slice(found.saturating_mul(2)).ok_or_else(short)?;
    let sum = u64::from_le_bytes(reader.take().ok_or_else(short)?);
    let changed = || wrong("the model's bytes are not those that were written; copy it again".to_owned());
    if sum != checksum(&bytes[..bytes.len() - reader.rest.len() - 8]) || !reader.rest.is_empty() {
        return Err(changed());
    }
    let weights = weights.as_chunks::<2>().0.iter().map(|&pair| i16::from_le_bytes(pair)).collect();
    Ok((serde_json::from_slice(head).map_err(|_| changed())?, weights))
}

/// The bytes of the file at `path`.
///
/// # Errors
/// [`crate::ErrorKind::Io`] if it cannot be read.
pub(crate) fn load(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|e| Error::io("cannot read the model", e).in_file(path.display().to_string(), None))
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

/// The number by which a changed file is told.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    Digest::of(bytes).value()
}
