//! *it*, *they*: the body, the several people or the one unnamed that a pronoun without a gender means.

use super::disjoint::in_parenthesis;
use super::history::{Past, REACH, TOPIC};
use super::pronouns::{is_one_unnamed, says, says_behind};
use super::resolver::{Chains, Resolver};
use super::role::is_inverted;
use crate::lexicon::{Facts, Gender, Tag, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind, Number};
use crate::span::{EntityId, TokenRange};

/// Most words of a firm's name that no list knows.
const FIRM_WORDS: usize = 4;

impl Resolver {
    /// A name of one word that is no given name: a firm or paper as likely as a person.
    fn is_plain_name(&self, chains: &Chains<'_, '_>, entity: EntityId) -> bool {
        let core = self.profiles[entity.index()].core;
        self.profiles[entity.index()].named
            && core.len() == 1
            && chains.entities[entity.index()].gender == Gender::Unknown
            && !chains.words.facts(core.start as usize).has(Facts::GIVEN_NAME)
    }

    /// Whoever said something last outside quotations, in one of the last sentences.
    fn last_to_say(&self, words: &Words<'_>) -> Option<EntityId> {
        let now = self.history.sentence;
        let mut recent = self.history.past.iter().rev().take(REACH).take_while(|p| now - p.sentence <= TOPIC);
        // *A source told Roe*: Roe says nothing.
        let inverted = |p: &Past| p.start.checked_sub(1).is_some_and(|verb| is_inverted(words, verb as usize));
        recent.find(|p| !p.quoted && (says_behind(words, TokenRange { start: p.start, end: p.end }) || inverted(p))).map(|p| p.entity)
    }

    /// Whom the sentence before introduces as its subject: *A resident watched. “…,” they said*.
    fn introduced(&self, words: &Words<'_>) -> Option<EntityId> {
        let now = self.history.sentence;
        let before = self.history.past.iter().rev().take(REACH).take_while(|p| now - p.sentence <= 1).filter(|p| p.sentence < now);
        let first = before.filter(|p| p.subject && !p.quoted).last()?;
        (first.kind == MentionKind::Nominal && is_form!(words, first.start as usize, "a" | "an" | "one" | "another"))
            .then_some(first.entity)
    }

    /// *The jury saw an email. “…,” it read*, *Lee sent a statement. “…,” it said*: what can be read, or was given out just before.
    fn read_or_issued(&self, chains: &Chains<'_, '_>, pronoun: &Mention) -> Option<EntityId> {
        let (words, now, verb) = (chains.words, self.history.sentence, pronoun.tokens.end as usize);
        let reads = verb < words.len() && is_form!(words, verb, "read" | "reads");
        let speaks = reads || says(words, pronoun.tokens);
        let issued = |p: &&Past| {
            let before = (p.start as usize).checked_sub(1);
            before.is_some_and(|i| words.facts(i).has(Facts::ISSUES))
        };
        // *printed a sentence on a page*: what the paper says.
        let is_part = |p: &Past| {
            let before = (p.start as usize).checked_sub(1);
            before.is_some_and(|i| words.tag(i) == Tag::IN || is_form!(words, i, "printed" | "published" | "ran" | "carried"))
        };
        let is_document = |p: &&Past| !p.quoted && !is_part(p) && chains.entities[p.entity.index()].entity_type == EntityType::Document;
        let mut near = self.history.past.iter().rev().take(REACH).take_while(|p| now - p.sentence <= 1).filter(is_document);
        // *“…,” it said*
        let is_behind = (pronoun.tokens.start as usize).checked_sub(1).is_some_and(|i| chains.owners[i].is_some());
        let may_be = |p: &&Past| reads || is_behind && p.sentence < now && issued(p);
        if speaks && !pronoun.possessive { near.find(may_be).map(|p| p.entity) } else { None }
    }

    /// *it*, *they*: the last body, or the last several people.
    pub(super) fn thing(&mut self, chains: &Chains<'_, '_>, pronoun: &Mention, plural: bool) -> Option<EntityId> {
        self.history.move_to(chains.words, chains.owners, pronoun.tokens.start as usize);
        let now = self.history.sentence;
        let recent = self.history.past.iter().rev().take(REACH).take_while(|p| now - p.sentence < 4 && p.start <= pronoun.tokens.start);
        // *Westmere Link said it was ready. “…,” it added*: a subject that nothing tells to be a person's name.
        let is_firm = |past: &Past| {
            let (entity, core) = (&chains.entities[past.entity.index()], self.profiles[past.entity.index()].core);
            !plural
                && past.subject
                && entity.entity_type == EntityType::Unknown
                && entity.gender == Gender::Unknown
                && self.profiles[past.entity.index()].named
                && (2..=FIRM_WORDS).contains(&core.len())
                && !core.range().any(|i| chains.words.facts(i).any(Facts::GIVEN_NAME.with(Facts::PARTICLE)))
        };
        let fits = |entity: EntityId| {
            let kind = chains.entities[entity.index()].entity_type;
            let name = &chains.mentions[chains.entities[entity.index()].name.index()];
            let is_several = name.number == Number::Plural && (kind == EntityType::Document || name.kind == MentionKind::Nominal);
            if !plural && is_several {
                // *the findings*, *its forces* are no *it*.
                return false;
            }
            if plural {
                kind == EntityType::Group
                    || kind == EntityType::Organisation
                    || chains.mentions[chains.entities[entity.index()].name.index()].number == Number::Plural
            } else {
                let single = self.is_plain_name(chains, entity) || chains.is_like_a_body(&chains.entities[entity.index()]);
                matches!(kind, EntityType::Organisation | EntityType::Document | EntityType::Place) || kind == EntityType::Unknown && single
            }
        };
        let pair = if plural { self.history.pair(chains.entities, 3) } else { None };
        let verb = pronoun.tokens.end as usize;
        let say = || plural && verb < chains.words.len() && is_form!(chains.words, verb, "say" | "add" | "recall" | "insist");
        let speaks = || !pronoun.possessive && (says(chains.words, pronoun.tokens) || say());
        let is_one = |&e: &EntityId| is_one_unnamed(&chains.entities[e.index()]);
        if plural
            && speaks()
            && let Some(one) = self.last_to_say(chains.words).filter(is_one).or_else(|| self.introduced(chains.words).filter(is_one))
        {
            return Some(one);
        }
        if !plural && let Some(document) = self.read_or_issued(chains, pronoun) {
            return Some(document);
        }
        let mut first = None;
        // *Pupils, they said, were polite*: who is spoken of does not speak.
        let beside = self.history.past.last().filter(|p| {
            let subject = Mention { tokens: TokenRange { start: p.start, end: p.end }, ..*pronoun };
            speaks() && in_parenthesis(chains.words, &subject, pronoun)
        });
        let beside = beside.map(|p| p.entity);
        for past in recent.filter(|p| !p.quoted && beside != Some(p.entity) && (fits(p.entity) || is_firm(p))) {
            if let Some((_, person)) = pair.filter(|&(at, _)| at >= past.start) {
                return Some(person);
            }
            let kind = chains.entities[past.entity.index()].entity_type;
            if past.subject && plural && past.reported && past.sentence < now && speaks() {
                // *Inspectors found that leaders had failed. They added*: whoever says so comes before whom it is said of.
                first = first.or(Some(past.entity));
                continue;
            }
            if past.subject {
                return Some(past.entity);
            }
            if matches!(kind, EntityType::Place | EntityType::Unknown) {
                // Places and unknown names only as subjects.
                continue;
            }
            first = first.or(Some(past.entity));
        }
        pair.map(|(_, person)| person).or(first)
    }
}
