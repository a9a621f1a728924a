//! A headline quotes what the article quotes again: the words below tell whose they are.

use super::{Attribution, Rule, View};
use crate::quotation::{Quotation, QuotationKind};
use crate::span::TokenRange;

/// Longest headline, in tokens.
const HEADLINE: usize = 40;

/// Later quotations that are searched for a headline's words.
const SEARCHED: usize = 60;

/// Shortest single word that is searched for, in bytes.
const LONG_WORD: usize = 6;

/// Gives quotations of the first paragraph the speaker of a later quotation that holds their words.
pub(super) fn headline(view: &View<'_>, all: &mut [Attribution]) {
    let Some(paragraph) = view.words.tokens.paragraphs().first().filter(|p| p.len() <= HEADLINE) else { return };
    let in_headline = all.iter().take_while(|a| view.quotations[a.quotation.index()].tokens.start < paragraph.end).count();
    let (headline, body) = all.split_at_mut(in_headline);
    for attribution in headline {
        let quotation = &view.quotations[attribution.quotation.index()];
        let told = attribution.cue.is_some() && attribution.rule != Rule::ClauseBehind || attribution.rule == Rule::Label;
        if quotation.parent.is_some() || told && attribution.entity.is_some() {
            continue;
        }
        let wanted = words_of(view, quotation.inner());
        let source = body.iter().take(SEARCHED).find(|a| a.entity.is_some() && holds(view, &view.quotations[a.quotation.index()], &wanted));
        if let Some(source) = source {
            let kind = if attribution.kind == QuotationKind::None { QuotationKind::Mixed } else { attribution.kind };
            *attribution =
                Attribution { kind, entity: source.entity, mention: None, cue: None, confidence: 80, rule: Rule::Echo, ..*attribution };
        }
    }
}

/// Hashes of the words between the marks.
fn words_of(view: &View<'_>, range: TokenRange) -> Vec<u32> {
    range.range().map(|i| view.words.token(i)).filter(|t| t.is_word()).map(|t| t.hash).collect()
}

/// Whether the words stand in the quotation: all of a short phrase in a row, or five in a row of a longer one.
fn holds(view: &View<'_>, quotation: &Quotation, wanted: &[u32]) -> bool {
    let there = words_of(view, quotation.inner());
    match wanted {
        [] => false,
        [one] => {
            there.contains(one)
                && quotation.inner().range().any(|i| view.words.token(i).hash == *one && view.words.token(i).span.len() >= LONG_WORD)
        }
        _ => {
            let n = wanted.len().min(5);
            wanted.windows(n).any(|run| there.windows(n).any(|other| other == run))
        }
    }
}
