//! Descriptions of whom the text speaks, though it never called them so: *Ann Lee wept. The former teacher said*.

use super::age;
use super::country;
use super::history::TOPIC;
use super::nominals::is_definite;
use super::office::role_key;
use super::private;
use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, Gender, Trades, WordClass, Words, is_form};
use crate::mention::{EntityType, Holding, Mention, Number};
use crate::span::EntityId;
use crate::token::TokenKind;

/// A description of at most this many words may take up a person of whom the text speaks without having been told so.
const SHORT: usize = 5;

impl Resolver {
    /// *The former teacher said*: of whom the text speaks, though it never called him so.
    pub(super) fn topic(&mut self, chains: &Chains<'_, '_>, mention: &Mention, country: Option<u32>) -> Option<EntityId> {
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
        let answers = one && words.is_a(head, WordClass::OnTrial);
        self.history.move_to(words, chains.owners, mention.tokens.start as usize);
        let asked = || self.history.asked(chains.entities).or_else(|| self.history.spoke_before_question(chains, mention));
        if let Some(entity) = if answers { asked() } else { None } {
            return Some(entity);
        }
        if !one || anyone || named || party || !is_definite(chains, mention) || of_somebody() || is_told_where(words, mention) {
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
        // The age of a mayor of whom the sentence before speaks may be told as anybody's.
        let is_next = |e: EntityId| profiles[e.index()].trades.is_in_office() && self.history.was_subject_before(e);
        let (private, questioner) =
            (aged && !found.is_some_and(is_next) || private::is_private(words, mention), self.history.questioner(words));
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
}

/// *the controller in Velm*: whom a text has spoken of it need not tell from others.
fn is_told_where(words: &Words<'_>, mention: &Mention) -> bool {
    let end = mention.head as usize + 1;
    end + 1 < words.len() && is_form!(words, end, "in" | "at") && words.joined(end + 1) && words.is_capitalised(end + 1)
}

/// Whether the noun at `head` is for a member of a party.
pub(super) fn is_partisan(words: &Words<'_>, head: usize) -> bool {
    words.is_capitalised(head) && words.is_a(head, WordClass::Partisan)
}

/// The parts by which a description tells people apart, if it tells of what they are now.
pub(super) fn parts_of(words: &Words<'_>, mention: &Mention) -> Trades {
    let head = mention.head as usize;
    let now = Holding::of(words, mention.tokens.start as usize, head) == Holding::Now;
    if now { words.trades(head).parts() } else { Trades::default() }
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
    let object = words.is_any(verb, [WordClass::Telling, WordClass::Asking]) && matches!(words.str(verb + 1), "him" | "her" | "them");
    if object {
        return gender == Gender::Unknown || pronoun(verb + 1) == gender;
    }
    let subject = verb + 1 + usize::from(words.is(verb + 1, "that"));
    subject < words.len() && matches!((pronoun(subject), gender), (Gender::Male, Gender::Female) | (Gender::Female, Gender::Male))
}
