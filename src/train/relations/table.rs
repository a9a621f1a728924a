//! A table of weights while it learns: steps that grow smaller the more a weight has moved (AdaGrad; Duchi et al. 2011).

use crate::linear::{Linear, place};
use crate::relation::{Learned, Weigh};

/// Weights, in nats, with the sums of their squared gradients.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Table {
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// The sum of all moves, each by the time at which it was made: what the average needs.
    timed: Vec<f64>,
    time: u32,
    shift: u32,
    rate: f32,
    shrink: f32,
}

impl Table {
    /// A table of two to the power of `bits` weights, all 0, that moves by `rate` at first; what is moved shrinks by `shrink` of itself.
    pub(super) fn new(bits: u32, rate: f32, shrink: f32) -> Self {
        Table {
            weights: vec![0.0; 1 << bits],
            squares: vec![0.0; 1 << bits],
            timed: vec![0.0; 1 << bits],
            time: 1,
            shift: u32::BITS - bits,
            rate,
            shrink,
        }
    }

    /// Moves the weight of a feature along `gradient` (upwards where it is above 0).
    #[inline]
    pub(super) fn step(&mut self, feature: u32, gradient: f32) {
        let at = place(feature, self.shift);
        self.squares[at] += gradient * gradient;
        let rate = self.rate / (1e-2 + self.squares[at]).sqrt();
        let step = rate * (gradient - self.shrink * self.weights[at]);
        self.weights[at] += step;
        self.timed[at] += f64::from(step) * f64::from(self.time);
    }

    /// An example is learned.
    pub(super) fn tick(&mut self) {
        self.time += 1;
    }

    /// Leaves what was learned so far out of the average.
    pub(super) fn begin_average(&mut self) {
        self.time = 1;
        self.timed.fill(0.0);
    }

    /// The average of the weights over all examples since its beginning, which errs less on new text than the last ones (Polyak and Juditsky 1992).
    #[allow(clippy::cast_possible_truncation, reason = "from f32, nearly back to f32")]
    pub(super) fn average(&mut self) {
        let time = f64::from(self.time);
        for (weight, timed) in self.weights.iter_mut().zip(&mut self.timed) {
            *weight = (f64::from(*weight) - *timed / time) as f32;
            *timed = 0.0;
        }
    }

    /// Takes the mean of its weights and those of `others`, which learned the same features from other articles: what only some of them teach
    /// counts less (as in bagging; Breiman 1996).
    pub(super) fn take_mean<'a>(&mut self, others: impl Iterator<Item = &'a Table>) {
        let mut n = 1.0;
        for other in others {
            n += 1.0;
            self.weights.iter_mut().zip(&other.weights).for_each(|(weight, other)| *weight += other);
        }
        self.weights.iter_mut().for_each(|weight| *weight /= n);
    }

    /// The table that is shipped: whole numbers.
    ///
    /// # Panics
    /// If it was made with another size.
    #[allow(clippy::cast_possible_truncation, reason = "clamped")]
    pub(super) fn rounded<const N: usize>(&self) -> Linear<N> {
        let round = |w: &f32| (w * Linear::<N>::NAT).round().clamp(f32::from(i8::MIN), f32::from(i8::MAX)) as i8;
        Linear::new(self.weights.iter().map(round).collect()).expect("a table of the size that is shipped")
    }
}

/// All tables while they learn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Learning;

impl Learned for Learning {
    type Anchor = Table;
    type Extent = Table;
    type Source = Table;
    type Content = Table;
    type Confidence = Table;
}

impl Weigh for Table {
    const NAT: f32 = 1.0;
    const KEPT: usize = usize::MAX;
    const BEHIND: Option<f32> = None;
    const LEARNS: bool = true;

    type Total = f32;

    #[inline]
    fn weigh(&self, feature: u32) -> f32 {
        self.weights[place(feature, self.shift)]
    }

    #[inline]
    fn score(total: f32) -> f32 {
        total
    }
}
