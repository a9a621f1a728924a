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
//!
//! Who is known beforehand is told to the pipeline as a [`Lexicon`], and records carry their names and ids:
//!
//! ```
//! use whosaid::lexicon::LexiconFormat;
//! use whosaid::{Lexicon, Pipeline};
//!
//! let people = r#"{"id": "p1", "name": "Mara Kessel", "aliases": ["Kessel"]}"#;
//! let pipeline = Pipeline::with_lexicon(Lexicon::from_reader(people.as_bytes(), LexiconFormat::JsonLines, "people")?);
//! # Ok::<(), whosaid::Error>(())
//! ```
//!
//! # Modules
//!
//! An article goes one way through the stages, each a module of its own, whose types an [`Annotation`] holds:
//!
//! | what is found | module |
//! |---|---|
//! | tokens, sentences, paragraphs | [`token`] |
//! | what is known of words, and the user's speakers | [`lexicon`] |
//! | words between quote marks | [`quotation`] |
//! | parts of speech | [`tagging`] |
//! | who is named, described or meant by a pronoun | [`mention`] |
//! | which mentions are of one entity | [`coref`] |
//! | what reports speech | [`cue`] |
//! | who said a quotation | [`attribution`] |
//! | what is reported, quoted or not | [`relation`] |
//!
//! Around them: [`span`] (places in a text), [`io`] (files in and out), [`batch`] (many articles on many threads), [`render`] (for a reader), [`eval`]
//! and [`convert`] (measures and others' labelled samples), [`mod@train`] (models), and behind features of their names `report` (many articles as one
//! page) and `serve` (annotation over HTTP). Files that are compressed, archives and Parquet need the feature `formats`; the program needs `cli`.
//!
//! The stages change with the rules; [`Pipeline`], [`Record`], [`Lexicon`] and the formats are what to build on.

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
mod row_kind;
#[cfg(feature = "serve")]
pub mod serve;
pub mod span;
mod steering;
pub mod tagging;
pub mod token;
pub mod train;
mod units;
#[cfg(feature = "formats")]
mod untrusted;

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
pub use row_kind::RowKind;

/// The examples of the README, held to what the library does.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
