//! Leads: *A teacher was jailed on Friday. Colin Marl, 63, wept*. Who is described first is named in a sentence to come.

use super::Entity;
use super::age;
use super::history::{Past, REACH};
use super::pronouns::{has_said, says};
use super::resolver::{Chains, Profile, Resolver};
use crate::lexicon::{Facts, Tag, WordClass, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind, Number};
use crate::span::{EntityId, MentionId, to_u32};
use crate::token::TokenKind;

/// Sentences back in which somebody may have been described, and paragraphs behind the first in which the name may stand.
const LEAD: usize = 3;

/// Entities among which others with a name are looked for.
const NAMED: usize = 64;

/// *a friend*, *a spokesman*: one who is heard because of somebody else.
fn speaks_of_another(chains: &Chains<'_, '_>, past: &Past) -> bool {
    let head = past.end as usize - 1;
    let words = chains.words;
    // *A mother of three* is nobody's kin of whom the text speaks; *Lee's mother* is, and *a mother of the boy*.
    let is_own = |i: usize| {
        let of = i + 1 < words.len() && words.is(i + 1, "of");
        is_form!(words, past.start as usize, "a" | "an")
            && (!of || i + 2 < words.len() && (words.tag(i + 2) == Tag::CD || words.token(i + 2).kind == TokenKind::Number))
    };
    (past.start as usize..=head).any(|i| words.facts(i).has(Facts::KIN) && !is_own(i) || words.is_a(i, WordClass::Heard))
}

/// Whether nothing describes who is named but what the description before says too: *Cllr Ann Lee said* behind *a councillor*.
fn is_bare(words: &Words<'_>, name: &Mention, described: &Mention) -> bool {
    let role = words.role(described.head as usize);
    let titles = name.tokens.start as usize..name.core.start as usize;
    let is_same = |i: usize| words.facts(i).has(Facts::HONORIFIC) || words.role(i) == role || !words.token(i).is_word();
    let end = name.tokens.end as usize;
    // *Ann Lee, of the Harbour Party, said*: where somebody belongs tells no role.
    let belongs = end + 1 < words.len() && words.is(end, ",") && is_form!(words, end + 1, "of" | "from");
    let is_fenced = end < words.len() && matches!(words.str(end), "," | "(" | "-" | "–" | "—") && !belongs;
    titles.into_iter().all(is_same) && !is_fenced
}

impl Resolver {
    /// If a name stands for the first time, at the start of its sentence and with an age, and there is one person whom the sentences
    /// before introduce without a name, they are one. So they are if a lead describes the one person that it has, and the first who is named
    /// behind it speaks and is not described: readers are never told a name alone.
    pub(super) fn name_described(&mut self, chains: &mut Chains<'_, '_>, id: MentionId, entity: EntityId) {
        let (words, name) = (chains.words, chains.mention(id));
        let opens = || words.tokens.sentence_at(name.tokens.start as usize).start == name.core.start;
        let is_new = self.profiles[entity.index()].seen == 0 && name.core.len() > 1 && !name.quoted;
        if !is_new || !matches!(name.entity_type, EntityType::Person | EntityType::Unknown) {
            return;
        }
        let years = age::of_name(words, &name).filter(|_| opens());
        if years.is_none() && !self.is_first_named(chains, &name) {
            return;
        }
        let Some(described) = self.only_described(chains, id, years.is_none()) else { return };
        let known = chains.mention(described);
        let same_age = age::of_description(words, &known).is_none_or(|told| Some(told) == years);
        let fits = years.is_some() || is_bare(words, &name, &known);
        if fits && same_age && known.gender.agrees(chains.entities[entity.index()].gender) && known.gender.agrees(name.gender) {
            self.merge(chains, described, entity);
        }
    }

    /// Whether the name is the first of a person in the article, near its head, and speaks.
    fn is_first_named(&self, chains: &Chains<'_, '_>, name: &Mention) -> bool {
        let (tokens, words) = (chains.words.tokens, chains.words);
        let number = tokens.paragraph_of(name.tokens.start as usize);
        let is_other = |(entity, profile): (&Entity, &Profile)| {
            let is_person = entity.entity_type == EntityType::Person || entity.entity_type == EntityType::Unknown && profile.core.len() > 1;
            profile.seen > 0 && profile.named && is_person
        };
        (1..=LEAD).contains(&number)
            && (says(words, name.tokens) || has_said(words, name.tokens.end as usize))
            && !chains.entities.iter().zip(&self.profiles).take(NAMED).any(is_other)
    }

    /// The only person described as *a teacher* in the sentences before, and where; in a lead, *the teacher of* too.
    fn only_described(&mut self, chains: &Chains<'_, '_>, id: MentionId, in_lead: bool) -> Option<MentionId> {
        self.history.move_to(chains.words, chains.owners, chains.mention(id).tokens.start as usize);
        let is_described = |past: &&Past| {
            past.kind == MentionKind::Nominal
                && !past.quoted
                && !speaks_of_another(chains, past)
                && (is_form!(chains.words, past.start as usize, "a" | "an")
                    || in_lead && past.subject && is_form!(chains.words, past.start as usize, "the"))
                && chains.entities[past.entity.index()].entity_type == EntityType::Unnamed
                && !self.profiles[past.entity.index()].named
        };
        let mut found: Option<EntityId> = None;
        for past in self.history.told_since(LEAD).filter(is_described) {
            if found.is_some_and(|other| other != past.entity) {
                return None;
            }
            found = Some(past.entity);
        }
        let found = found?;
        let mention = chains.entities[found.index()].name;
        let is_near = id.index() - self.profiles[found.index()].first.index() <= REACH;
        (is_near && chains.mention(mention).number == Number::Singular).then_some(mention)
    }

    /// From now on whoever `described` describes is `entity`, before and behind.
    fn merge(&mut self, chains: &mut Chains<'_, '_>, described: MentionId, entity: EntityId) {
        let Some(other) = chains.links[described.index()] else { return };
        let mention = chains.mention(described);
        // Nothing further on has been tied to a description.
        let first = self.profiles[other.index()].first.index();
        for link in chains.links[first..].iter_mut().take(REACH).filter(|link| **link == Some(other)) {
            *link = Some(entity);
        }
        self.history.rename(other, entity);
        let was = self.profiles[other.index()];
        let profile = &mut self.profiles[entity.index()];
        profile.seen += was.seen;
        profile.last = profile.last.max(was.last);
        let mentions = std::mem::take(&mut chains.entities[other.index()].mentions);
        self.profiles[other.index()].merged = true;
        self.indices().for_each(|index| index.leave_out(other));
        let known = &mut chains.entities[entity.index()];
        known.mentions += mentions;
        if known.entity_type == EntityType::Unknown {
            known.entity_type = EntityType::Person;
        }
        self.tie(chains, described, entity);
        self.learn_role(chains, mention.tokens.start as usize, mention.head as usize, entity);
    }

    /// Leaves out entities that became others, once all mentions are tied.
    pub(super) fn leave_out_merged(&mut self, chains: &mut Chains<'_, '_>) {
        let Resolver { profiles, renumbered, .. } = self;
        if !profiles.iter().any(|profile| profile.merged) {
            return;
        }
        renumbered.clear();
        let mut kept = 0;
        for (i, profile) in profiles.iter().enumerate() {
            renumbered.push(to_u32(kept));
            if !profile.merged {
                chains.entities[kept] = chains.entities[i];
                kept += 1;
            }
        }
        chains.entities.truncate(kept);
        for link in chains.links.iter_mut().flatten() {
            *link = EntityId::new(renumbered[link.index()] as usize);
        }
    }
}
