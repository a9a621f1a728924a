//! Words whose full stop is their own.

use super::fold::{folded_eq, hash_form};
use std::sync::LazyLock;

/// What may follow the full stop of an abbreviation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Follows {
    Name,
    Anything,
    Number,
}

static ABBREVIATIONS: LazyLock<Vec<(u32, &'static str, Follows)>> = LazyLock::new(|| {
    let rows = include_str!("abbreviations.txt").lines().filter(|line| !line.starts_with('#'));
    let mut list: Vec<_> = rows
        .filter_map(|row| row.split_once('\t'))
        .map(|(form, follows)| {
            let follows = match follows {
                "title" => Follows::Name,
                "number" => Follows::Number,
                _ => Follows::Anything,
            };
            (hash_form(form), form, follows)
        })
        .collect();
    list.sort_unstable_by_key(|&(hash, ..)| hash);
    list
});

fn look_up(hash: u32, word: &str) -> Option<Follows> {
    let at = ABBREVIATIONS.binary_search_by_key(&hash, |&(hash, ..)| hash).ok()?;
    let (_, form, follows) = ABBREVIATIONS[at];
    folded_eq(word, form).then_some(follows)
}

/// Whether a full stop behind `word` (whose folded form has `hash`) belongs to it.
pub(super) fn is_abbreviation(hash: u32, word: &str) -> bool {
    let is_capital = word.starts_with(char::is_uppercase);
    let is_small = word.eq_ignore_ascii_case("vs") || word.eq_ignore_ascii_case("etc");
    (is_capital || is_small) && look_up(hash, word).is_some_and(|follows| follows != Follows::Number || is_small)
}

/// Whether a full stop behind `word` belongs to it before a number: *No. 2*.
pub(super) fn is_before_number(hash: u32, word: &str) -> bool {
    look_up(hash, word) == Some(Follows::Number)
}

/// Whether `word` is an abbreviation that a name follows (*Mr.*, *Gov.*), so that no sentence ends there.
pub(super) fn is_title(hash: u32, word: &str) -> bool {
    look_up(hash, word) == Some(Follows::Name)
}

/// Whether `word` is the party and the beginning of a state behind a name, and `rest` what stands behind the dot: *(D-N.C.)*, *(R-W.Va.)*.
pub(super) fn is_state_of_party(word: &[u8], rest: &[u8]) -> bool {
    let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let [.., b'-', last] = word else { return false };
    let closes = || rest.get(letters).is_some_and(|b| matches!(b, b'.' | b')'));
    last.is_ascii_uppercase() && (1..=2).contains(&letters) && rest[0].is_ascii_uppercase() && closes()
}

/// Whether no part between the dots of `word` is longer than two letters, a party before the first aside: *U.S*, *p.m*, *D-N.C*.
pub(super) fn is_short_dotted(word: &str) -> bool {
    word.split('.').all(|part| part.rsplit('-').next().is_none_or(|part| part.chars().count() <= 2))
}

/// Whether `part` ends web addresses.
pub(super) fn is_domain_ending(part: &[u8]) -> bool {
    matches!(
        part,
        b"com"
            | b"org"
            | b"net"
            | b"gov"
            | b"edu"
            | b"info"
            | b"io"
            | b"uk"
            | b"co"
            | b"eu"
            | b"de"
            | b"fr"
            | b"tv"
            | b"ru"
            | b"ua"
            | b"au"
            | b"ca"
            | b"ie"
            | b"in"
            | b"nz"
            | b"za"
            | b"html"
            | b"php"
            | b"ly"
            | b"me"
            | b"us"
    )
}
