//! The rules of one sentence: cues on either side of the quotation, and sentences that tell without a cue.

use super::behind::behind;
use super::clause::{Which, is_embedded, main_subject};
use super::grammar::is_fence;
use super::rules::{Attributor, Found, Setting};
use super::sides::Sides;
use super::subject::{Place, Subject, is_plain_clause};
use super::{Rule, View};
use crate::cue::CueKind;
use crate::lexicon::{Facts, Tag, WordClass, is_form};
use crate::mention::{EntityType, MentionKind};
use crate::quotation::{Quotation, QuotationKind};
use crate::span::{CueId, MentionId, TokenRange};
use crate::token::TokenKind;

/// Words of a sentence without a verb that tell who speaks on what: none is so long.
const TOPIC: usize = 64;

/// Most words between a passive verb and the *as* that tells as what.
const PASSIVE: usize = 4;

/// Most words between a cue and the *that* which introduces what it reports.
const THAT: usize = 16;

impl Attributor {
    /// *a letter from the council: “…”*: the one before the colon whose words the noun announces.
    pub(super) fn announced(&self, view: &View<'_>, sentence: TokenRange, colon: usize) -> Option<MentionId> {
        if colon <= sentence.start as usize + 1 || !view.words.is(colon, ":") {
            return None;
        }
        let mention = self.grammar.ending(colon)?;
        let (start, floor) = (view.mentions[mention.index()].tokens.start as usize, sentence.start as usize);
        let is_name = view.mentions[mention.index()].kind == MentionKind::Name;
        // *in the words of the council: “…”*
        let in_words = start > floor + 1 && view.words.is(start - 1, "of") && view.words.is_a(start - 2, WordClass::View);
        // *a letter from the council*, but not *said from Geneva*, *wrote from prison*
        let place = view.mentions[mention.index()].entity_type == EntityType::Place;
        let says = |i: usize| view.words.tag(i).is_finite() && view.words.facts(i).has(Facts::CUE_VERB);
        let from = start > floor && is_form!(view.words, start - 1, "by" | "from") && !place && !(start > floor + 1 && says(start - 2));
        let announced = in_words || from;
        let fenced = is_name && (start == floor || matches!(view.words.str(start - 1), "-" | "–" | "—" | "•" | "*"));
        (announced || fenced).then_some(mention)
    }

    /// Cues of the sentence, on either side.
    pub(super) fn in_sentence(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<Found> {
        if let Some(mention) = (quotation.tokens.start as usize).checked_sub(1).and_then(|colon| self.announced(view, place.first, colon)) {
            return self.said_by(view, mention, None, Rule::Colon, 85);
        }
        let first = quotation.tokens.start as usize;
        if let Some(mention) = self.in_whose_words(view, place.first, first) {
            return self.said_by(view, mention, None, Rule::CueBefore, 90);
        }
        if let Some(mention) = self.uses_word(view, place.first, first) {
            return self.said_by(view, mention, None, Rule::CueBefore, 85);
        }
        let before = self.cue_before(view, quotation, place);
        let behind = self.cue_behind(view, quotation, place);
        match (before, behind) {
            (Some((before, near_before)), Some((behind, near_behind))) => {
                let sides = Sides { before, near_before, behind, near_behind };
                if self.is_told_behind(view, quotation, place, sides) {
                    self.by_cue_behind(view, quotation, behind, near_behind)
                } else {
                    self.by_cue_before(view, quotation, before, near_before)
                }
            }
            (Some((before, near)), None) => self.by_cue_before(view, quotation, before, near),
            (None, Some((behind, near))) => self.by_cue_behind(view, quotation, behind, near),
            (None, None) => self.termed(view, place.first, first),
        }
        .map(|found| self.labelled(view, quotation, place, found))
        .or_else(|| self.adjacent_verb(view, quotation, place))
        .or_else(|| self.in_the_eyes_of(view, quotation, place))
        .or_else(|| self.without_cue(view, quotation, place))
        .or_else(|| self.headline(view, quotation, place))
    }

    /// *For Roe, the message was simple: “…”*: for whom it stands before the noun `subject` of what is said.
    fn whose_message(&self, view: &View<'_>, sentence: TokenRange, subject: MentionId) -> Option<MentionId> {
        let (words, floor) = (&view.words, sentence.start as usize);
        let message = view.mentions[subject.index()];
        let person = self.grammar.starting(floor + 1).filter(|_| is_form!(words, floor, "for"))?;
        let found = &view.mentions[person.index()];
        let fenced = words.is(found.tokens.end as usize, ",") && found.tokens.end + 1 == message.tokens.start;
        (fenced && message.entity_type == EntityType::Document).then_some(person)
    }

    /// *did use the word “…”*, *cut him off with the words “…”*: whoever uses a word says it.
    fn uses_word(&self, view: &View<'_>, sentence: TokenRange, start: usize) -> Option<MentionId> {
        let words = &view.words;
        let noun = start.checked_sub(1).filter(|&i| i > sentence.start as usize + 2)?;
        let verb = noun.checked_sub(2).filter(|_| is_word_as_word(view, start) && words.tag(noun - 1) == Tag::DT)?;
        let uses = is_form!(words, verb, "use" | "used" | "uses" | "using" | "said" | "says");
        // *never used the word*, *refused to use the word*
        let denies = words.tag(verb - 1) == Tag::TO || is_form!(words, verb - 1, "never" | "not" | "without");
        let user = (is_form!(words, verb, "with" | "alongside" | "beside" | "under" | "above") || uses && !denies)
            .then(|| main_subject(view, &self.grammar, sentence, verb, Which::Nearest))
            .flatten()?;
        let entity = view.links[user.index()].map(|e| view.entities[e.index()].entity_type);
        (entity != Some(EntityType::Document)).then_some(user)
    }

    /// A verb of no list right behind the quotation: *“…?” laughed Roe* — *“…,” Roe beamed*.
    pub(super) fn adjacent_verb(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<Found> {
        if !place.at_start || !self.closes_with_comma(view, quotation) {
            return None;
        }
        let words = &view.words;
        let mut at = quotation.tokens.end as usize;
        let limit = place.last.end as usize;
        while at < limit
            && (is_fence(view, at)
                || words.tag(at).is_adverb()
                || matches!(words.tag(at), Tag::DT | Tag::JJ) && self.grammar.starting(at).is_none())
        {
            at += 1;
        }
        if at >= limit {
            return None;
        }
        if let Some(mention) = self.grammar.starting(at) {
            let mut verb = view.mentions[mention.index()].tokens.end as usize;
            if words.is(verb, ",") {
                // *“…,” Roe, a fish smoker, cracked*
                verb = (verb + 1..limit.min(verb + 16)).find(|&i| words.is(i, ",")).map_or(verb, |close| close + 1);
            }
            while verb < limit && words.tag(verb).is_adverb() {
                verb += 1;
            }
            return (verb < limit && (matches!(words.tag(verb), Tag::VBD | Tag::VBZ) || words.facts(verb).has(Facts::CUE_VERB)))
                .then(|| self.said_by(view, mention, None, Rule::SubjectCueBehind, 75))
                .flatten();
        }
        let behind = if matches!(words.tag(at), Tag::VBD | Tag::VBZ) && at + 1 < limit {
            self.grammar.starting(at + 1).or_else(|| self.grammar.starting(at + 2))
        } else {
            None
        };
        behind
            .filter(|mention| !view.mentions[mention.index()].possessive)
            .and_then(|mention| self.said_by(view, mention, None, Rule::CueSubjectBehind, 75))
    }

    /// The agent right behind the quotation, of a passive before it: *was called “late” by Roe and “early” by Poe*.
    fn own_agent(&self, view: &View<'_>, quotation: &Quotation, cue: CueId) -> Option<MentionId> {
        let (words, by) = (&view.words, quotation.tokens.end as usize);
        let verb = view.cues[cue.index()].tokens.start as usize;
        let sentence = words.tokens.sentence_at(verb);
        let passive = by < sentence.end as usize && words.is(by, "by") && is_passive(view, verb, sentence.start as usize);
        if passive { behind(view, &self.grammar, by + 1, sentence, 0) } else { None }
    }

    pub(super) fn by_cue_before(&self, view: &View<'_>, quotation: &Quotation, cue: CueId, near: bool) -> Option<Found> {
        if let Some(agent) = self.own_agent(view, quotation, cue) {
            return self.said_by(view, agent, Some(cue), Rule::CueBefore, 90);
        }
        let subject = self.subjects[cue.index()]?;
        let kind = view.cues[cue.index()].kind;
        // *quoted the poet Ann Lee: “…”*
        let is_quoted = view.mentions[subject.mention.index()].tokens.start == view.cues[cue.index()].tokens.end;
        let (rule, confidence) = match kind {
            CueKind::Verb if near && is_quoted && subject.place == Place::Before => (Rule::CueBefore, 96),
            CueKind::Preposition => (Rule::AccordingTo, 80),
            CueKind::Noun => (Rule::NounCue, if near || self.has_that(view, cue) { 80 } else { 70 }),
            _ if near && (is_heard(view, subject) || is_plain_clause(view, &view.cues[cue.index()], subject)) => (Rule::CueBefore, 95),
            _ if near => (Rule::CueBefore, 90),
            _ if self.has_that(view, cue) || is_aside(view, cue, subject) => (Rule::ClauseBefore, 82),
            _ => (Rule::ClauseBefore, 75),
        };
        let mention = if near { None } else { self.cited(view, cue) };
        self.said_by(view, mention.unwrap_or(subject.mention), Some(cue), rule, confidence)
    }

    /// *Roe on striker Poe: “…”*: who speaks of something, without a verb.
    fn on_what(&self, view: &View<'_>, sentence: TokenRange) -> Option<MentionId> {
        let speaker = self.grammar.starting(sentence.start as usize)?;
        let found = &view.mentions[speaker.index()];
        let on = is_form!(view.words, found.tokens.end as usize, "on" | "about");
        let verbs = (found.tokens.end..sentence.end).take(TOPIC).take_while(|&i| view.owners[i as usize].is_none());
        let verbless = || !verbs.clone().any(|i| view.words.tag(i as usize).is_finite());
        (on && found.kind == MentionKind::Name && verbless()).then_some(speaker)
    }

    /// *cited a law that bars any sign “…”*: whose words are cited, if the clause behind it holds them.
    fn cited(&self, view: &View<'_>, cue: CueId) -> Option<MentionId> {
        let words = &view.words;
        let tokens = view.cues[cue.index()].tokens;
        let cites = words.is_a(tokens.start as usize, WordClass::Citing);
        let mention = self.grammar.starting(tokens.end as usize).filter(|_| cites)?;
        let end = view.mentions[mention.index()].tokens.end as usize;
        let clause = if end < words.len() && is_fence(view, end) { end + 1 } else { end };
        (words.is(clause, "that") || words.is(clause, "which")).then_some(mention)
    }

    /// *the paper reported, quoting an official*: whom the report quotes, if it says so right behind its cue.
    pub(super) fn quoted_source(&self, view: &View<'_>, cue: CueId, sentence: TokenRange) -> Option<MentionId> {
        let words = &view.words;
        let end = view.cues[cue.index()].tokens.end as usize;
        let at = (end..(sentence.end as usize).min(end + 4)).find(|&i| is_form!(words, i, "quoting" | "citing"))?;
        let mention = self.grammar.starting(at + 1)?;
        matches!(
            view.mentions[mention.index()].entity_type,
            EntityType::Person | EntityType::Unnamed | EntityType::Unknown | EntityType::Group
        )
        .then_some(mention)
    }

    /// *“…,” Ann Lee, head of launch at Roe, Space and Co., said*: the name right behind the quotation, however long what
    /// stands between its commas.
    pub(super) fn first_behind(&self, view: &View<'_>, quotation: &Quotation, cue: CueId, subject: Subject) -> Option<MentionId> {
        let mut at = quotation.tokens.end as usize;
        while at < view.words.len() && is_fence(view, at) {
            at += 1;
        }
        let mention = self.grammar.starting(at)?;
        let found = &view.mentions[mention.index()];
        let fenced = found.kind == MentionKind::Name && view.words.is(found.tokens.end as usize, ",");
        (fenced && subject.place != Place::Behind && found.tokens.end < view.cues[cue.index()].tokens.start).then_some(mention)
    }

    /// Whether *that* introduces what the cue reports: right behind it, or behind an aside (*assured readers, on its page, that*)
    /// and what belongs to a noun (*his claim in the interview that*).
    pub(super) fn has_that(&self, view: &View<'_>, cue: CueId) -> bool {
        let words = &view.words;
        let cue = &view.cues[cue.index()];
        let end = cue.tokens.end as usize;
        let mut joined = false;
        for i in end..(end + THAT).min(words.len()) {
            if words.is(i, "that") {
                return i < end + 3 || is_fence(view, i - 1) || joined && cue.kind == CueKind::Noun;
            }
            if view.owners[i].is_some() || words.tag(i).is_finite() {
                return false;
            }
            joined |= words.tag(i) == Tag::IN;
        }
        false
    }

    pub(super) fn by_cue_behind(&self, view: &View<'_>, quotation: &Quotation, cue: CueId, near: bool) -> Option<Found> {
        let subject = self.subjects[cue.index()]?;
        let kind = view.cues[cue.index()].kind;
        let (rule, confidence) = match (kind, subject.place) {
            (CueKind::Preposition, _) => (Rule::AccordingTo, 80),
            (CueKind::Noun, _) => (Rule::NounCue, 60),
            (_, Place::Behind) if near => (Rule::CueSubjectBehind, 95),
            _ if near => (Rule::SubjectCueBehind, 95),
            _ => (Rule::ClauseBehind, 65),
        };
        let sentence = view.words.tokens.sentence_at(view.cues[cue.index()].tokens.start as usize);
        let mention =
            self.quoted_source(view, cue, sentence).or_else(|| self.first_behind(view, quotation, cue, subject)).unwrap_or(subject.mention);
        self.said_by(view, mention, Some(cue), rule, confidence)
    }

    /// Whether the person right before a colon is whose words follow it, and not to whom they are said: *Roe: “We wait.”*
    fn is_label(&self, view: &View<'_>, mention: MentionId, sentence: TokenRange) -> bool {
        let found = &view.mentions[mention.index()];
        let is_person = || view.is_person(view.links[mention.index()]);
        found.entity_type == EntityType::Person || found.tokens.start == sentence.start && is_person()
    }

    /// A sentence without a cue that yet tells: *X was blunt: “…”*, *X's “…”*.
    pub(super) fn without_cue(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<Found> {
        let start = quotation.tokens.start as usize;
        let before = start.checked_sub(1).filter(|&b| b >= place.first.start as usize)?;
        let words = &view.words;
        if words.is(before, ":")
            && let Some(mention) = self.on_what(view, place.first)
        {
            return self.said_by(view, mention, None, Rule::Colon, 80);
        }
        if words.is(before, ":")
            && let Some(mention) = self.grammar.ending(before)
            && self.is_label(view, mention, place.first)
        {
            return self.said_by(view, mention, None, Rule::Colon, 80);
        }
        // *has been hailed as “…”*: by whom is not told.
        let floor = place.first.start as usize;
        let passive = || {
            let verb = (floor..before).rev().take(PASSIVE).find(|&i| matches!(words.tag(i), Tag::VBN | Tag::VBD));
            verb.is_some_and(|verb| is_passive(view, verb, floor))
        };
        if (words.is(before, "as") && !passive()
            || (words.is(before, "a") || words.is(before, "an") || words.is(before, "the")) && before > 0 && words.is(before - 1, "as"))
            && let Some(mention) = main_subject(view, &self.grammar, place.first, start, Which::Last)
        {
            return self.said_by(view, mention, None, Rule::ClauseBefore, 60);
        }
        // *Roe at the quay on Monday: “We wait.”*
        let sentence = quotation.kind == QuotationKind::Direct
            || words.is(before, ":") && self.closes_with_stop(view, quotation) && words.is_capitalised(quotation.inner().start as usize);
        if matches!(words.str(before), ":" | ",") && sentence {
            let mention = main_subject(view, &self.grammar, place.first, start, Which::Last)?;
            // *If nobody comes, “we go home”*, *Roe was asked, “Why?”*
            let unsaid = words.is(before, ",") && (is_embedded(view, mention, floor) || is_asked(view, before, floor));
            if unsaid {
                return None;
            }
            let mention = self.whose_message(view, place.first, mention).unwrap_or(mention);
            return self.said_by(view, mention, None, Rule::Colon, 65);
        }
        if words.token(before).kind == TokenKind::Possessive || words.tag(before) == Tag::PRPS {
            let mention = if words.tag(before) == Tag::PRPS { self.grammar.starting(before) } else { self.grammar.ending(before) }?;
            let entity = view.links[mention.index()].map(|e| &view.entities[e.index()])?;
            if matches!(entity.entity_type, EntityType::Person) {
                return self.said_by(view, mention, None, Rule::Possessor, 55);
            }
        }
        None
    }
}

/// Whether *the word*, *the phrase* stands before token `start`.
pub(super) fn is_word_as_word(view: &View<'_>, start: usize) -> bool {
    start > 0 && view.words.is_a(start - 1, WordClass::Expression)
}

/// Whether what stands before token `start` tells that the marks hold a name or a heading: *the so-called*, *under the headline*.
pub(super) fn is_announced_name(view: &View<'_>, start: usize) -> bool {
    let words = &view.words;
    // *a column entitled, “…”*
    let entitled = start > 1 && words.is(start - 1, ",") && words.is_a(start - 2, WordClass::Heading);
    start > 0 && (entitled || words.is_a(start - 1, WordClass::Heading))
}

/// Whether a passive of *ask* ends before token `end`: *Roe was asked*.
fn is_asked(view: &View<'_>, end: usize, floor: usize) -> bool {
    let asked = end.checked_sub(1).filter(|&i| i > floor && view.words.is_any(i, [WordClass::Asking, WordClass::Telling]));
    asked.is_some_and(|verb| is_passive(view, verb, floor))
}

/// Whether the participle at token `verb` is of a passive: behind a form of *be* and adverbs.
fn is_passive(view: &View<'_>, verb: usize, floor: usize) -> bool {
    let auxiliary = (floor..verb).rev().take(PASSIVE).find(|&i| !view.words.tag(i).is_adverb());
    auxiliary.is_some_and(|i| view.words.is_be(i))
}

/// Whether somebody hears or sees the subject say it: *she heard Roe shout, “…”*.
fn is_heard(view: &View<'_>, subject: Subject) -> bool {
    let start = view.mentions[subject.mention.index()].tokens.start as usize;
    start > 0 && subject.place == Place::Before && view.words.is_a(start - 1, WordClass::Perceiving)
}

/// Whether the report is an aside whose words are the quotation: *as Roe put it on Monday, “…”*.
fn is_aside(view: &View<'_>, cue: CueId, subject: Subject) -> bool {
    let start = view.mentions[subject.mention.index()].tokens.start as usize;
    let cue = &view.cues[cue.index()];
    let first = view.words.tokens.sentence_at(start).start as usize;
    start > first
        && start < cue.tokens.start as usize
        && is_form!(view.words, start - 1, "as")
        && (start - 1 == first || is_fence(view, start - 2))
        && is_form!(view.words, cue.tokens.end as usize - 1, "it")
}
