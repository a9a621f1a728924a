//! What stands between two places, as a difference of counts.

use super::View;
use crate::token::{TokenKind, hash_plain};

/// How many commas and finite verbs stand outside quotations.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) commas: u32,
    pub(super) verbs: u32,
}

/// Counts of what was passed up to each token, so that what stands between two places is a difference.
#[derive(Debug, Default)]
pub(super) struct Passed {
    /// Those before each token, and before the end.
    counts: Vec<Counts>,
}

impl Passed {
    pub(super) fn read(&mut self, view: &View<'_>) {
        const COMMA: u32 = hash_plain(",");
        let mut passed = Counts::default();
        self.counts.clear();
        self.counts.push(passed);
        let outside = view.owners.iter().map(Option::is_none);
        self.counts.extend(view.words.each().zip(outside).map(|((token, word), outside)| {
            let comma = token.kind == TokenKind::Punct && token.hash == COMMA && token.of(view.words.text) == ",";
            passed.commas += u32::from(outside && comma);
            passed.verbs += u32::from(outside && word.likely_tag.is_finite());
            passed
        }));
    }

    /// What stands from token `from` to before token `to`; nothing if that is no way forward.
    #[inline]
    pub(super) fn between(&self, from: usize, to: usize) -> Counts {
        if to <= from {
            return Counts::default();
        }
        let (before, behind) = (self.counts[from], self.counts[to]);
        Counts { commas: behind.commas - before.commas, verbs: behind.verbs - before.verbs }
    }
}
