//! The words of all aliases, numbered, and the code in which patterns and texts are written with these numbers.
//!
//! A word is known by the hash of its folded form, which every token carries. Two words of one hash share a number; that
//! is harmless, since what the automaton finds is always compared with the text.

/// Bytes of a word's code.
pub(super) const CODE_LEN: usize = 3;

/// Stands in a text for a run of tokens that no alias can hold.
pub(super) const BREAK: u8 = 0xFF;

/// As many words as the code can tell apart: 127 lead bytes, two bytes of seven bits behind.
pub(super) const MAX_WORDS: u32 = 127 << 14;

/// The code of word `id`: a lead byte from 0x80 to 0xFE, then two bytes below 0x80, so that a code is never found
/// across two others.
#[inline]
pub(super) fn code(id: u32) -> [u8; CODE_LEN] {
    debug_assert!(id < MAX_WORDS);
    let bits = |shift: u32| (id >> shift & 0x7F).to_le_bytes()[0];
    [0x80 | bits(14), bits(7), bits(0)]
}

/// Words by the hash of their folded form, numbered from 0. Open addressing, at most half full.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Hash and number + 1; 0 for free.
    slots: Vec<(u32, u32)>,
    len: u32,
    /// Words below this number begin an alias.
    n_first: u32,
}

/// Where a word of a text in numbers stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its first byte in the codes.
    pub(super) code: u32,
    /// Its token.
    pub(super) token: u32,
    /// Where it ends in the text: before a contracted verb, which is a word of its own.
    pub(super) end: u32,
}

impl Words {
    /// Number of words.
    pub(super) fn len(&self) -> u32 {
        self.len
    }

    /// The number of a word.
    #[inline]
    pub(super) fn get(&self, hash: u32) -> Option<u32> {
        self.slots[self.slot(hash)].1.checked_sub(1)
    }

    /// Whether an alias begins with word `id`.
    #[inline]
    pub(super) fn is_first(&self, id: u32) -> bool {
        id < self.n_first
    }

    /// The hash of every word, by its number.
    pub(super) fn hashes(&self) -> Vec<u32> {
        let mut hashes = vec![0; self.len as usize];
        for &(hash, number) in self.slots.iter().filter(|slot| slot.1 != 0) {
            hashes[number as usize - 1] = hash;
        }
        hashes
    }

    /// The slot that holds `hash` or is free for it.
    #[inline]
    fn slot(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        // Fibonacci hashing (Knuth, TAOCP 6.4): the upper half of the product is well mixed.
        let mut at = (u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        while self.slots[at].1 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & mask;
        }
        at
    }

    /// The number of a word, a new one if need be.
    pub(super) fn insert(&mut self, hash: u32) -> u32 {
        if self.slots.len() < 2 * (self.len as usize + 1) {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, 0); (old.len() * 2).max(16)];
            for slot in old.into_iter().filter(|slot| slot.1 != 0) {
                let at = self.slot(slot.0);
                self.slots[at] = slot;
            }
        }
        let at = self.slot(hash);
        if self.slots[at].1 == 0 {
            self.len += 1;
            self.slots[at] = (hash, self.len);
        }
        self.slots[at].1 - 1
    }

    /// Numbers the words anew, those that begin an alias first, and returns the new number of each. `first` are the old
    /// numbers of these, each once.
    pub(super) fn renumber(&mut self, first: &[u32]) -> Vec<u32> {
        let mut new = vec![u32::MAX; self.len as usize];
        let mut next = 0..self.len;
        for (&old, id) in first.iter().zip(&mut next) {
            new[old as usize] = id;
        }
        self.n_first = next.start;
        for (id, next) in new.iter_mut().filter(|id| **id == u32::MAX).zip(next) {
            *id = next;
        }
        for (_, number) in self.slots.iter_mut().filter(|slot| slot.1 != 0) {
            *number = new[*number as usize - 1] + 1;
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_in_the_order_of_the_numbers() {
        let codes: Vec<_> = (0..MAX_WORDS).map(code).collect();
        assert!(codes.is_sorted_by(|a, b| a < b));
        assert_eq!((codes[0], codes[codes.len() - 1]), ([0x80, 0, 0], [0xFE, 0x7F, 0x7F]));
        assert!(codes.iter().all(|&[lead, a, b]| lead >= 0x80 && lead != BREAK && a < 0x80 && b < 0x80));
    }

    #[test]
    fn words_keep_their_number_until_they_are_renumbered() {
        let mut words = Words::default();
        let hashes = || (0..1000_u32).map(|n| n.wrapping_mul(0x0100_0193));
        for (n, hash) in (0..).zip(hashes()) {
            assert_eq!((words.insert(hash), words.insert(hash)), (n, n));
        }
        let first: Vec<u32> = (0..1000).step_by(10).collect();
        let new = words.renumber(&first);
        assert_eq!((new[0], new[10], new[990], new[1], new[999]), (0, 1, 99, 100, 999));
        for (hash, id) in hashes().zip(new) {
            assert_eq!((words.get(hash), words.is_first(id)), (Some(id), id < 100));
        }
        assert_eq!((words.get(1), words.len()), (None, 1000));
        assert!(words.hashes().iter().zip(0..).all(|(&hash, id)| words.get(hash) == Some(id)));
    }
}
