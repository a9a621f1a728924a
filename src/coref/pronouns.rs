//! Pronouns: by gender, number, recency and grammatical role.

use super::Entity;
use super::antecedent::{Anaphor, Antecedent, THREAD, leaning, percent};
use super::disjoint::{object_of, partner};
use super::history::ADVERBS;
use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, Gender, Tag, Words, is_form};
use crate::mention::{EntityType, MentionKind};
use crate::span::{EntityId, MentionId, TokenRange};

/// What is left of a mention's weight at a distance of 0, 1, 2 … sentences, in thousandths: 45 per cent a sentence.
const DECAY: [i64; 9] = [1000, 450, 202, 91, 41, 18, 8, 4, 2];

/// People seldom call themselves by name.
const NAMED: i64 = 30;
/// How many times the weight of any other the best must have, so that a pronoun tells its gender.
const CLEAR: i64 = 2;
/// What every further mention of the same entity adds.
const AGAIN: i64 = 45;

/// Whether a reporting verb stands beside the mention, as it does beside its subject.
pub(super) fn says(words: &Words<'_>, tokens: TokenRange) -> bool {
    let start = tokens.start as usize;
    says_behind(words, tokens) || start > 0 && words.joined(start) && words.is_reporting(start - 1)
}

/// Whether a reporting verb stands right behind the mention, or behind adverbs there.
pub(super) fn says_behind(words: &Words<'_>, tokens: TokenRange) -> bool {
    let end = tokens.end as usize;
    let verb = (end..words.len().min(end + ADVERBS)).find(|&i| !words.tag(i).is_adverb() && !is_auxiliary(words, i));
    verb.is_some_and(|i| words.is_reporting(i) || i > end && words.tag(i) == Tag::VBN && words.facts(i).has(Facts::CUE_VERB))
}

/// Whether a reporting verb stands behind the subject that ends at token `end`, or behind an aside there: *Lee, 81, said*.
pub(super) fn has_said(words: &Words<'_>, end: usize) -> bool {
    let verb = |i: usize| says_behind(words, TokenRange::new(i, i));
    let aside = || (end + 1..words.len().min(end + ASIDE)).find(|&i| words.is(i, ","));
    verb(end) || end < words.len() && words.is(end, ",") && aside().is_some_and(|comma| verb(comma + 1))
}

/// Longest aside between a subject and its verb, in tokens.
const ASIDE: usize = 16;

/// *A source said he wept. They added*: one of whom nothing tells whether it is a man or a woman.
pub(super) fn is_one_unnamed(entity: &Entity) -> bool {
    entity.entity_type == EntityType::Unnamed && entity.gender == Gender::Unknown
}

/// *has* and its forms, before the verb that tells what is done.
pub(super) fn is_auxiliary(words: &Words<'_>, i: usize) -> bool {
    is_form!(words, i, "has" | "had" | "have")
}

/// Who a pronoun is said to be: the Lee of *He is Ann Lee, and he is 81*.
fn named_by(chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
    let (words, pronoun) = (chains.words, chains.mention(id));
    let verb = pronoun.tokens.end as usize;
    let next = id.index() + 1;
    let name = chains.mentions.get(next).filter(|_| verb < words.len() && is_form!(words, verb, "is" | "was"))?;
    let is_it = name.kind == MentionKind::Name
        && name.entity_type == EntityType::Person
        && name.tokens.start as usize == verb + 1
        && name.tokens.start == name.core.start
        && name.core.len() > 1
        && !name.possessive;
    chains.links[next].filter(|_| is_it)
}

impl Resolver {
    pub(super) fn link_pronoun(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) {
        let mention = chains.mention(id);
        let form = chains.words.form(mention.head as usize);
        let mut certain = false;
        let found = match form {
            "who" => self.antecedent(chains, id),
            "i" | "me" | "my" | "we" | "us" | "our" | "i've" | "i'd" | "we've" => None,
            _ if mention.gender != Gender::Unknown && named_by(chains, id).is_some() => named_by(chains, id),
            _ if mention.gender != Gender::Unknown => self.person(chains, id).map(|(entity, clear)| {
                certain = clear;
                entity
            }),
            "it" | "its" => self.thing(chains, &mention, false),
            _ => self.thing(chains, &mention, true),
        };
        if let Some(entity) = found {
            chains.links[id.index()] = Some(entity);
            let leaning = leaning(chains, &chains.entities[entity.index()]);
            let against = leaning != Gender::Unknown && leaning != mention.gender;
            let known = &mut chains.entities[entity.index()];
            // A person of whom nothing else tells is what the pronouns say.
            if certain && !against && mention.gender != Gender::Unknown && known.entity_type == EntityType::Person {
                if known.gender == Gender::Unknown {
                    known.gender = mention.gender;
                }
                self.profiles[entity.index()].gender_told |= known.gender == mention.gender;
            }
            if mention.gender != Gender::Unknown {
                self.learn_fronted(chains, id, entity);
            }
        }
    }

    /// *who*: the mention right before it.
    fn antecedent(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let start = chains.mention(id).tokens.start as usize;
        let mut end = if start > 0 && chains.words.is(start - 1, ",") { start - 1 } else { start };
        // *Roe (D-Ohio), who said*
        end = chains.words.bracket_before(end, 0);
        if end > 0 && is_form!(chains.words, end - 1, "himself" | "herself" | "themselves") {
            end -= 1;
        }
        chains.ending_at(id, end, 4).and_then(|i| chains.links[i])
    }

    /// *he*, *she*: the person with the most weight of recent mentions, and whether nobody else comes near.
    fn person(&mut self, chains: &Chains<'_, '_>, id: MentionId) -> Option<(EntityId, bool)> {
        if let Some(entity) = self.mourned(chains, &chains.mention(id)) {
            return Some((entity, true));
        }
        let (words, pronoun, partner) = (chains.words, &chains.mention(id), partner(chains, id));
        let Resolver { history, scores, named, profiles, by_role, .. } = self;
        history.move_to(words, chains.owners, pronoun.tokens.start as usize);
        scores.clear();
        named.clear();
        let anaphor = Anaphor::new(words, pronoun, history);
        let object = if anaphor.says { object_of(words, pronoun).map(|i| (words.token(i).hash, words.role(i))) } else { None };
        let is_spoken_to = |entity: EntityId| {
            object.is_some_and(|(name, role)| {
                words.token(profiles[entity.index()].core.end as usize - 1).hash == name || by_role.get(role).any(|known| known == entity)
            })
        };
        let mut is_last_of_gender = true;
        for (past, in_quotation) in history.people() {
            let found = Antecedent { past, entity: &chains.entities[past.entity.index()], distance: history.sentence - past.sentence };
            let Some(&decay) = DECAY.get(found.distance) else { break };
            if in_quotation && anaphor.says && !named.contains(&past.entity) {
                named.push(past.entity);
            }
            // What is asked first is what rules out most for least.
            if !anaphor.agrees(&found, profiles[past.entity.index()].gender_told) {
                continue;
            }
            let Some(kind) = found.by_kind(chains) else { continue };
            if partner == Some(past.entity) || is_spoken_to(past.entity) || anaphor.rules_out(&found) {
                continue;
            }
            let mut score = decay * kind * found.by_gender(chains, pronoun.gender) / 100;
            score = anaphor.by_role(&found, score);
            score = percent(score, anaphor.by_speech(&found, kind));
            score = anaphor.by_place(&found, score);
            if is_last_of_gender && anaphor.goes_on(past) {
                score = percent(score, THREAD);
                is_last_of_gender = false;
            }
            add(scores, past.entity, score);
        }
        for (_, score) in scores.iter_mut().filter(|(entity, _)| named.contains(entity)) {
            *score = percent(*score, NAMED);
        }
        // The first of equals is the latest.
        let best = scores.iter().rev().max_by_key(|(_, score)| *score).copied()?;
        let clear = scores.iter().all(|&(entity, score)| entity == best.0 || score * CLEAR <= best.1);
        Some((best.0, clear))
    }
}

/// One more mention of an entity: the larger of its score and of the sum so far counts in full, the smaller by [`AGAIN`].
fn add(scores: &mut Vec<(EntityId, i64)>, entity: EntityId, score: i64) {
    match scores.iter_mut().find(|(known, _)| *known == entity) {
        Some((_, sum)) => *sum = score.max(*sum) + percent(score.min(*sum), AGAIN),
        None => scores.push((entity, score)),
    }
}
