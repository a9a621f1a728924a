//! The forms of all lists → one [`Builtin`]: which forms there are, in which order they have their ids, and the tables by which they
//! are found.

use super::belongings::Belongings;
use super::bit_set::BitSet;
use super::builtin::{Builtin, SHELVES, UNKNOWN, shelf};
use super::lists::{CUES, rows};
use super::look_up::INITIALS;
use super::sorts::Sorts;
use super::table::Table;
use super::tag::Tag;
use super::word::{Facts, Word};
use super::word_class::WordClasses;
use crate::span::{WordId, to_u32};
use crate::token::{form_hashes, hash_form, join_hash};
use std::borrow::Cow;
use std::collections::HashMap;

/// The forms in the order of the lists.
#[derive(Default)]
pub(super) struct Builder {
    places: HashMap<Cow<'static, str>, usize>,
    entries: Vec<(Cow<'static, str>, Word)>,
}

impl Builder {
    /// Reads a list: `set` takes in what a row, whose form is its first column, says of the word.
    pub(super) fn list(&mut self, file: &'static str, set: impl Fn(&mut Word, &[&str])) {
        for row in rows(file) {
            set(self.info(without_stops(row[0])), &row);
        }
    }

    fn info(&mut self, form: Cow<'static, str>) -> &mut Word {
        let entries = &mut self.entries;
        let place = *self.places.entry(form).or_insert_with_key(|form| {
            entries.push((form.clone(), Word::default()));
            entries.len() - 1
        });
        &mut entries[place].1
    }

    /// The lexicon of all lists that were read.
    pub(super) fn finish(mut self) -> Builtin {
        self.mark_beginnings();
        let mut entries = self.entries;
        entries.retain(|(form, info)| tells(form, info));
        // What is common stands together, so that it stays near the processor.
        entries.sort_by_cached_key(|(form, info)| (is_phrase(form), heat(form, info)));
        let single = entries.iter().map(|(form, _)| form).take_while(|form| !is_phrase(form));
        let mut builtin = Builtin::of_words(&single.map(|form| form_hashes(form)).collect::<Vec<_>>());
        // One string for all, which lives as long as the program: its pieces stand in the order of the ids.
        let all: String = entries.iter().map(|(form, _)| form.as_ref()).collect();
        let mut rest: &'static str = all.leak();
        for (form, info) in &entries {
            let (piece, behind) = rest.split_at(form.len());
            builtin.push(piece, info);
            rest = behind;
        }
        builtin.arrange_phrases();
        builtin.add_lemmas();
        builtin
    }

    /// Tells the first word of every phrase that it begins one.
    fn mark_beginnings(&mut self) {
        for i in 0..self.entries.len() {
            let (form, info) = &self.entries[i];
            if let Some((first, _)) = form.split_once(' ').filter(|_| tells(form, info)) {
                let starts = if info.is_cue() { Facts::STARTS_PHRASE.with(Facts::STARTS_CUE) } else { Facts::STARTS_PHRASE };
                let first = self.info(Cow::Owned(first.to_owned()));
                first.facts = first.facts.with(starts);
            }
        }
    }
}

fn is_phrase(form: &str) -> bool {
    form.contains(' ')
}

/// Whether a form tells anything: phrases of small words (*as well as*) tell nothing that their words do not.
fn tells(form: &str, info: &Word) -> bool {
    !is_phrase(form) || info.facts != Facts::FUNCTION
}

impl Builtin {
    /// One that has the ids of single words, by their hashes in order, and nothing else yet.
    fn of_words(hashes: &[(u32, u32)]) -> Self {
        Builtin {
            forms: vec![""],
            words: vec![Word { sorts: Sorts::UNTAGGED, ..Word::default() }],
            checks: vec![0],
            roles: vec![0],
            table: Table::new(hashes),
            beginnings: BitSet::new(17),
            cue_pairs: BitSet::new(15),
            phrases: Vec::new(),
            shelves: Vec::new(),
            longest: 1,
            lemmas: Vec::new(),
            belongings: Belongings::default(),
            classes: WordClasses::default(),
        }
    }

    /// Adds the next form, a word or a phrase.
    fn push(&mut self, form: &'static str, info: &Word) {
        let id = WordId::new(self.words.len());
        let check = if is_phrase(form) {
            self.push_phrase(form, id, info.is_cue());
            0
        } else {
            form_hashes(form).1
        };
        self.forms.push(form);
        let likely_tag = if info.tag == Tag::Unknown { info.likely_tag } else { info.tag };
        let word = Word { id, likely_tag, ..*info };
        let initials = if INITIALS.contains(&form) { Sorts::INITIALS } else { Sorts::default() };
        self.words.push(Word { sorts: Sorts::of_word(&word).with(initials), ..word });
        self.checks.push(check);
        self.roles.push(0);
    }

    /// Adds the beginnings of a phrase, two words of it, three and so on, and its place.
    fn push_phrase(&mut self, form: &str, id: WordId, is_cue: bool) {
        let mut words = form.split(' ').map(hash_form);
        let Some(mut phrase) = words.next() else { return };
        for (i, word) in words.enumerate() {
            phrase = join_hash(phrase, word);
            self.beginnings.insert(phrase);
            if i == 0 && is_cue {
                self.cue_pairs.insert(phrase);
            }
        }
        self.longest = self.longest.max(form.split(' ').count());
        self.phrases.push((phrase, id));
    }

    /// Sorts the phrases, and notes where those of every shelf begin.
    fn arrange_phrases(&mut self) {
        self.phrases.sort_unstable();
        let behind = |place: usize| to_u32(self.phrases.partition_point(|&(hash, _)| shelf(hash) < place));
        self.shelves = (0..=SHELVES).map(behind).collect();
    }

    fn add_lemmas(&mut self) {
        self.lemmas = vec![0; self.forms.len()];
        for [form, lemma, ..] in rows(CUES) {
            let id = self.id(form).index();
            self.lemmas[id] = hash_form(lemma);
        }
        self.lemmas[UNKNOWN.index()] = 0;
    }
}

/// Sort key, frequent forms first: those of the dictionary, and of these the short ones (Zipf 1935).
fn heat(form: &str, info: &Word) -> (bool, bool, usize) {
    let is_common = info.tag != Tag::Unknown || info.facts.any(Facts::FUNCTION.with(Facts::CUE_VERB));
    (!info.facts.has(Facts::FUNCTION), !is_common, form.len())
}

/// A form as tokens are folded: no word ends with a full stop.
fn without_stops(form: &'static str) -> Cow<'static, str> {
    if !form.contains('.') {
        return Cow::Borrowed(form);
    }
    Cow::Owned(form.split(' ').map(|w| w.strip_suffix('.').unwrap_or(w)).collect::<Vec<_>>().join(" "))
}
