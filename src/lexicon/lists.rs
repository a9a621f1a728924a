//! The lists of the built-in lexicon: what a column of each says of a word, and how one [`Builtin`] is made of them.

use super::belongings::Belongings;
use super::bit_set::BitSet;
use super::builtin::{Builtin, SHELVES, UNKNOWN, shelf};
use super::look_up::INITIALS;
use super::sorts::Sorts;
use super::table::Table;
use super::tag::{CueClass, Gender, Tag};
use super::word::{Facts, Word};
use crate::span::{WordId, to_u32};
use crate::token::{form_hashes, hash_form, join_hash};
use std::borrow::Cow;
use std::collections::HashMap;

impl Builtin {
    /// All lists.
    pub(super) fn read() -> Self {
        let mut builder = Builder::default();
        builder.list(include_str!("builtin/word_tags.txt"), |info, row| {
            info.tag = Tag::from_name(row[1]);
            info.second_tag = Tag::from_name(row[2]);
        });
        builder.list(include_str!("builtin/small_tags.txt"), |info, row| info.likely_tag = Tag::from_name(row[1]));
        builder.list(CUES, |info, row| {
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
        builder.list(include_str!("builtin/work_nouns.txt"), |info, _| info.facts = info.facts.with(Facts::WORK));
        builder.list(include_str!("builtin/issuing_verbs.txt"), |info, _| info.facts = info.facts.with(Facts::ISSUES));
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
}

fn number(column: &str) -> Facts {
    if column == "pl" { Facts::PLURAL } else { Facts::default() }
}

/// Verbs that report.
const CUES: &str = include_str!("builtin/cues.txt");

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
        for [form, lemma, ..] in rows(CUES) {
            let id = builtin.id(form).index();
            builtin.lemmas[id] = hash_form(lemma);
        }
        builtin.lemmas[UNKNOWN.index()] = 0;
        builtin
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
