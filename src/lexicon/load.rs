//! Loads a speaker lexicon: which format, what a row must hold, and all that is wrong with it in one error.
//!
//! Columns: `name` (required), `id` (unique), `aliases`, `roles`, `type` ([`EntityType`]), `gender` (male or m, female or f,
//! other, unknown, in any case); others are ignored, and so
//! are blank lines. Lines and columns in messages count from 1: `people.csv:3:8` is the eighth byte of line 3.

use super::format::LexiconFormat;
use super::row::{Bad, GENDER, ID, NAME, Row, TYPE};
use super::speakers::{Builder, Lexicon, Speaker};
use super::tag::{EntityType, Gender};
use super::{compiled, json_lines, separated};
use crate::error::{Error, Result};
use crate::header;
use crate::span::to_u32;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufReader, Read, Write};
use std::path::Path;

impl Lexicon {
    /// Loads a file whose ending tells the format: `.jsonl`, `.ndjson`, `.json`; `.csv`; `.tsv`. Parquet and what is compiled are known by
    /// their first bytes.
    ///
    /// # Errors
    /// As [`Lexicon::from_reader`]; [`crate::ErrorKind::Setting`] if the ending is another.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self> {
        let opened = Opened::new(path.as_ref())?;
        match opened.format {
            LexiconFormat::Compiled => compiled::read(opened.all(), &opened.name),
            _ => {
                let mut builder = LexiconBuilder::new();
                builder.read_opened(&opened)?;
                builder.finish()
            }
        }
    }

    /// Loads from any reader; `file` is what messages call it. JSON lines and what is compiled are read piece by piece, the others
    /// as a whole.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] with the first 20 bad lines and their number, or if a compiled lexicon is not whole or of another
    /// version, [`crate::ErrorKind::Io`], [`crate::ErrorKind::TooLarge`] beyond [`Lexicon::MAX_BYTES`].
    pub fn from_reader(reader: impl Read, format: LexiconFormat, file: &str) -> Result<Self> {
        if format == LexiconFormat::Compiled {
            return compiled::read(reader, file);
        }
        let mut builder = LexiconBuilder::new();
        builder.read(reader, format, file)?;
        builder.finish()
    }
}

/// A file and what its name and first bytes tell.
struct Opened {
    name: String,
    start: Vec<u8>,
    rest: File,
    format: LexiconFormat,
}

impl Opened {
    fn new(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let unknown =
            || Error::setting(format!("cannot tell the format of {name}: name it .jsonl, .ndjson, .json, .csv, .tsv, .parquet or .lex"));
        let by_name = LexiconFormat::of_path(path);
        let failed = |e| Error::io(format!("cannot open the speaker lexicon {name}"), e);
        let opened = File::open(path).map_err(failed);
        // What has no telling name and is not there has the name for its first fault.
        let mut rest = if by_name.is_none() { opened.map_err(|_| unknown())? } else { opened? };
        let mut start = Vec::new();
        (&mut rest).take(compiled::MAGIC.len() as u64).read_to_end(&mut start).map_err(failed)?;
        if start.starts_with(b"\x1F\x8B") || start.starts_with(b"\x28\xB5\x2F\xFD") {
            return Err(Error::setting(format!("{name}: is compressed; unpack it first")));
        }
        let format = LexiconFormat::of_start(&start).or(by_name).ok_or_else(unknown)?;
        Ok(Opened { name, start, rest, format })
    }

    fn all(&self) -> impl Read + '_ {
        self.start.chain(&self.rest)
    }
}

/// The place of a row: file and line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    file: u32,
    line: u64,
}

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
    files: Vec<String>,
    builder: Builder,
    /// The place of every id.
    ids: HashMap<Box<str>, Place>,
    bad: Vec<(u32, Bad)>,
    n_bad: u64,
    warnings: Vec<(Place, String)>,
    n_warnings: usize,
    /// Of [`LexiconBuilder::for_check`]: that nothing wrong is forgotten, the place of every speaker, and what a row has twice.
    pub(super) checks: bool,
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
    /// Bad lines that an error shows.
    const SHOWN: usize = 20;
    /// Warnings that are kept.
    const KEPT: usize = 1000;

    /// One without speakers.
    pub fn new() -> Self {
        LexiconBuilder::default()
    }

    /// One that takes note of all that is wrong with its lines, for [`LexiconBuilder::faults`].
    pub fn for_check() -> Self {
        LexiconBuilder { checks: true, ..LexiconBuilder::default() }
    }

    /// Adds the speakers of a file whose ending tells the format.
    ///
    /// # Errors
    /// As [`LexiconBuilder::read`]; [`crate::ErrorKind::Setting`] if the ending is another.
    pub fn read_path(&mut self, path: impl AsRef<Path>) -> Result<()> {
        self.read_opened(&Opened::new(path.as_ref())?)
    }

    fn read_opened(&mut self, opened: &Opened) -> Result<()> {
        self.read(opened.all(), opened.format, &opened.name)
    }

    /// Adds the speakers that `reader` holds; `file` is what messages call it. What is wrong with its lines is told by
    /// [`LexiconBuilder::finish`].
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`]; [`crate::ErrorKind::Setting`] if it is compiled already; [`crate::ErrorKind::TooLarge`] beyond
    /// [`Lexicon::MAX_BYTES`].
    pub fn read(&mut self, reader: impl Read, format: LexiconFormat, file: &str) -> Result<()> {
        self.files.push(file.to_owned());
        let reader = BufReader::with_capacity(1 << 16, reader);
        match format {
            LexiconFormat::JsonLines => json_lines::read(reader, file, self),
            LexiconFormat::Csv => separated::read(reader, file, header::SEPARATORS, self),
            LexiconFormat::Tsv => separated::read(reader, file, b"\t", self),
            #[cfg(feature = "formats")]
            LexiconFormat::Parquet => super::parquet::read(reader, file, self),
            #[cfg(not(feature = "formats"))]
            LexiconFormat::Parquet => {
                Err(Error::setting(format!("{file}: this program was built without the feature `formats`, which reads Parquet")))
            }
            LexiconFormat::Compiled => Err(Error::setting(format!("{file}: is compiled already; give the files that it was built from"))),
        }
    }

    /// Takes note of a bad line.
    pub(super) fn bad(&mut self, bad: Bad) {
        self.n_bad += 1;
        if self.checks || self.bad.len() < Self::SHOWN {
            self.bad.push((self.file(), bad));
        }
    }

    /// The number of the file that is read.
    fn file(&self) -> u32 {
        to_u32(self.files.len().saturating_sub(1))
    }

    /// A row cannot be used, or not all of it; `why` says what.
    pub(super) fn warn(&mut self, line: u64, why: String) {
        self.n_warnings += 1;
        if self.checks || self.warnings.len() < Self::KEPT {
            self.warnings.push((Place { file: self.file(), line }, why));
        }
    }

    /// Takes a row; `bad` finds the place of a field, named by its index in [`FIELDS`](super::row::FIELDS), of which something else was expected.
    pub(super) fn row(&mut self, row: &Row<'_>, bad: impl Fn(usize, String) -> Bad) -> Result<()> {
        let speaker = match self.check(row) {
            Ok(speaker) => speaker,
            Err((field, expected)) => {
                self.bad(bad(field, expected));
                return Ok(());
            }
        };
        if self.checks {
            self.note(row);
        }
        let (aliases, roles) = (row.aliases.iter().map(|s| s.trim()), row.roles.iter().map(|s| s.trim()));
        let mut refused = Vec::new();
        self.builder.add(speaker, aliases, roles, |why| refused.push(why))?;
        refused.into_iter().for_each(|why| self.warn(row.line, why));
        Ok(())
    }

    /// Takes note of where a row stands and what it has twice.
    fn note(&mut self, row: &Row<'_>) {
        let place = Place { file: self.file(), line: row.line };
        self.places.push(place);
        let mut all: Vec<&str> = row.name.iter().chain(&row.aliases).chain(&row.roles).map(|s| s.trim()).collect();
        all.sort_unstable();
        let twice =
            all.chunk_by(|a, b| a == b).filter(|alike| alike.len() > 1).map(|alike| (place, format!("{:?} stands twice", alike[0])));
        self.twice.extend(twice);
    }

    fn check<'r>(&mut self, row: &'r Row<'_>) -> Result<Speaker<'r>, (usize, String)> {
        let Some(name) = &row.name else { return Err((NAME, "expected a \"name\"".to_owned())) };
        if name.trim().is_empty() {
            return Err((NAME, "expected a name for \"name\", found a blank one".to_owned()));
        }
        let entity_type = match &row.entity_type {
            None => EntityType::Unknown,
            Some(word) => EntityType::from_name(word.trim()).ok_or_else(|| {
                let known = "person, organisation, group, place, document or unnamed";
                (TYPE, format!("expected {known} for \"type\", found {}", shortened(word)))
            })?,
        };
        let gender = match row.gender.as_deref().map(str::trim) {
            None => Gender::Unknown,
            Some(word) => match word.to_ascii_lowercase().as_str() {
                "other" | "unknown" => Gender::Unknown,
                known @ ("male" | "female" | "m" | "f") => Gender::from_name(known),
                _ => {
                    let expected = "expected male, female, m, f, other or unknown for \"gender\"";
                    return Err((GENDER, format!("{expected}, found {}", shortened(word))));
                }
            },
        };
        let id = row.id.as_deref().map(str::trim);
        if let Some(id) = id {
            let file = self.file();
            if let Some(first) = self.ids.get(id) {
                let Place { file: in_file, line } = *first;
                let place = if in_file == file { format!("line {line}") } else { format!("{}:{line}", self.files[in_file as usize]) };
                return Err((ID, format!("expected an \"id\" of its own, {} is the id of {place} too", shortened(id))));
            }
            self.ids.insert(id.into(), Place { file, line: row.line });
        }
        Ok(Speaker { name: name.trim(), id, entity_type, gender })
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
        self.refuse_bad()?;
        let mut warnings: Vec<String> = self.warnings.iter().map(|(place, why)| format!("{}: {why}", self.shown(*place))).collect();
        if self.n_warnings > warnings.len() {
            let more = self.n_warnings - warnings.len();
            warnings.push(format!("{more} more warnings: `whosaid lexicon check` lists them"));
        }
        // Ids are not asked for again, and compiling takes memory.
        drop(self.ids);
        self.builder.finish(to_store, warnings)
    }

    /// A place as messages show it.
    pub(super) fn shown(&self, place: Place) -> String {
        format!("{}:{}", self.files[place.file as usize], place.line)
    }

    /// Takes the speakers out of the builder, with all that is wrong with the lines.
    pub(super) fn take(&mut self) -> Result<Taken> {
        let bad = std::mem::take(&mut self.bad).into_iter();
        let bad = bad.map(|(file, bad)| Error::format(&self.files[file as usize], bad.line, bad.column, &bad.expected).to_string());
        let (bad, warnings) = (bad.collect(), std::mem::take(&mut self.warnings));
        Ok(Taken { bad, warnings, lexicon: std::mem::take(&mut self.builder).finish(true, Vec::new())? })
    }

    fn refuse_bad(&self) -> Result<()> {
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

/// A value as a message shows it.
fn shortened(value: &str) -> String {
    const LONGEST: usize = 40;
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{:?}…", &value[..end]),
        None => format!("{value:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::span::SpeakerId;
    use LexiconFormat::{Csv, JsonLines, Tsv};

    fn load(format: LexiconFormat, text: impl AsRef<[u8]>) -> Result<Lexicon> {
        let file = if format == JsonLines { "people.jsonl" } else { "people.csv" };
        Lexicon::from_reader(text.as_ref(), format, file)
    }

    #[track_caller]
    fn assert_message(format: LexiconFormat, text: impl AsRef<[u8]>, expected: &str) {
        let error = load(format, text).expect_err("is bad");
        assert_eq!(error.kind(), ErrorKind::Format);
        assert_eq!(error.to_string(), expected);
    }

    #[test]
    fn both_formats_say_the_same() {
        let json = "\u{FEFF}{\"id\": \"V1\", \"name\": \"Mara Kessel\", \"aliases\": [\"Kessel\"], \"type\": \"person\", \
                    \"gender\": \"female\", \"roles\": [\"mayor of Ardmoor\", \"Ardmoor's mayor\"], \"born\": {\"year\": 1970}}\r\n\r\n \t\n\
                    {\"name\": \"Ardmoor \\u0026 Sons\", \"id\": null, \"aliases\": null, \"gender\": \"\"}";
        let csv = "\u{FEFF}gender,roles,born,name,ID,aliases,type\r\nfemale,mayor of Ardmoor| Ardmoor's mayor,1970,Mara Kessel,V1,Kessel,person\r\n\
                   \r\n,,,,,,\r\n,,,\"Ardmoor & Sons\",,\"\",";
        let tsv = csv.replace(',', "\t");
        for (format, text) in [(JsonLines, json), (Csv, csv), (Tsv, &tsv)] {
            let lexicon = load(format, text).unwrap();
            assert_eq!((lexicon.len(), lexicon.forms(), lexicon.warnings().len()), (2, 5, 0), "{format:?}");
            let kessel = Speaker { name: "Mara Kessel", id: Some("V1"), entity_type: EntityType::Person, gender: Gender::Female };
            let sons = Speaker { name: "Ardmoor & Sons", id: None, entity_type: EntityType::Unknown, gender: Gender::Unknown };
            assert_eq!([lexicon.speaker(SpeakerId(0)), lexicon.speaker(SpeakerId(1))], [kessel, sons], "{format:?}");
        }
    }

    #[test]
    fn json_errors_name_line_column_and_what_was_expected() {
        let cases = [
            ("{\"name\": 7}", "1:10: expected a string for \"name\""),
            ("\n{\"name\": null}", "2:10: expected a \"name\""),
            ("\n\r\n  {\"aliases\": []}", "3: expected a \"name\""),
            ("{\"name\": \" \"}", "1:10: expected a name for \"name\", found a blank one"),
            ("{\"id\": 12, \"name\": \"Bo\"}", "1:8: expected a string for \"id\""),
            ("{\"name\": \"Bø\", \"aliases\": \"Bø\"}", "1:28: expected a list of strings for \"aliases\""),
            ("{\"name\": \"Bo\", \"roles\": [\"a b\", 3]}", "1:33: expected a list of strings for \"roles\""),
            (
                "{\"name\": \"Bo\", \"type\": \"human\"}",
                "1:24: expected person, organisation, group, place, document or unnamed for \"type\", found \"human\"",
            ),
            (
                "{\"name\": \"Bo\", \"gender\": \"Q6581097\"}",
                "1:26: expected male, female, m, f, other or unknown for \"gender\", found \"Q6581097\"",
            ),
            ("{\"name\": \"Bo\", \"name\": \"Ann\"}", "1:24: expected one \"name\", found another"),
            ("[{\"name\": \"Bo\"}]", "1:1: expected one JSON object a line, found a list: write each of its objects on a line of its own"),
            ("  Bo", "1:3: expected one JSON object a line"),
            ("{\"name\": \"Bo\"", "1:14: expected the rest of a JSON object, found the line's end"),
            ("{\"name\": Bo}", "1:10: expected valid JSON: expected value"),
            ("{\"name\": \"Bo\"} {}", "1:16: expected valid JSON: trailing characters"),
        ];
        for (text, expected) in cases {
            assert_message(JsonLines, text, &format!("people.jsonl:{expected}"));
        }
        assert_message(
            JsonLines,
            b"{\"name\": \"Bo\"}\n{\"name\": \"\xC3\xA9\xE9\"}",
            "people.jsonl:2:13: expected UTF-8, found the byte 0xE9: save the file as UTF-8",
        );
    }

    #[test]
    fn csv_errors_name_line_column_and_what_was_expected() {
        let cases = [
            ("", "1: expected a header with a column \"name\", found nothing"),
            ("\n\nBo,Ann\n", "3: expected a header with a column \"name\", found `Bo`, `Ann`"),
            ("Id;Full name\n1;Bo\n", "1: expected a header with a column \"name\", found `Id`, `Full name`"),
            ("name,id,Name\n", "1:9: column 3: expected one column \"name\", found another"),
            ("name,id\nBo\n", "2: expected 2 values as in the header, found 1"),
            ("name,id\nKessel, Mara,V1\n", "2:14: column 3: expected 2 values as in the header, found 3"),
            ("id,name\r\n\r\nV1, \r\n", "3:4: column 2 (name): expected a name for \"name\", found a blank one"),
            (
                "born,gender,name\nBø,both,Bo\n",
                "2:5: column 2 (gender): expected male, female, m, f, other or unknown for \"gender\", found \"both\"",
            ),
            // Behind a quote the place in the line is not known, but the line is that of the value itself.
            (
                "name,aliases,type\nBo,\"a b|\nc d\",human\n",
                "3: column 3 (type): expected person, organisation, group, place, document or unnamed for \"type\", found \"human\"",
            ),
        ];
        for (text, expected) in cases {
            assert_message(Csv, text, &format!("people.csv:{expected}"));
        }
        assert_message(
            Csv,
            b"id,name\n1,\"B\"\"\xE9\"\n",
            "people.csv:2:3: column 2 (name): expected UTF-8, found the byte 0xE9: save the file as UTF-8",
        );
        assert_message(
            Csv,
            b"\xFF\xFEn\0a\0m\0e\0\n\0",
            "people.csv:1:1: column 1: expected UTF-8, found the byte 0xFF (it looks like UTF-16): save the file as UTF-8",
        );
    }

    #[test]
    fn a_quote_left_open_is_told_of() {
        let never_closed = "column 2 (id): expected a quote that closes this one, found the file's end";
        for end in ["2", "2\n", "2\n\n", "2\"\"", "2\"\"\n", ""] {
            assert_message(Csv, format!("name,id\nAnn,1\nBo,\"{end}"), &format!("people.csv:3:4: {never_closed}"));
        }
        for end in ["2\"", "2\"\n", "2\n\n\"", "\"\r\n\r\n", "\"\"\""] {
            load(Csv, format!("name,id\nAnn,1\nBo,\"{end}")).unwrap();
        }
        // A later quote closes it: in time, or so late that it cannot be meant.
        let few = "name,id\nBo,\"1\nAnn,2\nDi,\"3\",4\nCy,5\n";
        assert_message(Csv, few, "people.csv:4: column 3: expected 2 values as in the header, found 3 (is a quote left open above?)");
        let many = format!("name,id\nAnn,1\nBo,\"2\n{}Di,\"\nCy,3\n", "Ann,\n".repeat(70));
        let expected = "people.csv:3:4: column 2 (id): expected a quote that closes this one within 64 lines";
        assert_message(Csv, many, expected);
    }

    #[test]
    fn an_id_stands_once() {
        let json = "{\"name\":\"Bo Dray\",\"id\":\"V1\"}\n\n{\"name\":\"Ann Lee\",\"id\":\"\"}\n{\"id\":\" V1\",\"name\":\"Ann Lee\"}";
        assert_message(JsonLines, json, "people.jsonl:4:7: expected an \"id\" of its own, \"V1\" is the id of line 1 too");
        let csv = "id,name\n,Ann\n,Bo\nV1,Cy\n\"V1\",Di\n";
        assert_message(Csv, csv, "people.csv:5:1: column 1 (id): expected an \"id\" of its own, \"V1\" is the id of line 4 too");
    }

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

    #[test]
    fn the_ending_tells_the_format() {
        let folder = tempfile::tempdir().unwrap();
        let files =
            [("a.jsonl", "{\"name\": \"Bo\"}"), ("b.CSV", "name\nBo"), ("c.tsv", "id\tname\n1\tBo"), ("d.json", "{\"name\": \"Bo\"}")];
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            assert_eq!(Lexicon::from_path(&path).unwrap().speaker(SpeakerId(0)).name, "Bo", "{name}");
        }
        let error = Lexicon::from_path("people.txt").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Setting);
        assert_eq!(error.to_string(), "cannot tell the format of people.txt: name it .jsonl, .ndjson, .json, .csv, .tsv, .parquet or .lex");
        let error = Lexicon::from_path(folder.path().join("none.csv")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Io);
    }

    #[test]
    fn a_lexicon_is_shared_by_threads() {
        fn is_shared<T: Send + Sync + 'static>() {}
        is_shared::<Lexicon>();
    }
}
