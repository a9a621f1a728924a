//! Which tokens of a paragraph are of which kind, a bit each: whether a comma or a verb stands between two places, how many do and where
//! the next one is, is asked hundreds of times for every cue and answered from one or two words of memory.

use crate::eight;
use crate::lexicon::Tag;
use std::ops::Range;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Comma,
    /// A verb that can have a subject, and any other.
    Finite,
    OtherVerb,
    Preposition,
    And,
    /// A colon, semicolon, ellipsis or dash.
    Break,
    Dash,
    Opens,
    Closes,
    /// A name or a personal pronoun.
    Named,
    Noun,
    To,
    /// None of the above but for marks of punctuation.
    Rest,
    /// *who*, *which*.
    Relative,
    /// Within quote marks.
    Quoted,
    /// Within quote marks, and neither a comma nor a verb.
    QuotedRest,
}

const KINDS: usize = Kind::QuotedRest as usize + 1;
const BLOCK: usize = u64::BITS as usize;

/// A bit for every kind of which a token with a part of speech is, outside quote marks and within.
const OF_TAG: [[u16; Tag::COUNT]; 2] = {
    let mut table = [[0; Tag::COUNT]; 2];
    let mut i = 0;
    while i < Tag::COUNT {
        let outside = of_tag(Tag::ALL[i]);
        let within = if matches!(Tag::ALL[i], Tag::Comma) || Tag::ALL[i].is_verb() { 0 } else { 1 << Kind::QuotedRest as u32 };
        table[0][i] = outside;
        table[1][i] = outside | 1 << Kind::Quoted as u32 | within;
        i += 1;
    }
    table
};

const fn of_tag(tag: Tag) -> u16 {
    let rest = 1 << Kind::Rest as u32;
    match tag {
        Tag::Comma => 1 << Kind::Comma as u32,
        Tag::VBD | Tag::VBP | Tag::VBZ | Tag::MD => 1 << Kind::Finite as u32,
        Tag::VB | Tag::VBG | Tag::VBN => 1 << Kind::OtherVerb as u32 | rest,
        Tag::IN => 1 << Kind::Preposition as u32,
        Tag::CC => 1 << Kind::And as u32 | rest,
        Tag::Colon => 1 << Kind::Break as u32 | rest,
        Tag::Dash => 1 << Kind::Break as u32 | 1 << Kind::Dash as u32 | rest,
        Tag::OpenBracket => 1 << Kind::Opens as u32 | rest,
        Tag::CloseBracket => 1 << Kind::Closes as u32 | rest,
        Tag::NNP | Tag::PRP => 1 << Kind::Named as u32,
        Tag::NN | Tag::NNS => 1 << Kind::Noun as u32,
        Tag::TO => 1 << Kind::To as u32,
        Tag::WDT | Tag::WP => 1 << Kind::Relative as u32 | rest,
        _ => rest,
    }
}

/// The kinds of the tokens from `first` on.
#[derive(Clone, Debug, Default)]
pub(super) struct Kinds {
    first: usize,
    len: usize,
    blocks: Vec<[u64; KINDS]>,
}

impl Kinds {
    /// Reads the tokens from `first` on: their parts of speech, and whether they stand in quote marks.
    pub(super) fn read(&mut self, first: usize, mut tokens: impl Iterator<Item = (Tag, bool)>) {
        self.first = first;
        self.len = 0;
        self.blocks.clear();
        loop {
            // Tags come in no order that a processor could guess: what each is of is looked up, and turned into bits for many at once.
            let (mut low, mut high) = ([0; BLOCK], [0; BLOCK]);
            let mut n = 0;
            for (tag, is_quoted) in tokens.by_ref().take(BLOCK) {
                [low[n], high[n]] = OF_TAG[usize::from(is_quoted)][tag as usize].to_le_bytes();
                n += 1;
            }
            if n == 0 {
                return;
            }
            self.len += n;
            self.blocks.push(std::array::from_fn(|kind| eight::column(if kind < 8 { &low } else { &high }, kind % 8)));
        }
    }

    /// Whether a token of `range` is of this kind. What stands outside the paragraph is of none.
    #[inline]
    pub(super) fn any(&self, kind: Kind, range: Range<usize>) -> bool {
        self.bits(kind, range).any(|(_, bits)| bits != 0)
    }

    /// Which of some kinds stand in `range`: bit 0 for the first of them.
    #[inline]
    pub(super) fn which<const N: usize>(&self, kinds: [Kind; N], range: Range<usize>) -> u32 {
        kinds.iter().rev().fold(0, |bits, &kind| bits << 1 | u32::from(self.any(kind, range.clone())))
    }

    /// How many tokens of `range` are.
    #[inline]
    pub(super) fn count(&self, kind: Kind, range: Range<usize>) -> u32 {
        self.bits(kind, range).map(|(_, bits)| bits.count_ones()).sum()
    }

    /// The first token of `range` that is.
    #[inline]
    pub(super) fn first(&self, kind: Kind, range: Range<usize>) -> Option<usize> {
        self.bits(kind, range).find(|&(_, bits)| bits != 0).map(|(start, bits)| start + bits.trailing_zeros() as usize)
    }

    /// The last token of `range` that is.
    #[inline]
    pub(super) fn last(&self, kind: Kind, range: Range<usize>) -> Option<usize> {
        self.bits(kind, range).rfind(|&(_, bits)| bits != 0).map(|(start, bits)| start + bits.ilog2() as usize)
    }

    /// The bits of a range, block by block, each with the token that its lowest bit stands for.
    #[inline]
    fn bits(&self, kind: Kind, range: Range<usize>) -> impl DoubleEndedIterator<Item = (usize, u64)> {
        let from = range.start.saturating_sub(self.first);
        let to = range.end.saturating_sub(self.first).min(self.len);
        let blocks = from / BLOCK..to.div_ceil(BLOCK);
        let first = blocks.start;
        blocks.map(move |block| {
            let mut bits = self.blocks[block][kind as usize];
            if block == first {
                bits &= u64::MAX << (from % BLOCK);
            }
            let left = to - block * BLOCK;
            if left < BLOCK {
                bits &= (1 << left) - 1;
            }
            (self.first + block * BLOCK, bits)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn questions_are_answered_as_token_by_token(
            tags in proptest::collection::vec((0..Tag::COUNT, any::<bool>()), 0..200),
            first in 0_usize..100,
            start in 0_usize..320,
            length in 0_usize..200,
        ) {
            let mut kinds = Kinds::default();
            kinds.read(first, tags.iter().map(|&(tag, is_quoted)| (Tag::ALL[tag], is_quoted)));
            let range = start..start + length;
            type Is<'a> = &'a dyn Fn(Tag, bool) -> bool;
            let own = |is: Is<'_>| -> Vec<usize> {
                (first..).zip(&tags).filter(|&(i, &(tag, quoted))| range.contains(&i) && is(Tag::ALL[tag], quoted)).map(|(i, _)| i).collect()
            };
            let cases: [(Kind, Is<'_>); 6] = [
                (Kind::Comma, &|tag, _| tag == Tag::Comma),
                (Kind::Finite, &|tag, _| tag.is_finite()),
                (Kind::OtherVerb, &|tag, _| tag.is_verb() && !tag.is_finite()),
                (Kind::Noun, &|tag, _| matches!(tag, Tag::NN | Tag::NNS)),
                (Kind::Rest, &|tag, _| {
                    !(tag.is_finite() || matches!(tag, Tag::Comma | Tag::IN | Tag::NNP | Tag::PRP | Tag::NN | Tag::NNS | Tag::TO))
                }),
                (Kind::QuotedRest, &|tag, quoted| quoted && tag != Tag::Comma && !tag.is_verb()),
            ];
            for (kind, is) in cases {
                let all = own(is);
                prop_assert_eq!(kinds.any(kind, range.clone()), !all.is_empty());
                prop_assert_eq!(kinds.count(kind, range.clone()) as usize, all.len());
                prop_assert_eq!(kinds.first(kind, range.clone()), all.first().copied());
                prop_assert_eq!(kinds.last(kind, range.clone()), all.last().copied());
            }
        }
    }

    #[test]
    #[allow(clippy::reversed_empty_ranges, reason = "that is what is asked")]
    fn an_empty_range_holds_nothing() {
        let mut kinds = Kinds::default();
        kinds.read(7, std::iter::repeat_n((Tag::Comma, false), 150));
        for range in [0..7, 0..0, 10..10, 100..20, 157..400, 400..500] {
            assert!(!kinds.any(Kind::Comma, range));
        }
        assert_eq!(kinds.count(Kind::Comma, 0..500), 150);
    }
}
