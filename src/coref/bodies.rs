//! Bodies: *the company*, *the club*, *the observatory* is the one of which the text speaks.

use super::apposition::is_named_behind;
use super::nominals::NAME_WORDS;
use super::resolver::{Chains, Resolver};
use crate::coref::Entity;
use crate::lexicon::{Facts, Gender, WordClass, is_form};
use crate::mention::{EntityType, Mention, MentionKind, is_in_place};
use crate::span::EntityId;

impl Resolver {
    /// The body that a description means which no role tells: *the company said*.
    pub(super) fn body(&self, chains: &Chains<'_, '_>, mention: &Mention) -> Option<EntityId> {
        let (words, head) = (chains.words, mention.head as usize);
        if mention.core.len() == 1 && words.is(head, "school") {
            // *Harbour State University … the school*
            let teaches = |e: &Entity| {
                let name = &chains.mentions[e.name.index()];
                let mut core = name.core.range().take(NAME_WORDS);
                name.kind == MentionKind::Name && core.any(|i| words.is_a(i, WordClass::Teaching))
            };
            return self.history.latest(chains.entities, teaches);
        }
        let any_body = mention.core.len() == 1 && words.is_a(head, WordClass::AnyBody);
        // *the Super League club*, but not *the rival club*
        let club = words.is_any(head, [WordClass::Firm, WordClass::Club]) && !mention.core.range().any(|i| words.is_a(i, WordClass::Other));
        let company = (words.facts(head).has(Facts::COMPANY) || club)
            && mention.core.end == mention.head + 1
            && mention.core.len() <= 3
            && mention.core.range().all(|i| words.token(i).is_word());
        if mention.entity_type == EntityType::Organisation && (any_body || company) && !is_named_behind(words, mention) {
            let named = |e: &Entity| chains.mentions[e.name.index()].kind == MentionKind::Name;
            let body = |e: &Entity| e.entity_type == EntityType::Organisation || chains.is_like_a_body(e);
            let perhaps = |e: &Entity| {
                let name = &chains.mentions[e.name.index()];
                e.entity_type == EntityType::Unknown
                    && e.gender == Gender::Unknown
                    && !words.facts(name.core.start as usize).has(Facts::GIVEN_NAME)
                    // *A fire broke out in Port Roe. The company said*; but *at Roe's mine*
                    && (name.possessive || !is_in_place(words, name.tokens.start as usize))
            };
            if !any_body {
                // *the German carmaker*: of which the text speaks. Of unknown names, those of two words are people's.
                let one_word = |e: &Entity| chains.mentions[e.name.index()].core.len() == 1;
                return self.history.subject(chains.entities, |e| named(e) && (body(e) || perhaps(e) && one_word(e)));
            }
            if words.is_a(head, WordClass::Firm) {
                // The one of which the text speaks, before what was named last; no commission, no agency that heard it.
                let firm = |e: &Entity| {
                    let name = chains.mentions[e.name.index()];
                    // *University of Velland*: what it is stands before *of*.
                    let last =
                        name.core.range().skip(1).take(NAME_WORDS).find(|&i| words.is(i, "of")).unwrap_or(name.core.end as usize) - 1;
                    let facts = words.facts(last);
                    let whole = words.whole(name.core).map_or(facts, |info| info.facts);
                    let other = facts.has(Facts::ORGANISATION) && !facts.has(Facts::COMPANY)
                        || whole.has(Facts::BODY) && !whole.has(Facts::COMPANY);
                    named(e) && !other && (body(e) || perhaps(e))
                };
                let topic =
                    self.history.subject(chains.entities, |e| firm(e) && (body(e) || chains.mentions[e.name.index()].core.len() == 1));
                return topic
                    .or_else(|| self.history.latest(chains.entities, |e| firm(e) && body(e)))
                    .or_else(|| self.history.latest(chains.entities, firm));
            }
            if is_form!(words, head, "charity" | "union") {
                // No firm is meant, and no union by the charity.
                let other = |e: &Entity| {
                    let name = chains.mentions[e.name.index()];
                    let facts = words.facts(name.core.end as usize - 1);
                    facts.any(Facts::ORGANISATION.with(Facts::COMPANY).with(Facts::ORGANISATION_END))
                };
                return self.history.latest(chains.entities, |e| named(e) && body(e) && !other(e));
            }
            // *the club* is no cup.
            let is_club = is_form!(words, head, "club" | "team");
            let contest = |e: &Entity| {
                let last = chains.mentions[e.name.index()].core.end as usize - 1;
                words.is_a(last, WordClass::Competition)
            };
            let fits = |e: &Entity| named(e) && !(is_club && contest(e));
            return self
                .history
                .latest(chains.entities, |e| fits(e) && body(e))
                .or_else(|| self.history.latest(chains.entities, |e| fits(e) && perhaps(e)));
        }
        None
    }

    /// *the observatory*, by a noun that no list holds: the body that is called so by name, else what was a subject before in the
    /// paragraph, a place or a name of one word of which nothing tells that it is a person's.
    pub(super) fn unlisted(&self, chains: &Chains<'_, '_>, mention: &Mention) -> Option<EntityId> {
        let words = chains.words;
        let noun = words.token(mention.head as usize).hash;
        let core = |e: &Entity| chains.mentions[e.name.index()].core;
        let named = |e: &Entity| chains.mentions[e.name.index()].kind == MentionKind::Name && e.gender == Gender::Unknown;
        let by_name = |e: &Entity| named(e) && words.token(core(e).end as usize - 1).hash == noun;
        let thing = |e: &Entity| {
            named(e)
                && core(e).len() == 1
                && (e.entity_type == EntityType::Place
                    || e.entity_type == EntityType::Unknown
                        && words.token(core(e).start as usize).is_word()
                        && !words.facts(core(e).start as usize).has(Facts::GIVEN_NAME))
        };
        let paragraph = words.tokens.paragraph_at(mention.tokens.start as usize).start;
        let in_paragraph = |e: &EntityId| self.profiles[e.index()].last >= paragraph;
        self.history.latest(chains.entities, by_name).or_else(|| self.history.subject(chains.entities, thing).filter(in_paragraph))
    }
}
