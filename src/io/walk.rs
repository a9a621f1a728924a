//! A folder: its files at any depth, sorted by path, and those that hold articles.

use super::format::{ENDINGS, Format};
use super::passed_over::PassedOver;
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::{fs, io, vec};

/// Walks a folder, through every file that is not hidden. Memory is one sorted listing a level, however many files there are below.
#[derive(Debug)]
pub(crate) struct Files {
    root: PathBuf,
    levels: Vec<Level>,
}

#[derive(Debug)]
struct Level {
    /// The folder's one true path: a link back to it would lead round in a circle.
    canonical: PathBuf,
    entries: vec::IntoIter<PathBuf>,
}

impl Files {
    /// A walk through `root`.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    pub(crate) fn new(root: PathBuf) -> Result<Self> {
        let levels = vec![Level::open(&root).map_err(|error| Error::unreadable(root.display().to_string(), None, error))?];
        Ok(Files { root, levels })
    }

    fn enter(&mut self, folder: &Path) -> io::Result<()> {
        let level = Level::open(folder)?;
        if !self.levels.iter().any(|above| above.canonical == level.canonical) {
            self.levels.push(level);
        }
        Ok(())
    }
}

impl Iterator for Files {
    type Item = Result<PathBuf>;

    /// The next file. A folder below that cannot be listed is an error, after which the walk goes on.
    fn next(&mut self) -> Option<Self::Item> {
        while let Some(level) = self.levels.last_mut() {
            let Some(path) = level.entries.next() else {
                self.levels.pop();
                continue;
            };
            // Links are followed; one that leads nowhere is taken for a file, so that opening it says what is wrong.
            if !path.is_dir() {
                return Some(Ok(path));
            }
            if let Err(error) = self.enter(&path) {
                return Some(Err(Error::unreadable(path.display().to_string(), None, error)));
            }
        }
        None
    }
}

/// Walks through the article files of a folder.
#[derive(Debug)]
pub(super) struct Walk {
    files: Files,
    format: Option<Format>,
    found: bool,
    passed_over: PassedOver,
}

impl Walk {
    /// A walk through `root` for files of `format`, or of all formats.
    ///
    /// # Errors
    /// If the folder cannot be listed.
    pub(super) fn new(root: PathBuf, format: Option<Format>) -> Result<Self> {
        Ok(Walk { files: Files::new(root)?, format, found: false, passed_over: PassedOver::default() })
    }

    /// The folder's own path, as it was given.
    pub(super) fn root(&self) -> &Path {
        &self.files.root
    }

    /// Files that were passed over so far.
    pub(super) fn passed_over(&self) -> &PassedOver {
        &self.passed_over
    }

    /// The next file. A folder below that cannot be listed is an error, after which the walk goes on;
    /// so is, at the end, to have found nothing.
    pub(super) fn next(&mut self) -> Option<Result<PathBuf>> {
        for path in self.files.by_ref() {
            if let Ok(path) = &path
                && !Format::is_looked_for(path, self.format)
            {
                self.passed_over.add(|| path.display().to_string());
                continue;
            }
            self.found = true;
            return Some(path);
        }
        if std::mem::replace(&mut self.found, true) {
            return None;
        }
        Some(Err(no_article_files(&self.root().display().to_string(), "folder", self.format)))
    }
}

/// That a `place` has no file of the format looked for, or of any.
pub(super) fn no_article_files(name: &str, place: &str, wanted: Option<Format>) -> Error {
    let endings = wanted.map_or(ENDINGS, Format::endings);
    nothing_found(name, &format!("no file of articles in the {place} ({endings})"))
}

/// That nothing is where something was looked for.
pub(super) fn nothing_found(place: &str, why: &str) -> Error {
    Error::unreadable(place, None, io::Error::new(io::ErrorKind::NotFound, why))
}

impl Level {
    fn open(folder: &Path) -> io::Result<Self> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if !entry.file_name().as_encoded_bytes().starts_with(b".") {
                entries.push(entry.path());
            }
        }
        entries.sort_unstable();
        Ok(Level { canonical: folder.canonicalize()?, entries: entries.into_iter() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn walk(root: &Path, format: Option<Format>) -> Vec<String> {
        let mut walk = Walk::new(root.to_path_buf(), format).unwrap();
        let mut found = Vec::new();
        while let Some(next) = walk.next() {
            found.push(match next {
                Ok(path) => path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"),
                Err(error) => error.to_string().replace(root.to_str().unwrap(), "ROOT"),
            });
        }
        found
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    #[test]
    fn files_of_our_formats_come_sorted_by_path() {
        let folder =
            folder(&["b.txt", "a/z.jsonl", "a/b/c.TXT", "a.txt", "d.md", ".git/x.txt", ".y.txt", "e/f.ndjson.gz", "g.zip", "h.gz"]);
        let all = ["a/b/c.TXT", "a/z.jsonl", "a.txt", "b.txt", "e/f.ndjson.gz", "g.zip"];
        assert_eq!(walk(folder.path(), None), all);
        let mut by_path = all.map(Path::new);
        by_path.sort();
        assert_eq!(by_path, all.map(Path::new), "the order is that of paths");
        assert_eq!(walk(folder.path(), Some(Format::JsonLines)), ["a/z.jsonl", "e/f.ndjson.gz", "g.zip"]);
    }

    #[test]
    fn a_folder_without_article_files_says_so_once() {
        let folder = folder(&["a/b.md"]);
        assert_eq!(walk(folder.path(), None), [format!("ROOT: no file of articles in the folder ({ENDINGS})")]);
        assert_eq!(walk(folder.path(), Some(Format::Text)), ["ROOT: no file of articles in the folder (.txt)"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_but_not_in_circles() {
        let folder = folder(&["a/b.txt"]);
        std::os::unix::fs::symlink(folder.path(), folder.path().join("a/up")).unwrap();
        std::os::unix::fs::symlink(folder.path().join("a"), folder.path().join("c")).unwrap();
        assert_eq!(walk(folder.path(), None), ["a/b.txt", "c/b.txt"]);
    }
}
