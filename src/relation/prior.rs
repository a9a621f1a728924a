//! How often a word reports, wherever it stands: what makes a word worth a look.

use crate::span::to_u32;

/// The share of a word's occurrences in which it carries a cue, in 255ths, by the hash of its folded form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Priors {
    /// Hash, and share + 1; 0 marks a free place. Open addressing, at most half full.
    slots: Vec<(u32, u16)>,
    sorted: Vec<(u32, u8)>,
}

impl Priors {
    /// The table of these words.
    pub(crate) fn new(mut sorted: Vec<(u32, u8)>) -> Self {
        sorted.sort_unstable();
        sorted.dedup_by_key(|(hash, _)| *hash);
        let mut slots = vec![(0, 0); (2 * sorted.len() + 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for &(hash, share) in &sorted {
            let mut at = hash as usize & mask;
            while slots[at].1 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = (hash, u16::from(share) + 1);
        }
        Priors { slots, sorted }
    }

    /// The share of the word with this hash; `None` if it was never seen to report.
    #[inline]
    pub(crate) fn get(&self, hash: u32) -> Option<u8> {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let (found, share) = self.slots[at];
            if share == 0 {
                return None;
            }
            if found == hash {
                return u8::try_from(share - 1).ok();
            }
            at = (at + 1) & mask;
        }
    }

    /// The table as whole numbers for a file.
    pub(crate) fn write(&self, out: &mut Vec<i16>) {
        let half = |n: u32| u16::try_from(n & 0xFFFF).unwrap_or_default().cast_signed();
        let count = to_u32(self.sorted.len());
        out.extend([half(count), half(count >> 16)]);
        for &(hash, share) in &self.sorted {
            out.extend([half(hash), half(hash >> 16), i16::from(share)]);
        }
    }

    /// What [`Priors::write`] wrote at the start of `numbers`, and the rest.
    pub(crate) fn read(numbers: &[i16]) -> Option<(Self, &[i16])> {
        let whole = |low: i16, high: i16| u32::from(low.cast_unsigned()) | u32::from(high.cast_unsigned()) << 16;
        let &[low, high, ref rest @ ..] = numbers else { return None };
        let (table, rest) = rest.split_at_checked((whole(low, high) as usize).checked_mul(3)?)?;
        let entry = |&[low, high, share]: &[i16; 3]| Some((whole(low, high), u8::try_from(share).ok()?));
        Some((Priors::new(table.as_chunks::<3>().0.iter().map(entry).collect::<Option<_>>()?), rest))
    }
}
