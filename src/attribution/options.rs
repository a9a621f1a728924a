//! Who may have said a quotation, and what the article shows of each: fills the sheet that the model reads.

use super::feature::{DISTANCES, GLANCES, SORTS, Template};
use super::marked::kind;
use super::rules::{Attributor, Found, QUOTATIONS_BACK, Setting};
use super::sheet::{Choice, Rows, Title};
use super::stands::{Stands, distance, gap, stands};
use super::subject::patient;
use super::{Attribution, View};
use crate::cue::CueKind;
use crate::lexicon::{Facts, is_form};
use crate::mention::{MentionKind, Number};
use crate::quotation::Quotation;
use crate::span::{CueId, EntityId, MentionId, TokenRange};

/// A draft of at least this confidence, in per cent, is not weighed against others.
const SETTLED: u8 = 95;
/// Paragraphs before the quotation's own from which options are taken; one behind is looked at too.
const PARAGRAPHS_BEFORE: usize = 1;
/// Most mentions before a quotation that are options.
const BEFORE: usize = 30;
/// Most mentions behind it.
const BEHIND: usize = 10;
/// Speakers of earlier quotations that are options whether or not a mention stands near.
const SPEAKERS: usize = 3;

/// What all options of one quotation share.
struct Scene {
    quotation: Quotation,
    setting: Setting,
    paragraph: TokenRange,
    /// The first mention that does not begin before it.
    at: usize,
    /// Its kind and where in its sentence it stands, as one number below 12.
    look: usize,
    /// The words on either side of the marks.
    before: usize,
    behind: usize,
    /// The rules' answer.
    draft: Attribution,
    /// The last speaker and how near that was.
    last: Option<(EntityId, usize)>,
    last_but_one: Option<EntityId>,
    /// Whether the quotation before it asks.
    asked: bool,
    /// Whom the draft of the next quotation names, how near that is and how sure.
    next: Option<(EntityId, usize, usize)>,
    first_person: bool,
    /// Who spoke last, [`NOBODY`] where nobody is known.
    spoke: [EntityId; SPOKE],
}

impl Attributor {
    /// Describes the options of `draft`'s quotation. `earlier` are the decisions before it, `later` the drafts behind it.
    pub(super) fn lay_out(
        &self,
        view: &View<'_>,
        answer: &Attribution,
        found: Option<Found>,
        earlier: &[Attribution],
        later: &[Attribution],
        sheet: &mut impl Rows,
    ) {
        let draft = &named(answer, found);
        let quotation = &view.quotations[draft.quotation.index()];
        sheet.begin(Title { rule: answer.rule as usize, guess: kind(quotation.kind), look: quotation.look as usize });
        let settled = draft.confidence >= SETTLED && draft.entity.is_some();
        // A lone option that names its cue is chosen whatever its weight.
        if let (Some(mention), Some(entity), Some(cue)) = (draft.mention, draft.entity, draft.cue)
            && settled
            && !sheet.is_read()
        {
            let sort = sort(view, Some(mention), entity);
            sheet.close(Choice { mention: Some(mention), entity, cue: Some(cue), sort, drafted: true });
            let setting = self.place(view, quotation);
            return self.describe_speech(view, answer, draft, &setting, earlier, sheet);
        }
        let scene = self.scene(view, draft, earlier, later);
        let tokens = view.words.tokens;
        let from = tokens.paragraphs()[scene.setting.paragraph.saturating_sub(PARAGRAPHS_BEFORE)].start;
        let to = tokens.paragraphs()[(scene.setting.paragraph + 1).min(tokens.paragraphs().len() - 1)].end;
        let at = scene.at;
        let first = view.mentions[..at].partition_point(|m| m.tokens.start < from).max(at.saturating_sub(BEFORE));
        let last = at + view.mentions[at..].partition_point(|m| m.tokens.start < to).min(BEHIND);
        // *Roe has been accused of “…”*: everybody but Roe may have said so.
        let patient = self.patient(view, &scene.quotation).filter(|&patient| draft.entity != Some(patient));
        let mut drafted = false;
        for i in if settled { 0..0 } else { first..last } {
            let id = MentionId::new(i);
            let is_draft = draft.mention == Some(id);
            if view.mentions[i].quoted && !is_draft {
                continue;
            }
            let Some(entity) = (if is_draft { draft.entity } else { self.entity_of(view, id) }) else { continue };
            if patient == Some(entity) {
                continue;
            }
            drafted |= is_draft;
            self.describe(view, &scene, Some(id), entity, sheet);
        }
        if let Some(entity) = draft.entity.filter(|_| !drafted) {
            self.describe(view, &scene, draft.mention, entity, sheet);
        }
        if !settled {
            self.describe_speakers(view, &scene, earlier, sheet);
        }
        self.describe_speech(view, answer, draft, &scene.setting, earlier, sheet);
    }

    /// Who is spoken of in the passive that leads to a quotation.
    fn patient(&self, view: &View<'_>, quotation: &Quotation) -> Option<EntityId> {
        let start = quotation.tokens.start;
        let last = view.cues.partition_point(|cue| cue.tokens.end <= start).checked_sub(1)?;
        let mention = patient(view, &self.grammar, &view.cues[last], start as usize).filter(|_| self.subjects[last].is_none())?;
        self.entity_of(view, mention)
    }

    /// The last speakers and the next one, where no mention of theirs is an option.
    fn describe_speakers(&self, view: &View<'_>, scene: &Scene, earlier: &[Attribution], sheet: &mut impl Rows) {
        let (mut speakers, mut last) = (0, None);
        for entity in earlier.iter().rev().take(QUOTATIONS_BACK).filter_map(|a| a.entity) {
            // Whoever goes on speaking was asked about already.
            if last.replace(entity) != Some(entity) && sheet.choices().iter().all(|c| c.entity != entity) {
                self.describe(view, scene, None, entity, sheet);
                speakers += 1;
                if speakers == SPEAKERS {
                    break;
                }
            }
        }
        if let Some((entity, ..)) = scene.next.filter(|&(e, ..)| sheet.choices().iter().all(|c| c.entity != e)) {
            self.describe(view, scene, None, entity, sheet);
        }
    }

    fn scene(&self, view: &View<'_>, draft: &Attribution, earlier: &[Attribution], later: &[Attribution]) -> Scene {
        let quotation = view.quotations[draft.quotation.index()];
        let setting = self.place(view, &quotation);
        let tokens = view.words.tokens;
        let paragraph = tokens.paragraphs()[setting.paragraph];
        let (first, end) = (paragraph.start as usize, paragraph.end as usize);
        let nearness = |other: TokenRange| -> usize {
            let (ours, theirs) = (quotation.tokens.start as usize, other.start as usize);
            let apart = setting.paragraph.abs_diff(tokens.paragraph_of(theirs));
            match apart {
                0 if tokens.sentence_of(ours) == tokens.sentence_of(theirs) => 0,
                0 => 1,
                1 => 2,
                2 => 3,
                _ => 4,
            }
        };
        let spoke = |a: &&Attribution| a.entity.is_some() && view.quotations[a.quotation.index()].parent.is_none();
        let last = earlier.iter().rev().take(QUOTATIONS_BACK).find(spoke);
        let last_but_one = earlier
            .iter()
            .rev()
            .take(QUOTATIONS_BACK)
            .filter(spoke)
            .map(|a| a.entity)
            .find(|&e| e != last.and_then(|l| l.entity))
            .flatten();
        let asked = earlier.iter().rev().take(QUOTATIONS_BACK).find(|a| view.quotations[a.quotation.index()].parent.is_none());
        let next = later.iter().take(4).find(|a| view.quotations[a.quotation.index()].parent.is_none());
        let start = quotation.tokens.start as usize;
        let mut spoke = [NOBODY; SPOKE];
        spoke.iter_mut().zip(earlier.iter().rev()).for_each(|(slot, a)| *slot = a.entity.unwrap_or(NOBODY));
        Scene {
            at: view.mentions.partition_point(|m| m.tokens.start < quotation.tokens.start),
            spoke,
            look: kind(quotation.kind) * 4 + usize::from(setting.at_start) * 2 + usize::from(setting.at_end),
            before: self.glances.at(view, start.checked_sub(1), first, end),
            behind: self.glances.at(view, Some(quotation.tokens.end as usize), first, end),
            draft: *draft,
            last: last.and_then(|a| Some((a.entity?, nearness(view.quotations[a.quotation.index()].tokens)))),
            last_but_one,
            asked: asked.is_some_and(|a| self.asks(view, &view.quotations[a.quotation.index()])),
            next: next.and_then(|a| {
                let near = nearness(view.quotations[a.quotation.index()].tokens).min(3);
                let sure = usize::from(a.confidence >= 70) + usize::from(a.confidence >= 90);
                Some((a.entity?, near, sure))
            }),
            first_person: self.is_first_person(view, &quotation),
            quotation,
            setting,
            paragraph,
        }
    }

    fn describe(&self, view: &View<'_>, scene: &Scene, id: Option<MentionId>, entity: EntityId, sheet: &mut impl Rows) {
        let draft = &scene.draft;
        let rule = draft.rule as usize;
        let sure = usize::from(draft.confidence) / 5;
        let is_draft = draft.entity == Some(entity);
        if is_draft {
            sheet.add(Template::Drafted, rule * 2 + usize::from(draft.mention == id));
            sheet.add(Template::DraftSure, sure);
        } else {
            sheet.add(Template::Overruled, rule);
            sheet.add(Template::OverruledSure, sure);
        }
        let known = &view.entities[entity.index()];
        sheet.add(Template::Salience, known.mentions.min(128).checked_ilog2().unwrap_or(0) as usize);
        let spoke = scene.spoke.iter().filter(|&&e| e == entity).count();
        sheet.add(Template::Spoke, spoke);
        if let Some((last, near)) = scene.last {
            if last == entity {
                sheet.add(Template::LastSpeaker, near * 12 + scene.look);
                sheet.add(Template::Asked, usize::from(scene.asked));
            } else if scene.last_but_one == Some(entity) {
                sheet.add(Template::LastButOne, near);
                sheet.add(Template::Asked, 2 + usize::from(scene.asked));
            }
        }
        if let Some((_, near, sure)) = scene.next.filter(|&(e, ..)| e == entity) {
            sheet.add(Template::NextSpeaker, near * 3 + sure);
        }
        if scene.first_person {
            sheet.add(Template::FirstPerson, known.entity_type as usize);
        }
        let (stands, cue) = match id {
            Some(id) => self.describe_mention(view, scene, id, sheet),
            None => (Stands::Nowhere, None),
        };
        sheet.add(Template::Stands, stands as usize);
        sheet.add(Template::StandsKind, stands as usize * 12 + scene.look);
        let side = stands.side();
        let sort = sort(view, id, entity);
        sheet.add(Template::Sort, sort);
        sheet.add(Template::SortSide, side * SORTS + sort);
        sheet.add(Template::EdgeBefore, side * GLANCES + scene.before);
        sheet.add(Template::EdgeBehind, side * GLANCES + scene.behind);
        let cue = id.filter(|&id| draft.mention == Some(id)).and(draft.cue).or(cue);
        sheet.close(Choice { mention: id, entity, cue, sort, drafted: is_draft });
    }

    fn describe_mention(&self, view: &View<'_>, scene: &Scene, id: MentionId, sheet: &mut impl Rows) -> (Stands, Option<CueId>) {
        let words = &view.words;
        let mention = &view.mentions[id.index()];
        let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
        let (open, close) = (scene.quotation.tokens.start as usize, scene.quotation.tokens.end as usize);
        let sentence = words.tokens.sentence_at(start);
        let number = words.tokens.paragraph_of(start);
        let stands = stands(scene.quotation.tokens, &scene.setting, scene.paragraph, mention.tokens, sentence, number);
        let side = stands.side();
        let (from, to) = if end <= open { (end, open) } else { (close, start) };
        let bucket = |n: usize, last: usize| n.min(last);
        sheet.add(Template::Distance, side * DISTANCES + distance(to.saturating_sub(from)));
        let passed = self.passed.between(from, to);
        sheet.add(Template::Commas, side * 5 + bucket(passed.commas as usize, 4));
        sheet.add(Template::Verbs, side * 5 + bucket(passed.verbs as usize, 4));
        let between = if id.index() < scene.at { scene.at - 1 - id.index() } else { id.index() - scene.at };
        sheet.add(Template::Between, side * 6 + bucket(between, 5));
        sheet.add(Template::Nearest, side * 3 + bucket(between, 2));
        if mention.tokens.start == sentence.start {
            sheet.add(Template::First, stands as usize);
        }
        let (low, high) = (sentence.start as usize, sentence.end as usize);
        sheet.add(Template::Behind, side * GLANCES + self.glances.at(view, Some(end), low, high));
        sheet.add(Template::Behind2, side * GLANCES + self.glances.at(view, Some(end + 1), low, high));
        sheet.add(Template::Before, side * GLANCES + self.glances.at(view, start.checked_sub(1), low, high));
        // The nearest cue beside the quotation whose subject it is.
        let (mut subject, mut nearest) = (false, None);
        let cues = if self.reporting[id.index()] { view.cues } else { &[] };
        let first = cues.partition_point(|c| c.tokens.start < sentence.start);
        for (i, cue) in cues.iter().enumerate().skip(first).take(CUES).take_while(|(_, c)| c.tokens.start < sentence.end) {
            if self.subjects[i].is_none_or(|s| s.mention != id) {
                continue;
            }
            subject = true;
            let away = gap(cue.tokens, scene.quotation.tokens);
            let beside = cue.tokens.start >= scene.setting.first.start && cue.tokens.start < scene.setting.last.end;
            if beside && nearest.is_none_or(|(known, _)| away < known) {
                nearest = Some((away, CueId::new(i)));
            }
            let relation = match stands {
                Stands::SentenceBefore | Stands::SentenceBehind | Stands::Within => {
                    if cue.tokens.end as usize <= open {
                        if self.introduces(view, cue.tokens.end as usize, open) { 0 } else { 1 }
                    } else if self.follows(view, close, start.min(cue.tokens.start as usize).max(close)) {
                        2
                    } else {
                        3
                    }
                }
                Stands::SentenceLast | Stands::ParagraphBefore => 4,
                _ => 5,
            };
            let kind = match cue.kind {
                CueKind::Verb => 0,
                CueKind::Noun => 1,
                CueKind::Preposition | CueKind::Punctuation => 2,
            };
            sheet.add(Template::Subject, (relation * 3 + kind) * 5 + weight_class(cue.weight));
        }
        if !subject {
            sheet.add(Template::NoSubject, stands as usize);
        }
        if mention.kind == MentionKind::Pronoun {
            sheet.add(Template::Pronoun, pronoun(words.form(mention.head as usize)));
        }
        if mention.kind == MentionKind::Nominal {
            let facts = words.facts(mention.head as usize);
            let noun = [Facts::PERSON, Facts::DOCUMENT, Facts::ORGANISATION].into_iter().position(|f| facts.has(f)).unwrap_or(3);
            let indefinite = is_form!(words, start, "a" | "an" | "one" | "some" | "many");
            sheet.add(Template::Noun, noun * 2 + usize::from(indefinite));
        }
        if mention.number == Number::Plural {
            sheet.add(Template::Plural, side);
        }
        if mention.possessive {
            sheet.add(Template::Possessive, side);
        }
        if self.grammar.starting(start) != Some(id) || self.grammar.ending(end) != Some(id) {
            sheet.add(Template::Nested, side);
        }
        if end <= words.tokens.paragraphs()[0].end as usize {
            sheet.add(Template::Headline, usize::from(scene.setting.paragraph == 0));
        }
        (stands, nearest.map(|(_, cue)| cue))
    }
}

/// What sort of mention of what sort of entity an option is, as a number below [`SORTS`].
fn sort(view: &View<'_>, id: Option<MentionId>, entity: EntityId) -> usize {
    let kind = id.map_or(3, |id| view.mentions[id.index()].kind as usize);
    let sort = kind * 7 + view.entities[entity.index()].entity_type as usize;
    debug_assert!(sort < SORTS);
    sort
}

/// The rules' answer, or whom they would name if the words were speech.
fn named(answer: &Attribution, found: Option<Found>) -> Attribution {
    match found {
        Some(found) if answer.entity.is_none() => Attribution {
            mention: found.mention,
            entity: found.entity,
            cue: found.cue,
            confidence: found.confidence,
            rule: found.rule,
            ..*answer
        },
        _ => *answer,
    }
}

/// Latest quotations among which those of an option are counted.
const SPOKE: usize = 12;
/// No entity of any article: a place of its own is found faster among numbers than among options.
const NOBODY: EntityId = EntityId(u32::MAX);
/// Cues of a sentence whose subjects are compared.
const CUES: usize = 24;

/// A cue's weight in five classes.
pub(super) fn weight_class(weight: u8) -> usize {
    [8, 25, 60, 85].iter().position(|&end| weight < end).unwrap_or(4)
}

fn pronoun(form: &str) -> usize {
    match form {
        "he" => 0,
        "she" => 1,
        "they" => 2,
        "it" => 3,
        "i" => 4,
        "we" => 5,
        "who" => 6,
        "his" => 7,
        "her" => 8,
        "their" => 9,
        "its" => 10,
        "him" => 11,
        "them" => 12,
        _ => 13,
    }
}
