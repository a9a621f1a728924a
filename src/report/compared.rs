//! A labelled sample beside what was read: disagreement first.

use crate::eval::{Context, Judgement};
use crate::gold::GoldArticle;
use crate::row_kind::RowKind;
use crate::span::{OffsetMap, Units};
use serde::Serialize;
use std::collections::HashMap;

/// A labelled span with what was read there.
#[derive(Debug, Serialize)]
pub(super) struct Compared {
    /// The article's number on the page, if it has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    article: Option<usize>,
    id: String,
    /// Where the span begins, in UTF-16 units.
    at: u32,
    /// The span's words and what stands around them.
    #[serde(flatten)]
    context: Context,
    kind: RowKind,
    /// The labelled speakers.
    speakers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mention: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    predicted: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    confidence: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// What is wrong, in words; absent where both agree.
    #[serde(skip_serializing_if = "Option::is_none")]
    miss: Option<&'static str>,
}

/// Every judged span, those where both differ first, each group in the sample's order.
pub(super) fn rows(gold: &[GoldArticle], judgements: &[Judgement], pages: &HashMap<String, usize>) -> Vec<Compared> {
    let mut rows: Vec<Compared> = Vec::with_capacity(judgements.len());
    let mut maps: Option<(usize, OffsetMap, OffsetMap)> = None;
    for judgement in judgements {
        let article = &gold[judgement.article];
        // Judgements of one article follow each other.
        if maps.as_ref().is_none_or(|(of, ..)| *of != judgement.article) {
            let map = |units| OffsetMap::new(&article.text, units);
            maps = Some((judgement.article, map(Units::CodePoints), map(Units::Utf16)));
        }
        if let Some((_, points, units)) = &maps {
            rows.push(row(article, judgement, pages, points, units));
        }
    }
    rows.sort_by_key(|row| row.miss.is_none());
    rows
}

fn row(article: &GoldArticle, judgement: &Judgement, pages: &HashMap<String, usize>, points: &OffsetMap, units: &OffsetMap) -> Compared {
    let text = article.text.as_str();
    let labelled = &article.quotations[judgement.quotation];
    let byte = |offset: u32| points.to_byte(text, offset) as usize;
    let (start, end) = (byte(labelled.start), byte(labelled.end));
    Compared {
        article: pages.get(&article.id).copied(),
        id: article.id.clone(),
        at: units.from_byte(text, crate::span::to_u32(start)),
        context: Context::of(text, start..end.max(start)),
        kind: labelled.kind,
        speakers: labelled.speakers.clone(),
        mention: labelled.mention.clone(),
        predicted: judgement.predicted.clone(),
        confidence: judgement.confidence,
        why: judgement.why.clone(),
        miss: judgement.miss.map(|miss| miss.words()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::{Predictions, evaluate};

    #[test]
    fn what_differs_comes_first_with_its_place() {
        let gold = concat!(
            r#"{"id":"a","text":"😀 “Yes,” said Mara Kessel. “No,” said Odo Brandt.","speakers":[{"name":"Mara Kessel"},{"name":"Odo Brandt"}],"#,
            r#""quotations":[{"start":2,"end":8,"kind":"direct","speakers":["Mara Kessel"]},{"start":27,"end":32,"kind":"direct","speakers":["Odo Brandt"]}]}"#,
        );
        let gold = GoldArticle::read(gold.as_bytes(), "g").unwrap();
        let read = r#"{"id":"a","quotations":[{"kind":"direct","start":2,"end":8,"speaker":{"name":"Kessel"},"confidence":0.9},
            {"kind":"direct","start":27,"end":32,"speaker":{"name":"Kessel"},"confidence":0.4,"why":"w"}]}"#
            .replace('\n', "");
        let predictions = Predictions::read(read.as_bytes(), "p").unwrap();
        let judgements = evaluate(&gold, &predictions.for_sample(&gold).unwrap()).judgements;
        let rows = rows(&gold, &judgements, &HashMap::from([("a".to_owned(), 7)]));
        let told: Vec<_> = rows.iter().map(|r| (r.context.marked.as_str(), r.miss, r.at, r.article)).collect();
        assert_eq!(told, [("“No,”", Some("wrong speaker"), 28, Some(7)), ("“Yes,”", None, 3, Some(7))]);
        assert_eq!(
            (rows[0].context.before.as_str(), rows[0].context.after.as_str()),
            ("😀 “Yes,” said Mara Kessel. ", " said Odo Brandt.")
        );
        assert_eq!((rows[0].predicted.as_deref(), rows[0].confidence), (Some("Kessel"), Some(0.4)));
    }
}
