//! Numbers for quotations and speakers.

use crate::article::Article;
use crate::attribution::Attribution;
use crate::pipeline::Annotation;
use crate::quotation::QuotationKind;
use crate::record::{QuotationRow, Record, RecordOptions, SpeakerField};
use crate::span::{EntityId, QuotationId, Span, Units};
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
    /// Who it is.
    pub entity: EntityId,
    /// The same, as records have it.
    pub speaker: SpeakerField<'a>,
}

/// One quotation of a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Row<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Which quotation it is.
    pub quotation: QuotationId,
    /// The decision about it.
    pub attribution: Attribution,
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
    /// The quoted words with their marks.
    pub fn span(&self) -> Span {
        Span { start: self.fields.start, end: self.fields.end }
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
        let options = RecordOptions { units: Units::Bytes, all: true, min_confidence, ..RecordOptions::default() };
        let record = Record::new(article, annotation, options);
        let taken = annotation.attributions.iter().filter(|a| options.takes(annotation, a));
        let mut sheet = Sheet { text: article.text(), annotation, voices: Vec::new(), rows: Vec::new(), spoken: 0 };
        let mut nobodys = Vec::new();
        let mut numbers = vec![None; annotation.entities.len()];
        for (attribution, fields) in taken.zip(record.quotations) {
            let sign = match (attribution.kind, attribution.entity, &fields.speaker) {
                (QuotationKind::None, ..) => Sign::Nobody,
                (_, Some(entity), Some(speaker)) => {
                    let number = *numbers[entity.index()].get_or_insert_with(|| {
                        sheet.voices.push(Voice { entity, speaker: speaker.clone() });
                        sheet.voices.len()
                    });
                    Sign::Speaker(number)
                }
                _ => Sign::Unknown,
            };
            let rows = if sign == Sign::Nobody { &mut nobodys } else { &mut sheet.rows };
            rows.push(Row { number: 0, quotation: attribution.quotation, attribution: *attribution, sign, fields });
        }
        sheet.spoken = sheet.rows.len();
        sheet.rows.append(&mut nobodys);
        for (i, row) in sheet.rows.iter_mut().enumerate() {
            row.number = i + 1;
        }
        sheet
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
            assert_eq!(annotation.quotations[row.quotation.index()].span, row.span());
        }
    }
}
