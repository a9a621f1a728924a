//! Gradient boosted trees (Friedman 2001, *Greedy Function Approximation: A Gradient Boosting Machine*), fitted by slope and
//! curvature of the log-loss over the options of a quotation (Chen and Guestrin 2016, *XGBoost: A Scalable Tree Boosting System*).
//!
//! A tree asks of a row whether it has a feature between two indices. That is one feature, or, where the answers of a
//! template have an order, all up to one or from one on: so the confidence of a draft or a distance counts as a number.

use super::{Scorer, sum};
use crate::attribution::{Feature, Head, Template};
use crate::train::solver::{Group, Odds};
use std::ops::{AddAssign, Sub};

/// How many trees, and how many questions one asks of a row.
const TREES: usize = 200;
const DEPTH: usize = 3;
/// The share of a step that is taken.
const RATE: f64 = 0.1;
/// The square penalty on the value of a leaf.
const PENALTY: f64 = 1.0;
/// The least curvature on either side of a question: about four times the number of quotations that it decides.
const LEAST_CURVATURE: f64 = 1.0;

/// Templates whose answers have an order, none of which a row has twice.
const ORDERED: [Template; 10] = [
    Template::DraftSure,
    Template::OverruledSure,
    Template::Distance,
    Template::Between,
    Template::Commas,
    Template::Verbs,
    Template::Nearest,
    Template::Salience,
    Template::Spoke,
    Template::LastButOne,
];

/// Whether a row has a feature between two, both among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Question {
    first: Feature,
    last: Feature,
}

impl Question {
    fn holds(self, row: &[Feature]) -> bool {
        row.iter().any(|&f| self.first <= f && f <= self.last)
    }
}

#[derive(Clone, Copy, Debug)]
enum Node {
    /// Goes on at `yes`, or at the node behind it.
    Ask {
        question: Question,
        yes: usize,
    },
    Leaf(f64),
}

/// A tree, the root first.
struct Tree(Vec<Node>);

impl Tree {
    fn value(&self, row: &[Feature]) -> f64 {
        let mut at = 0;
        loop {
            match self.0[at] {
                Node::Ask { question, yes } => at = yes + usize::from(!question.holds(row)),
                Node::Leaf(value) => return value,
            }
        }
    }
}

/// Trees whose values are added to where the rules stand.
pub(super) struct Trees {
    prior: Vec<f64>,
    trees: Vec<Tree>,
}

impl Scorer for Trees {
    fn score(&self, row: &[Feature]) -> f64 {
        sum(&self.prior, row) + self.trees.iter().map(|tree| tree.value(row)).sum::<f64>()
    }

    /// Questions and values.
    fn size(&self) -> usize {
        self.trees.iter().map(|tree| tree.0.len()).sum()
    }
}

/// Slope and curvature of the loss, by the score of one row or of many.
#[derive(Clone, Copy, Debug, Default)]
struct Bend {
    slope: f64,
    curvature: f64,
}

impl AddAssign for Bend {
    fn add_assign(&mut self, other: Self) {
        self.slope += other.slope;
        self.curvature += other.curvature;
    }
}

impl Sub for Bend {
    type Output = Bend;

    fn sub(self, other: Self) -> Self {
        Bend { slope: self.slope - other.slope, curvature: self.curvature - other.curvature }
    }
}

impl Bend {
    /// By how much the loss falls, to the second order, if all rows take their best step together.
    fn gain(self) -> f64 {
        self.slope * self.slope / (self.curvature + PENALTY) / 2.0
    }

    /// That step.
    fn step(self) -> f64 {
        -self.slope / (self.curvature + PENALTY)
    }
}

/// The trees that `groups` teach, each by what those before it leave wrong.
pub(super) fn learn(groups: &[Group<'_>], prior: Vec<f64>) -> Trees {
    let mut rows: Vec<Vec<Feature>> = groups.iter().flat_map(|group| group.rows.iter().map(|(row, _)| row.to_vec())).collect();
    let mut scores: Vec<f64> = rows.iter().map(|row| sum(&prior, row)).collect();
    for row in &mut rows {
        row.sort_unstable();
        row.dedup();
    }
    let mut bends = vec![Bend::default(); rows.len()];
    let mut trees = Vec::with_capacity(TREES);
    for _ in 0..TREES {
        bend(groups, &scores, &mut bends);
        let (tree, leaves) = grow(&rows, &bends);
        for (score, leaf) in scores.iter_mut().zip(leaves) {
            if let Node::Leaf(value) = tree.0[leaf] {
                *score += value;
            }
        }
        trees.push(tree);
    }
    Trees { prior, trees }
}

/// Slope and curvature of every row's score. Where several rows are right the curvature is too large by theirs, which shortens the step.
fn bend(groups: &[Group<'_>], scores: &[f64], bends: &mut [Bend]) {
    let mut first = 0;
    let mut odds = Vec::new();
    for group in groups {
        let last = first + group.rows.len();
        odds.clear();
        odds.extend_from_slice(&scores[first..last]);
        let all = Odds::of(&mut odds, group.rows.iter().map(|&(_, right)| right));
        for ((bend, &odds), &(_, right)) in bends[first..last].iter_mut().zip(&odds).zip(&group.rows) {
            let share = all.share(odds);
            *bend = Bend { slope: group.weight * all.slope(odds, right), curvature: group.weight * share * (1.0 - share) };
        }
        first = last;
    }
}

/// One tree, level by level, and the leaf of every row.
fn grow(rows: &[Vec<Feature>], bends: &[Bend]) -> (Tree, Vec<usize>) {
    let mut nodes = vec![Node::Leaf(0.0)];
    let mut at = vec![0; rows.len()];
    let mut first = 0;
    for _ in 0..DEPTH {
        // The nodes from `first` on are those of the last level.
        let mut seen = vec![Seen::default(); nodes.len() - first];
        for ((row, &bend), &node) in rows.iter().zip(bends).zip(&at) {
            if node >= first {
                seen[node - first].add(row, bend);
            }
        }
        let level = first;
        first = nodes.len();
        for (i, seen) in seen.iter().enumerate() {
            if let Some(question) = seen.best() {
                nodes[level + i] = Node::Ask { question, yes: nodes.len() };
                nodes.extend([Node::Leaf(0.0); 2]);
            }
        }
        for (row, node) in rows.iter().zip(&mut at) {
            if let Node::Ask { question, yes } = nodes[*node] {
                *node = yes + usize::from(!question.holds(row));
            }
        }
    }
    let mut sums = vec![Bend::default(); nodes.len()];
    for (&bend, &node) in bends.iter().zip(&at) {
        sums[node] += bend;
    }
    for (node, sum) in nodes.iter_mut().zip(sums) {
        if let Node::Leaf(value) = node {
            *value = RATE * sum.step();
        }
    }
    (Tree(nodes), at)
}

/// What the rows of a node come to: all of them, and those that have a feature.
#[derive(Clone, Default)]
struct Seen {
    all: Bend,
    by_feature: Vec<Bend>,
}

impl Seen {
    fn add(&mut self, row: &[Feature], bend: Bend) {
        if self.by_feature.is_empty() {
            self.by_feature.resize(crate::attribution::WEIGHTS, Bend::default());
        }
        self.all += bend;
        for feature in row {
            self.by_feature[feature.index()] += bend;
        }
    }

    /// The question that lets the loss fall furthest, if any does; the first of equals.
    fn best(&self) -> Option<Question> {
        let mut best = (1e-9, None);
        let mut consider = |first: Feature, last: Feature, yes: Bend| {
            let no = self.all - yes;
            let gain = yes.gain() + no.gain() - self.all.gain();
            if gain > best.0 && yes.curvature >= LEAST_CURVATURE && no.curvature >= LEAST_CURVATURE {
                best = (gain, Some(Question { first, last }));
            }
        };
        for &template in Template::ALL.iter().filter(|t| t.head() == Head::Speaker && !self.by_feature.is_empty()) {
            let answers = &self.by_feature[template.offset()..][..template.size()];
            for (answer, &yes) in answers.iter().enumerate() {
                consider(template.is(answer), template.is(answer), yes);
            }
            if ORDERED.contains(&template) {
                let last = answers.len() - 1;
                let (mut up_to, mut from) = (Bend::default(), Bend::default());
                for (answer, (&low, &high)) in answers.iter().zip(answers.iter().rev()).enumerate() {
                    up_to += low;
                    from += high;
                    consider(template.is(0), template.is(answer), up_to);
                    consider(template.is(last - answer), template.is(last), from);
                }
            }
        }
        best.1
    }
}

#[cfg(test)]
mod tests {
    use super::super::toy;
    use super::*;
    use crate::attribution::WEIGHTS;

    #[test]
    fn an_order_is_asked_for_once() {
        // Right is whoever is mentioned more often: one question tells seldom from often, whatever the numbers.
        let row = |salience| vec![Template::Salience.is(salience)];
        let rows: Vec<[Vec<Feature>; 2]> = (0..60).map(|i| [row(i % 4), row(4 + i % 3)]).collect();
        let groups: Vec<Group<'_>> =
            rows.iter().map(|[wrong, right]| Group { rows: vec![(wrong, false), (right, true)], weight: 1.0 }).collect();
        let flat: Vec<Vec<Feature>> = rows.iter().flatten().cloned().collect();
        let mut bends = vec![Bend::default(); flat.len()];
        bend(&groups, &vec![0.0; flat.len()], &mut bends);
        let (tree, _) = grow(&flat, &bends);
        let Node::Ask { question, .. } = tree.0[0] else { panic!("no question") };
        assert_eq!(question, Question { first: Template::Salience.is(0), last: Template::Salience.is(3) });
        assert!(tree.value(&row(6)) > 0.0 && tree.value(&row(1)) < 0.0);
    }

    #[test]
    fn a_leaf_is_the_step_of_newton() {
        // One group in two, both at even odds: slopes ±1/2 and curvatures 1/4, forty times.
        let toy = toy::plain();
        let groups = toy.groups();
        let rows: Vec<Vec<Feature>> = groups.iter().flat_map(|g| g.rows.iter().map(|(row, _)| row.to_vec())).collect();
        let mut bends = vec![Bend::default(); rows.len()];
        bend(&groups, &vec![0.0; rows.len()], &mut bends);
        let (tree, leaves) = grow(&rows, &bends);
        let step = RATE * 20.0 / (10.0 + PENALTY);
        for (row, (group, leaf)) in groups.iter().flat_map(|g| &g.rows).zip(leaves).map(|(row, leaf)| (row.0, (row.1, leaf))) {
            let expected = if group { step } else { -step };
            assert!((tree.value(row) - expected).abs() < 1e-12);
            assert!(matches!(tree.0[leaf], Node::Leaf(value) if value == tree.value(row)));
        }
    }

    #[test]
    fn more_trees_go_on_from_those_before() {
        let toy = toy::exclusive_or();
        let trees = learn(&toy.groups(), vec![0.0; WEIGHTS]);
        assert_eq!(trees.trees.len(), TREES);
        let shown = trees.trees.iter().filter(|tree| tree.0.len() > 1).count();
        assert!(shown > 10, "{shown}");
    }
}
