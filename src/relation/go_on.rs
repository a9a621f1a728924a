//! Relations that go on in the quotations behind them.

use super::content::{FAR, WIDE};
use super::{Relation, Scene};
use crate::attribution::Attribution;
use crate::cue::Cue;
use crate::lexicon::Tag;
use crate::quotation::QuotationKind;
use crate::span::{TokenRange, to_u32};
use crate::token::TokenKind;

/// Lets a relation go on in the quotation behind it, in its paragraph or the next, that has the same speaker and no other cue: *“We won,”
/// Doe said at the gate. The rain had stopped. “It was late.”* Where it has a piece behind its cue already, the quotation goes on with it.
pub(super) fn go_on(scene: &Scene<'_>, attributions: &[Attribution], cues: &[Cue], relations: &mut [Relation], covers: &mut [Option<u32>]) {
    let tokens = scene.words.tokens;
    for (attribution, cover) in attributions.iter().zip(covers) {
        if cover.is_some() || attribution.kind == QuotationKind::None {
            continue;
        }
        let cue = attribution.cue.map(|id| cues[id.index()].tokens);
        let quotation = &scene.quotations[attribution.quotation.index()];
        if quotation.parent.is_some() {
            continue;
        }
        let quotation = quotation.tokens;
        // The last relation before it, with nothing behind its cue or a single piece before it.
        let next = relations.partition_point(|relation| relation.cue.start < quotation.start);
        let holds = |relation: &Relation| relation.pieces().chain([relation.cue]).any(|part| part.overlaps(quotation));
        let reaches = |relation: &&Relation| relation.cue.end.abs_diff(quotation.start) <= to_u32(FAR + WIDE);
        let (before, behind) = relations.split_at(next);
        let is_free = || !before.iter().rev().take_while(reaches).any(holds) && !behind.iter().take_while(reaches).any(holds);
        let can = |&last: &usize| {
            let relation = &relations[last];
            let end = relation.end().max(relation.cue.end);
            let is_behind = end <= quotation.start;
            let is_near = tokens.paragraph_of(quotation.start as usize) <= tokens.paragraph_of(end as usize - 1) + 1;
            let piece = relation.content[1];
            // From the marks on back, so that no word is looked at for two quotations.
            let touches = || (end..quotation.start).rev().all(|i| scene.words.token(i as usize).kind == TokenKind::Punct);
            let has_room = piece.is_empty() || piece.end == end && touches() || leads_in(scene, relation, quotation);
            // A quotation within the words that name the source is no more of what it says.
            let is_apart = relation.source.is_none_or(|source| !source.overlaps(quotation));
            let is_same = attribution.entity.is_some() && attribution.entity == relation.entity;
            let has_cue = cue.is_none_or(|cue| cue.overlaps(relation.cue));
            is_behind && is_near && is_apart && is_same && has_room && has_cue
        };
        let mut last_first = (next.saturating_sub(LAST)..next).rev().filter(can);
        let Some(last) = last_first.next() else { continue };
        // *“We won,” Doe said, adding that it had rained. “It was late.”*: the main verb has what is quoted.
        let main = last_first.next().filter(|&main| adds_to(scene, relations, main, last));
        let last = main.unwrap_or(last);
        if is_free() {
            let leads_in = leads_in(scene, &relations[last], quotation);
            let content = &mut relations[last].content;
            *content = match *content {
                _ if leads_in => [quotation, TokenRange::default()],
                [first, second] if second.is_empty() => [first, quotation],
                [first, second] => [first, TokenRange { end: quotation.end, ..second }],
            };
            *cover = Some(to_u32(last));
        }
    }
}

/// *She issued the following statement: “We won.”*: what a relation without quoted words seems to report leads in to the quotation.
fn leads_in(scene: &Scene<'_>, relation: &Relation, quotation: TokenRange) -> bool {
    let colon = quotation.start as usize - 1;
    let closes = scene.words.is(colon, ":") && scene.words.tokens.sentence_at(relation.anchor as usize).end == quotation.start;
    closes && !holds_marks(scene, relation)
}

/// Whether words in marks are among what a relation reports.
fn holds_marks(scene: &Scene<'_>, relation: &Relation) -> bool {
    relation.pieces().any(|piece| piece.range().any(|i| scene.is_quoted(i)))
}

/// Relations before a quotation that may go on in it.
const LAST: usize = 3;

/// Whether the participle of relation `added` goes with the verb of relation `main`, which has quoted words: *“We won,” Doe said, adding
/// that it had rained.*
fn adds_to(scene: &Scene<'_>, relations: &[Relation], main: usize, added: usize) -> bool {
    let tokens = scene.words.tokens;
    let sentence = |relation: &Relation| tokens.sentence_of(relation.anchor as usize);
    let (main, added) = (&relations[main], &relations[added]);
    scene.tags[added.anchor as usize] == Tag::VBG
        && main.entity.is_some()
        && main.entity == added.entity
        && sentence(main) == sentence(added)
        && holds_marks(scene, main)
}

/// Takes the quotation behind a sentence from the participle in it, where the main verb has quoted words: it goes on with those.
pub(super) fn return_to_main(scene: &Scene<'_>, relations: &mut [Relation]) {
    for added in 1..relations.len() {
        let relation = relations[added];
        let end = scene.words.tokens.sentence_at(relation.anchor as usize).end;
        let over = relation.content.iter().position(|piece| piece.start < end && piece.end > end);
        let Some(over) = over.filter(|_| scene.tags[relation.anchor as usize] == Tag::VBG) else { continue };
        let main = (added.saturating_sub(LAST)..added).rev().find(|&main| adds_to(scene, relations, main, added));
        if main.is_none() {
            continue;
        }
        let piece = relation.content[over];
        let cut = (piece.start..end).rev().find(|&i| !matches!(scene.tags[i as usize], Tag::Stop | Tag::Comma));
        if let Some(last) = cut {
            relations[added].content[over].end = last + 1;
        }
    }
}
