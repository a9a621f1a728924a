//! Who stands before a verb: its subject, across asides, auxiliaries and the verbs that govern it, or that of a clause beside it.

use super::View;
use super::aside::aside;
use super::clause::{Which, is_embedded, main_subject, subordinates};
use super::grammar::{Grammar, is_between_subject_and_verb, is_fence, is_near};
use super::subject::Subject;
use crate::lexicon::{CueClass, Facts, Tag, WordClass, is_form};
use crate::mention::{EntityType, Mention, MentionKind};
use crate::quotation::{Quotation, QuotationKind};
use crate::span::{MentionId, TokenRange};
use crate::token::TokenKind;
use std::ops::ControlFlow;
use std::ops::ControlFlow::{Break, Continue};

/// Words of a clause within a sentence behind its subject, and words of a phrase behind its preposition.
const CLAUSE: usize = 60;
const PHRASE: usize = 6;

/// Words of noun phrases between a verb and its subject: *the director of a film about the last days of a Scottish oil rig says*.
const SKIPPED: usize = 12;

/// Steps to the left of a verb, each over a word, a phrase or a quotation: no clause is so long.
const STEPS: usize = 64;

/// Scans left from the verb group that begins at `verb`.
pub(super) fn before(
    view: &View<'_>,
    grammar: &Grammar,
    verb: usize,
    sentence: TokenRange,
    participle: bool,
    previous: Option<Subject>,
    depth: usize,
) -> Option<Subject> {
    Search { view, grammar, verb, sentence, participle, previous }.leftwards(depth)
}

/// One step to the left: the end of the search with what was found, or the token before which it goes on.
type Step = ControlFlow<Option<Subject>, usize>;

/// What the search has passed on its way to the left.
#[derive(Default)]
struct Passed {
    /// Words of noun phrases that no list holds.
    nouns: usize,
    /// Whether a *to* stands before the verb: *took to Twitter to accuse*.
    purpose: bool,
}

/// A verb whose subject is looked for, and what is known beforehand.
#[derive(Clone, Copy)]
struct Search<'a> {
    view: &'a View<'a>,
    grammar: &'a Grammar,
    verb: usize,
    sentence: TokenRange,
    participle: bool,
    /// The subject of the verb before.
    previous: Option<Subject>,
}

impl Search<'_> {
    fn leftwards(&self, depth: usize) -> Option<Subject> {
        let mut passed = Passed::default();
        let mut i = self.verb;
        for _ in 0..STEPS {
            if i <= self.floor() {
                break;
            }
            match self.step(i, depth, &mut passed) {
                Break(found) => return found,
                Continue(next) => i = next,
            }
        }
        None
    }

    fn floor(&self) -> usize {
        self.sentence.start as usize
    }

    /// Over what ends before token `i`: a quotation, a phrase, or else a word.
    #[inline]
    fn step(&self, i: usize, depth: usize, passed: &mut Passed) -> Step {
        let (view, p) = (self.view, i - 1);
        if let Some(quotation) = view.owners[p] {
            return self.at_quotation(&view.quotations[quotation.index()], p);
        }
        if let Some(mention) = self.grammar.phrase_ending(view, i, self.floor()) {
            return Break(self.at_mention(mention, i, passed.purpose));
        }
        if is_between_subject_and_verb(view, p) {
            return Continue(p);
        }
        if view.words.tag(p) == Tag::TO {
            passed.purpose = true;
            return Continue(self.before_infinitive(p));
        }
        if is_fence(view, p) {
            return Break(self.at_fence(p));
        }
        self.at_word(p, depth, passed)
    }

    /// *Roe called it “vast” and said*: over a fragment within the sentence; what is whole ends the search.
    fn at_quotation(&self, quotation: &Quotation, p: usize) -> Step {
        let start = quotation.tokens.start as usize;
        if quotation.kind == QuotationKind::Direct || start <= self.floor() {
            return Break(self.shared());
        }
        // *Roe, known as “the Bear,” accused*: the comma inside the marks closes the aside.
        if quotation.inner().range().next_back().is_some_and(|last| self.view.words.is(last, ",")) {
            return Break(self.behind_aside(p).or_else(|| self.shared()));
        }
        Continue(start)
    }

    /// The phrase that ends before token `i` is the subject, or shows where the subject stands.
    fn at_mention(&self, mention: MentionId, i: usize, purpose: bool) -> Option<Subject> {
        let (words, found) = (&self.view.words, &self.view.mentions[mention.index()]);
        if found.kind == MentionKind::Pronoun && is_form!(words, found.head as usize, "who") {
            return Some(Subject::before(self.before_who(found).unwrap_or(mention)));
        }
        if self.participle && (self.is_within_clause(mention, i) || self.is_where(found)) {
            return self.shared();
        }
        if let Some(owner) = self.owner_of(found) {
            return Some(Subject::before(owner));
        }
        // *took to Twitter to accuse*: of a purpose the subject is that of its clause.
        let start = found.tokens.start as usize;
        if purpose && self.is_adverbial(start) || self.is_apart(start) {
            return self.shared();
        }
        // *The man in charge on the day it ran through Velm knew*: no place behind a preposition.
        let governed = start > self.floor() && words.tag(start - 1) == Tag::IN && !subordinates(self.view, start - 1);
        let place = match found.entity_type {
            EntityType::Place => governed,
            EntityType::Unknown => governed && is_near(words, start - 1),
            _ => false,
        };
        let main = if place { self.main(Which::First) } else { None };
        Some(Subject::before(main.unwrap_or(mention)))
    }

    /// Whom a *who* stands for: *Roe, who said*.
    fn before_who(&self, who: &Mention) -> Option<MentionId> {
        let (view, floor) = (self.view, self.floor());
        let end = self.without_fence(who.tokens.start as usize);
        // *Roe (D-Ohio), who said*
        let end = view.words.bracket_before(end, floor);
        // *a letter to Roe, who said*: no letter is a *who*.
        let whole = self.grammar.phrase_ending(view, end, floor);
        let sort = |m: MentionId| view.mentions[m.index()].entity_type;
        let last = self.grammar.ending(end);
        // *on a Point of Order by Roe, who said*: nor is what a person raises.
        let is_other = |m: MentionId| {
            sort(m) == EntityType::Document
                || sort(m) == EntityType::Unknown && last.is_some_and(|l| l != m && sort(l) == EntityType::Person)
        };
        whole.filter(|&m| !is_other(m)).or(last)
    }

    /// Whether a participle behind the phrase has the subject of its clause: *met Roe, saying*, *sent a letter to Roe saying*; but
    /// *Asked about Roe, he said* stops at *he*.
    fn is_within_clause(&self, mention: MentionId, i: usize) -> bool {
        let (view, floor) = (self.view, self.floor());
        let is_written_to = || {
            let last = self.grammar.ending(i).unwrap_or(mention);
            is_addressed(view, view.mentions[last.index()].tokens.start as usize, floor)
        };
        let found = &view.mentions[mention.index()];
        !found.possessive && (i < self.verb || is_written_to() || is_issued(view, found, floor))
    }

    /// *gathered outside Roe chanting*
    fn is_where(&self, found: &Mention) -> bool {
        let words = &self.view.words;
        let modifies = |b: usize| matches!(words.tag(b), Tag::DT | Tag::CD | Tag::JJ) || words.token(b).kind == TokenKind::Number;
        let mut phrase = (self.floor()..found.tokens.start as usize).rev().take(PHRASE);
        let mut beside = || phrase.find(|&b| is_near(words, b) || !modifies(b));
        matches!(found.entity_type, EntityType::Place | EntityType::Organisation | EntityType::Unknown)
            && beside().is_some_and(|b| is_near(words, b))
    }

    /// *a study whose first sentence reads*: the words of the study.
    fn owner_of(&self, found: &Mention) -> Option<MentionId> {
        let start = found.tokens.start as usize;
        if start <= self.floor() || found.entity_type != EntityType::Document {
            return None;
        }
        let whose = [start, start - 1].into_iter().find(|&i| self.view.words.tag(i) == Tag::WPS)?;
        self.grammar.ending(whose)
    }

    /// Whether what begins at `start` stands behind a preposition: *to Twitter*.
    fn is_adverbial(&self, start: usize) -> bool {
        let words = &self.view.words;
        start > self.floor() && (words.tag(start - 1) == Tag::TO || words.tag(start - 1) == Tag::IN && !words.is(start - 1, "for"))
    }

    /// *and in a later interview said*
    fn is_apart(&self, start: usize) -> bool {
        let (words, floor) = (&self.view.words, self.floor());
        let modifies = |i: usize| matches!(words.tag(i), Tag::DT | Tag::JJ | Tag::JJR | Tag::RBR | Tag::RB | Tag::PRPS);
        let phrase = (floor..start).rev().take(PHRASE).find(|&i| !modifies(i));
        phrase.is_some_and(|i| i > floor && words.tag(i) == Tag::IN && words.tag(i - 1) == Tag::CC && !subordinates(self.view, i))
    }

    /// *went on to say*, *was quick to add*: the subject stands before the verb that governs the infinitive.
    fn before_infinitive(&self, to: usize) -> usize {
        let governs = |i: usize| self.view.words.tag(i).is_verb() || self.view.words.tag(i).is_adjective();
        if to > self.floor() && governs(to - 1) { to - 1 } else { to }
    }

    fn at_fence(&self, fence: usize) -> Option<Subject> {
        if !self.participle {
            return self.behind_aside(fence).or_else(|| self.shared());
        }
        // *The court heard that Roe had emailed her, writing: “…”*: who writes is the one who sends it.
        let writes = self.view.words.info(self.verb).cue_class == CueClass::Writing;
        let sender = if writes { self.main(Which::Nearest).map(Subject::shared) } else { None };
        sender.or_else(|| self.shared_with_main())
    }

    /// A word of no phrase that is known: what joins clauses ends the search, nouns are passed.
    fn at_word(&self, p: usize, depth: usize, passed: &mut Passed) -> Step {
        let words = &self.view.words;
        let sign = words.str(p);
        if matches!(sign, "and" | "but" | "or" | "then" | "&" | "yet") {
            // *and the away end sang*: somebody by a noun that no list holds.
            let unlisted = passed.nouns > 0 && words.tag(p + 1) == Tag::DT;
            return Break(if unlisted { None } else { self.shared() });
        }
        if matches!(words.tag(p), Tag::WDT) || sign == "that" {
            let mention = self.grammar.phrase_ending(self.view, self.without_fence(p), self.floor());
            return Break(mention.map(Subject::before).or_else(|| self.shared()));
        }
        if self.participle && sign == "as" {
            return Break(self.quoted_as(p).or_else(|| self.shared()));
        }
        if self.participle || matches!(sign, ":" | ";") {
            // *began by saying*, *was heard saying*.
            return Break(self.shared());
        }
        if words.tag(p).is_verb() {
            // *halted a shoot to instruct*: the subject of the verb that governs it.
            let governor = Search { verb: p, participle: false, ..*self };
            return Break(if depth == 0 { self.shared() } else { governor.leftwards(depth - 1) });
        }
        if passed.nouns > 0 && matches!(sign, "because" | "that" | "if" | "while" | "when" | "although" | "though" | "whether" | "where") {
            // The subject of this clause is a noun that nobody is known by.
            return Break(None);
        }
        passed.nouns += 1;
        if passed.nouns > SKIPPED { Break(None) } else { Continue(p) }
    }

    /// Who is quoted *as saying*: *quoted Roe as telling the cabinet*; not the paper of *Roe was quoted by the paper as saying*.
    fn quoted_as(&self, sign: usize) -> Option<Subject> {
        let view = self.view;
        let by = |m: &MentionId| (view.mentions[m.index()].tokens.start as usize).checked_sub(1).is_some_and(|i| view.words.is(i, "by"));
        let beside = self.grammar.phrase_ending(view, sign, self.floor()).filter(|mention| !by(mention));
        // *quoted Ann Lee, a nurse, as saying*
        let is_fenced = || sign > self.floor() && is_fence(view, sign - 1);
        beside.map(Subject::before).or_else(|| if is_fenced() { self.behind_aside(sign - 1) } else { None })
    }

    /// The name before the aside that ends with the fence at `close`, see [`aside`].
    fn behind_aside(&self, close: usize) -> Option<Subject> {
        aside(self.view, self.grammar, close, self.sentence)
    }

    /// Where what stands before token `i` ends, be a comma between or not.
    fn without_fence(&self, i: usize) -> usize {
        if i > self.floor() && is_fence(self.view, i - 1) { i - 1 } else { i }
    }

    /// The subject of the verb before, else of the nearest clause: *As the crowd clapped, Roe bowed and said*; but *Roe left when Poe
    /// arrived and said*.
    fn shared(&self) -> Option<Subject> {
        // *Roe said that Poe had sent a message reading “…”*: whoever sent it.
        if self.participle && is_form!(self.view.words, self.verb, "reading") {
            return self.main(Which::Nearest).map(Subject::shared);
        }
        let nearest = self.previous.map(|p| p.mention).or_else(|| self.main(Which::Nearest))?;
        let outer = if self.is_embedded(nearest) { self.outside(nearest) } else { None };
        Some(Subject::shared(outer.unwrap_or(nearest)))
    }

    /// The subject around a clause within that has `nearest` for its own, where that clause is over.
    fn outside(&self, nearest: MentionId) -> Option<MentionId> {
        let view = self.view;
        let after = view.mentions[nearest.index()].tokens.end as usize;
        let closes = |i: usize| view.words.is(i, ",") && view.owners[i].is_none();
        let is_over = self.participle || (after..self.verb).rev().take(CLAUSE).any(closes);
        if !is_over {
            return None;
        }
        self.main(Which::Last).filter(|&main| !self.is_embedded(main)).or_else(|| self.before_whose(nearest))
    }

    /// The *Roe* of *Roe, whose two sons | had left, rose and said*.
    fn before_whose(&self, owned: MentionId) -> Option<MentionId> {
        let whose = (self.view.mentions[owned.index()].tokens.start as usize).checked_sub(1)?;
        if whose <= self.floor() || self.view.words.tag(whose) != Tag::WPS {
            return None;
        }
        self.grammar.phrase_ending(self.view, self.without_fence(whose), self.floor())
    }

    /// The subject of the verb before, unless that is one of a clause within: *Roe rejected the boat that Poe had praised, calling it*.
    fn shared_with_main(&self) -> Option<Subject> {
        let before = self.previous.map(|p| p.mention);
        if let Some(before) = before.filter(|&before| !self.is_embedded(before)) {
            return Some(Subject::shared(before));
        }
        let main = self.main(Which::First).filter(|&main| before.is_none() || !self.is_embedded(main));
        main.or(before).map(Subject::shared)
    }

    fn main(&self, which: Which) -> Option<MentionId> {
        main_subject(self.view, self.grammar, self.sentence, self.verb, which)
    }

    fn is_embedded(&self, mention: MentionId) -> bool {
        is_embedded(self.view, mention, self.floor())
    }
}

/// Whether who begins at `start` is written to: *wrote to passengers saying*, *emailed staff saying*.
fn is_addressed(view: &View<'_>, start: usize, floor: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|&i| i > floor) else { return false };
    view.words.tag(before) == Tag::TO || view.words.is_any(before, [WordClass::Messaging, WordClass::Telling])
}

/// Whether the document is what somebody gives out or holds up: *put out a statement saying*, *carrying signs saying*.
fn is_issued(view: &View<'_>, document: &Mention, floor: usize) -> bool {
    let words = &view.words;
    if (document.kind, document.entity_type) != (MentionKind::Nominal, EntityType::Document) {
        return false;
    }
    let before = (floor..document.tokens.start as usize).rev().take(PHRASE).find(|&i| !is_form!(words, i, "out" | "around" | "up"));
    before.is_some_and(|i| words.facts(i).has(Facts::ISSUES))
}
