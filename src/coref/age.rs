//! Ages: *the 34-year-old* is whom the text has called *Tom Orr, 34,*.

use super::index::Index;
use super::nominals::is_definite;
use super::resolver::{Chains, Resolver};
use crate::lexicon::Words;
use crate::mention::{EntityType, Mention, Number};
use crate::span::EntityId;
use crate::token::{TokenKind, join_hash};

/// Marks an age among the roles.
const AGE: u32 = 0x2c1b_3c6d;

/// Oldest person whose age is told as a bare number.
const OLDEST: u32 = 115;

/// Key of an age.
fn key(years: u32) -> u32 {
    join_hash(AGE, years)
}

/// The years of *34*, *34-year-old*.
fn years(text: &str) -> Option<u32> {
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let rest = &text[digits..];
    let years = text[..digits].parse().ok().filter(|years| (1..=OLDEST).contains(years))?;
    (rest.is_empty() || rest == "-year-old").then_some(years)
}

/// The age behind a name (*Tom Orr, 34,* — *Tom Orr (34)*) or among what stands before it (*34-year-old Tom Orr*).
pub(super) fn of_name(words: &Words<'_>, mention: &Mention) -> Option<u32> {
    let end = mention.tokens.end as usize;
    let number = |i: usize| {
        let token = words.tokens.all().get(i).filter(|token| token.kind == TokenKind::Number && words.joined(i))?;
        let closed = i + 1 >= words.len() || words.token(i + 1).kind == TokenKind::Punct;
        years(words.str(i)).filter(|_| closed && token.span.len() <= 3)
    };
    let behind = if end < words.len() && (words.is(end, ",") || words.is(end, "(")) {
        number(end + 1).or_else(|| if end + 1 < words.len() && words.is(end + 1, "aged") { number(end + 2) } else { None })
    } else {
        None
    };
    behind.or_else(|| within(words, mention.tokens.start, mention.core.start))
}

/// The age in a description: *a 34-year-old nurse*, *the 34-year-old*.
pub(super) fn of_description(words: &Words<'_>, mention: &Mention) -> Option<u32> {
    if mention.entity_type != EntityType::Unnamed || mention.number != Number::Singular {
        return None;
    }
    within(words, mention.tokens.start, mention.head + 1)
}

fn within(words: &Words<'_>, start: u32, end: u32) -> Option<u32> {
    let numbers = (start..end).map(|i| i as usize).filter(|&i| words.token(i).kind == TokenKind::Number);
    numbers.map(|i| words.str(i)).find(|text| text.ends_with("-year-old")).and_then(years)
}

impl Resolver {
    /// From now on `entity` is known to be so old.
    pub(super) fn learn_age(&mut self, chains: &Chains<'_, '_>, years: u32, entity: EntityId) {
        let known = chains.entities[entity.index()].entity_type;
        if matches!(known, EntityType::Person | EntityType::Unnamed | EntityType::Unknown) {
            self.by_role.add(key(years), entity);
            self.by_role.add(AGE, entity);
        }
    }

    /// The one of whom the text has told that age of the description's.
    pub(super) fn of_age(&self, chains: &Chains<'_, '_>, mention: &Mention, years: u32) -> Option<EntityId> {
        if !is_definite(chains, mention) {
            return None;
        }
        let mut of_age = self.by_role.get(key(years)).filter(|&e| chains.entities[e.index()].gender.agrees(mention.gender));
        of_age.next()
    }
}

/// Whether the text has told of `entity` an age from `low` to `high`.
pub(super) fn is_between(by_role: &Index, entity: EntityId, low: u32, high: u32) -> bool {
    (low..=high).any(|years| by_role.get(key(years)).any(|known| known == entity))
}

/// Whether an age of `entity` is known. (A description with another age is then not of it.)
pub(super) fn is_told(by_role: &Index, entity: EntityId) -> bool {
    by_role.get(AGE).any(|known| known == entity)
}
