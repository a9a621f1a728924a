//! The note of how far a run has come, beside its output: what it says is on the disk, whatever happens later.
//!
//! Two lines: the note as JSON, and the digest of its bytes, so that a torn or changed one is told.

use super::fingerprint::Fingerprint;
use crate::partial::sync_folder_of;
use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use whosaid::Digest;
use whosaid::batch::Summary;

/// The version of its shape.
const FORMAT: u32 = 1;

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) format: u32,
    pub(super) fingerprint: Fingerprint,
    pub(super) done: Summary,
    /// Length of the output with all that is done.
    pub(super) output_bytes: u64,
    /// Length of the file of errors.
    pub(super) errors_bytes: u64,
    /// Time spent.
    pub(super) milliseconds: u64,
    /// How many runs took part.
    pub(super) runs: u32,
    /// Whether all is done.
    pub(super) finished: bool,
}

impl Journal {
    /// A journal with nothing done.
    pub(super) fn new(fingerprint: Fingerprint) -> Self {
        Journal { format: FORMAT, fingerprint, ..Journal::default() }
    }

    /// What stands at `path`; `None` if nothing does.
    pub(super) fn load(path: &Path) -> anyhow::Result<Option<Self>> {
        let bytes = match fs::read(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            read => read.with_context(|| format!("{}: cannot be read", path.display()))?,
        };
        let next = "to begin anew, run without --resume";
        let Some(json) = whole(&bytes) else {
            bail!("{}: the note of the interrupted run is damaged, so that it cannot go on; {next}", path.display());
        };
        match serde_json::from_slice::<Journal>(json) {
            Ok(journal) if journal.format == FORMAT => Ok(Some(journal)),
            _ => bail!("{}: the note of the interrupted run is of another version of whosaid; go on with that, or {next}", path.display()),
        }
    }

    /// Puts it at `path`: the one before or this one stands there at any moment, and this one once it is done.
    pub(super) fn store(&self, path: &Path) -> io::Result<()> {
        let mut bytes = serde_json::to_vec(self)?;
        let digest = Digest::of(&bytes).value();
        writeln!(bytes, "\n{digest:016x}")?;
        let new = new_name(path);
        let stored = (|| {
            let mut file = File::create(&new)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            drop(file);
            fs::rename(&new, path)
        })();
        if stored.is_err() {
            // Half a note takes room and says nothing.
            let _ = fs::remove_file(&new);
        }
        stored.and_then(|()| sync_folder_of(path))
    }

    /// Removes what stands at `path`, and what a cut-off [`Journal::store`] left there.
    pub(super) fn remove(path: &Path) -> io::Result<()> {
        for path in [&new_name(path), path] {
            match fs::remove_file(path) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok(())
    }
}

fn new_name(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

/// The JSON of a note whose bytes are those that were written.
fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let end = bytes.iter().position(|&byte| byte == b'\n')?;
    let (json, digest) = (&bytes[..end], &bytes[end + 1..]);
    (digest == format!("{:016x}\n", Digest::of(json).value()).as_bytes()).then_some(json)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_journal_is_read_as_it_was_stored_and_never_in_part() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        assert_eq!(Journal::load(&path).unwrap(), None);
        let mut journal = Journal { output_bytes: 9_007_199_254_740_993, runs: 2, ..Journal::new(Fingerprint::default()) };
        journal.store(&path).unwrap();
        journal.done.position.last = "a\n“b”:7".to_owned();
        journal.store(&path).unwrap();
        assert_eq!(Journal::load(&path).unwrap().unwrap(), journal);

        let bytes = fs::read(&path).unwrap();
        for end in 0..bytes.len() {
            fs::write(&path, &bytes[..end]).unwrap();
            assert!(Journal::load(&path).unwrap_err().to_string().contains("is damaged"), "torn at {end}");
        }
        for at in 0..bytes.len() {
            let mut garbled = bytes.clone();
            garbled[at] ^= 1;
            fs::write(&path, garbled).unwrap();
            assert!(Journal::load(&path).unwrap_err().to_string().contains("is damaged"), "garbled at {at}");
        }
        Journal { format: 2, ..journal }.store(&path).unwrap();
        assert!(Journal::load(&path).unwrap_err().to_string().contains("another version of whosaid"));
        Journal::remove(&path).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
