//! How a record is made of an annotation.

use super::{CueClasses, Marked, Piece, QuotationRow, Record, RecordOptions, SCHEMA, SpeakerField, in_one_line, withheld};
use crate::article::Article;
use crate::attribution::Attribution;
use crate::cue::CueKind;
use crate::lexicon::{CueClass, EntityType, Tag, Words};
use crate::mention::MentionKind;
use crate::pipeline::Annotation;
use crate::quotation::Quotation;
use crate::relation::{Relation, Status};
use crate::row_kind::RowKind;
use crate::span::{EntityId, OffsetMap, Span, TokenRange, Units};
use std::borrow::Cow;

impl<'a> Record<'a> {
    /// The record of an annotated article.
    ///
    /// # Panics
    /// If the annotation is that of another text.
    pub fn new(article: &'a Article, annotation: &'a Annotation, options: RecordOptions) -> Self {
        Self::with_origins(article, annotation, options).1
    }

    /// The same, and what each of its rows is made of.
    pub(crate) fn with_origins(article: &'a Article, annotation: &'a Annotation, options: RecordOptions) -> (Vec<Origin>, Self) {
        let (origins, quotations) = rows(article, annotation, options).into_iter().unzip();
        let units = (options.units != Units::default()).then(|| options.units.name().into());
        let beside = |value: &'a Option<String>| value.as_deref().map(Cow::Borrowed);
        let record = Record {
            schema: SCHEMA,
            id: article.id.as_str().into(),
            units,
            title: beside(&article.title),
            date: beside(&article.date),
            url: beside(&article.url),
            quotations,
        };
        (origins, record)
    }
}

/// What a row is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The attribution of this index: a quoted span.
    Quoted(usize),
    /// The relation of this index: reported speech that no quotation belongs to.
    Reported(usize),
}

/// The rows of a record, each with what it is made of.
pub(crate) fn rows<'a>(article: &'a Article, annotation: &'a Annotation, options: RecordOptions) -> Vec<(Origin, QuotationRow<'a>)> {
    let text = article.text();
    let (map, words) = (OffsetMap::new(text, options.units), annotation.view(text).words);
    let builder = Builder { text, map, words, annotation, options };
    let mut rows = builder.quoted();
    if options.kinds.indirect {
        builder.add_indirect(&mut rows);
    }
    if options.min_indirect > 0.0 {
        rows.retain(|(_, row)| row.kind != RowKind::Indirect || row.confidence >= options.min_indirect);
    }
    if options.classes != CueClasses::ALL {
        let class = |row: &QuotationRow<'_>| row.cue.as_ref().and_then(|cue| cue.class.as_deref()).map(CueClass::from_name);
        rows.retain(|(_, row)| class(row).is_none_or(|class| options.classes.has(class)));
    }
    rows
}

struct Builder<'a> {
    text: &'a str,
    map: OffsetMap,
    words: Words<'a>,
    annotation: &'a Annotation,
    options: RecordOptions,
}

impl<'a> Builder<'a> {
    fn piece(&self, span: Span) -> Piece {
        Piece { start: self.map.from_byte(self.text, span.start), end: self.map.from_byte(self.text, span.end) }
    }

    fn pieces(&self, relation: &Relation) -> Vec<Piece> {
        relation.pieces().map(|tokens| self.piece(self.annotation.tokens.span(tokens))).collect()
    }

    fn marked(&self, tokens: TokenRange, kind: &'static str, class: Option<CueClass>) -> Marked<'a> {
        let span = self.annotation.tokens.span(tokens);
        let Piece { start, end } = self.piece(span);
        Marked { start, end, text: span.of(self.text).into(), kind: kind.into(), class: class.map(|class| class.name().into()) }
    }

    fn cue(&self, relation: &Relation) -> Marked<'a> {
        let anchor = relation.anchor as usize;
        let kind = match self.annotation.tags[anchor] {
            tag if tag.is_verb() => CueKind::Verb,
            Tag::IN | Tag::TO => CueKind::Preposition,
            Tag::Colon | Tag::Dash | Tag::Comma | Tag::Sign => CueKind::Punctuation,
            _ => CueKind::Noun,
        };
        self.marked(relation.cue, kind.name(), Some(self.words.info(anchor).cue_class))
    }

    fn source(&self, relation: &Relation) -> Option<Marked<'a>> {
        let source = relation.source?;
        let kind = relation.mention.map_or(MentionKind::Nominal, |id| self.annotation.mentions[id.index()].kind);
        Some(self.marked(source, kind.name(), None))
    }

    /// The rows of all quoted spans, in order.
    fn quoted(&self) -> Vec<(Origin, QuotationRow<'a>)> {
        let annotation = self.annotation;
        let mut rows: Vec<(Origin, QuotationRow<'a>)> = Vec::with_capacity(annotation.attributions.len());
        // The row where the content that the present one belongs to begins.
        let mut content_start = 0;
        let mut previous: Option<(&Attribution, Option<u32>)> = None;
        for (i, attribution) in annotation.attributions.iter().enumerate() {
            if !self.options.takes(annotation, attribution) {
                continue;
            }
            let quotation = &annotation.quotations[attribution.quotation.index()];
            let cover = annotation.covers.get(i).copied().flatten();
            let goes_on = rows.len() - content_start < PIECES
                && previous.is_some_and(|(before, cover_before)| {
                    cover.is_none() && cover_before.is_none() && is_one_content(quotation, before, attribution)
                });
            previous = Some((attribution, cover));
            if !goes_on {
                share_content(&mut rows[content_start..]);
                content_start = rows.len();
            }
            let relation = cover.map(|id| &annotation.relations[id as usize]);
            rows.push((Origin::Quoted(i), self.quoted_row(attribution, quotation, relation)));
        }
        share_content(&mut rows[content_start..]);
        rows
    }

    fn quoted_row(&self, attribution: &Attribution, quotation: &Quotation, relation: Option<&Relation>) -> QuotationRow<'a> {
        let Piece { start, end } = self.piece(quotation.span);
        let confidence = f64::from(attribution.confidence) / 100.0;
        let too_unsure = attribution.entity.is_some() && confidence < self.options.min_confidence;
        let answer = if too_unsure { Attribution { entity: None, mention: None, cue: None, ..*attribution } } else { *attribution };
        let why = self.with_namesakes(attribution.rule.words(), attribution.entity);
        let relation_answer = relation.filter(|_| !too_unsure);
        let own_mention = || {
            let mention = &self.annotation.mentions[answer.mention?.index()];
            Some(self.marked(mention.tokens, mention.kind.name(), None))
        };
        let own_cue = || {
            let cue = &self.annotation.cues[answer.cue?.index()];
            Some(self.marked(cue.tokens, cue.kind.name(), Some(cue.class)))
        };
        QuotationRow {
            kind: attribution.kind.into(),
            start,
            end,
            text: quotation.span.of(self.text).into(),
            content: relation.map_or_else(|| vec![Piece { start, end }], |relation| self.pieces(relation)),
            speaker: answer.entity.map(|id| SpeakerField::new(self.text, self.annotation, id)),
            mention: relation_answer.and_then(|relation| self.source(relation)).or_else(own_mention),
            cue: relation_answer.map(|relation| self.cue(relation)).or_else(own_cue),
            status: relation.filter(|r| r.status != Status::Asserted).map(|r| r.status.name().into()),
            confidence,
            why: if too_unsure { withheld(self.options.min_confidence, &why).into() } else { why },
        }
    }

    /// The grounds of an answer, with how many known speakers it might be where the article does not tell which.
    fn with_namesakes(&self, why: &'static str, entity: Option<EntityId>) -> Cow<'static, str> {
        let entity = entity.map(|id| &self.annotation.entities[id.index()]);
        match entity.filter(|entity| entity.speaker.is_none() && entity.namesakes > 1) {
            Some(entity) => format!("{why}; ambiguous, {} known speakers have the name", entity.namesakes).into(),
            None => why.into(),
        }
    }

    /// Adds the relations that no quotation belongs to, each where its content begins.
    fn add_indirect(&self, rows: &mut Vec<(Origin, QuotationRow<'a>)>) {
        let mut covered = vec![false; self.annotation.relations.len()];
        for id in self.annotation.covers.iter().flatten() {
            covered[*id as usize] = true;
        }
        let free = (0..covered.len()).filter(|&i| !covered[i]);
        rows.extend(free.map(|i| (Origin::Reported(i), self.indirect_row(&self.annotation.relations[i]))));
        rows.sort_by_key(|(_, row)| (row.start, row.end));
    }

    fn indirect_row(&self, relation: &Relation) -> QuotationRow<'a> {
        let hull = TokenRange { start: relation.first(), end: relation.end() };
        let span = self.annotation.tokens.span(hull);
        let Piece { start, end } = self.piece(span);
        let confidence = (f64::from(relation.confidence) * 100.0).round() / 100.0;
        let too_unsure = confidence < self.options.min_confidence;
        let is_label = relation.cue.len() == 1 && self.annotation.tags[relation.anchor as usize] == Tag::Colon;
        let why = match (relation.source, relation.entity) {
            (Some(_), _) if is_label => "label before the words",
            (None, _) => "reported without a source",
            (Some(_), Some(_)) => "source of the cue",
            (Some(_), None) => "source of the cue; described, not named",
        };
        let why = self.with_namesakes(why, relation.entity);
        QuotationRow {
            kind: RowKind::Indirect,
            start,
            end,
            text: span.of(self.text).into(),
            content: self.pieces(relation),
            speaker: if too_unsure { None } else { self.speaker(relation) },
            mention: if too_unsure { None } else { self.source(relation) },
            cue: (!too_unsure).then(|| self.cue(relation)),
            status: (relation.status != Status::Asserted).then(|| relation.status.name().into()),
            confidence,
            why: if too_unsure { withheld(self.options.min_confidence, &why).into() } else { why },
        }
    }

    /// Who the source of a relation is: an entity of the article, or what it is described as.
    fn speaker(&self, relation: &Relation) -> Option<SpeakerField<'a>> {
        if let Some(entity) = relation.entity {
            return Some(SpeakerField::new(self.text, self.annotation, entity));
        }
        let source = relation.source?;
        let is_pronoun = relation.mention.is_some_and(|id| self.annotation.mentions[id.index()].kind == MentionKind::Pronoun);
        let tag = |i: u32| self.annotation.tags[i as usize];
        if is_pronoun || source.len() == 1 && matches!(tag(source.start), Tag::PRP | Tag::WP | Tag::WDT | Tag::DT) {
            return None;
        }
        let determined = source.len() > 1 && matches!(tag(source.start), Tag::DT | Tag::PRPS);
        let core = TokenRange { start: source.start + u32::from(determined), end: source.end };
        let entity_type = EntityType::Unnamed.name().map(Cow::Borrowed);
        Some(SpeakerField { name: in_one_line(self.annotation.tokens.span(core).of(self.text)), id: None, entity_type, gender: None })
    }
}

/// Most pieces of one content; what goes on longer begins another. Every row repeats the whole content, so that without a
/// bound a text of nothing but open quotations would have a record of the square of its size.
const PIECES: usize = 64;

/// Gives all rows of one content all its pieces; what goes on from the paragraph before is said where that says it.
fn share_content(rows: &mut [(Origin, QuotationRow<'_>)]) {
    if rows.len() < 2 {
        return;
    }
    let pieces: Vec<Piece> = rows.iter().map(|(_, row)| Piece { start: row.start, end: row.end }).collect();
    let (mention, cue) = (rows[0].1.mention.clone(), rows[0].1.cue.clone());
    for (_, row) in rows {
        row.content.clone_from(&pieces);
        if row.speaker.is_some() && row.mention.is_none() && row.cue.is_none() {
            row.mention.clone_from(&mention);
            row.cue.clone_from(&cue);
        }
    }
}

/// Whether the quotation behind `before` is of one content with it: it goes on in the next paragraph, or both halves stand
/// around one attribution (*“A,” said X, “and B.”*). In an interview between one pair of marks every turn is another speaker's.
fn is_one_content(quotation: &Quotation, before: &Attribution, attribution: &Attribution) -> bool {
    let split = attribution.cue.is_some() && attribution.cue == before.cue && attribution.mention == before.mention;
    quotation.continues == Some(before.quotation) && attribution.entity == before.entity || split
}
