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
//! The tokenizer has hashed the folded form of every token already. The automaton is a trie over these hashes, held as a
//! hash table of all prefixes: the hash of a prefix is that of the one before joined with the next token's. From each token
//! it walks as far as prefixes go, then tries the ends that it passed, longest first, against the text. A bit set over the
//! first keys turns most tokens away without a look at the table. Hashes may collide: what a match claims is always
//! compared with the text. The work at one token is bounded by the longest alias (at most 24 tokens), so the time is
//! linear in the text.
//!
//! Tried and not taken: the aho-corasick crate over the bytes of the text. Megabytes of text a second for 10 / 1,000 /
//! 100,000 aliases, best of 400 passes over the text of `benches/lexicon.rs`, which keeps one of the rivals: this search 1380 / 1210 / 890; aho-corasick, ASCII case
//! ignored, as contiguous automaton 990 / 850 / 600, as DFA 1280 / 900 / too large; with patterns doubled in capitals 1220 /
//! 960 / 700; started only at tokens that begin with an alias's first letter 1370 / 870 / 640 (doubled) and 480 / 280 / 250
//! (case ignored). All of these leave word boundaries, white space and case still to be checked, do not fold letters beyond
//! ASCII, and need some two seconds to build for 100,000 aliases. The tokenizer reads 165 in the same second.

use super::form::{self, MAX_TOKENS, Refusal, Writing};
use crate::span::{Span, SpeakerId, TokenRange, to_u32};
use crate::token::{Token, TokenKind, Tokens, hash_form, join_hash};

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
struct Form {
    text: Span,
    speakers: Candidates,
    /// The speakers of all forms that differ from this one in case only.
    group: Candidates,
    is_role: bool,
    /// Made of the alias's capitals by [`form::capitals`].
    is_upper: bool,
}

/// The compiled aliases.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    /// One bit a remainder of the first tokens' keys.
    starts: Vec<u64>,
    prefixes: Prefixes,
    /// The forms that end at prefix `n` are `forms[first_form[n]..first_form[n + 1]]`.
    first_form: Vec<u32>,
    forms: Vec<Form>,
    texts: String,
    speakers: Vec<SpeakerId>,
}

impl Automaton {
    /// The speakers of a match, in the order of the lexicon.
    pub(super) fn candidates(&self, candidates: Candidates) -> &[SpeakerId] {
        &self.speakers[candidates.start as usize..candidates.end as usize]
    }

    /// Number of distinct forms.
    pub(super) fn len(&self) -> usize {
        self.forms.len()
    }

    /// Appends all matches, in order and without overlap.
    pub(super) fn find(&self, text: &str, tokens: &Tokens, out: &mut Vec<LexiconMatch>) {
        if self.forms.is_empty() {
            return;
        }
        let all = tokens.all();
        let mut apostrophes = Apostrophes::new(text);
        for paragraph in tokens.paragraphs() {
            let end = paragraph.end as usize;
            let mut i = paragraph.start as usize;
            while let Some(n) = all[i..end].iter().position(|token| self.may_start(text, token, &mut apostrophes)) {
                i += n;
                match self.longest(text, all, i, end) {
                    Some(found) => {
                        i = found.tokens.end as usize;
                        out.push(found);
                    }
                    None => i += 1,
                }
            }
        }
    }

    /// Whether a match may begin with this token: false for most tokens, and cheap.
    #[inline(always)]
    fn may_start(&self, text: &str, token: &Token, apostrophes: &mut Apostrophes<'_>) -> bool {
        self.is_first_key(form::key(text, token))
            || apostrophes.is_in(token) && stem(text, token).is_some_and(|stem| self.is_first_key(hash_form(stem)))
    }

    #[inline(always)]
    fn is_first_key(&self, key: u32) -> bool {
        let bit = key as usize & (self.starts.len() * 64 - 1);
        self.starts[bit / 64] >> (bit % 64) & 1 != 0
    }

    /// The longest match that begins at token `start` and stays before token `end`.
    #[inline(never)]
    fn longest(&self, text: &str, all: &[Token], start: usize, end: usize) -> Option<LexiconMatch> {
        /// A prefix that ends an alias: its number, one past its last token, where its text ends.
        #[derive(Clone, Copy, Default)]
        struct End {
            prefix: u32,
            token: usize,
            byte: u32,
        }
        let mut ends = [End::default(); MAX_TOKENS];
        let mut n = 0;
        let mut before = None;
        for (i, token) in all[..end].iter().enumerate().skip(start).take(MAX_TOKENS) {
            let join = |key| before.map_or(key, |before| join_hash(before, key));
            let path = join(form::key(text, token));
            if let Some(prefix) = self.prefixes.get(path) {
                if self.forms_at(prefix).is_some() {
                    ends[n] = End { prefix, token: i + 1, byte: token.span.end };
                    n += 1;
                }
                before = Some(path);
                continue;
            }
            if let Some(stem) = stem(text, token)
                && let Some(prefix) = self.prefixes.get(join(hash_form(stem)))
                && self.forms_at(prefix).is_some()
            {
                ends[n] = End { prefix, token: i + 1, byte: token.span.start + to_u32(stem.len()) };
                n += 1;
            }
            break;
        }
        ends[..n].iter().rev().find_map(|end| {
            let (writing, is_role, speakers) = self.verify(text, &all[start..end.token], end.byte, end.prefix)?;
            let span = Span { start: all[start].span.start, end: end.byte };
            Some(LexiconMatch { span, tokens: TokenRange::new(start, end.token), writing, is_role, speakers })
        })
    }

    /// Which form of the prefix the text holds: the one closest in case; if several are as close, all that differ in case only.
    fn verify(&self, text: &str, tokens: &[Token], end: u32, prefix: u32) -> Option<(Writing, bool, Candidates)> {
        let mut best: Option<(Writing, bool, Candidates)> = None;
        for form in self.forms_at(prefix)? {
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

    #[inline]
    fn forms_at(&self, prefix: u32) -> Option<&[Form]> {
        let range = self.first_form[prefix as usize] as usize..self.first_form[prefix as usize + 1] as usize;
        if range.is_empty() { None } else { Some(&self.forms[range]) }
    }
}

/// The part of the token before a contracted verb, if it has one.
#[inline(never)]
fn stem<'t>(text: &'t str, token: &Token) -> Option<&'t str> {
    if token.kind == TokenKind::Word { form::before_contraction(token.of(text)) } else { None }
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

/// All prefixes of all forms by their hash, numbered from 0. Open addressing, at most half full.
#[derive(Debug, Default)]
struct Prefixes {
    /// Hash and number + 1; 0 for free.
    slots: Vec<(u32, u32)>,
    len: u32,
}

impl Prefixes {
    #[inline]
    fn get(&self, hash: u32) -> Option<u32> {
        self.slots[self.slot(hash)].1.checked_sub(1)
    }

    /// The slot that holds `hash` or is free for it.
    #[inline]
    fn slot(&self, hash: u32) -> usize {
        let mask = self.slots.len() - 1;
        // Fibonacci hashing (Knuth, TAOCP 6.4): the upper half of the product is well mixed.
        let mut at = (u64::from(hash).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & mask;
        while self.slots[at].1 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & mask;
        }
        at
    }

    fn insert(&mut self, hash: u32) -> u32 {
        if self.slots.len() < 2 * (self.len as usize + 1) {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, 0); (old.len() * 2).max(16)];
            for slot in old.into_iter().filter(|slot| slot.1 != 0) {
                let at = self.slot(slot.0);
                self.slots[at] = slot;
            }
        }
        let at = self.slot(hash);
        if self.slots[at].1 == 0 {
            self.len += 1;
            self.slots[at] = (hash, self.len);
        }
        self.slots[at].1 - 1
    }
}

/// An alias of one speaker at its place in the trie.
#[derive(Debug)]
struct Alias {
    prefix: u32,
    text: Span,
    is_role: bool,
    is_upper: bool,
    speaker: SpeakerId,
}

/// Collects aliases and compiles them.
#[derive(Debug, Default)]
pub(super) struct Builder {
    prefixes: Prefixes,
    first_keys: Vec<u32>,
    aliases: Vec<Alias>,
    texts: String,
    tokens: Tokens,
    form: String,
    keys: Vec<u32>,
}

impl Builder {
    /// Adds an alias. The sum of all aliases in bytes must stay far below 4 GiB; the caller sees to that.
    pub(super) fn add(&mut self, alias: &str, is_role: bool, speaker: SpeakerId) -> Result<(), Refusal> {
        form::make(alias, is_role, &mut self.tokens, &mut self.form, &mut self.keys)?;
        self.insert(is_role, false, speaker);
        if form::capitals(&mut self.form, &mut self.keys) {
            self.insert(is_role, true, speaker);
        }
        Ok(())
    }

    fn insert(&mut self, is_role: bool, is_upper: bool, speaker: SpeakerId) {
        let Some((&first, rest)) = self.keys.split_first() else { return };
        self.first_keys.push(first);
        let (mut path, mut prefix) = (first, self.prefixes.insert(first));
        for &key in rest {
            path = join_hash(path, key);
            prefix = self.prefixes.insert(path);
        }
        let text = Span::new(self.texts.len(), self.texts.len() + self.form.len());
        self.texts.push_str(&self.form);
        self.aliases.push(Alias { prefix, text, is_role, is_upper, speaker });
    }

    /// Bytes of all forms so far.
    pub(super) fn size(&self) -> usize {
        self.texts.len()
    }

    /// Compiles the aliases.
    pub(super) fn finish(mut self) -> Automaton {
        let mut automaton = Automaton { prefixes: self.prefixes, ..Automaton::default() };
        self.first_keys.sort_unstable();
        self.first_keys.dedup();
        let n = self.first_keys.len();
        // Sparse while it stays in the second-level cache, never dense.
        let bits = (n * 128).min(1 << 21).max(n * 8).next_power_of_two().max(1 << 12);
        automaton.starts = vec![0; bits / 64];
        for &key in &self.first_keys {
            let bit = key as usize & (bits - 1);
            automaton.starts[bit / 64] |= 1 << (bit % 64);
        }
        let texts = &self.texts;
        self.aliases.sort_unstable_by_key(|a| (a.prefix, a.text.of(texts), a.is_role, a.is_upper, a.speaker));
        for at_prefix in self.aliases.chunk_by(|a, b| a.prefix == b.prefix) {
            automaton.first_form.resize(at_prefix[0].prefix as usize + 1, to_u32(automaton.forms.len()));
            let first = automaton.forms.len();
            let same = |a: &Alias, b: &Alias| (a.text.of(texts), a.is_role, a.is_upper) == (b.text.of(texts), b.is_role, b.is_upper);
            for alike in at_prefix.chunk_by(same) {
                automaton.push_form(texts, alike);
            }
            automaton.group_by_case(first);
        }
        automaton.first_form.resize(automaton.prefixes.len as usize + 1, to_u32(automaton.forms.len()));
        automaton.texts.shrink_to_fit();
        automaton
    }
}

impl Automaton {
    fn push_form(&mut self, texts: &str, alike: &[Alias]) {
        let Alias { text, is_role, is_upper, .. } = alike[0];
        let start = self.texts.len();
        self.texts.push_str(text.of(texts));
        let speakers = self.push_speakers(alike.iter().map(|alias| alias.speaker).collect());
        self.forms.push(Form { text: Span::new(start, self.texts.len()), speakers, group: speakers, is_role, is_upper });
    }

    fn push_speakers(&mut self, mut speakers: Vec<SpeakerId>) -> Candidates {
        speakers.sort_unstable();
        speakers.dedup();
        let start = to_u32(self.speakers.len());
        self.speakers.append(&mut speakers);
        Candidates { start, end: to_u32(self.speakers.len()) }
    }

    /// Gives the forms from `first` on, all of one prefix, the speakers of their likes.
    fn group_by_case(&mut self, first: usize) {
        if self.forms.len() - first < 2 {
            return;
        }
        let mut folded: Vec<(String, usize)> = (first..self.forms.len())
            .map(|i| (self.forms[i].text.of(&self.texts).chars().flat_map(char::to_lowercase).collect(), i))
            .collect();
        folded.sort_unstable();
        for alike in folded.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
            let speakers = alike.iter().flat_map(|&(_, i)| self.candidates(self.forms[i].speakers)).copied().collect();
            let group = self.push_speakers(speakers);
            for &(_, i) in alike {
                self.forms[i].group = group;
            }
        }
    }
}
