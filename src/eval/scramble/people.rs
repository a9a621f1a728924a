//! Which words of the labelled names are a person's, and which part of the name each is.

use super::rewrite::folded;
use crate::gold::GoldSpeaker;
use crate::lexicon::{Builtin, Facts, Tag, Word};
use std::collections::BTreeMap;

/// Which part of a person's name a word is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A given name.
    Given,
    /// Any other: a surname, or the one name that somebody has.
    Other,
}

/// What tells that a name is none of a person.
const NO_PERSON: Facts = Facts::ORGANISATION
    .with(Facts::ORGANISATION_END)
    .with(Facts::PLACE)
    .with(Facts::NOT_A_NAME)
    .with(Facts::DEMONYM)
    .with(Facts::DOCUMENT)
    .with(Facts::FUNCTION);

/// The words of all persons' names, folded. A word that is one's given name and another's surname is a given name, since
/// that tells a gender.
pub(super) fn parts(speakers: &[GoldSpeaker]) -> BTreeMap<String, Part> {
    let mut parts = BTreeMap::new();
    for speaker in speakers {
        let name = Core::of(&speaker.name);
        if !name.may_change(|word| speaker.aliases.iter().any(|alias| folded(alias) == word)) {
            continue;
        }
        name.put(&mut parts);
        for alias in &speaker.aliases {
            let alias = Core::of(alias);
            if alias.is_of(&name) {
                alias.put(&mut parts);
            }
        }
    }
    parts
}

/// What the lists say of a word.
pub(super) fn info(word: &str) -> &'static Word {
    let lexicon = Builtin::get();
    lexicon.info(lexicon.id(word))
}

/// Whether no list knows the word but as a given name.
pub(super) fn is_only_a_name(word: &str) -> bool {
    let nothing_else = Facts::GIVEN_NAME.with(Facts::STARTS_PHRASE);
    let Word { facts, tag, .. } = info(word);
    *tag == Tag::Unknown && facts.with(nothing_else) == nothing_else
}

/// The words of a name without titles, initials, small words and what stands behind (*Jr.*); each is folded, the parts of
/// a hyphenated one for themselves.
#[derive(Debug, Default)]
struct Core {
    words: Vec<String>,
    /// Whether a word begins small that does not belong to names: this is a description.
    describes: bool,
}

impl Core {
    fn of(name: &str) -> Self {
        let mut core = Core::default();
        for word in name.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let facts = info(&folded(bare)).facts;
            let first = core.words.is_empty();
            let title = first && facts.has(Facts::TITLE) && !facts.has(Facts::GIVEN_NAME);
            let behind = core.words.len() > 1 && facts.has(Facts::NOT_A_NAME);
            let initials = bare.split('.').all(|letter| letter.chars().count() <= 1);
            if title || behind || initials {
                continue;
            }
            for part in bare.split('-').filter(|part| !part.is_empty()) {
                let form = folded(part);
                if !info(&form).facts.has(Facts::PARTICLE) {
                    core.describes |= !part.starts_with(char::is_uppercase);
                    core.words.push(form);
                }
            }
        }
        core
    }

    /// Whether this, a labelled speaker's name, is a person's, or of words that tell nothing. `alone` says whether a word is
    /// an alias by itself.
    fn may_change(&self, alone: impl Fn(&str) -> bool) -> bool {
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else { return false };
        if self.describes {
            return false;
        }
        if self.words.iter().all(|word| is_only_a_name(word)) {
            return true;
        }
        let body = Facts::ORGANISATION.with(Facts::ORGANISATION_END);
        let given = info(first).facts.has(Facts::GIVEN_NAME);
        let surname_alone = self.words.len() > 1 && alone(last);
        match given && self.words.len() > 1 && !info(last).facts.any(body) {
            true => surname_alone || !info(first).facts.has(Facts::PLACE),
            false => surname_alone && (given || !self.words.iter().any(|word| info(word).facts.any(NO_PERSON))),
        }
    }

    /// Whether this, an alias, is a name like `name`: it has its last word, or is one given name.
    fn is_of(&self, name: &Core) -> bool {
        let one_given =
            matches!(self.words.as_slice(), [word] if info(word).facts.has(Facts::GIVEN_NAME) && !info(word).facts.any(NO_PERSON));
        !self.describes && self.words.len() < 5 && (one_given || self.words.last().is_some_and(|last| name.words.last() == Some(last)))
    }

    fn put(&self, parts: &mut BTreeMap<String, Part>) {
        for (i, word) in self.words.iter().enumerate() {
            let given = info(word).facts.has(Facts::GIVEN_NAME) && (self.words.len() == 1 || i + 1 < self.words.len());
            let part = parts.entry(word.clone()).or_insert(Part::Other);
            if given {
                *part = Part::Given;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, aliases: &[&str]) -> String {
        let speaker = GoldSpeaker { name: name.to_owned(), aliases: aliases.iter().map(|&alias| alias.to_owned()).collect() };
        let shown = |(word, part): (String, Part)| if part == Part::Given { format!("{word}!") } else { word };
        parts(&[speaker]).into_iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn given_names_and_others_are_told_apart() {
        assert_eq!(of("Martha Vennick", &[]), "martha! vennick");
        assert_eq!(of("Mary Martha Vennick-Orr", &[]), "martha! mary! orr vennick");
        assert_eq!(of("Professor Thomas R. O’Vennick Jr.", &[]), "o'vennick thomas!");
        assert_eq!(of("Martha van der Vennick al-Orr", &[]), "martha! orr vennick");
        assert_eq!(of("Thomas Martin", &[]), "martin thomas!", "a given name as a surname");
    }

    #[test]
    fn a_name_without_a_known_given_name_needs_its_surname_alone_or_unheard_words() {
        assert_eq!(of("Zzdrav Baker", &[]), "");
        assert_eq!(of("Zzdrav Baker", &["Baker"]), "baker zzdrav");
        assert_eq!(of("Zzdrav Company", &["Company"]), "");
        assert_eq!(of("Zzdrav", &[]), "zzdrav", "an unheard word, whatever it names");
        assert_eq!(of("Zzdrav Vennick", &[]), "vennick zzdrav");
        assert_eq!(of("Bill Baker", &[]), "baker bill!", "a given name that is a word too");
        assert_eq!(of("Harbour Baker", &[]), "");
    }

    #[test]
    fn aliases_bring_other_given_names_but_no_other_words() {
        assert_eq!(
            of("Thomas Vennick", &["Tom Vennick", "the Vennick camp", "Mr Vennick", "Tommy", "Harbour Watch"]),
            "thomas! tom! tommy! vennick"
        );
    }
}
