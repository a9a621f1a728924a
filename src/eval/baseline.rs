//! A sample held to the figures it once had, article by article.
//!
//! A change of the rules helps here and hurts there, so that no article may be held to its own figures alone. What is held
//! is the sum: no fewer right speakers, and no lower F1, since more guesses would bring more right ones too. The articles
//! that got worse are listed in any case: they are where to look.

use super::count::Counts;
use super::per_article::{ArticleRow, PerArticle};
use crate::error::{Error, Result};
use serde::Serialize;
use std::fmt;

/// As many articles of another sample are named.
const TOLD: usize = 5;

/// How a sample stands to its baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BaselineCheck {
    /// The sums of the baseline.
    pub before: Counts,
    /// The sums now.
    pub now: Counts,
    /// Whether there are no fewer right speakers and the F1 is no lower.
    pub holds: bool,
    /// The articles that got worse, in order.
    pub worse: Vec<ArticleChange>,
    /// How many got better.
    pub better: usize,
}

/// One article before and now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleChange {
    /// As the baseline has it.
    pub before: ArticleRow,
    /// As it is.
    pub now: ArticleRow,
}

impl BaselineCheck {
    /// Holds `now` to the baseline `before`, which `file` names.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if they are not of the same articles with the same labels: nothing could be compared.
    pub fn new(before: &PerArticle, now: &PerArticle, file: &str) -> Result<Self> {
        let mut strangers: Vec<&str> = Vec::new();
        let labels = |row: &ArticleRow| (row.quotations, row.nobodys);
        strangers.extend(before.0.keys().filter(|id| !now.0.contains_key(*id)).map(String::as_str));
        strangers
            .extend(now.rows().filter(|row| before.0.get(&row.article).map(labels) != Some(labels(row))).map(|row| row.article.as_str()));
        if !strangers.is_empty() {
            strangers.sort_unstable();
            let more = strangers.len().saturating_sub(TOLD);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let told = strangers[..strangers.len().min(TOLD)].join(", ") + &more;
            return Err(Error::setting(format!("{file}: not of this sample, other articles or other labels: {told}")));
        }
        let changes = before.rows().zip(now.rows()).map(|(before, now)| ArticleChange { before: before.clone(), now: now.clone() });
        let (worse, others): (Vec<_>, Vec<_>) = changes.partition(|change| change.gain() < 0);
        let better = others.iter().filter(|change| change.gain() > 0).count();
        let (before, now) = (sum(before), sum(now));
        // F1 is twice the right ones over the labelled and the given ones: compared without rounding.
        let times = |right: u64, other: &Counts| u128::from(right) * u128::from(other.labelled + other.predicted);
        let f1_holds = times(now.right, &before) >= times(before.right, &now);
        Ok(BaselineCheck { before, now, holds: now.right >= before.right && f1_holds, worse, better })
    }
}

fn sum(rows: &PerArticle) -> Counts {
    let mut sum = Counts::default();
    rows.rows().for_each(|row| sum += Counts::paired(row.right, row.given, row.quotations));
    sum
}

impl ArticleChange {
    /// How many more right speakers and rightly left spans there are now.
    fn gain(&self) -> i64 {
        let of = |row: &ArticleRow| i64::try_from(row.right + row.nobodys_left).unwrap_or(i64::MAX);
        of(&self.now) - of(&self.before)
    }
}

/// A line for the sums, and one for every article that got worse.
impl fmt::Display for BaselineCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BaselineCheck { before, now, worse, better, .. } = self;
        let f1 = |counts: &Counts| counts.score().f1.unwrap_or_default();
        write!(f, "right {}, were {}; F1 {:.4}, was {:.4}; ", now.right, before.right, f1(now), f1(before))?;
        write!(f, "articles better {better}, worse {}", worse.len())?;
        for ArticleChange { before, now } in worse {
            write!(f, "\n  {}: right {} of {}, were {}", now.article, now.right, now.quotations, before.right)?;
            if now.nobodys_left != before.nobodys_left {
                write!(f, "; nobody's left alone {} of {}, were {}", now.nobodys_left, now.nobodys, before.nobodys_left)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(of: &[(&str, u64, u64, u64)]) -> PerArticle {
        let row = |&(article, right, given, nobodys_left): &(&str, u64, u64, u64)| {
            let article = article.to_owned();
            (article.clone(), ArticleRow { article, quotations: 9, right, given, nobodys: 2, nobodys_left })
        };
        PerArticle(of.iter().map(row).collect())
    }

    fn check(before: &[(&str, u64, u64, u64)], now: &[(&str, u64, u64, u64)]) -> BaselineCheck {
        BaselineCheck::new(&rows(before), &rows(now), "base.csv").unwrap()
    }

    #[test]
    fn the_sum_is_held_and_what_got_worse_is_listed() {
        let before = [("a", 5, 8, 2), ("b", 5, 8, 2), ("c", 5, 8, 2)];
        let even = check(&before, &[("a", 6, 8, 2), ("b", 4, 8, 1), ("c", 5, 8, 2)]);
        assert!(even.holds && even.better == 1);
        let listed = "right 15, were 15; F1 0.5882, was 0.5882; articles better 1, worse 1\n  b: right 4 of 9, were 5; nobody's left alone 1 of 2, were 2";
        assert_eq!(even.to_string(), listed);
        assert!(!check(&before, &[("a", 5, 8, 2), ("b", 4, 5, 2), ("c", 5, 8, 2)]).holds, "fewer right ones, though the F1 rises");
        assert!(!check(&before, &[("a", 6, 20, 0), ("b", 5, 8, 2), ("c", 5, 8, 2)]).holds, "one more right by many guesses");
        assert!(check(&before, &before).worse.is_empty());
    }

    #[test]
    fn another_sample_cannot_be_held_to_it() {
        let error = BaselineCheck::new(&rows(&[("a", 1, 1, 1), ("gone", 1, 1, 1)]), &rows(&[("a", 1, 1, 1), ("new", 1, 1, 1)]), "base.csv");
        assert_eq!(error.unwrap_err().to_string(), "base.csv: not of this sample, other articles or other labels: gone, new");
        let ids: Vec<String> = (0..9).map(|i| format!("n{i}")).collect();
        let many: Vec<_> = ids.iter().map(|id| (id.as_str(), 1, 1, 1)).collect();
        let error = BaselineCheck::new(&rows(&many), &rows(&[]), "base.csv").unwrap_err().to_string();
        assert!(error.ends_with(": n0, n1, n2, n3, n4 and 4 more"), "{error}");
        let mut relabelled = rows(&[("a", 1, 1, 1)]);
        relabelled.0.get_mut("a").unwrap().quotations = 10;
        assert!(BaselineCheck::new(&rows(&[("a", 1, 1, 1)]), &relabelled, "base.csv").is_err());
    }
}
