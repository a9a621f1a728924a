//! What the stage reads: text, tokens and what the lexicon says of them.

use crate::lexicon::{Builtin, UNKNOWN, Word};
use crate::token::{Shape, Token, TokenKind, Tokens};

/// Longest participle that is looked up, in bytes; the lexicon holds no longer one, and none that is not ASCII.
const LONGEST_PARTICIPLE: usize = 32;

/// One article, as far as it is read before quotations.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a Tokens,
    all: &'a [Token],
    words: &'a [Word],
    builtin: &'static Builtin,
}

impl<'a> Page<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a Tokens, words: &'a [Word]) -> Self {
        Page { text, tokens, all: tokens.all(), words, builtin: Builtin::get() }
    }

    #[inline]
    pub(super) fn token(&self, i: usize) -> &'a Token {
        &self.all[i]
    }

    /// The text of token `i`.
    #[inline]
    pub(super) fn form(&self, i: usize) -> &'a str {
        self.all[i].of(self.text)
    }

    /// What the lexicon says of token `i`.
    #[inline]
    pub(super) fn info(&self, i: usize) -> &'a Word {
        &self.words[i]
    }

    /// Whether token `i` is a participle without its g (*livin*, *divin*): no word itself, but one with the letter, or
    /// rare and written like one (unlike *grain* and *coin*).
    pub(super) fn is_clipped(&self, i: usize) -> bool {
        let form = self.form(i);
        let Some(stem) = form.strip_suffix("in").filter(|stem| stem.len() > 1) else { return false };
        let is_unknown = self.words[i].id == UNKNOWN;
        let is_rare = self.all[i].shape == Shape::Lower && !stem.ends_with(['a', 'e', 'i', 'o', 'u']);
        is_unknown && (is_rare || self.is_known_with_g(form))
    }

    /// Whether the lexicon knows `form` with a g behind it.
    fn is_known_with_g(&self, form: &str) -> bool {
        let mut whole = [b'g'; LONGEST_PARTICIPLE];
        if !form.is_ascii() || form.len() >= whole.len() {
            return false;
        }
        whole[..form.len()].copy_from_slice(form.as_bytes());
        std::str::from_utf8(&whole[..=form.len()]).is_ok_and(|whole| self.builtin.id(whole) != UNKNOWN)
    }

    /// Whether token `i` is a sign that begins with one of `signs`.
    #[inline]
    pub(super) fn is_sign(&self, i: usize, signs: &[char]) -> bool {
        self.all[i].kind == TokenKind::Punct && self.form(i).starts_with(signs)
    }

    /// The first token of a run that is no quote mark, or the run's end.
    pub(super) fn content_from(&self, start: usize, end: usize) -> usize {
        (start..end).find(|&i| self.all[i].kind != TokenKind::Mark).unwrap_or(end)
    }
}
