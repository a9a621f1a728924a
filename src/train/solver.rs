//! The solver: log-linear choice among the rows of a group, with a square penalty, by L-BFGS (Liu and Nocedal 1989).

use crate::attribution::Feature;
use rayon::prelude::*;

/// One choice to be learned: rows of features, and which of them are right. Several right ones share the credit: the sum
/// of their probabilities is what should be high.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    pub(super) rows: Vec<(&'a [Feature], bool)>,
    /// How much it counts.
    pub(super) weight: f64,
}

/// What the odds of all rows of a group, and those of its right ones, come to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Odds {
    all: f64,
    right: f64,
}

impl Odds {
    /// Turns the scores of a group's rows, in nats, into odds.
    pub(super) fn of(scores: &mut [f64], is_right: impl Iterator<Item = bool>) -> Self {
        let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (mut all, mut right) = (0.0, 0.0);
        for (score, is_right) in scores.iter_mut().zip(is_right) {
            *score = libm::exp(*score - highest);
            all += *score;
            right += if is_right { *score } else { 0.0 };
        }
        if right <= 0.0 {
            right = f64::MIN_POSITIVE;
        }
        Odds { all, right }
    }

    /// The log-loss of the group, in nats.
    pub(super) fn loss(self) -> f64 {
        libm::log(self.all) - libm::log(self.right)
    }

    /// How much more the log-loss becomes by the score of a row with these odds.
    pub(super) fn slope(self, odds: f64, is_right: bool) -> f64 {
        self.share(odds) - if is_right { odds / self.right } else { 0.0 }
    }

    /// The probability of a row with these odds.
    pub(super) fn share(self, odds: f64) -> f64 {
        odds / self.all
    }
}

/// Groups whose gradients are added before they are joined with those of others: the order of all sums is fixed by it.
const CHUNK: usize = 128;
/// Pairs of steps that approximate the curvature.
const MEMORY: usize = 10;
const ITERATIONS: usize = 200;
/// Relative improvement below which the search ends.
const PRECISION: f64 = 1e-6;

/// The weights, in nats, that make the right rows likely: the sum of the groups' log-losses plus `penalty` times half the
/// squared weights is least, counted from `prior`, where the search begins.
pub(super) fn solve(groups: &[Group<'_>], prior: &[f64], penalty: f64) -> Vec<f64> {
    let mut weights = prior.to_vec();
    let (mut loss, mut gradient) = evaluate(groups, &weights, prior, penalty);
    let mut steps: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..ITERATIONS {
        let direction = direction(&gradient, &steps);
        let slope = dot(&direction, &gradient);
        if slope >= 0.0 {
            break;
        }
        let mut length = if steps.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1.0) } else { 1.0 };
        let mut found = None;
        for _ in 0..30 {
            let next: Vec<f64> = weights.iter().zip(&direction).map(|(w, d)| w + length * d).collect();
            let (next_loss, next_gradient) = evaluate(groups, &next, prior, penalty);
            if next_loss <= loss + 1e-4 * length * slope {
                found = Some((next, next_loss, next_gradient));
                break;
            }
            length *= 0.5;
        }
        let Some((next, next_loss, next_gradient)) = found else { break };
        let step: Vec<f64> = next.iter().zip(&weights).map(|(a, b)| a - b).collect();
        let change: Vec<f64> = next_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&step, &change);
        if curvature > 1e-12 {
            steps.push((step, change, 1.0 / curvature));
            if steps.len() > MEMORY {
                steps.remove(0);
            }
        }
        let gained = (loss - next_loss) / loss.abs().max(1.0);
        (weights, loss, gradient) = (next, next_loss, next_gradient);
        if gained < PRECISION {
            break;
        }
    }
    weights
}

/// The two-loop recursion: minus the gradient, bent by the curvature that the last steps showed.
fn direction(gradient: &[f64], steps: &[(Vec<f64>, Vec<f64>, f64)]) -> Vec<f64> {
    let mut q = gradient.to_vec();
    let mut alphas = Vec::with_capacity(steps.len());
    for (step, change, rho) in steps.iter().rev() {
        let alpha = rho * dot(step, &q);
        add(&mut q, change, -alpha);
        alphas.push(alpha);
    }
    if let Some((_, change, rho)) = steps.last() {
        let scale = 1.0 / (rho * dot(change, change));
        q.iter_mut().for_each(|x| *x *= scale);
    }
    for ((step, change, rho), alpha) in steps.iter().zip(alphas.into_iter().rev()) {
        let beta = rho * dot(change, &q);
        add(&mut q, step, alpha - beta);
    }
    q.iter_mut().for_each(|x| *x = -*x);
    q
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

fn add(to: &mut [f64], what: &[f64], times: f64) {
    to.iter_mut().zip(what).for_each(|(x, y)| *x += times * y);
}

fn evaluate(groups: &[Group<'_>], weights: &[f64], prior: &[f64], penalty: f64) -> (f64, Vec<f64>) {
    let parts: Vec<(f64, Vec<f64>)> = groups.par_chunks(CHUNK).map(|chunk| evaluate_chunk(chunk, weights)).collect();
    let moved: Vec<f64> = weights.iter().zip(prior).map(|(w, p)| w - p).collect();
    let mut loss = penalty / 2.0 * dot(&moved, &moved);
    let mut gradient: Vec<f64> = moved.iter().map(|m| penalty * m).collect();
    for (part, slope) in parts {
        loss += part;
        add(&mut gradient, &slope, 1.0);
    }
    (loss, gradient)
}

fn evaluate_chunk(groups: &[Group<'_>], weights: &[f64]) -> (f64, Vec<f64>) {
    let mut gradient = vec![0.0; weights.len()];
    let mut loss = 0.0;
    let mut scores = Vec::new();
    for group in groups {
        scores.clear();
        scores.extend(group.rows.iter().map(|(features, _)| features.iter().map(|f| weights[f.index()]).sum::<f64>()));
        let odds = Odds::of(&mut scores, group.rows.iter().map(|&(_, is_right)| is_right));
        loss += group.weight * odds.loss();
        for (score, (features, is_right)) in scores.iter().zip(&group.rows) {
            let slope = group.weight * odds.slope(*score, *is_right);
            for feature in *features {
                gradient[feature.index()] += slope;
            }
        }
    }
    (loss, gradient)
}
