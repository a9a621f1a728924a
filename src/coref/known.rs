//! Which of several known speakers of one name an entity is.
//!
//! Twenty people of a lexicon are named John Smith. An article tells which of them it means by what else it says: a role that
//! stands beside the name, another name that only one of them has, *he* or *she*. Where that leaves one, it is that one; else the
//! entity is none of them, and how many there were is kept for the reader. A part of the name tells nothing: that a *Smith* is
//! among them is true of each.

use super::Entity;
use crate::lexicon::{Gender, Lexicon, LexiconMatch, Words};
use crate::mention::{self, COMPARED, Mention, MentionKind, Place};
use crate::span::{EntityId, SpeakerId, TokenRange, to_u32};

/// Names the entities whose name several speakers share, with its scratch memory.
#[derive(Debug, Default)]
pub struct Namesakes {
    /// Entities and the ambiguous names that they have, by the number of the match.
    names: Vec<(EntityId, u32)>,
    /// Entities and the roles that stand beside their names.
    roles: Vec<(EntityId, u32)>,
    /// Who is named by a name of their own, and where.
    named: Vec<(SpeakerId, TokenRange)>,
    /// Who an entity may still be.
    left: Vec<SpeakerId>,
    /// Of every entity the genders that pronouns, titles and descriptions tell; given names tell none, since all namesakes have them.
    genders: Vec<[bool; 2]>,
}

/// What an article knows, as [`Namesakes::tell_apart`] reads it.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a, 'w> {
    /// The article's words.
    pub words: &'a Words<'w>,
    /// The user's speakers.
    pub lexicon: &'a Lexicon,
    /// Where they match, in order.
    pub matches: &'a [LexiconMatch],
    /// The article's mentions.
    pub mentions: &'a [Mention],
    /// The entity of each.
    pub links: &'a [Option<EntityId>],
}

impl Known<'_, '_> {
    /// The mention that is the match.
    fn mention(&self, found: &LexiconMatch) -> Option<usize> {
        match mention::place(self.words, self.mentions, found.tokens) {
            Place::Mention(i) => Some(i),
            Place::Parts | Place::Taken | Place::Free => None,
        }
    }

    fn candidates(&self, found: u32) -> &[SpeakerId] {
        self.lexicon.candidates(&self.matches[found as usize])
    }
}

impl Namesakes {
    /// Gives every entity whose name several speakers share the one that the article means, or the number of them.
    pub fn tell_apart(&mut self, known: &Known<'_, '_>, entities: &mut [Entity]) {
        self.list(known, entities);
        let mut at = 0;
        while let Some(&(entity, _)) = self.names.get(at) {
            let of_entity = at..at + self.names[at..].partition_point(|&(e, _)| e == entity);
            at = of_entity.end;
            let length = |&(_, found): &(EntityId, u32)| known.matches[found as usize].tokens.len();
            // The fullest, of several as full the first.
            let Some(&(_, name)) = self.names[of_entity].iter().rev().max_by_key(|pair| length(pair)) else { continue };
            let found = &mut entities[entity.index()];
            let is_fullest = known.matches[name as usize].tokens.len() >= known.mentions[found.name.index()].core.len();
            // The *Smith* of an article that names her Karen Smith is none of theirs.
            if !is_fullest && known.matches[name as usize].tokens.len() == 1 {
                continue;
            }
            let gender = match self.genders[entity.index()] {
                [true, false] if is_fullest => Gender::Male,
                [false, true] if is_fullest => Gender::Female,
                _ => Gender::Unknown,
            };
            found.speaker = self.the_one(known, entity, name, gender);
            found.namesakes = to_u32(known.candidates(name).len());
        }
    }

    fn list(&mut self, known: &Known<'_, '_>, entities: &[Entity]) {
        let Namesakes { names, roles, named, genders, .. } = self;
        names.clear();
        roles.clear();
        named.clear();
        for (n, found) in (0..).zip(known.matches) {
            if found.is_role {
                continue;
            }
            let Some(i) = known.mention(found) else { continue };
            if let Some(speaker) = mention::only(known.lexicon, found) {
                if known.mentions[i].speaker == Some(speaker) {
                    named.push((speaker, found.tokens));
                }
            } else if let Some(entity) = known.links[i].filter(|entity| entities[entity.index()].speaker.is_none()) {
                names.push((entity, n));
                let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten();
                let is_beside = |&m: &u32| {
                    let role = known.matches.get(m as usize);
                    role.is_some_and(|role| mention::is_role_beside(known.words, role, found.tokens))
                };
                roles.extend(beside.filter(is_beside).map(|role| (entity, role)));
            }
        }
        genders.clear();
        if !names.is_empty() {
            genders.resize(entities.len(), [false; 2]);
            for (mention, link) in known.mentions.iter().zip(known.links) {
                let Some(entity) = link else { continue };
                let gender = if mention.kind == MentionKind::Name { mention::title_gender(known.words, mention) } else { mention.gender };
                let [male, female] = &mut genders[entity.index()];
                *male |= gender == Gender::Male;
                *female |= gender == Gender::Female;
            }
        }
        names.sort_unstable();
        roles.sort_unstable();
        named.sort_unstable();
    }

    /// The one speaker of an ambiguous name that all the article says of the entity leaves.
    fn the_one(&mut self, known: &Known<'_, '_>, entity: EntityId, name: u32, gender: Gender) -> Option<SpeakerId> {
        let Namesakes { roles, named, left, .. } = self;
        let all = known.candidates(name);
        let from = roles.partition_point(|&(e, _)| e < entity);
        let mut roles = roles[from..].iter().take_while(|&&(e, _)| e == entity).map(|&(_, role)| known.candidates(role));
        let left = match roles.next() {
            None => all,
            Some(role) => {
                left.clear();
                left.extend(mention::shared(all, role)?);
                for role in roles {
                    left.retain(|speaker| role.binary_search(speaker).is_ok());
                }
                left
            }
        };
        if left.len().min(named.len()) > COMPARED {
            return None;
        }
        let whole = known.matches[name as usize].tokens;
        let is_named = |speaker: SpeakerId| {
            let from = named.partition_point(|&(s, _)| s < speaker);
            let of_speaker = named[from..].iter().take_while(|&&(s, _)| s == speaker);
            of_speaker.take(NAMED).any(|&(_, tokens)| !is_part(known.words, tokens, whole))
        };
        let by_name = match named.len() < left.len() {
            true => one(named.iter().map(|&(s, _)| s).filter(|s| left.binary_search(s).is_ok()).filter(|&s| is_named(s))),
            false => one(left.iter().copied().filter(|&s| is_named(s))),
        };
        let agrees = |&speaker: &SpeakerId| known.lexicon.speaker(speaker).gender.agrees(gender);
        match by_name {
            Found::One(speaker) => Some(speaker).filter(agrees),
            Found::None if left.len() <= COMPARED => match one(left.iter().copied().filter(agrees)) {
                Found::One(speaker) => Some(speaker),
                Found::None | Found::Several => None,
            },
            Found::None | Found::Several => None,
        }
    }
}

/// How many speakers there are in a list.
enum Found {
    None,
    One(SpeakerId),
    Several,
}

fn one(mut speakers: impl Iterator<Item = SpeakerId>) -> Found {
    let Some(first) = speakers.next() else { return Found::None };
    if speakers.all(|speaker| speaker == first) { Found::One(first) } else { Found::Several }
}

/// Places where a speaker is named that are looked at.
const NAMED: usize = 16;

/// Whether all words of a name are words of another.
fn is_part(words: &Words<'_>, part: TokenRange, whole: TokenRange) -> bool {
    part.range().all(|i| whole.range().any(|j| words.token(i).hash == words.token(j).hash))
}
