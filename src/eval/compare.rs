//! Two systems on one sample: is the one better than the other, or is it the choice of articles?
//!
//! The difference of the F1 gets its interval by the paired bootstrap: articles are drawn, and each draw scores both
//! systems on the same ones (Koehn 2004, *Statistical Significance Tests for Machine Translation Evaluation*, EMNLP, with
//! the percentile interval of Efron and Tibshirani 1993). What is hard for both so cancels out, and the interval is much
//! narrower than those of the two figures.

use super::Evaluation;
use super::bootstrap::{self, Interval, Pair};
use super::count::Counts;
use super::judgement::Judgement;
use super::report::{Detail, figures};
use crate::gold::GoldArticle;
use serde::{Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;

/// Two evaluations of one sample beside each other.
///
/// Its [`fmt::Display`] is a few lines for a reader, [`Serialize`] one object with the same figures.
#[derive(Clone, Debug)]
pub struct Comparison<'a> {
    name: &'a str,
    sides: [Side<'a>; 2],
    errors: usize,
    /// F1 of the second less that of the first; `None` if nothing is labelled.
    pub difference: Option<f64>,
    /// The 95 % interval of the difference over articles.
    pub interval: Option<Interval>,
    /// What the first has right and the second wrong.
    pub broken: Change,
    /// What the first has wrong and the second right.
    pub mended: Change,
}

/// One of the two.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What it is called.
    pub name: &'a str,
    /// Its sample: the same labels in the same order as the other's.
    pub gold: &'a [GoldArticle],
    /// Its scores.
    pub evaluation: &'a Evaluation,
}

/// Labelled spans on which two systems differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How many there are.
    pub quotations: usize,
    /// In how many articles.
    pub articles: usize,
}

impl Pair<Counts> {
    fn difference(self) -> Option<f64> {
        Some(self.1.score().f1? - self.0.score().f1?)
    }
}

impl<'a> Comparison<'a> {
    /// Compares two evaluations of the sample called `name`. Of both sorts of changes up to `errors` are shown in their
    /// context.
    pub fn new(name: &'a str, sides: [Side<'a>; 2], errors: usize) -> Self {
        let [a, b] = sides.map(|side| side.evaluation);
        let pairs: Vec<Pair<Counts>> = a.by_article.iter().zip(&b.by_article).map(|(a, b)| Pair(a.speaker, b.speaker)).collect();
        let mut comparison = Comparison {
            name,
            sides,
            errors,
            difference: Pair(a.speakers.speaker, b.speakers.speaker).difference(),
            interval: bootstrap::interval(&pairs, Pair::<Counts>::difference),
            broken: Change::default(),
            mended: Change::default(),
        };
        comparison.broken = Change::of(comparison.broken());
        comparison.mended = Change::of(comparison.mended());
        comparison
    }

    /// What both say of every labelled span. They stand in one order: a label counts whatever is predicted.
    fn both(&self) -> impl Iterator<Item = (&'a Judgement, &'a Judgement)> {
        let [a, b] = self.sides.map(|side| side.evaluation);
        a.judgements.iter().zip(&b.judgements)
    }

    /// The second's misses of what the first has right.
    fn broken(&self) -> impl Iterator<Item = &'a Judgement> {
        self.both().filter(|(a, b)| a.miss.is_none() && b.miss.is_some()).map(|(_, b)| b)
    }

    /// The first's misses of what the second has right.
    fn mended(&self) -> impl Iterator<Item = &'a Judgement> {
        self.both().filter(|(a, b)| a.miss.is_some() && b.miss.is_none()).map(|(a, _)| a)
    }

    /// The first broken and the first mended ones, each as whoever has it wrong reads it.
    fn details(&self) -> [Vec<Detail<'a>>; 2] {
        let [a, b] = self.sides.map(|side| side.gold);
        let broken = self.broken().take(self.errors).filter_map(|miss| Detail::new(b, miss));
        let mended = self.mended().take(self.errors).filter_map(|miss| Detail::new(a, miss));
        [broken.collect(), mended.collect()]
    }
}

impl Change {
    fn of<'j>(misses: impl Iterator<Item = &'j Judgement>) -> Self {
        let articles: Vec<usize> = misses.map(|miss| miss.article).collect();
        Change { quotations: articles.len(), articles: articles.iter().collect::<BTreeSet<_>>().len() }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.quotations)?;
        match self.articles {
            0 => Ok(()),
            1 => write!(f, " in 1 article"),
            n => write!(f, " in {n} articles"),
        }
    }
}

impl fmt::Display for Comparison<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [broken, mended] = self.details();
        for (what, change, details) in [("right to wrong", self.broken, broken), ("wrong to right", self.mended, mended)] {
            if !details.is_empty() {
                writeln!(f, "{what}: {}, shown {}", change.quotations, details.len())?;
                details.iter().try_for_each(|detail| write!(f, "{detail}"))?;
                writeln!(f)?;
            }
        }
        let [a, b] = self.sides.map(|side| side.evaluation.speakers.speaker);
        let articles = self.sides[0].evaluation.articles;
        writeln!(f, "{}: {articles} {}, n {}", self.name, if articles == 1 { "article" } else { "articles" }, a.labelled)?;
        writeln!(f, "A {}  {}", figures(a, 4), self.sides[0].name)?;
        writeln!(f, "B {}  {}", figures(b, 4), self.sides[1].name)?;
        writeln!(f, "right to wrong {}, wrong to right {}", self.broken, self.mended)?;
        write!(f, "B - A F1 ")?;
        match (self.difference, self.interval) {
            (None, _) => writeln!(f, "-"),
            (Some(difference), None) => writeln!(f, "{difference:+.4}"),
            (Some(difference), Some(Interval { low, high })) => writeln!(f, "{difference:+.4}  95% {low:+.4}..{high:+.4}"),
        }
    }
}

#[derive(Serialize)]
struct Named<'a> {
    name: &'a str,
    speaker: Counts,
}

#[derive(Serialize)]
struct Changed<'a> {
    #[serde(flatten)]
    change: Change,
    shown: Vec<Detail<'a>>,
}

#[derive(Serialize)]
struct Json<'a> {
    gold: &'a str,
    articles: usize,
    a: Named<'a>,
    b: Named<'a>,
    difference: Option<f64>,
    interval: Option<Interval>,
    right_to_wrong: Changed<'a>,
    wrong_to_right: Changed<'a>,
}

impl Serialize for Comparison<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let [a, b] = self.sides.map(|side| Named { name: side.name, speaker: side.evaluation.speakers.speaker });
        let [broken, mended] = self.details();
        Json {
            gold: self.name,
            articles: self.sides[0].evaluation.articles,
            a,
            b,
            difference: self.difference,
            interval: self.interval,
            right_to_wrong: Changed { change: self.broken, shown: broken },
            wrong_to_right: Changed { change: self.mended, shown: mended },
        }
        .serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::speaker::SpeakerCounts;
    use super::*;

    fn evaluation(articles: &[Counts]) -> Evaluation {
        let by_article: Vec<SpeakerCounts> = articles.iter().map(|&speaker| SpeakerCounts { speaker, ..Default::default() }).collect();
        let mut sum = Evaluation::default();
        by_article.iter().for_each(|&one| sum.speakers += one);
        Evaluation { by_article, ..sum }
    }

    fn compare(a: &[Counts], b: &[Counts]) -> (Option<f64>, Option<Interval>) {
        let (a, b) = (evaluation(a), evaluation(b));
        let comparison = Comparison::new("s", [&a, &b].map(|evaluation| Side { name: "", gold: &[], evaluation }), 0);
        (comparison.difference, comparison.interval)
    }

    #[test]
    fn what_is_hard_for_both_cancels_out() {
        // Every article is wholly easy or wholly hard, and B is a tenth better on each.
        let of = |right: u64| Counts::paired(right, 10, 10);
        let a: Vec<Counts> = (0..40).map(|i| of(if i % 2 == 0 { 1 } else { 9 })).collect();
        let b: Vec<Counts> = (0..40).map(|i| of(if i % 2 == 0 { 2 } else { 10 })).collect();
        let (difference, interval) = compare(&a, &b);
        let Interval { low, high } = interval.unwrap();
        assert!((difference.unwrap() - 0.1).abs() < 1e-12);
        assert!((low - 0.1).abs() < 1e-12 && (high - 0.1).abs() < 1e-12, "{low} {high}: the same articles are drawn for both");
        let alone = bootstrap::interval(&a, |sum| sum.score().f1).unwrap();
        assert!(alone.high - alone.low > 0.2, "the figures themselves are not sure");
    }

    #[test]
    fn without_labels_there_is_no_difference_and_of_one_article_no_interval() {
        let none = Counts::paired(0, 1, 0);
        assert_eq!(compare(&[none, none], &[none, none]), (None, None));
        assert_eq!(compare(&[Counts::paired(1, 1, 1)], &[Counts::paired(0, 1, 1)]), (Some(-1.0), None));
    }
}
