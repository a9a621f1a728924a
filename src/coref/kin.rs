//! Kin: *her husband* is whom the text has called so, and *her mother* is whose daughter it has named.

use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, Gender, Tag, WordClass, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind, Number};
use crate::span::{EntityId, MentionId};
use crate::token::{hash_form, join_hash};

/// Marks kin among the roles.
const KIN: u32 = 0x510e_527f;

/// Marks by a surname who has it from husband or wife.
const SPOUSE: u32 = 0x1f83_d9ab;

/// Sentences back in which a couple may have been named.
const COUPLE: usize = 15;

/// Mentions back in which the other side of a kinship is looked for.
const REACH: usize = 60;

/// Words before *married* among which its subject stands.
const MARRIED: usize = 4;

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
        if words.is_a(i, WordClass::Parent) {
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

/// The noun by which somebody is called kin: the *brother* of *her brother* and of *her brother Leon Hay*.
fn kin_noun(words: &Words<'_>, mention: &Mention) -> Option<usize> {
    let noun = match mention.kind {
        MentionKind::Nominal => mention.head as usize,
        MentionKind::Name if mention.core.start > mention.tokens.start => mention.core.start as usize - 1,
        _ => return None,
    };
    words.facts(noun).has(Facts::KIN).then_some(noun)
}

/// The key of the husband of a woman.
fn key(chains: &Chains<'_, '_>, noun: usize, owner: Gender) -> u32 {
    role_of(chains.words.role(noun), owner)
}

/// The same by the hash of the noun.
fn role_of(noun: u32, owner: Gender) -> u32 {
    join_hash(KIN ^ if owner == Gender::Male { 1 } else { 2 }, noun)
}

impl Resolver {
    /// Whose the kin is, by a pronoun or a name: the *her* of *her husband*, the *Lee* of *Lee's husband* and of *Lee, whose husband*.
    fn owner(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<Owner> {
        let (words, mention) = (chains.words, chains.mention(id));
        let start = mention.tokens.start as usize;
        let one = mention.number == Number::Singular && matches!(mention.entity_type, EntityType::Unnamed | EntityType::Person);
        if !one || kin_noun(words, &mention).is_none() {
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
        let whose = start.checked_sub(1).filter(|&whose| words.tag(whose) == Tag::WPS);
        let of_whom = whose.and_then(|end| chains.ending_at(id, end - usize::from(end > 0 && words.is(end - 1, ",")), 4));
        let entity = match of_whom {
            Some(before) => chains.links[before]?,
            None => {
                let name = within.filter(|&i| chains.mentions[i].kind == MentionKind::Name && chains.mentions[i].possessive)?;
                self.entity_of_name(chains, MentionId::new(name))?
            }
        };
        Some(Owner { gender: chains.entities[entity.index()].gender, entity: Some(entity) })
    }

    /// From now on `entity` is known as *her husband*, if the mention calls it so.
    pub(super) fn learn_kin(&mut self, chains: &Chains<'_, '_>, id: MentionId, entity: EntityId) {
        if let Some((owner, noun)) = self.married(chains, id) {
            self.by_role.add(role_of(hash_form(noun), owner), entity);
        }
        let noun = kin_noun(chains.words, &chains.mention(id));
        if let (Some(owner), Some(noun)) = (self.owner(chains, id), noun) {
            for gender in [Gender::Male, Gender::Female].into_iter().filter(|gender| gender.agrees(owner.gender)) {
                self.by_role.add(key(chains, noun, gender), entity);
            }
        }
    }

    /// Of which gender who married the one named is, and what the one named is to them: *she married Tom Lee*.
    fn married(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<(Gender, &'static str)> {
        let (words, name) = (chains.words, chains.mention(id));
        let verb = (name.tokens.start as usize).checked_sub(1).filter(|&i| words.joined(i + 1) && words.is(i, "married"))?;
        if name.kind != MentionKind::Name || name.possessive {
            return None;
        }
        let end = (verb.saturating_sub(MARRIED)..verb).rev().find(|&i| !words.tag(i).is_adverb() && !words.is(i, "had"))? + 1;
        let before = chains.ending_at(id, end, 3)?;
        match chains.entities[chains.links[before]?.index()].gender {
            Gender::Female => Some((Gender::Female, "husband")),
            Gender::Male => Some((Gender::Male, "wife")),
            Gender::Unknown => None,
        }
    }

    /// Whom a description by kinship means that the text has told of.
    pub(super) fn of_kin(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let owner = self.owner(chains, id).filter(|owner| owner.gender != Gender::Unknown)?;
        let known = self.by_role.get(key(chains, chains.mention(id).head as usize, owner.gender));
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
        let spouse = || if side == Side::Spouse { self.of_couple(chains, &mention, owner) } else { None };
        let named = (0..id.index()).rev().take(REACH).find_map(|i| {
            let other = &chains.mentions[i];
            let noun = kin_noun(words, other)?;
            let inverse = Side::of(words, noun) == Some(side.inverse()) && other.gender.agrees(owner.gender);
            let holder = self.owner(chains, MentionId::new(i)).filter(|holder| inverse && holder.gender.agrees(mention.gender))?;
            holder.entity.filter(|&entity| chains.links[i] != Some(entity))
        });
        named.or_else(spouse)
    }

    /// *her husband*, behind *Roger and Pat Lee*: Roger.
    fn of_couple(&self, chains: &Chains<'_, '_>, mention: &Mention, owner: &Owner) -> Option<EntityId> {
        let (_, [first, second]) = self.history.both(chains.entities, COUPLE)?;
        let core = |e: EntityId| self.profiles[e.index()].core;
        let surname = |e: EntityId| chains.words.token(core(e).end as usize - 1).hash;
        let share = core(second).len() > 1 && (core(first).len() == 1 || surname(first) == surname(second));
        let gender = |e: EntityId| chains.entities[e.index()].gender;
        let fits = |&(one, other): &(EntityId, EntityId)| {
            let told = gender(one) == mention.gender || gender(other) == owner.gender;
            told && gender(one).agrees(mention.gender) && gender(other).agrees(owner.gender)
        };
        [(first, second), (second, first)].into_iter().filter(|_| share).find(fits).map(|(one, _)| one)
    }

    /// *Mick Lee and his wife, Mary, … Mrs Lee*: Mary, and not Mick, who has the name.
    pub(super) fn of_spouse(&mut self, chains: &Chains<'_, '_>, id: MentionId, surname: u32) -> Option<EntityId> {
        let (words, mention) = (chains.words, chains.mention(id));
        let title = (mention.core.start as usize).checked_sub(1).filter(|_| mention.core.start > mention.tokens.start)?;
        if mention.gender == Gender::Unknown || mention.core.len() > 1 || !words.facts(title).has(Facts::HONORIFIC) {
            return None;
        }
        let gender = |e: EntityId| chains.entities[e.index()].gender;
        let key = join_hash(SPOUSE, surname);
        if let Some(known) = self.by_role.get(key).find(|&e| gender(e).agrees(mention.gender)) {
            return Some(known);
        }
        // Who has the name and is what the title says is meant.
        if self.by_last.get(surname).any(|e| gender(e) == mention.gender && self.profiles[e.index()].seen > 0) {
            return None;
        }
        let spouse = (0..id.index()).rev().take(REACH).find_map(|i| {
            let other = &chains.mentions[i];
            let noun = kin_noun(words, other).filter(|&noun| Side::of(words, noun) == Some(Side::Spouse))?;
            let entity = chains.links[i].filter(|e| self.profiles[e.index()].named && self.profiles[e.index()].core.len() == 1)?;
            let holder = self.owner(chains, MentionId::new(i))?.entity.filter(|&holder| holder != entity)?;
            let bears = words.token(self.profiles[holder.index()].core.end as usize - 1).hash == surname;
            (bears && words.info(noun).gender.agrees(mention.gender) && gender(entity).agrees(mention.gender)).then_some(entity)
        })?;
        self.by_role.add(key, spouse);
        Some(spouse)
    }

    /// *Lee's father, Ramon, clapped. The elder Lee said*: Ramon.
    pub(super) fn of_generation(&self, chains: &Chains<'_, '_>, id: MentionId, surname: u32) -> Option<EntityId> {
        let (words, mention) = (chains.words, chains.mention(id));
        let which = (mention.core.start as usize).checked_sub(1).filter(|_| mention.core.len() == 1)?;
        let elder = is_form!(words, which, "elder" | "older");
        if !elder && !is_form!(words, which, "younger") {
            return None;
        }
        let bears = |e: EntityId| words.token(self.profiles[e.index()].core.end as usize - 1).hash == surname;
        (0..id.index()).rev().take(REACH).find_map(|i| {
            let side = Side::of(words, kin_noun(words, &chains.mentions[i])?)?;
            let kin = chains.links[i]?;
            let holder = self.owner(chains, MentionId::new(i))?.entity.filter(|&holder| holder != kin)?;
            let is_parent = match side {
                Side::Parent => true,
                Side::Child => false,
                Side::Sibling | Side::Spouse => return None,
            };
            (bears(holder) || bears(kin)).then_some(if is_parent == elder { kin } else { holder })
        })
    }

    /// *Roger and Pat Lee*: both have the surname, and neither is known by it but so.
    pub(super) fn share_surname(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) {
        let (words, mention) = (chains.words, chains.mention(id));
        let Some(and) = (mention.tokens.start as usize).checked_sub(1).filter(|&and| words.is(and, "and")) else { return };
        let Some(first) = id.index().checked_sub(1).filter(|&i| chains.mentions[i].tokens.end as usize == and) else { return };
        let other = chains.mentions[first];
        let (given, core) = (other.core.start as usize, mention.core);
        let alone = other.kind == MentionKind::Name && other.core.len() == 1 && words.facts(given).has(Facts::GIVEN_NAME);
        let named = core.len() > 1 && core.start == mention.tokens.start && words.facts(core.start as usize).has(Facts::GIVEN_NAME);
        let Some(entity) = chains.links[first].filter(|e| alone && named && self.profiles[e.index()].core.len() == 1) else { return };
        let known = &mut chains.entities[entity.index()];
        if matches!(known.entity_type, EntityType::Person | EntityType::Unknown) {
            known.entity_type = EntityType::Person;
            self.by_last.add(words.token(core.end as usize - 1).hash, entity);
        }
    }
}
