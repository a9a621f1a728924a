//! `whosaid eval` as a user meets it: exit codes, floors, errors in context, JSON.
#![cfg(feature = "cli")]

use serde_json::{Value, json};
use std::path::Path;
use std::process::{Command, Output};

fn eval(args: &[&str]) -> Output {
    eval_in(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/eval"), args)
}

fn eval_in(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whosaid")).current_dir(folder).arg("eval").args(args).output().unwrap()
}

/// What a run that ended well has written with `--json`.
#[track_caller]
fn json_of(output: &Output) -> Value {
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
    serde_json::from_slice(&output.stdout).unwrap()
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
    assert!(text(&absent.stderr).starts_with("whosaid: absent.jsonl: "), "{}", text(&absent.stderr));
    let wrong = eval(&["gold.jsonl", "--predictions", "README.md"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(text(&wrong.stderr).starts_with("whosaid: README.md:1:1: expected value; expected a record {"), "{}", text(&wrong.stderr));
}

#[test]
fn a_sample_that_would_score_wrongly_is_refused() {
    let (folder, _) = ten(&[0.9; 10].map(Some));
    let gold = std::fs::read_to_string(folder.path().join("gold.jsonl")).unwrap();
    let refused = |sample: &str, expected: &str| {
        std::fs::write(folder.path().join("bad.jsonl"), sample).unwrap();
        let run = eval_in(folder.path(), &["bad.jsonl", "--predictions", "said.jsonl"]);
        assert_eq!((run.status.code(), text(&run.stdout), text(&run.stderr)), (Some(2), "", expected));
    };
    refused(&format!("{gold}\n{gold}"), "whosaid: bad.jsonl:3: id \"a\" is that of line 1 too; expected an id of its own\n");
    let unlabelled = "whosaid: bad.jsonl: no labels in this file, so there is nothing to score: no line has quotations or attributions\n";
    refused("{\"id\": \"a\", \"text\": \"“Ja”\"}\n{\"id\": \"b\", \"text\": \"“Nei”\"}\n", unlabelled);
    let one_without = format!("{gold}{{\"id\": \"b\", \"text\": \"Nei.\"}}\n");
    std::fs::write(folder.path().join("good.jsonl"), one_without).unwrap();
    assert_eq!(eval_in(folder.path(), &["good.jsonl", "--predictions", "said.jsonl"]).status.code(), Some(0), "an article may have none");
}

#[cfg(feature = "formats")]
#[test]
fn samples_and_predictions_are_read_compressed() {
    let (folder, plain) = ten(&[0.9; 10].map(Some));
    let pack = |name: &str| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        std::io::Write::write_all(&mut gzip, &std::fs::read(folder.path().join(name)).unwrap()).unwrap();
        std::fs::write(folder.path().join(format!("{name}.gz")), gzip.finish().unwrap()).unwrap();
    };
    ["gold.jsonl", "said.jsonl"].into_iter().for_each(pack);
    let packed = json_of(&eval_in(folder.path(), &["gold.jsonl.gz", "--predictions", "said.jsonl.gz", "--json"]));
    assert_eq!(packed["samples"][0]["speakers"], plain["samples"][0]["speakers"]);
    let twice = eval_in(folder.path(), &["-", "--predictions", "-"]);
    let told = "whosaid: `-` is standard input, which can be read but once; name a file instead\n";
    assert_eq!((twice.status.code(), text(&twice.stderr)), (Some(2), told));
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

/// A sample of one article with ten quotations, of which the last is nobody's, and records that give them Ada with these
/// confidences: right but for the second, the last and those left out.
fn ten(confidences: &[Option<f64>]) -> (tempfile::TempDir, Value) {
    let folder = tempfile::tempdir().unwrap();
    let of = |i: usize| ["Ada Lund", "Ole Brand"][usize::from(i == 1)];
    let labelled = (0..10).map(|i| match i {
        9 => json!({ "start": 45, "end": 49, "kind": "none" }),
        _ => json!({ "start": 5 * i, "end": 5 * i + 4, "kind": "direct", "speakers": [of(i)] }),
    });
    let speakers = json!([{ "name": "Ada Lund" }, { "name": "Ole Brand" }]);
    let labelled: Vec<Value> = labelled.collect();
    let gold = json!({ "id": "a", "text": "“Ja” ".repeat(10), "speakers": speakers, "quotations": labelled });
    let said = confidences.iter().enumerate().map(|(i, confidence)| {
        let speaker = if confidence.is_some() { json!({ "name": "Ada Lund" }) } else { Value::Null };
        json!({ "kind": "direct", "start": 5 * i, "end": 5 * i + 4, "speaker": speaker, "confidence": confidence })
    });
    let said: Vec<Value> = said.collect();
    std::fs::write(folder.path().join("gold.jsonl"), format!("{gold}\n")).unwrap();
    std::fs::write(folder.path().join("said.jsonl"), format!("{}\n", json!({ "id": "a", "quotations": said }))).unwrap();
    let json = json_of(&eval_in(folder.path(), &["gold.jsonl", "--predictions", "said.jsonl", "--json"]));
    (folder, json)
}

#[test]
fn confidence_is_held_against_what_is_right() {
    let (folder, json) = ten(&[0.9, 0.9, 0.9, 0.9, 0.5, 0.5, 0.5, 0.5, 0.2, 0.2].map(Some));
    let calibration = &json["samples"][0]["calibration"];
    assert_eq!((&calibration["answers"], &calibration["bins"][2]["answers"]), (&10.into(), &4.into()));
    // Right are 3 of 4, 4 of 4 and, nobody's words among them, 1 of 2.
    let error = 0.4 * (0.9 - 0.75) + 0.4 * 0.5 + 0.2 * 0.3;
    assert!((calibration["error"].as_f64().unwrap() - error).abs() < 1e-12, "{calibration}");
    let reached = &json["samples"][0]["precision_at_recall"];
    assert_eq!(reached[0]["reached"], json!({ "confidence": 0.5, "precision": 0.875, "recall": 7.0 / 9.0 }));
    assert_eq!((&reached[1]["recall"], &reached[1]["reached"]["precision"]), (&0.8.into(), &0.8.into()));
    assert_eq!(reached[2], json!({ "recall": 0.95, "reached": null }));
    let output = eval_in(folder.path(), &["gold.jsonl", "--predictions", "said.jsonl"]);
    let expected = "\
confidence  answers   mean  right
  0.1..0.2        2  0.200  0.500
  0.4..0.5        4  0.500  1.000
  0.8..0.9        4  0.900  0.750
expected calibration error 0.320
precision at recall  0.50: 0.875 (confidence 0.50 up)  0.80: 0.800 (confidence 0.20 up)  0.95: not reached
";
    assert!(text(&output.stdout).contains(expected), "{}", text(&output.stdout));
    let (_folder, json) = ten(&[None; 10]);
    assert_eq!((&json["samples"][0]["calibration"], &json["samples"][0]["precision_at_recall"]), (&Value::Null, &Value::Null));
}

#[test]
fn a_least_confidence_trades_recall_for_precision() {
    let (folder, all) = ten(&[0.9, 0.4, 0.9, 0.9, 0.5, 0.5, 0.5, 0.5, 0.2, 0.2].map(Some));
    let sure =
        |least| json_of(&eval_in(folder.path(), &["gold.jsonl", "--predictions", "said.jsonl", "--json", "--min-confidence", least]));
    let speaker = |json: &Value| {
        let counts = &json["samples"][0]["speakers"]["speaker"];
        (counts["right"].as_u64().unwrap(), counts["predicted"].as_u64().unwrap())
    };
    assert_eq!((speaker(&all), speaker(&sure("0.5")), speaker(&sure("0.51"))), ((8, 10), (7, 7), (3, 3)));
    assert_eq!(sure("0.5")["samples"][0]["quotations"], all["samples"][0]["quotations"], "the quotations stay");
    let without = eval(&["gold.jsonl", "--predictions", "peer.jsonl", "--min-confidence", "0.5"]);
    assert_eq!(without.status.code(), Some(2));
    assert_eq!(text(&without.stderr), "whosaid: peer.jsonl: the predictions tell no confidence, so none of them is too unsure\n");
}

#[test]
fn records_withheld_by_annotate_score_as_those_withheld_by_eval() {
    let folder = tempfile::tempdir().unwrap();
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gold.jsonl");
    let mut annotate = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    annotate.arg("annotate").arg(&gold).args(["--all", "--min-confidence", "0.8", "-o"]).arg(folder.path().join("sure.jsonl"));
    assert!(annotate.status().unwrap().success());
    let gold = gold.to_str().unwrap();
    let of_records = json_of(&eval_in(folder.path(), &[gold, "--predictions", "sure.jsonl", "--json"]));
    let of_pipeline = json_of(&eval_in(folder.path(), &[gold, "--min-confidence", "0.8", "--json"]));
    assert_eq!(of_records, of_pipeline);
}

#[test]
fn two_files_of_predictions_are_compared() {
    let run = |files: [&str; 2], more: &[&str]| eval(&[&["gold.jsonl", "--compare", files[0], files[1]], more].concat());
    let output = run(["records.jsonl", "peer.jsonl"], &[]);
    let shown = text(&output.stdout);
    let expected = "\
gold.jsonl: 12 articles, n 44
A P 0.8333 R 0.7955 F1 0.8140  records.jsonl
B P 0.7000 R 0.6364 F1 0.6667  peer.jsonl
right to wrong 12 in 5 articles, wrong to right 4 in 2 articles
B - A F1 -0.1473  95% -0.";
    assert!(shown.starts_with(expected), "{shown}");
    let there = json_of(&run(["records.jsonl", "peer.jsonl"], &["--json", "--errors", "2"]));
    let back = json_of(&run(["peer.jsonl", "records.jsonl"], &["--json", "--errors", "2"]));
    let (there, back) = (&there["samples"][0], &back["samples"][0]);
    assert_eq!(
        (&there["a"]["speaker"], &there["right_to_wrong"]["quotations"]),
        (&back["b"]["speaker"], &back["wrong_to_right"]["quotations"])
    );
    assert_eq!(there["right_to_wrong"]["shown"], back["wrong_to_right"]["shown"], "who has it wrong is shown");
    let of = |json: &Value, end: &str| json["interval"][end].as_f64().unwrap();
    assert_eq!((of(there, "low"), of(there, "high")), (-of(back, "high"), -of(back, "low")));
    let same = json_of(&run(["peer.jsonl", "peer.jsonl"], &["--json"]));
    assert_eq!(same["samples"][0]["interval"], json!({ "low": 0.0, "high": 0.0 }));
    assert_eq!(run(["peer.jsonl", "records.jsonl"], &["--floor", "0.5"]).status.code(), Some(2), "which of them is to be held?");
}

#[test]
fn a_baseline_is_written_held_and_renewed() {
    let (folder, _) = ten(&[0.9; 10].map(Some));
    let run = |more: &[&str]| eval_in(folder.path(), &[&["gold.jsonl", "--predictions", "said.jsonl"], more].concat());
    let kept = || std::fs::read_to_string(folder.path().join("base.csv")).unwrap();
    assert_eq!(run(&["--per-article", "base.csv"]).status.code(), Some(0));
    assert_eq!(kept(), "article,quotations,right,given,nobodys,nobodys_left\na,9,8,10,1,0\n");
    let held = run(&["--baseline", "base.csv"]);
    assert_eq!((held.status.code(), text(&held.stderr)), (Some(0), ""));
    let worse = run(&["--baseline", "base.csv", "--min-confidence", "1"]);
    let told = "whosaid: gold.jsonl: worse than base.csv: right 0, were 8; F1 0.0000, was 0.8421; articles better 0, worse 1\n  \
                a: right 0 of 9, were 8; nobody's left alone 1 of 1, were 0\n\
                if that is meant, renew it: whosaid eval gold.jsonl --per-article base.csv\n";
    assert_eq!((worse.status.code(), text(&worse.stderr)), (Some(1), told));
    let json = run(&["--baseline", "base.csv", "--min-confidence", "1", "--json"]);
    let json: Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((&json["baseline"]["holds"], &json["baseline"]["worse"][0]["now"]["right"]), (&false.into(), &0.into()));
    std::fs::write(folder.path().join("base.csv"), kept().replace("a,9", "b,9")).unwrap();
    let other = run(&["--baseline", "base.csv"]);
    let told = "whosaid: base.csv: not of this sample, other articles or other labels: a, b; \
                to renew it: whosaid eval gold.jsonl --per-article base.csv\n";
    assert_eq!((other.status.code(), text(&other.stderr)), (Some(2), told));
    let two = eval(&["gold.jsonl", "gold.jsonl", "--per-article", "no.csv"]);
    assert_eq!(text(&two.stderr), "whosaid: --per-article and --baseline go with one sample, 2 are given\n");
}

/// The corpus was not in view of any list of names: under other names it must score as under its own.
#[test]
fn names_are_not_known_by_heart() {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/gold.jsonl");
    let run = |more: &[&str]| eval(&[&[gold.to_str().unwrap(), "--scramble-names"], more].concat());
    let json = json_of(&run(&["--json"]));
    let sample = &json["samples"][0];
    assert!(sample["words"].as_u64().unwrap() > 400 && sample["places"].as_u64() > sample["words"].as_u64(), "{sample}");
    assert!(sample["difference"].as_f64().unwrap().abs() < 0.01, "{sample}");
    let output = run(&[]);
    let shown = text(&output.stdout);
    assert!(shown.starts_with("scrambled: ") && shown.contains("  names scrambled\n"), "{shown}");
    assert_eq!(run(&["--predictions", "records.jsonl"]).status.code(), Some(2), "predictions of other names are not at hand");
}

#[test]
fn coreference_is_scored_where_the_mention_is_the_labelled_one() {
    let json = json_of(&eval(&["gold.jsonl", "--predictions", "records.jsonl", "--json"]));
    let coreference = &json["samples"][0]["coreference"];
    let of = |field: &str| coreference[field]["of"].as_u64().unwrap();
    assert!(of("right") > 0 && of("right") == of("pronoun") + of("nominal"), "{coreference}");
    assert_eq!(coreference["chosen"]["right"], coreference["right"]["of"]);
}

#[test]
fn without_predictions_the_pipeline_is_scored() {
    let output = eval(&["gold.jsonl", "--json"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["samples"][0]["articles"], &json["samples"][0]["unpredicted"]), (&12.into(), &0.into()));
}
