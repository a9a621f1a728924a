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

/// Whose the kin is.
struct Owner {
    gender: Gender,
    entity: Option<EntityId>,
}

/// The key of the husband of a woman.
fn key(chains: &Chains<'_, '_>, mention: &Mention, owner: Gender) -> u32 {
    join_hash(KIN ^ if owner == Gender::Male { 1 } else { 2 }, chains.words.role(mention.head as usize))
}

impl Resolver {
    /// Whose the kin is, by a pronoun or a name: the *her* of *her husband*, the *Lee* of *Lee's husband*.
    fn owner(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<Owner> {
        let (words, mention) = (chains.words, chains.mention(id));
        let start = mention.tokens.start as usize;
        let one = (mention.kind, mention.entity_type, mention.number) == (MentionKind::Nominal, EntityType::Unnamed, Number::Singular);
        if !one || !words.facts(mention.head as usize).has(Facts::KIN) {
            return None;
        }
        let within = (id.index() + 1..chains.mentions.len()).take(3).find(|&i| {
            let other = &chains.mentions[i];
            other.tokens.start == mention.tokens.start && matches!(other.kind, MentionKind::Pronoun | MentionKind::Name)
        });
        if words.tag(start) == Tag::PRPS {
            let gender = match words.form(start) {
                "his" => Gender::Male,
                "her" => Gender::Female,
                _ => return None,
            };
            return Some(Owner { gender, entity: within.and_then(|i| chains.links[i]) });
        }
        let name = within.filter(|&i| chains.mentions[i].kind == MentionKind::Name && chains.mentions[i].possessive)?;
        let entity = self.entity_of_name(chains, MentionId::new(name))?;
        Some(Owner { gender: chains.entities[entity.index()].gender, entity: Some(entity) })
    }

    /// From now on `entity` is known as *her husband*, if the mention calls it so.
    pub(super) fn learn_kin(&mut self, chains: &Chains<'_, '_>, id: MentionId, entity: EntityId) {
        if let Some(owner) = self.owner(chains, id) {
            for gender in [Gender::Male, Gender::Female].into_iter().filter(|gender| gender.agrees(owner.gender)) {
                self.by_role.add(key(chains, &chains.mention(id), gender), entity);
            }
        }
    }

    /// Whom a description by kinship means that the text has told of.
    pub(super) fn of_kin(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let owner = self.owner(chains, id).filter(|owner| owner.gender != Gender::Unknown)?;
        let known = self.by_role.get(key(chains, &chains.mention(id), owner.gender));
        let mut named = known.filter(|e| self.profiles[e.index()].named && owner.entity != Some(*e));
        named.next().or_else(|| self.other_side(chains, id, &owner))
    }

    /// Who stands on the other side of a tie that was told: the *her mother* of *Lee left. Her daughter, Fern, stayed, her mother said* is Lee.
    fn other_side(&self, chains: &Chains<'_, '_>, id: MentionId, owner: &Owner) -> Option<EntityId> {
        let (words, mention) = (chains.words, chains.mention(id));
        let side = Side::of(words, mention.head as usize)?;
        // *said her mother*, *her mother says*: not *with her mother*.
        let (before, end) = ((mention.tokens.start as usize).checked_sub(1), mention.tokens.end as usize);
        let speaks =
            before.is_some_and(|i| words.facts(i).has(Facts::CUE_VERB)) || end < words.len() && words.facts(end).has(Facts::CUE_VERB);
        if !speaks {
            return None;
        }
        (0..id.index()).rev().take(REACH).find_map(|i| {
            let other = &chains.mentions[i];
            let inverse = Side::of(words, other.head as usize) == Some(side.inverse()) && other.gender.agrees(owner.gender);
            let holder = self.owner(chains, MentionId::new(i)).filter(|holder| inverse && holder.gender.agrees(mention.gender))?;
            holder.entity.filter(|&entity| chains.links[i] != Some(entity))
        })
    }
}
