//! Kin: *her husband* is whom the text has called so, and *her mother* is whose daughter it has named.

use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, Gender, Tag, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind, Number};
use crate::span::{EntityId, MentionId};
use crate::token::join_hash;

/// Marks kin among the roles.
const KIN: u32 = 0x510e_527f;

/// Mentions back in which the other side of a kinship is looked for.
const REACH: usize = 60;

/// How two are kin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Parent,
    Child,
    Sibling,
    Spouse,
}

impl Side {
    fn of(words: &Words<'_>, i: usize) -> Option<Side> {
        if is_form!(words, i, "mother" | "father" | "mum" | "mom" | "dad" | "parent") {
            Some(Side::Parent)
        } else if is_form!(words, i, "daughter" | "son") {
            Some(Side::Child)
        } else if is_form!(words, i, "sister" | "brother") {
            Some(Side::Sibling)
        } else if is_form!(words, i, "husband" | "wife") {
            Some(Side::Spouse)
        } else {
            None
        }
    }

    fn inverse(self) -> Side {
        match self {
            Side::Parent => Side::Child,
            Side::Child => Side::Parent,
            same => same,
        }
    }
}

/// Whose the kin is by a pronoun: the gender of the *her* of *her husband*.
fn owner(words: &Words<'_>, mention: &Mention) -> Option<Gender> {
    let start = mention.tokens.start as usize;
    let one = (mention.kind, mention.entity_type, mention.number) == (MentionKind::Nominal, EntityType::Unnamed, Number::Singular);
    if !one || words.tag(start) != Tag::PRPS || !words.facts(mention.head as usize).has(Facts::KIN) {
        return None;
    }
    match words.form(start) {
        "his" => Some(Gender::Male),
        "her" => Some(Gender::Female),
        _ => None,
    }
}

/// The key of *her husband*.
fn key(words: &Words<'_>, mention: &Mention) -> Option<u32> {
    owner(words, mention)?;
    Some(join_hash(KIN ^ words.token(mention.tokens.start as usize).hash, words.role(mention.head as usize)))
}

impl Resolver {
    /// From now on `entity` is known as *her husband*, if so the mention calls somebody with a name.
    pub(super) fn learn_kin(&mut self, chains: &Chains<'_, '_>, mention: &Mention, entity: EntityId) {
        if let Some(key) = key(chains.words, mention) {
            self.by_role.add(key, entity);
        }
    }

    /// Whom a description by kinship means that the text has told of.
    pub(super) fn of_kin(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let mention = chains.mention(id);
        let key = key(chains.words, &mention)?;
        self.by_role.get(key).find(|e| self.profiles[e.index()].named).or_else(|| self.other_side(chains, id))
    }

    /// *her mother*, behind *Lee's … Her daughter, Fern*: Lee.
    fn other_side(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let (words, mention) = (chains.words, chains.mention(id));
        let (whose, side) = (owner(words, &mention)?, Side::of(words, mention.head as usize)?);
        // *said her mother*, *her mother says*: not *with her mother*.
        let (before, end) = ((mention.tokens.start as usize).checked_sub(1), mention.tokens.end as usize);
        let speaks =
            before.is_some_and(|i| words.facts(i).has(Facts::CUE_VERB)) || end < words.len() && words.facts(end).has(Facts::CUE_VERB);
        if !speaks {
            return None;
        }
        let is_other = |i: &usize| {
            let other = &chains.mentions[*i];
            Side::of(words, other.head as usize) == Some(side.inverse())
                && other.gender.agrees(whose)
                && owner(words, other).is_some_and(|gender| gender.agrees(mention.gender))
        };
        let other = (0..id.index()).rev().take(REACH).find(is_other)?;
        let start = chains.mentions[other].tokens.start;
        let is_owner = |i: &usize| chains.mentions[*i].kind == MentionKind::Pronoun && chains.mentions[*i].tokens.start == start;
        let pronoun = (other + 1..id.index()).take(3).find(is_owner)?;
        chains.links[pronoun].filter(|&entity| chains.links[other] != Some(entity))
    }
}
