//! Finds aliases by the hashes of their beginnings: the search of lexicons that are large or compiled.
//!
//! Every beginning of an alias, a word longer each, is a place in one hash table with open addressing; the place says which
//! pattern ends there, and whether a longer alias goes on. A place is eight bytes: half of the beginning's hash, by which it is told
//! from others, and what it says. That may confuse two beginnings, which does no harm, since whatever is found is compared
//! with the text; only two patterns must not share a place, and where they would the table is made anew with another seed.
//!
//! The table is an array of numbers that is written and read as it stands. An alias is found with one look a word, whatever the
//! size of the lexicon.

use super::compiled::{Sink, Source};
use super::first_words::FirstWords;
use super::form::{self, Key, MAX_TOKENS};
use super::forms::Forms;
use super::search::LexiconMatch;
use crate::error::{Error, Result};
use crate::span::{Span, TokenRange, low_half, to_u32};
use crate::token::{Token, Tokens};
use std::io::{Read, Write};

/// A longer alias goes on from here.
const GOES_ON: u32 = 1 << 31;
/// The number of the pattern that ends here, from 1; 0 for none.
const PATTERN: u32 = GOES_ON - 1;
/// Seeds that are tried. Even one is enough for all but one lexicon of a million people in a hundred.
const SEEDS: u64 = 16;
/// An odd constant without pattern (digits of pi).
const MIX: u64 = 0x1319_8A2E_0370_7344 | 1;

/// The beginnings of all aliases.
#[derive(Debug)]
pub(super) struct Prefixes {
    seed: u64,
    /// What a place says in the upper half, the lower half of the hash in the lower; 0 where it is free.
    slots: Vec<u64>,
}

/// An alias that may stand at a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ending {
    pattern: u32,
    /// Its last token, and where that ends in the text: before a contracted verb that is no part of the alias.
    token: u32,
    end: u32,
}

/// What there is to be put into the table: the hashes of a pattern's words, and the number of its first form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path<'w> {
    pub(super) words: &'w [u32],
    pub(super) form: u32,
}

#[inline(always)]
fn step(hash: u64, word: u32) -> u64 {
    let product = u128::from(hash ^ u64::from(word)) * u128::from(MIX);
    #[allow(clippy::cast_possible_truncation, reason = "both halves of the product are wanted")]
    let (high, low) = ((product >> 64) as u64, product as u64);
    high ^ low.rotate_left(32)
}

impl Prefixes {
    /// The table of these patterns. Those that begin alike stand together.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if there are more forms than it can number.
    pub(super) fn new<'w>(paths: impl Iterator<Item = Path<'w>> + Clone) -> Result<Self> {
        // A beginning that the pattern before has too is counted once.
        let (mut places, mut before): (usize, &[u32]) = (0, &[]);
        for path in paths.clone() {
            places += path.words.len() - common(before, path.words);
            before = path.words;
            if path.form >= PATTERN {
                return Err(Error::too_many(format!("the speaker lexicon has more than {} names, aliases and roles", PATTERN - 1)));
            }
        }
        let n_slots = places + places / 3 + 1;
        if u32::try_from(n_slots).is_err() {
            return Err(Error::too_many("the words of all aliases of the speaker lexicon are more than 3 thousand million"));
        }
        let table = (1..=SEEDS).find_map(|seed| Prefixes { seed, slots: vec![0; n_slots] }.fill(paths.clone()));
        table.ok_or_else(|| Error::bug("the table of the speaker lexicon's aliases"))
    }

    fn fill<'w>(mut self, paths: impl Iterator<Item = Path<'w>>) -> Option<Self> {
        for path in paths {
            let mut hash = self.seed;
            for (n, &word) in path.words.iter().enumerate() {
                hash = step(hash, word);
                let is_last = n + 1 == path.words.len();
                let says = if is_last { path.form + 1 } else { GOES_ON };
                let at = self.place(hash)?;
                let known = high_half(self.slots[at]);
                if is_last && known & PATTERN != 0 {
                    return None;
                }
                self.slots[at] = u64::from(known | says) << 32 | u64::from(low_half(hash));
            }
        }
        Some(self)
    }

    /// The slot that holds the beginning or is free for it; `None` if there is neither.
    #[inline]
    fn place(&self, hash: u64) -> Option<usize> {
        // The upper half of the hash as a share of the table.
        let start = (((hash >> 32) * self.slots.len() as u64) >> 32) as usize;
        let (before, behind) = self.slots.split_at(start);
        let is_it = |slot: &u64| *slot == 0 || low_half(*slot) == low_half(hash);
        match behind.iter().position(is_it) {
            Some(n) => Some(start + n),
            None => before.iter().position(is_it),
        }
    }

    /// What the table says of a beginning; 0 if there is none.
    #[inline]
    fn get(&self, hash: u64) -> u32 {
        self.place(hash).map_or(0, |at| high_half(self.slots[at]))
    }

    /// Appends all matches, in order and without overlap. `endings` is scratch.
    pub(super) fn find(
        &self,
        first: &FirstWords,
        forms: &Forms,
        endings: &mut Vec<Ending>,
        text: &str,
        tokens: &Tokens,
        out: &mut Vec<LexiconMatch>,
    ) {
        let all = tokens.all();
        first.each(text, tokens, |start, end| {
            self.walk(text, &all[..end], start, endings);
            let longest = endings.iter().rev().find_map(|&Ending { pattern, token, end }| {
                let (writing, is_role, speakers) = forms.verify(text, &all[start..=token as usize], end, pattern)?;
                let span = Span { start: all[start].span.start, end };
                let tokens = TokenRange { start: to_u32(start), end: token + 1 };
                Some(LexiconMatch { span, tokens, writing, is_role, speakers })
            });
            out.extend(longest);
            longest.map_or(start + 1, |found| found.tokens.end as usize)
        });
    }

    /// Puts down all aliases that may begin with token `start`, the shortest first.
    fn walk(&self, text: &str, all: &[Token], start: usize, endings: &mut Vec<Ending>) {
        endings.clear();
        let mut hash = self.seed;
        // The first look takes an alias's first word for granted that has the hash of a handle's or verb's.
        for (i, token) in all.iter().enumerate().skip(start).take(MAX_TOKENS) {
            let contracted = form::contracted(text, token);
            let (Key { word, verb }, end) =
                contracted.unwrap_or_else(|| (Key { word: form::key(text, token), verb: None }, token.span.end));
            for (word, end) in std::iter::once((word, end)).chain(verb.map(|verb| (verb, token.span.end))) {
                hash = step(hash, word);
                let says = self.get(hash);
                if let Some(pattern) = (says & PATTERN).checked_sub(1) {
                    endings.push(Ending { pattern, token: to_u32(i), end });
                }
                if says & GOES_ON == 0 {
                    return;
                }
            }
        }
    }

    /// What makes the hashes of this table.
    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    /// Number of slots.
    pub(super) fn len(&self) -> u64 {
        self.slots.len() as u64
    }

    /// Writes the table.
    pub(super) fn write(&self, out: &mut Sink<impl Write>) -> std::io::Result<()> {
        out.u64s(self.slots.iter().copied())
    }

    /// Reads what [`Prefixes::write`] wrote: `n` slots, whose patterns begin with one of `n_forms`.
    pub(super) fn read(source: &mut Source<'_, impl Read>, seed: u64, n: u64, n_forms: usize) -> Result<Self> {
        let table = Prefixes { seed, slots: source.u64s(n)? };
        let fits = |&slot: &u64| (high_half(slot) & PATTERN) as usize <= n_forms;
        // Where some are free, every search ends soon; a full table would be walked from end to end.
        let free = table.slots.iter().filter(|&&slot| slot == 0).count();
        source.check(u32::try_from(n).is_ok() && free > 0 && table.slots.iter().all(fits))?;
        Ok(table)
    }
}

#[inline]
fn high_half(n: u64) -> u32 {
    low_half(n >> 32)
}

/// How many words both begin with.
pub(super) fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a == b).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_beginning_has_its_place() {
        // Words 0 to 9,999 in twos and threes, each beginning once and each pattern with a number.
        let words: Vec<[u32; 3]> = (0..10_000).map(|n: u32| [n / 100, n, n.wrapping_mul(0x9E37_79B1)]).collect();
        let path = |n: usize| Path { words: &words[n][..2 + n % 2], form: to_u32(n) };
        let table = Prefixes::new((0..words.len()).map(path)).unwrap();
        for n in 0..words.len() {
            let (mut hash, words) = (table.seed, path(n).words);
            for &word in &words[..words.len() - 1] {
                hash = step(hash, word);
                assert_ne!(table.get(hash) & GOES_ON, 0);
            }
            assert_eq!(table.get(step(hash, words[words.len() - 1])), to_u32(n) + 1);
        }
        let others = (0..10_000).filter(|&n| table.get(step(table.seed, 1_000_000 + n)) != 0).count();
        assert_eq!(others, 0);
    }

    #[test]
    fn without_aliases_nothing_is_found() {
        let table = Prefixes::new(std::iter::empty()).unwrap();
        assert_eq!(table.get(step(table.seed, 7)), 0);
    }
}
