//! Asides between a name and its verb: *Cable, who replaced Farron in July, said*.

use super::View;
use super::grammar::{Grammar, is_fence};
use super::subject::{Place, Subject};
use crate::lexicon::{Tag, WordClass, is_form};
use crate::mention::EntityType;
use crate::span::TokenRange;

/// Longest aside between a name and its verb, in tokens.
const ASIDE: usize = 45;

/// Longest bracket within an aside, in tokens.
const BRACKET: usize = 8;

/// Whether the comma at `i` stands within a bracket that closes before `close`: *Roe (Lab, Trinity), who*.
fn is_in_bracket(view: &View<'_>, i: usize, floor: usize, close: usize) -> bool {
    let words = &view.words;
    let is_bracket = |i: &usize| words.is(*i, "(") || words.is(*i, ")");
    let closes = || (i + 1..close.min(i + BRACKET)).find(is_bracket).is_some_and(|sign| words.is(sign, ")"));
    let opens = || (floor.max(i.saturating_sub(BRACKET))..i).rev().find(is_bracket).is_some_and(|sign| words.is(sign, "("));
    words.is(i, ",") && closes() && opens()
}

/// Where an aside begins that ends with the fence at `close` and tells by whom it is known: *Roe, according to the producer, Gil Poe, asked*.
fn according_to(view: &View<'_>, floor: usize, close: usize) -> Option<usize> {
    let words = &view.words;
    let within = (floor..close).rev().take_while(|&i| view.owners[i].is_none() && !words.tag(i).is_finite());
    within.into_iter().find(|&i| is_fence(view, i) && words.is(i + 1, "according") && words.is(i + 2, "to"))
}

/// The name before an aside that ends with the fence at `close`: *Cable, who replaced Farron in July, said*.
pub(super) fn aside(view: &View<'_>, grammar: &Grammar, close: usize, sentence: TokenRange) -> Option<Subject> {
    let words = &view.words;
    let floor = (sentence.start as usize).max(close.saturating_sub(ASIDE));
    if let Some(open) = according_to(view, floor, close) {
        return grammar.phrase_ending(view, open, sentence.start as usize).map(Subject::before);
    }
    let (mut fallback, mut within) = (None, None::<Subject>);
    for open in (floor..close).rev() {
        if view.owners[open].is_some()
            || !is_fence(view, open)
            || is_in_bracket(view, open, floor, close)
            || words.is(open, ")")
            || words.is(close, ")") != words.is(open, "(")
        {
            continue;
        }
        let end = words.bracket_before(open, floor);
        let Some(mention) = grammar.phrase_ending(view, end, sentence.start as usize) else { continue };
        let start = view.mentions[mention.index()].tokens.start as usize;
        let governed = start > floor
            && (words.tag(start - 1) == Tag::IN || words.tag(start - 1).is_verb())
            && !is_form!(words, start - 1, "that" | "but" | "as" | "while" | "when" | "because" | "if")
            // *The court heard Ann Lee, 27, told staff*: of verbs that take a clause it is no object.
            && !words.is_a(start - 1, WordClass::TakingClause);
        // *Ann Lee, 30, of Raleigh, N.C., said*: not the place.
        if governed || view.mentions[mention.index()].entity_type == EntityType::Place {
            continue;
        }
        let found = Subject { mention, place: Place::Before };
        // *Ann Lee, a nurse whose son, Bob, had left, said*: what has a verb of its own is no aside of his.
        if start > floor && is_fence(view, start - 1) && words.tag(open + 1).is_finite() {
            within = within.or(Some(found));
            continue;
        }
        // …nor is whom his name explains.
        if within.is_some_and(|w| view.mentions[w.mention.index()].tokens.start as usize == open + 1) {
            continue;
        }
        if matches!(words.str(open + 1), "who" | "whose" | "which" | "whom") || words.is(open, "(") {
            return Some(found);
        }
        // *The chairman, Ports Authority, Ann Lee, said*: the one whom the name in the aside names.
        let inner = grammar.ending(close).filter(|&inner| inner != mention);
        let inner = inner.and_then(|inner| view.links[inner.index()]);
        if inner.is_some() && inner == view.links[mention.index()] {
            return Some(found);
        }
        fallback = fallback.or(Some(found));
    }
    fallback.or(within).or_else(|| {
        // *the old gatekeeper, Amos Tillery, told*: what stands between the fences is the name.
        let mention = grammar.ending(close)?;
        let start = view.mentions[mention.index()].tokens.start as usize;
        (start > floor && is_fence(view, start - 1)).then_some(Subject { mention, place: Place::Before })
    })
}
