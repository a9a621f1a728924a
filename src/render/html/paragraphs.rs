//! The runs of a text in paragraphs, as few numbers as will do.

use crate::render::{Row, Run};
use crate::span::Span;
use crate::token::Tokens;
use serde::{Deserialize, Serialize};

/// A headline has no more bytes than this.
const HEADLINE: usize = 140;

/// A paragraph: where it begins and its segments, which follow each other without a gap. White space between paragraphs
/// is in none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paragraph {
    /// The first UTF-16 unit.
    pub start: u32,
    /// Whether it reads as a headline: the first, short, and no sentence.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub headline: bool,
    /// Its segments.
    pub runs: Vec<Segment>,
}

impl Paragraph {
    /// One past the last UTF-16 unit.
    pub fn end(&self) -> u32 {
        self.runs.iter().fold(self.start, |end, segment| end.saturating_add(segment.0))
    }
}

/// A run: its length in UTF-16 units; the number of the quotation in which it stands, or 0; its role, 1 for a mention, 2
/// for a cue, 3 for both; and the numbers of the quotations that end with it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment(pub u32, pub usize, pub u8, pub Vec<usize>);

/// Cuts runs at the ends of paragraphs. `unit` tells of a byte its UTF-16 unit.
pub(super) fn paragraphs(text: &str, tokens: &Tokens, runs: &[Run], rows: &[Row<'_>], unit: impl Fn(u32) -> u32) -> Vec<Paragraph> {
    let mut ends: Vec<(u32, usize)> = rows.iter().map(|row| (row.pieces().last().map_or(0, |p| p.end), row.number)).collect();
    ends.sort_unstable();
    let mut ends = ends.into_iter().peekable();
    let spans: Vec<Span> = tokens.paragraphs().iter().map(|&range| tokens.span(range)).collect();
    let mut found = Vec::with_capacity(spans.len());
    let mut first = 0;
    for (i, &span) in spans.iter().enumerate() {
        let mut segments = Vec::new();
        while runs.get(first).is_some_and(|run| run.span.end <= span.start) {
            first += 1;
        }
        for run in runs[first..].iter().take_while(|run| run.span.start < span.end) {
            let (start, end) = (run.span.start.max(span.start), run.span.end.min(span.end));
            // What ends in the white space behind a paragraph ends with the paragraph.
            let reach = if end < span.end { end } else { spans.get(i + 1).map_or(u32::MAX, |next| next.start) };
            let closes = std::iter::from_fn(|| ends.next_if(|&(at, _)| at <= reach)).map(|(_, number)| number).collect();
            let role = u8::from(run.mention.is_some()) | u8::from(run.cue) << 1;
            segments.push(Segment(unit(end) - unit(start), run.row.unwrap_or(0), role, closes));
        }
        let headline = i == 0 && spans.len() > 1 && span.len() <= HEADLINE && !is_sentence(span.of(text));
        found.push(Paragraph { start: unit(span.start), headline, runs: segments });
    }
    found
}

/// Whether a paragraph ends with a full stop, as headlines do not.
fn is_sentence(paragraph: &str) -> bool {
    paragraph.trim_end_matches(|c: char| "”’\"'»)".contains(c) || c.is_whitespace()).ends_with('.')
}

#[cfg(test)]
mod tests {
    use crate::render::html::Leaf;
    use crate::{Article, Pipeline, Record, RecordOptions};
    use proptest::prelude::*;

    fn with_leaf(text: &str, check: impl FnOnce(&Leaf<'_>)) {
        let article = Article::new("a", text).unwrap();
        let pipeline = Pipeline::new();
        let mut worker = pipeline.worker();
        let record =
            Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions { all: true, ..RecordOptions::default() });
        check(&Leaf::new(text, &record).unwrap());
    }

    /// A segment as text, with what it is.
    type Told = (String, usize, u8, Vec<usize>);

    /// The segments of every paragraph.
    fn told(leaf: &Leaf<'_>) -> Vec<Vec<Told>> {
        let units: Vec<u16> = leaf.text.encode_utf16().collect();
        let segments = |paragraph: &super::Paragraph| {
            let mut at = paragraph.start as usize;
            let tell = |s: &super::Segment| {
                let words = &units[at..at + s.0 as usize];
                at += words.len();
                (String::from_utf16(words).expect("segments end between characters"), s.1, s.2, s.3.clone())
            };
            paragraph.runs.iter().map(tell).collect()
        };
        leaf.paragraphs.iter().map(segments).collect()
    }

    #[test]
    fn segments_have_quotation_mention_and_cue() {
        with_leaf("Gate shut 😀\n\n“We waited,” said Mara Kessel.", |leaf| {
            let plain = |text: &str| (text.to_owned(), 0, 0, vec![]);
            let expected = vec![
                vec![plain("Gate shut 😀")],
                vec![
                    ("“We waited,”".to_owned(), 1, 0, vec![1]),
                    plain(" "),
                    ("said".to_owned(), 0, 2, vec![]),
                    plain(" "),
                    ("Mara Kessel".to_owned(), 0, 1, vec![]),
                    plain("."),
                ],
            ];
            assert_eq!(told(leaf), expected);
            assert_eq!((leaf.name().as_ref(), leaf.paragraphs[1].start), ("Gate shut 😀", 14), "an emoji is two units");
            assert_eq!((leaf.quotations[0].voice, leaf.quotations[0].mention), (Some(1), Some([32, 43])));
        });
    }

    #[test]
    fn a_sentence_is_no_headline() {
        for text in ["It rained.\n\nIt snowed.", "He said: “Go.”\n\nThey went.", "It rained", ""] {
            with_leaf(text, |leaf| assert_eq!(leaf.name(), "a", "{text}"));
        }
    }

    proptest! {
        #[test]
        fn segments_joined_are_the_text_and_every_quotation_ends_once(parts in proptest::collection::vec("“[a-z ]{1,9},” said (he|Mara Kessel)\\.|\\PC{0,9}|\n\n?|[“”‘’'\" 😀]", 0..30)) {
            let text = parts.concat();
            with_leaf(&text, |leaf| {
                let paragraphs = told(leaf);
                let joined: String = paragraphs.iter().flatten().map(|(text, ..)| text.as_str()).collect();
                let blank = |c: &char| !c.is_whitespace();
                assert_eq!(joined.chars().filter(blank).collect::<String>(), text.chars().filter(blank).collect::<String>());
                let mut closed: Vec<usize> = paragraphs.iter().flatten().flat_map(|(.., closes)| closes.clone()).collect();
                closed.sort_unstable();
                assert_eq!(closed, (1..=leaf.quotations.len()).collect::<Vec<_>>());
            });
        }
    }
}
