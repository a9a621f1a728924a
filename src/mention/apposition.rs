//! What an apposition behind a name tells of it: *Ann Lee, 43,* is a person, *Sonora, a maker of radios,* a company.

use crate::lexicon::{Facts, Tag, Words};
use crate::span::TokenRange;
use crate::token::TokenKind;

/// What follows a name tells that it is a person's: *, 43,* — *, who* — *, a nurse*.
pub(super) fn is_described_person(words: &Words<'_>, end: usize, sentence: TokenRange) -> bool {
    let limit = sentence.end as usize;
    if !words.is(end, ",") || end + 1 >= limit {
        return false;
    }
    let next = end + 1;
    if words.token(next).kind == TokenKind::Number {
        return words.token(next).span.len() <= 2 && words.is(next + 1, ",");
    }
    if words.is(next, "who") || words.is(next, "whose") {
        return true;
    }
    if !words.token(next).is_word() || words.is_capitalised(next) {
        return false;
    }
    // *Harbourtech, a maker of radios,*: a trade may be a company's.
    let noun = apposed(words, end, sentence);
    noun.has(Facts::PERSON) && !noun.has(Facts::COMPANY)
}

/// What follows a name tells that it is a company: *Sonora, a maker of radios*.
pub(super) fn is_described_company(words: &Words<'_>, end: usize, sentence: TokenRange) -> bool {
    let noun = apposed(words, end, sentence);
    noun.has(Facts::COMPANY) && !noun.has(Facts::PLURAL)
}

/// Facts of the first noun for persons or companies in the apposition behind a name: *, a nurse* — *, the German carmaker*.
fn apposed(words: &Words<'_>, end: usize, sentence: TokenRange) -> Facts {
    let limit = (sentence.end as usize).min(end + 9);
    if !words.is(end, ",") {
        return Facts::default();
    }
    for i in end + 1..limit {
        let facts = words.facts(i);
        if facts.any(Facts::PERSON.with(Facts::COMPANY)) && !words.is_capitalised(i) {
            return facts;
        }
        if !matches!(words.tag(i), Tag::DT | Tag::JJ | Tag::NN | Tag::CD | Tag::PRPS | Tag::Unknown | Tag::VBN | Tag::NNS)
            || words.token(i).kind == TokenKind::Punct
        {
            break;
        }
    }
    Facts::default()
}
