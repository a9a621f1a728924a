//! Whose words a cue reports: the source, or that there is none.

use super::anchor::Levels;
use super::lattice::{Lattice, Part, Sum, Weigh};
use super::scene::{Scene, step};
use crate::lexicon::{Facts, Tag};
use crate::linear::feature;
use crate::mention::MentionKind;
use crate::span::{TokenRange, to_u32};

/// Tokens between a cue and a source's start before it, and behind it.
const BEFORE: usize = 36;
const BEHIND: usize = 16;
/// Tokens of a source.
const LONGEST: usize = 20;

/// Fills `out` with the ways in which the words of `cue`, carried by token `anchor`, may have a source in `sentence`.
pub(crate) fn ways(
    scene: &Scene<'_>,
    weigh: &impl Weigh,
    levels: &Levels,
    sentence: TokenRange,
    anchor: usize,
    cue: TokenRange,
    out: &mut Lattice,
) {
    out.clear();
    let word = |k: usize| scene.word(sentence, k);
    let tag = |k: usize| scene.tag(sentence, k);
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
        let (low, high) = if side == 0 {
            (cs.saturating_sub(BEFORE).max(sentence.start as usize), cs)
        } else {
            (ce, (ce + BEHIND + LONGEST).min(sentence.end as usize))
        };
        out.edges.clear();
        for e in low + 1..=high {
            if can_end(scene, e) {
                let part = out.part(weigh, |out| end(scene, sentence, levels, side, [anchor, cs, ce], e, out));
                out.edges.push((e, part));
            }
        }
        for s in low..high.min(low + BEFORE) {
            if side == 1 && s > ce + BEHIND || !can_start(scene, s) {
                continue;
            }
            let start = out.part(weigh, |out| start(scene, sentence, side, [anchor, cs, ce], s, out));
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
        pair(scene, sentence, levels, side, [anchor, cs, ce], span, out);
        u8::from(side == 1) + 1
    });
}

/// Whether a source may begin at token `s`.
pub(crate) fn can_start(scene: &Scene<'_>, s: usize) -> bool {
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
            | Tag::CC
            | Tag::MD
            | Tag::VBD
            | Tag::VBZ
            | Tag::VBP
            | Tag::TO
            | Tag::Sign
    ) && !scene.is_quoted(s)
}

/// Whether a source may end before token `e`.
pub(crate) fn can_end(scene: &Scene<'_>, e: usize) -> bool {
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
            | Tag::PRPS
            | Tag::POS
    ) && !scene.cuts(e)
}

fn start(scene: &Scene<'_>, sentence: TokenRange, side: u32, [_, cs, ce]: [usize; 3], s: usize, out: &mut Sum<'_, impl Weigh>) {
    let word = |k: usize| scene.word(sentence, k);
    let tag = |k: usize| scene.tag(sentence, k);
    let far = step(if side == 0 { cs - s } else { s - ce });
    let before = s.wrapping_sub(1);
    let mut put = |template: u32, a: u32, b: u32| out.push(feature(template << 1 | side, a, b));
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
    let begins = scene.mentions(TokenRange::new(s, s + 1)).iter().fold(0, |kinds, m| kinds | 1 << m.kind as u32);
    put(32, begins, 0);
    put(33, begins, far);
}

fn end(
    scene: &Scene<'_>,
    sentence: TokenRange,
    levels: &Levels,
    side: u32,
    [anchor, cs, ce]: [usize; 3],
    e: usize,
    out: &mut Sum<'_, impl Weigh>,
) {
    let word = |k: usize| scene.word(sentence, k);
    let tag = |k: usize| scene.tag(sentence, k);
    let far = step(if side == 0 { cs - e } else { e - ce });
    let mut put = |template: u32, a: u32, b: u32| out.push(feature(template << 1 | side, a, b));
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
    put(51, scene.tag(sentence, anchor) << 6 | tag(e - 1), far);
    if side == 0 {
        // The way from the source to its cue.
        let between = e..cs;
        let path = between.clone().take(6).fold(0, |path, k| feature(96, path, tag(k)));
        put(52, if between.len() <= 6 { path } else { 1 }, 0);
        put(53, if between.len() <= 6 { path } else { 1 }, scene.tag(sentence, anchor));
        let verbs = between.clone().filter(|&k| scene.tags[k].is_finite()).count();
        let commas = between.clone().filter(|&k| scene.tags[k] == Tag::Comma).count();
        let quoted = between.clone().any(|k| scene.is_quoted(k));
        let cues = between.map(|k| levels.of(k)).max().unwrap_or(0);
        put(54, to_u32(verbs.min(3) << 3 | commas.min(3) << 1) | u32::from(quoted), 0);
        put(55, cues, 0);
        put(56, to_u32(verbs.min(3) << 3 | commas.min(3)), scene.tag(sentence, anchor));
        let relative = (e..cs).any(|k| matches!(scene.tags[k], Tag::WDT | Tag::WP));
        put(57, u32::from(relative), to_u32(verbs.min(3)));
    }
}

fn pair(
    scene: &Scene<'_>,
    sentence: TokenRange,
    levels: &Levels,
    side: u32,
    [anchor, cs, ce]: [usize; 3],
    span: TokenRange,
    out: &mut Sum<'_, impl Weigh>,
) {
    let (s, e) = (span.start as usize, span.end as usize);
    let tag = |k: usize| scene.tag(sentence, k);
    let word = |k: usize| scene.word(sentence, k);
    let (aw, at) = (word(anchor), tag(anchor));
    let far = step(if side == 0 { cs - e } else { s - ce });
    let mut put = |template: u32, a: u32, b: u32| out.push(feature(template << 1 | side, a, b));
    let commas = span.range().filter(|&k| scene.tags[k] == Tag::Comma).count();
    let verb = span.range().any(|k| scene.tags[k].is_finite());
    let preposition = span.range().any(|k| scene.tags[k] == Tag::IN);
    let and = span.range().any(|k| scene.tags[k] == Tag::CC);
    let cue = span.range().map(|k| levels.of(k)).max().unwrap_or(0);
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
    put(63, to_u32(commas.min(3) << 4) | u32::from(verb) << 3 | u32::from(preposition) << 2 | u32::from(and) << 1, 0);
    put(64, cue, step(span.len()));
    put(65, word(head), 0);
    put(66, kind, tag(head));
    put(67, tag(head), far);
    put(68, kind, far);
    put(69, aw, far);
    put(70, at, far);
    put(71, aw, tag(head));
    let mention = scene.mentions(TokenRange::new(s, s + 1)).iter().find(|m| m.tokens == span);
    let exact = mention.map_or(0, |m| 1 + m.kind as u32);
    put(72, exact, 0);
    put(73, exact, far);
    put(74, exact, mention.map_or(0, |m| m.entity_type as u32));
    // Ends a mention that begins within, or runs over the end of one.
    let over = scene.mentions(span).iter().filter(|m| m.kind != MentionKind::Pronoun).fold(0, |bits, m| {
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
        } else if mention.start >= span.start && mention.end <= span.end {
            2 + u32::from(mention.start > span.start) + 2 * u32::from(mention.end < span.end)
        } else if mention.overlaps(span) {
            6
        } else {
            7
        }
    });
    put(82, met, 0);
    put(83, met, tag(s) << 6 | tag(e));
    if side == 1 {
        let path = (ce..s).take(5).fold(0, |path, k| feature(96, path, word(k)));
        put(78, path, at);
        let quoted = (ce..s).any(|k| scene.is_quoted(k));
        put(79, u32::from(quoted), far);
    }
    if span.len() == 1 {
        put(80, word(s), at);
        put(81, word(s), tag(cs));
    }
}
