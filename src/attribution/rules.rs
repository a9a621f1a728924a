//! The rules in their order: a sieve, the surest first (the idea of Muzny et al. 2017, in rules of our own).

use super::author::Authors;
use super::grammar::{Grammar, is_between_subject_and_verb, is_fence, main_subject};
use super::subject::{Place, Subject, subject};
use super::{Attribution, Rule, View, echo, layout};
use crate::cue::CueKind;
use crate::lexicon::{Facts, Tag};
use crate::mention::{EntityType, Mention, MentionKind};
use crate::quotation::{Quotation, QuotationKind};
use crate::span::{CueId, EntityId, MentionId, QuotationId, TokenRange};
use crate::token::TokenKind;

/// The rules with their scratch memory.
#[derive(Debug, Default)]
pub struct Attributor {
    pub(super) grammar: Grammar,
    /// The subject of every cue.
    pub(super) subjects: Vec<Option<Subject>>,
    authors: Authors,
}

/// Words of a quotation that are looked at for who speaks in it.
const FIRST_WORDS: usize = 20;

/// Quotations back among which the other party of a dialogue is looked for.
const DIALOGUE: usize = 4;

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

/// Words from which on a fragment is speech wherever a clause reports.
const CLAUSE: usize = 5;

/// Most words between a verb and a quotation that a preposition joins to its object.
const OBJECT: usize = 10;

/// Cues up to this weight give a name, if anything.
const NAMING: u8 = 5;

/// Verbs of at least this weight name a speaker whatever the sentence begins with.
const SPEAKING: u8 = 60;

/// Cues of at least this weight make speech of words that look like nobody's.
const REPORTING: u8 = 25;

/// Most words between two fragments that share their speaker.
const COORDINATED: usize = 5;

/// Cues of a sentence that are weighed before a quotation.
const CUES_BEFORE: usize = 12;

/// Cues of a sentence that are tried behind a quotation, and in the sentence before one that floats.
const CUES_TRIED: usize = 32;

/// Mentions of the sentence before among which a person is looked for.
const MENTIONS_TRIED: usize = 32;

/// Quotations back among which the last speaker is looked for.
const QUOTATIONS_BACK: usize = 100;

/// Tokens beside a quotation among which a word of its sentence is looked for, and words between it and a cue.
const BESIDE: usize = 64;

/// What a rule found.
#[derive(Clone, Copy, Debug)]
struct Found {
    mention: Option<MentionId>,
    entity: Option<EntityId>,
    cue: Option<CueId>,
    rule: Rule,
    confidence: u8,
}

/// Where a quotation stands.
#[derive(Clone, Copy, Debug)]
struct Setting {
    paragraph: usize,
    /// The sentence in which it begins and the one in which it ends.
    first: TokenRange,
    last: TokenRange,
    /// No word of its sentence stands before it.
    at_start: bool,
    /// No word of its sentence stands behind it.
    at_end: bool,
}

impl Attributor {
    /// Appends one attribution a quotation, in order.
    pub fn attribute(&mut self, view: &View<'_>, out: &mut Vec<Attribution>) {
        if view.quotations.is_empty() {
            return;
        }
        self.prepare(view);
        let first = out.len();
        for (i, quotation) in view.quotations.iter().enumerate() {
            let id = QuotationId::new(i);
            let attribution =
                if quotation.parent.is_some() { unattributed(id, quotation.kind) } else { self.decide(view, id, &out[first..]) };
            out.push(attribution);
        }
        self.look_ahead(view, &mut out[first..]);
        echo::headline(view, &mut out[first..]);
    }

    /// Fills the look-up tables: which mention stands where, and the subject of every cue.
    pub(super) fn prepare(&mut self, view: &View<'_>) {
        self.grammar.reset(view);
        self.find_subjects(view);
        self.authors.read(view, &self.subjects);
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
            let finite =
                cue.kind == CueKind::Verb && view.words.tag(verb) != Tag::VBG && !(verb > 0 && view.words.tag(verb - 1) == Tag::TO);
            if finite && found.is_some() {
                previous = found;
            }
            self.subjects.push(found);
        }
    }

    fn place(&self, view: &View<'_>, quotation: &Quotation) -> Setting {
        let tokens = view.words.tokens;
        let (start, end) = (quotation.tokens.start as usize, quotation.tokens.end as usize);
        let first = tokens.sentences()[tokens.sentence_of(start)];
        let last = tokens.sentences()[tokens.sentence_of(end - 1)];
        let words_in = |mut range: std::ops::Range<usize>| {
            range.any(|i| view.words.token(i).is_word() || view.words.token(i).kind == TokenKind::Number)
        };
        let (before, behind) = (start.saturating_sub(BESIDE).max(first.start as usize), (end + BESIDE).min(last.end as usize));
        Setting { paragraph: tokens.paragraph_of(start), first, last, at_start: !words_in(before..start), at_end: !words_in(end..behind) }
    }

    fn decide(&self, view: &View<'_>, id: QuotationId, earlier: &[Attribution]) -> Attribution {
        let quotation = &view.quotations[id.index()];
        let place = self.place(view, quotation);
        let found = self
            .layout(view, quotation, &place, earlier)
            .or_else(|| self.continuation(quotation, earlier))
            .or_else(|| self.in_sentence(view, quotation, &place))
            .or_else(|| self.floating(view, id, quotation, &place, earlier));
        let speech = found.filter(|found| self.is_speech(view, quotation, found));
        match speech {
            Some(found) => Attribution {
                quotation: id,
                kind: match quotation.kind {
                    QuotationKind::None if place.at_start && place.at_end && self.closes_with_stop(view, quotation) => {
                        QuotationKind::Direct
                    }
                    QuotationKind::None => QuotationKind::Mixed,
                    kind => kind,
                },
                mention: found.mention,
                entity: found.entity,
                cue: found.cue,
                confidence: found.confidence,
                rule: found.rule,
            },
            None if quotation.kind == QuotationKind::Direct => unattributed(id, QuotationKind::Direct),
            None => Attribution { rule: Rule::NotSpeech, ..unattributed(id, QuotationKind::None) },
        }
    }

    /// Whether marks that look like nobody's words are speech for what was found: a cue leads straight in to them, and they
    /// are no title. A single word in marks before a far cue is none either.
    fn is_speech(&self, view: &View<'_>, quotation: &Quotation, found: &Found) -> bool {
        let inner = quotation.inner();
        let words = || inner.range().filter(|&i| view.words.token(i).is_word());
        let is_capital = |i: usize| view.words.token(i).is_capitalised();
        let is_title =
            words().count() > 1 && words().any(is_capital) && words().all(|i| is_capital(i) || view.words.facts(i).has(Facts::FUNCTION));
        if quotation.kind != QuotationKind::None {
            // *staff named it “the kettle”*: a short name.
            let names = found.rule == Rule::CueBefore
                && words().count() <= 4
                && found.cue.is_some_and(|cue| view.cues[cue.index()].weight <= NAMING);
            // *on ABC's “This Week,” Roe said*: a title, unless a verb of speech leads straight in to it.
            let weight = found.cue.map_or(0, |cue| view.cues[cue.index()].weight);
            let leads = matches!(found.rule, Rule::CueBefore) && weight >= SPEAKING;
            let works = matches!(
                found.rule,
                Rule::CueBefore | Rule::ClauseBefore | Rule::ClauseBehind | Rule::NounCue | Rule::Possessor | Rule::Colon
            );
            let in_headline = view.words.tokens.paragraphs().first().is_some_and(|p| quotation.tokens.start < p.end);
            if is_title && works && !leads && !in_headline && !self.closes_with_stop(view, quotation) {
                return false;
            }
            return !names && (found.rule != Rule::ClauseBehind || words().count() > 1);
        }
        match found.rule {
            Rule::CueBefore | Rule::NounCue => {
                // *known as “…”*, *speak of the “…”*: what hardly ever reports gives a name.
                let reports = found.cue.is_some_and(|cue| view.cues[cue.index()].weight >= REPORTING);
                found.confidence >= 80 && !is_title && reports
            }
            Rule::Label | Rule::Signature | Rule::Echo | Rule::LeadIn | Rule::Headline => found.confidence >= 80,
            Rule::CueSubjectBehind => !is_title,
            // A short sentence of its own beside a quotation, a fragment joined to one.
            Rule::SameParagraph | Rule::Answer => self.closes_with_stop(view, quotation),
            Rule::LastSpeaker | Rule::SubjectBefore => self.closes_with_stop(view, quotation) && !is_title,
            Rule::Coordinated => true,
            Rule::ClauseBefore => !is_title && (found.confidence >= 80 && words().count() > 1 || words().count() >= CLAUSE),
            _ => false,
        }
    }

    /// *the paper reported, quoting an official*: whom the report quotes, if it says so right behind its cue.
    fn quoted_source(&self, view: &View<'_>, cue: CueId, sentence: TokenRange) -> Option<MentionId> {
        let words = &view.words;
        let end = view.cues[cue.index()].tokens.end as usize;
        let at = (end..(sentence.end as usize).min(end + 4)).find(|&i| matches!(words.form(i), "quoting" | "citing"))?;
        let mention = self.grammar.starting(at + 1)?;
        matches!(
            view.mentions[mention.index()].entity_type,
            EntityType::Person | EntityType::Unnamed | EntityType::Unknown | EntityType::Group
        )
        .then_some(mention)
    }

    /// *I*, *we*: whose line of a transcript it is, else who wrote the article.
    fn first_person(&self, view: &View<'_>, mention: MentionId) -> Option<EntityId> {
        let found = &view.mentions[mention.index()];
        if !matches!(view.words.form(found.head as usize), "i" | "my" | "me" | "we" | "our") {
            return None;
        }
        let tokens = view.words.tokens;
        let paragraph = tokens.paragraphs()[tokens.paragraph_of(found.head as usize)];
        layout::label(view, paragraph)
            .map(|(label, _)| label)
            .or_else(|| layout::byline(view))
            .and_then(|mention| view.links[mention.index()])
    }

    fn said_by(&self, view: &View<'_>, mention: MentionId, cue: Option<CueId>, rule: Rule, confidence: u8) -> Option<Found> {
        let entity = view.links[mention.index()].or_else(|| self.first_person(view, mention));
        let entity = entity.map(|e| self.authors.of(view, mention, e, view.mentions[mention.index()].tokens.start).unwrap_or(e));
        Some(Found { mention: Some(mention), entity, cue, rule, confidence })
    }

    fn layout(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, earlier: &[Attribution]) -> Option<Found> {
        if let Some(mention) = layout::signature(view, &self.grammar, quotation) {
            return self.said_by(view, mention, None, Rule::Signature, 90);
        }
        let paragraph = view.words.tokens.paragraphs()[place.paragraph];
        let start = quotation.tokens.start as usize;
        if layout::is_answer(view, paragraph, start) {
            let addressed =
                place.paragraph.checked_sub(1).and_then(|before| layout::addressee(view, view.words.tokens.paragraphs()[before]));
            if let Some(mention) = addressed {
                return self.said_by(view, mention, None, Rule::Answer, 80);
            }
            let before = earlier.iter().rev().take(QUOTATIONS_BACK).find(|a| a.rule == Rule::Label || a.rule == Rule::Answer)?;
            return Some(Found { mention: None, entity: before.entity, cue: None, rule: Rule::Answer, confidence: 80 });
        }
        let (mention, after) = layout::label(view, paragraph)?;
        let opens = start == after || start + 1 == view.mentions[mention.index()].tokens.start as usize;
        opens.then(|| self.said_by(view, mention, None, Rule::Label, 92)).flatten()
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

    /// *a letter from the council: “…”*: the one before the colon whose words the noun announces.
    fn announced(&self, view: &View<'_>, sentence: TokenRange, colon: usize) -> Option<MentionId> {
        if colon <= sentence.start as usize + 1 || !view.words.is(colon, ":") {
            return None;
        }
        let mention = self.grammar.ending(colon)?;
        let (start, floor) = (view.mentions[mention.index()].tokens.start as usize, sentence.start as usize);
        let is_name = view.mentions[mention.index()].kind == MentionKind::Name;
        let announced = start > floor && matches!(view.words.form(start - 1), "by" | "from");
        let fenced = is_name && (start == floor || matches!(view.words.str(start - 1), "-" | "–" | "—" | "•" | "*"));
        (announced || fenced).then_some(mention)
    }

    /// Cues of the sentence, on either side.
    fn in_sentence(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<Found> {
        if let Some(mention) = (quotation.tokens.start as usize).checked_sub(1).and_then(|colon| self.announced(view, place.first, colon)) {
            return self.said_by(view, mention, None, Rule::Colon, 85);
        }
        let first = quotation.tokens.start as usize;
        if first > place.first.start as usize + 1
            && view.words.form(first - 1) == "words"
            && matches!(view.words.form(first - 2), "the" | "these" | "those")
            && let Some(mention) = main_subject(view, &self.grammar, place.first, first, false)
        {
            // *cut him off with the words “…”*
            return self.said_by(view, mention, None, Rule::CueBefore, 80);
        }
        let before = self.cue_before(view, quotation, place);
        let behind = self.cue_behind(view, quotation, place);
        let closes_with_comma = self.closes_with_comma(view, quotation);
        match (before, behind) {
            (Some((before, near_before)), Some((behind, near_behind))) => {
                let take_behind = place.at_start || !near_before && near_behind && closes_with_comma;
                if take_behind {
                    self.by_cue_behind(view, quotation, behind, near_behind)
                } else {
                    self.by_cue_before(view, before, near_before)
                }
            }
            (Some((before, near)), None) => self.by_cue_before(view, before, near),
            (None, Some((behind, near))) => self.by_cue_behind(view, quotation, behind, near),
            (None, None) => None,
        }
        .or_else(|| self.adjacent_verb(view, quotation, place))
        .or_else(|| self.without_cue(view, quotation, place))
        .or_else(|| self.headline(view, place))
    }

    /// A headline: who stands before its colon, else its first person.
    fn headline(&self, view: &View<'_>, place: &Setting) -> Option<Found> {
        let paragraph = view.words.tokens.paragraphs()[place.paragraph];
        if place.paragraph != 0 || paragraph.len() > 30 {
            return None;
        }
        let mentions = || {
            view.mentions
                .iter()
                .enumerate()
                .take_while(|(_, m)| m.tokens.start < paragraph.end)
                .filter(|(_, m)| !m.quoted && m.kind == MentionKind::Name)
        };
        let is_person = |i: usize| view.links[i].is_some_and(|e| view.entities[e.index()].entity_type == EntityType::Person);
        if let Some((label, _)) = mentions().find(|(_, m)| view.words.is(m.tokens.end as usize, ":")) {
            return self.said_by(view, MentionId::new(label), None, Rule::Label, 80);
        }
        let (found, _) = mentions().find(|&(i, _)| is_person(i))?;
        self.said_by(view, MentionId::new(found), None, Rule::Headline, 60)
    }

    /// A verb of no list right behind the quotation: *“…?” laughed Roe* — *“…,” Roe beamed*.
    fn adjacent_verb(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<Found> {
        if !place.at_start || !self.closes_with_comma(view, quotation) {
            return None;
        }
        let words = &view.words;
        let mut at = quotation.tokens.end as usize;
        let limit = place.last.end as usize;
        while at < limit
            && (is_fence(view, at)
                || words.tag(at).is_adverb()
                || matches!(words.tag(at), Tag::DT | Tag::JJ) && self.grammar.starting(at).is_none())
        {
            at += 1;
        }
        if at >= limit {
            return None;
        }
        if let Some(mention) = self.grammar.starting(at) {
            let mut verb = view.mentions[mention.index()].tokens.end as usize;
            if words.is(verb, ",") {
                // *“…,” Roe, a fish smoker, cracked*
                verb = (verb + 1..limit.min(verb + 16)).find(|&i| words.is(i, ",")).map_or(verb, |close| close + 1);
            }
            while verb < limit && words.tag(verb).is_adverb() {
                verb += 1;
            }
            return (verb < limit && (matches!(words.tag(verb), Tag::VBD | Tag::VBZ) || words.facts(verb).has(Facts::CUE_VERB)))
                .then(|| self.said_by(view, mention, None, Rule::SubjectCueBehind, 75))
                .flatten();
        }
        let behind = if matches!(words.tag(at), Tag::VBD | Tag::VBZ) && at + 1 < limit {
            self.grammar.starting(at + 1).or_else(|| self.grammar.starting(at + 2))
        } else {
            None
        };
        behind.and_then(|mention| self.said_by(view, mention, None, Rule::CueSubjectBehind, 75))
    }

    fn by_cue_before(&self, view: &View<'_>, cue: CueId, near: bool) -> Option<Found> {
        let subject = self.subjects[cue.index()]?;
        let kind = view.cues[cue.index()].kind;
        let (rule, confidence) = match kind {
            CueKind::Preposition => (Rule::AccordingTo, 80),
            CueKind::Noun => (Rule::NounCue, if near { 80 } else { 70 }),
            _ if near => (Rule::CueBefore, 90),
            _ if self.has_that(view, cue) => (Rule::ClauseBefore, 82),
            _ => (Rule::ClauseBefore, 75),
        };
        self.said_by(view, subject.mention, Some(cue), rule, confidence)
    }

    /// *“…,” Ann Lee, head of launch at Roe, Space and Co., said*: the name right behind the quotation, however long what
    /// stands between its commas.
    fn first_behind(&self, view: &View<'_>, quotation: &Quotation, cue: CueId, subject: Subject) -> Option<MentionId> {
        let mut at = quotation.tokens.end as usize;
        while at < view.words.len() && is_fence(view, at) {
            at += 1;
        }
        let mention = self.grammar.starting(at)?;
        let found = &view.mentions[mention.index()];
        let fenced = found.kind == MentionKind::Name && view.words.is(found.tokens.end as usize, ",");
        (fenced && subject.place != Place::Behind && found.tokens.end < view.cues[cue.index()].tokens.start).then_some(mention)
    }

    /// Whether *that* introduces what the cue reports.
    fn has_that(&self, view: &View<'_>, cue: CueId) -> bool {
        let end = view.cues[cue.index()].tokens.end as usize;
        (end..(end + 3).min(view.words.len())).any(|i| view.words.is(i, "that"))
    }

    fn by_cue_behind(&self, view: &View<'_>, quotation: &Quotation, cue: CueId, near: bool) -> Option<Found> {
        let subject = self.subjects[cue.index()]?;
        let kind = view.cues[cue.index()].kind;
        let (rule, confidence) = match (kind, subject.place) {
            (CueKind::Preposition, _) => (Rule::AccordingTo, 80),
            (CueKind::Noun, _) => (Rule::NounCue, 60),
            (_, Place::Behind) if near => (Rule::CueSubjectBehind, 95),
            _ if near => (Rule::SubjectCueBehind, 95),
            _ => (Rule::ClauseBehind, 65),
        };
        let sentence = view.words.tokens.sentences()[view.words.tokens.sentence_of(view.cues[cue.index()].tokens.start as usize)];
        let mention =
            self.quoted_source(view, cue, sentence).or_else(|| self.first_behind(view, quotation, cue, subject)).unwrap_or(subject.mention);
        self.said_by(view, mention, Some(cue), rule, confidence)
    }

    /// The best cue before the quotation in its sentence, and whether it introduces it directly. Near and strong cues win;
    /// what a place or a thing does is rarely speech.
    fn cue_before(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<(CueId, bool)> {
        let start = quotation.tokens.start;
        let end = view.cues.partition_point(|c| c.tokens.end <= start);
        let mut best: Option<(i32, CueId, bool)> = None;
        let mut rank = 0;
        for i in (0..end).rev().take(CUES_BEFORE) {
            let cue = &view.cues[i];
            if cue.tokens.start < place.first.start {
                break;
            }
            let behind = cue.tokens.end as usize;
            let copula = cue.kind == CueKind::Noun
                && behind < start as usize
                && matches!(view.words.form(behind), "was" | "were" | "is" | "are")
                && view.words.is(start as usize - 1, ":");
            let near = self.introduces(view, behind + usize::from(copula), start as usize);
            let Some(subject) = self.subjects[i] else { continue };
            let mention = &view.mentions[subject.mention.index()];
            // *the “bigots” who oppose it*: of nobody known.
            let nobody = view.links[subject.mention.index()].is_none() && words_is_relative(view, mention);
            if nobody || mention.tokens.start >= start || cue.kind == CueKind::Noun && self.is_complement(view, i, start) {
                continue;
            }
            // *According to the paper, Roe said*: the words are Roe's.
            let spoken = best
                .is_some_and(|(_, other, _)| view.cues[other.index()].weight >= SPEAKING && view.cues[other.index()].kind == CueKind::Verb);
            let kind = match cue.kind {
                CueKind::Preposition if spoken => -40,
                CueKind::Noun if copula && near => 40,
                CueKind::Noun if !near => -25,
                CueKind::Noun => -10,
                CueKind::Preposition if cue.tokens.start == place.first.start && !spoken => 30,
                _ => 0,
            };
            let speaker = match view.links[subject.mention.index()].map(|e| view.entities[e.index()].entity_type) {
                Some(EntityType::Person | EntityType::Organisation | EntityType::Document | EntityType::Group | EntityType::Unnamed) => 0,
                Some(EntityType::Unknown) if mention.kind == MentionKind::Name => -5,
                Some(EntityType::Place) => -20,
                _ if mention.kind == MentionKind::Pronoun => 0,
                _ => -40,
            };
            let parenthetical = mention.tokens.start > 0
                && is_fence(view, mention.tokens.start as usize - 1)
                && (cue.tokens.end as usize) < view.words.len()
                && (view.words.is(cue.tokens.end as usize, ",")
                    || view.words.tag(cue.tokens.end as usize) == Tag::IN && !view.words.is(cue.tokens.end as usize, "that"));
            // *met to discuss “…”*, *rejected “our plan”*: a verb whose object is quoted, of whomever.
            let colon = start > 0 && view.words.is(start as usize - 1, ":");
            let infinitive = !colon && cue.tokens.start > 0 && view.words.tag(cue.tokens.start as usize - 1) == Tag::TO && cue.weight < 60;
            let of_another = cue.tokens.end == start && cue.weight < 85 && self.is_first_person(view, quotation);
            let nearness = match near {
                true if infinitive || of_another => -20,
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

    /// Whether the quoted words speak of *I* or *we*.
    fn is_first_person(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        quotation.inner().range().take(FIRST_WORDS).any(|i| matches!(view.words.form(i), "i" | "we" | "our" | "my" | "us" | "me"))
    }

    /// Whether noun cue `i` is the object of a verb whose complement is the quotation: *called her data “…”*, *denounced the remarks as “…”*.
    fn is_complement(&self, view: &View<'_>, i: usize, start: u32) -> bool {
        let cue = &view.cues[i];
        let between = cue.tokens.end..start;
        if between.clone().rev().take(BESIDE).any(|t| view.words.is(t as usize, "as")) {
            return true;
        }
        let small = between.clone().all(|t| matches!(view.words.tag(t as usize), Tag::DT | Tag::RB));
        let Some(verb) = i.checked_sub(1).map(|v| &view.cues[v]) else { return false };
        small
            && verb.kind == CueKind::Verb
            && verb.weight > cue.weight
            && cue.tokens.start - verb.tokens.end <= 4
            && (verb.tokens.end..cue.tokens.start).all(|t| view.owners[t as usize].is_none() && !is_fence(view, t as usize))
    }

    /// Whether only a comma, a colon, *that* and the addressee stand between a cue and the quotation.
    fn introduces(&self, view: &View<'_>, from: usize, start: usize) -> bool {
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

    /// The first usable cue behind the quotation in its sentence, and whether it follows directly.
    fn cue_behind(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<(CueId, bool)> {
        let end = quotation.tokens.end;
        let from = view.cues.partition_point(|c| c.tokens.start < end);
        for (i, cue) in view.cues.iter().enumerate().skip(from).take(CUES_TRIED) {
            if cue.tokens.start >= place.last.end {
                break;
            }
            let Some(subject) = self.subjects[i] else { continue };
            let mention = &view.mentions[subject.mention.index()];
            if mention.tokens.end <= quotation.tokens.start || cue.kind == CueKind::Noun {
                continue;
            }
            let begin = mention.tokens.start.min(cue.tokens.start).max(end) as usize;
            let near = self.follows(view, end as usize, begin);
            if near && cue.weight >= 8
                || cue.weight >= 40 && (cue.kind == CueKind::Preposition || self.closes_clause(view, cue.tokens.end as usize, place.last))
            {
                return Some((CueId::new(i), near));
            }
        }
        None
    }

    /// Whether only fences and adverbs stand between the quotation and what follows it.
    fn follows(&self, view: &View<'_>, end: usize, begin: usize) -> bool {
        (end..begin).all(|i| {
            is_fence(view, i) || is_between_subject_and_verb(view, i) || matches!(view.words.str(i), "the" | "as" | "…" | "." | "-")
        })
    }

    /// Whether a reporting clause that ends at `end` takes no complement of its own, so that it reports what stands before it.
    fn closes_clause(&self, view: &View<'_>, end: usize, sentence: TokenRange) -> bool {
        end >= sentence.end as usize
            || matches!(view.words.str(end), "." | "," | ";" | "!" | "?")
            || matches!(view.words.tag(end), Tag::IN | Tag::RB) && !view.words.is(end, "that")
            || self.grammar.starting(end).is_some()
    }

    fn closes_with_comma(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        let inner = quotation.inner();
        let last = inner.range().next_back();
        last.is_some_and(|i| matches!(view.words.str(i), "," | "?" | "!" | "…" | "—" | "–" | "--" | "..."))
            || view.words.is(quotation.tokens.end as usize, ",")
    }

    /// A sentence without a cue that yet tells: *X was blunt: “…”*, *X's “…”*.
    fn without_cue(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<Found> {
        let start = quotation.tokens.start as usize;
        let before = start.checked_sub(1).filter(|&b| b >= place.first.start as usize)?;
        let words = &view.words;
        if words.is(before, ":")
            && let Some(mention) = self.grammar.ending(before)
            && view.mentions[mention.index()].entity_type == EntityType::Person
        {
            return self.said_by(view, mention, None, Rule::Colon, 80);
        }
        if (words.is(before, "as")
            || (words.is(before, "a") || words.is(before, "an") || words.is(before, "the")) && before > 0 && words.is(before - 1, "as"))
            && let Some(mention) = main_subject(view, &self.grammar, place.first, start, false)
        {
            return self.said_by(view, mention, None, Rule::ClauseBefore, 60);
        }
        if matches!(words.str(before), ":" | ",") && quotation.kind == QuotationKind::Direct {
            let mention = main_subject(view, &self.grammar, place.first, start, false)?;
            return self.said_by(view, mention, None, Rule::Colon, 65);
        }
        if words.token(before).kind == TokenKind::Possessive || words.tag(before) == Tag::PRPS {
            let mention = if words.tag(before) == Tag::PRPS { self.grammar.starting(before) } else { self.grammar.ending(before) }?;
            let entity = view.links[mention.index()].map(|e| &view.entities[e.index()])?;
            if matches!(entity.entity_type, EntityType::Person) {
                return self.said_by(view, mention, None, Rule::Possessor, 55);
            }
        }
        None
    }

    /// A quotation without a cue in its sentence: the quotations and sentences around it tell.
    fn floating(&self, view: &View<'_>, id: QuotationId, quotation: &Quotation, place: &Setting, earlier: &[Attribution]) -> Option<Found> {
        let tokens = view.words.tokens;
        let previous = earlier
            .iter()
            .rev()
            .take(QUOTATIONS_BACK)
            .find(|a| a.entity.is_some() && view.quotations[a.quotation.index()].parent.is_none());
        if let Some(before) = previous.filter(|a| self.is_coordinated(view, &view.quotations[a.quotation.index()], quotation)) {
            let (mention, cue) = (before.mention, before.cue);
            return Some(Found { mention, entity: before.entity, cue, rule: Rule::Coordinated, confidence: before.confidence.min(80) });
        }
        let is_sentence = place.at_start && place.at_end && self.closes_with_stop(view, quotation);
        if quotation.kind != QuotationKind::Direct && !is_sentence || !(place.at_start || place.at_end) {
            // A fragment in a list belongs to whom the lead-in quotes.
            let lead = layout::lead_in(view, place.paragraph).filter(|_| layout::is_bullet(view, place.paragraph))?;
            let sentence = tokens.sentences()[tokens.sentence_of(lead.end as usize - 1)];
            return self.speaking_subject(view, sentence).and_then(|mention| self.said_by(view, mention, None, Rule::LeadIn, 80));
        }
        let paragraph = tokens.paragraphs()[place.paragraph];
        let start = quotation.tokens.start as usize;
        let here = previous.filter(|a| view.quotations[a.quotation.index()].tokens.start >= paragraph.start);
        let sentence_before = place.first.start.checked_sub(1).map(|i| tokens.sentences()[tokens.sentence_of(i as usize)]);
        let _ = id;
        if let Some(before) = here {
            let between = TokenRange { start: view.quotations[before.quotation.index()].tokens.end, end: place.first.start };
            let new_subject = sentence_before.filter(|s| s.start >= between.start).and_then(|s| self.speaking_subject(view, s));
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
            let sentence = tokens.sentences()[tokens.sentence_of(lead.end as usize - 1)];
            if let Some(mention) = self.speaking_subject(view, sentence) {
                return self.said_by(view, mention, None, Rule::LeadIn, 75);
            }
        }
        let sentence = sentence_before?;
        if view.words.is(sentence.end as usize - 1, ":")
            && let Some(mention) = self.speaking_subject(view, sentence)
        {
            return self.said_by(view, mention, None, Rule::LeadIn, 75);
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
                // Behind a question the other one answers.
                if self.asks(view, &view.quotations[before.quotation.index()]) {
                    let other =
                        earlier.iter().rev().take(DIALOGUE).filter(|a| a.rule != Rule::NotSpeech).find(|a| a.entity != before.entity);
                    if let Some(other) = other {
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

    /// Whether only *and*, *or* and a few words without a clause of their own join two quoted fragments of one sentence.
    fn is_coordinated(&self, view: &View<'_>, before: &Quotation, quotation: &Quotation) -> bool {
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

    fn closes_with_stop(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        quotation.inner().range().next_back().is_some_and(|i| matches!(view.words.str(i), "." | "?" | "!"))
    }

    fn asks(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        quotation.inner().range().next_back().is_some_and(|i| view.words.is(i, "?"))
    }

    /// The one who may go on speaking after `sentence`: the subject of its last cue, else of its main clause, if a person or body.
    fn speaking_subject(&self, view: &View<'_>, sentence: TokenRange) -> Option<MentionId> {
        let leads_in = view.words.is(sentence.end as usize - 1, ":");
        if let Some(mention) = self.announced(view, sentence, sentence.end as usize - 1) {
            return Some(mention);
        }
        let end = view.cues.partition_point(|c| c.tokens.start < sentence.end);
        let by_cue = (0..end)
            .rev()
            .take_while(|&i| view.cues[i].tokens.start >= sentence.start)
            .take(CUES_TRIED)
            .filter(|&i| view.cues[i].kind != CueKind::Noun && view.cues[i].weight >= 30)
            .find_map(|i| self.subjects[i].map(|s| s.mention));
        let found = by_cue.or_else(|| main_subject(view, &self.grammar, sentence, sentence.end as usize, true))?;
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

    /// *“A?” “B,” X said*: a quotation that nothing told yet takes the speaker of the next one beside it.
    fn look_ahead(&self, view: &View<'_>, all: &mut [Attribution]) {
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

fn words_is_relative(view: &View<'_>, mention: &Mention) -> bool {
    view.words.form(mention.head as usize) == "who"
}

fn unattributed(quotation: QuotationId, kind: QuotationKind) -> Attribution {
    Attribution { quotation, kind, mention: None, entity: None, cue: None, confidence: 0, rule: Rule::Unattributed }
}
