//! What is wrong with a speaker lexicon, or may go wrong with it.

use super::builder::{LexiconBuilder, Taken};
use super::builtin::Builtin;
use super::speakers::Lexicon;
use super::word::Facts;
use super::wrong::Place;
use crate::error::Result;
use crate::span::SpeakerId;
use std::fmt;

/// A sort of fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FaultKind {
    /// A line that cannot be read. A lexicon that has one is refused.
    BadLine,
    /// A name, alias or role that is not searched for.
    NotSearched,
    /// The same again: an alias twice in a row, or two speakers of one name whom no id tells apart.
    Duplicate,
    /// A name with a semicolon or a comma in it: most likely several, parted by another sign than the one that parts them.
    Unparted,
    /// A name of several speakers.
    Ambiguous,
    /// A name that is an ordinary word.
    OrdinaryWord,
    /// A name that is one common given name.
    GivenName,
}

impl FaultKind {
    /// All of them, the gravest first.
    pub const ALL: [FaultKind; 7] = [
        FaultKind::BadLine,
        FaultKind::NotSearched,
        FaultKind::Duplicate,
        FaultKind::Unparted,
        FaultKind::Ambiguous,
        FaultKind::OrdinaryWord,
        FaultKind::GivenName,
    ];

    /// What there are `n` of, for a reader.
    pub fn words(self, n: usize) -> &'static str {
        let (one, several) = match self {
            FaultKind::BadLine => ("bad line", "bad lines"),
            FaultKind::NotSearched => ("name that is not searched for", "names that are not searched for"),
            FaultKind::Duplicate => ("duplicate", "duplicates"),
            FaultKind::Unparted => ("name that may be several", "names that may be several"),
            FaultKind::Ambiguous => ("name of several speakers", "names of several speakers"),
            FaultKind::OrdinaryWord => ("name that is an ordinary word", "names that are ordinary words"),
            FaultKind::GivenName => ("name that is one given name", "names that are one given name"),
        };
        if n == 1 { one } else { several }
    }
}

/// One fault with its place: file, line, and the column where it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconFault {
    /// What sort it is.
    pub kind: FaultKind,
    /// Where it is and what: `people.csv:3:8: expected …`.
    pub message: String,
}

impl fmt::Display for LexiconFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Places that a fault of several lines names.
const SHOWN: usize = 5;

impl LexiconBuilder {
    /// All that is wrong with what was read, sort by sort, in the order of lines or names. Of one that was not made by
    /// [`LexiconBuilder::for_check`], no more than what it kept.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if there are more names than can be numbered.
    pub fn faults(mut self) -> Result<Vec<LexiconFault>> {
        let Taken { bad, warnings, lexicon } = self.take()?;
        let mut faults: Vec<LexiconFault> = bad.into_iter().map(|message| LexiconFault { kind: FaultKind::BadLine, message }).collect();
        let mut add = |kind, place: Place, what: &str| {
            faults.push(LexiconFault { kind, message: format!("{}: {what}", self.shown(place)) });
        };
        warnings.iter().for_each(|(place, why)| add(FaultKind::NotSearched, *place, why));
        self.twice.iter().for_each(|(place, what)| add(FaultKind::Duplicate, *place, what));
        let forms = &lexicon.search().forms;
        for i in (0..forms.len()).filter(|&i| !forms.is_role(i) && !forms.is_upper(i)) {
            // A line feed joins pieces that touch.
            let name = forms.text(i).replace('\n', "");
            let speakers = forms.candidates(forms.speakers(i));
            let places: Vec<Place> = speakers.iter().take(SHOWN).filter_map(|id| self.places.get(id.index())).copied().collect();
            let Some(&place) = places.first() else { continue };
            if let Some(sign) = stray_separator(&name) {
                add(
                    FaultKind::Unparted,
                    place,
                    &format!("{name:?} is one name with {sign:?} in it; `|` parts aliases in a table, a list holds them in JSON"),
                );
            }
            if speakers.len() > 1 {
                let n = speakers.len();
                let all: Vec<String> = places.iter().map(|&place| self.shown(place)).collect();
                let more = if n > all.len() { format!(" and {} more", n - all.len()) } else { String::new() };
                add(FaultKind::Ambiguous, place, &format!("{name:?} is a name of {n} speakers: {}{more}", all.join(", ")));
                if let Some(second) = without_id(&lexicon, speakers, &name).and_then(|id| self.places.get(id.index())) {
                    add(FaultKind::Duplicate, *second, &format!("{name:?} stands above, and no id tells the two apart"));
                }
            }
            if name.chars().all(char::is_alphanumeric) {
                let builtin = Builtin::get();
                let word = builtin.info(builtin.id(&name));
                if word.facts.has(Facts::GIVEN_NAME) {
                    add(FaultKind::GivenName, place, &format!("{name:?} is a given name alone, which many bear"));
                } else if word.is_ordinary() {
                    add(FaultKind::OrdinaryWord, place, &format!("{name:?} is an ordinary word, which may begin any sentence"));
                }
            }
        }
        faults.sort_by_key(|fault| fault.kind);
        Ok(faults)
    }
}

/// What stands behind a comma within one name, as [`stray_separator`] sees it.
const BEHIND_A_COMMA: [&str; 13] = ["jr", "sr", "ii", "iii", "iv", "md", "phd", "esq", "inc", "ltd", "llc", "co", "corp"];

/// The sign in a name by which most likely several were to be parted.
fn stray_separator(name: &str) -> Option<char> {
    let letters = |part: &str| part.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let is_several = |part: &str| !BEHIND_A_COMMA.contains(&letters(part).as_str());
    if name.contains(';') { Some(';') } else { name.split(',').skip(1).any(is_several).then_some(',') }
}

/// The second of two speakers whose canonical name is `name`, if one of the two has no id.
fn without_id(lexicon: &Lexicon, speakers: &[SpeakerId], name: &str) -> Option<SpeakerId> {
    let mut alike = speakers.iter().copied().filter(|&id| lexicon.speaker(id).name == name);
    let first = alike.next()?;
    let has_id = lexicon.speaker(first).id.is_some();
    alike.find(|&id| !has_id || lexicon.speaker(id).id.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::LexiconFormat;
    use FaultKind::{Ambiguous, BadLine, Duplicate, GivenName, NotSearched, OrdinaryWord, Unparted};

    #[test]
    fn every_fault_has_its_place() {
        let people = concat!(
            "{\"id\": \"p1\", \"name\": \"Ole Dray\", \"aliases\": [\"Dray\", \"Dray\", \"X\"]}\n",
            "{\"name\": 7}\n",
            "{\"id\": \"p2\", \"name\": \"Ole Dray\", \"aliases\": [\"Reason\"], \"roles\": [\"mayor\"]}\n",
            "{\"id\": \"p3\", \"name\": \"Lee\", \"aliases\": [\"Lee, A. Lee; Annie\", \"Lee Kessel, Jr.\", \"Lee, Anne\"]}\n",
        );
        let more = "name,aliases,roles\nOle Dray,Mary,mayor\nIda Kessel,Groß,\n";
        let mut builder = LexiconBuilder::for_check();
        builder.read(people.as_bytes(), LexiconFormat::JsonLines, "one.jsonl").unwrap();
        builder.read(more.as_bytes(), LexiconFormat::Csv, "two.csv").unwrap();
        let found: Vec<(FaultKind, String)> = builder.faults().unwrap().into_iter().map(|f| (f.kind, f.message)).collect();
        let expected = [
            (BadLine, "one.jsonl:2:10: expected a string for \"name\""),
            (NotSearched, "one.jsonl:1: the alias \"X\" has fewer than two letters or digits and is not searched for"),
            (Duplicate, "one.jsonl:1: \"Dray\" stands twice"),
            (Duplicate, "two.csv:2: \"Ole Dray\" stands above, and no id tells the two apart"),
            (
                Unparted,
                "one.jsonl:4: \"Lee, A Lee; Annie\" is one name with ';' in it; `|` parts aliases in a table, a list holds them in JSON",
            ),
            (Unparted, "one.jsonl:4: \"Lee, Anne\" is one name with ',' in it; `|` parts aliases in a table, a list holds them in JSON"),
            (Ambiguous, "one.jsonl:1: \"Ole Dray\" is a name of 3 speakers: one.jsonl:1, one.jsonl:3, two.csv:2"),
            (OrdinaryWord, "one.jsonl:3: \"Reason\" is an ordinary word, which may begin any sentence"),
            (GivenName, "one.jsonl:4: \"Lee\" is a given name alone, which many bear"),
            (GivenName, "two.csv:2: \"Mary\" is a given name alone, which many bear"),
        ];
        assert_eq!(found, expected.map(|(kind, message)| (kind, message.to_owned())));
    }

    #[test]
    fn a_clean_lexicon_has_no_faults() {
        let people = "{\"name\": \"Mara Kessel\", \"aliases\": [\"Kessel\"]}\n{\"name\": \"Odo Brandvik\"}\n";
        let mut builder = LexiconBuilder::for_check();
        builder.read(people.as_bytes(), LexiconFormat::JsonLines, "one.jsonl").unwrap();
        assert_eq!(builder.faults().unwrap(), []);
    }
}
