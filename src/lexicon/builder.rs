//! Collects speakers row by row, and makes a lexicon of them.

use super::row::{Bad, ID, Row, shortened};
use super::speakers::{Builder, Lexicon, Speaker};
use super::wrong::{Place, Wrong};
use crate::error::{Error, Result};
use std::collections::HashMap;
use std::io::Write;

/// Collects speakers from one file or several, and makes a lexicon of them.
///
/// ```
/// use whosaid::lexicon::{Lexicon, LexiconBuilder, LexiconFormat};
///
/// let mut builder = LexiconBuilder::new();
/// builder.read("{\"name\": \"Mara Kessel\"}".as_bytes(), LexiconFormat::JsonLines, "one.jsonl")?;
/// builder.read("name\nOdo Brandt\n".as_bytes(), LexiconFormat::Csv, "two.csv")?;
/// let mut file = Vec::new();
/// builder.write(&mut file, "people.lex")?;
/// let lexicon = Lexicon::from_reader(file.as_slice(), LexiconFormat::Compiled, "people.lex")?;
/// assert_eq!(lexicon.len(), 2);
/// # Ok::<(), whosaid::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    builder: Builder,
    /// The place of every id.
    ids: HashMap<Box<str>, Place>,
    wrong: Wrong,
    /// Of [`LexiconBuilder::for_check`]: the place of every speaker, and what a row has twice.
    pub(super) places: Vec<Place>,
    pub(super) twice: Vec<(Place, String)>,
}

/// What is taken out of a builder: messages of bad lines, warnings with their places, and the lexicon of the rest.
pub(super) struct Taken {
    pub(super) bad: Vec<String>,
    pub(super) warnings: Vec<(Place, String)>,
    pub(super) lexicon: Lexicon,
}

impl LexiconBuilder {
    /// One without speakers.
    pub fn new() -> Self {
        LexiconBuilder::default()
    }

    /// One that takes note of all that is wrong with its lines, for [`LexiconBuilder::faults`].
    pub fn for_check() -> Self {
        LexiconBuilder { wrong: Wrong::of_all(), ..LexiconBuilder::default() }
    }

    /// The rows that come are of this file.
    pub(super) fn open(&mut self, file: &str) {
        self.wrong.open(file);
    }

    /// Takes note of a bad line.
    pub(super) fn bad(&mut self, bad: Bad) {
        self.wrong.bad(bad);
    }

    /// A row cannot be used, or not all of it; `why` says what.
    pub(super) fn warn(&mut self, line: u64, why: String) {
        self.wrong.warn(line, why);
    }

    /// Takes a row; `bad` finds the place of a field, named by its index in [`FIELDS`](super::row::FIELDS), of which something else was expected.
    pub(super) fn row(&mut self, row: &Row<'_>, bad: impl Fn(usize, String) -> Bad) -> Result<()> {
        let speaker = match row.speaker().and_then(|speaker| self.with_own_id(speaker, row.line)) {
            Ok(speaker) => speaker,
            Err((field, expected)) => {
                self.bad(bad(field, expected));
                return Ok(());
            }
        };
        if self.wrong.keeps_all {
            self.note(row);
        }
        let (aliases, roles) = (row.aliases.iter().map(|s| s.trim()), row.roles.iter().map(|s| s.trim()));
        let mut refused = Vec::new();
        self.builder.add(speaker, aliases, roles, |why| refused.push(why))?;
        refused.into_iter().for_each(|why| self.warn(row.line, why));
        Ok(())
    }

    /// The speaker of line `line`, unless another has its id.
    fn with_own_id<'r>(&mut self, speaker: Speaker<'r>, line: u64) -> Result<Speaker<'r>, (usize, String)> {
        if let Some(id) = speaker.id {
            if let Some(&first) = self.ids.get(id) {
                let place = self.wrong.shown_from_here(first);
                return Err((ID, format!("expected an \"id\" of its own, {} is the id of {place} too", shortened(id))));
            }
            self.ids.insert(id.into(), self.wrong.place(line));
        }
        Ok(speaker)
    }

    /// Takes note of where a row stands and what it has twice.
    fn note(&mut self, row: &Row<'_>) {
        let place = self.wrong.place(row.line);
        self.places.push(place);
        let mut all: Vec<&str> = row.name.iter().chain(&row.aliases).chain(&row.roles).map(|s| s.trim()).collect();
        all.sort_unstable();
        let twice =
            all.chunk_by(|a, b| a == b).filter(|alike| alike.len() > 1).map(|alike| (place, format!("{:?} stands twice", alike[0])));
        self.twice.extend(twice);
    }

    /// Makes the lexicon.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] with the first 20 bad lines and their number; [`crate::ErrorKind::TooLarge`] if there are more
    /// aliases than can be numbered.
    pub fn finish(self) -> Result<Lexicon> {
        self.compile(false)
    }

    /// Makes the lexicon, and writes it to `out` as a file that loads at once; `file` is what messages call it.
    ///
    /// # Errors
    /// As [`LexiconBuilder::finish`], and [`crate::ErrorKind::Io`].
    pub fn write(self, out: impl Write, file: &str) -> Result<Lexicon> {
        let lexicon = self.compile(true)?;
        lexicon.write(out).map_err(|e| Error::io(format!("cannot write the speaker lexicon {file}"), e))?;
        Ok(lexicon)
    }

    fn compile(self, to_store: bool) -> Result<Lexicon> {
        self.wrong.refuse()?;
        let warnings = self.wrong.warnings();
        // Ids are not asked for again, and compiling takes memory.
        drop(self.ids);
        self.builder.finish(to_store, warnings)
    }

    /// A place as messages show it.
    pub(super) fn shown(&self, place: Place) -> String {
        self.wrong.shown(place)
    }

    /// Takes the speakers out of the builder, with all that is wrong with the lines.
    pub(super) fn take(&mut self) -> Result<Taken> {
        let (bad, warnings) = self.wrong.take();
        Ok(Taken { bad, warnings, lexicon: std::mem::take(&mut self.builder).finish(true, Vec::new())? })
    }
}

#[cfg(test)]
mod tests {
    use super::super::LexiconFormat::{Csv, JsonLines};
    use super::super::load::tests::{assert_message, load};

    #[test]
    fn an_id_stands_once() {
        let json = "{\"name\":\"Bo Dray\",\"id\":\"V1\"}\n\n{\"name\":\"Ann Lee\",\"id\":\"\"}\n{\"id\":\" V1\",\"name\":\"Ann Lee\"}";
        assert_message(JsonLines, json, "people.jsonl:4:7: expected an \"id\" of its own, \"V1\" is the id of line 1 too");
        let csv = "id,name\n,Ann\n,Bo\nV1,Cy\n\"V1\",Di\n";
        assert_message(Csv, csv, "people.csv:5:1: column 1 (id): expected an \"id\" of its own, \"V1\" is the id of line 4 too");
    }

    #[test]
    fn what_is_not_searched_for_is_warned_of() {
        let text = "{\"name\": \"Bo Dray\"}\n{\"name\": \"X\", \"aliases\": [\"Xy\", \"\"]}";
        let lexicon = load(JsonLines, text).unwrap();
        assert_eq!((lexicon.len(), lexicon.forms()), (2, 2));
        let expected = ["the name \"X\"", "the alias \"\""];
        for (warning, alias) in lexicon.warnings().iter().zip(expected) {
            assert_eq!(*warning, format!("people.jsonl:2: {alias} has fewer than two letters or digits and is not searched for"));
        }
        assert_eq!(lexicon.warnings().len(), 2);
    }
}
