//! In which order a trainer that goes from example to example sees them.

/// The numbers below `n` in an order that is another in every round, and the same in every training.
pub(super) fn shuffled(n: usize, round: u32) -> Vec<usize> {
    let key = |i: usize| {
        let i = crate::span::to_u32(i).wrapping_add(round.wrapping_mul(0x632b_e5ab));
        crate::linear::feature(round, i, 0)
    };
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&i| (key(i), i));
    order
}
