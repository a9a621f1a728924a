//! Descriptions: appositions, titles and roles lead them to a name.

use super::age;
use super::beside::{given_name, is_owner};
use super::country;
use super::resolver::{Chains, Resolver};
use crate::coref::Entity;
use crate::lexicon::{Facts, Gender, Tag, Words, is_form};
use crate::mention::{EntityType, Holding, Mention, MentionKind, Number, is_in_place};
use crate::span::{EntityId, MentionId, TokenRange};
use crate::token::{TokenKind, hash_form, join_hash};

/// Words for a body of any name.
const ANY_BODY: [&str; 20] = [
    "agency",
    "airline",
    "band",
    "bank",
    "campaign",
    "charity",
    "club",
    "company",
    "firm",
    "group",
    "network",
    "newspaper",
    "organisation",
    "organization",
    "outlet",
    "paper",
    "party",
    "publisher",
    "team",
    "union",
];

/// Words of a name, from its end, that a description is compared with.
const NAME_WORDS: usize = 16;

/// A description of at most this many words may take up a person of whom the text speaks without having been told so.
const SHORT: usize = 5;

/// Key of a role: the minister and the former minister are two.
pub(super) fn role_key(role: u32, holding: Holding) -> u32 {
    role ^ match holding {
        Holding::Now => 0,
        Holding::Past => 0x3c6e_f372,
        Holding::Future => 0x7f4a_7c15,
        Holding::Under => 0x1b87_3593,
    }
}

/// Words before a noun that may tell which of its kind it is.
const OFFICE: usize = 5;

/// Marks a role that is known with what it is for.
const IN_AN_OFFICE: u32 = 0x5be0_cd19;

/// The words before the noun at `head` that tell which of its kind it is: the *harbour* of *the harbour minister*, the
/// *prime* of *the prime minister*; not the *young* of *the young minister*.
fn office(words: &Words<'_>, start: usize, head: usize) -> impl DoubleEndedIterator<Item = usize> + Clone {
    let start = start.max(head.saturating_sub(OFFICE));
    let title = (start..head)
        .find(|&i| words.whole(TokenRange::new(i, head + 1)).is_some_and(|info| info.facts.any(Facts::TITLE.with(Facts::PERSON))));
    (start..head).filter(move |&i| {
        let place = words.facts(i).any(Facts::PLACE.with(Facts::DEMONYM));
        words.token(i).is_word()
            && Holding::of_word(words, i).is_none()
            && !place
            && (words.tag(i).is_noun() || title.is_some_and(|title| i >= title))
    })
}

fn mention_role(chains: &Chains<'_, '_>, mention: &Mention) -> u32 {
    let head = mention.head as usize;
    role_key(chains.words.role(head), Holding::of(chains.words, mention.tokens.start as usize, head))
}

impl Resolver {
    pub(super) fn link_nominal(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) {
        let mention = chains.mention(id);
        let head = chains.words.token(mention.head as usize).hash;
        let age = age::of_description(chains.words, &mention);
        let found = self
            .known_speaker(&mention)
            .or_else(|| self.surname(chains, &mention, head))
            .or_else(|| self.apposition(chains, id))
            .or_else(|| self.joined_behind(chains, id))
            .or_else(|| self.joined_before(chains, id))
            .or_else(|| predicated(chains, id))
            .or_else(|| given_name(chains, id).and_then(|name| chains.links[name]))
            .or_else(|| self.of_kin(chains, id))
            .or_else(|| age.and_then(|age| self.of_age(chains, &mention, age)))
            .or_else(|| self.described(chains, &mention))
            .or_else(|| self.of_country(chains, &mention));
        let topic = if found.is_none() { self.topic(chains, &mention) } else { None };
        if let Some(entity) = topic {
            // Perhaps: nobody is known by the role from now on.
            self.tie(chains, id, entity);
            return;
        }
        let entity = match found {
            Some(entity) => {
                self.tie(chains, id, entity);
                entity
            }
            None => self.create(chains, id),
        };
        if let Some(age) = age {
            self.learn_age(chains, age, entity);
        }
        self.learn_kin(chains, id, entity);
        if let Some(country) = country::of_description(chains.words, &mention) {
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
    }

    /// From now on `entity` is known by the noun at `head`, whose phrase begins at `start`, and by what stands before it.
    pub(super) fn learn_role(&mut self, chains: &Chains<'_, '_>, start: usize, head: usize, entity: EntityId) {
        let role = role_key(chains.words.role(head), Holding::of(chains.words, start, head));
        self.by_role.add(role, entity);
        let profile = &mut self.profiles[entity.index()];
        profile.trades = profile.trades.with(chains.words.trades(head));
        profile.described = true;
        if let Some(leader) = country::leader(chains.words, start, head) {
            self.by_role.add(leader, entity);
        }
        for i in office(chains.words, start, head) {
            self.by_role.add(join_hash(role, chains.words.token(i).hash), entity);
            self.by_role.add(role ^ IN_AN_OFFICE, entity);
        }
    }

    /// A surname that is a noun too: *Baker said*, where a *Brian Baker* is known.
    fn surname(&self, chains: &Chains<'_, '_>, mention: &Mention, head: u32) -> Option<EntityId> {
        let alone = mention.tokens.len() == 1 && chains.words.is_capitalised(mention.head as usize);
        if alone { self.by_last.get(head).find(|&e| self.profiles[e.index()].seen > 0) } else { None }
    }

    /// The name that the description stands beside: *Kuleba, a diplomat,* — *the minister, Dmytro Kuleba,* — *Ann Lee, 43, a nurse*.
    pub(super) fn apposition(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let mention = chains.mention(id);
        let words = chains.words;
        let fits = |name: &Mention| {
            let bodies = mention.entity_type == EntityType::Organisation;
            // *the mill's owner, Harbour Foods,*
            if name.entity_type == EntityType::Organisation && is_owner(words, mention.head as usize) {
                return name.kind == MentionKind::Name && name.core.len() > 1 && mention.number == Number::Singular;
            }
            name.kind == MentionKind::Name
                && mention.number == Number::Singular
                && name.gender.agrees(mention.gender)
                && match name.entity_type {
                    EntityType::Person => !bodies && mention.entity_type != EntityType::Document,
                    EntityType::Organisation => bodies,
                    EntityType::Unknown => mention.entity_type != EntityType::Document,
                    _ => false,
                }
        };
        // *Rights group Harbour Watch*: what stands within a name of a body and before its core.
        let within = id.index().checked_sub(1).filter(|&i| {
            let name = &chains.mentions[i];
            name.kind == MentionKind::Name
                && (name.entity_type, mention.entity_type) == (EntityType::Organisation, EntityType::Organisation)
                && (name.tokens.start, name.core.start) == (mention.tokens.start, mention.tokens.end)
        });
        if let Some(i) = within {
            return chains.links[i];
        }
        if let Some(entity) = self.with_article(chains, id) {
            return Some(entity);
        }
        // description, Name
        let end = self.comma_behind(chains, &mention);
        if words.is(end, ",") || words.is(end, ":") {
            let limit = (id.index() + 4).min(chains.mentions.len());
            // *…, in “Salt,” Jo Poe*: the comma stands inside the marks.
            let behind = end + 1 + usize::from(words.tokens.all().get(end + 1).is_some_and(|t| t.kind == TokenKind::Mark));
            let next = (id.index() + 1..limit).find(|&i| chains.mentions[i].tokens.start as usize == behind);
            // *the maker, Harbour Tech, said*: a body that nothing tells to be one stands between two commas.
            let is_body = |m: &Mention| {
                mention.entity_type == EntityType::Organisation
                    && is_form!(words, mention.tokens.start as usize, "the" | "its" | "their")
                    && (mention.tokens.start == 0 || words.tag(mention.tokens.start as usize - 1) != Tag::IN)
                    && m.core.len() > 1
            };
            let named =
                |m: &Mention| m.entity_type != EntityType::Unknown || m.core.len() > 1 && mention.entity_type == EntityType::Unnamed;
            if let Some(i) = next.filter(|&i| {
                fits(&chains.mentions[i]) && (named(&chains.mentions[i]) || is_body(&chains.mentions[i])) && words.is(end, ",")
            }) {
                let after = behind_bracket(words, chains.mentions[i].tokens.end as usize);
                let closed = after >= words.len() || matches!(words.str(after), "," | "." | ":") || words.facts(after).has(Facts::CUE_VERB);
                let closed = closed && (named(&chains.mentions[i]) || words.is(after, ","));
                if closed && words.joined(behind) {
                    return self.entity_of_name(chains, MentionId::new(i));
                }
            }
        }
        // Name, description
        let start = mention.tokens.start as usize;
        if start >= 2 && words.is(start - 1, ",") && words.joined(start) {
            let mut end = start - 1;
            if end >= 2 && words.token(end - 1).kind == TokenKind::Number && words.is(end - 2, ",") {
                end -= 2;
            }
            end = before_bracket(words, end);
            // *the governor, a nurse by training,*
            let again = |m: &Mention| {
                is_form!(words, start, "a" | "an")
                    && m.kind == MentionKind::Nominal
                    && mention.entity_type == EntityType::Unnamed
                    && (m.entity_type, m.number, mention.number) == (EntityType::Unnamed, Number::Singular, Number::Singular)
                    // Behind *the minister of France* it may be France's.
                    && m.tokens.end == m.head + 1
                    && is_definite(chains, m)
            };
            let before = chains.mentions[..id.index()].iter().enumerate().rev().take(3);
            let before = before.into_iter().find(|(_, m)| m.tokens.end as usize == end && (fits(m) || again(m)));
            let closes = words.tokens.all().get(mention.tokens.end as usize).is_none_or(|t| {
                !t.is_word()
                    || words.tag(mention.tokens.end as usize) == Tag::IN
                    || words.tag(mention.tokens.end as usize) == Tag::WP
                    || words.tag(mention.tokens.end as usize).is_verb()
            });
            if let Some((i, name)) = before
                && closes
                && !after_place_preposition(chains, name)
            {
                return chains.links[i];
            }
        }
        None
    }

    /// The comma behind a description and what else tells whom it means, which begins its sentence: *Her co-star in “Salt”, …*; else
    /// its own end.
    fn comma_behind(&self, chains: &Chains<'_, '_>, mention: &Mention) -> usize {
        let words = chains.words;
        let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
        if mention.entity_type != EntityType::Unnamed || words.tokens.sentence_at(start).start != mention.tokens.start {
            return end;
        }
        let limit = words.len().min(end + DETAILS);
        // *The mayor and the chief, Jo Poe, met*: the second is named.
        let second = |i: usize| words.is(i, "and") && i + 1 < limit && words.tag(i + 1) == Tag::DT;
        let passes = |i: &usize| words.joined(*i) && !words.tag(*i).is_finite() && !words.facts(*i).has(Facts::CUE_VERB) && !second(*i);
        (end..limit).take_while(passes).find(|&i| words.is(i, ",") && (i == end || words.token(i - 1).is_word())).unwrap_or(end)
    }

    /// An earlier entity that the description means: by title or role, by the same description.
    fn described(&mut self, chains: &Chains<'_, '_>, mention: &Mention) -> Option<EntityId> {
        let words = chains.words;
        if !is_definite(chains, mention) && !country::is_of_country(words, mention) {
            return None;
        }
        let country = country::of_description(words, mention);
        let agrees = |entity: EntityId| {
            let known = &chains.entities[entity.index()];
            let plural = mention.number == Number::Plural;
            known.gender.agrees(mention.gender)
                && !self.is_foreign(entity, country)
                && match known.entity_type {
                    EntityType::Person => !plural && matches!(mention.entity_type, EntityType::Unnamed),
                    EntityType::Unnamed => !plural,
                    EntityType::Group => plural,
                    EntityType::Organisation => mention.entity_type == EntityType::Organisation,
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
            alike.filter(|&e| agrees(e) && self.modifiers_agree(chains, mention, e)).min_by_key(|&e| !self.is_of(e, country))
        };
        let in_office = offices.clone().next().is_some();
        if let Some(entity) = offices.find_map(holds_same) {
            return Some(entity);
        }
        // *the harbour minister* is not whom the text calls prime minister.
        let elsewhere = |e: EntityId| in_office && self.by_role.get(role ^ IN_AN_OFFICE).any(|known| known == e);
        let known = self.by_role.get(role).filter(|&e| agrees(e) && !elsewhere(e) && self.modifiers_agree(chains, mention, e));
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
            return Some(entity);
        }
        if mention.core.len() == 1 && is_form!(words, head, "force") {
            // *the force*: the police of whom the text speaks.
            return self.by_role.get(hash_form("police")).find(|&e| agrees(e));
        }
        if mention.number == Number::Plural && is_form!(words, mention.core.start as usize, "two" | "both" | "pair" | "duo") {
            // *the two executives*: whom *and* joined just before.
            return self.history.pair(chains.entities, 15).map(|(_, first)| first);
        }
        let any_body = mention.core.len() == 1 && ANY_BODY.contains(&words.form(head));
        // *the Super League club*, but not *the rival club*
        let club = is_form!(words, head, "band" | "club" | "company" | "firm" | "airline" | "bank" | "charity" | "newspaper" | "publisher")
            && !mention.core.range().any(|i| is_form!(words, i, "rival" | "other" | "parent" | "new" | "same" | "local" | "opposing"));
        let company = (words.facts(head).has(Facts::COMPANY) || club)
            && mention.core.end == mention.head + 1
            && mention.core.len() <= 3
            && mention.core.range().all(|i| words.token(i).is_word());
        if mention.entity_type == EntityType::Organisation && (any_body || company) {
            let named = |e: &Entity| chains.mentions[e.name.index()].kind == MentionKind::Name;
            let body = |e: &Entity| e.entity_type == EntityType::Organisation || chains.is_like_a_body(e);
            let perhaps = |e: &Entity| {
                let first = chains.mentions[e.name.index()].core.start as usize;
                e.entity_type == EntityType::Unknown && e.gender == Gender::Unknown && !words.facts(first).has(Facts::GIVEN_NAME)
            };
            if !any_body {
                // *the German carmaker*: of which the text speaks. Of unknown names, those of two words are people's.
                let one_word = |e: &Entity| chains.mentions[e.name.index()].core.len() == 1;
                return self.history.subject(chains.entities, |e| named(e) && (body(e) || perhaps(e) && one_word(e)));
            }
            return self
                .history
                .latest(chains.entities, |e| named(e) && body(e))
                .or_else(|| self.history.latest(chains.entities, |e| named(e) && perhaps(e)));
        }
        None
    }

    /// *The former teacher said*: of whom the text speaks, though it never called him so.
    fn topic(&mut self, chains: &Chains<'_, '_>, mention: &Mention) -> Option<EntityId> {
        let words = chains.words;
        let one = mention.entity_type == EntityType::Unnamed && mention.number == Number::Singular && mention.core.len() <= SHORT;
        // *the suspect's lawyer* is not the suspect.
        let of_somebody = || (mention.tokens.start..mention.head).any(|i| words.token(i as usize).kind == TokenKind::Possessive);
        let anyone = words.facts(mention.head as usize).has(Facts::GENERIC);
        if !one || anyone || !is_definite(chains, mention) || of_somebody() {
            return None;
        }
        let (start, head) = (mention.tokens.start as usize, mention.head as usize);
        let (role, holding) = (words.role(head), Holding::of(words, start, head));
        let other =
            |e: EntityId| Holding::ALL.into_iter().any(|h| h != holding && self.by_role.get(role_key(role, h)).any(|known| known == e));
        let aged = age::of_description(words, mention).is_some();
        let by_role = &self.by_role;
        let country = country::of_description(words, mention);
        let profiles = &self.profiles;
        let other = |e: EntityId| other(e) || aged && age::is_told(by_role, e) || country::is_foreign(&profiles[e.index()], country);
        // *the man* may be any that has been spoken of.
        let anybody = mention.core.len() == 1 && is_form!(words, head, "man" | "woman" | "person");
        let found = self.history.subject_person(chains, mention, anybody, other)?;
        // *the striker* is not the lawyer who spoke last, if there is anybody else.
        let trades = words.trades(head);
        let unfit = |e: EntityId| other(e) || profiles[e.index()].trades.excludes(trades);
        if !unfit(found) {
            return Some(found);
        }
        // Who is known by that trade, or by none.
        let fits = |e: EntityId| {
            let known = &profiles[e.index()];
            !other(e) && known.named && (known.trades.shares(trades) || !known.described)
        };
        let fitting = self.history.subject_person(chains, mention, false, |e| !fits(e));
        fitting.or_else(|| self.history.person_near(chains, mention, fits)).or(Some(found))
    }

    /// Whether the capitalised words and nationalities of a description are those of the entity, where both have some:
    /// *the French foreign ministry* is not *Russia's foreign ministry*.
    fn modifiers_agree(&self, chains: &Chains<'_, '_>, mention: &Mention, entity: EntityId) -> bool {
        let words = chains.words;
        let name = &chains.mentions[chains.entities[entity.index()].name.index()];
        let same_country = || self.is_of(entity, country::of_description(words, mention));
        if name.kind == MentionKind::Name && name.entity_type == EntityType::Person || same_country() {
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

/// Most words and signs between a description and the comma behind all that belongs to it.
const DETAILS: usize = 12;

/// Longest bracket behind a name, in tokens: *(D-Ohio)*, *(second from left)*.
const BRACKET: usize = 6;

/// Where the bracket begins that ends before token `end`; `end` if none does.
fn before_bracket(words: &Words<'_>, end: usize) -> usize {
    let open = || (end.saturating_sub(BRACKET)..end).rev().find(|&i| words.is(i, "("));
    if end > 0 && words.is(end - 1, ")") { open().unwrap_or(end) } else { end }
}

/// One past the bracket that begins at `start`, if one does: *the chairman, Abel Trask (R-Ohio), said*.
fn behind_bracket(words: &Words<'_>, start: usize) -> usize {
    let limit = (start + BRACKET).min(words.len());
    let close = || (start..limit).find(|&i| words.is(i, ")")).map_or(start, |close| close + 1);
    if start < limit && words.is(start, "(") { close() } else { start }
}

/// Whether the description is of somebody whom the reader knows: *the mayor*, *President*.
pub(super) fn is_definite(chains: &Chains<'_, '_>, mention: &Mention) -> bool {
    let start = mention.tokens.start as usize;
    mention.core.start == mention.tokens.start && chains.words.is_capitalised(mention.head as usize)
        || is_form!(chains.words, start, "the" | "this" | "that" | "these" | "those" | "both")
}

/// Of whom the description is said: *Ann Lee is a nurse* — *Lee, who was the mayor until May, …*
fn predicated(chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
    let mention = chains.mention(id);
    let words = chains.words;
    let mut verb = (mention.tokens.start as usize).checked_sub(1)?;
    while verb > 0 && words.tag(verb).is_adverb() && !words.is(verb, "not") {
        verb -= 1;
    }
    let copula = is_form!(words, verb, "is" | "was" | "became" | "becomes" | "remains" | "remained") && words.joined(verb + 1);
    if !copula || mention.entity_type != EntityType::Unnamed || mention.number != Number::Singular {
        return None;
    }
    let (i, subject) = chains.mentions[..id.index()].iter().enumerate().rev().take(3).find(|(_, m)| m.tokens.end as usize == verb)?;
    let entity = chains.links[i].filter(|_| !subject.possessive)?;
    let known = &chains.entities[entity.index()];
    (matches!(known.entity_type, EntityType::Person | EntityType::Unknown | EntityType::Unnamed) && known.gender.agrees(mention.gender))
        .then_some(entity)
}

/// *in Springfield, the mayor said*: a place, not a person that the description is of.
fn after_place_preposition(chains: &Chains<'_, '_>, name: &Mention) -> bool {
    name.entity_type != EntityType::Person && is_in_place(chains.words, name.tokens.start as usize)
}
