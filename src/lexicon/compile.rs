//! Aliases to automaton.

use super::automaton::{Automaton, Form, Pattern};
use super::form::{self, Key, Refusal};
use super::symbols::{MAX_WORDS, Words, code};
use crate::error::{Error, Result};
use crate::span::{Span, SpeakerId, to_u32};
use crate::token::Tokens;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::ops::Range;

/// Collects aliases and compiles them.
#[derive(Debug, Default)]
pub(super) struct Builder {
    words: Words,
    aliases: Vec<Alias>,
    /// The words of all aliases.
    ids: Vec<u32>,
    texts: String,
    tokens: Tokens,
    form: String,
    keys: Vec<Key>,
}

/// An alias of one speaker.
#[derive(Debug)]
struct Alias {
    /// Its words in [`Builder::ids`].
    ids: Range<u32>,
    text: Span,
    is_role: bool,
    is_upper: bool,
    speaker: SpeakerId,
}

impl Alias {
    fn of<'i>(&self, ids: &'i [u32]) -> &'i [u32] {
        &ids[self.ids.start as usize..self.ids.end as usize]
    }
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
        let start = to_u32(self.ids.len());
        for key in &self.keys {
            self.ids.push(self.words.insert(key.word));
            self.ids.extend(key.verb.map(|verb| self.words.insert(verb)));
        }
        let text = Span::new(self.texts.len(), self.texts.len() + self.form.len());
        self.texts.push_str(&self.form);
        self.aliases.push(Alias { ids: start..to_u32(self.ids.len()), text, is_role, is_upper, speaker });
    }

    /// Bytes of all forms so far.
    pub(super) fn size(&self) -> usize {
        self.texts.len()
    }

    /// Compiles the aliases.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if they have more than two million distinct words.
    pub(super) fn finish(mut self) -> Result<Automaton> {
        if self.words.len() > MAX_WORDS {
            let n = self.words.len();
            return Err(Error::too_many(format!("the speaker lexicon has {n} distinct words, the limit is {MAX_WORDS}")));
        }
        self.renumber();
        let (texts, ids) = (&self.texts, &self.ids);
        self.aliases.sort_unstable_by_key(|a| (a.of(ids), a.text.of(texts), a.is_role, a.is_upper, a.speaker));
        let mut automaton = Automaton::default();
        let mut codes = Vec::with_capacity(self.aliases.len());
        // Patterns of which the latest one may be a continuation, the longest last.
        let mut open: Vec<(u32, &[u32])> = Vec::new();
        for of_words in self.aliases.chunk_by(|a, b| a.of(ids) == b.of(ids)) {
            let words = of_words[0].of(ids);
            while open.pop_if(|(_, shorter)| !words.starts_with(shorter)).is_some() {}
            let shorter = open.last().map(|&(pattern, _)| pattern);
            open.push((to_u32(automaton.patterns.len()), words));
            let first_form = automaton.forms.len();
            let same = |a: &Alias, b: &Alias| (a.text.of(texts), a.is_role, a.is_upper) == (b.text.of(texts), b.is_role, b.is_upper);
            for alike in of_words.chunk_by(same) {
                push_form(&mut automaton, texts, alike);
            }
            group_by_case(&mut automaton, first_form);
            let forms = to_u32(first_form)..to_u32(automaton.forms.len());
            automaton.patterns.push(Pattern { forms, n_words: to_u32(words.len()), shorter });
            codes.push(words.iter().copied().flat_map(code).collect::<Vec<u8>>());
        }
        if !codes.is_empty() {
            automaton.search = Some(build(&codes)?);
        }
        automaton.texts.shrink_to_fit();
        automaton.words = self.words;
        Ok(automaton)
    }

    fn renumber(&mut self) {
        let mut first: Vec<u32> = self.aliases.iter().map(|alias| self.ids[alias.ids.start as usize]).collect();
        first.sort_unstable();
        first.dedup();
        let new = self.words.renumber(&first);
        for id in &mut self.ids {
            *id = new[*id as usize];
        }
    }
}

/// The kind and no prefilter by measurement, see `benches/RECORD.md`.
fn build(codes: &[Vec<u8>]) -> Result<AhoCorasick> {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .prefilter(false)
        .build(codes)
        .map_err(|e| Error::too_many(format!("the speaker lexicon does not fit one automaton: {e}")))
}

fn push_form(automaton: &mut Automaton, texts: &str, alike: &[Alias]) {
    let Alias { text, is_role, is_upper, .. } = alike[0];
    let start = automaton.texts.len();
    automaton.texts.push_str(text.of(texts));
    let speakers = automaton.push_speakers(alike.iter().map(|alias| alias.speaker).collect());
    automaton.forms.push(Form { text: Span::new(start, automaton.texts.len()), speakers, group: speakers, is_role, is_upper });
}

/// Gives the forms from `first` on, all of one pattern, the speakers of their likes.
fn group_by_case(automaton: &mut Automaton, first: usize) {
    if automaton.forms.len() - first < 2 {
        return;
    }
    let mut folded: Vec<(String, usize)> = (first..automaton.forms.len())
        .map(|i| (automaton.forms[i].text.of(&automaton.texts).chars().flat_map(char::to_lowercase).collect(), i))
        .collect();
    folded.sort_unstable();
    for alike in folded.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
        let speakers = alike.iter().flat_map(|&(_, i)| automaton.candidates(automaton.forms[i].speakers)).copied().collect();
        let group = automaton.push_speakers(speakers);
        for &(_, i) in alike {
            automaton.forms[i].group = group;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_pattern_knows_the_longest_shorter_one() {
        let mut builder = Builder::default();
        for alias in ["Ann Lee Dray Moss", "Ann", "Ann Lee Dray", "Lee", "Ann Moss", "Ann Leeson"] {
            builder.add(alias, false, SpeakerId::new(0)).unwrap();
        }
        let automaton = builder.finish().unwrap();
        let text = |pattern: &Pattern| automaton.forms[pattern.forms.start as usize].text.of(&automaton.texts);
        let mut shorter: Vec<_> =
            automaton.patterns.iter().map(|p| (text(p), p.shorter.map(|s| text(&automaton.patterns[s as usize])))).collect();
        shorter.sort_unstable();
        let expected = [
            ("Ann", None),
            ("Ann Lee Dray", Some("Ann")),
            ("Ann Lee Dray Moss", Some("Ann Lee Dray")),
            ("Ann Leeson", Some("Ann")),
            ("Ann Moss", Some("Ann")),
            ("Lee", None),
        ];
        assert_eq!(shorter, expected);
    }

    #[test]
    fn more_words_than_the_code_holds_are_an_error() {
        let mut builder = Builder::default();
        for hash in 0..=MAX_WORDS {
            builder.words.insert(hash);
        }
        let error = builder.finish().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::TooLarge);
        assert_eq!(error.to_string(), "the speaker lexicon has 2080769 distinct words, the limit is 2080768");
    }
}
