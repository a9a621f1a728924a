//! Numbers for quotations and speakers, whatever the rows are made of.

use crate::record::{QuotationRow, SpeakerField};
use crate::row_kind::RowKind;
use crate::span::{EntityId, Span};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// One speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice<'a> {
    /// Who it is; `None` for somebody who is only described where the words are reported, and for all of a record.
    pub entity: Option<EntityId>,
    /// The same, as records have it.
    pub speaker: SpeakerField<'a>,
}

/// One quotation.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Whose words they are.
    pub sign: Sign,
    /// The same, as records have it. Offsets are bytes.
    pub fields: QuotationRow<'a>,
}

/// Whose words a quotation is: what stands behind it in brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    /// The speaker of this number, from 1.
    Speaker(usize),
    /// Somebody's; the article does not tell whose.
    Unknown,
    /// Nobody's in particular.
    Nobody,
}

impl fmt::Display for Sign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Sign::Speaker(number) => write!(f, "[{number}]"),
            Sign::Unknown => f.write_str("[?]"),
            Sign::Nobody => f.write_str("[-]"),
        }
    }
}

impl Row<'_> {
    /// The quoted words with their marks; the whole of reported ones.
    pub fn span(&self) -> Span {
        Span { start: self.fields.start, end: self.fields.end }
    }

    /// The pieces of text that are the speaker's: the quotation, or what is reported around an attribution.
    pub fn pieces(&self) -> Vec<Span> {
        if self.fields.kind == RowKind::Indirect && !self.fields.content.is_empty() {
            self.fields.content.iter().map(|piece| Span { start: piece.start, end: piece.end }).collect()
        } else {
            vec![self.span()]
        }
    }

    /// The mention, if there is one.
    pub fn mention(&self) -> Option<Span> {
        self.fields.mention.as_ref().map(|m| Span { start: m.start, end: m.end })
    }

    /// The cue, if there is one.
    pub fn cue(&self) -> Option<Span> {
        self.fields.cue.as_ref().map(|c| Span { start: c.start, end: c.end })
    }
}

/// Rows and speakers with their numbers: one more than their index.
#[derive(Debug)]
pub(super) struct Numbered<'a, T> {
    /// Who speaks, in the order of their first quotations.
    pub(super) voices: Vec<Voice<'a>>,
    /// The rows that are somebody's words in their order, then those that are nobody's.
    pub(super) rows: Vec<Row<'a>>,
    /// What the rows are made of, in their order.
    pub(super) origins: Vec<T>,
    /// How many rows are somebody's words.
    pub(super) spoken: usize,
}

/// Numbers rows, each with what it is made of and who speaks. Whose entity is not known is known by id and name.
pub(super) fn number<'a, T>(found: impl IntoIterator<Item = (T, Option<EntityId>, QuotationRow<'a>)>) -> Numbered<'a, T> {
    let mut numbers = HashMap::new();
    let mut voices: Vec<Voice<'a>> = Vec::new();
    let (mut said, mut nobodys) = (Vec::new(), Vec::new());
    for (origin, entity, fields) in found {
        let sign = match &fields.speaker {
            _ if fields.kind == RowKind::None => Sign::Nobody,
            Some(speaker) => Sign::Speaker(*numbers.entry(Who::new(entity, speaker)).or_insert_with(|| {
                voices.push(Voice { entity, speaker: speaker.clone() });
                voices.len()
            })),
            None => Sign::Unknown,
        };
        let to = if sign == Sign::Nobody { &mut nobodys } else { &mut said };
        to.push((origin, Row { number: 0, sign, fields }));
    }
    let spoken = said.len();
    said.append(&mut nobodys);
    let (origins, mut rows): (Vec<T>, Vec<Row<'a>>) = said.into_iter().unzip();
    for (i, row) in rows.iter_mut().enumerate() {
        row.number = i + 1;
    }
    Numbered { voices, rows, origins, spoken }
}

/// What tells one speaker from another.
#[derive(PartialEq, Eq, Hash)]
enum Who<'a> {
    Entity(EntityId),
    Named(Option<Cow<'a, str>>, Cow<'a, str>),
}

impl<'a> Who<'a> {
    fn new(entity: Option<EntityId>, speaker: &SpeakerField<'a>) -> Self {
        entity.map_or_else(|| Who::Named(speaker.id.clone(), speaker.name.clone()), Who::Entity)
    }
}
