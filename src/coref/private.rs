//! Descriptions of a private life: *the pensioner*, *the mother of two*. Of those who are heard because of an office nobody speaks so.

use crate::lexicon::{Facts, WordClass, Words, is_form};
use crate::mention::Mention;

/// Whether the description tells of nothing but age or family.
pub(super) fn is_private(words: &Words<'_>, mention: &Mention) -> bool {
    let head = mention.head as usize;
    words.facts(head).has(Facts::KIN) || ages(words, mention).is_some() || words.is_a(head, WordClass::Private)
}

/// Between which ages those are who are called so.
pub(super) fn ages(words: &Words<'_>, mention: &Mention) -> Option<(u32, u32)> {
    let head = mention.head as usize;
    if is_form!(words, head, "teenager" | "teen") {
        Some((13, 19))
    } else if is_form!(words, head, "schoolboy" | "schoolgirl") {
        Some((4, 18))
    } else if is_form!(words, head, "pensioner" | "retiree") {
        Some((55, 115))
    } else {
        None
    }
}
