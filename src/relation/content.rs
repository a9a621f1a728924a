//! What was said: the words before the cue, those behind it, or both.

use super::content_features::{end, inside, pair, start};
use super::edges::{Edge, EdgeCounts, Edges};
use super::kinds::Kind;
use super::lattice::{Lattice, Part, Weigh};
use super::scene::Scene;
use super::sight::Sight;
use crate::lexicon::Tag;
use crate::span::TokenRange;

/// Tokens between the attribution and the content's nearer edge.
const NEAR: usize = 14;
/// Tokens that a content reaches beyond its sentence, in quotations.
pub(super) const FAR: usize = 400;
/// Tokens of a sentence that are looked at on either side.
pub(super) const WIDE: usize = 90;

/// The classes of a piece of content.
pub(crate) const NONE: u8 = 0;
pub(crate) const PLAIN: u8 = 1;
pub(crate) const QUOTED: u8 = 2;
/// How many there are.
pub(crate) const CLASSES: usize = 3;

/// An attribution without its content.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Frame {
    pub(crate) paragraph: TokenRange,
    pub(crate) sentence: TokenRange,
    /// The token that carries the cue.
    pub(crate) anchor: usize,
    pub(crate) cue: TokenRange,
    pub(crate) source: Option<TokenRange>,
    /// A quotation that a piece of the content is to hold.
    pub(crate) holds: Option<Held>,
}

/// A quotation that is known to belong to a cue, and the tokens around it that no other relation has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Held {
    pub(crate) quotation: TokenRange,
    pub(crate) room: TokenRange,
}

impl Held {
    /// Whether a piece of content holds the quotation, and nothing that another relation has.
    fn allows(self, span: TokenRange) -> bool {
        span.contains(self.quotation) && self.room.contains(span)
    }
}

impl Frame {
    /// The quotation that the content on a side holds.
    fn held(&self, side: u32) -> Option<Held> {
        let is_there = |q: TokenRange| if side == 0 { q.end <= self.cue.start } else { q.start >= self.cue.end };
        self.holds.filter(|held| is_there(held.quotation))
    }
}

/// Fills `out` with the ways in which content may stand before the cue (`side` 0) or behind it (1), none among them.
pub(crate) fn ways(sight: &Sight<'_>, weigh: &impl Weigh, edges: &Edges, frame: &Frame, side: u32, out: &mut Lattice) {
    out.clear();
    let held = frame.held(side);
    if held.is_none() {
        out.push(TokenRange::default(), NONE, [Part::default(); 3]);
    }
    let window = window(sight.scene, frame, side);
    if window.is_empty() {
        return;
    }
    out.insides(weigh, window.range(), |i, out| inside(sight, frame, side, i, out));
    let taken = |span: TokenRange| frame.cue.overlaps(span) || frame.source.is_some_and(|source| source.overlaps(span));
    let may = |edge: Edge, i: &usize| edges.has(edge, side, sight.paragraph.tag(i.wrapping_sub(1)), sight.paragraph.tag(*i));
    for e in ends(sight, frame, side, window).filter(|e| may(Edge::ContentEnd, e)) {
        let part = out.part(weigh, |out| end(sight, frame, side, e, out));
        out.edges.push((e, part));
    }
    for s in starts(sight, frame, side, window).filter(|s| may(Edge::ContentStart, s)) {
        let start = out.part(weigh, |out| start(sight, frame, side, s, out));
        let from = out.edges.partition_point(|&(e, _)| e <= s);
        for k in from..out.edges.len() {
            let (e, end) = out.edges[k];
            let span = TokenRange::new(s, e);
            if taken(span) {
                break;
            }
            if held.is_none_or(|held| held.allows(span)) {
                out.consider(span, start, end);
            }
        }
    }
    out.finish(weigh, |span, out| {
        pair(sight, frame, side, span, out);
        if sight.kinds.any(Kind::Quoted, span.range()) { QUOTED } else { PLAIN }
    });
}

/// The places of a window at which content may begin, before it is asked which parts of speech stand there.
fn starts(sight: &Sight<'_>, frame: &Frame, side: u32, window: TokenRange) -> impl Iterator<Item = usize> {
    window.range().filter(move |&s| can_start(sight.scene, frame, side, s))
}

/// The places at which it may end.
fn ends(sight: &Sight<'_>, frame: &Frame, side: u32, window: TokenRange) -> impl Iterator<Item = usize> {
    (window.start as usize + 1..=window.end as usize).filter(move |&e| can_end(sight.scene, frame, side, e))
}

/// Counts the places where the content of `frame` may begin and end, and those where that of a label does.
pub(crate) fn count_edges(sight: &Sight<'_>, frame: &Frame, side: u32, right: TokenRange, counts: &mut EdgeCounts) {
    let window = window(sight.scene, frame, side);
    let mut add = |edge: Edge, i: usize, of: u32| {
        let is_edge = !right.is_empty() && i == of as usize;
        counts.add(edge, side, sight.paragraph.tag(i.wrapping_sub(1)), sight.paragraph.tag(i), is_edge);
    };
    starts(sight, frame, side, window).for_each(|s| add(Edge::ContentStart, s, right.start));
    ends(sight, frame, side, window).for_each(|e| add(Edge::ContentEnd, e, right.end));
}

/// The tokens that content on one side may be made of: those of the sentence, and quotations that go on beyond it.
fn window(scene: &Scene<'_>, frame: &Frame, side: u32) -> TokenRange {
    let (mut low, mut high) = (frame.sentence.start as usize, frame.sentence.end as usize);
    let owner = |i: usize| scene.owners.get(i).copied().flatten().map(|id| scene.quotations[id.index()].tokens);
    if side == 0 {
        high = frame.cue.start as usize;
        let least = high.saturating_sub(FAR).max(frame.paragraph.start as usize);
        // The quotation in which the sentence begins, or which ends before it, and what touches that.
        while low > least {
            let Some(tokens) = owner(low - 1) else { break };
            low = (tokens.start as usize).max(least);
            // The words before it in its own sentence.
            let own = scene.words.tokens.sentence_at(low).start as usize;
            low = own.max(least).min(low);
        }
        if high.saturating_sub(low) > WIDE && low >= frame.sentence.start as usize {
            low = high - WIDE;
        }
    } else {
        low = frame.cue.end as usize;
        let most = (low + FAR).min(frame.paragraph.end as usize);
        while high < most {
            let Some(tokens) = owner(high) else { break };
            high = (tokens.end as usize).min(most);
        }
        if high <= frame.sentence.end as usize {
            high = high.min(low + WIDE);
        }
    }
    TokenRange::new(low.min(high), high)
}

/// Where the attribution ends on a side: a content's nearer edge is close to it.
pub(super) fn edge(frame: &Frame, side: u32) -> usize {
    let source = frame.source.unwrap_or(frame.cue);
    let hull = if side == 0 { source.start.min(frame.cue.start) } else { source.end.max(frame.cue.end) };
    hull as usize
}

/// Whether content may begin at token `s`.
fn can_start(scene: &Scene<'_>, frame: &Frame, side: u32, s: usize) -> bool {
    if scene.cuts(s) {
        return false;
    }
    if scene.is_quoted(s) {
        return true;
    }
    if matches!(scene.tags[s], Tag::Comma | Tag::Stop | Tag::CloseBracket | Tag::POS | Tag::Colon | Tag::Dash) {
        return false;
    }
    // Never between the words of one noun phrase.
    if is_within_phrase(scene, s) {
        return false;
    }
    if side == 1 {
        let edge = edge(frame, 1);
        return s < edge + NEAR || s < frame.cue.end as usize + NEAR;
    }
    let first = s == frame.sentence.start as usize || s == scene.words.tokens.sentence_at(s).start as usize;
    let breaks = |tag: Tag| {
        tag.is_verb()
            || matches!(
                tag,
                Tag::Comma
                    | Tag::Colon
                    | Tag::Dash
                    | Tag::CC
                    | Tag::IN
                    | Tag::TO
                    | Tag::Mark
                    | Tag::Stop
                    | Tag::WDT
                    | Tag::WP
                    | Tag::OpenBracket
                    | Tag::CloseBracket
            )
    };
    first
        || breaks(scene.tags[s - 1])
        || matches!(scene.tags[s], Tag::DT | Tag::PRP | Tag::PRPS | Tag::IN | Tag::TO | Tag::WDT | Tag::WP | Tag::WRB | Tag::EX | Tag::NNP)
}

/// Whether content may end before token `e`.
fn can_end(scene: &Scene<'_>, frame: &Frame, side: u32, e: usize) -> bool {
    if scene.cuts(e) {
        return false;
    }
    if scene.is_quoted(e - 1) {
        return true;
    }
    // Beyond the sentence only quotations go on.
    if side == 1 && e > frame.sentence.end as usize {
        return false;
    }
    if side == 0 && e + NEAR < edge(frame, 0) && e + NEAR < frame.cue.start as usize {
        return false;
    }
    let last = scene.tags[e - 1];
    !matches!(last, Tag::Comma | Tag::Stop | Tag::Colon | Tag::Dash | Tag::OpenBracket | Tag::CC | Tag::PRPS | Tag::Mark)
        && !is_within_phrase(scene, e)
}

/// Whether the tokens around a cut before token `i` belong to one noun phrase: *the | plan*, *old | plans*.
fn is_within_phrase(scene: &Scene<'_>, i: usize) -> bool {
    let (Some(&before), Some(&behind)) = (scene.tags.get(i.wrapping_sub(1)), scene.tags.get(i)) else { return false };
    let opens = matches!(before, Tag::DT | Tag::PRPS | Tag::JJ | Tag::POS);
    opens && matches!(behind, Tag::NN | Tag::NNS | Tag::JJ) && !scene.is_quoted(i)
}
