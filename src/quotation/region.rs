//! A run of tokens between marks, before it becomes a quotation.

use super::Marks;
use std::cmp::Reverse;

/// What stands between two marks, or between one mark and where its partner should be. Regions of a paragraph never
/// cross: of two that share a token, one lies in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    /// First token, the opening mark if there is one.
    pub(super) start: usize,
    /// One past the last token.
    pub(super) end: usize,
    pub(super) opened: bool,
    pub(super) closed: bool,
    pub(super) marks: Marks,
}

impl Region {
    /// The tokens between the marks.
    pub(super) fn inner(&self) -> (usize, usize) {
        (self.start + usize::from(self.opened), self.end - usize::from(self.closed))
    }
}

/// Puts regions in reading order, the outer before the inner.
pub(super) fn sort(regions: &mut [Region]) {
    regions.sort_unstable_by_key(|r| (r.start, Reverse(r.end)));
}
