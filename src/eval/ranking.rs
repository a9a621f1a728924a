//! What confidence is worth to who may leave out unsure answers: how precise the surest are that reach a recall.

use super::judgement::Judgement;
use serde::Serialize;
use std::fmt;

/// The recalls that are asked for.
const RECALLS: [f64; 3] = [0.5, 0.8, 0.95];

/// How precise the answers are that are sure enough, at several recalls.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Ranking(Vec<AtRecall>);

/// The surest answers that reach a recall.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AtRecall {
    /// The recall asked for.
    pub recall: f64,
    /// The surest answers that reach it; `None` if all answers together do not.
    pub reached: Option<Reached>,
}

/// Answers of at least some confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Reached {
    /// The least confidence among them: what `--min-confidence` has to be.
    pub confidence: f64,
    /// Their precision.
    pub precision: f64,
    /// Their recall, which may be more than was asked for: answers of one confidence come together.
    pub recall: f64,
}

impl Ranking {
    /// The ranking of the answers among `judgements`, of `labelled` quotations; `None` if nothing is labelled or an
    /// answer has no confidence, so that it has no place.
    pub(super) fn new(judgements: &[Judgement], labelled: u64) -> Option<Self> {
        let answers = judgements.iter().filter(|judgement| judgement.predicted.is_some());
        let answers = answers.map(|answer| answer.confidence.map(|confidence| (confidence, answer.is_right_answer())));
        let mut answers: Vec<(f64, bool)> = answers.collect::<Option<_>>()?;
        if labelled == 0 || answers.is_empty() {
            return None;
        }
        answers.sort_by(|a, b| b.0.total_cmp(&a.0));
        let (mut given, mut right, mut steps) = (0u64, 0u64, Vec::new());
        for same in answers.chunk_by(|a, b| a.0 == b.0) {
            given += same.len() as u64;
            right += same.iter().filter(|answer| answer.1).count() as u64;
            let (precision, recall) = (right as f64 / given as f64, right as f64 / labelled as f64);
            steps.push(Reached { confidence: same[0].0, precision, recall });
        }
        let at = |recall| AtRecall { recall, reached: steps.iter().find(|step| step.recall >= recall).copied() };
        Some(Ranking(RECALLS.map(at).to_vec()))
    }
}

/// One line.
impl fmt::Display for Ranking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "precision at recall")?;
        for AtRecall { recall, reached } in &self.0 {
            write!(f, "  {recall:.2}: ")?;
            match reached {
                Some(Reached { confidence, precision, .. }) => write!(f, "{precision:.3} (confidence {confidence:.2} up)")?,
                None => write!(f, "not reached")?,
            }
        }
        writeln!(f)
    }
}

#[cfg(test)]
mod tests {
    use super::super::judgement::MissClass;
    use super::*;

    fn answers(rows: &[(f64, bool)]) -> Vec<Judgement> {
        let answer = |&(confidence, right): &(f64, bool)| Judgement {
            predicted: Some("Ada".to_owned()),
            confidence: Some(confidence),
            miss: (!right).then_some(MissClass::WrongSpeaker),
            ..Judgement::default()
        };
        rows.iter().map(answer).collect()
    }

    #[test]
    fn the_surest_answers_come_first_and_equals_together() {
        let rows = answers(&[(0.6, true), (0.9, true), (0.7, false), (0.9, true), (0.7, true), (0.8, true)]);
        let ranking = Ranking::new(&rows, 6).unwrap();
        let reached = |i: usize| ranking.0[i].reached;
        assert_eq!(reached(0), Some(Reached { confidence: 0.8, precision: 1.0, recall: 0.5 }));
        assert_eq!(reached(1), Some(Reached { confidence: 0.6, precision: 5.0 / 6.0, recall: 5.0 / 6.0 }));
        assert_eq!(reached(2), None);
        let expected = "precision at recall  0.50: 1.000 (confidence 0.80 up)  0.80: 0.833 (confidence 0.60 up)  0.95: not reached\n";
        assert_eq!(ranking.to_string(), expected);
    }

    #[test]
    fn without_confidence_or_labels_there_is_none() {
        assert_eq!(Ranking::new(&answers(&[(0.6, true)]), 0), None);
        assert_eq!(Ranking::new(&[], 3), None);
        let mut rows = answers(&[(0.6, true), (0.5, true)]);
        rows[1].confidence = None;
        assert_eq!(Ranking::new(&rows, 2), None);
    }
}
