//! Classes of words that rules ask for: *asked* puts a question, a *spokesman* speaks for another. Which words are of a class stands in
//! `builtin/word_classes.txt`.

use super::builtin::{Builtin, UNKNOWN};
use super::lists::rows;
use crate::span::WordId;

pub(super) const WORD_CLASSES: &str = include_str!("builtin/word_classes.txt");

macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident = $name:literal;)*) => {
        /// A class of words; a word may be of several.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum WordClass {
            $($(#[$doc])* $class,)*
        }

        impl WordClass {
            /// All classes, as the list names them.
            const ALL: &[(&'static str, WordClass)] = &[$(($name, WordClass::$class),)*];
        }
    };
}

classes! {
    /// A verb whose object is asked something: *asked*, *pressed*.
    Asking = "asking";
    /// A verb that puts a question to nobody: *wondered*.
    Wondering = "wondering";
    /// A verb that answers: *replied*.
    Answering = "answering";
    /// A verb whose object is who hears it: *told*, *warned*.
    Telling = "telling";
    /// A verb whose object is who reads it: *emailed*.
    Messaging = "messaging";
    /// A verb of hearing and seeing: *heard*.
    Perceiving = "perceiving";
    /// A verb whose object's words are given: *quoted*.
    Citing = "citing";
    /// A participle behind whose passive the subject is still who speaks: *was quoted as saying*.
    SaidOf = "said-of";
    /// A verb behind which a name is the subject of a clause and no object: *believes*.
    TakingClause = "taking-clause";
    /// What is done to a document by whose words it holds: *signed*, *issued*.
    Composing = "composing";
    /// What is done to a document by who reads it: *obtained*.
    Examining = "examining";
    /// A verb that gives a name or calls names: *dubbed*.
    Calling = "calling";
    /// What a crowd does: *chants*, *shouting*.
    Chanting = "chanting";
    /// A verb of memory: *recalls*.
    Remembering = "remembering";
    /// A verb before what somebody does often: *likes to call*.
    Liking = "liking";
    /// Behind it stand a heading or a name: *titled*, *so-called*.
    Heading = "heading";
    /// Behind it stand words as words: *the phrase*.
    Expression = "expression";
    /// A noun for what is said to a question: *answer*.
    Reply = "reply";
    /// In whose *view* or *words* something is what it is.
    View = "view";
    /// A thing that is written on for all to see: *banner*.
    Display = "display";
    /// What somebody moves in a gesture: *head*, *lips*.
    Face = "face";
    /// A noun for two people who belong together: *couple*.
    Pair = "pair";
    /// A noun for a contest: *cup*, *league*.
    Competition = "competition";
    /// A noun for a body that teaches: *university*, *college*.
    Teaching = "teaching";
    /// A noun for a body of any name: *company*, *group*.
    AnyBody = "any-body";
    /// A noun for a business of any name: *bank*.
    Firm = "firm";
    /// A noun for a body of any name that is no business: *band*.
    Club = "club";
    /// Tells of a body or person that it is not the one spoken of: *rival*, *another*.
    Other = "other";
    /// Before it a nationality is what is taught or spoken: *a French teacher*.
    OfLanguage = "of-language";
    /// Before it a country is what is studied or covered: *the China expert*.
    OfCountry = "of-country";
    /// Who leads a country: *president*, *king*.
    Ruler = "ruler";
    /// A noun for one of many of a country: *officer*.
    OneOfMany = "one-of-many";
    /// A noun for who is heard because of somebody else: *friend*, *spokesman*.
    Heard = "heard";
    /// A noun for who speaks for another: *spokesman*, *lawyer*.
    SpeakingFor = "speaking-for";
    /// A noun for a person that tells of no office or trade: *colleague*.
    Anyone = "anyone";
    /// A noun for a person or a body alike: *owner*, *sponsor*.
    Owner = "owner";
    /// Who answers questions in court: *witness*.
    OnTrial = "on-trial";
    /// A member of a party: *Democrat*.
    Partisan = "partisan";
    /// Somebody by age or family: *widow*.
    Private = "private";
    /// *mother*, *dad*.
    Parent = "parent";
    /// *councillor*, and how it is cut short.
    Councillor = "councillor";
    /// Who is somebody's by *to*: *an aide to the mayor*.
    Serving = "serving";
    /// Who is sent to a place: *ambassador*.
    Envoy = "envoy";
    /// A noun for a business that stands before its name: *aircraft maker Roe & Lind*.
    Company = "company";
    /// The first word of a club's name: *Dynamo*.
    ClubName = "club-name";
    /// A body whose name lists what it is for: *ministry*.
    Department = "department";
    /// Closes the name of a street: *avenue*.
    Road = "road";
    /// *north*, *south*.
    Compass = "compass";
    /// A day of the week.
    Weekday = "weekday";
    /// A month, in full or cut short.
    Month = "month";
    /// Closes the name of a body, and is a surname behind a given name: *Banks*.
    SurnameToo = "surname-too";
    /// A small word that is a family name before a given name with a hyphen: *Oh Tae-ho*.
    FamilySyllable = "family-syllable";
    /// The second half of a given name: *Sarah-Jane*.
    SecondName = "second-name";
    /// A prefix with which a surname may be called or not: *al-*.
    SurnamePrefix = "surname-prefix";
    /// A title that makes a name with a lone given name: *Prince Anton*, *Sister Ann*.
    Royal = "royal";
    /// A title behind which a given name may stand alone: *Sheikh Mohammed*, *Dame Ann*.
    BeforeGiven = "before-given";
    /// A title that surnames and second given names have too: *Earl*.
    TitleInNames = "title-in-names";
    /// Honours, degrees and offices behind a name: *OBE*.
    PostNominal = "post-nominal";
}

const _: () = assert!(WordClass::ALL.len() <= u64::BITS as usize, "a set has a bit for each class");

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct ClassSet(u64);

impl ClassSet {
    /// The set of the classes whose names `column` has, with blanks between.
    fn read(column: &str) -> Self {
        let known = |name: &str| WordClass::ALL.iter().find(|(known, _)| *known == name).map_or(0, |&(_, class)| 1 << class as u32);
        ClassSet(column.split(' ').map(known).fold(0, |set, bit| set | bit))
    }
}

/// The classes of all words.
#[derive(Debug, Default)]
pub(super) struct WordClasses {
    /// By the ids of words, which of the sets: a byte a word, so that those of the common words stay near the processor.
    set_of: Vec<u8>,
    /// The first is empty.
    sets: Vec<ClassSet>,
}

impl WordClasses {
    pub(super) fn read(builtin: &Builtin) -> Self {
        let mut read = WordClasses { set_of: vec![0; builtin.len()], sets: vec![ClassSet::default()] };
        for row in rows(WORD_CLASSES) {
            let (id, set) = (builtin.id(row[0]), ClassSet::read(row[1]));
            let place = read.sets.iter().position(|known| *known == set).unwrap_or(read.sets.len());
            if place == read.sets.len() {
                read.sets.push(set);
            }
            // More sets than a byte counts would be seen by the test below.
            read.set_of[id.index()] = u8::try_from(place).unwrap_or(0);
        }
        read.set_of[UNKNOWN.index()] = 0;
        read
    }

    /// Whether the word `id` is of any of these classes.
    #[inline]
    pub(super) fn any<const N: usize>(&self, id: WordId, classes: [WordClass; N]) -> bool {
        let asked = classes.iter().fold(0, |set, &class| set | 1 << class as u32);
        self.sets[self.set_of[id.index()] as usize].0 & asked != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_of_known_classes_and_found() {
        let builtin = Builtin::get();
        for [form, classes, ..] in rows(WORD_CLASSES) {
            for name in classes.split(' ') {
                let class = WordClass::ALL.iter().find(|(known, _)| *known == name);
                let (_, class) = class.unwrap_or_else(|| panic!("{form}: no class is called {name}"));
                assert!(builtin.is_a(builtin.id(form), *class), "{form} is not found as {name}");
            }
        }
    }

    #[test]
    fn every_class_has_words() {
        for (name, _) in WordClass::ALL {
            assert!(rows(WORD_CLASSES).any(|row| row[1].split(' ').any(|class| class == *name)), "{name}");
        }
    }
}
