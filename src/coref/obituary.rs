//! Obituaries: *Ann Lee, who has died aged 96, was a surveyor.* Whose life is told is whom a paragraph is about that names nobody else.

use super::resolver::{Chains, Resolver};
use crate::lexicon::{Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind};
use crate::span::{EntityId, MentionId};

/// Tokens of an article among which an obituary tells of the death.
const HEAD: u32 = 200;

/// Whether a name is of somebody of whom the text tells that they *have died aged 96*.
fn has_died(words: &Words<'_>, name: &Mention) -> bool {
    let end = name.tokens.end as usize;
    let who = end + 1 < words.len() && words.is(end, ",") && is_form!(words, end + 1, "who");
    let has = if who { end + 2 } else { end };
    has + 2 < words.len() && is_form!(words, has, "has") && is_form!(words, has + 1, "died") && matches!(words.str(has + 2), "aged" | "at")
}

impl Resolver {
    /// Remembers whose obituary the article is.
    pub(super) fn learn_death(&mut self, chains: &Chains<'_, '_>, id: MentionId) {
        let name = &chains.mentions[id.index()];
        if self.mourned.is_none() && name.tokens.start < HEAD && name.core.len() > 1 && has_died(chains.words, name) {
            self.mourned = Some(id);
        }
    }

    /// Whose obituary the article is, where nobody else whom the pronoun might mean is spoken of in its paragraph before it.
    pub(super) fn mourned(&self, chains: &Chains<'_, '_>, pronoun: &Mention) -> Option<EntityId> {
        let mourned = chains.links[self.mourned?.index()]?;
        let gender = chains.entities[mourned.index()].gender;
        let paragraph = chains.words.tokens.paragraph_at(pronoun.tokens.start as usize).start;
        let is_other = |entity: EntityId| {
            let known = &chains.entities[entity.index()];
            let is_somebody = known.entity_type == EntityType::Unnamed || chains.is_like_a_person(known);
            entity != mourned && is_somebody && known.gender.agrees(pronoun.gender)
        };
        let mut here = self.history.people().map(|(past, _)| past).take_while(|past| past.start >= paragraph);
        let alone = !here.any(|past| !past.quoted && past.kind != MentionKind::Pronoun && is_other(past.entity));
        (alone && gender.agrees(pronoun.gender)).then_some(mourned)
    }
}
