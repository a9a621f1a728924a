//! CofeNet's files: a JSON object a line, with the tokens of a paragraph or of a few sentences, and their labels.
//!
//! ```json
//! {"id": "a", "tokens": ["We", "waited", ",", "said", "Åse"], "labels": ["B-content", "I-content", "O", "B-cue", "B-source"]}
//! ```
//!
//! Lines that follow one another with the same id (a string or a number) are the paragraphs of one article; one without an id is an article
//! by itself. That is the better reading: on PolNeAR's dev split in this form (relations, exact and by overlap) whole articles score .566
//! and .696, lines apart .561 and .692. The labels do not say which source and cue belong to which content: `link.rs` does. Other fields
//! are passed over.

use super::input::{Input, limit};
use super::iob::{self, Label};
use super::link::{Part, link};
use super::rebuilt::Rebuilt;
use crate::error::{Error, Result};
use crate::gold::{GoldArticle, GoldAttribution};
use crate::jsonl::reason;
use serde::Deserialize;
use serde_json::Value;
use std::collections::VecDeque;
use std::io::BufRead;

/// A line, for errors.
const SHAPE: &str = r#"{"id", "tokens": ["…"], "labels": ["O", "B-source", "I-content", …]}"#;

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    id: Value,
    tokens: Vec<String>,
    labels: Vec<String>,
}

/// Reads the articles of a file.
pub(super) struct Reader<R> {
    input: Input<R>,
    stem: String,
    faults: VecDeque<Error>,
    /// The article that is being put together.
    open: Option<Open>,
}

/// An article that may go on in the next line.
struct Open {
    id: String,
    /// Whether the lines gave the id.
    named: bool,
    text: Rebuilt,
    attributions: Vec<GoldAttribution>,
}

impl<R: BufRead> Reader<R> {
    /// A reader of `input`; ids that the lines do not give begin with `stem`.
    pub(super) fn new(input: Input<R>, stem: String) -> Self {
        Reader { input, stem, faults: VecDeque::new(), open: None }
    }

    /// Takes in a row. The article before it comes back if that is finished.
    fn take(&mut self, row: &Row) -> Result<Option<GoldArticle>, String> {
        let labels = row.labels()?;
        let given = row.id()?;
        let goes_on = self.open.as_ref().is_some_and(|open| open.named && given.as_deref() == Some(open.id.as_str()));
        let finished = if goes_on { None } else { self.open.take() };
        let (named, line) = (given.is_some(), self.input.line);
        let open = self.open.get_or_insert_with(|| Open {
            id: given.unwrap_or_else(|| format!("{}:{line}", self.stem)),
            named,
            text: Rebuilt::default(),
            attributions: Vec::new(),
        });
        if let Err(fault) = open.add(&row.tokens, &labels) {
            self.faults.push_back(self.input.fault(fault));
        }
        Ok(finished.map(Open::finish))
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<GoldArticle>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(fault) = self.faults.pop_front() {
                return Some(Err(fault));
            }
            let row = match self.input.next() {
                None => return self.open.take().map(|open| Ok(open.finish())),
                Some(Err(error)) => return Some(Err(error)),
                Some(Ok(line)) if line.trim().is_empty() => continue,
                Some(Ok(line)) => serde_json::from_str::<Row>(line).map_err(|error| format!("{}; expected {SHAPE}", reason(&error))),
            };
            match row.and_then(|row| self.take(&row)) {
                Ok(None) => {}
                Ok(Some(article)) => return Some(Ok(article)),
                Err(what) => return Some(Err(self.input.fault(format_args!("{what}; the line is left out")))),
            }
        }
    }
}

impl Row {
    fn id(&self) -> Result<Option<String>, String> {
        match &self.id {
            Value::Null => Ok(None),
            Value::String(id) => Ok(Some(id.clone())),
            Value::Number(id) => Ok(Some(id.to_string())),
            _ => Err("the id is neither a string nor a number".to_owned()),
        }
    }

    fn labels(&self) -> Result<Vec<Option<Label<Part>>>, String> {
        let (tokens, labels) = (self.tokens.len(), self.labels.len());
        if tokens != labels {
            return Err(format!("{tokens} tokens and {labels} labels; expected as many of both"));
        }
        if let Some(i) = self.tokens.iter().position(|token| token.trim().is_empty()) {
            return Err(format!("tokens[{i}] is empty"));
        }
        let read = |label: &String| {
            iob::read(label, Part::named)
                .ok_or_else(|| format!("label {label:?} is unknown; expected O, or B- or I- with source, cue or content"))
        };
        self.labels.iter().map(read).collect()
    }
}

impl Open {
    fn add(&mut self, tokens: &[String], labels: &[Option<Label<Part>>]) -> Result<(), String> {
        let size = self.text.text().len() + tokens.iter().map(|token| token.len() + 1).sum::<usize>();
        if size > limit() {
            return Err(format!("article {} has more than {} bytes; the line is left out", self.id, limit()));
        }
        self.text.end_paragraph();
        let places: Vec<[u32; 2]> = tokens.iter().map(|token| self.text.push(token, None)).collect();
        let runs = iob::runs(labels);
        for group in link(&runs, tokens) {
            let pieces = |wanted: Part| {
                let runs = group.iter().map(|&i| &runs[i]).filter(|(part, _)| *part == wanted);
                let pieces: Vec<[u32; 2]> = runs.map(|(_, run)| [places[run.start][0], places[run.end - 1][1]]).collect();
                (!pieces.is_empty()).then_some(pieces)
            };
            let [source, cue, content] = [Part::Source, Part::Cue, Part::Content].map(pieces);
            self.attributions.push(GoldAttribution { source, cue, content, ..GoldAttribution::default() });
        }
        Ok(())
    }

    fn finish(self) -> GoldArticle {
        let attributions = Some(self.attributions);
        GoldArticle { id: self.id, text: self.text.into_text(), attributions, ..GoldArticle::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::parted;
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    fn read(bytes: &[u8]) -> (Vec<GoldArticle>, Vec<String>) {
        parted(Reader::new(Input::new(bytes, "f.jsonl".to_owned()), "f".to_owned()))
    }

    fn words(article: &GoldArticle, pieces: &Option<Vec<[u32; 2]>>) -> Vec<String> {
        let points: Vec<char> = article.text.chars().collect();
        pieces.iter().flatten().map(|&[start, end]| points[start as usize..end as usize].iter().collect()).collect()
    }

    fn row(id: &str, tokens: &str, labels: &str) -> String {
        let split = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        format!("{}\n", json!({"id": id, "tokens": split(tokens), "labels": split(labels), "pos": ["X"]}))
    }

    #[test]
    fn lines_of_one_id_are_one_article() {
        let lines = [
            row("a", "`` Ja , '' sa Åse .", "B-content I-content I-content I-content B-cue B-source O"),
            "\n".to_owned(),
            row("a", "Hun gikk .", "B-source O O"),
            row("b", "Slutt", "O"),
            row("a", "Igjen", "O"),
        ]
        .concat();
        let (articles, faults) = read(lines.as_bytes());
        assert_eq!(faults, [""; 0]);
        let told: Vec<_> = articles.iter().map(|a| (a.id.as_str(), a.text.as_str(), a.attributions.as_ref().unwrap().len())).collect();
        assert_eq!(told, [("a", "“Ja,” sa Åse.\n\nHun gikk.", 2), ("b", "Slutt", 0), ("a", "Igjen", 0)]);
        let [first, second] = &articles[0].attributions.as_ref().unwrap()[..] else { panic!("two attributions") };
        assert_eq!([&first.content, &first.cue, &first.source].map(|p| words(&articles[0], p)), [["“Ja,”"], ["sa"], ["Åse"]]);
        assert_eq!((words(&articles[0], &second.source), &second.cue), (vec!["Hun".to_owned()], &None));
    }

    #[test]
    fn faults_name_their_line_and_cost_it() {
        let lines = concat!(
            r#"{"tokens":["a"],"labels":["O"],"id":7}"#,
            "\n",
            r#"{"tokens":["a"],"labels":[],"id":7}"#,
            "\n",
            r#"{"tokens":["a"],"labels":["B-quote"],"id":7}"#,
            "\n",
            r#"{"tokens":["a",""],"labels":["O","O"],"id":7}"#,
            "\n",
            r#"{"tokens":["a"],"labels":["O"],"id":[]}"#,
            "\n",
            r#"{"tokens":["a"]}"#,
            "\n",
            r#"{"tokens":["b"],"labels":["O"],"id":7}"#,
            "\n",
            r#"{"tokens":["c"],"labels":["O"]}"#,
            "\n",
        );
        let (articles, faults) = read(lines.as_bytes());
        let told: Vec<_> = articles.iter().map(|a| (a.id.as_str(), a.text.as_str())).collect();
        assert_eq!(told, [("7", "a\n\nb"), ("f:8", "c")]);
        let expected = [
            "f.jsonl:2: 1 tokens and 0 labels; expected as many of both; the line is left out",
            "f.jsonl:3: label \"B-quote\" is unknown; expected O, or B- or I- with source, cue or content; the line is left out",
            "f.jsonl:4: tokens[1] is empty; the line is left out",
            "f.jsonl:5: the id is neither a string nor a number; the line is left out",
        ];
        assert_eq!(faults[..4], expected);
        assert!(faults[4].starts_with("f.jsonl:6: missing field `labels`; expected {"), "{}", faults[4]);
    }

    proptest! {
        #[test]
        fn any_labels_give_spans_of_the_tokens(
            rows in prop::collection::vec((
                prop::sample::select(vec!["\"", "''", "``", "We", "Åse", "😀", ",", ".", "n't", "-LRB-"]),
                prop::sample::select(vec!["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]),
            ), 1..40),
        ) {
            let (tokens, labels): (Vec<&str>, Vec<&str>) = rows.iter().copied().unzip();
            let line = json!({"tokens": tokens, "labels": labels}).to_string();
            let (articles, faults) = read(line.as_bytes());
            prop_assert_eq!((articles.len(), faults.len()), (1, 0));
            let bare = |text: &str| text.replace(' ', "").replace("``", "“").replace('”', "“").replace("''", "“").replace("-LRB-", "(");
            let read_labels: Vec<_> = labels.iter().map(|label| iob::read(label, Part::named).unwrap()).collect();
            let mut expected: Vec<(Part, String)> =
                iob::runs(&read_labels).into_iter().map(|(part, run)| (part, bare(&tokens[run].concat()))).collect();
            let mut found = Vec::new();
            let mut places = std::collections::BTreeSet::new();
            for attribution in articles[0].attributions.iter().flatten() {
                for (part, pieces) in [(Part::Source, &attribution.source), (Part::Cue, &attribution.cue), (Part::Content, &attribution.content)] {
                    for (place, text) in pieces.iter().flatten().zip(words(&articles[0], pieces)) {
                        // A source may belong to two.
                        if places.insert(*place) {
                            found.push((part, bare(&text)));
                        }
                    }
                }
            }
            found.sort();
            expected.sort();
            prop_assert_eq!(found, expected);
            let line = serde_json::to_string(&articles[0]).unwrap();
            prop_assert_eq!(GoldArticle::read(line.as_bytes(), "g").unwrap(), articles);
        }

        #[test]
        fn any_bytes_are_read_to_their_end(bytes in prop::collection::vec(any::<u8>(), 0..200), lines in "([{}\":a,\\[\\]tokenslabels0-9]{0,30}\n){0,5}") {
            let (articles, faults) = read(&[lines.as_bytes(), &bytes].concat());
            prop_assert!(articles.len() + faults.len() <= bytes.len() + lines.len());
        }
    }
}
