//! Who stands behind a verb or a preposition: *said Ann Lee*, *said Bank of Roe governor Ann Lee*, *according to Roe's lawyer, Ann Lee*.

use super::View;
use super::grammar::Grammar;
use crate::lexicon::Tag;
use crate::mention::{EntityType, MentionKind};
use crate::span::{MentionId, TokenRange};

/// Longest description between a possessor and the name of who is described, in tokens.
const OWNED: usize = 8;

/// Who stands behind a verb or a preposition: the mention that begins at most `slack` words behind token `at`, or of whom it
/// is the description.
pub(super) fn behind(view: &View<'_>, grammar: &Grammar, at: usize, sentence: TokenRange, slack: usize) -> Option<MentionId> {
    let words = &view.words;
    let limit = (at + slack + 1).min(sentence.end as usize);
    for i in at..limit {
        if view.owners[i].is_some() {
            return None;
        }
        if let Some(mention) = grammar.starting(i) {
            let found = &view.mentions[mention.index()];
            let end = found.tokens.end as usize;
            let mention =
                if found.possessive { owned(view, grammar, end, sentence)? } else { described(view, grammar, end).unwrap_or(mention) };
            return Some(mention);
        }
        if i == at
            && let Some(named) = titled(view, grammar, i, sentence)
        {
            return Some(named);
        }
        if !(words.tag(i).is_adverb() || matches!(words.tag(i), Tag::DT | Tag::JJ | Tag::NN)) {
            return None;
        }
    }
    None
}

/// The person behind a title that no list holds: *said master of ceremonies Ann Lee*.
fn titled(view: &View<'_>, grammar: &Grammar, at: usize, sentence: TokenRange) -> Option<MentionId> {
    let words = &view.words;
    let name = at + 3;
    let is_title = name < sentence.end as usize
        && words.tag(at) == Tag::NN
        && words.is(at + 1, "of")
        && matches!(words.tag(at + 2), Tag::NN | Tag::NNS)
        && (at..name).all(|i| view.owners[i].is_none());
    let named = grammar.starting(name).filter(|_| is_title)?;
    let found = &view.mentions[named.index()];
    (found.kind == MentionKind::Name && found.entity_type == EntityType::Person).then_some(named)
}

/// The person whose description ends at `at`: *said chief of staff Ann Lee*, *said Bank of Roe governor Ann Lee*, *said the mill's
/// owner and director, Ann Lee*.
fn described(view: &View<'_>, grammar: &Grammar, at: usize) -> Option<MentionId> {
    let words = &view.words;
    let named = |i: usize| {
        grammar.starting(i).filter(|m| {
            let found = &view.mentions[m.index()];
            words.joined(i) && found.kind == MentionKind::Name && found.entity_type == EntityType::Person
        })
    };
    named(at).or_else(|| {
        let and = at + usize::from(words.is(at, ","));
        let second = grammar.starting(and + 1).filter(|_| words.is(and, "and"))?;
        let second = &view.mentions[second.index()];
        let role = second.entity_type == EntityType::Unnamed && second.tokens.start == second.core.start;
        // The second role stands within the name's mention (*and comedian Ann Lee*) or before its comma.
        if second.kind == MentionKind::Name && second.entity_type == EntityType::Person && second.core.start > second.tokens.start {
            return named(and + 1);
        }
        let end = second.tokens.end as usize;
        named(end + usize::from(words.is(end, ","))).filter(|_| role)
    })
}

/// The name of whom a possessor at `mark` has: *exhorted Roe's warm-up act, Ann Lee*, *said Ohio's Ann Lee*.
fn owned(view: &View<'_>, grammar: &Grammar, mark: usize, sentence: TokenRange) -> Option<MentionId> {
    let words = &view.words;
    let named = |i: usize| grammar.starting(i).filter(|m| view.mentions[m.index()].kind == MentionKind::Name);
    let limit = (mark + OWNED).min(sentence.end as usize);
    named(mark + 1).or_else(|| {
        let mut described = (mark + 1..limit).take_while(|&i| words.token(i).is_word() || words.is(i, ","));
        let comma = described.find(|&i| words.is(i, ","))?;
        named(comma + 1).or_else(|| named(comma + 2))
    })
}
