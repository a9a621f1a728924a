//! Whose words a cue reports: the source, or that there is none.

use super::edges::{Edge, EdgeCounts, Edges};
use super::kinds::Kind;
use super::lattice::{Lattice, Part, Sided, Sum, Weigh};
use super::scene::{Scene, step};
use super::sight::Sight;
use crate::lexicon::{Facts, Tag};
use crate::linear::feature;
use crate::mention::MentionKind;
use crate::span::{TokenRange, to_u32};
use std::ops::Range;

/// Tokens between a cue and a source's start before it, and behind it.
const BEFORE: usize = 46;
const BEHIND: usize = 16;
/// Tokens of a source: a name may be followed by a long clause (*…, who lost to Mr. Clinton in 1992 and whose views then …*).
const LONGEST: usize = 34;

/// Fills `out` with the ways in which the words of `cue`, carried by token `anchor`, may have a source in `sentence`.
pub(crate) fn ways(
    sight: &Sight<'_>,
    weigh: &impl Weigh,
    edges: &Edges,
    sentence: TokenRange,
    anchor: usize,
    cue: TokenRange,
    out: &mut Lattice,
) {
    out.clear();
    let Sight { scene, levels, .. } = *sight;
    let word = |k: usize| sight.sentence.word(k);
    let tag = |k: usize| sight.sentence.tag(k);
    let (aw, at) = (word(anchor), tag(anchor));
    let (cs, ce) = (cue.start as usize, cue.end as usize);
    let none = out.part(weigh, |out| {
        let mut put = |template: u32, a: u32, b: u32| out.push(feature(template, a, b));
        put(0, 0, 0);
        put(1, aw, 0);
        put(2, at, levels.of(anchor));
        put(3, tag(cs.wrapping_sub(1)), at);
        put(4, word(cs.wrapping_sub(1)), 0);
        put(5, tag(cs), at);
        put(6, word(cs), 0);
        put(7, tag(ce), at);
        put(8, word(ce), at);
        put(9, u32::from(cs == sentence.start as usize), at);
        put(10, to_u32(cue.len()), at);
        put(11, tag(cs.wrapping_sub(2)) << 6 | tag(cs.wrapping_sub(1)), at);
        put(12, aw, word(cs));
        put(13, aw, tag(cs.wrapping_sub(1)));
        let by = (ce..(ce + 6).min(sentence.end as usize)).any(|k| scene.words.is(k, "by"));
        put(14, u32::from(by), at);
        let said = scene.said(anchor).first().map_or(0, |said| 1 + u32::from(said.mention.is_some()));
        put(15, said, at);
    });
    out.push(TokenRange::default(), 0, [Part::default(), Part::default(), none]);
    for side in [0, 1] {
        let may = |edge: Edge, i: &usize| edges.has(edge, side, tag(i.wrapping_sub(1)), tag(*i));
        out.edges.clear();
        for e in ends(sight, sentence, cue, side).filter(|e| may(Edge::SourceEnd, e)) {
            let part = out.part(weigh, |out| end(sight, side, [anchor, cs, ce], e, out));
            out.edges.push((e, part));
        }
        for s in starts(sight, sentence, cue, side).filter(|s| may(Edge::SourceStart, s)) {
            let start = out.part(weigh, |out| start(sight, sentence, side, [anchor, cs, ce], s, out));
            let from = out.edges.partition_point(|&(e, _)| e <= s);
            for k in from..out.edges.len() {
                let (e, end) = out.edges[k];
                if e - s > LONGEST {
                    break;
                }
                out.consider(TokenRange::new(s, e), start, end);
            }
        }
    }
    out.finish(weigh, |span, out| {
        let side = u32::from(span.start as usize >= ce);
        pair(sight, side, [anchor, cs, ce], span, out);
        u8::from(side == 1) + 1
    });
}

/// The tokens of which a source on one side may be made.
fn reach(sentence: TokenRange, cue: TokenRange, side: u32) -> Range<usize> {
    let (cs, ce) = (cue.start as usize, cue.end as usize);
    if side == 0 {
        cs.saturating_sub(BEFORE).max(sentence.start as usize)..cs
    } else {
        ce..(ce + BEHIND + LONGEST).min(sentence.end as usize)
    }
}

/// The places at which it may begin, before it is asked which parts of speech stand there.
fn starts(sight: &Sight<'_>, sentence: TokenRange, cue: TokenRange, side: u32) -> impl Iterator<Item = usize> {
    let Range { start, end } = reach(sentence, cue, side);
    let end = if side == 0 { end } else { end.min(start + BEHIND + 1) };
    (start..end).filter(move |&s| can_start(sight.scene, s))
}

/// The places at which it may end.
fn ends(sight: &Sight<'_>, sentence: TokenRange, cue: TokenRange, side: u32) -> impl Iterator<Item = usize> {
    let Range { start, end } = reach(sentence, cue, side);
    (start + 1..end + 1).filter(move |&e| can_end(sight.scene, e))
}

/// Counts the places where the source of a cue may begin and end, and those where that of a label does.
pub(crate) fn count_edges(sight: &Sight<'_>, sentence: TokenRange, cue: TokenRange, right: TokenRange, counts: &mut EdgeCounts) {
    for side in [0, 1] {
        let mut add = |edge: Edge, i: usize, of: u32| {
            let is_edge = !right.is_empty() && i == of as usize;
            counts.add(edge, side, sight.sentence.tag(i.wrapping_sub(1)), sight.sentence.tag(i), is_edge);
        };
        starts(sight, sentence, cue, side).for_each(|s| add(Edge::SourceStart, s, right.start));
        ends(sight, sentence, cue, side).for_each(|e| add(Edge::SourceEnd, e, right.end));
    }
}

/// Whether a source may begin at token `s`.
fn can_start(scene: &Scene<'_>, s: usize) -> bool {
    // *Both* and *neither* are tagged as *and* is, but a source may begin with them.
    let begins_pair = || ["both", "neither", "either"].iter().any(|&form| scene.words.is(s, form));
    if scene.tags[s] == Tag::CC {
        return begins_pair() && !scene.is_quoted(s);
    }
    !matches!(
        scene.tags[s],
        Tag::Comma
            | Tag::Stop
            | Tag::Colon
            | Tag::Dash
            | Tag::OpenBracket
            | Tag::CloseBracket
            | Tag::Mark
            | Tag::POS
            | Tag::MD
            | Tag::VBD
            | Tag::VBZ
            | Tag::VBP
            | Tag::TO
            | Tag::Sign
    ) && !scene.is_quoted(s)
}

/// Whether a source may end before token `e`: behind *his* too (*his promise to*), but not behind a possessive, since most that
/// follows one (*Roe's call for*) is told without.
fn can_end(scene: &Scene<'_>, e: usize) -> bool {
    !matches!(
        scene.tags[e - 1],
        Tag::Stop
            | Tag::Colon
            | Tag::Dash
            | Tag::OpenBracket
            | Tag::CC
            | Tag::MD
            | Tag::VBD
            | Tag::VBZ
            | Tag::VBP
            | Tag::TO
            | Tag::IN
            | Tag::POS
    ) && !scene.cuts(e)
}

fn start(sight: &Sight<'_>, sentence: TokenRange, side: u32, [_, cs, ce]: [usize; 3], s: usize, out: &mut Sum<'_, impl Weigh>) {
    let word = |k: usize| sight.sentence.word(k);
    let tag = |k: usize| sight.sentence.tag(k);
    let far = step(if side == 0 { cs - s } else { s - ce });
    let before = s.wrapping_sub(1);
    let mut out = Sided::new(out, side);
    let mut put = |template: u32, a: u32, b: u32| out.put(template, a, b);
    put(20, far, 0);
    put(21, word(s), 0);
    put(22, tag(s), far);
    put(23, word(before), 0);
    put(24, tag(before), far);
    put(25, tag(before) << 6 | tag(s), 0);
    put(26, tag(s) << 6 | tag(s + 1), tag(before));
    put(27, word(before), tag(s));
    put(28, word(s), tag(before));
    put(29, tag(s.wrapping_sub(2)) << 6 | tag(before), tag(s));
    put(30, u32::from(s == sentence.start as usize), tag(s));
    put(31, word(before), word(s));
    let begins = sight.mentions(TokenRange::new(s, s + 1)).iter().fold(0, |kinds, m| kinds | 1 << m.kind as u32);
    put(32, begins, 0);
    put(33, begins, far);
}

fn end(sight: &Sight<'_>, side: u32, [anchor, cs, ce]: [usize; 3], e: usize, out: &mut Sum<'_, impl Weigh>) {
    let word = |k: usize| sight.sentence.word(k);
    let tag = |k: usize| sight.sentence.tag(k);
    let far = step(if side == 0 { cs - e } else { e - ce });
    let mut out = Sided::new(out, side);
    let mut put = |template: u32, a: u32, b: u32| out.put(template, a, b);
    put(40, far, 0);
    put(41, word(e - 1), 0);
    put(42, tag(e - 1), far);
    put(43, word(e), 0);
    put(44, tag(e), far);
    put(45, tag(e - 1) << 6 | tag(e), 0);
    put(46, tag(e) << 6 | tag(e + 1), tag(e - 1));
    put(47, word(e), tag(e - 1));
    put(48, word(e - 1), tag(e));
    put(49, tag(e - 1) << 6 | tag(e), far);
    put(50, word(e), word(e + 1));
    put(51, tag(anchor) << 6 | tag(e - 1), far);
    if side == 0 {
        // The way from the source to its cue.
        let between = e..cs;
        let path = between.clone().take(6).fold(0, |path, k| feature(96, path, tag(k)));
        put(52, if between.len() <= 6 { path } else { 1 }, 0);
        put(53, if between.len() <= 6 { path } else { 1 }, tag(anchor));
        let verbs = sight.kinds.count(Kind::Finite, between.clone()).min(3);
        let commas = sight.kinds.count(Kind::Comma, between.clone()).min(3);
        let quoted = sight.kinds.any(Kind::Quoted, between.clone());
        put(54, verbs << 3 | commas << 1 | u32::from(quoted), 0);
        put(55, sight.levels.highest(between.clone()), 0);
        put(56, verbs << 3 | commas, tag(anchor));
        put(57, u32::from(sight.kinds.any(Kind::Relative, between)), verbs);
    }
}

fn pair(sight: &Sight<'_>, side: u32, [anchor, cs, ce]: [usize; 3], span: TokenRange, out: &mut Sum<'_, impl Weigh>) {
    let (s, e) = (span.start as usize, span.end as usize);
    let Sight { scene, levels, kinds, .. } = *sight;
    let tag = |k: usize| sight.sentence.tag(k);
    let word = |k: usize| sight.sentence.word(k);
    let (aw, at) = (word(anchor), tag(anchor));
    let far = step(if side == 0 { cs - e } else { s - ce });
    let mut out = Sided::new(out, side);
    let mut put = |template: u32, a: u32, b: u32| out.put(template, a, b);
    let commas = kinds.count(Kind::Comma, s..e).min(3);
    let verb = kinds.any(Kind::Finite, s..e);
    let preposition = kinds.any(Kind::Preposition, s..e);
    let and = kinds.any(Kind::And, s..e);
    let cue = levels.highest(s..e);
    // The noun that carries the meaning: the last before the first preposition or comma.
    let close = (s + 1..e).find(|&k| matches!(scene.tags[k], Tag::IN | Tag::Comma | Tag::WP | Tag::WDT | Tag::TO | Tag::VBG | Tag::VBN));
    let head = close.unwrap_or(e) - 1;
    let facts = scene.words.facts(head);
    let kind = [Facts::PERSON, Facts::ORGANISATION, Facts::DOCUMENT, Facts::PLACE, Facts::GIVEN_NAME, Facts::PLURAL]
        .iter()
        .fold(0, |bits, &fact| bits << 1 | u32::from(facts.has(fact)));
    put(60, step(span.len()), 0);
    put(61, tag(s) << 6 | tag(e - 1), 0);
    put(62, step(span.len()), tag(e - 1));
    put(63, commas << 4 | u32::from(verb) << 3 | u32::from(preposition) << 2 | u32::from(and) << 1, 0);
    put(64, cue, step(span.len()));
    put(65, word(head), 0);
    put(66, kind, tag(head));
    put(67, tag(head), far);
    put(68, kind, far);
    put(69, aw, far);
    put(70, at, far);
    put(71, aw, tag(head));
    let mention = sight.mentions(TokenRange::new(s, s + 1)).iter().find(|m| m.tokens == span);
    let exact = mention.map_or(0, |m| 1 + m.kind as u32);
    put(72, exact, 0);
    put(73, exact, far);
    put(74, exact, mention.map_or(0, |m| m.entity_type as u32));
    // Ends a mention that begins within, or runs over the end of one.
    let over = sight.mentions(span).iter().filter(|m| m.kind != MentionKind::Pronoun).fold(0, |bits, m| {
        bits | match m.tokens.end.cmp(&span.end) {
            std::cmp::Ordering::Less => 1,
            std::cmp::Ordering::Equal => 2,
            std::cmp::Ordering::Greater => 4,
        }
    });
    put(75, over, exact);
    put(76, tag(s) << 12 | tag(head) << 6 | tag(e - 1), u32::from(close.is_some()));
    put(77, tag(s.wrapping_sub(1)) << 6 | tag(e), u32::from(verb));
    // The mention that the attribution of a quotation with this cue has found.
    let said = scene.said(anchor).iter().find_map(|said| said.mention);
    let met = said.map_or(0, |mention| {
        if mention == span {
            1
        } else if span.contains(mention) {
            2 + u32::from(mention.start > span.start) + 2 * u32::from(mention.end < span.end)
        } else if mention.overlaps(span) {
            6
        } else {
            7
        }
    });
    put(82, met, 0);
    put(83, met, tag(s) << 6 | tag(e));
    modifier(sight, span, head, close, &mut out);
    let mut put = |template: u32, a: u32, b: u32| out.put(template, a, b);
    if side == 1 {
        let path = (ce..s).take(5).fold(0, |path, k| feature(96, path, word(k)));
        put(78, path, at);
        let quoted = kinds.any(Kind::Quoted, ce..s);
        put(79, u32::from(quoted), far);
    }
    if span.len() == 1 {
        put(80, word(s), at);
        put(81, word(s), tag(cs));
    }
}

/// What stands behind the head of a source (*…, who left in May*; *…, a lawyer*): what it begins with at token `close`, whether it is a whole
/// clause, and what its last comma and the comma behind the source set off.
fn modifier(sight: &Sight<'_>, span: TokenRange, head: usize, close: Option<usize>, out: &mut Sided<'_, '_, impl Weigh>) {
    let (s, e) = (span.start as usize, span.end as usize);
    let Sight { kinds, .. } = *sight;
    let tag = |k: usize| sight.sentence.tag(k);
    let word = |k: usize| sight.sentence.word(k);
    let two = |k: usize| tag(k) << 6 | tag(k + 1);
    let mut put = |template: u32, a: u32, b: u32| out.put(template, a, b);
    let how = close.map_or(0, two);
    let commas = kinds.count(Kind::Comma, s..e).min(3);
    let verbs = kinds.count(Kind::Finite, s..e).min(3);
    let others = kinds.count(Kind::OtherVerb, s..e).min(2);
    put(84, how, tag(e));
    put(85, how, verbs << 8 | commas << 6 | step(span.len()));
    put(86, close.map_or(0, word), tag(e));
    put(87, close.map_or(0, |k| word(k + 1)), verbs << 6 | tag(e));
    put(107, close.map_or(0, word), word(e - 1));
    put(108, how, tag(head));
    put(88, commas << 6 | tag(e), verbs << 2 | others);
    let is_comma = tag(e) == Tag::Comma as u32;
    put(89, commas << 6 | tag(e - 1), u32::from(is_comma));
    if is_comma {
        put(100, two(e + 1), verbs);
        put(101, word(e + 1), tag(head));
        put(102, two(e + 1), commas << 6 | tag(head));
    }
    let last = kinds.last(Kind::Comma, s..e);
    let behind = last.map_or(0, |k| two(k + 1));
    put(103, behind, tag(e));
    put(104, behind, tag(e - 1));
    put(105, behind, last.map_or(0, |k| step(e - k)));
    put(106, last.map_or(0, |k| word(k + 1)), tag(e));
}
