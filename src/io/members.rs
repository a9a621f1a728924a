//! The files of an archive that hold articles.

use super::foreign;
use super::format::{Contents, Format, Promise};
use super::packed::Archive;
use super::passed_over::PassedOver;
use super::source::{Origin, Source};
use super::stream::Meter;
use super::walk::no_article_files;
use crate::error::{Error, Result};
use std::cell::RefCell;
use std::io;
use std::path::Path;

/// Reads an archive as if it were a folder, but in its own order.
pub(super) struct Members {
    archive: Archive,
    file: String,
    /// Where it stands in the folder that it was found in.
    inside: Option<String>,
    found: bool,
    /// Files that are shown and of other kinds.
    passed_over: RefCell<PassedOver>,
}

impl Members {
    /// Those of `source`, an archive as `contents` says. The bytes that are read of a plain file go to `meter`.
    ///
    /// # Errors
    /// If it cannot be read, or is a document, or stands in an archive itself.
    pub(super) fn of(source: Source, contents: Contents, meter: &Meter) -> Result<Self> {
        let Source { file, id, walked, stream, origin, .. } = source;
        let unreadable = |error| Error::unreadable(file.clone(), None, error);
        if matches!(origin, Origin::Member) {
            let why = "is an archive within an archive; unpack the outer one first";
            return Err(unreadable(io::Error::new(io::ErrorKind::Unsupported, why)));
        }
        let archive = match contents {
            Contents::Zip => origin.seekable(stream, meter).and_then(|(file, meter)| Archive::zip(file, meter)),
            _ => Archive::tar(stream),
        };
        let archive = archive.map_err(unreadable)?;
        if let Some(document) = foreign::document(|start| archive.has(start)) {
            return Err(unreadable(document));
        }
        Ok(Members { archive, file, inside: walked.then_some(id), found: false, passed_over: RefCell::default() })
    }

    /// Files that were passed over so far, hidden ones aside.
    pub(super) fn passed_over(&self) -> PassedOver {
        self.passed_over.borrow().clone()
    }

    /// The next file that would be read if it stood in a folder. Its id is its path in the archive, behind that of the
    /// archive in its folder. It is an error to find nothing in an archive that was named.
    pub(super) fn next(&mut self, format: Option<Format>) -> Option<Result<Source>> {
        let Members { archive, file, inside, found, passed_over } = self;
        let is_wanted = |name: &str| {
            let is_looked_for = is_shown(name) && Format::is_looked_for(Path::new(name), format);
            if is_shown(name) && !is_looked_for {
                passed_over.borrow_mut().add(|| format!("{file}/{}", name.trim_start_matches("./")));
            }
            is_looked_for
        };
        let Some(entry) = archive.next(is_wanted) else {
            let nothing = !std::mem::replace(found, true) && inside.is_none();
            return nothing.then(|| Err(no_article_files(file, "archive", format)));
        };
        *found = true;
        Some(entry.map_err(|error| Error::unreadable(file.clone(), None, error)).and_then(|entry| {
            let name = entry.name.trim_start_matches("./");
            let inner = format!("{file}/{name}");
            let stream = entry.stream.map_err(|error| Error::unreadable(inner.clone(), None, error))?;
            let promise = Promise::of(Path::new(name));
            let id = promise.id(Path::new(name));
            let id = inside.as_ref().map_or_else(|| id.clone(), |inside| format!("{inside}/{id}"));
            Ok(Source { file: inner, id, walked: false, promise, stream, size: None, origin: Origin::Member })
        }))
    }
}

/// Whether neither the file nor a folder around it is a hidden one.
fn is_shown(name: &str) -> bool {
    name.split('/').all(|part| !part.starts_with('.') || matches!(part, "." | ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_are_passed_over_but_not_paths_that_begin_with_a_dot() {
        assert!(["a.txt", "./a/b.txt", "../a.txt"].into_iter().all(is_shown));
        assert!([".a.txt", "./.a/b.txt", "__MACOSX/._a.txt"].into_iter().all(|name| !is_shown(name)));
    }
}
