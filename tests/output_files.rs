//! The outputs of `whosaid annotate` as files: names, compression, threads, what is refused, and what other programs make of them.
#![cfg(all(feature = "cli", feature = "formats"))]

#[path = "support/outputs.rs"]
mod support;

use std::fs::{self, File};
use std::io::{self, Read, Write as _};
use std::path::Path;
use std::process::Command;
use support::{Place, corpus};
use whosaid::io::out::{OutputFormat, Sink, Target};

/// An output file for each format and compression, with its options.
const FILES: [(&str, &[&str]); 10] = [
    ("records.jsonl", &[]),
    ("rows.jsonl", &["--to", "rows"]),
    ("rows.csv", &[]),
    ("rows.tsv", &[]),
    ("rows.parquet", &[]),
    ("corenlp.jsonl", &["--to", "corenlp"]),
    ("quotebank.jsonl", &["--to", "quotebank"]),
    ("corenlp.jsonl.gz", &["--to", "corenlp"]),
    ("corenlp.jsonl.zst", &["--to", "corenlp"]),
    ("rows.csv.gz", &[]),
];

/// The corpus as further inputs, so that there are several batches.
fn again(corpus: &Path) -> [&str; 5] {
    [corpus.to_str().unwrap(); 5]
}

/// All files of a folder with their bytes, sorted.
fn contents(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<_> =
        entries.map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())).collect();
    files.sort();
    files
}

#[test]
fn all_formats_are_the_same_bytes_on_any_number_of_threads() {
    let place = Place::new();
    for (file, options) in FILES {
        place.annotate(file, &[options, &["--threads", "1"]].concat());
        let one = place.read(file);
        place.annotate(file, &[options, &["--threads", "8"]].concat());
        assert!(!one.is_empty() && place.read(file) == one, "{file}");
    }
    place.annotate("one", &["--to", "brat", "--threads", "1"]);
    place.annotate("eight", &["--to", "brat", "--threads", "8"]);
    assert!(contents(&place.path("one")) == contents(&place.path("eight")), "brat");
}

#[test]
fn records_are_the_default_and_unchanged() {
    let place = Place::new();
    place.annotate("a.jsonl", &[]);
    place.annotate("b", &["--to", "records"]);
    let run = place.run(&[corpus().to_str().unwrap()]);
    assert!(run.stdout == place.read("a.jsonl") && run.stdout == place.read("b"));
    assert!(run.stdout.starts_with(b"{\"schema\":1,\"id\":\"a01-halden-strait-talks\",\"quotations\":[{\"kind\":"));
}

#[test]
fn a_compressed_file_holds_the_plain_bytes() {
    let place = Place::new();
    for (to, plain) in [
        ("records", "a.jsonl"),
        ("rows", "rows.jsonl"),
        ("csv", "a.csv"),
        ("tsv", "a.tsv"),
        ("corenlp", "c.jsonl"),
        ("quotebank", "q.json"),
    ] {
        place.annotate(plain, &["--to", to]);
        let expected = place.read(plain);
        let [gzip, zstd] = ["gz", "ZST"].map(|ending| format!("{plain}.{ending}"));
        place.annotate(&gzip, &["--to", to]);
        place.annotate(&zstd, &["--to", to]);
        let (mut of_gzip, bytes) = (Vec::new(), place.read(&gzip));
        flate2::read::MultiGzDecoder::new(&bytes[..]).read_to_end(&mut of_gzip).unwrap();
        let of_zstd = zstd::stream::decode_all(File::open(place.path(&zstd)).unwrap()).unwrap();
        assert!(of_gzip == expected && of_zstd == expected, "{to}");
        assert!(bytes.len() * 2 < expected.len(), "{to}: {} of {} bytes", bytes.len(), expected.len());
    }
}

#[test]
fn a_long_output_is_of_several_members() {
    let place = Place::new();
    place.annotate("c.jsonl", &[&["--to", "corenlp"], &again(&corpus())[..]].concat());
    place.annotate("c.jsonl.gz", &[&["--to", "corenlp"], &again(&corpus())[..]].concat());
    let bytes = place.read("c.jsonl.gz");
    let mut first = Vec::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut first).unwrap();
    let (first, all) = (first.len(), place.read("c.jsonl").len());
    assert!(first >= 1 << 20 && first < all, "{first} of {all}");
}

#[test]
fn parquet_is_made_of_stored_rows_too() {
    let place = Place::new();
    place.annotate("rows.parquet", &[]);
    place.annotate("rows.jsonl", &["--to", "rows"]);
    let target = Target { format: OutputFormat::Parquet, ..Target::default() };
    let mut sink = Sink::new(target, Vec::new()).unwrap();
    io::copy(&mut File::open(place.path("rows.jsonl")).unwrap(), &mut sink).unwrap();
    assert!(sink.finish().unwrap() == place.read("rows.parquet"));
}

#[test]
fn what_cannot_be_written_is_refused_before_the_work() {
    let place = Place::new();
    fs::write(place.path("a.txt"), "“We waited,” said Mara Kessel.").unwrap();
    fs::create_dir(place.path("full")).unwrap();
    fs::write(place.path("full/keep.md"), "x").unwrap();
    fs::write(place.path("file"), "x").unwrap();
    let folder = "needs a folder that holds nothing yet; give -o another name";
    for (options, message) in [
        (&["--to", "brat"][..], "standard output: brat's standoff is two files an article: give -o the name of a folder"),
        (&["--to", "brat", "-o", "a.ann"], "a.ann: brat's standoff is two files an article: give -o the name of a folder"),
        (&["--to", "brat", "-o", "full"], folder),
        (&["--to", "brat", "-o", "file"], folder),
        (&["--to", "brat", "-o", "missing/brat"], "no folder can be made in folder missing"),
        (&["--to", "brat", "-o", "brat", "--units", "bytes"], "brat's standoff counts code points; leave --units out"),
        (&["--to", "csv", "-o", "a.tsv"], "a.tsv: the name promises tsv, the format is csv; give -o another name or --to tsv"),
        (&["-o", "a.zip"], "a.zip: no .zip is written; end the name in .gz or .zst to have the output compressed"),
        (&["-o", "a.csv.zip"], "a.csv.zip: no .zip is written"),
        (&["-o", "a.parquet.gz"], "a.parquet.gz: Parquet is compressed inside; leave the last ending out"),
    ] {
        let run = place.run(&[&["a.txt"], options].concat());
        let told = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{options:?}: {told}");
        assert!(told.contains(message), "{options:?}: {told}");
    }
    let names: Vec<String> = ["a.txt", "file", "full"].map(str::to_owned).into();
    let mut found: Vec<String> = fs::read_dir(place.path("")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    assert_eq!(found, names, "nothing was written");
}

#[test]
fn brat_takes_an_empty_folder_and_keeps_articles_of_one_id_apart() {
    let place = Place::new();
    let line = |id: &str, text: &str| serde_json::json!({"id": id, "text": text}).to_string() + "\n";
    fs::write(place.path("in.jsonl"), line("../x/y", "one") + &line("../x/y", "two") + &line("b", "three")).unwrap();
    fs::create_dir(place.path("out")).unwrap();
    let run = place.run(&["in.jsonl", "--to", "brat", "-o", "out"]);
    assert!(run.status.success(), "{run:?}");
    let texts: Vec<(String, Vec<u8>)> = contents(&place.path("out")).into_iter().filter(|(name, _)| name.ends_with(".txt")).collect();
    let expected = [("_._x_y.txt", "one"), ("_._x_y~2.txt", "two"), ("b.txt", "three")];
    assert_eq!(texts, expected.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())));
    assert_eq!(fs::read_dir(place.path("")).unwrap().count(), 2, "nothing stays beside input and output");
}

/// Opens every file that holds rows, without options, and prints how many rows and columns it has, the sum of the starts and the
/// mean confidence.
const READERS: &str = r#"
import sys
name = sys.argv[1]
files = ["rows.parquet", "rows.csv", "rows.tsv", "rows.jsonl", "rows.csv.gz", "rows.csv.zst"]
def tell(file, shape, start, confidence):
    print(file, shape[0], shape[1], int(start), f"{confidence:.9f}")
if name == "pandas":
    import pandas, pyarrow
    read = {"rows.parquet": pandas.read_parquet, "rows.tsv": pandas.read_table, "rows.jsonl": lambda f: pandas.read_json(f, lines=True)}
    for file in files:
        if file.endswith(".zst"):
            try:
                import zstandard
            except ImportError:
                continue
        t = read.get(file, pandas.read_csv)(file)
        tell(file, t.shape, t["start"].sum(), t["confidence"].mean())
elif name == "polars":
    import polars
    read = {"rows.parquet": polars.read_parquet, "rows.tsv": lambda f: polars.read_csv(f, separator="\t"), "rows.jsonl": polars.read_ndjson}
    for file in files:
        t = read.get(file, polars.read_csv)(file)
        tell(file, t.shape, t["start"].sum(), t["confidence"].mean())
else:
    import duckdb
    for file in files:
        t = duckdb.sql(f"SELECT * FROM '{file}'")
        rows, start, confidence = duckdb.sql(f"SELECT count(*), sum(start), avg(confidence) FROM '{file}'").fetchall()[0]
        tell(file, (rows, len(t.columns)), start, confidence)
"#;

#[test]
fn data_frames_and_databases_open_the_rows() {
    let place = Place::new();
    // More than one block in the compressed files, which not every reader goes over by itself.
    let corpus = corpus();
    let options = [&["--all", "--kinds", "direct,mixed"], &again(&corpus)[..]].concat();
    place.annotate("rows.jsonl", &[&["--to", "rows"], &options[..]].concat());
    for file in ["rows.parquet", "rows.csv", "rows.tsv", "rows.csv.gz", "rows.csv.zst"] {
        place.annotate(file, &options);
    }
    let mut first = Vec::new();
    flate2::read::GzDecoder::new(&place.read("rows.csv.gz")[..]).read_to_end(&mut first).unwrap();
    assert!(first.len() < place.read("rows.csv").len());
    let rows = support::json_lines(&place.read("rows.jsonl"));
    let start: u64 = rows.iter().map(|row| row["start"].as_u64().unwrap()).sum();
    let mean = rows.iter().map(|row| row["confidence"].as_f64().unwrap()).sum::<f64>() / rows.len() as f64;
    let expected = format!("{} {} {start} {mean:.9}", rows.len(), whosaid::FLAT_COLUMNS.len());
    for reader in ["pandas", "polars", "duckdb"] {
        let import = if reader == "pandas" { "import pandas, pyarrow".to_owned() } else { format!("import {reader}") };
        let here = Command::new("python3").args(["-c", &import]).output().is_ok_and(|output| output.status.success());
        if !here {
            // Past the test harness, which would keep the message of a passing test to itself.
            io::stderr().write_all(format!("skipped: no {reader} for python3, the rows were not opened with it\n").as_bytes()).unwrap();
            continue;
        }
        let output = Command::new("python3").args(["-c", READERS, reader]).current_dir(place.path("")).output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{reader}: {told}{}", String::from_utf8_lossy(&output.stderr));
        assert!(told.lines().count() >= 5, "{reader}: {told}");
        for line in told.lines() {
            assert_eq!(line.split_once(' ').unwrap().1, expected, "{reader}: {line}");
        }
    }
}
