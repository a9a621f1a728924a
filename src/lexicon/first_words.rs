//! A first look at every token: may an alias begin with it? Almost always the answer is no, and cheap.

use super::compiled::{Sink, Source};
use super::form;
use crate::error::Result;
use crate::token::{Token, Tokens};
use std::io::{Read, Write};

/// One bit a remainder of the hashes of the words that begin an alias.
#[derive(Debug, Default)]
pub(super) struct FirstWords {
    bits: Vec<u64>,
}

impl FirstWords {
    /// The bits of the words with these hashes.
    pub(super) fn new(hashes: &[u32]) -> Self {
        // Sparse while it stays in the second-level cache, never dense.
        let n = hashes.len();
        let bits = (n * 128).min(1 << 21).max(n * 8).next_power_of_two().max(1 << 12);
        let mut words = FirstWords { bits: vec![0; bits / 64] };
        for &hash in hashes {
            let bit = words.bit(hash);
            words.bits[bit / 64] |= 1 << (bit % 64);
        }
        words
    }

    #[inline(always)]
    fn bit(&self, hash: u32) -> usize {
        hash as usize & (self.bits.len() * 64 - 1)
    }

    #[inline(always)]
    fn has(&self, hash: u32) -> bool {
        let bit = self.bit(hash);
        self.bits[bit / 64] >> (bit % 64) & 1 != 0
    }

    /// Whether an alias may begin with this token.
    #[inline(always)]
    fn may_begin(&self, text: &str, token: &Token, apostrophes: &mut Apostrophes<'_>) -> bool {
        self.has(form::key(text, token))
            || apostrophes.is_in(token) && form::contracted(text, token).is_some_and(|(key, _)| self.has(key.word))
    }

    /// Calls `look` with every token where an alias may begin and the end of its paragraph, in order; `look` says with which
    /// token to go on.
    pub(super) fn each(&self, text: &str, tokens: &Tokens, mut look: impl FnMut(usize, usize) -> usize) {
        let all = tokens.all();
        let mut apostrophes = Apostrophes::new(text);
        for paragraph in tokens.paragraphs() {
            let end = paragraph.end as usize;
            let mut i = paragraph.start as usize;
            while let Some(n) = all[i..end].iter().position(|token| self.may_begin(text, token, &mut apostrophes)) {
                i = look(i + n, end);
            }
        }
    }

    /// Number of whole words of bits.
    pub(super) fn len(&self) -> u64 {
        self.bits.len() as u64
    }

    /// Writes the bits.
    pub(super) fn write(&self, out: &mut Sink<impl Write>) -> std::io::Result<()> {
        out.u64s(self.bits.iter().copied())
    }

    /// Reads what [`FirstWords::write`] wrote, `n` words.
    pub(super) fn read(source: &mut Source<'_, impl Read>, n: u64) -> Result<Self> {
        let words = FirstWords { bits: source.u64s(n)? };
        source.check(words.bits.len().is_power_of_two())?;
        Ok(words)
    }
}

/// Follows the tokens and tells those that may hold an apostrophe, so that the text of all others is not looked at.
struct Apostrophes<'t> {
    bytes: memchr::Memchr3<'t>,
    next: u32,
}

impl<'t> Apostrophes<'t> {
    fn new(text: &'t str) -> Self {
        // The last bytes of ' ’ ʼ; also of a few other signs.
        Apostrophes { bytes: memchr::memchr3_iter(b'\'', 0x99, 0xBC, text.as_bytes()), next: 0 }
    }

    #[inline(always)]
    fn is_in(&mut self, token: &Token) -> bool {
        self.next < token.span.end && self.advance(token)
    }

    #[inline(never)]
    fn advance(&mut self, token: &Token) -> bool {
        while self.next < token.span.start {
            self.next = self.bytes.next().map_or(u32::MAX, crate::span::to_u32);
        }
        self.next < token.span.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_that_was_given_may_begin() {
        let hashes: Vec<u32> = (0..1000_u32).map(|n| n.wrapping_mul(0x0100_0193)).collect();
        let words = FirstWords::new(&hashes);
        assert!(hashes.iter().all(|&hash| words.has(hash)));
        let others = (1..1000_u32).filter(|&n| words.has(n.wrapping_mul(0x0300_0193).wrapping_add(7))).count();
        assert!(others < 100, "{others} of 999 others may begin");
    }
}
