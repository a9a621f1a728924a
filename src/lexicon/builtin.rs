//! The built-in lexicon: what the engine knows about English words before it reads.
//!
//! The lists are the files of `builtin/`, one word or phrase a line; a form that stands in several lists has one
//! [`WordInfo`] with all that they say.

use super::tag::{CueClass, Gender, Tag};
use crate::span::WordId;
use crate::token::{Token, Tokens, folded_eq, form_hashes, hash_form, join_hash};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

macro_rules! facts {
    ($($(#[$doc:meta])* $name:ident = $bit:expr;)*) => {
        /// What the lists say of a word: a set of yes-or-no facts.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Facts(u32);

        impl Facts {
            $($(#[$doc])* pub const $name: Facts = Facts(1 << $bit);)*

            /// Whether all of `other` hold.
            #[inline]
            pub const fn has(self, other: Facts) -> bool {
                self.0 & other.0 == other.0
            }

            /// Whether any of `other` holds.
            #[inline]
            pub const fn any(self, other: Facts) -> bool {
                self.0 & other.0 != 0
            }

            /// Both sets.
            pub const fn with(self, other: Facts) -> Facts {
                Facts(self.0 | other.0)
            }
        }
    };
}

facts! {
    /// A verb form that reports (`cues.txt`).
    CUE_VERB = 0;
    /// A noun that reports: *statement*, *claim* (`cue_phrases.txt`).
    CUE_NOUN = 1;
    /// A preposition that reports: *according to* (`cue_phrases.txt`).
    CUE_PREPOSITION = 2;
    /// Stands capitalised before a person's name (`titles.txt`).
    TITLE = 3;
    /// A noun that denotes a person or people (`person_nouns.txt`).
    PERSON = 4;
    /// A noun that denotes a body that can speak (`org_nouns.txt`).
    ORGANISATION = 5;
    /// Closes an organisation's name (`org_suffixes.txt`).
    ORGANISATION_END = 6;
    /// A noun that denotes a text (`document_nouns.txt`).
    DOCUMENT = 7;
    /// Of a place: *Russian* (`demonyms.txt`).
    DEMONYM = 8;
    /// A place (`places.txt`).
    PLACE = 9;
    /// A given name (`given_names.txt`).
    GIVEN_NAME = 10;
    /// Written with a capital, and no name (`not_names.txt`).
    NOT_A_NAME = 11;
    /// Of a closed class (`function_words.txt`).
    FUNCTION = 12;
    /// Plural noun.
    PLURAL = 13;
    /// First word of a longer phrase of the lexicon.
    STARTS_PHRASE = 14;
    /// A title of courtesy: *Mr*, *Dr*.
    HONORIFIC = 15;
    /// A kinship noun: *mother*, *son*.
    KIN = 16;
    /// A small word of names of persons: *van*, *de la* (`name_particles.txt`).
    PARTICLE = 17;
    /// Stands for people without a noun: *others* (`generic_persons.txt`).
    GENERIC = 18;
    /// Stands for people without a noun, and for several.
    GENERIC_PLURAL = 19;
    /// A personal, possessive or relative pronoun for people.
    PRONOUN = 20;
    /// First word of a longer cue.
    STARTS_CUE = 21;
}

/// All that the lists say of one word or phrase.
#[derive(Clone, Copy, Debug, Default)]
pub struct WordInfo {
    /// Yes-or-no facts.
    pub facts: Facts,
    /// Commonest part of speech.
    pub tag: Tag,
    /// A second part of speech that is common too, or [`Tag::Unknown`].
    pub second_tag: Tag,
    /// Gender of the persons that it denotes.
    pub gender: Gender,
    /// What it reports, if it is a cue.
    pub cue_class: CueClass,
    /// How often it reports where it stands, in per cent, if it is a cue.
    pub cue_weight: u8,
    /// Hash of the role that it is another word for, or 0.
    pub role: u32,
}

/// What is known of one token.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// What the lists say of it.
    pub info: WordInfo,
    /// Its place in the lists.
    pub id: WordId,
    /// Its part of speech: the dictionary's commonest, else what its ending suggests.
    pub tag: Tag,
}

/// The id of every word that no list holds.
pub const UNKNOWN: WordId = WordId(0);

/// The built-in lexicon.
#[derive(Debug)]
pub struct Builtin {
    /// Folded forms, in order of their ids.
    forms: Vec<&'static str>,
    words: Vec<Word>,
    /// Hashes that are known, so that a name costs no look into the slots.
    known: BitSet,
    /// Joined hashes of the first two words of every phrase.
    pairs: BitSet,
    /// Words by open addressing on their hash: the second hash and the id, 0 for free.
    slots: Vec<(u32, WordId)>,
    /// Phrases by their joined hashes, sorted.
    phrases: Vec<(u32, WordId)>,
    /// Longest phrase in words.
    longest: usize,
}

static BUILTIN: LazyLock<Builtin> = LazyLock::new(Builtin::read);

impl Builtin {
    /// The one copy, read on first use.
    pub fn get() -> &'static Builtin {
        &BUILTIN
    }

    fn read() -> Self {
        let mut builder = Builder::default();
        builder.list(include_str!("builtin/word_tags.txt"), |info, row| {
            info.tag = Tag::from_name(row[1]);
            info.second_tag = Tag::from_name(row[2]);
        });
        builder.list(include_str!("builtin/cues.txt"), |info, row| {
            info.facts = info.facts.with(Facts::CUE_VERB);
            info.cue_class = CueClass::from_name(row[3]);
            info.cue_weight = row[4].parse().unwrap_or(0);
            if info.tag == Tag::Unknown {
                info.tag = Tag::from_name(row[2]);
            }
        });
        builder.list(include_str!("builtin/cue_phrases.txt"), |info, row| {
            match row[1] {
                "noun" => info.facts = info.facts.with(Facts::CUE_NOUN),
                "preposition" => info.facts = info.facts.with(Facts::CUE_PREPOSITION),
                // *reportedly* names no source.
                _ => return,
            }
            info.cue_class = CueClass::from_name(row[2]);
            info.cue_weight = info.cue_weight.max(row[3].parse().unwrap_or(0));
        });
        builder.list(include_str!("builtin/titles.txt"), |info, row| {
            info.facts = info.facts.with(Facts::TITLE);
            if row[2] == "honorific" {
                info.facts = info.facts.with(Facts::HONORIFIC);
            }
            info.gender = Gender::from_name(row[1]);
        });
        builder.list(include_str!("builtin/person_nouns.txt"), |info, row| {
            info.facts = info.facts.with(Facts::PERSON).with(number(row[1]));
            if row[3] == "kin" {
                info.facts = info.facts.with(Facts::KIN);
            }
            info.gender = Gender::from_name(row[2]);
        });
        builder.list(include_str!("builtin/role_forms.txt"), |info, row| info.role = hash_form(row[1]));
        builder.list(include_str!("builtin/org_nouns.txt"), |info, row| {
            info.facts = info.facts.with(Facts::ORGANISATION).with(number(row[1]))
        });
        builder.list(include_str!("builtin/org_suffixes.txt"), |info, _| info.facts = info.facts.with(Facts::ORGANISATION_END));
        builder.list(include_str!("builtin/document_nouns.txt"), |info, row| {
            info.facts = info.facts.with(Facts::DOCUMENT).with(number(row[1]))
        });
        builder.list(include_str!("builtin/demonyms.txt"), |info, _| info.facts = info.facts.with(Facts::DEMONYM));
        builder.list(include_str!("builtin/places.txt"), |info, _| info.facts = info.facts.with(Facts::PLACE));
        builder.list(include_str!("builtin/given_names.txt"), |info, row| {
            info.facts = info.facts.with(Facts::GIVEN_NAME);
            if info.gender == Gender::Unknown {
                info.gender = Gender::from_name(row[1]);
            }
        });
        builder.list(include_str!("builtin/not_names.txt"), |info, _| info.facts = info.facts.with(Facts::NOT_A_NAME));
        builder.list(include_str!("builtin/name_particles.txt"), |info, _| info.facts = info.facts.with(Facts::PARTICLE));
        builder.list(include_str!("builtin/generic_persons.txt"), |info, row| {
            info.facts = info.facts.with(Facts::GENERIC);
            if row[1] == "pl" {
                info.facts = info.facts.with(Facts::GENERIC_PLURAL);
            }
        });
        builder.list(include_str!("builtin/function_words.txt"), |info, row| {
            info.facts = info.facts.with(Facts::FUNCTION);
            info.tag = Tag::from_name(row[1]);
            if matches!(info.tag, Tag::PRP | Tag::PRPS | Tag::WP) {
                info.facts = info.facts.with(Facts::PRONOUN);
            }
            info.second_tag = Tag::Unknown;
        });
        builder.finish()
    }

    /// What the lists say of `id`.
    #[inline]
    pub fn info(&self, id: WordId) -> &WordInfo {
        &self.words[id.index()].info
    }

    /// The folded form of `id`; empty for an unknown word.
    #[inline]
    pub fn form(&self, id: WordId) -> &'static str {
        self.forms[id.index()]
    }

    /// Every word and phrase with what the lists say of it, in order of their ids.
    pub fn words(&self) -> impl Iterator<Item = (&'static str, &WordInfo)> {
        self.forms.iter().copied().zip(self.words.iter().map(|word| &word.info)).skip(1)
    }

    /// The id of a word or phrase given in any writing; [`UNKNOWN`] if no list holds it.
    pub fn id(&self, form: &str) -> WordId {
        if !form.contains(' ') {
            let (hash, check) = form_hashes(form);
            return self.find(hash, check);
        }
        let hash = form.split(' ').map(hash_form).reduce(join_hash).unwrap_or_default();
        self.find_phrase(hash, |known| {
            form.split(' ').count() == known.split(' ').count() && form.split(' ').zip(known.split(' ')).all(|(a, b)| folded_eq(a, b))
        })
    }

    /// What the lists know of one token; its part of speech is the dictionary's.
    #[inline]
    pub fn token(&self, token: &Token) -> &Word {
        &self.words[self.find(token.hash, token.check).index()]
    }

    #[inline]
    fn find(&self, hash: u32, check: u32) -> WordId {
        if !self.known.has(hash) {
            return UNKNOWN;
        }
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        loop {
            let (known, id) = self.slots[at];
            if id == UNKNOWN || known == check {
                return id;
            }
            at = (at + 1) & mask;
        }
    }

    fn find_phrase(&self, hash: u32, is_same: impl Fn(&str) -> bool) -> WordId {
        let from = self.phrases.partition_point(|&(known, _)| known < hash);
        let same = self.phrases[from..].iter().take_while(|&&(known, _)| known == hash).find(|&&(_, id)| is_same(self.form(id)));
        same.map_or(UNKNOWN, |&(_, id)| id)
    }

    /// The longest phrase (two words or more) that begins at token `i` and ends before `end`: its length in tokens and its id.
    #[inline]
    pub fn phrase(&self, text: &str, tokens: &Tokens, i: usize, end: usize) -> Option<(usize, WordId)> {
        match tokens.all().get(i..)? {
            [first, second, ..] if self.pairs.has(join_hash(first.hash, second.hash)) => self.longest_phrase(text, tokens, i, end),
            _ => None,
        }
    }

    fn longest_phrase(&self, text: &str, tokens: &Tokens, i: usize, end: usize) -> Option<(usize, WordId)> {
        let all = tokens.all();
        let end = end.min(i + self.longest).min(all.len());
        let mut hash = all[i].hash;
        let mut found = None;
        for j in i + 1..end {
            hash = join_hash(hash, all[j].hash);
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

fn number(column: &str) -> Facts {
    if column == "pl" { Facts::PLURAL } else { Facts::default() }
}

#[derive(Default)]
struct Builder {
    ids: HashMap<Cow<'static, str>, WordInfo>,
}

impl Builder {
    fn list(&mut self, file: &'static str, set: impl Fn(&mut WordInfo, &[&str])) {
        for line in file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let mut row = [""; 5];
            for (cell, column) in row.iter_mut().zip(line.split('\t')) {
                *cell = column;
            }
            set(self.ids.entry(without_stops(row[0])).or_default(), &row);
        }
    }

    fn finish(mut self) -> Builtin {
        // Phrases of small words (*as well as*) tell nothing that their words do not.
        self.ids.retain(|form, info| !form.contains(' ') || info.facts != Facts::FUNCTION);
        #[allow(clippy::iter_over_hash_type, reason = "the order does not matter: facts are only added")]
        let starts: Vec<(Cow<'static, str>, Facts)> = {
            let phrase = |(form, info): (&Cow<'static, str>, &WordInfo)| {
                let first = form.split_once(' ')?.0.to_owned();
                let cue = info.facts.any(Facts::CUE_VERB.with(Facts::CUE_NOUN).with(Facts::CUE_PREPOSITION));
                Some((Cow::Owned(first), if cue { Facts::STARTS_PHRASE.with(Facts::STARTS_CUE) } else { Facts::STARTS_PHRASE }))
            };
            self.ids.iter().filter_map(phrase).collect()
        };
        for (first, facts) in starts {
            let info = self.ids.entry(first).or_default();
            info.facts = info.facts.with(facts);
        }
        let size = (self.ids.len() * 4 / 3 + 2).next_power_of_two();
        let mut builtin = Builtin {
            forms: Vec::with_capacity(self.ids.len() + 1),
            words: vec![Word::default()],
            known: BitSet::default(),
            pairs: BitSet::default(),
            slots: vec![(0, UNKNOWN); size],
            phrases: Vec::new(),
            longest: 1,
        };
        // What is common stands together, so that it stays near the processor.
        let mut entries: Vec<(Cow<'static, str>, WordInfo)> = self.ids.into_iter().collect();
        entries.sort_by(|(a, x), (b, y)| heat(x).cmp(&heat(y)).then_with(|| a.cmp(b)));
        // One string for all, which lives as long as the program: its pieces stand in the order of the ids.
        let all: String = entries.iter().map(|(form, _)| form.as_ref()).collect();
        let mut rest: &'static str = all.leak();
        builtin.forms.push("");
        for (form, info) in entries {
            let id = WordId::new(builtin.words.len());
            let mut words = form.split(' ').map(hash_form);
            match (words.next(), words.next()) {
                (Some(first), Some(second)) => {
                    let pair = join_hash(first, second);
                    builtin.pairs.insert(pair);
                    builtin.longest = builtin.longest.max(form.split(' ').count());
                    builtin.phrases.push((words.fold(pair, join_hash), id));
                }
                _ => {
                    let (hash, check) = form_hashes(&form);
                    builtin.known.insert(hash);
                    let mut at = hash as usize & (size - 1);
                    while builtin.slots[at].1 != UNKNOWN {
                        at = (at + 1) & (size - 1);
                    }
                    builtin.slots[at] = (check, id);
                }
            }
            let (piece, behind) = rest.split_at(form.len());
            builtin.forms.push(piece);
            rest = behind;
            builtin.words.push(Word { info, id, tag: info.tag });
        }
        builtin.phrases.sort_unstable();
        builtin
    }
}

/// What of the lexicon a text asks for most comes first.
fn heat(info: &WordInfo) -> (bool, bool, bool) {
    (!info.facts.has(Facts::FUNCTION), !info.facts.has(Facts::CUE_VERB), info.tag == Tag::Unknown)
}

/// A form as tokens are folded: no word ends with a full stop.
fn without_stops(form: &'static str) -> Cow<'static, str> {
    if !form.contains('.') {
        return Cow::Borrowed(form);
    }
    Cow::Owned(form.split(' ').map(|w| w.strip_suffix('.').unwrap_or(w)).collect::<Vec<_>>().join(" "))
}

/// A set of hashes that may hold a little more than was put into it.
#[derive(Debug)]
struct BitSet(Box<[u64; 1 << (BitSet::BITS - 6)]>);

impl BitSet {
    /// Logarithm of the number of bits: 32 KiB.
    const BITS: u32 = 18;

    #[inline]
    fn place(hash: u32) -> (usize, u32) {
        let bit = hash.wrapping_mul(0x9E37_79B1) >> (32 - Self::BITS);
        ((bit >> 6) as usize, bit & 63)
    }

    fn insert(&mut self, hash: u32) {
        let (word, bit) = Self::place(hash);
        self.0[word] |= 1 << bit;
    }

    #[inline]
    fn has(&self, hash: u32) -> bool {
        let (word, bit) = Self::place(hash);
        self.0[word] >> bit & 1 == 1
    }
}

impl Default for BitSet {
    fn default() -> Self {
        BitSet(Box::new([0; 1 << (Self::BITS - 6)]))
    }
}

#[cfg(test)]
mod tests {
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
    fn finds_the_longest_phrase_of_a_text() {
        let text = "According to Prime Minister Ann Lee";
        let mut tokens = Tokens::default();
        tokens.reset(text);
        let builtin = Builtin::get();
        assert_eq!(builtin.phrase(text, &tokens, 0, 6).map(|(n, id)| (n, builtin.form(id))), Some((2, "according to")));
        assert_eq!(builtin.phrase(text, &tokens, 2, 6).map(|(n, id)| (n, builtin.form(id))), Some((2, "prime minister")));
    }
}
