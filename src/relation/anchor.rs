//! Which words carry a cue: *said*, the *claim* of *her claim that*, the *according* of *according to*.

use super::kinds::Kind;
use super::lattice::{Sum, Weigh};
use super::prior::Priors;
use super::scene::{Scene, step};
use super::sight::Sight;
use crate::lexicon::{Facts, Tag};
use crate::linear::feature;
use crate::span::{TokenRange, to_u32};
use crate::token::TokenKind;
use std::ops::Range;

/// A word of the built-in lexicon's cues is looked at from this weight (in per cent) on, even if training never saw it report.
const LEAST_WEIGHT: u8 = 5;
/// What training saw report less often than this (in 255ths) is not looked at.
const LEAST_SHARE: u8 = 2;

/// The share of a word's occurrences in which it reports, in 255ths, if that is worth a look.
#[inline]
pub(crate) fn share(scene: &Scene<'_>, priors: &Priors, i: usize) -> Option<u8> {
    let token = scene.words.token(i);
    if !matches!(token.kind, TokenKind::Word | TokenKind::Punct) {
        return None;
    }
    match priors.get(token.hash) {
        Some(share) => (share >= LEAST_SHARE).then_some(share),
        None => {
            let info = scene.words.info(i);
            let is_cue = info.facts.any(Facts::CUE_VERB.with(Facts::CUE_NOUN)) && info.cue_weight >= LEAST_WEIGHT;
            // A word that was never seen is believed half of what the lexicon says.
            is_cue.then(|| info.cue_weight.saturating_add(info.cue_weight / 4))
        }
    }
}

/// Every share in a few steps.
const LEVELS: [u8; 256] = {
    /// The highest share of each step but the last.
    const STEPS: [u8; 8] = [0, 5, 15, 40, 80, 127, 190, 225];
    let mut levels = [0; 256];
    let (mut share, mut step) = (0, 0);
    while step < STEPS.len() {
        while share < levels.len() {
            levels[share] += (share > STEPS[step] as usize) as u8;
            share += 1;
        }
        (share, step) = (0, step + 1);
    }
    levels
};

/// A share in a few steps.
#[inline]
fn level(share: Option<u8>) -> u8 {
    share.map_or(0, |share| LEVELS[usize::from(share)])
}

/// What is known of the words of a paragraph, and of a sentence of it, before one of them is looked at.
#[derive(Clone, Debug, Default)]
pub(crate) struct Levels {
    paragraph: TokenRange,
    of_paragraph: Vec<u8>,
    /// First token of the sentence, and where its levels stand.
    first: usize,
    own: Range<usize>,
    /// The highest level among the first words of the sentence, and among the last; empty where no word has one.
    before: Vec<u8>,
    behind: Vec<u8>,
}

impl Levels {
    /// Looks at a paragraph; tells whether any word of it may carry a cue.
    pub(super) fn read(&mut self, scene: &Scene<'_>, priors: &Priors, paragraph: TokenRange) -> bool {
        self.paragraph = paragraph;
        self.own = 0..0;
        self.of_paragraph.clear();
        let level_of = |i| if scene.is_quoted(i) { 0 } else { level(share(scene, priors, i)) };
        self.of_paragraph.extend(paragraph.range().map(level_of));
        self.of_paragraph.iter().any(|&level| level > 0)
    }

    /// Looks at a sentence of the paragraph that was read; tells whether any word of it may carry a cue.
    pub(super) fn turn_to(&mut self, sentence: TokenRange) -> bool {
        let clip = |i: u32| (i.saturating_sub(self.paragraph.start) as usize).min(self.of_paragraph.len());
        self.first = sentence.start as usize;
        self.own = clip(sentence.start)..clip(sentence.end);
        let levels = &self.of_paragraph[self.own.clone()];
        let any = levels.iter().any(|&level| level > 0);
        self.before.clear();
        self.behind.clear();
        if any {
            highest(&mut self.before, levels.iter());
            highest(&mut self.behind, levels.iter().rev());
        }
        any
    }

    /// The levels of the sentence.
    #[inline]
    fn levels(&self) -> &[u8] {
        &self.of_paragraph[self.own.clone()]
    }

    /// The level of token `i`; 0 outside the sentence.
    #[inline]
    pub(super) fn of(&self, i: usize) -> u32 {
        self.levels().get(i.wrapping_sub(self.first)).map_or(0, |&level| u32::from(level))
    }

    /// The highest level of the tokens of `range`.
    #[inline]
    pub(super) fn highest(&self, range: Range<usize>) -> u32 {
        let levels = self.levels();
        let clip = |i: usize| i.saturating_sub(self.first).min(levels.len());
        let (from, to) = (clip(range.start), clip(range.end));
        levels.get(from..to).unwrap_or_default().iter().copied().max().map_or(0, u32::from)
    }

    /// The highest levels before and behind token `i`.
    fn around(&self, i: usize) -> [u32; 2] {
        let at = i - self.first;
        let at_end = self.own.len() - 1 - at;
        let highest = |highest: &[u8], n: usize| n.checked_sub(1).and_then(|last| highest.get(last)).map_or(0, |&level| u32::from(level));
        [highest(&self.before, at), highest(&self.behind, at_end)]
    }
}

/// Appends to `out` the highest of the first, the first two … levels.
fn highest<'a>(out: &mut Vec<u8>, levels: impl Iterator<Item = &'a u8>) {
    let mut highest = 0;
    out.extend(levels.map(|&level| {
        highest = level.max(highest);
        highest
    }));
}

/// The features of token `i` of `sentence` as the carrier of a cue.
pub(crate) fn describe(sight: &Sight<'_>, paragraph: TokenRange, sentence: TokenRange, i: usize, out: &mut Sum<'_, impl Weigh>) {
    let Sight { scene, levels, .. } = *sight;
    let word = |k: usize| sight.paragraph.word(k);
    let tag = |k: usize| sight.paragraph.tag(k);
    let (w, t, level) = (word(i), tag(i), levels.of(i));
    let info = scene.words.info(i);
    let mut put = |template: u32, a: u32, b: u32| out.push(feature(template, a, b));
    let (before, behind) = (i.wrapping_sub(1), i + 1);
    put(0, 0, 0);
    put(1, w, 0);
    put(2, w, t);
    put(3, w, tag(before));
    put(4, w, tag(behind));
    put(5, w, word(behind));
    put(6, w, word(before));
    put(7, feature(0, w, word(behind)), word(i + 2));
    put(8, tag(before) << 6 | t, 0);
    put(9, t << 6 | tag(behind), 0);
    put(10, tag(i.wrapping_sub(2)) << 12 | tag(before) << 6 | t, 0);
    put(11, t << 12 | tag(behind) << 6 | tag(i + 2), 0);
    put(12, tag(before) << 12 | t << 6 | tag(behind), 0);
    put(13, level, tag(behind));
    put(14, level, tag(before));
    put(15, level, t);
    put(16, word(before), 0);
    put(17, word(behind), t);
    put(18, level << 12 | tag(behind) << 6 | tag(i + 2), t);
    put(19, w, tag(behind) << 6 | tag(i + 2));
    put(20, level << 12 | tag(i.wrapping_sub(2)) << 6 | tag(before), t);

    // Quote marks near by, and how far.
    let opens = (1..=8).find(|n| sentence.has(i + n) && scene.is_quoted(i + n));
    let closed = (1..=4).find(|&n| i >= n && paragraph.has(i - n) && scene.is_quoted(i - n));
    let quotes = opens.map_or(0, to_u32) << 4 | closed.map_or(0, to_u32);
    put(21, quotes, level);
    put(22, u32::from(opens.is_some()) << 1 | u32::from(closed.is_some()), w);

    // *that* or *to* soon behind.
    let that = (1..=6).find(|&n| sentence.has(i + n) && scene.words.is(i + n, "that")).map_or(0, to_u32);
    put(23, that, level);
    put(24, u32::from(that > 0), w);

    // Who may be the subject.
    let is_nominal = |k: usize| matches!(scene.tags[k], Tag::NN | Tag::NNS | Tag::NNP | Tag::PRP | Tag::WP | Tag::WDT | Tag::CD | Tag::DT);
    let subject = (1..=6).find(|&n| i >= n && sentence.has(i - n) && is_nominal(i - n));
    put(25, subject.map_or(0, |n| word(i - n)), level);
    put(26, subject.map_or(0, |n| tag(i - n) << 4 | to_u32(n)), level);
    put(27, subject.map_or(0, |n| tag(i - n)), w);

    let [left, right] = levels.around(i);
    put(28, left << 4 | right, level);
    put(29, left, level << 6 | t);
    put(30, right, level << 6 | t);
    put(31, left << 4 | right, w);

    let first_paragraph = u32::from(paragraph.start == 0);
    put(32, first_paragraph, level << 6 | t);
    put(33, u32::from(i == sentence.start as usize), level << 6 | t);
    put(34, info.cue_class as u32, level << 6 | t);
    put(35, u32::from(info.cue_weight / 10), t);
    put(36, u32::from(info.cue_weight / 10), tag(behind));
    // The last verb before: *was said*, *did not say*.
    let verb = (1..=4).find(|&n| i >= n && sentence.has(i - n) && (scene.tags[i - n].is_verb() || scene.tags[i - n] == Tag::TO));
    put(37, verb.map_or(0, |n| word(i - n)), t);
    put(38, verb.map_or(0, |n| word(i - n)), w);
    let said = scene.said(i).first().map_or(0, |said| 1 + u32::from(said.mention.is_some()));
    put(40, said, level);
    put(41, said, t);
    let lemma = scene.words.lemma(i);
    put(42, lemma, t);
    put(43, lemma, tag(behind));
    put(44, lemma, word(behind));
    put(45, lemma, tag(before));
    put(46, lemma, u32::from(opens.is_some()) << 1 | u32::from(closed.is_some()));
    put(47, lemma, u32::from(that > 0));
    // Mentions close by: who may speak, or be spoken of.
    let mentions = sight.all_mentions();
    let at = mentions.partition_point(|m| (m.tokens.start as usize) < i);
    let left = mentions[..at].iter().rev().take(4).find(|m| m.tokens.end as usize <= i);
    let left_is = left.map_or(0, |m| (1 + m.kind as u32) << 8 | (m.entity_type as u32) << 4 | step(i - m.tokens.end as usize));
    put(48, left_is, level);
    put(49, left_is >> 4, t);
    put(50, left_is, lemma);
    let right = mentions[at..].first();
    let right_is = right.map_or(0, |m| (1 + m.kind as u32) << 8 | (m.entity_type as u32) << 4 | step(m.tokens.start as usize - i));
    put(51, right_is, level);
    put(52, right_is >> 4, t);
    // Whether a clause follows: how far its verb is.
    let clause = sight.kinds.first(Kind::Finite, i + 1..(i + 13).min(sentence.end as usize)).map_or(0, |k| step(k - i));
    put(53, clause, level);
    put(54, clause, lemma);
    put(55, clause << 6 | tag(behind), level);
    // The nearest strong cue before.
    let stronger = (1..=20).find(|&n| i >= n && sentence.has(i - n) && levels.of(i - n) >= 5);
    put(56, stronger.map_or(0, step), level);
    put(57, stronger.map_or(0, |n| word(i - n)), level);
    put(39, w, tag(before) << 6 | tag(behind));
}
