//! Whose words a cue reports: the subject of *said*, the name behind *according to*, the possessor of a *claim*.

use super::View;
use super::aside::aside;
use super::before::before;
use super::behind;
use super::grammar::{Grammar, is_fence};
use crate::cue::{Cue, CueKind};
use crate::lexicon::{CueClass, Tag, WordClass, is_form};
use crate::mention::{EntityType, MentionKind, Number};
use crate::quotation::QuotationKind;
use crate::span::{MentionId, TokenRange};
use crate::token::TokenKind;

/// Where the subject of a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Before,
    Behind,
    /// Found through another clause of the sentence: coordination, participle.
    Shared,
}

/// The subject of one cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    pub(super) mention: MentionId,
    pub(super) place: Place,
}

impl Subject {
    pub(super) fn before(mention: MentionId) -> Self {
        Self { mention, place: Place::Before }
    }

    pub(super) fn shared(mention: MentionId) -> Self {
        Self { mention, place: Place::Shared }
    }
}

/// Verbs of at least this weight may stand before their subject behind a comma: *…, said Ann Lee.*
const INVERTING: u8 = 85;

/// Verbs in the present of at least this weight may stand so too: *…, reports Ann Lee.*
const REPORTING: u8 = 25;

/// Adverbs before a verb that belong to it: no verb has so many.
const GROUP: usize = 64;

/// Verbs that may stand between a cue and the subject that it shares with them.
const GOVERNORS: usize = 3;

/// Finds the subject of `cue` in `sentence`; `previous` is the subject of the cue before it in the same sentence.
pub(super) fn subject(view: &View<'_>, grammar: &Grammar, cue: &Cue, sentence: TokenRange, previous: Option<Subject>) -> Option<Subject> {
    match cue.kind {
        CueKind::Verb => verb_subject(view, grammar, cue, sentence, previous),
        CueKind::Preposition => {
            // *in her words*: the possessive of the phrase itself.
            let own = cue.tokens.range().find(|&i| view.words.tag(i) == Tag::PRPS || is_form!(view.words, i, "her"));
            match own {
                Some(i) => grammar.starting(i).map(Subject::before),
                None => behind(view, grammar, cue.tokens.end as usize, sentence, 1),
            }
        }
        CueKind::Noun => possessor(view, grammar, cue, sentence),
        CueKind::Punctuation => None,
    }
}

fn verb_subject(view: &View<'_>, grammar: &Grammar, cue: &Cue, sentence: TokenRange, previous: Option<Subject>) -> Option<Subject> {
    let words = &view.words;
    let (verb, end, floor) = (cue.tokens.start as usize, cue.tokens.end as usize, sentence.start as usize);
    let form = words.tag(verb);
    // *was described by X as “…”*: the agent speaks; without one nobody is named.
    let mut left = verb;
    while left > floor.max(verb.saturating_sub(GROUP)) && words.tag(left - 1).is_adverb() {
        left -= 1;
    }
    // *what's called*
    let contracted = left > floor + 1 && words.token(left - 1).kind == TokenKind::Possessive && words.tag(left - 2) == Tag::WP;
    let be = contracted || left > floor && words.is_be(left - 1);
    let passive = matches!(form, Tag::VBD | Tag::VBN) && (be || previous_is_noun(view, left, floor));
    if passive && let Some(by) = (end..(end + 3).min(sentence.end as usize)).find(|&i| words.is(i, "by")) {
        let quoted = is_form!(words, verb, "quoted" | "cited");
        // *was quoted as saying by the paper*
        if quoted && (verb..by).any(|i| words.is(i, "as")) {
            return before(view, grammar, left, sentence, false, previous, GOVERNORS);
        }
        match behind(view, grammar, by + 1, sentence, 0) {
            Some(agent) => {
                let end = view.mentions[agent.mention.index()].tokens.end as usize;
                if quoted && words.is(end, "as") && end + 1 < words.len() && words.tag(end + 1) == Tag::VBG {
                    // *was quoted by the paper as saying*: who is quoted.
                    return before(view, grammar, left, sentence, false, previous, GOVERNORS);
                }
                // *a copy seen by this paper permits*: who sees, says only as what.
                let says = matches!(cue.class, CueClass::Speech | CueClass::Writing) || words.is(end, "as");
                return says.then_some(agent);
            }
            None if be => return None,
            // *Roe, now 81, said by telephone*
            None => {}
        }
    }
    // *was described as “…” by X*, *Roe, dubbed “…” by X,*
    let reduced = left > floor
        && words.is(left - 1, ",")
        && (end..words.len()).find(|&i| !is_form!(words, i, "as" | "the" | "a" | "an")).is_some_and(|i| view.owners[i].is_some());
    // *a plan dubbed “…” by X*
    let reduced = reduced || left > floor && words.tag(left - 1).is_noun() && view.owners.get(end).is_some_and(Option::is_some);
    if (be || reduced)
        && matches!(form, Tag::VBD | Tag::VBN)
        && let Some(agent) = quoted_agent(view, grammar, end, sentence)
    {
        return Some(agent);
    }
    // *“…,” the paper quoted X as saying.*: who is quoted.
    if words.is_a(verb, WordClass::Citing)
        && !be
        && let Some(mention) = grammar.starting(end).filter(|&mention| {
            // *quoted the poet Ann Lee: “…”*
            words.is(view.mentions[mention.index()].tokens.end as usize, ":") || is_quoted_as(view, mention, sentence)
        })
    {
        return Some(Subject::before(mention));
    }
    let heard = words.is_a(verb, WordClass::SaidOf);
    // *told the paper when asked about it*
    let reduced = left > floor && is_form!(words, left - 1, "when" | "if" | "once" | "unless" | "though");
    if (be && !heard || reduced) && matches!(form, Tag::VBD | Tag::VBN) {
        return None;
    }
    // Behind a quotation the subject may follow: *“…,” said X*.
    let mut edge = left;
    while edge > floor && is_fence(view, edge - 1) {
        edge -= 1;
    }
    // Marks around a nickname or a title are no speech.
    let is_speech = |i: usize| {
        view.owners[i].is_some_and(|q| {
            let quotation = &view.quotations[q.index()];
            // *known as “the Bear,” accused Roe*: a fragment within a sentence needs a verb that likes to stand first.
            let leads = quotation.tokens.start as usize <= floor || quotation.kind == QuotationKind::Direct || cue.weight >= INVERTING;
            quotation.kind != QuotationKind::None && leads
        })
    };
    // …unless nothing but the subject follows: *It was “vast,” wrote Roe.*
    let closes = |found: Subject| {
        let next = view.mentions[found.mention.index()].tokens.end as usize;
        next >= sentence.end as usize || words.token(next).kind == TokenKind::Punct
    };
    let after_quotation =
        edge > 0 && (is_speech(edge - 1) || view.owners[edge - 1].is_some() && behind(view, grammar, end, sentence, 2).is_some_and(closes));
    if after_quotation && let Some(found) = behind(view, grammar, end, sentence, 2) {
        return Some(found);
    }
    if after_quotation && edge > floor && form != Tag::VBG {
        // Verb behind a quotation without subject behind it: *X called it “…” and said …* goes on to the left.
        if let Some(previous) = previous {
            return Some(Subject { place: Place::Shared, ..previous });
        }
    }
    // *…, said Ann Lee.* behind what is not quoted.
    let aside_before = left > floor && is_fence(view, left - 1) && aside(view, grammar, left - 1, sentence).is_some();
    let inverts = form == Tag::VBD && cue.weight >= INVERTING || form != Tag::VBD && form != Tag::VBG && cue.weight >= REPORTING;
    if !aside_before && cue.weight >= REPORTING && !is_form!(words, verb, "told") && left > floor && words.is(left - 1, ",") {
        let inverted = behind(view, grammar, end, sentence, 1).filter(|s| {
            let mention = &view.mentions[s.mention.index()];
            let next = mention.tokens.end as usize;
            // *By Monday, explained Roe, “the rain will stop”*
            let is_quoted = || form == Tag::VBD && words.is(next, ",") && view.owners.get(next + 1).is_some_and(Option::is_some);
            mention.kind != MentionKind::Pronoun
                && mention.tokens.start as usize <= end + 1
                && (next >= sentence.end as usize || words.token(next).kind == TokenKind::Punct)
                && (inverts || is_quoted())
        });
        if inverted.is_some() {
            return inverted;
        }
    }
    if form == Tag::VBG
        && cue.class != CueClass::Showing
        && let Some(mention) = blamed(view, grammar, left, floor)
    {
        return Some(Subject::before(mention));
    }
    if form == Tag::VBG
        && let Some(mention) = dangling(view, grammar, left, sentence)
    {
        return Some(Subject::shared(mention));
    }
    let found = before(view, grammar, left, sentence, form == Tag::VBG, previous, GOVERNORS);
    if found.is_none() && verb == floor {
        return behind(view, grammar, end, sentence, 1);
    }
    found
}

/// Verbs of speech of at least this weight have a patient that speaks no more than it is spoken to.
const ADDRESSING: u8 = 40;

/// Of whom or to whom the passive that leads to a quotation at token `start` is said: the *Roe* of *Roe has been accused of “…”*.
pub(super) fn patient(view: &View<'_>, grammar: &Grammar, cue: &Cue, start: usize) -> Option<MentionId> {
    let words = &view.words;
    let verb = cue.tokens.start as usize;
    let floor = words.tokens.sentence_at(verb).start as usize;
    let gap = cue.tokens.end as usize..start;
    let leads = gap.len() <= AS_WHAT && gap.clone().all(|i| is_form!(words, i, "of" | "as" | "a" | "an" | "the" | "that" | ","));
    let reports = cue.kind == CueKind::Verb && cue.class == CueClass::Speech && cue.weight >= ADDRESSING;
    if !leads || !reports || !matches!(words.tag(verb), Tag::VBN | Tag::VBD) || words.is_a(verb, WordClass::SaidOf) {
        return None;
    }
    let is_auxiliary = |i: usize| words.is_be(i) || words.tag(i).is_adverb() || is_form!(words, i, "has" | "have" | "had");
    let mut left = verb;
    while left > floor.max(verb.saturating_sub(ADVERBS)) && is_auxiliary(left - 1) {
        left -= 1;
    }
    let passive = (left..verb).any(|i| words.is_be(i));
    grammar.phrase_ending(view, left, floor).filter(|_| passive)
}

/// Most words between a subject and its verb.
const ADVERBS: usize = 4;

/// Verbs of speech of at least this weight, right behind their subject, leave no doubt who speaks.
const PLAIN: u8 = 50;

/// Whether a verb of speech follows its subject, which can speak, with no more than adverbs and *had* between them: *what the army called “…”*.
pub(super) fn is_plain_clause(view: &View<'_>, cue: &Cue, subject: Subject) -> bool {
    let words = &view.words;
    let mention = &view.mentions[subject.mention.index()];
    let (end, verb) = (mention.tokens.end as usize, cue.tokens.start as usize);
    let entity = view.links[subject.mention.index()].map(|e| view.entities[e.index()].entity_type);
    let can_speak = matches!(entity, Some(EntityType::Person | EntityType::Unnamed | EntityType::Group | EntityType::Organisation))
        && !mention.possessive;
    let between = |i: usize| words.tag(i).is_adverb() || is_form!(words, i, "has" | "have" | "had");
    // *critics call*: behind several, the form that is a noun or a plain verb elsewhere is theirs.
    let theirs = mention.number == Number::Plural && verb == end && matches!(words.tag(verb), Tag::VB | Tag::NN);
    let finite = words.tag(verb).is_finite() || theirs || matches!(words.tag(verb), Tag::VBN | Tag::VB) && verb > end;
    can_speak
        && subject.place == Place::Before
        && cue.kind == CueKind::Verb
        && cue.class == CueClass::Speech
        // *critics call “cruel”*: seldom a report, but one where the quotation follows.
        && (cue.weight >= PLAIN || words.is_a(verb, WordClass::Calling))
        && (end..=end + ADVERBS).contains(&verb)
        && (finite || words.tag(verb) == Tag::VBD)
        && (end..verb).all(between)
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

/// Most words between a passive verb and the quotation that tells as what.
const AS_WHAT: usize = 4;

/// The agent behind the quotation that a passive verb before `end` leads to: *was called a “dream” by Roe*.
fn quoted_agent(view: &View<'_>, grammar: &Grammar, end: usize, sentence: TokenRange) -> Option<Subject> {
    let limit = (end + AS_WHAT).min(sentence.end as usize);
    let quotation = (end..limit).find_map(|i| view.owners[i])?;
    let by = view.quotations[quotation.index()].tokens.end as usize;
    let agent = if by < sentence.end as usize && view.words.is(by, "by") { behind(view, grammar, by + 1, sentence, 0) } else { None };
    agent.map(|agent| Subject { place: Place::Shared, ..agent })
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

/// The subject behind token `at`, see [`behind::behind`].
fn behind(view: &View<'_>, grammar: &Grammar, at: usize, sentence: TokenRange, slack: usize) -> Option<Subject> {
    behind::behind(view, grammar, at, sentence, slack).map(|mention| Subject { mention, place: Place::Behind })
}

/// The possessor of a noun, or who it is by: *X's claim*, *his claim*, *a statement from X*.
fn possessor(view: &View<'_>, grammar: &Grammar, cue: &Cue, sentence: TokenRange) -> Option<Subject> {
    let words = &view.words;
    let floor = (sentence.start as usize).max((cue.tokens.start as usize).saturating_sub(6));
    let mut i = cue.tokens.start as usize;
    while i > floor {
        let p = i - 1;
        if view.owners[p].is_some() {
            break;
        }
        if words.token(p).kind == TokenKind::Possessive {
            let mention = grammar.ending(p)?;
            return Some(Subject::before(mention));
        }
        if words.tag(p) == Tag::PRPS || is_form!(words, p, "her") {
            return grammar.starting(p).map(Subject::before);
        }
        if !(words.tag(p).is_adjective() || words.tag(p).is_noun() || matches!(words.tag(p), Tag::CD | Tag::VBN | Tag::VBG | Tag::VBD)) {
            break;
        }
        i = p;
    }
    let end = cue.tokens.end as usize;
    if end < sentence.end as usize && is_form!(words, end, "by" | "from" | "of") {
        return behind(view, grammar, end + 1, sentence, 0);
    }
    None
}
