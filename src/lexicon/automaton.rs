//! Finds every alias of the speakers in a text, in one pass over its tokens.
//!
//! # What matches
//! - Matches begin and end where tokens do, so an alias never matches inside a word. A hyphen joins: *Lee* is not in
//!   *Lee-Potter*, nor *Kessel* in *Kessel-led*. Behind the last word may follow a possessive (*Kessel's*), which is no part of
//!   the match, or a contracted verb (*Kessel'll*), which stands in the match's last token but not in its span.
//! - Blanks and line ends are alike, as long as the match stays in one paragraph. Apostrophes are alike, and so are quote
//!   marks and a word's closing full stop (*Inc*, *Inc.*).
//! - Each word is written as in the alias or all in capitals; in a role it may also begin with a capital. So *KESSEL* and
//!   *Mara KESSEL* are *Mara Kessel*, but *us* is not *Us* nor *who* *WHO*. A name's opening *the* may lose its capital. An
//!   opening *the* of a role is optional and never part of the match. Handles are alike in any case.
//! - The leftmost match wins, of several the longest, and the next begins behind it. What an alias means in its place is
//!   not judged: *the former mayor* holds the role *mayor*.
//! - Where one place is an alias of several speakers, the match carries them all. Of aliases that differ in case only,
//!   those in whose own case the text stands go first.
//!
//! # How
//! The search is one Aho-Corasick automaton (leftmost-longest) over words instead of letters. Every distinct word of the
//! aliases has a number, written in three bytes ([`super::symbols`]); an alias is the pattern of its words' numbers. The
//! tokenizer has hashed the folded form of every token already, so that a text is written in numbers by one look-up a
//! token, and runs of tokens that cannot be part of a match are one byte. Word boundaries, white space and the folding of
//! letters then cost nothing, and no name is found in the beginning of a longer word.
//!
//! What the automaton finds is compared with the text (case rules; words of one hash). If the longest alias does not fit,
//! those of its beginnings that are aliases too are tried, then the search goes on one word later. An alias has at most
//! 24 tokens, so the time is linear in the text. `benches/RECORD.md` holds the figures, and those of the rivals.

use super::form::{self, Writing};
use super::symbols::{BREAK, CODE_LEN, Words, code};
use crate::span::{Span, SpeakerId, TokenRange, to_u32};
use crate::token::{Token, Tokens};
use aho_corasick::{AhoCorasick, Input, PatternID};
use std::ops::Range;

/// A place where a text holds an alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LexiconMatch {
    /// The alias in the text, without possessive or contracted verb.
    pub span: Span,
    /// Its tokens. The last may go on behind the span with a contracted verb.
    pub tokens: TokenRange,
    /// How the text writes it.
    pub writing: Writing,
    /// Whether it is a role of every speaker that it may mean, not a name.
    pub is_role: bool,
    pub(super) speakers: Candidates,
}

impl LexiconMatch {
    /// Whether several speakers have this alias.
    pub fn is_ambiguous(&self) -> bool {
        self.speakers.end - self.speakers.start > 1
    }
}

/// A run of [`Automaton::candidates`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidates {
    start: u32,
    end: u32,
}

/// A distinct form with the speakers that have it.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) text: Span,
    pub(super) speakers: Candidates,
    /// The speakers of all forms that differ from this one in case only.
    pub(super) group: Candidates,
    pub(super) is_role: bool,
    /// Made of the alias's capitals by [`form::capitals`].
    pub(super) is_upper: bool,
}

/// Forms of the same words in their order, and the number under which the automaton knows them.
#[derive(Debug)]
pub(super) struct Pattern {
    /// In [`Automaton::forms`].
    pub(super) forms: Range<u32>,
    pub(super) n_words: u32,
    /// The longest pattern that this one begins with, itself aside.
    pub(super) shorter: Option<u32>,
}

/// The compiled aliases.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    pub(super) words: Words,
    /// `None` without aliases.
    pub(super) search: Option<AhoCorasick>,
    pub(super) patterns: Vec<Pattern>,
    pub(super) forms: Vec<Form>,
    pub(super) texts: String,
    speakers: Vec<SpeakerId>,
}

/// What the search needs to write down, one a thread: an article's words in numbers. To be used again and again.
#[derive(Debug, Default)]
pub struct LexiconScratch {
    codes: Vec<u8>,
    words: Vec<Place>,
}

/// Where a word of [`LexiconScratch::codes`] stands.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// Its first byte in the codes.
    code: u32,
    /// Its token.
    token: u32,
    /// Where it ends in the text: before a contracted verb, which is a word of its own.
    end: u32,
}

impl LexiconScratch {
    fn reset(&mut self) {
        self.codes.clear();
        self.words.clear();
    }

    #[inline]
    fn push(&mut self, id: u32, token: usize, end: u32) {
        self.words.push(Place { code: to_u32(self.codes.len()), token: to_u32(token), end });
        self.codes.extend_from_slice(&code(id));
    }
}

impl Automaton {
    /// The speakers of a match, in the order of the lexicon.
    pub(super) fn candidates(&self, candidates: Candidates) -> &[SpeakerId] {
        &self.speakers[candidates.start as usize..candidates.end as usize]
    }

    /// Adds a run of candidates.
    pub(super) fn push_speakers(&mut self, mut speakers: Vec<SpeakerId>) -> Candidates {
        speakers.sort_unstable();
        speakers.dedup();
        let start = to_u32(self.speakers.len());
        self.speakers.append(&mut speakers);
        Candidates { start, end: to_u32(self.speakers.len()) }
    }

    /// Number of distinct forms.
    pub(super) fn len(&self) -> usize {
        self.forms.len()
    }

    /// Appends all matches, in order and without overlap.
    pub(super) fn find(&self, scratch: &mut LexiconScratch, text: &str, tokens: &Tokens, out: &mut Vec<LexiconMatch>) {
        let Some(search) = &self.search else { return };
        scratch.reset();
        self.write(text, tokens, scratch);
        let mut words = scratch.words.as_slice();
        let mut at = 0;
        while let Some(found) = search.find(Input::new(&scratch.codes).range(at..)) {
            while words.first().is_some_and(|word| (word.code as usize) < found.start()) {
                words = &words[1..];
            }
            let fit = self.fit(text, tokens.all(), words, found.pattern());
            let n_words = fit.map_or(1, |(n_words, _)| n_words);
            at = found.start() + n_words * CODE_LEN;
            out.extend(fit.map(|(_, found)| found));
        }
    }

    /// Writes the words that may be part of a match.
    fn write(&self, text: &str, tokens: &Tokens, scratch: &mut LexiconScratch) {
        let all = tokens.all();
        let mut apostrophes = Apostrophes::new(text);
        for paragraph in tokens.paragraphs() {
            let end = paragraph.end as usize;
            let mut i = paragraph.start as usize;
            while let Some(n) = all[i..end].iter().position(|token| self.may_be_first(text, token, &mut apostrophes)) {
                i = self.write_run(text, all, i + n, end, &mut apostrophes, scratch);
            }
        }
    }

    /// Whether a match may begin with this token: false for most tokens, and cheap.
    #[inline(always)]
    fn may_be_first(&self, text: &str, token: &Token, apostrophes: &mut Apostrophes<'_>) -> bool {
        self.words.may_be_first(form::key(text, token))
            || apostrophes.is_in(token) && form::contracted(text, token).is_some_and(|(key, _)| self.words.may_be_first(key.word))
    }

    /// Writes the words from token `start` on, up to one that no alias holds, if an alias begins with the first of them.
    /// The token to go on with.
    #[inline(never)]
    fn write_run(
        &self,
        text: &str,
        all: &[Token],
        start: usize,
        end: usize,
        apostrophes: &mut Apostrophes<'_>,
        scratch: &mut LexiconScratch,
    ) -> usize {
        for (i, token) in all[..end].iter().enumerate().skip(start) {
            let contracted = if apostrophes.is_in(token) { form::contracted(text, token) } else { None };
            let word = contracted.map_or_else(|| form::key(text, token), |(key, _)| key.word);
            match self.words.get(word) {
                Some(id) if i > start || self.words.is_first(id) => {
                    if i == start {
                        scratch.codes.push(BREAK);
                    }
                    scratch.push(id, i, contracted.map_or(token.span.end, |(_, end)| end));
                }
                _ => return i + 1,
            }
            if let Some((key, _)) = contracted {
                match key.verb.and_then(|verb| self.words.get(verb)) {
                    Some(id) => scratch.push(id, i, token.span.end),
                    None => return i + 1,
                }
            }
        }
        end
    }

    /// The longest match that begins with the first of `words`, of those that `pattern` begins with; and its number of words.
    fn fit(&self, text: &str, all: &[Token], words: &[Place], pattern: PatternID) -> Option<(usize, LexiconMatch)> {
        let start = words.first()?.token as usize;
        let mut pattern = &self.patterns[pattern.as_usize()];
        loop {
            let n_words = pattern.n_words as usize;
            let &Place { token, end, .. } = words.get(n_words - 1)?;
            let tokens = TokenRange::new(start, token as usize + 1);
            if let Some((writing, is_role, speakers)) = self.verify(text, &all[start..=token as usize], end, pattern) {
                let span = Span { start: all[start].span.start, end };
                return Some((n_words, LexiconMatch { span, tokens, writing, is_role, speakers }));
            }
            pattern = &self.patterns[pattern.shorter? as usize];
        }
    }

    /// Which form of the pattern the text holds: the one closest in case; if several are as close, all that differ in case only.
    fn verify(&self, text: &str, tokens: &[Token], end: u32, pattern: &Pattern) -> Option<(Writing, bool, Candidates)> {
        let mut best: Option<(Writing, bool, Candidates)> = None;
        for form in &self.forms[pattern.forms.start as usize..pattern.forms.end as usize] {
            let Some(writing) = form::writing(text, tokens, end, form.text.of(&self.texts), form.is_role) else { continue };
            let writing = if form.is_upper { Writing::Upper } else { writing };
            best = match best {
                Some(known) if known.0 < writing => Some(known),
                Some(known) if known.0 == writing => Some((writing, known.1 && form.is_role, form.group)),
                _ => Some((writing, form.is_role, form.speakers)),
            };
        }
        best
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
            self.next = self.bytes.next().map_or(u32::MAX, to_u32);
        }
        self.next < token.span.end
    }
}
