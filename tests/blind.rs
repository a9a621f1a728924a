//! The blind sample: `corpus/blind/gold.jsonl` is exactly what its marked articles give. `WHOSAID_ACCEPT=1 cargo test --test blind`
//! writes it anew.
//!
//! An article begins with a line for every speaker, `@ KEY = NAME; ALIAS; …`. In the text behind them every span in quote marks is
//! marked with its speakers and its kind: `[[KEY+KEY|d|“…”]]`, *d* for direct, *m* for mixed, *n* for nobody's words.

#[path = "support/generated.rs"]
mod generated;

use std::fs;
use std::path::{Path, PathBuf};

use generated::assert_generated;
use serde::Serialize;
use whosaid::GoldArticle;

#[derive(Serialize)]
struct Gold {
    id: String,
    text: String,
    speakers: Vec<Speaker>,
    quotations: Vec<Quotation>,
}

#[derive(Serialize)]
struct Speaker {
    name: String,
    aliases: Vec<String>,
}

#[derive(Serialize)]
struct Quotation {
    start: usize,
    end: usize,
    kind: &'static str,
    speakers: Vec<String>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/blind")
}

/// The speakers of an article with their keys, from the lines at its head, and the text behind them.
fn speakers(file: &str) -> (Vec<(&str, Speaker)>, &str) {
    let (head, text) = file.split_once("\n\n").expect("an empty line behind the speakers");
    let speaker = |line| {
        let (key, names) = str::strip_prefix(line, "@ ").and_then(|rest| rest.split_once(" = ")).expect("@ KEY = NAME");
        let mut names = names.split("; ").map(str::to_owned);
        let name = names.next().expect("a name");
        (key, Speaker { name, aliases: names.collect() })
    };
    (head.lines().map(speaker).collect(), text)
}

fn gold(id: String, file: &str) -> Gold {
    let (speakers, marked) = speakers(file);
    let mut text = String::new();
    let mut quotations = Vec::new();
    let mut rest = marked.trim_end();
    while let Some((before, behind)) = rest.split_once("[[") {
        let (marks, after) = behind.split_once("]]").unwrap_or_else(|| panic!("{id}: no end of {behind:.40}"));
        let mut parts = marks.splitn(3, '|');
        let [Some(keys), Some(kind), Some(words)] = [(); 3].map(|()| parts.next()) else { panic!("{id}: {marks:.40}") };
        text.push_str(before);
        let start = text.chars().count();
        text.push_str(words);
        let kind = match kind {
            "d" => "direct",
            "m" => "mixed",
            "n" => "none",
            _ => panic!("{id}: {kind} is no kind"),
        };
        let name = |key: &str| {
            let known = speakers.iter().find(|(known, _)| *known == key);
            known.unwrap_or_else(|| panic!("{id}: nobody has the key {key}")).1.name.clone()
        };
        let speakers: Vec<String> = keys.split('+').filter(|key| !key.is_empty()).map(name).collect();
        assert!(kind != "none" || speakers.is_empty(), "{id}: nobody's words have a speaker: {words:.40}");
        quotations.push(Quotation { start, end: text.chars().count(), kind, speakers });
        rest = after;
    }
    text.push_str(rest);
    text.push('\n');
    assert!(!text.contains("[[") && !text.contains("]]"), "{id}: a mark is left");
    Gold { id, text, speakers: speakers.into_iter().map(|(_, speaker)| speaker).collect(), quotations }
}

fn articles() -> Vec<Gold> {
    let folder = folder().join("articles");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder).expect("the articles").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let read = |path: &PathBuf| {
        let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
        gold(id, &fs::read_to_string(path).expect("a text"))
    };
    paths.iter().map(read).collect()
}

#[test]
fn gold_is_exactly_built_from_the_marked_articles() {
    let lines: Vec<String> = articles().iter().map(|article| serde_json::to_string(article).expect("JSON")).collect();
    let built = format!("{}\n", lines.join("\n"));
    assert_generated("blind", &folder().join("gold.jsonl"), &built);
}

/// Read by the library, every span is in marks, and every speaker speaks.
#[test]
fn every_span_is_in_marks_and_every_speaker_speaks() {
    let stored = fs::read_to_string(folder().join("gold.jsonl")).expect("corpus/blind/gold.jsonl");
    let mut spans = 0;
    for line in stored.lines() {
        let article: GoldArticle = serde_json::from_str(line).expect("the library reads the gold");
        let letters: Vec<char> = article.text.chars().collect();
        for quotation in &article.quotations {
            let first = letters[quotation.start as usize];
            assert!("“„‘\"'«`".contains(first), "{}: {first} at {} is no mark", article.id, quotation.start);
            spans += 1;
        }
        for speaker in &article.speakers {
            let speaks = article.quotations.iter().any(|q| q.speakers.contains(&speaker.name));
            assert!(speaks, "{}: {} says nothing", article.id, speaker.name);
        }
    }
    assert!(spans >= 2_800, "{spans} spans");
}
