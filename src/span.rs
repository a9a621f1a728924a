//! Places in a text: byte spans, token ranges, typed ids, and the way between bytes, code points and UTF-16 units.
//!
//! Inside the engine every offset is a byte offset held in a `u32`; other units exist only at the edge ([`Units`]).
//! Offsets and counts are narrowed here and nowhere else; a cast of another kind stands beside the reason that allows it.

use std::ops::Range;

/// Narrows a length or an index. Texts are at most [`crate::Article::MAX_BYTES`] long, so nothing that counts bytes or
/// tokens of one text is lost; should it ever be, the value saturates and does not wrap.
#[inline]
pub(crate) fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The lower 32 bits of a hash.
#[inline]
#[allow(clippy::cast_possible_truncation, reason = "half of the hash is what is wanted")]
pub(crate) const fn low_half(n: u64) -> u32 {
    n as u32
}

/// A piece of a text in bytes, end-exclusive, on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end` (bytes).
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        Span { start: to_u32(start), end: to_u32(end) }
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds nothing.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The span as an index range into the text.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text of the span.
    ///
    /// # Panics
    /// If the span is not one of `text`.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside.
    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Bytes that both spans share.
    #[inline]
    pub fn overlap(self, other: Span) -> usize {
        self.end.min(other.end).saturating_sub(self.start.max(other.start)) as usize
    }

    /// The smallest span that holds both.
    #[inline]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A run of tokens, end-exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenRange {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
}

impl TokenRange {
    /// A run from token `start` to token `end`.
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        TokenRange { start: to_u32(start), end: to_u32(end) }
    }

    /// Number of tokens.
    #[inline]
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether the run holds nothing.
    #[inline]
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The run as an index range into the tokens.
    #[inline]
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether token `i` is in the run.
    #[inline]
    pub fn has(self, i: usize) -> bool {
        self.range().contains(&i)
    }

    /// Whether `other` lies wholly inside.
    #[inline]
    pub fn contains(self, other: TokenRange) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both runs share a token.
    #[inline]
    pub fn overlaps(self, other: TokenRange) -> bool {
        self.start < other.end && other.start < self.end
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the item at `index` of its vector.
            #[inline]
            pub fn new(index: usize) -> Self {
                $name(to_u32(index))
            }

            /// Where the item stands in its vector.
            #[inline]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A quotation of an article.
    QuotationId;
    /// A mention of an article.
    MentionId;
    /// An entity of an article.
    EntityId;
    /// A cue of an article.
    CueId;
    /// A word or phrase of the built-in lexicon.
    WordId;
    /// A speaker of the user's lexicon.
    SpeakerId;
}

/// The unit in which offsets leave or enter the engine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Units {
    /// Unicode code points: what Python indexes strings with. The default of every outward format.
    #[default]
    CodePoints,
    /// UTF-8 bytes: what Rust and Go index strings with.
    Bytes,
    /// UTF-16 units: what JavaScript and Java index strings with.
    Utf16,
}

/// Translates offsets of one text between bytes and other units.
///
/// Building it reads the text once; a look-up reads at most [`OffsetMap::STEP`] bytes. Offsets outside the text are
/// moved to its end, offsets inside a character to the character's start.
#[derive(Clone, Debug, Default)]
pub struct OffsetMap {
    units: Units,
    /// Units before byte `i * STEP`; empty where bytes and units are the same.
    checkpoints: Vec<u32>,
}

impl OffsetMap {
    /// Bytes between two checkpoints.
    pub const STEP: usize = 64;

    /// The map of `text` for `units`.
    pub fn new(text: &str, units: Units) -> Self {
        let mut map = OffsetMap::default();
        map.reset(text, units);
        map
    }

    /// Makes this the map of another text, keeping its memory.
    pub fn reset(&mut self, text: &str, units: Units) {
        self.units = units;
        self.checkpoints.clear();
        if units == Units::Bytes || text.is_ascii() {
            return;
        }
        let mut count = 0;
        for chunk in text.as_bytes().chunks(Self::STEP) {
            self.checkpoints.push(count);
            count += self.count(chunk);
        }
        self.checkpoints.push(count);
    }

    /// Units whose first byte is in `bytes`: a code point counts at its first byte, and so do both halves of a pair.
    #[inline]
    fn count(&self, bytes: &[u8]) -> u32 {
        let inner = count(bytes, |chunk| chunk >> 7 & !chunk >> 6);
        let pairs = match self.units {
            Units::Utf16 => count(bytes, |chunk| chunk >> 7 & chunk >> 6 & chunk >> 5 & chunk >> 4),
            _ => 0,
        };
        to_u32(bytes.len() - inner + pairs)
    }

    /// The unit offset of byte offset `byte` of `text`, the text that the map was made of.
    pub fn from_byte(&self, text: &str, byte: u32) -> u32 {
        if self.checkpoints.is_empty() {
            return byte.min(to_u32(text.len()));
        }
        let byte = text.floor_char_boundary(byte as usize);
        let step = byte / Self::STEP;
        self.checkpoints[step] + self.count(&text.as_bytes()[step * Self::STEP..byte])
    }

    /// The byte offset of unit offset `offset` of `text`, the text that the map was made of.
    pub fn to_byte(&self, text: &str, offset: u32) -> u32 {
        if self.checkpoints.is_empty() {
            return to_u32(text.floor_char_boundary(offset as usize));
        }
        let step = self.checkpoints.partition_point(|&count| count <= offset).saturating_sub(1);
        let mut count = self.checkpoints[step];
        let start = step * Self::STEP;
        // A checkpoint may stand inside a character: its continuation bytes belong to what was counted before.
        let mut byte = (start..text.len()).find(|&b| text.is_char_boundary(b)).unwrap_or(text.len());
        for c in text[byte..].chars() {
            let width = match self.units {
                Units::Utf16 => to_u32(c.len_utf16()),
                _ => 1,
            };
            if count + width > offset {
                break;
            }
            count += width;
            byte += c.len_utf8();
        }
        to_u32(byte)
    }
}

/// How many of at most 64 bytes have the property that `of` finds in the lowest bit of each of eight.
#[inline]
fn count(bytes: &[u8], of: impl Fn(u64) -> u64) -> usize {
    const LOWEST: u64 = 0x0101_0101_0101_0101;
    let mut chunks = bytes.chunks_exact(8);
    let mut found = 0;
    for chunk in &mut chunks {
        found += of(chunk.iter().rev().fold(0, |n, &b| n << 8 | u64::from(b))) & LOWEST;
    }
    found += of(chunks.remainder().iter().rev().fold(0, |n, &b| n << 8 | u64::from(b))) & LOWEST;
    // The sum of the eight counts, in the highest byte.
    (found.wrapping_mul(LOWEST) >> 56) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn counts_what_python_and_javascript_count() {
        let text = "a“é😀z";
        let points = OffsetMap::new(text, Units::CodePoints);
        let utf16 = OffsetMap::new(text, Units::Utf16);
        let bytes: Vec<u32> = text.char_indices().map(|(i, _)| to_u32(i)).collect();
        assert_eq!(bytes.iter().map(|&b| points.from_byte(text, b)).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert_eq!(bytes.iter().map(|&b| utf16.from_byte(text, b)).collect::<Vec<_>>(), [0, 1, 2, 3, 5]);
        assert_eq!(points.from_byte(text, 999), 5);
        assert_eq!(utf16.to_byte(text, 4), bytes[3], "inside a pair: its start");
    }

    proptest! {
        #[test]
        fn there_and_back_again(text in "\\PC{0,700}", unit in 0..3) {
            let units = [Units::CodePoints, Units::Bytes, Units::Utf16][unit as usize];
            let map = OffsetMap::new(&text, units);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let there = map.from_byte(&text, to_u32(byte));
                prop_assert_eq!(map.to_byte(&text, there), to_u32(byte));
            }
        }
    }
}
