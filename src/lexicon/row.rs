//! A row of a speaker lexicon, whatever the format, and what is wrong with one.

use super::speakers::Speaker;
use super::tag::{EntityType, Gender};
use std::borrow::Cow;

/// The columns that are read, as rows and headers name them.
pub(super) const FIELDS: [&str; 6] = ["name", "id", "type", "gender", "aliases", "roles"];
/// Places in [`FIELDS`].
pub(super) const NAME: usize = 0;
pub(super) const ID: usize = 1;
pub(super) const TYPE: usize = 2;
pub(super) const GENDER: usize = 3;
pub(super) const ALIASES: usize = 4;
pub(super) const ROLES: usize = 5;

/// What is wrong with a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bad {
    pub(super) line: u64,
    pub(super) column: Option<u64>,
    pub(super) expected: String,
}

/// A row that begins on line `line`. What is blank is `None`, but for the name.
#[derive(Debug, Default)]
pub(super) struct Row<'a> {
    pub(super) line: u64,
    pub(super) name: Option<Cow<'a, str>>,
    pub(super) id: Option<Cow<'a, str>>,
    pub(super) entity_type: Option<Cow<'a, str>>,
    pub(super) gender: Option<Cow<'a, str>>,
    pub(super) aliases: Vec<Cow<'a, str>>,
    pub(super) roles: Vec<Cow<'a, str>>,
}

impl Row<'_> {
    /// The speaker that the row tells of; or which field, by its place in [`FIELDS`], is not what was expected, and what was.
    pub(super) fn speaker(&self) -> Result<Speaker<'_>, (usize, String)> {
        let Some(name) = &self.name else { return Err((NAME, "expected a \"name\"".to_owned())) };
        if name.trim().is_empty() {
            return Err((NAME, "expected a name for \"name\", found a blank one".to_owned()));
        }
        let entity_type = match &self.entity_type {
            None => EntityType::Unknown,
            Some(word) => EntityType::from_name(&word.trim().to_ascii_lowercase()).ok_or_else(|| {
                let known = "person, organisation, group, place, document or unnamed";
                (TYPE, format!("expected {known} for \"type\", found {}", shortened(word)))
            })?,
        };
        let gender = match self.gender.as_deref().map(str::trim) {
            None => Gender::Unknown,
            Some(word) => match word.to_ascii_lowercase().as_str() {
                "other" | "unknown" => Gender::Unknown,
                known @ ("male" | "female" | "m" | "f") => Gender::from_name(known),
                _ => {
                    let expected = "expected male, female, m, f, other or unknown for \"gender\"";
                    return Err((GENDER, format!("{expected}, found {}", shortened(word))));
                }
            },
        };
        Ok(Speaker { name: name.trim(), id: self.id.as_deref().map(str::trim), entity_type, gender })
    }
}

/// A value as a message shows it.
pub(super) fn shortened(value: &str) -> String {
    const LONGEST: usize = 40;
    match value.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{:?}…", &value[..end]),
        None => format!("{value:?}"),
    }
}

/// The column, in bytes, of what stands behind `before`, which begins its line.
pub(super) fn column(before: &[u8]) -> u64 {
    before.len() as u64 + 1
}

/// What was expected of bytes that are no UTF-8 from `at` on.
pub(super) fn expected_utf8(bytes: &[u8], at: usize) -> String {
    let hint = if matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) { " (it looks like UTF-16)" } else { "" };
    let byte = bytes.get(at).copied().unwrap_or_default();
    format!("expected UTF-8, found the byte 0x{byte:02X}{hint}: save the file as UTF-8")
}
