//! The formats of a speaker lexicon.

use super::compiled;
use std::path::Path;

/// The format of a lexicon file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LexiconFormat {
    /// One JSON object a line; `aliases` and `roles` are lists of strings.
    JsonLines,
    /// Values (RFC 4180) between commas, semicolons or tabs, with a header; `|` parts the `aliases` and the `roles` of a cell. A row has at most
    /// 64 lines.
    Csv,
    /// The same with tabs.
    Tsv,
    /// Parquet: `name` or, as Quotebank has it, `label`; lists of strings for `aliases` and `roles`; `gender` as in the others or as
    /// a list of Wikidata's ids. Read with the feature `formats`.
    Parquet,
    /// What [`super::LexiconBuilder::write`] writes.
    Compiled,
}

impl LexiconFormat {
    /// The format that a file's ending tells.
    pub fn of_path(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "jsonl" | "ndjson" | "json" => Some(LexiconFormat::JsonLines),
            "csv" => Some(LexiconFormat::Csv),
            "tsv" => Some(LexiconFormat::Tsv),
            "parquet" => Some(LexiconFormat::Parquet),
            "lex" => Some(LexiconFormat::Compiled),
            _ => None,
        }
    }

    /// The format that a file's first bytes tell, whatever its name.
    pub(super) fn of_start(start: &[u8]) -> Option<Self> {
        match start {
            [b'P', b'A', b'R', b'1', ..] => Some(LexiconFormat::Parquet),
            _ => (start == compiled::MAGIC).then_some(LexiconFormat::Compiled),
        }
    }
}
