//! Who answers a question that a sentence before the quotation puts: *Roe asked Poe if it rained. “It did.”*

use super::clause::{Which, begins_with_question, main_subject};
use super::cues::CUES_TRIED;
use super::grammar::{behind_auxiliaries, is_between_subject_and_verb};
use super::rules::{Attributor, Found, QUOTATIONS_BACK};
use super::subject::Place;
use super::{Attribution, Rule, View};
use crate::cue::Cue;
use crate::lexicon::{Gender, WordClass};
use crate::mention::{EntityType, MentionKind};
use crate::span::{EntityId, MentionId, TokenRange};

/// Longest question of the writer that is read, in tokens.
const QUESTION: usize = 64;

/// Mentions of a question among which a person is looked for.
const MENTIONS_TRIED: usize = 32;

impl Attributor {
    /// Who answers the question that a sentence reports: *Roe asked Poe if it rained. “It did.”*
    pub(super) fn asked_whether(&self, view: &View<'_>, question: TokenRange, earlier: &[Attribution]) -> Option<Found> {
        let words = &view.words;
        let from = view.cues.partition_point(|c| c.tokens.start < question.start);
        let in_question = view.cues[from..].iter().take_while(|c| c.tokens.start < question.end).take(CUES_TRIED);
        let asks = |c: &Cue| words.is_any(c.tokens.start as usize, [WordClass::Asking, WordClass::Wondering]);
        let asker = |i: usize| self.subjects[from + i].filter(|s| s.place == Place::Before).map(|s| view.links[s.mention.index()]);
        let (asker, cue) = in_question.enumerate().filter(|&(_, c)| asks(c)).find_map(|(i, c)| asker(i).map(|a| (a, c)))?;
        let after = cue.tokens.end as usize;
        let object = self.grammar.starting(after).filter(|m| !view.mentions[m.index()].possessive);
        let clause = object.map_or(after, |m| view.mentions[m.index()].tokens.end as usize);
        let whether = matches!(
            words.form(clause.min(words.len() - 1)),
            "if" | "whether" | "how" | "what" | "why" | "who" | "when" | "where" | "which" | "about"
        );
        if !(whether && clause < question.end as usize) || holds_quoted(view, question) {
            return None;
        }
        if let Some(mention) = object.filter(|m| view.links[m.index()].is_some() && view.links[m.index()] != asker) {
            return self.said_by(view, mention, None, Rule::Answer, 65);
        }
        let other = earlier.iter().rev().take(QUOTATIONS_BACK).find(|a| a.entity.is_some() && a.entity != asker)?;
        Some(Found { mention: None, entity: other.entity, cue: None, rule: Rule::Answer, confidence: 55 })
    }

    /// Who answers behind a sentence that tells of a question, or is one: *Asked if it rained, Roe shrugged. “It did.”*
    pub(super) fn answering(&self, view: &View<'_>, sentence: TokenRange, previous: Option<&Attribution>) -> Option<Found> {
        if let Some(mention) = self.asked_of(view, sentence) {
            return self.said_by(view, mention, None, Rule::Answer, 65);
        }
        if let Some(mention) = self.asked_subject(view, sentence) {
            let found = self.said_by(view, mention, None, Rule::Answer, 75)?;
            // *Asked who had called her, the Republican*: who is asked about herself, else whoever spoke before.
            let entity = self.asked_about(view, sentence, mention).or(found.entity).or(previous.and_then(|a| a.entity));
            return Some(Found { entity, ..found });
        }
        // *Had it rained? There was a long pause. “It did.”*
        let before = sentence.start.checked_sub(1).map(|i| view.words.tokens.sentence_at(i as usize));
        let is_pause = |question: &TokenRange| self.is_question(view, *question) && self.is_about_nobody(view, sentence);
        let is_asked = self.is_question(view, sentence) || before.as_ref().is_some_and(is_pause);
        // *Roe knows the notice by heart. Does it hurt? “It does.”*: of whom the paragraph speaks.
        let paragraph = view.words.tokens.paragraph_at(sentence.start as usize);
        let lead = before.filter(|before| is_asked && before.start >= paragraph.start && !holds_quoted(view, *before));
        if let Some(mention) = lead.and_then(|lead| self.speaking_subject(view, lead)) {
            return self.said_by(view, mention, None, Rule::Answer, 65);
        }
        let last = previous.filter(|_| is_asked)?;
        let spoken = view.quotations[last.quotation.index()].tokens;
        let paragraph_of = |token: u32| view.words.tokens.paragraph_of(token as usize);
        // What was said behind the question is an answer itself: it does not tell who is asked.
        let was_asked = spoken.end <= sentence.start && paragraph_of(sentence.start) <= paragraph_of(spoken.end - 1) + 1;
        let entity = last.entity.filter(|_| was_asked)?;
        Some(Found { mention: None, entity: Some(entity), cue: None, rule: Rule::Answer, confidence: 65 })
    }

    /// The person whom a pronoun before the subject means, where the subject is a description of which nothing else tells whose it is.
    fn asked_about(&self, view: &View<'_>, sentence: TokenRange, subject: MentionId) -> Option<EntityId> {
        let described = &view.mentions[subject.index()];
        let known = view.entities[view.links[subject.index()]?.index()];
        if described.kind != MentionKind::Nominal || known.entity_type != EntityType::Unnamed || known.mentions > 1 {
            return None;
        }
        let from = view.mentions.partition_point(|m| m.tokens.start < sentence.start);
        let before =
            view.mentions[from..].iter().enumerate().take(MENTIONS_TRIED).take_while(|(_, m)| m.tokens.start < described.tokens.start);
        let persons =
            before.filter(|(_, m)| m.kind == MentionKind::Pronoun && m.gender != Gender::Unknown && m.gender.agrees(known.gender));
        persons.filter_map(|(i, _)| view.links[from + i]).find(|&e| view.is_person(Some(e)))
    }

    /// Whether the sentence is a question of the writer's.
    fn is_question(&self, view: &View<'_>, sentence: TokenRange) -> bool {
        view.words.is(sentence.end as usize - 1, "?") && !holds_quoted(view, sentence)
    }

    /// Whether a sentence without quoted words tells of nobody who could speak.
    fn is_about_nobody(&self, view: &View<'_>, sentence: TokenRange) -> bool {
        let subject = main_subject(view, &self.grammar, sentence, sentence.end as usize, Which::First);
        let entity = subject.and_then(|m| view.links[m.index()]).map(|e| view.entities[e.index()].entity_type);
        let speaks = matches!(entity, Some(EntityType::Person | EntityType::Unnamed | EntityType::Unknown | EntityType::Organisation));
        !speaks && !holds_quoted(view, sentence)
    }

    /// Who is the subject of a sentence that begins with a question to them: *Asked if it rained, Roe shrugged.*
    fn asked_subject(&self, view: &View<'_>, sentence: TokenRange) -> Option<MentionId> {
        let words = &view.words;
        let first = sentence.start as usize;
        if !begins_with_question(view, first) || holds_quoted(view, sentence) {
            return None;
        }
        // The first comma that a subject and its verb follow.
        let mut commas = (first..sentence.end as usize).take(QUESTION).filter(|&i| words.is(i, ","));
        commas.find_map(|comma| {
            let mention = self.grammar.starting(comma + 1)?;
            let found = &view.mentions[mention.index()];
            let (end, limit) = (found.tokens.end as usize, sentence.end as usize);
            let verb = behind_auxiliaries(view, end, limit);
            let acts = verb > end || verb < limit && words.tag(verb).is_finite();
            let can_answer = !found.possessive && !matches!(found.entity_type, EntityType::Place | EntityType::Document);
            (acts && can_answer).then_some(mention)
        })
    }

    /// Whom the writer's own question is about: *What did she make of it? “Nothing.”*
    fn asked_of(&self, view: &View<'_>, question: TokenRange) -> Option<MentionId> {
        if !self.is_question(view, question) {
            return None;
        }
        let from = view.mentions.partition_point(|m| m.tokens.start < question.start);
        let is_person = |i: usize| {
            view.links[i].is_some_and(|e| matches!(view.entities[e.index()].entity_type, EntityType::Person | EntityType::Unnamed))
        };
        let found = view.mentions[from..]
            .iter()
            .take(MENTIONS_TRIED)
            .take_while(|m| m.tokens.start < question.end)
            .enumerate()
            .find(|(i, m)| !m.possessive && is_person(from + i))
            .map(|(i, _)| i)?;
        // Its subject stands behind a verb that asks: *did she*, *was Roe*.
        let start = view.mentions[from + found].tokens.start as usize;
        (start > question.start as usize && is_between_subject_and_verb(view, start - 1)).then_some(MentionId::new(from + found))
    }
}

/// Whether quoted words are in a question, as far as it is read.
fn holds_quoted(view: &View<'_>, question: TokenRange) -> bool {
    question.range().take(QUESTION).any(|i| view.owners[i].is_some())
}
