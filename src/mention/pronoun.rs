//! Pronouns that may stand for a speaker.

use super::{EntityType, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Gender, Tag, Words, is_form};
use crate::span::{TokenRange, to_u32};
use crate::token::Shape;

/// The pronoun at token `i`, if it is one.
pub(super) fn at(words: &Words<'_>, i: usize) -> Option<Mention> {
    if !words.facts(i).has(Facts::PRONOUN) {
        return None;
    }
    // *WHO*, *IT*, *US*: initials, where the line is not in capitals; nobody writes *HE* but with others in capitals.
    let initials = words.token(i).shape == Shape::Upper && words.token(i).span.len() > 1 && is_form!(words, i, "who" | "it" | "us");
    if initials {
        return None;
    }
    let (gender, number, possessive) = match words.form(i) {
        "he" | "him" | "he's" | "he'd" | "he'll" => (Gender::Male, Number::Singular, false),
        "his" => (Gender::Male, Number::Singular, true),
        "she" | "she's" | "she'd" | "she'll" => (Gender::Female, Number::Singular, false),
        "her" => (Gender::Female, Number::Singular, begins_noun_phrase(words, i + 1)),
        "it" => (Gender::Unknown, Number::Singular, false),
        "its" => (Gender::Unknown, Number::Singular, true),
        "i" | "me" | "i've" | "i'd" => (Gender::Unknown, Number::Singular, false),
        "my" => (Gender::Unknown, Number::Singular, true),
        "they" | "them" | "we" | "us" | "they've" | "they're" | "they'd" | "we've" => (Gender::Unknown, Number::Plural, false),
        "their" | "our" => (Gender::Unknown, Number::Plural, true),
        "who" => (Gender::Unknown, Number::Singular, false),
        _ => return None,
    };
    Some(Mention {
        tokens: TokenRange::new(i, i + 1),
        core: TokenRange::new(i, i + 1),
        head: to_u32(i),
        kind: MentionKind::Pronoun,
        entity_type: EntityType::Unknown,
        gender,
        number,
        quoted: false,
        possessive,
        speaker: None,
    })
}

/// Whether a noun or its modifier stands at token `i`, so that *her* before it is possessive.
fn begins_noun_phrase(words: &Words<'_>, i: usize) -> bool {
    i < words.len() && words.joined(i) && matches!(words.tag(i), Tag::NN | Tag::NNS | Tag::JJ | Tag::JJS | Tag::CD | Tag::VBG | Tag::VBN)
}
