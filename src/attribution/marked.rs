//! What tells whether quote marks stand around anybody's words: the other half of the sheet that the model reads.

use super::feature::{FORMS, RULES, Template};
use super::options::weight_class;
use super::rules::{Attributor, Setting};
use super::sheet::Rows;
use super::{Attribution, Rule, View};
use crate::lexicon::{Facts, Tag, is_form};
use crate::quotation::{Marks, QuotationKind};
use crate::token::Shape;

/// Quoted tokens that are looked at.
const LOOKED_AT: usize = 40;

impl Attributor {
    pub(super) fn describe_speech(
        &self,
        view: &View<'_>,
        answer: &Attribution,
        draft: &Attribution,
        setting: &Setting,
        earlier: &[Attribution],
        sheet: &mut impl Rows,
    ) {
        let words = &view.words;
        let quotation = &view.quotations[draft.quotation.index()];
        let paragraph = words.tokens.paragraphs()[setting.paragraph];
        let (low, high) = (paragraph.start as usize, paragraph.end as usize);
        let (open, close) = (quotation.tokens.start as usize, quotation.tokens.end as usize);
        let kind = kind(quotation.kind);
        sheet.add_speech(Template::Draft, kind * RULES + answer.rule as usize);
        if answer.rule == Rule::NotSpeech {
            sheet.add_speech(Template::Refused, kind * RULES + draft.rule as usize);
        }
        sheet.add_speech(Template::Sure, usize::from(draft.confidence) / 5);
        let inner = quotation.inner();
        let (mut count, mut capitals, mut upper, mut content, mut persons, mut finite) = (0, 0, 0, 0, 0, false);
        for i in inner.range().take(LOOKED_AT) {
            if !words.token(i).is_word() {
                continue;
            }
            count += 1;
            let small = words.facts(i).has(Facts::FUNCTION) || matches!(words.tag(i), Tag::IN | Tag::DT | Tag::CC | Tag::TO | Tag::PRP);
            if !small || words.is_capitalised(i) {
                content += 1;
                capitals += usize::from(words.is_capitalised(i));
                upper += usize::from(words.token(i).shape == Shape::Upper);
            }
            if words.facts(i).has(Facts::PRONOUN) {
                persons |= usize::from(is_form!(words, i, "i" | "we" | "my" | "our" | "me" | "us"));
                persons |= 2 * usize::from(is_form!(words, i, "you" | "your"));
            }
            finite = finite || words.tag(i).is_finite() || is_form!(words, i, "is" | "are" | "was" | "were");
        }
        let length = [1, 2, 3, 4, 6, 8, 12, 20, 39].iter().position(|&end| count <= end).unwrap_or(9);
        let look = quotation.look as usize;
        sheet.add_speech(Template::Look, look * 2 + usize::from(answer.rule == Rule::NotSpeech));
        sheet.add_speech(Template::LookLength, look * 10 + length);
        sheet.add_speech(Template::Length, kind * 10 + length);
        sheet.add_speech(Template::Persons, persons);
        sheet.add_speech(Template::Finite, usize::from(finite) * 4 + [2, 4, 8].iter().position(|&end| count <= end).unwrap_or(3));
        // *a “WITCH HUNT”*: who writes all in capitals shouts; they tell no name.
        let shouts = upper > 1 && upper == capitals;
        let capitals = if shouts { 0 } else { capitals };
        let capital = !shouts && inner.range().next().is_some_and(|i| words.is_capitalised(i));
        let written = match (content, capitals) {
            (0, _) => 0,
            (_, 0) => 1,
            (n, c) if n == c => 3,
            _ => 2,
        };
        let span = [1, 2, 3, 5, 12].iter().position(|&end| count <= end).unwrap_or(5);
        sheet.add_speech(Template::Written, (written * 2 + usize::from(capital)) * 6 + span);
        let sign = |i: Option<usize>| match i.map(|i| words.str(i)) {
            Some(",") => 1,
            Some(".") => 2,
            Some("?") => 3,
            Some("!") => 4,
            Some("…" | "..." | "—" | "-" | "–") => 5,
            Some(_) => 0,
            None => 6,
        };
        sheet.add_speech(Template::Closing, sign(inner.range().next_back()) * 3 + kind);
        sheet.add_speech(Template::SpeechBefore, self.glances.at(view, open.checked_sub(1), low, high));
        // No names: the model shall not know who is in the news.
        let is_plain = |i: usize| words.token(i).is_word() && !words.is_capitalised(i);
        let form = |i: usize| words.token(i).hash as usize % FORMS;
        if let Some(before) = (low.max(open.saturating_sub(2))..open).rev().find(|&i| is_plain(i)) {
            sheet.add_speech(Template::FormBefore, form(before));
        }
        if close < high && is_plain(close) {
            sheet.add_speech(Template::FormBehind, form(close));
        }
        sheet.add_speech(Template::SpeechBefore2, self.glances.at(view, open.checked_sub(2), low, high));
        sheet.add_speech(Template::SpeechBehind, self.glances.at(view, Some(close), low, high));
        sheet.add_speech(Template::Opening, self.glances.at(view, inner.range().next(), low, high));
        let last_word = inner.range().rev().take(3).find(|&i| words.token(i).is_word());
        sheet.add_speech(Template::Ending, self.glances.at(view, last_word, low, high));
        sheet.add_speech(Template::Setting, (usize::from(setting.at_start) * 2 + usize::from(setting.at_end)) * 3 + kind);
        let headline = setting.paragraph == 0 && paragraph.len() <= LOOKED_AT;
        sheet.add_speech(Template::MarksLine, usize::from(quotation.marks == Marks::Single) * 2 + usize::from(headline));
        let cue = draft.cue.map(|cue| view.cues[cue.index()]);
        let near = cue.is_some_and(|c| c.tokens.end as usize + 2 >= open && c.tokens.start as usize <= close + 2);
        let weight = cue.map_or(0, |c| 1 + weight_class(c.weight) * 2 + usize::from(c.weight >= 40));
        sheet.add_speech(Template::CueWeight, weight * 2 + usize::from(near));
        let neighbour = earlier.last().filter(|a| view.quotations[a.quotation.index()].tokens.end > setting.first.start);
        let said = neighbour.map_or(0, |a| if a.rule == Rule::NotSpeech { 1 } else { 2 });
        sheet.add_speech(Template::Neighbour, said * 3 + kind);
        sheet.add_speech(Template::Quotations, view.quotations.len().min(63).checked_ilog2().unwrap_or(0) as usize);
    }
}

/// The first guess at a quotation's kind as a number below 3.
pub(super) fn kind(kind: QuotationKind) -> usize {
    match kind {
        QuotationKind::Direct => 0,
        QuotationKind::Mixed => 1,
        QuotationKind::None => 2,
    }
}
