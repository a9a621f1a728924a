//! The record: what leaves the engine, one JSON object an article.

mod build;
mod counts;
mod flat;

pub use build::Origin;
pub(crate) use build::rows;
pub use counts::{RowCounts, Rows};
pub use flat::{Cell, Column, ColumnType, FLAT_COLUMNS, FlatRow};

use crate::attribution::Attribution;
use crate::error::{Error, Result};
use crate::jsonl;
use crate::lexicon::{CueClass, EntityType, Gender};
use crate::pipeline::Annotation;
use crate::quotation::QuotationKind;
use crate::row_kind::RowKind;
use crate::span::{EntityId, Units};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::io::BufRead;

/// The version of the record's shape.
pub const SCHEMA: u32 = 1;

/// One article's quotations. Made of an annotation, its strings are those of the article; read from JSON, its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(expecting = "a record")]
pub struct Record<'a> {
    /// Version of this shape: [`SCHEMA`].
    #[serde(default)]
    pub schema: u32,
    /// The article's id.
    pub id: Cow<'a, str>,
    /// The unit of all offsets; absent for code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Cow<'a, str>>,
    /// The article's title, absent where the input has none; so are date and address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Cow<'a, str>>,
    /// Its date, as the input writes it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Cow<'a, str>>,
    /// Its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Cow<'a, str>>,
    /// Its quotations, in order.
    pub quotations: Vec<QuotationRow<'a>>,
}

/// A line of records, for errors.
const SHAPE: &str = r#"a record {"id", "quotations": [{"kind", "start", "end"}]} as `whosaid annotate` writes it (articles have to be annotated first, or on the way: --annotate)"#;

impl Record<'static> {
    /// Reads records, one JSON object a line; `file` names them in errors.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if the reader fails, [`crate::ErrorKind::Format`] with file, line and column if a line
    /// is no record.
    pub fn read(reader: impl BufRead, file: &str) -> Result<Vec<Self>> {
        let rows: Vec<(u64, Self)> = jsonl::read(reader, file, SHAPE)?;
        Ok(rows.into_iter().map(|(_, record)| record).collect())
    }
}

impl Record<'_> {
    /// The unit of all offsets.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if there is none of that name.
    pub fn units(&self) -> Result<Units> {
        let Some(name) = self.units.as_deref() else { return Ok(Units::default()) };
        name.parse().map_err(|error| Error::setting(format!("record {}: {error}", self.id)))
    }
}

/// One quotation of a record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(expecting = "a quotation {\"kind\", \"start\", \"end\"}")]
pub struct QuotationRow<'a> {
    /// What it is.
    pub kind: RowKind,
    /// First unit of the quoted words with their marks; of the reported words where none are quoted.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The words from start to end.
    #[serde(default)]
    pub text: Cow<'a, str>,
    /// The whole reported content, in one or more pieces.
    #[serde(default)]
    pub content: Vec<Piece>,
    /// Who said it.
    #[serde(default)]
    pub speaker: Option<SpeakerField<'a>>,
    /// The text that carries the attribution.
    #[serde(default)]
    pub mention: Option<Marked<'a>>,
    /// The cue.
    #[serde(default)]
    pub cue: Option<Marked<'a>>,
    /// Whether the text says that it was said: `negated` (*did not say*), `modal` (*would say*), or absent for what was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Cow<'a, str>>,
    /// How likely it is that the row is right, from 0 to 1: its speaker, and if nothing is quoted also its words.
    #[serde(default)]
    pub confidence: f64,
    /// Why, in words.
    #[serde(default)]
    pub why: Cow<'a, str>,
}

/// A piece of text by its offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "a piece {\"start\", \"end\"}")]
pub struct Piece {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
}

/// A speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "a speaker {\"name\"}")]
pub struct SpeakerField<'a> {
    /// The fullest name that the article gives, or the lexicon's canonical one; a description for who is never named.
    pub name: Cow<'a, str>,
    /// The lexicon's id.
    #[serde(default)]
    pub id: Option<Cow<'a, str>>,
    /// person, organisation, group, place, document or unnamed.
    #[serde(default, rename = "type")]
    pub entity_type: Option<Cow<'a, str>>,
    /// male or female.
    #[serde(default)]
    pub gender: Option<Cow<'a, str>>,
}

/// A mention or a cue: a piece of text with its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(expecting = "a mention or cue {\"start\", \"end\", \"text\", \"kind\"}")]
pub struct Marked<'a> {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The text.
    #[serde(default)]
    pub text: Cow<'a, str>,
    /// name, pronoun, nominal; verb, noun, preposition, punctuation.
    #[serde(default)]
    pub kind: Cow<'a, str>,
    /// Of a cue, what it reports: `speech`, `writing`, `thought` or `showing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<Cow<'a, str>>,
}

/// Kinds of rows, besides none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds {
    /// Clauses and sentences between quote marks.
    pub direct: bool,
    /// Quoted fragments.
    pub mixed: bool,
    /// What is reported without quote marks.
    pub indirect: bool,
}

impl Default for Kinds {
    /// All.
    fn default() -> Self {
        Kinds { direct: true, mixed: true, indirect: true }
    }
}

impl Kinds {
    /// Whether `kind` is among them; none never is.
    pub fn has(self, kind: RowKind) -> bool {
        match kind {
            RowKind::Direct => self.direct,
            RowKind::Mixed => self.mixed,
            RowKind::Indirect => self.indirect,
            RowKind::None => false,
        }
    }
}

/// What the cue of a row may report. A row without a cue is taken, whatever is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueClasses {
    /// *said*, *told*.
    pub speech: bool,
    /// *thinks*, *hopes*.
    pub thought: bool,
    /// *wrote*, *tweeted*.
    pub writing: bool,
    /// *shows*, *found*.
    pub showing: bool,
}

impl Default for CueClasses {
    /// All.
    fn default() -> Self {
        CueClasses::ALL
    }
}

impl CueClasses {
    /// Whatever they report.
    pub const ALL: CueClasses = CueClasses { speech: true, thought: true, writing: true, showing: true };

    /// Whether `class` is among them.
    pub fn has(self, class: CueClass) -> bool {
        match class {
            CueClass::Speech => self.speech,
            CueClass::Thought => self.thought,
            CueClass::Writing => self.writing,
            CueClass::Showing => self.showing,
        }
    }
}

/// What a record holds beyond the default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RecordOptions {
    /// The unit of offsets.
    pub units: Units,
    /// Also spans of kind none.
    pub all: bool,
    /// Which kinds of somebody's words.
    pub kinds: Kinds,
    /// What their cues may report.
    pub classes: CueClasses,
    /// From 0 to 1: an answer that is less sure than this is withheld. The quotation stays, with its confidence; speaker,
    /// mention and cue are `None`, and `why` says so.
    pub min_confidence: f64,
    /// From 0 to 1: a row of kind indirect that is less sure than this is left out.
    pub min_indirect: f64,
}

/// The `why` of an answer that was withheld, of which `why` was the reason.
pub(crate) fn withheld(min_confidence: f64, why: &str) -> String {
    let before = if why.is_empty() { String::new() } else { format!(": {why}") };
    format!("withheld, less sure than {min_confidence}{before}")
}

impl RecordOptions {
    /// Whether the attribution has a row: those inside another quotation have none.
    pub fn takes(self, annotation: &Annotation, attribution: &Attribution) -> bool {
        let is_wanted = match attribution.kind {
            QuotationKind::None => self.all,
            kind => self.kinds.has(kind.into()),
        };
        is_wanted && annotation.quotations[attribution.quotation.index()].parent.is_none()
    }
}

impl<'a> SpeakerField<'a> {
    /// An entity of the annotated text as a speaker.
    ///
    /// # Panics
    /// If there is no such entity.
    pub fn new(text: &'a str, annotation: &'a Annotation, id: EntityId) -> Self {
        let entity = &annotation.entities[id.index()];
        if let (Some(speaker), Some(lexicon)) = (entity.speaker, annotation.lexicon()) {
            let known = lexicon.speaker(speaker);
            let entity_type = if known.entity_type == EntityType::Unknown { entity.entity_type } else { known.entity_type };
            let gender = if known.gender == Gender::Unknown { entity.gender } else { known.gender };
            return SpeakerField {
                name: known.name.into(),
                id: known.id.map(Cow::Borrowed),
                entity_type: entity_type.name().map(Cow::Borrowed),
                gender: gender.name().map(Cow::Borrowed),
            };
        }
        let name = annotation.tokens.span(annotation.mentions[entity.name.index()].core);
        SpeakerField {
            name: in_one_line(name.of(text)),
            id: None,
            entity_type: entity.entity_type.name().map(Cow::Borrowed),
            gender: entity.gender.name().map(Cow::Borrowed),
        }
    }
}

/// A name that a line break cuts, in one line.
fn in_one_line(name: &str) -> Cow<'_, str> {
    let is_plain = name.bytes().all(|b| (b' '..=b'~').contains(&b));
    if !is_plain && name.chars().any(|c| c.is_whitespace() && c != ' ') {
        name.replace(char::is_whitespace, " ").into()
    } else {
        name.into()
    }
}
