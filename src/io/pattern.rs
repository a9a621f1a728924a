//! A pattern of paths (`news/**/*.txt`), for where no shell has replaced it by what it matches.

use super::walk::nothing_found;
use crate::error::{Error, Result};
use std::io;
use std::path::{Path, PathBuf};

/// What a pattern matches, sorted by path: files, and folders too if it has no `**`.
#[derive(Debug)]
pub(super) struct Matches {
    pattern: String,
    paths: glob::Paths,
    with_folders: bool,
    found: bool,
}

impl Matches {
    /// What `input` matches, if it is a pattern and not the name of something that is there.
    ///
    /// # Errors
    /// If it is no proper pattern.
    pub(super) fn of(input: &Path) -> Option<Result<Matches>> {
        let pattern = input.to_str().filter(|input| input.contains(['*', '?', '[']))?;
        if input.symlink_metadata().is_ok() {
            return None;
        }
        let options = glob::MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };
        // All below a folder is the folder.
        let mut all = pattern;
        while let Some(folder) = all.strip_suffix("**").filter(|folder| folder.is_empty() || folder.ends_with(std::path::is_separator)) {
            all = folder.trim_end_matches(std::path::is_separator);
        }
        let searched = match all {
            _ if all == pattern => pattern,
            "" if pattern.starts_with('*') => ".",
            "" => "/",
            folder => folder,
        };
        let with_folders = searched != pattern || !searched.contains("**");
        let pattern = pattern.to_owned();
        Some(match glob::glob_with(searched, options) {
            Ok(paths) => Ok(Matches { pattern, paths, with_folders, found: false }),
            Err(error) => {
                let why = format!("no file of this name, and no pattern: {}", error.msg);
                Err(Error::unreadable(pattern, None, io::Error::new(io::ErrorKind::InvalidInput, why)))
            }
        })
    }

    /// The next path. A folder that cannot be listed is an error, after which it goes on; so is, at the end, to have found nothing.
    pub(super) fn next(&mut self) -> Option<Result<PathBuf>> {
        for path in &mut self.paths {
            match path {
                Ok(path) if !self.with_folders && path.is_dir() => {}
                Ok(path) => {
                    self.found = true;
                    return Some(Ok(path));
                }
                Err(error) => {
                    self.found = true;
                    return Some(Err(Error::unreadable(error.path().display().to_string(), None, error.into())));
                }
            }
        }
        let nothing = || nothing_found(&self.pattern, "no file of this name, and none that matches it as a pattern");
        (!std::mem::replace(&mut self.found, true)).then(|| Err(nothing()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in ["b.txt", "a/z.txt", "a/b/c.txt", "a/b/d.jsonl", ".c/x.txt", "a/.y.txt", "e[1].txt"] {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        }
        folder
    }

    fn found(folder: &Path, pattern: &str) -> Option<Vec<String>> {
        let mut matches = match Matches::of(&folder.join(pattern))? {
            Ok(matches) => matches,
            Err(error) => return Some(vec![error.to_string()]),
        };
        let mut found = Vec::new();
        while let Some(next) = matches.next() {
            let told = next.map_or_else(|error| error.to_string(), |path| path.display().to_string());
            found.push(told.replace('\\', "/").replace(&*folder.to_string_lossy().replace('\\', "/"), "F").replacen("F/", "", 1));
        }
        Some(found)
    }

    #[test]
    fn patterns_match_files_sorted_and_hidden_ones_aside() {
        let folder = folder();
        let found = |pattern: &str| found(folder.path(), pattern);
        assert_eq!(found("*.txt").unwrap(), ["b.txt", "e[1].txt"]);
        assert_eq!(found("**/*.txt").unwrap(), ["a/b/c.txt", "a/z.txt", "b.txt", "e[1].txt"]);
        assert_eq!(found("a/?.txt").unwrap(), ["a/z.txt"]);
        assert_eq!(found("a/**/[cd]*").unwrap(), ["a/b/c.txt", "a/b/d.jsonl"], "and no folder beside its files");
        assert_eq!(found("[a]").unwrap(), ["a"], "which is a folder to be read");
        assert_eq!(found("a/**").unwrap(), ["a"]);
        assert_eq!(found("e[1].txt"), None, "which is the name of a file");
        assert_eq!(found("b.txt"), None);
    }

    #[test]
    fn what_matches_nothing_says_so() {
        let folder = folder();
        assert_eq!(found(folder.path(), "*.md").unwrap(), ["*.md: no file of this name, and none that matches it as a pattern"]);
        assert!(found(folder.path(), "a/***.md").unwrap()[0].contains("no pattern"));
    }
}
