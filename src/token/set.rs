//! A set of an article's tokens, a bit each, that is asked for the next or the last one of a range.

use std::ops::Range;

const BLOCK: usize = TokenSet::BLOCK;

/// Some of an article's tokens. To find the next of them is one look at 64 tokens, whatever they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct TokenSet {
    blocks: Vec<u64>,
}

impl TokenSet {
    /// Tokens whose bits are kept together.
    pub(crate) const BLOCK: usize = u64::BITS as usize;

    pub(crate) fn clear(&mut self) {
        self.blocks.clear();
    }

    /// Appends the next [`TokenSet::BLOCK`] tokens, the first of them in the lowest bit.
    pub(crate) fn push(&mut self, block: u64) {
        self.blocks.push(block);
    }

    /// The first token of `range` that is in the set.
    #[inline]
    pub(crate) fn first(&self, range: Range<usize>) -> Option<usize> {
        if range.is_empty() {
            return None;
        }
        let mut at = range.start / BLOCK;
        let mut block = self.block(at) & (u64::MAX << (range.start % BLOCK));
        while block == 0 {
            at += 1;
            if at * BLOCK >= range.end {
                return None;
            }
            block = self.block(at);
        }
        Some(at * BLOCK + block.trailing_zeros() as usize).filter(|&i| i < range.end)
    }

    /// The last token of `range` that is in the set.
    #[inline]
    pub(crate) fn last(&self, range: Range<usize>) -> Option<usize> {
        let last = range.end.checked_sub(1).filter(|&last| last >= range.start)?;
        let mut at = last / BLOCK;
        let mut block = self.block(at) & (u64::MAX >> (BLOCK - 1 - last % BLOCK));
        while block == 0 {
            if at * BLOCK <= range.start {
                return None;
            }
            at -= 1;
            block = self.block(at);
        }
        Some(at * BLOCK + BLOCK - 1 - block.leading_zeros() as usize).filter(|&i| i >= range.start)
    }

    #[inline]
    fn block(&self, at: usize) -> u64 {
        self.blocks.get(at).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn first_and_last_are_those_of_a_list(
            tokens in proptest::collection::vec(0..100_u32, 0..300),
            most in 0..100_u32,
            start in 0..320_usize,
            length in 0..320_usize,
        ) {
            let is_in: Vec<bool> = tokens.iter().map(|&token| token < most).collect();
            let mut set = TokenSet::default();
            for block in is_in.chunks(BLOCK) {
                set.push(block.iter().enumerate().fold(0, |bits, (i, &is_in)| bits | u64::from(is_in) << i));
            }
            let range = start..start + length;
            let has = |i: &usize| is_in.get(*i).copied().unwrap_or(false);
            prop_assert_eq!(set.first(range.clone()), range.clone().find(has));
            prop_assert_eq!(set.last(range.clone()), range.rev().find(has));
        }
    }

    #[test]
    fn an_empty_range_has_none() {
        let mut set = TokenSet::default();
        set.push(u64::MAX);
        assert_eq!((set.first(5..5), set.last(5..5), set.first(0..0), set.last(0..0)), (None, None, None, None));
    }
}
