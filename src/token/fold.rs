//! The folded form of a word, under which lexicons know it: lower case, straight apostrophes, no closing full stop.
//!
//! The form itself is never built where the word is ASCII: only its hash, and comparisons with it.

use crate::digest::MIX;
use crate::span::low_half;

/// What a hash begins with: digits of the golden ratio.
const SEED: u64 = 0x9E37_79B9_7F4A_7C15;

/// The bit that makes a capital ASCII letter small. Every other byte of an ASCII word but the underscore has it.
const SMALL: u64 = 0x2020_2020_2020_2020;
const TOP: u64 = 0x8080_8080_8080_8080;

/// Hash of bytes, eight at a time; ASCII letters of either case are alike.
#[inline]
pub(super) const fn hash_bytes(bytes: &[u8]) -> u64 {
    let mut hash = SEED ^ bytes.len() as u64;
    let mut rest = bytes;
    while let Some((chunk, behind)) = rest.split_first_chunk() {
        hash = mix(hash, u64::from_le_bytes(*chunk));
        rest = behind;
    }
    let (mut last, mut at) = (0, rest.len());
    while at > 0 {
        at -= 1;
        last = last << 8 | rest[at] as u64;
    }
    mix(hash, last)
}

/// As [`hash_bytes`] of fewer than eight bytes, all of them ASCII: the `n` of `chunk`, whose others are 0.
#[inline]
pub(super) fn hash_ascii(chunk: u64, n: usize) -> u64 {
    mix_folded(SEED ^ n as u64, chunk | SMALL)
}

/// As [`hash_bytes`] of `bytes[start..end]`, by whole loads where the text goes on behind it.
#[inline]
pub(super) fn hash_within(bytes: &[u8], start: usize, end: usize) -> u64 {
    let mut hash = SEED ^ (end - start) as u64;
    let mut at = start;
    loop {
        let left = end - at;
        let Some(chunk) = bytes.get(at..at + 8).and_then(|chunk| <[u8; 8]>::try_from(chunk).ok()) else {
            let rest = bytes[at..end].chunks(8);
            let mut last = 0;
            for chunk in rest {
                let n = chunk.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b));
                last = chunk.len();
                hash = mix(hash, n);
            }
            // What ends with a full chunk is closed by an empty one, as in `hash_bytes`.
            return if last % 8 == 0 { mix(hash, 0) } else { hash };
        };
        let chunk = u64::from_le_bytes(chunk);
        if left < 8 {
            return mix(hash, chunk & ((1 << (8 * left)) - 1));
        }
        hash = mix(hash, chunk);
        at += 8;
    }
}

#[inline]
const fn mix(hash: u64, chunk: u64) -> u64 {
    // Only ASCII bytes are folded: those without the top bit.
    let folded = chunk | (SMALL & (!chunk & TOP) >> 2);
    mix_folded(hash, folded)
}

#[inline]
const fn mix_folded(hash: u64, folded: u64) -> u64 {
    let product = (hash ^ folded) as u128 * MIX as u128;
    high(product) ^ low(product)
}

#[inline]
#[allow(clippy::cast_possible_truncation, reason = "half of the product is what is wanted")]
const fn low(n: u128) -> u64 {
    n as u64
}

#[inline]
const fn high(n: u128) -> u64 {
    low(n >> 64)
}

/// The two halves of a hash: the lower one finds a word, the upper one checks that it is the word.
#[inline]
pub(super) fn halves(hash: u64) -> (u32, u32) {
    (low_half(hash), low_half(hash >> 32))
}

/// One character of the folded form.
#[inline]
fn fold(c: char) -> impl Iterator<Item = char> {
    let c = if c == '’' || c == 'ʼ' { '\'' } else { c };
    c.to_lowercase()
}

/// Hash of a word that is not ASCII. `scratch` holds its folded form.
pub(super) fn hash_folded(word: &str, scratch: &mut String) -> u64 {
    scratch.clear();
    scratch.extend(word.chars().flat_map(fold));
    hash_bytes(scratch.as_bytes())
}

/// Hash of the folded form of `word`. The same on every machine and in every release of a format version.
///
/// ```
/// assert_eq!(whosaid::token::hash_form("Mr."), whosaid::token::hash_form("mr"));
/// assert_eq!(whosaid::token::hash_form("DON’T"), whosaid::token::hash_form("don't"));
/// ```
pub fn hash_form(word: &str) -> u32 {
    form_hashes(word).0
}

/// As [`hash_form`] of a form that is folded already and ASCII, while the program is compiled.
pub(crate) const fn hash_plain(form: &str) -> u32 {
    assert!(form.is_ascii(), "a folded form is hashed by its letters");
    low_half(hash_bytes(form.as_bytes()))
}

/// Both hashes of the folded form of `word`, as a token carries them: [`hash_form`] and an independent one to check with.
pub(crate) fn form_hashes(word: &str) -> (u32, u32) {
    let word = word.strip_suffix('.').unwrap_or(word);
    if word.is_ascii() {
        return halves(hash_bytes(word.as_bytes()));
    }
    halves(hash_folded(word, &mut String::new()))
}

/// Hash of a phrase from the hashes of its words, left to right.
#[inline]
pub(crate) fn join_hash(phrase: u32, word: u32) -> u32 {
    (phrase.rotate_left(5) ^ word).wrapping_mul(0x9E37_79B1)
}

/// Whether `word` has the folded form `form` (which is folded already).
pub fn folded_eq(word: &str, form: &str) -> bool {
    if word.len() == form.len() && word.bytes().zip(form.bytes()).all(|(a, b)| a.to_ascii_lowercase() == b) {
        return true;
    }
    let word = word.strip_suffix('.').unwrap_or(word);
    word.chars().flat_map(fold).eq(form.chars())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::{Index, select};

    /// Letters that may be taken for each other: a pair of words is drawn letter by letter from the same ones, so that many have one form.
    const ALIKE: [&str; 5] = ["aA", "éÉ", "kK\u{212A}", "sSſ", "'’ʼ`"];

    fn letter(alike: &str, which: Index) -> char {
        let letters: Vec<char> = alike.chars().collect();
        *which.get(&letters)
    }

    #[test]
    fn a_backtick_is_no_apostrophe() {
        assert!(folded_eq("Don’t.", "don't") && !folded_eq("don`t", "don't"));
        assert_ne!(form_hashes("Don`é"), form_hashes("don'é"), "nor where the word is not ASCII");
    }

    proptest! {
        #[test]
        fn a_word_in_a_text_hashes_as_alone(before in "[a-zà-ÿ]{0,9}", word in "[A-Za-z0-9'_-]{0,40}", after in "[a-zà-ÿ ]{0,12}") {
            let text = format!("{before}{word}{after}");
            let start = before.len();
            prop_assert_eq!(hash_within(text.as_bytes(), start, start + word.len()), hash_bytes(word.as_bytes()));
            prop_assert_eq!(hash_bytes(word.as_bytes()), hash_bytes(word.to_ascii_uppercase().as_bytes()));
        }

        #[test]
        fn what_has_a_form_has_its_hashes(
            letters in proptest::collection::vec((select(&ALIKE[..]), any::<Index>(), any::<Index>()), 1..5),
            stop in "\\.?",
        ) {
            let word: String = letters.iter().map(|&(alike, which, _)| letter(alike, which)).collect();
            let form: String = letters.iter().flat_map(|&(alike, _, which)| letter(alike, which).to_lowercase()).collect();
            if folded_eq(&format!("{word}{stop}"), &form) {
                prop_assert_eq!(form_hashes(&format!("{word}{stop}")), form_hashes(&form));
            }
        }
    }
}
