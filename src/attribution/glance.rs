//! What a single token looks like to the model: a class of words, signs or gaps.

use super::View;
use super::feature::GLANCES;
use crate::lexicon::{Facts, Tag};
use crate::token::TokenKind;
use std::cell::Cell;

/// The class of what is not there.
pub(super) const NOTHING: usize = 0;
const LAST: usize = 38;
const _: () = assert!(LAST < GLANCES);

/// Not looked at yet.
const UNSEEN: u8 = u8::MAX;

/// The classes of an article's tokens, each found out when it is first asked for: many options stand beside few quotations.
#[derive(Debug, Default)]
pub(super) struct Glances {
    classes: Vec<Cell<u8>>,
}

impl Glances {
    pub(super) fn reset(&mut self, tokens: usize) {
        self.classes.clear();
        self.classes.resize(tokens, Cell::new(UNSEEN));
    }

    /// The class of token `i`, seen from a neighbour within `first..end`.
    #[inline]
    pub(super) fn at(&self, view: &View<'_>, i: Option<usize>, first: usize, end: usize) -> usize {
        match i {
            Some(i) if i >= first && i < end => {
                let known = &self.classes[i];
                if known.get() == UNSEEN {
                    known.set(class(view, i));
                }
                usize::from(known.get())
            }
            _ => NOTHING,
        }
    }
}

/// The class of token `i`.
#[inline(never)]
fn class(view: &View<'_>, i: usize) -> u8 {
    let words = &view.words;
    let token = words.token(i);
    match token.kind {
        TokenKind::Possessive => return 8,
        TokenKind::Number => return 9,
        TokenKind::Mark => return 7,
        TokenKind::Word => {}
        _ => {
            return match words.str(i) {
                "," => 2,
                ":" => 3,
                "." | "!" | "?" | "…" | "..." => 4,
                "-" | "–" | "—" | "--" => 5,
                "(" | ")" | "[" | "]" => 6,
                _ => 1,
            };
        }
    }
    let info = words.info(i);
    let facts = info.facts;
    let tag = words.tag(i);
    if facts.has(Facts::FUNCTION) {
        match words.form(i) {
            "that" => return 15,
            "of" => return 18,
            "by" => return 19,
            "as" => return 35,
            "is" | "was" | "are" | "were" | "be" | "been" | "being" => return 25,
            "and" | "or" | "but" => return 14,
            "for" | "from" | "with" => return 37,
            "not" | "n't" => return 38,
            _ => {}
        }
    }
    if facts.has(Facts::CUE_VERB) && !token.is_capitalised() {
        return if info.cue_weight >= 60 {
            10
        } else if info.cue_weight >= 25 {
            11
        } else {
            verb_class(tag, 12)
        };
    }
    if facts.has(Facts::CUE_PREPOSITION) {
        return 13;
    }
    match tag {
        Tag::WP | Tag::WDT | Tag::WPS => 16,
        Tag::IN => 17,
        Tag::TO => 20,
        Tag::DT => 21,
        Tag::PRPS => 22,
        Tag::PRP => 23,
        Tag::MD => 24,
        Tag::RB | Tag::RBR | Tag::RBS => 31,
        Tag::JJ | Tag::JJR | Tag::JJS => 32,
        Tag::NN | Tag::NNS => 33,
        Tag::Unknown if token.is_capitalised() => 34,
        _ => verb_class(tag, 36),
    }
}

fn verb_class(tag: Tag, other: u8) -> u8 {
    match tag {
        Tag::VBD => 26,
        Tag::VBZ | Tag::VBP => 27,
        Tag::VBN => 28,
        Tag::VBG => 29,
        Tag::VB => 30,
        _ => other,
    }
}
