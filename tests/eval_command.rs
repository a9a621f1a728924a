//! `whosaid eval` as a user meets it: exit codes, floors, errors in context, JSON.
#![cfg(feature = "cli")]

use std::path::Path;
use std::process::{Command, Output};

fn eval(args: &[&str]) -> Output {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/eval");
    Command::new(env!("CARGO_BIN_EXE_whosaid")).current_dir(data).arg("eval").args(args).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn the_last_line_of_every_block_is_the_speaker_score() {
    let output = eval(&["gold.jsonl", "gold.jsonl", "--predictions", "records.jsonl"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let blocks: Vec<&str> = text(&output.stdout).split("\n\n").collect();
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let last = block.lines().last().unwrap();
        assert!(last.starts_with("speaker_f1 P 0.8333 R 0.7955 F1 0.8140 n 44  95% 0."), "{last}");
    }
}

#[test]
fn a_floor_decides_the_exit_code() {
    let held = eval(&["gold.jsonl", "--predictions", "records.jsonl", "--floor", "0.81"]);
    assert_eq!((held.status.code(), text(&held.stderr)), (Some(0), ""));
    let missed = eval(&["gold.jsonl", "--predictions", "records.jsonl", "--floor", "0.82"]);
    assert_eq!(missed.status.code(), Some(1));
    assert_eq!(text(&missed.stderr), "whosaid: gold.jsonl: speaker F1 0.8140 is below the floor 0.8200\n");
    assert!(text(&missed.stdout).contains("speaker_f1 "), "the scores come all the same");
    assert_eq!(eval(&["gold.jsonl", "--floor", "81"]).status.code(), Some(2), "81 is no share");
}

#[test]
fn what_cannot_run_says_where_and_exits_with_2() {
    let absent = eval(&["absent.jsonl"]);
    assert_eq!((absent.status.code(), text(&absent.stdout)), (Some(2), ""));
    assert!(text(&absent.stderr).starts_with("whosaid: cannot open the labelled sample absent.jsonl: "), "{}", text(&absent.stderr));
    let wrong = eval(&["gold.jsonl", "--predictions", "README.md"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).starts_with("whosaid: README.md:1:1: expected value; expected a record {"), "{}", text(&wrong.stderr));
}

#[test]
fn errors_are_shown_by_class_up_to_the_number_asked_for() {
    let output = eval(&["gold.jsonl", "--predictions", "records.jsonl", "--errors", "2"]);
    let stdout = text(&output.stdout);
    let first =
        "wrong speaker: 6, shown 2\n  descriptions 179..188 direct\n    wanted    his brother (by his brother)\n    predicted his (rule)\n";
    assert!(stdout.contains(first), "{stdout}");
    assert!(stdout.contains("president said. ⟦“It has,”⟧ his brother said."), "{stdout}");
    assert!(stdout.contains("taken for nobody's: 1, shown 1\n  nobodys "), "{stdout}");
    assert!(stdout.contains("nobody's words, but a speaker given: 1, shown 1\n"), "{stdout}");
    assert!(stdout.contains("    wanted    nobody\n    predicted Ada Lund (rule)\n"), "{stdout}");
}

#[test]
fn json_is_one_object_and_the_same_on_every_run() {
    let run = || eval(&["gold.jsonl", "--predictions", "peer.jsonl", "--json", "--errors", "1"]);
    let first = run();
    let json: serde_json::Value = serde_json::from_slice(&first.stdout).unwrap();
    let sample = &json["samples"][0];
    assert_eq!(sample["gold"], "gold.jsonl");
    assert_eq!(sample["speakers"]["speaker"]["labelled"], 44);
    assert_eq!(sample["relations"]["all"]["relation"]["exact"]["right"], 27);
    assert_eq!(sample["errors"].as_array().unwrap().len(), 4, "one of each class that occurs");
    assert_eq!(first.stdout, run().stdout);
}

#[test]
fn without_predictions_the_pipeline_is_scored() {
    let output = eval(&["gold.jsonl", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["samples"][0]["articles"], &json["samples"][0]["unpredicted"]), (&12.into(), &0.into()));
}
