//! Runs that are interrupted, whatever by, and go on: the real binary, in a temporary folder.
#![cfg(all(unix, feature = "cli"))]

#[path = "support/place.rs"]
mod place;

use place::{Place, Run, line, many_lines};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

const PART: &str = ".out.jsonl.whosaid-part";
const JOURNAL: &str = ".out.jsonl.whosaid-journal";
/// A run that is quick, and notes every step.
const RUN: [&str; 7] = ["in.jsonl", "-o", "out.jsonl", "--rules", "--journal-every", "0", "--errors"];

/// Some megabytes of articles, with a line here and there that is none.
fn input(articles: usize) -> String {
    many_lines(articles).lines().enumerate().map(|(i, l)| if i % 97 == 5 { "{\"id\": 7}\n".to_owned() } else { format!("{l}\n") }).collect()
}

fn arguments<'a>(more: &[&'a str]) -> Vec<&'a str> {
    RUN.iter().copied().chain(["errors.jsonl"]).chain(more.iter().copied()).collect()
}

/// What an uninterrupted run gives: output and errors.
fn uninterrupted(place: &Place) -> (String, String) {
    let run = place.run(&["in.jsonl", "--rules", "--errors", "expected.jsonl"]);
    assert_eq!(run.code, 1, "{:?}", run.messages);
    (run.stdout, place.read("expected.jsonl"))
}

fn spawn(place: &Place, arguments: &[&str]) -> Child {
    let mut command = place.command(arguments);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn wait_for(what: &str, condition: impl Fn() -> bool) {
    let begun = Instant::now();
    while !condition() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{what} does not happen");
        thread::sleep(Duration::from_millis(1));
    }
}

/// A run that has been killed once something was noted, and before the end.
fn killed(place: &Place, more: &[&str]) {
    let mut child = spawn(place, &arguments(more));
    wait_for("a note", || place.path().join(JOURNAL).exists());
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!place.path().join("out.jsonl").exists(), "killed before the end");
}

fn interrupted() -> Place {
    let place = Place::new().with("in.jsonl", input(1800));
    killed(&place, &[]);
    place
}

/// How long the output is that the journal speaks of.
fn noted_bytes(place: &Place) -> u64 {
    let journal = place.read(JOURNAL);
    let journal: serde_json::Value = serde_json::from_str(journal.lines().next().unwrap()).unwrap();
    journal["output_bytes"].as_u64().unwrap()
}

fn signal(child: &Child, name: &str) {
    assert!(Command::new("kill").args([name, &child.id().to_string()]).status().unwrap().success());
}

// Killed

#[test]
fn a_compressed_table_goes_on_to_the_same_bytes() {
    let place = Place::new().with("in.jsonl", input(1800));
    let run = |more: &[&str]| place.run(&[&["in.jsonl", "--rules", "--journal-every", "0"], more].concat());
    for (whole, cut) in [("whole.csv.gz", "cut.csv.gz"), ("whole.tsv.zst", "cut.tsv.zst")] {
        assert_eq!(run(&["-o", whole]).code, 1);
        let mut child = spawn(&place, &["in.jsonl", "--rules", "--journal-every", "0", "-o", cut]);
        let journal = place.path().join(format!(".{cut}.whosaid-journal"));
        wait_for("a note", || journal.exists());
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(!place.path().join(cut).exists(), "killed before the end");
        let gone_on = run(&["-o", cut, "--resume", "--threads", "3"]);
        assert!(gone_on.messages[0].contains(": goes on behind "), "{:?}", gone_on.messages);
        let bytes = [whole, cut].map(|name| fs::read(place.path().join(name)).unwrap());
        assert!(bytes[0] == bytes[1], "{cut}");
    }
}

#[test]
fn parquet_is_whole_or_not_there_and_cannot_be_gone_on_with() {
    let place = Place::new().with("in.jsonl", input(20));
    let refused = place.run(&["in.jsonl", "-o", "a.parquet", "--resume"]);
    let expected = "whosaid: --resume cannot go on with an output as parquet, which is complete or nothing; write --to rows, which can";
    assert_eq!((refused.code, refused.messages), (2, vec![expected.to_owned()]));
    let run = place.run(&["in.jsonl", "-o", "a.parquet", "--rules", "--stats", "stats.json"]);
    assert_eq!(run.code, 1, "{:?}", run.messages);
    let stats: serde_json::Value = serde_json::from_str(&place.read("stats.json")).unwrap();
    assert_eq!(stats["output_bytes"], fs::metadata(place.path().join("a.parquet")).unwrap().len());
}

#[test]
fn a_run_killed_at_any_moment_goes_on_to_the_same_bytes() {
    let place = Place::new().with("in.jsonl", input(500));
    let begun = Instant::now();
    let expected = uninterrupted(&place);
    let whole = begun.elapsed();
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for threads in ["1", "4"] {
        let (mut kills, mut attempts) = (0, 0);
        while kills < 10 {
            attempts += 1;
            let mut child = spawn(&place, &arguments(&["--resume", "--threads", threads]));
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            thread::sleep(whole.mul_f64((random >> 40) as f64 / (1u64 << 24) as f64 * 0.7));
            child.kill().unwrap();
            let output = child.wait_with_output().unwrap();
            if output.status.code().is_none() {
                kills += 1;
                lose_power(&place, kills);
                continue;
            }
            let run = Run::of(output);
            assert_eq!(run.code, 1, "{:?}", run.messages);
            assert!((place.read("out.jsonl"), place.read("errors.jsonl")) == expected, "after {kills} kills on {threads} threads");
            for file in ["out.jsonl", "errors.jsonl", JOURNAL] {
                fs::remove_file(place.path().join(file)).unwrap();
            }
        }
        assert!(attempts < 500, "{attempts} attempts");
        let run = place.run(&arguments(&["--resume", "--threads", threads]));
        assert!(run.code < 2, "{:?}", run.messages);
        assert!((place.read("out.jsonl"), place.read("errors.jsonl")) == expected, "at the end, on {threads} threads");
        fs::remove_file(place.path().join("out.jsonl")).unwrap();
        fs::remove_file(place.path().join(JOURNAL)).unwrap();
    }
}

/// After a power cut only what was waited for is sure to be there: what stands behind it may be gone, or anything.
fn lose_power(place: &Place, times: usize) {
    if !place.path().join(JOURNAL).exists() || !place.path().join(PART).exists() {
        return;
    }
    let mut part = OpenOptions::new().append(true).open(place.path().join(PART)).unwrap();
    match times % 3 {
        0 => part.write_all(&[0; 5000]).unwrap(),
        1 => part.set_len(noted_bytes(place)).unwrap(),
        _ => {}
    }
}

#[test]
fn a_journal_that_is_not_whole_is_told_and_nothing_is_built_on_it() {
    let place = interrupted();
    let whole = fs::read(place.path().join(JOURNAL)).unwrap();
    let mut garbled = whole.clone();
    let digit = whole.iter().rposition(u8::is_ascii_digit).unwrap();
    garbled[digit] ^= 1;
    for bytes in [&whole[..whole.len() / 2], &garbled, b""] {
        fs::write(place.path().join(JOURNAL), bytes).unwrap();
        let run = place.run(&arguments(&["--resume"]));
        assert_eq!(run.code, 2);
        assert!(
            run.messages[0].ends_with("is damaged, so that it cannot go on; to begin anew, run without --resume"),
            "{:?}",
            run.messages
        );
    }
    let run = place.run(&arguments(&[]));
    assert_eq!(run.code, 1, "{:?}", run.messages);
    assert!(place.read("out.jsonl") == uninterrupted(&place).0);
}

#[test]
fn a_partial_output_is_cut_to_what_is_noted_or_refused_if_it_is_less() {
    let place = interrupted();
    let part = OpenOptions::new().write(true).open(place.path().join(PART)).unwrap();
    let (noted, length) = (noted_bytes(&place), part.metadata().unwrap().len());
    assert!(0 < noted && noted <= length);
    let copy = fs::read(place.path().join(PART)).unwrap();
    part.set_len(noted - 1).unwrap();
    let run = place.run(&arguments(&["--resume"]));
    assert_eq!(run.code, 2);
    let message = format!("has {} bytes, of {noted} that were written; remove {JOURNAL} to begin anew", noted - 1);
    assert!(run.messages[0].ends_with(&message), "{:?}", run.messages);
    fs::remove_file(place.path().join(PART)).unwrap();
    let run = place.run(&arguments(&["--resume"]));
    assert_eq!(run.code, 2);
    let message = &run.messages[0];
    assert!(message.ends_with(" is not there any more; remove .out.jsonl.whosaid-journal to begin anew"), "{message}");
    assert!(!place.path().join(PART).exists(), "what is refused leaves nothing behind");
    fs::write(place.path().join(PART), [&copy[..], b"{\"torn\":"].concat()).unwrap();
    let run = place.run(&arguments(&["--resume"]));
    assert_eq!(run.code, 1, "{:?}", run.messages);
    assert!((place.read("out.jsonl"), place.read("errors.jsonl")) == uninterrupted(&place));
}

#[test]
fn a_file_of_errors_that_has_lost_lines_is_refused() {
    let place = interrupted();
    fs::write(place.path().join("errors.jsonl"), "").unwrap();
    let run = place.run(&arguments(&["--resume"]));
    assert_eq!(run.code, 2);
    let message = run.messages.last().unwrap();
    assert!(message.starts_with("whosaid: errors.jsonl: has 0 bytes, of "), "{message}");
    assert!(message.ends_with(" that were written; remove .out.jsonl.whosaid-journal to begin anew"), "{message}");
}

// The same run or another

#[test]
fn a_run_that_was_begun_otherwise_is_refused_and_says_what_differs() {
    let place = Place::new().with("in.jsonl", input(1800)).with("people.csv", "name\nIlse Marn\n");
    killed(&place, &["--lexicon", "people.csv"]);
    let refused = |more: &[&str], expected: &str| {
        let run = place.run(&arguments(&[&["--resume"], more].concat()));
        assert_eq!(run.code, 2, "{:?}", run.messages);
        let message = &run.messages[0];
        assert!(message.starts_with("whosaid: out.jsonl: an interrupted run has done "), "{message}");
        assert!(message.contains(&format!(" of it, but was begun otherwise: {expected}")), "{message}");
        let next = "; give what it was begun with and --resume, or remove .out.jsonl.whosaid-journal to begin anew";
        assert!(message.ends_with(next), "{message}");
    };
    refused(&["--lexicon", "people.csv", "--units", "bytes"], "--units was codepoints, is bytes; ");
    refused(&["--lexicon", "people.csv", "--kinds", "direct"], "--kinds was direct,mixed,indirect, is direct; ");
    refused(&["--lexicon", "people.csv", "in.jsonl"], "the inputs were in.jsonl, are in.jsonl in.jsonl; ");
    refused(&[], "--lexicon was people.csv, is not given; ");
    fs::write(place.path().join("people.csv"), "name\nIlsa Marn\n").unwrap();
    refused(&["--lexicon", "people.csv"], "--lexicon people.csv: other content (15 bytes, now 15); ");
    fs::write(place.path().join("people.csv"), "name\nIlse Marn\n").unwrap();
    let file = OpenOptions::new().append(true).open(place.path().join("in.jsonl")).unwrap();
    let (bytes, time) = (file.metadata().unwrap().len(), file.metadata().unwrap().modified().unwrap());
    (&file).write_all(line("new", "x").as_bytes()).unwrap();
    refused(&["--lexicon", "people.csv"], &format!("input in.jsonl had {bytes} bytes, now "));
    file.set_len(bytes).unwrap();
    file.set_modified(time + Duration::from_secs(1)).unwrap();
    refused(&["--lexicon", "people.csv"], &format!("input in.jsonl had {bytes} bytes, changed since"));
    file.set_modified(time).unwrap();
    let run = place.run(&arguments(&["--resume", "--lexicon", "people.csv", "--threads", "3"]));
    assert_eq!(run.code, 1, "what does not change the output may differ: {:?}", run.messages);
}

#[test]
fn a_run_with_other_options_can_leave_the_interrupted_one_behind() {
    let place = Place::new().with("in.jsonl", input(1800));
    let options = |more: &[&'static str]| [&["in.jsonl", "-o", "out.jsonl", "--journal-every", "0"], more].concat();
    let mut child = spawn(&place, &options(&[]));
    wait_for("a note", || place.path().join(JOURNAL).exists());
    child.kill().unwrap();
    child.wait().unwrap();
    let kinds = |more: &[&'static str]| options(&[&["--kinds", "direct"], more].concat());
    for more in [&["--resume"][..], &[]] {
        let run = place.run(&kinds(more));
        // That the models of relations and of parts of speech are not used any more is no news.
        let expected = " of it, but was begun otherwise: --kinds was direct,mixed,indirect, is direct; give what it was begun with and \
                        --resume, or remove .out.jsonl.whosaid-journal to begin anew";
        assert!(run.code == 2 && run.messages[0].ends_with(expected), "{:?}", run.messages);
    }
    fs::remove_file(place.path().join(JOURNAL)).unwrap();
    let run = place.run(&kinds(&["--resume"]));
    assert_eq!(run.code, 1, "what the message tells helps: {:?}", run.messages);
    assert!(place.read("out.jsonl") == place.run(&["in.jsonl", "--kinds", "direct"]).stdout);
}

#[test]
fn inputs_that_read_otherwise_under_the_same_sizes_and_times_are_refused() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new().with("in.jsonl", input(10)).with("in2.jsonl", input(1800));
    let mode = |mode| fs::set_permissions(place.path().join("in.jsonl"), fs::Permissions::from_mode(mode)).unwrap();
    mode(0);
    if fs::read(place.path().join("in.jsonl")).is_ok() {
        place::skipped("what may be read only later: to root everything is allowed");
        return;
    }
    killed(&place, &["in2.jsonl"]);
    mode(0o644);
    let run = place.run(&arguments(&["in2.jsonl", "--resume"]));
    assert_eq!(run.code, 2);
    assert!(run.messages[1].starts_with("whosaid: out.jsonl: the inputs do not read as they did: number "), "{:?}", run.messages);
    assert!(run.messages[1].ends_with("; remove .out.jsonl.whosaid-journal to begin anew"), "{:?}", run.messages);
}

#[test]
fn an_interrupted_run_is_not_written_over() {
    let place = interrupted();
    let before = (place.read(JOURNAL), place.read(PART));
    let run = place.run(&arguments(&[]));
    assert_eq!(run.code, 2);
    assert!(run.messages[0].starts_with("whosaid: out.jsonl: an interrupted run has done "), "{:?}", run.messages);
    assert!(run.messages[0].ends_with("/.out.jsonl.whosaid-journal to begin anew") || run.messages[0].contains("go on by --resume"));
    assert!((place.read(JOURNAL), place.read(PART)) == before);
    fs::remove_file(place.path().join(JOURNAL)).unwrap();
    assert_eq!(place.run(&arguments(&[])).code, 1);
    assert!(place.read("out.jsonl") == uninterrupted(&place).0);
}

#[test]
fn two_runs_do_not_write_one_output() {
    let place = Place::new().with("in.jsonl", input(1800));
    let mut child = spawn(&place, &arguments(&[]));
    wait_for("a note", || place.path().join(JOURNAL).exists());
    for more in [&[][..], &["--resume"]] {
        let run = place.run(&arguments(more));
        assert_eq!(run.code, 2);
        assert_eq!(run.messages, ["whosaid: out.jsonl: another run is writing it; wait for its end, or give -o another name"]);
    }
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(place.read("out.jsonl") == uninterrupted(&place).0);
}

#[test]
fn without_an_interrupted_run_it_begins_at_the_first_article_and_then_is_finished() {
    let place = Place::new().with("in.jsonl", input(50));
    let run = place.run(&arguments(&["--resume"]));
    assert_eq!(run.code, 1);
    assert_eq!(run.messages[0], "whosaid: out.jsonl: there is no interrupted run to go on with; begins at the first article");
    let expected = uninterrupted(&place).0;
    let finished = ["whosaid: out.jsonl: is finished already, with 49 articles", "whosaid: left out 1 of 50 articles"];
    let run = place.run(&arguments(&["--resume"]));
    assert_eq!((run.code, &run.messages[..]), (1, &finished.map(str::to_owned)[..]), "the exit code is that of the run");
    assert!(!place.path().join(PART).exists() && place.read("out.jsonl") == expected);

    // Killed between its last note and the renaming.
    fs::rename(place.path().join("out.jsonl"), place.path().join(PART)).unwrap();
    let run = place.run(&arguments(&["--resume"]));
    assert_eq!((run.code, &run.messages[..]), (1, &finished.map(str::to_owned)[..]));
    assert!(!place.path().join(PART).exists() && place.read("out.jsonl") == expected);

    fs::write(place.path().join("out.jsonl"), "mine").unwrap();
    let run = place.run(&arguments(&["--resume"]));
    assert!(run.code == 2 && run.messages[0].contains("has been changed since, it has 4; run without --resume"), "{:?}", run.messages);
    let run = place.run(&arguments(&["--resume", "--units", "bytes"]));
    let otherwise =
        "whosaid: out.jsonl: was made otherwise: --units was codepoints, is bytes; make it the same again, or run without --resume";
    assert_eq!((run.code, &run.messages[..]), (2, &[otherwise.to_owned()][..]));
    assert!(!place.path().join(PART).exists(), "what is refused leaves nothing behind");
    assert_eq!(place.run(&arguments(&[])).code, 1, "a finished run is begun anew");
    assert!(place.read("out.jsonl") == expected);
}

#[test]
fn a_finished_run_whose_output_was_moved_away_begins_anew() {
    let place = Place::new().with("in.jsonl", input(50));
    assert_eq!(place.run(&arguments(&["--resume"])).code, 1);
    let expected = place.read("out.jsonl");
    let moved = || fs::rename(place.path().join("out.jsonl"), place.path().join("moved.jsonl")).unwrap();
    for more in [&[][..], &["--units", "bytes"]] {
        moved();
        let run = place.run(&arguments(&[&["--resume"], more].concat()));
        let told = "whosaid: out.jsonl: was finished and is not there any more; begins at the first article";
        assert_eq!((run.code, run.messages[0].as_str()), (1, told), "{:?}", run.messages);
        assert_eq!(place.read("out.jsonl") == expected, more.is_empty());
    }
    assert!(!place.path().join(PART).exists());
}

#[test]
fn what_cannot_be_had_twice_cannot_be_gone_on_with() {
    let place = Place::new().with("a.txt", "x");
    let refused = |arguments: &[&str], message: &str| {
        let run = place.run(&[&["--resume"], arguments].concat());
        assert_eq!((run.code, run.messages), (2, vec![format!("whosaid: {message}")]));
    };
    refused(&["a.txt"], "--resume needs -o FILE: what went to standard output cannot be gone on with");
    refused(&["a.txt", "-o", "-"], "--resume needs -o FILE: what went to standard output cannot be gone on with");
    refused(&["a.txt", "-o", "/dev/null"], "--resume needs -o FILE: /dev/null is none, and what went there is gone");
    refused(&["-", "-o", "out.jsonl"], "--resume needs files: standard input cannot be read a second time");
    refused(&["/dev/null", "-o", "out.jsonl"], "--resume needs files: /dev/null is none and cannot be read a second time");
    assert_eq!(place.names(), ["a.txt"]);
}

// Asked to end

#[test]
fn a_run_that_is_asked_to_end_says_how_to_go_on() {
    for name in ["-INT", "-TERM"] {
        let place = Place::new().with("in.jsonl", input(1800));
        let child = spawn(&place, &["in.jsonl", "-o", "out.jsonl", "--rules", "--errors", "errors.jsonl", "--stats", "stats.json"]);
        wait_for("output", || fs::metadata(place.path().join(PART)).is_ok_and(|meta| meta.len() > 0));
        signal(&child, name);
        let run = Run::of(child.wait_with_output().unwrap());
        assert_eq!(run.code, 130, "{:?}", run.messages);
        let last = run.messages.last().unwrap();
        assert!(
            last.starts_with("whosaid: interrupted behind ") && last.ends_with("; the same command with --resume goes on there"),
            "{last}"
        );
        assert!(place.read("stats.json").contains("\"ended\": \"interrupted\""));
        assert_eq!(noted_bytes(&place), fs::metadata(place.path().join(PART)).unwrap().len(), "all that was done is kept");
        assert_eq!(place.run(&["in.jsonl", "-o", "out.jsonl", "--rules", "--errors", "errors.jsonl", "--resume"]).code, 1);
        assert!((place.read("out.jsonl"), place.read("errors.jsonl")) == uninterrupted(&place));
    }
}

#[test]
fn to_standard_output_an_interrupted_run_ends_behind_a_whole_line() {
    let place = Place::new().with("in.jsonl", input(1800));
    let out = fs::File::create(place.path().join("stdout")).unwrap();
    let mut command = place.command(&["in.jsonl", "--rules"]);
    let child = command.stdout(out).stderr(Stdio::piped()).spawn().unwrap();
    wait_for("output", || fs::metadata(place.path().join("stdout")).unwrap().len() > 0);
    signal(&child, "-INT");
    let run = Run::of(child.wait_with_output().unwrap());
    assert_eq!(run.code, 130);
    assert!(run.messages.last().unwrap().ends_with("; only what goes from files to a file (-o) can be gone on with"), "{:?}", run.messages);
    let written = place.read("stdout");
    assert!(written.ends_with("}\n") && uninterrupted(&place).0.starts_with(&written));
}

// Outputs that fail

#[test]
fn a_full_disk_costs_no_work() {
    let place = Place::new().with("in.jsonl", input(1800));
    // 10 MB, in blocks of 512 bytes; without the trap the signal would end the program.
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f 20000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_whosaid"), "annotate", "--quiet"]);
    let run = Run::of(limited.args(arguments(&[])).current_dir(place.path()).output().unwrap());
    assert_eq!(run.code, 2);
    let message = &run.messages[0];
    assert!(message.starts_with("whosaid: out.jsonl: the output could not be written: "), "{message}");
    assert!(
        message.ends_with(" articles done before it are kept: once that is mended, the same command with --resume goes on"),
        "{message}"
    );
    assert!(noted_bytes(&place) > 1_000_000);
    assert_eq!(place.run(&arguments(&["--resume"])).code, 1);
    assert!((place.read("out.jsonl"), place.read("errors.jsonl")) == uninterrupted(&place));
}

#[test]
fn a_file_of_errors_that_cannot_be_written_ends_the_run() {
    if !fs::exists("/dev/full").unwrap() {
        return;
    }
    let place = Place::new().with("in.jsonl", input(50));
    let run = place.run(&["in.jsonl", "--rules", "-o", "out.jsonl", "--errors", "/dev/full"]);
    assert_eq!(run.code, 2);
    assert!(run.messages[0].starts_with("whosaid: out.jsonl: /dev/full: the errors could not be written: No space"), "{:?}", run.messages);
    assert_eq!(place.names(), ["in.jsonl"], "nothing is kept where nothing was done");
    let run = place.run(&["in.jsonl", "--rules", "--stats", "/dev/full"]);
    assert_eq!(run.code, 2, "{:?}", run.messages);
}
