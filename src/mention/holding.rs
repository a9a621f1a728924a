//! Whether somebody holds a role, held it, will hold it, or is under who holds it: the former minister is not the minister.

use crate::lexicon::{Facts, Words};
use crate::token::TokenKind;

/// How somebody has a role.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Holding {
    /// *the minister*
    #[default]
    Now,
    /// *the former minister*, *the then minister*
    Past,
    /// *the incoming minister*
    Future,
    /// *the deputy minister*
    Under,
}

/// Words before a noun that may tell how its role is held.
const REACH: usize = 10;

impl Holding {
    /// All of them.
    pub const ALL: [Holding; 4] = [Holding::Now, Holding::Past, Holding::Future, Holding::Under];

    /// What the words from token `start` up to the noun at `head` say, and the word before them if it stands alone (*former
    /// President Roe*).
    pub fn of(words: &Words<'_>, start: usize, head: usize) -> Holding {
        let before = start > 0 && words.joined(start) && words.token(start - 1).kind == TokenKind::Word;
        let first = (if before { start - 1 } else { start }).max(head.saturating_sub(REACH));
        (first..=head).find_map(|i| Holding::of_word(words, i)).unwrap_or_default()
    }

    /// What the word at token `i` says of the role behind it.
    pub fn of_word(words: &Words<'_>, i: usize) -> Option<Holding> {
        let facts = words.facts(i);
        if facts.any(Facts::HELD.with(Facts::TO_BE_HELD).with(Facts::UNDER_HOLDER)) {
            return Some(if facts.has(Facts::HELD) {
                Holding::Past
            } else if facts.has(Facts::TO_BE_HELD) {
                Holding::Future
            } else {
                Holding::Under
            });
        }
        match &words.text.as_bytes()[words.token(i).span.range()] {
            [b'e' | b'E', b'x', b'-', ..] | [b't' | b'T', b'h', b'e', b'n', b'-', ..] => Some(Holding::Past),
            [b'v' | b'V', b'i', b'c', b'e', b'-', ..] => Some(Holding::Under),
            _ => None,
        }
    }
}
