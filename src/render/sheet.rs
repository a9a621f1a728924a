//! What was found in an article, with its quotations and speakers numbered.

use super::number::{Numbered, number};
use super::{Row, Voice};
use crate::article::Article;
use crate::pipeline::Annotation;
use crate::record::{Origin, RecordOptions, rows};
use crate::span::Units;

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
    /// What the rows are made of, in their order.
    origins: Vec<Origin>,
    /// How many rows are somebody's words.
    pub spoken: usize,
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
        let options = RecordOptions { units: Units::Bytes, all: true, ..options };
        let found = rows(article, annotation, options).into_iter().map(|(origin, fields)| {
            let entity = match origin {
                Origin::Quoted(i) => annotation.attributions[i].entity,
                Origin::Reported(i) => annotation.relations[i].entity,
            };
            (origin, entity, fields)
        });
        let Numbered { voices, rows, origins, spoken } = number(found);
        Sheet { text: article.text(), annotation, voices, rows, origins, spoken }
    }

    /// What a row of this sheet is made of.
    ///
    /// # Panics
    /// If the row is not one of this sheet.
    pub fn origin(&self, row: &Row<'_>) -> Origin {
        self.origins[row.number - 1]
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
            let Origin::Quoted(i) = sheet.origin(row) else { panic!("nothing is reported without marks") };
            assert_eq!(annotation.quotations[annotation.attributions[i].quotation.index()].span, row.span());
        }
    }
}
