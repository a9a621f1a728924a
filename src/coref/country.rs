//! Countries: *the Greek minister* is whom the text has called *Greek Foreign Minister Nikos Roe*, not the Turkish one.

use super::nominals::is_definite;
use super::resolver::{Chains, Profile, Resolver};
use crate::lexicon::{Facts, WordClass, Words, is_form};
use crate::mention::{EntityType, Holding, Mention, Number};
use crate::span::EntityId;
use crate::token::{TokenKind, join_hash};

/// Marks a country among the roles, and who leads it.
const COUNTRY: u32 = 0x6a09_e667;
const LEADER: u32 = 0xbb67_ae85;

/// Words before a noun among which its country is looked for.
const REACH: usize = 8;

/// Capitalised words before a title among which its country is looked for.
const RUN: usize = 3;

/// The country of whoever the words from `start` to the noun at `head` describe: *Turkish foreign minister*, *Uganda's president*.
fn told(words: &Words<'_>, start: usize, head: usize) -> Option<u32> {
    let start = start.max(head.saturating_sub(REACH));
    let (at, (length, country)) = (start..head).find_map(|i| words.country(i, head).map(|found| (i, found)))?;
    let owns = words.token(at + length).kind == TokenKind::Possessive;
    let people = words.facts(at).has(Facts::DEMONYM) || words.facts(at + length - 1).has(Facts::DEMONYM);
    // *a French teacher*, *the China expert*
    let studies = if people { is_language(words, head) } else { !owns && is_student(words, head) };
    (!studies).then_some(country)
}

fn is_language(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::OfLanguage)
}

fn is_student(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::OfCountry)
}

/// The country told before a name: *Turkish Foreign Minister Yasar Roe*, *Uganda's Yoweri Roe*.
pub(super) fn of_name(words: &Words<'_>, mention: &Mention) -> Option<u32> {
    let (start, core) = (mention.tokens.start as usize, mention.core.start as usize);
    if matches!(mention.entity_type, EntityType::Place | EntityType::Organisation) {
        return None;
    }
    let owner = || {
        let mark = start.checked_sub(1).filter(|&mark| words.token(mark).kind == TokenKind::Possessive)?;
        let first = mark.saturating_sub(3);
        // *Jordan's* is a country's; *Michael Jordan's* is not.
        let at = (first..mark).find(|&i| words.country(i, mark).is_some_and(|(length, _)| i + length == mark))?;
        let alone = at == 0 || !words.joined(at) || !words.is_capitalised(at - 1) || words.facts(at - 1).has(Facts::FUNCTION);
        words.country(at, mark).filter(|_| alone).map(|(_, country)| country)
    };
    let before = || {
        // *Greek Foreign | Minister Nikos Roe*: a nationality stays out of some titles.
        let floor = start.saturating_sub(RUN);
        let first = (floor..start).rev().take_while(|&i| words.joined(i + 1) && words.is_capitalised(i)).last()?;
        told(words, first, start)
    };
    let titled = || told(words, start, core - 1).or_else(before);
    let found = if start == core { owner() } else { titled().or_else(owner) };
    found.or_else(|| nationality_before(words, core)).or_else(|| country_behind(words, mention))
}

/// The nationality right before a name: *Swede Lars Roe*, *New Zealander Ann Roe*.
fn nationality_before(words: &Words<'_>, core: usize) -> Option<u32> {
    let people = core.checked_sub(1).filter(|&i| words.joined(core) && words.facts(i).has(Facts::DEMONYM))?;
    (people.saturating_sub(1)..=people)
        .find_map(|i| words.country(i, core).filter(|(length, _)| i + length == core).map(|(_, country)| country))
}

/// The country behind a name: *Gus Roe of Italy*.
fn country_behind(words: &Words<'_>, mention: &Mention) -> Option<u32> {
    let of = mention.core.end as usize;
    let place = of + 1 + usize::from(of + 1 < words.len() && words.is(of + 1, "the"));
    if place >= words.len() || !words.is(of, "of") || !words.joined(of) || !words.facts(place).any(Facts::PLACE.with(Facts::STARTS_PHRASE))
    {
        return None;
    }
    words.country(place, words.len().min(place + RUN)).map(|(_, country)| country)
}

/// The country of whom the description means.
pub(super) fn of_description(words: &Words<'_>, mention: &Mention) -> Option<u32> {
    if mention.entity_type != EntityType::Unnamed || mention.number != Number::Singular {
        return None;
    }
    let head = mention.head as usize;
    told(words, mention.tokens.start as usize, head).or_else(|| words.country(head, head + 1).map(|(_, country)| country))
}

/// *Israel's ambassador*: there is but one.
pub(super) fn is_of_country(words: &Words<'_>, mention: &Mention) -> bool {
    let (start, head) = (mention.tokens.start as usize, mention.head as usize);
    mention.entity_type == EntityType::Unnamed
        && start < head
        && words.country(start, head).is_some_and(|(length, _)| words.token(start + length).kind == TokenKind::Possessive)
}

/// By what else a head of state or government is known whose description ends in the noun at `head`: *the French leader*.
pub(super) fn leader(words: &Words<'_>, start: usize, head: usize) -> Option<u32> {
    let leads = words.is_a(head, WordClass::Ruler) || is_form!(words, head, "minister") && head > 0 && is_form!(words, head - 1, "prime");
    if !leads || Holding::of(words, start, head) != Holding::Now {
        return None;
    }
    told(words, start, head).map(leader_of)
}

fn leader_of(country: u32) -> u32 {
    join_hash(LEADER, country)
}

/// Whether somebody is known to be of countries of which this is none.
pub(super) fn is_foreign(profile: &Profile, country: Option<u32>) -> bool {
    profile.countries[0] != 0 && country.is_some_and(|country| !profile.countries.contains(&country))
}

impl Resolver {
    /// From now on `entity` is known to be of `country`.
    pub(super) fn learn_country(&mut self, chains: &Chains<'_, '_>, country: u32, entity: EntityId) {
        let known = chains.entities[entity.index()].entity_type;
        let countries = &mut self.profiles[entity.index()].countries;
        if !matches!(known, EntityType::Person | EntityType::Unnamed | EntityType::Unknown) || countries.contains(&country) {
            return;
        }
        if let Some(free) = countries.iter_mut().find(|known| **known == 0) {
            *free = country;
        }
        self.by_role.add(join_hash(COUNTRY, country), entity);
    }

    /// Whether `entity` is known to be of countries of which this is none.
    pub(super) fn is_foreign(&self, entity: EntityId, country: Option<u32>) -> bool {
        is_foreign(&self.profiles[entity.index()], country)
    }

    /// Whether `entity` is known to be of that country.
    pub(super) fn is_of(&self, entity: EntityId, country: Option<u32>) -> bool {
        country.is_some_and(|country| self.profiles[entity.index()].countries.contains(&country))
    }

    /// Whom the description means by the country alone: *the French leader* is France's president; *the Ugandan president* is
    /// *Uganda's Yoweri Roe*, of whom nothing else was told.
    pub(super) fn of_country(&self, chains: &Chains<'_, '_>, mention: &Mention, country: u32) -> Option<EntityId> {
        if !is_definite(chains, mention) && !is_of_country(chains.words, mention) || mention.core.len() > SHORT {
            return None;
        }
        let head = mention.head as usize;
        let fits = |e: &EntityId| chains.entities[e.index()].gender.agrees(mention.gender) && self.profiles[e.index()].named;
        let leads = || self.by_role.get(leader_of(country)).find(fits);
        if let Some(entity) = if is_form!(chains.words, head, "leader") { leads() } else { None } {
            return Some(entity);
        }
        // *the Frenchman*, *the Greek*: whatever else he is.
        let alone = chains.words.country(head, head + 1).is_some();
        if !alone && is_anybodys(chains.words, head) {
            return None;
        }
        let plain = |e: &EntityId| (alone || !self.profiles[e.index()].described) && chains.is_like_a_person(&chains.entities[e.index()]);
        self.by_role.get(join_hash(COUNTRY, country)).filter(|e| fits(e) && plain(e)).max_by_key(|e| self.profiles[e.index()].last)
    }
}

/// A noun for one of many of a country: *the French officer* is not France's Emmanuel Roe.
fn is_anybodys(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::OneOfMany)
}

/// Most words of a description that its country alone may explain.
const SHORT: usize = 3;
