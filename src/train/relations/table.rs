//! A table of weights while it learns: steps that grow smaller the more a weight has moved (AdaGrad; Duchi et al. 2011).

use crate::linear::{Linear, place};
use crate::relation::Weigh;

/// Weights, in nats, with the sums of their squared gradients.
#[derive(Clone, Debug)]
pub(super) struct Table {
    weights: Vec<f32>,
    squares: Vec<f32>,
    shift: u32,
    rate: f32,
    shrink: f32,
}

impl Table {
    /// A table of two to the power of `bits` weights, all 0, that moves by `rate` at first; what is moved shrinks by `shrink` of itself.
    pub(super) fn new(bits: u32, rate: f32, shrink: f32) -> Self {
        Table { weights: vec![0.0; 1 << bits], squares: vec![0.0; 1 << bits], shift: u32::BITS - bits, rate, shrink }
    }

    /// Moves the weight of a feature along `gradient` (upwards where it is above 0).
    #[inline]
    pub(super) fn step(&mut self, feature: u32, gradient: f32) {
        let at = place(feature, self.shift);
        self.squares[at] += gradient * gradient;
        let rate = self.rate / (1e-2 + self.squares[at]).sqrt();
        self.weights[at] += rate * (gradient - self.shrink * self.weights[at]);
    }

    /// The table that is shipped: whole numbers.
    #[allow(clippy::cast_possible_truncation, reason = "clamped")]
    pub(super) fn rounded(&self) -> Linear {
        let round = |w: &f32| (w * Linear::NAT).round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16;
        Linear::new(&self.weights.iter().map(round).collect::<Vec<_>>())
    }
}

impl Weigh for Table {
    const NAT: f32 = 1.0;

    #[inline]
    fn weigh(&self, feature: u32) -> f32 {
        self.weights[place(feature, self.shift)]
    }
}
