//! Which mention ends or begins where, and which clause a token is in: the little grammar that the rules stand on.

use super::View;
use crate::lexicon::{Tag, WordClass, Words, is_form};
use crate::mention::{EntityType, MentionKind, Number};
use crate::span::{MentionId, to_u32};
use crate::token::TokenKind;

/// Look-up tables over one article's mentions.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    /// For every token: the longest unquoted mention that ends before it, plus one.
    ending: Vec<u32>,
    /// For every token: the longest unquoted mention that begins with it, plus one.
    starting: Vec<u32>,
}

/// Longest list of those that somebody is of.
const LIST: usize = 6;

/// Words of a name with its title before the place that it is of.
const NAME: usize = 8;

/// Heads of one phrase, each a part of the next: no phrase has so many.
const HEADS: usize = 64;

/// Words of a clause that stands between a noun and its verb.
const CLAUSE: usize = 10;

/// Participles of this weight and more report by themselves: *a nurse saying Roe*.
const DOING: u8 = 50;

/// Whether it can be a *who*.
fn is_somebody(entity_type: EntityType) -> bool {
    matches!(entity_type, EntityType::Person | EntityType::Unnamed | EntityType::Group | EntityType::Organisation)
}

/// Whether a verb or a preposition governs what begins at `start`: *met a nurse who*, *in a memo sent to*; but *of the union
/// representing*.
fn is_object(view: &View<'_>, start: usize, floor: usize) -> bool {
    let words = &view.words;
    let Some(before) = start.checked_sub(1).filter(|&i| i >= floor) else { return false };
    let preposition =
        matches!(words.tag(before), Tag::IN | Tag::TO) && !is_form!(words, before, "of" | "that" | "while" | "because" | "as");
    preposition || words.tag(before).is_verb()
}

impl Grammar {
    pub(super) fn reset(&mut self, view: &View<'_>) {
        let n = view.words.len() + 1;
        for table in [&mut self.ending, &mut self.starting] {
            table.clear();
            table.resize(n, 0);
        }
        for (i, mention) in view.mentions.iter().enumerate() {
            if mention.quoted {
                continue;
            }
            let id = to_u32(i) + 1;
            // Mentions come sorted by start, the longer first: the first one stays.
            let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
            if self.ending[end] == 0 {
                self.ending[end] = id;
            }
            if self.starting[start] == 0 {
                self.starting[start] = id;
            }
        }
    }

    /// The longest mention that ends before token `i`.
    pub(super) fn ending(&self, i: usize) -> Option<MentionId> {
        self.ending.get(i).and_then(|id| id.checked_sub(1)).map(MentionId)
    }

    /// The longest mention that begins with token `i`.
    pub(super) fn starting(&self, i: usize) -> Option<MentionId> {
        self.starting.get(i).and_then(|id| id.checked_sub(1)).map(MentionId)
    }

    /// The mention that *and* joins to what begins at `start`: the *Roe* of *Roe and | Poe*.
    pub(super) fn joined_before(&self, view: &View<'_>, start: usize) -> Option<MentionId> {
        let and = start.checked_sub(1).filter(|&i| view.words.is(i, "and"))?;
        self.ending(and)
    }

    /// The mention that ends before `i`, or the head of which it is a prepositional part: of *the head of the union* the former.
    pub(super) fn phrase_ending(&self, view: &View<'_>, i: usize, floor: usize) -> Option<MentionId> {
        let mut found = self.ending(i)?;
        for _ in 0..HEADS {
            let start = view.mentions[found.index()].tokens.start as usize;
            let outer = self.seen_by(view, start, floor).or_else(|| self.of_clause(view, start, floor));
            let outer = outer.or_else(|| self.addressed(view, start, floor)).or_else(|| self.of_several(view, found, floor));
            if let Some(outer) = outer {
                found = outer;
                continue;
            }
            if start <= floor + 1
                || view.words.tag(start - 1) != Tag::IN
                || !(is_form!(view.words, start - 1, "of" | "for" | "from" | "at" | "with" | "in" | "on" | "behind" | "by")
                    || is_near(&view.words, start - 1))
            {
                return Some(found);
            }
            match self.ending(start - 1).or_else(|| self.reaching(view, start, floor)) {
                Some(outer) => found = outer,
                None => return Some(found),
            }
        }
        Some(found)
    }

    /// The name whose place begins at `start`, within a longer description: *Inspector Ann Lee of Roe | police station*.
    fn reaching(&self, view: &View<'_>, start: usize, floor: usize) -> Option<MentionId> {
        let reaches = |m: &MentionId| {
            let found = &view.mentions[m.index()];
            found.kind == MentionKind::Name && found.tokens.end as usize > start && found.core.end as usize + 1 >= start
        };
        (floor.max(start.saturating_sub(NAME))..start).find_map(|i| self.starting(i).filter(reaches))
    }

    /// Those who are of each of a list that ends with `last`: *the presidents of Velland, Tamazar and Roe*.
    fn of_several(&self, view: &View<'_>, last: MentionId, floor: usize) -> Option<MentionId> {
        let words = &view.words;
        let sort = view.mentions[last.index()].entity_type;
        let mut start = view.mentions[last.index()].tokens.start as usize;
        if !matches!(sort, EntityType::Place | EntityType::Organisation | EntityType::Unknown)
            || start <= floor
            || !words.is(start - 1, "and")
        {
            return None;
        }
        let are_several = |m: MentionId| {
            let found = &view.mentions[m.index()];
            (found.kind, found.number) == (MentionKind::Nominal, Number::Plural)
        };
        for _ in 0..LIST {
            let sign = start.checked_sub(1).filter(|&i| i > floor + 1 && matches!(words.str(i), "and" | ","))?;
            let end = if words.is(sign, "and") && words.is(sign - 1, ",") { sign - 1 } else { sign };
            let before = self.ending(end)?;
            let found = &view.mentions[before.index()];
            start = found.tokens.start as usize;
            // The description may reach to the first of the list.
            if are_several(before) && found.head + 1 < found.tokens.end {
                return Some(before);
            }
            if start > floor + 1 && is_form!(words, start - 1, "of" | "from" | "for") {
                return self.ending(start - 1).filter(|&outer| are_several(outer));
            }
        }
        None
    }

    /// The document or the office whose addressee or matter begins at `start`: *a letter to the council*, *a lawsuit against Roe*, *the
    /// ambassador to the union*.
    fn addressed(&self, view: &View<'_>, start: usize, floor: usize) -> Option<MentionId> {
        let words = &view.words;
        let preposition = start.checked_sub(1).filter(|&i| i > floor && words.joined(i + 1))?;
        let to = words.is(preposition, "to");
        let about = is_form!(words, preposition, "against" | "about" | "into" | "on" | "concerning" | "regarding");
        let outer = self.ending(preposition).filter(|_| to || about)?;
        let found = &view.mentions[outer.index()];
        let is_document = found.entity_type == EntityType::Document;
        let office = to
            && found.kind == MentionKind::Nominal
            && (words.is_a(found.head as usize, WordClass::Envoy) || is_form!(words, found.head as usize, "adviser" | "advisor"));
        (is_document || office).then_some(outer)
    }

    /// Whom the clause tells in which who begins at `start` stands: *a nurse who works at the hospital*, *the union representing
    /// pilots*, *a memo circulated to managers*.
    fn of_clause(&self, view: &View<'_>, start: usize, floor: usize) -> Option<MentionId> {
        let words = &view.words;
        if matches!(words.tag(start), Tag::PRP) {
            return None;
        }
        let lowest = (floor + 1).max(start.saturating_sub(CLAUSE));
        let mut is_first_verb = true;
        for i in (lowest..start).rev() {
            // *who stole $300 from her church*
            if words.joined(i + 1) && (words.token(i).kind == TokenKind::Number || words.is(i, "$")) {
                continue;
            }
            if !words.joined(i + 1) || !words.token(i).is_word() {
                break;
            }
            let info = words.info(i);
            match info.likely_tag {
                Tag::CC => break,
                Tag::IN if is_form!(words, i, "than" | "as") => break,
                // *the trust which runs it*, but not *said that Roe lied*
                Tag::WP | Tag::WDT | Tag::WPS => {
                    let has_verb = !is_first_verb || is_form!(words, i, "who") && may_be_verb(view, i + 1, start);
                    return if has_verb { self.of_relative(view, i, floor) } else { None };
                }
                Tag::IN if is_form!(words, i, "that") => return if is_first_verb { None } else { self.of_relative(view, i, floor) },
                tag if tag.is_verb() || info.second_tag.is_finite() && !tag.is_adjective() && !tag.is_adverb() => {
                    let outer = self.ending(i).filter(|_| is_first_verb && view.owners[i].is_none());
                    if let Some(outer) = outer.filter(|&outer| self.takes_participle(view, outer, i, floor)) {
                        return Some(outer);
                    }
                    is_first_verb = false;
                }
                _ => {}
            }
        }
        None
    }

    /// The noun of whose relative clause the word at `i` is the first.
    fn of_relative(&self, view: &View<'_>, i: usize, floor: usize) -> Option<MentionId> {
        let outer = self.ending(i).filter(|_| view.owners[i].is_none())?;
        let found = &view.mentions[outer.index()];
        let fits = if is_form!(view.words, i, "who") { is_somebody(found.entity_type) } else { found.entity_type != EntityType::Place };
        (fits && found.kind == MentionKind::Nominal && !is_object(view, found.tokens.start as usize, floor)).then_some(outer)
    }

    /// Whether the participle at `i` tells of the noun before it: *the union representing*, *a memo sent to*.
    fn takes_participle(&self, view: &View<'_>, noun: MentionId, i: usize, floor: usize) -> bool {
        let (words, found) = (&view.words, &view.mentions[noun.index()]);
        if found.kind != MentionKind::Nominal || is_object(view, found.tokens.start as usize, floor) {
            return false;
        }
        let is_document = found.entity_type == EntityType::Document;
        match words.tag(i) {
            Tag::VBG => !is_document && words.info(i).cue_weight < DOING,
            Tag::VBN | Tag::VBD => {
                (is_document || words.tag(i) == Tag::VBN) && is_form!(words, i + 1, "to" | "at" | "in" | "on" | "from" | "with")
            }
            _ => false,
        }
    }

    /// What the agent who begins at `start` only saw or met: of *a memo seen by this paper* the memo; but *a memo written by Ann Lee*
    /// is hers.
    fn seen_by(&self, view: &View<'_>, start: usize, floor: usize) -> Option<MentionId> {
        let words = &view.words;
        let before = start.checked_sub(2).filter(|&i| i > floor + 1 && words.is(i + 1, "by"))?;
        // *rated inadequate by the board*
        let participle = if words.tag(before).is_adjective() { before - 1 } else { before };
        let takes_part = matches!(words.tag(participle), Tag::VBN | Tag::VBD);
        // *a memo, obtained by this paper,*
        let end = if words.is(participle - 1, ",") { participle - 1 } else { participle };
        let outer = self.ending(end).filter(|_| takes_part)?;
        let found = &view.mentions[outer.index()];
        let is_document = found.entity_type == EntityType::Document;
        let seen = words.is_a(participle, WordClass::Examining);
        let sort = matches!(found.entity_type, EntityType::Unnamed | EntityType::Group) || participle < before;
        let speaks = sort && end == participle && found.kind == MentionKind::Nominal;
        (is_document && seen || speaks).then_some(outer)
    }
}

/// A preposition of where somebody is: *residents near the plant*, *gathered outside the court*.
pub(super) fn is_near(words: &Words<'_>, i: usize) -> bool {
    is_form!(words, i, "outside" | "inside" | "near" | "around" | "across" | "through")
}

/// *who stole from her church*: behind *who* a word that is most often no verb, or that no list knows, is one all the same.
fn may_be_verb(view: &View<'_>, i: usize, end: usize) -> bool {
    let (words, token) = (&view.words, view.words.token(i));
    i + 1 < end && token.is_word() && !token.is_capitalised() && (words.tag(i).is_noun() || words.tag(i) == Tag::Unknown)
}

/// Whether token `i` is a comma, dash or bracket that may fence an aside.
pub(super) fn is_fence(view: &View<'_>, i: usize) -> bool {
    view.words.token(i).kind == TokenKind::Punct && matches!(view.words.str(i), "," | "—" | "–" | "--" | "-" | ")" | "(")
}

/// The first token from `from` on, before `limit`, that does not stand between a subject and its verb; `limit` where there is none.
pub(super) fn behind_auxiliaries(view: &View<'_>, from: usize, limit: usize) -> usize {
    (from..limit).find(|&i| !is_between_subject_and_verb(view, i)).unwrap_or(from.max(limit))
}

/// Whether token `i` stands between a subject and its verb: adverb, auxiliary, negation.
pub(super) fn is_between_subject_and_verb(view: &View<'_>, i: usize) -> bool {
    let words = &view.words;
    let tag = words.tag(i);
    // *he's saying*
    let contracted = i > 0 && words.token(i).kind == TokenKind::Possessive && matches!(words.tag(i - 1), Tag::PRP | Tag::EX | Tag::WP);
    tag.is_adverb()
        || contracted
        || tag == Tag::MD
        || words.token(i).kind == TokenKind::Word
            && is_form!(
                words,
                i,
                "has"
                    | "have"
                    | "had"
                    | "having"
                    | "is"
                    | "was"
                    | "are"
                    | "were"
                    | "be"
                    | "been"
                    | "being"
                    | "did"
                    | "does"
                    | "do"
                    | "didn't"
                    | "hasn't"
                    | "haven't"
                    | "not"
                    | "also"
                    | "himself"
                    | "herself"
                    | "themselves"
                    | "itself"
                    | "both"
                    | "all"
                    | "each"
            )
}
