//! Counts and what follows from them. Counts are added over articles (the micro average), scores are computed last; a
//! share with nothing below the line is absent, not 0.

use serde::Serialize;
use std::fmt;
use std::ops::AddAssign;

/// Labelled and predicted things, and how many of each found their partner.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "Scored")]
pub struct Counts {
    /// What the sample holds.
    pub labelled: u64,
    /// How much of it was found.
    pub found: u64,
    /// What was predicted.
    pub predicted: u64,
    /// How much of it is right. The same as `found` where partners are one to one.
    pub right: u64,
}

/// Precision, recall and their harmonic mean, from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Score {
    /// Right share of what was predicted; `None` if nothing was.
    pub precision: Option<f64>,
    /// Found share of what is labelled; `None` if nothing is.
    pub recall: Option<f64>,
    /// Harmonic mean of both; 0 if nothing was predicted or nothing of it is right, `None` if nothing is labelled.
    pub f1: Option<f64>,
}

/// Counts with their score, as they are written.
#[derive(Serialize)]
struct Scored {
    labelled: u64,
    found: u64,
    predicted: u64,
    right: u64,
    #[serde(flatten)]
    score: Score,
}

impl Counts {
    /// Counts whose partners are one to one.
    pub fn paired(right: u64, predicted: u64, labelled: u64) -> Self {
        Counts { labelled, found: right, predicted, right }
    }

    /// The score.
    pub fn score(self) -> Score {
        let precision = share(self.right, self.predicted);
        let recall = share(self.found, self.labelled);
        let f1 = recall.map(|r| match precision {
            Some(p) if p + r > 0.0 => 2.0 * p * r / (p + r),
            _ => 0.0,
        });
        Score { precision, recall, f1 }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.labelled += other.labelled;
        self.found += other.found;
        self.predicted += other.predicted;
        self.right += other.right;
    }
}

impl From<Counts> for Scored {
    fn from(counts: Counts) -> Self {
        let Counts { labelled, found, predicted, right } = counts;
        Scored { labelled, found, predicted, right, score: counts.score() }
    }
}

/// Some of several; shown as `3/4=0.750`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(into = "Shared")]
pub struct Ratio {
    /// Those that count.
    pub right: u64,
    /// All.
    pub of: u64,
}

/// A ratio with its share, as it is written.
#[derive(Serialize)]
struct Shared {
    right: u64,
    of: u64,
    share: Option<f64>,
}

impl Ratio {
    /// One more, which counts or does not.
    pub fn add(&mut self, right: bool) {
        self.right += u64::from(right);
        self.of += 1;
    }

    /// The share, from 0 to 1; `None` of nothing.
    pub fn share(self) -> Option<f64> {
        share(self.right, self.of)
    }
}

impl AddAssign for Ratio {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.of += other.of;
    }
}

impl From<Ratio> for Shared {
    fn from(ratio: Ratio) -> Self {
        Shared { right: ratio.right, of: ratio.of, share: ratio.share() }
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.right, self.of)?;
        match self.share() {
            Some(share) => write!(f, "={share:.3}"),
            None => Ok(()),
        }
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_score_is_not_zero() {
        assert_eq!(Counts::default().score(), Score::default());
        let silent = Counts::paired(0, 0, 4).score();
        assert_eq!(silent, Score { precision: None, recall: Some(0.0), f1: Some(0.0) });
        let unasked = Counts::paired(0, 4, 0).score();
        assert_eq!(unasked, Score { precision: Some(0.0), recall: None, f1: None });
        assert_eq!(Ratio::default().to_string(), "0/0");
    }

    #[test]
    fn counts_are_added_before_they_are_divided() {
        let mut sum = Counts::paired(1, 1, 1);
        sum += Counts::paired(0, 1, 3);
        assert_eq!(sum.score(), Score { precision: Some(0.5), recall: Some(0.25), f1: Some(1.0 / 3.0) });
    }

    #[test]
    fn written_with_the_score() {
        let json = serde_json::to_string(&Counts::paired(1, 2, 0)).unwrap();
        assert_eq!(json, r#"{"labelled":0,"found":1,"predicted":2,"right":1,"precision":0.5,"recall":null,"f1":null}"#);
        assert_eq!(serde_json::to_string(&Ratio { right: 1, of: 4 }).unwrap(), r#"{"right":1,"of":4,"share":0.25}"#);
    }
}
