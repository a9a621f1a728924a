//! Where a command's output goes: standard output, or a file that appears whole or not at all.

use anyhow::{Context, bail};
use std::fs::{self, File, OpenOptions};
use std::io::{self, StdoutLock, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// An opened output.
pub(crate) enum Output {
    Stdout(StdoutLock<'static>),
    /// A device or a pipe, which cannot be put in place by renaming.
    Device {
        file: File,
        path: PathBuf,
    },
    /// A file beside the final one, and the final one's path.
    Beside {
        file: NamedTempFile,
        path: PathBuf,
    },
}

impl Output {
    /// Opens the output before any work is done, so that a wrong path is told at once. No path or `-` is standard output.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Output::Stdout(io::stdout().lock()));
        };
        // A link stays a link: what it leads to is replaced.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let old = fs::metadata(&path).ok();
        if old.as_ref().is_some_and(fs::Metadata::is_dir) {
            bail!("{}: is a folder, the output needs a file name", path.display());
        }
        if old.as_ref().is_some_and(|old| !old.is_file()) {
            let opened = OpenOptions::new().write(true).open(&path);
            let file = opened.with_context(|| format!("{}: cannot be opened for writing", path.display()))?;
            return Ok(Output::Device { file, path });
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file =
            new_file_in(folder).with_context(|| format!("{}: no file can be made in folder {}", path.display(), folder.display()))?;
        if let Some(old) = old {
            let kept = file.as_file().set_permissions(old.permissions());
            kept.with_context(|| format!("{}: its permissions cannot be kept", path.display()))?;
        }
        Ok(Output::Beside { file, path })
    }

    /// Where it goes, for messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Output::Stdout(_) => "standard output".to_owned(),
            Output::Device { path, .. } | Output::Beside { path, .. } => path.display().to_string(),
        }
    }

    /// Puts the file in its place. An output that is dropped before leaves nothing under the final name.
    pub(crate) fn finish(mut self) -> anyhow::Result<()> {
        let name = self.name();
        let finished = match self {
            Output::Stdout(ref mut out) => out.flush(),
            Output::Device { ref mut file, .. } => file.flush(),
            // Some file systems tell of a full disk only here.
            Output::Beside { file, path } => {
                file.as_file().sync_all().and_then(|()| file.persist(path).map(drop).map_err(|error| error.error))
            }
        };
        finished.with_context(|| format!("{name}: could not be written"))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Output::Stdout(out) => out.write(bytes),
            Output::Device { file, .. } => file.write(bytes),
            Output::Beside { file, .. } => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::Device { file, .. } => file.flush(),
            Output::Beside { file, .. } => file.flush(),
        }
    }
}

/// Refuses to write over a file that is to be read: one of `inputs`, or a file below one that is a folder and `is_read` from it.
pub(crate) fn refuse_input(output: &Path, inputs: &[PathBuf], is_read: impl Fn(&Path) -> bool) -> anyhow::Result<()> {
    // What does not exist yet is nobody's input; devices are not written over.
    let Ok(output) = fs::canonicalize(output) else { return Ok(()) };
    if !output.is_file() {
        return Ok(());
    }
    for input in inputs {
        let Ok(input) = fs::canonicalize(input) else { continue };
        if output == input || is_read(&output) && input.is_dir() && output.starts_with(&input) {
            bail!("{}: is one of the inputs and would be written over; give -o another name", output.display());
        }
    }
    Ok(())
}

/// A hidden file, so that a run that reads the same folder passes it over, with the permissions of any new file.
fn new_file_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".whosaid-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}
