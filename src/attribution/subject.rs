//! Whose words a cue reports: the subject of *said*, the name behind *according to*, the possessor of a *claim*.

use super::View;
use super::behind;
use super::grammar::Grammar;
use super::verb::verb_subject;
use crate::cue::{Cue, CueKind};
use crate::lexicon::{CueClass, Tag, WordClass, is_form};
use crate::mention::{EntityType, Number};
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

/// Verbs of speech of at least this weight have a patient that speaks no more than it is spoken to.
const ADDRESSING: u8 = 40;

/// Most words between a passive verb and the quotation that tells as what.
pub(super) const AS_WHAT: usize = 4;

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

/// The subject behind token `at`, see [`behind::behind`].
pub(super) fn behind(view: &View<'_>, grammar: &Grammar, at: usize, sentence: TokenRange, slack: usize) -> Option<Subject> {
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
