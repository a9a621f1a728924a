//! Whose words a cue reports: the subject of *said*, the name behind *according to*, the possessor of a *claim*.

use super::View;
use super::aside::aside;
use super::behind;
use super::clause::{Which, is_embedded, main_subject, subordinates};
use super::grammar::{Grammar, is_between_subject_and_verb, is_fence};
use crate::cue::{Cue, CueKind};
use crate::lexicon::{CueClass, Tag, is_form};
use crate::mention::{EntityType, Mention, MentionKind};
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

/// Verbs of at least this weight may stand before their subject behind a comma: *…, said Ann Lee.*
const INVERTING: u8 = 85;

/// Verbs in the present of at least this weight may stand so too: *…, reports Ann Lee.*
const REPORTING: u8 = 25;

/// Words of a clause within a sentence behind its subject, and words of a phrase behind its preposition.
const CLAUSE: usize = 60;
const PHRASE: usize = 6;

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
                Some(i) => grammar.starting(i).map(|mention| Subject { mention, place: Place::Before }),
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
    while left > floor && words.tag(left - 1).is_adverb() {
        left -= 1;
    }
    // *what's called*
    let contracted = left > floor + 1 && words.token(left - 1).kind == TokenKind::Possessive && words.tag(left - 2) == Tag::WP;
    let be = contracted || left > floor && is_form!(words, left - 1, "was" | "were" | "is" | "are" | "been" | "being" | "be");
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
    if (be || reduced)
        && matches!(form, Tag::VBD | Tag::VBN)
        && let Some(agent) = quoted_agent(view, grammar, end, sentence)
    {
        return Some(agent);
    }
    // *“…,” the paper quoted X as saying.*: who is quoted.
    if is_form!(words, verb, "quoted" | "quotes" | "quoting" | "cited" | "cites" | "citing")
        && !be
        && let Some(mention) = grammar.starting(end).filter(|&mention| is_quoted_as(view, mention, sentence))
    {
        return Some(Subject { mention, place: Place::Before });
    }
    let heard = is_form!(words, verb, "quoted" | "heard" | "overheard" | "cited" | "said");
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
        return Some(Subject { mention, place: Place::Before });
    }
    if form == Tag::VBG
        && let Some(mention) = dangling(view, grammar, left, sentence)
    {
        return Some(Subject { mention, place: Place::Shared });
    }
    let found = before(view, grammar, left, sentence, form == Tag::VBG, previous, GOVERNORS);
    if found.is_none() && verb == floor {
        return behind(view, grammar, end, sentence, 1);
    }
    found
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
    signs.any(|sign| words.tag(sign + 1) == Tag::VBG && (sign + 2..sentence.end as usize).all(|i| view.owners[i].is_none()))
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

/// Scans left from the verb group that begins at `verb`.
fn before(
    view: &View<'_>,
    grammar: &Grammar,
    verb: usize,
    sentence: TokenRange,
    participle: bool,
    previous: Option<Subject>,
    depth: usize,
) -> Option<Subject> {
    let words = &view.words;
    let floor = sentence.start as usize;
    // The subject of the verb before, unless that is one of a clause within: *Roe rejected the boat that Poe had praised, calling it*.
    let shared = |first: bool| {
        let before = previous.map(|p| p.mention);
        if first && before.is_none_or(|before| is_embedded(view, before, floor)) {
            let main = main_subject(view, grammar, sentence, verb, Which::First);
            let mention = main.filter(|&main| before.is_none() || !is_embedded(view, main, floor)).or(before);
            return mention.map(|mention| Subject { mention, place: Place::Shared });
        }
        let nearest = before.or_else(|| main_subject(view, grammar, sentence, verb, Which::Nearest));
        // *As the crowd clapped, Roe bowed and said*; but *Roe left when Poe arrived and said*
        let mention = match nearest {
            Some(nearest) if is_embedded(view, nearest, floor) => {
                let after = view.mentions[nearest.index()].tokens.end as usize;
                let main = || main_subject(view, grammar, sentence, verb, Which::Last).filter(|&main| !is_embedded(view, main, floor));
                let is_over = participle || (after..verb).rev().take(CLAUSE).any(|i| words.is(i, ",") && view.owners[i].is_none());
                is_over.then(main).flatten().or(Some(nearest))
            }
            nearest => nearest,
        };
        mention.map(|mention| Subject { mention, place: Place::Shared })
    };
    let mut i = verb;
    let (mut skipped_nouns, mut purpose) = (0, false);
    while i > floor {
        let p = i - 1;
        if let Some(quotation) = view.owners[p].map(|q| &view.quotations[q.index()]) {
            if quotation.kind == QuotationKind::Direct || quotation.tokens.start as usize <= floor {
                return shared(false);
            }
            // *Roe, known as “the Bear,” accused*: the comma inside the marks closes the aside.
            if quotation.inner().range().next_back().is_some_and(|last| words.is(last, ",")) {
                return aside(view, grammar, p, sentence).or_else(|| shared(false));
            }
            i = quotation.tokens.start as usize;
            continue;
        }
        if let Some(mention) = grammar.phrase_ending(view, i, floor) {
            let found = &view.mentions[mention.index()];
            if found.kind == MentionKind::Pronoun && is_form!(words, found.head as usize, "who") {
                let start = found.tokens.start as usize;
                let end = if start > floor && is_fence(view, start - 1) { start - 1 } else { start };
                // *a letter to Roe, who said*: no letter is a *who*.
                let whole = grammar.phrase_ending(view, end, floor);
                let whole = whole.filter(|m| view.mentions[m.index()].entity_type != EntityType::Document).or_else(|| grammar.ending(end));
                let mention = whole.unwrap_or(mention);
                return Some(Subject { mention, place: Place::Before });
            }
            // *Asked about Roe, he said* stops at *he*; a participle needs the subject of its clause: *met Roe, saying*, *sent a
            // letter to Roe saying*.
            let is_written_to = || {
                let last = grammar.ending(i).unwrap_or(mention);
                is_addressed(view, view.mentions[last.index()].tokens.start as usize, floor)
            };
            if participle && !found.possessive && (i < verb || is_written_to() || is_issued(view, found, floor)) {
                return shared(false);
            }
            // *a study whose first sentence reads*: the words of the study.
            let start = found.tokens.start as usize;
            if start > floor
                && let Some(owner) = [start, start - 1].into_iter().find(|&i| words.tag(i) == Tag::WPS).and_then(|i| grammar.ending(i))
                && found.entity_type == EntityType::Document
            {
                return Some(Subject { mention: owner, place: Place::Before });
            }
            // *took to Twitter to accuse*: of a purpose the subject is that of its clause.
            let adverbial =
                start > floor && (words.tag(start - 1) == Tag::TO || words.tag(start - 1) == Tag::IN && !words.is(start - 1, "for"));
            // *and in a later interview said*
            let phrase = (floor..start)
                .rev()
                .take(PHRASE)
                .find(|&i| !matches!(words.tag(i), Tag::DT | Tag::JJ | Tag::JJR | Tag::RBR | Tag::RB | Tag::PRPS));
            let apart =
                phrase.is_some_and(|i| i > floor && words.tag(i) == Tag::IN && words.tag(i - 1) == Tag::CC && !subordinates(view, i));
            if adverbial && purpose || apart {
                return shared(false);
            }
            return Some(Subject { mention, place: Place::Before });
        }
        if is_between_subject_and_verb(view, p) {
            i = p;
            continue;
        }
        let sign = words.str(p);
        if words.tag(p) == Tag::TO {
            purpose = true;
            // *went on to say*, *was quick to add*: the subject stands before the verb that governs it.
            i = if p > floor && (words.tag(p - 1).is_verb() || words.tag(p - 1).is_adjective()) { p - 1 } else { p };
            continue;
        }
        if is_fence(view, p) {
            if participle {
                return shared(true);
            }
            return aside(view, grammar, p, sentence).or_else(|| shared(false));
        }
        if matches!(sign, "and" | "but" | "or" | "then" | "&" | "yet") {
            return shared(false);
        }
        if matches!(words.tag(p), Tag::WDT) || sign == "that" {
            let end = if p > floor && is_fence(view, p - 1) { p - 1 } else { p };
            return grammar
                .phrase_ending(view, end, floor)
                .map(|mention| Subject { mention, place: Place::Before })
                .or_else(|| shared(false));
        }
        if participle && sign == "as" {
            // *quoted Roe as telling the cabinet*; *Roe was quoted by the paper as saying*
            let by = |m: &MentionId| (view.mentions[m.index()].tokens.start as usize).checked_sub(1).is_some_and(|i| words.is(i, "by"));
            return grammar
                .phrase_ending(view, p, floor)
                .filter(|mention| !by(mention))
                .map(|mention| Subject { mention, place: Place::Before })
                // *quoted Ann Lee, a nurse, as saying*
                .or_else(|| if p > floor && is_fence(view, p - 1) { aside(view, grammar, p - 1, sentence) } else { None })
                .or_else(|| shared(false));
        }
        if participle || matches!(sign, ":" | ";") {
            // *began by saying*, *was heard saying*.
            return shared(false);
        }
        if words.tag(p).is_verb() {
            // *halted a shoot to instruct*: the subject of the verb that governs it.
            return if depth == 0 { shared(false) } else { before(view, grammar, p, sentence, false, previous, depth - 1) };
        }
        if skipped_nouns > 0 && matches!(sign, "because" | "that" | "if" | "while" | "when" | "although" | "though" | "whether" | "where") {
            // The subject of this clause is a noun that nobody is known by.
            return None;
        }
        skipped_nouns += 1;
        if skipped_nouns > 8 {
            return None;
        }
        i = p;
    }
    None
}

/// Whether who begins at `start` is written to: *wrote to passengers saying*, *emailed staff saying*.
fn is_addressed(view: &View<'_>, start: usize, floor: usize) -> bool {
    let Some(before) = start.checked_sub(1).filter(|&i| i > floor) else { return false };
    view.words.tag(before) == Tag::TO
        || is_form!(
            view.words,
            before,
            "emailed" | "texted" | "messaged" | "tweeted" | "told" | "tells" | "telling" | "informed" | "notified" | "wrote" | "sent"
        )
}

/// Whether the document is what somebody gives out or holds up: *put out a statement saying*, *carrying signs saying*.
fn is_issued(view: &View<'_>, document: &Mention, floor: usize) -> bool {
    let words = &view.words;
    if (document.kind, document.entity_type) != (MentionKind::Nominal, EntityType::Document) {
        return false;
    }
    let before = (floor..document.tokens.start as usize).rev().take(PHRASE).find(|&i| !is_form!(words, i, "out" | "around" | "up"));
    before.is_some_and(|i| {
        is_form!(
            words,
            i,
            "issued"
                | "issuing"
                | "released"
                | "releasing"
                | "published"
                | "publishing"
                | "posted"
                | "posting"
                | "sent"
                | "sending"
                | "put"
                | "wrote"
                | "writing"
                | "circulated"
                | "distributed"
                | "filed"
                | "signed"
                | "gave"
                | "delivered"
                | "launched"
                | "aired"
                | "ran"
                | "placed"
                | "left"
                | "carried"
                | "carrying"
                | "held"
                | "holding"
                | "waved"
                | "waving"
        )
    })
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
            return Some(Subject { mention, place: Place::Before });
        }
        if words.tag(p) == Tag::PRPS || is_form!(words, p, "her") {
            return grammar.starting(p).map(|mention| Subject { mention, place: Place::Before });
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
