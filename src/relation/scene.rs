//! What the finder of relations sees of an article: words with their parts of speech, and which of them are quoted.

use crate::attribution::Attribution;
use crate::cue::Cue;
use crate::lexicon::{Tag, Words};
use crate::mention::Mention;
use crate::quotation::{Quotation, QuotationKind};
use crate::span::{QuotationId, TokenRange};
use std::ops::Range;

/// An article before the finder. Tags are those of the tagger where it ran, else [`Tag::Unknown`].
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// Tokens and what the lexicon says of them.
    pub words: Words<'a>,
    /// Quoted spans.
    pub quotations: &'a [Quotation],
    /// The outermost quotation in which every token stands.
    pub owners: &'a [Option<QuotationId>],
    /// Mentions, sorted by their first token.
    pub mentions: &'a [Mention],
    /// A tag a token.
    pub tags: &'a [Tag],
    /// Cues of quotations with their mentions, sorted by the cue.
    pub said: &'a [Said],
}

/// Cues of quotations that are looked at within a content; there are hardly ever more.
const OTHERS: usize = 16;

/// What the attribution says of a quotation that has a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Said {
    /// The cue.
    pub cue: TokenRange,
    /// The quoted words.
    pub quotation: TokenRange,
    /// Who said them.
    pub mention: Option<TokenRange>,
}

impl Said {
    /// All of an article, sorted by the cue, written into `out`.
    pub(crate) fn all(attributions: &[Attribution], quotations: &[Quotation], mentions: &[Mention], cues: &[Cue], out: &mut Vec<Said>) {
        out.clear();
        for attribution in attributions.iter().filter(|a| a.kind != QuotationKind::None) {
            if let Some(cue) = attribution.cue {
                out.push(Said {
                    cue: cues[cue.index()].tokens,
                    quotation: quotations[attribution.quotation.index()].tokens,
                    mention: attribution.mention.map(|id| mentions[id.index()].tokens),
                });
            }
        }
        out.sort_unstable();
    }
}

impl Scene<'_> {
    /// Whether a cut before token `i` would cut a quotation in two.
    #[inline]
    pub(crate) fn cuts(&self, i: usize) -> bool {
        i > 0 && i < self.owners.len() && self.owners[i].is_some() && self.owners[i] == self.owners[i - 1]
    }

    /// Whether token `i` is quoted.
    #[inline]
    pub(crate) fn is_quoted(&self, i: usize) -> bool {
        self.owners.get(i).is_some_and(Option::is_some)
    }

    /// The quotations whose cue token `i` is part of; the first few where one cue has a long list of them.
    #[inline]
    pub(crate) fn said(&self, i: usize) -> &[Said] {
        const MOST: usize = 16;
        let from = self.said.partition_point(|said| said.cue.end as usize <= i);
        let n = self.said[from..].iter().take(MOST).take_while(|said| said.cue.has(i)).count();
        &self.said[from..from + n]
    }

    /// What the first cue of a quotation in `span`, if it is not `own`, says of `source`: 0 there is none, 1 somebody else speaks, 2 the
    /// source does.
    #[inline]
    pub(crate) fn other_cue(&self, span: TokenRange, own: TokenRange, source: Option<TokenRange>) -> u32 {
        let from = self.said.partition_point(|said| said.cue.start < span.start);
        let within = self.said[from..].iter().take_while(|said| said.cue.start < span.end);
        let other = within.take(OTHERS).find(|said| !said.cue.overlaps(own));
        let speaks = |said: &Said| said.mention.zip(source).is_some_and(|(mention, source)| mention.overlaps(source));
        other.map_or(0, |said| 1 + u32::from(speaks(said)))
    }

    /// The mentions that begin in `range`.
    pub(crate) fn mentions(&self, range: TokenRange) -> &[Mention] {
        &self.mentions[self.mention_ids(range)]
    }

    /// Where they stand among all.
    pub(crate) fn mention_ids(&self, range: TokenRange) -> Range<usize> {
        let from = self.mentions.partition_point(|m| m.tokens.start < range.start);
        let to = self.mentions.partition_point(|m| m.tokens.start < range.end);
        from..to.max(from)
    }
}

/// A number of things in a few steps: 0 to 4 exactly, then ever wider.
#[inline]
pub(crate) fn step(n: usize) -> u32 {
    match n {
        0..=4 => crate::span::to_u32(n),
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=22 => 8,
        23..=35 => 9,
        36..=60 => 10,
        61..=120 => 11,
        _ => 12,
    }
}
