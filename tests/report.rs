//! `whosaid report` as a user runs it. What a browser makes of the page is in `report_browser.rs`.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn whosaid(folder: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whosaid")).args(args).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

#[track_caller]
fn ended(output: &Output, code: i32) -> String {
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(code), "{told}");
    told
}

/// Three articles, one of them hostile, and a labelled sample of the first.
fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let lines = [
        serde_json::json!({"id": "a", "text": "The gate was shut\n\n“We waited,” said Mara Kessel. She said the quay would stay closed."}),
        serde_json::json!({"id": "b", "text": "“Nobody told us,” said Odo Brandt, a guard."}),
        serde_json::json!({"id": "</script><script>alert(1)</script>", "text": "“<b>Bold</b>,” said Mara Kessel."}),
    ];
    fs::write(folder.path().join("articles.jsonl"), lines.map(|line| format!("{line}\n")).concat()).unwrap();
    let gold = serde_json::json!({"id": "a", "text": "The gate was shut\n\n“We waited,” said Mara Kessel. She said the quay would stay closed.",
        "speakers": [{"name": "Odo Brandt"}], "quotations": [{"start": 19, "end": 31, "kind": "direct", "speakers": ["Odo Brandt"]}]});
    fs::write(folder.path().join("gold.jsonl"), format!("{gold}\n")).unwrap();
    folder
}

fn page(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

/// The JSON of a script element by its id.
fn data(page: &str, id: &str) -> serde_json::Value {
    let (_, rest) = page.split_once(&format!("id=\"{id}\">")).unwrap_or_else(|| panic!("{id}"));
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn articles_and_their_records_give_the_same_page_on_any_number_of_threads() {
    let folder = folder();
    let folder = folder.path();
    ended(&whosaid(folder, &["report", "--annotate", "articles.jsonl", "--threads", "1", "-o", "one.html"]), 0);
    ended(&whosaid(folder, &["report", "--annotate", "articles.jsonl", "--threads", "3", "-o", "three.html"]), 0);
    ended(&whosaid(folder, &["annotate", "articles.jsonl", "-o", "records.jsonl"]), 0);
    ended(&whosaid(folder, &["report", "records.jsonl", "--articles", "articles.jsonl", "-o", "records.html"]), 0);
    ended(&whosaid(folder, &["annotate", "articles.jsonl", "--units", "bytes", "-o", "bytes.jsonl"]), 0);
    ended(&whosaid(folder, &["report", "bytes.jsonl", "--articles", "articles.jsonl", "-o", "bytes.html"]), 0);
    let one = page(folder, "one.html");
    for other in ["three.html", "records.html", "bytes.html"] {
        assert!(page(folder, other) == one, "{other}");
    }
    let index = data(&one, "index");
    assert_eq!(index["speakers"][0]["name"], "Mara Kessel");
    assert_eq!((&index["speakers"][0]["articles"], &index["speakers"][0]["quotations"]), (&2.into(), &3.into()));
    assert_eq!(index["articles"][0]["name"], "The gate was shut");
    assert_eq!(one.matches("<script").count(), 3 + 3, "index, sample, script and three articles: {one}");
    assert!(one.contains("“") && !one.contains("<b>Bold"), "text is data");
}

#[test]
fn records_alone_have_their_quotations() {
    let folder = folder();
    let folder = folder.path();
    ended(&whosaid(folder, &["annotate", "articles.jsonl", "-o", "records.jsonl"]), 0);
    ended(&whosaid(folder, &["report", "records.jsonl", "-o", "report.html"]), 0);
    let leaf = data(&page(folder, "report.html"), "article-1");
    assert_eq!(leaf["partial"], true);
    assert_eq!(leaf["text"], "“Nobody told us,” — Odo Brandt, a guard said\n\n");
    fs::write(folder.join("some.jsonl"), "{\"id\":\"b\",\"text\":\"“Nobody told us,” said Odo Brandt, a guard.\"}\nbroken\n").unwrap();
    let told = ended(&whosaid(folder, &["report", "records.jsonl", "--articles", "some.jsonl", "-o", "report.html"]), 1);
    assert!(told.contains("some.jsonl:2:") && told.contains("2 of 3"), "{told}");
    assert_eq!(data(&page(folder, "report.html"), "article-1").get("partial"), None);
}

#[test]
fn a_labelled_sample_stands_beside_what_was_read() {
    let folder = folder();
    let folder = folder.path();
    ended(&whosaid(folder, &["annotate", "articles.jsonl", "-o", "records.jsonl"]), 0);
    ended(&whosaid(folder, &["report", "records.jsonl", "--gold", "gold.jsonl", "-o", "records.html"]), 0);
    ended(&whosaid(folder, &["report", "--annotate", "articles.jsonl", "--gold", "gold.jsonl", "-o", "report.html"]), 0);
    for name in ["records.html", "report.html"] {
        let page = page(folder, name);
        let rows = data(&page, "compared");
        let told = [&rows[0]["miss"], &rows[0]["predicted"], &rows[0]["speakers"][0], &rows[0]["marked"]];
        assert_eq!(told, ["wrong speaker", "Mara Kessel", "Odo Brandt", "“We waited,”"], "{name}");
        assert_eq!(rows[0]["article"], 0);
        assert_eq!(data(&page, "index")["sample"]["f1"], 0.0);
        assert!(page.contains("href=\"#/errors\""));
    }
}

#[test]
fn a_sample_of_other_articles_is_told_of_and_refused_if_it_has_no_other() {
    let folder = folder();
    let folder = folder.path();
    let other = "{\"id\":\"n7\",\"text\":\"It rained.\"}\n";
    fs::write(folder.join("other.jsonl"), other).unwrap();
    fs::write(folder.join("both.jsonl"), fs::read_to_string(folder.join("gold.jsonl")).unwrap() + other).unwrap();
    ended(&whosaid(folder, &["annotate", "articles.jsonl", "-o", "records.jsonl"]), 0);
    for inputs in [&["report", "--annotate", "articles.jsonl"][..], &["report", "records.jsonl"]] {
        let told = ended(&whosaid(folder, &[inputs, &["--gold", "other.jsonl", "-o", "r.html"]].concat()), 2);
        assert_eq!(told, "whosaid: other.jsonl: none of its 1 article has the id of one of the inputs\n");
        assert!(!folder.join("r.html").exists());
        let told = ended(&whosaid(folder, &[inputs, &["--gold", "both.jsonl", "-o", "both.html"]].concat()), 0);
        assert_eq!(told, "whosaid: articles of --gold without one of their id among the inputs: 1 of 2\n");
    }
    // The id of a file that is named is its path.
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.txt"), "“We waited,” said Mara Kessel.").unwrap();
    assert_eq!(ended(&whosaid(folder, &["report", "--annotate", "in/a.txt", "--gold", "gold.jsonl", "-o", "r.html"]), 0), "");
}

#[test]
fn what_has_no_records_is_told_what_it_is() {
    let folder = folder();
    let folder = folder.path();
    let needed = "records are needed, which `whosaid annotate` writes to a file of another ending or `--to records`";
    for (file, to, what) in [
        ("rows.jsonl", "rows", "holds what `--to rows` writes, which is"),
        ("corenlp.jsonl", "corenlp", "holds what `--to corenlp` writes, which is"),
        ("quotebank.jsonl", "quotebank", "holds what `--to quotebank` writes, which is"),
        ("rows.csv", "csv", "holds rows as separated values, which are"),
        ("rows.tsv", "tsv", "holds rows as separated values, which are"),
        #[cfg(feature = "formats")]
        ("rows.parquet", "parquet", "is Parquet, which is"),
    ] {
        ended(&whosaid(folder, &["annotate", "articles.jsonl", "--to", to, "-o", file]), 0);
        assert_eq!(ended(&whosaid(folder, &["report", file]), 2), format!("whosaid: {file}: {what} not read here: {needed}\n"));
    }
    let gold = "{\"id\":\"a\",\"text\":\"“No.”\",\"quotations\":[{\"start\":0,\"end\":5,\"kind\":\"direct\",\"mention\":\"He\"}]}\n";
    fs::write(folder.join("mentions.jsonl"), gold).unwrap();
    let told = ended(&whosaid(folder, &["report", "mentions.jsonl"]), 2);
    assert!(told.starts_with("whosaid: mentions.jsonl: is a labelled sample and has no records: give it to --gold"), "{told}");
    fs::write(folder.join("odd.jsonl"), gold.replace("text", "words")).unwrap();
    let told = ended(&whosaid(folder, &["report", "odd.jsonl"]), 2);
    assert!(told.contains("expected a mention or cue {") && !told.contains("struct"), "{told}");
}

#[test]
fn an_option_that_would_change_nothing_is_refused() {
    let folder = folder();
    let folder = folder.path();
    ended(&whosaid(folder, &["annotate", "articles.jsonl", "-o", "records.jsonl"]), 0);
    let of_articles = [
        &["--rules"][..],
        &["--all"],
        &["--model", "m"],
        &["--relations", "m"],
        &["--lexicon", "l.csv"],
        &["--threads", "2"],
        &["--min-confidence", "0.5"],
        &["--min-indirect", "0.5"],
        &["--kinds", "direct"],
        &["--cue-classes", "speech"],
    ];
    for options in of_articles {
        let cases = [(&[][..], "were not provided:\n  --annotate"), (&["--articles", "articles.jsonl"], "cannot be used with '--articles")];
        for (articles, expected) in cases {
            let told = ended(&whosaid(folder, &[&["report", "records.jsonl", "-o", "r.html"], options, articles].concat()), 2);
            assert!(told.contains(expected), "{options:?}: {told}");
        }
    }
    let fields = ["--id-field", "id", "--text-field", "text", "--title-field", "t", "--date-field", "d", "--url-field", "u"];
    for option in fields.chunks(2) {
        let told = ended(&whosaid(folder, &[&["report", "records.jsonl", "-o", "r.html"], option].concat()), 2);
        assert!(told.contains("--annotate") && told.contains("--articles"), "{option:?}: {told}");
    }
    assert!(!folder.join("r.html").exists());
    ended(&whosaid(folder, &[&["report", "records.jsonl", "--articles", "articles.jsonl", "-o", "r.html"], &fields[..]].concat()), 0);
    ended(&whosaid(folder, &[&["report", "--annotate", "articles.jsonl", "--rules", "-o", "r.html"], &fields[..]].concat()), 0);
}

#[cfg(feature = "formats")]
#[test]
fn records_are_read_compressed_and_from_standard_input() {
    let folder = folder();
    let folder = folder.path();
    ended(&whosaid(folder, &["annotate", "articles.jsonl", "-o", "records.jsonl"]), 0);
    ended(&whosaid(folder, &["annotate", "articles.jsonl", "-o", "records.jsonl.gz"]), 0);
    ended(&whosaid(folder, &["annotate", "articles.jsonl", "-o", "records.jsonl.zst"]), 0);
    let page_of = |input: &str, stdin: Stdio| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command.args(["report", input, "--gold", "gold.jsonl", "-o", "page.html"]).current_dir(folder).stdin(stdin);
        ended(&command.output().unwrap(), 0);
        page(folder, "page.html")
    };
    let plain = page_of("records.jsonl", Stdio::null());
    assert!(plain.contains("id=\"compared\""));
    for packed in ["records.jsonl.gz", "records.jsonl.zst"] {
        assert!(page_of(packed, Stdio::null()) == plain, "{packed}");
        assert!(page_of("-", fs::File::open(folder.join(packed)).unwrap().into()) == plain, "{packed} from standard input");
    }
    let gzip = fs::read(folder.join("records.jsonl.gz")).unwrap();
    fs::write(folder.join("cut.jsonl.gz"), &gzip[..gzip.len() / 2]).unwrap();
    let told = ended(&whosaid(folder, &["report", "cut.jsonl.gz"]), 2);
    assert!(told.starts_with("whosaid: cannot read cut.jsonl.gz: "), "{told}");
}

#[test]
fn what_cannot_be_done_is_told() {
    let folder = folder();
    let folder = folder.path();
    let told = ended(&whosaid(folder, &["report", "articles.jsonl", "-o", "report.html"]), 2);
    assert!(told.contains("articles.jsonl:1:") && told.contains("annotated first"), "{told}");
    assert!(!folder.join("report.html").exists());
    let told = ended(&whosaid(folder, &["report", ".", "-o", "report.html"]), 2);
    assert!(told.contains("folder") && told.contains("--annotate"), "{told}");
    let told = ended(&whosaid(folder, &["report", "--annotate", "articles.jsonl", "-o", "articles.jsonl"]), 2);
    assert!(told.contains("written over"), "{told}");
    ended(&whosaid(folder, &["report", "--annotate", "articles.jsonl", "--articles", "articles.jsonl"]), 2);
    let told = ended(&whosaid(folder, &["report", "--annotate", "missing.jsonl", "-o", "report.html"]), 2);
    assert!(told.contains("missing.jsonl"), "{told}");
    fs::write(folder.join("units.jsonl"), "{\"id\":\"a\",\"units\":\"inches\",\"quotations\":[]}\n").unwrap();
    let told = ended(&whosaid(folder, &["report", "units.jsonl", "--articles", "articles.jsonl"]), 2);
    assert!(told.contains("inches"), "{told}");
}
