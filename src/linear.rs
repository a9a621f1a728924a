//! Linear scores over hashed features: a feature is a number mixed from what was seen, and its weight stands where the number
//! leads (Weinberger et al. 2009). Two features may share a place; with tables sparse enough that costs nothing that can be
//! measured.
//!
//! Weights are whole numbers of eight bits, so that a score is the same on every machine and a table stays near the processor.

use crate::digest::MIX;

/// What a template mixes into its features.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Template(u64);

impl Template {
    /// The template with this number.
    #[inline(always)]
    pub(crate) const fn new(number: u32) -> Self {
        Template((number as u64 + 1).wrapping_mul(MIX))
    }

    /// The way from a template to the one `n` numbers on.
    #[inline(always)]
    pub(crate) const fn step(n: u32) -> Self {
        Template((n as u64).wrapping_mul(MIX))
    }

    /// The template that is one such way on.
    #[inline(always)]
    pub(crate) const fn plus(self, step: Template) -> Self {
        Template(self.0.wrapping_add(step.0))
    }

    /// What it saw as `a` and `b`, mixed (multiply-shift hashing; Dietzfelbinger et al. 1997).
    #[inline(always)]
    pub(crate) const fn feature(self, a: u32, b: u32) -> u32 {
        let seen = (a as u64) << 32 | b as u64;
        crate::span::low_half((seen ^ self.0).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32)
    }
}

/// A feature: what the template `template` saw as `a` and `b`.
#[inline(always)]
pub(crate) fn feature(template: u32, a: u32, b: u32) -> u32 {
    Template::new(template).feature(a, b)
}

/// A feature in the light of an answer (below 64) before a table of two to the power of `bits` weights: the same sight speaks for one
/// answer and against another. The weights of a feature for all answers stand close together, so that one look fetches them.
#[inline(always)]
pub(crate) fn with_answer(feature: u32, answer: u32, bits: u32) -> u32 {
    feature ^ answer << (u32::BITS - bits)
}

/// Weights of hashed features: `N` of them, a power of two. That the type knows how many saves a look at a bound for every feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Linear<const N: usize> {
    weights: Box<[i8; N]>,
}

impl<const N: usize> Linear<N> {
    const SHIFT: u32 = {
        assert!(N.is_power_of_two() && N > 1, "a table of two to the power of n weights");
        u32::BITS - N.trailing_zeros()
    };

    /// The table of these weights; `None` if they are more or fewer.
    pub(crate) fn new(weights: Vec<i8>) -> Option<Self> {
        Some(Linear { weights: weights.try_into().ok()? })
    }

    /// The weight of one feature.
    #[inline(always)]
    pub(crate) fn weight(&self, feature: u32) -> i32 {
        i32::from(self.weights[place(feature, Self::SHIFT)])
    }

    /// The weights for a file, two in a number.
    pub(crate) fn write(&self, out: &mut Vec<i16>) {
        out.extend(
            self.weights
                .as_chunks::<2>()
                .0
                .iter()
                .map(|&[first, second]| i16::from_le_bytes([first.cast_unsigned(), second.cast_unsigned()])),
        );
    }

    /// What [`Linear::write`] wrote at the start of `numbers`, and the rest.
    pub(crate) fn read(numbers: &[i16]) -> Option<(Self, &[i16])> {
        let (own, rest) = numbers.split_at_checked(N / 2)?;
        let weights = own.iter().flat_map(|number| number.to_le_bytes().map(u8::cast_signed)).collect();
        Some((Linear::new(weights)?, rest))
    }
}

/// Where a feature's weight stands in a table whose size is two to the power of `32 - shift`.
#[inline(always)]
pub(crate) fn place(feature: u32, shift: u32) -> usize {
    (feature >> shift) as usize
}
