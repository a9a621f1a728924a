//! Descriptions: *the ministry*, *a senior official*, *a spokesman for the bank*, *Ukraine's foreign minister*.

use super::is_verb_of_tag;
use super::phrase::{after_determiner, phrase_end, phrase_start};
use super::{EntityType, Holding, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Gender, Tag, Words, is_form};
use crate::span::{TokenRange, to_u32};
use crate::token::TokenKind;

/// Nouns that can speak.
pub(super) const SPEAKING: Facts = Facts::PERSON.with(Facts::ORGANISATION).with(Facts::DOCUMENT);

/// The description whose head is token `i`, if there is one. It does not reach out of `sentence`.
pub(super) fn at(words: &Words<'_>, i: usize, sentence: TokenRange) -> Option<Mention> {
    let facts = words.facts(i);
    if is_age(words, i) {
        return aged(words, i, sentence);
    }
    if !words.token(i).is_word() || words.token(i).is_capitalised() && !is_initial(words, i, sentence) {
        return None;
    }
    let generic = is_generic(words, i, sentence);
    if !generic && (!facts.any(SPEAKING) || !is_head(words, i, sentence)) {
        return None;
    }
    let start = if generic { i } else { phrase_start(words, i, sentence) };
    Some(described(words, i, if is_of_one(words, start, i) { i } else { start }, sentence))
}

/// Whether the article before several is of something else: *a move | critics called “cruel”*; but *a few critics*.
fn is_of_one(words: &Words<'_>, start: usize, head: usize) -> bool {
    start + 1 < head
        && words.facts(head).has(Facts::PLURAL)
        && is_form!(words, start, "a" | "an" | "another" | "each" | "every")
        && (start + 1..head).all(|i| words.tag(i) == Tag::NN)
        && !is_form!(words, start + 1, "dozen" | "couple" | "hundred" | "thousand" | "few" | "handful" | "number" | "lot" | "further")
}

/// Words of a name before a participle.
const NAME: usize = 5;

/// The description that begins at `start`, with the noun `i` for its head.
pub(super) fn described(words: &Words<'_>, i: usize, start: usize, sentence: TokenRange) -> Mention {
    let facts = words.facts(i);
    let generic = start == i && is_generic(words, i, sentence);
    let end = phrase_end(words, i + 1, sentence);
    let many = facts.has(Facts::PLURAL) || generic && facts.has(Facts::GENERIC_PLURAL);
    // *one of two witnesses*
    let of = start
        .checked_sub(2)
        .filter(|&one| many && one >= sentence.start as usize && is_form!(words, one, "one") && words.is(one + 1, "of"));
    let plural = many && of.is_none();
    let core = after_determiner(words, start, i);
    let first = of.or_else(|| before_marks(words, core, sentence)).unwrap_or(start);
    let entity_type = if facts.has(Facts::PERSON) || generic {
        if plural { EntityType::Group } else { EntityType::Unnamed }
    } else if facts.has(Facts::ORGANISATION) {
        EntityType::Organisation
    } else {
        EntityType::Document
    };
    let possessive = is_possessive(words, end, sentence);
    Mention {
        tokens: TokenRange::new(first, end),
        core: TokenRange::new(core, end),
        head: to_u32(i),
        kind: MentionKind::Nominal,
        entity_type,
        gender: if facts.has(Facts::PERSON) { words.info(i).gender } else { Gender::Unknown },
        number: if plural { Number::Plural } else { Number::Singular },
        quoted: false,
        possessive,
        speaker: None,
    }
}

/// Longest title in marks between the article of a description and its noun, in tokens.
const IN_MARKS: usize = 8;

/// The article before a title in marks that ends before token `at`: *the “Night Train” star*.
fn before_marks(words: &Words<'_>, at: usize, sentence: TokenRange) -> Option<usize> {
    let floor = sentence.start as usize;
    let is_mark = |i: usize| words.token(i).kind == TokenKind::Mark;
    let close = at.checked_sub(1).filter(|&close| close > floor + 2 && words.joined(at) && is_mark(close))?;
    let open = (floor.max(close.saturating_sub(IN_MARKS))..close - 1).rev().find(|&i| is_mark(i))?;
    let article = open.checked_sub(1).filter(|&article| article >= floor && words.joined(open) && words.tag(article) == Tag::DT)?;
    (words.token(close - 1).is_word() && words.is_capitalised(open + 1)).then_some(article)
}

/// Whether a possessive follows what ends before token `end`: *the mayor's*.
pub(super) fn is_possessive(words: &Words<'_>, end: usize, sentence: TokenRange) -> bool {
    end < sentence.end as usize && words.token(end).kind == TokenKind::Possessive
}

/// *34-year-old*.
#[inline]
pub(super) fn is_age(words: &Words<'_>, i: usize) -> bool {
    words.token(i).kind == TokenKind::Number && words.str(i).ends_with("-year-old")
}

/// *the 34-year-old*, with no noun behind it: a person by her age.
fn aged(words: &Words<'_>, i: usize, sentence: TokenRange) -> Option<Mention> {
    let next = i + 1;
    let noun_follows = next < sentence.end as usize
        && words.joined(next)
        && (words.is_capitalised(next) || words.tag(next).is_noun() || words.tag(next).is_adjective() || words.facts(next).any(SPEAKING));
    let start = i.checked_sub(1).filter(|&start| i > sentence.start as usize && words.joined(i) && words.tag(start) == Tag::DT)?;
    (!noun_follows).then(|| Mention {
        tokens: TokenRange::new(start, next),
        core: TokenRange::new(i, next),
        head: to_u32(i),
        kind: MentionKind::Nominal,
        entity_type: EntityType::Unnamed,
        gender: Gender::Unknown,
        number: Number::Singular,
        quoted: false,
        possessive: is_possessive(words, next, sentence),
        speaker: None,
    })
}

/// Whether token `i` is the first word of its sentence or of a quoted one.
pub(super) fn is_initial(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let mut at = i;
    while at > sentence.start as usize {
        at -= 1;
        match words.token(at).kind {
            TokenKind::Mark => {}
            TokenKind::Punct => {
                return at == sentence.start as usize || matches!(words.str(at), ":" | "•" | "*" | "—" | "–" | "--" | "-" | "|");
            }
            _ => return false,
        }
    }
    true
}

/// Words that stand for people without a noun: *one*, *others*, *another* before a verb or, behind a quotation, after it; of
/// ordinals only *a second*, *the third*, and *the other*, *a voice*.
fn is_generic(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    if !words.facts(i).has(Facts::GENERIC) {
        return false;
    }
    let (start, end) = (sentence.start as usize, sentence.end as usize);
    let article = i > start && is_form!(words, i - 1, "a" | "the");
    if !article && is_form!(words, i, "second" | "third" | "fourth" | "fifth" | "other" | "voice" | "two") {
        return false;
    }
    let next = i + 1;
    // *Another, who lives next door, said*
    if next + 1 < end && words.is(next, ",") && words.is(next + 1, "who") {
        return true;
    }
    let reports = |at: usize| words.facts(at).has(Facts::CUE_VERB) && words.tag(at).is_finite();
    if next < end && words.joined(next) && words.token(next).is_word() {
        if reports(next) || words.tag(next).is_adverb() && next + 1 < end && words.facts(next + 1).has(Facts::CUE_VERB) {
            return true;
        }
        if !matches!(words.tag(next), Tag::IN | Tag::WP | Tag::RB) || words.is(next, "of") {
            return false;
        }
    }
    // *“…,” said another.*
    let first = i - usize::from(article);
    first > start + 1 && reports(first - 1) && words.token(first - 2).kind == TokenKind::Mark && words.info(first - 1).cue_weight >= 50
}

/// Whether the *head* at `i` is of a body or of people, not of somebody's body: *the head of the trust*, *a former head*.
fn is_of_something(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let before = |n: usize| i.checked_sub(n).filter(|&at| at >= sentence.start as usize);
    let held = before(1).is_some_and(|at| is_form!(words, at, "deputy" | "former" | "acting" | "one" | "another" | "assistant"));
    // *at the head of the queue*
    let place = before(2).is_some_and(|at| is_form!(words, at, "at" | "on" | "over" | "above" | "behind"));
    held || i + 1 < sentence.end as usize && words.is(i + 1, "of") && !place
}

/// Whether the noun at `i` closes its noun phrase: no further noun or name follows it.
fn is_head(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let start = sentence.start as usize;
    if is_verb_of_tag(words, i, sentence) {
        return false;
    }
    if is_form!(words, i, "head" | "heads") && (words.is_capitalised(i) || !is_of_something(words, i, sentence)) {
        return false;
    }
    if i > start
        && matches!(words.tag(i), Tag::NNS | Tag::VBZ)
        && words.facts(i).has(Facts::CUE_VERB)
        && words.joined(i)
        && words.facts(i - 1).has(Facts::DOCUMENT)
    {
        return false;
    }
    if i > sentence.start as usize
        && words.joined(i)
        && !words.facts(i).has(Facts::PLURAL)
        && matches!(words.tag(i - 1), Tag::TO | Tag::MD | Tag::PRP)
        && !words.is(i - 1, "to")
    {
        return false;
    }
    // *with Ann Lee warning of floods*; but *a Roe County warning*
    if i > start && words.is_capitalised(i - 1) && words.joined(i) && words.facts(i).has(Facts::CUE_VERB) && words.str(i).ends_with("ing") {
        let name = (start.max(i.saturating_sub(NAME))..i).rev().take_while(|&p| words.is_capitalised(p) && words.joined(p + 1)).last();
        let article = name.and_then(|name| name.checked_sub(1)).is_some_and(|p| p >= start && matches!(words.tag(p), Tag::DT | Tag::PRPS));
        if !article {
            return false;
        }
    }
    // *Roe accused*: a participle is a person only behind an article.
    if matches!(words.tag(i), Tag::VBD | Tag::VBN)
        && words.facts(i).has(Facts::CUE_VERB)
        && !(i > start && matches!(words.tag(i - 1), Tag::DT | Tag::PRPS | Tag::JJ | Tag::CD | Tag::NN))
    {
        return false;
    }
    // *who left in May*: a verb; but *what lawyers called*.
    let is_noun_only = words.tag(i) == Tag::NNS && !words.info(i).second_tag.is_verb() && !words.facts(i).has(Facts::CUE_VERB);
    if i > sentence.start as usize && matches!(words.tag(i - 1), Tag::WP | Tag::WDT) && !is_noun_only {
        return false;
    }
    // *nine minutes*: of a meeting are *the minutes*, *its minutes*, *the council's minutes*.
    if words.is(i, "minutes")
        && (i == start || !matches!(words.tag(i - 1), Tag::DT | Tag::PRPS | Tag::NN) && words.token(i - 1).kind != TokenKind::Possessive)
    {
        return false;
    }
    // *forced to act*: a noun in the singular has an article.
    if i > sentence.start as usize
        && words.is(i - 1, "to")
        && (words.tag(i).is_verb() || words.info(i).second_tag.is_verb() || !words.facts(i).has(Facts::PLURAL))
    {
        return false;
    }
    let next = i + 1;
    if next >= sentence.end as usize || !words.joined(next) {
        return true;
    }
    let token = words.token(next);
    if !token.is_word() {
        return true;
    }
    if token.is_capitalised() {
        // *said state Attorney General Ann Roe*
        let reported = i > start && words.facts(i - 1).has(Facts::CUE_VERB) && words.joined(i);
        if reported && words.facts(i).has(Facts::ORGANISATION) && !words.facts(i).has(Facts::PLURAL) {
            return false;
        }
        return words.facts(next).any(Facts::FUNCTION.with(Facts::NOT_A_NAME))
            || words.facts(i).has(Facts::PLURAL)
            || !words.facts(i).has(Facts::PERSON);
    }
    let info = words.info(next);
    // *the deputy foreign minister*
    if words.tag(next).is_adjective()
        && Holding::of_word(words, i).is_some()
        && next + 1 < sentence.end as usize
        && words.tag(next + 1).is_noun()
    {
        return false;
    }
    // *the report states*: a noun in the plural behind a document is a verb.
    if words.facts(i).has(Facts::DOCUMENT) && words.tag(next) == Tag::NNS && info.facts.has(Facts::CUE_VERB) {
        return true;
    }
    // *the authors note in their paper*: no noun in the singular stands behind people.
    let people = words.facts(i).has(Facts::PERSON) && words.facts(i).has(Facts::PLURAL);
    if people && info.facts.has(Facts::CUE_VERB) && words.tag(next) == Tag::NN {
        return true;
    }
    // *one fan shot back*
    let begins_cue = || words.cue_phrase(next, sentence.end as usize).is_some_and(|(_, cue)| cue.facts.has(Facts::CUE_VERB));
    !words.tag(next).is_noun()
        || info.second_tag.is_finite()
        || info.facts.has(Facts::CUE_VERB) && info.cue_weight >= 40
        || begins_cue()
        || is_verb_of_tag(words, next, sentence)
}
