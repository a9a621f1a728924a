//! The record: what leaves the engine, one JSON object an article.

use crate::article::Article;
use crate::attribution::Attribution;
use crate::lexicon::{EntityType, Gender};
use crate::pipeline::Annotation;
use crate::quotation::{Quotation, QuotationKind};
use crate::span::{EntityId, OffsetMap, Span, Units};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// The version of the record's shape.
pub const SCHEMA: u32 = 1;

/// One article's quotations. Made of an annotation, its strings are those of the article; read from JSON, its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record<'a> {
    /// Version of this shape: [`SCHEMA`].
    #[serde(default)]
    pub schema: u32,
    /// The article's id.
    pub id: Cow<'a, str>,
    /// The unit of all offsets; absent for code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Cow<'a, str>>,
    /// Its quotations, in order.
    pub quotations: Vec<QuotationRow<'a>>,
}

/// One quotation of a record.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QuotationRow<'a> {
    /// `direct`, `mixed` or `none`.
    pub kind: Cow<'a, str>,
    /// First unit of the quoted words, with their marks.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The quoted words with their marks.
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
    /// How likely it is that the speaker is right, from 0 to 1.
    #[serde(default)]
    pub confidence: f64,
    /// Why, in words.
    #[serde(default)]
    pub why: Cow<'a, str>,
}

/// A piece of text by its offsets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// First unit.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
}

/// A speaker.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
}

/// What a record holds beyond the default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RecordOptions {
    /// The unit of offsets.
    pub units: Units,
    /// Also spans of kind none.
    pub all: bool,
    /// From 0 to 1: an answer that is less sure than this is withheld. The quotation stays, with its confidence; speaker,
    /// mention and cue are `None`, and `why` says so.
    pub min_confidence: f64,
}

/// The `why` of an answer that was withheld, of which `why` was the reason.
pub(crate) fn withheld(min_confidence: f64, why: &str) -> String {
    let before = if why.is_empty() { String::new() } else { format!(": {why}") };
    format!("withheld, less sure than {min_confidence}{before}")
}

impl RecordOptions {
    /// Whether the attribution has a row: those inside another quotation have none.
    pub fn takes(self, annotation: &Annotation, attribution: &Attribution) -> bool {
        annotation.quotations[attribution.quotation.index()].parent.is_none() && (self.all || attribution.kind != QuotationKind::None)
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

impl<'a> Record<'a> {
    /// The record of an annotated article.
    pub fn new(article: &'a Article, annotation: &'a Annotation, options: RecordOptions) -> Self {
        let text = article.text();
        let map = OffsetMap::new(text, options.units);
        let piece = |span: Span| Piece { start: map.from_byte(text, span.start), end: map.from_byte(text, span.end) };
        let marked = |span: Span, kind: &'static str| {
            let Piece { start, end } = piece(span);
            Marked { start, end, text: span.of(text).into(), kind: kind.into() }
        };
        let mut quotations: Vec<QuotationRow<'a>> = Vec::with_capacity(annotation.attributions.len());
        // The row where the content that the present one belongs to begins.
        let mut content_start = 0;
        let mut previous: Option<&Attribution> = None;
        for attribution in &annotation.attributions {
            if !options.takes(annotation, attribution) {
                continue;
            }
            let quotation = &annotation.quotations[attribution.quotation.index()];
            let Piece { start, end } = piece(quotation.span);
            let goes_on =
                quotations.len() - content_start < PIECES && previous.is_some_and(|before| is_one_content(quotation, before, attribution));
            previous = Some(attribution);
            if !goes_on {
                share_content(&mut quotations[content_start..]);
                content_start = quotations.len();
            }
            let confidence = f64::from(attribution.confidence) / 100.0;
            let too_unsure = attribution.entity.is_some() && confidence < options.min_confidence;
            let answer = if too_unsure { Attribution { entity: None, mention: None, cue: None, ..*attribution } } else { *attribution };
            let why = attribution.rule.words();
            quotations.push(QuotationRow {
                kind: attribution.kind.name().into(),
                start,
                end,
                text: quotation.span.of(text).into(),
                content: vec![Piece { start, end }],
                speaker: answer.entity.map(|id| SpeakerField::new(text, annotation, id)),
                mention: answer.mention.map(|id| {
                    let mention = &annotation.mentions[id.index()];
                    marked(annotation.tokens.span(mention.tokens), mention.kind.name())
                }),
                cue: answer.cue.map(|id| {
                    let cue = &annotation.cues[id.index()];
                    marked(annotation.tokens.span(cue.tokens), cue.kind.name())
                }),
                confidence,
                why: if too_unsure { withheld(options.min_confidence, why).into() } else { why.into() },
            });
        }
        share_content(&mut quotations[content_start..]);
        let units = match options.units {
            Units::CodePoints => None,
            Units::Bytes => Some("bytes".into()),
            Units::Utf16 => Some("utf-16".into()),
        };
        Record { schema: SCHEMA, id: article.id.as_str().into(), units, quotations }
    }
}

/// Most pieces of one content; what goes on longer begins another. Every row repeats the whole content, so that without a
/// bound a text of nothing but open quotations would have a record of the square of its size.
const PIECES: usize = 64;

/// Gives all rows of one content all its pieces.
fn share_content(rows: &mut [QuotationRow<'_>]) {
    if rows.len() < 2 {
        return;
    }
    let pieces: Vec<Piece> = rows.iter().map(|row| Piece { start: row.start, end: row.end }).collect();
    for row in rows {
        row.content.clone_from(&pieces);
    }
}

/// Whether the quotation behind `before` is of one content with it: it goes on in the next paragraph, or both halves stand
/// around one attribution (*“A,” said X, “and B.”*).
fn is_one_content(quotation: &Quotation, before: &Attribution, attribution: &Attribution) -> bool {
    let split = attribution.cue.is_some() && attribution.cue == before.cue && attribution.mention == before.mention;
    quotation.continues == Some(before.quotation) || split
}
