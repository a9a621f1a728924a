//! What is scored: a prediction for one article, from the pipeline, a file of records or another tool's file.

use super::relation::Predicted;
use crate::article::{Article, bare_id};
use crate::error::{Error, Result};
use crate::gold::{GoldArticle, GoldAttribution};
use crate::jsonl;
use crate::pipeline::Pipeline;
use crate::record::{Record, RecordOptions, withheld};
use crate::row_kind::RowKind;
use crate::span::{OffsetMap, Units};
use rayon::prelude::*;
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::io::BufRead;

/// A line of predictions, for errors.
const SHAPE: &str = r#"a record {"id", "quotations": [{"kind", "start", "end", "speaker", "mention"}]} or another tool's {"id", "attributions": [{"content", "source", "speaker"}]}, offsets in code points"#;

/// A prediction for one article. Offsets are code points.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Prediction {
    /// The article's id.
    id: String,
    /// The unit of offsets; absent for code points.
    #[serde(default)]
    units: Option<String>,
    /// A record's quotations.
    #[serde(default)]
    quotations: Option<Vec<Quotation>>,
    /// Another tool's attributions.
    #[serde(default)]
    attributions: Option<Vec<Attribution>>,
}

/// What the measures need of a record's row.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Quotation {
    /// `None` if it is of none that records have: whatever another tool calls what it found, that is somebody's words.
    #[serde(deserialize_with = "kind_if_known")]
    kind: Option<RowKind>,
    start: u32,
    end: u32,
    #[serde(default)]
    content: Option<Vec<Piece>>,
    #[serde(default)]
    speaker: Option<Speaker>,
    #[serde(default)]
    mention: Option<Piece>,
    #[serde(default)]
    cue: Option<Piece>,
    #[serde(default)]
    confidence: Option<f64>,
    #[serde(default)]
    why: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Speaker {
    #[serde(default)]
    name: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
struct Piece {
    start: u32,
    end: u32,
}

/// Another tool's attribution: PolNeAR's, with a speaker.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Attribution {
    #[serde(flatten)]
    relation: GoldAttribution,
    #[serde(default)]
    speaker: Option<String>,
    #[serde(default)]
    confidence: Option<f64>,
}

/// A span that is predicted to be somebody's words, or nobody's.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PredictedSpan {
    /// First code point.
    pub(super) start: u32,
    /// One past the last code point.
    pub(super) end: u32,
    /// Who said it; never empty.
    pub(super) speaker: Option<String>,
    /// The mention that carries it.
    pub(super) mention: Option<[u32; 2]>,
    /// How sure the prediction is, from 0 to 1.
    pub(super) confidence: Option<f64>,
    /// Why, in words.
    pub(super) why: Option<String>,
}

/// The predicted spans of an article.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PredictedSpans {
    /// Somebody's words.
    pub(super) said: Vec<PredictedSpan>,
    /// Kind none, where the prediction tells them.
    pub(super) nobodys: Vec<PredictedSpan>,
}

/// The predictions of a file by article.
#[derive(Clone, Debug, Default)]
pub struct Predictions {
    file: String,
    /// Each with its line.
    rows: Vec<(u64, Prediction)>,
    /// The row of every id.
    by_id: HashMap<String, usize>,
    /// The rows of every file name.
    by_name: HashMap<String, Vec<usize>>,
}

impl Predictions {
    /// Reads predictions, one JSON object a line; `file` names them in errors. Of several lines with one id the last counts.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if the reader fails, [`crate::ErrorKind::Format`] with file and line (and column, where the
    /// line is no JSON of this shape) if a line is of neither shape, or its offsets are not code points.
    pub fn read(reader: impl BufRead, file: &str) -> Result<Self> {
        let rows: Vec<(u64, Prediction)> = jsonl::read(reader, file, SHAPE)?;
        let (mut by_id, mut by_name) = (HashMap::with_capacity(rows.len()), HashMap::with_capacity(rows.len()));
        for (i, &(line, ref row)) in rows.iter().enumerate() {
            if row.quotations.is_none() && row.attributions.is_none() {
                return Err(Error::format(file, line, None, format_args!("neither `quotations` nor `attributions`; expected {SHAPE}")));
            }
            if let Some(units) = row.units.as_deref().filter(|units| *units != Units::CodePoints.name()) {
                let told = format_args!("offsets are in {units}; expected code points: write the records in the default unit");
                return Err(Error::format(file, line, None, told));
            }
            if let Some(confidence) = row.confidences().find(|confidence| !(0.0..=1.0).contains(confidence)) {
                return Err(Error::format(file, line, None, format_args!("confidence is {confidence}; expected a number from 0 to 1")));
            }
            let alike: &mut Vec<usize> = by_name.entry(bare_id(&row.id).to_owned()).or_default();
            if let Some(before) = by_id.insert(row.id.clone(), i) {
                alike.retain(|&row| row != before);
            }
            alike.push(i);
        }
        Ok(Predictions { file: file.to_owned(), rows, by_id, by_name })
    }

    /// Withholds every answer that is less sure than `min_confidence`, as `whosaid annotate` does. Answers that tell no
    /// confidence stay.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if no prediction tells its confidence.
    pub fn withhold(&mut self, min_confidence: f64) -> Result<()> {
        if !self.rows.iter().any(|(_, prediction)| prediction.confidences().next().is_some()) {
            return Err(Error::setting("the predictions tell no confidence, so none of them is too unsure"));
        }
        self.rows.iter_mut().for_each(|(_, prediction)| prediction.withhold(min_confidence));
        Ok(())
    }

    /// The prediction for every article of a sample, in its order; `None` where there is none.
    ///
    /// It is the one with the article's id. Tools that read files may name them with other folders, or with `.txt`: if none has the very
    /// id, it is the one whose id is the end of the article's, or the other way round.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Format`] with file and line if two predictions are meant for one article so, or one for two.
    pub fn for_sample(&self, gold: &[GoldArticle]) -> Result<Vec<Option<&Prediction>>> {
        let ids: HashSet<&str> = gold.iter().map(|article| article.id.as_str()).collect();
        let mut taken_for: HashMap<usize, &str> = HashMap::new();
        let mut find = |id| {
            if let Some(&row) = self.by_id.get(id) {
                return Ok(Some(&self.rows[row].1));
            }
            let candidates = self.by_name.get(bare_id(id)).into_iter().flatten().copied();
            let mut candidates = candidates.filter(|&row| {
                let other = self.rows[row].1.id.as_str();
                !ids.contains(other) && (ends(id, other) || ends(other, id))
            });
            let Some(row) = candidates.next() else { return Ok(None) };
            let (line, prediction) = &self.rows[row];
            if let Some(other) = candidates.next() {
                let told =
                    format_args!("this may be the article {id:?} of the sample, and so may line {line}; expected its very id in one");
                return Err(Error::format(&self.file, self.rows[other].0, None, told));
            }
            if let Some(other) = taken_for.insert(row, id) {
                let told = format_args!("this may be the article {other:?} of the sample or {id:?}; expected the very id of one");
                return Err(Error::format(&self.file, *line, None, told));
            }
            Ok(Some(prediction))
        };
        gold.iter().map(|article| find(article.id.as_str())).collect()
    }
}

/// An id without the ending of a text file.
fn stem(id: &str) -> &str {
    id.strip_suffix(".txt").unwrap_or(id)
}

/// Whether `id` is `end`, or ends with it in some folder.
fn ends(id: &str, end: &str) -> bool {
    stem(id).strip_suffix(stem(end)).is_some_and(|folder| folder.is_empty() || folder.ends_with('/'))
}

/// Runs the pipeline over a sample, on all threads; the predictions come in the sample's order. Answers less sure than
/// `min_confidence` are withheld.
///
/// # Errors
/// [`crate::ErrorKind::TooLarge`] if a text is longer than [`Article::MAX_BYTES`].
pub fn predict(pipeline: &Pipeline, gold: &[GoldArticle], min_confidence: f64) -> Result<Vec<Prediction>> {
    let options = RecordOptions { units: Units::CodePoints, all: true, min_confidence, ..RecordOptions::default() };
    gold.par_iter()
        .map_init(
            || pipeline.worker(),
            |worker, labelled| {
                let article = Article::new(labelled.id.as_str(), labelled.text.as_str())?;
                Ok(Prediction::from(Record::new(&article, pipeline.annotate(worker, &article), options)))
            },
        )
        .collect()
}

impl From<Record<'_>> for Prediction {
    fn from(record: Record<'_>) -> Self {
        let piece = |marked: crate::record::Marked<'_>| Piece { start: marked.start, end: marked.end };
        let quotations = record.quotations.into_iter().map(|row| Quotation {
            kind: Some(row.kind),
            start: row.start,
            end: row.end,
            content: Some(row.content.iter().map(|c| Piece { start: c.start, end: c.end }).collect()),
            speaker: row.speaker.map(|speaker| Speaker { name: Some(speaker.name.into_owned()) }),
            mention: row.mention.map(piece),
            cue: row.cue.map(piece),
            confidence: Some(row.confidence),
            why: Some(row.why.into_owned()),
        });
        Prediction {
            id: record.id.into_owned(),
            units: record.units.map(Cow::into_owned),
            quotations: Some(quotations.collect()),
            attributions: None,
        }
    }
}

impl Prediction {
    /// Every confidence that it tells.
    fn confidences(&self) -> impl Iterator<Item = f64> {
        let of_rows = self.quotations.iter().flatten().filter_map(|q| q.confidence);
        of_rows.chain(self.attributions.iter().flatten().filter_map(|a| a.confidence))
    }

    fn withhold(&mut self, min_confidence: f64) {
        let too_unsure = |confidence: Option<f64>| confidence.is_some_and(|confidence| confidence < min_confidence);
        for q in self.quotations.iter_mut().flatten().filter(|q| q.speaker.is_some() && too_unsure(q.confidence)) {
            q.why = Some(withheld(min_confidence, q.why.as_deref().unwrap_or_default()));
            (q.speaker, q.mention, q.cue) = (None, None, None);
        }
        for a in self.attributions.iter_mut().flatten().filter(|a| too_unsure(a.confidence)) {
            (a.speaker, a.relation.source, a.relation.cue) = (None, None, None);
        }
    }

    /// The spans with their speakers. Of another tool's attribution every piece of content is a span, and where no
    /// speaker is given the source's own words are.
    pub(super) fn spans(&self, text: &str) -> PredictedSpans {
        let mut spans = PredictedSpans::default();
        if let Some(quotations) = &self.quotations {
            for q in quotations {
                let to = match q.kind {
                    Some(RowKind::Indirect) => continue,
                    Some(RowKind::None) => &mut spans.nobodys,
                    Some(RowKind::Direct | RowKind::Mixed) | None => &mut spans.said,
                };
                let speaker = q.speaker.as_ref().and_then(|speaker| speaker.name.clone()).filter(|name| !name.is_empty());
                to.push(PredictedSpan {
                    start: q.start,
                    end: q.end,
                    speaker,
                    mention: q.mention.map(|m| [m.start, m.end]),
                    confidence: q.confidence,
                    why: q.why.clone(),
                });
            }
        } else if let Some(attributions) = &self.attributions {
            let map = OffsetMap::new(text, Units::CodePoints);
            for a in attributions {
                let given = a.speaker.clone().filter(|name| !name.is_empty());
                let speaker = given.or_else(|| source_words(text, &map, a.relation.source.as_deref()?));
                let mention = a.relation.source.as_deref().and_then(|pieces| pieces.first().copied());
                for &[start, end] in a.relation.content.iter().flatten() {
                    spans.said.push(PredictedSpan { start, end, speaker: speaker.clone(), mention, confidence: a.confidence, why: None });
                }
            }
        }
        spans
    }

    /// The attributions: another tool's own, or those that the quotations of a record share, each once.
    pub(super) fn relations(&self) -> Vec<Predicted> {
        if let Some(attributions) = &self.attributions {
            return attributions.iter().map(|a| (a.relation.clone(), a.confidence)).collect();
        }
        let span = |piece: Option<Piece>| Some(piece.iter().map(|p| [p.start, p.end]).collect());
        let (mut seen, mut relations) = (HashSet::new(), Vec::new());
        for q in self.quotations.iter().flatten().filter(|q| q.kind != Some(RowKind::None)) {
            let content = match &q.content {
                Some(pieces) if !pieces.is_empty() => pieces.iter().map(|p| [p.start, p.end]).collect(),
                _ => vec![[q.start, q.end]],
            };
            let relation =
                GoldAttribution { source: span(q.mention), cue: span(q.cue), content: Some(content), ..GoldAttribution::default() };
            if seen.insert(relation.clone()) {
                relations.push((relation, q.confidence));
            }
        }
        relations
    }
}

fn kind_if_known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<RowKind>, D::Error> {
    Ok(String::deserialize(deserializer)?.parse().ok())
}

/// The words of a source in several pieces, with a space between; `None` if there are none.
fn source_words(text: &str, map: &OffsetMap, pieces: &[[u32; 2]]) -> Option<String> {
    let words: Vec<&str> = pieces
        .iter()
        .map(|&[start, end]| text.get(map.to_byte(text, start) as usize..map.to_byte(text, end) as usize).unwrap_or_default())
        .collect();
    Some(words.join(" ")).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    fn one(line: &str) -> Prediction {
        Predictions::read(line.as_bytes(), "p.jsonl").unwrap().rows.remove(0).1
    }

    fn fault(line: &str) -> String {
        let error = Predictions::read(line.as_bytes(), "p.jsonl").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Format);
        error.to_string()
    }

    #[test]
    fn a_record_gives_spans_of_both_sorts() {
        let record = one(concat!(
            r#"{"schema":1,"id":"x","quotations":[{"kind":"direct","start":0,"end":4,"speaker":{"name":"Ada","id":null},"mention":null,"why":"w"},"#,
            r#"{"kind":"none","start":5,"end":9,"speaker":null},{"kind":"indirect","start":5,"end":9},{"kind":"quote","start":6,"end":8,"speaker":{"name":""}}]}"#,
        ));
        let PredictedSpans { said, nobodys } = record.spans("");
        assert_eq!(said.iter().map(|s| (s.start, s.speaker.as_deref())).collect::<Vec<_>>(), [(0, Some("Ada")), (6, None)]);
        assert_eq!(said[0].why.as_deref(), Some("w"));
        assert_eq!((nobodys.len(), nobodys[0].start), (1, 5));
    }

    #[test]
    fn another_tool_names_by_the_source_where_it_gives_no_speaker() {
        let text = "“Ja” – Åse Ødegård";
        let peer = one(concat!(
            r#"{"id":"x","attributions":[{"content":[[0,2],[2,4]],"source":[[7,10],[11,99]],"speaker":null},"#,
            r#"{"content":[[0,4]],"source":[[9,8]]},{"content":[[0,4]],"source":[],"speaker":"Åse"}]}"#,
        ));
        let speakers: Vec<_> = peer.spans(text).said.into_iter().map(|s| s.speaker).collect();
        let ase = Some("Åse Ødegård".to_owned());
        assert_eq!(speakers, [ase.clone(), ase, None, Some("Åse".to_owned())]);
    }

    #[test]
    fn quotations_of_one_attribution_are_one_relation() {
        let record = one(concat!(
            r#"{"id":"x","quotations":[{"kind":"direct","start":0,"end":4,"content":[{"start":0,"end":4},{"start":9,"end":12}]},"#,
            r#"{"kind":"direct","start":9,"end":12,"content":[{"start":0,"end":4},{"start":9,"end":12}]},"#,
            r#"{"kind":"indirect","start":20,"end":30,"content":[],"cue":{"start":14,"end":16}},{"kind":"none","start":40,"end":42}]}"#,
        ));
        let content: Vec<_> = record.relations().into_iter().map(|(r, _)| (r.content.unwrap(), r.cue.unwrap())).collect();
        assert_eq!(content, [(vec![[0, 4], [9, 12]], vec![]), (vec![[20, 30]], vec![[14, 16]])]);
    }

    #[test]
    fn an_article_is_found_under_its_id_or_else_by_its_path() {
        let told = |predicted: &[&str], sample: &[&str]| {
            let lines: String = predicted.iter().map(|id| format!("{{\"id\":\"{id}\",\"quotations\":[]}}\n")).collect();
            let gold: Vec<_> = sample.iter().map(|&id| GoldArticle { id: id.to_owned(), ..GoldArticle::default() }).collect();
            let predictions = Predictions::read(lines.as_bytes(), "p.jsonl").map_err(|error| error.to_string())?;
            let found = predictions.for_sample(&gold).map_err(|error| error.to_string())?;
            Ok::<_, String>(found.into_iter().map(|found| found.map_or("-", |p| &p.id).to_owned()).collect::<Vec<_>>().join(" "))
        };
        let same = ["wire/a1", "a.txt", "2024/a", "2025/a", "a"];
        assert_eq!(told(&same, &same).unwrap(), same.join(" "));
        assert_eq!(told(&["in/b.txt", "c", "d"], &["b", "x/c.txt", "e"]).unwrap(), "in/b.txt c -");
        assert_eq!(told(&["2025/a", "b"], &["2024/a", "bb"]).unwrap(), "- -", "other folders are other articles");
        assert_eq!(told(&["a", "x/a"], &["a", "y/a"]).unwrap(), "a -", "what is another article's is not taken");
        assert_eq!(told(&["a", "b", "a"], &["x/a"]).unwrap(), "a", "of one id twice the last counts");
        let two = "p.jsonl:2: this may be the article \"a\" of the sample, and so may line 1; expected its very id in one";
        assert_eq!(told(&["2024/a", "2025/a"], &["a"]).unwrap_err(), two);
        let one = "p.jsonl:1: this may be the article \"2024/a\" of the sample or \"2025/a\"; expected the very id of one";
        assert_eq!(told(&["a"], &["2024/a", "2025/a"]).unwrap_err(), one);
    }

    #[test]
    fn faults_are_told_with_their_place() {
        assert!(fault("{\"id\":\"a\",\"quotations\":[]}\n{\"id\":\"b\"}").starts_with("p.jsonl:2: neither `quotations` nor"));
        assert!(fault(r#"{"id":"a","units":"bytes","quotations":[]}"#).contains("offsets are in bytes; expected code points"));
        let unsure = r#"{"id":"a","quotations":[{"kind":"direct","start":0,"end":2,"confidence":95}]}"#;
        assert_eq!(fault(unsure), "p.jsonl:1: confidence is 95; expected a number from 0 to 1");
        assert!(fault(r#"{"id":"a","quotations":[{"kind":"direct","start":-1,"end":2}]}"#).starts_with("p.jsonl:1:"));
    }

    #[test]
    fn an_answer_that_is_too_unsure_keeps_its_quotation() {
        let lines = concat!(
            r#"{"id":"a","quotations":[{"kind":"direct","start":0,"end":4,"speaker":{"name":"Ada"},"mention":{"start":5,"end":8},"confidence":0.6,"why":"w"},"#,
            r#"{"kind":"direct","start":9,"end":12,"speaker":{"name":"Ada"},"confidence":0.7},{"kind":"direct","start":14,"end":16,"speaker":{"name":"Ada"}}]}"#,
            "\n",
            r#"{"id":"b","attributions":[{"content":[[0,4]],"source":[[5,8]],"confidence":0.1}]}"#,
        );
        let mut predictions = Predictions::read(lines.as_bytes(), "p").unwrap();
        predictions.withhold(0.7).unwrap();
        let said = predictions.rows[0].1.spans("").said;
        assert_eq!(said.iter().map(|span| span.speaker.is_some()).collect::<Vec<_>>(), [false, true, true]);
        assert_eq!((said[0].confidence, said[0].why.as_deref()), (Some(0.6), Some("withheld, less sure than 0.7: w")));
        assert_eq!(predictions.rows[1].1.spans("“Ja” Åse").said[0].speaker, None);
        let mut plain = Predictions::read(r#"{"id":"a","quotations":[]}"#.as_bytes(), "p").unwrap();
        assert_eq!(plain.withhold(0.7).unwrap_err().kind(), ErrorKind::Setting);
    }

    #[test]
    fn the_pipeline_keeps_the_order_of_the_sample() {
        let gold: Vec<GoldArticle> =
            (0..50).map(|i| GoldArticle { id: i.to_string(), text: "“We waited.”".to_owned(), ..GoldArticle::default() }).collect();
        let ids: Vec<String> = predict(&Pipeline::new(), &gold, 0.0).unwrap().into_iter().map(|p| p.id).collect();
        assert_eq!(ids, gold.iter().map(|g| g.id.clone()).collect::<Vec<_>>());
    }
}
