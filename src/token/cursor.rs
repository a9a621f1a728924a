//! Where the tokenizer stands in a text, what it sees there, and the white space that it passes over.

use super::Gap;
use super::byte_class::is_invisible;
use super::fold::{hash_folded, hash_within};

/// A place in a text.
pub(super) struct Cursor<'t> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    /// Scratch for the folded form of a word that is not ASCII.
    folded: &'t mut String,
    /// Whether asterisks have opened words of this line that others close: `**Ann Lee** said`.
    pub(super) emphasis: bool,
}

impl<'t> Cursor<'t> {
    /// One at the start of `text`. `folded` is scratch.
    #[inline]
    pub(super) fn new(text: &'t str, folded: &'t mut String) -> Self {
        Cursor { text, bytes: text.as_bytes(), at: 0, folded, emphasis: false }
    }

    #[inline]
    pub(super) fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    #[inline]
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    #[inline]
    fn byte_or_end(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn is_letter(&self, at: usize) -> bool {
        match self.byte(at) {
            b if b < 0x80 => b.is_ascii_alphanumeric(),
            _ => self.char_at(at).is_some_and(char::is_alphanumeric),
        }
    }

    /// Hash of the folded form of a word without closing full stop.
    #[inline]
    pub(super) fn hash(&mut self, start: usize, end: usize, ascii: bool) -> u64 {
        if ascii { hash_within(self.bytes, start, end) } else { hash_folded(&self.text[start..end], self.folded) }
    }

    /// Moves over white space and says what it amounts to.
    pub(super) fn skip_space(&mut self) -> Gap {
        let mut gap = Gap::None;
        loop {
            match self.byte_or_end() {
                Some(b'!'..=b'~') => return gap,
                Some(b' ' | b'\t' | b'\r' | 0x0B | 0x0C) => {
                    gap = gap.max(Gap::Blank);
                    self.at += 1;
                }
                Some(b'\n') => {
                    self.emphasis = false;
                    gap = if gap >= Gap::Line { Gap::EmptyLine } else { Gap::Line };
                    self.at += 1;
                }
                Some(b) if b >= 0x80 => match self.char_at(self.at) {
                    Some(c @ ('\u{2028}' | '\u{2029}' | '\u{85}')) => {
                        gap = if gap >= Gap::Line { Gap::EmptyLine } else { Gap::Line };
                        self.at += c.len_utf8();
                    }
                    Some(c) if c.is_whitespace() || is_invisible(c) => {
                        if c.is_whitespace() {
                            gap = gap.max(Gap::Blank);
                        }
                        self.at += c.len_utf8();
                    }
                    _ => return gap,
                },
                _ => return gap,
            }
        }
    }
}
