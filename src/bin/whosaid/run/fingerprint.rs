//! All that an output depends on: by it a run that goes on is told from one that only has the same name.

use anyhow::Context;
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use whosaid::Digest;
use whosaid::io::InputState;

/// What a run was begun with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    /// Of this program.
    pub(crate) version: String,
    /// Options with their values, in words.
    pub(crate) settings: Vec<(String, String)>,
    /// Files that options name, as they were when they were looked at.
    pub(crate) files: Vec<FileState>,
    pub(crate) inputs: Vec<InputState>,
}

/// A file that an option names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileState {
    option: String,
    path: String,
    bytes: u64,
    digest: u64,
}

impl FileState {
    /// Reads the file named by `option`.
    pub(crate) fn of(option: &str, path: &Path) -> anyhow::Result<Self> {
        let name = path.display().to_string();
        let (mut bytes, mut digest) = (0, Digest::default());
        let mut read = || -> std::io::Result<()> {
            let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
            loop {
                let chunk = file.fill_buf()?;
                let length = chunk.len();
                if length == 0 {
                    return Ok(());
                }
                digest.add(chunk);
                bytes += length as u64;
                file.consume(length);
            }
        };
        read().with_context(|| format!("{name}: cannot be read"))?;
        Ok(FileState { option: option.to_owned(), path: name, bytes, digest: digest.value() })
    }
}

/// What stands for a built-in model that a run has no use for.
pub(crate) const UNUSED: &str = "not used";

impl Fingerprint {
    /// What is not as it was when a run was begun with `begun`, in words; empty if all is the same.
    pub(crate) fn differs_from(&self, begun: &Self) -> Vec<String> {
        let mut told = Vec::new();
        if self.version != begun.version {
            told.push(format!("whosaid was {}, is {}", begun.version, self.version));
        }
        let value = |settings: &[(String, String)], name: &str| settings.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone());
        let mut names: Vec<&String> = begun.settings.iter().chain(&self.settings).map(|(name, _)| name).collect();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let [was, is] = [begun, self].map(|of| value(&of.settings, name).unwrap_or_else(|| "not given".to_owned()));
            // That a built-in model is used or not follows from options, which are told.
            if was != is && was != UNUSED && is != UNUSED {
                told.push(format!("{name} was {was}, is {is}"));
            }
        }
        for file in &self.files {
            match begun.files.iter().find(|other| other.option == file.option) {
                None => told.push(format!("{} was not given, is {}", file.option, file.path)),
                Some(other) if (other.bytes, other.digest) != (file.bytes, file.digest) => {
                    told.push(format!("{} {}: other content ({} bytes, now {})", file.option, file.path, other.bytes, file.bytes));
                }
                Some(_) => {}
            }
        }
        for file in begun.files.iter().filter(|file| self.files.iter().all(|other| other.option != file.option)) {
            told.push(format!("{} was {}, is not given", file.option, file.path));
        }
        let [was, is] = [begun, self].map(|of| of.inputs.iter().map(|input| input.path.as_str()).collect::<Vec<_>>().join(" "));
        if was != is {
            told.push(format!("the inputs were {was}, are {is}"));
            return told;
        }
        told.extend(begun.inputs.iter().zip(&self.inputs).filter(|(was, is)| was != is).map(|(was, is)| {
            let now = if (was.files, was.bytes) == (is.files, is.bytes) { "changed since" } else { "now" };
            format!("input {} had {}, {now} {}", was.path, size(was), size(is))
        }));
        told
    }
}

fn size(input: &InputState) -> String {
    match input.files {
        0 => "no file".to_owned(),
        1 => format!("{} bytes", input.bytes),
        files => format!("{files} files with {} bytes", input.bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_said() {
        let input = |path: &str, files, bytes, digest| InputState { path: path.to_owned(), files, bytes, digest, lasts: true };
        let file = |option: &str, digest| FileState { option: option.to_owned(), path: "l.csv".to_owned(), bytes: 5, digest };
        let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
        let begun = Fingerprint {
            version: "1".to_owned(),
            settings: [("--units", "bytes"), ("--all", "no"), ("one built-in model", "a1"), ("another", "b1")].map(owned).into(),
            files: vec![file("--lexicon", 1), file("--model", 1)],
            inputs: vec![input("a", 1, 7, 1), input("b", 3, 9, 1), input("c", 1, 7, 1)],
        };
        assert_eq!(begun.differs_from(&begun), [""; 0]);
        let now = Fingerprint {
            version: "2".to_owned(),
            settings: [("--units", "utf16"), ("--to", "csv"), ("--all", "no"), ("one built-in model", "a2"), ("another", UNUSED)]
                .map(owned)
                .into(),
            files: vec![file("--lexicon", 2), file("--relations", 1)],
            inputs: vec![input("a", 1, 7, 2), input("b", 0, 0, 1), begun.inputs[2].clone()],
        };
        let expected = [
            "whosaid was 1, is 2",
            "--to was not given, is csv",
            "--units was bytes, is utf16",
            "one built-in model was a1, is a2",
            "--lexicon l.csv: other content (5 bytes, now 5)",
            "--relations was not given, is l.csv",
            "--model was l.csv, is not given",
            "input a had 7 bytes, changed since 7 bytes",
            "input b had 3 files with 9 bytes, now no file",
        ];
        assert_eq!(now.differs_from(&begun), expected);
        let fewer = Fingerprint { inputs: vec![begun.inputs[0].clone()], ..begun.clone() };
        assert_eq!(fewer.differs_from(&begun), ["the inputs were a b c, are a"]);
    }
}
