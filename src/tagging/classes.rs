//! Which tags a word may have.

use crate::lexicon::{Tag, Words};
use crate::span::{low_half, to_u32};
use crate::token::{Shape, TokenKind};
use std::collections::BTreeMap;

/// A set of tags, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TagSet(pub(crate) u64);

impl TagSet {
    /// The set of one tag.
    pub(crate) const fn of(tag: Tag) -> Self {
        TagSet(1 << tag as u32)
    }

    /// Both sets.
    pub(crate) const fn with(self, other: TagSet) -> Self {
        TagSet(self.0 | other.0)
    }

    /// Whether it holds no tag.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `tag` is in it.
    pub(crate) fn has(self, tag: Tag) -> bool {
        self.0 >> tag as u32 & 1 == 1
    }

    /// The only tag in it, if it is one.
    #[inline]
    pub(crate) fn only(self) -> Option<Tag> {
        if self.0.is_power_of_two() { Tag::ALL.get(self.0.trailing_zeros() as usize).copied() } else { None }
    }

    /// Its tags, in order.
    pub(crate) fn tags(self) -> impl Iterator<Item = Tag> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let bit = rest.checked_ilog2().map(|_| rest.trailing_zeros())?;
            rest &= rest - 1;
            Tag::ALL.get(bit as usize).copied()
        })
    }
}

const fn all(tags: &[Tag]) -> TagSet {
    let mut set = TagSet(0);
    let mut i = 0;
    while i < tags.len() {
        set = set.with(TagSet::of(tags[i]));
        i += 1;
    }
    set
}

/// What a word in small letters may be that was never seen.
const UNKNOWN_LOWER: TagSet =
    all(&[Tag::NN, Tag::NNS, Tag::JJ, Tag::JJR, Tag::JJS, Tag::RB, Tag::VB, Tag::VBD, Tag::VBG, Tag::VBN, Tag::VBP, Tag::VBZ]);
/// What a word with a capital may be that was never seen.
const UNKNOWN_CAPITAL: TagSet = all(&[Tag::NNP, Tag::NN, Tag::NNS, Tag::JJ]);

/// How a word is asked for: its form, and whether it has a capital where small letters would be expected.
#[inline]
pub(crate) fn key(hash: u32, capital: bool) -> u32 {
    if capital { hash.rotate_left(1) ^ 0x5bd1_e995 } else { hash }
}

/// The tags of every word that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Classes {
    /// Key, and which of the sets that occur; 0 marks a free place. Open addressing, at most half full. Words are many and sets few, and a
    /// small table stays near the processor.
    slots: Vec<(u32, u16)>,
    sets: Vec<TagSet>,
    /// What the table was made from, sorted: this is what is written.
    sorted: Vec<(u32, TagSet)>,
}

impl Classes {
    /// The table of these keys.
    pub(crate) fn new(mut sorted: Vec<(u32, TagSet)>) -> Self {
        sorted.retain(|(_, set)| !set.is_empty());
        sorted.sort_unstable();
        sorted.dedup_by_key(|(key, _)| *key);
        let mut sets: Vec<TagSet> = sorted.iter().map(|&(_, set)| set).collect();
        sets.push(TagSet::default());
        sets.sort_unstable();
        sets.dedup();
        let mut slots = vec![(0, 0); (2 * sorted.len() + 2).next_power_of_two()];
        let mask = slots.len() - 1;
        for &(key, set) in &sorted {
            // No more sets occur than there are numbers, unless the file was made up; what has none is as if it was never seen.
            let Some(number) = sets.binary_search(&set).ok().and_then(|number| u16::try_from(number).ok()) else { continue };
            let mut at = key as usize & mask;
            while slots[at].1 != 0 {
                at = (at + 1) & mask;
            }
            slots[at] = (key, number);
        }
        Classes { slots, sets, sorted }
    }

    #[inline]
    fn get(&self, key: u32) -> TagSet {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        loop {
            let (found, number) = self.slots[at];
            if found == key || number == 0 {
                return self.sets[usize::from(number)];
            }
            at = (at + 1) & mask;
        }
    }

    /// What token `i` may be, and whether that was seen before. `first` tells that it begins a sentence, where a capital says nothing.
    #[inline]
    pub(crate) fn of(&self, words: &Words<'_>, i: usize, first: bool) -> (TagSet, bool) {
        let token = words.token(i);
        match token.kind {
            TokenKind::Word => {}
            TokenKind::Number => return (TagSet::of(Tag::CD), true),
            TokenKind::Handle | TokenKind::Address => return (TagSet::of(Tag::NNP), true),
            TokenKind::Possessive => return (TagSet::of(Tag::POS), true),
            TokenKind::Mark => return (TagSet::of(Tag::Mark), true),
            TokenKind::Punct => return (TagSet::of(sign(words.str(i))), true),
        }
        let capital = token.shape != Shape::Lower;
        let known = if !capital {
            self.get(key(token.hash, false))
        } else if first || token.shape == Shape::Upper {
            self.get(key(token.hash, true)).with(self.get(key(token.hash, false)))
        } else {
            self.get(key(token.hash, true))
        };
        if !known.is_empty() {
            return (known, true);
        }
        (
            if !capital {
                UNKNOWN_LOWER
            } else if first {
                UNKNOWN_CAPITAL.with(UNKNOWN_LOWER)
            } else {
                UNKNOWN_CAPITAL
            },
            false,
        )
    }

    /// The table as whole numbers for a file.
    pub(crate) fn write(&self, out: &mut Vec<i16>) {
        let mut put = |n: u32| out.extend([low(n), low(n >> 16)]);
        put(to_u32(self.sorted.len()));
        for &(key, set) in &self.sorted {
            put(key);
            put(low_half(set.0));
            put(low_half(set.0 >> 32));
        }
    }

    /// What [`Classes::write`] wrote at the start of `numbers`, and the rest.
    pub(crate) fn read(numbers: &[i16]) -> Option<(Self, &[i16])> {
        let (pairs, _) = numbers.as_chunks::<2>();
        let get = |i: usize| pairs.get(i).map(|&[low, high]| u32::from(low.cast_unsigned()) | u32::from(high.cast_unsigned()) << 16);
        let count = get(0)? as usize;
        let rest = numbers.get(count.checked_mul(6)?.checked_add(2)?..)?;
        let entry = |i: usize| Some((get(3 * i + 1)?, TagSet(u64::from(get(3 * i + 2)?) | u64::from(get(3 * i + 3)?) << 32)));
        Some((Classes::new((0..count).map(entry).collect::<Option<_>>()?), rest))
    }
}

#[inline]
fn low(n: u32) -> i16 {
    u16::try_from(n & 0xFFFF).unwrap_or_default().cast_signed()
}

/// The tag of a sign.
fn sign(sign: &str) -> Tag {
    match sign.chars().next() {
        Some(',') => Tag::Comma,
        Some('.' | '?' | '!') => Tag::Stop,
        Some(':' | ';' | '…') => Tag::Colon,
        Some('-' | '–' | '—' | '―') => Tag::Dash,
        Some('(' | '[' | '{') => Tag::OpenBracket,
        Some(')' | ']' | '}') => Tag::CloseBracket,
        _ => Tag::Sign,
    }
}

/// Counts of the tags of words, from which a table is made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Collected {
    counts: BTreeMap<u32, BTreeMap<u32, u32>>,
}

impl Collected {
    /// A word seen with a tag.
    pub(crate) fn add(&mut self, key: u32, tag: Tag) {
        *self.counts.entry(key).or_default().entry(tag as u32).or_default() += 1;
    }

    /// The table: words seen twice or more with the tags that make a fiftieth of their occurrences.
    pub(crate) fn classes(&self) -> Classes {
        let of = |(&key, tags): (&u32, &BTreeMap<u32, u32>)| {
            let all: u32 = tags.values().sum();
            let set = tags.iter().filter(|&(_, &n)| 50 * n >= all).fold(0, |set, (&tag, _)| set | 1 << tag);
            (all >= 2).then_some((key, TagSet(set)))
        };
        Classes::new(self.counts.iter().filter_map(of).collect())
    }
}
