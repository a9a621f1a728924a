//! Descriptions: appositions, titles and roles lead them to a name.

use super::age;
use super::apposition::predicated;
use super::beside::given_name;
use super::country;
use super::history::TOPIC;
use super::private;
use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, Gender, Trades, Words, is_form};
use crate::mention::{EntityType, Holding, Mention, MentionKind, Number};
use crate::span::{EntityId, MentionId, TokenRange};
use crate::token::{TokenKind, hash_form, join_hash};

/// Words of a name, from its end, that a description is compared with.
pub(super) const NAME_WORDS: usize = 16;

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
        let head = chains.words.token(mention.head as usize).hash;
        let age = age::of_description(chains.words, &mention);
        let country = country::of_description(chains.words, &mention);
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
            .or_else(|| self.described(chains, &mention, country))
            .or_else(|| self.of_country(chains, &mention, country?));
        let topic = if found.is_none() { self.topic(chains, &mention, country) } else { None };
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

    /// From now on `entity` is known by the noun at `head`, whose phrase begins at `start`, and by what stands before it.
    pub(super) fn learn_role(&mut self, chains: &Chains<'_, '_>, start: usize, head: usize, entity: EntityId) {
        let role = role_key(chains.words.role(head), Holding::of(chains.words, start, head));
        self.by_role.add(role, entity);
        let profile = &mut self.profiles[entity.index()];
        profile.trades = profile.trades.with(chains.words.trades(head));
        // *her French counterpart* may be anything.
        profile.described |= !is_form!(chains.words, head, "counterpart" | "colleague" | "man" | "woman" | "rival" | "opponent" | "native");
        if let Some(leader) = country::leader(chains.words, start, head) {
            self.by_role.add(leader, entity);
        }
        for i in office(chains.words, start, head) {
            self.by_role.add(join_hash(role, chains.words.token(i).hash), entity);
            self.by_role.add(role ^ IN_AN_OFFICE, entity);
        }
        if let Some(matter) = chief_officer(chains.words, start, head) {
            for chief in ["chief", "boss", "head"] {
                let role = role_key(hash_form(chief), Holding::of(chains.words, start, head));
                self.by_role.add(join_hash(role, hash_form(matter)), entity);
                self.by_role.add(role ^ IN_AN_OFFICE, entity);
            }
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
        if !is_definite(chains, mention) && !country::is_of_country(words, mention) {
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
            && (mention.core.start..mention.head).any(|i| words.is_capitalised(i as usize))
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
            return Some(entity);
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

    /// *The former teacher said*: of whom the text speaks, though it never called him so.
    fn topic(&mut self, chains: &Chains<'_, '_>, mention: &Mention, country: Option<u32>) -> Option<EntityId> {
        let words = chains.words;
        let one = mention.entity_type == EntityType::Unnamed && mention.number == Number::Singular && mention.core.len() <= SHORT;
        // *the suspect's lawyer* is not the suspect.
        let of_somebody = || (mention.tokens.start..mention.head).any(|i| words.token(i as usize).kind == TokenKind::Possessive);
        let head = mention.head as usize;
        let anyone = words.facts(head).has(Facts::GENERIC);
        let trades = words.trades(head);
        // *Anyone*, *The Guardian*: a capital makes a title definite, nothing else.
        let named = words.is_capitalised(head) && !words.facts(head).any(Facts::TITLE.with(Facts::DEMONYM).with(Facts::NOT_A_NAME));
        // *the Velland Republican*: of whom the text speaks; *a Republican* may be anybody.
        let party = trades.is_party() && !(mention.core.start..mention.head).any(|i| words.facts(i as usize).has(Facts::PLACE));
        // *“…?” the judge asked Lee. “No,” the defendant said*
        let answers = one && is_form!(words, head, "defendant" | "accused" | "witness" | "suspect" | "plaintiff");
        self.history.move_to(words, chains.owners, mention.tokens.start as usize);
        let asked = || self.history.asked(chains.entities).or_else(|| self.history.spoke_before_question(chains, mention));
        if let Some(entity) = if answers { asked() } else { None } {
            return Some(entity);
        }
        if !one || anyone || named || party || !is_definite(chains, mention) || of_somebody() {
            return None;
        }
        let start = mention.tokens.start as usize;
        // *one New Hampshire Democrat*
        if is_partisan(words, head) && !words.is(start, "the") {
            return None;
        }
        let (role, holding) = (words.role(head), Holding::of(words, start, head));
        let holds = |e: EntityId, h: Holding| self.by_role.get(role_key(role, h)).any(|known| known == e);
        let other = |e: EntityId| Holding::ALL.into_iter().any(|h| h != holding && holds(e, h)) && !holds(e, holding);
        let aged = age::of_description(words, mention).is_some();
        let by_role = &self.by_role;
        let profiles = &self.profiles;
        let other = |e: EntityId| other(e) || aged && age::is_told(by_role, e) || country::is_foreign(&profiles[e.index()], country);
        let parts = parts_of(words, mention);
        let range = private::ages(words, mention);
        let not_so_old = |e: EntityId| range.is_some_and(|(low, high)| age::is_told(by_role, e) && !age::is_between(by_role, e, low, high));
        let other = |e: EntityId| other(e) || profiles[e.index()].trades.plays_another(parts) || not_so_old(e);
        // *The Speaker* is not whom the text calls prime minister.
        let partisan = is_partisan(words, head);
        let office = words.is_capitalised(head) && start < head && words.facts(head).has(Facts::TITLE) && !partisan;
        let other = |e: EntityId| other(e) || office && profiles[e.index()].described && !holds(e, holding);
        // *the man* may be any that has been spoken of.
        let anybody = mention.core.len() == 1 && is_form!(words, head, "man" | "woman" | "person");
        let other = |e: EntityId| other(e) || is_somebody_else(words, mention, chains.entities[e.index()].gender);
        // *The award went to Moira Keane. The baker said*: no subject, but the only one named there.
        let object = |e: EntityId| !other(e) && profiles[e.index()].named && !profiles[e.index()].trades.excludes(trades);
        let found = self.history.subject_person(chains, mention, anybody, other);
        let found = found.or_else(|| self.history.person_before(chains, mention, other, object));
        // *Ann Roe lost her bag. PC Tom Lee is on the case. “…,” the pensioner said*: who is heard because of his work is no pensioner.
        let (private, questioner) = (aged || private::is_private(words, mention), self.history.questioner(words));
        let unlikely = |e: EntityId| private && profiles[e.index()].trades.is_official() || questioner == Some(e);
        if found.is_some_and(unlikely)
            || found.is_none()
                && (private || self.history.told_since(TOPIC).any(|p| profiles[p.entity.index()].trades.plays_another(parts)))
        {
            let likely = |e: EntityId| !unlikely(e) && object(e);
            let subject = self.history.subject_person(chains, mention, false, |e| !likely(e));
            if let Some(entity) = subject.or_else(|| self.history.person_near(chains, mention, likely)) {
                return Some(entity);
            }
        }
        let found = found?;
        // *the striker* is not the lawyer who spoke last, if there is anybody else; who belongs to a party may do any work.
        let unfit = |e: EntityId| other(e) || !partisan && profiles[e.index()].trades.excludes(trades);
        if !unfit(found) {
            return Some(found);
        }
        // Who is known by that trade, or by none.
        let fits = |e: EntityId| {
            let known = &profiles[e.index()];
            !other(e) && known.named && (known.trades.shares(trades) || !known.described)
        };
        let fitting = self.history.subject_person(chains, mention, false, |e| !fits(e));
        let near = fitting.or_else(|| self.history.person_near(chains, mention, fits));
        near.or_else(|| Some(found).filter(|e| country.is_some() || !profiles[e.index()].trades.excludes(trades)))
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

/// What a chief officer is chief of: *chief financial officer*, *CFO*, of whom the text speaks as *the finance chief*.
fn chief_officer(words: &Words<'_>, start: usize, head: usize) -> Option<&'static str> {
    if is_form!(words, head, "cfo") {
        return Some("finance");
    }
    let matter =
        head.checked_sub(1).filter(|&i| i > 0 && i >= start && is_form!(words, head, "officer") && is_form!(words, i - 1, "chief"))?;
    Some(match words.form(matter) {
        "financial" | "finance" => "finance",
        "operating" | "operations" => "operations",
        "technology" | "technical" => "technology",
        "marketing" => "marketing",
        "medical" => "medical",
        _ => return None,
    })
}

/// The gender that a gesture tells: *the senator shook her head*.
fn gesture(words: &Words<'_>, mention: &Mention) -> Gender {
    let verb = mention.tokens.end as usize;
    let moves = verb + 2 < words.len()
        && words.joined(verb + 2)
        && is_form!(words, verb + 2, "head" | "eyes" | "hand" | "hands" | "arms" | "lips" | "voice" | "face");
    match words.str(if moves && words.tag(verb).is_verb() { verb + 1 } else { verb }) {
        "his" => Gender::Male,
        "her" => Gender::Female,
        _ => Gender::Unknown,
    }
}

/// Whether the noun at `head` is for a member of a party.
fn is_partisan(words: &Words<'_>, head: usize) -> bool {
    words.is_capitalised(head) && is_form!(words, head, "democrat" | "republican" | "conservative" | "liberal" | "tory" | "independent")
}

/// The parts by which a description tells people apart, if it tells of what they are now.
fn parts_of(words: &Words<'_>, mention: &Mention) -> Trades {
    let head = mention.head as usize;
    let now = Holding::of(words, mention.tokens.start as usize, head) == Holding::Now;
    if now { words.trades(head).parts() } else { Trades::default() }
}

/// Whether the description is of two people who belong together: *the couple*, *the twins*.
fn is_pair(words: &Words<'_>, mention: &Mention) -> bool {
    is_form!(words, mention.head as usize, "pair" | "duo")
        || mention.core.len() == 1
            && is_form!(words, mention.head as usize, "couple" | "twins" | "sisters" | "brothers" | "siblings" | "newlyweds")
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

/// Words behind a description among which its verb and whom it is about stand.
const CLAUSE: usize = 4;

/// Whether the clause of a description speaks of the person of whom the text has spoken as of another: *the judge told him*, *the
/// victim said she*, *the landlord, who asked not to be named*.
fn is_somebody_else(words: &Words<'_>, mention: &Mention, gender: Gender) -> bool {
    let end = mention.tokens.end as usize;
    let who = words.is(end, ",") && words.is(end + 1, "who") && end + 2 < words.len();
    if who && is_form!(words, end + 2, "asked" | "declined" | "did" | "requested") {
        return true;
    }
    let pronoun = |i: usize| match words.str(i) {
        "he" | "him" => Gender::Male,
        "she" | "her" => Gender::Female,
        _ => Gender::Unknown,
    };
    let limit = words.len().min(end + CLAUSE);
    let Some(verb) = (end..limit).find(|&i| words.facts(i).has(Facts::CUE_VERB)).filter(|&verb| verb + 1 < words.len()) else {
        return false;
    };
    // *told him*: of whom the text has spoken; *told her* may be anybody's if the person is a man.
    let object = is_form!(words, verb, "told" | "asked" | "warned" | "assured") && matches!(words.str(verb + 1), "him" | "her" | "them");
    if object {
        return gender == Gender::Unknown || pronoun(verb + 1) == gender;
    }
    let subject = verb + 1 + usize::from(words.is(verb + 1, "that"));
    subject < words.len() && matches!((pronoun(subject), gender), (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male))
}
