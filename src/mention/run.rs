//! Runs of capitalised words: how far the words of a name may reach, and how the line is written in which they stand.

use super::party_tag::is_party_tag;
use super::small::{is_capital_particle, is_small_name, is_small_word};
use crate::lexicon::{Facts, Tag, WordClass, Words, is_form};
use crate::span::TokenRange;
use crate::token::{Gap, Shape, TokenKind};

/// Words that a name keeps although they are not of it alone.
const KNOWN_NAME: Facts = Facts::GIVEN_NAME
    .with(Facts::PLACE)
    .with(Facts::DEMONYM)
    .with(Facts::ORGANISATION)
    .with(Facts::ORGANISATION_END)
    .with(Facts::TITLE)
    .with(Facts::NOT_A_NAME);

/// Words that take an *of* into their name: *University of Roe*, *Secretary of State*.
pub(super) const GOVERNING: Facts = Facts::ORGANISATION.with(Facts::ORGANISATION_END).with(Facts::TITLE);

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineStyle {
    /// Capitals begin sentences and names.
    Plain,
    /// Most words begin with a capital: a headline.
    TitleCase,
    /// All letters are capitals.
    Upper,
}

/// Words of four letters and more that tell how a line is written.
const LONG_WORDS: usize = 40;

/// How the words of `range` are written.
pub(super) fn line_style(words: &Words<'_>, range: TokenRange) -> LineStyle {
    let (mut long, mut capitals, mut upper) = (0, 0, 0);
    for token in &words.tokens.all()[range.range()] {
        // Counted without a branch: nobody could guess which word is long.
        let is_long = token.is_word() & (token.span.len() >= 4);
        long += usize::from(is_long);
        capitals += usize::from(is_long & token.is_capitalised());
        upper += usize::from(is_long & (token.shape == Shape::Upper));
        // So many small words leave no way to a headline.
        if long >= LONG_WORDS || (long - capitals) * 5 > LONG_WORDS {
            break;
        }
    }
    if long >= 3 && upper * 10 >= long * 8 {
        LineStyle::Upper
    } else if long >= 4 && capitals * 10 >= long * 8 && range.len() <= 40 && (capitals == long || !is_short_sentence(words, range)) {
        LineStyle::TitleCase
    } else {
        LineStyle::Plain
    }
}

/// *The Harbour Trade Commission fined Alder.*: behind the first line, which may be a headline with a full stop, one that ends in a
/// full stop and has a long word in small letters is a sentence.
fn is_short_sentence(words: &Words<'_>, range: TokenRange) -> bool {
    range.start > 0 && words.is(range.end as usize - 1, ".")
}

/// Whether a name may go on with token `at`, which is before `limit`: a word with a capital, and none of the small ones.
pub(super) fn is_name_word(words: &Words<'_>, at: usize, limit: usize) -> bool {
    at < limit && words.joined(at) && words.is_capitalised(at) && !is_small_word(words, at)
}

/// One past the last token of the run of name words that begins at `start`.
pub(super) fn run_end(words: &Words<'_>, start: usize, sentence: TokenRange, style: LineStyle) -> usize {
    let limit = sentence.end as usize;
    let mut end = start + 1;
    if is_particle(words, start) {
        // The name itself stands one or two words on.
        while end < limit && is_particle(words, end) {
            end += 1;
        }
        end += 1;
    }
    let mut governs_of = words.facts(start).any(GOVERNING);
    // Whether the name tells what a body is for, and whether *and* may go on with that.
    let (mut lists, mut list_of, mut list_for) = (false, false, false);
    while end < limit && words.joined(end) {
        let next_is_name = |at: usize| is_name_word(words, at, limit);
        let token = words.token(end);
        if token.kind == TokenKind::Word && (token.is_capitalised() || token.shape == Shape::Mixed) {
            // *Channel Six*: in running text a number with a capital is of the name.
            let counts = style == LineStyle::Plain && words.tag(end) == Tag::CD && token.shape == Shape::Title;
            let named = || style == LineStyle::Plain && is_small_name(words, end);
            if is_small_word(words, end) && !counts && !named() || style != LineStyle::Plain && is_common(words, end) {
                break;
            }
            if style == LineStyle::Plain && is_weekday_behind(words, start, end) {
                break;
            }
            governs_of |= words.facts(end).any(GOVERNING) && !is_surname(words, start, end);
            end += 1;
        } else if token.kind == TokenKind::Word && is_particle(words, end) && next_is_name(end + 1) {
            end += 2;
        } else if token.kind == TokenKind::Word
            && is_particle(words, end)
            && end + 1 < limit
            && is_particle(words, end + 1)
            && next_is_name(end + 2)
        {
            end += 3;
        } else if governs_of && words.is(end, "of") && next_is_name(end + 1) && !begins_person(words, start, end + 1, limit) {
            list_of = is_department(words, end - 1);
            lists = true;
            end += 2;
        } else if governs_of && words.is(end, "of") && words.is(end + 1, "the") && next_is_name(end + 2) {
            end += 3;
        } else if (belongs_to_people(words, end)
            || belongs_to_members(words, end)
            || belongs_to_patron(words, end, start)
            || ends_in_apostrophe(words, end))
            && next_is_name(end + 1)
        {
            end += 2;
        } else if let Some(after) = purpose_end(words, end, limit) {
            (list_for, lists) = (true, true);
            end = after;
        } else if let Some(after) = list_end(words, end, limit).filter(|_| lists) {
            end = after;
        } else if is_numbered(words, end) || is_shop(words, start, end, limit) {
            end += 1;
        } else if words.is(end, "&") && next_is_name(end + 1)
            || words.is(end, "and")
                && next_is_name(end + 1)
                && (list_of || list_for && is_of_body(words, end + 1) || joins_body(words, end, limit))
            || words.is(end, ",") && end + 1 < limit && matches!(words.str(end + 1), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III")
            || words.is(end, ",") && end + 1 < limit && end > start + 1 && is_post_nominal(words, end + 1)
        {
            end += 2;
        } else if let Some(after) = nickname_end(words, end, limit).filter(|&after| next_is_name(after)) {
            end = after + 1;
        } else {
            break;
        }
    }
    end
}

/// Whether the word at `i`, a noun for a body, is a surname here: a given name stands before it, and it is a known surname or a verb of
/// speech stands before both: *said Joe Banks of Roe*.
fn is_surname(words: &Words<'_>, start: usize, i: usize) -> bool {
    let given = words.facts(start).has(Facts::GIVEN_NAME) && !words.facts(start).any(Facts::PLACE.with(Facts::TITLE));
    let said = || start > 0 && words.joined(start) && words.is_reporting(start - 1);
    given && i == start + 1 && (words.is_a(i, WordClass::SurnameToo) || said())
}

/// Whether token `i` is the name of a day.
pub(super) fn is_weekday(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::Weekday)
}

/// Whether token `i` is the day on which something happens, behind the name that begins at `start`: *said Ann Lee Monday*; but *Good Friday*.
fn is_weekday_behind(words: &Words<'_>, start: usize, i: usize) -> bool {
    is_weekday(words, i) && (i > start + 1 || !is_common(words, start)) && words.tag(i - 1) != Tag::IN
}

/// Whether the *’s* at `i` is of the name that begins at `start`, since no noun follows: *Greenlee’s said*, *said Greenlee’s in a letter*.
fn is_shop(words: &Words<'_>, start: usize, i: usize, limit: usize) -> bool {
    let next = i + 1;
    if words.token(i).kind != TokenKind::Possessive || i != start + 1 || next >= limit || !words.joined(next) {
        return false;
    }
    let reports = |at: usize| words.facts(at).has(Facts::CUE_VERB) && words.info(at).cue_weight >= 85 && words.tag(at) == Tag::VBD;
    // *Hobday's, the department store, said*
    let noun = |i: &usize| words.facts(*i).has(Facts::ORGANISATION) && words.token(*i).is_word();
    let described = || {
        let article = next + 2 < limit && words.is(next, ",") && words.tag(next + 1) == Tag::DT;
        article && (next + 2..limit.min(next + 6)).take_while(|&i| words.joined(i) && words.token(i).is_word()).any(|i| noun(&i))
    };
    reports(next)
        || described()
        || start > 0 && words.joined(start) && reports(start - 1) && words.tag(next) == Tag::IN && !words.is(next, "of")
}

/// Whether token `i` is the number of a body: *Channel 4*, *Local 96*, *BBC Radio 5 Live*.
fn is_numbered(words: &Words<'_>, i: usize) -> bool {
    words.token(i).kind == TokenKind::Number
        && words.str(i).bytes().all(|b| b.is_ascii_digit())
        && words.token(i).span.len() <= 4
        && words.is_capitalised(i - 1)
        && words.facts(i - 1).any(Facts::ORGANISATION.with(Facts::ORGANISATION_END))
        && !words.facts(i - 1).any(Facts::PERSON.with(Facts::PLURAL))
}

/// Whether token `i` is the possessive of people in a name: *People's Daily*, *Children's Hospital*, *Workers' Union*.
pub(super) fn belongs_to_people(words: &Words<'_>, i: usize) -> bool {
    words.token(i).kind == TokenKind::Possessive
        && words.is_capitalised(i - 1)
        && words.facts(i - 1).has(Facts::PERSON)
        && words.facts(i - 1).has(Facts::PLURAL)
}

/// Whether token `i` is the bare apostrophe of many before the noun of a body: *Seafarers' Union*.
fn belongs_to_members(words: &Words<'_>, i: usize) -> bool {
    matches!(words.token(i).kind, TokenKind::Possessive | TokenKind::Mark)
        && matches!(words.str(i), "'" | "’")
        && words.token(i).gap == Gap::None
        && words.is_capitalised(i - 1)
        && words.str(i - 1).ends_with('s')
        && i + 1 < words.len()
        && words.facts(i + 1).any(Facts::ORGANISATION.with(Facts::ORGANISATION_END))
}

/// Whether token `i` is the possessive of a saint or crown before the noun of a body: *St. Odo's Hospital*, *King's College*.
fn belongs_to_patron(words: &Words<'_>, i: usize, start: usize) -> bool {
    let patron = i > start + 1 && is_form!(words, i - 2, "st" | "saint") || is_form!(words, i - 1, "king" | "queen");
    words.token(i).kind == TokenKind::Possessive
        && patron
        && i + 1 < words.len()
        && words.joined(i + 1)
        && words.facts(i + 1).any(Facts::ORGANISATION.with(Facts::ORGANISATION_END))
}

/// Whether token `i` is the bare apostrophe that a name ends in: *Ann Achieng’ Roe*. Of a possessive that is so only behind *s*.
fn ends_in_apostrophe(words: &Words<'_>, i: usize) -> bool {
    words.token(i).kind == TokenKind::Possessive
        && words.joined(i)
        && matches!(words.str(i), "'" | "’")
        && !words.str(i - 1).ends_with(['s', 'S', 'x', 'z'])
}

/// Words behind an *and* within the name of a body.
const JOINED: usize = 4;

/// Whether the *and* at `i` stands between common words of a body's name: *Food and Drug Administration*.
fn joins_body(words: &Words<'_>, i: usize, limit: usize) -> bool {
    if !words.is(i, "and") || !is_of_body(words, i - 1) || words.facts(i - 1).has(Facts::BODY) {
        return false;
    }
    let mut last = i;
    while last + 1 < limit.min(i + 1 + JOINED) && words.joined(last + 1) && words.is_capitalised(last + 1) {
        last += 1;
    }
    last > i + 1 && is_of_body(words, i + 1) && words.facts(last).has(Facts::ORGANISATION_ONLY) && !words.facts(last).has(Facts::PLURAL)
}

/// Words in the list of what a department is for.
const LISTED: usize = 12;

/// One past the last word of a list of what a body is for that goes on behind the comma at `i`: *Department for Tides, Fish and Foreshore*.
fn list_end(words: &Words<'_>, i: usize, limit: usize) -> Option<usize> {
    if !words.is(i, ",") {
        return None;
    }
    let joined = |at: usize| at < limit && words.joined(at);
    let is_listed = |at: usize| joined(at) && (is_of_body(words, at) || words.is(at, ","));
    let and = (i + 1..limit.min(i + LISTED)).find(|&at| !is_listed(at)).filter(|&at| joined(at) && matches!(words.str(at), "and" | "&"))?;
    let last = if joined(and + 1) && words.is(and + 1, "the") { and + 2 } else { and + 1 };
    // *Tides and Local Boats*
    let is_adjective = |at: usize| words.is_capitalised(at) && words.tag(at).is_adjective() && !words.facts(at).has(Facts::PLACE);
    (and > i + 1 && joined(last) && (is_of_body(words, last) || is_adjective(last))).then_some(last + 1)
}

/// Whether token `i` is a common noun or adjective with a capital, as names of bodies have them: *Oceanic*, *Securities*.
fn is_of_body(words: &Words<'_>, i: usize) -> bool {
    let named = Facts::PERSON.with(Facts::GIVEN_NAME).with(Facts::PLACE).with(Facts::DEMONYM).with(Facts::TITLE);
    words.is_capitalised(i) && (words.tag(i).is_noun() || words.tag(i).is_adjective()) && !words.facts(i).any(named)
}

/// *Ms. Lee of Mr. Roe*, *Sen. Lee of Tom Roe*: behind the *of* stands another person, not what a title is of.
fn begins_person(words: &Words<'_>, start: usize, at: usize, limit: usize) -> bool {
    let facts = words.facts(at);
    let named = facts.has(Facts::GIVEN_NAME)
        && !facts.has(Facts::PLACE)
        && at + 1 < limit
        && words.joined(at + 1)
        && words.is_capitalised(at + 1)
        && !words.facts(start).any(Facts::ORGANISATION.with(Facts::ORGANISATION_END));
    facts.has(Facts::HONORIFIC) || named
}

/// One past the first word of what a body is for: *Institute for Tides*, *Front for the Northern Wells*, *Council on Wages*.
fn purpose_end(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    let body = words.facts(at - 1).any(Facts::ORGANISATION.with(Facts::ORGANISATION_END)) && !words.facts(at - 1).has(Facts::PERSON);
    if !body || !matches!(words.str(at), "for" | "on") {
        return None;
    }
    let next = if words.is(at + 1, "the") { at + 2 } else { at + 1 };
    let capital = |i: usize| i < limit && words.joined(i) && words.is_capitalised(i);
    let facts = if next < limit { words.facts(next) } else { Facts::FUNCTION };
    let named = capital(next)
        && words.joined(at + 1)
        && !facts.any(Facts::FUNCTION.with(Facts::PLACE).with(Facts::GIVEN_NAME))
        && (!facts.has(Facts::NOT_A_NAME) || capital(next + 1) || is_department(words, at - 1));
    named.then_some(next + 1)
}

/// Whether a name begins at token `i` with a particle in small letters: *laughed de la Garma*.
pub(super) fn begins_with_particle(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let limit = sentence.end as usize;
    let capital = |at: usize| is_name_word(words, at, limit);
    words.token(i).span.len() <= 5
        && is_particle(words, i)
        && (capital(i + 1) || i + 2 < limit && is_particle(words, i + 1) && capital(i + 2))
}

/// One past a nickname in marks or brackets that begins at `at`: the *“Tiny”* of *Malachy “Tiny” Mulvenna*, the *(Bobby)* of *Robert (Bobby)
/// Roe*.
fn nickname_end(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    if words.is(at, "(") {
        let (inner, close) = (at + 1, at + 2);
        let given = words.facts(at - 1).has(Facts::GIVEN_NAME);
        let is_name =
            given && close < limit && words.is(close, ")") && words.token(inner).shape == Shape::Title && !is_party_tag(words, inner);
        return (is_name && !words.facts(inner).any(Facts::PLACE.with(Facts::DEMONYM))).then_some(close + 1);
    }
    if words.token(at).kind != TokenKind::Mark || words.token(at).gap != Gap::Blank {
        return None;
    }
    let close = (at + 2..(at + 4).min(limit)).find(|&i| words.token(i).kind == TokenKind::Mark)?;
    (words.token(close).gap == Gap::None && words.is_capitalised(at + 1)).then_some(close + 1)
}

/// A word that the dictionary knows in small letters, and that no list of names holds.
pub(super) fn is_common(words: &Words<'_>, i: usize) -> bool {
    let info = words.info(i);
    let common = info.facts.has(Facts::FUNCTION)
        || (info.tag != Tag::Unknown || info.facts.any(Facts::CUE_VERB.with(Facts::DOCUMENT).with(Facts::CUE_NOUN)))
            && !info.facts.any(KNOWN_NAME);
    common && !is_capital_particle(words, i) && !is_initial_letter(words, i)
}

/// *N.*: one letter of a name.
pub(super) fn is_initial_letter(words: &Words<'_>, i: usize) -> bool {
    let token = words.token(i);
    token.shape == Shape::Upper && token.span.len() == 2 && words.str(i).ends_with('.')
}

/// Small words inside names of persons.
fn is_particle(words: &Words<'_>, i: usize) -> bool {
    // *Ana do Rio*; but *What do Americans think*.
    let ambiguous = || is_form!(words, i, "do" | "i" | "ta" | "ur" | "und" | "las" | "los");
    words.facts(i).has(Facts::PARTICLE)
        && !words.token(i).is_capitalised()
        && (!ambiguous() || i > 0 && words.is_capitalised(i - 1) && words.facts(i - 1).has(Facts::GIVEN_NAME))
}

/// Honours, degrees and offices behind a name, in capitals: *OBE*, *Ph.D.*
pub(super) fn is_post_nominal(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::PostNominal) && matches!(words.token(i).shape, Shape::Upper | Shape::Mixed)
}

/// Bodies whose names list what they are for: *Department of Health and Human Services*.
fn is_department(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::Department)
}
