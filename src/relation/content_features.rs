//! What is seen of a content: its edges, the words in it, the whole of a piece, and which pieces go together.

use super::content::{Frame, WIDE, edge};
use super::kinds::Kind;
use super::lattice::{Sided, Sum, Weigh};
use super::scene::{Said, step};
use super::sight::Sight;
use crate::lexicon::Tag;
use crate::linear::feature;
use crate::span::{TokenRange, to_u32};
use std::ops::Range;

/// What the scores of the two sides have in common: which classes go together.
pub(crate) fn joint(sight: &Sight<'_>, frame: &Frame, left: u8, right: u8, out: &mut Sum<'_, impl Weigh>) {
    let both = u32::from(left) << 4 | u32::from(right);
    let mut put = |template: u32, a: u32, b: u32| out.push(feature(template, a, b));
    let (cs, ce) = (frame.cue.start as usize, frame.cue.end as usize);
    let scene = sight.scene;
    let tag = |k: usize| sight.sentence.tag(k);
    put(900, both, 0);
    put(901, both, sight.sentence.word(frame.anchor));
    put(902, both, tag(frame.anchor));
    let place = frame.source.map_or(0, |s| if s.start < frame.cue.start { 1 } else { 2 });
    put(903, both, place);
    put(904, both, tag(cs.wrapping_sub(1)));
    put(905, both, tag(ce));
    put(906, both, place << 6 | tag(ce));
    if let Some(source) = frame.source {
        let (before, behind) = (tag((source.start as usize).wrapping_sub(1)), tag(source.end as usize));
        put(907, both, place << 12 | before << 6 | behind);
        put(908, both, place << 6 | before);
        put(909, both, place << 6 | behind);
    }
    let start = frame.source.map_or(frame.cue.start, |s| s.start.min(frame.cue.start));
    let close = (1..=3).any(|n| (start as usize).checked_sub(n).is_some_and(|k| frame.paragraph.has(k) && scene.is_quoted(k)));
    let open = (0..=3).any(|n| frame.paragraph.has(ce + n) && scene.is_quoted(ce + n));
    put(910, both, u32::from(close) << 1 | u32::from(open));
    put(911, both, u32::from(start == frame.sentence.start));
    put(912, both, sight.sentence.word(ce));
    // *The price, she said, “is late”*: a sentence that the attribution interrupts begins before it, and goes on without a capital.
    let first = (0..=3).map(|n| ce + n).find(|&k| frame.paragraph.has(k) && scene.is_quoted(k)).map(|k| k + 1);
    let goes_on = first.map_or(0, |k| 1 + u32::from(scene.words.is_capitalised(k.min(scene.words.len() - 1))));
    let fenced = u32::from(tag((start as usize).wrapping_sub(1)) == Tag::Comma as u32);
    let before = (frame.sentence.start as usize).max((start as usize).saturating_sub(WIDE))..start as usize;
    let verbs = sight.kinds.any(Kind::Finite, before);
    let comma = tag(ce) == Tag::Comma as u32;
    put(914, both, goes_on << 2 | fenced << 1 | u32::from(comma));
    let behind = tag(ce + usize::from(comma));
    put(915, both, tag(ce) << 8 | behind << 2 | fenced << 1 | u32::from(verbs));
    let said = scene.said(frame.anchor).iter().fold(0, |bits, said| bits | if said.quotation.start < frame.cue.start { 1 } else { 2 });
    put(913, both, said);
}

pub(super) fn inside(sight: &Sight<'_>, frame: &Frame, side: u32, i: usize, out: &mut Sum<'_, impl Weigh>) {
    let mut out = Sided::new(out, side);
    if sight.scene.is_quoted(i) {
        out.put(100, 1, 0);
        return;
    }
    let tag = sight.paragraph.tag(i);
    let within = u32::from(frame.sentence.has(i));
    out.put(101, tag, within);
    out.put(102, sight.paragraph.word(i), 0);
    out.put(103, sight.paragraph.tag(i.wrapping_sub(1)) << 6 | tag, 0);
    out.put(104, sight.levels.of(i), within);
}

pub(super) fn start(sight: &Sight<'_>, frame: &Frame, side: u32, s: usize, out: &mut Sum<'_, impl Weigh>) {
    let Sight { scene, kinds, .. } = *sight;
    let word = |k: usize| sight.paragraph.word(k);
    let tag = |k: usize| sight.paragraph.tag(k);
    let (aw, at) = (word(frame.anchor), tag(frame.anchor));
    let before = s.wrapping_sub(1);
    let sentence = scene.words.tokens.sentence_at(s).start as usize == s;
    let own = frame.sentence.has(s);
    let place = u32::from(sentence) << 1 | u32::from(own);
    let mut out = Sided::new(out, side);
    let mut put = |template: u32, a: u32, b: u32| out.put(template, a, b);
    put(120, word(s), 0);
    put(121, tag(s), place);
    put(122, word(before), place);
    put(123, tag(before), place);
    put(124, tag(before) << 6 | tag(s), place);
    put(125, word(before), tag(s));
    put(126, tag(before), word(s));
    put(127, tag(s) << 6 | tag(s + 1), tag(before));
    put(128, tag(s.wrapping_sub(2)) << 6 | tag(before), tag(s));
    put(129, word(before), word(s));
    let own_quotation = own_edge(sight, frame, |quotation| quotation.start as usize, s);
    put(130, own_quotation, place);
    put(131, own_quotation, tag(s));
    if side == 1 {
        let cue = s - frame.cue.end as usize;
        let source = frame.source.and_then(|source| s.checked_sub(source.end as usize)).map_or(31, |n| n.min(30));
        let place = frame.source.map_or(0, |s| if s.start < frame.cue.start { 1 } else { 2 });
        put(140, to_u32(cue.min(15)), place);
        put(141, to_u32(source), place);
        put(142, to_u32(cue.min(15)), aw);
        put(143, to_u32(cue.min(3)), feature(95, aw, word(s)));
        put(144, to_u32(cue.min(3)), feature(95, aw, tag(s)));
        put(145, to_u32(cue.min(3)), feature(95, aw, word(before)));
        put(146, to_u32(cue.min(8)), at << 12 | tag(s) << 6 | tag(before));
        put(147, to_u32(cue.min(8)), at << 6 | tag(s));
        let behind = [Kind::Comma, Kind::Preposition, Kind::Finite, Kind::Named, Kind::Noun, Kind::To, Kind::Rest];
        let passed = kinds.which(behind, frame.cue.end as usize..s);
        put(148, passed, tag(s));
        put(149, passed, aw);
        let that = (frame.cue.end as usize..s).any(|k| scene.words.is(k, "that"));
        let later = (s + 1..(s + 8).min(frame.sentence.end as usize)).any(|k| scene.words.is(k, "that"));
        put(150, u32::from(that) << 1 | u32::from(later), u32::from(scene.words.is(s, "that")));
        put(151, u32::from(later), aw);
        let quote = kinds.any(Kind::Quoted, s + 1..s + 10) && !scene.is_quoted(s);
        put(152, u32::from(quote), place);
        put(153, u32::from(scene.is_quoted(s)), place);
        put(154, word(s), word(s + 1));
        if let Some(source) = frame.source.filter(|source| source.start >= frame.cue.end) {
            put(155, u32::from(s >= source.end as usize), tag(source.end as usize));
        }
    } else {
        put(160, u32::from(scene.is_quoted(s)), place);
        let breaks = |range: Range<usize>| kinds.which([Kind::Comma, Kind::Finite, Kind::Break], range);
        let ahead = breaks(s..frame.cue.start as usize);
        let back = breaks((frame.sentence.start as usize).max(s.saturating_sub(WIDE))..s);
        put(161, ahead << 3 | back, place);
        put(162, ahead << 3 | back, tag(before) << 6 | tag(s));
        put(163, place, at);
        put(164, place, aw);
        put(165, place, word(frame.cue.start as usize));
        let quote = kinds.any(Kind::Quoted, s..frame.cue.start as usize);
        put(166, u32::from(quote), place);
    }
}

pub(super) fn end(sight: &Sight<'_>, frame: &Frame, side: u32, e: usize, out: &mut Sum<'_, impl Weigh>) {
    let Sight { scene, kinds, .. } = *sight;
    let word = |k: usize| sight.paragraph.word(k);
    let tag = |k: usize| sight.paragraph.tag(k);
    let (aw, at) = (word(frame.anchor), tag(frame.anchor));
    let closes = scene.tags.get(e).is_none_or(|&t| t == Tag::Stop) || e >= frame.sentence.end as usize;
    let own = e <= frame.sentence.end as usize;
    let place = u32::from(closes) << 1 | u32::from(own);
    let mut out = Sided::new(out, side);
    let mut put = |template: u32, a: u32, b: u32| out.put(template, a, b);
    put(200, word(e - 1), 0);
    put(201, tag(e - 1), place);
    put(202, word(e), place);
    put(203, tag(e), place);
    put(204, tag(e - 1) << 6 | tag(e), place);
    put(205, tag(e) << 6 | tag(e + 1), tag(e - 1));
    put(206, word(e), tag(e - 1));
    put(207, tag(e) << 6 | tag(e + 1), tag(e + 2));
    put(208, word(e), word(e + 1));
    put(209, word(e), tag(e + 1));
    put(210, tag(e.wrapping_sub(2)) << 6 | tag(e - 1), tag(e));
    if scene.tags.get(e) == Some(&Tag::Comma) {
        put(211, word(e + 1), tag(e + 2));
        put(212, tag(e + 1) << 6 | tag(e + 2), tag(e - 1));
        put(213, tag(e + 1) << 6 | tag(e + 2), tag(e + 3));
    }
    put(214, place, aw);
    put(215, place, at);
    let own_quotation = own_edge(sight, frame, |quotation| quotation.end as usize, e);
    put(216, own_quotation, place);
    put(217, own_quotation, tag(e));
    if side == 1 {
        // What is left of the sentence.
        let rest = e..frame.sentence.end as usize;
        put(220, step(rest.len()), 0);
        let near = e..(e + 30).min(rest.end);
        let bits = kinds.which([Kind::Finite, Kind::Comma, Kind::OtherVerb, Kind::QuotedRest], near.clone());
        let level = sight.levels.highest(near);
        put(221, bits, tag(e));
        put(222, bits, step(rest.len()));
        put(223, level, tag(e));
        // The next verb: does it report, and who is its subject?
        let verb = kinds.first(Kind::Finite, e..(e + 12).min(rest.end));
        let before = verb.map_or(0, |k| tag(k.wrapping_sub(1)) << 4 | to_u32((k - e).min(6)));
        put(224, before, tag(e));
        put(225, verb.map_or(0, |k| sight.levels.of(k)) << 10 | before, u32::from(tag(e) == Tag::Comma as u32));
        put(226, bits, word(e));
        put(227, aw, tag(e));
        put(228, at << 6 | tag(e), step(rest.len()));
    } else {
        let edge = edge(frame, 0);
        let gap = edge.abs_diff(e);
        put(240, to_u32(gap.min(15)), u32::from(e <= edge));
        let path = (e..edge.max(e)).take(4).fold(0, |path, k| feature(94, path, tag(k)));
        put(241, path, to_u32(gap.min(6)));
        put(242, path, tag(edge));
        put(243, u32::from(scene.is_quoted(e - 1)), to_u32(gap.min(6)));
        let to_cue = (frame.cue.start as usize) - e;
        put(244, to_u32(to_cue.min(15)), at);
        put(245, to_u32(to_cue.min(4)), aw);
        put(246, word(frame.cue.start as usize), tag(e));
    }
}

/// Whether an edge at token `i` is that of a quotation that the attribution has found to belong to the cue (2), of another (1) or of none.
fn own_edge(sight: &Sight<'_>, frame: &Frame, edge: impl Fn(TokenRange) -> usize, i: usize) -> u32 {
    let scene = sight.scene;
    let (before, behind) = (scene.is_quoted(i.wrapping_sub(1)), scene.is_quoted(i));
    if !before && !behind {
        return 0;
    }
    let is_own = |said: &Said| edge(said.quotation) == i;
    if scene.said(frame.anchor).iter().any(is_own) { 2 } else { u32::from(before != behind) }
}

pub(super) fn pair(sight: &Sight<'_>, frame: &Frame, side: u32, span: TokenRange, out: &mut Sum<'_, impl Weigh>) {
    let (s, e) = (span.start as usize, span.end as usize);
    let Sight { scene, kinds, .. } = *sight;
    let word = |k: usize| sight.paragraph.word(k);
    let tag = |k: usize| sight.paragraph.tag(k);
    let (aw, at) = (word(frame.anchor), tag(frame.anchor));
    let closes = scene.tags.get(e).is_none_or(|&t| t == Tag::Stop) || e >= frame.sentence.end as usize;
    let sentence = scene.words.tokens.sentence_at(s).start as usize == s;
    let quotes = u32::from(scene.is_quoted(s)) << 1 | u32::from(scene.is_quoted(e - 1));
    let length = step(span.len());
    let ends = u32::from(closes) << 1 | u32::from(sentence);
    let mut out = Sided::new(out, side);
    let mut put = |template: u32, a: u32, b: u32| out.put(template, a, b);
    put(300, length, 0);
    put(301, length, ends);
    put(302, quotes, ends);
    put(303, quotes, length);
    put(304, tag(s), ends);
    put(305, tag(s) << 6 | tag(e), u32::from(closes));
    put(306, tag(s) << 6 | tag(e - 1), 0);
    put(307, word(s), ends);
    put(308, aw, ends);
    put(309, aw, tag(s) << 2 | ends);
    put(310, at, length);
    put(311, tag(e), length);
    // Finite verbs and commas, up to a reach.
    let near = s..e.min(s + 60);
    let [verbs, commas, opened, closed] =
        [Kind::Finite, Kind::Comma, Kind::Opens, Kind::Closes].map(|kind| kinds.count(kind, near.clone()));
    put(312, verbs.min(4) << 4 | commas.min(3), tag(s));
    put(313, verbs.min(4), tag(e));
    put(314, commas.min(3) << 6 | tag(e), verbs.min(2));
    put(315, u32::from(opened != closed), 0);
    put(316, verbs.min(2), feature(93, aw, tag(s)));
    put(317, verbs.min(2), tag(s) << 12 | tag(e) << 6 | tag(e + 1));
    let whole = scene.owners[s].filter(|&id| scene.quotations[id.index()].tokens == span).is_some();
    put(318, u32::from(whole), quotes << 2 | ends);
    // Quotations that the attribution has found to belong to this cue.
    let (mut held, mut out_of) = (0_u32, 0_u32);
    for said in scene.said(frame.anchor) {
        let on_side = (said.quotation.start < frame.cue.start) == (side == 0);
        held += u32::from(on_side && said.quotation.overlaps(span));
        out_of += u32::from(on_side && !said.quotation.overlaps(span));
    }
    put(319, held.min(2) << 2 | out_of.min(2), quotes << 2 | ends);
    // What reports a quotation of its own is hardly part of what is said here.
    let others = scene.other_cue(span, frame.cue, frame.source);
    put(328, others, held.min(2) << 2 | out_of.min(2));
    put(329, others, quotes << 2 | ends);
    if side == 0 {
        return;
    }
    let closed = u32::from(scene.is_quoted(e - 1));
    // What follows: a phrase about the saying (*in an interview*, *at a rally*), or a second thing that the source does.
    let here = tag(e);
    if here == Tag::IN as u32 || here == Tag::TO as u32 {
        let noun = |k: usize| matches!(scene.tags.get(k), Some(Tag::NN | Tag::NNS | Tag::NNP));
        let head = (e + 1..(e + 8).min(frame.sentence.end as usize)).find(|&k| noun(k) && !noun(k + 1));
        let head = head.map_or(0, word);
        put(320, word(e), head);
        put(321, head, at);
    }
    let joined = [e, e + 1].into_iter().find(|&k| tag(k) == Tag::CC as u32).unwrap_or(e);
    let next = (joined + 1..(joined + 3).min(frame.sentence.end as usize)).find(|&k| scene.tags[k].is_verb()).map_or(0, tag);
    let first = kinds.first(Kind::Finite, s..e.min(s + 40)).map_or(0, tag);
    put(322, next << 6 | at, closed << 12 | first << 6 | here);
    put(323, next << 6 | first, closed << 1 | u32::from(joined == e));
    // A bracket of dashes is left open, and a last comma before the end sets off what may be no part of it.
    let dashes = kinds.count(Kind::Dash, near).min(3);
    put(324, dashes << 6 | here, closed << 1 | u32::from(closes));
    let last = kinds.last(Kind::Comma, s.max(e.saturating_sub(24))..e);
    let (behind, far) = last.map_or((0, 0), |k| (tag(k + 1) << 6 | tag(k + 2), step(e - k)));
    put(325, behind, closed << 12 | far << 6 | here);
    put(326, behind, aw);
    put(327, word(last.map_or(usize::MAX, |k| k + 1)), far << 3 | verbs.min(2));
}
