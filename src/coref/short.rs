//! Short forms of persons' names: *Mr Xu* of *Xu Liang*, *Mubaraki* of *Rashid al-Mubaraki*, *Luis Roe* of *Luis Alberto Roe Lind*.

use super::resolver::{Chains, Resolver};
use crate::lexicon::{Builtin, Facts, WordClass};
use crate::mention::{EntityType, Mention, is_hyphened_pair, is_royal};
use crate::span::{EntityId, TokenRange};
use crate::token::hash_form;

/// Fewest letters behind a prefix.
const REST: usize = 4;

/// The surname without its prefix: the *Mubaraki* of *al-Mubaraki*, the *Arno* of *D'Arno*.
fn without_prefix(word: &str) -> Option<&str> {
    let (prefix, rest) = word.split_once(['-', '\'', '’'])?;
    let builtin = Builtin::get();
    let known = builtin.is_a(builtin.id(prefix), WordClass::SurnamePrefix);
    (known && rest.len() >= REST && rest.starts_with(char::is_uppercase)).then_some(rest)
}

/// Whether the words of the one name are words of the other in the same order, and both begin alike.
fn is_within(chains: &Chains<'_, '_>, short: TokenRange, long: TokenRange) -> bool {
    let words = chains.words;
    let mut rest = long.range();
    words.token(short.start as usize).hash == words.token(long.start as usize).hash
        && short.range().all(|i| words.token(i).is_word() && rest.any(|j| words.token(j).hash == words.token(i).hash))
}

impl Resolver {
    /// A person is called by a surname without its prefix, and by a given name that is not the first.
    pub(super) fn add_short_forms(&mut self, chains: &Chains<'_, '_>, core: TokenRange, entity: EntityId) {
        let last = core.end as usize - 1;
        if let Some(rest) = without_prefix(chains.words.str(last)) {
            self.by_middle.add(hash_form(rest), entity);
        }
        let is_given = |i: &usize| chains.words.facts(*i).has(Facts::GIVEN_NAME) && chains.words.token(*i).span.len() > 3;
        for i in core.range().skip(1).filter(|&i| i < last).filter(is_given) {
            self.by_second.add(chains.words.token(i).hash, entity);
        }
    }

    /// The person whose longer or shorter name the words are: *Luis Roe* of *Luis Alberto Roe Lind*, *Olga Petrovna* of *Olga
    /// Petrovna Roe*.
    pub(super) fn of_long_name(&self, chains: &Chains<'_, '_>, mention: &Mention, entity: EntityId) -> bool {
        let (known, other) = (self.profiles[entity.index()].core, mention.core);
        let types = (mention.entity_type, chains.entities[entity.index()].entity_type);
        let persons =
            matches!(types, (EntityType::Person, EntityType::Person | EntityType::Unknown) | (EntityType::Unknown, EntityType::Person));
        let (short, long) = if known.len() < other.len() { (known, other) } else { (other, known) };
        let agree = chains.entities[entity.index()].gender.agrees(mention.gender);
        let words = chains.words;
        // *Bernie Roe Pins Hopes*: words of a headline.
        let is_name = |i: usize| {
            words.is_capitalised(i) && !words.tag(i).is_verb() && !words.tag(i).is_noun()
                || words.facts(i).any(Facts::GIVEN_NAME.with(Facts::PARTICLE))
        };
        let end = long.end as usize;
        let goes_on = end < words.len() && words.joined(end) && words.is_capitalised(end);
        let is_name = |i: usize| is_name(i) && !goes_on;
        let shorter = (2..long.len()).contains(&short.len());
        persons && agree && shorter && is_within(chains, short, long) && long.range().skip(1).all(is_name)
    }

    /// Whether a headline makes the name longer than the one that the text knows.
    pub(super) fn is_glued(&self, chains: &Chains<'_, '_>, in_headline: bool, entity: EntityId, mention: &Mention) -> bool {
        let headline = chains.words.tokens.paragraphs().first().map_or(0, |p| p.end);
        let known = self.profiles[entity.index()].core;
        in_headline && known.start >= headline && mention.core.len() > known.len()
    }

    /// *Prince Khalid*, of *Khalid bin Sultan Roe*, whichever stands first.
    pub(super) fn of_royal(&self, chains: &Chains<'_, '_>, mention: &Mention, first: u32, last: u32) -> Option<EntityId> {
        let is_royal_name = |core: TokenRange| core.len() == 2 && is_royal(chains.words, core.start as usize);
        let is_person = |e: &EntityId| matches!(chains.entities[e.index()].entity_type, EntityType::Person | EntityType::Unknown);
        if is_royal_name(mention.core) {
            return self.by_first.get(last).find(is_person);
        }
        self.by_last.get(first).find(|e| is_person(e) && is_royal_name(self.profiles[e.index()].core))
    }

    /// The person whose first word stands behind a title: *Mr Xu*, *President Kang*, *Prince Khalid*; but *Mr Taylor* is not *Taylor
    /// Roe*.
    pub(super) fn of_first_word(&self, chains: &Chains<'_, '_>, mention: &Mention, name: u32) -> Option<EntityId> {
        let (words, title) = (chains.words, (mention.core.start as usize).checked_sub(1)?);
        let given = words.facts(mention.core.start as usize).has(Facts::GIVEN_NAME);
        if mention.core.start == mention.tokens.start {
            return None;
        }
        // *Mr Kim*, of *Kim Do-hyun*: there the family name stands first.
        let stands_first = |core: TokenRange| is_hyphened_pair(words, core.start as usize, core.end as usize);
        let needs_pair = given && words.facts(title).has(Facts::HONORIFIC);
        let (role, trades) = (words.role(title), words.trades(title));
        let has_title = |e: EntityId| self.by_role.get(role).any(|known| known == e);
        let fits = |e: &EntityId| {
            let (known, profile) = (&chains.entities[e.index()], &self.profiles[e.index()]);
            matches!(known.entity_type, EntityType::Person | EntityType::Unknown)
                && known.gender.agrees(mention.gender)
                && profile.seen > 0
                && !profile.trades.excludes(trades)
                && (!needs_pair || stands_first(profile.core))
                && (!given || !profile.described || has_title(*e) || profile.trades.shares(trades))
        };
        self.by_first.get(name).filter(fits).max_by_key(|&e| (has_title(e), self.profiles[e.index()].seen))
    }

    /// Whom a lone surname with a prefix, or a given name that is not the first, means.
    pub(super) fn of_other_form(&self, chains: &Chains<'_, '_>, mention: &Mention, name: u32) -> Option<EntityId> {
        let is_person = |e: &EntityId| {
            let known = &chains.entities[e.index()];
            matches!(known.entity_type, EntityType::Person | EntityType::Unknown)
                && known.gender.agrees(mention.gender)
                && self.profiles[e.index()].seen > 0
        };
        let rest = without_prefix(chains.words.str(mention.head as usize));
        let by_rest = rest.and_then(|rest| self.by_last.get(hash_form(rest)).find(is_person));
        by_rest.or_else(|| {
            // *Ann, 11,*: somebody new.
            let end = mention.tokens.end as usize;
            let told = end < chains.words.len() && chains.words.is(end, ",");
            self.by_second.get(name).find(|e| !told && is_person(e))
        })
    }
}

/// A title behind which a given name stands alone: *Sheikh Mohammed*, *Prince Khalid*, *Sir Alwin*.
pub(super) fn goes_before_given_name(chains: &Chains<'_, '_>, title: usize) -> bool {
    is_royal(chains.words, title) || chains.words.is_a(title, WordClass::BeforeGiven)
}
