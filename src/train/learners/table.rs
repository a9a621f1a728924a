//! Trials beside each other: how often the right speaker is chosen, and whether the difference is more than the choice of articles.

use super::Learner;
use super::trial::{Answer, Trial};
use crate::eval::{Interval, Pair, Ratio, interval};
use std::collections::BTreeMap;
use std::fmt;
use std::ops::AddAssign;

/// Trials of several kinds of model on the same examples. Its [`fmt::Display`] is a table a sample, in Markdown.
#[derive(Clone, Debug)]
pub struct Trials {
    /// What the samples are called.
    pub samples: Vec<String>,
    /// The trials.
    pub trials: Vec<Trial>,
}

/// The answers of one kind of model to an article.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    right: Ratio,
    loss: f64,
    /// How many losses that is.
    open: usize,
}

impl Sum {
    fn add(&mut self, answer: &Answer) {
        self.right.add(answer.right);
        self.loss += answer.loss.unwrap_or(0.0);
        self.open += usize::from(answer.loss.is_some());
    }

    fn loss(self) -> Option<f64> {
        (self.open > 0).then(|| self.loss / self.open as f64)
    }
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.right += other.right;
        self.loss += other.loss;
        self.open += other.open;
    }
}

/// The answers of two kinds, the second the one in use.
impl Pair<Sum> {
    fn share(self) -> Option<f64> {
        Some(self.0.right.share()? - self.1.right.share()?)
    }

    fn loss(self) -> Option<f64> {
        Some(self.0.loss()? - self.1.loss()?)
    }
}

/// A difference from the kind in use and its 95 % interval, paired over articles as that of two systems is in [`crate::eval`].
type Difference = (f64, Option<Interval>);

/// One row of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Row {
    right: Ratio,
    interval: Option<Interval>,
    difference: Option<Difference>,
    loss: Option<f64>,
    loss_difference: Option<Difference>,
}

impl Trials {
    fn of(trial: &Trial, sample: usize) -> impl Iterator<Item = &Answer> {
        trial.answers.iter().filter(move |answer| answer.sample == sample)
    }

    fn row(&self, trial: &Trial, sample: usize) -> Row {
        let in_use = self.trials.iter().find(|t| t.learner == Learner::IN_USE).unwrap_or(trial);
        let mut by_article: BTreeMap<usize, Pair<Sum>> = BTreeMap::new();
        let mut all = Pair::<Sum>::default();
        for (ours, theirs) in Trials::of(trial, sample).zip(Trials::of(in_use, sample)) {
            for pair in [&mut all, by_article.entry(ours.article).or_default()] {
                pair.0.add(ours);
                pair.1.add(theirs);
            }
        }
        let by_article: Vec<Pair<Sum>> = by_article.into_values().collect();
        let difference = |of: fn(Pair<Sum>) -> Option<f64>| -> Option<Difference> {
            of(all).filter(|_| trial.learner != in_use.learner).map(|difference| (difference, interval(&by_article, of)))
        };
        Row {
            right: all.0.right,
            interval: interval(&by_article, |pair: Pair<Sum>| pair.0.right.share()),
            difference: difference(Pair::share),
            loss: all.0.loss(),
            loss_difference: difference(Pair::loss),
        }
    }
}

impl fmt::Display for Trials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (sample, name) in self.samples.iter().enumerate() {
            let Some(n) = self.trials.first().map(|trial| Trials::of(trial, sample).count()).filter(|&n| n > 0) else { continue };
            let open = self.trials.iter().map(|trial| Trials::of(trial, sample).filter(|a| a.loss.is_some()).count()).max();
            let open = open.unwrap_or_default();
            writeln!(f, "{name}: {n} quotations with a labelled speaker, {open} with right options and wrong ones\n")?;
            writeln!(
                f,
                "| kind of model | right | share | 95 % | against the one in use, 95 % | log-loss | against the one in use, 95 % | weights |"
            )?;
            writeln!(f, "|---|--:|--:|---|---|--:|---|--:|")?;
            for trial in &self.trials {
                let row = self.row(trial, sample);
                write!(f, "| {} | {} | {}", trial.learner.name(), row.right.right, or_dash(row.right.share().map(|s| format!("{s:.4}"))))?;
                write!(f, " | {}", or_dash(row.interval.map(|i| format!("{:.3}–{:.3}", i.low, i.high))))?;
                write!(f, " | {}", or_dash(row.difference.map(told)))?;
                write!(f, " | {}", or_dash(row.loss.map(|loss| format!("{loss:.4}"))))?;
                writeln!(f, " | {} | {} |", or_dash(row.loss_difference.map(told)), trial.size)?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

fn told((difference, interval): Difference) -> String {
    match interval {
        Some(Interval { low, high }) => format!("{difference:+.4} ({low:+.4} to {high:+.4})"),
        None => format!("{difference:+.4}"),
    }
}

fn or_dash(figure: Option<String>) -> String {
    figure.unwrap_or_else(|| "–".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(learner: Learner, size: usize, right: [bool; 4]) -> Trial {
        let answer = |(i, right)| Answer { sample: 1, article: i / 2, right, loss: right.then_some(0.5) };
        Trial { learner, size, answers: right.into_iter().enumerate().map(answer).collect() }
    }

    #[test]
    fn rows_say_how_a_kind_differs_from_the_one_in_use() {
        let mut trials = [
            trial(Learner::Rules, 0, [false; 4]),
            trial(Learner::LogLinear, 7, [true, false, true, false]),
            trial(Learner::Trees, 9, [true; 4]),
        ];
        trials[2].answers.iter_mut().for_each(|answer| answer.loss = Some(0.25));
        let trials = Trials { samples: vec!["empty".to_owned(), "some.jsonl".to_owned()], trials: trials.into() };
        let expected = "some.jsonl: 4 quotations with a labelled speaker, 4 with right options and wrong ones\n\n\
            | kind of model | right | share | 95 % | against the one in use, 95 % | log-loss | against the one in use, 95 % | weights |\n\
            |---|--:|--:|---|---|--:|---|--:|\n\
            | rules alone | 0 | 0.0000 | 0.000–0.000 | -0.5000 (-0.5000 to -0.5000) | – | – | 0 |\n\
            | log-linear (in use) | 2 | 0.5000 | 0.500–0.500 | – | 0.5000 | – | 7 |\n\
            | boosted trees | 4 | 1.0000 | 1.000–1.000 | +0.5000 (+0.5000 to +0.5000) | 0.2500 | -0.2500 (-0.2500 to -0.2500) | 9 |\n\n";
        assert_eq!(trials.to_string(), expected);
    }
}
