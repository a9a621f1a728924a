//! Interviews without labels or marks: *I* in the answers is whom the questions are put to.

use super::View;
use super::layout::only_person;
use crate::span::{EntityId, TokenRange};

/// Fewest questions of an interview, and at most how many paragraphs a question and its answer have on average.
const QUESTIONS: usize = 3;
const ANSWER: usize = 4;

/// Longest question, in tokens.
const LONGEST: u32 = 60;

/// Mentions of the paragraph before the first question that are looked at.
const MENTIONS: usize = 32;

/// Whom the questions of an article are put to.
#[derive(Debug, Default)]
pub(super) struct Interview {
    /// Where the first question begins, and who answers.
    answers: Option<(u32, EntityId)>,
}

impl Interview {
    /// Reads who is asked: the one person named in the paragraph before the first of several that are a question.
    pub(super) fn read(&mut self, view: &View<'_>) {
        self.answers = None;
        let paragraphs = view.words.tokens.paragraphs();
        let mut questions = paragraphs.iter().enumerate().skip(1).filter(|(_, paragraph)| is_question(view, **paragraph));
        let Some((first, question)) = questions.next() else { return };
        let count = 1 + questions.count();
        if count >= QUESTIONS && paragraphs.len() - first <= ANSWER * count {
            self.answers = named(view, paragraphs[first - 1]).map(|person| (question.start, person));
        }
    }

    /// Who says *I* at token `at`, if it stands in an answer.
    pub(super) fn answerer(&self, view: &View<'_>, at: usize) -> Option<EntityId> {
        let (start, person) = self.answers.filter(|&(start, _)| start as usize <= at)?;
        let paragraph = view.words.tokens.paragraph_at(at);
        (paragraph.start > start && !is_question(view, paragraph)).then_some(person)
    }
}

/// Whether a paragraph is a question of the writer's.
fn is_question(view: &View<'_>, paragraph: TokenRange) -> bool {
    let (first, last) = (paragraph.start as usize, paragraph.end as usize - 1);
    let is_short = paragraph.end - paragraph.start <= LONGEST;
    is_short && view.words.is(last, "?") && view.owners[first].is_none() && view.owners[last].is_none()
}

/// The only person whom a paragraph names.
fn named(view: &View<'_>, paragraph: TokenRange) -> Option<EntityId> {
    let from = view.mentions.partition_point(|m| m.tokens.start < paragraph.start);
    let to = view.mentions.partition_point(|m| m.tokens.start < paragraph.end);
    view.links[only_person(view, from..to.min(from + MENTIONS))?.index()]
}
