//! How far a score may move by the choice of articles: the percentile bootstrap (Efron 1979; Efron and Tibshirani 1993,
//! chapter 13) over articles, which are what was drawn; quotations of one article are not independent of each other.

use super::count::Counts;
use serde::Serialize;

/// How many samples are drawn.
const RESAMPLES: usize = 1000;

/// Share of the samples left out at each end: 95 % remain.
const TAIL: f64 = 0.025;

/// Where the generator starts: the same figures on every run and machine.
const SEED: u64 = 0x5EED_0F57_0A71_C1E5;

/// The 95 % interval of an F1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// The 95 % interval of the F1 over `articles`, the counts of one article each.
///
/// 1000 times as many articles as there are get drawn with replacement, their counts added and scored; the ends are the
/// values that leave 25 samples below and above (nearest rank). Samples with nothing labelled have no score and are
/// left out. `None` if no article has anything labelled, or if there is one article alone: it says nothing of others.
pub(super) fn interval(articles: &[Counts]) -> Option<Interval> {
    if articles.len() < 2 {
        return None;
    }
    let mut random = SplitMix64(SEED);
    let mut scores: Vec<f64> = (0..RESAMPLES)
        .filter_map(|_| {
            let mut sum = Counts::default();
            for _ in articles {
                sum += articles[random.below(articles.len())];
            }
            sum.score().f1
        })
        .collect();
    scores.sort_unstable_by(f64::total_cmp);
    let last = scores.len().checked_sub(1)?;
    // At most RESAMPLES, so the cast keeps the value.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let cut = (scores.len() as f64 * TAIL) as usize;
    Some(Interval { low: scores[cut], high: scores[last - cut] })
}

/// Steele, Lea and Flood's SplitMix64 (OOPSLA 2014): one addition and three mixing steps, good enough to draw articles
/// and the same everywhere.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`, by multiplication; the bias is n / 2^64.
    #[allow(clippy::cast_possible_truncation)] // the product shifted by 64 bits is below n
    fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_generator_is_the_published_one() {
        let mut random = SplitMix64(1_234_567);
        let drawn: Vec<u64> = (0..3).map(|_| random.next()).collect();
        assert_eq!(drawn, [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423]);
    }

    #[test]
    fn articles_that_agree_leave_no_room() {
        assert_eq!(interval(&[Counts::paired(1, 2, 2); 9]), Some(Interval { low: 0.5, high: 0.5 }));
        assert_eq!(interval(&[]), None);
        assert_eq!(interval(&[Counts::paired(1, 2, 2)]), None, "one article says nothing of others");
        assert_eq!(interval(&[Counts::default(); 3]), None);
    }

    #[test]
    fn the_interval_is_about_as_wide_as_theory_says() {
        // 100 articles of one quotation, 80 right: the F1 is a mean of 100 draws, standard error 0.04.
        let articles: Vec<Counts> = (0..100).map(|i| Counts::paired(u64::from(i % 5 > 0), 1, 1)).collect();
        let Interval { low, high } = interval(&articles).unwrap();
        assert!((0.70..0.75).contains(&low) && (0.85..0.90).contains(&high), "{low} {high}");
    }

    #[test]
    fn an_article_without_labels_does_not_stop_it() {
        let Interval { low, high } = interval(&[Counts::default(), Counts::paired(1, 1, 1)]).unwrap();
        assert_eq!((low, high), (1.0, 1.0), "samples of the empty article alone have no score");
    }
}
