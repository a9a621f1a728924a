//! brat's standoff, as PolNeAR has it: the spans of source, cue and content, and an event `Attribution` that ties them together.
//! Kind and status of the event are attributes, and a note in JSON has its speaker, the confidence and the rule.
//!
//! What leaves the worker is a line of JSON an article, with both files in it ([`super::BratFolder`] makes files of them).

use super::found::Found;
use super::places::Places;
use crate::record::{Marked, Piece, QuotationRow, SpeakerField};
use crate::span::Span;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

/// An article with its annotation, as brat keeps them in two files.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Document<'a> {
    pub(super) id: Cow<'a, str>,
    pub(super) title: Option<Cow<'a, str>>,
    pub(super) date: Option<Cow<'a, str>>,
    pub(super) url: Option<Cow<'a, str>>,
    pub(super) text: Cow<'a, str>,
    pub(super) ann: Cow<'a, str>,
}

/// Appends the document of an article as a line.
///
/// # Errors
/// None that a buffer gives.
pub(super) fn append(found: &Found<'_>, out: &mut Vec<u8>) -> serde_json::Result<()> {
    let article = found.article;
    let places = found.places();
    let mut standoff = Standoff { places, ann: String::new(), spans: 0, events: 0, attributes: 0 };
    for event in events(&found.record.quotations) {
        standoff.add(&event)?;
    }
    let [title, date, url] = [&article.title, &article.date, &article.url].map(|field| field.as_deref().map(Cow::Borrowed));
    let (id, text, ann) = ((&*article.id).into(), article.text().into(), standoff.ann.into());
    serde_json::to_writer(&mut *out, &Document { id, title, date, url, text, ann })?;
    out.push(b'\n');
    Ok(())
}

/// One content with what all rows of it tell.
struct Event<'a> {
    row: &'a QuotationRow<'a>,
    mention: Option<&'a Marked<'a>>,
    cue: Option<&'a Marked<'a>>,
}

/// The contents in the order of their first rows. Rows of one content are one event.
fn events<'a>(rows: &'a [QuotationRow<'a>]) -> Vec<Event<'a>> {
    let mut events: Vec<Event<'a>> = Vec::new();
    let mut known: HashMap<Vec<(u32, u32)>, usize> = HashMap::new();
    for row in rows {
        let (mention, cue) = (row.mention.as_ref(), row.cue.as_ref());
        let pieces = row.content.iter().map(|piece| (piece.start, piece.end)).collect();
        let number = *known.entry(pieces).or_insert(events.len());
        match events.get_mut(number) {
            None => events.push(Event { row, mention, cue }),
            Some(event) => {
                if event.row.speaker.is_none() && row.speaker.is_some() {
                    event.row = row;
                }
                event.mention = event.mention.or(mention);
                event.cue = event.cue.or(cue);
            }
        }
    }
    events
}

/// The annotation file that grows.
struct Standoff<'a> {
    places: Places<'a>,
    ann: String,
    spans: u32,
    events: u32,
    attributes: u32,
}

/// What the note of an event says.
#[derive(Serialize)]
struct Note<'a> {
    speaker: Option<&'a SpeakerField<'a>>,
    confidence: f64,
    why: &'a str,
}

impl Standoff<'_> {
    fn add(&mut self, event: &Event<'_>) -> serde_json::Result<()> {
        let row = event.row;
        let piece = |marked: &Marked<'_>| [Piece { start: marked.start, end: marked.end }];
        let Some(content) = self.span("Content", &row.content) else { return Ok(()) };
        let cue = event.cue.and_then(|cue| self.span("Cue", &piece(cue)));
        let source = event.mention.and_then(|mention| self.span("Source", &piece(mention)));
        // The event itself stands where its cue does.
        let at = event.cue.filter(|_| cue.is_some()).map(piece);
        let Some(trigger) = self.span("Attribution", at.as_ref().map_or(&row.content[..], |at| at)) else { return Ok(()) };
        self.events += 1;
        let number = self.events;
        let mut line = format!("E{number}\tAttribution:T{trigger} Content:T{content}");
        for (role, span) in [("Cue", cue), ("Source", source)] {
            if let Some(span) = span {
                line += &format!(" {role}:T{span}");
            }
        }
        for (name, value) in [("Kind", Some(row.kind.name())), ("Status", row.status.as_deref())] {
            if let Some(value) = value {
                self.attributes += 1;
                line += &format!("\nA{}\t{name} E{number} {value}", self.attributes);
            }
        }
        let note = serde_json::to_string(&Note { speaker: row.speaker.as_ref(), confidence: row.confidence, why: &row.why })?;
        // Only a lexicon's name or id can hold a sign that ends a line.
        let note = note.replace(ends_line, " ");
        self.ann += &format!("{line}\n#{number}\tAnnotatorNotes E{number}\t{note}\n");
        Ok(())
    }

    /// Adds a span of one or more pieces and gives its number. A piece is cut where a line ends, so that its text stands in one line;
    /// `None` if nothing is left.
    fn span(&mut self, label: &str, pieces: &[Piece]) -> Option<u32> {
        let text = self.places.text;
        let spans = pieces.iter().map(|piece| self.places.span(piece.start, piece.end));
        let fragments: Vec<Span> = spans.flat_map(|span| fragments(text, span)).collect();
        if fragments.is_empty() {
            return None;
        }
        self.spans += 1;
        // Writing to a string cannot fail.
        let _ = write!(self.ann, "T{}\t{label}", self.spans);
        for (i, fragment) in fragments.iter().enumerate() {
            let [start, end] = self.places.offsets(*fragment);
            let _ = write!(self.ann, "{}{start} {end}", if i == 0 { ' ' } else { ';' });
        }
        for (i, fragment) in fragments.iter().enumerate() {
            self.ann.push(if i == 0 { '\t' } else { ' ' });
            self.ann.push_str(fragment.of(text));
        }
        self.ann.push('\n');
        Some(self.spans)
    }
}

/// What some reader takes for the end of a line or of a field.
fn ends_line(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// The pieces of a span that stand in one line each, without the blanks around.
fn fragments(text: &str, span: Span) -> impl Iterator<Item = Span> {
    span.of(text).split(ends_line).map(str::trim).filter(|fragment| !fragment.is_empty()).map(move |fragment| {
        let start = fragment.as_ptr() as usize - text.as_ptr() as usize;
        Span::new(start, start + fragment.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Article;
    use crate::pipeline::Pipeline;
    use crate::record::RecordOptions;
    use proptest::prelude::*;

    fn document(text: &str) -> String {
        let pipeline = Pipeline::new();
        let mut worker = pipeline.worker();
        let article = Article::new("a", text).unwrap();
        let mut line = Vec::new();
        let annotation = pipeline.annotate(&mut worker, &article);
        append(&Found::new(&article, annotation, RecordOptions { all: true, ..RecordOptions::default() }), &mut line).unwrap();
        let document: Document<'_> = serde_json::from_slice(&line).unwrap();
        assert_eq!((&*document.id, &*document.text), ("a", text));
        document.ann.into_owned()
    }

    #[test]
    fn both_halves_of_a_statement_are_one_event() {
        let ann = document("“Café hours,” said Mara Kessel, “are over.”");
        let expected = "T1\tContent 0 13;32 43\t“Café hours,” “are over.”\nT2\tCue 14 18\tsaid\nT3\tSource 19 30\tMara Kessel\n\
            T4\tAttribution 14 18\tsaid\nE1\tAttribution:T4 Content:T1 Cue:T2 Source:T3\nA1\tKind E1 direct\n#1\tAnnotatorNotes E1\t";
        assert!(ann.starts_with(expected), "{ann}");
        assert!(
            ann[expected.len()..]
                .starts_with(r#"{"speaker":{"name":"Mara Kessel","id":null,"type":"person","gender":"female"},"confidence":0."#),
            "{ann}"
        );
        assert_eq!(ann.lines().count(), 7, "{ann}");
    }

    proptest! {
        #[test]
        fn the_text_of_a_span_is_what_stands_there(words in "(“|”|\"|said |Mara Kessel|, |\\. |[a-zé\u{1F600}]{1,5} |\n|\r\n|\u{2028}|\t|\u{85}){0,30}") {
            let ann = document(&words);
            let points: Vec<char> = words.chars().collect();
            for line in ann.split('\n').filter(|line| line.starts_with('T')) {
                let fields: Vec<&str> = line.split('\t').collect();
                prop_assert_eq!(fields.len(), 3);
                let (_, places) = fields[1].split_once(' ').unwrap();
                let pieces = places.split(';').map(|place| {
                    let (start, end) = place.split_once(' ').unwrap();
                    points[start.parse::<usize>().unwrap()..end.parse::<usize>().unwrap()].iter().collect::<String>()
                });
                prop_assert_eq!(pieces.collect::<Vec<_>>().join(" "), fields[2]);
                prop_assert!(!fields[2].contains(ends_line));
            }
        }
    }
}
