//! Which cue of the sentence a quotation belongs to: the weighing of those before it, the first usable one behind it.

use super::View;
use super::grammar::is_fence;
use super::rules::{Attributor, BESIDE, Setting};
use super::subject::{Place, Subject};
use crate::cue::{Cue, CueKind};
use crate::lexicon::{CueClass, Facts, Tag, WordClass, is_form};
use crate::mention::{EntityType, Mention, MentionKind};
use crate::quotation::Quotation;
use crate::span::CueId;
use crate::token::TokenKind;

/// Words of a quotation that are looked at for who speaks in it.
const FIRST_WORDS: usize = 20;

/// Most words between a verb and a quotation that a preposition joins to its object.
const OBJECT: usize = 10;

/// Verbs of at least this weight name a speaker whatever the sentence begins with.
pub(super) const SPEAKING: u8 = 60;

/// Verbs below this weight seldom report, those of thought below that…
const SELDOM: u8 = 20;
const SELDOM_THOUGHT: u8 = 25;

/// …and what stands in a clause that one of at least this weight introduces is reported by that.
pub(super) const OUTER: u8 = 35;

/// Cues before one that seldom reports among which the verb is that has its clause.
const OUTER_TRIED: usize = 3;

/// Cues of a sentence that are weighed before a quotation.
const CUES_BEFORE: usize = 12;

/// Cues of a sentence that are tried behind a quotation, and in the sentence before one that floats.
pub(super) const CUES_TRIED: usize = 32;

impl Attributor {
    /// The best cue before the quotation in its sentence, and whether it introduces it directly. Near and strong cues win;
    /// what a place or a thing does is rarely speech.
    pub(super) fn cue_before(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<(CueId, bool)> {
        let start = quotation.tokens.start;
        let end = view.cues.partition_point(|c| c.tokens.end <= start);
        let mut best: Option<(i32, CueId, bool)> = None;
        let (mut rank, mut told) = (0, false);
        for i in (0..end).rev().take(CUES_BEFORE) {
            let cue = &view.cues[i];
            if cue.tokens.start < place.first.start {
                break;
            }
            let mut behind = cue.tokens.end as usize;
            // *orders from Roe to “…”*: the complement stands behind the one whose orders they are.
            if cue.kind == CueKind::Noun
                && let Some(subject) = self.subjects[i].filter(|s| s.place == Place::Behind)
            {
                behind = behind.max(view.mentions[subject.mention.index()].tokens.end as usize).min(start as usize);
            }
            let copula = cue.kind == CueKind::Noun
                && behind < start as usize
                && is_form!(view.words, behind, "was" | "were" | "is" | "are")
                && view.words.is(start as usize - 1, ":");
            let near = self.introduces(view, behind + usize::from(copula), start as usize)
                || cue.kind == CueKind::Verb && rank == 0 && self.names_as(view, behind, start as usize);
            // *the claim “is false”*: what is said of a claim is not the claim.
            let of_the_noun = cue.kind == CueKind::Noun && behind == start as usize && self.begins_with_verb(view, quotation);
            if of_the_noun || cue.kind == CueKind::Noun && self.is_predicated(view, behind, start as usize) {
                continue;
            }
            let Some(subject) = self.subjects[i] else {
                // *Roe asked for it and was told that it was “late”*: the clause is nobody's who is named before it.
                if is_told(view, cue) && self.is_second_clause(view, cue, place.first.start) && self.has_that(view, CueId::new(i)) {
                    break;
                }
                told |= near && is_told(view, cue);
                continue;
            };
            // *Residents opposed to it were told it was “too late”*
            let weak = cue.kind == CueKind::Verb && (cue.weight < OUTER || cue.class != CueClass::Speech);
            if self.hands_over(view, i, subject, end) || told && weak {
                continue;
            }
            let mention = &view.mentions[subject.mention.index()];
            if !near && self.tells_which(view, cue, mention, start) {
                continue;
            }
            // *the “bigots” who oppose it*: of nobody known.
            let nobody = view.links[subject.mention.index()].is_none() && is_relative(view, mention);
            if nobody
                || mention.tokens.start >= start && subject.place != Place::Shared
                || cue.kind == CueKind::Noun && self.is_complement(view, i, start)
            {
                continue;
            }
            // *According to the paper, Roe said*: the words are Roe's.
            let spoken = best
                .is_some_and(|(_, other, _)| view.cues[other.index()].weight >= SPEAKING && view.cues[other.index()].kind == CueKind::Verb);
            let kind = match cue.kind {
                CueKind::Preposition if spoken => -40,
                CueKind::Preposition if self.interrupts(view, i, place.first.start) => -100,
                CueKind::Noun if copula && near => 40,
                // *denied Roe's claim that it was “late”*
                CueKind::Noun if !near && view.words.is(behind, "that") => 45,
                CueKind::Noun if !near => -25,
                CueKind::Noun => -10,
                CueKind::Preposition if cue.tokens.start == place.first.start && !spoken => 30,
                _ => 0,
            };
            let speaker = match view.links[subject.mention.index()].map(|e| view.entities[e.index()].entity_type) {
                Some(EntityType::Person | EntityType::Organisation | EntityType::Document | EntityType::Group | EntityType::Unnamed) => 0,
                // *his crewmate told him*: a noun that no list holds.
                Some(EntityType::Unknown) if mention.kind == MentionKind::Name || cue.weight >= SPEAKING => -5,
                Some(EntityType::Place) => -20,
                _ if mention.kind == MentionKind::Pronoun => 0,
                _ => -40,
            };
            let parenthetical = mention.tokens.start > 0
                && is_fence(view, mention.tokens.start as usize - 1)
                && (cue.tokens.end as usize) < view.words.len()
                && (view.words.is(cue.tokens.end as usize, ",")
                    || view.words.tag(cue.tokens.end as usize) == Tag::IN && !view.words.is(cue.tokens.end as usize, "that"));
            // *rejected it, with its head, Roe, saying it was “late” and Poe warning of “rain”*: a clause with a subject of its own.
            let subject_start = mention.tokens.start as usize;
            let absolute = view.words.str(cue.tokens.start as usize).ends_with("ing")
                && mention.tokens.end == cue.tokens.start
                && subject_start > 0
                && is_form!(view.words, subject_start - 1, "with" | "and");
            let parenthetical = parenthetical || absolute;
            // *met to discuss “…”*, *rejected “our plan”*: a verb whose object is quoted, of whomever.
            let colon = start > 0 && view.words.is(start as usize - 1, ":");
            let to = (cue.tokens.start as usize).checked_sub(1).filter(|&i| view.words.tag(i) == Tag::TO);
            // *was heard to say “…”*
            let heard = |to: usize| to > 1 && is_form!(view.words, to - 1, "heard" | "known") && view.words.is_be(to - 2);
            // *what Roe likes to call “…”*
            let habitual = |to: usize| to > 0 && (view.words.is_a(to - 1, WordClass::Liking) || is_form!(view.words, to - 1, "used"));
            let infinitive = !colon && cue.weight < 60 && to.is_some_and(|to| !heard(to) && !habitual(to));
            let of_another = cue.tokens.end == start && cue.weight < 85 && self.is_first_person(view, quotation);
            // *found that firms had supplied “…”*: a verb that seldom reports, in the clause of one that does.
            let seldom = if cue.class == CueClass::Thought { SELDOM_THOUGHT } else { SELDOM };
            let finding = cue.class == CueClass::Showing || mention.entity_type == EntityType::Document && cue.weight < SPEAKING;
            let reported = (cue.weight < seldom || finding || cue.weight < OUTER && cue.class != CueClass::Speech)
                && self.is_in_report(view, i, place.first.start);
            // *said that when Roe spoke, “it was late”*: the clause of the cue is over.
            let object = cue.tokens.len() > 1 && view.words.tag(cue.tokens.end as usize - 1) == Tag::IN;
            let over = (!near || object) && self.is_over(view, i, place.first.start, start);
            if over {
                continue;
            }
            let nearness = match near {
                true if infinitive || of_another || reported => -20,
                true => 50,
                false => 0,
            };
            let score = i32::from(cue.weight.min(80)) + nearness + if parenthetical { 60 } else { 0 } + kind + speaker - 8 * rank;
            rank += 1;
            if (near || cue.weight >= 15 || self.has_that(view, CueId::new(i))) && best.is_none_or(|(known, ..)| score > known) {
                best = Some((score, CueId::new(i), near));
            }
        }
        best.map(|(_, id, near)| (id, near))
    }

    /// Whether a participle with its agent only tells which thing is spoken of: *the orders issued by the board were “wrong”*.
    fn tells_which(&self, view: &View<'_>, cue: &Cue, agent: &Mention, start: u32) -> bool {
        let words = &view.words;
        let (verb, by) = (cue.tokens.start as usize, cue.tokens.end as usize);
        let of_noun = verb > 0 && words.joined(verb) && words.tag(verb - 1).is_noun();
        let passive = cue.kind == CueKind::Verb && matches!(words.tag(verb), Tag::VBD | Tag::VBN) && words.is(by, "by");
        let behind = (agent.tokens.end..start).take(BESIDE).take_while(|&i| view.owners[i as usize].is_none());
        of_noun && passive && agent.tokens.start as usize > by && behind.into_iter().any(|i| words.tag(i as usize).is_finite())
    }

    /// Whether cue `i` stands in an aside between a verb of speech and its words: *telling the board, according to a director, “…”*.
    fn interrupts(&self, view: &View<'_>, i: usize, floor: u32) -> bool {
        let start = view.cues[i].tokens.start as usize;
        let Some(verb) = i.checked_sub(1).map(|before| &view.cues[before]).filter(|verb| verb.tokens.start >= floor) else { return false };
        verb.kind == CueKind::Verb
            && verb.weight >= OUTER
            && view.words.is(start - 1, ",")
            && self.introduces(view, verb.tokens.end as usize, start)
    }

    /// Whether *and* or *but* joins the passive of `cue` to the clause before it.
    fn is_second_clause(&self, view: &View<'_>, cue: &Cue, floor: u32) -> bool {
        let be = cue.tokens.start as usize - 1;
        let joins = |i: usize| is_form!(view.words, i, "and" | "but");
        be > floor as usize + 1 && joins(be - 1)
    }

    /// Whether the source of what follows is the subject of the next cue, not of cue `i`: *The paper cited Roe as saying*, *The court heard
    /// Roe told staff*.
    fn hands_over(&self, view: &View<'_>, i: usize, subject: Subject, end: usize) -> bool {
        let next = i + 1;
        let Some(other) = self.subjects.get(next).copied().flatten().filter(|_| next < end) else { return false };
        let verb = view.cues[next].tokens.start as usize;
        let as_saying = view.words.tag(verb) == Tag::VBG && verb > 0 && view.words.is(verb - 1, "as");
        let heard = is_form!(view.words, view.cues[i].tokens.start as usize, "heard" | "hears") && view.words.tag(verb).is_finite();
        (as_saying || heard) && other.mention != subject.mention
    }

    /// Whether cue `i` stands in the clause that a stronger cue of the sentence, which begins at `floor`, introduces by *that*.
    fn is_in_report(&self, view: &View<'_>, i: usize, floor: u32) -> bool {
        // *said the findings offered*: a noun is no report between them.
        let before = (0..i).rev().take(OUTER_TRIED).take_while(|&o| view.cues[o].tokens.start >= floor);
        let Some(outer) = before.into_iter().find(|&o| view.cues[o].kind != CueKind::Noun) else { return false };
        let cue = &view.cues[outer];
        // *alleged that*: behind *that* any verb introduces it that reports at all.
        let has_that = self.has_that(view, CueId::new(outer));
        let least = if has_that { SELDOM } else { OUTER };
        let Some(subject) = self.subjects[outer].filter(|_| cue.kind == CueKind::Verb && cue.weight >= least) else { return false };
        // *said it had found*
        let next = cue.tokens.end as usize;
        let clause = || {
            let inner = self.grammar.starting(next).filter(|&m| m != subject.mention && cue.weight >= SPEAKING);
            inner.is_some_and(|m| {
                let verb = view.mentions[m.index()].tokens.end as usize;
                verb < view.words.len() && (view.words.tag(verb).is_finite() || view.words.tag(verb).is_adverb())
            })
        };
        has_that || clause()
    }

    /// Whether cue `i` stands in a clause within the sentence, which begins at `floor`, that a comma before the quotation ends, and another
    /// cue before that clause.
    fn is_over(&self, view: &View<'_>, i: usize, floor: u32, start: u32) -> bool {
        let words = &view.words;
        let Some(subject) = self.subjects[i] else { return false };
        let clause = (view.mentions[subject.mention.index()].tokens.start as usize).checked_sub(1).filter(|&c| c >= floor as usize);
        let within = clause.is_some_and(|c| {
            is_form!(
                words,
                c,
                "when" | "if" | "while" | "after" | "before" | "because" | "though" | "although" | "since" | "until" | "unless" | "once"
            )
        });
        let outer = || i.checked_sub(1).is_some_and(|o| view.cues[o].tokens.start >= floor && self.subjects[o].is_some());
        within && words.is(start as usize - 1, ",") && outer()
    }

    /// Whether the quotation is said of a noun that ends at `from` and of the clause which it introduces: *the claim that Roe left is “false”*.
    fn is_predicated(&self, view: &View<'_>, from: usize, start: usize) -> bool {
        let words = &view.words;
        if start - from > BESIDE {
            return false;
        }
        let Some(copula) = (from..start).rev().find(|&i| !words.tag(i).is_adverb()) else { return false };
        let is = is_form!(words, copula, "is" | "was" | "are" | "were");
        let within = |i: usize| matches!(words.tag(i), Tag::WP | Tag::WDT | Tag::WPS | Tag::WRB);
        is && words.is(from, "that")
            && !(from..copula).any(within)
            && (from + 1..copula).any(|i| view.owners[i].is_none() && words.tag(i).is_finite())
    }

    /// Whether the quotation says as what a verb that ends at `from` has its object: *dubbed her part in the plan as the “…”*.
    pub(super) fn names_as(&self, view: &View<'_>, from: usize, start: usize) -> bool {
        let words = &view.words;
        let Some(last) = start.checked_sub(1) else { return false };
        let sign = if words.tag(last) == Tag::DT { last.saturating_sub(1) } else { last };
        sign > from
            && sign - from <= BESIDE
            && words.is(sign, "as")
            && (from..sign).all(|i| view.owners[i].is_none() && !words.tag(i).is_finite() && !is_fence(view, i) && !words.is(i, "that"))
    }

    /// Whether the quotation begins with the verb of a clause whose subject stands before it.
    pub(super) fn begins_with_verb(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        quotation.inner().range().next().is_some_and(|i| view.words.tag(i).is_finite() && !view.words.is_capitalised(i))
    }

    /// Whether the quoted words speak of *I* or *we*.
    pub(super) fn is_first_person(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        let words = &view.words;
        let is_it = |i: usize| words.facts(i).has(Facts::PRONOUN) && is_form!(words, i, "i" | "we" | "our" | "my" | "us" | "me");
        quotation.inner().range().take(FIRST_WORDS).any(is_it)
    }

    /// Whether noun cue `i` is the object of a verb whose complement is the quotation: *called her data “…”*, *denounced the remarks as “…”*.
    pub(super) fn is_complement(&self, view: &View<'_>, i: usize, start: u32) -> bool {
        let cue = &view.cues[i];
        let between = cue.tokens.end..start;
        if between.clone().rev().take(BESIDE).any(|t| view.words.is(t as usize, "as")) {
            return true;
        }
        // From the marks on back, so that no word is looked at for two quotations.
        let small = between.clone().rev().all(|t| matches!(view.words.tag(t as usize), Tag::DT | Tag::RB));
        let Some(verb) = i.checked_sub(1).map(|v| &view.cues[v]) else { return false };
        small
            && verb.kind == CueKind::Verb
            && verb.weight > cue.weight
            && cue.tokens.start - verb.tokens.end <= 4
            && (verb.tokens.end..cue.tokens.start).all(|t| view.owners[t as usize].is_none() && !is_fence(view, t as usize))
    }

    /// Whether only a comma, a colon, *that* and the addressee stand between a cue and the quotation.
    pub(super) fn introduces(&self, view: &View<'_>, from: usize, start: usize) -> bool {
        if start.saturating_sub(from) > BESIDE {
            return false;
        }
        let words = &view.words;
        // *compared the valley to “…”*: an object, if a preposition leads from it to the quotation.
        let governed = start > from + 1 && matches!(words.tag(start - 1), Tag::TO | Tag::IN) && start - from <= OBJECT;
        let mut i = from;
        while i < start {
            if view.owners[i].is_some() {
                return false;
            }
            if let Some(mention) = self.grammar.starting(i) {
                i = view.mentions[mention.index()].tokens.end as usize;
                continue;
            }
            let tag = words.tag(i);
            let small =
                matches!(words.str(i), "," | ":" | "that" | "as" | "the" | "a" | "an" | "in" | "to" | "of" | "on" | "…" | "-" | "—" | "–")
                    || tag.is_adverb()
                    || words.token(i).kind == TokenKind::Possessive
                    || governed && (i + 1 == start || matches!(tag, Tag::DT | Tag::JJ | Tag::NN | Tag::NNS | Tag::PRPS | Tag::CD));
            if !small {
                return false;
            }
            i += 1;
        }
        true
    }

    pub(super) fn closes_with_comma(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        let inner = quotation.inner();
        let last = inner.range().next_back();
        last.is_some_and(|i| matches!(view.words.str(i), "," | "?" | "!" | "…" | "—" | "–" | "--" | "..."))
            || view.words.is(quotation.tokens.end as usize, ",")
    }
}

/// *Roe was told*: the passive of a verb of speech.
fn is_told(view: &View<'_>, cue: &Cue) -> bool {
    let verb = cue.tokens.start as usize;
    let be = || verb > 0 && view.words.is_be(verb - 1);
    cue.kind == CueKind::Verb && cue.weight >= SPEAKING && matches!(view.words.tag(verb), Tag::VBD | Tag::VBN) && be()
}

fn is_relative(view: &View<'_>, mention: &Mention) -> bool {
    mention.kind == MentionKind::Pronoun && is_form!(view.words, mention.head as usize, "who")
}
