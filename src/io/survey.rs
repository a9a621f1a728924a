//! What inputs look like before they are read: how much there is, and by what a later look tells that they have changed.

use super::inputs::{Found, Inputs, is_stdin};
use super::{Format, ReadOptions};
use crate::digest::Digest;
use serde::{Deserialize, Serialize};
use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// An input, as it was when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputState {
    /// Its path as it was given.
    pub path: String,
    /// Files that will be read: 1, or those of a folder; 0 if there is no such input.
    pub files: u64,
    /// Their size.
    pub bytes: u64,
    /// Over path, size and time of change of each.
    pub digest: u64,
    /// Whether it can be read a second time: not so standard input, pipes and devices.
    pub lasts: bool,
}

impl InputState {
    /// Looks at all inputs, as a reader with these options will find them. Folders are walked and patterns matched, so that it takes as long as that.
    pub fn all(inputs: &[PathBuf], options: &ReadOptions) -> Vec<Self> {
        inputs.iter().map(|input| InputState::of(input, options.format)).collect()
    }

    fn of(input: &Path, format: Option<Format>) -> Self {
        let path = input.display().to_string();
        let mut state = InputState { path, files: 0, bytes: 0, digest: 0, lasts: true };
        let mut digest = Digest::of(input.as_os_str().as_encoded_bytes());
        let mut files = Inputs::new(vec![input.to_path_buf()], format);
        while let Some(found) = files.next() {
            match found {
                Ok(Found { path, .. }) if is_stdin(&path) => state.lasts = false,
                Ok(Found { path, .. }) => {
                    digest.add(path.as_os_str().as_encoded_bytes());
                    if let Ok(meta) = fs::metadata(&path) {
                        state.lasts &= meta.is_file();
                        state.add(&meta, &mut digest);
                    }
                }
                Err(error) => digest.add(error.to_string().as_bytes()),
            }
        }
        InputState { digest: digest.value(), ..state }
    }

    fn add(&mut self, meta: &Metadata, digest: &mut Digest) {
        self.files += 1;
        self.bytes += meta.len();
        let changed = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        digest.add(&meta.len().to_le_bytes());
        digest.add(&changed.map_or(0, |time| time.as_nanos()).to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::File;
    use std::time::Duration;

    fn look(input: &Path) -> InputState {
        InputState::all(&[input.to_path_buf()], &ReadOptions::default()).remove(0)
    }

    #[test]
    fn whatever_changes_in_what_will_be_read_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| folder.path().join(name);
        fs::write(file("a.txt"), "123").unwrap();
        fs::write(file("b.jsonl"), "12345").unwrap();
        let first = look(folder.path());
        assert_eq!((first.files, first.bytes, first.lasts), (2, 8, true));
        fs::write(file("c.md"), "x").unwrap();
        assert_eq!(look(folder.path()), first, "what is not read does not count");

        let time = fs::metadata(file("a.txt")).unwrap().modified().unwrap();
        File::options().write(true).open(file("a.txt")).unwrap().set_modified(time + Duration::from_secs(1)).unwrap();
        let touched = look(folder.path());
        assert!(touched != first && (touched.files, touched.bytes) == (2, 8));
        fs::rename(file("a.txt"), file("d.txt")).unwrap();
        let renamed = look(folder.path());
        assert!(renamed != touched && (renamed.files, renamed.bytes) == (2, 8));
        fs::remove_file(file("d.txt")).unwrap();
        assert_eq!(look(folder.path()).files, 1);
    }

    #[test]
    fn what_is_not_there_or_does_not_last_is_told() {
        assert_eq!((look(Path::new("no such file")).files, look(Path::new("no such file")).lasts), (0, true));
        assert!(!look(Path::new("-")).lasts);
        #[cfg(unix)]
        assert!(!look(Path::new("/dev/null")).lasts);
    }
}
