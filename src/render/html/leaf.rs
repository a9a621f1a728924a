//! What a page is told of an article: made of its text and its record alone, so that records of an earlier run serve too.

use super::paragraphs::{Paragraph, paragraphs};
use crate::error::Result;
use crate::record::{Marked, QuotationRow, Record, SpeakerField};
use crate::render::number::{Numbered, number};
use crate::render::{Row, Sign, runs};
use crate::row_kind::RowKind;
use crate::span::{EntityId, OffsetMap, Span, Units};
use crate::token::Tokens;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// An annotated article for a page. Offsets are UTF-16 units, which scripts count in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leaf<'a> {
    /// The article's id.
    pub id: Cow<'a, str>,
    /// Its title, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<Cow<'a, str>>,
    /// When it appeared, as the input says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Cow<'a, str>>,
    /// Where it appeared; only `http` and `https` addresses become links.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<Cow<'a, str>>,
    /// Whether the text is not the article's but its quotations one below the other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub partial: bool,
    /// The text.
    pub text: Cow<'a, str>,
    /// Who speaks: the speaker with number `n` stands at `n - 1`.
    pub voices: Vec<SpeakerField<'a>>,
    /// The quotations: the one with number `n` stands at `n - 1`. Those that are nobody's words come last.
    pub quotations: Vec<LeafRow<'a>>,
    /// The text cut into paragraphs and runs.
    pub paragraphs: Vec<Paragraph>,
}

/// One quotation of a leaf.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct LeafRow<'a> {
    /// What it is.
    pub kind: RowKind,
    /// The first unit of its words.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The speaker's number, from 1; absent where nobody can tell, and for nobody's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<usize>,
    /// The text that carries the attribution.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mention: Option<[u32; 2]>,
    /// The cue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<[u32; 2]>,
    /// `negated` or `modal`; absent for what was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Cow<'a, str>>,
    /// How likely it is right, from 0 to 1.
    pub confidence: f64,
    /// Why, in words.
    pub why: Cow<'a, str>,
}

impl<'a> Leaf<'a> {
    /// The leaf of an article and its record. A record that is not of this text gives a leaf all the same: what it marks
    /// outside of the text is cut off.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if the record's offsets are of no known unit.
    pub fn new(text: &'a str, record: &'a Record<'_>) -> Result<Leaf<'a>> {
        let map = OffsetMap::new(text, record.units()?);
        let byte = |offset: u32| map.to_byte(text, offset);
        let rows = record.quotations.iter().map(|row| ((), None, in_bytes(row, &byte)));
        Ok(Leaf { text: text.into(), ..Leaf::of(record) }.with_rows(rows))
    }

    /// The leaf of a record whose article is not at hand: its quotations one below the other, each with its mention and cue.
    pub fn without_text(record: &'a Record<'_>) -> Leaf<'a> {
        let mut text = String::new();
        let rows: Vec<_> = record.quotations.iter().map(|row| ((), None, written(row, &mut text))).collect();
        Leaf { text: text.into(), partial: true, ..Leaf::of(record) }.with_rows(rows)
    }

    /// What a record tells of its article.
    fn of(record: &'a Record<'_>) -> Leaf<'a> {
        let lent = |field: &'a Option<Cow<'_, str>>| field.as_deref().map(Cow::Borrowed);
        Leaf {
            id: Cow::Borrowed(&record.id),
            title: lent(&record.title),
            date: lent(&record.date),
            url: lent(&record.url),
            ..Leaf::default()
        }
    }

    /// Numbers rows, whose offsets are bytes of the leaf's text, and cuts the text.
    fn with_rows(mut self, rows: impl IntoIterator<Item = ((), Option<EntityId>, QuotationRow<'a>)>) -> Self {
        let Numbered { voices, rows, .. } = number(rows);
        let map = self.units();
        let unit = |byte: u32| map.from_byte(&self.text, byte);
        let mut tokens = Tokens::default();
        tokens.reset(&self.text);
        self.paragraphs = paragraphs(&self.text, &tokens, &runs(&self.text, &rows), &rows, unit);
        self.quotations = rows.into_iter().map(|row| LeafRow::new(row, unit)).collect();
        self.voices = voices.into_iter().map(|voice| voice.speaker).collect();
        self
    }

    /// What it is called: its title, the first paragraph if that looks like one, or its id.
    pub fn name(&self) -> Cow<'_, str> {
        match &self.title {
            Some(title) if !title.trim().is_empty() => title.as_ref().into(),
            _ => self.headline().unwrap_or_else(|| self.id.as_ref().into()),
        }
    }

    /// The first paragraph, if it reads as a headline.
    fn headline(&self) -> Option<Cow<'_, str>> {
        let first = self.paragraphs.first().filter(|first| first.headline && !self.partial)?;
        Some(self.words(&self.units(), [first.start, first.end()]).into())
    }

    /// The way from the units of this leaf's offsets to bytes, for [`Leaf::words`]: making it reads the text once.
    pub fn units(&self) -> OffsetMap {
        OffsetMap::new(&self.text, Units::Utf16)
    }

    /// The words of a place; what lies outside the text is cut off. `units` are those of this leaf.
    pub fn words(&self, units: &OffsetMap, [start, end]: [u32; 2]) -> &str {
        let byte = |offset: u32| units.to_byte(&self.text, offset) as usize;
        self.text.get(byte(start)..byte(end)).unwrap_or_default()
    }
}

impl<'a> LeafRow<'a> {
    fn new(row: Row<'a>, unit: impl Fn(u32) -> u32) -> Self {
        let place = |span: Span| [unit(span.start), unit(span.end)];
        let (mention, cue) = (row.mention().map(place), row.cue().map(place));
        let fields = row.fields;
        LeafRow {
            kind: fields.kind,
            start: unit(fields.start),
            end: unit(fields.end),
            voice: match row.sign {
                Sign::Speaker(number) => Some(number),
                Sign::Unknown | Sign::Nobody => None,
            },
            mention,
            cue,
            status: fields.status,
            confidence: fields.confidence,
            why: fields.why,
        }
    }
}

/// A row with its offsets as bytes of the text, none of which ends before it begins.
fn in_bytes<'a>(row: &'a QuotationRow<'_>, byte: &impl Fn(u32) -> u32) -> QuotationRow<'a> {
    let place = |start: u32, end: u32| (byte(start), byte(end.max(start)));
    let mut moved = borrowed(row);
    (moved.start, moved.end) = place(row.start, row.end);
    for piece in &mut moved.content {
        (piece.start, piece.end) = place(piece.start, piece.end);
    }
    for marked in moved.mention.iter_mut().chain(&mut moved.cue) {
        (marked.start, marked.end) = place(marked.start, marked.end);
    }
    moved
}

/// Appends a row's words, mention and cue to `text` as a paragraph, and gives the row with its offsets there.
fn written<'a>(row: &'a QuotationRow<'_>, text: &mut String) -> QuotationRow<'a> {
    let mut append = |words: &str, before: &str| {
        text.push_str(before);
        let start = text.len();
        // A line end would end the paragraph.
        text.extend(words.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        Span::new(start, text.len())
    };
    let mut moved = borrowed(row);
    let span = append(&row.text, "");
    (moved.start, moved.end, moved.content) = (span.start, span.end, Vec::new());
    for (marked, before) in [(&mut moved.mention, " — "), (&mut moved.cue, if row.mention.is_some() { " " } else { " — " })] {
        if let Some(marked) = marked {
            let span = append(&marked.text, before);
            (marked.start, marked.end) = (span.start, span.end);
        }
    }
    append("", "\n\n");
    moved
}

/// The same row without a copy of its strings.
fn borrowed<'a>(row: &'a QuotationRow<'_>) -> QuotationRow<'a> {
    fn lent<'a>(string: &'a Option<Cow<'_, str>>) -> Option<Cow<'a, str>> {
        string.as_deref().map(Cow::Borrowed)
    }
    let marked = |marked: &'a Option<Marked<'_>>| {
        marked.as_ref().map(|m| Marked {
            start: m.start,
            end: m.end,
            text: Cow::Borrowed(&m.text),
            kind: Cow::Borrowed(&m.kind),
            class: lent(&m.class),
        })
    };
    QuotationRow {
        kind: row.kind,
        start: row.start,
        end: row.end,
        text: Cow::Borrowed(&row.text),
        content: row.content.clone(),
        speaker: row.speaker.as_ref().map(|s| SpeakerField {
            name: Cow::Borrowed(&s.name),
            id: lent(&s.id),
            entity_type: lent(&s.entity_type),
            gender: lent(&s.gender),
        }),
        mention: marked(&row.mention),
        cue: marked(&row.cue),
        status: lent(&row.status),
        confidence: row.confidence,
        why: Cow::Borrowed(&row.why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::Piece;
    use proptest::prelude::*;

    fn record(json: &str) -> Record<'static> {
        serde_json::from_str(json).unwrap()
    }

    const WAITED: &str = r#"{"id":"a","quotations":[{"kind":"direct","start":0,"end":12,"text":"“We waited,”","speaker":{"name":"Mara Kessel"},
        "mention":{"start":18,"end":29,"text":"Mara Kessel","kind":"name"},"cue":{"start":13,"end":17,"text":"said","kind":"verb"},"confidence":0.9,"why":"w"}]}"#;

    #[test]
    fn a_record_alone_shows_its_quotations() {
        let waited = record(WAITED);
        let leaf = Leaf::without_text(&waited);
        assert_eq!((leaf.text.as_ref(), leaf.partial), ("“We waited,” — Mara Kessel said\n\n", true));
        let row = &leaf.quotations[0];
        assert_eq!((row.start, row.end, row.mention, row.cue), (0, 12, Some([15, 26]), Some([27, 31])));
        assert_eq!(leaf.name(), "a", "the first quotation is no headline");
    }

    #[test]
    fn offsets_are_of_the_unit_that_the_record_names() {
        let text = "😀 “Ja”";
        let words = |units: &str, start: u32, end: u32| {
            let row = QuotationRow { start, end, ..QuotationRow::default() };
            let units = (!units.is_empty()).then(|| units.into());
            let record = Record { units, quotations: vec![row], ..Record::default() };
            Leaf::new(text, &record).map(|leaf| (leaf.quotations[0].start, leaf.quotations[0].end)).map_err(|e| e.to_string())
        };
        assert_eq!([words("", 2, 6), words("bytes", 5, 13), words("utf-16", 3, 7)], [Ok((3, 7)), Ok((3, 7)), Ok((3, 7))]);
        assert!(words("inches", 0, 1).unwrap_err().contains("inches"));
    }

    proptest! {
        #[test]
        fn any_record_fits_any_text(text in "(\\PC|\n){0,60}", rows in proptest::collection::vec((any::<[u8; 8]>(), 0..RowKind::ALL.len(), "\\PC{0,9}"), 0..9)) {
            let quotations = rows.iter().map(|(n, kind, name)| {
                let [start, end, a, b, c, d, e, f] = n.map(u32::from);
                let marked = |start, end| Some(Marked { start, end, text: name.as_str().into(), ..Marked::default() });
                QuotationRow {
                    kind: RowKind::ALL[*kind], start, end,
                    content: vec![Piece { start: e, end: f }, Piece { start: a, end: b }],
                    speaker: Some(SpeakerField { name: name.as_str().into(), ..SpeakerField::default() }),
                    mention: marked(a, b), cue: marked(c, d), ..QuotationRow::default()
                }
            });
            let record = Record { quotations: quotations.collect(), ..Record::default() };
            for leaf in [Leaf::new(&text, &record).unwrap(), Leaf::without_text(&record)] {
                let units = crate::span::to_u32(leaf.text.encode_utf16().count());
                prop_assert!(leaf.quotations.iter().all(|q| q.start <= q.end && q.end <= units));
                prop_assert!(leaf.paragraphs.iter().all(|p| p.end() <= units));
                let again: Leaf<'_> = serde_json::from_str(&super::super::embedded(&leaf).unwrap()).unwrap();
                prop_assert_eq!(again, leaf);
            }
        }
    }
}
