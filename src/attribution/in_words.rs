//! Words in marks that the sentence ascribes by a noun or a clause of its own: *in Roe's words, “…”*, *what Roe called the mayor's “…”*.

use super::rules::{Attributor, Found};
use super::{Rule, View};
use crate::lexicon::{Tag, WordClass, is_form};
use crate::span::{CueId, MentionId, TokenRange};
use crate::token::TokenKind;

/// Most words between whose words they are and the noun: *in his own immortal phrase*.
const OWN: usize = 3;

/// Most words between *called* and the marks: *what Roe called the mayor's latest “…”*.
const NAMED: usize = 5;

impl Attributor {
    /// *in Roe's words, “…”*, *as, in his own phrase, “…”*
    pub(super) fn in_whose_words(&self, view: &View<'_>, sentence: TokenRange, start: usize) -> Option<MentionId> {
        let words = &view.words;
        let floor = sentence.start as usize;
        let end = if start > floor && words.is(start - 1, ",") { start - 1 } else { start };
        let noun = end.checked_sub(1).filter(|&i| i > floor + 1)?;
        if !is_form!(words, noun, "words" | "phrase" | "phrasing" | "telling" | "formulation" | "description") {
            return None;
        }
        let owner = (noun.saturating_sub(OWN).max(floor + 1)..noun)
            .rev()
            .find(|&i| words.token(i).kind == TokenKind::Possessive || words.tag(i) == Tag::PRPS || is_form!(words, i, "her"))?;
        // *in her words* is a cue by itself.
        if noun == owner + 1 && words.token(owner).kind != TokenKind::Possessive && words.is(noun, "words") {
            return None;
        }
        let mention = match words.token(owner).kind {
            TokenKind::Possessive => self.grammar.ending(owner),
            _ => self.grammar.starting(owner),
        }?;
        let first = view.mentions[mention.index()].tokens.start as usize;
        (first > floor && is_form!(words, first - 1, "in")).then_some(mention)
    }

    /// *what they termed the mayor's “…” plan*: not directly before the marks, where the verb itself leads to them.
    pub(super) fn termed(&self, view: &View<'_>, sentence: TokenRange, start: usize) -> Option<Found> {
        let words = &view.words;
        let floor = (sentence.start as usize).max(start.saturating_sub(NAMED + 1));
        let within = |i: &usize| view.owners[*i].is_none() && (words.token(*i).is_word() || words.token(*i).kind == TokenKind::Possessive);
        let verb = (floor..start).rev().take_while(within).find(|&i| words.tag(i).is_finite() || words.is_a(i, WordClass::Calling))?;
        let names = |i: usize| words.tag(i).is_noun() || words.token(i).kind == TokenKind::Possessive || words.is_capitalised(i);
        let calls = words.is_a(verb, WordClass::Calling) && (verb + 1..start).any(names);
        let mention = self.grammar.ending(verb).filter(|_| calls)?;
        let first = view.mentions[mention.index()].tokens.start as usize;
        if first <= sentence.start as usize || !is_form!(words, first - 1, "what") {
            return None;
        }
        let cue = view.cues.partition_point(|cue| (cue.tokens.end as usize) <= verb);
        let is_cue = view.cues.get(cue).is_some_and(|cue| cue.tokens.has(verb));
        self.said_by(view, mention, is_cue.then(|| CueId::new(cue)), Rule::CueBefore, 90)
    }
}
