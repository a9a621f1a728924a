//! What is named on the way in → files, one after the other: patterns are matched, folders are walked.

use super::format::{Format, Promise};
use super::passed_over::PassedOver;
use super::pattern::Matches;
use super::walk::Walk;
use crate::error::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::vec;

/// The name of standard input.
pub(super) const STDIN: &str = "-";

/// Finds files.
#[derive(Debug)]
pub(super) struct Inputs {
    inputs: vec::IntoIter<PathBuf>,
    format: Option<Format>,
    matches: Option<Matches>,
    walk: Option<Walk>,
    /// Of folders that are done with.
    passed_over: PassedOver,
}

/// A file that has been found but not opened.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) promise: Promise,
    /// The id of its article, should it be a text.
    pub(super) id: String,
    /// Whether it was found in a folder.
    pub(super) walked: bool,
}

impl Inputs {
    /// What is found below `inputs`; in folders, files of `format` or of all.
    pub(super) fn new(inputs: Vec<PathBuf>, format: Option<Format>) -> Self {
        Inputs { inputs: inputs.into_iter(), format, matches: None, walk: None, passed_over: PassedOver::default() }
    }

    /// Files of folders that were passed over so far, since their names are of other kinds.
    pub(super) fn passed_over(&self) -> PassedOver {
        let mut passed_over = self.passed_over.clone();
        if let Some(walk) = &self.walk {
            passed_over.append(walk.passed_over());
        }
        passed_over
    }

    /// The next file. An error is of one folder or pattern.
    pub(super) fn next(&mut self) -> Option<Result<Found>> {
        loop {
            if let Some(walk) = &mut self.walk {
                match walk.next() {
                    Some(Ok(path)) => {
                        let promise = Promise::of(&path);
                        let id = promise.id(path.strip_prefix(walk.root()).unwrap_or(&path));
                        return Some(Ok(Found { path, promise, id, walked: true }));
                    }
                    Some(Err(error)) => return Some(Err(error)),
                    None => {
                        self.passed_over.append(walk.passed_over());
                        self.walk = None;
                    }
                }
            }
            let path = match self.next_named()? {
                Ok(path) => path,
                Err(error) => return Some(Err(error)),
            };
            if is_stdin(&path) || !path.is_dir() {
                let promise = Promise::of(&path);
                return Some(Ok(Found { id: promise.id(&path), path, promise, walked: false }));
            }
            match Walk::new(path, self.format) {
                Ok(walk) => self.walk = Some(walk),
                Err(error) => return Some(Err(error)),
            }
        }
    }

    /// The next file or folder that is named or matches a pattern.
    fn next_named(&mut self) -> Option<Result<PathBuf>> {
        loop {
            if let Some(matches) = &mut self.matches {
                match matches.next() {
                    Some(found) => return Some(found),
                    None => self.matches = None,
                }
            }
            let input = self.inputs.next()?;
            match Matches::of(&input) {
                None => return Some(Ok(input)),
                Some(Ok(matches)) => self.matches = Some(matches),
                Some(Err(error)) => return Some(Err(error)),
            }
        }
    }
}

/// The files and folders that `inputs` name, patterns replaced by what matches them. What is wrong with a pattern is told where it is read.
pub fn named(inputs: &[PathBuf]) -> Vec<PathBuf> {
    let mut inputs = Inputs::new(inputs.to_vec(), None);
    std::iter::from_fn(|| inputs.next_named()).flatten().collect()
}

pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == STDIN
}

/// The size of a plain file in bytes, of one that is not there 0; none if it is a pipe, a device or standard input.
pub(super) fn size_of(path: &Path) -> Option<u64> {
    if is_stdin(path) {
        return None;
    }
    fs::metadata(path).map_or(Some(0), |meta| meta.is_file().then_some(meta.len()))
}
