//! All that was found in an article, for formats that look beyond its record.

use super::places::Places;
use crate::article::Article;
use crate::pipeline::Annotation;
use crate::record::{Origin, QuotationRow, Record, RecordOptions};
use crate::span::Units;

/// An annotated article and its record.
pub(super) struct Found<'a> {
    pub(super) article: &'a Article,
    pub(super) annotation: &'a Annotation,
    pub(super) record: Record<'a>,
    origins: Vec<Origin>,
    units: Units,
}

impl<'a> Found<'a> {
    pub(super) fn new(article: &'a Article, annotation: &'a Annotation, options: RecordOptions) -> Self {
        let (origins, record) = Record::with_origins(article, annotation, options);
        Found { article, annotation, record, origins, units: options.units }
    }

    /// Places in the text, in the units of the record.
    pub(super) fn places(&self) -> Places<'a> {
        Places::new(self.article.text(), &self.annotation.tokens, self.units)
    }

    /// The rows of what stands between quote marks: number among all rows, from 1, index of the attribution, and row.
    pub(super) fn quoted(&self) -> impl Iterator<Item = (u32, usize, &QuotationRow<'a>)> {
        (1..).zip(self.origins.iter().zip(&self.record.quotations)).filter_map(|(number, (origin, row))| match origin {
            Origin::Quoted(attribution) => Some((number, *attribution, row)),
            Origin::Reported(_) => None,
        })
    }
}
