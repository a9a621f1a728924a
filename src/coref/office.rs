//! Offices: by which words somebody is known from then on, *the harbour minister* and *the finance chief*.

use super::country;
use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, WordClass, Words, is_form};
use crate::mention::Holding;
use crate::span::{EntityId, TokenRange};
use crate::token::{hash_form, join_hash};

/// Key of a role: the minister and the former minister are two.
pub(super) fn role_key(role: u32, holding: Holding) -> u32 {
    role ^ match holding {
        Holding::Now => 0,
        Holding::Past => 0x3c6e_f372,
        Holding::Future => 0x7f4a_7c15,
        Holding::Under => 0x1b87_3593,
    }
}

/// Words before a noun that may tell which of its kind it is.
const OFFICE: usize = 5;

/// Marks a role that is known with what it is for.
pub(super) const IN_AN_OFFICE: u32 = 0x5be0_cd19;

/// The words before the noun at `head` that tell which of its kind it is: the *harbour* of *the harbour minister*, the
/// *prime* of *the prime minister*; not the *young* of *the young minister*.
pub(super) fn office(words: &Words<'_>, start: usize, head: usize) -> impl DoubleEndedIterator<Item = usize> + Clone {
    let start = start.max(head.saturating_sub(OFFICE));
    let title = (start..head)
        .find(|&i| words.whole(TokenRange::new(i, head + 1)).is_some_and(|info| info.facts.any(Facts::TITLE.with(Facts::PERSON))));
    (start..head).filter(move |&i| {
        let place = words.facts(i).any(Facts::PLACE.with(Facts::DEMONYM));
        words.token(i).is_word()
            && Holding::of_word(words, i).is_none()
            && !place
            && (words.tag(i).is_noun() || title.is_some_and(|title| i >= title))
    })
}

/// What a chief officer is chief of: *chief financial officer*, *CFO*, of whom the text speaks as *the finance chief*.
fn chief_officer(words: &Words<'_>, start: usize, head: usize) -> Option<&'static str> {
    if is_form!(words, head, "cfo") {
        return Some("finance");
    }
    let matter =
        head.checked_sub(1).filter(|&i| i > 0 && i >= start && is_form!(words, head, "officer") && is_form!(words, i - 1, "chief"))?;
    Some(match words.form(matter) {
        "financial" | "finance" => "finance",
        "operating" | "operations" => "operations",
        "technology" | "technical" => "technology",
        "marketing" => "marketing",
        "medical" => "medical",
        _ => return None,
    })
}

impl Resolver {
    /// From now on `entity` is known by the noun at `head`, whose phrase begins at `start`, and by what stands before it.
    pub(super) fn learn_role(&mut self, chains: &Chains<'_, '_>, start: usize, head: usize, entity: EntityId) {
        let role = role_key(chains.words.role(head), Holding::of(chains.words, start, head));
        self.by_role.add(role, entity);
        let profile = &mut self.profiles[entity.index()];
        profile.trades = profile.trades.with(chains.words.trades(head));
        // *her French counterpart* may be anything.
        profile.described |= !chains.words.is_a(head, WordClass::Anyone);
        if let Some(leader) = country::leader(chains.words, start, head) {
            self.by_role.add(leader, entity);
        }
        for i in office(chains.words, start, head) {
            self.by_role.add(join_hash(role, chains.words.token(i).hash), entity);
            self.by_role.add(role ^ IN_AN_OFFICE, entity);
        }
        if let Some(matter) = chief_officer(chains.words, start, head) {
            for chief in ["chief", "boss", "head"] {
                let role = role_key(hash_form(chief), Holding::of(chains.words, start, head));
                self.by_role.add(join_hash(role, hash_form(matter)), entity);
                self.by_role.add(role ^ IN_AN_OFFICE, entity);
            }
        }
    }
}
