//! Labelled samples: what a careful reader found in an article.

use crate::error::{Error, Result};
use crate::jsonl;
use crate::row_kind::RowKind;
use crate::span::to_u32;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A line of a labelled sample, for errors.
const SHAPE: &str = r#"a labelled article: {"id", "text", "speakers": [{"name", "aliases"}], "quotations": [{"start", "end", "kind", "speakers"}]} or {"id", "text", "attributions": [{"source", "cue", "content"}]}, offsets in code points"#;

/// What an attribution may do.
const CLASSES: [&str; 4] = ["speech", "writing", "thought", "showing"];

/// How the text stands to an attribution.
const STATUSES: [&str; 3] = ["asserted", "negated", "modal"];

/// One labelled article. Offsets are code points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoldArticle {
    /// The article's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Who speaks in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<GoldSpeaker>,
    /// Quoted spans with their speakers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotations: Vec<GoldQuotation>,
    /// Source, cue and content of every attribution (PolNeAR's way), where the sample has them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributions: Option<Vec<GoldAttribution>>,
}

impl GoldArticle {
    /// Reads a labelled sample from a file: one JSON object a line.
    ///
    /// # Errors
    /// As [`GoldArticle::read`]; [`crate::ErrorKind::Io`] if the file cannot be opened.
    pub fn load(path: &Path) -> Result<Vec<GoldArticle>> {
        let file = path.display().to_string();
        let reader = File::open(path).map_err(|e| Error::io("cannot open the labelled sample", e).in_file(&*file, None))?;
        GoldArticle::read(BufReader::new(reader), &file)
    }

    /// Reads a labelled sample: one JSON object a line. `file` names it in errors.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if the reader fails, [`crate::ErrorKind::Format`] with file and line (and column, where
    /// the line is no JSON of this shape) if a label is of no known kind or lies outside its text, if a
    /// quotation's speaker is none of its article's, or if two articles have one id.
    pub fn read(reader: impl BufRead, file: &str) -> Result<Vec<GoldArticle>> {
        let rows: Vec<(u64, GoldArticle)> = jsonl::read(reader, file, SHAPE)?;
        let mut lines: HashMap<&str, u64> = HashMap::with_capacity(rows.len());
        for (line, article) in &rows {
            // One article scored twice would count twice, and a prediction of this id might be of either.
            let twice = lines
                .insert(&article.id, *line)
                .map(|first| format!("id {:?} is that of line {first} too; expected an id of its own", article.id));
            if let Some(fault) = twice.or_else(|| article.fault()) {
                return Err(Error::format(file, *line, None, fault));
            }
        }
        Ok(rows.into_iter().map(|(_, article)| article).collect())
    }

    /// What is wrong with the labels, if anything is.
    fn fault(&self) -> Option<String> {
        let length = to_u32(self.text.chars().count());
        let outside = |start: u32, end: u32| (start >= end || end > length).then_some((start, end));
        let place = |what: String, (start, end): (u32, u32)| {
            format!("{what} is {start}..{end}; expected start < end within the text's {length} code points")
        };
        for (i, q) in self.quotations.iter().enumerate() {
            if let Some(span) = outside(q.start, q.end) {
                return Some(place(format!("quotations[{i}]"), span));
            }
            // A name that is misspelt here would make every right answer wrong.
            if let Some(name) = q.speakers.iter().find(|name| self.speakers.iter().all(|known| known.name != **name)) {
                return Some(format!("quotations[{i}] has the speaker {name:?}; expected the name of one of the article's speakers"));
            }
        }
        for (i, a) in self.attributions.iter().flatten().enumerate() {
            for (part, pieces) in [("source", &a.source), ("cue", &a.cue), ("content", &a.content)] {
                if let Some(span) = pieces.iter().flatten().find_map(|&[start, end]| outside(start, end)) {
                    return Some(place(format!("{part} of attributions[{i}]"), span));
                }
            }
            for (what, given, known) in [("class", &a.class, &CLASSES[..]), ("status", &a.status, &STATUSES[..])] {
                if let Some(unknown) = given.as_deref().filter(|given| !known.contains(given)) {
                    return Some(format!("{what} of attributions[{i}] is {unknown:?}; expected one of {}", known.join(", ")));
                }
            }
        }
        None
    }
}

/// One speaker of a labelled article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldSpeaker {
    /// The canonical name.
    pub name: String,
    /// Every other form that is right.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// One labelled quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldQuotation {
    /// First code point, the mark included.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// What it is.
    pub kind: RowKind,
    /// Canonical names of who said it; empty if nobody can tell.
    #[serde(default)]
    pub speakers: Vec<String>,
    /// The text that carries the attribution.
    #[serde(default)]
    pub mention: Option<String>,
    /// The cue's text.
    #[serde(default)]
    pub cue: Option<String>,
}

/// One attribution relation: each part is a list of pieces `[start, end]` in code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GoldAttribution {
    /// The mention.
    #[serde(default)]
    pub source: Option<Vec<[u32; 2]>>,
    /// The cue.
    #[serde(default)]
    pub cue: Option<Vec<[u32; 2]>>,
    /// The content.
    #[serde(default)]
    pub content: Option<Vec<[u32; 2]>>,
    /// Canonical names of who the source is; empty if nobody can tell, or where the sample does not say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speakers: Vec<String>,
    /// `speech`, `writing`, `thought` or `showing`, where the sample says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// `asserted`, `negated` or `modal` (*would say*, *if she says*), where the sample says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(lines: &str) -> String {
        GoldArticle::read(lines.as_bytes(), "gold.jsonl").unwrap_err().to_string()
    }

    #[test]
    fn reads_both_ways_of_labelling() {
        let lines = concat!(
            r#"{"id":"a","text":"“Ja,” sa Åse.","speakers":[{"name":"Åse"}],"quotations":[{"start":0,"end":5,"kind":"direct","speakers":["Åse"],"mention":"Åse","cue":null}]}"#,
            "\n",
            r#"{"id":"b","text":"Åse sa ja.","attributions":[{"source":[[0,3]],"cue":[[4,6]],"content":[[7,9]],"speakers":["Åse"],"class":"speech","status":"asserted"},{"content":[[0,10]]}]}"#,
        );
        let gold = GoldArticle::read(lines.as_bytes(), "gold.jsonl").unwrap();
        assert_eq!(gold[0].quotations[0].speakers, ["Åse"]);
        assert_eq!(gold[0].attributions, None);
        let [first, second] = &gold[1].attributions.as_ref().unwrap()[..] else { panic!("two attributions") };
        assert_eq!((&first.speakers[..], first.class.as_deref()), (&["Åse".to_owned()][..], Some("speech")));
        assert_eq!((&second.source, &second.status), (&None, &None));
        assert_eq!(serde_json::to_string(second).unwrap(), r#"{"source":null,"cue":null,"content":[[0,10]]}"#);
    }

    #[test]
    fn a_fault_is_told_with_its_place_and_what_was_expected() {
        let shape = fault("{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\"}\n");
        assert!(shape.starts_with("gold.jsonl:2:10: missing field `text`; expected a labelled article: {"), "{shape}");
        let twice = fault("{\"id\":\"a\",\"text\":\"x\"}\n\n{\"id\":\"a\",\"text\":\"y\"}\n");
        assert_eq!(twice, "gold.jsonl:3: id \"a\" is that of line 1 too; expected an id of its own");
        let kind = fault(r#"{"id":"a","text":"“x”","quotations":[{"start":0,"end":3,"kind":"quote"}]}"#);
        assert!(kind.starts_with(r#"gold.jsonl:1:75: kind is "quote"; expected one of direct, mixed, indirect, none; "#), "{kind}");
        let outside = fault(r#"{"id":"a","text":"“x”","quotations":[{"start":0,"end":7,"kind":"none"}]}"#);
        assert_eq!(outside, "gold.jsonl:1: quotations[0] is 0..7; expected start < end within the text's 3 code points");
        let speaker = fault(
            r#"{"id":"a","text":"“x”","speakers":[{"name":"Åse"}],"quotations":[{"start":0,"end":3,"kind":"direct","speakers":["Åse","Ase"]}]}"#,
        );
        assert_eq!(speaker, "gold.jsonl:1: quotations[0] has the speaker \"Ase\"; expected the name of one of the article's speakers");
        let piece = fault(r#"{"id":"a","text":"“x”","attributions":[{"content":[[0,1],[2,2]]}]}"#);
        assert!(piece.contains("content of attributions[0] is 2..2"), "{piece}");
        let class = fault(r#"{"id":"a","text":"x","attributions":[{"class":"talk"}]}"#);
        assert_eq!(class, r#"gold.jsonl:1: class of attributions[0] is "talk"; expected one of speech, writing, thought, showing"#);
        let status = fault(r#"{"id":"a","text":"x","attributions":[{"status":"doubted"}]}"#);
        assert_eq!(status, r#"gold.jsonl:1: status of attributions[0] is "doubted"; expected one of asserted, negated, modal"#);
    }
}
