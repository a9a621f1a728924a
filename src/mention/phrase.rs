//! Noun phrases: how far a description reaches before and behind its noun.

use super::Holding;
use super::nominal::is_initial;
use super::run::GOVERNING;
use crate::lexicon::{Facts, Tag, WordClass, Words, is_form};
use crate::span::TokenRange;
use crate::token::TokenKind;

/// Longest run of modifiers before a head, and of words behind its preposition.
const MODIFIERS: usize = 9;

/// First token of the noun phrase whose head is `head`.
pub(super) fn phrase_start(words: &Words<'_>, head: usize, sentence: TokenRange) -> usize {
    let floor = (sentence.start as usize).max(head.saturating_sub(MODIFIERS));
    let mut start = head;
    while start > floor && words.joined(start) {
        let at = start - 1;
        let token = words.token(at);
        match token.kind {
            TokenKind::Possessive | TokenKind::Number => {}
            TokenKind::Word => {
                let (info, tag) = (words.info(at), words.tag(at));
                if token.is_capitalised() && !is_initial(words, at, sentence)
                    || token.is_capitalised() && !info.facts.has(Facts::FUNCTION) && tag == Tag::Unknown
                {
                    start = at;
                    continue;
                }
                match tag {
                    Tag::DT | Tag::PRPS | Tag::PDT => {
                        return if tag == Tag::DT && at > floor && words.tag(at - 1) == Tag::PDT { at - 1 } else { at };
                    }
                    Tag::JJ | Tag::JJR | Tag::JJS | Tag::NN | Tag::NNS | Tag::CD => {
                        // *Danny Roe rode | two winners*: a number begins its phrase, but for what may stand before it.
                        if tag.is_noun() && start <= head && words.tag(start) == Tag::CD {
                            break;
                        }
                        let qualifies = Holding::of_word(words, at).is_some();
                        if tag.is_noun() && words.tag(start).is_adjective() && start < head && !words.is_capitalised(start) && !qualifies {
                            // No noun stands before an adjective of its own phrase: *the effect | big firms have*.
                            break;
                        }
                        if info.facts.has(Facts::CUE_VERB) && info.cue_weight >= 60 && tag != Tag::NN && !words.is(at, "so-called") {
                            break;
                        }
                    }
                    Tag::VBN | Tag::VBG | Tag::VBD
                        if (tag != Tag::VBD || words.str(at).contains('-'))
                            && !info.facts.has(Facts::FUNCTION)
                            && (info.cue_weight < 40 || !info.facts.has(Facts::CUE_VERB)) =>
                    {
                        // *an elected official*, *the ruling party*, *one well-connected aide*; but not *criticising officials*.
                        if at == floor
                            || !is_form!(words, at - 1, "chief")
                                && !words.is(at - 1, ",")
                                && !matches!(words.tag(at - 1), Tag::DT | Tag::PRPS | Tag::JJ | Tag::RB | Tag::CD)
                        {
                            break;
                        }
                    }
                    // *Bank of Roe governor*, *Department for Tides spokesman*
                    Tag::IN if is_form!(words, at, "of" | "for") && is_body_of(words, at, start, floor) => {}
                    // *the newly elected mayor*, *the nearly 60-year-old brother*
                    Tag::RB if start < head && (words.tag(start).is_adjective() || words.token(start).kind == TokenKind::Number) => {}
                    // *the fast bowler*: an adverb that is an adjective before its noun.
                    Tag::RB
                        if start == head
                            && at > floor
                            && words.tag(at - 1) == Tag::DT
                            && is_form!(words, at, "fast" | "early" | "late" | "then") => {}
                    Tag::Unknown if info.facts.has(Facts::DEMONYM) => {}
                    // *an anti-war senator*
                    Tag::Unknown if words.str(at).contains('-') => {}
                    _ => break,
                }
            }
            _ => break,
        }
        start = at;
    }
    // No phrase begins with what only stands between its words.
    while start < head && (words.token(start).kind == TokenKind::Possessive) {
        start += 1;
    }
    start
}

/// Whether the *of* or *for* at `at` stands within the name of a body of which what begins at `start` is the end.
fn is_body_of(words: &Words<'_>, at: usize, start: usize, floor: usize) -> bool {
    at > floor && words.is_capitalised(start) && words.is_capitalised(at - 1) && words.facts(at - 1).any(GOVERNING)
}

/// One past the last token of what belongs behind a head that ends before `at`: *for the bank*, *of Roe County*.
pub(super) fn phrase_end(words: &Words<'_>, at: usize, sentence: TokenRange) -> usize {
    let limit = (sentence.end as usize).min(at + MODIFIERS);
    let mut end = at;
    // *a source familiar with the talks*, *an aide close to Roe*.
    if end + 1 < limit && (words.is(end, "familiar") && words.is(end + 1, "with") || words.is(end, "close") && words.is(end + 1, "to")) {
        end += 1;
    }
    let near = end;
    let document = words.facts(at - 1).has(Facts::DOCUMENT) && !words.facts(at - 1).any(Facts::PERSON.with(Facts::ORGANISATION));
    while end < limit
        && words.joined(end)
        && !(document && matches!(words.str(end), "for" | "with"))
        && matches!(words.str(end), "of" | "for" | "from" | "at" | "with" | "in" | "to")
    {
        let mut next = end + 1;
        let mut nouns = 0;
        while next < limit && words.joined(next) {
            let token = words.token(next);
            let fits = match token.kind {
                TokenKind::Number | TokenKind::Possessive => true,
                // *analysts at Roe & Poe*
                TokenKind::Punct => nouns > 0 && words.is(next, "&") && next + 1 < limit && words.is_capitalised(next + 1),
                // *chief of staff | Ann Lee*, *director of policy | Ann Lee*
                TokenKind::Word if token.is_capitalised() => {
                    let ends = is_whole_title(words, at - 1, next)
                        || words.facts(next).has(Facts::FUNCTION)
                        || nouns > 0 && begins_person(words, next, limit);
                    !ends || words.str(next) == "The"
                }
                TokenKind::Word => match words.tag(next) {
                    Tag::DT | Tag::PRPS => nouns == 0,
                    // *a girl of about nine*
                    Tag::IN => {
                        nouns == 0 && matches!(words.str(next), "about" | "around") && next + 1 < limit && words.tag(next + 1) == Tag::CD
                    }
                    // *the people of the building*
                    Tag::VBG => words.token(next - 1).kind == TokenKind::Possessive || matches!(words.tag(next - 1), Tag::DT | Tag::PRPS),
                    Tag::NNS if nouns > 0 && words.info(next).second_tag.is_verb() => false,
                    // *close to the talks*: behind an article no verb stands.
                    Tag::VB | Tag::VBP | Tag::VBZ => nouns == 0 && matches!(words.tag(next - 1), Tag::DT | Tag::PRPS),
                    Tag::JJ | Tag::NN | Tag::NNS | Tag::CD => {
                        !(words.facts(next).has(Facts::CUE_VERB) && words.info(next).cue_weight >= 50)
                    }
                    _ => false,
                },
                _ => false,
            };
            if !fits {
                break;
            }
            nouns += usize::from(token.kind == TokenKind::Word && !matches!(words.tag(next), Tag::DT | Tag::PRPS | Tag::JJ));
            next += 1;
        }
        if nouns == 0
            || words.str(end) == "in" && !words.is_capitalised(next - 1) && !is_dressed(words, end)
            || words.str(end) == "to" && !words.is(end - 1, "close") && !serves(words, end - 1) && !is_envoy_to(words, end, next)
        {
            break;
        }
        end = next;
    }
    if end == near {
        return at;
    }
    // *a friend of Ann Lee's, who said*; but *the head of Ann Lee's union*
    let owns = end < limit && words.joined(end) && words.token(end).is_word();
    if words.token(end - 1).kind == TokenKind::Possessive && owns { end - 1 } else { end }
}

/// Whether a person is named from token `i` on, behind what is no description of a person.
fn begins_person(words: &Words<'_>, i: usize, limit: usize) -> bool {
    let given = words.facts(i).has(Facts::GIVEN_NAME) && !words.facts(i).has(Facts::PLACE) || words.facts(i).has(Facts::HONORIFIC);
    // *coroner for Wexham | Ann Lee*
    let behind_seat =
        i > 1 && words.is(i - 2, "for") && !words.facts(i - 1).any(Facts::GIVEN_NAME.with(Facts::HONORIFIC).with(Facts::TITLE));
    let behind_noun = !words.is_capitalised(i - 1) && !words.facts(i - 1).has(Facts::PERSON) || behind_seat;
    given && behind_noun && i + 1 < limit && words.joined(i + 1) && words.is_capitalised(i + 1)
}

/// Whether the words from `start` to `end` are a title of several words: *chief of staff*.
fn is_whole_title(words: &Words<'_>, start: usize, end: usize) -> bool {
    words.whole(TokenRange::new(start, end)).is_some_and(|info| info.facts.any(Facts::PERSON.with(Facts::TITLE)))
}

/// *a woman in a boiler suit*: what tells who somebody is, where the noun does not.
fn is_dressed(words: &Words<'_>, preposition: usize) -> bool {
    is_form!(words, preposition - 1, "man" | "woman" | "boy" | "girl") && is_form!(words, preposition + 1, "a" | "an" | "the")
}

/// *the ambassador to Velland*; but *the ambassador to Velland Ann Roe* is Roe.
fn is_envoy_to(words: &Words<'_>, to: usize, end: usize) -> bool {
    words.is_a(to - 1, WordClass::Envoy) && words.whole(TokenRange::new(to + 1, end)).is_some_and(|place| place.facts.has(Facts::PLACE))
}

/// Who is somebody's by *to*: *an aide to the mayor*.
fn serves(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::Serving)
}

/// The first token at or after `start`, but not behind `head`, that is no determiner.
pub(super) fn after_determiner(words: &Words<'_>, start: usize, head: usize) -> usize {
    let mut at = start;
    while at < head
        && (matches!(words.tag(at), Tag::DT | Tag::PRPS | Tag::PDT) || is_form!(words, at, "one"))
        && !is_form!(words, at, "both" | "all" | "some" | "many" | "several" | "no")
    {
        at += 1;
    }
    at
}
