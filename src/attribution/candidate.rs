//! Every candidate speaker of a quotation, with what speaks for and against it.

use super::weighed::{Reason, weighed};
use super::{Attribution, Attributor, Model, Rule, View};
use crate::cue::Cue;
use crate::lexicon::Tag;
use crate::mention::{EntityType, MentionKind};
use crate::quotation::Quotation;
use crate::span::{EntityId, MentionId, QuotationId};

/// A candidate speaker of a quotation with what speaks for and against it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The mention.
    pub mention: MentionId,
    /// Its entity.
    pub entity: Option<EntityId>,
    /// Whether it was chosen: its entity is the speaker.
    pub chosen: bool,
    /// What speaks for it, in words.
    pub pros: Vec<String>,
    /// What speaks against it, in words.
    pub cons: Vec<String>,
    /// Its share among all options, in per cent, where a model decides.
    pub share: Option<u8>,
    /// What weighed most in the model's decision, for it first.
    pub reasons: Vec<Reason>,
}

/// Paragraphs before the quotation's own from which candidates are taken; one behind is looked at too.
const PARAGRAPHS_BEFORE: usize = 2;

/// Mentions on either side of the quotation that are looked at, and cues of its sentence: no news has so many so near.
const NEAR: usize = 128;

/// Tells of the candidate speakers of an article's quotations: the article is drafted once for all of them.
#[derive(Debug)]
pub struct Explainer<'a> {
    view: View<'a>,
    attributions: &'a [Attribution],
    model: Option<&'a Model>,
    attributor: Attributor,
    drafts: Vec<Attribution>,
    /// The last speaker before each quotation.
    spoke: Vec<Option<EntityId>>,
}

impl<'a> Explainer<'a> {
    /// Drafts the article; `attributions` are the answers, one a quotation, and `model` is the one that gave them.
    pub fn new(view: View<'a>, attributions: &'a [Attribution], model: Option<&'a Model>) -> Self {
        let (mut attributor, mut drafts) = (Attributor::default(), Vec::new());
        attributor.read(&view, &mut drafts);
        let (mut spoke, mut last) = (Vec::with_capacity(attributions.len()), None);
        for attribution in attributions {
            spoke.push(last);
            last = attribution.entity.or(last);
        }
        Explainer { view, attributions, model, attributor, drafts, spoke }
    }

    /// The candidate speakers of a quotation: one an entity, by its weightiest mention; the chosen one first, then those with the most
    /// in their favour.
    ///
    /// # Panics
    /// If there is no such quotation.
    pub fn candidates(&self, id: QuotationId) -> Vec<Candidate> {
        let Explainer { view, attributor, .. } = self;
        let decided = &self.attributions[id.index()];
        let mut found: Vec<Candidate> = Vec::new();
        for mention in self.near(decided) {
            let carries = decided.mention == Some(mention);
            if !carries && view.mentions[mention.index()].quoted {
                continue;
            }
            let entity = view.links[mention.index()];
            let candidate = self.weigh(decided, mention);
            let same = found.iter_mut().find(|c| c.entity.is_some() && c.entity == entity);
            match same {
                Some(known) => {
                    if carries || decided.mention != Some(known.mention) && balance(&candidate) > balance(known) {
                        *known = candidate;
                    }
                }
                None => found.push(candidate),
            }
        }
        if let Some(entity) = decided.entity
            && !found.iter().any(|c| c.entity == Some(entity))
        {
            found.push(self.weigh(decided, view.entities[entity.index()].name));
        }
        if let Some(model) = self.model {
            let sheet = attributor.sheet_of(view, id, &self.drafts, &self.attributions[..id.index()]);
            for candidate in &mut found {
                if let Some((share, reasons)) = candidate.entity.and_then(|entity| weighed(model, &sheet, entity)) {
                    (candidate.share, candidate.reasons) = (Some(share), reasons);
                }
            }
        }
        found.sort_by_key(|c| (!c.chosen, std::cmp::Reverse(c.share), -balance(c), c.mention));
        found
    }

    /// The mentions of the paragraphs around a quotation, and the one that carries the answer.
    fn near(&self, decided: &Attribution) -> impl Iterator<Item = MentionId> {
        let (tokens, mentions) = (self.view.words.tokens, self.view.mentions);
        let start = self.view.quotations[decided.quotation.index()].tokens.start;
        let (paragraph, paragraphs) = (tokens.paragraph_of(start as usize), tokens.paragraphs());
        let from = paragraphs[paragraph.saturating_sub(PARAGRAPHS_BEFORE)].start;
        let to = paragraphs[(paragraph + 1).min(paragraphs.len() - 1)].end;
        let before = |token: u32| mentions.partition_point(|m| m.tokens.start < token);
        let at = before(start);
        let range = before(from).max(at.saturating_sub(NEAR))..before(to).min(at + NEAR);
        let carrier = decided.mention.filter(|id| !range.contains(&id.index()));
        range.map(MentionId::new).chain(carrier)
    }

    /// The cue of the quotation's sentences that has `id` as its subject.
    fn cue_of(&self, quotation: &Quotation, id: MentionId) -> Option<&'a Cue> {
        let (tokens, cues) = (self.view.words.tokens, self.view.cues);
        let before = |token: u32| cues.partition_point(|cue| cue.tokens.start < token);
        let (first, last) = (tokens.sentence_at(quotation.tokens.start as usize), tokens.sentence_at(quotation.tokens.end as usize - 1));
        let at = before(quotation.tokens.start);
        let mut near = before(first.start).max(at.saturating_sub(NEAR))..before(last.end).min(at + NEAR);
        near.find(|&i| self.attributor.subjects[i].is_some_and(|subject| subject.mention == id)).map(|i| &cues[i])
    }

    fn weigh(&self, decided: &Attribution, id: MentionId) -> Candidate {
        let Explainer { view, attributor, .. } = self;
        let words = &view.words;
        let mention = &view.mentions[id.index()];
        let entity = view.links[id.index()];
        let quotation = &view.quotations[decided.quotation.index()];
        let chosen = decided.entity.is_some() && entity == decided.entity;
        let (mut pros, mut cons) = (Vec::new(), Vec::new());
        if chosen && (decided.mention == Some(id) || decided.mention.is_none()) {
            pros.push(format!("the deciding rule: {}", decided.rule.words()));
        }
        let sentence = |token: u32| words.tokens.sentence_of(token as usize);
        let (first, last) = (sentence(quotation.tokens.start), sentence(quotation.tokens.end - 1));
        let here = sentence(mention.tokens.start);
        match self.cue_of(quotation, id) {
            Some(cue) => {
                let side = if cue.tokens.start >= quotation.tokens.end { "behind" } else { "before" };
                pros.push(format!("whose words “{}” reports, {side} the quotation", words.tokens.span(cue.tokens).of(words.text)));
            }
            None => cons.push("no cue of the sentence has it as its subject".to_owned()),
        }
        if (first..=last).contains(&here) {
            pros.push("stands in the sentence".to_owned());
        } else {
            let (ours, theirs) =
                (words.tokens.paragraph_of(quotation.tokens.start as usize), words.tokens.paragraph_of(mention.tokens.start as usize));
            cons.push(match theirs.cmp(&ours) {
                std::cmp::Ordering::Equal => "stands in another sentence".to_owned(),
                std::cmp::Ordering::Less => "stands in a paragraph before".to_owned(),
                std::cmp::Ordering::Greater => "stands in the paragraph behind".to_owned(),
            });
        }
        let start = mention.tokens.start as usize;
        if start > 0 && words.joined(start) {
            let tag = words.tag(start - 1);
            if tag == Tag::IN {
                cons.push(format!("governed by “{}”", words.str(start - 1)));
            } else if tag.is_verb() && !attributor.reporting[id.index()] {
                cons.push(format!("object of “{}”", words.str(start - 1)));
            }
        }
        if mention.possessive {
            cons.push("a possessive".to_owned());
        }
        if entity.is_some() && entity == self.spoke[decided.quotation.index()] {
            pros.push("the last speaker".to_owned());
        }
        match entity.map(|e| view.entities[e.index()].entity_type) {
            Some(EntityType::Person) => pros.push("a person".to_owned()),
            Some(EntityType::Place) => cons.push("a place".to_owned()),
            None if mention.kind == MentionKind::Pronoun => cons.push("a pronoun that nobody is found for".to_owned()),
            _ => {}
        }
        if decided.rule == Rule::NotSpeech {
            cons.push("the marks are judged to stand around nobody's words".to_owned());
        }
        Candidate { mention: id, entity, chosen, pros, cons, share: None, reasons: Vec::new() }
    }
}

/// How many more reasons speak for a candidate than against it.
fn balance(candidate: &Candidate) -> i64 {
    let count = |reasons: &[String]| i64::try_from(reasons.len()).unwrap_or(i64::MAX);
    count(&candidate.pros) - count(&candidate.cons)
}
