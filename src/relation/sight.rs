//! A paragraph, and a sentence of it, as features are read from them: parts of speech and words side by side as numbers, with nothing
//! around them.

use super::anchor::Levels;
use super::kinds::Kinds;
use super::prior::Priors;
use super::scene::Scene;
use crate::lexicon::Tag;
use crate::mention::Mention;
use crate::span::{QuotationId, TokenRange};
use std::ops::Range;

/// What stands outside.
const OUTSIDE: u32 = 63;
/// A mark that opens a quotation, and one that closes it.
const OPENS: u8 = 61;
const CLOSES: u8 = 62;

/// A run of tokens as numbers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'a> {
    first: usize,
    tags: &'a [u8],
    words: &'a [u32],
}

impl Run<'_> {
    /// The folded form of token `i` as a number; 1 outside.
    #[inline]
    pub(super) fn word(&self, i: usize) -> u32 {
        self.words.get(i.wrapping_sub(self.first)).copied().unwrap_or(1)
    }

    /// The part of speech of token `i` as a number; a quote mark tells whether it opens or closes.
    #[inline]
    pub(super) fn tag(&self, i: usize) -> u32 {
        self.tags.get(i.wrapping_sub(self.first)).map_or(OUTSIDE, |&tag| u32::from(tag))
    }
}

/// What features are read from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sight<'a> {
    pub(super) scene: &'a Scene<'a>,
    /// The paragraph.
    pub(super) paragraph: Run<'a>,
    /// The sentence alone.
    pub(super) sentence: Run<'a>,
    /// Which tokens of the paragraph are commas, verbs and so on.
    pub(super) kinds: &'a Kinds,
    /// How often the words of the sentence report.
    pub(super) levels: &'a Levels,
    /// The mentions that begin in the sentence.
    mentions: &'a [Mention],
}

impl<'a> Sight<'a> {
    /// The mentions that begin in `range`, as far as it is of the sentence.
    #[inline]
    pub(super) fn mentions(&self, range: TokenRange) -> &'a [Mention] {
        let from = self.mentions.partition_point(|m| m.tokens.start < range.start);
        let n = self.mentions[from..].iter().take_while(|m| m.tokens.start < range.end).count();
        &self.mentions[from..from + n]
    }

    /// All that begin in the sentence.
    pub(super) fn all_mentions(&self) -> &'a [Mention] {
        self.mentions
    }
}

/// The memory behind a [`Sight`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Near {
    paragraph: TokenRange,
    sentence: TokenRange,
    tags: Vec<u8>,
    words: Vec<u32>,
    kinds: Kinds,
    levels: Levels,
    /// Which mentions begin in the sentence.
    mentions: Range<usize>,
    /// Whether the levels are those of the paragraph that comes next.
    has_levels: bool,
    /// Whether a word of the sentence may carry a cue.
    may: bool,
}

impl Near {
    /// Looks at `sentence` of `paragraph`, unless it has just done so; tells whether any word of it may carry a cue. The levels of the
    /// sentence say nothing where none may.
    pub(crate) fn look(&mut self, scene: &Scene<'_>, priors: &Priors, paragraph: TokenRange, sentence: TokenRange) -> bool {
        if self.paragraph != paragraph {
            if !std::mem::take(&mut self.has_levels) {
                self.levels.read(scene, priors, paragraph);
            }
            self.read(scene, paragraph);
        }
        if self.sentence != sentence {
            self.sentence = sentence;
            self.may = self.levels.turn_to(sentence);
            self.mentions = scene.mention_ids(sentence);
        }
        self.may
    }

    /// Whether token `i` of the sentence is worth a look as the carrier of a cue.
    #[inline]
    pub(crate) fn may_carry(&self, scene: &Scene<'_>, i: usize) -> bool {
        self.levels.of(i) > 1 && !scene.is_quoted(i)
    }

    /// Whether any word of a paragraph may carry a cue. It needs no parts of speech, and is to be looked at next if so.
    pub(super) fn is_worth_a_look(&mut self, scene: &Scene<'_>, priors: &Priors, paragraph: TokenRange) -> bool {
        self.forget();
        self.has_levels = self.levels.read(scene, priors, paragraph);
        self.has_levels
    }

    /// Looks anew at what comes next.
    pub(super) fn begin(&mut self) {
        self.paragraph = TokenRange::default();
        self.sentence = TokenRange::default();
    }

    /// Forgets all: the next text is another.
    pub(crate) fn forget(&mut self) {
        self.begin();
        self.has_levels = false;
    }

    /// What was looked at last.
    pub(crate) fn sight<'a>(&'a self, scene: &'a Scene<'a>) -> Sight<'a> {
        let first = self.paragraph.start as usize;
        let clip = |i: u32| (i.saturating_sub(self.paragraph.start) as usize).min(self.tags.len());
        let own = clip(self.sentence.start)..clip(self.sentence.end);
        Sight {
            scene,
            paragraph: Run { first, tags: &self.tags, words: &self.words },
            sentence: Run { first: first + own.start, tags: &self.tags[own.clone()], words: &self.words[own] },
            kinds: &self.kinds,
            levels: &self.levels,
            mentions: &scene.mentions[self.mentions.clone()],
        }
    }

    fn read(&mut self, scene: &Scene<'_>, paragraph: TokenRange) {
        self.paragraph = paragraph;
        self.tags.clear();
        self.words.clear();
        for i in paragraph.range() {
            let (tag, owner) = (scene.tags[i], scene.owners[i]);
            self.tags.push(code(scene, i, tag, owner));
            self.words.push(scene.words.token(i).hash);
        }
        let tokens = scene.tags[paragraph.range()].iter().zip(&scene.owners[paragraph.range()]);
        self.kinds.read(paragraph.start as usize, tokens.map(|(&tag, owner)| (tag, owner.is_some())));
    }
}

fn code(scene: &Scene<'_>, i: usize, tag: Tag, owner: Option<QuotationId>) -> u8 {
    match (tag, owner) {
        (Tag::Mark, Some(id)) => {
            let tokens = scene.quotations[id.index()].tokens;
            if tokens.start as usize == i {
                OPENS
            } else if tokens.end as usize == i + 1 {
                CLOSES
            } else {
                tag as u8
            }
        }
        (tag, _) => tag as u8,
    }
}
