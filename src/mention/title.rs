//! Titles before a name: where they begin, where they end, and what they are of.
//!
//! *Ohio Gov. Jane Roe* is a place, a title and the name *Jane Roe*; *Vice President of Sales* is no name at all.

use super::run::{is_common, is_initial_letter};
use crate::lexicon::{Facts, Tag, WordClass, Words};
use crate::span::TokenRange;
use crate::token::{Shape, TokenKind};

/// Where the name begins behind an office and the body that it is of: *President of the Senate Ann Roe*.
fn behind_office(words: &Words<'_>, start: usize, end: usize) -> Option<usize> {
    let of = (start + 1..end).find(|&i| words.is(i, "of"))?;
    let office = words.facts(of - 1).has(Facts::TITLE) && !words.facts(of - 1).has(Facts::ORGANISATION);
    let body = Facts::ORGANISATION.with(Facts::ORGANISATION_END);
    let name = if office { (of + 1..end).rev().find(|&i| words.facts(i).any(body))? + 1 } else { return None };
    let of_person = |i: usize| {
        words.is_capitalised(i)
            && (words.tag(i) == Tag::Unknown || words.facts(i).has(Facts::GIVEN_NAME))
            && !words.facts(i).any(body.with(Facts::PLACE))
    };
    ((2..=3).contains(&(end - name)) && (name..end).all(of_person)).then_some(name)
}

/// Where the name proper begins in the run: behind the last title, and behind nationalities before a given name.
pub(super) fn name_start(words: &Words<'_>, start: usize, end: usize, sentence: TokenRange) -> usize {
    if end - start == 1 {
        return start;
    }
    // *Western Union of Chapels*: its noun stands before *of*.
    let last = (start + 1..end).find(|&i| words.is(i, "of") || words.is(i, "for")).unwrap_or(end) - 1;
    // *House of Roe Speaker Ann Lee*
    let titled = (last + 1..end.saturating_sub(2)).any(|i| words.facts(i).has(Facts::TITLE) && words.facts(i + 1).has(Facts::GIVEN_NAME));
    // *Prime Minister Tom Brand*: a noun for a body is a surname behind an office and a given name.
    let titled = titled
        || last == end - 1
            && last > start + 1
            && words.facts(last - 1).has(Facts::GIVEN_NAME)
            && !words.facts(last - 1).has(Facts::PLACE)
            && words.facts(last - 2).any(Facts::TITLE.with(Facts::HONORIFIC))
            && !words.facts(last - 2).has(Facts::GIVEN_NAME)
            && !words.facts(last).has(Facts::ORGANISATION_END)
            && !is_royal(words, last - 2);
    let closes_organisation =
        words.facts(last).any(Facts::ORGANISATION_END.with(Facts::ORGANISATION)) && !words.facts(last).has(Facts::GIVEN_NAME) && !titled;
    // *singer Ally Roe*: behind a job in small letters there is no other.
    let behind_job = start > sentence.start as usize
        && words.joined(start)
        && words.facts(start - 1).any(Facts::PERSON.with(Facts::ORGANISATION))
        && !words.facts(start - 1).has(Facts::PLURAL)
        && !words.token(start - 1).is_capitalised();
    let behind_to = to_before(words, start, sentence).is_some();
    let mut at = start;
    let mut i = start;
    if behind_to
        && words.is(start - 1, "the")
        && let Some(given) = (start + 1..end - 1).find(|&i| words.facts(i).has(Facts::GIVEN_NAME) && !is_common(words, i + 1))
    {
        // *ambassador to the United Nations Ann Roe*
        return given;
    }
    if let Some(name) = behind_office(words, start, end) {
        return name;
    }
    while i < end {
        if is_hyphened_pair(words, i, end) {
            break;
        }
        let (length, info) = words.phrase(i, end).unwrap_or((1, words.info(i)));
        let after = i + length;
        let facts = info.facts;
        if after < end {
            let rest = end - after;
            let next_given = words.facts(after).has(Facts::GIVEN_NAME);
            let is_title = facts.any(Facts::HONORIFIC.with(Facts::TITLE))
                || facts.has(Facts::PERSON)
                    && !facts.has(Facts::GIVEN_NAME)
                    && (words.info(i).tag.is_noun() || words.info(i).tag == Tag::Unknown);
            // *Harry M. Roe*, *M. Jean Roe*: an initial, no *Monsieur*.
            let initial = is_initial_letter(words, i);
            let is_title = is_title
                && !(initial && (i > at || is_initial_letter(words, after) || !facts.has(Facts::HONORIFIC) || next_given && rest >= 2));
            // *Jodie St Clair*, *Ray Don Roe*: behind a given name it is of the name.
            let is_title = is_title && !(i == at + 1 && i > start && words.facts(at).has(Facts::GIVEN_NAME) && is_in_names(words, i));
            // *Khalid bin Sultan Roe*: a name behind its particle.
            let is_title = is_title && !(i > start && words.facts(i - 1).has(Facts::PARTICLE) && !words.token(i - 1).is_capitalised());
            // *Rosa del Mar Roe*: a particle, no delegate.
            let is_title = is_title && !(i > start && words.facts(i).has(Facts::PARTICLE) && !words.is_capitalised(i));
            // *People's Courier*: whose it is, no title.
            let is_title = is_title && words.token(after).kind != TokenKind::Possessive;
            // *Carers United*: one behind several people is no title with a name.
            let is_word = words.info(after).tag != Tag::Unknown && !words.facts(after).any(Facts::GIVEN_NAME.with(Facts::NOT_A_NAME));
            let several = facts.has(Facts::PLURAL) && rest == 1 && is_word && !words.is(end, "and");
            let is_title = is_title && !several;
            // *Maria “Baby” Roe*: a nickname.
            let is_title = is_title && !(i > start && words.token(i - 1).kind == TokenKind::Mark);
            let is_title = is_title && !(behind_job && i == start && length == 1 && !facts.any(Facts::TITLE.with(Facts::HONORIFIC)));
            // *Browns DL Ann Roe*, *ambassador to Velland Ann Roe*
            let rank = i > start || words.token(i).span.len() <= 4 && !words.facts(i).any(Facts::GIVEN_NAME.with(Facts::BODY));
            let abbreviation =
                rank && words.token(i).shape == Shape::Upper && words.token(i).span.len() > 1 && !initial && next_given && rest >= 2;
            let place = behind_to && i == start && facts.has(Facts::PLACE) && !facts.has(Facts::GIVEN_NAME) && rest == 2;
            // *Del. Ann Roe*: with a full stop it is the title, not the name.
            let shortened = facts.has(Facts::TITLE) && words.str(i).ends_with('.');
            let keeps = facts.has(Facts::GIVEN_NAME) && i == at && !facts.has(Facts::HONORIFIC) && !shortened;
            let is_title = is_title && (!closes_organisation || facts.has(Facts::HONORIFIC));
            // *South Harbour Water*
            let of_body = words.is_a(i, WordClass::Compass) && !next_given;
            // *NHS Lorne*
            let part_of_body = rest == 1 && !next_given && is_initials_of_body(words, i);
            let stays_out = facts.any(Facts::DEMONYM.with(Facts::NOT_A_NAME))
                && !initial
                && !closes_organisation
                && !of_body
                && !part_of_body
                // *House Republican Ann Roe*: whatever stands before the people's name.
                && (i == at && (facts.has(Facts::NOT_A_NAME) || words.facts(after).any(Facts::TITLE)) || next_given && rest >= 2);
            if !keeps && (is_title || stays_out || (abbreviation || place) && !closes_organisation) {
                at = after;
            }
        }
        i = after;
    }
    // *Republican of Iowa*: no name begins with what is between.
    let cut = at > start;
    let title_end = at;
    while cut && at < end && matches!(words.str(at), "of" | "the" | "for" | "on") {
        at += 1;
    }
    // *Speaker of the House Ann Roe*, *Minister of Health Ann Roe*
    if cut && at > title_end && !words.facts(at.min(end - 1)).has(Facts::GIVEN_NAME) {
        at = (at + 1..end.saturating_sub(1)).find(|&i| words.facts(i).has(Facts::GIVEN_NAME) && !is_common(words, i + 1)).unwrap_or(at);
    }
    // *of the Harbour Administration Ann Roe*, *Order of Police President Ann Roe*
    let before_person = Facts::TITLE.with(Facts::ORGANISATION).with(Facts::ORGANISATION_END);
    if !closes_organisation
        && let Some(given) = end.checked_sub(2).filter(|&given| given > at)
        && words.facts(given).has(Facts::GIVEN_NAME)
        && !is_common(words, end - 1)
        && words.is_capitalised(given - 1)
        && words.facts(given - 1).any(before_person)
        && !words.facts(given - 1).has(Facts::GIVEN_NAME)
        && !is_initial_letter(words, given - 1)
    {
        at = given;
    }
    // *Prince Andrew*, *Pope Francis*: a title with a lone given name is the name.
    let royal = end - at == 1 && at > start && is_royal(words, at - 1);
    if royal && words.facts(at).has(Facts::GIVEN_NAME) { at - 1 } else { at }
}

/// *NHS Lorne*, *BBC Wales*: the initials of a body, which begin the name of a part of it.
pub(super) fn is_initials_of_body(words: &Words<'_>, i: usize) -> bool {
    words.facts(i).has(Facts::BODY) && words.token(i).shape == Shape::Upper && words.token(i).span.len() > 1
}

/// Most letters of a family name before a given name with a hyphen, and of either half of that.
const SYLLABLE: usize = 6;

/// *Moon Tae-sun*: the family name stands first, be it a word of the dictionary or not.
pub(crate) fn is_hyphened_pair(words: &Words<'_>, start: usize, end: usize) -> bool {
    let small = |part: &str| (1..=SYLLABLE).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase());
    let is_given = |word: &str| {
        word.split_once('-').is_some_and(|(first, second)| {
            small(second) && first.as_bytes().first().is_some_and(u8::is_ascii_uppercase) && (first.len() == 1 || small(&first[1..]))
        })
    };
    let known = Facts::TITLE.with(Facts::HONORIFIC).with(Facts::DEMONYM).with(Facts::PLACE);
    // *An Min-su*, *Oh Tae-ho*; but *The Mi-dong* and what is no word of two or three letters.
    let small_word = || words.facts(start).has(Facts::FUNCTION) && !words.is_a(start, WordClass::FamilySyllable);
    end == start + 2
        && end <= words.len()
        && words.token(start).span.len() <= SYLLABLE
        && words.token(start).shape == Shape::Title
        && !small_word()
        && words.joined(start + 1)
        && is_given(words.str(start + 1))
        && words.tag(start + 1) == Tag::Unknown
        && !words.facts(start + 1).any(Facts::FUNCTION.with(Facts::NOT_A_NAME))
        && !words.facts(start).any(known)
}

/// *asked He Jiantao*, *He Jiantao, a chemist,*: a family name that is written as the pronoun, before a given name or a word that no
/// list knows.
pub(super) fn is_named_he(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let given = i + 1;
    words.is(i, "He")
        && given < sentence.end as usize
        && words.joined(given)
        && words.token(given).is_word()
        && words.token(given).shape == Shape::Title
        && words.tag(given) == Tag::Unknown
        && matches!(words.facts(given), facts if facts == Facts::default() || facts == Facts::GIVEN_NAME)
}

/// The *of* between a title and what stands at `at`: *Vice President of Sales*, *Speaker of the House*.
pub(super) fn of_title(words: &Words<'_>, start: usize, at: usize) -> Option<usize> {
    let of = (start + 1..at).rev().take(2).take_while(|&i| matches!(words.str(i), "of" | "the" | "for" | "on")).last()?;
    (words.is(of, "of") && words.facts(of - 1).any(Facts::TITLE.with(Facts::PERSON))).then_some(of)
}

/// Whether a person is named from `at` to `end`, and not what a title is of.
pub(super) fn names_person(words: &Words<'_>, at: usize, end: usize) -> bool {
    words.facts(at).has(Facts::HONORIFIC) || end - at > 1 && words.facts(at).has(Facts::GIVEN_NAME)
}

/// A title that makes the name with a lone given name: *Prince Anton*, *Sister Ann*.
pub(crate) fn is_royal(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::Royal)
}

/// A title that surnames and second given names have too.
fn is_in_names(words: &Words<'_>, i: usize) -> bool {
    is_royal(words, i) || words.is_a(i, WordClass::TitleInNames)
}

/// The *to* before what an envoy is sent to: *ambassador to Velland*, *ambassador to the United Nations*.
pub(super) fn to_before(words: &Words<'_>, start: usize, sentence: TokenRange) -> Option<usize> {
    let article = start > sentence.start as usize + 1 && words.is(start - 1, "the");
    let to = start.checked_sub(if article { 2 } else { 1 }).filter(|&to| to >= sentence.start as usize)?;
    words.is(to, "to").then_some(to)
}

/// Whether word `i` is of a title before a name: *Minister*, and what it is minister of (*Harbour Minister*).
fn belongs_to_title(words: &Words<'_>, i: usize) -> bool {
    words.facts(i).any(Facts::TITLE.with(Facts::HONORIFIC).with(Facts::PERSON).with(Facts::NOT_A_NAME).with(Facts::FUNCTION))
        || is_common(words, i)
        || words.phrase(i, words.len()).is_some_and(|(_, info)| info.facts.has(Facts::TITLE))
}

/// Where the titles before the name at `at` begin, in a run from `start`: places before them stay out. `at` if there are none.
pub(super) fn titles_start(words: &Words<'_>, start: usize, at: usize) -> usize {
    let of = (start + 1..at).rev().find(|&i| words.is(i, "of"));
    // *Order of Police | President Ann Roe*: what is of something is a body, no title.
    if let Some(of) = of.filter(|&of| !words.facts(of - 1).any(Facts::TITLE.with(Facts::PERSON)) && !words.facts(start).has(Facts::TITLE)) {
        let title = Facts::TITLE.with(Facts::HONORIFIC).with(Facts::PERSON);
        return (of + 2..at).rev().take_while(|&i| words.facts(i).any(title)).last().unwrap_or(at);
    }
    let mut first = at;
    while first > start && belongs_to_title(words, first - 1) {
        first -= 1;
    }
    // *Speaker of the House*
    let of_house = first > start && words.facts(start).has(Facts::TITLE) && (start + 1..first).any(|i| words.is(i, "of"));
    if of_house { start } else { first }
}
