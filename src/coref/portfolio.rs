//! Offices with what they are for, right before a name: *Minister for Health Ann Lee*, *cabinet member for planning Cllr Ann Lee*.

use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, Tag, WordClass, Words, is_form};
use crate::mention::{EntityType, MentionKind, Number};
use crate::span::{EntityId, MentionId};

/// Most words of what an office is for.
const PORTFOLIO: usize = 7;

/// Mentions behind an office among which the name is looked for.
const NEXT: usize = 4;

/// Whether the word at `i` may be of what an office is for. What has a title or is a job is somebody else: *a spokesman for Senator Lee*.
fn may_be_of(words: &Words<'_>, i: usize) -> bool {
    let small = words.tag(i) == Tag::CC || words.tag(i) == Tag::DT;
    let named = words.is_capitalised(i) || words.tag(i).is_noun() || words.tag(i).is_adjective() || words.tag(i) == Tag::VBG;
    let somebody = words.facts(i).any(Facts::TITLE.with(Facts::HONORIFIC).with(Facts::PERSON)) && !words.is_a(i, WordClass::Councillor);
    words.joined(i) && words.token(i).is_word() && (small || named) && !somebody
}

impl Resolver {
    /// Whose office a description is, the name of whom stands behind what it is for.
    pub(super) fn of_portfolio(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let (words, mention) = (chains.words, chains.mention(id));
        let (head, end) = (mention.head as usize, mention.tokens.end as usize);
        let holds = mention.entity_type == EntityType::Unnamed
            && mention.number == Number::Singular
            && end < words.len()
            && is_form!(words, end, "for" | "on")
            && words.facts(head).any(Facts::TITLE.with(Facts::PERSON))
            // *a lawyer for Harbour Foods*: these speak for others.
            && !words.is_a(head, WordClass::SpeakingFor);
        if !holds {
            return None;
        }
        let behind = chains.mentions.iter().enumerate().skip(id.index() + 1).take(NEXT);
        let (name, found) = behind.into_iter().find(|(_, m)| {
            m.kind == MentionKind::Name && m.entity_type == EntityType::Person && m.core.len() > 1 && m.core.start as usize > end + 1
        })?;
        let first = found.core.start as usize;
        let comma = usize::from(words.is(first - 1, ","));
        let closed = comma == 0 || words.tokens.all().get(found.tokens.end as usize).is_none_or(|token| !token.is_word());
        let fits = first - end <= PORTFOLIO
            && closed
            && found.gender.agrees(mention.gender)
            && (end + 1..first - comma).all(|i| may_be_of(words, i));
        if fits { self.entity_of_name(chains, MentionId::new(name)) } else { None }
    }
}
