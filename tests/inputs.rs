//! What a user may name as an input and what becomes of it: kinds of files that are not read, and what is told of them.
#![cfg(all(feature = "cli", feature = "formats"))]

#[path = "support/place.rs"]
mod place;

use place::{Place, line};
use std::io::{Cursor, Write};

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

// Kinds that are not read

#[test]
fn documents_are_refused_by_what_they_are_and_not_annotated() {
    let word = zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w:t>“Yes,” he said.</w:t>")]);
    let place = Place::new()
        .with("a.pdf", "%PDF-1.7\n“Yes,” he said.")
        .with("named.txt", "%PDF-1.4\n")
        .with("b.docx", word)
        .with("c.rtf", "{\\rtf1 “Yes,” he said.}")
        .with("d.html", "\u{FEFF}\n<!DOCTYPE html>\n<p>“Yes,” he said.</p>")
        .with("e.htm", "<HTML><p>“Yes,” he said.</p>")
        .with("f.png", b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR")
        .with("g.txt", "“Yes,” he said.");
    let run = place.run(&["a.pdf", "named.txt", "b.docx", "c.rtf", "d.html", "e.htm", "f.png", "g.txt"]);
    run.gives_with(
        &["g"],
        &[
            "whosaid: a.pdf: a PDF, not text: export its text first",
            "whosaid: named.txt: a PDF, not text: export its text first",
            "whosaid: b.docx: a Word file, not text: save it as plain text first",
            "whosaid: c.rtf: an RTF file, not text: save it as plain text first",
            "whosaid: d.html: HTML, not text: extract its text first",
            "whosaid: e.htm: HTML, not text: extract its text first",
            "whosaid: f.png:1: byte 0 is not UTF-8; it holds NUL bytes, as pictures and programs do and text does not; \
             export its text, or leave it out",
            "whosaid: left out 1 of 2 articles, inputs that could not be read: 6",
        ],
    );
}

#[test]
fn a_file_that_is_no_text_is_told_so_before_its_size() {
    let program = [&b"\x7FELF\x02\x01\x01\0\0\0\xC0\xDE"[..], &vec![0; 5000]].concat();
    let place = Place::new().with("program", &program).with("long.txt", "Mara said. ".repeat(500));
    let told = "it holds NUL bytes, as pictures and programs do and text does not; export its text, or leave it out";
    let told = |file: &str| format!("whosaid: {file}:1: byte 10 is not UTF-8; {told}");
    place.run(&["program", "--max-article-bytes", "100"]).gives_with(&[], &[&told("program"), "whosaid: left out 1 of 1 article"]);
    let piped = place.run_with_stdin(&["-", "--max-article-bytes", "100"], &program);
    piped.gives_with(&[], &[&told("<stdin>"), "whosaid: left out 1 of 1 article"]);
    let long = "whosaid: long.txt: the text has 5500 bytes, the limit is 100 (--max-article-bytes sets it)";
    place.run(&["long.txt", "--max-article-bytes", "100"]).gives_with(&[], &[long, "whosaid: left out 1 of 1 article"]);
}

#[test]
fn an_empty_parquet_file_is_called_empty() {
    let place = Place::new().with("empty.parquet", "");
    place.run(&["empty.parquet"]).refuses("whosaid: empty.parquet: is empty, and so no Parquet; it may have been cut short");
}

#[test]
fn files_of_other_kinds_are_passed_over_and_counted() {
    let archive = zip(&[("a.txt", "x"), ("b.pdf", "x"), (".hidden.pdf", "x")]);
    let place = Place::new()
        .with("in/a.txt", "x")
        .with("in/b.pdf", "x")
        .with("in/deep/c.docx", "x")
        .with("in/.hidden", "x")
        .with("in/d.zip", archive)
        .with("in/e.md", "x")
        .with("plain/a.jsonl", line("1", "x"));
    let last = |folder: &str| place.whosaid(&["annotate", folder, "--threads", "1"]).messages.pop().unwrap();
    assert_eq!(last("in"), "whosaid: passed over 4 files of other kinds: in/b.pdf, in/deep/c.docx, in/e.md, …");
    assert!(!last("plain").contains("passed over"));
    place.run(&["in"]).gives(&["a", "d.zip/a"]);
}

#[test]
fn texts_of_one_id_are_told_with_what_keeps_them_apart() {
    let place = Place::new().with("d1/x.txt", "x").with("d2/x.txt", "y").with("d2/sub/z.txt", "z").with("d3/sub/z.txt.gz", "z");
    let told = |arguments: &[&str]| place.run(&[arguments, &["-o", "out.jsonl"]].concat()).messages;
    let apart = "ids are whole paths if files are named by a pattern (\"folder/**/*.txt\"), or by the folder around all";
    assert_eq!(told(&["d1", "d2"]), [format!("whosaid: d1/x.txt and d2/x.txt both have the id `x`; {apart}")]);
    let three = told(&["d1", "d2", "d3"]);
    assert_eq!(three[0], format!("whosaid: d1/x.txt and d2/x.txt both have the id `x`, and 1 more repeat one; {apart}"));
    for inputs in [&["d1", "d2/sub"][..], &["d1/*.txt", "d2/*.txt"], &["d?/**/*.txt"], &["d2"], &["d2", "d2"]] {
        assert_eq!(told(inputs), [""; 0], "{inputs:?}");
    }
}

// Outputs

#[test]
fn an_output_of_an_unknown_ending_is_records_and_that_is_told() {
    let place = Place::new().with("a.txt", "x");
    let told = "whosaid: out.xlsx: .xlsx is the ending of no format, records are written (JSON lines); others are .csv, .tsv and .parquet, \
                or what --to says";
    let run = place.run(&["a.txt", "-o", "out.xlsx"]);
    assert_eq!((run.code, &run.messages[..]), (0, &[told.to_owned()][..]));
    place.run(&["a.txt", "-o", "named.xlsx", "--to", "records"]).gives(&[]);
    place.run(&["a.txt", "-o", "out"]).gives(&[]);
}

// Columns

#[test]
fn columns_are_found_in_any_case_and_listed_as_the_separator_parts_them() {
    let place = Place::new().with("a.csv", "ID;Text\n1;x\n").with("b.csv", "ID;Body\n1;x\n").with("c.tsv", "Id\tTEXT\n2\tx\n");
    place.run(&["a.csv", "c.tsv"]).gives(&["1", "2"]);
    place.run(&["b.csv", "--text-field", "Body"]).gives(&["1"]);
    let told = "whosaid: b.csv: no column `text` among `ID`, `Body` (--id-field, --text-field and their like name the columns)";
    place.run(&["b.csv"]).refuses(told);
    for command in [&["show", "b.csv"][..], &["explain", "b.csv"], &["report", "--annotate", "b.csv"]] {
        let run = place.whosaid(command);
        assert_eq!((run.code, &*run.messages[0]), (2, told), "{command:?}");
    }
}

#[test]
fn lexicons_have_the_separators_of_articles_and_list_the_columns_they_have() {
    let place = Place::new()
        .with("a.txt", "“We waited,” said Kessel.")
        .with("semi.csv", "Id;Name;Aliases\np1;Mara Kessel;Kessel\n")
        .with("tab.csv", "id\tname\taliases\np1\tMara Kessel\tKessel\n")
        .with("nameless.csv", "id;full name\np1;Mara Kessel\n");
    for lexicon in ["semi.csv", "tab.csv"] {
        let run = place.run(&["a.txt", "--lexicon", lexicon]);
        run.gives(&["a"]);
        assert!(run.stdout.contains(r#""id":"p1""#), "{lexicon}: {}", run.stdout);
    }
    let run = place.run(&["a.txt", "--lexicon", "nameless.csv"]);
    run.refuses("whosaid: nameless.csv:1: expected a header with a column \"name\", found `id`, `full name`");
}

#[test]
fn genders_of_a_lexicon_are_words_or_letters_in_any_case() {
    let gender = |word: &str| {
        let place =
            Place::new().with("a.txt", "“We waited,” said Mara Kessel.").with("p.csv", format!("name,gender\nMara Kessel,{word}\n"));
        let run = place.run(&["a.txt", "--lexicon", "p.csv"]);
        assert_eq!(run.code, 0, "{word}: {:?}", run.messages);
        serde_json::from_str::<serde_json::Value>(&run.stdout).unwrap()["quotations"][0]["speaker"]["gender"].clone()
    };
    for word in ["female", "Female", "F", "f"] {
        assert_eq!(gender(word), "female", "{word}");
    }
    for word in ["male", "MALE", "M", "m"] {
        assert_eq!(gender(word), "male", "{word}");
    }
    gender("Other");
    gender("UNKNOWN");
    let place = Place::new().with("a.txt", "x").with("p.csv", "name,gender\nMara Kessel,fem\n");
    let told = "whosaid: p.csv:2:13: column 2 (gender): expected male, female, m, f, other or unknown for \"gender\", found \"fem\"";
    place.run(&["a.txt", "--lexicon", "p.csv"]).refuses(told);
}

#[test]
fn types_of_a_lexicon_are_words_in_any_case() {
    for word in ["person", "Person", "PERSON"] {
        let place = Place::new().with("a.txt", "“We waited,” said Kessel.").with("p.csv", format!("name,type\nKessel,{word}\n"));
        let run = place.run(&["a.txt", "--lexicon", "p.csv"]);
        run.gives(&["a"]);
        assert!(run.stdout.contains(r#""type":"person""#), "{word}: {}", run.stdout);
    }
}

#[test]
fn a_table_without_an_ending_is_a_table_or_refused_but_never_one_text() {
    let place = Place::new().with("usual", "id,text\n1,x\n2,y\n").with("a.data", "doc_id;body\n1;x\n2;y\n").with("note", "Id est.\nx");
    place.run(&["usual"]).gives(&["1", "2"]);
    place.run(&["a.data", "--id-field", "doc_id", "--text-field", "body"]).gives(&["1", "2"]);
    place.run_with_stdin(&["-", "--id-field", "doc_id", "--text-field", "body"], b"body\tdoc_id\nx\t1\n").gives(&["1"]);
    let told = "is no JSON and has no header with the columns `doc_id` and `text`; --format csv reads it as a table and tells its columns, \
                --format text as one plain text";
    place.run_with_stdin(&["-", "--id-field", "doc_id"], b"doc_id,body\n1,x\n").refuses(&format!("whosaid: <stdin>: {told}"));
    place.run(&["note", "--id-field", "doc_id"]).refuses(&format!("whosaid: note: {told}"));
    place.run(&["note", "--id-field", "doc_id", "--format", "text"]).gives(&["note"]);
    place.run(&["note"]).gives(&["note"]);
}

#[test]
fn an_empty_field_of_a_table_is_no_id_and_no_text() {
    let place = Place::new().with("a.csv", "id,text,title\n1,x,\n2,,t\n,y,t\n\"\",z,t\n5,x,t\n");
    place.run(&["a.csv"]).gives_with(
        &["1", "5"],
        &[
            "whosaid: a.csv:3: the row has no text, its field is empty (--id-field and --text-field name the fields)",
            "whosaid: a.csv:4: the row has no id, its field is empty (--id-field and --text-field name the fields)",
            "whosaid: a.csv:5: the row has no id, its field is empty (--id-field and --text-field name the fields)",
            "whosaid: left out 3 of 5 articles",
        ],
    );
}

#[test]
fn a_column_that_is_named_must_be_there_and_the_usual_ones_need_not() {
    let place = Place::new().with("a.csv", "id,text\n1,x\n").with("a.jsonl", line("1", "x"));
    place.run(&["a.csv"]).gives(&["1"]);
    for option in ["--title-field", "--date-field", "--url-field"] {
        let told = "whosaid: a.csv: no column `nosuch` among `id`, `text` (--id-field, --text-field and their like name the columns)";
        place.run(&["a.csv", option, "nosuch"]).refuses(told);
        place.run(&["a.jsonl", option, "nosuch"]).gives(&["1"]);
    }
}

// Exit codes

#[test]
fn where_no_input_could_be_read_nothing_is_written() {
    let cut: &[u8] = b"\x1F\x8B\x08\0\0\0\0\0\0\x03damaged";
    let place = Place::new()
        .with("lines.jsonl.gz", cut)
        .with("text.txt.gz", cut)
        .with("empty.zip", zip(&[]))
        .with("bad.parquet", "PAR1\0")
        .with("a.pdf", "%PDF-1.4");
    for input in ["lines.jsonl.gz", "text.txt.gz", "empty.zip", "bad.parquet", "a.pdf"] {
        let run = place.run(&[input, "-o", "out.jsonl"]);
        run.refuses(&format!("whosaid: {input}"));
        assert_eq!(run.messages[1..], ["whosaid: no input could be read"], "{input}");
    }
    let run = place.run(&["a.pdf", "empty.zip", "-o", "out.jsonl", "--errors", "errors.jsonl"]);
    assert_eq!((run.code, &*run.messages), (2, &["whosaid: no input could be read; see errors.jsonl".to_owned()][..]));
    assert!(!place.path().join("out.jsonl").exists());
}

#[test]
fn an_input_without_articles_is_read_all_the_same() {
    let place = Place::new().with("none.jsonl", "").with("none.csv", "id,text\n").with("a.pdf", "%PDF-1.4");
    place.run(&["none.jsonl", "none.csv"]).gives(&[]);
    for input in ["none.jsonl", "none.csv"] {
        let told = ["whosaid: a.pdf: a PDF, not text: export its text first", "whosaid: inputs that could not be read: 1"];
        place.run(&[input, "a.pdf"]).gives_with(&[], &told);
    }
}
