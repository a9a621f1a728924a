//! Quotebank's JSON, article-centric: names and meanings of the fields are those of that data set, but for the offsets, which count
//! units of the text and not tokens.

use super::found::Found;
use super::places::Places;
use crate::mention::MentionKind;
use crate::pipeline::Annotation;
use crate::record::{QuotationRow, SpeakerField};
use crate::span::{EntityId, Span};
use serde::Serialize;
use std::borrow::Cow;

/// Tokens of context on either side of a quotation.
const CONTEXT: u32 = 50;
/// The speaker of what nobody can be given.
const NOBODY: &str = "None";

/// Appends the object of an article as a line. Only what stands between quote marks is a quotation there.
///
/// # Errors
/// None that a buffer gives.
pub(super) fn append(found: &Found<'_>, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let (article, annotation, places) = (found.article, found.annotation, found.places());
    let mut speaks = vec![false; annotation.entities.len()];
    let mut quotations = Vec::new();
    for (number, attribution, row) in found.quoted() {
        if let Some(entity) = annotation.attributions[attribution].entity.filter(|_| row.speaker.is_some()) {
            speaks[entity.index()] = true;
        }
        let quotation = &annotation.quotations[annotation.attributions[attribution].quotation.index()];
        let inner = quotation.inner();
        let words = if inner.is_empty() { Span { end: quotation.span.start, ..quotation.span } } else { annotation.tokens.span(inner) };
        quotations.push(Quotation {
            quote_id: format!("{}-{number}", article.id),
            quotation: words.of(places.text),
            quotation_offset: places.offset(words.start),
            left_context: places.before(quotation.tokens.start, CONTEXT),
            right_context: places.behind(quotation.tokens.end, CONTEXT),
            global_top_speaker: top_speaker(row),
            local_top_speaker: top_speaker(row),
            local_probas: probas(row),
        });
    }
    let names = names(&places, annotation, &speaks);
    let [date, title, url] = [&article.date, &article.title, &article.url].map(Option::as_deref);
    serde_json::to_writer(&mut *out, &Whole { article_id: &article.id, date, title, url, names, quotations })?;
    out.push(b'\n');
    Ok(())
}

#[derive(Serialize)]
struct Whole<'a> {
    #[serde(rename = "articleID")]
    article_id: &'a str,
    date: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    names: Vec<Name<'a>>,
    quotations: Vec<Quotation<'a>>,
}

#[derive(Serialize)]
struct Name<'a> {
    name: Cow<'a, str>,
    ids: Vec<Cow<'a, str>>,
    offsets: Vec<[u32; 2]>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Quotation<'a> {
    #[serde(rename = "quoteID")]
    quote_id: String,
    quotation: &'a str,
    quotation_offset: u32,
    left_context: &'a str,
    right_context: &'a str,
    global_top_speaker: &'a str,
    local_top_speaker: &'a str,
    local_probas: Vec<(&'a str, String)>,
}

fn top_speaker<'a>(row: &'a QuotationRow<'_>) -> &'a str {
    row.speaker.as_ref().map_or(NOBODY, |speaker| &speaker.name)
}

/// The speaker and nobody with their shares, as text, the answer first.
fn probas<'a>(row: &'a QuotationRow<'_>) -> Vec<(&'a str, String)> {
    let share = |share: f64| format!("{share:.4}");
    match &row.speaker {
        Some(speaker) => vec![(&*speaker.name, share(row.confidence)), (NOBODY, share(1.0 - row.confidence))],
        None => vec![(NOBODY, share(1.0))],
    }
}

/// Who is named in the article and is a person or speaks, each with the places of the name.
fn names<'a>(places: &Places<'a>, annotation: &'a Annotation, speaks: &[bool]) -> Vec<Name<'a>> {
    let mut offsets: Vec<Vec<[u32; 2]>> = vec![Vec::new(); annotation.entities.len()];
    for (mention, link) in annotation.mentions.iter().zip(&annotation.links) {
        if let Some(entity) = link.filter(|_| mention.kind == MentionKind::Name) {
            offsets[entity.index()].push(places.offsets(annotation.tokens.span(mention.core)));
        }
    }
    let each = annotation.entities.iter().zip(offsets).zip(speaks).enumerate();
    each.filter_map(|(i, ((entity, mut offsets), speaks))| {
        let speaker = SpeakerField::new(places.text, annotation, EntityId::new(i));
        let is_person = speaker.entity_type.as_deref() == Some("person");
        if !speaks && (!is_person || offsets.is_empty()) {
            return None;
        }
        if offsets.is_empty() {
            offsets.push(places.offsets(annotation.tokens.span(annotation.mentions[entity.name.index()].core)));
        }
        Some(Name { name: speaker.name, ids: speaker.id.into_iter().collect(), offsets })
    })
    .collect()
}
