//! The cue behind a quotation: *“…,” Roe said*.

use super::View;
use super::cues::CUES_TRIED;
use super::grammar::{is_between_subject_and_verb, is_fence};
use super::rules::{Attributor, Setting};
use super::subject::Place;
use crate::cue::{Cue, CueKind};
use crate::lexicon::{Facts, Tag, is_form};
use crate::quotation::Quotation;
use crate::span::{CueId, TokenRange};
use crate::token::TokenKind;

/// Verbs of at least this weight tell before their subject, far from the words: *The air was “stale” there, reports Roe.*
const INVERTED: u8 = 25;

/// Most words between a quotation and the name behind it that belong to the name.
const PREMODIFIERS: usize = 8;

impl Attributor {
    /// The first usable cue behind the quotation in its sentence, and whether it follows directly.
    pub(super) fn cue_behind(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<(CueId, bool)> {
        let end = quotation.tokens.end;
        let from = view.cues.partition_point(|c| c.tokens.start < end);
        for (i, cue) in view.cues.iter().enumerate().skip(from).take(CUES_TRIED) {
            if cue.tokens.start >= place.last.end {
                break;
            }
            let Some(subject) = self.subjects[i] else { continue };
            let mention = &view.mentions[subject.mention.index()];
            if mention.tokens.end <= quotation.tokens.start || cue.kind == CueKind::Noun {
                continue;
            }
            let begin = self.first_of_several(view, mention.tokens.start).min(cue.tokens.start).max(end) as usize;
            if self.opens_another(view, quotation, place, begin, cue) || self.is_aside(view, i, begin) {
                continue;
            }
            let near = self.follows(view, end as usize, begin);
            // *“…,” the narrator states*: behind a comma no other verb is possible.
            if near && (cue.weight >= 8 || self.closes_with_comma(view, quotation))
                || (cue.weight >= 40 || cue.weight >= INVERTED && subject.place == Place::Behind)
                    && (cue.kind == CueKind::Preposition
                        || self.closes_clause(view, cue.tokens.end as usize, place.last)
                        || is_how(view, end as usize))
            {
                return Some((CueId::new(i), near));
            }
        }
        None
    }

    /// Where the first of two begins of whom the second does at `start`: *“…,” Roe and a colleague wrote*.
    fn first_of_several(&self, view: &View<'_>, start: u32) -> u32 {
        self.grammar.joined_before(view, start as usize).map_or(start, |first| view.mentions[first.index()].tokens.start)
    }

    /// Whether a clause that begins at `begin` is a sentence of its own that introduces another quotation: *She was asked, “Why?” She answered,
    /// “Why not?”*
    fn opens_another(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, begin: usize, cue: &Cue) -> bool {
        let words = &view.words;
        let next = cue.tokens.end as usize;
        let start = quotation.tokens.start as usize;
        let introduced = !place.at_start && matches!(words.str(start - 1), "," | ":");
        introduced
            && begin == quotation.tokens.end as usize
            && words.is_capitalised(begin)
            && self.closes_with_stop(view, quotation)
            && matches!(words.str(next.min(words.len() - 1)), "," | ":")
            && view.owners.get(next + 1).is_some_and(Option::is_some)
    }

    /// Whether what cue `i` tells is an aside before who speaks: *“…,” as his father dreamed, Roe said*.
    fn is_aside(&self, view: &View<'_>, i: usize, begin: usize) -> bool {
        let end = view.cues[i].tokens.end;
        let speaker = self.subjects.get(i + 1).copied().flatten().map(|subject| view.mentions[subject.mention.index()].tokens.start);
        view.words.is(begin - 1, "as") && (end as usize) < view.words.len() && view.words.is(end as usize, ",") && speaker == Some(end + 1)
    }

    /// Whether only fences, adverbs and what stands before a name (*Dunholm police Chief*) stand between the quotation and
    /// what follows it.
    pub(super) fn follows(&self, view: &View<'_>, end: usize, begin: usize) -> bool {
        let words = &view.words;
        (end..begin)
            .all(|i| is_fence(view, i) || is_between_subject_and_verb(view, i) || matches!(words.str(i), "the" | "as" | "…" | "." | "-"))
            || begin - end <= PREMODIFIERS
                && (end..begin).all(|i| {
                    let noun = words.tag(i) == Tag::NN || words.tag(i) == Tag::NNS && words.facts(i).has(Facts::PERSON);
                    let modifies = noun || words.tag(i).is_adjective() || words.tag(i) == Tag::DT || words.is_capitalised(i);
                    is_fence(view, i) || modifies && !words.tag(i).is_finite() || words.token(i).kind == TokenKind::Possessive
                })
    }

    /// Whether a reporting clause that ends at `end` takes no complement of its own, so that it reports what stands before it.
    pub(super) fn closes_clause(&self, view: &View<'_>, end: usize, sentence: TokenRange) -> bool {
        end >= sentence.end as usize
            || matches!(view.words.str(end), "." | "," | ";" | "!" | "?")
            || matches!(view.words.tag(end), Tag::IN | Tag::RB) && !view.words.is(end, "that")
            || view.words.is_capitalised(end) && view.words.facts(end).has(Facts::NOT_A_NAME)
            || self.grammar.starting(end).is_some()
    }
}

/// *“Late” is how Roe described it*, *“late” was what Roe called it*: the clause behind tells whose word it is.
fn is_how(view: &View<'_>, end: usize) -> bool {
    is_form!(view.words, end, "is" | "was" | "were" | "are") && end + 1 < view.words.len() && is_form!(view.words, end + 1, "how" | "what")
}
