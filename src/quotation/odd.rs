//! Where a quotation ends whose closing mark was forgotten, and where one begins whose opening mark was.
//!
//! No mark has an effect beyond its paragraph, so one odd mark cannot turn the rest of an article inside out.

use super::marks::{self, Family};
use super::page::Page;
use crate::lexicon::{Facts, Tag};
use crate::span::TokenRange;
use crate::token::TokenKind;

/// Cue verbs of at least this weight make an attribution behind a comma on their own.
const PLAIN_CUE: u8 = 40;

/// Longest subject of an attribution, in tokens.
const SUBJECT: usize = 7;

/// One past the sign in `from..to` behind which an attribution follows: *We won, said Kim.*
pub(super) fn attributed_end(page: &Page, from: usize, to: usize) -> Option<usize> {
    (from..to).find(|&i| page.is_sign(i, &[',', '?', '!']) && is_attribution(page, i + 1, to)).map(|i| i + 1)
}

/// Whether *said X* or *X said* begins at token `i` and is over before `to`.
pub(super) fn is_attribution(page: &Page, i: usize, to: usize) -> bool {
    if i >= to {
        return false;
    }
    if is_cue(page, i) {
        return i + 1 < to && is_subject(page, i + 1);
    }
    if !is_subject(page, i) {
        return false;
    }
    let mut verb = i + 1;
    while verb < to && verb < i + SUBJECT && !is_cue(page, verb) {
        if page.token(verb).kind == TokenKind::Mark || page.info(verb).tag.is_finite() {
            return false;
        }
        verb += 1;
    }
    if verb >= to || !is_cue(page, verb) {
        return false;
    }
    // *he said he would come* reports a clause of its own.
    let next = verb + 1;
    next >= to
        || page.token(next).kind == TokenKind::Punct
        || page.token(next).is_capitalised() && !page.info(next).facts.has(Facts::FUNCTION)
        || matches!(page.info(next).tag, Tag::IN | Tag::TO | Tag::RB | Tag::RP | Tag::NNS) && page.form(next) != "that"
}

fn is_cue(page: &Page, i: usize) -> bool {
    let info = page.info(i);
    info.facts.has(Facts::CUE_VERB) && info.cue_weight >= PLAIN_CUE && !page.token(i).is_capitalised() && info.tag.is_finite()
}

/// Whether somebody who may be speaking begins at token `i`: a name, the third person, *the*, *a*. Who says *I* is still quoted.
fn is_subject(page: &Page, i: usize) -> bool {
    let token = page.token(i);
    let form = page.form(i);
    if !token.is_word() || ["i", "we", "you"].iter().any(|w| form.eq_ignore_ascii_case(w)) {
        return false;
    }
    token.is_capitalised() && !page.info(i).facts.has(Facts::FUNCTION) || matches!(page.info(i).tag, Tag::PRP | Tag::PRPS | Tag::DT)
}

/// Where the quotation begins that the lonely mark at token `close` closes: behind the words that introduce it (*Kim
/// said: we ran.”*), or at the start of its sentence, but not before `from`, where an earlier quotation ends, and not in the
/// attribution of that one (*“We won,” Kim said, we ran.”*).
pub(super) fn unopened_start(page: &Page, close: usize, from: usize, is_behind_quotation: bool) -> usize {
    let sentences = page.tokens.sentences();
    let sentence = sentences.get(page.tokens.sentence_of(close)).map_or(from, |s| s.start as usize);
    let is_new_sentence = sentence > from || !is_behind_quotation;
    let mut start = sentence.max(from);
    let lead = (start..close.min(start + SUBJECT)).find(|&i| is_cue(page, i));
    let introduced = lead.and_then(|cue| {
        // Only the sign right behind the cue introduces; after a quotation its attribution may be longer.
        let to = if is_new_sentence { (cue + 2).min(close) } else { close };
        (cue + 1..to).find(|&i| page.is_sign(i, &[',', ':', '.', ';']))
    });
    if let Some(sign) = introduced {
        start = sign + 1;
    }
    while start < close && page.token(start).kind == TokenKind::Punct {
        start += 1;
    }
    start
}

/// One past the last token of the sentence of token `i`, but not behind `to`.
pub(super) fn sentence_end(page: &Page, i: usize, to: usize) -> usize {
    page.tokens.sentences().get(page.tokens.sentence_of(i)).map_or(to, |s| (s.end as usize).min(to))
}

/// Whether the paragraph `next` opens with a mark of a family that `fits`: then an unclosed quotation before it goes on there.
pub(super) fn opens_with_mark(page: &Page, next: Option<&TokenRange>, fits: impl Fn(Family) -> bool) -> bool {
    next.is_some_and(|p| {
        let first = p.start as usize;
        p.len() > 1 && page.token(first).kind == TokenKind::Mark && marks::family(page.form(first)).is_some_and(fits)
    })
}
