//! What is reported without quote marks, as a user of the program meets it: rows, kinds, statuses, and models of one's own.

use serde_json::Value;
use std::fs;
use std::process::{Command, Output};

fn whosaid(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whosaid")).args(args).output().expect("the program starts")
}

/// The rows that `annotate` with `options` makes of a text.
fn rows(text: &str, options: &[&str]) -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, text).unwrap();
    let output = whosaid(&[&["annotate", path.to_str().unwrap()], options].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let record: Value = serde_json::from_slice(&output.stdout).unwrap();
    record["quotations"].as_array().unwrap().clone()
}

fn texts<'v>(row: &'v Value, field: &str) -> (&'v str, &'v str) {
    (row[field]["text"].as_str().unwrap(), row[field]["kind"].as_str().unwrap())
}

#[test]
fn a_reported_clause_has_source_cue_content_and_speaker() {
    let text = "Mara Kessel runs the harbour. She said on Monday that the quay would stay closed.";
    let [row] = &rows(text, &[])[..] else { panic!("one row") };
    assert_eq!((&row["kind"], &row["text"]), (&"indirect".into(), &"that the quay would stay closed".into()));
    assert_eq!(row["content"], serde_json::json!([{"start": row["start"], "end": row["end"]}]));
    assert_eq!(row["speaker"]["name"], "Mara Kessel");
    assert_eq!(texts(row, "mention"), ("She", "pronoun"));
    assert_eq!(texts(row, "cue").1, "verb");
    assert!(texts(row, "cue").0.starts_with("said"), "{row}");
    assert_eq!(row["cue"]["class"], "speech");
    assert!(row["confidence"].as_f64().unwrap() > 0.5 && row.get("status").is_none(), "{row}");
}

#[test]
fn what_stands_around_the_attribution_is_one_content_in_two_pieces() {
    let [row] = &rows("The crew, Tomas Brandvik said, had asked for lifeboats in March.", &[])[..] else { panic!("one row") };
    let pieces: Vec<(u64, u64)> =
        row["content"].as_array().unwrap().iter().map(|p| (p["start"].as_u64().unwrap(), p["end"].as_u64().unwrap())).collect();
    assert_eq!(pieces, [(0, 8), (31, 63)]);
    assert_eq!(row["speaker"]["name"], "Tomas Brandvik");
}

#[test]
fn a_fragment_belongs_to_the_whole_clause() {
    let [row] = &rows("Mara Kessel said the ferry was “older than the quay” and leaked.", &[])[..] else { panic!("one row") };
    assert_eq!((&row["kind"], &row["text"]), (&"mixed".into(), &"“older than the quay”".into()));
    let content = &row["content"][0];
    assert!(content["start"].as_u64() < row["start"].as_u64(), "the reporter's words before the fragment are reported too: {row}");
}

#[test]
fn a_quotation_of_the_same_speaker_goes_on_behind_the_attribution() {
    let text = "“The quay is old,” Mara Kessel said at the harbour. The rain had stopped. “It will stay closed until the spring.”";
    let rows = rows(text, &[]);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[0]["content"], rows[1]["content"]);
    assert_eq!(rows[0]["content"].as_array().unwrap().len(), 2);
    assert_eq!(texts(&rows[1], "cue").0, texts(&rows[0], "cue").0);
}

#[test]
fn a_relative_pronoun_is_the_source_and_its_antecedent_the_speaker() {
    let text = "The council met Mara Kessel, who said the ferry was “older than the quay” and leaked.";
    let [row] = &rows(text, &[])[..] else { panic!("one row") };
    assert_eq!((texts(row, "mention").0, &row["speaker"]["name"]), ("who", &"Mara Kessel".into()));
}

#[test]
fn a_transcript_that_is_quoted_as_a_whole_has_turns() {
    let text =
        "“KESSEL: The quay is old, and nobody wants to pay for it.\n\n“BRANDVIK: Do you want to pay for it, then?\n\n“KESSEL: I do not.”";
    let rows = rows(text, &[]);
    assert_eq!(rows.iter().map(|row| texts(row, "mention").0).collect::<Vec<_>>(), ["KESSEL", "BRANDVIK", "KESSEL"]);
    for row in &rows {
        assert_eq!(texts(row, "cue").0, ":");
        assert!(row["content"][0]["start"].as_u64() > row["start"].as_u64(), "behind the label: {row}");
    }
}

#[test]
fn what_was_not_said_is_marked() {
    let status = |text: &str| rows(text, &[]).iter().map(|row| row["status"].as_str().unwrap_or("-").to_owned()).collect::<Vec<_>>();
    assert_eq!(status("The ministry did not say whether the bridge was safe."), ["negated"]);
    assert_eq!(status("The ministry said the bridge was safe."), ["-"]);
    assert_eq!(status("The ministry would say only that the bridge was safe."), ["modal"]);
}

#[test]
fn classes_of_cues_choose_the_rows() {
    let text = "“We wait,” said Ana Kell. She hoped that the rain would stop. She wrote that the harbour was closed.\n\n“It was cold.”\n";
    let classes = |options: &[&str]| {
        let class = |row: &Value| row["cue"]["class"].as_str().unwrap_or("none").to_owned();
        rows(text, options).iter().map(class).collect::<Vec<_>>()
    };
    assert_eq!(classes(&[])[..3], ["speech", "thought", "writing"]);
    assert_eq!(classes(&["--cue-classes", "speech"])[0], "speech");
    assert!(!classes(&["--cue-classes", "speech"]).iter().any(|class| class == "thought" || class == "writing"));
    assert_eq!(classes(&["--cue-classes", "writing,thought"])[..2], ["thought", "writing"]);
    // What stands without a cue stays.
    let without = |options: &[&str]| classes(options).iter().filter(|class| *class == "none").count();
    assert_eq!(without(&["--cue-classes", "showing"]), without(&[]));
}

#[test]
fn what_is_not_likely_reported_is_left_out() {
    let text = "“We wait,” said Ana Kell. She said that the rain would stop. The quay, as she had it, was closed.\n";
    let sure = |options: &[&str]| -> Vec<f64> {
        rows(text, options).iter().filter(|row| row["kind"] == "indirect").map(|row| row["confidence"].as_f64().unwrap()).collect()
    };
    let all = sure(&[]);
    assert!(all.iter().any(|&c| c > 0.5), "{all:?}");
    for least in [0.5, 0.9, 1.0] {
        let kept: Vec<f64> = all.iter().copied().filter(|&c| c >= least).collect();
        assert_eq!(sure(&["--min-indirect", &least.to_string()]), kept);
    }
    assert_eq!(rows(text, &["--min-indirect", "1"]).iter().filter(|row| row["kind"] == "direct").count(), 1, "a quotation stays");
}

#[test]
fn kinds_choose_the_rows() {
    let text = "“We waited,” said Mara Kessel. Odo Brandt said the boats had left.";
    let kinds = |options: &[&str]| rows(text, options).iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(kinds(&[]), ["direct", "indirect"]);
    assert_eq!(kinds(&["--kinds", "direct,mixed"]), ["direct"]);
    assert_eq!(kinds(&["--kinds", "indirect"]), ["indirect"]);
    assert_eq!(kinds(&["--rules"]), ["direct"]);
    let withheld = rows(text, &["--kinds", "indirect", "--min-confidence", "1"]);
    assert!(withheld[0]["speaker"].is_null() && withheld[0]["why"].as_str().unwrap().starts_with("withheld"), "{withheld:?}");
}

#[test]
fn rules_alone_are_not_asked_for_what_they_cannot_find() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    fs::write(&path, "“We waited,” said Mara Kessel. Odo Brandt said the boats had left.").unwrap();
    let why = "whosaid: --rules finds nothing without quote marks, which is what --kinds indirect asks for";
    for command in [&["annotate", "--quiet"][..], &["show"], &["explain"], &["report", "--annotate"]] {
        let run = |kinds: &[&str]| whosaid(&[command, &[path.to_str().unwrap(), "--rules"], kinds].concat());
        let refused = run(&["--kinds", "indirect"]);
        assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0), "{command:?}");
        assert_eq!(String::from_utf8_lossy(&refused.stderr), format!("{why}; leave one of them out\n"));
        let warned = run(&["--kinds", "direct,indirect"]);
        assert!(warned.status.success());
        assert_eq!(String::from_utf8_lossy(&warned.stderr), format!("{why}: there will be none\n"));
        let unnamed = run(&[]);
        assert!(unnamed.status.success() && unnamed.stderr.is_empty(), "by itself it is no contradiction");
    }
}

#[test]
fn what_teaches_nothing_is_refused_before_the_training() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let gold = r#"{"id": "a", "text": "“Ja,” sa Åse.", "speakers": [{"name": "Åse"}], "quotations": [{"start": 0, "end": 5, "kind": "direct", "speakers": ["Åse"]}]}"#;
    fs::write(path("gold.jsonl"), format!("{gold}\n{{\"id\": \"b\", \"text\": \"Nei.\", \"attributions\": []}}\n")).unwrap();
    let refused = |part: &str, more: &[&str]| {
        let output = whosaid(&[&["train", "--gold", &path("gold.jsonl"), "-o", &path("model"), "--part", part], more].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(fs::metadata(path("model")).is_err());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(refused("relations", &[]).contains("none of the samples has attributions, so there is nothing to learn from"));
    let unused = refused("relations", &["--kinds", "kinds.tsv", "--trust", "1"]);
    assert_eq!(unused, "whosaid: --part relations learns nothing from --kinds, --trust; leave that out\n");
    let unused = refused("tagger", &["--tags", "tags", "--source-weight", "0"]);
    assert_eq!(unused, "whosaid: --part tagger learns nothing from --source-weight; leave that out\n");
    assert!(refused("speaker", &["--tags", "tags"]).contains("--part speaker learns nothing from --tags"));
}

#[test]
fn nobodys_words_are_not_reported() {
    let all = rows("Protesters chanted “Boats for all” outside the hall.", &[]);
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn trained_twice_a_model_of_relations_is_the_same_bytes_and_is_used() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let corpus = format!("{}/corpus/gold.jsonl", env!("CARGO_MANIFEST_DIR"));
    for name in ["first", "second"] {
        let output = whosaid(&["train", "--part", "relations", "--gold", &corpus, "-o", &path(name)]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(fs::read(path("first")).unwrap() == fs::read(path("second")).unwrap(), "two trainings, two models");
    let shown = whosaid(&["model", "show", "--part", "relations", &path("first")]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("gold.jsonl: 49 articles") && shown.contains("4-fold over articles"), "{shown}");
    let found = rows("Mara Kessel said that the quay would stay closed.", &["--relations", &path("first")]);
    assert_eq!(found[0]["speaker"]["name"], "Mara Kessel");
    // A model of another part is refused, and so is half a model.
    let refused = |file: &str| {
        let output = whosaid(&["annotate", &corpus, "--relations", file]);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let tagger = format!("{}/model/tagger.model", env!("CARGO_MANIFEST_DIR"));
    assert!(refused(&tagger).contains("is a tagger"), "{}", refused(&tagger));
    let whole = fs::read(path("first")).unwrap();
    fs::write(path("half"), &whole[..whole.len() / 2]).unwrap();
    assert!(refused(&path("half")).contains("cut short"), "{}", refused(&path("half")));
}

#[test]
fn a_tagger_learns_from_lines_of_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let gold: String = (0..20).map(|i| format!("{{\"id\":\"a{i}\",\"text\":\"The boats wait.\"}}\n")).collect();
    fs::write(path("gold.jsonl"), gold).unwrap();
    let lines = "1\t0\t3\tThe\tthe\tDT\n2\t4\t9\tboats\tboat\tNNS\n3\t10\t14\twait\twait\tVBP\n4\t14\t15\t.\t.\t.\n\n";
    let tags: String = (0..20).map(|i| format!("# article a{i}\n{lines}")).collect();
    fs::write(path("tags"), tags).unwrap();
    let train = |tags: &str| whosaid(&["train", "--part", "tagger", "--gold", &path("gold.jsonl"), "--tags", tags, "-o", &path("tagger")]);
    let output = train(&path("tags"));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && told.contains("6 of 6 words of articles held out"), "{told}");
    fs::write(path("odd"), "# article a0\nno tabs\n").unwrap();
    let output = train(&path("odd"));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && told.contains("odd:2: expected a token's line"), "{told}");
}
