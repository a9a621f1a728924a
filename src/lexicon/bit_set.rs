//! A set of hashes to ask first, before a place is looked up.

/// A set of hashes that may hold a little more than was put into it.
#[derive(Debug)]
pub(super) struct BitSet {
    bits: Box<[u64]>,
    /// How far a hash is shifted to be a place.
    shift: u32,
}

impl BitSet {
    /// An empty set of two to the power of `log` bits.
    pub(super) fn new(log: u32) -> Self {
        BitSet { bits: vec![0; 1 << (log - 6)].into_boxed_slice(), shift: u32::BITS - log }
    }

    #[inline]
    fn place(&self, hash: u32) -> (usize, u32) {
        let bit = hash.wrapping_mul(0x9E37_79B1) >> self.shift;
        ((bit >> 6) as usize, bit & 63)
    }

    pub(super) fn insert(&mut self, hash: u32) {
        let (word, bit) = self.place(hash);
        self.bits[word] |= 1 << bit;
    }

    #[inline]
    pub(super) fn has(&self, hash: u32) -> bool {
        let (word, bit) = self.place(hash);
        self.bits[word] >> bit & 1 == 1
    }
}
