//! Where a command's output goes: standard output, or a file that appears whole or not at all.

use crate::partial::{Partial, folder_of};
use anyhow::{Context, bail};
use std::fs::{self, File, OpenOptions};
use std::io::{self, StdoutLock, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// An opened output.
#[derive(Debug)]
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
    /// The same, with a name under which another run finds it.
    Kept(Partial),
}

/// Where an output is to go, looked at and not opened.
#[derive(Debug)]
pub(crate) enum Goal {
    Stdout,
    Device(PathBuf),
    File(PathBuf),
}

impl Goal {
    /// No path or `-` is standard output.
    pub(crate) fn of(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else { return Ok(Goal::Stdout) };
        // A link stays a link: what it leads to is replaced.
        let path = if path.is_symlink() { fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf()) } else { path.to_path_buf() };
        match fs::metadata(&path) {
            Ok(old) if old.is_dir() => bail!("{}: is a folder, the output needs a file name", path.display()),
            Ok(old) if !old.is_file() => Ok(Goal::Device(path)),
            _ => Ok(Goal::File(path)),
        }
    }
}

impl Output {
    /// Opens the output before any work is done, so that a wrong path is told at once. No path or `-` is standard output.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        Output::to(Goal::of(path)?)
    }

    /// The same, once it has been looked at where it is to go.
    pub(crate) fn to(goal: Goal) -> anyhow::Result<Self> {
        let path = match goal {
            Goal::Stdout => return Ok(Output::Stdout(io::stdout().lock())),
            Goal::Device(path) => {
                let opened = OpenOptions::new().write(true).open(&path);
                let file = opened.with_context(|| format!("{}: cannot be opened for writing", path.display()))?;
                return Ok(Output::Device { file, path });
            }
            Goal::File(path) => path,
        };
        let folder = folder_of(&path);
        let file =
            new_file_in(folder).with_context(|| format!("{}: no file can be made in folder {}", path.display(), folder.display()))?;
        if let Ok(old) = fs::metadata(&path) {
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
            Output::Kept(partial) => partial.path().display().to_string(),
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
            Output::Kept(partial) => partial.finish(),
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
            Output::Kept(partial) => partial.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::Device { file, .. } => file.flush(),
            Output::Beside { file, .. } => file.flush(),
            Output::Kept(partial) => partial.flush(),
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
