//! DirectQuote's files: a line a token, its label in the last column, an empty line between paragraphs.
//!
//! Labels are `LeftSpeaker` (a quotation whose speaker stands before it), `RightSpeaker` (behind it), `Unknown` (a quotation without a
//! speaker), `Speaker`, and `Out` or `O` (github.com/THUNLP-MT/DirectQuote). Columns between the first and the last, and `-DOCSTART-`
//! lines, are passed over.
//!
//! A paragraph is an article of its own, since the files do not tell which belong together; its id is the file's name and the line where it
//! begins. Its quotations are of kind direct. The speaker is the nearest labelled one of that side. One that is only a pronoun names
//! nobody: the quotation keeps it as its mention, and as nobody can tell whose words they are it is not scored. Quoted fragments have no
//! label in this sample.

use super::input::{Input, limit};
use super::iob::{self, Label};
use super::rebuilt::{Rebuilt, Side};
use crate::error::{Error, Result};
use crate::gold::{GoldArticle, GoldQuotation, GoldSpeaker};
use crate::lexicon::{Builtin, Facts};
use crate::row_kind::RowKind;
use crate::span::{OffsetMap, Units};
use std::collections::VecDeque;
use std::io::BufRead;
use std::ops::Range;

/// What a run of tokens is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Who speaks.
    Speaker,
    /// A quotation whose speaker stands before it.
    Left,
    /// A quotation whose speaker stands behind it.
    Right,
    /// A quotation without a speaker.
    Unknown,
}

/// What a label is, if it is one.
pub(super) fn label(text: &str) -> Option<Option<Label<Kind>>> {
    iob::read(text, |name| match name {
        "Speaker" => Some(Kind::Speaker),
        "LeftSpeaker" => Some(Kind::Left),
        "RightSpeaker" => Some(Kind::Right),
        "Unknown" => Some(Kind::Unknown),
        _ => None,
    })
}

/// The token and the label of a line, if it has both.
pub(super) fn columns(line: &str) -> Option<(&str, &str)> {
    let mut columns = line.split([' ', '\t']).filter(|column| !column.is_empty());
    Some((columns.next()?, columns.next_back()?))
}

/// Whether a line stands between paragraphs.
pub(super) fn is_between(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with("-DOCSTART-")
}

/// Reads the paragraphs of a file.
pub(super) struct Reader<R> {
    input: Input<R>,
    stem: String,
    faults: VecDeque<Error>,
}

/// The tokens of a paragraph with their labels.
#[derive(Default)]
struct Paragraph {
    /// The line of the first token.
    line: u64,
    bytes: usize,
    tokens: Vec<String>,
    labels: Vec<Option<Label<Kind>>>,
}

impl<R: BufRead> Reader<R> {
    /// A reader of `input`; ids begin with `stem`.
    pub(super) fn new(input: Input<R>, stem: String) -> Self {
        Reader { input, stem, faults: VecDeque::new() }
    }

    /// The next paragraph; the first fault in it costs it.
    fn paragraph(&mut self) -> Option<Result<Paragraph>> {
        let mut paragraph = Paragraph::default();
        let mut fault = None;
        while let Some(line) = self.input.next() {
            let added = match line {
                Ok(line) if is_between(line) && (paragraph.line > 0 || fault.is_some()) => break,
                Ok(line) if is_between(line) => continue,
                Ok(line) => paragraph.add(line),
                Err(error) => {
                    fault.get_or_insert(error);
                    continue;
                }
            };
            if paragraph.line == 0 {
                paragraph.line = self.input.line;
            }
            if let Err(what) = added {
                fault.get_or_insert(self.input.fault(format_args!("{what}; the paragraph is left out")));
            }
        }
        match fault {
            Some(fault) => Some(Err(fault)),
            None => (paragraph.line > 0).then_some(Ok(paragraph)),
        }
    }

    fn article(&mut self, paragraph: &Paragraph) -> GoldArticle {
        let runs = iob::runs(&paragraph.labels);
        let (text, places) = paragraph.text(&runs);
        let map = OffsetMap::new(&text, Units::CodePoints);
        let place = |run: &Range<usize>| [places[run.start][0], places[run.end - 1][1]];
        let words = |[start, end]: [u32; 2]| text[map.to_byte(&text, start) as usize..map.to_byte(&text, end) as usize].to_owned();

        let mut article = GoldArticle { id: format!("{}:{}", self.stem, paragraph.line), ..GoldArticle::default() };
        for (i, (kind, run)) in runs.iter().enumerate().filter(|(_, (kind, _))| *kind != Kind::Speaker) {
            let speaker = match kind {
                Kind::Left => runs[..i].iter().rev().find(|(kind, _)| *kind == Kind::Speaker),
                Kind::Right => runs[i + 1..].iter().find(|(kind, _)| *kind == Kind::Speaker),
                _ => None,
            };
            if speaker.is_none() && *kind != Kind::Unknown {
                let side = if *kind == Kind::Left { "before" } else { "behind" };
                let line = paragraph.line + run.start as u64;
                let told = format_args!("no Speaker is labelled {side} this quotation in its paragraph; it is kept without one");
                self.faults.push_back(Error::format(&self.input.name, line, None, told));
            }
            let [start, end] = place(run);
            let mention = speaker.map(|(_, run)| words(place(run)));
            let name = mention.clone().filter(|mention| !is_pronoun(mention));
            if let Some(name) = name.as_ref().filter(|name| article.speakers.iter().all(|known| known.name != **name)) {
                article.speakers.push(GoldSpeaker { name: name.clone(), aliases: Vec::new() });
            }
            let speakers = name.into_iter().collect();
            article.quotations.push(GoldQuotation { start, end, kind: RowKind::Direct, speakers, mention, cue: None });
        }
        article.text = text;
        article
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<GoldArticle>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(fault) = self.faults.pop_front() {
            return Some(Err(fault));
        }
        Some(self.paragraph()?.map(|paragraph| self.article(&paragraph)))
    }
}

impl Paragraph {
    /// Adds the token of a line, or tells what is wrong with the line.
    fn add(&mut self, line: &str) -> Result<(), String> {
        let Some((token, text)) = columns(line) else {
            return Err("no label behind the token; expected a token, a blank or a tab, and a label".to_owned());
        };
        let Some(label) = label(text) else {
            return Err(format!(
                "label {text:?} is unknown; expected Out, Speaker, LeftSpeaker, RightSpeaker or Unknown, with B- or I- before"
            ));
        };
        self.bytes += token.len() + 1;
        if self.bytes > limit() {
            (self.tokens, self.labels) = (Vec::new(), Vec::new());
            return Err(format!("more than {} bytes without an empty line", limit()));
        }
        self.tokens.push(token.to_owned());
        self.labels.push(label);
        Ok(())
    }

    /// The text and the places of its tokens. A quote mark at an end of a labelled quotation is on that side of it.
    fn text(&self, runs: &[(Kind, Range<usize>)]) -> (String, Vec<[u32; 2]>) {
        let mut sides = vec![None; self.tokens.len()];
        for (_, run) in runs.iter().filter(|(kind, run)| *kind != Kind::Speaker && run.len() > 1) {
            (sides[run.start], sides[run.end - 1]) = (Some(Side::Opens), Some(Side::Closes));
        }
        let mut text = Rebuilt::default();
        let places = self.tokens.iter().zip(sides).map(|(token, side)| text.push(token, side)).collect();
        (text.into_text(), places)
    }
}

/// Whether the words are one pronoun.
fn is_pronoun(words: &str) -> bool {
    let lexicon = Builtin::get();
    lexicon.info(lexicon.id(&words.to_lowercase())).facts.has(Facts::PRONOUN)
}

#[cfg(test)]
mod tests {
    use super::super::parted;
    use super::*;
    use proptest::prelude::*;

    fn read(lines: &str) -> (Vec<GoldArticle>, Vec<String>) {
        read_bytes(lines.replace(" / ", "\n").as_bytes())
    }

    fn read_bytes(bytes: &[u8]) -> (Vec<GoldArticle>, Vec<String>) {
        parted(Reader::new(Input::new(bytes, "f.txt".to_owned()), "f".to_owned()))
    }

    fn quoted(article: &GoldArticle) -> Vec<(String, &[String], Option<&str>)> {
        let points: Vec<char> = article.text.chars().collect();
        let row = |q: &'_ GoldQuotation| points[q.start as usize..q.end as usize].iter().collect::<String>();
        article.quotations.iter().map(|q| (row(q), &q.speakers[..], q.mention.as_deref())).collect()
    }

    #[test]
    fn speakers_are_those_of_the_side_that_is_labelled() {
        let (articles, faults) = read(
            "Åse B-Speaker / Lund I-Speaker / said Out / \" B-LeftSpeaker / Ja I-LeftSpeaker / \" I-LeftSpeaker / and Out / \" I-RightSpeaker / no I-RightSpeaker / , I-RightSpeaker / \" I-RightSpeaker / added Out / Ole I-Speaker / . O / \n\" Unknown / Well Unknown / \" Unknown",
        );
        assert_eq!(faults, [""; 0]);
        assert_eq!(articles[0].text, "Åse Lund said \"Ja\" and \"no,\" added Ole.");
        let (ase, ole) = (["Åse Lund".to_owned()], ["Ole".to_owned()]);
        assert_eq!(
            quoted(&articles[0]),
            [("\"Ja\"".to_owned(), &ase[..], Some("Åse Lund")), ("\"no,\"".to_owned(), &ole[..], Some("Ole"))]
        );
        assert_eq!((articles[0].id.as_str(), articles[0].speakers.len(), &articles[0].attributions), ("f:1", 2, &None));
        assert_eq!((articles[1].id.as_str(), quoted(&articles[1])), ("f:16", vec![("\"Well\"".to_owned(), &[][..], None)]));
    }

    #[test]
    fn quotations_side_by_side_are_two_and_a_pronoun_names_nobody() {
        let (articles, faults) = read(
            "\" I-RightSpeaker / A I-RightSpeaker / \" I-RightSpeaker / \" B-RightSpeaker / B I-RightSpeaker / \" I-RightSpeaker / She I-Speaker / said Out",
        );
        assert_eq!((articles[0].text.as_str(), faults.len()), ("\"A\" \"B\" She said", 0));
        assert_eq!(quoted(&articles[0]), [("\"A\"".to_owned(), &[][..], Some("She")), ("\"B\"".to_owned(), &[][..], Some("She"))]);
        assert!(articles[0].speakers.is_empty());
    }

    #[test]
    fn faults_name_their_line_and_cost_their_paragraph() {
        let (articles, faults) = read("We Out / said / we B-Quote / \nOle Out / \nWe I-LeftSpeaker / left I-LeftSpeaker / Ole Speaker");
        assert_eq!(
            faults,
            [
                "f.txt:2: no label behind the token; expected a token, a blank or a tab, and a label; the paragraph is left out",
                "f.txt:7: no Speaker is labelled before this quotation in its paragraph; it is kept without one",
            ]
        );
        assert_eq!(articles.iter().map(|a| (a.id.as_str(), a.quotations.len())).collect::<Vec<_>>(), [("f:5", 0), ("f:7", 1)]);
        let (_, faults) = read("we B-Quote");
        assert!(faults[0].starts_with("f.txt:1: label \"B-Quote\" is unknown; expected Out, Speaker,"), "{faults:?}");
    }

    proptest! {
        #[test]
        fn any_labels_give_spans_of_the_tokens(
            rows in prop::collection::vec((
                prop::sample::select(vec!["\"", "''", "``", "we", "Åse", "😀", ",", "n't", "("]),
                prop::sample::select(vec!["Out", "O", "I-Speaker", "B-Speaker", "I-LeftSpeaker", "B-LeftSpeaker", "RightSpeaker", "I-Unknown"]),
            ), 1..40),
        ) {
            let lines: String = rows.iter().map(|(token, label)| format!("{token}\t{label}\n")).collect();
            let (articles, _) = read_bytes(lines.as_bytes());
            prop_assert_eq!(articles.len(), 1);
            let labels: Vec<_> = rows.iter().map(|(_, text)| label(text).unwrap()).collect();
            let runs: Vec<_> = iob::runs(&labels).into_iter().filter(|(kind, _)| *kind != Kind::Speaker).collect();
            let bare = |text: &str| text.replace(' ', "").replace("``", "“").replace(['”'], "“").replace("''", "“");
            let expected: Vec<String> = runs.iter().map(|(_, run)| bare(&rows[run.clone()].iter().map(|(token, _)| *token).collect::<Vec<_>>().join(" "))).collect();
            let found: Vec<String> = quoted(&articles[0]).iter().map(|(text, ..)| bare(text)).collect();
            prop_assert_eq!(found, expected);
            let line = serde_json::to_string(&articles[0]).unwrap();
            prop_assert_eq!(GoldArticle::read(line.as_bytes(), "g").unwrap(), articles);
        }

        #[test]
        fn any_bytes_are_read_to_their_end(bytes in prop::collection::vec(prop::sample::select(b"a\"B-ISpeakerOut \t\r\n\xFF\xC3".to_vec()), 0..200)) {
            let (articles, faults) = read_bytes(&bytes);
            prop_assert!(articles.len() + faults.len() <= 2 * bytes.len());
        }
    }
}
