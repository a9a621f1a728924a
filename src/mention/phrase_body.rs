//! Bodies that are called by a phrase: *Transport for Velland*, *Nurses Without Shifts*, *Friends of the Tides*, *Save the Dunes*.

use super::nominal::is_initial;
use super::run::is_name_word;
use super::{EntityType, Mention, name};
use crate::lexicon::{Facts, Tag, WordClass, Words, is_form};
use crate::span::TokenRange;

/// Most words before the one that joins, and most behind it.
const WORDS: usize = 4;

/// What a word of such a phrase is not: then it names somebody or something by itself.
const NAMED: Facts = Facts::GIVEN_NAME
    .with(Facts::PLACE)
    .with(Facts::DEMONYM)
    .with(Facts::TITLE)
    .with(Facts::NOT_A_NAME)
    .with(Facts::ORGANISATION)
    .with(Facts::ORGANISATION_END)
    .with(Facts::BODY)
    .with(Facts::FUNCTION);

/// The body that the capitalised word at token `i` begins, if common words have capitals there as only names have them. What a sentence begins with
/// has its capital from there: then a verb of speech must follow.
pub(super) fn at(words: &Words<'_>, i: usize, sentence: TokenRange) -> Option<Mention> {
    let limit = sentence.end as usize;
    let joined = |at: usize| at < limit && words.joined(at);
    // *Nurses* is no title where it stands for several.
    let is_named = |at: usize| words.facts(at).any(NAMED) && !(words.facts(at).has(Facts::PERSON) && words.facts(at).has(Facts::PLURAL));
    let is_word = |at: usize| words.tag(at) != Tag::Unknown || words.facts(at).has(Facts::PERSON);
    let common = |at: usize| words.is_capitalised(at) && is_word(at) && (!is_named(at) || at == i && is_call(words, i, i + 1, limit));
    if !common(i) || words.is_a(i, WordClass::Weekday) {
        return None;
    }
    let mut link = i + 1;
    while joined(link) && common(link) && link < i + WORDS {
        link += 1;
    }
    let object = joined(link).then(|| behind_link(words, i, link, limit)).flatten()?;
    let mut end = object;
    while is_name_word(words, end, limit) && end < object + WORDS {
        end += 1;
    }
    if end == object {
        return None;
    }
    let opens = is_initial(words, i, sentence);
    let is_kind = words.facts(link - 1).any(Facts::PERSON.with(Facts::DOCUMENT));
    // *Lawyers for Roe said*, *Polls for Velland showed*; but *Nurses Without Shifts said*.
    // *Students for a Better Velland, which marched*
    let is_thing = || joined(end + 1) && words.is(end, ",") && is_form!(words, end + 1, "which");
    let is_name = !opens || words.is_capitalised(link) || !is_kind && joined(end) && words.is_reporting(end) || is_thing();
    is_name.then(|| name::of_words(words, TokenRange::new(i, end), EntityType::Organisation, sentence))
}

/// Where the words begin that the word at `link` joins to those from `start` on.
fn behind_link(words: &Words<'_>, start: usize, link: usize, limit: usize) -> Option<usize> {
    let head = words.facts(link - 1);
    let several = head.has(Facts::PERSON) && head.has(Facts::PLURAL);
    let joins = is_form!(words, link, "for" | "against" | "without") || several && is_form!(words, link, "of");
    if joins {
        let article = link + 1 < limit && is_form!(words, link + 1, "the" | "a" | "an" | "our") && words.joined(link + 1);
        return Some(link + 1 + usize::from(article));
    }
    is_call(words, start, link, limit).then_some(link + 1)
}

/// *Save the Dunes*: a verb without a subject, whose object it is.
fn is_call(words: &Words<'_>, start: usize, link: usize, limit: usize) -> bool {
    link == start + 1 && link < limit && words.joined(link) && words.tag(start) == Tag::VB && words.str(link) == "the"
}
