//! Where a command's output goes: standard output, or a file or a folder that appears whole or not at all.

use crate::partial::{Partial, folder_of};
use anyhow::{Context, bail};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};
use whosaid::io::out::BratFolder;

/// An opened output.
#[derive(Debug)]
pub(crate) enum Output {
    Stdout(Stdout),
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
    /// A folder beside the final one, what is unpacked into it, and the final one's path.
    Folder {
        folder: TempDir,
        brat: BratFolder,
        path: PathBuf,
    },
}

/// Where an output is to go, looked at and not opened.
#[derive(Debug)]
pub(crate) enum Goal {
    Stdout,
    Device(PathBuf),
    File(PathBuf),
    Folder(PathBuf),
}

impl Goal {
    /// A folder; without a path, standard output, which is refused by who needs a folder.
    pub(crate) fn folder(path: Option<&Path>) -> anyhow::Result<Self> {
        path.map_or_else(|| Goal::of(None), |path| Ok(Goal::Folder(path.to_path_buf())))
    }

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
            Goal::Stdout => return Ok(Output::Stdout(io::stdout())),
            Goal::Device(path) => {
                let opened = OpenOptions::new().write(true).open(&path);
                let file = opened.with_context(|| format!("{}: cannot be opened for writing", path.display()))?;
                return Ok(Output::Device { file, path });
            }
            Goal::Folder(path) => return Output::folder(&path),
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

    /// Opens a folder for brat's standoff, which must not be there yet or hold nothing.
    pub(crate) fn folder(path: &Path) -> anyhow::Result<Self> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let is_free = match fs::read_dir(&path) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        };
        if !is_free {
            bail!("{}: brat's standoff needs a folder that holds nothing yet; give -o another name", path.display());
        }
        let around = folder_of(&path);
        let folder = hidden().tempdir_in(around);
        let folder = folder.with_context(|| format!("{}: no folder can be made in folder {}", path.display(), around.display()))?;
        let brat = BratFolder::new(folder.path()).with_context(|| path.display().to_string())?;
        Ok(Output::Folder { folder, brat, path })
    }

    /// Where it goes, for messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Output::Stdout(_) => "standard output".to_owned(),
            Output::Device { path, .. } | Output::Beside { path, .. } | Output::Folder { path, .. } => path.display().to_string(),
            Output::Kept(partial) => partial.path().display().to_string(),
        }
    }

    /// How many bytes there are, where they are in a file.
    pub(crate) fn len(&self) -> io::Result<Option<u64>> {
        match self {
            Output::Beside { file, .. } => Ok(Some(file.as_file().metadata()?.len())),
            Output::Kept(partial) => partial.len().map(Some),
            Output::Stdout(_) | Output::Device { .. } | Output::Folder { .. } => Ok(None),
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
            Output::Folder { folder, brat, path } => brat.finish().and_then(|()| place(folder, &path)),
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
            Output::Folder { brat, .. } => brat.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Output::Stdout(out) => out.flush(),
            Output::Device { file, .. } => file.flush(),
            Output::Beside { file, .. } => file.flush(),
            Output::Kept(partial) => partial.flush(),
            Output::Folder { brat, .. } => brat.flush(),
        }
    }
}

/// Refuses to write over a file that is to be read. `written` is each output with the option that names it, if it is given. `read` is every
/// input, those that options name too: a file, or a folder of which the files are read that `is_read` tells.
pub(crate) fn refuse_inputs<'r>(
    written: &[(&str, Option<&Path>)],
    read: impl IntoIterator<Item = &'r PathBuf>,
    is_read: impl Fn(&Path) -> bool,
) -> anyhow::Result<()> {
    // What does not exist yet is nobody's input; devices are not written over.
    let there = |&(option, path): &(_, Option<&Path>)| Some((option, fs::canonicalize(path?).ok().filter(|path| path.is_file())?));
    let written: Vec<(&str, PathBuf)> = written.iter().filter_map(there).collect();
    if written.is_empty() {
        return Ok(());
    }
    for input in read.into_iter().filter_map(|input| fs::canonicalize(input).ok()) {
        let is_input = |output: &Path| output == input || is_read(output) && input.is_dir() && output.starts_with(&input);
        if let Some((option, output)) = written.iter().find(|(_, output)| is_input(output)) {
            bail!("{}: is one of the inputs and would be written over; give {option} another name", output.display());
        }
    }
    Ok(())
}

/// Names of hidden files and folders, so that a run that reads the same folder passes them over.
fn hidden() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".whosaid-").suffix(".tmp");
    builder
}

/// A hidden file with the permissions of any new file.
fn new_file_in(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = hidden();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(folder)
}

/// Puts a folder that is done in its place. Should that fail, it stays where it is, and the error tells where.
fn place(folder: TempDir, path: &Path) -> io::Result<()> {
    let folder = folder.keep();
    move_over(&folder, path)
        .map_err(|error| io::Error::new(error.kind(), format!("{error}; all that was found is in {}", folder.display())))
}

/// Gives a folder the name `path`, and the permissions of any new folder or of the empty one that is there.
fn move_over(folder: &Path, path: &Path) -> io::Result<()> {
    if fs::metadata(path).is_err() {
        fs::create_dir(path)?;
    }
    fs::set_permissions(folder, fs::metadata(path)?.permissions())?;
    // Not every system puts a folder over another, even an empty one.
    fs::remove_dir(path)?;
    fs::rename(folder, path)
}
