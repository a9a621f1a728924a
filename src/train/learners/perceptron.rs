//! The averaged perceptron (Collins 2002, *Discriminative Training Methods for Hidden Markov Models*, EMNLP): where a wrong row
//! is ahead of the best right one, its features lose what those of the right one gain. With a margin it is a ranking loss: the right one
//! has to be ahead by so much (Crammer and Singer 2003, *Ultraconservative Online Algorithms for Multiclass Problems*).
//!
//! It knows no probabilities, only which row is ahead; its scores have no unit.

use super::sum;
use crate::attribution::Feature;
use crate::train::shuffle::shuffled;
use crate::train::solver::Group;

/// Times that all groups are seen.
const ROUNDS: u32 = 10;
/// How far a weight moves by a group that counts once. The prior is in nats, and twenty weights move together.
const STEP: f64 = 0.02;
/// By how much the right row has to be ahead, where a margin is asked for.
pub(super) const MARGIN: f64 = 3.0;

/// The average of the weights over all steps, which begin at `prior`.
pub(super) fn learn(groups: &[Group<'_>], prior: &[f64], margin: f64) -> Vec<f64> {
    let mut weights = prior.to_vec();
    // The sum of all changes, each by the step at which it came: what their average needs.
    let mut timed = vec![0.0; prior.len()];
    let mut time = 1.0;
    for round in 0..ROUNDS {
        for at in shuffled(groups.len(), round) {
            let group = &groups[at];
            if let (Some((right, ahead)), Some((wrong, behind))) = (best(group, &weights, true), best(group, &weights, false))
                && ahead - behind <= margin
            {
                for (row, by) in [(right, STEP), (wrong, -STEP)] {
                    for feature in row {
                        weights[feature.index()] += by * group.weight;
                        timed[feature.index()] += by * group.weight * time;
                    }
                }
            }
            time += 1.0;
        }
    }
    weights.iter().zip(&timed).map(|(weight, timed)| weight - timed / time).collect()
}

/// The row with the highest score among those that are right, or wrong; the first of equals.
fn best<'a>(group: &Group<'a>, weights: &[f64], wanted: bool) -> Option<(&'a [Feature], f64)> {
    let rows = group.rows.iter().filter(|(_, right)| *right == wanted).map(|&(row, _)| (row, sum(weights, row)));
    rows.reduce(|best, row| if row.1 > best.1 { row } else { best })
}

#[cfg(test)]
mod tests {
    use super::super::toy;
    use super::*;
    use crate::attribution::{Template, WEIGHTS};

    #[test]
    fn the_average_is_that_of_all_steps() {
        let toy = toy::plain();
        let groups = toy.groups();
        let [right, wrong] = [1, 0].map(|answer| Template::Pronoun.is(answer).index());
        let weights = learn(&groups, &[0.0; WEIGHTS], 0.0);
        // Wrong once, at the first step; right ever after.
        let steps = f64::from(ROUNDS) * groups.len() as f64;
        let expected = STEP * steps / (steps + 1.0);
        assert!((weights[right] - expected).abs() < 1e-12, "{} {expected}", weights[right]);
        assert_eq!(weights[wrong], -weights[right]);
        assert_eq!(weights[Template::Noun.is(0).index()], 0.0, "both rows have it");
    }

    #[test]
    fn a_margin_moves_the_weights_until_it_is_reached() {
        let toy = toy::plain();
        let weights = learn(&toy.groups(), &[0.0; WEIGHTS], MARGIN);
        let [right, wrong] = [1, 0].map(|answer| weights[Template::Pronoun.is(answer).index()]);
        assert!(right - wrong > 0.8 * MARGIN && right - wrong < MARGIN + 2.0 * STEP, "{right} {wrong}");
    }
}
