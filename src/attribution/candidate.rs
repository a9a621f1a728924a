//! Every candidate speaker of a quotation, with what speaks for and against it.

use super::weighed::{Reason, weighed};
use super::{Attribution, Attributor, Model, Rule, View};
use crate::lexicon::Tag;
use crate::mention::{EntityType, MentionKind};
use crate::span::{EntityId, MentionId};

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

/// The candidate speakers of the quotation that `decided` is about: one an entity, by its weightiest mention; the chosen
/// one first, then those with the most in their favour; `model` is the one that decided.
///
/// # Panics
/// If `decided` or `earlier` are not of this article.
pub fn candidates(view: &View<'_>, decided: &Attribution, earlier: &[Attribution], model: Option<&Model>) -> Vec<Candidate> {
    let mut attributor = Attributor::default();
    let sheet = attributor.sheet_of(view, decided.quotation, earlier);
    let tokens = view.words.tokens;
    let quotation = &view.quotations[decided.quotation.index()];
    let paragraph = tokens.paragraph_of(quotation.tokens.start as usize);
    let window = paragraph.saturating_sub(PARAGRAPHS_BEFORE)..(paragraph + 2).min(tokens.paragraphs().len());
    let last_speaker = earlier.iter().rev().find_map(|a| a.entity);
    let mut found: Vec<Candidate> = Vec::new();
    for (i, mention) in view.mentions.iter().enumerate() {
        let id = MentionId::new(i);
        let carries = decided.mention == Some(id);
        let inside = window.contains(&tokens.paragraph_of(mention.tokens.start as usize));
        if !carries && (mention.quoted || !inside) {
            continue;
        }
        let entity = view.links[i];
        let candidate = weigh(view, &attributor, decided, last_speaker, id);
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
        found.push(weigh(view, &attributor, decided, last_speaker, view.entities[entity.index()].name));
    }
    if let Some(model) = model {
        for candidate in &mut found {
            if let Some((share, reasons)) = candidate.entity.and_then(|entity| weighed(model, &sheet, entity)) {
                (candidate.share, candidate.reasons) = (Some(share), reasons);
            }
        }
    }
    found.sort_by_key(|c| (!c.chosen, std::cmp::Reverse(c.share), -balance(c), c.mention));
    found
}

/// How many more reasons speak for a candidate than against it.
fn balance(candidate: &Candidate) -> i64 {
    let count = |reasons: &[String]| i64::try_from(reasons.len()).unwrap_or(i64::MAX);
    count(&candidate.pros) - count(&candidate.cons)
}

fn weigh(view: &View<'_>, attributor: &Attributor, decided: &Attribution, last_speaker: Option<EntityId>, id: MentionId) -> Candidate {
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
    let cue = attributor
        .subjects
        .iter()
        .zip(view.cues)
        .find(|(subject, cue)| subject.is_some_and(|s| s.mention == id) && (first..=last).contains(&sentence(cue.tokens.start)));
    match cue {
        Some((_, cue)) => {
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
        } else if tag.is_verb() && !attributor.subjects.iter().flatten().any(|subject| subject.mention == id) {
            cons.push(format!("object of “{}”", words.str(start - 1)));
        }
    }
    if mention.possessive {
        cons.push("a possessive".to_owned());
    }
    if entity.is_some() && entity == last_speaker {
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
