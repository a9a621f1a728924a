//! People and bodies with a number or a letter for a name: *Juror No. 7*, *Witness 4*, *Girl A*, *No 10*.

use super::nominal::is_possessive;
use super::{EntityType, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Gender, Words};
use crate::span::{TokenRange, to_u32};
use crate::token::{Gap, TokenKind};

/// The house in Downing Street, by which the British prime minister's office is known.
const HOUSE: &str = "10";

/// The one who is named so from token `i` on.
pub(super) fn at(words: &Words<'_>, i: usize, sentence: TokenRange) -> Option<Mention> {
    let (limit, next) = (sentence.end as usize, i + 1);
    let joined = |at: usize| at < limit && words.joined(at);
    if !joined(next) {
        return None;
    }
    let digits = |at: usize| {
        joined(at)
            && words.token(at).kind == TokenKind::Number
            && words.token(at).span.len() <= 3
            && words.str(at).bytes().all(|b| b.is_ascii_digit())
    };
    let is_number_sign = |at: usize| matches!(words.str(at), "No" | "No." | "Number");
    let end = if digits(next) {
        if is_number_sign(i) && words.str(next) == HOUSE {
            let speaks = joined(i + 2) && words.facts(i + 2).has(Facts::CUE_VERB);
            return speaks.then(|| mention(words, i, i + 2, EntityType::Organisation, sentence));
        }
        i + 2
    } else if words.token(next).span.len() == 1 && words.is_capitalised(next) {
        // *Girl A said*, *Witness B.*; but *Judge A Roe*.
        if joined(i + 2) && words.is_capitalised(i + 2) {
            return None;
        }
        i + 2
    } else if words.is_capitalised(next) && is_number_sign(next) && digits(i + 2) {
        i + 3
    } else {
        return None;
    };
    if !words.is_capitalised(i) || !words.facts(i).has(Facts::PERSON) || words.facts(i).any(Facts::PLURAL.with(Facts::GIVEN_NAME)) {
        return None;
    }
    Some(mention(words, i, end, EntityType::Person, sentence))
}

/// Whether token `i` begins an amount of money: the *R14* of *R14,500*.
pub(super) fn is_amount(words: &Words<'_>, i: usize) -> bool {
    let thousands = |at: usize| {
        let token = words.token(at);
        token.gap == Gap::None && token.kind == TokenKind::Number && words.str(at).bytes().take_while(u8::is_ascii_digit).count() == 3
    };
    words.str(i).ends_with(|c: char| c.is_ascii_digit())
        && i + 2 < words.len()
        && words.is(i + 1, ",")
        && words.token(i + 1).gap == Gap::None
        && thousands(i + 2)
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
