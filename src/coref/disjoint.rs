//! Whom a pronoun cannot mean, by where both stand: *Lee and she*, *Lee, he said, was late*, *From Lee he fled*.

use super::history::{ADVERBS, Past};
use super::resolver::Chains;
use crate::lexicon::{Facts, Tag, WordClass, Words, is_form};
use crate::mention::{Mention, MentionKind};
use crate::span::{EntityId, MentionId};

/// Longest name behind a pronoun's verb.
const NAME_WORDS: usize = 8;

/// Most words of a name before its verb.
const NAMED_BEFORE: usize = 5;

/// Mentions that may stand within or around one name.
const NEAR_MENTIONS: usize = 8;

/// Whether what was spoken of stands between a preposition that begins the sentence and the pronoun at `pronoun`, its subject.
pub(super) fn is_fronted(words: &Words<'_>, past: &Past, pronoun: usize) -> bool {
    let (start, end) = (past.start as usize, past.end as usize);
    let beside = end == pronoun || end + 1 == pronoun && words.is(end, ",");
    let first = words.tokens.sentence_at(pronoun).start as usize;
    beside && start > 0 && start - 1 == first && matches!(words.tag(first), Tag::IN | Tag::TO)
}

/// To whom a pronoun speaks: the last word of the *Lee* of *he told Ann Lee*, of the *tuner* of *he told the tuner*.
pub(super) fn object_of(words: &Words<'_>, pronoun: &Mention) -> Option<usize> {
    let end = pronoun.tokens.end as usize;
    let limit = words.len().min(end + NAME_WORDS);
    let verb = (end..limit.min(end + ADVERBS + 1)).find(|&i| !words.tag(i).is_adverb())?;
    let is_name = |i: usize| i < limit && words.joined(i) && words.is_capitalised(i);
    let described = verb + 2;
    if described < limit && words.is(verb + 1, "the") && words.facts(described).has(Facts::PERSON) && !is_name(described + 1) {
        return Some(described);
    }
    (verb + 1..limit).take_while(|&i| is_name(i)).last()
}

/// Who stands beside a pronoun and so is not meant by it: the *Lee* of *Lee and she*, *neither Lee nor she*, the son of *her son,
/// Lee*.
pub(super) fn partner(chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
    let start = chains.mention(id).tokens.start;
    let other = id.index().checked_sub(1)?;
    let beside = &chains.mentions[other];
    // *Her boss Ann Lee*: in whose phrase the pronoun stands is not whom it means.
    if beside.kind == MentionKind::Name && beside.tokens.start == start && beside.core.start > start {
        return chains.links[other];
    }
    if in_parenthesis(chains.words, beside, &chains.mention(id)) {
        return chains.links[other];
    }
    // Of *his manager, Lee*, the text goes on to speak; of *his son, Lee*, less than of the father.
    if beside.kind == MentionKind::Nominal && beside.tokens.start == start && chains.words.facts(beside.head as usize).has(Facts::KIN) {
        return chains.links[other];
    }
    let before = (start as usize).checked_sub(1)?;
    let joined = is_form!(chains.words, before, "and" | "or" | "nor") && chains.mentions[other].tokens.end as usize == before;
    if joined { chains.links[other] } else { None }
}

/// Of whom the clause tells that the description begins, and so is not who it means: the *Roe* of *Roe, which the union left*.
pub(super) fn told_of(chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
    let words = chains.words;
    let relative = (chains.mention(id).tokens.start as usize).checked_sub(1).filter(|&i| is_form!(words, i, "which" | "whom"))?;
    let end = if relative > 0 && words.is(relative - 1, ",") { relative - 1 } else { relative };
    chains.ending_at(id, end, NEAR_MENTIONS).and_then(|i| chains.links[i])
}

/// Whether a report that the pronoun begins stands between a subject and its verb: *Lee, he said, was late*.
pub(super) fn in_parenthesis(words: &Words<'_>, subject: &Mention, pronoun: &Mention) -> bool {
    let (comma, verb) = (subject.tokens.end as usize, pronoun.tokens.end as usize);
    comma + 1 == pronoun.tokens.start as usize
        && words.is(comma, ",")
        && verb + 1 < words.len()
        && words.is_reporting(verb)
        && words.is(verb + 1, ",")
        && words.tokens.sentence_at(comma).start == subject.tokens.start
}

/// Whether who begins at `at` puts the question that the pronoun at `pronoun` answers, in one sentence: *Pressed by Roe, he said* —
/// *When Roe asked about it, he said*.
pub(super) fn is_asker(words: &Words<'_>, at: usize, pronoun: usize) -> bool {
    let first = words.tokens.sentence_at(at).start as usize;
    if at <= first || at >= pronoun {
        return false;
    }
    let agent = words.is(at - 1, "by") && matches!(words.tag(first), Tag::VBN | Tag::VBD);
    let opens = is_form!(words, first, "when" | "after" | "as" | "once");
    let asks = |i: usize| words.is_a(i, WordClass::Asking) || is_form!(words, i, "interrupted");
    let fence = |i: usize| is_form!(words, i, "if" | "whether") || words.is(i, ",");
    agent && (at..pronoun).any(fence)
        || opens && (at..pronoun).position(asks).is_some_and(|verb| verb <= NAMED_BEFORE && (at + verb..pronoun).any(fence))
}
