//! Offsets of a record's rows, back to the tokens and bytes of the article.

use crate::span::{OffsetMap, Span, TokenRange, Units, to_u32};
use crate::token::Tokens;

/// An article's text with its tokens and the unit in which offsets are written.
pub(super) struct Places<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    map: OffsetMap,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a Tokens, units: Units) -> Self {
        Places { text, tokens, map: OffsetMap::new(text, units) }
    }

    /// The offset of a byte.
    pub(super) fn offset(&self, byte: u32) -> u32 {
        self.map.from_byte(self.text, byte)
    }

    /// First offset and one past the last of a span.
    pub(super) fn offsets(&self, span: Span) -> [u32; 2] {
        [self.offset(span.start), self.offset(span.end)]
    }

    /// The bytes between two offsets.
    pub(super) fn span(&self, start: u32, end: u32) -> Span {
        let (start, end) = (self.map.to_byte(self.text, start), self.map.to_byte(self.text, end));
        Span { start, end: end.max(start) }
    }

    /// The tokens between two offsets.
    pub(super) fn between(&self, start: u32, end: u32) -> TokenRange {
        let span = self.span(start, end);
        TokenRange::new(self.tokens.at_byte(span.start), self.tokens.at_byte(span.end))
    }

    /// First and last token between two offsets; of none, twice the one behind.
    pub(super) fn first_and_last(&self, tokens: TokenRange) -> [u32; 2] {
        [tokens.start, tokens.end.saturating_sub(1).max(tokens.start)]
    }

    /// The text of up to `count` tokens before token `end`.
    pub(super) fn before(&self, end: u32, count: u32) -> &'a str {
        self.of(TokenRange { start: end.saturating_sub(count), end })
    }

    /// The text of up to `count` tokens from token `start` on.
    pub(super) fn behind(&self, start: u32, count: u32) -> &'a str {
        self.of(TokenRange { start, end: start.saturating_add(count).min(to_u32(self.tokens.len())) })
    }

    fn of(&self, tokens: TokenRange) -> &'a str {
        if tokens.is_empty() { "" } else { self.tokens.span(tokens).of(self.text) }
    }
}
