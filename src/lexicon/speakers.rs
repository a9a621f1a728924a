//! The user's speakers: who may be quoted, under which names and roles.

use super::automaton::{Automaton, LexiconMatch, LexiconScratch};
use super::compile;
use super::form::Refusal;
use super::tag::{EntityType, Gender};
use crate::error::{Error, Result};
use crate::span::{Span, SpeakerId};
use crate::token::Tokens;

/// The speakers that a user knows beforehand. Immutable; one copy serves all threads.
///
/// ```
/// use whosaid::lexicon::{Lexicon, LexiconFormat, LexiconScratch};
/// use whosaid::token::Tokens;
///
/// let people = r#"{"name": "Mara Kessel", "aliases": ["Kessel"], "roles": ["foreign minister of Velland"]}"#;
/// let lexicon = Lexicon::from_reader(people.as_bytes(), LexiconFormat::JsonLines, "people.jsonl")?;
/// let text = "Velland waits, KESSEL’s office said.";
/// let mut tokens = Tokens::default();
/// tokens.reset(text);
/// let (mut scratch, mut matches) = (LexiconScratch::default(), Vec::new());
/// lexicon.find(&mut scratch, text, &tokens, &mut matches);
/// assert_eq!(matches[0].span.of(text), "KESSEL");
/// assert_eq!(lexicon.speaker(lexicon.candidates(&matches[0])[0]).name, "Mara Kessel");
/// # Ok::<(), whosaid::Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    strings: String,
    automaton: Automaton,
    warnings: Vec<String>,
}

/// A speaker of a lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Speaker<'l> {
    /// The canonical name.
    pub name: &'l str,
    /// The user's id for it.
    pub id: Option<&'l str>,
    /// What sort of thing it is.
    pub entity_type: EntityType,
    /// Gender.
    pub gender: Gender,
}

#[derive(Clone, Copy, Debug)]
struct Entry {
    name: Span,
    /// Empty for none.
    id: Span,
    entity_type: EntityType,
    gender: Gender,
}

impl Lexicon {
    /// The most text that a lexicon may hold in bytes, names and aliases together.
    pub const MAX_BYTES: usize = 1 << 31;

    /// Number of speakers.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it holds no speaker.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Number of distinct names, aliases and roles that are searched for.
    pub fn forms(&self) -> usize {
        self.automaton.len()
    }

    /// The speaker `id`; ids count from 0 in the order of the file.
    ///
    /// # Panics
    /// If `id` is not one of this lexicon.
    pub fn speaker(&self, id: SpeakerId) -> Speaker<'_> {
        let entry = &self.entries[id.index()];
        let id = Some(entry.id.of(&self.strings)).filter(|id| !id.is_empty());
        Speaker { name: entry.name.of(&self.strings), id, entity_type: entry.entity_type, gender: entry.gender }
    }

    /// Names, aliases and roles that were left out, each with its place and why.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Appends every place of `text` that holds a name, alias or role, in order and without overlap; `tokens` are the text's.
    /// Once `scratch` and `out` have grown to the longest article, nothing is allocated.
    pub fn find(&self, scratch: &mut LexiconScratch, text: &str, tokens: &Tokens, out: &mut Vec<LexiconMatch>) {
        self.automaton.find(scratch, text, tokens, out);
    }

    /// The speakers that a match may mean, at least one, in the order of the file.
    ///
    /// # Panics
    /// If the match is not one of this lexicon.
    pub fn candidates(&self, found: &LexiconMatch) -> &[SpeakerId] {
        self.automaton.candidates(found.speakers)
    }
}

/// Collects speakers and makes the lexicon.
#[derive(Debug, Default)]
pub(super) struct Builder {
    entries: Vec<Entry>,
    strings: String,
    automaton: compile::Builder,
    warnings: Vec<String>,
}

impl Builder {
    /// Adds a speaker; `place` begins the warnings about its aliases.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if the lexicon outgrows [`Lexicon::MAX_BYTES`].
    pub(super) fn add<'a>(
        &mut self,
        speaker: Speaker<'a>,
        aliases: impl Iterator<Item = &'a str>,
        roles: impl Iterator<Item = &'a str>,
        place: impl Fn() -> String,
    ) -> Result<()> {
        let id = SpeakerId::new(self.entries.len());
        let fits = |size: usize| match size {
            0..=Lexicon::MAX_BYTES => Ok(()),
            _ => Err(Error::too_large("the speaker lexicon", size as u64, Lexicon::MAX_BYTES as u64)),
        };
        let names = std::iter::once(("name", speaker.name)).chain(aliases.map(|alias| ("alias", alias)));
        for (kind, alias) in names.chain(roles.map(|role| ("role", role))) {
            // An alias makes two forms at most, and no form is more than three times as long as the alias.
            fits(self.automaton.size() + 6 * alias.len())?;
            let why = match self.automaton.add(alias, kind == "role", id) {
                Ok(()) => continue,
                Err(Refusal::TooShort) => "has fewer than two letters or digits".to_owned(),
                Err(Refusal::TooLong) => format!("has more than {} words and signs", super::form::MAX_TOKENS),
            };
            self.warnings.push(format!("{}: the {kind} {alias:?} {why} and is not searched for", place()));
        }
        fits(self.strings.len() + speaker.name.len() + speaker.id.unwrap_or_default().len())?;
        let name = self.push(speaker.name);
        let id = self.push(speaker.id.unwrap_or_default());
        self.entries.push(Entry { name, id, entity_type: speaker.entity_type, gender: speaker.gender });
        Ok(())
    }

    fn push(&mut self, string: &str) -> Span {
        let start = self.strings.len();
        self.strings.push_str(string);
        Span::new(start, self.strings.len())
    }

    /// Compiles the lexicon.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if its aliases have more than two million distinct words.
    pub(super) fn finish(self) -> Result<Lexicon> {
        let automaton = self.automaton.finish()?;
        Ok(Lexicon { entries: self.entries, strings: self.strings, automaton, warnings: self.warnings })
    }
}
