//! The model's decisions, from the first quotation of an article to the last: the rules draft, the model weighs.

use super::feature::{Feature, ODDS, Template};
use super::model::Model;
use super::nobody::nobodys;
use super::odds::{bucket, per_cent, power, score_bucket};
use super::rules::{Attributor, Found, is_writers};
use super::sheet::{Choice, Sheet, Title};
use super::speech::is_call;
use super::tally::Tally;
use super::{Attribution, Rule, View};
use crate::quotation::QuotationKind;
use crate::span::{EntityId, QuotationId};

/// What the model says of one sheet.
#[derive(Clone, Copy, Debug)]
pub struct Verdict {
    /// The option that speaks, if the sheet has any.
    pub choice: Option<usize>,
    /// How far the option's entity is ahead of all others together, as a bucket.
    pub odds: usize,
    /// The score of anybody's speaking, in 256ths of a bit: above 0 the words are speech.
    pub speech: i32,
}

impl Verdict {
    /// The features by which the choice of a speaker speaks for the words' being anybody's.
    pub fn speech_odds(title: Title, odds: usize) -> [Feature; 2] {
        [Template::SpeakerOdds.is(odds), Template::LookOdds.is(title.look * ODDS + odds)]
    }

    /// The features that tell how likely the chosen option of a quotation is right.
    pub fn confidence(&self, title: Title, choice: Choice) -> [Feature; 6] {
        [
            Template::Margin.is(self.odds),
            Template::SpeechMargin.is(score_bucket(self.speech)),
            Template::Agreed.is(title.rule * 2 + usize::from(choice.drafted)),
            Template::Carrier.is(choice.sort),
            Template::Guess.is(title.guess),
            Template::Marks.is(title.look),
        ]
    }
}

impl Model {
    /// How likely an answer with these features is right, in per cent.
    pub fn confidence(&self, features: &[Feature]) -> u8 {
        per_cent(self.sum(features)).min(SUREST)
    }

    /// The option of a sheet with the most weight, and its odds (see [`Verdict`]).
    pub fn choose(&self, sheet: &Sheet) -> (Option<usize>, usize) {
        let scores: Vec<i32> = (0..sheet.choices().len()).map(|i| self.sum(sheet.features(i))).collect();
        sheet.choose(&scores)
    }
}

impl Sheet {
    /// The option that `scores`, one an option in 256ths of a bit, let speak, and its odds (see [`Verdict`]).
    ///
    /// # Panics
    /// If there are fewer scores than options.
    pub fn choose(&self, scores: &[i32]) -> (Option<usize>, usize) {
        let entities = self.choices().iter().map(|c| c.entity.index() + 1).max().unwrap_or(0);
        choose(self.choices(), scores, &mut vec![0; entities])
    }
}

/// The option with the most weight, the weights of one entity's options added, and its odds. `shares` holds a 0 for every
/// entity, before and after.
fn choose(choices: &[Choice], scores: &[i32], shares: &mut [u64]) -> (Option<usize>, usize) {
    let Some(&highest) = scores.iter().max() else { return (None, 0) };
    let mut all = 0;
    for (choice, score) in choices.iter().zip(scores) {
        let share = power(highest.saturating_sub(*score));
        shares[choice.entity.index()] += share;
        all += share;
    }
    // The first of equals.
    let mut best = (0, EntityId::default());
    for choice in choices {
        let sum = shares[choice.entity.index()];
        if sum > best.0 {
            best = (sum, choice.entity);
        }
    }
    choices.iter().for_each(|choice| shares[choice.entity.index()] = 0);
    let (sum, entity) = best;
    let carrier = (0..choices.len()).filter(|&i| choices[i].entity == entity).max_by_key(|&i| (scores[i], std::cmp::Reverse(i)));
    (carrier, bucket(sum, all))
}

/// No answer is surer than this, in per cent: labels and readers err too.
const SUREST: u8 = 99;

/// Below this confidence, in per cent, no name is given: it would more likely be wrong than right.
pub const DOUBTFUL: u8 = 40;

/// Rules that give a quotation the speaker of another one.
fn inherits(rule: Rule) -> bool {
    matches!(rule, Rule::Continuation | Rule::SameParagraph | Rule::Coordinated | Rule::LastSpeaker | Rule::Answer)
}

impl Attributor {
    /// Appends one attribution a quotation, in order: the rules' own, or the model's where there is one.
    pub fn attribute(&mut self, view: &View<'_>, model: Option<&Model>, out: &mut Vec<Attribution>) {
        let Some(model) = model.filter(|_| !view.quotations.is_empty()) else { return self.draft(view, out) };
        let mut drafts = std::mem::take(&mut self.drafts);
        let mut sums = std::mem::take(&mut self.sums);
        self.read(view, &mut drafts);
        sums.shares.resize(sums.shares.len().max(view.entities.len()), 0);
        let first = out.len();
        let mut changed = false;
        for (i, draft) in drafts.iter().enumerate() {
            if view.quotations[i].parent.is_some() || nobodys(view, &self.grammar, &view.quotations[i]).is_some() {
                out.push(*draft);
                continue;
            }
            let mut draft = *draft;
            let mut found = self.found[i];
            // What was found by looking ahead hangs on no earlier answer.
            let looked_ahead = found.is_none_or(|f| f.rule != draft.rule);
            if changed && inherits(draft.rule) && !looked_ahead {
                (draft, found) = self.decide(view, QuotationId::new(i), &out[first..]);
            }
            if is_writers(view, &draft) {
                out.push(Attribution { confidence: 0, ..draft });
                continue;
            }
            let mut tally = Tally::new(model, &mut sums);
            self.lay_out(view, &draft, found, &out[first..], &drafts[i + 1..], &mut tally);
            let decided = self.decided(view, model, &draft, found, &mut tally);
            changed |= decided.entity != drafts[i].entity;
            out.push(decided);
        }
        self.drafts = drafts;
        self.sums = sums;
    }

    /// Drafts all answers, and readies what the descriptions of options look up.
    pub(super) fn read(&mut self, view: &View<'_>, drafts: &mut Vec<Attribution>) {
        drafts.clear();
        self.draft(view, drafts);
        self.passed.read(view);
        self.glances.reset(view.words.len());
    }

    /// Calls `f` with the sheet of every quotation that stands in no other, as the drafts leave it: what a model learns from.
    pub fn sheets(&mut self, view: &View<'_>, mut f: impl FnMut(QuotationId, &Sheet)) {
        let mut drafts = Vec::new();
        self.read(view, &mut drafts);
        let mut sheet = Sheet::default();
        for (i, draft) in drafts.iter().enumerate().filter(|&(i, _)| view.quotations[i].parent.is_none()) {
            self.lay_out(view, draft, self.found[i], &drafts[..i], &drafts[i + 1..], &mut sheet);
            f(QuotationId::new(i), &sheet);
        }
    }

    /// The sheet of one quotation of the article that was [read](Attributor::read), with `earlier` as the decisions before it.
    pub(super) fn sheet_of(&self, view: &View<'_>, id: QuotationId, drafts: &[Attribution], earlier: &[Attribution]) -> Sheet {
        let (mut draft, mut found) = (drafts[id.index()], self.found[id.index()]);
        if inherits(draft.rule) {
            (draft, found) = self.decide(view, id, earlier);
        }
        let mut sheet = Sheet::default();
        self.lay_out(view, &draft, found, earlier, &drafts[id.index() + 1..], &mut sheet);
        sheet
    }

    fn decided(&self, view: &View<'_>, model: &Model, draft: &Attribution, found: Option<Found>, tally: &mut Tally<'_>) -> Attribution {
        let (choice, odds) = choose(&tally.sums.choices, &tally.sums.scores, &mut tally.sums.shares);
        let verdict = Verdict { choice, odds, speech: tally.speech + model.sum(&Verdict::speech_odds(tally.title, odds)) };
        let quotation = &view.quotations[draft.quotation.index()];
        // What the rules are certain of needs no guess.
        let is_sure = || {
            found.is_some_and(|found| {
                draft.rule != Rule::NotSpeech && (self.leads_to_sentence(view, quotation, &found) || is_call(view, quotation, &found))
            })
        };
        if verdict.speech < 0 && !is_sure() {
            return Attribution {
                kind: QuotationKind::None,
                mention: None,
                entity: None,
                cue: None,
                confidence: 100 - per_cent(verdict.speech),
                rule: Rule::NotSpeech,
                ..*draft
            };
        }
        let kind = match draft.kind {
            QuotationKind::None => self.kind_of_speech(view, quotation, &self.place(view, quotation), false),
            kind => kind,
        };
        let Some(i) = verdict.choice else {
            return Attribution { kind, mention: None, entity: None, cue: None, confidence: 0, rule: Rule::Unattributed, ..*draft };
        };
        let choice = tally.sums.choices[i];
        let sure = model.confidence(&verdict.confidence(tally.title, choice));
        if sure < DOUBTFUL {
            return Attribution { kind, mention: None, entity: None, cue: None, confidence: 0, rule: Rule::Doubtful, ..*draft };
        }
        let agrees = draft.entity == Some(choice.entity) && draft.rule != Rule::NotSpeech;
        let rule = if agrees { draft.rule } else { Rule::Model };
        // Who it is counts by all mentions together; of which one it is, and by which cue, the rules know more.
        let by_rules = agrees && draft.mention.is_some() && (draft.cue.is_some() || choice.cue.is_none());
        let (mention, cue) = if by_rules { (draft.mention, draft.cue) } else { (choice.mention, choice.cue) };
        Attribution { kind, mention, entity: Some(choice.entity), cue, confidence: sure, rule, ..*draft }
    }
}
