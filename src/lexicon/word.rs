//! What the built-in lists say of a word.

use super::sorts::Sorts;
use super::tag::{CueClass, Gender, Tag};
use crate::span::WordId;

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
    /// A verb whose object is a document that somebody gives out or holds up: *issued*, *holding* (`issuing_verbs.txt`).
    ISSUES = 29;
    /// Things that have titles: *book*, *album*, *podcast*.
    WORK = 30;
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
