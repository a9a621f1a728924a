//! Apostrophes that look like single quote marks: elisions ('90s, 'em, goin') and the plural possessive (the ministers' plan).

use super::form_list::FormList;
use super::page::Page;
use crate::lexicon::{Facts, Tag};
use crate::token::TokenKind;
use std::sync::LazyLock;

/// How an apostrophe takes part in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Before,
    After,
    Either,
    Rarely,
}

const LIST: &str = include_str!("elisions.txt");

static ELISIONS: LazyLock<FormList<Place>> = LazyLock::new(|| {
    FormList::new(LIST, |place| match place {
        "before" => Place::Before,
        "after" => Place::After,
        "either" => Place::Either,
        _ => Place::Rarely,
    })
});

/// How likely a mark is an apostrophe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Apostrophe {
    /// It is a quote mark, if it can be paired.
    No,
    /// It is an apostrophe, unless what it would pair with is beyond doubt.
    Perhaps,
    /// It is an apostrophe.
    Yes,
}

/// Whether a single mark directly before token `i` is an apostrophe of that token.
pub(super) fn begins(page: &Page, i: usize) -> Apostrophe {
    let token = page.token(i);
    match token.kind {
        TokenKind::Number => match page.form(i).as_bytes() {
            [b'0'..=b'9', b'0'..=b'9', b's' | b'S'] => Apostrophe::Yes,
            [b'0'..=b'9', b'0'..=b'9'] => Apostrophe::Perhaps,
            _ => Apostrophe::No,
        },
        TokenKind::Word => match ELISIONS.get(page, i) {
            Some(Place::Before | Place::Either) => Apostrophe::Yes,
            Some(Place::Rarely) if !token.is_capitalised() => Apostrophe::Perhaps,
            _ => Apostrophe::No,
        },
        _ => Apostrophe::No,
    }
}

/// Whether a single mark directly behind token `i`, with a blank and token `i + 1` after it, is an apostrophe of token `i`.
/// `end` is the end of the paragraph.
pub(super) fn ends(page: &Page, i: usize, end: usize) -> Apostrophe {
    let token = page.token(i);
    if !token.is_word() {
        return Apostrophe::No;
    }
    let form = page.form(i);
    if matches!(ELISIONS.get(page, i), Some(Place::After | Place::Either)) {
        return Apostrophe::Perhaps;
    }
    if page.is_clipped(i) {
        return Apostrophe::Perhaps;
    }
    let sibilant = form.ends_with(['s', 'S', 'z', 'x']);
    if sibilant && i + 2 < end && is_owned(page, i + 2) { Apostrophe::Perhaps } else { Apostrophe::No }
}

/// Whether token `i` may begin what a possessive before it owns: a noun or what stands before nouns.
fn is_owned(page: &Page, i: usize) -> bool {
    let token = page.token(i);
    let info = page.info(i);
    match token.kind {
        TokenKind::Number => true,
        // two days' worth of water
        TokenKind::Word if info.tag == Tag::Unknown || page.form(i) == "worth" => true,
        TokenKind::Word => {
            let clause = info.tag.is_finite() && !matches!(info.second_tag, Tag::NN | Tag::NNS | Tag::VBN | Tag::JJ);
            let function = info.facts.has(Facts::FUNCTION) && !matches!(info.tag, Tag::JJ | Tag::CD | Tag::JJS);
            !clause && !function
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotation::form_list::rows;

    #[test]
    fn the_list_is_sorted_and_its_columns_known() {
        let forms: Vec<&str> = rows(LIST).map(|(form, _)| form).collect();
        assert!(forms.windows(2).all(|pair| pair[0] < pair[1]), "sorted, no form twice");
        assert!(rows(LIST).all(|(_, place)| matches!(place, "before" | "after" | "either" | "rarely")));
        assert!(rows(LIST).all(|(form, _)| form == form.to_lowercase()));
    }
}
