//! Words of nothing but ASCII letters, eight bytes at a time: most words are such.

use super::byte_class::{CLASS, GOES_ON};
use super::fold::{hash_ascii, hash_within};
use super::{Shape, TokenKind};
use crate::eight;

/// A word of nothing but ASCII letters that begins at `start`, if what stands behind it can be no part of it: most words are
/// such. Eight bytes are read at a time; with the word come its end and those of them that stand behind it.
#[inline]
pub(super) fn plain_word(bytes: &[u8], start: usize) -> Option<(Form, usize, u64)> {
    let chunk = eight::load(bytes, start)?;
    let letters = eight::letters(chunk);
    let Some((n, word)) = eight::leading(letters) else { return long_plain_word(bytes, start).map(|(form, end)| (form, end, 0)) };
    let behind = chunk >> (8 * n);
    if n == 0 || behind & 0xFF != u64::from(b' ') && CLASS[(behind & 0xFF) as usize] & GOES_ON != 0 {
        return None;
    }
    let inside = letters & word;
    let (capitals, small) = (inside & !eight::small(chunk), inside & eight::small(chunk));
    let shape = plain_shape(capitals, capitals, small);
    Some((Form { kind: TokenKind::Word, shape, hash: hash_ascii(chunk & word, n) }, start + n, behind))
}

/// As [`plain_word`], of eight letters and more.
fn long_plain_word(bytes: &[u8], start: usize) -> Option<(Form, usize)> {
    let mut end = start;
    let (mut first, mut capitals, mut small) = (None, 0, 0);
    loop {
        let chunk = eight::load(bytes, end)?;
        let letters = eight::letters(chunk);
        let (n, word) = eight::leading(letters).unwrap_or((8, u64::MAX));
        let inside = letters & word;
        capitals |= inside & !eight::small(chunk);
        small |= inside & eight::small(chunk);
        first.get_or_insert(capitals);
        end += n;
        if n < 8 {
            break;
        }
    }
    if CLASS[bytes[end] as usize] & GOES_ON != 0 {
        return None;
    }
    let shape = plain_shape(first.unwrap_or_default(), capitals, small);
    Some((Form { kind: TokenKind::Word, shape, hash: hash_within(bytes, start, end) }, end))
}

/// What a token turned out to be.
pub(super) struct Form {
    pub(super) kind: TokenKind,
    pub(super) shape: Shape,
    pub(super) hash: u64,
}

impl Form {
    pub(super) fn sign(kind: TokenKind) -> Self {
        Form { kind, shape: Shape::Lower, hash: 0 }
    }
}

/// The shape of a word of nothing but letters: the capitals of its first eight, all its capitals and its small letters, one bit each.
#[inline]
fn plain_shape(first: u64, capitals: u64, small: u64) -> Shape {
    if capitals == 0 {
        Shape::Lower
    } else if first & eight::FIRST == 0 {
        Shape::Mixed
    } else if small != 0 {
        Shape::Title
    } else {
        Shape::Upper
    }
}
