//! The user's speakers: who may be quoted, under which names and roles.

use super::compile;
use super::compiled::{self, Sink, Source};
use super::form::Refusal;
use super::search::{LexiconMatch, LexiconScratch, Search};
use super::tag::{EntityType, Gender};
use crate::error::{Error, Result};
use crate::span::{Span, SpeakerId, to_u32};
use crate::token::Tokens;
use std::io::{Read, Write};

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
    speakers: Speakers,
    search: Search,
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

impl Lexicon {
    /// The most text that a lexicon may hold in bytes, names and aliases together.
    pub const MAX_BYTES: usize = 1 << 31;

    pub(super) fn new(speakers: Speakers, search: Search, warnings: Vec<String>) -> Self {
        Lexicon { speakers, search, warnings }
    }

    /// Number of speakers.
    pub fn len(&self) -> usize {
        self.speakers.len()
    }

    /// Whether it holds no speaker.
    pub fn is_empty(&self) -> bool {
        self.speakers.len() == 0
    }

    /// Number of distinct names, aliases and roles that are searched for.
    pub fn forms(&self) -> usize {
        self.search.forms.len()
    }

    /// The speaker `id`; ids count from 0 in the order of the file.
    ///
    /// # Panics
    /// If `id` is not one of this lexicon.
    pub fn speaker(&self, id: SpeakerId) -> Speaker<'_> {
        self.speakers.get(id)
    }

    /// Names, aliases and roles that were left out, each with its place and why. Of a compiled lexicon they were told when it was
    /// built.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Appends every place of `text` that holds a name, alias or role, in order and without overlap; `tokens` are the text's.
    /// Once `scratch` and `out` have grown to the longest article, nothing is allocated.
    pub fn find(&self, scratch: &mut LexiconScratch, text: &str, tokens: &Tokens, out: &mut Vec<LexiconMatch>) {
        self.search.find(scratch, text, tokens, out);
    }

    /// The speakers that a match may mean, at least one, in the order of the file.
    ///
    /// # Panics
    /// If the match is not one of this lexicon.
    pub fn candidates(&self, found: &LexiconMatch) -> &[SpeakerId] {
        self.search.forms.candidates(found.speakers)
    }

    pub(super) fn search(&self) -> &Search {
        &self.search
    }

    /// Writes the lexicon as a file that loads at once.
    pub(super) fn write(&self, out: impl Write) -> std::io::Result<()> {
        compiled::write(&self.speakers, &self.search, out)
    }
}

/// What is known of the speakers themselves, in flat tables: nine bytes each beside name and id.
#[derive(Debug)]
pub(super) struct Speakers {
    strings: String,
    /// Where the name of each begins, then its id (empty for none); and one past the last.
    starts: Vec<u32>,
    /// Type and gender of each.
    kinds: Vec<u8>,
}

impl Default for Speakers {
    fn default() -> Self {
        Speakers { strings: String::new(), starts: vec![0], kinds: Vec::new() }
    }
}

/// The types in the order of their numbers in [`Speakers::kinds`].
const TYPES: [EntityType; 7] = [
    EntityType::Unknown,
    EntityType::Person,
    EntityType::Organisation,
    EntityType::Group,
    EntityType::Place,
    EntityType::Document,
    EntityType::Unnamed,
];
/// The genders likewise.
const GENDERS: [Gender; 3] = [Gender::Unknown, Gender::Male, Gender::Female];

impl Speakers {
    /// Number of speakers.
    pub(super) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Bytes of all names and ids.
    pub(super) fn string_bytes(&self) -> u64 {
        self.strings.len() as u64
    }

    fn get(&self, id: SpeakerId) -> Speaker<'_> {
        let piece = |i: usize| Span { start: self.starts[i], end: self.starts[i + 1] }.of(&self.strings);
        let (at, kind) = (2 * id.index(), usize::from(self.kinds[id.index()]));
        Speaker {
            name: piece(at),
            id: Some(piece(at + 1)).filter(|id| !id.is_empty()),
            entity_type: TYPES[kind / GENDERS.len()],
            gender: GENDERS[kind % GENDERS.len()],
        }
    }

    fn push(&mut self, speaker: Speaker<'_>) {
        for piece in [speaker.name, speaker.id.unwrap_or_default()] {
            self.strings.push_str(piece);
            self.starts.push(to_u32(self.strings.len()));
        }
        let entity_type = TYPES.iter().position(|&known| known == speaker.entity_type).unwrap_or_default();
        let gender = GENDERS.iter().position(|&known| known == speaker.gender).unwrap_or_default();
        self.kinds.push((entity_type * GENDERS.len() + gender).to_le_bytes()[0]);
    }

    /// Writes the tables.
    pub(super) fn write(&self, out: &mut Sink<impl Write>) -> std::io::Result<()> {
        out.bytes(self.strings.as_bytes())?;
        out.u32s(self.starts.iter().copied())?;
        out.bytes(&self.kinds)
    }

    /// Reads what [`Speakers::write`] wrote of `n` speakers.
    pub(super) fn read(source: &mut Source<'_, impl Read>, n: u64, string_bytes: u64) -> Result<Self> {
        let strings = source.string(string_bytes)?;
        let starts = source.starts(n.saturating_mul(2), &strings)?;
        let kinds = source.bytes(n)?;
        source.check(kinds.iter().all(|&kind| usize::from(kind) < TYPES.len() * GENDERS.len()))?;
        Ok(Speakers { strings, starts, kinds })
    }
}

/// Collects speakers and makes the lexicon.
#[derive(Debug, Default)]
pub(super) struct Builder {
    speakers: Speakers,
    aliases: compile::Builder,
}

impl Builder {
    /// Adds a speaker; `warn` is told of names, aliases and roles that cannot be searched for.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if the lexicon outgrows [`Lexicon::MAX_BYTES`].
    pub(super) fn add<'a>(
        &mut self,
        speaker: Speaker<'a>,
        aliases: impl Iterator<Item = &'a str>,
        roles: impl Iterator<Item = &'a str>,
        mut warn: impl FnMut(String),
    ) -> Result<()> {
        let id = SpeakerId::new(self.speakers.len());
        let fits = |size: usize| match size {
            0..=Lexicon::MAX_BYTES => Ok(()),
            _ => Err(Error::too_large("the speaker lexicon", size as u64, Lexicon::MAX_BYTES as u64)),
        };
        let names = std::iter::once(("name", speaker.name)).chain(aliases.map(|alias| ("alias", alias)));
        for (kind, alias) in names.chain(roles.map(|role| ("role", role))) {
            // An alias makes two forms at most, and no form is more than three times as long as the alias.
            fits(self.aliases.size() + 6 * alias.len())?;
            let why = match self.aliases.add(alias, kind == "role", id) {
                Ok(()) => continue,
                Err(Refusal::TooShort) => "has fewer than two letters or digits".to_owned(),
                Err(Refusal::TooLong) => format!("has more than {} words and signs", super::form::MAX_TOKENS),
            };
            warn(format!("the {kind} {alias:?} {why} and is not searched for"));
        }
        fits(self.speakers.strings.len() + speaker.name.len() + speaker.id.unwrap_or_default().len())?;
        self.speakers.push(speaker);
        Ok(())
    }

    /// Compiles the lexicon; `to_store` asks for what can be written to a file.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if it has more aliases than can be numbered.
    pub(super) fn finish(self, to_store: bool, warnings: Vec<String>) -> Result<Lexicon> {
        Ok(Lexicon { search: self.aliases.finish(to_store)?, speakers: self.speakers, warnings })
    }
}
