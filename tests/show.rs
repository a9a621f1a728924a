//! `whosaid show` and `whosaid explain` as a user runs them.
//!
//! `WHOSAID_ACCEPT=1 cargo test --test show` writes what is shown of `tests/show/harbour.txt` anew.
#![allow(clippy::print_stderr, reason = "acceptance says which file it has written")]

use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn whosaid(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    command.args(args).stdin(Stdio::null());
    for name in ["COLUMNS", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM"] {
        command.env_remove(name);
    }
    command
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/show")
}

fn harbour() -> String {
    folder().join("harbour.txt").to_string_lossy().into_owned()
}

/// What was written, of a run that ended well and had nothing to tell.
#[track_caller]
fn written(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && told.is_empty(), "{}: {told}", output.status);
    String::from_utf8(output.stdout).unwrap()
}

/// What was told, of a run that could not do what it was asked to.
#[track_caller]
fn refused(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap();
    assert_eq!(status.code(), Some(2));
    assert!(stdout.is_empty(), "{}", String::from_utf8_lossy(&stdout));
    String::from_utf8(stderr).unwrap()
}

fn with_input(command: &mut Command, input: &str) -> String {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Compares with a stored file. How sure a rule is changes with every better measurement, so it is not compared.
#[track_caller]
fn assert_golden(name: &str, shown: &str) {
    let percent = regex::Regex::new(r"[0-9]+%").unwrap();
    let shown = percent.replace_all(shown, "NN%");
    let path = folder().join(name);
    if std::env::var_os("WHOSAID_ACCEPT").is_some_and(|value| value == "1") {
        fs::write(&path, shown.as_bytes()).unwrap();
        eprintln!("accepted: {} is written anew; read its diff before you commit it", path.display());
        return;
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        stored == shown,
        "{}: not what is shown\n--- stored\n{stored}\n--- shown\n{shown}\nif it is right, accept: WHOSAID_ACCEPT=1 cargo test --test show",
        path.display()
    );
}

fn without_styles(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn articles_are_shown_and_explained_as_stored() {
    assert_golden("show.80.txt", &written(&mut whosaid(&["show", &harbour()])));
    assert_golden("show.all.130.txt", &written(whosaid(&["show", "--all", &harbour()]).env("COLUMNS", "130")));
    let short = "“We waited for nine hours,” said Mara Kessel.\n\n“The waves were four metres high,” said Odo Brandt.";
    assert_golden("explain.txt", &with_input(&mut whosaid(&["explain", "-"]), short));
}

#[test]
fn an_answer_that_is_too_unsure_is_shown_without_a_speaker() {
    let shown = written(&mut whosaid(&["show", "--min-confidence", "1", &harbour()]));
    assert!(shown.contains("[?] Nobody can tell who") && !shown.contains("[1]"), "{shown}");
    assert!(shown.contains("withheld, less sure than 1: "), "{shown}");
    assert_eq!(written(&mut whosaid(&["show", "--min-confidence", "0", &harbour()])), written(&mut whosaid(&["show", &harbour()])));
}

#[test]
fn styles_only_add_to_the_text() {
    for command in ["show", "explain"] {
        let plain = written(&mut whosaid(&[command, &harbour(), "--color", "never"]));
        let styled = written(&mut whosaid(&[command, "--color", "always", &harbour()]));
        assert!(styled.contains("\x1b[") && !plain.contains('\x1b'));
        assert_eq!(without_styles(&styled), plain);
    }
    let styled = written(&mut whosaid(&["show", "--color", "always", &harbour()]));
    assert!(styled.contains("\x1b[4m"), "mentions are underlined");
    assert!(styled.contains("\x1b[3msaid\x1b[0m"), "cues are in italics");
}

#[test]
fn a_pipe_gets_no_colour_unless_it_is_asked_for() {
    let show = || whosaid(&["show", &harbour()]);
    assert!(!written(&mut show()).contains('\x1b'), "a pipe");
    assert!(written(show().env("CLICOLOR_FORCE", "1")).contains('\x1b'), "forced");
    assert!(!written(show().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1")).contains('\x1b'), "NO_COLOR is stronger");
    assert!(written(show().env("CLICOLOR_FORCE", "1").env("NO_COLOR", "")).contains('\x1b'), "an empty NO_COLOR says nothing");
    assert!(written(show().args(["--color", "always"]).env("NO_COLOR", "1")).contains('\x1b'), "the option is the strongest");
    assert!(!written(show().args(["--color", "never"]).env("CLICOLOR_FORCE", "1")).contains('\x1b'));
}

#[test]
fn numbers_of_rows_are_the_numbers_of_quotations() {
    let shown = written(whosaid(&["show", "--all", &harbour()]).env("COLUMNS", "200"));
    let rows: Vec<(usize, &str)> = shown
        .lines()
        .filter_map(|line| {
            let (number, rest) = line.strip_prefix("    ")?.trim_start().split_once("  ")?;
            Some((number.parse().ok()?, rest.split("  ").next()?))
        })
        .collect();
    assert!(rows.len() >= 5, "{shown}");
    for (number, words) in rows {
        let explained = written(&mut whosaid(&["explain", "--all", "--quotation", &number.to_string(), &harbour()]));
        let explained = explained.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(explained.starts_with(&format!("Quotation {number} of ")), "{explained}");
        assert!(explained.contains(&format!("{words}[")), "{words} is marked in {explained}");
    }
}

#[test]
fn explain_has_one_part_a_quotation_and_puts_the_chosen_first() {
    let explained = written(&mut whosaid(&["explain", &harbour()]));
    let parts: Vec<&str> = explained.split("\nCandidates\n").collect();
    let last = parts.len() - 1;
    assert!(parts[last - 1].contains(&format!("Quotation {last} of {last}")), "{explained}");
    let second = written(&mut whosaid(&["explain", "-q", "2", &harbour()]));
    assert!(second.contains("Speaker     Odo Brandt ("), "{second}");
    let candidates = second.split_once("\nCandidates\n").unwrap().1;
    assert!(candidates.trim_start().starts_with("Odo Brandt (person"), "{candidates}");
    assert!(candidates.contains("\n    + ") && candidates.contains("\n    − "), "{candidates}");
    assert_eq!(candidates.matches(", chosen").count(), 1);
}

#[test]
fn a_number_out_of_range_is_told_with_how_many_there_are() {
    for number in ["0", "99"] {
        let told = refused(&mut whosaid(&["explain", &harbour(), "--quotation", number]));
        assert!(told.starts_with(&format!("whosaid: no quotation {number}: the article has ")), "{told}");
        assert!(told.contains("numbered from 1"), "{told}");
    }
}

#[test]
fn articles_come_from_json_lines_by_id_and_from_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("articles.jsonl");
    fs::write(&path, "{\"id\":\"a\",\"text\":\"First.\"}\nbroken\n{\"id\":7,\"text\":\"Second.\"}\n").unwrap();
    let path = path.to_str().unwrap();
    let first = whosaid(&["show", path]).output().unwrap();
    assert!(first.stdout.starts_with(b"First.\n"));
    assert!(String::from_utf8_lossy(&first.stderr).contains("the first of 2 articles"), "what is broken is none: {first:?}");
    assert!(written(&mut whosaid(&["show", path, "--id", "7"])).starts_with("Second.\n"));
    let told = refused(&mut whosaid(&["show", path, "--id", "b"]));
    assert!(told.contains("none of its 2 articles has the id `b`") && told.contains("articles.jsonl:2:"), "{told}");

    let text = fs::read_to_string(harbour()).unwrap();
    assert_eq!(with_input(&mut whosaid(&["show", "-"]), &text), written(&mut whosaid(&["show", &harbour()])));
    assert!(with_input(&mut whosaid(&["show", "-"]), "{\"id\":1,\"text\":\"Line.\"}\n").starts_with("Line.\n"));
}

#[test]
fn the_first_of_several_articles_is_told_to_be_the_first() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "“Yes,” said Kessel.").unwrap();
    let line = "{\"id\":\"1\",\"text\":\"x\"}\n";
    fs::write(folder.path().join("b.jsonl"), line.repeat(200)).unwrap();
    fs::write(folder.path().join("c.jsonl"), line.repeat(1200)).unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    for command in ["show", "explain"] {
        for (input, all) in [(path("b.jsonl"), "200 articles"), (path(""), "more than 1,000 articles")] {
            let output = whosaid(&[command, &input]).output().unwrap();
            let told = String::from_utf8(output.stderr).unwrap();
            assert_eq!(told, format!("whosaid: {input}: the first of {all}; --id ID chooses another\n"));
            assert_eq!(output.status.code(), Some(0));
        }
    }
    written(&mut whosaid(&["show", &path("a.txt")]));
    written(&mut whosaid(&["show", &path("b.jsonl"), "--id", "1"]));
}

#[test]
fn what_cannot_be_read_is_told() {
    for command in ["show", "explain"] {
        let told = refused(&mut whosaid(&[command, "no/such/file.txt"]));
        assert!(told.starts_with("whosaid: no/such/file.txt: "), "{told}");
    }
}

#[test]
fn nothing_found_is_told_with_what_to_try() {
    let show = |text: &str| with_input(&mut whosaid(&["show", "-"]), text);
    assert_eq!(show(""), "The article has no text.\n");
    assert_eq!(show(" \n\n"), "The article has no text.\n");
    assert_eq!(show("It rained."), "It rained.\n\nNo quotation found: no words stand in quote marks.\n");
    let nobodys = "The so-called “third way” is closed.";
    assert!(show(nobodys).contains("“third way” is closed.\n\nNo quotation found") && show(nobodys).contains("--all"), "{}", show(nobodys));
    assert!(with_input(&mut whosaid(&["show", "--all", "-"]), nobodys).contains("“third way”[-] is closed."));
    assert!(with_input(&mut whosaid(&["explain", "-"]), nobodys).contains("--all"));
}

#[test]
fn what_a_limit_hides_is_told_with_the_limit() {
    let show = |options: &[&str], text: &str| with_input(whosaid(&["show", "-"]).args(options), text);
    let one = "Mara Kessel said the quay would stay closed.";
    let hidden = "What is reported without quote marks is less sure than 1; --min-indirect 0 shows it.";
    assert_eq!(show(&["--min-indirect", "1"], one), format!("{one}\n\nNo quotation found. {hidden}\n"));
    assert!(show(&["--min-indirect", "0"], one).contains("Mara Kessel"));
    assert!(!show(&["--min-indirect", "0"], one).contains("No quotation"));
    let two = format!("{one} Odo Brandt said the boats had left. The so-called “third way” is closed.");
    let shown = show(&["--min-indirect", "1"], &two);
    let last = shown.lines().last().unwrap();
    assert!(
        last.starts_with("No quotation found. The words in quote marks are judged to be nobody's; --all shows them. What is"),
        "{last}"
    );
    assert!(last.ends_with("without quote marks, 2 times, is less sure than 1; --min-indirect 0 shows it."), "{last}");
    assert!(with_input(whosaid(&["explain", "-"]).args(["--min-indirect", "1"]), one).contains(hidden));
    let of_other_kinds = show(&["--kinds", "indirect"], "“We waited for nine hours,” said Mara Kessel.");
    assert!(of_other_kinds.ends_with("No quotation found of what --kinds and --cue-classes ask for.\n"), "{of_other_kinds}");
}

#[test]
fn hostile_text_reaches_the_terminal_as_text() {
    let text = "“We \x1b]0;owned\x07waited\u{9b}2J,” said Mara\u{202E} Kessel.\rgone\x08\x08";
    for color in ["always", "never"] {
        let shown = with_input(&mut whosaid(&["show", "--color", color, "-"]), text);
        let plain = without_styles(&shown);
        assert!(!plain.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202E}'), "{plain:?}");
        assert!(!shown.contains("\x1b]") && !shown.contains('\u{9b}'), "{shown:?}");
        assert!(plain.contains("“We \u{FFFD}]0;owned\u{FFFD}waited\u{FFFD}2J,”"), "what was there can be seen: {plain:?}");
    }
}

#[test]
fn narrow_and_odd_widths_are_kept_to() {
    for columns in ["1", "7", "20", "41"] {
        let shown = written(whosaid(&["show", &harbour()]).env("COLUMNS", columns));
        let width: usize = columns.parse().unwrap();
        assert!(shown.lines().all(|line| line.chars().count() <= width), "{columns}: {shown}");
    }
    let default = written(&mut whosaid(&["show", &harbour()]));
    for columns in ["0", "-3", "wide", "80"] {
        assert_eq!(written(whosaid(&["show", &harbour()]).env("COLUMNS", columns)), default);
    }
}

#[test]
fn a_closed_pipe_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.txt");
    fs::write(&path, "“We waited,” said Mara Kessel.\n\n".repeat(20_000)).unwrap();
    let mut child = whosaid(&["show", path.to_str().unwrap()]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = [0];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", output.status);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
