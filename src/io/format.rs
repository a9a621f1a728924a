//! What a file's name promises: the format of its articles, and what they are packed in.

use std::ffi::OsStr;
use std::path::Path;

/// How articles stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// One plain text.
    Text,
    /// One JSON object a line.
    JsonLines,
    /// One JSON object, broken into lines or not, several of them, or a list of them.
    Json,
    /// Separated values under a header: commas, semicolons or tabs.
    Csv,
    /// Separated values under a header: tabs.
    Tsv,
    /// Apache Parquet.
    Parquet,
}

/// How a file is compressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packing {
    Gzip,
    Zstd,
}

/// What is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Contents {
    Articles(Format),
    Zip,
    Tar,
}

/// What a name promises, as far as it does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Promise {
    pub(super) packing: Option<Packing>,
    pub(super) contents: Option<Contents>,
}

/// The endings by which files are found in folders and archives, for messages.
pub(super) const ENDINGS: &str =
    ".txt, .jsonl, .ndjson, .json, .csv, .tsv or .parquet, with or without .gz or .zst; .zip, .tar, .tar.gz, .tgz or .tar.zst";

impl Format {
    /// The format that a file's ending promises, if it is one of ours; `.gz` and `.zst` behind it are passed over.
    pub fn of_path(path: &Path) -> Option<Format> {
        match Promise::of(path).contents {
            Some(Contents::Articles(format)) => Some(format),
            _ => None,
        }
    }

    /// Whether a file of this name would be read if it was found in a folder, with [`super::ReadOptions::format`] being `wanted`.
    pub fn is_looked_for(path: &Path, wanted: Option<Format>) -> bool {
        match Promise::of(path).contents {
            Some(Contents::Articles(format)) => wanted.is_none_or(|wanted| wanted == format),
            Some(Contents::Zip | Contents::Tar) => true,
            None => false,
        }
    }

    /// The endings of its files.
    pub(super) fn endings(self) -> &'static str {
        match self {
            Format::Text => ".txt",
            Format::JsonLines => ".jsonl or .ndjson",
            Format::Json => ".json",
            Format::Csv => ".csv",
            Format::Tsv => ".tsv",
            Format::Parquet => ".parquet",
        }
    }
}

impl Promise {
    pub(super) fn of(path: &Path) -> Promise {
        let (stem, ending) = cut(path);
        let (packing, path) = match ending.as_str() {
            "gz" => (Packing::Gzip, stem),
            "zst" => (Packing::Zstd, stem),
            "tgz" => return Promise { packing: Some(Packing::Gzip), contents: Some(Contents::Tar) },
            "tzst" => return Promise { packing: Some(Packing::Zstd), contents: Some(Contents::Tar) },
            _ => return Promise { packing: None, contents: contents(&ending) },
        };
        Promise { packing: Some(packing), contents: contents(&cut(path).1) }
    }

    /// The name without the endings that tell of a text and its packing: what its article is called.
    pub(super) fn id(self, path: &Path) -> String {
        let mut path = path.to_path_buf();
        if self.contents == Some(Contents::Articles(Format::Text)) {
            if self.packing.is_some() {
                path.set_extension("");
            }
            path.set_extension("");
        }
        let id = path.to_string_lossy();
        if std::path::MAIN_SEPARATOR == '/' { id.into_owned() } else { id.replace(std::path::MAIN_SEPARATOR, "/") }
    }
}

/// A name without its ending, and the ending in small letters.
fn cut(path: &Path) -> (&Path, String) {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    (path.file_stem().map_or(path, Path::new), ending)
}

fn contents(ending: &str) -> Option<Contents> {
    Some(match ending {
        "txt" => Contents::Articles(Format::Text),
        "jsonl" | "ndjson" => Contents::Articles(Format::JsonLines),
        "json" => Contents::Articles(Format::Json),
        "csv" => Contents::Articles(Format::Csv),
        "tsv" => Contents::Articles(Format::Tsv),
        "parquet" => Contents::Articles(Format::Parquet),
        "zip" => Contents::Zip,
        "tar" => Contents::Tar,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_promise_format_and_packing_in_any_case() {
        let promise = |name: &str| Promise::of(Path::new(name));
        let articles = |format| Some(Contents::Articles(format));
        for (name, packing, contents) in [
            ("a/b.txt", None, articles(Format::Text)),
            ("b.v1.TXT.Gz", Some(Packing::Gzip), articles(Format::Text)),
            ("a.ndjson.zst", Some(Packing::Zstd), articles(Format::JsonLines)),
            ("a.json", None, articles(Format::Json)),
            ("a.tar.gz", Some(Packing::Gzip), Some(Contents::Tar)),
            ("a.tgz", Some(Packing::Gzip), Some(Contents::Tar)),
            ("a.zip", None, Some(Contents::Zip)),
            ("a.gz", Some(Packing::Gzip), None),
            (".gz", None, None),
            ("a.warc.gz", Some(Packing::Gzip), None),
            ("txt", None, None),
        ] {
            assert_eq!(promise(name), Promise { packing, contents }, "{name}");
        }
    }

    #[test]
    fn an_id_is_the_path_without_what_tells_of_a_text() {
        let id = |name: &str| Promise::of(Path::new(name)).id(Path::new(name));
        assert_eq!(["a/v1.2.txt", "a/b.txt.gz", "a.gz", "a.csv", "a"].map(id), ["a/v1.2", "a/b", "a.gz", "a.csv", "a"]);
    }
}
