//! Other labelled samples as [`GoldArticle`]s, so that they can be evaluated and trained on: one file a format.
//!
//! | format | what it is | labels |
//! |---|---|---|
//! | [`SampleFormat::Brat`] | folders of `.ann` beside `.txt`, as the annotation tool brat keeps them; PolNeAR's folders too | attributions |
//! | [`SampleFormat::DirectQuote`] | a line a token with its label, an empty line between paragraphs (DirectQuote, Zhang and Liu 2022) | quotations |
//! | [`SampleFormat::CofeNet`] | a JSON object a line with tokens and labels (CofeNet, Wang et al. 2022) | attributions |
//!
//! Nothing is lost in silence: what cannot be converted is an [`Error`] with file and line in its place among the articles, and the rest
//! goes on.
//!
//! ```no_run
//! for article in whosaid::convert::read("sample/".as_ref(), None)? {
//!     match article {
//!         Ok(article) => println!("{}", article.id),
//!         Err(fault) => eprintln!("{fault}"),
//!     }
//! }
//! # Ok::<(), whosaid::Error>(())
//! ```

mod brat;
mod cofenet;
mod directquote;
mod input;
mod iob;
mod link;
mod rebuilt;
mod standoff;

use crate::error::{Error, Result};
use crate::gold::GoldArticle;
use crate::io::ArticleReader;
use input::Input;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The formats that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SampleFormat {
    /// Stand-off files of brat.
    Brat,
    /// DirectQuote's tokens and labels in columns.
    DirectQuote,
    /// CofeNet's tokens and labels as JSON lines.
    CofeNet,
}

/// The articles of a sample, and between them what could not be converted. An error of the kind [`crate::ErrorKind::Io`] is a file,
/// or the rest of it, that could not be read.
pub type Samples = Box<dyn Iterator<Item = Result<GoldArticle>>>;

/// Reads the sample at `path`: a folder or an `.ann` file of brat, a file of another format, or `-` for standard input. A format that
/// is not given is recognised.
///
/// # Errors
/// [`crate::ErrorKind::Io`] if the path cannot be opened, [`crate::ErrorKind::Format`] if no format is recognised, and
/// [`crate::ErrorKind::Setting`] if the path is a folder and the format is one of files.
pub fn read(path: &Path, format: Option<SampleFormat>) -> Result<Samples> {
    let of_brat = path.is_dir() || path.extension().and_then(OsStr::to_str).is_some_and(brat::is_annotation);
    if format == Some(SampleFormat::Brat) || format.is_none() && of_brat {
        return Ok(Box::new(brat::Folder::open(path)?));
    }
    let (name, stem, stream) = open(path)?;
    let mut input = Input::new(stream, name);
    let format = match format {
        Some(format) => format,
        None => input.recognise()?,
    };
    Ok(match format {
        SampleFormat::CofeNet => Box::new(cofenet::Reader::new(input, stem)),
        _ => Box::new(directquote::Reader::new(input, stem)),
    })
}

/// A file's name for messages, its name without folder and ending, and its bytes.
fn open(path: &Path) -> Result<(String, String, Box<dyn BufRead>)> {
    if path.as_os_str() == ArticleReader::STDIN {
        return Ok(("<stdin>".to_owned(), "stdin".to_owned(), Box::new(BufReader::new(std::io::stdin()))));
    }
    let name = path.display().to_string();
    if path.is_dir() {
        return Err(Error::setting(format!("{name}: is a folder; name the files of this format in it")));
    }
    let file = File::open(path).map_err(|error| Error::unreadable(&name, None, error))?;
    let stem = path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Ok((name, stem, Box::new(BufReader::new(file))))
}

/// Articles, and what is told of the faults between them.
#[cfg(test)]
fn parted(samples: impl Iterator<Item = Result<GoldArticle>>) -> (Vec<GoldArticle>, Vec<String>) {
    let (mut articles, mut faults) = (Vec::new(), Vec::new());
    for read in samples {
        match read {
            Ok(article) => articles.push(article),
            Err(fault) => faults.push(fault.to_string()),
        }
    }
    (articles, faults)
}
