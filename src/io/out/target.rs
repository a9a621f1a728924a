//! Which format an output has, and how it is compressed.

use crate::error::{Error, Result};
use std::ffi::OsStr;
use std::path::Path;

/// How what is found is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutputFormat {
    /// Records: one JSON object a line for an article.
    #[default]
    Records,
    /// Flat rows: one JSON object a line for a quotation.
    Rows,
    /// Flat rows as comma-separated values under a header.
    Csv,
    /// Flat rows as tab-separated values under a header.
    Tsv,
    /// Flat rows as a Parquet file.
    Parquet,
    /// CoreNLP's JSON with `sentences` and `quotes`: one document a line for an article.
    CoreNlp,
    /// brat's standoff: a folder with a text and an annotation file an article.
    Brat,
    /// Quotebank's JSON, article-centric: one object a line for an article.
    Quotebank,
}

/// How an output is compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compression {
    /// It is not.
    #[default]
    None,
    /// gzip.
    Gzip,
    /// Zstandard.
    Zstd,
}

/// What an output file is to hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Target {
    /// Its format.
    pub format: OutputFormat,
    /// Its compression.
    pub compression: Compression,
}

impl OutputFormat {
    /// All formats.
    pub const ALL: [OutputFormat; 8] = [
        OutputFormat::Records,
        OutputFormat::Rows,
        OutputFormat::Csv,
        OutputFormat::Tsv,
        OutputFormat::Parquet,
        OutputFormat::CoreNlp,
        OutputFormat::Brat,
        OutputFormat::Quotebank,
    ];

    /// As messages and `--to` name it.
    pub fn name(self) -> &'static str {
        match self {
            OutputFormat::Records => "records",
            OutputFormat::Rows => "rows",
            OutputFormat::Csv => "csv",
            OutputFormat::Tsv => "tsv",
            OutputFormat::Parquet => "parquet",
            OutputFormat::CoreNlp => "corenlp",
            OutputFormat::Brat => "brat",
            OutputFormat::Quotebank => "quotebank",
        }
    }

    /// Whether an output that was cut off behind a block can be continued by appending to it. The others are whole or not there; what
    /// the renderer makes for Parquet are the lines of [`OutputFormat::Rows`], which can be kept and continued.
    pub fn can_go_on(self) -> bool {
        !matches!(self, OutputFormat::Parquet | OutputFormat::Brat)
    }

    /// The format that the ending of a file's name promises by itself.
    fn of_ending(ending: &str) -> Option<OutputFormat> {
        match ending {
            "csv" => Some(OutputFormat::Csv),
            "tsv" => Some(OutputFormat::Tsv),
            "parquet" => Some(OutputFormat::Parquet),
            _ => None,
        }
    }
}

/// The ending of a file's name, in small letters.
fn ending(path: &Path) -> Option<String> {
    path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase)
}

impl Target {
    /// The ending of an output's name, a compression aside, if it promises something that is none of our formats: what
    /// [`Target::choose`] then takes, records, may not be what is meant.
    pub fn strange_ending(path: &Path) -> Option<String> {
        let name = match ending(path)?.as_str() {
            "gz" | "zst" => ending(Path::new(path.file_stem()?))?,
            _ => ending(path)?,
        };
        let is_known = OutputFormat::of_ending(&name).is_some() || matches!(name.as_str(), "jsonl" | "ndjson" | "json");
        (!is_known).then_some(name)
    }

    /// The format `to`, or else what the ending of `path` says, or else records; compressed if `path` ends in `.gz` or `.zst`.
    /// No path or `-` is standard output, which is never compressed.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if the ending says another format than `to`, or if the output cannot be of the format: an archive, a
    /// compressed Parquet file, or brat's standoff, which is a folder, in a file.
    pub fn choose(to: Option<OutputFormat>, path: Option<&Path>) -> Result<Target> {
        let path = path.filter(|path| path.as_os_str() != "-");
        let last = path.and_then(ending);
        let compression = match last.as_deref() {
            Some("gz") => Compression::Gzip,
            Some("zst") => Compression::Zstd,
            _ => Compression::None,
        };
        let name = match compression {
            Compression::None => last,
            _ => path.and_then(Path::file_stem).and_then(|stem| ending(Path::new(stem))),
        };
        let promised = name.as_deref().and_then(OutputFormat::of_ending);
        let format = to.or(promised).unwrap_or_default();
        let refuse = |why: String| Err(Error::setting(format!("{}: {why}", path.unwrap_or(Path::new("standard output")).display())));
        if let Some(archive @ ("zip" | "tar" | "tgz" | "tzst" | "7z" | "bz2" | "xz")) = name.as_deref() {
            return refuse(format!("no .{archive} is written; end the name in .gz or .zst to have the output compressed"));
        }
        if format == OutputFormat::Brat {
            let is_file = compression != Compression::None || matches!(name.as_deref(), Some("ann" | "txt" | "json" | "jsonl" | "ndjson"));
            if path.is_none() || is_file || promised.is_some() {
                return refuse("brat's standoff is two files an article: give -o the name of a folder".to_owned());
            }
        }
        match promised {
            Some(promised) if promised != format => {
                let (promised, format) = (promised.name(), format.name());
                refuse(format!("the name promises {promised}, the format is {format}; give -o another name or --to {promised}"))
            }
            _ if format == OutputFormat::Parquet && compression != Compression::None => {
                refuse("Parquet is compressed inside; leave the last ending out".to_owned())
            }
            _ => Ok(Target { format, compression }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn choose(to: Option<OutputFormat>, path: &str) -> Option<(OutputFormat, Compression)> {
        match Target::choose(to, Some(Path::new(path))) {
            Ok(Target { format, compression }) => Some((format, compression)),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::Setting);
                None
            }
        }
    }

    #[test]
    fn the_ending_chooses_where_nothing_else_does() {
        use Compression::{Gzip, None as Plain, Zstd};
        use OutputFormat::{Brat, CoreNlp, Csv, Parquet, Quotebank, Records, Rows, Tsv};
        for (to, path, expected) in [
            (None, "-", Some((Records, Plain))),
            (None, "a", Some((Records, Plain))),
            (None, "a.jsonl", Some((Records, Plain))),
            (None, "a.b.NDJSON.Zst", Some((Records, Zstd))),
            (None, "x/a.csv", Some((Csv, Plain))),
            (None, "a.TSV.gz", Some((Tsv, Gzip))),
            (None, "a.parquet", Some((Parquet, Plain))),
            (None, "a.parquet.gz", None),
            (None, "gz", Some((Records, Plain))),
            (None, ".gz", Some((Records, Plain))),
            (None, "a.zip", None),
            (None, "a.csv.ZIP", None),
            (Some(Rows), "a.tar.gz", None),
            (None, "zip", Some((Records, Plain))),
            (Some(Parquet), "a.zst", None),
            (Some(Rows), "a.jsonl.gz", Some((Rows, Gzip))),
            (Some(Csv), "-", Some((Csv, Plain))),
            (Some(Csv), "a.tsv", None),
            (Some(Records), "a.csv.gz", None),
            (Some(CoreNlp), "a.json", Some((CoreNlp, Plain))),
            (Some(Quotebank), "a.json.zst", Some((Quotebank, Zstd))),
            (Some(Brat), "folder", Some((Brat, Plain))),
            (Some(Brat), "v1.2", Some((Brat, Plain))),
            (Some(Brat), "-", None),
            (Some(Brat), "a.ann", None),
            (Some(Brat), "a.gz", None),
            (Some(Brat), "a.csv", None),
        ] {
            assert_eq!(choose(to, path), expected, "{to:?} {path}");
        }
        let strange =
            ["a.xlsx", "a.TXT.gz", "a.csv", "a.json.zst", "a.gz", "a", ".whosaid"].map(|path| Target::strange_ending(Path::new(path)));
        assert_eq!(strange.map(Option::unwrap_or_default), ["xlsx", "txt", "", "", "", "", ""]);
        assert!(Target::choose(Some(Brat), None).is_err());
        assert_eq!(Target::choose(None, None).unwrap(), Target::default());
    }
}
