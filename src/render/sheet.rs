//! Numbers for quotations and speakers.

use crate::article::Article;
use crate::pipeline::Annotation;
use crate::quotation::QuotationKind;
use crate::record::{Origin, QuotationRow, RecordOptions, SpeakerField, rows};
use crate::span::{EntityId, Span, Units};
use std::fmt;

/// An annotated article with its quotations and speakers numbered.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// The article's text.
    pub text: &'a str,
    /// What the stages found in it.
    pub annotation: &'a Annotation,
    /// Who speaks, in the order of their first quotations: the one with number `n` stands at `n - 1`.
    pub voices: Vec<Voice<'a>>,
    /// The quotations by number, the one with number `n` at `n - 1`: those that are somebody's words in the order of the
    /// text, then those that are nobody's. So a number does not depend on whether the latter are asked for.
    pub rows: Vec<Row<'a>>,
    /// How many rows are somebody's words.
    pub spoken: usize,
}

/// One speaker of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice<'a> {
    /// Who it is; `None` for somebody who is only described where the words are reported.
    pub entity: Option<EntityId>,
    /// The same, as records have it.
    pub speaker: SpeakerField<'a>,
}

/// One quotation of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// What it is made of.
    pub origin: Origin,
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
        match self.origin {
            Origin::Quoted(_) => vec![self.span()],
            Origin::Reported(_) => self.fields.content.iter().map(|piece| Span { start: piece.start, end: piece.end }).collect(),
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

impl<'a> Sheet<'a> {
    /// Numbers what was found in an article.
    ///
    /// # Panics
    /// If the annotation is not one of this article.
    pub fn new(article: &'a Article, annotation: &'a Annotation) -> Self {
        Sheet::of_sure(article, annotation, 0.0)
    }

    /// As [`Sheet::new`], with answers less sure than `min_confidence` withheld, as a record withholds them.
    ///
    /// # Panics
    /// If the annotation is not one of this article.
    pub fn of_sure(article: &'a Article, annotation: &'a Annotation, min_confidence: f64) -> Self {
        Sheet::with(article, annotation, RecordOptions { min_confidence, ..RecordOptions::default() })
    }

    /// As [`Sheet::new`], with the rows that a record of these options has; those of nobody's words are always numbered.
    ///
    /// # Panics
    /// If the annotation is not one of this article.
    pub fn with(article: &'a Article, annotation: &'a Annotation, options: RecordOptions) -> Self {
        let mut sheet = Sheet { text: article.text(), annotation, voices: Vec::new(), rows: Vec::new(), spoken: 0 };
        let mut nobodys = Vec::new();
        let mut numbers = vec![None; annotation.entities.len()];
        for (origin, fields) in rows(article, annotation, RecordOptions { units: Units::Bytes, all: true, ..options }) {
            let (kind, entity) = match origin {
                Origin::Quoted(i) => (annotation.attributions[i].kind, annotation.attributions[i].entity),
                Origin::Reported(i) => (QuotationKind::Mixed, annotation.relations[i].entity),
            };
            let sign = match (kind, &fields.speaker) {
                (QuotationKind::None, _) => Sign::Nobody,
                (_, Some(speaker)) => Sign::Speaker(sheet.number(entity, speaker, &mut numbers)),
                _ => Sign::Unknown,
            };
            let rows = if sign == Sign::Nobody { &mut nobodys } else { &mut sheet.rows };
            rows.push(Row { number: 0, origin, sign, fields });
        }
        sheet.spoken = sheet.rows.len();
        sheet.rows.append(&mut nobodys);
        for (i, row) in sheet.rows.iter_mut().enumerate() {
            row.number = i + 1;
        }
        sheet
    }

    /// The number of a speaker, a new one if need be. Who is only described is known by the words.
    fn number(&mut self, entity: Option<EntityId>, speaker: &SpeakerField<'a>, numbers: &mut [Option<usize>]) -> usize {
        let known = match entity {
            Some(entity) => numbers[entity.index()],
            None => self.voices.iter().position(|voice| voice.entity.is_none() && voice.speaker.name == speaker.name).map(|i| i + 1),
        };
        known.unwrap_or_else(|| {
            self.voices.push(Voice { entity, speaker: speaker.clone() });
            if let Some(entity) = entity {
                numbers[entity.index()] = Some(self.voices.len());
            }
            self.voices.len()
        })
    }

    /// The rows that are somebody's words, or with `all` every row.
    pub fn rows(&self, all: bool) -> &[Row<'a>] {
        if all { &self.rows } else { &self.rows[..self.spoken] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Pipeline;

    const TEXT: &str = "“We waited for hours,” said Mara Kessel, the captain.\n\nThe so-called “third way” is closed.\n\n\
        “The gate was shut,” said Odo Brandt. “Nobody told us,” said Kessel.";

    #[test]
    fn speakers_and_quotations_are_numbered_in_the_order_of_the_text() {
        let article = Article::new("a", TEXT).unwrap();
        let pipeline = Pipeline::new();
        let mut worker = pipeline.worker();
        let annotation = pipeline.annotate(&mut worker, &article);
        let sheet = Sheet::new(&article, annotation);
        let names: Vec<&str> = sheet.voices.iter().map(|v| &*v.speaker.name).collect();
        assert_eq!(names, ["Mara Kessel", "Odo Brandt"]);
        let rows: Vec<(usize, &str, String)> = sheet.rows.iter().map(|r| (r.number, r.span().of(TEXT), r.sign.to_string())).collect();
        let expected = [
            (1, "“We waited for hours,”", "[1]"),
            (2, "“The gate was shut,”", "[2]"),
            (3, "“Nobody told us,”", "[1]"),
            (4, "“third way”", "[-]"),
        ];
        assert_eq!(rows, expected.map(|(n, text, sign)| (n, text, sign.to_owned())));
        assert_eq!(sheet.rows(false).len(), 3);
        assert_eq!(sheet.rows(true).len(), 4);
        let unsure = Sheet::of_sure(&article, annotation, 1.0);
        assert_eq!(unsure.rows.iter().map(|r| r.sign.to_string()).collect::<String>(), "[?][?][?][-]");
        assert!(unsure.voices.is_empty());
        for row in &sheet.rows {
            let Origin::Quoted(i) = row.origin else { panic!("nothing is reported without marks") };
            assert_eq!(annotation.quotations[annotation.attributions[i].quotation.index()].span, row.span());
        }
    }
}
