//! `whosaid annotate` as a user runs it: the real binary, in a temporary folder.
#![cfg(feature = "cli")]

#[path = "support/place.rs"]
mod place;

use place::{Place, Run, ids, line, many_lines, records};
use std::fs;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

// What is read

#[test]
fn a_record_is_a_line_with_schema_id_and_quotations() {
    let place = Place::new().with("a.txt", "“We waited,” said Mara Kessel.");
    let run = place.run(&["a.txt"]);
    run.gives(&["a"]);
    assert!(run.stdout.starts_with(r#"{"schema":1,"id":"a","quotations":["#), "{}", run.stdout);
    assert!(run.stdout.ends_with("]}\n"));
}

#[test]
fn units_other_than_code_points_are_named_in_the_record() {
    let place = Place::new().with("a.txt", "x");
    let units = |name: &str| records(&place.run(&["a.txt", "--units", name, "--all"]).stdout)[0].units.clone();
    assert_eq!(units("codepoints"), None);
    assert_eq!(units("bytes").as_deref(), Some("bytes"));
    assert_eq!(units("utf16").as_deref(), Some("utf-16"));
    assert_eq!(units("utf-16").as_deref(), Some("utf-16"), "what stands in a record can be asked for");
}

#[test]
fn an_answer_that_is_too_unsure_keeps_its_quotation() {
    let text = "“We waited,” said Mara Kessel. “It rained.”\n\n“The boats stay out.”";
    let place = Place::new().with("a.jsonl", line("a", text));
    let rows = |least: &str| records(&place.run(&["a.jsonl", "--min-confidence", least]).stdout).remove(0).quotations;
    let all = rows("0");
    assert!(all.iter().all(|row| row.speaker.is_some()), "{all:?}");
    let least = all.iter().map(|row| row.confidence).fold(0.0, f64::max);
    let sure = rows(&least.to_string());
    assert_eq!(sure.len(), all.len());
    for (sure, all) in sure.iter().zip(&all) {
        if all.confidence == least {
            assert_eq!(sure, all, "as sure as asked for is sure enough");
            continue;
        }
        assert_eq!((sure.start, sure.end, &sure.content, sure.confidence), (all.start, all.end, &all.content, all.confidence));
        assert!(sure.speaker.is_none() && sure.mention.is_none() && sure.cue.is_none(), "{sure:?}");
        assert_eq!(sure.why, format!("withheld, less sure than {least}: {}", all.why));
    }
    assert!(sure.iter().any(|row| row.speaker.is_none()), "{sure:?}");
    assert_eq!(place.run(&["a.jsonl", "--min-confidence", "80"]).code, 2, "80 is no share");
}

#[test]
fn inputs_are_read_in_the_order_given() {
    let place = Place::new().with("b.txt", "x").with("a.txt", "x").with("c.jsonl", line("1", "x") + &line("2", "x"));
    place.run(&["b.txt", "c.jsonl", "a.txt", "b.txt"]).gives(&["b", "1", "2", "a", "b"]);
}

#[test]
fn a_folder_is_read_at_any_depth_sorted_by_path() {
    let place = Place::new()
        .with("news/b.txt", "x")
        .with("news/a/2.txt", "x")
        .with("news/a/1.jsonl", line("first", "x"))
        .with("news/a/deep/er/3.TXT", "x")
        .with("news/c.ndjson", line("last", "x"))
        .with("news/README.md", "not an article")
        .with("news/.hidden/x.txt", "x")
        .with("news/picture.png", b"\xFF\xFE");
    let all = ["first", "a/2", "a/deep/er/3", "b", "last"];
    place.run(&["news"]).gives(&all);
    place.run(&["news/"]).gives(&all);
    place.run(&["--format", "text", "news"]).gives(&["a/2", "a/deep/er/3", "b"]);
    place.run(&["--format", "jsonl", "news"]).gives(&["first", "last"]);
}

#[test]
fn standard_input_is_json_lines_if_it_begins_with_a_brace() {
    let place = Place::new();
    place.run_with_stdin(&["-"], format!("\n  {}{}", line("a", "x"), line("b", "x")).as_bytes()).gives(&["a", "b"]);
    place.run_with_stdin(&["-"], format!("\u{FEFF}{}", line("a", "x")).as_bytes()).gives(&["a"]);
    place.run_with_stdin(&["-"], "“Yes,” he said.\n{}\n".as_bytes()).gives(&["stdin"]);
    place.run_with_stdin(&["-"], b"").gives(&["stdin"]);
}

#[test]
fn a_format_can_be_forced() {
    let place = Place::new().with("odd.txt", line("a", "x")).with("odd.jsonl", "“Yes,” he said.");
    place.run_with_stdin(&["-", "--format", "text"], line("a", "x").as_bytes()).gives(&["stdin"]);
    place.run_with_stdin(&["-", "--format", "jsonl"], b"").gives(&[]);
    place.run(&["odd.txt", "--format", "jsonl"]).gives(&["a"]);
    place.run(&["odd.jsonl", "--format", "text"]).gives(&["odd.jsonl"]);
}

#[test]
fn a_file_with_another_name_is_recognised_by_its_content() {
    let place = Place::new().with("lines", line("a", "x")).with("story", "Once.").with("p.json", line("b", "x"));
    place.run(&["lines", "story", "p.json"]).gives(&["a", "story", "b"]);
}

#[test]
fn ids_and_texts_are_taken_from_the_fields_named() {
    let lines = "{\"doc\":{\"no\":12345678901234567890123,\"body\":\"x\"}}\n{\"doc\":{\"no\":\"b\",\"body\":\"x\"}}\n";
    let place = Place::new().with("a.jsonl", lines);
    let run = place.run(&["a.jsonl", "--id-field", "doc.no", "--text-field", "doc.body"]);
    run.gives(&["12345678901234567890123", "b"]);
}

#[test]
fn title_date_and_address_reach_the_record_where_there_are_any() {
    let lines = r#"{"id":"a","url":"https://a.example","text":"x","headline":"A “b”","date":""}"#.to_owned() + "\n" + &line("b", "x");
    let place = Place::new().with("a.jsonl", lines);
    let run = place.run(&["a.jsonl", "--title-field", "headline", "--units", "bytes"]);
    run.gives(&["a", "b"]);
    let first = r#"{"schema":1,"id":"a","units":"bytes","title":"A “b”","url":"https://a.example","quotations":["#;
    assert!(run.stdout.starts_with(first), "{}", run.stdout);
    assert!(run.stdout.contains(r#""id":"b","units":"bytes","quotations":["#), "{}", run.stdout);
}

#[test]
fn odd_but_good_input_is_read_without_a_word() {
    let windows = "\u{FEFF}{\"id\":1,\"text\":\"x\"}\r\n\r\n{\"id\":2,\"text\":\"\"}\r\n   \n{\"id\":2,\"text\":\"a\\u0000b\"}";
    let place = Place::new().with("a.jsonl", windows).with("empty.txt", "").with("empty.jsonl", "").with("nul.txt", "a\0b\0");
    place.run(&["a.jsonl", "empty.txt", "empty.jsonl", "nul.txt"]).gives(&["1", "2", "2", "empty", "nul"]);
}

// Order and threads

#[test]
fn output_is_the_same_bytes_on_any_number_of_threads() {
    let place = Place::new().with("a.jsonl", many_lines(800));
    let run = place.run(&["a.jsonl", "--threads", "1"]);
    assert_eq!(run.ids(), (0..800).map(|i| format!("n{i}")).collect::<Vec<_>>());
    for threads in ["2", "8"] {
        assert_eq!(place.run(&["a.jsonl", "--threads", threads]).stdout, run.stdout, "{threads} threads");
    }
    assert_eq!(place.run(&["a.jsonl"]).stdout, run.stdout);
}

#[test]
fn messages_come_in_order_on_any_number_of_threads() {
    let lines: String =
        many_lines(600).lines().enumerate().map(|(i, l)| if i % 50 == 9 { "{\n".to_owned() } else { format!("{l}\n") }).collect();
    let place = Place::new().with("a.jsonl", lines);
    let run = place.run(&["a.jsonl", "--threads", "1"]);
    let many = place.run(&["a.jsonl", "--threads", "8"]);
    assert_eq!((&many.stdout, &many.messages), (&run.stdout, &run.messages));
    assert_eq!(run.code, 1);
    assert!(run.messages[0].starts_with("whosaid: a.jsonl:10:1: "), "{}", run.messages[0]);
    assert_eq!(run.messages.len(), 13);
    assert_eq!(run.messages[12], "whosaid: left out 12 of 600 articles");
}

// Bad input

/// What is said of a folder without articles.
const NOTHING: &str = "no file of articles in the folder (.txt, .jsonl, .ndjson, .json, .csv, .tsv or .parquet, with or without .gz or .zst; .zip, .tar, .tar.gz, .tgz or .tar.zst)";

#[test]
fn a_text_that_is_not_utf8_is_left_out() {
    let place = Place::new().with("in/a.txt", b"One\ntw\xFFo").with("in/b.txt", "good");
    place
        .run(&["in"])
        .gives_with(&["b"], &["whosaid: in/a.txt:2: byte 6 is not UTF-8; convert the file to UTF-8", "whosaid: left out 1 of 2 articles"]);
}

#[test]
fn bad_lines_are_left_out_each_with_its_place() {
    let mut lines = line("1", "x").into_bytes();
    lines.extend_from_slice(b"{\"id\":\"2\",\"text\":\"\xC3\"}\n");
    lines.extend_from_slice(b"{\"id\":\"3\" \"text\":\"x\"}\n\n");
    lines.extend_from_slice(b"{\"text\":\"x\"}\n{\"id\":\"6\",\"body\":\"x\"}\n{\"id\":\"7\",\"text\":[\"x\"]}\n[]\n");
    lines.extend_from_slice(line("9", "x").as_bytes());
    let place = Place::new().with("a.jsonl", lines);
    let option = "(--id-field and --text-field name the fields)";
    place.run(&["a.jsonl"]).gives_with(
        &["1", "9"],
        &[
            "whosaid: a.jsonl:2:19: not UTF-8; convert the file to UTF-8",
            "whosaid: a.jsonl:3:11: expected `,` or `}`",
            &format!("whosaid: a.jsonl:5: no field `id` {option}"),
            &format!("whosaid: a.jsonl:6: no field `text` {option}"),
            &format!("whosaid: a.jsonl:7: field `text` should be a string, it is a list {option}"),
            "whosaid: a.jsonl:8:1: expected `{`, one JSON object a line",
            "whosaid: left out 6 of 8 articles",
        ],
    );
}

#[test]
fn articles_over_the_limit_are_left_out() {
    let long = line("2", &"x".repeat(5000));
    let lines = [line("1", "x"), long.clone(), line("3", "x")].concat();
    let place = Place::new().with("a.jsonl", lines).with("b.txt", "x".repeat(1001)).with("c.txt", "x".repeat(1000));
    place.run(&["a.jsonl", "b.txt", "c.txt", "--max-article-bytes", "1000"]).gives_with(
        &["1", "3", "c"],
        &[
            &format!("whosaid: a.jsonl:2: the line has {} bytes, the limit is 1000 (--max-article-bytes sets it)", long.len() - 1),
            "whosaid: b.txt: the text has 1001 bytes, the limit is 1000 (--max-article-bytes sets it)",
            "whosaid: left out 2 of 5 articles",
        ],
    );
}

#[test]
fn a_file_that_is_not_there_does_not_stop_the_others() {
    let place = Place::new().with("b.txt", "x").with("no-articles/a.md", "x");
    let run = place.run(&["a.txt", "no-articles", "b.txt"]);
    assert_eq!((run.code, run.ids()), (1, vec!["b".to_owned()]));
    assert!(run.messages[0].starts_with("whosaid: a.txt: "), "{}", run.messages[0]);
    assert_eq!(run.messages[1], format!("whosaid: no-articles: {NOTHING}"));
    assert_eq!(run.messages[2], "whosaid: left out 0 of 1 article, inputs that could not be read: 2");
}

#[test]
fn without_any_input_it_could_not_run() {
    let place = Place::new();
    let run = place.run(&["a.txt", ".", "-o", "out.jsonl"]);
    run.refuses("whosaid: a.txt: ");
    assert_eq!(run.messages[1..], [&format!("whosaid: .: {NOTHING}"), "whosaid: no input could be read"]);
    assert_eq!(place.names(), [""; 0], "and writes nothing");
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let place = Place::new().with("a.txt", "x");
    place.run(&["-", "a.txt", "-"]).refuses("whosaid: standard input (`-`) can be read only once");
    place.run(&["a.txt", "--id-field", "x", "--text-field", "x"]).refuses("whosaid: the id and the text cannot both be");
    place.run(&["a.txt", "--max-article-bytes", "99999999999"]).refuses("whosaid: articles of 99999999999 bytes");
    for threads in ["0", "-1", "x", "99999"] {
        assert_eq!(place.run(&["a.txt", "--threads", threads]).code, 2);
    }
    assert_eq!(place.run(&[]).code, 2);
}

// The output

#[test]
fn an_output_file_holds_what_standard_output_would() {
    let place = Place::new().with("a.jsonl", many_lines(20)).with("out.jsonl", "of the run before");
    let run = place.run(&["a.jsonl", "-o", "out.jsonl"]);
    assert_eq!((run.code, &run.stdout[..], run.messages.len()), (0, "", 0));
    assert_eq!(place.read("out.jsonl"), place.run(&["a.jsonl"]).stdout);
    assert_eq!(place.names(), ["a.jsonl", "out.jsonl"], "no temporary file stays");
}

#[test]
fn articles_left_out_do_not_cost_the_output_file() {
    let place = Place::new().with("a.jsonl", line("1", "x") + "{\n" + &line("3", "x"));
    let run = place.run(&["a.jsonl", "-o", "out.jsonl"]);
    assert_eq!((run.code, run.messages.len()), (1, 2));
    assert_eq!(ids(&place.read("out.jsonl")), ["1", "3"]);
}

#[test]
fn an_output_that_cannot_be_is_refused_before_the_work() {
    let place = Place::new().with("a.txt", "x").with("folder/b.md", "x");
    let run = place.run_with_stdin(&["a.txt", "-o", "missing/out.jsonl"], b"");
    run.refuses("whosaid: missing/out.jsonl: no file can be made in folder missing: ");
    let folder = place.run(&["a.txt", "-o", "folder"]);
    assert!(folder.messages[0].ends_with("is a folder, the output needs a file name"), "{folder:?}");
    assert_eq!(folder.code, 2);
}

#[test]
fn an_input_is_never_written_over() {
    let lines = line("1", "x");
    let place = Place::new().with("in/a.jsonl", &lines).with("in/b.md", "keep");
    for (input, output) in [("in/a.jsonl", "in/a.jsonl"), ("in/a.jsonl", "in/../in/a.jsonl"), ("in", "in/a.jsonl"), ("in/b.md", "in/b.md")]
    {
        let run = place.run(&[input, "-o", output]);
        assert_eq!(run.code, 2, "{input} to {output}");
        assert!(run.messages[0].ends_with("is one of the inputs and would be written over; give -o another name"), "{run:?}");
    }
    assert_eq!((place.read("in/a.jsonl"), place.read("in/b.md")), (lines, "keep".to_owned()));
    assert_eq!(place.run(&["in", "-o", "in/out.jsonl"]).code, 0, "a new file in the folder is no input");
    assert_eq!(place.run(&["in/a.jsonl", "-o", "in/b.md"]).code, 0, "nor is one that the folder's walk passes over");
}

fn spawn_piped(mut command: Command) -> Child {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    let place = Place::new().with("a.jsonl", many_lines(3000));
    let mut child = spawn_piped(place.command(&["a.jsonl"]));
    let mut first = [0; 20];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    // The pipe is closed here.
    let run = Run::of(child.wait_with_output().unwrap());
    assert_eq!((run.code, run.messages.len()), (0, 0), "{run:?}");
    assert!(first.starts_with(b"{\"schema\":1"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let place = Place::new().with("a.jsonl", many_lines(50));
    let message = "the output could not be written: No space left on device (os error 28)";
    let run = place.run(&["a.jsonl", "-o", "/dev/full"]);
    assert_eq!((run.code, &run.messages[..]), (2, &[format!("whosaid: /dev/full: {message}")][..]));
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let run = Run::of(place.command(&["a.jsonl"]).stdout(full).output().unwrap());
    assert_eq!((run.code, &run.messages[..]), (2, &[format!("whosaid: standard output: {message}")][..]));
}

#[cfg(unix)]
#[test]
fn devices_are_written_to_and_links_stay_links() {
    let place = Place::new().with("a.txt", "x").with("real.jsonl", "old");
    std::os::unix::fs::symlink("real.jsonl", place.path().join("link.jsonl")).unwrap();
    assert_eq!(place.run(&["a.txt", "-o", "/dev/null"]).code, 0);
    assert_eq!(place.run(&["a.txt", "-o", "link.jsonl"]).code, 0);
    assert!(place.path().join("link.jsonl").is_symlink());
    assert_eq!(ids(&place.read("real.jsonl")), ["a"]);
}

#[cfg(unix)]
#[test]
fn an_output_file_has_the_permissions_of_any_new_file_or_of_the_old_one() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new().with("a.txt", "x").with("old.jsonl", "x");
    let mode = |file: &str| fs::metadata(place.path().join(file)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(place.path().join("old.jsonl"), fs::Permissions::from_mode(0o640)).unwrap();
    for output in ["new.jsonl", "old.jsonl"] {
        assert_eq!(place.run(&["a.txt", "-o", output]).code, 0);
    }
    assert_eq!((mode("new.jsonl"), mode("old.jsonl")), (mode("a.txt"), 0o640));
}

/// A run that waits for more input, once it has begun to write beside `out.jsonl`.
fn half_way(place: &Place) -> Child {
    let mut child = spawn_piped(place.command(&["-", "-o", "out.jsonl"]));
    child.stdin.as_mut().unwrap().write_all(many_lines(500).as_bytes()).unwrap();
    let begun = Instant::now();
    let written = |name: &String| name.starts_with(".whosaid-") && fs::metadata(place.path().join(name)).unwrap().len() > 0;
    while !place.names().iter().any(written) {
        assert!(begun.elapsed() < Duration::from_secs(20), "nothing written beside the output");
        thread::sleep(Duration::from_millis(5));
    }
    child
}

#[test]
fn a_killed_run_leaves_the_old_output_or_none() {
    let place = Place::new();
    let mut child = half_way(&place);
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!place.names().contains(&"out.jsonl".to_owned()));

    let place = Place::new().with("out.jsonl", "of the run before");
    let mut child = half_way(&place);
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(place.read("out.jsonl"), "of the run before");
}

#[test]
fn a_run_that_goes_on_after_a_wait_loses_nothing() {
    let place = Place::new();
    let mut child = half_way(&place);
    child.stdin.take().unwrap().write_all(line("end", "x").as_bytes()).unwrap();
    assert_eq!(Run::of(child.wait_with_output().unwrap()).code, 0);
    let ids = ids(&place.read("out.jsonl"));
    assert_eq!((ids.len(), ids[500].as_str()), (501, "end"));
}
