//! Words beside a quotation that tell what it is.

use super::form_list::FormList;
use super::page::Page;
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

const LIST: &str = include_str!("neighbours.txt");

static NEIGHBOURS: LazyLock<FormList<Neighbour>> = LazyLock::new(|| {
    FormList::new(LIST, |class| match class {
        "naming" => Neighbour::Naming,
        "called" => Neighbour::Called,
        "public" => Neighbour::Public,
        _ => Neighbour::Work,
    })
});

/// What token `i` tells of the quote marks beside it.
pub(super) fn neighbour(page: &Page, i: usize) -> Option<Neighbour> {
    NEIGHBOURS.get(page, i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quotation::form_list::rows;

    #[test]
    fn the_list_is_sorted_and_its_columns_known() {
        let forms: Vec<&str> = rows(LIST).map(|(form, _)| form).collect();
        assert!(forms.windows(2).all(|pair| pair[0] < pair[1]), "sorted, no form twice");
        assert!(rows(LIST).all(|(_, class)| matches!(class, "naming" | "called" | "work" | "public")));
    }
}
