//! Whether confidence says what it should: of the answers given 0.9, nine in ten ought to be right.
//!
//! Answers are put into ten bins of equal width by their confidence, and the expected calibration error is the mean
//! distance between a bin's confidence and its share right, weighted by its answers (Naeini, Cooper and Hauskrecht 2015,
//! *Obtaining Well Calibrated Probabilities Using Bayesian Binning*, AAAI; in the form of Guo, Pleiss, Sun and Weinberger
//! 2017, *On Calibration of Modern Neural Networks*, ICML, whose bins hold their upper end and not their lower one).

use super::judgement::Judgement;
use serde::Serialize;
use std::fmt;

/// How many bins there are.
const BINS: usize = 10;

/// Confidence against what is right, over the answers that count: a speaker was given, and the label says whose words
/// they are or that they are nobody's.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Calibration {
    /// Answers with a confidence.
    pub answers: u64,
    /// Answers without one, which stand in no bin.
    pub without_confidence: u64,
    /// The expected calibration error.
    pub error: f64,
    /// The bins that hold answers, in order.
    pub bins: Vec<Bin>,
}

/// One answer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Answer {
    /// How sure it is, from 0 to 1.
    pub(super) confidence: Option<f64>,
    pub(super) is_right: bool,
}

/// The answers of one stretch of confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Lower end, which is in the bin only if it is 0.
    pub from: f64,
    /// Upper end, which is in the bin.
    pub to: f64,
    /// How many there are.
    pub answers: u64,
    /// Their mean confidence.
    pub confidence: f64,
    /// Which share of them is right.
    pub right: f64,
}

impl Calibration {
    /// The calibration of the answers among `judgements`; `None` if none of them has a confidence.
    pub(super) fn new(judgements: &[Judgement]) -> Option<Self> {
        let answers = judgements.iter().filter(|judgement| judgement.predicted.is_some());
        Calibration::of(answers.map(|judgement| Answer { confidence: judgement.confidence, is_right: judgement.is_right_answer() }))
    }

    /// The calibration of `answers`; `None` if none of them has a confidence.
    pub(super) fn of(answers: impl Iterator<Item = Answer>) -> Option<Self> {
        let mut sums = [(0u64, 0.0, 0u64); BINS];
        let mut calibration = Calibration::default();
        for answer in answers {
            let Some(confidence) = answer.confidence else {
                calibration.without_confidence += 1;
                continue;
            };
            let (answers, sum, right) = &mut sums[(1..BINS).find(|&bin| confidence <= end(bin)).unwrap_or(BINS) - 1];
            *answers += 1;
            *sum += confidence;
            *right += u64::from(answer.is_right);
            calibration.answers += 1;
        }
        for (bin, (answers, sum, right)) in sums.into_iter().enumerate().filter(|(_, (answers, ..))| *answers > 0) {
            let n = answers as f64;
            let (confidence, right) = (sum / n, right as f64 / n);
            calibration.error += n / calibration.answers as f64 * (confidence - right).abs();
            calibration.bins.push(Bin { from: end(bin), to: end(bin + 1), answers, confidence, right });
        }
        (calibration.answers > 0).then_some(calibration)
    }
}

/// The upper end of the bin of this number, from 1.
fn end(bin: usize) -> f64 {
    bin as f64 / BINS as f64
}

/// A table with a line a bin, and the error below it.
impl fmt::Display for Calibration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "confidence  answers   mean  right")?;
        for Bin { from, to, answers, confidence, right } in &self.bins {
            writeln!(f, "  {from:.1}..{to:.1}  {answers:>7}  {confidence:.3}  {right:.3}")?;
        }
        write!(f, "expected calibration error {:.3}", self.error)?;
        match self.without_confidence {
            0 => writeln!(f),
            n => writeln!(f, ", answers without a confidence left out: {n}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::judgement::MissClass;
    use super::*;

    fn answer(confidence: Option<f64>, right: bool) -> Judgement {
        let miss = (!right).then_some(MissClass::WrongSpeaker);
        Judgement { predicted: Some("Ada".to_owned()), confidence, miss, ..Judgement::default() }
    }

    #[test]
    fn the_error_is_the_distance_of_the_bins_weighted_by_their_answers() {
        // 0.9 thrice, two right: 0.2333 off; 0.2 once, right: 0.8 off.
        let answers = [answer(Some(0.9), true), answer(Some(0.9), true), answer(Some(0.9), false), answer(Some(0.2), true)];
        let calibration = Calibration::new(&answers).unwrap();
        assert!((calibration.error - (0.75 * (0.9 - 2.0 / 3.0) + 0.25 * 0.8)).abs() < 1e-12, "{}", calibration.error);
        assert_eq!(calibration.answers, 4);
        let well = Calibration::new(&[answer(Some(0.5), true), answer(Some(0.5), false)]).unwrap();
        assert_eq!(well.error, 0.0);
    }

    #[test]
    fn a_bin_holds_its_upper_end() {
        for (confidence, from) in [(0.0, 0.0), (0.1, 0.0), (0.100_001, 0.1), (0.3, 0.2), (0.7, 0.6), (0.9, 0.8), (1.0, 0.9)] {
            let calibration = Calibration::new(&[answer(Some(confidence), true)]).unwrap();
            assert_eq!((calibration.bins.len(), calibration.bins[0].from), (1, from), "{confidence}");
        }
    }

    #[test]
    fn who_is_given_no_speaker_is_no_answer_and_who_tells_no_confidence_stands_in_no_bin() {
        let silent = Judgement { confidence: Some(0.4), miss: Some(MissClass::NoSpeaker), ..Judgement::default() };
        assert_eq!(Calibration::new(&[silent.clone(), answer(None, true)]), None);
        let calibration = Calibration::new(&[silent, answer(None, false), answer(Some(1.0), true)]).unwrap();
        assert_eq!((calibration.answers, calibration.without_confidence, calibration.error), (1, 1, 0.0));
        let expected = "confidence  answers   mean  right\n  0.9..1.0        1  1.000  1.000\n\
                        expected calibration error 0.000, answers without a confidence left out: 1\n";
        assert_eq!(calibration.to_string(), expected);
    }
}
