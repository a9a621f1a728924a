//! The built-in lexicon: what the engine knows about English words before it reads.
//!
//! The lists are the files of `builtin/`, one word or phrase a line; a form that stands in several lists has one
//! [`Word`] with all that they say.

use super::belongings::{Belongings, Trades};
use super::bit_set::BitSet;
use super::table::Table;
use super::word::Word;
use super::word_class::{WordClass, WordClasses};
use crate::span::WordId;
use crate::token::{Token, Tokens, folded_eq, form_hashes, hash_form, join_hash};
use std::hint::select_unpredictable;
use std::sync::LazyLock;

/// The id of every word that no list holds.
pub const UNKNOWN: WordId = WordId(0);

/// The built-in lexicon.
#[derive(Debug)]
pub struct Builtin {
    /// Folded forms, in order of their ids.
    pub(super) forms: Vec<&'static str>,
    /// What is known of each, single words before phrases.
    pub(super) words: Vec<Word>,
    /// The second hash of each, by which it is told from others that want its place; of a phrase 0.
    pub(super) checks: Vec<u32>,
    /// Hash of the role that each is another word for, or 0.
    pub(super) roles: Vec<u32>,
    /// The ids of single words.
    pub(super) table: Table,
    /// Joined hashes of the first two words of every phrase, the first three and so on.
    pub(super) beginnings: BitSet,
    /// Joined hashes of the first two words of every cue.
    pub(super) cue_pairs: BitSet,
    /// Phrases by their joined hashes, sorted, and where those begin that have the same highest bits.
    pub(super) phrases: Vec<(u32, WordId)>,
    pub(super) shelves: Vec<u32>,
    /// Longest phrase in words.
    pub(super) longest: usize,
    /// Of every form of a cue the hash of its lemma, else 0.
    pub(super) lemmas: Vec<u32>,
    pub(super) belongings: Belongings,
    pub(super) classes: WordClasses,
}

static BUILTIN: LazyLock<Builtin> = LazyLock::new(Builtin::read);

impl Builtin {
    /// The one copy, read on first use.
    pub fn get() -> &'static Builtin {
        &BUILTIN
    }

    /// What the lists say of `id`.
    #[inline]
    pub fn info(&self, id: WordId) -> &Word {
        &self.words[id.index()]
    }

    /// Hash of the role that `id` is another word for, or 0.
    #[inline]
    pub fn role(&self, id: WordId) -> u32 {
        self.roles[id.index()]
    }

    /// Hash of the country that `id` names or of whose people it is, or 0.
    pub fn country(&self, id: WordId) -> u32 {
        self.belongings.country(id)
    }

    /// The trades that `id` is a word for people of.
    pub fn trades(&self, id: WordId) -> Trades {
        self.belongings.trades(id)
    }

    /// Whether `id` is of this class of words.
    #[inline]
    pub fn is_a(&self, id: WordId, class: WordClass) -> bool {
        self.classes.any(id, [class])
    }

    /// Whether `id` is of any of these classes of words.
    #[inline]
    pub fn is_any<const N: usize>(&self, id: WordId, classes: [WordClass; N]) -> bool {
        self.classes.any(id, classes)
    }

    /// How many ids there are, with that of unknown words.
    pub(super) fn len(&self) -> usize {
        self.forms.len()
    }

    /// The folded form of `id`; empty for an unknown word.
    #[inline]
    pub fn form(&self, id: WordId) -> &'static str {
        self.forms[id.index()]
    }

    /// Every word and phrase with what the lists say of it, in order of their ids.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, &Word)> {
        self.forms.iter().copied().zip(&self.words).skip(1)
    }

    /// The id of a word or phrase given in any writing; [`UNKNOWN`] if no list holds it.
    pub fn id(&self, form: &str) -> WordId {
        if !form.contains(' ') {
            let (hash, check) = form_hashes(form);
            return WordId::new(self.known(self.table.number(hash, check), check, true));
        }
        let hash = form.split(' ').map(hash_form).reduce(join_hash).unwrap_or_default();
        self.find_phrase(hash, |known| {
            form.split(' ').count() == known.split(' ').count() && form.split(' ').zip(known.split(' ')).all(|(a, b)| folded_eq(a, b))
        })
    }

    /// Where one token, whose second hash is `check`, stands if it is known.
    #[inline]
    pub fn place(&self, token: &Token, check: u32) -> usize {
        self.table.number(token.hash, check)
    }

    /// What the lists know of one token with this second hash and [`Builtin::place`]; its part of speech is the dictionary's.
    #[inline]
    pub fn token(&self, token: &Token, check: u32, place: usize) -> &Word {
        &self.words[self.known(place, check, token.is_word())]
    }

    /// The place of a token with this second hash if it `is_word` and known, else 0. There is no branch in it.
    #[inline]
    fn known(&self, at: usize, check: u32, is_word: bool) -> usize {
        let is_known = (self.checks[at] == check) & is_word;
        select_unpredictable(is_known, at, 0)
    }

    fn find_phrase(&self, hash: u32, is_same: impl Fn(&str) -> bool) -> WordId {
        let shelf = shelf(hash);
        let near = &self.phrases[self.shelves[shelf] as usize..self.shelves[shelf + 1] as usize];
        let same = near.iter().filter(|&&(known, _)| known == hash).find(|&&(_, id)| is_same(self.form(id)));
        same.map_or(UNKNOWN, |&(_, id)| id)
    }

    /// The hash of the lemma of a form of a reporting verb; 0 for any other word.
    #[inline]
    pub fn lemma(&self, id: WordId) -> u32 {
        self.lemmas[id.index()]
    }

    /// The longest phrase (two words or more) that begins at token `i` and ends before `end`: its length in tokens and its id.
    #[inline]
    pub fn phrase(&self, text: &str, tokens: &Tokens, i: usize, end: usize) -> Option<(usize, WordId)> {
        if begins_with_pair(&self.beginnings, tokens, i) { self.longest_phrase(text, tokens, i, end) } else { None }
    }

    /// As [`Builtin::phrase`], if a cue may begin there.
    #[inline]
    pub fn cue_phrase(&self, text: &str, tokens: &Tokens, i: usize, end: usize) -> Option<(usize, WordId)> {
        if begins_with_pair(&self.cue_pairs, tokens, i) { self.longest_phrase(text, tokens, i, end) } else { None }
    }

    fn longest_phrase(&self, text: &str, tokens: &Tokens, i: usize, end: usize) -> Option<(usize, WordId)> {
        let all = tokens.all();
        let end = end.min(i + self.longest).min(all.len());
        let mut hash = all[i].hash;
        let mut found = None;
        for j in i + 1..end {
            hash = join_hash(hash, all[j].hash);
            if !self.beginnings.has(hash) {
                break;
            }
            let id = self.find_phrase(hash, |known| {
                let mut words = known.split(' ');
                all[i..=j].iter().all(|t| words.next().is_some_and(|w| folded_eq(t.of(text), w))) && words.next().is_none()
            });
            if id != UNKNOWN {
                found = Some((j + 1 - i, id));
            }
        }
        found
    }
}

/// Names that are nobody's and no word of any other list, to put in the place of real ones.
pub fn made_up_names() -> impl Iterator<Item = &'static str> {
    include_str!("builtin/made_up_names.txt").lines().filter(|line| !line.starts_with('#'))
}

/// How many shelves phrases stand on.
pub(super) const SHELVES: usize = 1 << 12;

#[inline]
pub(super) fn shelf(hash: u32) -> usize {
    (hash >> 20) as usize
}

#[inline]
fn begins_with_pair(pairs: &BitSet, tokens: &Tokens, i: usize) -> bool {
    matches!(tokens.all().get(i..), Some([first, second, ..]) if pairs.has(join_hash(first.hash, second.hash)))
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::super::tag::Gender;
    use super::super::word::Facts;
    use super::*;

    #[test]
    fn knows_words_and_phrases_in_any_writing() {
        let builtin = Builtin::get();
        let said = builtin.info(builtin.id("SAID"));
        assert!(said.facts.has(Facts::CUE_VERB) && said.cue_weight > 50);
        assert!(builtin.info(builtin.id("according to")).facts.has(Facts::CUE_PREPOSITION));
        assert_eq!(builtin.info(builtin.id("Mr.")).gender, Gender::Male);
        assert_eq!(builtin.id("qwertyish"), UNKNOWN);
    }

    #[test]
    fn every_form_is_found() {
        let builtin = Builtin::get();
        assert!(builtin.forms.iter().filter(|form| !form.contains(' ')).count() <= table::MOST, "the table of words is too small");
        for (i, form) in builtin.forms.iter().enumerate().skip(1) {
            assert_eq!(builtin.id(form).index(), i, "{form}");
        }
    }

    #[test]
    fn finds_the_longest_phrase_of_a_text() {
        let text = "According to Prime Minister Ann Lee";
        let mut tokens = Tokens::default();
        tokens.reset(text);
        let builtin = Builtin::get();
        assert_eq!(builtin.phrase(text, &tokens, 0, 6).map(|(n, id)| (n, builtin.form(id))), Some((2, "according to")));
        assert_eq!(builtin.phrase(text, &tokens, 2, 6).map(|(n, id)| (n, builtin.form(id))), Some((2, "prime minister")));
    }
}
