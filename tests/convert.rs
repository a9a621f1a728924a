//! `whosaid convert` as a user runs it: the real binary, in a temporary folder, and what it writes scored by `whosaid eval`.
#![cfg(feature = "cli")]

#[path = "support/place.rs"]
mod place;

use place::Place;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use whosaid::GoldArticle;

fn folder(files: &[(&str, &str)]) -> Place {
    files.iter().fold(Place::new(), |place, (file, text)| place.with(file, text))
}

fn run(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whosaid")).current_dir(folder).args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[track_caller]
fn gold(output: &Output) -> Vec<GoldArticle> {
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    GoldArticle::read(&output.stdout[..], "out").unwrap()
}

const TEXT: &str = "“We waited for nine hours,” said Mara Kessel.\n\nOdo Brandt said the quay would stay closed.\n";
const ANN: &str = "T1\tContent 0 27\t“We waited for nine hours,”\nT2\tCue 28 32\tsaid\nT3\tSource 33 44\tMara Kessel\nE1\tAttribution:T2 Content:T1 Cue:T2 Source:T3\n\
T4\tSource 47 57\tOdo Brandt\nT5\tCue 58 62\tsaid\nT6\tContent 63 89\tthe quay would stay closed\nE2\tAttribution:T5 Source:T4 Cue:T5 Content:T6\n";

#[test]
fn a_folder_of_brat_is_converted_and_evaluated() {
    let folder = folder(&[("sample/train/text/harbour.txt", TEXT), ("sample/train/attributions/harbour_4e07.ann", ANN)]);
    let converted = run(folder.path(), &["convert", "sample", "-o", "gold.jsonl"]);
    assert_eq!((converted.status.code(), text(&converted.stderr), text(&converted.stdout)), (Some(0), "", ""));
    let evaluated = run(folder.path(), &["eval", "gold.jsonl", "--json"]);
    assert_eq!((evaluated.status.code(), text(&evaluated.stderr)), (Some(0), ""));
    let json: Value = serde_json::from_slice(&evaluated.stdout).unwrap();
    let relations = &json["samples"][0]["relations"]["all"];
    for part in ["source", "cue", "content", "relation"] {
        assert_eq!(relations[part]["exact"]["labelled"], 2, "{part}");
        assert_eq!(relations[part]["exact"]["right"], 2, "{part} of two plain attributions is found: {relations}");
    }
    // The id is that of the text, so that records for the texts are scored too.
    let annotated = run(folder.path(), &["annotate", "sample/train/text", "-o", "records.jsonl"]);
    assert_eq!(annotated.status.code(), Some(0), "{}", text(&annotated.stderr));
    let scored = run(folder.path(), &["eval", "gold.jsonl", "--predictions", "records.jsonl", "--json"]);
    let scored: Value = serde_json::from_slice(&scored.stdout).unwrap();
    assert_eq!(scored["samples"][0]["relations"], json["samples"][0]["relations"]);
}

#[test]
fn formats_are_recognised_and_may_be_mixed() {
    let directquote = "\" B-RightSpeaker\nWe I-RightSpeaker\nwaited I-RightSpeaker\n, I-RightSpeaker\n\" I-RightSpeaker\nsaid Out\nMara B-Speaker\nKessel I-Speaker\n. Out\n";
    let cofenet = json!({"id": "c", "tokens": ["``", "We", "waited", ",", "''", "said", "Mara", "Kessel", "."],
        "labels": ["B-content", "I-content", "I-content", "I-content", "I-content", "B-cue", "B-source", "I-source", "O"]});
    let folder = folder(&[("dq.txt", directquote), ("cofe.txt", &cofenet.to_string()), ("brat/b.txt", TEXT), ("brat/b.ann", ANN)]);
    let articles = gold(&run(folder.path(), &["convert", "dq.txt", "cofe.txt", "brat"]));
    let told: Vec<_> = articles.iter().map(|a| (a.id.as_str(), a.text.as_str())).collect();
    assert_eq!(told, [("dq:1", "\"We waited,\" said Mara Kessel."), ("c", "“We waited,” said Mara Kessel."), ("b", TEXT)]);
    assert_eq!(articles[0].quotations[0].speakers, ["Mara Kessel"]);

    fs::write(folder.path().join("gold.jsonl"), run(folder.path(), &["convert", "dq.txt", "--from", "directquote"]).stdout).unwrap();
    let evaluated = run(folder.path(), &["eval", "gold.jsonl", "--floor", "1"]);
    assert_eq!(evaluated.status.code(), Some(0), "{}", text(&evaluated.stdout));
}

#[test]
fn faults_are_told_with_file_and_line_and_the_rest_goes_on() {
    let broken = ANN.replace("T2\tCue 28 32\tsaid", "T2\tCue 28 99\tsaid");
    let folder = folder(&[
        ("s/a.txt", TEXT),
        ("s/a.ann", &broken),
        ("s/b.ann", ""),
        ("plain.txt", "Nothing."),
        ("dq.txt", "We Out\nwaited\n\nOdo Out\n"),
    ]);
    let output = run(folder.path(), &["convert", "s", "plain.txt", "dq.txt", "absent.txt"]);
    assert_eq!(output.status.code(), Some(1));
    let messages: Vec<&str> = text(&output.stderr).lines().collect();
    let beginnings = [
        "whosaid: s/b.ann: no text b.txt beside it, nor in text",
        "whosaid: s/a.ann:2: T2: 28..99 is no span of the text; expected start < end within its 91 code points",
        "whosaid: s/a.ann:4: E1: T2 cannot be used; the attribution is left out",
        "whosaid: plain.txt:1: not recognised as brat, DirectQuote or CofeNet; name the format",
        "whosaid: dq.txt:2: no label behind the token;",
        "whosaid: absent.txt: ",
        "whosaid: articles written: 2, faults told above: 6",
    ];
    assert_eq!(messages.len(), beginnings.len(), "{messages:#?}");
    for (message, beginning) in messages.iter().zip(beginnings) {
        assert!(message.starts_with(beginning), "{message:?} does not begin with {beginning:?}");
    }
    let articles = GoldArticle::read(&output.stdout[..], "out").unwrap();
    assert_eq!(articles.iter().map(|a| a.id.as_str()).collect::<Vec<_>>(), ["a", "dq:4"]);
    assert_eq!(articles[0].attributions.as_ref().map(Vec::len), Some(1));
}

#[test]
fn what_cannot_run_writes_nothing() {
    let folder = folder(&[("s/a.txt", TEXT), ("s/a.ann", ANN), ("empty/x.md", "")]);
    for (args, message) in [
        (&["convert", "absent"][..], "whosaid: absent: "),
        (&["convert", "empty"], "whosaid: empty: no .ann file in the folder"),
        (&["convert", "s", "--from", "cofenet"], "whosaid: s: is a folder; name the files of this format in it"),
        (&["convert", "s", "-o", "s/a.txt"], "whosaid: "),
    ] {
        let output = run(folder.path(), args);
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(2), ""), "{args:?}");
        assert!(text(&output.stderr).starts_with(message), "{args:?}: {}", text(&output.stderr));
    }
    assert_eq!(fs::read_to_string(folder.path().join("s/a.txt")).unwrap(), TEXT, "no input is written over");
}
