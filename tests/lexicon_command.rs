//! `whosaid lexicon` as a user runs it, and that a compiled lexicon gives what its source gives.
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whosaid")).args(arguments).current_dir(folder.path()).output().unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn corpus(file: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(file).to_str().unwrap().to_owned()
}

#[test]
fn a_compiled_lexicon_gives_the_same_bytes_on_the_corpus() {
    let folder = tempfile::tempdir().unwrap();
    let (people, articles) = (corpus("lexicon.jsonl"), corpus("gold.jsonl"));
    let built = run(&folder, &["lexicon", "build", &people, "-o", "people.lex"]);
    assert_eq!(built.status.code(), Some(0), "{}", text(&built.stderr));
    assert!(text(&built.stderr).starts_with("whosaid: people.lex: "), "{}", text(&built.stderr));
    // Known by its first bytes, whatever its name.
    fs::copy(folder.path().join("people.lex"), folder.path().join("people.bin")).unwrap();
    let annotate = |lexicon: &str| run(&folder, &["annotate", &articles, "--quiet", "--lexicon", lexicon]);
    let expected = annotate(&people);
    assert_eq!(expected.status.code(), Some(0), "{}", text(&expected.stderr));
    assert!(text(&expected.stdout).contains("\"id\":\"Q"), "speakers of the lexicon are in the records");
    for compiled in ["people.lex", "people.bin"] {
        let found = annotate(compiled);
        assert_eq!((found.status.code(), text(&found.stderr)), (Some(0), ""), "{compiled}");
        assert!(found.stdout == expected.stdout, "{compiled} gives other records than its source");
    }
    let again = run(&folder, &["lexicon", "build", &people, "-o", "again.lex"]);
    assert_eq!(again.status.code(), Some(0));
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(read("people.lex") == read("again.lex"), "the same people give the same bytes");
}

#[test]
fn several_files_become_one_and_bad_lines_leave_none() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"id\": \"p1\", \"name\": \"Mara Kessel\"}\n").unwrap();
    fs::write(folder.path().join("b.csv"), "name,id\nOdo Brandvik,p2\n").unwrap();
    fs::write(folder.path().join("c.tsv"), "name\tid\nOdo Brandvik\tp1\n").unwrap();
    fs::write(folder.path().join("d.txt"), "“No,” said Odo Brandvik.").unwrap();
    assert_eq!(run(&folder, &["lexicon", "build", "a.jsonl", "b.csv", "-o", "both.lex"]).status.code(), Some(0));
    let found = run(&folder, &["annotate", "d.txt", "--lexicon", "both.lex"]);
    assert!(text(&found.stdout).contains("\"id\":\"p2\""), "{}", text(&found.stdout));
    let refused = run(&folder, &["lexicon", "build", "a.jsonl", "c.tsv", "-o", "bad.lex"]);
    assert_eq!(refused.status.code(), Some(2));
    let expected = "whosaid: c.tsv:2:14: column 2 (id): expected an \"id\" of its own, \"p1\" is the id of a.jsonl:1 too\n";
    assert_eq!(text(&refused.stderr), expected);
    assert!(!folder.path().join("bad.lex").exists());
    let again = run(&folder, &["lexicon", "build", "both.lex", "-o", "more.lex"]);
    assert_eq!(text(&again.stderr), "whosaid: both.lex: is compiled already; give the files that it was built from\n");
    let over = run(&folder, &["lexicon", "build", "a.jsonl", "-o", "a.jsonl"]);
    assert!(text(&over.stderr).contains("is one of the inputs"), "{}", text(&over.stderr));
}

#[test]
fn what_is_cut_short_is_refused_with_the_next_step() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.jsonl"), "{\"id\": \"p1\", \"name\": \"Mara Kessel\"}\n").unwrap();
    fs::write(folder.path().join("d.txt"), "“No,” said Mara Kessel.").unwrap();
    assert_eq!(run(&folder, &["lexicon", "build", "a.jsonl", "-o", "a.lex"]).status.code(), Some(0));
    let whole = fs::read(folder.path().join("a.lex")).unwrap();
    fs::write(folder.path().join("a.lex"), &whole[..whole.len() / 2]).unwrap();
    let refused = run(&folder, &["annotate", "d.txt", "--lexicon", "a.lex"]);
    assert_eq!(refused.status.code(), Some(2));
    let expected = "whosaid: a.lex: the lexicon is cut short; copy it again, or build it anew: whosaid lexicon build IN… -o FILE.lex\n";
    assert_eq!(text(&refused.stderr), expected);
}

#[test]
fn what_is_compressed_is_to_be_unpacked_first() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("people.jsonl.gz"), b"\x1F\x8B\x08\x00").unwrap();
    fs::write(folder.path().join("people.csv"), b"\x28\xB5\x2F\xFD\x00").unwrap();
    for file in ["people.jsonl.gz", "people.csv"] {
        let refused = run(&folder, &["lexicon", "check", file]);
        assert_eq!(refused.status.code(), Some(2));
        assert_eq!(text(&refused.stderr), format!("whosaid: {file}: is compressed; unpack it first\n"));
    }
}

#[test]
fn check_tells_faults_and_the_exit_code_too() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("good.jsonl"), "{\"id\": \"p1\", \"name\": \"Mara Kessel\"}\n").unwrap();
    let many = "name,id,aliases\nMara Kessel,p1,Will\nMara Kessel,p2,Will\nOdo,,\n,,\nBo Brandvik,p1,X\n";
    fs::write(folder.path().join("many.csv"), many).unwrap();
    let good = run(&folder, &["lexicon", "check", "good.jsonl"]);
    assert_eq!((good.status.code(), text(&good.stdout)), (Some(0), "no faults\n"));
    let found = run(&folder, &["lexicon", "check", "many.csv", "--limit", "1"]);
    let expected = "1 bad line\n\
        many.csv:6:13: column 2 (id): expected an \"id\" of its own, \"p1\" is the id of line 2 too\n\
        2 names of several speakers, of which 1 is shown (--limit 0 shows all)\n\
        many.csv:2: \"Mara Kessel\" is a name of 2 speakers: many.csv:2, many.csv:3\n";
    assert_eq!(found.status.code(), Some(1));
    assert!(text(&found.stdout).starts_with(expected), "{}", text(&found.stdout));
    assert_eq!(run(&folder, &["lexicon", "check", "none.csv"]).status.code(), Some(2));
}
