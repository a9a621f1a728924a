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
//! The tokenizer has hashed the folded form of every token already, so aliases are looked for word by word and not letter by
//! letter. Word boundaries, white space and the folding of letters then cost nothing. Two machines do it, and find the same:
//! an Aho-Corasick automaton ([`super::automaton`]) where a lexicon of ordinary size is made in memory, and a table of the
//! beginnings of all aliases ([`super::prefixes`]), which is small and can be stored, for all others.
//!
//! What either finds is compared with the text (case rules; words of one hash). If the longest alias does not fit, those
//! of its beginnings that are aliases too are tried, then the search goes on one word later. An alias has at most 24 tokens, so
//! the time is linear in the text. `benches/RECORD.md` holds the figures, and those of the rivals.

use super::automaton::Automaton;
use super::first_words::FirstWords;
use super::form::Writing;
use super::forms::Forms;
use super::prefixes::{Ending, Prefixes};
use super::symbols::Place;
use crate::span::{Span, TokenRange};
use crate::token::Tokens;

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

/// A run of the speakers in [`Forms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidates {
    pub(super) start: u32,
    pub(super) end: u32,
}

/// What the search needs to write down, one a thread. To be used again and again.
#[derive(Debug, Default)]
pub struct LexiconScratch {
    /// Of the automaton: an article's words in numbers.
    pub(super) codes: Vec<u8>,
    pub(super) words: Vec<Place>,
    /// Of the table: aliases that may stand at a token.
    endings: Vec<Ending>,
}

/// What is searched for, and the machine that does it.
#[derive(Debug, Default)]
pub(super) struct Search {
    pub(super) first: FirstWords,
    pub(super) forms: Forms,
    pub(super) machine: Machine,
}

/// What finds the aliases.
#[derive(Debug, Default)]
pub(super) enum Machine {
    /// There are none.
    #[default]
    Idle,
    Automaton(Automaton),
    Prefixes(Prefixes),
}

impl Search {
    /// Appends all matches, in order and without overlap.
    pub(super) fn find(&self, scratch: &mut LexiconScratch, text: &str, tokens: &Tokens, out: &mut Vec<LexiconMatch>) {
        let Search { first, forms, machine } = self;
        match machine {
            Machine::Idle => {}
            Machine::Automaton(automaton) => automaton.find(first, forms, scratch, text, tokens, out),
            Machine::Prefixes(prefixes) => prefixes.find(first, forms, &mut scratch.endings, text, tokens, out),
        }
    }
}
