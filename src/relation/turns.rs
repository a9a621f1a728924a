//! Turns of a transcript: a label, a colon, and all that the speaker says, without quote marks (*PENCE: Well, look.*).

use super::{Relation, Scene};
use crate::span::{TokenRange, to_u32};
use crate::token::{TokenKind, join_hash};

/// Words of a label before its colon.
const LONGEST: usize = 5;
/// Paragraphs with a label that make an article a transcript.
const FEWEST: usize = 3;
/// People whose turns are told apart by their names: the first of a transcript.
const PEOPLE: usize = 8;

/// Who has turns in an article.
pub(crate) struct Transcript {
    /// Whether labels in capitals have them.
    in_capitals: bool,
    /// Hashes of the names of those who have several, else 0.
    people: [u32; PEOPLE],
}

impl Transcript {
    /// The transcript that the article is, if it is one: several paragraphs begin with a label in capitals, or two people have several turns
    /// each under their names. A line of a list has its label once (*Where: the town hall*).
    pub(crate) fn of(scene: &Scene<'_>) -> Option<Self> {
        let mut in_capitals = 0;
        let mut turns = [(0, 0); PEOPLE];
        for label in scene.words.tokens.paragraphs().iter().filter_map(|&paragraph| label(scene, paragraph)) {
            if label.name == 0 {
                in_capitals += 1;
            } else if let Some((name, count)) = turns.iter_mut().find(|(name, _)| *name == 0 || *name == label.name) {
                (*name, *count) = (label.name, *count + 1);
            }
        }
        let several = turns.map(|(name, count)| if count > 1 { name } else { 0 });
        let has_people = several.iter().filter(|&&name| name != 0).count() > 1;
        let transcript = Transcript { in_capitals: in_capitals >= FEWEST, people: if has_people { several } else { [0; PEOPLE] } };
        (transcript.in_capitals || has_people).then_some(transcript)
    }

    fn has(&self, label: &Label) -> bool {
        if label.name == 0 { self.in_capitals } else { self.people.contains(&label.name) }
    }
}

/// The turn that `paragraph` is, if it begins with a label and goes on without quote marks, or begins with a mark before the label, as a
/// transcript that is quoted as a whole does (*“PENCE: Well, look.*).
pub(crate) fn turn(scene: &Scene<'_>, transcript: &Transcript, paragraph: TokenRange) -> Option<Relation> {
    let Label { start, colon, .. } = label(scene, paragraph).filter(|label| transcript.has(label))?;
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
    /// Hash of its words, 0 if all are in capitals.
    name: u32,
}

/// The label at the start of a paragraph: a name or words in capitals, or a single letter, and a colon, behind which a sentence ends. A mark
/// may stand before it.
fn label(scene: &Scene<'_>, paragraph: TokenRange) -> Option<Label> {
    let is_open = scene.words.token(paragraph.start as usize).kind == TokenKind::Mark;
    let first = paragraph.start as usize + usize::from(is_open);
    let last = (first + LONGEST).min((paragraph.end as usize).checked_sub(1)?);
    let colon = (first + 1..=last).find(|&i| scene.words.is(i, ":"))?;
    let words = scene.words;
    let is_label = |i: usize| match words.token(i).kind {
        TokenKind::Word => words.token(i).is_capitalised(),
        TokenKind::Punct | TokenKind::Number => i > first,
        _ => false,
    };
    let in_capitals = words.are_capitals(first..colon);
    let hash = || (first..colon).map(|i| words.token(i).hash).fold(0, join_hash).max(1);
    let ends = paragraph.end as usize - 1;
    // *Result: Lee 3, Roe 2* is no sentence.
    let says = in_capitals || ends > colon && matches!(words.str(ends), "." | "?" | "!");
    // What ends a sentence before the colon is more than a label.
    let is_one = scene.words.tokens.sentence_of(first) == scene.words.tokens.sentence_of(colon);
    (is_one && says && (first..colon).all(is_label) && scene.is_quoted(first) == is_open).then(|| Label {
        start: first,
        colon,
        name: if in_capitals { 0 } else { hash() },
    })
}
