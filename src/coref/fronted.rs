//! Descriptions before the pronoun that they are of: *A former schoolteacher, he has been here for years.*

use super::resolver::{Chains, Resolver};
use crate::lexicon::{Gender, Tag, Words, is_form};
use crate::mention::{EntityType, MentionKind, Number};
use crate::span::{EntityId, MentionId};

/// Most words between such a description and its comma.
const DETAILS: usize = 10;
/// Mentions within these words.
const WITHIN: usize = 6;

/// The pronoun that a description at the start of its sentence is of.
pub(super) fn pronoun_behind(chains: &Chains<'_, '_>, id: MentionId) -> Option<MentionId> {
    let (words, description) = (chains.words, chains.mention(id));
    let is_one = (description.kind, description.entity_type, description.number)
        == (MentionKind::Nominal, EntityType::Unnamed, Number::Singular)
        && !description.quoted;
    if !is_one || !opens(words, description.tokens.start as usize) {
        return None;
    }
    let end = description.tokens.end as usize;
    let limit = words.len().min(end + DETAILS);
    let comma = (end..limit).take_while(|&i| words.joined(i) && !words.tag(i).is_finite()).find(|&i| words.is(i, ","))?;
    let near = chains.mentions[id.index() + 1..].iter().take(WITHIN);
    let at = near.take_while(|m| m.tokens.start as usize <= comma + 1).position(|m| m.tokens.start as usize == comma + 1)?;
    let pronoun = MentionId::new(id.index() + 1 + at);
    let is_person = is_form!(words, comma + 1, "he" | "she") && words.joined(comma + 1);
    (is_person && !is_parenthesis(words, comma + 2)).then_some(pronoun)
}

/// The *her* of *In a post on her page, the actress wrote*: of whom a phrase before the description of the subject tells already.
pub(super) fn pronoun_before(chains: &Chains<'_, '_>, id: MentionId) -> Option<MentionId> {
    let (words, description) = (chains.words, chains.mention(id));
    let start = description.tokens.start as usize;
    let is_one = (description.entity_type, description.number) == (EntityType::Unnamed, Number::Singular) && is_form!(words, start, "the");
    let first = words.tokens.sentence_at(start).start as usize;
    if !is_one || description.quoted || start <= first + 1 || !words.is(start - 1, ",") {
        return None;
    }
    let verbless = |i: &usize| words.joined(*i) && !words.tag(*i).is_finite() && chains.owners[*i].is_none();
    let from = (first..start - 1).rev().take(DETAILS).take_while(verbless).last()?;
    let opens =
        from <= first + 1 && words.tag(first) == Tag::IN || is_form!(words, first, "however" | "meanwhile" | "later" | "but" | "and");
    let near = (0..id.index()).rev().take(WITHIN).map(MentionId::new);
    let mut owners = near.take_while(|m| chains.mention(*m).tokens.start as usize >= from).filter(|m| {
        let found = chains.mention(*m);
        found.kind == MentionKind::Pronoun && found.possessive && found.gender != Gender::Unknown && found.gender.agrees(description.gender)
    });
    if opens { owners.next() } else { None }
}

/// Whether a phrase at `start` begins its sentence and is said of somebody: *A widow, …*, *In 1995, as chairwoman, …*.
fn opens(words: &Words<'_>, start: usize) -> bool {
    let first = words.tokens.sentence_at(start).start as usize;
    let Some(before) = start.checked_sub(1).filter(|&i| i >= first) else {
        return is_form!(words, start, "a" | "an");
    };
    is_form!(words, before, "as") && (before == first || words.is(before - 1, ","))
}

/// *A friend, she said, had called*: the pronoun at the end of an aside.
fn is_parenthesis(words: &Words<'_>, verb: usize) -> bool {
    verb + 1 >= words.len() || words.is_reporting(verb) && (verb + 1..=verb + 2).any(|i| words.is(i, ","))
}

impl Resolver {
    /// Ties the description before a pronoun to whom the pronoun means.
    pub(super) fn learn_fronted(&mut self, chains: &mut Chains<'_, '_>, pronoun: MentionId, entity: EntityId) {
        let before = (0..pronoun.index()).rev().take(WITHIN).map(MentionId::new);
        let is_open = |id: &MentionId| chains.links[id.index()].is_none() && pronoun_behind(chains, *id) == Some(pronoun);
        if let Some(id) = before.into_iter().find(is_open) {
            let mention = chains.mention(id);
            self.tie(chains, id, entity);
            // Its turn has passed.
            self.profiles[entity.index()].seen += 1;
            chains.entities[entity.index()].mentions += 1;
            self.learn_role(chains, mention.tokens.start as usize, mention.head as usize, entity);
        }
    }
}
