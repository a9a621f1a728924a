//! CoreNLP's JSON, as its quote annotators give it: `sentences` with `tokens`, and `quotes`. Names and meanings of the fields are
//! CoreNLP's: tokens and sentences count from 0 in the document (the `index` of a token from 1 in its sentence), last ones are within; who is
//! not known is `Unknown`, and what else is not known is left out.

use super::found::Found;
use super::places::Places;
use crate::pipeline::Annotation;
use crate::record::{Marked, QuotationRow};
use crate::span::{TokenRange, to_u32};
use serde::{Serialize, Serializer};

/// Appends the document of an article as a line. Only what stands between quote marks is a quote there.
///
/// # Errors
/// None that a buffer gives.
pub(super) fn append(found: &Found<'_>, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let (article, places) = (found.article, found.places());
    let quoted = (0..).zip(found.quoted());
    let quotes = quoted.map(|(id, (_, attribution, row))| Quote::new(&places, found.annotation, id, attribution, row)).collect();
    let document = Document { doc_id: &article.id, doc_date: article.date.as_deref(), sentences: Sentences(&places), quotes };
    serde_json::to_writer(&mut *out, &document)?;
    out.push(b'\n');
    Ok(())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Document<'a> {
    doc_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    doc_date: Option<&'a str>,
    sentences: Sentences<'a>,
    quotes: Vec<Quote<'a>>,
}

/// The sentences, written one after the other and never held.
struct Sentences<'a>(&'a Places<'a>);

#[derive(Serialize)]
struct Sentence<'a> {
    index: usize,
    tokens: Words<'a>,
}

/// The tokens of a sentence, likewise.
struct Words<'a>(&'a Places<'a>, TokenRange);

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Word<'a> {
    index: usize,
    word: &'a str,
    original_text: &'a str,
    character_offset_begin: u32,
    character_offset_end: u32,
}

impl Serialize for Sentences<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sentences = self.0.tokens.sentences().iter().enumerate();
        serializer.collect_seq(sentences.map(|(index, &range)| Sentence { index, tokens: Words(self.0, range) }))
    }
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Words(places, range) = self;
        serializer.collect_seq((1..).zip(&places.tokens.all()[range.range()]).map(|(index, token)| {
            let word = token.of(places.text);
            let [character_offset_begin, character_offset_end] = places.offsets(token.span);
            Word { index, word, original_text: word, character_offset_begin, character_offset_end }
        }))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Quote<'a> {
    id: u32,
    text: &'a str,
    begin_index: u32,
    end_index: u32,
    begin_token: u32,
    end_token: u32,
    begin_sentence: u32,
    end_sentence: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention_begin: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention_end: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention_sieve: Option<&'a str>,
    speaker: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    speaker_sieve: Option<&'a str>,
    canonical_speaker: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical_mention_begin: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical_mention_end: Option<u32>,
}

impl<'a> Quote<'a> {
    fn new(places: &Places<'_>, annotation: &Annotation, id: u32, attribution: usize, row: &'a QuotationRow<'_>) -> Self {
        let [begin_token, end_token] = places.first_and_last(places.between(row.start, row.end));
        let sentence = |token: u32| to_u32(annotation.tokens.sentence_of(token as usize));
        let mention = row.mention.as_ref();
        let mention_tokens = mention.map(|mention| places.first_and_last(places.between(mention.start, mention.end)));
        let speaker = row.speaker.as_ref();
        let entity = speaker.and_then(|_| annotation.attributions[attribution].entity);
        let name = entity.map(|id| annotation.mentions[annotation.entities[id.index()].name.index()].core);
        let name_tokens = name.map(|tokens| places.first_and_last(tokens));
        Quote {
            id,
            text: &row.text,
            begin_index: row.start,
            end_index: row.end,
            begin_token,
            end_token,
            begin_sentence: sentence(begin_token),
            end_sentence: sentence(end_token),
            mention: mention.map(|mention| &*mention.text),
            mention_begin: mention_tokens.map(|[first, _]| first),
            mention_end: mention_tokens.map(|[_, last]| last),
            mention_type: mention.map(mention_type),
            mention_sieve: mention.map(|_| &*row.why),
            speaker: speaker.map_or("Unknown", |speaker| &speaker.name),
            speaker_sieve: speaker.map(|_| &*row.why),
            canonical_speaker: speaker.map_or("Unknown", |speaker| &speaker.name),
            canonical_mention_begin: name_tokens.map(|[first, _]| first),
            canonical_mention_end: name_tokens.map(|[_, last]| last),
        }
    }
}

/// The kind of a mention, in CoreNLP's words.
fn mention_type(mention: &Marked<'_>) -> &'static str {
    match &*mention.kind {
        "name" => "name",
        "pronoun" => "pronoun",
        _ => "animate noun",
    }
}
