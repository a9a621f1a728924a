//! Odds in whole numbers: scores are log-odds in 256ths of a bit, so that every machine adds and compares alike.

use super::feature::ODDS;

/// The bucket of a score at even odds.
const EVEN: i32 = 8;
const _: () = assert!(EVEN as usize == ODDS / 2);

/// One as a weight: 2⁰.
const ONE: u64 = 1 << 30;

/// 2^(-i/256) of [`ONE`] for each `i` below 256, by repeated squaring of constants in 62-bit fixed point.
const POWERS: [u64; 256] = {
    // 2^(-1/2), 2^(-1/4) … 2^(-1/256) by integer square roots.
    let mut table = [ONE; 256];
    let mut root = 1u128 << 63; // 2^(-0) / 2 in units of 2^-64: 1/2
    let mut step = 128;
    while step > 0 {
        // The square root of the value before: first of 1/2, then of its root.
        root = square_root(root << 64);
        let mut i = 0;
        while i < 256 {
            if i & step != 0 {
                table[i] = ((table[i] as u128 * root) >> 64) as u64;
            }
            i += 1;
        }
        step >>= 1;
    }
    table
};

const fn square_root(n: u128) -> u128 {
    let (mut low, mut high) = (0u128, 1u128 << 64);
    while low + 1 < high {
        let middle = (low + high) / 2;
        if middle * middle <= n {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

/// 2^(-below/256) of 2³⁰; `below` is how far a score lies below the highest.
pub(super) fn power(below: i32) -> u64 {
    let below = below.max(0).unsigned_abs() as usize;
    if below >> 8 > 30 { 0 } else { POWERS[below & 255] >> (below >> 8) }
}

/// Log-odds of `part` against the rest of `all`, in bits rounded down, as a bucket: the fourth is even odds.
pub(super) fn bucket(part: u64, all: u64) -> usize {
    let rest = all.saturating_sub(part).max(1);
    let ratio = part.saturating_mul(16) / rest;
    (ratio.checked_ilog2().unwrap_or(0) as usize).min(ODDS - 1)
}

/// A score as a bucket of half bits: the ninth begins at even odds.
pub(super) fn score_bucket(score: i32) -> usize {
    usize::try_from((score >> 7) + EVEN).unwrap_or(0).min(ODDS - 1)
}

/// The probability of a score, in per cent.
pub(super) fn per_cent(score: i32) -> u8 {
    let other = power(score.saturating_abs());
    let smaller = u8::try_from((200 * other + ONE + other) / (2 * (ONE + other))).unwrap_or(50);
    if score < 0 { smaller } else { 100 - smaller }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn powers_are_those_of_floating_point() {
        for below in 0..8000 {
            let expected = 2f64.powf(-f64::from(below) / 256.0) * ONE as f64;
            assert!((power(below) as f64 - expected).abs() <= 16.0, "{below}: {} {expected}", power(below));
        }
    }

    #[test]
    fn a_probability_follows_its_score() {
        assert_eq!([-100_000, -256, 0, 256, 512, 100_000].map(per_cent), [0, 33, 50, 67, 80, 100]);
        assert_eq!([(1, 2), (2, 3), (0, 5), (5, 5)].map(|(part, all)| bucket(part << 20, all << 20)), [4, 5, 0, 15]);
        assert_eq!([-5000, -1, 0, 128, 5000].map(score_bucket), [0, 7, 8, 9, 15]);
    }
}
