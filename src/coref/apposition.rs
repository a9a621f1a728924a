//! Appositions: the name that stands beside a description, before or behind it.

use super::beside::is_owner;
use super::nominals::is_definite;
use super::resolver::{Chains, Resolver, tells_gender};
use crate::lexicon::{Facts, Gender, Tag, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind, Number, is_in_place};
use crate::span::{EntityId, MentionId};
use crate::token::TokenKind;

/// Most words and signs between a description and the comma behind all that belongs to it.
const DETAILS: usize = 12;

/// Longest bracket behind a name, in tokens: *(D-Ohio)*, *(second from left)*.
const BRACKET: usize = 6;

/// One past the bracket that begins at `start`, if one does: *the chairman, Abel Trask (R-Ohio), said*.
fn behind_bracket(words: &Words<'_>, start: usize) -> usize {
    let limit = (start + BRACKET).min(words.len());
    let close = || (start..limit).find(|&i| words.is(i, ")")).map_or(start, |close| close + 1);
    if start < limit && words.is(start, "(") { close() } else { start }
}

/// Whether a name that ends before token `after` stands by itself: a sign or its verb follows.
fn closes_name(words: &Words<'_>, after: usize) -> bool {
    after >= words.len() || matches!(words.str(after), "," | "." | ":") || words.facts(after).has(Facts::CUE_VERB)
}

/// Whether a name begins at token `i`, with an article or without: *of Roe & Co*, *of the Harlan Institute*.
fn belongs_to_body(words: &Words<'_>, i: usize) -> bool {
    let next = i + usize::from(words.is(i, "the"));
    next < words.len() && words.joined(next) && words.is_capitalised(next)
}

impl Resolver {
    /// Whose description stands right before a name: *professor of law Ann Lee*.
    pub(super) fn right_before(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let mention = chains.mention(id);
        let one = mention.entity_type == EntityType::Unnamed && mention.number == Number::Singular;
        let end = mention.tokens.end as usize;
        let name = if one { self.next_at(chains, id, end)? } else { return None };
        let found = chains.mention(name);
        let fits = found.kind == MentionKind::Name
            && found.entity_type == EntityType::Person
            && found.core.len() > 1
            && found.tokens.start == found.core.start
            && chains.words.joined(end)
            && may_be_of(chains.words, &found, mention.gender);
        if fits { self.entity_of_name(chains, name) } else { None }
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
                && may_be_of(words, name, mention.gender)
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
        if let Some(entity) = self.named_behind_body(chains, id, end) {
            return Some(entity);
        }
        if words.is(end, ",") || words.is(end, ":") {
            // *…, in “Salt,” Jo Poe*: the comma stands inside the marks.
            let behind = end + 1 + usize::from(words.tokens.all().get(end + 1).is_some_and(|t| t.kind == TokenKind::Mark));
            let next = self.next_at(chains, id, behind).map(MentionId::index);
            // *the maker, Harbour Tech, said*: a body that nothing tells to be one stands between two commas.
            let is_body = |m: &Mention| {
                mention.entity_type == EntityType::Organisation
                    && is_form!(words, mention.tokens.start as usize, "the" | "its" | "their" | "one" | "another")
                    && (mention.tokens.start == 0 || words.tag(mention.tokens.start as usize - 1) != Tag::IN)
                    && m.core.len() > 1
            };
            let named =
                |m: &Mention| m.entity_type != EntityType::Unknown || m.core.len() > 1 && mention.entity_type == EntityType::Unnamed;
            // *The builder, Obranova, said*
            let speaks = |m: &Mention| {
                let close = m.tokens.end as usize;
                words.is(close, ",") && close + 1 < words.len() && words.facts(close + 1).has(Facts::CUE_VERB)
            };
            let stands = |m: &Mention| fits(m) && (named(m) || is_body(m) || speaks(m));
            if let Some(i) = next.filter(|&i| stands(&chains.mentions[i]) && words.is(end, ",")) {
                let after = behind_bracket(words, chains.mentions[i].tokens.end as usize);
                // *Their lawyer, Jo Poe of Roe & Co, hailed it.*
                let from =
                    after + 1 < words.len() && is_form!(words, after, "of" | "from" | "at" | "with") && belongs_to_body(words, after + 1);
                let closed = (closes_name(words, after) || from) && (named(&chains.mentions[i]) || words.is(after, ","));
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
            end = words.bracket_before(end, end.saturating_sub(BRACKET));
            // *the governor, a nurse by training,*
            let again = |m: &Mention| {
                is_form!(words, start, "a" | "an")
                    && m.kind == MentionKind::Nominal
                    && mention.entity_type == EntityType::Unnamed
                    && (m.entity_type, m.number, mention.number) == (EntityType::Unnamed, Number::Singular, Number::Singular)
                    // Behind *the minister of France* it may be France's.
                    && m.tokens.end == m.head + 1
                    && (is_definite(chains, m) || is_one(words, m))
            };
            let before = chains.mentions[..id.index()].iter().enumerate().rev().take(3);
            let before = before.into_iter().find(|(_, m)| m.tokens.end as usize == end && (fits(m) || again(m)));
            let closes = words.tokens.all().get(mention.tokens.end as usize).is_none_or(|t| {
                !t.is_word()
                    || words.tag(mention.tokens.end as usize) == Tag::IN
                    // *Roe, a charity you know*
                    || words.tag(mention.tokens.end as usize) == Tag::PRP && is_form!(words, start, "a" | "an")
                    || words.tag(mention.tokens.end as usize) == Tag::WP
                    || words.tag(mention.tokens.end as usize).is_verb()
            });
            if let Some((i, name)) = before
                && closes
                && !is_parenthesis(words, mention.tokens.end as usize)
                && !begins_clause(words, name, &mention)
                && (!after_place_preposition(chains, name)
                    || (name.entity_type, mention.entity_type) == (EntityType::Organisation, EntityType::Organisation))
                && !is_listener(words, name)
            {
                return chains.links[i];
            }
        }
        None
    }

    /// Whose description stands before a lone name: the wife of *his wife, Ann, said*.
    pub(super) fn described_before(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let (words, name) = (chains.words, chains.mention(id));
        let comma = (name.tokens.start as usize).checked_sub(1).filter(|&comma| words.is(comma, ","))?;
        let end = name.tokens.end as usize;
        // *The firm, Norvane, said*
        let is_body = |m: &Mention| {
            m.entity_type == EntityType::Organisation
                && is_form!(words, m.tokens.start as usize, "the" | "its" | "their")
                && matches!(name.entity_type, EntityType::Unknown | EntityType::Organisation)
                && words.is(end, ",")
        };
        let is_description = |i: &usize| {
            let m = &chains.mentions[*i];
            m.tokens.end as usize == comma
                && (m.kind, m.number) == (MentionKind::Nominal, Number::Singular)
                && (m.entity_type == EntityType::Unnamed || is_body(m))
                && m.gender.agrees(name.gender)
        };
        let before = (0..id.index()).rev().take(3).find(is_description)?;
        let closed =
            end < words.len() && matches!(words.str(end), "," | "." | ":") || end < words.len() && words.facts(end).has(Facts::CUE_VERB);
        let is_person = matches!(name.entity_type, EntityType::Person)
            || words.facts(name.core.start as usize).has(Facts::GIVEN_NAME)
            || chains.mentions[before].entity_type == EntityType::Organisation
            // *Tom Roe's widow, Felicity, said*
            || words.facts(chains.mentions[before].head as usize).has(Facts::KIN)
            || is_named_between(chains, &chains.mentions[before], &name);
        chains.links[before].filter(|entity| closed && is_person && !self.profiles[entity.index()].named)
    }

    /// The person behind the body whose office the description before the comma at `comma` tells: *The Chairman, Ports Authority, Ann
    /// Lee, said*.
    fn named_behind_body(&self, chains: &Chains<'_, '_>, id: MentionId, comma: usize) -> Option<EntityId> {
        let (words, mention) = (chains.words, chains.mention(id));
        let office = mention.entity_type == EntityType::Unnamed
            && mention.number == Number::Singular
            && words.is(comma, ",")
            && words.is_capitalised(mention.head as usize)
            && words.facts(mention.head as usize).has(Facts::TITLE);
        let body = if office { self.next_at(chains, id, comma + 1)? } else { return None };
        let body = chains.mention(body);
        let behind = body.tokens.end as usize;
        let is_body = body.kind == MentionKind::Name && body.entity_type == EntityType::Organisation && words.is(behind, ",");
        let name = if is_body { self.next_at(chains, id, behind + 1)? } else { return None };
        let found = chains.mention(name);
        let after = behind_bracket(words, found.tokens.end as usize);
        let fits = found.kind == MentionKind::Name
            && found.core.len() > 1
            && matches!(found.entity_type, EntityType::Person | EntityType::Unknown)
            && found.gender.agrees(mention.gender);
        if fits && closes_name(words, after) { self.entity_of_name(chains, name) } else { None }
    }

    /// The comma behind a description and what else tells whom it means, which begins its sentence: *Her co-star in “Salt”, …*; else
    /// its own end.
    fn comma_behind(&self, chains: &Chains<'_, '_>, mention: &Mention) -> usize {
        let words = chains.words;
        let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
        if mention.entity_type != EntityType::Unnamed || !begins_phrase(words, start) {
            return end;
        }
        let limit = words.len().min(end + DETAILS);
        // *The mayor and the chief, Jo Poe, met*: the second is named.
        let second = |i: usize| words.is(i, "and") && i + 1 < limit && words.tag(i + 1) == Tag::DT;
        // *the party's chairman in the state*, *in Roe State*: no verb.
        let is_noun = |i: usize| words.is_capitalised(i) || words.tag(i).is_noun() && matches!(words.tag(i - 1), Tag::DT | Tag::PRPS);
        let is_verb = |i: usize| words.tag(i).is_finite() || words.facts(i).has(Facts::CUE_VERB);
        let passes = |i: &usize| words.joined(*i) && (!is_verb(*i) || is_noun(*i)) && !second(*i);
        (end..limit).take_while(passes).find(|&i| words.is(i, ",") && (i == end || words.token(i - 1).is_word())).unwrap_or(end)
    }
}

/// *one* or *another*, of several: *says one, a former clerk*.
pub(super) fn is_one(words: &Words<'_>, mention: &Mention) -> bool {
    mention.tokens.len() == 1 && is_form!(words, mention.head as usize, "one" | "another")
}

/// Whether somebody of this gender may have the name: *Ryan Lee, a mother of two*, but not *Mr Lee, a mother of two*.
fn may_be_of(words: &Words<'_>, name: &Mention, gender: Gender) -> bool {
    name.gender.agrees(gender) || !tells_gender(words, name)
}

/// Whether what begins at `start` belongs to nothing before it: *But the minister for health, …*, *“…,” said the chairman of …*.
fn begins_phrase(words: &Words<'_>, start: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|&i| words.tokens.sentence_at(start).start as usize <= i) else { return true };
    !words.token(before).is_word()
        || words.tag(before) == Tag::CC
        || words.tag(before).is_adverb()
        || words.tag(before).is_finite() && words.facts(before).has(Facts::CUE_VERB)
}

/// Of whom the description is said: *Ann Lee is a nurse* — *Lee, who was the mayor until May, …*
pub(super) fn predicated(chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
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
    let subject = chains.ending_at(id, verb, 3)?;
    let entity = chains.links[subject].filter(|_| !chains.mentions[subject].possessive)?;
    let known = &chains.entities[entity.index()];
    (matches!(known.entity_type, EntityType::Person | EntityType::Unknown | EntityType::Unnamed) && known.gender.agrees(mention.gender))
        .then_some(entity)
}

/// *On a bus to Roe, a woman rose*: what follows a name behind a preposition is the subject of its own verb.
fn begins_clause(words: &Words<'_>, name: &Mention, description: &Mention) -> bool {
    let governed = name.tokens.start > 0 && matches!(words.tag(name.tokens.start as usize - 1), Tag::IN | Tag::TO | Tag::DT);
    let verb = description.tokens.end as usize;
    governed && verb < words.len() && words.tag(verb).is_finite()
}

/// Longest report between the subject of a sentence and its verb, in tokens from its own verb on.
const PARENTHESIS: usize = 6;

/// Whether a report that stands between a subject and its verb goes on at token `verb`: *Roe, a friend told the paper, never sleeps*.
fn is_parenthesis(words: &Words<'_>, verb: usize) -> bool {
    let limit = words.len().min(verb + PARENTHESIS);
    if verb >= limit || !words.facts(verb).has(Facts::CUE_VERB) || !words.tag(verb).is_finite() {
        return false;
    }
    let comma = (verb + 1..limit).take_while(|&i| words.joined(i)).find(|&i| words.is(i, ","));
    comma.is_some_and(|comma| {
        let next = comma + 1 + usize::from(words.tokens.all().get(comma + 1).is_some_and(|t| t.kind == TokenKind::Mark));
        let next = next + usize::from(words.tokens.all().get(next + 1).is_some() && words.tag(next).is_adverb());
        next < words.len() && words.token(next).is_word() && !words.is_capitalised(next) && words.tag(next).is_finite()
    })
}

/// Longest clause before a main one, in tokens.
const FRONTED: usize = 10;

/// *Speaking to Ann Lee, the captain said*: to whom somebody speaks is not he.
fn is_listener(words: &Words<'_>, name: &Mention) -> bool {
    let end = name.tokens.end as usize;
    let first = words.tokens.sentence_at(name.tokens.start as usize).start as usize;
    let speaks =
        is_form!(words, first, "speaking" | "talking" | "writing") && first + 1 < words.len() && is_form!(words, first + 1, "to" | "with");
    speaks && end - first <= FRONTED && !(first..end).any(|i| words.is(i, ","))
}

/// *in Springfield, the mayor said*: a place, not a person that the description is of.
fn after_place_preposition(chains: &Chains<'_, '_>, name: &Mention) -> bool {
    name.entity_type != EntityType::Person && is_in_place(chains.words, name.tokens.start as usize)
}

/// *The firm, Norvane, said*: a name of one word between commas is that of the body before it.
pub(super) fn is_named_behind(words: &Words<'_>, mention: &Mention) -> bool {
    let (comma, name) = (mention.tokens.end as usize, mention.tokens.end as usize + 1);
    name + 1 < words.len() && words.is(comma, ",") && words.is_capitalised(name) && words.is(name + 1, ",")
}

/// *The group's spokesman, Zabihzada, denied it*: what no list knows stands between a description that begins its sentence, or
/// follows a verb that reports, and what it does.
fn is_named_between(chains: &Chains<'_, '_>, description: &Mention, name: &Mention) -> bool {
    let (words, start, end) = (chains.words, description.tokens.start as usize, name.tokens.end as usize);
    let only = name.core.len() == 1 && name.core.start as usize == name.tokens.start as usize;
    let unknown = name.entity_type == EntityType::Unknown && words.tag(name.head as usize) == Tag::Unknown;
    let first = words.tokens.sentence_at(start).start == description.tokens.start && words.facts(start).has(Facts::FUNCTION);
    let acts = || words.is(end, ",") && end + 1 < words.len() && words.tag(end + 1).is_finite();
    let said = || start > 0 && words.facts(start - 1).has(Facts::CUE_VERB) && (words.is(end, ".") || words.is(end, ","));
    only && unknown && description.tokens.end == description.head + 1 && (first && acts() || said())
}
