//! Who stands before a verb: its subject, across asides, auxiliaries and the verbs that govern it, or that of a clause beside it.

use super::View;
use super::aside::aside;
use super::clause::{Which, is_embedded, main_subject, subordinates};
use super::grammar::{Grammar, is_between_subject_and_verb, is_fence, is_near};
use super::subject::{Place, Subject};
use crate::lexicon::{Facts, Tag, WordClass, is_form};
use crate::mention::{EntityType, Mention, MentionKind};
use crate::quotation::QuotationKind;
use crate::span::{MentionId, TokenRange};
use crate::token::TokenKind;

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
    for _ in 0..STEPS {
        if i <= floor {
            break;
        }
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
            // *gathered outside Roe chanting*
            let modifies = |b: &usize| matches!(words.tag(*b), Tag::DT | Tag::CD | Tag::JJ) || words.token(*b).kind == TokenKind::Number;
            let beside = || (floor..found.tokens.start as usize).rev().take(PHRASE).find(|&b| is_near(words, b) || !modifies(&b));
            let is_somewhere = matches!(found.entity_type, EntityType::Place | EntityType::Organisation | EntityType::Unknown);
            if participle && is_somewhere && beside().is_some_and(|b| is_near(words, b)) {
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
            // *and the away end sang*: somebody by a noun that no list holds.
            let unlisted = skipped_nouns > 0 && words.tag(i) == Tag::DT;
            return if unlisted { None } else { shared(false) };
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
        if skipped_nouns > SKIPPED {
            return None;
        }
        i = p;
    }
    None
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
