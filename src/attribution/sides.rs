//! Of a cue before a quotation and one behind it, the one whose words it is.

use super::View;
use super::clause::subordinates;
use super::cues::{OUTER, SPEAKING};
use super::rules::{Attributor, Setting};
use super::subject::Place;
use crate::cue::CueKind;
use crate::lexicon::{CueClass, Tag, is_form};
use crate::mention::EntityType;
use crate::quotation::Quotation;
use crate::span::{CueId, TokenRange};
use crate::token::TokenKind;

/// Cues weaker by more than this tell what others do when somebody has spoken.
const REACTING: u8 = 30;

/// Words behind a cue among which the verb of a clause is looked for that it introduces.
const CLAUSE: usize = 8;

/// Words of a caption such as *What they are saying*, a sign among them.
const CAPTION: usize = 5;

/// Words of a title before the name in a report that ends a sentence.
const TITLE: usize = 4;

/// The cues on both sides of a quotation, and whether nothing of weight stands between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides {
    pub(super) before: CueId,
    pub(super) near_before: bool,
    pub(super) behind: CueId,
    pub(super) near_behind: bool,
}

impl Attributor {
    /// Whether the cue behind the quotation tells whose words it is, and not the one before it.
    pub(super) fn is_told_behind(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, sides: Sides) -> bool {
        let Sides { before, near_before, behind, .. } = sides;
        // *Nothing that Roe said “will change it,” Poe argued*: no clause begins with its verb.
        let verb_first = near_before && sides.near_behind && self.begins_with_verb(view, quotation);
        // *said it would “hold,” the crowd clapped*: what seldom reports does not outweigh a verb of speech.
        let weight = |cue: CueId| view.cues[cue.index()].weight;
        let near_behind = sides.near_behind && (place.at_start || weight(behind) + REACTING >= weight(before));
        // *As for Roe's claims, “they are his own,” said Poe*: a noun gives way to a verb.
        let is_noun = view.cues[before.index()].kind == CueKind::Noun;
        let gives_way = !near_before
            || verb_first
            || is_noun
            || self.is_caption(view, place.first, before)
            || self.is_within(view, before, behind)
            || self.adds(view, quotation, before, behind);
        let goes_on = !place.at_start && self.has_words_of_its_own(view, place.last, before, behind);
        let closes = near_behind && self.closes_with_comma(view, quotation) || self.closes_sentence(view, place.last, before, behind);
        let told = place.at_start || gives_way && closes && !goes_on;
        (told || self.shows(view, before, behind)) && !self.is_in_document(view, before, behind)
    }

    /// *What they're saying: “…,” Roe told Poe*: what stands before the colon is a caption.
    fn is_caption(&self, view: &View<'_>, sentence: TokenRange, before: CueId) -> bool {
        let colon = view.cues[before.index()].tokens.end as usize;
        is_form!(view.words, sentence.start as usize, "what") && colon <= sentence.start as usize + CAPTION && view.words.is(colon, ":")
    }

    /// *Voters fear a “wave of strikes,” Roe said*: what others think, the one says who speaks behind it.
    fn is_within(&self, view: &View<'_>, before: CueId, behind: CueId) -> bool {
        let (thought, told) = (&view.cues[before.index()], &view.cues[behind.index()]);
        let verb = thought.tokens.start as usize;
        // *Roe cannot say that he is “ill,” Poe said*
        let is_denied = verb > 0 && is_form!(view.words, verb - 1, "cannot" | "can't" | "not" | "never" | "didn't" | "doesn't" | "won't");
        // *It will answer “in kind” if they leave, Poe said*
        let is_to_come = verb > 0 && view.words.tag(verb - 1) == Tag::MD;
        thought.kind == CueKind::Verb
            && (matches!(thought.class, CueClass::Thought | CueClass::Showing) || is_denied || is_to_come)
            && told.kind == CueKind::Verb
            && told.weight >= SPEAKING
    }

    /// *His claims will carry “weight” in the town, Roe said.*: a report that ends the sentence says all of it, unless a verb of speech
    /// before the quotation has its words.
    fn closes_sentence(&self, view: &View<'_>, sentence: TokenRange, before: CueId, behind: CueId) -> bool {
        let (weak, told) = (&view.cues[before.index()], &view.cues[behind.index()]);
        let Some(subject) = self.subjects[behind.index()].map(|subject| view.mentions[subject.mention.index()].tokens) else {
            return false;
        };
        let (start, end) = (subject.start.min(told.tokens.start) as usize, subject.end.max(told.tokens.end) as usize);
        let stop = sentence.end as usize;
        (weak.kind == CueKind::Noun || self.is_within(view, before, behind))
            && told.kind == CueKind::Verb
            && told.weight >= SPEAKING
            && start > 0
            && (start.saturating_sub(TITLE)..start).any(|i| view.words.is(i, ","))
            && (end + 1 >= stop || end < stop && matches!(view.words.tag(end), Tag::IN))
    }

    /// *Roe backed the plan, “a gift to the town,” Poe said*: what is added about the object of a verb.
    fn adds(&self, view: &View<'_>, quotation: &Quotation, before: CueId, behind: CueId) -> bool {
        let (verb, told) = (&view.cues[before.index()], &view.cues[behind.index()]);
        let comma = quotation.tokens.start - 1;
        verb.weight < SPEAKING
            && told.kind == CueKind::Verb
            && told.weight >= SPEAKING
            && verb.tokens.end < comma
            && view.words.is(comma as usize, ",")
    }

    /// Whether the cue behind reports a clause, or a quotation, that stands behind it: *While Roe said that it was “late,” Poe said there was hope*,
    /// *Roe was asked by a reader, “Why?” He answered, “Why not?”*
    fn has_words_of_its_own(&self, view: &View<'_>, sentence: TokenRange, before: CueId, behind: CueId) -> bool {
        let words = &view.words;
        let told = &view.cues[before.index()];
        let from = view.cues[behind.index()].tokens.end as usize;
        if from >= words.len()
            || told.kind != CueKind::Verb
            || told.weight < OUTER
            || self.subjects[behind.index()].is_some_and(|subject| subject.place == Place::Behind)
        {
            return false;
        }
        if words.is(from, ":") && view.owners.get(from + 1).is_some_and(Option::is_some) {
            return true;
        }
        let limit = (sentence.end as usize).min(from + CLAUSE);
        for i in from..limit {
            let is_that = i == from && words.is(i, "that");
            // *told jurors on Tuesday as the trial began*
            let is_aside = !is_that && subordinates(view, i);
            if view.owners[i].is_some() || is_aside || words.token(i).kind == TokenKind::Punct {
                return false;
            }
            if is_that || i > from && words.tag(i).is_finite() {
                return true;
            }
        }
        false
    }

    /// What kind of entity cue `i` has for its subject.
    fn sort_of(&self, view: &View<'_>, cue: CueId) -> Option<EntityType> {
        let subject = self.subjects[cue.index()]?;
        view.links[subject.mention.index()].map(|e| view.entities[e.index()].entity_type)
    }

    /// *Roe told officers it was “late,” according to a report*: the words of whoever spoke stand in a document.
    fn is_in_document(&self, view: &View<'_>, before: CueId, behind: CueId) -> bool {
        let (told, document) = (&view.cues[before.index()], &view.cues[behind.index()]);
        (told.kind, document.kind) == (CueKind::Verb, CueKind::Preposition)
            && told.weight >= SPEAKING
            && self.sort_of(view, behind) == Some(EntityType::Document)
            && !matches!(self.sort_of(view, before), None | Some(EntityType::Document | EntityType::Place))
    }

    /// *The study found a “strong” link, Roe said*: what shows something is the finding of whoever speaks behind it.
    fn shows(&self, view: &View<'_>, before: CueId, behind: CueId) -> bool {
        let (shows, told) = (&view.cues[before.index()], &view.cues[behind.index()]);
        let parenthetical = told.kind == CueKind::Preposition || told.kind == CueKind::Verb && told.weight >= SPEAKING;
        shows.kind == CueKind::Verb
            && shows.class == CueClass::Showing
            && parenthetical
            && self.sort_of(view, before) != Some(EntityType::Person)
            && self.sort_of(view, behind) == Some(EntityType::Person)
    }
}
