//! One article's tokens together with what the built-in lexicon says of them.

use super::belongings::Trades;
use super::builtin::Builtin;
use super::look_up::LookedUp;
use super::sorts::Sorts;
use super::tag::Tag;
use super::word::{Facts, Word};
use super::word_class::WordClass;
use crate::span::TokenRange;
use crate::token::{Gap, Shape, Token, Tokens};
use std::ops::Range;

/// Whether a token's folded form, as the lexicon knows it ([`Words::form`]), is one of those given. Hashes are compared, which
/// stand in the token itself; only where one agrees are the letters fetched.
macro_rules! is_form {
    // One or two.
    ($words:expr, $i:expr, $first:literal $(| $second:literal)?) => {{
        let (words, i) = (&$words, $i);
        let hash = words.token(i).hash;
        (hash == const { $crate::token::hash_plain($first) } $(|| hash == const { $crate::token::hash_plain($second) })?)
            && matches!(words.form(i), $first $(| $second)?)
    }};
    // Of many a compiler makes a tree of comparisons, whose turns no processor guesses. Few words have six bits of one of them.
    ($words:expr, $i:expr, $($form:literal)|+) => {{
        const SIX_BITS: u64 = $(1 << ($crate::token::hash_plain($form) >> 26))|+;
        let (words, i) = (&$words, $i);
        let hash = words.token(i).hash;
        SIX_BITS >> (hash >> 26) & 1 == 1
            && ($(hash == const { $crate::token::hash_plain($form) })||+)
            && matches!(words.form(i), $($form)|+)
    }};
}
pub(crate) use is_form;

/// Longest bracket behind a name, in tokens: *(NPP, Roe East)*.
const BRACKET: usize = 8;

/// A view of one article's words: what every later stage asks its questions of.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a Tokens,
    all: &'a [Token],
    words: &'a [Word],
    looked_up: &'a LookedUp,
    builtin: &'static Builtin,
}

impl<'a> Words<'a> {
    /// The view of `tokens`, looked up as `words` (see [`look_up`](fn@super::look_up)).
    pub fn new(text: &'a str, tokens: &'a Tokens, words: &'a LookedUp) -> Self {
        Words { text, tokens, all: tokens.all(), words, looked_up: words, builtin: Builtin::get() }
    }

    /// Number of tokens.
    #[inline]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no token.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Token `i`.
    #[inline]
    pub fn token(&self, i: usize) -> &'a Token {
        &self.all[i]
    }

    /// The text of token `i`.
    #[inline]
    pub fn str(&self, i: usize) -> &'a str {
        self.token(i).of(self.text)
    }

    /// Whether token `i` exists and is the sign or word `s`.
    #[inline(always)] // where it is called it is known which sign or word is asked for, and that is one comparison
    pub fn is(&self, i: usize, s: &str) -> bool {
        let (text, s) = (self.text.as_bytes(), s.as_bytes());
        // Most tokens are of another length.
        self.all.get(i).filter(|token| token.span.len() == s.len()).is_some_and(|token| match s {
            [sign] => text.get(token.span.start as usize) == Some(sign),
            _ => text.get(token.span.range()) == Some(s),
        })
    }

    /// Every token with what is known of it.
    #[inline]
    pub fn each(&self) -> impl Iterator<Item = (&'a Token, &'a Word)> + use<'a> {
        self.all.iter().zip(self.words)
    }

    /// The first token of `range` with which a mention may begin, or that may be its head.
    #[inline]
    pub fn mentioning(&self, range: Range<usize>) -> Option<usize> {
        self.looked_up.mentioning.first(range)
    }

    /// The first token of `range` that may be a cue or begin one.
    #[inline]
    pub fn cueing(&self, range: Range<usize>) -> Option<usize> {
        self.looked_up.cueing.first(range)
    }

    /// The first noun for a document in `range`.
    #[inline]
    pub fn document(&self, range: Range<usize>) -> Option<usize> {
        self.looked_up.documents.first(range)
    }

    /// Whether token `i` is a finite verb that mostly reports.
    #[inline]
    pub fn is_reporting(&self, i: usize) -> bool {
        self.info(i).sorts.any(Sorts::REPORTING)
    }

    /// Whether token `i` is a form of *be* that makes a passive.
    pub fn is_be(&self, i: usize) -> bool {
        is_form!(self, i, "is" | "was" | "are" | "were" | "be" | "been" | "being")
    }

    /// The first finite verb of `range` that mostly reports.
    #[inline]
    pub fn first_reporting(&self, range: Range<usize>) -> Option<usize> {
        self.looked_up.reporting.first(range)
    }

    /// The last finite verb of `range` that mostly reports.
    #[inline]
    pub fn last_reporting(&self, range: Range<usize>) -> Option<usize> {
        self.looked_up.reporting.last(range)
    }

    /// What the lists say of token `i`.
    #[inline]
    pub fn info(&self, i: usize) -> &'a Word {
        &self.words[i]
    }

    /// The facts about token `i`.
    #[inline]
    pub fn facts(&self, i: usize) -> Facts {
        self.info(i).facts
    }

    /// The role that token `i` is a word for, the same for *Sen.* and *senator*; of any other word its hash.
    #[inline]
    pub fn role(&self, i: usize) -> u32 {
        match self.builtin.role(self.words[i].id) {
            0 => self.token(i).hash,
            role => role,
        }
    }

    /// The country that is named at token `i`, or of whose people the word or phrase there is: how many tokens, and its hash.
    pub fn country(&self, i: usize, end: usize) -> Option<(usize, u32)> {
        let (length, id) = self.phrase(i, end).map_or((1, self.words[i].id), |(length, info)| (length, info.id));
        // *US*, not *us*.
        let pronoun = length == 1 && self.token(i).span.len() == 2 && self.token(i).shape != Shape::Upper;
        match self.builtin.country(id) {
            0 => None,
            _ if pronoun => None,
            country => Some((length, country)),
        }
    }

    /// Whether the word at token `i` is of this class.
    #[inline]
    pub fn is_a(&self, i: usize, class: WordClass) -> bool {
        self.builtin.is_a(self.words[i].id, class)
    }

    /// Whether the word at token `i` is of any of these classes.
    #[inline]
    pub fn is_any<const N: usize>(&self, i: usize, classes: [WordClass; N]) -> bool {
        self.builtin.is_any(self.words[i].id, classes)
    }

    /// The trades that token `i` is a word for people of.
    pub fn trades(&self, i: usize) -> Trades {
        self.builtin.trades(self.words[i].id)
    }

    /// The part of speech of token `i`: the dictionary's commonest, else what the ending suggests.
    #[inline]
    pub fn tag(&self, i: usize) -> Tag {
        self.words[i].likely_tag
    }

    /// Whether token `i` is a word with a capital, of a kind that names are made of.
    #[inline]
    pub fn is_capitalised(&self, i: usize) -> bool {
        let token = self.token(i);
        token.is_word() && token.is_capitalised()
    }

    /// Whether all words of `range` are written in capitals.
    pub fn are_capitals(&self, range: Range<usize>) -> bool {
        self.all[range].iter().all(|token| !token.is_word() || token.shape == Shape::Upper)
    }

    /// Where the bracket begins that ends right before token `end`, if it begins at `floor` or behind and is no longer than one behind a
    /// name; `end` if there is none.
    pub fn bracket_before(&self, end: usize, floor: usize) -> usize {
        let floor = floor.max(end.saturating_sub(BRACKET));
        let open = || (floor..end - 1).rev().find(|&i| self.is(i, "("));
        if end > floor && self.is(end - 1, ")") { open().unwrap_or(end) } else { end }
    }

    /// Whether tokens `i - 1` and `i` stand in one line.
    #[inline]
    pub fn joined(&self, i: usize) -> bool {
        self.token(i).gap <= Gap::Blank
    }

    /// The longest phrase of the lexicon that begins at token `i` and ends before `end`: its length and what the lists say of it.
    pub fn phrase(&self, i: usize, end: usize) -> Option<(usize, &'a Word)> {
        if !self.facts(i).has(Facts::STARTS_PHRASE) {
            return None;
        }
        self.builtin.phrase(self.text, self.tokens, i, end).map(|(n, id)| (n, self.builtin.info(id)))
    }

    /// As [`Words::phrase`], but only where a longer cue may begin.
    #[inline]
    pub fn cue_phrase(&self, i: usize, end: usize) -> Option<(usize, &'a Word)> {
        if !self.facts(i).has(Facts::STARTS_CUE) {
            return None;
        }
        self.builtin.cue_phrase(self.text, self.tokens, i, end).map(|(n, id)| (n, self.builtin.info(id)))
    }

    /// What the lists say of `range` as a whole: of the word, or of the phrase that is exactly these words.
    pub fn whole(&self, range: TokenRange) -> Option<&'a Word> {
        let (start, end) = (range.start as usize, range.end as usize);
        match range.len() {
            0 => None,
            1 => Some(self.info(start)),
            n => self.phrase(start, end).filter(|&(found, _)| found == n).map(|(_, info)| info),
        }
    }

    /// The lemma of token `i` if it is a form of a reporting verb (the same number for *says* and *said*), else its own form, as a hash.
    #[inline]
    pub fn lemma(&self, i: usize) -> u32 {
        match self.builtin.lemma(self.words[i].id) {
            0 => self.token(i).hash,
            lemma => lemma,
        }
    }

    /// The folded form under which the lexicon knows token `i`; empty if it does not.
    #[inline]
    pub fn form(&self, i: usize) -> &'static str {
        self.builtin.form(self.words[i].id)
    }
}
