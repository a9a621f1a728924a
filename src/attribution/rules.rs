//! The rules in their order: a sieve, the surest first (the idea of Muzny et al. 2017, in rules of our own).

use super::author::Authors;
use super::glance::Glances;
use super::grammar::Grammar;
use super::interview::Interview;
use super::nobody::nobodys;
use super::passed::Passed;
use super::sentence::is_announced_name;
use super::subject::{Subject, subject};
use super::tally::Sums;
use super::{Attribution, Rule, View, echo, layout};
use crate::cue::CueKind;
use crate::lexicon::{Tag, is_form};
use crate::mention::{Mention, MentionKind};
use crate::quotation::{Quotation, QuotationKind};
use crate::span::{CueId, EntityId, MentionId, QuotationId, TokenRange};
use crate::token::TokenKind;
use std::cell::Cell;

/// The rules with their scratch memory.
#[derive(Debug, Default)]
pub struct Attributor {
    pub(super) grammar: Grammar,
    /// The subject of every cue.
    pub(super) subjects: Vec<Option<Subject>>,
    /// Which mentions are the subject of a cue.
    pub(super) reporting: Vec<bool>,
    /// Whose words each mention would carry, found out when it is first asked for.
    carried: Vec<Cell<Option<Option<EntityId>>>>,
    authors: Authors,
    interview: Interview,
    pub(super) passed: Passed,
    pub(super) glances: Glances,
    pub(super) drafts: Vec<Attribution>,
    /// What the rules found for each draft, speech or not.
    pub(super) found: Vec<Option<Found>>,
    pub(super) sums: Sums,
}

/// Walks over the paragraphs that hold a quotation, and the one before each: only their cues tell who speaks.
#[derive(Default)]
struct Near {
    paragraph: usize,
    quotation: usize,
}

impl Near {
    /// Whether token `at` is in one of these paragraphs; tokens come in order.
    fn has(&mut self, view: &View<'_>, at: u32) -> bool {
        let paragraphs = view.words.tokens.paragraphs();
        while self.paragraph + 1 < paragraphs.len() && paragraphs[self.paragraph].end <= at {
            self.paragraph += 1;
        }
        while self.quotation < view.quotations.len() && view.quotations[self.quotation].tokens.start < paragraphs[self.paragraph].start {
            self.quotation += 1;
        }
        let until = paragraphs.get(self.paragraph + 1).unwrap_or(&paragraphs[self.paragraph]).end;
        view.quotations.get(self.quotation).is_some_and(|q| q.tokens.start < until)
    }
}

/// What a rule found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) mention: Option<MentionId>,
    pub(super) entity: Option<EntityId>,
    pub(super) cue: Option<CueId>,
    pub(super) rule: Rule,
    pub(super) confidence: u8,
}

impl Found {
    /// Whether a colon, behind which a sentence of its own begins, stands before the words.
    fn is_led_in(&self) -> bool {
        matches!(self.rule, Rule::Label | Rule::Answer | Rule::Colon)
    }
}

/// Where a quotation stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    pub(super) paragraph: usize,
    /// The sentence in which it begins and the one in which it ends.
    pub(super) first: TokenRange,
    pub(super) last: TokenRange,
    /// No word of its sentence stands before it.
    pub(super) at_start: bool,
    /// No word of its sentence stands behind it.
    pub(super) at_end: bool,
}

/// Quotations back among which the last speaker is looked for.
pub(super) const QUOTATIONS_BACK: usize = 100;

/// Tokens beside a quotation among which a word of its sentence is looked for, and words between it and a cue.
pub(super) const BESIDE: usize = 64;

impl Attributor {
    /// Appends the rules' attribution of every quotation, in order.
    pub(super) fn draft(&mut self, view: &View<'_>, out: &mut Vec<Attribution>) {
        if view.quotations.is_empty() {
            return;
        }
        self.prepare(view);
        self.found.clear();
        let first = out.len();
        for (i, quotation) in view.quotations.iter().enumerate() {
            let id = QuotationId::new(i);
            let (attribution, found) =
                if quotation.parent.is_some() { (unattributed(id, quotation.kind), None) } else { self.decide(view, id, &out[first..]) };
            self.found.push(found);
            out.push(attribution);
        }
        self.look_ahead(view, &mut out[first..]);
        echo::headline(view, &mut out[first..]);
    }

    /// Fills the look-up tables: which mention stands where, and the subject of every cue.
    pub(super) fn prepare(&mut self, view: &View<'_>) {
        self.grammar.reset(view);
        self.find_subjects(view);
        self.authors.read(view, &self.grammar, &self.subjects);
        self.interview.read(view);
        self.reporting.clear();
        self.reporting.resize(view.mentions.len(), false);
        self.subjects.iter().flatten().for_each(|subject| self.reporting[subject.mention.index()] = true);
        self.carried.clear();
        self.carried.resize(view.mentions.len(), Cell::new(None));
    }

    fn find_subjects(&mut self, view: &View<'_>) {
        self.subjects.clear();
        let sentences = view.words.tokens.sentences();
        let (mut sentence, mut previous) = (0, None);
        let mut near = Near::default();
        for cue in view.cues {
            if !near.has(view, cue.tokens.start) {
                self.subjects.push(None);
                continue;
            }
            while sentence + 1 < sentences.len() && sentences[sentence].end <= cue.tokens.start {
                sentence += 1;
                previous = None;
            }
            let found = subject(view, &self.grammar, cue, sentences[sentence], previous);
            let verb = cue.tokens.start as usize;
            let participle = view.words.tag(verb) == Tag::VBG || view.words.info(verb).second_tag == Tag::VBG;
            let finite = cue.kind == CueKind::Verb && !participle && !(verb > 0 && view.words.tag(verb - 1) == Tag::TO);
            if finite && found.is_some() {
                previous = found;
            }
            self.subjects.push(found);
        }
    }

    pub(super) fn place(&self, view: &View<'_>, quotation: &Quotation) -> Setting {
        let tokens = view.words.tokens;
        let (start, end) = (quotation.tokens.start as usize, quotation.tokens.end as usize);
        let first = tokens.sentence_at(start);
        let last = tokens.sentence_at(end - 1);
        let words_in = |mut range: std::ops::Range<usize>| {
            range.any(|i| view.words.token(i).is_word() || view.words.token(i).kind == TokenKind::Number)
        };
        let (before, behind) = (start.saturating_sub(BESIDE).max(first.start as usize), (end + BESIDE).min(last.end as usize));
        Setting { paragraph: tokens.paragraph_of(start), first, last, at_start: !words_in(before..start), at_end: !words_in(end..behind) }
    }

    /// The rules' answer, and what they found before they asked whether it is speech at all.
    pub(super) fn decide(&self, view: &View<'_>, id: QuotationId, earlier: &[Attribution]) -> (Attribution, Option<Found>) {
        let quotation = &view.quotations[id.index()];
        if let Some(kind) = nobodys(view, &self.grammar, quotation) {
            let rule = if kind == QuotationKind::None { Rule::NotSpeech } else { Rule::Unattributed };
            return (Attribution { rule, ..unattributed(id, kind) }, None);
        }
        let place = self.place(view, quotation);
        let found = self
            .layout(view, quotation, &place, earlier)
            .or_else(|| self.replied(view, quotation, &place, earlier))
            .or_else(|| self.continued(view, quotation, &place, earlier))
            .or_else(|| self.in_list(view, quotation, &place, earlier))
            .or_else(|| self.floating(view, quotation, &place, earlier))
            .map(|found| self.revealed(view, &place, found));
        // *to be marked “Open”, “Closed” or “Lost”*: what is joined to nobody's words is nobody's.
        let joined = earlier
            .last()
            .is_some_and(|a| a.rule == Rule::NotSpeech && self.is_coordinated(view, &view.quotations[a.quotation.index()], quotation));
        let of_nobody = joined && quotation.kind != QuotationKind::Direct;
        let speech = found.filter(|found| {
            let weak = of_nobody && matches!(found.rule, Rule::ClauseBefore | Rule::ClauseBehind);
            !weak && self.is_speech(view, quotation, found)
        });
        let attribution = match speech {
            Some(found) => Attribution {
                quotation: id,
                kind: self.kind_of_speech(view, quotation, &place, found.is_led_in()),
                mention: found.mention,
                entity: found.entity,
                cue: found.cue,
                confidence: found.confidence,
                rule: found.rule,
            },
            None if quotation.kind == QuotationKind::Direct && !joined && !is_announced_name(view, quotation.tokens.start as usize) => {
                unattributed(id, QuotationKind::Direct)
            }
            None => Attribution { rule: Rule::NotSpeech, ..unattributed(id, QuotationKind::None) },
        };
        (attribution, found)
    }

    /// What a quotation is, once it is known to be anybody's words.
    pub(super) fn kind_of_speech(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, is_led_in: bool) -> QuotationKind {
        match quotation.kind {
            QuotationKind::None if self.closes_with_stop(view, quotation) && place.at_end && (place.at_start || is_led_in) => {
                QuotationKind::Direct
            }
            QuotationKind::None => QuotationKind::Mixed,
            kind => kind,
        }
    }

    /// Whose words a mention would carry.
    pub(super) fn entity_of(&self, view: &View<'_>, mention: MentionId) -> Option<EntityId> {
        let carried = &self.carried[mention.index()];
        carried.get().unwrap_or_else(|| {
            let entity = self.find_entity(view, mention);
            carried.set(Some(entity));
            entity
        })
    }

    fn find_entity(&self, view: &View<'_>, mention: MentionId) -> Option<EntityId> {
        let mention = polled(view, mention).unwrap_or(mention);
        let entity = view.links[mention.index()].or_else(|| self.first_person(view, mention));
        entity.map(|e| self.authors.of(view, mention, e, view.mentions[mention.index()].tokens.start).unwrap_or(e))
    }

    /// *I*, *we*: whose line of a transcript it is, whose answer in an interview, else who wrote the article.
    pub(super) fn first_person(&self, view: &View<'_>, mention: MentionId) -> Option<EntityId> {
        let found = &view.mentions[mention.index()];
        if !is_form!(view.words, found.head as usize, "i" | "my" | "me" | "we" | "our") {
            return None;
        }
        let tokens = view.words.tokens;
        let paragraph = tokens.paragraph_at(found.head as usize);
        if let Some((label, _)) = layout::label(view, paragraph) {
            return view.links[label.index()];
        }
        let answers = || self.interview.answerer(view, found.head as usize);
        answers().or_else(|| layout::byline(view).and_then(|mention| view.links[mention.index()]))
    }

    pub(super) fn said_by(&self, view: &View<'_>, mention: MentionId, cue: Option<CueId>, rule: Rule, confidence: u8) -> Option<Found> {
        let mention = polled(view, mention).unwrap_or(mention);
        Some(Found { mention: Some(mention), entity: self.entity_of(view, mention), cue, rule, confidence })
    }

    fn layout(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, earlier: &[Attribution]) -> Option<Found> {
        if let Some(mention) = layout::signature(view, &self.grammar, quotation) {
            return self.said_by(view, mention, None, Rule::Signature, 90);
        }
        let paragraph = view.words.tokens.paragraphs()[place.paragraph];
        let start = quotation.tokens.start as usize;
        let last = || earlier.iter().rev().take(QUOTATIONS_BACK);
        // Who answered before, else the only person of whom the article tells.
        let interviewed = |speaker: Option<EntityId>| {
            let entity = speaker.or_else(|| layout::interviewee(view).and_then(|m| self.entity_of(view, m)))?;
            Some(Found { mention: None, entity: Some(entity), cue: None, rule: Rule::Answer, confidence: 80 })
        };
        if layout::is_answer(view, paragraph, start) {
            let addressed =
                place.paragraph.checked_sub(1).and_then(|before| layout::addressee(view, view.words.tokens.paragraphs()[before]));
            if let Some(mention) = addressed {
                return self.said_by(view, mention, None, Rule::Answer, 80);
            }
            return interviewed(last().find(|a| a.rule == Rule::Label || a.rule == Rule::Answer).and_then(|a| a.entity));
        }
        if layout::is_on_subject(view, place.first, start) {
            // *Roe came to the stage. On the rain: “…”*
            let before = place.first.start.checked_sub(1).filter(|_| place.first.start > paragraph.start);
            let teller = before.and_then(|i| self.speaking_subject(view, view.words.tokens.sentence_at(i as usize)));
            if let Some(mention) = teller.filter(|&m| self.entity_of(view, m).is_some()) {
                return self.said_by(view, mention, None, Rule::Answer, 80);
            }
            return interviewed(last().find_map(|a| a.entity));
        }
        let (mention, after) = layout::label(view, paragraph)?;
        let opens = start == after || start + 1 == view.mentions[mention.index()].tokens.start as usize;
        let opens = opens && !self.is_said_behind(view, quotation, place, mention);
        opens.then(|| self.said_by(view, mention, None, Rule::Label, 92)).flatten()
    }

    /// *The other side: “We wait,” Ann Roe said*: what stands before the colon is no speaker where one is named behind.
    fn is_said_behind(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, label: MentionId) -> bool {
        let Some((cue, true)) = self.cue_behind(view, quotation, place).filter(|_| !view.is_person(view.links[label.index()])) else {
            return false;
        };
        let subject = self.subjects[cue.index()].map(|subject| &view.mentions[subject.mention.index()]);
        subject.is_some_and(|subject| subject.kind != MentionKind::Pronoun)
    }

    /// What the sentence tells; of fragments in a row the verb before the first tells more than a noun between them: *called the
    /// plan “half-baked” and its cost estimate “a dream”*.
    fn in_list(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, earlier: &[Attribution]) -> Option<Found> {
        let found = self.in_sentence(view, quotation, place)?;
        let before = earlier.last().filter(|a| a.rule == Rule::CueBefore && a.entity.is_some());
        let listed = before.filter(|a| {
            let first = &view.quotations[a.quotation.index()];
            found.rule == Rule::NounCue && self.is_listed(view, first, quotation)
                || found.rule == Rule::ClauseBefore && self.is_coordinated(view, first, quotation)
        });
        Some(listed.map_or(found, |a| Found {
            mention: a.mention,
            entity: a.entity,
            cue: a.cue,
            rule: Rule::Coordinated,
            confidence: a.confidence.min(80),
        }))
    }

    /// What goes on from the paragraph before has its speaker, unless a name stands right behind it: *“…,” added Roe*.
    fn continued(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, earlier: &[Attribution]) -> Option<Found> {
        let goes_on = self.continuation(quotation, earlier)?;
        let named = self.in_sentence(view, quotation, place).filter(|found| {
            let is_name = found.mention.is_some_and(|mention| view.mentions[mention.index()].kind == MentionKind::Name);
            matches!(found.rule, Rule::CueSubjectBehind | Rule::SubjectCueBehind) && is_name && found.entity.is_some()
        });
        Some(named.unwrap_or(goes_on))
    }

    fn continuation(&self, quotation: &Quotation, earlier: &[Attribution]) -> Option<Found> {
        let before = earlier.get(quotation.continues?.index())?;
        before.entity.map(|_| Found {
            mention: None,
            entity: before.entity,
            cue: None,
            rule: Rule::Continuation,
            confidence: before.confidence.min(88),
        })
    }
}

/// Words before a noun that belong to it.
const WITHIN: usize = 6;

/// Whether the words are those of a writer whom nothing names: *“…,” I said*.
pub(super) fn is_writers(view: &View<'_>, found: &Attribution) -> bool {
    let is_first_person = |m: MentionId| is_form!(view.words, view.mentions[m.index()].head as usize, "i" | "we");
    found.entity.is_none() && found.mention.is_some_and(is_first_person)
}

/// Mentions back among which the poll is looked for that percentages are of.
const POLL: usize = 60;

/// *40 percent of the voters said*: the words are those of the poll.
fn polled(view: &View<'_>, mention: MentionId) -> Option<MentionId> {
    let words = &view.words;
    let mut start = view.mentions[mention.index()].tokens.start as usize;
    let floor = start.saturating_sub(WITHIN).max(2);
    while start > floor && (words.tag(start - 1).is_adjective() || matches!(words.tag(start - 1), Tag::VBN | Tag::VBD)) {
        start -= 1;
    }
    let is_share = start > 1 && is_form!(words, start - 1, "of") && (is_form!(words, start - 2, "percent") || words.is(start - 2, "%"));
    if !is_share {
        return None;
    }
    let is_poll = |m: &Mention| !m.quoted && is_form!(words, m.head as usize, "poll" | "survey");
    let found = view.mentions[..mention.index()].iter().rev().take(POLL).position(is_poll)?;
    Some(MentionId::new(mention.index() - 1 - found))
}

fn unattributed(quotation: QuotationId, kind: QuotationKind) -> Attribution {
    Attribution { quotation, kind, mention: None, entity: None, cue: None, confidence: 0, rule: Rule::Unattributed }
}
