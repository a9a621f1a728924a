//! The articles of the corpus through `whosaid annotate`, in a temporary folder.

#[path = "place.rs"]
mod place;

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

/// The articles that all formats are tried on.
pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles")
}

/// A folder for outputs.
pub(crate) struct Place(place::Place);

impl Place {
    pub(crate) fn new() -> Self {
        Place(place::Place::new())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.0.command(arguments).output().unwrap()
    }

    /// Annotates the corpus into `output`, which is then there.
    pub(crate) fn annotate(&self, output: &str, options: &[&str]) {
        let corpus = corpus();
        let run = self.run(&[&[corpus.to_str().unwrap(), "-o", output], options].concat());
        assert!(run.status.success() && run.stderr.is_empty() && run.stdout.is_empty(), "{run:?}");
    }
}

pub(crate) fn json_lines(bytes: &[u8]) -> Vec<Value> {
    std::str::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}
