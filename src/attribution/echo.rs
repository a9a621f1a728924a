//! A headline quotes what the article quotes again: the words below tell whose they are.

use super::{Attribution, Rule, View};
use crate::lexicon::{WordClass, is_form};
use crate::quotation::{Quotation, QuotationKind};
use crate::span::TokenRange;
use crate::token::TokenKind;

/// Longest headline, in tokens.
const HEADLINE: usize = 40;

/// Longest heading within an article, in tokens.
const HEADING: usize = 16;

/// Later quotations that are searched for a headline's words.
const SEARCHED: usize = 60;

/// Tokens of a quotation in which the words of a heading stand.
const REACH: u32 = 40;

/// Words that a heading may leave out of what it quotes.
const LEFT_OUT: usize = 2;

/// Longest title of a work, in words.
const TITLE: usize = 3;

/// Shortest single word that is searched for, in bytes.
const LONG_WORD: usize = 6;

/// Gives quotations of headings (the first paragraph, and short ones that end without a full stop) the speaker of the next
/// quotation that holds their words.
pub(super) fn headline(view: &View<'_>, all: &mut [Attribution]) {
    let tokens = view.words.tokens;
    for i in 0..all.len() {
        let quotation = &view.quotations[all[i].quotation.index()];
        let told = all[i].cue.is_some() && all[i].rule != Rule::ClauseBehind || matches!(all[i].rule, Rule::Label | Rule::Signature);
        if quotation.parent.is_some() || told && all[i].entity.is_some() {
            continue;
        }
        let number = tokens.paragraph_of(quotation.tokens.start as usize);
        let paragraph = tokens.paragraphs()[number];
        let longest = if number == 0 { HEADLINE } else { HEADING };
        if paragraph.len() > longest || number > 0 && ends_sentence(view, paragraph) {
            continue;
        }
        // A headline is short, so that its words fit.
        let mut hashes = [0; HEADLINE];
        let mut count = 0;
        for (slot, hash) in hashes.iter_mut().zip(words_of(view, quotation.inner())) {
            *slot = hash;
            count += 1;
        }
        let wanted = &hashes[..count];
        // *known as “the Sleeper”*, *ban the word “please”*: words of a sentence that are no one's, though somebody says them again.
        let is_name = is_title(view, quotation.inner()) || is_named(view, quotation.tokens.start as usize);
        if is_name && is_prose(view, paragraph, quotation) {
            continue;
        }
        let below = all[i + 1..].iter().take(SEARCHED).filter(|a| view.quotations[a.quotation.index()].tokens.start >= paragraph.end);
        let source = below.into_iter().find(|a| a.entity.is_some() && holds(view, &view.quotations[a.quotation.index()], wanted)).copied();
        if let Some(source) = source {
            let kind = if all[i].kind == QuotationKind::None { QuotationKind::Mixed } else { all[i].kind };
            all[i] = Attribution { kind, entity: source.entity, mention: None, cue: None, confidence: 80, rule: Rule::Echo, ..all[i] };
        }
    }
}

/// Whether a full stop stands at the paragraph's end, inside or outside the marks.
fn ends_sentence(view: &View<'_>, paragraph: TokenRange) -> bool {
    let last = paragraph.range().rev().find(|&i| view.words.token(i).kind != TokenKind::Mark);
    last.is_some_and(|i| view.words.is(i, "."))
}

/// Whether all words of a few have a capital: the title of a work, of which somebody may speak below.
fn is_title(view: &View<'_>, range: TokenRange) -> bool {
    let mut words = range.range().filter(|&i| view.words.token(i).is_word());
    (2..=TITLE).contains(&words.clone().count()) && words.all(|i| view.words.is_capitalised(i))
}

/// Whether what stands before token `start` tells that the marks hold a name, or a word as a word.
fn is_named(view: &View<'_>, start: usize) -> bool {
    let words = &view.words;
    let named = start > 1 && words.is(start - 1, "as") && is_form!(words, start - 2, "known" | "named");
    named || start > 0 && words.is_any(start - 1, [WordClass::Expression, WordClass::Calling])
}

/// Whether most words of a line outside its quotation have no capital.
fn is_prose(view: &View<'_>, paragraph: TokenRange, quotation: &Quotation) -> bool {
    let outside = |i: &usize| !quotation.tokens.range().contains(i);
    let words = || paragraph.range().filter(outside).filter(|&i| view.words.token(i).is_word());
    words().filter(|&i| view.words.is_capitalised(i)).count() * 2 < words().count()
}

/// Hashes of the words between the marks.
fn words_of(view: &View<'_>, range: TokenRange) -> impl Iterator<Item = u32> {
    range.range().map(|i| view.words.token(i)).filter(|t| t.is_word()).map(|t| t.hash)
}

/// Whether the words stand in the quotation: all of a short phrase in a row, or five in a row of a longer one.
fn holds(view: &View<'_>, quotation: &Quotation, wanted: &[u32]) -> bool {
    let inner = quotation.inner();
    let in_a_row = |run: &[u32]| {
        (inner.start..inner.end).any(|start| {
            view.words.token(start as usize).hash == run[0]
                && words_of(view, TokenRange { start, ..inner }).take(run.len()).eq(run.iter().copied())
        })
    };
    match wanted {
        [] => false,
        [one] => {
            let is_it = |i: usize| view.words.token(i).is_word() && view.words.token(i).hash == *one;
            inner.range().any(|i| is_it(i) && view.words.token(i).span.len() >= LONG_WORD)
        }
        _ => {
            let n = wanted.len().min(5);
            wanted.windows(n).any(in_a_row) || wanted.len() > 2 && wanted.len() <= HEADING && shortens(view, inner, wanted)
        }
    }
}

/// Whether `wanted` are words of the range in their order, with few left out between them: *“cold for months”* for *“cold for
/// many months”*.
fn shortens(view: &View<'_>, range: TokenRange, wanted: &[u32]) -> bool {
    let begins = |start: u32| view.words.token(start as usize).hash == wanted[0];
    (range.start..range.end).take(SEARCHED).filter(|&start| begins(start)).any(|start| {
        let end = range.end.min(start + REACH);
        let mut left = wanted;
        for hash in words_of(view, TokenRange { start, end }).take(wanted.len() + LEFT_OUT) {
            if left.first() == Some(&hash) {
                left = &left[1..];
            }
        }
        left.is_empty()
    })
}
