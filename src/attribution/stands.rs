//! Where an option stands as its quotation sees it.

use super::feature::DISTANCES;
use super::rules::Setting;
use crate::span::TokenRange;

/// Where an option stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(super) enum Stands {
    Nowhere,
    SentenceBefore,
    SentenceBehind,
    SentenceLast,
    ParagraphBefore,
    ParagraphBehind,
    PreviousLast,
    Previous,
    Earlier,
    Next,
    Within,
}

impl Stands {
    /// The coarse place: none, before, behind, other.
    pub(super) fn side(self) -> usize {
        match self {
            Stands::SentenceBefore => 1,
            Stands::SentenceBehind => 2,
            Stands::Nowhere => 0,
            _ => 3,
        }
    }
}

/// Where a mention of `sentence` in the `number`th paragraph stands to a quotation in `paragraph`, the one of `setting`.
pub(super) fn stands(
    quotation: TokenRange,
    setting: &Setting,
    paragraph: TokenRange,
    mention: TokenRange,
    sentence: TokenRange,
    number: usize,
) -> Stands {
    let (open, close) = (quotation.start, quotation.end);
    if mention.start >= open && mention.end <= close {
        return Stands::Within;
    }
    if mention.start < open {
        return if mention.start >= setting.first.start {
            Stands::SentenceBefore
        } else if number == setting.paragraph {
            if sentence.end == setting.first.start { Stands::SentenceLast } else { Stands::ParagraphBefore }
        } else if number + 1 == setting.paragraph {
            if sentence.end == paragraph.start { Stands::PreviousLast } else { Stands::Previous }
        } else {
            Stands::Earlier
        };
    }
    if mention.start < setting.last.end {
        Stands::SentenceBehind
    } else if number == setting.paragraph {
        Stands::ParagraphBehind
    } else {
        Stands::Next
    }
}

/// Words between two runs that do not overlap; 0 if they do.
pub(super) fn gap(a: TokenRange, b: TokenRange) -> u32 {
    b.start.saturating_sub(a.end).max(a.start.saturating_sub(b.end))
}

/// A number of words as a bucket.
pub(super) fn distance(n: usize) -> usize {
    match n {
        0..=3 => n,
        4..=5 => 4,
        6..=8 => 5,
        9..=13 => 6,
        14..=21 => 7,
        22..=40 => 8,
        _ => DISTANCES - 1,
    }
}
