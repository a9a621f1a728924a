//! Several descriptions of one person: *said actor and comedian Jane Roe*, *the firm's founder and chairman, Abel Trask*.

use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, Tag, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind, Number};
use crate::span::{EntityId, MentionId};

/// Most descriptions of one person that stand in a row.
const ROW: usize = 4;

/// Whether the mention describes one person.
fn describes(mention: &Mention) -> bool {
    (mention.kind, mention.entity_type, mention.number) == (MentionKind::Nominal, EntityType::Unnamed, Number::Singular)
}

/// Whether the mention has no article and no possessive of its own: the *comedian* of *the actor and comedian*.
fn is_bare(mention: &Mention) -> bool {
    mention.tokens.start == mention.core.start
}

/// Whether a verb for several follows: *actor Jane Roe and singer Abel Trask have …*.
fn are_several(words: &Words<'_>, end: usize) -> bool {
    end < words.len() && is_form!(words, end, "are" | "were" | "have")
}

impl Resolver {
    /// Whom the description behind an *and* names: the first of *the firm's founder and chairman, Abel Trask* is Trask too. The second
    /// has no article: *the actor and the singer, Jane Roe* are two.
    pub(super) fn joined_behind(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        if !describes(&chains.mention(id)) {
            return None;
        }
        let (words, mut at, mut in_list) = (chains.words, id, false);
        for _ in 0..ROW {
            let end = chains.mention(at).tokens.end as usize;
            let and = end < words.len() && words.is(end, "and") && words.joined(end);
            if !and && !(words.is(end, ",") && (at == id || in_list)) {
                break;
            }
            in_list = !and;
            let next = self.next_at(chains, at, end + 1)?;
            let mention = chains.mention(next);
            if mention.kind == MentionKind::Name {
                let one = and && is_named_by_trade(words, &mention) && same_case(words, &chains.mention(id), &mention);
                return if one { self.entity_of_name(chains, next) } else { None };
            }
            if !describes(&mention) || !is_bare(&mention) {
                return None;
            }
            if let Some(entity) = if and { self.apposition(chains, next) } else { None } {
                return Some(entity);
            }
            at = next;
        }
        None
    }

    /// Whom the description before an *and* describes: *Jane Roe, founder and chairman of Quill Foods*.
    pub(super) fn joined_before(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let (words, mention) = (chains.words, chains.mention(id));
        let and = (mention.tokens.start as usize).checked_sub(1).filter(|&and| words.is(and, "and"))?;
        if !describes(&mention) || !is_bare(&mention) {
            return None;
        }
        let first = chains.ending_at(id, and, 3)?;
        let before = (chains.mentions[first].tokens.start as usize).checked_sub(1)?;
        let apposed = words.is(before, ",") || is_form!(words, before, "is" | "was" | "as");
        let entity = chains.links[first].filter(|_| apposed && describes(&chains.mentions[first]))?;
        self.profiles[entity.index()].named.then_some(entity)
    }

    /// *Rock band The Velvet Haddocks*: a body whose name begins with its article.
    pub(super) fn with_article(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let (words, mention) = (chains.words, chains.mention(id));
        let end = mention.tokens.end as usize;
        let body = mention.kind == MentionKind::Nominal && mention.entity_type == EntityType::Organisation;
        if !body || end >= words.len() || words.str(end) != "The" || !words.joined(end) {
            return None;
        }
        let next = self.next_at(chains, id, end).or_else(|| self.next_at(chains, id, end + 1))?;
        let name = chains.mention(next);
        let named = name.kind == MentionKind::Name && matches!(name.entity_type, EntityType::Organisation | EntityType::Unknown);
        if named { chains.links[next.index()] } else { None }
    }

    /// The mention that begins at token `start` right behind `id`, the longest of them.
    pub(super) fn next_at(&self, chains: &Chains<'_, '_>, id: MentionId, start: usize) -> Option<MentionId> {
        let limit = (id.index() + 4).min(chains.mentions.len());
        (id.index() + 1..limit).find(|&i| chains.mentions[i].tokens.start as usize == start).map(MentionId::new)
    }

    /// Whose the name is, be it linked already or a surname that is linked later.
    pub(super) fn entity_of_name(&self, chains: &Chains<'_, '_>, name: MentionId) -> Option<EntityId> {
        let head = chains.mention(name).head as usize;
        chains.links[name.index()].or_else(|| self.by_last.get(chains.words.token(head).hash).next())
    }
}

/// *comedian Jane Roe*: a job before the name, and a verb for one behind it.
fn is_named_by_trade(words: &Words<'_>, name: &Mention) -> bool {
    let job = name.core.start as usize;
    name.entity_type == EntityType::Person
        && name.core.start > name.tokens.start
        && words.tag(name.tokens.start as usize) != Tag::DT
        && words.facts(job - 1).any(Facts::PERSON.with(Facts::TITLE))
        && !words.facts(job - 1).has(Facts::HONORIFIC)
        && !are_several(words, name.tokens.end as usize)
}

/// *the king and Prime Minister Jane Roe* are two: one is described, the other has a title.
fn same_case(words: &Words<'_>, first: &Mention, second: &Mention) -> bool {
    words.is_capitalised(first.head as usize) == words.is_capitalised(second.core.start as usize - 1)
}
