//! The Aho-Corasick automaton over words: the search of lexicons of ordinary size that are made in memory.
//!
//! Every distinct word of the aliases has a number, written in three bytes ([`super::symbols`]); an alias is the pattern of its
//! words' numbers. A text is written in numbers by one look-up a token, and runs of tokens that cannot be part of a match are
//! one byte. No name is found in the beginning of a longer word.

use super::first_words::FirstWords;
use super::form;
use super::forms::Forms;
use super::prefixes::Path;
use super::search::{LexiconMatch, LexiconScratch};
use super::symbols::{BREAK, CODE_LEN, Place, Words, code};
use crate::error::{Error, Result};
use crate::span::{Span, TokenRange, to_u32};
use crate::token::{Token, Tokens};
use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind, PatternID};

/// Forms of the same words, and the number under which the automaton knows them.
#[derive(Debug)]
struct Pattern {
    /// The first of its forms.
    form: u32,
    n_words: u32,
    /// The longest pattern that this one begins with, itself aside.
    shorter: Option<u32>,
}

/// The compiled aliases.
#[derive(Debug)]
pub(super) struct Automaton {
    words: Words,
    search: AhoCorasick,
    patterns: Vec<Pattern>,
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
    /// The automaton of these patterns, whose words are given by their numbers in `words`. They are sorted.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if the crate cannot take them.
    pub(super) fn new<'w>(words: Words, paths: impl Iterator<Item = Path<'w>>) -> Result<Self> {
        let (mut patterns, mut codes): (Vec<Pattern>, Vec<Vec<u8>>) = (Vec::new(), Vec::new());
        // Patterns of which the latest one may be a continuation, the longest last.
        let mut open: Vec<(u32, &[u32])> = Vec::new();
        for Path { words, form } in paths {
            while open.pop_if(|(_, shorter)| !words.starts_with(shorter)).is_some() {}
            let shorter = open.last().map(|&(pattern, _)| pattern);
            open.push((to_u32(patterns.len()), words));
            patterns.push(Pattern { form, n_words: to_u32(words.len()), shorter });
            codes.push(words.iter().copied().flat_map(code).collect());
        }
        // The kind and no prefilter by measurement, see `benches/RECORD.md`.
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .prefilter(false)
            .build(codes)
            .map_err(|e| Error::too_many(format!("the speaker lexicon does not fit one automaton: {e}")))?;
        Ok(Automaton { words, search, patterns })
    }

    /// Appends all matches, in order and without overlap.
    pub(super) fn find(
        &self,
        first: &FirstWords,
        forms: &Forms,
        scratch: &mut LexiconScratch,
        text: &str,
        tokens: &Tokens,
        out: &mut Vec<LexiconMatch>,
    ) {
        scratch.reset();
        first.each(text, tokens, |start, end| self.write_run(text, &tokens.all()[..end], start, scratch));
        let mut words = scratch.words.as_slice();
        let mut at = 0;
        while let Some(found) = self.search.find(Input::new(&scratch.codes).range(at..)) {
            while words.first().is_some_and(|word| (word.code as usize) < found.start()) {
                words = &words[1..];
            }
            let fit = self.fit(forms, text, tokens.all(), words, found.pattern());
            let n_words = fit.map_or(1, |(n_words, _)| n_words);
            at = found.start() + n_words * CODE_LEN;
            out.extend(fit.map(|(_, found)| found));
        }
    }

    /// Writes the words from token `start` on, up to one that no alias holds, if an alias begins with the first of them.
    /// The token to go on with.
    #[inline(never)]
    fn write_run(&self, text: &str, all: &[Token], start: usize, scratch: &mut LexiconScratch) -> usize {
        for (i, token) in all.iter().enumerate().skip(start) {
            let contracted = form::contracted(text, token);
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
        all.len()
    }

    /// The longest match that begins with the first of `words`, of those that `pattern` begins with; and its number of words.
    fn fit(&self, forms: &Forms, text: &str, all: &[Token], words: &[Place], pattern: PatternID) -> Option<(usize, LexiconMatch)> {
        let start = words.first()?.token as usize;
        let mut pattern = &self.patterns[pattern.as_usize()];
        loop {
            let n_words = pattern.n_words as usize;
            let &Place { token, end, .. } = words.get(n_words - 1)?;
            let tokens = TokenRange::new(start, token as usize + 1);
            if let Some((writing, is_role, speakers)) = forms.verify(text, &all[start..=token as usize], end, pattern.form) {
                let span = Span { start: all[start].span.start, end };
                return Some((n_words, LexiconMatch { span, tokens, writing, is_role, speakers }));
            }
            pattern = &self.patterns[pattern.shorter? as usize];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_knows_the_longest_shorter_one() {
        let patterns: [&[u32]; 6] = [&[0], &[0, 1], &[0, 2, 3], &[0, 2, 3, 1], &[0, 4], &[2]];
        let paths = patterns.iter().zip(0..).map(|(&words, form)| Path { words, form });
        let automaton = Automaton::new(Words::default(), paths).unwrap();
        let shorter: Vec<Option<u32>> = automaton.patterns.iter().map(|pattern| pattern.shorter).collect();
        assert_eq!(shorter, [None, Some(0), Some(0), Some(2), Some(0), None]);
    }
}
