//! The workers' half of the output: what each format wants of an article.

use super::found::Found;
use super::{OutputFormat, brat, corenlp, quotebank, separated};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::io::write_record;
use crate::pipeline::Annotation;
use crate::record::{FlatRow, RecordOptions, RowCounts};
use crate::span::Units;

/// Makes of annotated articles what a format wants of them. It is shared by all threads.
#[derive(Clone, Copy, Debug)]
pub struct Renderer {
    format: OutputFormat,
    options: RecordOptions,
}

impl Renderer {
    /// A renderer of `format`.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if the offsets are to be in a unit that the format does not have: brat counts code points.
    pub fn new(format: OutputFormat, options: RecordOptions) -> Result<Self> {
        if format == OutputFormat::Brat && options.units != Units::CodePoints {
            return Err(Error::setting("brat's standoff counts code points; leave --units out"));
        }
        Ok(Renderer { format, options })
    }

    /// Appends what the format wants of an article: whole lines. Tells which rows the article's record has.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Bug`] if a writer refuses what was found; no text can bring that about.
    pub fn append(&self, article: &Article, annotation: &Annotation, out: &mut Vec<u8>) -> Result<RowCounts> {
        let options = self.options;
        let bug = |error: &dyn std::error::Error| Error::bug(format!("article {}: {error}", article.id));
        let found = Found::new(article, annotation, options);
        let record = &found.record;
        match self.format {
            OutputFormat::Records => write_record(record, out)?,
            // The workers' rows of a Parquet file are JSON lines: what can be kept in a file until all are there.
            OutputFormat::Rows | OutputFormat::Parquet => {
                for row in FlatRow::all(article, record, options.units) {
                    serde_json::to_writer(&mut *out, &row).map_err(|error| bug(&error))?;
                    out.push(b'\n');
                }
            }
            OutputFormat::Csv | OutputFormat::Tsv => {
                let rows = FlatRow::all(article, record, options.units);
                separated::append(rows, self.format, out).map_err(|error| bug(&error))?;
            }
            OutputFormat::CoreNlp => corenlp::append(&found, out).map_err(|error| bug(&error))?,
            OutputFormat::Brat => brat::append(&found, out).map_err(|error| bug(&error))?,
            OutputFormat::Quotebank => quotebank::append(&found, out).map_err(|error| bug(&error))?,
        }
        Ok(RowCounts::of(record))
    }
}
