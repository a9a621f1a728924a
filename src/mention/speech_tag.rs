//! The verb of a clause of two parts right behind a quotation, where it could be a noun as well: *“…,” the narrator states.*

use super::nominal::SPEAKING;
use crate::lexicon::{Facts, Tag, Words};
use crate::span::TokenRange;
use crate::token::TokenKind;

/// Longest subject between a quotation and its verb, in tokens.
const SUBJECT: usize = 9;

/// Words behind a noun among which the verb of its clause may stand: *“…,” party figures in Wexham said*.
const CLAUSE: usize = 8;

/// Whether token `verb`, which may be a noun elsewhere, reports the quotation before its subject: *“…,” Ann Lee volunteers.*
pub(crate) fn is_verb_of_tag(words: &Words<'_>, verb: usize, sentence: TokenRange) -> bool {
    let (floor, limit) = (sentence.start as usize, sentence.end as usize);
    let facts = words.facts(verb);
    if verb < floor + 3 || !facts.has(Facts::CUE_VERB) || words.is_capitalised(verb) || !words.joined(verb) {
        return false;
    }
    // What agrees with its subject: *she states*, *they state*.
    let last = verb - 1;
    let plural = !words.is_capitalised(last) && (words.tag(last) == Tag::NNS || words.facts(last).has(Facts::PLURAL));
    let is_subject = words.is_capitalised(last) || words.tag(last).is_noun() || words.facts(last).any(SPEAKING);
    if !is_subject || plural == words.str(verb).ends_with('s') {
        return false;
    }
    let next = verb + 1;
    let ends = next >= limit || !words.token(next).is_word() || {
        let tag = words.tag(next);
        (matches!(tag, Tag::IN | Tag::TO | Tag::DT | Tag::PRP | Tag::PRPS | Tag::WRB) || tag.is_adverb()) && !words.is(next, "of")
    };
    if !ends || words.first_reporting(next..limit.min(next + CLAUSE)).is_some() {
        return false;
    }
    let in_subject = |i: &usize| {
        let token = words.token(*i);
        !matches!(token.kind, TokenKind::Mark | TokenKind::Punct)
            && (token.is_capitalised() || !words.tag(*i).is_verb() && words.tag(*i) != Tag::TO)
    };
    let start = (floor.max(verb.saturating_sub(SUBJECT))..verb).rev().take_while(in_subject).last();
    let Some(mark) = start.and_then(|start| start.checked_sub(1)).filter(|&mark| mark > floor) else { return false };
    // *“…,” Ann Lee*, as printed in America, and *‘…’, Ann Lee*
    let (sign, mark) = if words.is(mark, ",") { (mark, mark - 1) } else { (mark - 1, mark) };
    words.token(mark).kind == TokenKind::Mark && matches!(words.str(sign), "," | "?" | "!")
}
