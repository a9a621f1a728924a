//! Small words that are written with a capital: they begin a sentence, stand in a headline, or are a name.

use super::title::is_hyphened_pair;
use crate::lexicon::{Facts, Tag, Words, is_form};
use crate::token::Shape;

/// Determiners, pronouns, prepositions and the like with a capital: they begin a sentence or stand in a headline.
pub(super) fn is_small_word(words: &Words<'_>, i: usize) -> bool {
    let facts = words.facts(i);
    if !facts.has(Facts::FUNCTION) {
        return false;
    }
    // *Sonya A. Roe*: an initial; *WHO*: a body.
    let upper = words.token(i).shape == Shape::Upper;
    if upper && (words.str(i).ends_with('.') || facts.has(Facts::BODY)) || is_capital_particle(words, i) {
        return false;
    }
    !facts.any(Facts::GIVEN_NAME.with(Facts::PLACE)) && words.token(i).shape != Shape::Upper
        || matches!(words.tag(i), Tag::DT | Tag::PRP | Tag::PRPS | Tag::MD | Tag::WP | Tag::CC | Tag::IN | Tag::TO)
}

/// Whether the small word at `i` has its capital from the name in which it stands: *Pham Thi Ha*, *analyst Oh Min-seok*, *Planet
/// First*, *Lara May*, *Mr So*.
pub(super) fn is_small_name(words: &Words<'_>, i: usize) -> bool {
    if !words.is_capitalised(i - 1) || words.facts(i - 1).has(Facts::NOT_A_NAME) || words.token(i).shape != Shape::Title {
        return false;
    }
    let fits = !matches!(words.tag(i), Tag::DT | Tag::PRP | Tag::PRPS | Tag::MD | Tag::WP | Tag::CC | Tag::IN | Tag::TO);
    let own = words.tag(i - 1) == Tag::Unknown || words.tag(i - 1).is_noun() || words.facts(i - 1).has(Facts::GIVEN_NAME);
    fits && own || is_small_surname(words, i) || is_hyphened_pair(words, i, i + 2)
}

/// Whether the small word at `i` is the surname of whom an honorific or a given name before it names: *Mrs May*, *Lara May*.
fn is_small_surname(words: &Words<'_>, i: usize) -> bool {
    if words.facts(i - 1).has(Facts::HONORIFIC) {
        return true;
    }
    let given = words.facts(i - 1).has(Facts::GIVEN_NAME) && !words.facts(i - 1).has(Facts::PLACE);
    let closes = i + 1 >= words.len() || !words.joined(i + 1) || !words.is_capitalised(i + 1);
    // A title or a sentence may hold what joins and points: *Ann and the sea*.
    let joins = is_form!(words, i, "a" | "an" | "and" | "it" | "of" | "or" | "that" | "the" | "these" | "this" | "those")
        || matches!(words.tag(i), Tag::PRP | Tag::PRPS);
    given && closes && !joins
}

/// *De Blasio*, *Van Dyck*: a particle with a capital before a name.
pub(super) fn is_capital_particle(words: &Words<'_>, i: usize) -> bool {
    matches!(
        words.str(i),
        "De" | "Van" | "Von" | "La" | "Le" | "El" | "Al" | "Di" | "Da" | "Du" | "Del" | "Della" | "Ben" | "Bin" | "Mac" | "St."
    ) && i + 1 < words.len()
        && words.joined(i + 1)
        && words.is_capitalised(i + 1)
}
