//! The lists of the built-in lexicon: what a column of each says of a word.

use super::arrange::Builder;
use super::belongings::Belongings;
use super::builtin::Builtin;
use super::tag::{CueClass, Gender, Tag};
use super::word::Facts;
use super::word_class::{WORD_CLASSES, WordClasses};
use crate::token::hash_form;

impl Builtin {
    /// All lists.
    pub(super) fn read() -> Self {
        let mut builder = Builder::default();
        builder.read_tags_and_cues();
        builder.read_persons();
        builder.read_bodies_and_places();
        builder.read_names();
        builder.read_small_words();
        let mut builtin = builder.finish();
        for row in rows(ROLE_FORMS) {
            let id = builtin.id(row[0]);
            builtin.roles[id.index()] = hash_form(row[1]);
        }
        builtin.belongings = Belongings::read(&builtin);
        builtin.classes = WordClasses::read(&builtin);
        builtin
    }
}

/// The lists, in the order in which they are read: one may ask what those before it say of a word.
impl Builder {
    fn read_tags_and_cues(&mut self) {
        self.list(include_str!("builtin/word_tags.txt"), |info, row| {
            info.tag = Tag::from_name(row[1]);
            info.second_tag = Tag::from_name(row[2]);
        });
        self.list(include_str!("builtin/irregular_pasts.txt"), |info, row| info.tag = Tag::from_name(row[1]));
        self.list(include_str!("builtin/small_tags.txt"), |info, row| info.likely_tag = Tag::from_name(row[1]));
        self.list(CUES, |info, row| {
            info.facts = info.facts.with(Facts::CUE_VERB);
            info.cue_class = CueClass::from_name(row[3]);
            info.cue_weight = row[4].parse().unwrap_or(0);
            if info.tag == Tag::Unknown {
                info.tag = Tag::from_name(row[2]);
            }
        });
        self.list(include_str!("builtin/cue_phrases.txt"), |info, row| {
            match row[1] {
                "noun" => info.facts = info.facts.with(Facts::CUE_NOUN),
                "preposition" => info.facts = info.facts.with(Facts::CUE_PREPOSITION),
                // *reportedly* names no source.
                _ => return,
            }
            info.cue_class = CueClass::from_name(row[2]);
            info.cue_weight = info.cue_weight.max(row[3].parse().unwrap_or(0));
        });
    }

    fn read_persons(&mut self) {
        self.list(include_str!("builtin/titles.txt"), |info, row| {
            info.facts = info.facts.with(Facts::TITLE);
            if row[2] == "honorific" {
                info.facts = info.facts.with(Facts::HONORIFIC);
            }
            info.gender = Gender::from_name(row[1]);
        });
        self.list(include_str!("builtin/person_nouns.txt"), |info, row| {
            info.facts = info.facts.with(Facts::PERSON).with(number(row[1]));
            if row[3] == "kin" {
                info.facts = info.facts.with(Facts::KIN);
            }
            info.gender = Gender::from_name(row[2]);
        });
        self.list(ROLE_FORMS, |_, _| ());
    }

    fn read_bodies_and_places(&mut self) {
        self.list(include_str!("builtin/org_nouns.txt"), |info, row| {
            info.facts = info.facts.with(Facts::ORGANISATION).with(number(row[1]));
            if row[2] == "company" {
                info.facts = info.facts.with(Facts::COMPANY);
            }
        });
        self.list(include_str!("builtin/org_suffixes.txt"), |info, row| {
            info.facts = info.facts.with(Facts::ORGANISATION_END);
            if row[1] == "n" {
                info.facts = info.facts.with(Facts::ORGANISATION_ONLY);
            }
        });
        self.list(include_str!("builtin/document_nouns.txt"), |info, row| {
            info.facts = info.facts.with(Facts::DOCUMENT).with(number(row[1]))
        });
        self.list(include_str!("builtin/demonyms.txt"), |info, _| info.facts = info.facts.with(Facts::DEMONYM));
        self.list(include_str!("builtin/places.txt"), |info, _| info.facts = info.facts.with(Facts::PLACE));
    }

    /// Names, and what looks like one or stands beside it.
    fn read_names(&mut self) {
        self.list(include_str!("builtin/given_names.txt"), |info, row| {
            info.facts = info.facts.with(Facts::GIVEN_NAME);
            if info.gender == Gender::Unknown {
                info.gender = Gender::from_name(row[1]);
            }
        });
        self.list(include_str!("builtin/not_names.txt"), |info, _| info.facts = info.facts.with(Facts::NOT_A_NAME));
        self.list(include_str!("builtin/compound_ends.txt"), |info, _| info.facts = info.facts.with(Facts::ENDS_COMPOUND));
        self.list(include_str!("builtin/work_nouns.txt"), |info, _| info.facts = info.facts.with(Facts::WORK));
        self.list(include_str!("builtin/issuing_verbs.txt"), |info, _| info.facts = info.facts.with(Facts::ISSUES));
        self.list(include_str!("builtin/bodies.txt"), |info, row| {
            info.facts = info.facts.with(Facts::BODY);
            if row[1] == "company" {
                info.facts = info.facts.with(Facts::COMPANY);
            }
        });
        self.list(include_str!("builtin/name_particles.txt"), |info, _| info.facts = info.facts.with(Facts::PARTICLE));
    }

    fn read_small_words(&mut self) {
        self.list(include_str!("builtin/generic_persons.txt"), |info, row| {
            info.facts = info.facts.with(Facts::GENERIC);
            if row[1] == "pl" {
                info.facts = info.facts.with(Facts::GENERIC_PLURAL);
            }
        });
        self.list(include_str!("builtin/holdings.txt"), |info, row| {
            info.facts = info.facts.with(match row[1] {
                "past" => Facts::HELD,
                "future" => Facts::TO_BE_HELD,
                _ => Facts::UNDER_HOLDER,
            });
        });
        self.list(include_str!("builtin/function_words.txt"), |info, row| {
            info.facts = info.facts.with(Facts::FUNCTION);
            info.tag = Tag::from_name(row[1]);
            if matches!(info.tag, Tag::PRP | Tag::PRPS | Tag::WP) {
                info.facts = info.facts.with(Facts::PRONOUN);
            }
            info.second_tag = Tag::Unknown;
        });
        self.list(WORD_CLASSES, |_, _| ());
    }
}

fn number(column: &str) -> Facts {
    if column == "pl" { Facts::PLURAL } else { Facts::default() }
}

/// Verbs that report.
pub(super) const CUES: &str = include_str!("builtin/cues.txt");

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
