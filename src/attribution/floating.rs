//! Quotations without a cue in their sentence: the quotations and sentences around them tell.

use super::clause::{Which, is_embedded, main_subject, subordinates};
use super::cues::CUES_TRIED;
use super::grammar::{behind_auxiliaries, is_fence};
use super::rules::{Attributor, Found, QUOTATIONS_BACK, Setting, is_writers};
use super::{Attribution, Rule, View, layout};
use crate::cue::CueKind;
use crate::lexicon::{Facts, Tag, WordClass, is_form};
use crate::mention::{EntityType, MentionKind};
use crate::quotation::{Quotation, QuotationKind};
use crate::span::{CueId, MentionId, QuotationId, TokenRange};
use crate::token::TokenKind;

/// Quotations back among which the other party of a dialogue is looked for.
const DIALOGUE: usize = 4;

/// Most words between two fragments that share their speaker.
const COORDINATED: usize = 5;

/// Longest turn of a dialogue that is told by its place alone, in tokens.
const TURN: usize = 24;

/// Most tokens of a question that has no mark of its own.
const QUESTION: usize = 7;

/// Most words between two fragments of which the second has a noun phrase of its own.
const LISTED: usize = 8;

/// Mentions of the sentence before among which a person is looked for.
const MENTIONS_TRIED: usize = 32;

impl Attributor {
    /// A quotation without a cue in its sentence: the quotations and sentences around it tell.
    pub(super) fn floating(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, earlier: &[Attribution]) -> Option<Found> {
        let tokens = view.words.tokens;
        let previous = earlier
            .iter()
            .rev()
            .take(QUOTATIONS_BACK)
            .find(|a| (a.entity.is_some() || is_writers(view, a)) && view.quotations[a.quotation.index()].parent.is_none());
        if let Some(before) = previous.filter(|a| self.is_coordinated(view, &view.quotations[a.quotation.index()], quotation)) {
            let (mention, cue) = (before.mention, before.cue);
            return Some(Found { mention, entity: before.entity, cue, rule: Rule::Coordinated, confidence: before.confidence.min(80) });
        }
        let is_sentence = place.at_start && place.at_end && self.closes_with_stop(view, quotation);
        if quotation.kind != QuotationKind::Direct && !is_sentence || !(place.at_start || place.at_end) {
            // A fragment in a list belongs to whom the lead-in quotes.
            let lead = layout::lead_in(view, place.paragraph).filter(|_| layout::is_bullet(view, place.paragraph))?;
            let sentence = tokens.sentence_at(lead.end as usize - 1);
            return self.led_in(view, sentence, 80);
        }
        let paragraph = tokens.paragraphs()[place.paragraph];
        let start = quotation.tokens.start as usize;
        let here = previous.filter(|a| view.quotations[a.quotation.index()].tokens.start >= paragraph.start);
        let sentence_before = place.first.start.checked_sub(1).map(|i| tokens.sentence_at(i as usize));
        if let Some(mention) = self.told_behind(view, place.last) {
            return self.said_by(view, mention, None, Rule::CueSubjectBehind, 75);
        }
        if let Some(found) = sentence_before.filter(|_| !self.asks(view, quotation)).and_then(|s| self.asked_whether(view, s, earlier)) {
            return Some(found);
        }
        let asked = sentence_before.filter(|_| !self.asks(view, quotation));
        if let Some(found) = asked.and_then(|s| self.answering(view, s, previous)) {
            return Some(found);
        }
        if let Some(before) = here {
            let between = TokenRange { start: view.quotations[before.quotation.index()].tokens.end, end: place.first.start };
            let new_subject = sentence_before.and_then(|s| {
                if s.start >= between.start { self.speaking_subject(view, s) } else { self.subject_behind(view, s, between) }
            });
            if let Some(mention) = new_subject {
                return self.said_by(view, mention, None, Rule::SubjectBefore, 65);
            }
            return Some(Found {
                mention: before.mention,
                entity: before.entity,
                cue: None,
                rule: Rule::SameParagraph,
                confidence: before.confidence.min(88),
            });
        }
        if start > paragraph.start as usize + 1 {
            // Earlier sentences of the paragraph hold no quotation: the last of them leads in.
            let before = sentence_before.filter(|s| s.start >= paragraph.start)?;
            if let Some(mention) = self.speaking_subject(view, before) {
                return self.said_by(view, mention, None, Rule::SubjectBefore, 70);
            }
            // *Photo: Ann Lee counts hands.*: the first person of a sentence that has no verb to tell.
            let from = view.mentions.partition_point(|m| m.tokens.start < before.start);
            let named = view.mentions[from..]
                .iter()
                .take(MENTIONS_TRIED)
                .take_while(|m| m.tokens.start < before.end)
                .position(|m| !m.quoted && m.kind == MentionKind::Name && m.entity_type == EntityType::Person)?;
            return self.said_by(view, MentionId::new(from + named), None, Rule::SubjectBefore, 50);
        }
        if let Some(lead) = layout::lead_in(view, place.paragraph) {
            let sentence = tokens.sentence_at(lead.end as usize - 1);
            if let Some(found) = self.led_in(view, sentence, 75) {
                return Some(found);
            }
        }
        let sentence = sentence_before?;
        if view.words.is(sentence.end as usize - 1, ":")
            && let Some(found) = self.led_in(view, sentence, 75)
        {
            return Some(found);
        }
        if let Some(before) = previous {
            let spoken = view.quotations[before.quotation.index()].tokens.start;
            let last = tokens.paragraphs()[place.paragraph.checked_sub(1)?];
            if spoken >= last.start {
                let after = TokenRange { start: view.quotations[before.quotation.index()].tokens.end, end: last.end };
                if sentence.start >= after.start
                    && let Some(mention) = self.speaking_subject(view, sentence)
                {
                    return self.said_by(view, mention, None, Rule::SubjectBefore, 55);
                }
                // Behind a question the other one answers, and who asked before asks again.
                let may_be_turn = |a: &&Attribution| a.rule != Rule::NotSpeech && view.quotations[a.quotation.index()].parent.is_none();
                let other = earlier.iter().rev().take(DIALOGUE).filter(may_be_turn).find(|a| a.entity != before.entity);
                if let Some(other) = other {
                    let asked = &view.quotations[other.quotation.index()];
                    let said = &view.quotations[before.quotation.index()];
                    // A paragraph that is a closed quotation is a turn of a dialogue; the next one is another's.
                    let is_turn = said.closed && said.tokens == last && said.tokens.len() <= TURN;
                    let answers = self.asks(view, said) || is_turn || is_short_question(view, said) || answers_back(view, said, quotation);
                    if answers || self.asks(view, quotation) && self.asks(view, asked) {
                        return Some(Found { mention: None, entity: other.entity, cue: None, rule: Rule::Answer, confidence: 55 });
                    }
                }
                return Some(Found { mention: None, entity: before.entity, cue: None, rule: Rule::LastSpeaker, confidence: 60 });
            }
        }
        if let Some(mention) = self.speaking_subject(view, sentence) {
            return self.said_by(view, mention, None, Rule::SubjectBefore, 55);
        }
        previous.map(|before| Found { mention: None, entity: before.entity, cue: None, rule: Rule::LastSpeaker, confidence: 40 })
    }

    /// *That was Roe.*, *It was Roe.*: the sentence behind the quotation tells who spoke.
    pub(super) fn told_behind(&self, view: &View<'_>, last: TokenRange) -> Option<MentionId> {
        let words = &view.words;
        let verb = last.end as usize + 1;
        let told = verb < words.len() && is_form!(words, verb - 1, "that" | "it") && is_form!(words, verb, "was" | "is");
        let mention = self.grammar.starting(verb + 1).filter(|_| told)?;
        let found = &view.mentions[mention.index()];
        let is_person = view.is_person(view.links[mention.index()]);
        let closes = found.kind == MentionKind::Name && is_person;
        (closes && (found.tokens.end as usize) < words.len() && words.token(found.tokens.end as usize).kind == TokenKind::Punct)
            .then_some(mention)
    }

    /// Whether only *and*, *or* and a few words without a clause of their own join two quoted fragments of one sentence.
    pub(super) fn is_coordinated(&self, view: &View<'_>, before: &Quotation, quotation: &Quotation) -> bool {
        let (from, to) = (before.tokens.end as usize, quotation.tokens.start as usize);
        let tokens = view.words.tokens;
        let mut joined = false;
        to > from
            && to - from <= COORDINATED
            && tokens.sentence_of(from - 1) == tokens.sentence_of(to)
            && (from..to).all(|i| {
                joined |= matches!(view.words.str(i), "and" | "or" | "," | "nor" | "but");
                !view.words.tag(i).is_finite() && !view.words.facts(i).has(Facts::CUE_VERB) && self.grammar.starting(i).is_none()
            })
            && joined
    }

    /// Whether *and* joins a noun phrase with its own fragment to the fragment before.
    pub(super) fn is_listed(&self, view: &View<'_>, before: &Quotation, quotation: &Quotation) -> bool {
        let (from, to) = (before.tokens.end as usize, quotation.tokens.start as usize);
        to > from
            && to - from <= LISTED
            && matches!(view.words.str(from), "and" | "or" | ",")
            && view.words.tokens.sentence_of(from - 1) == view.words.tokens.sentence_of(to)
            && (from..to).all(|i| !view.words.tag(i).is_verb())
    }

    pub(super) fn closes_with_stop(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        quotation.inner().range().next_back().is_some_and(|i| matches!(view.words.str(i), "." | "?" | "!"))
    }

    pub(super) fn asks(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        quotation.inner().range().next_back().is_some_and(|i| view.words.is(i, "?"))
    }

    /// Who speaks below a sentence that leads in, by the last of its cues that has them as its subject: *The union said in a letter:*
    fn led_in(&self, view: &View<'_>, sentence: TokenRange, confidence: u8) -> Option<Found> {
        let mention = self.speaking_subject(view, sentence)?;
        let end = view.cues.partition_point(|c| c.tokens.start < sentence.end);
        let in_sentence = (0..end).rev().take_while(|&i| view.cues[i].tokens.start >= sentence.start).take(CUES_TRIED);
        let reports = |&i: &usize| view.cues[i].weight >= 30 && self.subjects[i].is_some_and(|s| s.mention == mention);
        let mut verbs = in_sentence.filter(|&i| view.cues[i].kind != CueKind::Noun);
        // *She went on to say:*
        let closes = |&i: &usize| self.subjects[i].is_none() && view.cues[i].tokens.end + 1 == sentence.end;
        let cue = verbs.clone().find(reports).or_else(|| verbs.next().filter(closes)).map(CueId::new);
        self.said_by(view, mention, cue, Rule::LeadIn, confidence)
    }

    /// The one who may go on speaking after `sentence`: the subject of its last cue, else of its main clause, if a person or body.
    pub(super) fn speaking_subject(&self, view: &View<'_>, sentence: TokenRange) -> Option<MentionId> {
        let leads_in = view.words.is(sentence.end as usize - 1, ":");
        if let Some(mention) = self.announced(view, sentence, sentence.end as usize - 1) {
            return Some(mention);
        }
        let end = view.cues.partition_point(|c| c.tokens.start < sentence.end);
        let cues = || {
            let from_last = (0..end).rev().take_while(|&i| view.cues[i].tokens.start >= sentence.start).take(CUES_TRIED);
            from_last
                .filter(|&i| view.cues[i].kind != CueKind::Noun && view.cues[i].weight >= 30)
                // *Shown the letter, Roe laughed*: a passive that begins its sentence.
                .filter(|&i| view.cues[i].tokens.start != sentence.start || view.words.tag(sentence.start as usize) != Tag::VBN)
                .filter_map(|i| self.subjects[i].map(|s| s.mention))
                // *Tests paid for by the lawyers found*
                .filter(|m| !is_agent(view, view.mentions[m.index()].tokens.start as usize, sentence.start as usize))
        };
        // *Roe says that people should be free to use the room they prefer*: nobody within what is said.
        // *as Roe notes:*; but not *how it began:*
        let closes = |&i: &usize| leads_in && view.cues[i].kind == CueKind::Verb && view.cues[i].tokens.end + 1 == sentence.end;
        let last = end.checked_sub(1).filter(closes).and_then(|i| {
            let mention = self.subjects[i]?.mention;
            (view.cues[i].weight >= 30 || !is_embedded(view, mention, sentence.start as usize)).then_some(mention)
        });
        // *Roe remembers what Poe told him*
        let remembers = |i: usize| {
            let verb = view.cues[i].tokens.start as usize;
            view.words.is_a(verb, WordClass::Remembering)
        };
        let told = end.checked_sub(2).filter(|&outer| view.cues[outer].tokens.start >= sentence.start && remembers(outer));
        let told = told.and_then(|outer| self.subjects[outer + 1]).map(|subject| subject.mention);
        let is_what = |m: &MentionId| {
            (view.mentions[m.index()].tokens.start as usize).checked_sub(1).is_some_and(|i| is_form!(view.words, i, "what" | "how"))
        };
        let last = told.filter(is_what).or(last);
        let by_cue = last.or_else(|| cues().find(|&m| !is_embedded(view, m, sentence.start as usize))).or_else(|| cues().next());
        let found = by_cue.or_else(|| main_subject(view, &self.grammar, sentence, sentence.end as usize, Which::First))?;
        let found = self.first_of_both(view, found);
        let entity = view.links[found.index()].map(|e| view.entities[e.index()].entity_type)?;
        let mention = &view.mentions[found.index()];
        let speaks = match entity {
            EntityType::Person | EntityType::Unnamed => true,
            EntityType::Unknown => mention.kind == MentionKind::Name,
            EntityType::Group | EntityType::Organisation => by_cue.is_some() || leads_in,
            EntityType::Document => leads_in,
            EntityType::Place => false,
        };
        (speaks && (leads_in || !view.words.facts(mention.head as usize).has(Facts::DOCUMENT))).then_some(found)
    }

    /// Whose clause follows a fragment in a clause before it: the *Roe* of *When Poe asked if it was “late,” Roe laughed. “It is.”*
    fn subject_behind(&self, view: &View<'_>, sentence: TokenRange, between: TokenRange) -> Option<MentionId> {
        let words = &view.words;
        let first = (between.start as usize..between.end as usize).find(|&i| !is_fence(view, i))?;
        let is_fronted =
            subordinates(view, sentence.start as usize) || words.is_any(sentence.start as usize, [WordClass::Asking, WordClass::Telling]);
        let mention = self.grammar.starting(first).filter(|_| is_fronted)?;
        let found = &view.mentions[mention.index()];
        let verb = behind_auxiliaries(view, found.tokens.end as usize, between.end as usize);
        let acts = verb < between.end as usize && words.tag(verb).is_finite() && !found.possessive;
        (acts && view.is_person(view.links[mention.index()])).then_some(mention)
    }

    /// The *He* of *He and Roe shared a room*, of whom the text goes on to tell.
    fn first_of_both(&self, view: &View<'_>, second: MentionId) -> MentionId {
        let first = self.grammar.joined_before(view, view.mentions[second.index()].tokens.start as usize);
        first.filter(|m| view.mentions[m.index()].kind == MentionKind::Pronoun).unwrap_or(second)
    }

    /// *“A?” “B,” X said*: a quotation that nothing told yet takes the speaker of the next one beside it.
    pub(super) fn look_ahead(&self, view: &View<'_>, all: &mut [Attribution]) {
        for i in (0..all.len().saturating_sub(1)).rev() {
            let (this, next) = (&view.quotations[i], &view.quotations[i + 1]);
            let weak = all[i].entity.is_none() && all[i].kind == QuotationKind::Direct
                || all[i].rule == Rule::LastSpeaker
                || all[i].rule == Rule::SubjectBefore && all[i].confidence <= 55;
            if !weak || next.parent.is_some() || this.parent.is_some() || all[i + 1].entity.is_none() {
                continue;
            }
            if next.continues == Some(QuotationId::new(i)) && all[i + 1].confidence > all[i].confidence {
                all[i] =
                    Attribution { mention: None, entity: all[i + 1].entity, cue: None, confidence: 75, rule: Rule::Continuation, ..all[i] };
                continue;
            }
            let touching = (this.tokens.end..next.tokens.start).all(|t| !view.words.token(t as usize).is_word());
            let tokens = view.words.tokens;
            let together = tokens.paragraph_of(this.tokens.start as usize) == tokens.paragraph_of(next.tokens.start as usize);
            if touching && together && !matches!(all[i + 1].rule, Rule::LastSpeaker | Rule::SubjectBefore) {
                all[i] = Attribution {
                    mention: all[i + 1].mention,
                    entity: all[i + 1].entity,
                    cue: None,
                    confidence: 75,
                    rule: Rule::SameParagraph,
                    ..all[i]
                };
            }
        }
    }
}

/// Whether who begins at `start` is the agent of a participle: *paid for by Roe*, *written by Roe*.
fn is_agent(view: &View<'_>, start: usize, floor: usize) -> bool {
    let words = &view.words;
    let by = start.checked_sub(1).filter(|&i| i > floor + 1 && words.is(i, "by"));
    by.is_some_and(|by| {
        let participle = if words.tag(by - 1) == Tag::IN { by - 2 } else { by - 1 };
        matches!(words.tag(participle), Tag::VBN | Tag::VBD)
    })
}

/// *“How much,” the clerk replied*: a few words that begin as questions do.
fn is_short_question(view: &View<'_>, said: &Quotation) -> bool {
    let first = said.inner().start as usize;
    said.tokens.len() <= QUESTION && matches!(view.words.tag(first), Tag::WRB | Tag::WP | Tag::WDT)
}

/// Whether a short quotation takes up a word of the one before it, which speaks of him or her, and speaks of itself: *“He wrote it,” Roe
/// said. “I wrote a comma.”*
fn answers_back(view: &View<'_>, said: &Quotation, quotation: &Quotation) -> bool {
    let words = &view.words;
    let near = |quotation: &Quotation| quotation.inner().range().take(TURN);
    let is_short = said.tokens.len() <= TURN && quotation.tokens.len() <= TURN;
    let of_another = || near(said).any(|i| is_form!(words, i, "he" | "she"));
    let of_itself = || near(quotation).any(|i| is_form!(words, i, "i"));
    let is_own = |i: usize| words.token(i).is_word() && !words.facts(i).has(Facts::FUNCTION);
    let taken_up = || near(quotation).filter(|&i| is_own(i)).any(|i| near(said).any(|j| words.token(i).hash == words.token(j).hash));
    is_short && of_another() && of_itself() && taken_up()
}
