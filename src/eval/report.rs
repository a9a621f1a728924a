//! The scores of one sample in words for a reader, or as JSON for a machine.

use super::Evaluation;
use super::align::Finding;
use super::bootstrap::Interval;
use super::calibration::Calibration;
use super::context::{Context, one_line};
use super::coreference::Coreference;
use super::count::{Counts, Score};
use super::judgement::{Judgement, MissClass};
use super::ranking::Ranking;
use super::relation::{PartCounts, RelationCounts, RelationInterval, RelationIntervals, Relations};
use super::speaker::SpeakerCounts;
use crate::gold::GoldArticle;
use crate::row_kind::RowKind;
use serde::{Serialize, Serializer};
use std::fmt;

/// A report on one sample.
///
/// Its [`fmt::Display`] is several lines for a reader, the last of them `speaker_f1 P … R … F1 … n …` with the 95 %
/// interval behind; `-` stands where there is nothing to score. [`Serialize`] gives one object with the same figures.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    name: &'a str,
    gold: &'a [GoldArticle],
    evaluation: &'a Evaluation,
    errors: usize,
}

/// One miss with all that a reader needs to judge it.
#[derive(Debug, Serialize)]
pub(super) struct Detail<'a> {
    class: MissClass,
    id: &'a str,
    kind: RowKind,
    /// Code points, as in the sample.
    start: u32,
    end: u32,
    speakers: &'a [String],
    mention: Option<&'a str>,
    predicted: Option<&'a str>,
    why: Option<&'a str>,
    context: Context,
}

/// How many misses there are of one class.
#[derive(Debug, Serialize)]
struct ClassCount {
    class: MissClass,
    count: usize,
}

#[derive(Serialize)]
struct Json<'a> {
    gold: &'a str,
    articles: usize,
    unpredicted: usize,
    quotations: Finding,
    speakers: SpeakerCounts,
    interval: Option<Interval>,
    coreference: Option<Coreference>,
    calibration: Option<&'a Calibration>,
    precision_at_recall: Option<&'a Ranking>,
    relation_calibration: Option<&'a Calibration>,
    relations: Option<Relations>,
    relation_intervals: Option<RelationIntervals>,
    misses: Vec<ClassCount>,
    errors: Vec<Detail<'a>>,
}

impl<'a> Report<'a> {
    /// A report on the sample `gold`, called `name`, with up to `errors` misses of each class in their context.
    pub fn new(name: &'a str, gold: &'a [GoldArticle], evaluation: &'a Evaluation, errors: usize) -> Self {
        Report { name, gold, evaluation, errors }
    }

    fn count(&self, class: MissClass) -> usize {
        self.evaluation.judgements.iter().filter(|judgement| judgement.miss == Some(class)).count()
    }

    /// The first misses of a class.
    fn details(&self, class: MissClass) -> impl Iterator<Item = Detail<'a>> {
        let gold = self.gold;
        let of_class = self.evaluation.judgements.iter().filter(move |judgement| judgement.miss == Some(class));
        of_class.take(self.errors).filter_map(move |judgement| Detail::new(gold, judgement))
    }
}

impl<'a> Detail<'a> {
    /// The detail of a miss; `None` if it is none, or of another sample.
    pub(super) fn new(gold: &'a [GoldArticle], miss: &'a Judgement) -> Option<Self> {
        let article = gold.get(miss.article)?;
        let quotation = article.quotations.get(miss.quotation)?;
        Some(Detail {
            class: miss.miss?,
            id: &article.id,
            kind: quotation.kind,
            start: quotation.start,
            end: quotation.end,
            speakers: &quotation.speakers,
            mention: quotation.mention.as_deref(),
            predicted: miss.predicted.as_deref(),
            why: miss.why.as_deref().filter(|why| !why.is_empty()),
            context: Context::new(&article.text, quotation.start, quotation.end),
        })
    }
}

impl fmt::Display for Detail<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let wanted = if self.speakers.is_empty() { "nobody".to_owned() } else { one_line(&self.speakers.join(" | ")) };
        writeln!(f, "  {} {}..{} {}", one_line(self.id), self.start, self.end, self.kind)?;
        write!(f, "    wanted    {wanted}")?;
        match self.mention {
            Some(mention) => writeln!(f, " (by {})", one_line(mention))?,
            None => writeln!(f)?,
        }
        write!(f, "    predicted {}", self.predicted.map_or("nobody".to_owned(), one_line))?;
        match self.why {
            Some(why) => writeln!(f, " ({})", one_line(why))?,
            None => writeln!(f)?,
        }
        writeln!(f, "    {}", self.context)
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Evaluation { articles, unpredicted, quotations, speakers, interval, coreference, calibration, ranking, .. } = self.evaluation;
        let Evaluation { relations, relation_intervals, relation_calibration, .. } = self.evaluation;
        if self.errors > 0 {
            for class in MissClass::ALL {
                let count = self.count(class);
                if count > 0 {
                    writeln!(f, "{}: {count}, shown {}", class.words(), count.min(self.errors))?;
                    self.details(class).try_for_each(|detail| write!(f, "{detail}"))?;
                }
            }
            writeln!(f)?;
        }
        write!(f, "{}: {articles} {}", self.name, if *articles == 1 { "article" } else { "articles" })?;
        if *unpredicted > 0 {
            write!(f, ", {unpredicted} of them without a prediction")?;
        }
        writeln!(f)?;
        if let Some(Relations { all, quoted, indirect }) = relations {
            let of = relation_intervals.unwrap_or_default();
            for (kind, counts, intervals) in [("all", all, of.all), ("quoted", quoted, of.quoted), ("indirect", indirect, of.indirect)] {
                writeln!(f, "relations {kind}")?;
                write_relations(f, counts)?;
                if let RelationInterval { exact: Some(exact), overlap: Some(overlap) } = intervals {
                    writeln!(f, "relation 95% exact {exact:.3} overlap {overlap:.3}")?;
                }
            }
        }
        if let Some(calibration) = relation_calibration {
            write!(f, "relations indirect, how sure and how often right by overlap\n{calibration}")?;
        }
        let Finding { half, exact } = quotations;
        writeln!(f, "quotations by half {} n {}  exact {}", figures(*half, 4), half.labelled, figures(*exact, 4))?;
        write!(f, "misses")?;
        for class in MissClass::ALL {
            write!(f, "{} {} {}", if class == MissClass::ALL[0] { ":" } else { "," }, class.words(), self.count(class))?;
        }
        writeln!(f)?;
        calibration.iter().try_for_each(|calibration| write!(f, "{calibration}"))?;
        ranking.iter().try_for_each(|ranking| write!(f, "{ranking}"))?;
        writeln!(f, "name as labelled, of the right ones {}", speakers.exact_name)?;
        writeln!(f, "direct {}  mixed {}  none rejected {}", speakers.direct, speakers.mixed, speakers.none_rejected)?;
        let by = speakers.by_mention;
        writeln!(f, "by mention: name {}  nominal {}  none {}  pronoun {}", by.name, by.nominal, by.none, by.pronoun)?;
        coreference.iter().try_for_each(|coreference| write!(f, "{coreference}"))?;
        write!(f, "speaker_f1 {} n {}", figures(speakers.speaker, 4), speakers.speaker.labelled)?;
        match interval {
            Some(interval) => writeln!(f, "  95% {interval:.4}"),
            None => writeln!(f),
        }
    }
}

/// The parts of an attribution with their precision and recall, then all F1 on one line.
fn write_relations(f: &mut fmt::Formatter<'_>, counts: &RelationCounts) -> fmt::Result {
    let RelationCounts { source, cue, content, relation } = counts;
    for (name, PartCounts { exact, overlap }) in [("source", source), ("cue", cue), ("content", content), ("relation", relation)] {
        let two = |counts: &Counts| {
            let Score { precision, recall, .. } = counts.score();
            format!("P {} R {}", figure(precision, 3), figure(recall, 3))
        };
        let (exact, overlap, Counts { labelled, predicted, .. }) = (two(exact), two(overlap), exact);
        writeln!(f, "{name}: predicted {predicted} gold {labelled} exact {exact} overlap {overlap}")?;
    }
    let f1 = |counts: Counts| figure(counts.score().f1, 3);
    let parts = |of: fn(&PartCounts) -> Counts| format!("source {} cue {} content {}", f1(of(source)), f1(of(cue)), f1(of(content)));
    let (exact, overlap) = (parts(|part| part.exact), parts(|part| part.overlap));
    writeln!(f, "exact {exact} | overlap {overlap} | relation exact {} overlap {}", f1(relation.exact), f1(relation.overlap))
}

pub(super) fn figures(counts: Counts, digits: usize) -> String {
    let Score { precision, recall, f1 } = counts.score();
    format!("P {} R {} F1 {}", figure(precision, digits), figure(recall, digits), figure(f1, digits))
}

/// A figure, or `-` where there is none.
fn figure(value: Option<f64>, digits: usize) -> String {
    value.map_or("-".to_owned(), |value| format!("{value:.digits$}"))
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Evaluation {
            articles, unpredicted, quotations, speakers, interval, coreference, ref calibration, ref ranking, relations, ..
        } = *self.evaluation;
        let (calibration, precision_at_recall) = (calibration.as_ref(), ranking.as_ref());
        let relation_calibration = self.evaluation.relation_calibration.as_ref();
        let misses = MissClass::ALL.map(|class| ClassCount { class, count: self.count(class) }).into();
        let errors = MissClass::ALL.iter().flat_map(|&class| self.details(class)).collect();
        Json {
            gold: self.name,
            articles,
            unpredicted,
            quotations,
            speakers,
            interval,
            coreference,
            calibration,
            precision_at_recall,
            relation_calibration,
            relations,
            relation_intervals: self.evaluation.relation_intervals,
            misses,
            errors,
        }
        .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Predictions, evaluate};
    use super::*;

    const GOLD: &str = concat!(
        r#"{"id":"tide","text":"“We waited,” said Mara Kessel. “It rained,” Ole said. A “third way”.","#,
        r#""speakers":[{"name":"Mara Kessel"},{"name":"Ole"}],"quotations":["#,
        r#"{"start":0,"end":12,"kind":"direct","speakers":["Mara Kessel"],"mention":"Mara Kessel"},"#,
        r#"{"start":31,"end":43,"kind":"direct","speakers":["Ole"],"mention":"Ole"},{"start":57,"end":68,"kind":"none"}]}"#,
    );
    const PREDICTED: &str = concat!(
        r#"{"id":"tide","quotations":[{"kind":"direct","start":0,"end":12,"speaker":{"name":"Kessel"}},"#,
        r#"{"kind":"direct","start":31,"end":43,"speaker":{"name":"Mara Kessel"},"why":"nearest\u001b[31m"}]}"#,
    );

    fn evaluated() -> (Vec<GoldArticle>, Evaluation) {
        let gold = GoldArticle::read(GOLD.as_bytes(), "g").unwrap();
        let evaluation = evaluate(&gold, &Predictions::read(PREDICTED.as_bytes(), "p").unwrap().for_sample(&gold).unwrap());
        (gold, evaluation)
    }

    #[test]
    fn reads_as_a_reader_wants_it() {
        let (gold, evaluation) = evaluated();
        let report = Report::new("tide.jsonl", &gold, &evaluation, 5).to_string();
        let expected = "\
wrong speaker: 1, shown 1
  tide 31..43 direct
    wanted    Ole (by Ole)
    predicted Mara Kessel (nearest [31m)
    “We waited,” said Mara Kessel. ⟦“It rained,”⟧ Ole said. A “third way”.

tide.jsonl: 1 article
quotations by half P 1.0000 R 1.0000 F1 1.0000 n 2  exact P 1.0000 R 1.0000 F1 1.0000
misses: not found 0, taken for nobody's 0, found, but no speaker given 0, nobody's words, but a speaker given 0, wrong speaker 1
name as labelled, of the right ones 0/1=0.000
direct 1/2=0.500  mixed 0/0  none rejected 1/1=1.000
by mention: name 1/2=0.500  nominal 0/0  none 0/0  pronoun 0/0
speaker_f1 P 0.5000 R 0.5000 F1 0.5000 n 2
";
        assert_eq!(report, expected);
    }

    #[test]
    fn a_dash_stands_where_there_is_nothing_to_score() {
        let gold = GoldArticle::read(r#"{"id":"a","text":"Rain.","attributions":[]}"#.as_bytes(), "g").unwrap();
        let report = Report::new("g", &gold, &evaluate(&gold, &[None]), 0).to_string();
        assert!(report.ends_with("speaker_f1 P - R - F1 - n 0\n"), "{report}");
        assert!(report.contains("relations quoted\nsource: predicted 0 gold 0 exact P - R - overlap P - R -\n"), "{report}");
        assert!(report.starts_with("g: 1 article, 1 of them without a prediction\n"), "{report}");
    }

    #[test]
    fn json_holds_the_same_figures() {
        let (gold, evaluation) = evaluated();
        let json = serde_json::to_value(Report::new("g", &gold, &evaluation, 5)).unwrap();
        assert_eq!(json["speakers"]["speaker"]["f1"], 0.5);
        assert_eq!(json["speakers"]["mixed"]["share"], serde_json::Value::Null);
        assert_eq!(json["misses"][4]["class"], "wrong_speaker");
        assert_eq!(json["errors"][0]["context"]["marked"], "“It rained,”");
        assert_eq!(json["relations"], serde_json::Value::Null);
    }
}
