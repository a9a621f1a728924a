//! Aliases to what is searched.

use super::automaton::Automaton;
use super::first_words::FirstWords;
use super::form::{self, Key, Plural, Refusal};
use super::forms::Forms;
use super::prefixes::{Path, Prefixes};
use super::search::{Machine, Search};
use super::symbols::{MAX_WORDS, Words};
use crate::error::Result;
use crate::span::{Span, SpeakerId, to_u32};
use crate::token::Tokens;
use std::cmp::Ordering;
use std::ops::Range;

/// The most forms that an automaton is made of. It takes five times the memory of the table and ten times its time to make, which
/// is nothing yet at this size.
const MOST_IN_AUTOMATON: usize = 200_000;

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
    /// The numbers of its first two words, plus one: most comparisons need no more.
    lead: u64,
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
        if self.add_form(alias, is_role, Plural::Possessive, speaker)? {
            self.add_form(alias, is_role, Plural::Mark, speaker)?;
        }
        Ok(())
    }

    /// Tells whether an apostrophe behind a plural is in the alias, so that there is another form of it.
    fn add_form(&mut self, alias: &str, is_role: bool, plural: Plural, speaker: SpeakerId) -> Result<bool, Refusal> {
        let has_plural = form::make(alias, is_role, plural, &mut self.tokens, &mut self.form, &mut self.keys)?;
        self.insert(is_role, false, speaker);
        if form::capitals(&mut self.form, &mut self.keys) {
            self.insert(is_role, true, speaker);
        }
        Ok(has_plural)
    }

    fn insert(&mut self, is_role: bool, is_upper: bool, speaker: SpeakerId) {
        let start = to_u32(self.ids.len());
        for key in &self.keys {
            self.ids.push(self.words.insert(key.word));
            self.ids.extend(key.verb.map(|verb| self.words.insert(verb)));
        }
        let text = Span::new(self.texts.len(), self.texts.len() + self.form.len());
        self.texts.push_str(&self.form);
        self.aliases.push(Alias { lead: 0, ids: start..to_u32(self.ids.len()), text, is_role, is_upper, speaker });
    }

    /// Bytes of all forms so far.
    pub(super) fn size(&self) -> usize {
        self.texts.len()
    }

    /// Compiles the aliases; `to_store` asks for what can be written to a file.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if they are more than can be numbered.
    pub(super) fn finish(mut self, to_store: bool) -> Result<Search> {
        if self.aliases.is_empty() && !to_store {
            return Ok(Search::default());
        }
        let n_first = self.renumber();
        self.sort();
        let hashes = self.words.hashes();
        let first = FirstWords::new(&hashes[..n_first]);
        let (forms, patterns) = self.forms();
        let is_table = to_store || forms.len() > MOST_IN_AUTOMATON || self.words.len() > MAX_WORDS;
        if is_table {
            // The table is asked for words by their hashes, since it has no list of them.
            for id in &mut self.ids {
                *id = hashes[*id as usize];
            }
        }
        let (aliases, ids) = (&self.aliases, &self.ids);
        let paths = patterns.iter().map(|&(alias, form)| Path { words: aliases[alias as usize].of(ids), form });
        let machine = match is_table {
            true => Machine::Prefixes(Prefixes::new(paths)?),
            false => Machine::Automaton(Automaton::new(self.words, paths)?),
        };
        Ok(Search { first, forms, machine })
    }

    /// Numbers the words anew, those that begin an alias first. How many these are.
    fn renumber(&mut self) -> usize {
        let mut first: Vec<u32> = self.aliases.iter().map(|alias| self.ids[alias.ids.start as usize]).collect();
        first.sort_unstable();
        first.dedup();
        let new = self.words.renumber(&first);
        for id in &mut self.ids {
            *id = new[*id as usize];
        }
        first.len()
    }

    fn sort(&mut self) {
        for alias in &mut self.aliases {
            let ids = &self.ids[alias.ids.start as usize..alias.ids.end as usize];
            let number = |n: usize| ids.get(n).map_or(0, |&id| u64::from(id) + 1);
            // Numbers of words stay far below 32 bits: that many words do not fit the limit in bytes.
            alias.lead = number(0) << 32 | number(1);
        }
        let (texts, ids) = (&self.texts, &self.ids);
        let rest = |a: &Alias| (a.is_role, a.is_upper, a.speaker);
        self.aliases.sort_unstable_by(|a, b| match a.lead.cmp(&b.lead) {
            Ordering::Equal => {
                let words = a.of(ids).cmp(b.of(ids)).then_with(|| a.text.of(texts).cmp(b.text.of(texts)));
                words.then_with(|| rest(a).cmp(&rest(b)))
            }
            different => different,
        });
    }

    /// The forms, and the first alias and first form of every pattern.
    fn forms(&self) -> (Forms, Vec<(u32, u32)>) {
        let (texts, ids) = (&self.texts, &self.ids);
        let (mut forms, mut patterns, mut at) = (Forms::default(), Vec::new(), 0);
        for of_words in self.aliases.chunk_by(|a, b| a.lead == b.lead && a.of(ids) == b.of(ids)) {
            patterns.push((to_u32(at), to_u32(forms.len())));
            at += of_words.len();
            let same = |a: &Alias, b: &Alias| (a.text.of(texts), a.is_role, a.is_upper) == (b.text.of(texts), b.is_role, b.is_upper);
            for alike in of_words.chunk_by(same) {
                let Alias { text, is_role, is_upper, .. } = alike[0];
                // An alias that a speaker has twice is one.
                let speakers = alike.chunk_by(|a, b| a.speaker == b.speaker).map(|of_speaker| of_speaker[0].speaker);
                forms.push(text.of(texts), is_role, is_upper, speakers);
            }
            forms.close_pattern();
        }
        forms.group_by_case();
        (forms, patterns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_words_than_the_automaton_can_tell_apart_make_a_table() {
        let mut builder = Builder::default();
        builder.add("Mara Kessel", false, SpeakerId::new(0)).unwrap();
        for hash in 0..=MAX_WORDS {
            builder.words.insert(hash);
        }
        assert!(matches!(builder.finish(false).unwrap().machine, Machine::Prefixes(_)));
    }

    #[test]
    fn the_order_of_speakers_does_not_tell() {
        let aliases = [("Ann Lee", 0), ("Ann", 1), ("Ann Lee", 2), ("ANN", 2), ("Ann Lee", 0)];
        let finished = |order: &[usize]| {
            let mut builder = Builder::default();
            for &i in order {
                builder.add(aliases[i].0, false, SpeakerId::new(aliases[i].1)).unwrap();
            }
            let forms = builder.finish(true).unwrap().forms;
            let mut all: Vec<_> = (0..forms.len())
                .map(|i| {
                    (forms.text(i).to_owned(), forms.candidates(forms.speakers(i)).to_vec(), forms.candidates(forms.group(i)).to_vec())
                })
                .collect();
            all.sort();
            all
        };
        let expected = finished(&[0, 1, 2, 3, 4]);
        assert_eq!(expected.len(), 3);
        assert_eq!(expected[2], ("Ann Lee".to_owned(), vec![SpeakerId(0), SpeakerId(2)], vec![SpeakerId(0), SpeakerId(2)]));
        assert_eq!(expected[0].2, [SpeakerId(1), SpeakerId(2)]);
        assert_eq!(finished(&[4, 3, 2, 1, 0]), expected);
    }
}
