//! Turns of a transcript: a label, a colon, and all that the speaker says, without quote marks (*PENCE: Well, look.*).

use super::{Relation, Scene};
use crate::span::{TokenRange, to_u32};
use crate::token::{Shape, TokenKind};

/// Words of a label before its colon.
const LONGEST: usize = 5;
/// Paragraphs with a label that make an article a transcript.
const FEWEST: usize = 3;

/// Whether enough paragraphs begin with a label.
pub(crate) fn is_transcript(scene: &Scene<'_>) -> bool {
    scene.words.tokens.paragraphs().iter().filter_map(|&paragraph| label(scene, paragraph)).nth(FEWEST - 1).is_some()
}

/// The turn that `paragraph` is, if it begins with a label and goes on without quote marks, or begins with a mark before the label, as a
/// transcript that is quoted as a whole does (*“PENCE: Well, look.*).
pub(crate) fn turn(scene: &Scene<'_>, paragraph: TokenRange) -> Option<Relation> {
    let Label { start, colon } = label(scene, paragraph)?;
    let is_quoted = start > paragraph.start as usize;
    let is_mark = |i: usize| scene.words.token(i).kind == TokenKind::Mark;
    let end = paragraph.end as usize;
    let content = TokenRange::new(colon + 1, if is_quoted && is_mark(end - 1) && end > colon + 1 { end - 1 } else { end });
    let has_words = content.range().any(|i| scene.words.token(i).is_word());
    (has_words && scene.is_quoted(colon + 1) == is_quoted).then(|| Relation {
        anchor: to_u32(colon),
        cue: TokenRange::new(colon, colon + 1),
        source: Some(TokenRange::new(start, colon)),
        content: [content, TokenRange::default()],
        confidence: SURE,
        ..Relation::default()
    })
}

/// How sure a turn of a transcript is, from 0 to 1: set by hand, there are few to learn from.
const SURE: f32 = 0.9;

/// A label, from its first token to its colon.
struct Label {
    start: usize,
    colon: usize,
}

/// The label at the start of a paragraph: words in capitals, or a single letter, and a colon. A mark may stand before it.
fn label(scene: &Scene<'_>, paragraph: TokenRange) -> Option<Label> {
    let is_open = scene.words.token(paragraph.start as usize).kind == TokenKind::Mark;
    let first = paragraph.start as usize + usize::from(is_open);
    let last = (first + LONGEST).min((paragraph.end as usize).checked_sub(1)?);
    let colon = (first + 1..=last).find(|&i| scene.words.is(i, ":"))?;
    let is_label = |i: usize| {
        let token = scene.words.token(i);
        match token.kind {
            TokenKind::Word => token.shape == Shape::Upper,
            TokenKind::Punct | TokenKind::Number => i > first,
            _ => false,
        }
    };
    // What ends a sentence before the colon is more than a label.
    let is_one = scene.words.tokens.sentence_of(first) == scene.words.tokens.sentence_of(colon);
    (is_one && (first..colon).all(is_label) && scene.is_quoted(first) == is_open).then_some(Label { start: first, colon })
}
