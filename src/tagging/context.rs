//! What the tagger sees around a word.

use super::classes::{Classes, TagSet};
use crate::lexicon::{Tag, Words, is_form};
use crate::linear::feature;
use crate::token::{Gap, TokenKind};
use std::ops::Range;

/// Features of a word of a sentence.
pub(crate) const FEATURES: usize = 20;

/// A sentence before the tagger.
pub(crate) struct Context<'a, 'w> {
    words: &'a Words<'w>,
    classes: &'a Classes,
    range: Range<usize>,
}

impl<'a, 'w> Context<'a, 'w> {
    /// The sentence `range`.
    pub(crate) fn new(words: &'a Words<'w>, classes: &'a Classes, range: Range<usize>) -> Self {
        Context { words, classes, range }
    }

    /// What token `i` may be, and whether the word was seen before; nothing outside the sentence.
    #[inline]
    pub(crate) fn set(&self, i: usize) -> (TagSet, bool) {
        if !self.range.contains(&i) {
            return (TagSet::default(), false);
        }
        // An opening mark stands close before its word.
        let opened = |i: usize| self.words.token(i - 1).kind == TokenKind::Mark && self.words.token(i).gap == Gap::None;
        let first = i == self.range.start || opened(i);
        self.classes.of(self.words, i, first)
    }

    fn hash(&self, i: Option<usize>) -> u32 {
        match i {
            Some(i) if self.range.contains(&i) => self.words.token(i).hash,
            _ => 1,
        }
    }

    /// The features of token `i`, a word that was seen before (`known`) or not, behind words with the tags `before`, the nearest first, and
    /// before a word that may be what `next` holds.
    pub(crate) fn describe(&self, i: usize, before: [Tag; 2], known: bool, next: TagSet, out: &mut [u32; FEATURES]) -> usize {
        let word = self.words.token(i).hash;
        let [one, two] = before.map(|tag| tag as u32);
        let previous = self.hash(i.checked_sub(1));
        let next_set = crate::span::low_half(next.0 ^ next.0 >> 32);
        let (next, second) = (self.hash(Some(i + 1)), self.hash(Some(i + 2)));
        let capital = u32::from(self.words.token(i).shape as u8) | u32::from(i == self.range.start) << 2;
        let seen = [
            (0, word, 0),
            (1, one, 0),
            (2, one, two),
            (3, word, one),
            (4, previous, 0),
            (5, next, 0),
            (6, second, 0),
            (7, word, next),
            (8, next_set, 0),
            (9, next_set, one),
            (10, word, next_set),
            (11, word, previous),
            (12, capital, one),
            (13, self.auxiliary(i), one),
            (14, next, one),
        ];
        let mut n = 0;
        for (template, a, b) in seen {
            out[n] = feature(template, a, b);
            n += 1;
        }
        if !known {
            let text = self.words.str(i).as_bytes();
            for length in [1, 2, 3, 4] {
                let ending = text[text.len().saturating_sub(length)..].iter().fold(0, |n, b| n << 8 | u32::from(b.to_ascii_lowercase()));
                out[n] = feature(15, ending, if length == 3 { capital } else { 8 });
                n += 1;
            }
            out[n] = feature(16, u32::from(text.contains(&b'-')), capital);
            n += 1;
        }
        n
    }

    /// The nearest form of *be*, *have*, *do* or *to* or a modal verb before token `i`: what makes *made* a participle.
    fn auxiliary(&self, i: usize) -> u32 {
        const REACH: usize = 4;
        (self.range.start.max(i.saturating_sub(REACH))..i)
            .rev()
            .find(|&k| matches!(self.words.tag(k), Tag::MD | Tag::TO) || is_auxiliary(self.words, k))
            .map_or(0, |k| self.words.token(k).hash)
    }
}

fn is_auxiliary(words: &Words<'_>, i: usize) -> bool {
    is_form!(
        words,
        i,
        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "am" | "has" | "have" | "had" | "having" | "do" | "does" | "did"
    )
}
