//! Small maps from hashes of words to the entities that carry them.

use crate::span::{EntityId, to_u32};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// The keys are hashes already.
#[derive(Debug, Default)]
pub(super) struct KeepHash(u64);

impl Hasher for KeepHash {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &b in bytes {
            self.0 = (self.0 << 8) | u64::from(b);
        }
    }

    fn write_u32(&mut self, n: u32) {
        self.0 = u64::from(n).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// At most this many entities share a key; a text that has more of one surname is no news.
const SHARED: usize = 8;

/// No entity: half the memory of an `Option` for every place, and a key has mostly one entity.
const NONE: u32 = u32::MAX;

/// Entities by the hash of a word or name. Never iterated: the order of a result is that of insertion.
#[derive(Debug, Default)]
pub(super) struct Index {
    slots: HashMap<u32, u32, BuildHasherDefault<KeepHash>>,
    /// The number of each entity, [`NONE`] behind the last.
    lists: Vec<[u32; SHARED]>,
    /// Entities that were found to be others, sorted.
    merged: Vec<u32>,
}

impl Index {
    pub(super) fn clear(&mut self) {
        self.slots.clear();
        self.lists.clear();
        self.merged.clear();
    }

    /// Adds `entity` under `key`, the latest first; an entity that stands there already moves to the front.
    pub(super) fn add(&mut self, key: u32, entity: EntityId) {
        let lists = &mut self.lists;
        let slot = *self.slots.entry(key).or_insert_with(|| {
            lists.push([NONE; SHARED]);
            to_u32(lists.len() - 1)
        });
        // Each takes the place of the next, down to where the entity stood or none did.
        let number = to_u32(entity.index());
        let mut moved = number;
        for place in &mut self.lists[slot as usize] {
            std::mem::swap(place, &mut moved);
            if moved == NONE || moved == number {
                break;
            }
        }
    }

    /// From now on `entity` is under no key: it was found to be another.
    pub(super) fn leave_out(&mut self, entity: EntityId) {
        let number = to_u32(entity.index());
        if let Err(at) = self.merged.binary_search(&number) {
            self.merged.insert(at, number);
        }
    }

    /// The entities under `key`, the latest first.
    pub(super) fn get(&self, key: u32) -> impl Iterator<Item = EntityId> + '_ {
        let list = self.slots.get(&key).map_or(&[][..], |&slot| &self.lists[slot as usize]);
        let is_one = |number: &&u32| self.merged.is_empty() || self.merged.binary_search(number).is_err();
        list.iter().take_while(|&&number| number != NONE).filter(is_one).map(|&number| EntityId::new(number as usize))
    }
}
