//! Who answers, where the reply is a noun: *“No,” was his reply*, *“Never,” came the answer from the council*.

use super::View;
use super::behind::behind;
use super::grammar::is_fence;
use super::rules::{Attributor, Found, QUOTATIONS_BACK, Setting};
use super::{Attribution, Rule};
use crate::lexicon::{Facts, Tag, WordClass, is_form};
use crate::mention::{EntityType, MentionKind};
use crate::quotation::Quotation;
use crate::span::{MentionId, TokenRange};
use crate::token::TokenKind;

/// Most words between the verb and its noun: *was the curt and weary reply*.
const NOUN: usize = 6;

/// Quotations back among which the other party of a question and its answer is looked for.
const TURNS: usize = 4;

impl Attributor {
    /// Whose reply the words before *was* or *came* are: its possessor's, whom it comes from, else whoever was asked.
    pub(super) fn replied(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, earlier: &[Attribution]) -> Option<Found> {
        if !place.at_start || !self.closes_with_comma(view, quotation) {
            return None;
        }
        let words = &view.words;
        let end = quotation.tokens.end as usize;
        let limit = (place.last.end as usize).max(words.tokens.sentence_at(end.min(words.len() - 1)).end as usize);
        let verb = (end..limit).find(|&i| !is_fence(view, i)).filter(|&i| is_form!(words, i, "was" | "came" | "comes" | "is"))?;
        let first = if words.is(verb + 1, "back") { verb + 2 } else { verb + 1 };
        let is_noun = |i: usize| words.is_a(i, WordClass::Reply);
        let in_phrase = |&i: &usize| words.token(i).is_word() && !words.tag(i).is_verb() || words.token(i).kind == TokenKind::Possessive;
        let noun = (first..limit.min(first + NOUN)).take_while(in_phrase).find(|&i| is_noun(i) && !words.tag(i).is_finite())?;
        let next = noun + 1;
        if next < limit && is_form!(words, next, "from" | "of") {
            let subject = behind(view, &self.grammar, next + 1, TokenRange::new(next, limit), 1)?;
            return self.said_by(view, subject, None, Rule::NounCue, 85);
        }
        let asked = self.asked(view, place, earlier);
        let owner = (first..noun).find_map(|i| match words.token(i).kind {
            TokenKind::Possessive => self.grammar.ending(i),
            _ if words.tag(i) == Tag::PRPS => view.pronoun_at(i),
            _ => None,
        });
        match (owner, asked) {
            // *Roe asked Poe if it rained. “It did,” was his reply*: not the reply of whoever asks.
            (Some(owner), Some(asked)) if view.mentions[owner.index()].kind == MentionKind::Pronoun => {
                self.said_by(view, asked, None, Rule::Answer, 80)
            }
            (Some(owner), _) => self.said_by(view, owner, None, Rule::NounCue, 85),
            (None, Some(asked)) => self.said_by(view, asked, None, Rule::Answer, 80),
            (None, None) => self.other_party(view, earlier),
        }
    }

    /// Who spoke before the one whose question the last quotation is.
    fn other_party(&self, view: &View<'_>, earlier: &[Attribution]) -> Option<Found> {
        let question = earlier.last().filter(|a| self.asks(view, &view.quotations[a.quotation.index()]))?;
        let asker = question.entity?;
        let other = earlier.iter().rev().take(TURNS).find(|a| a.entity.is_some() && a.entity != Some(asker))?;
        Some(Found { mention: None, entity: other.entity, cue: None, rule: Rule::Answer, confidence: 65 })
    }

    /// Whom the question before is put to: the *Poe* of *Roe asked Poe whether it rained* and of *“Did it rain?” Roe asked Poe*.
    fn asked(&self, view: &View<'_>, place: &Setting, earlier: &[Attribution]) -> Option<MentionId> {
        let before = place.first.start.checked_sub(1).map(|i| view.words.tokens.sentence_at(i as usize))?;
        if let Some(found) = self.asked_whether(view, before, earlier).and_then(|found| found.mention) {
            return Some(found);
        }
        let question = earlier.iter().rev().take(QUOTATIONS_BACK).find(|a| view.quotations[a.quotation.index()].parent.is_none())?;
        let cue = view.cues[question.cue?.index()];
        let asks =
            self.asks(view, &view.quotations[question.quotation.index()]) || is_form!(view.words, cue.tokens.start as usize, "asked");
        let object = self.grammar.starting(cue.tokens.end as usize).filter(|_| asks)?;
        let entity = view.links[object.index()]?;
        let speaks = matches!(view.entities[entity.index()].entity_type, EntityType::Person | EntityType::Unnamed | EntityType::Unknown);
        (speaks && Some(entity) != question.entity).then_some(object)
    }

    /// Who it was, where somebody unnamed speaks and the next sentence tells: *“Louder!” someone shouted. It was Roe.*
    pub(super) fn revealed(&self, view: &View<'_>, place: &Setting, found: Found) -> Found {
        let words = &view.words;
        let Some(mention) = found.mention.map(|mention| &view.mentions[mention.index()]) else { return found };
        let start = mention.tokens.start as usize;
        let is_anybody = mention.kind == MentionKind::Nominal
            && (words.facts(mention.head as usize).has(Facts::GENERIC)
                || is_form!(words, start, "a" | "an" | "one" | "someone" | "somebody"));
        let named = if is_anybody { self.told_behind(view, place.last) } else { None };
        named.map_or(found, |named| Found { mention: Some(named), entity: self.entity_of(view, named), ..found })
    }

    /// In whose view or words something is what it is: *In Ann Lee's view*.
    fn in_view_of(&self, view: &View<'_>, at: usize) -> Option<MentionId> {
        let words = &view.words;
        let mention = self.grammar.starting(at + 1).filter(|_| at < words.len() && is_form!(words, at, "in" | "to"))?;
        let mark = view.mentions[mention.index()].tokens.end as usize;
        let noun = mark + 1;
        let owns = noun < words.len() && words.token(mark).kind == TokenKind::Possessive;
        let is_view = || words.is_a(noun, WordClass::View);
        (owns && is_view()).then_some(mention)
    }

    /// To whom the words are what something is: *For Ann Lee, who lives there, the road is “a curse”.*
    pub(super) fn in_the_eyes_of(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<Found> {
        let (words, floor) = (&view.words, place.first.start as usize);
        let end = quotation.tokens.end as usize;
        if let Some(mention) = self.in_view_of(view, floor).or_else(|| self.in_view_of(view, end)) {
            return self.said_by(view, mention, None, Rule::ClauseBefore, 80);
        }
        let person = self.grammar.starting(floor + 1).filter(|_| is_form!(words, floor, "for" | "to"))?;
        let found = &view.mentions[person.index()];
        let is_person = view.is_person(view.links[person.index()]);
        let fenced = words.is(found.tokens.end as usize, ",") && found.kind == MentionKind::Name;
        let start = quotation.tokens.start as usize;
        let copula = start.checked_sub(1).map(|i| if words.tag(i) == Tag::DT { i - 1 } else { i })?;
        let is =
            copula > found.tokens.end as usize && is_form!(words, copula, "is" | "was" | "are" | "were" | "remains" | "remained" | "means");
        (fenced && is_person && is).then(|| self.said_by(view, person, None, Rule::ClauseBefore, 80)).flatten()
    }
}
