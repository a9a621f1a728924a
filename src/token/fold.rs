//! The folded form of a word, under which lexicons know it: lower case, straight apostrophes, no closing full stop.
//!
//! The form itself is never built: only its hash, and comparisons with it.

use crate::span::low_half;

const SEED: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01B3;

/// One step of the 64-bit FNV-1a hash (Fowler, Noll, Vo).
#[inline]
pub(super) fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(PRIME)
}

/// The hash of no bytes.
pub(super) const EMPTY: u64 = SEED;

/// The two halves of a hash: the lower one finds a word, the upper one checks that it is the word.
#[inline]
pub(super) fn halves(hash: u64) -> (u32, u32) {
    (low_half(hash), low_half(hash >> 32))
}

/// One character of the folded form.
#[inline]
fn fold(c: char) -> impl Iterator<Item = char> {
    let c = if c == '’' || c == 'ʼ' || c == '`' { '\'' } else { c };
    c.to_lowercase()
}

/// Adds a character that is not ASCII to a hash.
pub(super) fn step_char(mut hash: u64, c: char) -> u64 {
    let mut bytes = [0; 4];
    for c in fold(c) {
        for &b in c.encode_utf8(&mut bytes).as_bytes() {
            hash = step(hash, b);
        }
    }
    hash
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

/// Both hashes of the folded form of `word`, as a token carries them: [`hash_form`] and an independent one to check with.
pub fn form_hashes(word: &str) -> (u32, u32) {
    let word = word.strip_suffix('.').unwrap_or(word);
    halves(word.chars().fold(EMPTY, |hash, c| if c.is_ascii() { step(hash, c.to_ascii_lowercase() as u8) } else { step_char(hash, c) }))
}

/// Hash of a phrase from the hashes of its words, left to right.
#[inline]
pub fn join_hash(phrase: u32, word: u32) -> u32 {
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
