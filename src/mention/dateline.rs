//! Where an article was sent from: *LONDON (AP) — The bank said …*, *MUMBAI: The bank said …*. Nobody in it is spoken of.

use super::run::{LineStyle, line_style};
use crate::lexicon::{Facts, WordClass, Words};
use crate::span::{TokenRange, to_u32};
use crate::token::{Gap, Shape, TokenKind};

/// Longest dateline, in tokens.
const LONGEST: usize = 20;

/// Where the text of those paragraphs begins that have a dateline: the tokens behind its dash or colon, in order.
pub fn find(words: &Words<'_>, out: &mut Vec<u32>) {
    out.clear();
    out.extend(words.tokens.paragraphs().iter().filter_map(|&paragraph| Some(to_u32(text_start(words, paragraph)?))));
}

/// Where the text of a paragraph begins: behind the dash or colon of its dateline, if it has one.
fn text_start(words: &Words<'_>, paragraph: TokenRange) -> Option<usize> {
    let start = paragraph.start as usize;
    if !words.token(start).is_word() || !words.token(start).is_capitalised() {
        return None;
    }
    let limit = (start + LONGEST).min(paragraph.end as usize);
    let sign = (start + 1..limit).find(|&i| !belongs(words, i)).filter(|&i| begins_text(words, i + 1, paragraph))?;
    let ends = if words.is(sign, ":") { is_place_alone(words, start, sign) } else { is_dash(words, sign) && is_place(words, start, sign) };
    (ends && line_style(words, paragraph) == LineStyle::Plain).then_some(sign + 1)
}

/// Whether token `i` may stand in a dateline: capitals, numbers and their signs, the small words of places.
fn belongs(words: &Words<'_>, i: usize) -> bool {
    let token = words.token(i);
    match token.kind {
        TokenKind::Word => token.is_capitalised() || words.facts(i).has(Facts::PARTICLE) || words.is(i - 1, "(") && words.is(i + 1, ")"),
        TokenKind::Number => true,
        TokenKind::Punct => matches!(words.str(i), "," | "(" | ")" | "." | "/" | "|"),
        _ => false,
    }
}

/// Whether token `i` is a dash between two parts of a line, not a hyphen.
fn is_dash(words: &Words<'_>, i: usize) -> bool {
    match words.str(i) {
        "—" | "–" => true,
        "-" | "--" => words.token(i).gap == Gap::Blank,
        _ => false,
    }
}

/// Whether a sentence may begin with token `i`.
fn begins_text(words: &Words<'_>, i: usize, paragraph: TokenRange) -> bool {
    i < paragraph.end as usize && (words.token(i).is_capitalised() || words.token(i).kind == TokenKind::Mark)
}

/// Whether what stands before the dash tells a place: in capitals, or with a day or an agency behind it.
fn is_place(words: &Words<'_>, start: usize, dash: usize) -> bool {
    let name_end = (start..dash).find(|&i| matches!(words.str(i), "," | "(" | "/" | "|")).unwrap_or(dash);
    let upper = |i: usize| words.token(i).shape == Shape::Upper || words.facts(i).has(Facts::PARTICLE);
    // *ANN LEE — I never knew.*, *Ann Lee (AKP) — Mayor*: persons of a transcript, of a list.
    let person = words.facts(start).has(Facts::GIVEN_NAME) && !words.facts(start).has(Facts::PLACE) && name_end > start + 1;
    if words.token(start).span.len() > 2 && (start..name_end).all(upper) {
        return !person || name_end < dash;
    }
    let agency = |i: usize| {
        words.is(i, "(")
            && i + 2 < dash
            && words.is(i + 2, ")")
            && (words.facts(i + 1).has(Facts::BODY) || words.token(i + 1).shape == Shape::Upper && words.token(i + 1).span.len() > 1)
    };
    let day = |i: usize| is_month(words, i) && i + 1 < dash && words.token(i + 1).kind == TokenKind::Number;
    !person && (name_end..dash).any(|i| agency(i) || day(i))
}

/// Whether what stands before the colon is a place in capitals and no more: *NEW DELHI:*. Persons of a transcript have a colon too.
fn is_place_alone(words: &Words<'_>, start: usize, colon: usize) -> bool {
    let place = words.whole(TokenRange::new(start, colon)).is_some_and(|place| place.facts.has(Facts::PLACE));
    place && !words.facts(start).has(Facts::GIVEN_NAME) && (start..colon).all(|i| words.token(i).shape == Shape::Upper)
}

/// Whether token `i` is a month, in full or cut short.
fn is_month(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::Month)
}
