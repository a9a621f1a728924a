//! **whosaid** reads news articles and says who said what.
//!
//! Three types do the work: a [`Pipeline`] is the engine, immutable and shared; a [`Worker`] is one thread's memory; a
//! [`Record`] is what comes out.
//!
//! ```
//! use whosaid::{Article, Pipeline, Record, RecordOptions};
//!
//! let pipeline = Pipeline::new();
//! let mut worker = pipeline.worker();
//! let article = Article::new("demo", "“We waited,” said Mara Kessel.")?;
//! let record = Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions::default());
//! assert_eq!(record.id, "demo");
//! # Ok::<(), whosaid::Error>(())
//! ```

mod article;
pub mod attribution;
pub mod batch;
pub mod convert;
pub mod coref;
pub mod cue;
mod digest;
mod eight;
mod error;
pub mod eval;
mod gold;
mod header;
pub mod io;
mod jsonl;
pub mod lexicon;
mod linear;
pub mod mention;
mod model_file;
mod pipeline;
pub mod quotation;
mod record;
pub mod relation;
pub mod render;
#[cfg(feature = "report")]
pub mod report;
#[cfg(feature = "serve")]
pub mod serve;
pub mod span;
pub mod tagging;
pub mod token;
pub mod train;

pub use article::Article;
pub use attribution::Model;
pub use digest::Digest;
pub use error::{Error, ErrorKind, Result};
pub use gold::{GoldArticle, GoldAttribution, GoldQuotation, GoldSpeaker};
pub use lexicon::{Lexicon, Speaker};
pub use model_file::ModelHead;
pub use pipeline::{Annotation, Pipeline, Worker};
pub use record::{
    Cell, Column, ColumnType, CueClasses, FLAT_COLUMNS, FlatRow, Kinds, Marked, Origin, Piece, QuotationRow, Record, RecordOptions,
    RowCounts, Rows, SCHEMA, SpeakerField,
};

/// The examples of the README, held to what the library does.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
