//! Of which sorts that later stages look for a token is.

use super::tag::Tag;
use super::word::{CUE, Facts, Word};
use crate::eight;
use crate::token::{Shape, Token, TokenKind, TokenSet};

/// What a word in small letters must be, so that a mention may begin with it or have it as its head.
const MENTIONING: Facts =
    Facts::PARTICLE.with(Facts::PRONOUN).with(Facts::PERSON).with(Facts::ORGANISATION).with(Facts::DOCUMENT).with(Facts::GENERIC);

/// What a cue may be, or begin with.
const CUEING: Facts = CUE.with(Facts::STARTS_CUE);

/// Weight of a verb that mostly reports.
const REPORTING: u8 = 50;

/// How many ways of writing there are: every kind of token in every shape.
const WRITINGS: usize = (TokenKind::Punct as usize + 1) * SHAPES;
const SHAPES: usize = Shape::Mixed as usize + 1;

/// Of which sorts a token is whatever it says, and of which it may be if the lists say so, by its writing.
const BY_WRITING: [(Sorts, Sorts); WRITINGS] = {
    let mut table = [(Sorts(0), Sorts::ALL); WRITINGS];
    let mut i = 0;
    while i < WRITINGS {
        let (is, may_be) = &mut table[i];
        let (kind, shape) = (i / SHAPES, i % SHAPES);
        let is_word = kind == TokenKind::Word as usize;
        let is_number = kind == TokenKind::Number as usize;
        // *eMill*: a name without a capital first.
        let has_capital = shape != Shape::Lower as usize;
        if is_word && has_capital || is_number || kind == TokenKind::Handle as usize || kind == TokenKind::Address as usize {
            is.0 |= Sorts::MENTIONING.0;
        }
        if !(is_word || is_number) {
            may_be.0 &= !Sorts::UNTAGGED.0;
        }
        if shape != Shape::Upper as usize {
            may_be.0 &= !Sorts::INITIALS.0;
        }
        i += 1;
    }
    table
};

/// A set of sorts, a bit each.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sorts(u8);

impl Sorts {
    /// A mention may begin with it, or it may be the head of one.
    pub(super) const MENTIONING: Sorts = Sorts(1);
    /// It may be a cue or begin one.
    pub(super) const CUEING: Sorts = Sorts(2);
    /// A finite verb that mostly reports.
    pub(super) const REPORTING: Sorts = Sorts(4);
    /// A noun for a document.
    pub(super) const DOCUMENT: Sorts = Sorts(8);
    /// Its part of speech stands in no list.
    pub(super) const UNTAGGED: Sorts = Sorts(16);
    /// Written in capitals it is something else.
    pub(super) const INITIALS: Sorts = Sorts(32);
    const ALL: Sorts = Sorts(63);

    /// What the lists say of a word.
    pub(super) fn of_word(word: &Word) -> Self {
        let sort = |sort: Sorts, is: bool| if is { sort } else { Sorts::default() };
        sort(Sorts::MENTIONING, word.facts.any(MENTIONING))
            .with(sort(Sorts::CUEING, word.facts.any(CUEING)))
            .with(sort(Sorts::REPORTING, is_reporting(word)))
            .with(sort(Sorts::DOCUMENT, word.facts.has(Facts::DOCUMENT) && word.likely_tag.is_noun()))
            .with(sort(Sorts::UNTAGGED, word.tag == Tag::Unknown))
    }

    /// The sorts of a token that the lists say to be of these.
    #[inline]
    pub(super) fn written(self, token: &Token) -> Self {
        let (is, may_be) = BY_WRITING[token.kind as usize * SHAPES + token.shape as usize];
        Sorts(self.0 & may_be.0 | is.0)
    }

    /// Whether any of `other` is among these.
    #[inline]
    pub(super) fn any(self, other: Sorts) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    #[inline]
    pub(super) fn with(self, other: Sorts) -> Self {
        Sorts(self.0 | other.0)
    }

    /// Which tokens of a block are of this one sort, the first of them in the lowest bit.
    #[inline]
    pub(super) fn among(self, block: &[Sorts; TokenSet::BLOCK]) -> u64 {
        eight::column(&block.map(|sorts| sorts.0), self.0.trailing_zeros() as usize)
    }
}

fn is_reporting(word: &Word) -> bool {
    word.facts.has(Facts::CUE_VERB) && word.cue_weight >= REPORTING && word.likely_tag.is_finite()
}

#[cfg(test)]
mod tests {
    use super::super::{LookedUp, Words, look_up};
    use super::*;
    use crate::token::Tokens;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_sort_is_found_where_it_stands(bits in proptest::collection::vec(0..64_u8, TokenSet::BLOCK)) {
            let block: [Sorts; TokenSet::BLOCK] = std::array::from_fn(|i| Sorts(bits[i]));
            for sort in [Sorts::MENTIONING, Sorts::CUEING, Sorts::REPORTING, Sorts::DOCUMENT, Sorts::UNTAGGED, Sorts::INITIALS] {
                let found = sort.among(&block);
                for (i, sorts) in block.iter().enumerate() {
                    prop_assert_eq!(found >> i & 1 == 1, sorts.any(sort));
                }
            }
        }
    }

    #[test]
    fn words_are_of_the_sorts_that_lists_and_writing_tell() {
        let text = "The US told us that 24 men from Zzyx, @lee among them, said the report was his, and US was no pronoun.";
        let (mut tokens, mut words) = (Tokens::default(), LookedUp::default());
        tokens.reset(text);
        look_up(text, &tokens, &mut words);
        let words = Words::new(text, &tokens, &words);
        let all = |next: &dyn Fn(usize) -> Option<usize>| {
            std::iter::successors(next(0), |&i| next(i + 1)).map(|i| words.str(i)).collect::<Vec<_>>()
        };
        let mentioning = all(&|i| words.mentioning(i..words.len()));
        assert_eq!(mentioning, ["The", "US", "us", "24", "men", "Zzyx", "@lee", "them", "report", "his", "US"]);
        assert_eq!(all(&|i| words.first_reporting(i..words.len())), ["told", "said"]);
        assert_eq!(all(&|i| words.document(i..words.len())), ["report"]);
        assert!(all(&|i| words.cueing(i..words.len())).contains(&"told"));
    }
}
