//! The way from words that may report to relations: judged, completed, and the surest taken first.

use super::anchor;
use super::content::{self, CLASSES, Frame, NONE, QUOTED};
use super::lattice::{Lattice, Sum, Way, Weigh};
use super::model::{Knowledge, Learned};
use super::rivals::{self, RIVALS};
use super::scene::{Scene, step};
use super::sight::{Near, Sight};
use super::taken::Taken;
use super::{Relation, content_features, extent, source};
use crate::linear::feature;
use crate::span::{TokenRange, to_u32};

/// A word that carries a cue with a lower probability than this is not followed up.
const FOLLOWED: f32 = 0.25;

/// Words of one sentence that are followed up; what has more is no prose.
const MOST: usize = 32;

/// How likely a relation is to be right that is taken although it holds others whole, which are surer.
const AROUND: f32 = 0.5;

/// A relation before it is chosen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Proposal {
    pub(crate) relation: Relation,
    /// How likely its cue, source and content are, one after the other.
    pub(super) chance: f32,
    /// The features of its confidence, those of its rivals last.
    pub(crate) features: [u32; CONFIDENCE],
}

/// Features of confidence.
pub(crate) const CONFIDENCE: usize = 26 + RIVALS;

/// The finder's scratch memory.
#[derive(Clone, Debug, Default)]
pub struct Finder {
    near: Near,
    features: Vec<u32>,
    lattice: Lattice,
    left: Lattice,
    right: Lattice,
    proposals: Vec<Proposal>,
    pub(super) taken: Taken,
    /// Attributions that take the source of a relation, and which.
    pub(super) given: Vec<(usize, u32)>,
}

/// The best content with its probability.
struct Found {
    pieces: [TokenRange; 2],
    classes: [u8; 2],
    probability: f32,
}

impl Finder {
    /// Appends the relations of `paragraph` that are sure enough to `out`, in the order of their cues.
    pub(crate) fn find<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, paragraph: TokenRange, out: &mut Vec<Relation>) {
        self.propose(scene, known, paragraph);
        for proposal in &mut self.proposals {
            let mut sum = Sum::new(&known.tables.confidence, &mut self.features);
            proposal.features.iter().for_each(|&f| sum.push(f));
            let score = sum.score();
            proposal.relation.confidence = logistic::<L::Confidence>(score);
        }
        // The surest first, of equals the first in the text.
        self.proposals
            .sort_unstable_by(|a, b| b.relation.confidence.total_cmp(&a.relation.confidence).then(a.relation.cue.cmp(&b.relation.cue)));
        let first = out.len();
        self.taken.begin(paragraph);
        for Proposal { relation, .. } in &self.proposals {
            if relation.confidence < known.least {
                break;
            }
            let is_free = self.taken.has_room_for(relation) && relation.source.is_none_or(|source| self.taken.is_free(source));
            if is_free || relation.confidence >= AROUND && self.taken.is_around(relation, out) {
                self.taken.give(relation, out.len());
                out.push(*relation);
            }
        }
        self.add_said(scene, known, paragraph, out);
        out[first..].sort_unstable_by_key(|relation| relation.cue);
    }

    /// Whether a word of `paragraph` may carry a cue; if so, it is to be found in next.
    pub(crate) fn is_worth_a_look<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, paragraph: TokenRange) -> bool {
        self.near.is_worth_a_look(scene, &known.priors, paragraph)
    }

    /// Forgets the article that it has looked at.
    pub(crate) fn forget(&mut self) {
        self.near.forget();
        self.features.clear();
    }

    /// Every relation that the words of `paragraph` may carry.
    pub(crate) fn propose<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, paragraph: TokenRange) -> &mut [Proposal] {
        self.proposals.clear();
        self.features.clear();
        self.near.begin();
        for &sentence in scene.words.tokens.sentences_in(paragraph) {
            if !self.near.look(scene, &known.priors, paragraph, sentence) {
                continue;
            }
            let mut followed = 0;
            for i in sentence.range() {
                if !self.near.may_carry(scene, i) {
                    continue;
                }
                if followed == MOST {
                    break;
                }
                let probability = self.reports(scene, known, i);
                if probability >= FOLLOWED {
                    followed += 1;
                    let proposal = self.complete(scene, known, paragraph, sentence, i, probability);
                    self.proposals.extend(proposal);
                }
            }
        }
        rivals::compare(&mut self.proposals);
        &mut self.proposals
    }

    /// How likely it is that token `i` carries a cue.
    pub(crate) fn reports<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, i: usize) -> f32 {
        let (paragraph, sentence) = self.look_at(scene, known, i);
        let mut sum = Sum::new(&known.tables.anchor, &mut self.features);
        anchor::describe(&self.near.sight(scene), paragraph, sentence, i, &mut sum);
        logistic::<L::Anchor>(sum.score())
    }

    /// The ways that were weighed last.
    pub(crate) fn lattice(&self) -> &Lattice {
        &self.lattice
    }

    /// The extent of the cue that token `anchor` carries, with its probability.
    pub(crate) fn extent<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, anchor: usize) -> (TokenRange, f32) {
        let (_, sentence) = self.look_at(scene, known, anchor);
        extent::ways(&self.near.sight(scene), &known.tables.extent, &known.edges, sentence, anchor, &mut self.lattice);
        let best = self.lattice.best().copied().unwrap_or_default();
        (best.span, 1.0 / self.lattice.mass::<L::Extent>(best.score))
    }

    fn complete<L: Learned>(
        &mut self,
        scene: &Scene<'_>,
        known: &Knowledge<L>,
        paragraph: TokenRange,
        sentence: TokenRange,
        anchor: usize,
        anchor_probability: f32,
    ) -> Option<Proposal> {
        let (cue, extent_probability) = self.extent(scene, known, anchor);
        if cue.is_empty() {
            return None;
        }
        let source = self.source(scene, known, anchor, cue);
        let source_probability = 1.0 / self.lattice.mass::<L::Source>(self.lattice.best()?.score);
        let frame = Frame { paragraph, sentence, anchor, cue, source, holds: None };
        let found = self.content(scene, known, &frame)?;
        let content = in_order(found.pieces);
        let sight = self.near.sight(scene);
        let level = sight.levels.of(anchor);
        let place = source.map_or(0, |s| if s.start < cue.start { 1 } else { 2 });
        let [a, s, c, x] = [anchor_probability, source_probability, found.probability, extent_probability].map(bin);
        let [l, r] = found.classes.map(u32::from);
        let f = feature;
        let chance = anchor_probability * source_probability * found.probability;
        let whole = bin(chance);
        let length = step(found.pieces.iter().map(|piece| piece.len()).sum());
        let tag = sight.paragraph.tag(anchor);
        let said = scene.said(anchor).first().map_or(0, |said| match (said.mention, source) {
            (Some(mention), Some(source)) => 1 + u32::from(mention.overlaps(source)),
            (None, None) => 3,
            _ => 4,
        });
        let lemma = scene.words.lemma(anchor);
        let tag_of = |i: u32| sight.paragraph.tag(i as usize);
        let main = if content[1].is_empty() { content[0] } else { content[1] };
        let (begin, end) = (tag_of(main.start), tag_of(main.end));
        let mention = source.and_then(|source| scene.mentions(source).first());
        let source_is = source
            .map_or(0, |source| 1 + mention.map_or(1, |m| (2 + m.kind as u32) << 3 | m.entity_type as u32) + (tag_of(source.end - 1) << 8));
        let far = |span: TokenRange| {
            let gap = if span.start < cue.start { cue.start.saturating_sub(span.end) } else { span.start.saturating_sub(cue.end) };
            step(gap as usize)
        };
        let source_far = source.map_or(15, far);
        let content_far = far(main) << 1 | u32::from(main.start < cue.start);
        let own: [u32; CONFIDENCE - RIVALS] = [
            f(0, 0, 0),
            f(1, a, 0),
            f(2, s, 0),
            f(3, c, 0),
            f(4, x, 0),
            f(5, a, s),
            f(6, a, c),
            f(7, s, c),
            f(8, l << 4 | r, place),
            f(9, level, a),
            f(11, tag, a),
            f(12, whole, 0),
            f(13, whole, l << 4 | r),
            f(14, length, u32::from(l.max(r) == u32::from(QUOTED))),
            f(15, place, tag),
            f(16, said, a),
            f(17, said, l << 4 | r),
            f(18, lemma, a),
            f(21, source_is, a),
            f(22, begin, a),
            f(23, begin << 6 | end, l << 2 | r),
            f(24, lemma, l << 4 | r),
            f(28, source_far << 6 | tag, a),
            f(29, content_far, a),
            f(32, u32::from(paragraph.start == 0), a),
            f(33, level << 4 | length, a),
        ];
        let mut features = [0; CONFIDENCE];
        features[..own.len()].copy_from_slice(&own);
        Some(Proposal { relation: Relation { anchor: to_u32(anchor), cue, source, content, ..Relation::default() }, chance, features })
    }

    /// The source of a cue; `None` if the text does not say.
    pub(crate) fn source<L: Learned>(
        &mut self,
        scene: &Scene<'_>,
        known: &Knowledge<L>,
        anchor: usize,
        cue: TokenRange,
    ) -> Option<TokenRange> {
        let (_, sentence) = self.look_at(scene, known, anchor);
        source::ways(&self.near.sight(scene), &known.tables.source, &known.edges, sentence, anchor, cue, &mut self.lattice);
        self.lattice.best().map(|way| way.span).filter(|span| !span.is_empty())
    }

    /// What is said before the cue of a frame, and behind it.
    pub(crate) fn pieces<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, frame: &Frame) -> Option<[TokenRange; 2]> {
        self.content(scene, known, frame).map(|found| found.pieces)
    }

    /// Looks at the paragraph and the sentence around token `i`, unless it has just done so.
    fn look_at<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, i: usize) -> (TokenRange, TokenRange) {
        let (paragraph, sentence) = (scene.words.tokens.paragraph_at(i), scene.words.tokens.sentence_at(i));
        self.near.look(scene, &known.priors, paragraph, sentence);
        (paragraph, sentence)
    }

    /// Scores the contents that `frame` may have: both sides stay in the finder's lattices.
    pub(crate) fn contents<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, frame: &Frame) -> [[f32; CLASSES]; CLASSES] {
        self.look_at(scene, known, frame.anchor);
        let sight = self.near.sight(scene);
        content::ways(&sight, &known.tables.content, &known.edges, frame, 0, &mut self.left);
        content::ways(&sight, &known.tables.content, &known.edges, frame, 1, &mut self.right);
        let has = |lattice: &Lattice, class: u8| lattice.ways.iter().any(|way| way.class == class);
        let mut joint = [[0.0; CLASSES]; CLASSES];
        for (l, row) in (0..).zip(&mut joint).filter(|&(l, _)| has(&self.left, l)) {
            for (r, score) in (0..).zip(row).filter(|&(r, _)| has(&self.right, r)) {
                let mut sum = Sum::new(&known.tables.content, &mut self.features);
                content_features::joint(&sight, frame, l, r, &mut sum);
                *score = sum.score();
            }
        }
        joint
    }

    /// What was looked at last.
    pub(crate) fn sight<'a>(&'a self, scene: &'a Scene<'a>) -> Sight<'a> {
        self.near.sight(scene)
    }

    /// The lattices of the content before and behind the cue.
    pub(crate) fn sides(&self) -> [&Lattice; 2] {
        [&self.left, &self.right]
    }

    fn content<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, frame: &Frame) -> Option<Found> {
        let joint = self.contents(scene, known, frame);
        let best = |lattice: &Lattice| -> [Option<Way>; CLASSES] {
            let mut best = [None; CLASSES];
            for way in &lattice.ways {
                let of = &mut best[usize::from(way.class)];
                if of.is_none_or(|of: Way| way.score > of.score) {
                    *of = Some(*way);
                }
            }
            best
        };
        let (left, right) = (best(&self.left), best(&self.right));
        let mut chosen: Option<(f32, Way, Way)> = None;
        for l in left.iter().flatten() {
            for r in right.iter().flatten() {
                if l.class == NONE && r.class == NONE {
                    continue;
                }
                let score = l.score + r.score + joint[usize::from(l.class)][usize::from(r.class)];
                if chosen.is_none_or(|(highest, ..)| score > highest) {
                    chosen = Some((score, *l, *r));
                }
            }
        }
        let (score, l, r) = chosen?;
        let mass = masses::<L::Content>(&self.left, &self.right, &joint, score).iter().flatten().sum::<f32>();
        Some(Found { pieces: [l.span, r.span], classes: [l.class, r.class], probability: 1.0 / mass })
    }
}

/// The sums of `exp(score - highest)` over the pairs of ways of every two classes; nothing on both sides is none.
pub(crate) fn masses<T: Weigh>(
    left: &Lattice,
    right: &Lattice,
    joint: &[[f32; CLASSES]; CLASSES],
    highest: f32,
) -> [[f32; CLASSES]; CLASSES] {
    let side = |lattice: &Lattice| {
        let top = lattice.best().map_or(0.0, |way| way.score);
        let mut masses = [0.0; CLASSES];
        for way in &lattice.ways {
            masses[usize::from(way.class)] += T::exp(way.score - top);
        }
        (masses, top)
    };
    let ((left, left_top), (right, right_top)) = (side(left), side(right));
    let mut out = [[0.0; CLASSES]; CLASSES];
    for (l, row) in out.iter_mut().enumerate() {
        for (r, mass) in row.iter_mut().enumerate() {
            if l != usize::from(NONE) || r != usize::from(NONE) {
                *mass = left[l] * right[r] * T::exp(joint[l][r] + left_top + right_top - highest);
            }
        }
    }
    out
}

/// The pieces before and behind the cue, of which one may be empty, without a gap.
pub(super) fn in_order([left, right]: [TokenRange; 2]) -> [TokenRange; 2] {
    if left.is_empty() { [right, TokenRange::default()] } else { [left, right] }
}

/// The logistic function of a score.
pub(crate) fn logistic<T: Weigh>(score: f32) -> f32 {
    1.0 / (1.0 + T::exp(-score))
}

/// A probability in twelve steps, narrow at both ends.
pub(super) fn bin(probability: f32) -> u32 {
    const BOUNDS: [f32; 12] = [0.02, 0.05, 0.1, 0.2, 0.3, 0.42, 0.55, 0.68, 0.8, 0.9, 0.96, 0.99];
    to_u32(BOUNDS.iter().take_while(|&&bound| probability >= bound).count())
}
