//! Names of firms and services that are written like no other: *eMill*, *Millshop.com*, *4K*, *7-Lanterns*.

use super::run::is_name_word;
use super::{EntityType, Mention, name};
use crate::lexicon::{Words, is_form};
use crate::span::TokenRange;
use crate::token::{Shape, TokenKind};

/// Shortest of those with a capital inside: *kWh* is a measure, *mRNA* a substance.
const SHORTEST: usize = 4;

/// The name that token `i` begins, if it is one and not a capital first.
pub(super) fn at(words: &Words<'_>, i: usize, sentence: TokenRange) -> Option<Mention> {
    let token = words.token(i);
    let limit = sentence.end as usize;
    let form = words.str(i);
    let is_own = match token.kind {
        TokenKind::Word => token.shape == Shape::Mixed && form.len() >= SHORTEST && has_small_behind_capital(form),
        TokenKind::Address => form.starts_with(|c: char| c.is_ascii_uppercase()) && !form.contains(['/', '@', ':']),
        // *4K said*: digits mostly count something.
        TokenKind::Number => form.contains(|c: char| c.is_ascii_uppercase()) && form.bytes().filter(u8::is_ascii_digit).count() <= 3,
        _ => false,
    };
    if !is_own {
        return None;
    }
    let mut end = i + 1;
    while token.kind == TokenKind::Word && is_name_word(words, end, limit) {
        end += 1;
    }
    let stands = if token.kind == TokenKind::Number { speaks(words, i, end, limit) } else { is_alone(words, i, end, limit) };
    stands.then(|| name::of_words(words, TokenRange::new(i, end), EntityType::Organisation, sentence))
}

/// *eMill*, *easyShip*: behind the capital inside stands no second one, and before it no hyphen, as in *anti-Velland*.
fn has_small_behind_capital(form: &str) -> bool {
    let mut letters = form.chars().skip_while(|c| !c.is_uppercase()).skip(1);
    letters.next().is_some_and(char::is_lowercase) && !form.contains('-')
}

/// *an eMill mug*, *eMill users*: it tells of what sort something is.
fn is_alone(words: &Words<'_>, start: usize, end: usize, limit: usize) -> bool {
    let article =
        start > 0 && words.joined(start) && is_form!(words, start - 1, "a" | "an" | "my" | "his" | "her" | "their" | "your" | "new");
    let noun = end < limit && words.joined(end) && words.token(end).is_word() && words.tag(end).is_noun() && !words.is_reporting(end);
    !article && !noun
}

/// Whether a verb of speech stands beside it.
fn speaks(words: &Words<'_>, start: usize, end: usize, limit: usize) -> bool {
    let said = start > 0 && words.joined(start) && words.is_reporting(start - 1);
    let according = start > 1 && is_form!(words, start - 1, "to") && is_form!(words, start - 2, "according");
    said || according || end < limit && words.joined(end) && words.is_reporting(end)
}
