//! A list of forms, each with its class, that tokens are looked up in by their hash.

use super::page::Page;
use crate::token::{folded_eq, hash_form};

/// A list read from a file with one form and its class a line, a tab between them.
pub(super) struct FormList<T> {
    /// Hash of the form, the form and its class, by hash.
    rows: Vec<(u32, &'static str, T)>,
    /// One bit for the highest bits of every hash: most words are told at one look that they are in no list.
    bits: [u64; BITS / 64],
}

/// How many bits a list has: many times its forms.
const BITS: usize = 2048;

/// The bit of a hash: its word and its place in the word.
#[inline]
fn bit(hash: u32) -> (usize, u32) {
    let bit = hash >> (u32::BITS - BITS.ilog2());
    ((bit / 64) as usize, bit % 64)
}

impl<T: Copy> FormList<T> {
    /// The list of `text`, what its second column means told by `class`.
    pub(super) fn new(text: &'static str, class: fn(&str) -> T) -> Self {
        let mut rows: Vec<_> = rows(text).map(|(form, name)| (hash_form(form), form, class(name))).collect();
        rows.sort_unstable_by_key(|&(hash, ..)| hash);
        let mut bits = [0; BITS / 64];
        for &(hash, ..) in &rows {
            let (word, place) = bit(hash);
            bits[word] |= 1 << place;
        }
        FormList { rows, bits }
    }

    /// The class of token `i`, if it is in the list.
    pub(super) fn get(&self, page: &Page, i: usize) -> Option<T> {
        let (word, place) = bit(page.token(i).hash);
        if self.bits[word] >> place & 1 == 0 {
            return None;
        }
        let at = self.rows.binary_search_by_key(&page.token(i).hash, |&(hash, ..)| hash).ok()?;
        let (_, form, class) = self.rows[at];
        folded_eq(page.form(i), form).then_some(class)
    }
}

/// The columns of the lines that are not comments.
pub(super) fn rows(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|row| row.split_once('\t'))
}
