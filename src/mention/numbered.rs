//! People and bodies with a number or a letter for a name: *Juror No. 7*, *Witness 4*, *Girl A*, *No 10*.

use super::nominal::is_possessive;
use super::{EntityType, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Gender, Words};
use crate::span::{TokenRange, to_u32};
use crate::token::TokenKind;

/// The house in Downing Street, by which the British prime minister's office is known.
const HOUSE: &str = "10";

/// The one who is named so from token `i` on.
pub(super) fn at(words: &Words<'_>, i: usize, sentence: TokenRange) -> Option<Mention> {
    let limit = sentence.end as usize;
    let joined = |at: usize| at < limit && words.joined(at);
    let digits = |at: usize| {
        joined(at)
            && words.token(at).kind == TokenKind::Number
            && words.token(at).span.len() <= 3
            && words.str(at).bytes().all(|b| b.is_ascii_digit())
    };
    let numbers = |at: usize| joined(at) && matches!(words.str(at), "No" | "No." | "Number");
    if matches!(words.str(i), "No" | "No." | "Number") && digits(i + 1) && words.str(i + 1) == HOUSE {
        let speaks = joined(i + 2) && words.facts(i + 2).has(Facts::CUE_VERB);
        return speaks.then(|| mention(words, i, i + 2, EntityType::Organisation, sentence));
    }
    if !words.is_capitalised(i) || !words.facts(i).has(Facts::PERSON) || words.facts(i).any(Facts::PLURAL.with(Facts::GIVEN_NAME)) {
        return None;
    }
    // *Girl A said*, *Witness B.*; but *Judge A. Roe*.
    let letter = |at: usize| {
        joined(at)
            && words.token(at).span.len() == 1
            && words.str(at).bytes().all(|b| b.is_ascii_uppercase())
            && !(joined(at + 1) && words.is_capitalised(at + 1))
    };
    let end = if digits(i + 1) || letter(i + 1) {
        i + 2
    } else if numbers(i + 1) && digits(i + 2) {
        i + 3
    } else {
        return None;
    };
    Some(mention(words, i, end, EntityType::Person, sentence))
}

fn mention(words: &Words<'_>, start: usize, end: usize, entity_type: EntityType, sentence: TokenRange) -> Mention {
    let tokens = TokenRange::new(start, end);
    Mention {
        tokens,
        core: tokens,
        head: to_u32(end - 1),
        kind: MentionKind::Name,
        entity_type,
        gender: if entity_type == EntityType::Person { words.info(start).gender } else { Gender::Unknown },
        number: Number::Singular,
        quoted: false,
        possessive: is_possessive(words, end, sentence),
        speaker: None,
    }
}
