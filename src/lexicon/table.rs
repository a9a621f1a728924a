//! Where a word stands among those known, without a branch: a hash table in which no two words want one place.
//!
//! *Hash and displace* (Pagh 1999): words are dealt out to groups by one half of their hash, and each group has a number
//! with which the other half leads all its words to places of their own. Words come in no order that a processor could
//! guess, so that a table which is searched from place to place costs more in wrong guesses than in work.

/// Logarithms of how many groups and places there are.
const GROUPS: u32 = 13;
const PLACES: u32 = 16;

/// The most words that a table takes: half its places would be free, so that a group's number is soon found.
pub(super) const MOST: usize = 3 << (PLACES - 2);

/// The numbers of known words by the two halves of their hashes.
#[derive(Debug)]
pub(super) struct Table {
    shifts: Box<[u16; 1 << GROUPS]>,
    numbers: Box<[u16; 1 << PLACES]>,
}

impl Table {
    /// The table of the words with these hashes, numbered from 1. What cannot be placed (two words with the same hashes,
    /// or more than [`MOST`]) is left out.
    pub(super) fn new(words: &[(u32, u32)]) -> Self {
        let mut table = Table { shifts: Box::new([0; 1 << GROUPS]), numbers: Box::new([0; 1 << PLACES]) };
        let mut groups = vec![Vec::new(); 1 << GROUPS];
        for (number, &(hash, check)) in (1_u16..).zip(words.iter().take(MOST)) {
            groups[group(hash)].push((number, check));
        }
        let mut order: Vec<usize> = (0..groups.len()).collect();
        // The largest first, while there is room.
        order.sort_by_key(|&group| std::cmp::Reverse(groups[group].len()));
        for of in order {
            let group = &groups[of];
            let fits = |shift: u16| {
                let free = |i: usize| {
                    let at = place(group[i].1, shift);
                    table.numbers[at] == 0 && group[..i].iter().all(|&(_, check)| place(check, shift) != at)
                };
                (0..group.len()).all(free)
            };
            let Some(shift) = (0..=u16::MAX).find(|&shift| fits(shift)) else { continue };
            table.shifts[of] = shift;
            for &(number, check) in group {
                table.numbers[place(check, shift)] = number;
            }
        }
        table
    }

    /// The number of the only known word that the token may be, or 0.
    #[inline]
    pub(super) fn number(&self, hash: u32, check: u32) -> usize {
        self.numbers[place(check, self.shifts[group(hash)])].into()
    }
}

#[inline]
fn group(hash: u32) -> usize {
    (hash >> (u32::BITS - GROUPS)) as usize
}

#[inline]
fn place(check: u32, shift: u16) -> usize {
    ((check ^ u32::from(shift)).wrapping_mul(0x9E37_79B1) >> (u32::BITS - PLACES)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_a_place_of_its_own() {
        let mut state = 1_u64;
        let mut next = || {
            state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
            crate::span::low_half(state >> 32)
        };
        let words: Vec<(u32, u32)> = (0..MOST).map(|_| (next(), next())).collect();
        let table = Table::new(&words);
        for (number, &(hash, check)) in (1..).zip(&words) {
            assert_eq!(table.number(hash, check), number);
        }
    }
}
