//! The text cut where a quotation, a mention or a cue begins or ends.

use super::{Row, Sign};
use crate::span::{Span, to_u32};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A piece of the text in which everything is of one role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it stands.
    pub span: Span,
    /// The quotation in which it stands, of several the innermost.
    pub quoted: Option<Sign>,
    /// That quotation's number.
    pub row: Option<usize>,
    /// The mention in which it stands, by the quotation that it carries.
    pub mention: Option<Sign>,
    /// Whether it stands in a cue.
    pub cue: bool,
    /// The quotation that ends with it.
    pub closes: Option<Sign>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Piece,
    Quoted,
    Mention,
    Cue,
}

/// Something that is marked: the outer before the inner.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Marking {
    start: u32,
    end: Reverse<u32>,
    part: Part,
    sign: Sign,
    row: usize,
}

/// The whole text in runs, in order and without gaps, with what `rows` mark in it.
///
/// # Panics
/// If the rows are not of this text.
pub fn runs<'a: 'r, 'r>(text: &str, rows: impl IntoIterator<Item = &'r Row<'a>>) -> Vec<Run> {
    // An edge: where, whether something begins there (ends come first), and what.
    let mut edges: Vec<(u32, bool, Marking)> = Vec::new();
    for row in rows {
        let pieces = row.pieces();
        let last = pieces.len().saturating_sub(1);
        // Only the last piece of what is reported is signed.
        let pieces = pieces.into_iter().enumerate().map(|(i, span)| (span, if i == last { Part::Quoted } else { Part::Piece }));
        let parts = row.mention().map(|span| (span, Part::Mention)).into_iter().chain(row.cue().map(|span| (span, Part::Cue)));
        for (span, part) in pieces.chain(parts).filter(|(span, _)| !span.is_empty()) {
            let marking = Marking { start: span.start, end: Reverse(span.end), part, sign: row.sign, row: row.number };
            edges.extend([(span.start, true, marking), (span.end, false, marking)]);
        }
    }
    edges.sort_unstable();
    let mut runs: Vec<Run> = Vec::with_capacity(edges.len() + 1);
    let mut now = Run { span: Span::default(), quoted: None, row: None, mention: None, cue: false, closes: None };
    // One mention or cue may serve several quotations, so what is open is counted.
    let (mut mentions, mut cues) = (0, 0);
    // What is quoted may stand in what is reported: the innermost counts.
    let mut open: BTreeSet<Marking> = BTreeSet::new();
    for (at, begins, marking) in edges {
        if at > now.span.start {
            runs.push(Run { span: Span { start: now.span.start, end: at }, ..now });
            now.span.start = at;
        }
        match marking.part {
            Part::Piece | Part::Quoted => {
                if begins {
                    open.insert(marking);
                } else {
                    open.remove(&marking);
                    if let Some(last) = runs.last_mut().filter(|_| marking.part == Part::Quoted) {
                        last.closes = Some(marking.sign);
                    }
                }
                let innermost = open.last();
                (now.quoted, now.row) = (innermost.map(|m| m.sign), innermost.map(|m| m.row));
            }
            Part::Mention if begins => {
                mentions += 1;
                now.mention = now.mention.or(Some(marking.sign));
            }
            Part::Mention => {
                mentions -= 1;
                now.mention = now.mention.filter(|_| mentions > 0);
            }
            Part::Cue => {
                cues += if begins { 1 } else { -1 };
                now.cue = cues > 0;
            }
        }
    }
    let end = to_u32(text.len());
    if end > now.span.start {
        runs.push(Run { span: Span { start: now.span.start, end }, ..now });
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::Sheet;
    use crate::{Article, Pipeline};
    use proptest::prelude::*;

    fn with_runs(text: &str, check: impl FnOnce(&[Run])) {
        let article = Article::new("a", text).unwrap();
        let pipeline = Pipeline::new();
        let mut worker = pipeline.worker();
        let sheet = Sheet::new(&article, pipeline.annotate(&mut worker, &article));
        check(&runs(text, sheet.rows(true)));
    }

    #[test]
    fn quotation_cue_and_mention_are_runs() {
        let text = "It rained. “We waited,” said Mara Kessel.";
        with_runs(text, |runs| {
            let one = Some(Sign::Speaker(1));
            let found: Vec<_> = runs.iter().map(|r| (r.span.of(text), r.quoted, r.mention, r.cue, r.closes)).collect();
            let expected = [
                ("It rained. ", None, None, false, None),
                ("“We waited,”", one, None, false, one),
                (" ", None, None, false, None),
                ("said", None, None, true, None),
                (" ", None, None, false, None),
                ("Mara Kessel", None, one, false, None),
                (".", None, None, false, None),
            ];
            assert_eq!(found, expected);
        });
    }

    proptest! {
        #[test]
        fn runs_joined_are_the_text(parts in proptest::collection::vec("“[a-z ]{1,9},” said (he|Mara Kessel)\\.|\\PC{0,9}|\n|[“”‘’'\" ]", 0..30)) {
            let text = parts.concat();
            with_runs(&text, |runs| {
                let joined: String = runs.iter().map(|r| r.span.of(&text)).collect();
                assert_eq!(joined, text);
                assert!(runs.iter().all(|r| !r.span.is_empty()));
            });
        }
    }
}
