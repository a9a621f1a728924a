//! Whose words a verb reports: the agent of a passive, who follows a verb that stands first, or the subject before it.

use super::View;
use super::aside::aside;
use super::before::before;
use super::grammar::{Grammar, is_fence};
use super::subject::{AS_WHAT, Subject, behind};
use crate::cue::Cue;
use crate::lexicon::{CueClass, Tag, WordClass, is_form};
use crate::mention::MentionKind;
use crate::quotation::QuotationKind;
use crate::span::{MentionId, QuotationId, TokenRange};
use crate::token::TokenKind;
use std::ops::ControlFlow;
use std::ops::ControlFlow::{Break, Continue};

/// Verbs of at least this weight may stand before their subject behind a comma: *…, said Ann Lee.*
const INVERTING: u8 = 85;

/// Verbs in the present of at least this weight may stand so too: *…, reports Ann Lee.*
const REPORTING: u8 = 25;

/// Adverbs before a verb that belong to it: no verb has so many.
const GROUP: usize = 64;

/// Verbs that may stand between a cue and the subject that it shares with them.
const GOVERNORS: usize = 3;

/// The subject of the verb `cue` in `sentence`; `previous` is that of the cue before it.
pub(super) fn verb_subject(
    view: &View<'_>,
    grammar: &Grammar,
    cue: &Cue,
    sentence: TokenRange,
    previous: Option<Subject>,
) -> Option<Subject> {
    let clause = Clause::around(view, grammar, cue, sentence, previous);
    if let Break(found) = clause.agent() {
        return found;
    }
    if let Some(found) = clause.agent_behind_quotation().or_else(|| clause.quoted()) {
        return Some(found);
    }
    if clause.names_nobody() {
        return None;
    }
    let inverted = clause.behind_quotation().or_else(|| clause.inverted());
    let before = || clause.of_participle().or_else(|| clause.before(clause.form() == Tag::VBG));
    inverted.or_else(before).or_else(|| clause.behind_first())
}

/// A verb of speech, and what stands around it.
struct Clause<'a> {
    view: &'a View<'a>,
    grammar: &'a Grammar,
    cue: &'a Cue,
    sentence: TokenRange,
    /// The subject of the cue before.
    previous: Option<Subject>,
    /// Where the adverbs before the verb begin.
    left: usize,
    /// Whether a form of *be* stands before them.
    be: bool,
}

impl<'a> Clause<'a> {
    #[inline]
    fn around(view: &'a View<'a>, grammar: &'a Grammar, cue: &'a Cue, sentence: TokenRange, previous: Option<Subject>) -> Self {
        let words = &view.words;
        let (verb, floor) = (cue.tokens.start as usize, sentence.start as usize);
        let mut left = verb;
        while left > floor.max(verb.saturating_sub(GROUP)) && words.tag(left - 1).is_adverb() {
            left -= 1;
        }
        // *what's called*
        let contracted = left > floor + 1 && words.token(left - 1).kind == TokenKind::Possessive && words.tag(left - 2) == Tag::WP;
        let be = contracted || left > floor && words.is_be(left - 1);
        Self { view, grammar, cue, sentence, previous, left, be }
    }

    fn verb(&self) -> usize {
        self.cue.tokens.start as usize
    }

    fn end(&self) -> usize {
        self.cue.tokens.end as usize
    }

    fn floor(&self) -> usize {
        self.sentence.start as usize
    }

    fn form(&self) -> Tag {
        self.view.words.tag(self.verb())
    }

    fn is_past(&self) -> bool {
        matches!(self.form(), Tag::VBD | Tag::VBN)
    }

    /// *was described by X as “…”*: the agent of a passive speaks; without one nobody is named.
    fn agent(&self) -> ControlFlow<Option<Subject>> {
        let Some(by) = self.by() else { return Continue(()) };
        let (words, verb) = (&self.view.words, self.verb());
        let quoted = is_form!(words, verb, "quoted" | "cited");
        // *was quoted as saying by the paper*
        if quoted && (verb..by).any(|i| words.is(i, "as")) {
            return Break(self.before(false));
        }
        // *described by monitoring agency Roewatch as “…”*
        let is_trade = by + 1 < words.len() && (words.tag(by + 1) == Tag::VBG || words.tag(by + 1).is_noun());
        let behind_trade = || behind(self.view, self.grammar, by + 2, self.sentence, 0).filter(|&a| words.is(self.end_of(a), "as"));
        let agent = behind(self.view, self.grammar, by + 1, self.sentence, 0);
        let agent = agent.or_else(|| if is_trade { behind_trade() } else { None });
        match agent {
            // *was quoted by the paper as saying*: who is quoted.
            Some(agent) if quoted && self.is_as_saying(self.end_of(agent)) => Break(self.before(false)),
            // *a copy seen by this paper permits*: who sees, says only as what.
            Some(agent) => {
                let says = matches!(self.cue.class, CueClass::Speech | CueClass::Writing) || words.is(self.end_of(agent), "as");
                Break(says.then_some(agent))
            }
            None if self.be => Break(None),
            // *Roe, now 81, said by telephone*
            None => Continue(()),
        }
    }

    /// The *by* right behind a verb that may be a passive.
    fn by(&self) -> Option<usize> {
        let passive = self.is_past() && (self.be || previous_is_noun(self.view, self.left, self.floor()));
        let mut near = self.end()..(self.end() + 3).min(self.sentence.end as usize);
        if passive { near.find(|&i| self.view.words.is(i, "by")) } else { None }
    }

    fn is_as_saying(&self, i: usize) -> bool {
        let words = &self.view.words;
        words.is(i, "as") && i + 1 < words.len() && words.tag(i + 1) == Tag::VBG
    }

    fn end_of(&self, found: Subject) -> usize {
        self.view.mentions[found.mention.index()].tokens.end as usize
    }

    /// *was described as “…” by X*, *Roe, dubbed “…” by X,*
    fn agent_behind_quotation(&self) -> Option<Subject> {
        let passive = self.is_past() && (self.be || self.is_reduced());
        if passive { quoted_agent(self.view, self.grammar, self.end(), self.sentence) } else { None }
    }

    /// Whether the verb stands without its *be* before a quotation: *Roe, dubbed “…”*, *a plan dubbed “…”*.
    fn is_reduced(&self) -> bool {
        let (words, owners) = (&self.view.words, self.view.owners);
        let (left, end) = (self.left, self.end());
        let is_small = |i: usize| is_form!(words, i, "as" | "the" | "a" | "an");
        let leads = || (end..words.len()).find(|&i| !is_small(i)).is_some_and(|i| owners[i].is_some());
        left > self.floor()
            && (words.is(left - 1, ",") && leads() || words.tag(left - 1).is_noun() && owners.get(end).is_some_and(Option::is_some))
    }

    /// *“…,” the paper quoted X as saying.*, *quoted the poet Ann Lee: “…”*: who is quoted.
    fn quoted(&self) -> Option<Subject> {
        let words = &self.view.words;
        if self.be || !words.is_a(self.verb(), WordClass::Citing) {
            return None;
        }
        let found = self.grammar.starting(self.end()).map(Subject::before)?;
        (words.is(self.end_of(found), ":") || is_quoted_as(self.view, found.mention, self.sentence)).then_some(found)
    }

    /// A passive without its agent, *a man accused of*, or *told the paper when asked about it*.
    fn names_nobody(&self) -> bool {
        let (words, left) = (&self.view.words, self.left);
        let heard = || words.is_a(self.verb(), WordClass::SaidOf);
        let reduced = || left > self.floor() && is_form!(words, left - 1, "when" | "if" | "once" | "unless" | "though");
        // *a man accused of “…”*: whom one accuses stands behind the verb; but *a man she accused of “…”*.
        let is_pronoun = |i: usize| words.tag(i) == Tag::PRP;
        let accused = || {
            left > self.floor()
                && !is_pronoun(left - 1)
                && is_form!(words, self.verb(), "accused" | "suspected" | "convicted")
                && words.is(self.verb() + 1, "of")
        };
        self.is_past() && (self.be && !heard() || reduced() || accused())
    }

    /// Behind a quotation the subject may follow: *“…,” said X*. If none does, it is that of the cue before: *X called it “…” and said …*
    /// goes on to the left.
    fn behind_quotation(&self) -> Option<Subject> {
        let (view, floor) = (self.view, self.floor());
        let mut edge = self.left;
        while edge > floor && is_fence(view, edge - 1) {
            edge -= 1;
        }
        let quotation = view.owners[edge.checked_sub(1)?]?;
        let found = behind(view, self.grammar, self.end(), self.sentence, 2);
        if !self.is_speech(quotation) && !found.is_some_and(|found| self.ends_clause(found)) {
            return None;
        }
        let goes_on = edge > floor && self.form() != Tag::VBG;
        found.or_else(|| self.previous.filter(|_| goes_on).map(|previous| Subject::shared(previous.mention)))
    }

    /// Marks around a nickname or a title are no speech. *known as “the Bear,” accused Roe*: a fragment within a sentence needs a verb
    /// that likes to stand first.
    fn is_speech(&self, quotation: QuotationId) -> bool {
        let quotation = &self.view.quotations[quotation.index()];
        let is_whole = quotation.tokens.start as usize <= self.floor() || quotation.kind == QuotationKind::Direct;
        quotation.kind != QuotationKind::None && (is_whole || self.cue.weight >= INVERTING)
    }

    /// Whether nothing but the subject follows: *It was “vast,” wrote Roe.*
    fn ends_clause(&self, found: Subject) -> bool {
        let next = self.end_of(found);
        next >= self.sentence.end as usize || self.view.words.token(next).kind == TokenKind::Punct
    }

    /// *…, said Ann Lee.* behind what is not quoted.
    fn inverted(&self) -> Option<Subject> {
        let (view, words, left) = (self.view, &self.view.words, self.left);
        let may = self.cue.weight >= REPORTING && !is_form!(words, self.verb(), "told") && left > self.floor() && words.is(left - 1, ",");
        let is_behind_aside = || is_fence(view, left - 1) && aside(view, self.grammar, left - 1, self.sentence).is_some();
        if !may || is_behind_aside() {
            return None;
        }
        behind(view, self.grammar, self.end(), self.sentence, 1).filter(|&found| self.is_inverted(found))
    }

    /// Whether who follows the verb right behind is its subject, and all that follows.
    fn is_inverted(&self, found: Subject) -> bool {
        let (view, form, weight) = (self.view, self.form(), self.cue.weight);
        let (mention, next) = (&view.mentions[found.mention.index()], self.end_of(found));
        let inverts = form == Tag::VBD && weight >= INVERTING || form != Tag::VBD && form != Tag::VBG && weight >= REPORTING;
        // *By Monday, explained Roe, “the rain will stop”*
        let is_quoted = || form == Tag::VBD && view.words.is(next, ",") && view.owners.get(next + 1).is_some_and(Option::is_some);
        mention.kind != MentionKind::Pronoun
            && mention.tokens.start as usize <= self.end() + 1
            && self.ends_clause(found)
            && (inverts || is_quoted())
    }

    /// A participle that is told of another than the subject before it: *accused Roe of saying*, *After saying so, Roe left*.
    fn of_participle(&self) -> Option<Subject> {
        if self.form() != Tag::VBG {
            return None;
        }
        let (view, grammar, left) = (self.view, self.grammar, self.left);
        if let Some(apart) = self.subject_apart() {
            return Some(Subject::before(apart));
        }
        let blamed = if self.cue.class == CueClass::Showing { None } else { blamed(view, grammar, left, self.floor()) };
        blamed.map(Subject::before).or_else(|| dangling(view, grammar, left, self.sentence).map(Subject::shared))
    }

    /// *with a reader, Ann Lee, asking whether it was “late”*: the subject of the participle alone.
    fn subject_apart(&self) -> Option<MentionId> {
        let (view, left) = (self.view, self.left);
        let fence = left.checked_sub(1).filter(|&i| i > self.floor() && is_fence(view, i))?;
        let name = view.mentions[self.grammar.ending(fence)?.index()].tokens.start as usize;
        let open = name.checked_sub(1).filter(|&i| i > self.floor() && is_fence(view, i))?;
        let mention = self.grammar.ending(open)?;
        let start = view.mentions[mention.index()].tokens.start as usize;
        (start > self.floor() && is_form!(view.words, start - 1, "with")).then_some(mention)
    }

    /// The subject to the left, see [`before`].
    fn before(&self, participle: bool) -> Option<Subject> {
        before(self.view, self.grammar, self.left, self.sentence, participle, self.previous, GOVERNORS)
    }

    /// Who follows a verb that begins its sentence.
    fn behind_first(&self) -> Option<Subject> {
        if self.verb() == self.floor() { behind(self.view, self.grammar, self.end(), self.sentence, 1) } else { None }
    }
}

/// Most words between who is quoted and the *as saying*.
const APART: usize = 12;

/// Whether the mention is who is quoted *as saying* what stands before: *“…,” the paper quoted its head, Ann Lee, as telling the
/// council*. What follows *saying* has that for its cue.
fn is_quoted_as(view: &View<'_>, mention: MentionId, sentence: TokenRange) -> bool {
    let words = &view.words;
    let end = view.mentions[mention.index()].tokens.end as usize;
    let limit = (end + APART).min(sentence.end as usize - 1);
    let clause = (end..limit).take_while(|&i| view.owners[i].is_none() && !words.tag(i).is_finite());
    let mut signs = clause.filter(|&i| words.is(i, "as"));
    signs.any(|sign| words.tag(sign + 1) == Tag::VBG && !view.holds_quoted(TokenRange::new(sign + 2, sentence.end as usize)))
}

/// Most words between a quotation and the agent of the passive that leads to it.
const PHRASE: usize = 5;

/// The agent behind the quotation that a passive verb before `end` leads to: *was called a “dream” by Roe*.
fn quoted_agent(view: &View<'_>, grammar: &Grammar, end: usize, sentence: TokenRange) -> Option<Subject> {
    let limit = (end + AS_WHAT).min(sentence.end as usize);
    let quotation = (end..limit).find_map(|i| view.owners[i])?;
    // *was called “a Judas” at the mart by a neighbour*: words of a place or a time may stand before it.
    let from = view.quotations[quotation.index()].tokens.end as usize;
    let mut behind_it = (from..(from + PHRASE).min(sentence.end as usize))
        .take_while(|&i| view.words.token(i).is_word() && view.owners[i].is_none() && !view.words.tag(i).is_finite());
    let by = behind_it.find(|&i| view.words.is(i, "by"))?;
    behind(view, grammar, by + 1, sentence, 0).map(|agent| Subject::shared(agent.mention))
}

/// The one who is praised or blamed for what the participle at `left` tells: *mocked Roe for calling himself*, *accused Roe of saying*.
fn blamed(view: &View<'_>, grammar: &Grammar, left: usize, floor: usize) -> Option<MentionId> {
    let words = &view.words;
    let preposition = left.checked_sub(1).filter(|&i| i > floor && is_form!(words, i, "for" | "of"))?;
    let mention = grammar.ending(preposition)?;
    let start = view.mentions[mention.index()].tokens.start as usize;
    (start > floor && words.tag(start - 1).is_verb()).then_some(mention)
}

/// Longest clause of a participle that begins a sentence, in tokens.
const OPENING: usize = 30;

/// The subject behind the comma that ends a participle's clause: *After saying that it was “late,” Roe left*.
fn dangling(view: &View<'_>, grammar: &Grammar, verb: usize, sentence: TokenRange) -> Option<MentionId> {
    let words = &view.words;
    let floor = sentence.start as usize;
    let opens = verb == floor
        || verb == floor + 1 && matches!(words.tag(floor), Tag::IN | Tag::WRB)
        || verb == floor + 1 && is_form!(words, floor, "after");
    let limit = (verb + OPENING).min(sentence.end as usize);
    let closes = |i: &usize| words.is(*i, ",") && view.owners[*i].is_none_or(|_| view.owners.get(*i + 2).is_some_and(Option::is_none));
    let comma = (verb..limit).find(closes).filter(|_| opens)?;
    let behind = (comma + 1..limit).find(|&i| words.token(i).is_word() && !words.tag(i).is_adverb() && !words.is(i, "though"))?;
    grammar.starting(behind).filter(|m| !view.mentions[m.index()].possessive)
}

fn previous_is_noun(view: &View<'_>, left: usize, floor: usize) -> bool {
    left > floor && (view.words.tag(left - 1).is_noun() || is_fence(view, left - 1))
}
