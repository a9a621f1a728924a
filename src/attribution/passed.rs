//! What stands between two places, as a difference of counts.

use super::View;
use crate::token::TokenKind;

/// Counts of what was passed up to each token, so that what stands between two places is a difference.
#[derive(Debug, Default)]
pub(super) struct Passed {
    pub(super) commas: Vec<u32>,
    pub(super) verbs: Vec<u32>,
}

impl Passed {
    pub(super) fn read(&mut self, view: &View<'_>) {
        let (mut commas, mut verbs) = (0, 0);
        self.commas.clear();
        self.verbs.clear();
        self.commas.push(0);
        self.verbs.push(0);
        for i in 0..view.words.len() {
            if view.owners[i].is_none() {
                commas += u32::from(view.words.token(i).kind == TokenKind::Punct && view.words.is(i, ","));
                verbs += u32::from(view.words.tag(i).is_finite());
            }
            self.commas.push(commas);
            self.verbs.push(verbs);
        }
    }

    /// How many of `table` stand from token `from` to before token `to`.
    pub(super) fn between(table: &[u32], from: usize, to: usize) -> usize {
        if to > from { (table[to] - table[from]) as usize } else { 0 }
    }
}
