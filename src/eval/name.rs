//! When a predicted name is one of the labelled ones. Lenient, as readers are: a surname serves, and so do most of the
//! content words of a description.

use super::word::words;

/// Words that say nothing about who is meant.
const STOP: [&str; 25] = [
    "the",
    "a",
    "an",
    "of",
    "for",
    "to",
    "in",
    "at",
    "on",
    "and",
    "his",
    "her",
    "their",
    "its",
    "this",
    "that",
    "one",
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "rep",
    "gov",
    "president",
];

/// Pronouns: a prediction that is one names nobody.
const PRONOUNS: [&str; 13] = ["he", "she", "they", "it", "i", "we", "you", "him", "her", "them", "his", "their", "who"];

/// Two descriptions are the same if they share this much of the shorter one's content words.
const SHARED_WORDS: f64 = 0.6;

/// Whether the trimmed text is a pronoun, in any case.
fn is_pronoun(text: &str) -> bool {
    PRONOUNS.contains(&trimmed(&text.to_lowercase()))
}

/// What a labelled mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MentionClass {
    /// A pronoun.
    Pronoun,
    /// There is none.
    Absent,
    /// It begins with a capital.
    Name,
    /// A description.
    Nominal,
}

impl MentionClass {
    /// The class of a labelled mention.
    pub(super) fn of(mention: &str) -> Self {
        match mention {
            pronoun if is_pronoun(pronoun) => MentionClass::Pronoun,
            none if none.is_empty() || trimmed(none) == "-" => MentionClass::Absent,
            name if is_capitalised(name) => MentionClass::Name,
            _ => MentionClass::Nominal,
        }
    }
}

/// Whether the first character is upper case (title case is not).
pub(super) fn is_capitalised(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_uppercase)
}

/// A name ready to be compared.
pub(super) struct Name {
    capitalised: bool,
    /// Its words in lower case, without a final possessive.
    words: Vec<String>,
}

impl Name {
    /// Takes a name apart.
    pub(super) fn new(text: &str) -> Self {
        let lower = text.replace('’', "'").to_lowercase();
        let whole = trimmed(&lower);
        let bare = whole.strip_suffix("'s").or_else(|| whole.strip_suffix('\'')).unwrap_or(whole);
        Name { capitalised: is_capitalised(text), words: words(bare).map(|word| bare[word].to_owned()).collect() }
    }

    /// Whether both have the same words, case and possessive aside.
    pub(super) fn equals(&self, other: &Name) -> bool {
        self.words == other.words
    }

    /// Whether this, a prediction, means who `labelled` names: a name if the words of one contain the other's, a
    /// description if they share most of their content words.
    pub(super) fn means(&self, labelled: &Name) -> bool {
        match self.words.as_slice() {
            [] => return false,
            [word] if PRONOUNS.contains(&word.as_str()) => return false,
            _ => {}
        }
        if self.equals(labelled) {
            return true;
        }
        let (ours, theirs) = (self.content(), labelled.content());
        let shorter = ours.len().min(theirs.len());
        if shorter == 0 {
            return false;
        }
        let shared = ours.iter().filter(|word| theirs.contains(word)).count();
        if self.capitalised && labelled.capitalised { shared == shorter } else { shared as f64 / shorter as f64 >= SHARED_WORDS }
    }

    /// The distinct words that say who is meant. Names are short: a list serves as a set.
    fn content(&self) -> Vec<&str> {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).filter(|word| !STOP.contains(word)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }
}

/// The text without white space at its ends, as Python's `str.strip` means it: Unicode's and four control characters.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means(predicted: &str, labelled: &str) -> bool {
        Name::new(predicted).means(&Name::new(labelled))
    }

    #[test]
    fn names_match_when_one_contains_the_other() {
        assert!(means("Kessel", "Mara Kessel"));
        assert!(means("Mayor Mara Kessel", "Mara Kessel"));
        assert!(means("KESSEL’S", "Mara Kessel"));
        assert!(means("The Harbour Workers'", "Harbour Workers"), "a plural possessive");
        assert!(!means("Mara Lindqvist", "Mara Kessel"));
        assert!(means("Mr. Øst", "ØST"));
        assert!(means("İnci", "i\u{307}nci"), "lower case of İ is i with a dot above");
        assert!(means("ΝΙΚΟΣ", "Νικος"), "a final sigma");
    }

    #[test]
    fn descriptions_match_when_they_share_three_words_of_five() {
        assert!(means("a spokesman for the harbour workers union council", "spokesman harbour workers other things"));
        assert!(!means("spokesman harbour workers union council", "spokesman harbour quite other things"));
        assert!(means("the diplomat", "senior diplomat"));
        assert!(means("Union spokesman Ray", "the union spokesman"), "one small initial is enough");
    }

    #[test]
    fn nobody_is_meant_by_a_pronoun_or_by_stop_words() {
        assert!(!means("He", "He"));
        assert!(!means("his", "his brother"));
        assert!(!means("…", "…"));
        assert!(means("the one", "The One"), "the same words are the same, whatever they are");
        assert!(!means("the one", "That One"));
    }

    #[test]
    fn classes_of_mention() {
        assert!(is_pronoun(" He\u{1f}") && !is_pronoun("hers"));
        assert!(is_capitalised("Éva") && !is_capitalised("ǅ") && !is_capitalised("“É") && !is_capitalised(""));
    }
}
