//! Ways to cut a span out of a text, and how likely each is.
//!
//! A way is a start, an end and what stands between: its score is the sum of what the start, the end, every token between and
//! the pair as a whole say for it. Starts, ends and tokens are shared by many ways, so that they are described and weighed
//! once. The probabilities are those of a log-linear model over all ways, a semi-Markov model of one segment (Sarawagi and
//! Cohen 2004).

use crate::linear::{Linear, Template};
use crate::span::{TokenRange, to_u32};
use std::sync::LazyLock;

/// What knows the weights of features: a shipped table of whole numbers, or the trainer's.
pub(crate) trait Weigh: Clone + std::fmt::Debug + PartialEq {
    /// Units of a weight in one nat of log-odds.
    const NAT: f32;
    /// How many ways are looked at as a whole: those whose ends and inner words score highest. All while learning.
    const KEPT: usize;
    /// How far behind the highest of them a score may be, in units of the weights; no matter how far while learning.
    const BEHIND: Option<f32>;
    /// Whether features are asked for again once they are weighed.
    const LEARNS: bool;

    /// What weights add up to: whole numbers where they are whole.
    type Total: Copy + Default + std::fmt::Debug + std::ops::AddAssign;

    /// The weight of a feature.
    fn weigh(&self, feature: u32) -> Self::Total;

    /// A sum as a score. Sums of whole numbers are exact as long as they stay below 2²⁴.
    fn score(total: Self::Total) -> f32;

    /// The exponential function of a difference of scores, the same on every machine.
    #[inline]
    fn exp(difference: f32) -> f32 {
        exp(difference / Self::NAT)
    }
}

/// Units of a shipped weight in one nat.
const NAT: f32 = 40.0;

impl<const N: usize> Weigh for Linear<N> {
    const NAT: f32 = NAT;
    const KEPT: usize = 7;
    const BEHIND: Option<f32> = Some(3.0 * Self::NAT);
    const LEARNS: bool = false;

    type Total = i32;

    #[inline(always)]
    fn weigh(&self, feature: u32) -> i32 {
        self.weight(feature)
    }

    #[inline]
    #[allow(clippy::cast_precision_loss, reason = "some hundred weights of eight bits")]
    fn score(total: i32) -> f32 {
        total as f32
    }

    /// Differences are whole numbers, and most are small and below 0: they are looked up.
    #[inline]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a number below the table's length"
    )]
    fn exp(difference: f32) -> f32 {
        const LOOKED_UP: usize = 1024;
        static TABLE: LazyLock<[f32; LOOKED_UP]> = LazyLock::new(|| std::array::from_fn(|i| exp(-(i as f32) / NAT)));
        if difference <= 0.0 && difference > -(LOOKED_UP as f32) { TABLE[(-difference) as usize] } else { exp(difference / NAT) }
    }
}

/// Where features go: they are weighed as they come, and kept only to learn from.
#[derive(Debug)]
pub(crate) struct Sum<'a, W: Weigh> {
    weigh: &'a W,
    sum: W::Total,
    kept: &'a mut Vec<u32>,
}

impl<'a, W: Weigh> Sum<'a, W> {
    /// An empty sum; what is kept is appended to `kept`.
    pub(crate) fn new(weigh: &'a W, kept: &'a mut Vec<u32>) -> Self {
        Sum { weigh, sum: W::Total::default(), kept }
    }

    /// Takes a feature.
    #[inline(always)]
    pub(crate) fn push(&mut self, feature: u32) {
        self.sum += self.weigh.weigh(feature);
        if W::LEARNS {
            self.kept.push(feature);
        }
    }

    /// What all features weigh.
    pub(crate) fn score(&self) -> f32 {
        W::score(self.sum)
    }
}

/// Where the features of one side of a cue go: before it and behind it the same sight tells other things.
#[derive(Debug)]
pub(super) struct Sided<'s, 'a, W: Weigh> {
    out: &'s mut Sum<'a, W>,
    side: Template,
}

impl<'s, 'a, W: Weigh> Sided<'s, 'a, W> {
    /// Features of `side` (0 or 1) go to `out`.
    pub(super) fn new(out: &'s mut Sum<'a, W>, side: u32) -> Self {
        Sided { out, side: Template::step(side) }
    }

    /// Takes what a template sees on this side: that of the number `template << 1 | side`.
    #[inline(always)]
    pub(super) fn put(&mut self, template: u32, a: u32, b: u32) {
        self.out.push(Template::new(template << 1).plus(self.side).feature(a, b));
    }
}

/// One way.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Way {
    /// The span; empty for *there is none*.
    pub(crate) span: TokenRange,
    /// What it is, for choices that go together with others.
    pub(crate) class: u8,
    start: u32,
    end: u32,
    pair: u32,
    /// Its score, in units of the weights.
    pub(crate) score: f32,
}

impl Way {
    /// Whether it is the way to `span`; all empty spans are *there is none*.
    pub(crate) fn is(&self, span: TokenRange) -> bool {
        self.span == span || self.span.is_empty() && span.is_empty()
    }
}

/// All ways, with what they are made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lattice {
    /// First token, and sums of the scores of the tokens before each.
    first: usize,
    inside: Vec<f32>,
    /// While learning: the features of all parts, where those of each end, and the part of every token.
    features: Vec<u32>,
    ends: Vec<u32>,
    tokens: Vec<u32>,
    pub(crate) ways: Vec<Way>,
    /// Ways before they are looked at as a whole, and where spans may end: scratch.
    rough: Vec<Rough>,
    pub(crate) edges: Vec<(usize, Part)>,
}

/// A way by its ends and inner words.
#[derive(Clone, Copy, Debug)]
struct Rough {
    span: TokenRange,
    start: Part,
    end: Part,
    score: f32,
}

/// A part: features that are described together, with what they weigh. They have a number while learning.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Part {
    id: u32,
    score: f32,
}

impl Lattice {
    /// Empties it. Part 0 is the part without features.
    pub(crate) fn clear(&mut self) {
        self.features.clear();
        self.ends.clear();
        self.ends.push(0);
        self.first = 0;
        self.inside.clear();
        self.tokens.clear();
        self.ways.clear();
        self.rough.clear();
        self.edges.clear();
    }

    /// The part with these features.
    #[inline]
    pub(crate) fn part<W: Weigh>(&mut self, weigh: &W, describe: impl FnOnce(&mut Sum<'_, W>)) -> Part {
        let mut sum = Sum::new(weigh, &mut self.features);
        describe(&mut sum);
        let score = sum.score();
        if !W::LEARNS {
            return Part { id: 0, score };
        }
        self.ends.push(to_u32(self.features.len()));
        Part { id: to_u32(self.ends.len() - 1), score }
    }

    /// Describes the tokens of `range` one by one: what stands between a start and an end.
    pub(crate) fn insides<W: Weigh>(&mut self, weigh: &W, range: std::ops::Range<usize>, mut describe: impl FnMut(usize, &mut Sum<'_, W>)) {
        self.first = range.start;
        self.inside.reserve(range.len() + 1);
        self.inside.push(0.0);
        let mut sum = 0.0;
        for i in range {
            let part = self.part(weigh, |out| describe(i, out));
            sum += part.score;
            self.inside.push(sum);
            if W::LEARNS {
                self.tokens.push(part.id);
            }
        }
    }

    #[inline]
    fn inside(&self, span: TokenRange) -> f32 {
        let at = |i: u32| self.inside.get((i as usize).wrapping_sub(self.first)).copied().unwrap_or_default();
        at(span.end) - at(span.start)
    }

    /// Considers a way for what its ends and the tokens between them score.
    #[inline]
    pub(crate) fn consider(&mut self, span: TokenRange, start: Part, end: Part) {
        let score = start.score + end.score + self.inside(span);
        self.rough.push(Rough { span, start, end, score });
    }

    /// Adds the best of the ways that were considered, each with what `describe` sees in the whole of it and the class that it gives.
    pub(crate) fn finish<W: Weigh>(&mut self, weigh: &W, mut describe: impl FnMut(TokenRange, &mut Sum<'_, W>) -> u8) {
        let mut rough = std::mem::take(&mut self.rough);
        if let Some(behind) = W::BEHIND {
            let best = rough.iter().map(|way| way.score).fold(f32::MIN, f32::max);
            rough.retain(|way| way.score >= best - behind);
        }
        if rough.len() > W::KEPT {
            // Of equals the first in the text, so that the choice is the same everywhere.
            rough.select_nth_unstable_by(W::KEPT, |a, b| b.score.total_cmp(&a.score).then(a.span.cmp(&b.span)));
            rough.truncate(W::KEPT);
            rough.sort_unstable_by_key(|way| way.span);
        }
        for &Rough { span, start, end, .. } in &rough {
            let mut class = 0;
            let pair = self.part(weigh, |out| class = describe(span, out));
            self.push(span, class, [start, end, pair]);
        }
        rough.clear();
        self.rough = rough;
    }

    /// Adds a way.
    #[inline]
    pub(crate) fn push(&mut self, span: TokenRange, class: u8, [start, end, pair]: [Part; 3]) {
        let score = start.score + end.score + self.inside(span) + pair.score;
        self.ways.push(Way { span, class, start: start.id, end: end.id, pair: pair.id, score });
    }

    /// The way with the highest score, the first of equals.
    pub(crate) fn best(&self) -> Option<&Way> {
        self.ways.iter().reduce(|best, way| if way.score > best.score { way } else { best })
    }

    /// The sum of `exp(score - highest)` over all ways, with the highest score of all.
    pub(crate) fn mass<W: Weigh>(&self, highest: f32) -> f32 {
        self.ways.iter().map(|way| W::exp(way.score - highest)).sum()
    }

    /// Calls `visit` with the features of every part and by how much they should grow, if way `i` should be chosen more often by `by[i]`.
    pub(crate) fn push_back(&self, by: &[f32], mut visit: impl FnMut(u32, f32)) {
        let mut parts = vec![0.0_f32; self.ends.len()];
        let mut steps = vec![0.0_f32; self.inside.len() + 1];
        for (way, &by) in self.ways.iter().zip(by) {
            for part in [way.start, way.end, way.pair] {
                parts[part as usize] += by;
            }
            if !way.span.is_empty() && !self.tokens.is_empty() {
                steps[way.span.start as usize - self.first] += by;
                steps[way.span.end as usize - self.first] -= by;
            }
        }
        let mut sum = 0.0;
        for (&token, step) in self.tokens.iter().zip(&steps) {
            sum += step;
            parts[token as usize] += sum;
        }
        for (i, &by) in parts.iter().enumerate().skip(1) {
            if by.abs() > 1e-6 {
                self.features[self.ends[i - 1] as usize..self.ends[i] as usize].iter().for_each(|&f| visit(f, by));
            }
        }
    }
}

/// Below this the exponential is as good as nothing.
const LEAST: f32 = -30.0;

/// The exponential function, the same on every machine.
#[inline]
fn exp(x: f32) -> f32 {
    if x < LEAST { 0.0 } else { libm::expf(x) }
}
