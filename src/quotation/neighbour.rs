//! Words beside a quotation that tell what it is.

use super::page::Page;
use crate::token::{folded_eq, hash_form};
use std::sync::LazyLock;

/// What a word tells of the quote marks beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Neighbour {
    /// A name or a word as a word follows: *so-called*, *dubbed*, *the term*.
    Naming,
    /// *called*: a name or an opinion follows.
    Called,
    /// A work whose title stands beside it: *song*, *film*.
    Work,
    /// Chanted or painted: nobody's words in particular.
    Public,
}

static NEIGHBOURS: LazyLock<Vec<(u32, &'static str, Neighbour)>> = LazyLock::new(|| {
    let mut list: Vec<_> = rows()
        .map(|(form, class)| {
            let class = match class {
                "naming" => Neighbour::Naming,
                "called" => Neighbour::Called,
                "public" => Neighbour::Public,
                _ => Neighbour::Work,
            };
            (hash_form(form), form, class)
        })
        .collect();
    list.sort_unstable_by_key(|&(hash, ..)| hash);
    list
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    include_str!("neighbours.txt").lines().filter(|line| !line.starts_with('#')).filter_map(|row| row.split_once('\t'))
}

/// What token `i` tells of the quote marks beside it.
pub(super) fn neighbour(page: &Page, i: usize) -> Option<Neighbour> {
    let at = NEIGHBOURS.binary_search_by_key(&page.token(i).hash, |&(hash, ..)| hash).ok()?;
    let (_, form, class) = NEIGHBOURS[at];
    folded_eq(page.form(i), form).then_some(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_its_columns_known() {
        let forms: Vec<&str> = rows().map(|(form, _)| form).collect();
        assert!(forms.windows(2).all(|pair| pair[0] < pair[1]), "sorted, no form twice");
        assert!(rows().all(|(_, class)| matches!(class, "naming" | "called" | "work" | "public")));
    }
}
