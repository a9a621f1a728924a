//! People by nouns that no list of those who speak holds, where what stands beside them tells that they are: *the Rovers starter said*, *one
//! arbitrager who owns shares*.

use super::nominal::SPEAKING;
use super::phrase::{after_determiner, phrase_start};
use super::{EntityType, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Gender, Tag, Words, is_form};
use crate::span::{TokenRange, to_u32};
use crate::token::TokenKind;

/// Words behind a verb among which the noun of its subject stands.
const BEHIND: usize = 5;

/// Verbs of at least this weight tell that what stands as their subject speaks, be its noun in a list or not.
const SPOKEN: u8 = 60;

/// Somebody by a noun that no list holds behind the name of a team, place or body, from `start` to `end`, where a verb reports what
/// is said: *the Rovers starter said*, *“…,” said the Velm number 10.*
pub(super) fn beside_name(words: &Words<'_>, start: usize, end: usize, sentence: TokenRange) -> Option<Mention> {
    let (floor, limit) = (sentence.start as usize, sentence.end as usize);
    let article = start.checked_sub(1).filter(|&article| article >= floor && words.is(article, "the"))?;
    let noun = |i: usize| {
        i < limit
            && words.joined(i)
            && words.token(i).is_word()
            && !words.token(i).is_capitalised()
            && (matches!(words.tag(i), Tag::NN | Tag::Unknown) || words.is(i, "forward"))
            && !words.facts(i).any(SPEAKING.with(Facts::FUNCTION))
    };
    let nouns = (end..(end + 2).min(limit)).take_while(|&i| noun(i)).count();
    let head = (end + nouns).checked_sub(1).filter(|_| nouns > 0)?;
    // *the Velm number 10*
    let last = if head + 1 < limit && words.token(head + 1).kind == TokenKind::Number { head + 1 } else { head };
    let reports = |i: usize| {
        i < limit
            && words.joined(i)
            && words.facts(i).has(Facts::CUE_VERB)
            && words.tag(i).is_finite()
            && words.info(i).cue_weight >= SPOKEN
    };
    let closes = last + 1 >= limit || !words.token(last + 1).is_word();
    let inverted = || article > floor + 1 && reports(article - 1) && words.token(article - 2).kind == TokenKind::Mark && closes;
    (reports(last + 1) || inverted()).then(|| Mention {
        tokens: TokenRange::new(article, last + 1),
        core: TokenRange::new(start, last + 1),
        head: to_u32(head),
        kind: MentionKind::Nominal,
        entity_type: EntityType::Unnamed,
        gender: Gender::Unknown,
        number: Number::Singular,
        quoted: false,
        possessive: false,
        speaker: None,
    })
}

/// Somebody by a noun that no list holds, with an article, who is the subject of the reporting verb `verb` ([`Words::is_reporting`]):
/// *the garage said*, *“…,” said one night-watcher.*
pub(super) fn beside_verb(words: &Words<'_>, verb: usize, sentence: TokenRange) -> Option<Mention> {
    let (floor, limit) = (sentence.start as usize, sentence.end as usize);
    if words.info(verb).cue_weight < SPOKEN {
        return None;
    }
    let is_noun = |i: usize| is_unlisted(words, i, floor);
    let with_article = |head: usize| with_article(words, head, sentence);
    // What stands before a subject closes a clause or opens one.
    let begins = |start: usize| {
        start == floor
            || matches!(words.token(start - 1).kind, TokenKind::Mark | TokenKind::Punct)
            || is_form!(words, start - 1, "but" | "and" | "as" | "while" | "when" | "because" | "that" | "what")
            || words.is_reporting(start - 1)
    };
    let before = verb.checked_sub(1).filter(|&head| head > floor && words.joined(verb) && is_noun(head));
    let subject = before.and_then(|head| with_article(head).filter(|&start| begins(start)).map(|start| (start, head)));
    let (start, head) = subject.or_else(|| {
        // *“…,” said one ticket holder.*
        let first = verb + 1;
        let quoted = verb > floor && words.token(verb - 1).kind == TokenKind::Mark && first < limit && words.joined(first);
        let ends = |i: usize| i + 1 >= limit || !words.token(i + 1).is_word();
        let head = (first + 1..limit.min(first + BEHIND)).take_while(|&i| words.token(i).is_word()).find(|&i| is_noun(i) && ends(i));
        let head = head.filter(|_| quoted)?;
        with_article(head).filter(|&start| start == first).map(|start| (start, head))
    })?;
    let found = unlisted(words, start, head);
    // What speaks may be a body: *the garage*.
    Some(if found.number == Number::Plural { found } else { Mention { entity_type: EntityType::Unknown, ..found } })
}

/// Somebody by a noun that no list holds, with an article, before the *who* at token `who`: *one arbitrager who owns shares*.
pub(super) fn before_who(words: &Words<'_>, who: usize, sentence: TokenRange) -> Option<Mention> {
    let floor = sentence.start as usize;
    let head = who.checked_sub(1).filter(|&head| head > floor && words.joined(who) && is_unlisted(words, head, floor))?;
    let start = with_article(words, head, sentence)?;
    // *a man by the coat rack who laughed*
    let beside = start > floor && words.tag(start - 1) == Tag::IN && !is_form!(words, start - 1, "from" | "of" | "for" | "with");
    (!beside).then(|| unlisted(words, start, head))
}

/// Whether token `i` may be a noun that no list of those who speak holds.
fn is_unlisted(words: &Words<'_>, i: usize, floor: usize) -> bool {
    let (token, info) = (words.token(i), words.info(i));
    token.is_word()
        && !token.is_capitalised()
        && words.joined(i)
        && (matches!(words.tag(i), Tag::NN | Tag::NNS)
            || info.tag == Tag::Unknown && (words.str(i).contains('-') || i > floor && words.tag(i - 1) == Tag::PRPS))
        && !info.second_tag.is_verb()
        && !info.facts.any(SPEAKING.with(Facts::FUNCTION).with(Facts::GENERIC).with(Facts::CUE_NOUN).with(Facts::CUE_VERB))
}

/// Where the phrase of the noun at `head` begins, if with an article.
fn with_article(words: &Words<'_>, head: usize, sentence: TokenRange) -> Option<usize> {
    let start = phrase_start(words, head, sentence);
    let article = words.tag(start) == Tag::PRPS
        || words.tag(start) == Tag::DT && !is_form!(words, start, "this" | "that" | "no" | "each" | "every")
        || is_form!(words, start, "one" | "another");
    (start < head && article).then_some(start)
}

/// The person, or people, of a noun that no list holds.
fn unlisted(words: &Words<'_>, start: usize, head: usize) -> Mention {
    let number = if words.tag(head) == Tag::NNS { Number::Plural } else { Number::Singular };
    Mention {
        tokens: TokenRange::new(start, head + 1),
        core: TokenRange::new(after_determiner(words, start, head), head + 1),
        head: to_u32(head),
        kind: MentionKind::Nominal,
        entity_type: if number == Number::Plural { EntityType::Group } else { EntityType::Unnamed },
        gender: Gender::Unknown,
        number,
        quoted: false,
        possessive: false,
        speaker: None,
    }
}
