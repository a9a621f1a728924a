//! What a run of `whosaid annotate` tells of itself: errors, figures, its end. The real binary, in a temporary folder.
#![cfg(feature = "cli")]

#[path = "support/place.rs"]
mod place;

use place::{Place, Run, ids, line, many_lines};
use serde_json::{Value, json};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

fn lines_of(json: &str) -> Vec<Value> {
    json.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn mixed_bag() -> Place {
    let lines = [&line("1", "“Yes,” said Odo Brandt."), "{\"id\":\"2\"}\n", "{\n", &line("4", &"x".repeat(3000))].concat();
    Place::new().with("a.jsonl", lines).with("b.txt", b"One\n\xFF").with("c.txt", "“It is a ‘draft’,” she said. Brandt called it “final”.")
}

const BAG: [&str; 6] = ["a.jsonl", "b.txt", "missing.txt", "c.txt", "--max-article-bytes", "2000"];

#[test]
fn errors_go_to_a_file_with_place_id_kind_and_reason() {
    let place = mixed_bag();
    let run = place.run(&[&BAG[..], &["--errors", "errors.jsonl"]].concat());
    assert_eq!((run.code, run.ids()), (1, vec!["1".to_owned(), "c".to_owned()]));
    assert_eq!(run.messages, ["whosaid: left out 4 of 6 articles, inputs that could not be read: 1; see errors.jsonl"]);
    let errors = lines_of(&place.read("errors.jsonl"));
    let expected = [
        json!({"input": "a.jsonl", "line": 2, "id": "2", "kind": "field", "reason": "no field `text` (--id-field and --text-field name the fields)"}),
        json!({"input": "a.jsonl", "line": 3, "id": null, "kind": "format", "reason": "EOF while parsing an object"}),
        json!({"input": "a.jsonl", "line": 4, "id": null, "kind": "too-large",
               "reason": "the line has 3020 bytes, the limit is 2000 (--max-article-bytes sets it)"}),
        json!({"input": "b.txt", "line": 2, "id": "b", "kind": "format", "reason": "byte 4 is not UTF-8; convert the file to UTF-8"}),
    ];
    assert_eq!(errors[..4], expected);
    assert_eq!((&errors[4]["input"], &errors[4]["line"], &errors[4]["kind"]), (&json!("missing.txt"), &Value::Null, &json!("unreadable")));
    assert_eq!(errors.len(), 5);
    let again = place.run(&[&["c.txt"][..], &["--errors", "errors.jsonl"]].concat());
    assert_eq!((again.code, place.read("errors.jsonl").as_str()), (0, ""), "each run begins the file anew");
}

#[test]
fn a_flood_of_errors_is_told_of_and_kept_whole() {
    let place = Place::new().with("a.jsonl", "{\n".repeat(2000) + &line("good", "x"));
    let run = place.run(&["a.jsonl"]);
    assert_eq!((run.code, run.ids(), run.messages.len()), (1, vec!["good".to_owned()], 22));
    assert!(run.messages[19].starts_with("whosaid: a.jsonl:20:"), "{:?}", run.messages);
    let told = [
        "whosaid: more errors follow, which are only counted; --errors FILE takes all of them",
        "whosaid: left out 2,000 of 2,001 articles",
    ];
    assert_eq!(run.messages[20..], told);
    let run = place.run(&["a.jsonl", "--errors", "errors.jsonl"]);
    assert_eq!((run.messages.len(), lines_of(&place.read("errors.jsonl")).len()), (1, 2000));
}

#[test]
fn figures_go_to_a_file_under_names_that_stay() {
    let place = mixed_bag();
    let run = place.run(&[&BAG[..], &["--all", "--stats", "stats.json", "--threads", "2", "-o", "out.jsonl"]].concat());
    assert_eq!(run.code, 1);
    let mut stats: Value = serde_json::from_str(&place.read("stats.json")).unwrap();
    let mut counts = json!({});
    for record in lines_of(&place.read("out.jsonl")) {
        for row in record["quotations"].as_array().unwrap() {
            let kind = &mut counts[row["kind"].as_str().unwrap()];
            *kind = json!(kind.as_u64().unwrap_or(0) + 1);
        }
    }
    for kind in ["direct", "mixed", "indirect", "none"] {
        assert_eq!(stats["quotations"][kind]["rows"], counts.get(kind).cloned().unwrap_or(json!(0)), "{kind}");
    }
    assert!(stats["quotations"]["direct"]["with_speaker"].as_u64().unwrap() >= 1);
    let share = stats["share_attributed"].as_f64().unwrap();
    assert!(share > 0.0 && share <= 1.0, "{share}");
    for rate in ["seconds", "articles_per_second", "text_mb_per_second"] {
        assert!(stats[rate].take().as_f64().unwrap() > 0.0, "{rate}");
    }
    let output_bytes = place.read("out.jsonl").len();
    let text_bytes = "“Yes,” said Odo Brandt.".len() + place.read("c.txt").len();
    for (name, value) in [
        ("schema", json!(1)),
        ("version", json!(env!("CARGO_PKG_VERSION"))),
        ("ended", json!("finished")),
        ("articles", json!(2)),
        ("left_out", json!(4)),
        ("unreadable", json!(1)),
        ("text_bytes", json!(text_bytes)),
        ("output_bytes", json!(output_bytes)),
        ("threads", json!(2)),
        ("runs", json!(1)),
    ] {
        assert_eq!(stats[name], value, "{name}");
    }
    let input_bytes = place.read("a.jsonl").len() + place.read("c.txt").len() + 5;
    assert_eq!(stats["input_bytes"], json!(input_bytes));
}

#[test]
fn a_summary_ends_the_run_unless_it_is_to_be_quiet() {
    let place = mixed_bag();
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_whosaid"));
        Run::of(command.arg("annotate").args(arguments).current_dir(place.path()).output().unwrap())
    };
    let told = run(&["c.txt", "--rules"]).messages;
    assert_eq!(told.len(), 2, "no progress where stderr is no terminal: {told:?}");
    assert!(told[0].starts_with("whosaid: 1 article with 0.0 MB of text in ") && told[0].ends_with(" MB/s"), "{told:?}");
    assert_eq!(told[1], "whosaid: 2 quotations: 1 direct, 1 mixed, 0 indirect; 50.0 % have a speaker");
    assert_eq!(run(&["c.txt", "--quiet"]).messages, [""; 0]);
    let messages = run(&["a.jsonl", "c.txt", "-q"]).messages;
    assert_eq!(messages.last().unwrap(), "whosaid: left out 2 of 5 articles", "quiet runs still tell of errors");
}

#[test]
fn a_strict_run_ends_at_the_first_error() {
    let place = mixed_bag();
    for threads in ["1", "4"] {
        let run = place.run(&["c.txt", "a.jsonl", "c.txt", "--strict", "--threads", threads]);
        assert_eq!((run.code, run.ids()), (2, vec!["c".to_owned(), "1".to_owned()]), "what stands before it is written");
        let last = "whosaid: ended at the first error, as --strict asks; only what goes from files to a file (-o) can be gone on with";
        assert_eq!(run.messages[0], "whosaid: a.jsonl:2: no field `text` (--id-field and --text-field name the fields)");
        assert_eq!(run.messages.last().unwrap(), last);
    }
    let run = place.run(&["a.jsonl", "--strict", "-o", "out.jsonl", "--errors", "errors.jsonl"]);
    assert_eq!((run.code, lines_of(&place.read("errors.jsonl")).len()), (2, 1));
    assert!(run.messages.last().unwrap().ends_with("as --strict asks; nothing was done before"), "{:?}", run.messages);
    assert_eq!(place.names(), ["a.jsonl", "b.txt", "c.txt", "errors.jsonl"]);
    assert_eq!(place.run(&["c.txt", "--strict"]).code, 0);
}

#[test]
fn a_strict_run_goes_on_once_it_need_not_be_strict() {
    let bad = many_lines(300) + "{\n" + &line("end", "x");
    let place = Place::new().with("a.jsonl", &bad);
    let arguments = ["a.jsonl", "--rules", "-o", "out.jsonl", "--errors", "errors.jsonl"];
    let run = place.run(&[&arguments[..], &["--strict"]].concat());
    assert_eq!(run.code, 2);
    let next = "with --resume and without --strict the command leaves that out and goes on there; \
                once the input is mended, remove .out.jsonl.whosaid-journal to begin anew";
    assert!(run.messages.last().unwrap().ends_with(&format!("; {next}")), "{:?}", run.messages);
    let run = place.run(&[&arguments[..], &["--strict", "--resume"]].concat());
    assert_eq!(run.code, 2, "the error comes again");
    assert_eq!(lines_of(&place.read("errors.jsonl")).len(), 1, "and once in the file");
    let run = place.run(&[&arguments[..], &["--resume"]].concat());
    assert_eq!(run.code, 1, "{:?}", run.messages);
    assert_eq!(lines_of(&place.read("errors.jsonl")).len(), 1);
    let ids = ids(&place.read("out.jsonl"));
    assert_eq!((ids.len(), ids[300].as_str()), (301, "end"));
}

#[test]
fn a_folder_that_vanishes_costs_itself() {
    let place = Place::new().with("in/a.txt", "x").with("b.txt", "x");
    let mut command = place.command(&["-", "in", "b.txt"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(line("1", "x").as_bytes()).unwrap();
    fs::remove_dir_all(place.path().join("in")).unwrap();
    drop(input);
    let run = Run::of(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.ids()), (1, vec!["1".to_owned(), "b".to_owned()]));
    assert!(run.messages[0].starts_with("whosaid: in: No such file or directory"), "{:?}", run.messages);
    assert_eq!(run.messages[1], "whosaid: left out 0 of 2 articles, inputs that could not be read: 1");
}

#[cfg(unix)]
#[test]
fn what_may_not_be_read_is_told_and_can_be_mended() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new().with("in/1.jsonl", many_lines(200)).with("in/2.txt", "x").with("in/3.txt", "x");
    let mode = |mode| fs::set_permissions(place.path().join("in/2.txt"), fs::Permissions::from_mode(mode)).unwrap();
    mode(0);
    if fs::read(place.path().join("in/2.txt")).is_ok() {
        place::skipped("what may not be read: to root everything is allowed");
        return;
    }
    let run = place.run(&["in", "--rules"]);
    assert_eq!((run.code, run.ids().len()), (1, 201));
    assert!(run.messages[0].starts_with("whosaid: in/2.txt: Permission denied"), "{:?}", run.messages);
    let arguments = ["in", "--rules", "-o", "out.jsonl", "--strict"];
    assert_eq!(place.run(&arguments).code, 2);
    mode(0o644);
    let run = place.run(&[&arguments[..], &["--resume"]].concat());
    assert_eq!(run.code, 0, "{:?}", run.messages);
    assert!(place.read("out.jsonl") == place.run(&["in", "--rules"]).stdout);
}

#[test]
fn what_is_written_is_never_an_input() {
    let place = Place::new().with("in/a.jsonl", line("1", "x"));
    for option in ["--errors", "--stats"] {
        let run = place.run(&["in", option, "in/a.jsonl"]);
        assert_eq!(run.code, 2);
        let expected = format!("is one of the inputs and would be written over; give {option} another name");
        assert!(run.messages[0].ends_with(&expected), "{:?}", run.messages);
    }
    let run = place.run(&["in", "--errors", "x", "-o", "x"]);
    assert!(run.code == 2 && run.messages[0].starts_with("whosaid: x: cannot hold two of records, errors and figures"), "{run:?}");
    assert_eq!(place.run(&["in", "--errors", "missing/e.jsonl"]).code, 2);
    let run = place.run(&["in", "--stats", "missing/s.json"]);
    run.refuses("whosaid: missing/s.json: no file can be made in folder missing: there is no such folder; make it first");
    assert_eq!(run.messages.len(), 1, "{:?}", run.messages);
}

#[test]
fn no_command_writes_over_what_it_reads() {
    let gold = "{\"id\": \"a\", \"text\": \"“Ja,” sa Åse.\", \"speakers\": [{\"name\": \"Åse\"}], \
                \"quotations\": [{\"start\": 0, \"end\": 5, \"kind\": \"direct\", \"speakers\": [\"Åse\"]}]}\n";
    let model = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("model/whosaid.model")).unwrap();
    let place = Place::new().with("harbour.txt", "“We waited,” said Mara Kessel.").with("gold.jsonl", gold).with("m.model", model);
    let place = place.with("lx.jsonl", "{\"name\": \"Mara Kessel\"}\n").with("old.jsonl", "{\"id\": \"a\", \"quotations\": []}\n");
    let place = place.with("kinds.tsv", "a\t0\t5\tdirect\n").with("base.csv", "article,quotations,right,given,nobodys,nobodys_left\n");
    let before = |place: &Place| place.names().into_iter().map(|name| fs::read(place.path().join(name)).unwrap()).collect::<Vec<_>>();
    let kept = before(&place);
    for (arguments, option) in [
        ("annotate harbour.txt --lexicon lx.jsonl -o lx.jsonl", "-o"),
        ("annotate harbour.txt --lexicon lx.jsonl --stats ./lx.jsonl", "--stats"),
        ("annotate harbour.txt --lexicon lx.jsonl --errors lx.jsonl", "--errors"),
        ("annotate harbour.txt --model m.model -o m.model", "-o"),
        ("annotate harbour.txt --relations m.model -o m.model", "-o"),
        ("annotate har*.txt -o harbour.txt", "-o"),
        ("report --annotate harbour.txt --lexicon lx.jsonl -o lx.jsonl", "-o"),
        ("report --annotate harb???.txt -o harbour.txt", "-o"),
        ("report old.jsonl --gold gold.jsonl -o gold.jsonl", "-o"),
        ("report old.jsonl --articles [h]*.txt -o harbour.txt", "-o"),
        ("eval gold.jsonl --per-article gold.jsonl", "--per-article"),
        ("eval gold.jsonl --predictions old.jsonl --per-article old.jsonl", "--per-article"),
        ("eval gold.jsonl --baseline base.csv --per-article base.csv", "--per-article"),
        ("eval gold.jsonl --model m.model --per-article m.model", "--per-article"),
        ("train --gold gold.jsonl -o gold.jsonl", "-o"),
        ("train --gold gold.jsonl --kinds kinds.tsv -o kinds.tsv", "-o"),
        ("train --part tagger --gold gold.jsonl --tags kinds.tsv -o kinds.tsv", "-o"),
        ("convert gold.jsonl --from cofenet -o gold.jsonl", "-o"),
        ("lexicon build lx.jsonl -o lx.jsonl", "-o"),
    ] {
        let run = place.whosaid(&arguments.split(' ').collect::<Vec<_>>());
        assert_eq!(run.code, 2, "{arguments}");
        let expected = format!("is one of the inputs and would be written over; give {option} another name");
        assert!(run.messages[0].ends_with(&expected), "{arguments}: {:?}", run.messages);
    }
    assert!(before(&place) == kept, "{:?}", place.names());
}

// Memory

/// The most memory a run ever had, in bytes, while it read so many megabytes.
#[cfg(target_os = "linux")]
fn peak_memory(megabytes: usize) -> u64 {
    let place = Place::new();
    let articles = many_lines(97);
    let mut file = fs::File::create(place.path().join("in.jsonl")).unwrap();
    for _ in 0..megabytes * 1_000_000 / articles.len() {
        file.write_all(articles.as_bytes()).unwrap();
    }
    let mut command = place.command(&["in.jsonl", "--rules", "--threads", "2", "-o", "out.jsonl", "--journal-every", "1"]);
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let line = fs::read_to_string(&status).unwrap_or_default().lines().find(|line| line.starts_with("VmHWM:")).map(str::to_owned);
        let kilobytes: Option<u64> = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0) << 10);
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert!(peak > 0, "no peak in {status}");
    peak
}

#[cfg(target_os = "linux")]
#[test]
fn memory_does_not_grow_with_the_input() {
    // The output has ten times as many bytes as the input.
    let peak = peak_memory(16);
    assert!(peak < 80 << 20, "{peak} bytes for 16 MB of input");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes minutes; run by --ignored"]
fn memory_does_not_grow_with_a_large_input() {
    let peak = peak_memory(200);
    assert!(peak < 80 << 20, "{peak} bytes for 200 MB of input");
}
