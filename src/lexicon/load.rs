//! Loads a speaker lexicon from files and readers, whatever the format.
//!
//! Columns: `name` (required), `id` (unique), `aliases`, `roles`, `type` ([`EntityType`](super::EntityType)), `gender` (male or m, female or f,
//! other, unknown, in any case); others are ignored, and so
//! are blank lines. Lines and columns in messages count from 1: `people.csv:3:8` is the eighth byte of line 3.

use super::builder::LexiconBuilder;
use super::format::LexiconFormat;
use super::speakers::Lexicon;
use super::{compiled, json_lines, separated};
use crate::error::{Error, Result};
use crate::header;
use std::fs::File;
use std::io::{BufReader, Read};
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

impl LexiconBuilder {
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
        self.open(file);
        let reader = BufReader::with_capacity(1 << 16, reader);
        match format {
            LexiconFormat::JsonLines => json_lines::read(reader, file, self),
            LexiconFormat::Csv => separated::read(reader, file, header::SEPARATORS, self),
            LexiconFormat::Tsv => separated::read(reader, file, b"\t", self),
            #[cfg(feature = "formats")]
            LexiconFormat::Parquet => super::parquet::read(reader, file, self),
            #[cfg(not(feature = "formats"))]
            LexiconFormat::Parquet => {
                Err(Error::setting("this program was built without the feature `formats`, which reads Parquet").in_file(file, None))
            }
            LexiconFormat::Compiled => {
                Err(Error::setting("is compiled already; give the files that it was built from").in_file(file, None))
            }
        }
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
            || Error::setting("cannot tell its format: name it .jsonl, .ndjson, .json, .csv, .tsv, .parquet or .lex").in_file(&*name, None);
        let by_name = LexiconFormat::of_path(path);
        let failed = |e| Error::io("cannot open the speaker lexicon", e).in_file(&*name, None);
        let mut rest = File::open(path).map_err(failed)?;
        let mut start = Vec::new();
        (&mut rest).take(compiled::MAGIC.len() as u64).read_to_end(&mut start).map_err(failed)?;
        if start.starts_with(b"\x1F\x8B") || start.starts_with(b"\x28\xB5\x2F\xFD") {
            return Err(Error::setting("is compressed; unpack it first").in_file(name, None));
        }
        let format = LexiconFormat::of_start(&start).or(by_name).ok_or_else(unknown)?;
        Ok(Opened { name, start, rest, format })
    }

    fn all(&self) -> impl Read + '_ {
        self.start.chain(&self.rest)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::error::ErrorKind;
    use crate::lexicon::{EntityType, Gender, Speaker};
    use crate::span::SpeakerId;
    use LexiconFormat::{Csv, JsonLines, Tsv};

    pub(in crate::lexicon) fn load(format: LexiconFormat, text: impl AsRef<[u8]>) -> Result<Lexicon> {
        let file = if format == JsonLines { "people.jsonl" } else { "people.csv" };
        Lexicon::from_reader(text.as_ref(), format, file)
    }

    #[track_caller]
    pub(in crate::lexicon) fn assert_message(format: LexiconFormat, text: impl AsRef<[u8]>, expected: &str) {
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
    fn the_ending_tells_the_format() {
        let folder = tempfile::tempdir().unwrap();
        let files =
            [("a.jsonl", "{\"name\": \"Bo\"}"), ("b.CSV", "name\nBo"), ("c.tsv", "id\tname\n1\tBo"), ("d.json", "{\"name\": \"Bo\"}")];
        for (name, content) in files {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            assert_eq!(Lexicon::from_path(&path).unwrap().speaker(SpeakerId(0)).name, "Bo", "{name}");
        }
        let people = folder.path().join("people.txt");
        std::fs::write(&people, "Bo").unwrap();
        let error = Lexicon::from_path(&people).unwrap_err();
        assert_eq!((error.kind(), error.file()), (ErrorKind::Setting, people.to_str()));
        assert_eq!(error.reason(), "cannot tell its format: name it .jsonl, .ndjson, .json, .csv, .tsv, .parquet or .lex");
        for name in ["none.csv", "none"] {
            let none = folder.path().join(name);
            let error = Lexicon::from_path(&none).unwrap_err();
            assert_eq!((error.kind(), error.file()), (ErrorKind::Io, none.to_str()), "{error}");
        }
    }

    #[test]
    fn a_lexicon_is_shared_by_threads() {
        fn is_shared<T: Send + Sync + 'static>() {}
        is_shared::<Lexicon>();
    }
}
