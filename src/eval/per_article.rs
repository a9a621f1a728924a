//! The speaker measure article by article, as a file to keep beside the code.

use super::Evaluation;
use crate::error::{Error, Result};
use crate::gold::GoldArticle;
use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::io::Read;

/// The counts of one article, in the columns of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleRow {
    /// The article's id.
    pub article: String,
    /// Labelled quotations that count.
    #[serde(deserialize_with = "count")]
    pub quotations: u64,
    /// Those with the right speaker.
    #[serde(deserialize_with = "count")]
    pub right: u64,
    /// Labelled spans, those of nobody too, for which a speaker was given.
    #[serde(deserialize_with = "count")]
    pub given: u64,
    /// Labelled spans that are nobody's words.
    #[serde(deserialize_with = "count")]
    pub nobodys: u64,
    /// Those that were given no speaker.
    #[serde(deserialize_with = "count")]
    pub nobodys_left: u64,
}

/// A count that any sample may have, so that sums of them do not overflow.
fn count<'de, D: Deserializer<'de>>(from: D) -> std::result::Result<u64, D::Error> {
    u32::deserialize(from).map(u64::from)
}

/// A row an article, sorted by id. The same figures are the same bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PerArticle(pub(super) BTreeMap<String, ArticleRow>);

impl PerArticle {
    /// The rows of a sample. Articles with one id are one row.
    pub fn new(gold: &[GoldArticle], evaluation: &Evaluation) -> Self {
        let mut rows = PerArticle::default();
        for (article, counts) in gold.iter().zip(&evaluation.by_article) {
            rows.add(ArticleRow {
                article: article.id.clone(),
                quotations: counts.speaker.labelled,
                right: counts.speaker.right,
                given: counts.speaker.predicted,
                nobodys: counts.none_rejected.of,
                nobodys_left: counts.none_rejected.right,
            });
        }
        rows
    }

    fn add(&mut self, row: ArticleRow) {
        let known = self.0.entry(row.article.clone()).or_insert_with(|| ArticleRow { article: row.article, ..ArticleRow::default() });
        known.quotations += row.quotations;
        known.right += row.right;
        known.given += row.given;
        known.nobodys += row.nobodys;
        known.nobodys_left += row.nobodys_left;
    }

    /// The rows, in order.
    pub fn rows(&self) -> impl Iterator<Item = &ArticleRow> {
        self.0.values()
    }

    /// The file: comma-separated values under a header, lines ended by a line feed.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if `out` fails.
    pub fn write(&self, out: impl std::io::Write) -> Result<()> {
        let failed = |error: csv::Error| Error::io("the figures by article could not be written", error.into());
        let mut writer = csv::Writer::from_writer(out);
        self.rows().try_for_each(|row| writer.serialize(row)).map_err(failed)?;
        writer.flush().map_err(|error| failed(error.into()))
    }

    /// Reads what [`PerArticle::write`] has written; `file` names it in errors.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] with file and line if a row is not of this shape; [`crate::ErrorKind::Io`] if the
    /// reader fails.
    pub fn read(reader: impl Read, file: &str) -> Result<Self> {
        let mut rows = PerArticle::default();
        for row in csv::Reader::from_reader(reader).deserialize() {
            rows.add(row.map_err(|error: csv::Error| {
                let line = error.position().map_or(1, csv::Position::line);
                match error.into_kind() {
                    csv::ErrorKind::Io(error) => Error::unreadable(file, None, error),
                    csv::ErrorKind::Deserialize { err, .. } => Error::format(file, line, None, err),
                    _ => Error::format(file, line, None, "expected the columns article, quotations, right, given, nobodys, nobodys_left"),
                }
            })?);
        }
        Ok(rows)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Counts, Ratio, SpeakerCounts};
    use super::*;

    fn sample(ids: &[&str]) -> Vec<GoldArticle> {
        ids.iter().map(|&id| GoldArticle { id: id.to_owned(), ..GoldArticle::default() }).collect()
    }

    #[test]
    fn rows_are_sorted_and_read_again() {
        let counts = |right| SpeakerCounts {
            speaker: Counts::paired(right, 3, 4),
            none_rejected: Ratio { right: 1, of: 2 },
            ..SpeakerCounts::default()
        };
        let evaluation = Evaluation { by_article: vec![counts(1), counts(2), counts(3)], ..Evaluation::default() };
        let rows = PerArticle::new(&sample(&["b, \"c\"", "a", "b, \"c\""]), &evaluation);
        let mut bytes = Vec::new();
        rows.write(&mut bytes).unwrap();
        let expected = "article,quotations,right,given,nobodys,nobodys_left\na,4,2,3,2,1\n\"b, \"\"c\"\"\",8,4,6,4,2\n";
        assert_eq!(std::str::from_utf8(&bytes).unwrap(), expected);
        assert_eq!(PerArticle::read(expected.as_bytes(), "f").unwrap(), rows);
    }

    #[test]
    fn a_bad_row_is_told_with_its_line() {
        let fault = |text: &str| PerArticle::read(text.as_bytes(), "base.csv").unwrap_err().to_string();
        let header = "article,quotations,right,given,nobodys,nobodys_left\n";
        let number = fault(&format!("{header}a,4,2,3,2,1\nb,4,x,3,2,1\n"));
        assert!(number.starts_with("base.csv:3: ") && number.contains("invalid digit"), "{number}");
        let large = fault(&format!("{header}a,4,18446744073709551615,3,2,1\n"));
        assert!(large.starts_with("base.csv:2: ") && large.contains("too large"), "{large}");
        assert!(fault(&format!("{header}a,4\n")).starts_with("base.csv:2: expected the columns article, "));
        assert!(fault("a,b\n1,2\n").starts_with("base.csv:2: missing field `"));
    }
}
