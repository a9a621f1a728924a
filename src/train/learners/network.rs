//! A neural network with one hidden layer of rectified sums (Rumelhart, Hinton and Williams 1986), one output a row, trained by the log-loss over
//! the options of a quotation with steps that shrink as a weight is moved (AdaGrad; Duchi, Hazan and Singer 2011) and averaged over the rounds behind the
//! first (Polyak and Juditsky 1992).

use super::{Scorer, sum};
use crate::attribution::{Feature, WEIGHTS};
use crate::eval::SplitMix64;
use crate::train::shuffle::shuffled;
use crate::train::solver::{Group, Odds};

/// Hidden sums.
const HIDDEN: usize = 16;
/// Times that all groups are seen.
const ROUNDS: u32 = 4;
/// How far a weight moves at first, in nats, and by which share of itself it shrinks where it is moved.
const RATE: f64 = 0.05;
const SHRINK: f64 = 1e-3;
/// Where chance begins: the same weights on every run and machine.
const SEED: u64 = 0x0DD5_0F57_0A71_C1E5;

type Hidden = [f64; HIDDEN];

/// The weights: of every feature to every hidden sum, what is added to those, and of every hidden sum to the score.
#[derive(Clone)]
struct Layers {
    inner: Vec<Hidden>,
    bias: Hidden,
    outer: Hidden,
}

impl Layers {
    fn zero() -> Self {
        Layers { inner: vec![[0.0; HIDDEN]; WEIGHTS], bias: [0.0; HIDDEN], outer: [0.0; HIDDEN] }
    }

    /// Small weights by chance, without which all hidden sums would stay alike.
    fn drawn() -> Self {
        let mut chance = SplitMix64(SEED);
        let mut draw = |most: f64| (chance.below(1 << 20) as f64 / f64::from(1 << 19) - 1.0) * most;
        let mut layers = Layers::zero();
        layers.inner.iter_mut().flatten().for_each(|w| *w = draw(0.1));
        layers.outer.iter_mut().for_each(|w| *w = draw(0.5));
        layers
    }

    fn hidden(&self, row: &[Feature]) -> Hidden {
        let mut sums = self.bias;
        for feature in row {
            sums.iter_mut().zip(&self.inner[feature.index()]).for_each(|(sum, w)| *sum += w);
        }
        sums.map(|sum| sum.max(0.0))
    }

    fn output(&self, hidden: &Hidden) -> f64 {
        hidden.iter().zip(&self.outer).map(|(h, w)| h * w).sum()
    }
}

/// A network whose output is added to where the rules stand.
pub(super) struct Network {
    prior: Vec<f64>,
    layers: Layers,
    size: usize,
}

impl Scorer for Network {
    fn score(&self, row: &[Feature]) -> f64 {
        sum(&self.prior, row) + self.layers.output(&self.layers.hidden(row))
    }

    /// The weights of all features that were seen, and those behind them.
    fn size(&self) -> usize {
        self.size
    }
}

/// The network that `groups` teach.
pub(super) fn learn(groups: &[Group<'_>], prior: Vec<f64>) -> Network {
    let mut learning = Learning { layers: Layers::drawn(), squares: Layers::zero(), slopes: Layers::zero(), touched: Vec::new() };
    let mut sum = Layers::zero();
    for round in 0..ROUNDS {
        for at in shuffled(groups.len(), round) {
            learning.see(&groups[at], &prior);
        }
        if round > 0 {
            add(&mut sum, &learning.layers);
        }
    }
    let rounds = f64::from(ROUNDS - 1);
    let layers = Layers {
        inner: sum.inner.iter().map(|ws| ws.map(|w| w / rounds)).collect(),
        bias: sum.bias.map(|w| w / rounds),
        outer: sum.outer.map(|w| w / rounds),
    };
    let seen = learning.squares.inner.iter().filter(|squares| squares.iter().any(|&s| s > 0.0)).count();
    Network { prior, layers, size: (seen + 2) * HIDDEN }
}

fn add(to: &mut Layers, what: &Layers) {
    let all = to.inner.iter_mut().flatten().chain(&mut to.bias).chain(&mut to.outer);
    all.zip(what.inner.iter().flatten().chain(&what.bias).chain(&what.outer)).for_each(|(x, y)| *x += y);
}

/// A network on its way.
struct Learning {
    layers: Layers,
    /// The squares of all slopes so far.
    squares: Layers,
    /// The slopes of one group, 0 before and after.
    slopes: Layers,
    /// The features whose slopes are not 0.
    touched: Vec<Feature>,
}

impl Learning {
    /// One step against the slope of a group's log-loss.
    fn see(&mut self, group: &Group<'_>, prior: &[f64]) {
        let hidden: Vec<Hidden> = group.rows.iter().map(|(row, _)| self.layers.hidden(row)).collect();
        let outputs = group.rows.iter().zip(&hidden).map(|((row, _), hidden)| sum(prior, row) + self.layers.output(hidden));
        let mut odds: Vec<f64> = outputs.collect();
        let all = Odds::of(&mut odds, group.rows.iter().map(|&(_, right)| right));
        for ((&(row, right), hidden), &odds) in group.rows.iter().zip(&hidden).zip(&odds) {
            let slope = group.weight * all.slope(odds, right);
            let mut back = [0.0; HIDDEN];
            for j in 0..HIDDEN {
                self.slopes.outer[j] += slope * hidden[j];
                back[j] = if hidden[j] > 0.0 { slope * self.layers.outer[j] } else { 0.0 };
                self.slopes.bias[j] += back[j];
            }
            for feature in row {
                self.slopes.inner[feature.index()].iter_mut().zip(&back).for_each(|(s, b)| *s += b);
            }
            self.touched.extend_from_slice(row);
        }
        self.touched.sort_unstable();
        self.touched.dedup();
        for feature in self.touched.drain(..) {
            let i = feature.index();
            step(&mut self.layers.inner[i], &mut self.squares.inner[i], &mut self.slopes.inner[i]);
        }
        step(&mut self.layers.bias, &mut self.squares.bias, &mut self.slopes.bias);
        step(&mut self.layers.outer, &mut self.squares.outer, &mut self.slopes.outer);
    }
}

fn step(weights: &mut Hidden, squares: &mut Hidden, slopes: &mut Hidden) {
    for ((weight, square), slope) in weights.iter_mut().zip(squares).zip(slopes) {
        let slope = std::mem::take(slope);
        *square += slope * slope;
        *weight -= RATE / (1e-2 + *square).sqrt() * (slope + SHRINK * *weight);
    }
}

#[cfg(test)]
mod tests {
    use super::super::toy;
    use super::*;

    #[test]
    fn slopes_are_those_of_the_loss() {
        let toy = toy::exclusive_or();
        let group = &toy.groups()[0];
        let loss = |layers: &Layers| {
            let mut odds: Vec<f64> = group.rows.iter().map(|(row, _)| layers.output(&layers.hidden(row))).collect();
            Odds::of(&mut odds, group.rows.iter().map(|&(_, right)| right)).loss()
        };
        let layers = Layers { bias: [0.3; HIDDEN], ..Layers::drawn() };
        let mut learning = Learning { layers: layers.clone(), squares: Layers::zero(), slopes: Layers::zero(), touched: Vec::new() };
        learning.see(group, &[0.0; WEIGHTS]);
        // The first square is that of the slope.
        let feature = group.rows[0].0[0].index();
        let nudge = 1e-6;
        for j in 0..HIDDEN {
            let mut moved = layers.clone();
            moved.inner[feature][j] += nudge;
            let inner = (loss(&moved) - loss(&layers)) / nudge;
            assert!((inner.abs() - learning.squares.inner[feature][j].sqrt()).abs() < 1e-5, "{j}");
            let mut moved = layers.clone();
            moved.outer[j] += nudge;
            let outer = (loss(&moved) - loss(&layers)) / nudge;
            assert!((outer.abs() - learning.squares.outer[j].sqrt()).abs() < 1e-5, "{j}");
            let stepped = learning.layers.outer[j] - layers.outer[j];
            assert!(outer.abs() < 1e-3 || stepped.signum() == -outer.signum(), "downhill: {j}");
        }
        assert!(learning.slopes.inner.iter().flatten().all(|&s| s == 0.0) && learning.touched.is_empty());
    }
}
