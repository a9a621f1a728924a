//! Descriptions: appositions, titles and roles lead them to a name.

use super::age;
use super::apposition::{is_one, predicated};
use super::beside::given_name;
use super::country;
use super::disjoint::told_of;
use super::fronted;
use super::office::{IN_AN_OFFICE, office, role_key};
use super::resolver::{Chains, Resolver};
use super::topic::{is_partisan, parts_of};
use crate::lexicon::{Facts, Gender, WordClass, Words, is_form};
use crate::mention::{EntityType, Holding, Mention, MentionKind, Number};
use crate::span::{EntityId, MentionId};
use crate::token::{TokenKind, hash_form, join_hash};

/// Words of a name, from its end, that a description is compared with.
pub(super) const NAME_WORDS: usize = 16;

fn mention_role(chains: &Chains<'_, '_>, mention: &Mention) -> u32 {
    let head = mention.head as usize;
    role_key(chains.words.role(head), Holding::of(chains.words, mention.tokens.start as usize, head))
}

impl Resolver {
    pub(super) fn link_nominal(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) {
        let mut mention = chains.mention(id);
        if mention.entity_type == EntityType::Unnamed && mention.gender == Gender::Unknown {
            mention.gender = gesture(chains.words, &mention);
        }
        // *Nobody at the ranch knew*: no entity.
        if is_form!(chains.words, mention.head as usize, "nobody" | "none") {
            return;
        }
        // *Lee is not a man who gives up*: nobody else is told of.
        if is_denied(chains.words, &mention) {
            return;
        }
        // *A former teacher, he left*: whom the pronoun means, which comes next.
        if fronted::pronoun_behind(chains, id).is_some() {
            return;
        }
        let head = chains.words.token(mention.head as usize).hash;
        let age = age::of_description(chains.words, &mention);
        let country = country::of_description(chains.words, &mention);
        let told_of = told_of(chains, id);
        let found = self
            .known_speaker(&mention)
            .or_else(|| self.surname(chains, &mention, head))
            .or_else(|| self.right_before(chains, id))
            .or_else(|| self.apposition(chains, id))
            .or_else(|| self.of_portfolio(chains, id))
            .or_else(|| self.joined_behind(chains, id))
            .or_else(|| self.joined_before(chains, id))
            .or_else(|| predicated(chains, id))
            .or_else(|| given_name(chains, id).and_then(|name| chains.links[name]))
            .or_else(|| self.of_kin(chains, id))
            .or_else(|| age.and_then(|age| self.of_age(chains, &mention, age)))
            .or_else(|| self.described(chains, &mention, country).filter(|&e| told_of != Some(e)))
            .or_else(|| self.of_country(chains, &mention, country?))
            .or_else(|| fronted::pronoun_before(chains, id).and_then(|pronoun| chains.links[pronoun.index()]));
        let topic = if found.is_none() { self.topic(chains, &mention, country).filter(|&e| told_of != Some(e)) } else { None };
        if let Some(entity) = topic {
            // Perhaps: nobody is known by the role from now on. But who was called the manager is not the winger of the next line.
            self.tie(chains, id, entity);
            let parts = parts_of(chains.words, &mention);
            let trades = &mut self.profiles[entity.index()].trades;
            *trades = trades.with(parts);
            return;
        }
        let entity = match found {
            Some(entity) => {
                self.tie(chains, id, entity);
                // *says one, a former clerk*: there is more to call him by.
                let name = chains.mention(chains.entities[entity.index()].name);
                if name.kind == MentionKind::Nominal && is_one(chains.words, &name) {
                    chains.entities[entity.index()].name = id;
                }
                entity
            }
            None => self.create(chains, id),
        };
        if let Some(age) = age {
            self.learn_age(chains, age, entity);
        }
        self.learn_kin(chains, id, entity);
        if let Some(country) = country {
            self.learn_country(chains, country, entity);
        }
        // *a chance to be president*: what nobody is yet.
        let is_bare = mention.number == Number::Singular
            && mention.core.start == mention.tokens.start
            && !chains.words.is_capitalised(mention.tokens.start as usize)
            && self.profiles[entity.index()].seen == 0;
        if !is_bare {
            self.learn_role(chains, mention.tokens.start as usize, mention.head as usize, entity);
        }
        if is_of_the_past(chains.words, &mention) {
            self.by_role.add(role_key(chains.words.role(mention.head as usize), Holding::Past), entity);
        }
    }

    /// A surname that is a noun too: *Baker said*, where a *Brian Baker* is known.
    fn surname(&self, chains: &Chains<'_, '_>, mention: &Mention, head: u32) -> Option<EntityId> {
        let alone = mention.tokens.len() == 1 && chains.words.is_capitalised(mention.head as usize);
        if alone { self.by_last.get(head).find(|&e| self.profiles[e.index()].seen > 0) } else { None }
    }

    /// An earlier entity that the description means: by title or role, by the same description.
    fn described(&mut self, chains: &Chains<'_, '_>, mention: &Mention, country: Option<u32>) -> Option<EntityId> {
        let words = chains.words;
        // *the two said*: found behind its article.
        let is_two = mention.tokens.len() == 1 && is_form!(words, mention.head as usize, "two");
        if !is_two && !is_definite(chains, mention) && !country::is_of_country(words, mention) {
            return None;
        }
        let agrees = |entity: EntityId| {
            let known = &chains.entities[entity.index()];
            let plural = mention.number == Number::Plural;
            known.gender.agrees(mention.gender)
                && !self.is_foreign(entity, country)
                && match known.entity_type {
                    EntityType::Person => !plural && matches!(mention.entity_type, EntityType::Unnamed),
                    EntityType::Unnamed => !plural,
                    EntityType::Group => plural,
                    // *Retailer Hobbs & Roe … the retailer*: a noun of firms and people alike.
                    EntityType::Organisation => {
                        mention.entity_type == EntityType::Organisation || words.facts(mention.head as usize).has(Facts::COMPANY)
                    }
                    EntityType::Document => mention.entity_type == EntityType::Document,
                    EntityType::Place => false,
                    EntityType::Unknown => true,
                }
        };
        let head = mention.head as usize;
        let role = mention_role(chains, mention);
        let mut offices = office(words, mention.tokens.start as usize, head).rev();
        let holds_same = |i: usize| {
            let alike = self.by_role.get(join_hash(role, words.token(i).hash));
            // The first of equals is the latest.
            alike.filter(|&e| agrees(e) && self.modifiers_agree(chains, mention, country, e)).min_by_key(|&e| !self.is_of(e, country))
        };
        let in_office = offices.clone().next().is_some();
        if let Some(entity) = offices.find_map(holds_same) {
            return Some(entity);
        }
        // *the harbour minister* is not whom the text calls prime minister.
        let elsewhere = |e: EntityId| in_office && self.by_role.get(role ^ IN_AN_OFFICE).any(|known| known == e);
        // *the Lawrence Democrat* is of whom the text speaks, not whoever was called a Democrat last.
        if is_partisan(words, head)
            && words.is(mention.tokens.start as usize, "the")
            && (mention.core.start..mention.head).any(|i| words.is_capitalised(i as usize) && !words.facts(i as usize).has(Facts::PLACE))
        {
            return None;
        }
        let known = self.by_role.get(role).filter(|&e| agrees(e) && !elsewhere(e) && self.modifiers_agree(chains, mention, country, e));
        // A body that is called so by name comes first, then whoever was mentioned last.
        let by_name = |e: EntityId| {
            mention.entity_type == EntityType::Organisation
                && self.profiles[e.index()]
                    .core
                    .range()
                    .rev()
                    .take(NAME_WORDS)
                    .any(|i| words.token(i).hash == words.token(mention.head as usize).hash)
        };
        if let Some(entity) = known.max_by_key(|&e| (by_name(e), self.is_of(e, country), self.profiles[e.index()].last)) {
            // *a scandal at the region's second-largest dairy company … Norvane refused. The company said*: the named one, spoken of since.
            let profile = self.profiles[entity.index()];
            let generic = words.is_a(head, WordClass::Firm) && mention.core.len() == 1 && !profile.named;
            let named = if generic { self.body(chains, mention) } else { None };
            let is_later = |e: &EntityId| self.profiles[e.index()].named && self.profiles[e.index()].last > profile.last;
            return named.filter(is_later).or(Some(entity));
        }
        if mention.entity_type == EntityType::Unknown {
            return self.unlisted(chains, mention);
        }
        if mention.core.len() == 1 && is_form!(words, head, "force") {
            // *the force*: the police of whom the text speaks.
            let body = |e: &EntityId| matches!(chains.entities[e.index()].entity_type, EntityType::Organisation | EntityType::Group);
            return self.by_role.get(hash_form("police")).find(body);
        }
        if mention.number == Number::Plural && is_form!(words, mention.core.start as usize, "two" | "both") || is_pair(words, mention) {
            // *the two executives*: whom *and* joined just before.
            let (_, both) = self.history.both(chains.entities, 15)?;
            let words_of = |e: EntityId| self.profiles[e.index()].core.len();
            // *Ann and Tom Lee won. The couple said*: the one with the surname stands for both.
            return Some(if words_of(both[0]) == 1 && words_of(both[1]) > 1 { both[1] } else { both[0] });
        }
        self.body(chains, mention)
    }

    /// Whether the capitalised words and nationalities of a description are those of the entity, where both have some:
    /// *the French foreign ministry* is not *Russia's foreign ministry*.
    fn modifiers_agree(&self, chains: &Chains<'_, '_>, mention: &Mention, country: Option<u32>, entity: EntityId) -> bool {
        let words = chains.words;
        let name = &chains.mentions[chains.entities[entity.index()].name.index()];
        if name.kind == MentionKind::Name && name.entity_type == EntityType::Person || self.is_of(entity, country) {
            return true;
        }
        let special = |i: usize| {
            words.token(i).is_word() && i != mention.head as usize && (words.is_capitalised(i) || words.facts(i).has(Facts::DEMONYM))
        };
        let ours = || mention.core.range().filter(|&i| special(i));
        let theirs = || {
            name.core.range().rev().take(NAME_WORDS).filter(|&i| {
                words.token(i).is_word() && words.is_capitalised(i) && words.token(i).hash != words.token(mention.head as usize).hash
            })
        };
        ours().next().is_none() || theirs().next().is_none() || ours().any(|i| theirs().any(|j| words.token(i).hash == words.token(j).hash))
    }
}

/// The gender that a gesture tells: *the senator shook her head*.
fn gesture(words: &Words<'_>, mention: &Mention) -> Gender {
    let verb = mention.tokens.end as usize;
    let moves = verb + 2 < words.len() && words.joined(verb + 2) && words.is_a(verb + 2, WordClass::Face);
    if !moves || !words.tag(verb).is_verb() {
        return Gender::Unknown;
    }
    match words.str(verb + 1) {
        "his" => Gender::Male,
        "her" => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// Whether the description is of two people who belong together: *the couple*, *the twins*.
fn is_pair(words: &Words<'_>, mention: &Mention) -> bool {
    is_form!(words, mention.head as usize, "pair" | "duo") || mention.core.len() == 1 && words.is_a(mention.head as usize, WordClass::Pair)
}

/// *is not a man*, *was never a saint*: what somebody is said not to be.
fn is_denied(words: &Words<'_>, mention: &Mention) -> bool {
    let start = mention.tokens.start as usize;
    let Some(before) = start.checked_sub(1).filter(|_| words.joined(start) && is_form!(words, start, "a" | "an")) else { return false };
    let copula = |i: usize| is_form!(words, i, "is" | "was" | "are" | "were");
    is_form!(words, before, "isn't" | "wasn't") || before > 0 && is_form!(words, before, "not" | "never") && copula(before - 1)
}

/// Whether a role is told that somebody had: *who was minister for years*, *minister from 2008 to 2011*, *mayor until May*.
fn is_of_the_past(words: &Words<'_>, mention: &Mention) -> bool {
    let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
    let was = start > 1 && is_form!(words, start - 1, "was") && is_form!(words, start - 2, "who");
    let years = |i: usize| i + 2 < words.len() && words.token(i + 1).kind == TokenKind::Number && is_form!(words, i + 2, "to" | "until");
    let until = end < words.len() && (words.is(end, "until") || is_form!(words, end, "from" | "between") && years(end));
    (was || until) && mention.entity_type == EntityType::Unnamed && mention.number == Number::Singular
}

/// Whether the description is of somebody whom the reader knows: *the mayor*, *President*.
pub(super) fn is_definite(chains: &Chains<'_, '_>, mention: &Mention) -> bool {
    let start = mention.tokens.start as usize;
    mention.core.start == mention.tokens.start && chains.words.is_capitalised(mention.head as usize)
        || is_form!(chains.words, start, "the" | "this" | "that" | "these" | "those" | "both")
}
