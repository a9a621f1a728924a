//! Labelled attributions in tokens.

use crate::gold::GoldArticle;
use crate::lexicon::Tag;
use crate::relation::Scene;
use crate::span::{OffsetMap, TokenRange, Units};
use crate::token::TokenKind;

/// One labelled attribution.
#[derive(Clone, Debug)]
pub(super) struct Labelled {
    pub(super) cue: TokenRange,
    pub(super) source: Option<TokenRange>,
    /// What stands before the cue, and behind it; empty where there is nothing.
    pub(super) content: [TokenRange; 2],
}

/// The attributions of an article that have a cue.
pub(super) fn labels(scene: &Scene<'_>, gold: &GoldArticle) -> Vec<Labelled> {
    let text = scene.words.text;
    let map = OffsetMap::new(text, Units::CodePoints);
    let tokens = |pieces: &[[u32; 2]]| -> Vec<TokenRange> {
        let range = |&[start, end]: &[u32; 2]| {
            let [start, end] = [start, end].map(|offset| map.to_byte(text, offset));
            let all = scene.words.tokens.all();
            let first = all.partition_point(|token| token.span.end <= start);
            TokenRange::new(first, all.partition_point(|token| token.span.start < end).max(first))
        };
        pieces.iter().map(range).filter(|range| !range.is_empty()).collect()
    };
    let hull = |pieces: &[TokenRange]| -> Option<TokenRange> {
        let start = pieces.iter().map(|piece| piece.start).min()?;
        Some(TokenRange { start, end: pieces.iter().map(|piece| piece.end).max()? })
    };
    let mut labels: Vec<Labelled> = Vec::new();
    for attribution in gold.attributions.iter().flatten() {
        let part = |pieces: &Option<Vec<[u32; 2]>>| tokens(pieces.as_deref().unwrap_or_default());
        let Some(cue) = hull(&part(&attribution.cue)).map(|cue| trimmed(scene, cue)) else { continue };
        let source = hull(&part(&attribution.source)).map(|source| trimmed(scene, source));
        let content = part(&attribution.content);
        let (left, right): (Vec<_>, Vec<_>) = content.into_iter().partition(|piece| piece.start < cue.start);
        let side = |pieces: &[TokenRange]| hull(pieces).map_or(TokenRange::default(), |piece| quoted(scene, trimmed(scene, piece)));
        labels.push(Labelled { cue, source, content: [side(&left), side(&right)] });
    }
    labels.sort_by_key(|label| label.cue);
    labels
}

/// A span without the signs at its edges, unless it is nothing else.
fn trimmed(scene: &Scene<'_>, span: TokenRange) -> TokenRange {
    let is_edge = |i: usize| {
        let token = scene.words.token(i);
        token.kind == TokenKind::Punct && matches!(scene.tags[i], Tag::Comma | Tag::Stop | Tag::Colon | Tag::Dash) && !scene.is_quoted(i)
    };
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    while end > start + 1 && is_edge(end - 1) {
        end -= 1;
    }
    while end > start + 1 && is_edge(start) {
        start += 1;
    }
    TokenRange::new(start, end)
}

/// A span whose edges stand just inside of a quotation's marks, with these marks.
fn quoted(scene: &Scene<'_>, span: TokenRange) -> TokenRange {
    const SLACK: usize = 2;
    let (mut start, mut end) = (span.start as usize, span.end as usize);
    let owner = |i: usize| scene.owners.get(i).copied().flatten().map(|id| scene.quotations[id.index()].tokens);
    if let Some(tokens) = owner(start).filter(|_| scene.cuts(start)) {
        let from = tokens.start as usize;
        if start - from <= SLACK {
            start = from;
        }
    }
    if let Some(tokens) = owner(end.saturating_sub(1)).filter(|_| scene.cuts(end)) {
        let to = tokens.end as usize;
        if to - end <= SLACK {
            end = to;
        }
    }
    TokenRange::new(start, end)
}
