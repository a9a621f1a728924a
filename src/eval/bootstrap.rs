//! How far a score may move by the choice of articles: the percentile bootstrap (Efron 1979; Efron and Tibshirani 1993,
//! chapter 13) over articles, which are what was drawn; quotations of one article are not independent of each other.

use super::random::SplitMix64;
use serde::Serialize;
use std::fmt;
use std::ops::AddAssign;

/// How many samples are drawn.
const RESAMPLES: usize = 1000;

/// Share of the samples left out at each end: 95 % remain.
const TAIL: f64 = 0.025;

/// Where the generator starts: the same figures on every run and machine.
const SEED: u64 = 0x5EED_0F57_0A71_C1E5;

/// The 95 % interval of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl fmt::Display for Interval {
    /// Both ends, with as many digits as the format asks for.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(3);
        write!(f, "{:.digits$}..{:.digits$}", self.low, self.high)
    }
}

/// What one article came to by two systems or kinds of model: drawn together, so that a difference is paired.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pair<T>(pub(crate) T, pub(crate) T);

impl<T: AddAssign> AddAssign for Pair<T> {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
        self.1 += other.1;
    }
}

/// The 95 % interval of the `score` over `articles`, what was counted in one article each.
///
/// 1000 times as many articles as there are get drawn with replacement, their counts added and scored; the ends are the
/// values that leave 25 samples below and above (nearest rank). Samples with nothing to score are left out. `None` if
/// no sample has a score, or if there is one article alone: it says nothing of others.
pub(crate) fn interval<T: Copy + Default + AddAssign>(articles: &[T], score: impl Fn(T) -> Option<f64>) -> Option<Interval> {
    if articles.len() < 2 {
        return None;
    }
    let mut random = SplitMix64(SEED);
    let mut scores: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            let mut sum = T::default();
            for _ in articles {
                sum += articles[random.below(articles.len())];
            }
            score(sum)
        })
        .collect();
    scores.sort_unstable_by(f64::total_cmp);
    let last = scores.len().checked_sub(1)?;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the number of resamples")]
    let cut = (scores.len() as f64 * TAIL) as usize;
    Some(Interval { low: scores[cut], high: scores[last - cut] })
}

#[cfg(test)]
mod tests {
    use super::super::count::Counts;
    use super::*;

    fn of_f1(articles: &[Counts]) -> Option<Interval> {
        interval(articles, |sum| sum.score().f1)
    }

    #[test]
    fn articles_that_agree_leave_no_room() {
        assert_eq!(of_f1(&[Counts::paired(1, 2, 2); 9]), Some(Interval { low: 0.5, high: 0.5 }));
        assert_eq!(of_f1(&[]), None);
        assert_eq!(of_f1(&[Counts::paired(1, 2, 2)]), None, "one article says nothing of others");
        assert_eq!(of_f1(&[Counts::default(); 3]), None);
    }

    #[test]
    fn the_interval_is_about_as_wide_as_theory_says() {
        // 100 articles of one quotation, 80 right: the F1 is a mean of 100 draws, standard error 0.04.
        let articles: Vec<Counts> = (0..100).map(|i| Counts::paired(u64::from(i % 5 > 0), 1, 1)).collect();
        let Interval { low, high } = of_f1(&articles).unwrap();
        assert!((0.70..0.75).contains(&low) && (0.85..0.90).contains(&high), "{low} {high}");
    }

    #[test]
    fn an_article_without_labels_does_not_stop_it() {
        let Interval { low, high } = of_f1(&[Counts::default(), Counts::paired(1, 1, 1)]).unwrap();
        assert_eq!((low, high), (1.0, 1.0), "samples of the empty article alone have no score");
    }
}
