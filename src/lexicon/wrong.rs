//! What is wrong with the lines of speaker lexicons: kept up to a bound, or all of it, and told with file and line.

use super::row::Bad;
use crate::error::{Error, Result};
use crate::span::to_u32;
use std::fmt::Write as _;

/// The place of a row: file and line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    file: u32,
    line: u64,
}

/// Bad lines, for which a lexicon is refused, and warnings, for which it is not.
#[derive(Debug, Default)]
pub(super) struct Wrong {
    /// Whether nothing is forgotten.
    pub(super) keeps_all: bool,
    /// The files that were read, the present one last.
    files: Vec<String>,
    bad: Vec<(u32, Bad)>,
    n_bad: u64,
    warnings: Vec<(Place, String)>,
    n_warnings: usize,
}

impl Wrong {
    /// Bad lines that an error shows.
    const SHOWN: usize = 20;
    /// Warnings that are kept.
    const KEPT: usize = 1000;

    /// One that forgets nothing.
    pub(super) fn of_all() -> Self {
        Wrong { keeps_all: true, ..Wrong::default() }
    }

    /// What comes is of this file.
    pub(super) fn open(&mut self, file: &str) {
        self.files.push(file.to_owned());
    }

    /// The number of the file that is read.
    fn file(&self) -> u32 {
        to_u32(self.files.len().saturating_sub(1))
    }

    /// A line of the file that is read.
    pub(super) fn place(&self, line: u64) -> Place {
        Place { file: self.file(), line }
    }

    /// Takes note of a bad line.
    pub(super) fn bad(&mut self, bad: Bad) {
        self.n_bad += 1;
        if self.keeps_all || self.bad.len() < Self::SHOWN {
            self.bad.push((self.file(), bad));
        }
    }

    /// A row cannot be used, or not all of it; `why` says what.
    pub(super) fn warn(&mut self, line: u64, why: String) {
        self.n_warnings += 1;
        if self.keeps_all || self.warnings.len() < Self::KEPT {
            self.warnings.push((self.place(line), why));
        }
    }

    /// A place as messages show it.
    pub(super) fn shown(&self, place: Place) -> String {
        format!("{}:{}", self.files[place.file as usize], place.line)
    }

    /// The same in a message about the file that is read.
    pub(super) fn shown_from_here(&self, place: Place) -> String {
        if place.file == self.file() { format!("line {}", place.line) } else { self.shown(place) }
    }

    /// The warnings as messages, and how many more there were.
    pub(super) fn warnings(&self) -> Vec<String> {
        let mut warnings: Vec<String> = self.warnings.iter().map(|(place, why)| format!("{}: {why}", self.shown(*place))).collect();
        if self.n_warnings > warnings.len() {
            let more = self.n_warnings - warnings.len();
            warnings.push(format!("{more} more warnings: `whosaid lexicon check` lists them"));
        }
        warnings
    }

    /// Takes out the messages of the bad lines, and the warnings with their places.
    pub(super) fn take(&mut self) -> (Vec<String>, Vec<(Place, String)>) {
        let bad = std::mem::take(&mut self.bad).into_iter();
        let bad = bad.map(|(file, bad)| Error::format(&self.files[file as usize], bad.line, bad.column, &bad.expected).to_string());
        (bad.collect(), std::mem::take(&mut self.warnings))
    }

    /// That there is no bad line.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] with the first of them and their number.
    pub(super) fn refuse(&self) -> Result<()> {
        let name = |file: u32| self.files[file as usize].as_str();
        let mut bad = self.bad.iter();
        let Some((file, first)) = bad.next() else { return Ok(()) };
        let mut message = first.expected.clone();
        for (file, bad) in bad {
            let error = Error::format(name(*file), bad.line, bad.column, &bad.expected);
            let _ = write!(message, "\n{error}");
        }
        if self.n_bad > 1 {
            let _ = write!(message, "\n{} bad lines", self.n_bad);
        }
        if self.n_bad > self.bad.len() as u64 {
            let _ = write!(message, ", the first {} are shown", self.bad.len());
        }
        Err(Error::format(name(*file), first.line, first.column, message))
    }
}

#[cfg(test)]
mod tests {
    use super::super::LexiconFormat::{Csv, JsonLines};
    use super::super::load::tests::{assert_message, load};

    #[test]
    fn all_bad_lines_are_reported_and_the_first_twenty_shown() {
        let two = "name,id\n,1\nBo,2\nCy\n";
        let expected = "people.csv:2:1: column 1 (name): expected a name for \"name\", found a blank one\n\
                        people.csv:4: expected 2 values as in the header, found 1\n2 bad lines";
        assert_message(Csv, two, expected);
        let many = "{\"name\": 1}\n{\"name\": \"Bo\"}\n".repeat(23);
        let message = load(JsonLines, many).unwrap_err().to_string();
        let lines: Vec<&str> = message.lines().collect();
        assert_eq!(lines.len(), 21);
        assert_eq!(lines[19], "people.jsonl:39:10: expected a string for \"name\"");
        assert_eq!(lines[20], "23 bad lines, the first 20 are shown");
    }
}
