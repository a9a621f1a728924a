//! The built-in lexicon: what the engine knows about English words before it reads.
//!
//! The lists are the files of `builtin/`, one word or phrase a line; a form that stands in several lists has one
//! [`Word`] with all that they say.

use super::belongings::{Belongings, Trades};
use super::look_up::INITIALS;
use super::sorts::Sorts;
use super::table::Table;
use super::tag::{CueClass, Gender, Tag};
use crate::span::{WordId, to_u32};
use crate::token::{Token, Tokens, folded_eq, form_hashes, hash_form, join_hash};
use std::borrow::Cow;
use std::collections::HashMap;
use std::hint::select_unpredictable;
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

            /// What is in both sets.
            pub const fn only(self, other: Facts) -> Facts {
                Facts(self.0 & other.0)
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
    /// The name of a body that speaks: *FBI*, *Reuters* (`bodies.txt`).
    BODY = 22;
    /// Tells of the role behind it that somebody held it: *former* (`holdings.txt`).
    HELD = 23;
    /// Tells that somebody will hold it: *incoming*.
    TO_BE_HELD = 24;
    /// Tells that somebody is under who holds it: *deputy*.
    UNDER_HOLDER = 25;
    /// Makes a description of a name before its hyphen: *based* (`compound_ends.txt`).
    ENDS_COMPOUND = 26;
    /// Closes an organisation's name, and is no surname.
    ORGANISATION_ONLY = 27;
    /// A noun for a business of whatever name: *carmaker*, *retailer*.
    COMPANY = 28;
}

/// All that the lists say of one word or phrase. Sixteen bytes, so that those of a whole article stay near the processor.
#[derive(Clone, Copy, Debug, Default)]
pub struct Word {
    /// Yes-or-no facts.
    pub facts: Facts,
    /// Its place in the lists.
    pub id: WordId,
    /// Commonest part of speech.
    pub tag: Tag,
    /// The part of speech of one token: the commonest; of a word that the dictionary does not know what it is in small letters, or
    /// what its ending suggests.
    pub likely_tag: Tag,
    /// A second part of speech that is common too, or [`Tag::Unknown`].
    pub second_tag: Tag,
    /// Gender of the persons that it denotes.
    pub gender: Gender,
    /// What it reports, if it is a cue.
    pub cue_class: CueClass,
    /// How often it reports where it stands, in per cent, if it is a cue.
    pub cue_weight: u8,
    /// Of which sorts it is that are looked for.
    pub(super) sorts: Sorts,
}

const _: () = assert!(size_of::<Word>() == 16);

/// What a cue may be.
pub(super) const CUE: Facts = Facts::CUE_VERB.with(Facts::CUE_NOUN).with(Facts::CUE_PREPOSITION);

impl Word {
    /// Whether it may be a cue.
    pub fn is_cue(&self) -> bool {
        self.facts.any(CUE)
    }

    /// Whether it is a word of the dictionary or a small one, not a name.
    pub fn is_ordinary(&self) -> bool {
        self.facts.has(Facts::FUNCTION) || !matches!(self.tag, Tag::Unknown | Tag::NNP)
    }
}

/// The id of every word that no list holds.
pub const UNKNOWN: WordId = WordId(0);

/// The built-in lexicon.
#[derive(Debug)]
pub struct Builtin {
    /// Folded forms, in order of their ids.
    forms: Vec<&'static str>,
    /// What is known of each, single words before phrases.
    words: Vec<Word>,
    /// The second hash of each, by which it is told from others that want its place; of a phrase 0.
    checks: Vec<u32>,
    /// Hash of the role that each is another word for, or 0.
    roles: Vec<u32>,
    /// The ids of single words.
    table: Table,
    /// Joined hashes of the first two words of every phrase, the first three and so on.
    beginnings: BitSet,
    /// Joined hashes of the first two words of every cue.
    cue_pairs: BitSet,
    /// Phrases by their joined hashes, sorted, and where those begin that have the same highest bits.
    phrases: Vec<(u32, WordId)>,
    shelves: Vec<u32>,
    /// Longest phrase in words.
    longest: usize,
    /// Of every form of a cue the hash of its lemma, else 0.
    lemmas: Vec<u32>,
    belongings: Belongings,
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
        builder.list(include_str!("builtin/small_tags.txt"), |info, row| info.likely_tag = Tag::from_name(row[1]));
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
        builder.list(ROLE_FORMS, |_, _| ());
        builder.list(include_str!("builtin/org_nouns.txt"), |info, row| {
            info.facts = info.facts.with(Facts::ORGANISATION).with(number(row[1]));
            if row[2] == "company" {
                info.facts = info.facts.with(Facts::COMPANY);
            }
        });
        builder.list(include_str!("builtin/org_suffixes.txt"), |info, row| {
            info.facts = info.facts.with(Facts::ORGANISATION_END);
            if row[1] == "n" {
                info.facts = info.facts.with(Facts::ORGANISATION_ONLY);
            }
        });
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
        builder.list(include_str!("builtin/compound_ends.txt"), |info, _| info.facts = info.facts.with(Facts::ENDS_COMPOUND));
        builder.list(include_str!("builtin/bodies.txt"), |info, row| {
            info.facts = info.facts.with(Facts::BODY);
            if row[1] == "company" {
                info.facts = info.facts.with(Facts::COMPANY);
            }
        });
        builder.list(include_str!("builtin/name_particles.txt"), |info, _| info.facts = info.facts.with(Facts::PARTICLE));
        builder.list(include_str!("builtin/generic_persons.txt"), |info, row| {
            info.facts = info.facts.with(Facts::GENERIC);
            if row[1] == "pl" {
                info.facts = info.facts.with(Facts::GENERIC_PLURAL);
            }
        });
        builder.list(include_str!("builtin/holdings.txt"), |info, row| {
            info.facts = info.facts.with(match row[1] {
                "past" => Facts::HELD,
                "future" => Facts::TO_BE_HELD,
                _ => Facts::UNDER_HOLDER,
            });
        });
        builder.list(include_str!("builtin/function_words.txt"), |info, row| {
            info.facts = info.facts.with(Facts::FUNCTION);
            info.tag = Tag::from_name(row[1]);
            if matches!(info.tag, Tag::PRP | Tag::PRPS | Tag::WP) {
                info.facts = info.facts.with(Facts::PRONOUN);
            }
            info.second_tag = Tag::Unknown;
        });
        let mut builtin = builder.finish();
        for row in rows(ROLE_FORMS) {
            let id = builtin.id(row[0]);
            builtin.roles[id.index()] = hash_form(row[1]);
        }
        builtin.belongings = Belongings::read(&builtin);
        builtin
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
const SHELVES: usize = 1 << 12;

#[inline]
fn shelf(hash: u32) -> usize {
    (hash >> 20) as usize
}

#[inline]
fn begins_with_pair(pairs: &BitSet, tokens: &Tokens, i: usize) -> bool {
    matches!(tokens.all().get(i..), Some([first, second, ..]) if pairs.has(join_hash(first.hash, second.hash)))
}

fn number(column: &str) -> Facts {
    if column == "pl" { Facts::PLURAL } else { Facts::default() }
}

/// Other words for a role.
const ROLE_FORMS: &str = include_str!("builtin/role_forms.txt");

/// The columns of a list's lines.
pub(super) fn rows(file: &'static str) -> impl Iterator<Item = [&'static str; 5]> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| {
        let mut row = [""; 5];
        for (cell, column) in row.iter_mut().zip(line.split('\t')) {
            *cell = column;
        }
        row
    })
}

/// The forms in the order of the lists.
#[derive(Default)]
struct Builder {
    places: HashMap<Cow<'static, str>, usize>,
    entries: Vec<(Cow<'static, str>, Word)>,
}

impl Builder {
    fn list(&mut self, file: &'static str, set: impl Fn(&mut Word, &[&str])) {
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

    fn finish(mut self) -> Builtin {
        let is_phrase = |form: &str| form.contains(' ');
        // Phrases of small words (*as well as*) tell nothing that their words do not.
        let tells = |form: &str, info: &Word| !is_phrase(form) || info.facts != Facts::FUNCTION;
        for i in 0..self.entries.len() {
            let (form, info) = &self.entries[i];
            if let Some((first, _)) = form.split_once(' ').filter(|_| tells(form, info)) {
                let starts = if info.is_cue() { Facts::STARTS_PHRASE.with(Facts::STARTS_CUE) } else { Facts::STARTS_PHRASE };
                let first = self.info(Cow::Owned(first.to_owned()));
                first.facts = first.facts.with(starts);
            }
        }
        let mut entries = self.entries;
        entries.retain(|(form, info)| tells(form, info));
        // What is common stands together, so that it stays near the processor.
        entries.sort_by_cached_key(|(form, info)| (is_phrase(form), heat(form, info)));
        // One string for all, which lives as long as the program: its pieces stand in the order of the ids.
        let all: String = entries.iter().map(|(form, _)| form.as_ref()).collect();
        let mut rest: &'static str = all.leak();
        let single = || entries.iter().map(|(form, _)| form).take_while(|form| !is_phrase(form));
        let mut builtin = Builtin {
            forms: vec![""],
            words: vec![Word { sorts: Sorts::UNTAGGED, ..Word::default() }],
            checks: vec![0],
            roles: vec![0; entries.len() + 1],
            table: Table::new(&single().map(|form| form_hashes(form)).collect::<Vec<_>>()),
            beginnings: BitSet::new(17),
            cue_pairs: BitSet::new(15),
            phrases: Vec::new(),
            shelves: Vec::new(),
            longest: 1,
            lemmas: Vec::new(),
            belongings: Belongings::default(),
        };
        for (form, info) in &entries {
            let id = WordId::new(builtin.words.len());
            let mut check = 0;
            let mut words = form.split(' ').map(hash_form);
            match (words.next(), words.next()) {
                (Some(first), Some(second)) => {
                    let mut phrase = join_hash(first, second);
                    builtin.beginnings.insert(phrase);
                    if info.is_cue() {
                        builtin.cue_pairs.insert(phrase);
                    }
                    for word in words {
                        phrase = join_hash(phrase, word);
                        builtin.beginnings.insert(phrase);
                    }
                    builtin.longest = builtin.longest.max(form.split(' ').count());
                    builtin.phrases.push((phrase, id));
                }
                _ => (_, check) = form_hashes(form),
            }
            let (piece, behind) = rest.split_at(form.len());
            builtin.forms.push(piece);
            rest = behind;
            let likely_tag = if info.tag == Tag::Unknown { info.likely_tag } else { info.tag };
            let word = Word { id, likely_tag, ..*info };
            let initials = if INITIALS.contains(&piece) { Sorts::INITIALS } else { Sorts::default() };
            builtin.words.push(Word { sorts: Sorts::of_word(&word).with(initials), ..word });
            builtin.checks.push(check);
        }
        builtin.phrases.sort_unstable();
        let behind = |place: usize| to_u32(builtin.phrases.partition_point(|&(hash, _)| shelf(hash) < place));
        builtin.shelves = (0..=SHELVES).map(behind).collect();
        builtin.lemmas = vec![0; builtin.forms.len()];
        for line in include_str!("builtin/cues.txt").lines().filter(|line| !line.starts_with('#')) {
            if let [form, lemma, ..] = line.split('\t').collect::<Vec<_>>()[..] {
                let id = builtin.id(form).index();
                builtin.lemmas[id] = hash_form(lemma);
            }
        }
        builtin.lemmas[UNKNOWN.index()] = 0;
        builtin
    }
}

/// What of the lexicon a text asks for most comes first: what is in the dictionary, and of that the short words, which are
/// the common ones (Zipf 1935).
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

/// A set of hashes that may hold a little more than was put into it.
#[derive(Debug)]
struct BitSet {
    bits: Box<[u64]>,
    /// How far a hash is shifted to be a place.
    shift: u32,
}

impl BitSet {
    /// An empty set of two to the power of `log` bits.
    fn new(log: u32) -> Self {
        BitSet { bits: vec![0; 1 << (log - 6)].into_boxed_slice(), shift: u32::BITS - log }
    }

    #[inline]
    fn place(&self, hash: u32) -> (usize, u32) {
        let bit = hash.wrapping_mul(0x9E37_79B1) >> self.shift;
        ((bit >> 6) as usize, bit & 63)
    }

    fn insert(&mut self, hash: u32) {
        let (word, bit) = self.place(hash);
        self.bits[word] |= 1 << bit;
    }

    #[inline]
    fn has(&self, hash: u32) -> bool {
        let (word, bit) = self.place(hash);
        self.bits[word] >> bit & 1 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::super::table;
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
