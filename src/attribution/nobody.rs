//! Words in marks that nobody says, or a crowd, by what stands around them: no speaker is looked for.

use super::View;
use super::clause::begins_with_question;
use super::grammar::Grammar;
use crate::lexicon::{Facts, Tag, WordClass, Words, is_form};
use crate::mention::{Mention, MentionKind};
use crate::quotation::{Quotation, QuotationKind};
use crate::span::TokenRange;
use crate::token::Shape;

/// Words of a name before the nickname in it.
const WITHIN: usize = 6;

/// Longest title of a work, and longest term in a question, in words.
const TITLE: usize = 12;
const TERM: usize = 4;

/// Verbs of at least this weight before a term tell whose it is.
const TERMED: u8 = 40;

/// What a quotation is that belongs to nobody who could be named: no speech, or the shouts of a crowd.
pub(super) fn nobodys(view: &View<'_>, grammar: &Grammar, quotation: &Quotation) -> Option<QuotationKind> {
    let is_name = || {
        is_in_name(view, grammar, quotation)
            || is_title_of_work(view, quotation)
            || is_byname(view, quotation.tokens.start as usize)
            || is_nickname(view, quotation.tokens)
            || is_inscription(view, quotation.tokens.start as usize)
    };
    if is_name() || is_term_of_question(view, quotation) {
        return Some(QuotationKind::None);
    }
    is_shouted(&view.words, quotation.tokens).then_some(if quotation.kind == QuotationKind::None {
        QuotationKind::Mixed
    } else {
        quotation.kind
    })
}

/// Whether the quotation is a nickname inside a name: *Tom “Tiny” Roe*.
fn is_in_name(view: &View<'_>, grammar: &Grammar, quotation: &Quotation) -> bool {
    let start = quotation.tokens.start as usize;
    let holds = |m: &Mention| m.kind == MentionKind::Name && m.tokens.end > quotation.tokens.end;
    (start.saturating_sub(WITHIN)..start).filter_map(|i| grammar.starting(i)).any(|m| holds(&view.mentions[m.index()]))
}

/// Whether the words in marks are the title of a thing that has one: *in her book, “The Long Rain,” Roe argues*, *“The Long Rain,” published in
/// May, sold*.
fn is_title_of_work(view: &View<'_>, quotation: &Quotation) -> bool {
    let words = &view.words;
    let (start, end) = (quotation.tokens.start as usize, quotation.tokens.end as usize);
    let comma = start > 1 && words.is(start - 1, ",");
    let noun = start.checked_sub(if comma { 2 } else { 1 });
    let names = |noun: usize| {
        let is_noun = words.tag(noun).is_noun()
            || noun > 0 && (matches!(words.tag(noun - 1), Tag::DT | Tag::PRPS | Tag::CD) || words.tag(noun - 1).is_adjective());
        words.facts(noun).has(Facts::WORK) && is_noun && words.joined(noun + 1)
    };
    let published = || {
        end < words.len()
            && words.is(end.saturating_sub(2), ",")
            && (is_form!(words, end, "published" | "released" | "starring" | "directed")
                || words.is(end, "first") && end + 1 < words.len() && words.tag(end + 1) == Tag::VBN)
    };
    (noun.is_some_and(names) || published()) && is_title(view, quotation.inner())
}

/// Words between *known* and the *as* before a byname.
const KNOWN: usize = 8;

/// Whether what stands before token `start` tells that the marks hold a byname: *known to her pupils as “the Hammer”*.
fn is_byname(view: &View<'_>, start: usize) -> bool {
    let words = &view.words;
    let Some(sign) = start.checked_sub(1).filter(|&i| words.is(i, "as")) else { return false };
    let floor = (words.tokens.sentence_at(sign).start as usize).max(sign.saturating_sub(KNOWN));
    let before = (floor..sign).rev().take_while(|&i| words.token(i).is_word() && !words.tag(i).is_finite() && view.owners[i].is_none());
    before.into_iter().any(|i| is_form!(words, i, "known" | "nicknamed"))
}

/// Most words between the article of a noun phrase and its end.
const PHRASE: usize = 4;

/// Whether the marks hold what things are called by nobody in particular: *a boxy minicar affectionately called the “shoebox”*.
fn is_nickname(view: &View<'_>, quotation: TokenRange) -> bool {
    let words = &view.words;
    let (start, end) = (quotation.start as usize, quotation.end as usize);
    let called = start > 3 && words.is(start - 1, "the") && words.is_a(start - 2, WordClass::Calling);
    if !called || !words.tag(start - 3).is_adverb() || end < words.len() && words.is(end, "by") {
        return false;
    }
    let last = start - 3;
    let is_within = |&i: &usize| words.joined(i + 1) && words.token(i).is_word() && !words.tag(i).is_verb() && words.tag(i) != Tag::IN;
    let mut phrase = (last.saturating_sub(PHRASE)..last).rev().take_while(is_within);
    phrase.any(|i| is_form!(words, i, "a" | "an"))
}

/// Whether the marks hold what stands on a placard: *with inscriptions such as “Pay us”*.
fn is_inscription(view: &View<'_>, start: usize) -> bool {
    let words = &view.words;
    let as_example = start > 2 && words.is(start - 1, "as") && words.is(start - 2, "such");
    let noun = if as_example { start - 3 } else { start.saturating_sub(2) };
    let leads = as_example || start > 1 && (words.is(start - 1, "like") || words.is(start - 1, "including"));
    leads && matches!(words.str(noun), "inscriptions" | "slogans" | "placards" | "banners" | "signs" | "posters")
}

/// Whether several words are written as titles are: all have a capital but small ones, and not only the first.
fn is_title(view: &View<'_>, inner: TokenRange) -> bool {
    let words = &view.words;
    let all = || inner.range().filter(|&i| words.token(i).is_word());
    let is_small = |i: usize| words.facts(i).has(Facts::FUNCTION) && !matches!(words.tag(i), Tag::PRP | Tag::PRPS);
    let is_large = |i: usize| words.is_capitalised(i) && words.token(i).shape != Shape::Upper;
    (2..=TITLE).contains(&all().take(TITLE + 1).count())
        && all().next().is_some_and(is_large)
        && all().next_back().is_some_and(is_large)
        && all().all(|i| is_large(i) || is_small(i))
}

/// *Asked whether the plan was a “surrender,” Roe said it was not*: the term is of the question, which nobody is named for.
fn is_term_of_question(view: &View<'_>, quotation: &Quotation) -> bool {
    let words = &view.words;
    let (start, end) = (quotation.tokens.start as usize, quotation.tokens.end as usize);
    let sentence = words.tokens.sentence_at(start);
    let first = sentence.start as usize;
    let asks = begins_with_question(view, first);
    let inner = quotation.inner();
    let count = inner.range().filter(|&i| words.token(i).is_word()).take(TERM + 1).count();
    let closes = end < sentence.end as usize && words.is(end, ",") || words.is(end.saturating_sub(2), ",");
    // *Asked about what its makers had termed “…,” he laughed*: somebody's term.
    let is_said = |i: usize| words.facts(i).has(Facts::CUE_VERB) && words.info(i).cue_weight >= TERMED;
    let clause = |i: usize| !words.is(i, ",") && !words.is(i, ":") && view.owners[i].is_none() && !is_said(i);
    asks && start > first
        && count <= TERM
        && closes
        && inner.range().next().is_some_and(|i| !words.is_capitalised(i))
        // From the marks on back, so that no word is looked at for two quotations.
        && (first + 1..start).rev().all(clause)
}

/// *he said amid chants of “Roe! Roe!”*: the words of a crowd.
pub(crate) fn is_shouted(words: &Words<'_>, quotation: TokenRange) -> bool {
    let (start, end) = (quotation.start as usize, quotation.end as usize);
    let shouts = start > 2
        && words.is(start - 1, "of")
        && words.is_a(start - 2, WordClass::Chanting)
        && is_form!(words, start - 3, "amid" | "to" | "with" | "by" | "over" | "through" | "despite");
    shouts && !(end < words.len() && is_form!(words, end, "from" | "by"))
}
