//! An output file that is not lost with the run that writes it: hidden beside the final one until all is done.

use anyhow::{Context, bail};
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The file so far.
#[derive(Debug)]
pub(crate) struct Partial {
    file: File,
    part: PathBuf,
    path: PathBuf,
}

impl Partial {
    /// Opens what an earlier run left of `path`, if it did. No other run can have it at the same time.
    pub(crate) fn left(path: &Path) -> anyhow::Result<Option<Self>> {
        if fs::symlink_metadata(beside(path, "part")).is_ok() { Partial::open(path).map(Some) } else { Ok(None) }
    }

    /// Opens what an earlier run left of `path`, or makes it anew.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let (part, folder) = (beside(path, "part"), folder_of(path));
        // A hidden name that everybody knows is followed nowhere.
        if fs::symlink_metadata(&part).is_ok_and(|meta| !meta.is_file()) {
            bail!("{}: is in the way and no file of whosaid; remove it", part.display());
        }
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&part)
            .with_context(|| format!("{}: no file can be made in folder {}", path.display(), folder.display()))?;
        // Where the file system has no locks, two runs at once are the user's affair.
        if let Err(TryLockError::WouldBlock) = file.try_lock() {
            bail!("{}: another run is writing it; wait for its end, or give -o another name", path.display());
        }
        // A run that ended just now may have put what was opened in its place: then it is the finished file that would be cut.
        if !is_at(&file, &part) {
            bail!("{}: another run has just written it", path.display());
        }
        // Who may not read the finished file is not to read this one; but a run that goes on must be able to write it.
        if let Ok(old) = fs::metadata(path)
            && !old.permissions().readonly()
        {
            let kept = file.set_permissions(old.permissions());
            kept.with_context(|| format!("{}: its permissions cannot be kept", path.display()))?;
        }
        Ok(Partial { file, part, path: path.to_path_buf() })
    }

    /// The path of the finished file.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The path of the hidden file.
    pub(crate) fn part(&self) -> &Path {
        &self.part
    }

    /// How many bytes there are.
    pub(crate) fn len(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }

    /// Leaves the first `bytes` bytes, behind which writing goes on.
    pub(crate) fn cut(&mut self, bytes: u64) -> anyhow::Result<()> {
        let cut = |file: &mut File| -> io::Result<u64> {
            let length = file.metadata()?.len();
            if length > bytes {
                file.set_len(bytes)?;
            }
            file.seek(SeekFrom::Start(bytes))?;
            Ok(length)
        };
        let length = cut(&mut self.file).with_context(|| format!("{}: cannot be cut to {bytes} bytes", self.part.display()))?;
        if length < bytes {
            let journal = beside(&self.path, "journal");
            let anew = format_args!("remove {} to begin anew", journal.display());
            bail!("{}: has {length} bytes, of {bytes} that were written; {anew}", self.part.display());
        }
        Ok(())
    }

    /// Waits until all that was written would outlast a power cut.
    pub(crate) fn sync(&self) -> io::Result<()> {
        self.file.sync_data()
    }

    /// Puts the file in its place.
    pub(crate) fn finish(self) -> io::Result<()> {
        if let Ok(old) = fs::metadata(&self.path) {
            self.file.set_permissions(old.permissions())?;
        }
        // Some file systems tell of a full disk only here.
        self.file.sync_all()?;
        // The lock goes with the file; but Windows renames no file that is open.
        let locked = (!cfg!(windows)).then_some(self.file);
        fs::rename(&self.part, &self.path)?;
        drop(locked);
        sync_folder_of(&self.path)
    }

    /// Removes it.
    pub(crate) fn remove(self) {
        let locked = (!cfg!(windows)).then_some(self.file);
        // What cannot be removed is begun anew by the next run.
        let _ = fs::remove_file(&self.part);
        drop(locked);
    }
}

impl Write for Partial {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Whether the open file is the one that stands at `path`.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |meta: &fs::Metadata| (meta.dev(), meta.ino());
    matches!((file.metadata(), fs::metadata(path)), (Ok(open), Ok(there)) if place(&open) == place(&there))
}

/// Whether there is a file at `path`: an open one is not renamed there.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.is_file()
}

/// The hidden file beside `path` that serves as its `what`: a run that reads the same folder passes it over.
pub(crate) fn beside(path: &Path, what: &str) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(".whosaid-");
    name.push(what);
    path.with_file_name(name)
}

/// The folder in which a file stands.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the names in the file's folder outlast a power cut, where the system lets a program ask for that.
pub(crate) fn sync_folder_of(path: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder_of(path))?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_names_stand_beside_the_file() {
        assert_eq!(beside(Path::new("a/out.jsonl"), "part"), Path::new("a/.out.jsonl.whosaid-part"));
        assert_eq!(beside(Path::new("out.jsonl"), "journal"), Path::new(".out.jsonl.whosaid-journal"));
        assert_eq!((folder_of(Path::new("out")), folder_of(Path::new("a/out"))), (Path::new("."), Path::new("a")));
    }

    #[test]
    fn a_partial_file_is_cut_written_on_and_put_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let mut partial = Partial::open(&path).unwrap();
        partial.write_all(b"0123456789").unwrap();
        assert!(Partial::open(&path).unwrap_err().to_string().contains("another run is writing it"));
        drop(partial);

        #[cfg(unix)]
        {
            fs::rename(beside(&path, "part"), &path).unwrap();
            let open = File::open(&path).unwrap();
            assert!(is_at(&open, &path) && !is_at(&open, &beside(&path, "part")));
            fs::rename(&path, beside(&path, "part")).unwrap();
        }
        let mut partial = Partial::open(&path).unwrap();
        assert!(partial.cut(11).unwrap_err().to_string().contains("has 10 bytes, of 11 that were written"));
        partial.cut(4).unwrap();
        partial.write_all(b"x").unwrap();
        assert!(!path.exists());
        partial.finish().unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"0123x");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
