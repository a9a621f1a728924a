//! Every format of articles: what is written in it comes back, damage costs only what it hits, and the program gives the same
//! records for the same articles however they are packed.
#![cfg(feature = "formats")]

use arrow_array::{
    ArrayRef, Float32Array, Float64Array, Int32Array, Int64Array, LargeStringArray, RecordBatch, StringArray, StringViewArray, StructArray,
};
use flate2::Compression;
use flate2::write::GzEncoder;
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use proptest::prelude::*;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;
use whosaid::Article;
use whosaid::io::{ArticleReader, RawBatch, ReadOptions};

// Writers

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut writer = GzEncoder::new(Vec::new(), Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

/// Both halves compressed by themselves, one behind the other.
fn in_two(pack: fn(&[u8]) -> Vec<u8>, bytes: &[u8]) -> Vec<u8> {
    let (first, second) = bytes.split_at(bytes.len() / 2);
    [pack(first), pack(second)].concat()
}

type File = (String, Vec<u8>);

fn zip(files: &[File]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (i, (name, bytes)) in files.iter().enumerate() {
        let method = if i % 2 == 0 { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        writer.start_file(name, zip::write::SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn tar(files: &[File]) -> Vec<u8> {
    let mut writer = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        writer.append_data(&mut header, name, &bytes[..]).unwrap();
    }
    writer.into_inner().unwrap()
}

fn parquet(columns: Vec<(&str, ArrayRef)>, rows_a_group: usize) -> Vec<u8> {
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let properties = WriterProperties::builder().set_max_row_group_row_count(Some(rows_a_group)).build();
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).unwrap();
    writer.write(&batch).unwrap();
    writer.into_inner().unwrap()
}

fn strings(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn lines(articles: &[(String, String)]) -> Vec<u8> {
    articles.iter().map(|(id, text)| format!("{}\n", serde_json::json!({"id": id, "text": text}))).collect::<String>().into_bytes()
}

fn separated(articles: &[(String, String)], separator: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(separator).from_writer(Vec::new());
    writer.write_record(["n", "id", "text"]).unwrap();
    for (id, text) in articles {
        writer.write_record(["0", id, text]).unwrap();
    }
    writer.into_inner().unwrap()
}

fn columns(articles: &[(String, String)], rows_a_group: usize) -> Vec<u8> {
    let (ids, texts): (Vec<_>, Vec<_>) = articles.iter().map(|(id, text)| (&**id, &**text)).unzip();
    parquet(vec![("id", strings(&ids)), ("text", strings(&texts))], rows_a_group)
}

// Readers

/// A temporary folder.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    fn with(self, file: &str, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.path(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn articles(&self, input: &str) -> Vec<Result<Article, String>> {
        self.articles_with(input, &ReadOptions::default())
    }

    fn articles_with(&self, input: &str, options: &ReadOptions) -> Vec<Result<Article, String>> {
        let mut reader = ArticleReader::new(vec![self.path(input)], options.clone()).unwrap();
        let (mut batch, mut articles) = (RawBatch::default(), Vec::new());
        while reader.fill(&mut batch) {
            articles.extend(batch.articles(options).map(|article| article.map_err(|error| self.told(&error.to_string()))));
        }
        articles
    }

    /// `id=text` of each article, or what is said of it.
    fn read(&self, input: &str) -> Vec<String> {
        let shown = |article: Article| format!("{}={}", article.id, article.text());
        self.articles(input).into_iter().map(|article| article.map_or_else(|error| error, shown)).collect()
    }

    /// A message without the folder's name.
    fn told(&self, message: &str) -> String {
        message.replace(&format!("{}{}", self.0.path().display(), std::path::MAIN_SEPARATOR), "")
    }
}

fn pairs(articles: Vec<Result<Article, String>>) -> Vec<(String, String)> {
    articles.into_iter().map(|article| article.map(|article| (article.id.clone(), article.text().to_owned())).unwrap()).collect()
}

fn file(name: &str, bytes: impl AsRef<[u8]>) -> File {
    (name.to_owned(), bytes.as_ref().to_vec())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_articles_come_back_from_every_format(
        articles in proptest::collection::vec(("(\\PC|[\"\t\r\n;, ]){1,8}", "(\\PC|[\"\t\r\n;,{}\\[\\]\\\\\\x00 ]){1,40}"), 1..6),
        group in 1..4_usize,
    ) {
        let jsonl = lines(&articles);
        let list: Vec<_> = articles.iter().map(|(id, text)| serde_json::json!({"id": id, "text": text})).collect();
        let (csv, tsv, rows) = (separated(&articles, b','), separated(&articles, b'\t'), columns(&articles, group));
        let pretty = serde_json::to_vec_pretty(&list).unwrap();
        let members = [file("x.md", "no article"), file("deep/a.jsonl", &jsonl), file(".b.jsonl", "hidden")];
        let files = [
            file("a.jsonl", &jsonl), file("a.jsonl.gz", gz(&jsonl)), file("b.jsonl.gz", in_two(gz, &jsonl)),
            file("a.jsonl.zst", zst(&jsonl)), file("b.ndjson.zst", in_two(zst, &jsonl)),
            file("a.json", &pretty), file("a.json.gz", gz(&pretty)), file("lines.json", &jsonl),
            file("a.csv", &csv), file("a.csv.gz", gz(&csv)), file("a.tsv", &tsv), file("a.tsv.zst", zst(&tsv)),
            file("a.parquet", &rows), file("a.parquet.gz", gz(&rows)),
            file("a.zip", zip(&members)), file("a.tar", tar(&members)), file("a.tar.gz", gz(&tar(&members))), file("a.tgz", in_two(gz, &tar(&members))),
            file("a.tar.zst", zst(&tar(&members))), file("b.zip", zip(&[file("a.csv.gz", gz(&csv))])), file("b.tar", tar(&[file("./a.parquet", &rows)])),
            // By their first bytes.
            file("zip", zip(&members)), file("tar", tar(&members)), file("tgz", gz(&tar(&members))), file("parquet", &rows), file("gz", gz(&jsonl)),
        ];
        for (name, bytes) in &files {
            let place = Place::new().with(name, bytes);
            prop_assert_eq!(&pairs(place.articles(name)), &articles, "{}", name);
        }
    }

    #[test]
    fn any_text_comes_back_from_every_packing(texts in proptest::collection::vec("[a“](\\PC|[\"\t\r\n \\x00]){0,60}", 1..4)) {
        let files: Vec<File> = texts.iter().enumerate().map(|(i, text)| file(&format!("sub/{i}.v1.txt"), text)).collect();
        let expected: Vec<_> = texts.iter().enumerate().map(|(i, text)| (format!("sub/{i}.v1"), text.clone())).collect();
        let folder = |pack: fn(&[u8]) -> Vec<u8>, ending: &str| {
            files.iter().fold(Place::new(), |place, (name, bytes)| place.with(&format!("in/{name}{ending}"), pack(bytes)))
        };
        for place in [folder(<[u8]>::to_vec, ""), folder(gz, ".gz"), folder(zst, ".zst"), folder(|bytes| in_two(gz, bytes), ".GZ")] {
            prop_assert_eq!(&pairs(place.articles("in")), &expected);
        }
        for (name, bytes) in [("a.zip", zip(&files)), ("a.tar", tar(&files)), ("a.tar.gz", gz(&tar(&files))), ("a.tar.zst", zst(&tar(&files)))] {
            prop_assert_eq!(&pairs(Place::new().with(name, &bytes).articles(name)), &expected, "{}", name);
            let inside: Vec<_> = expected.iter().map(|(id, text)| (format!("{name}/{id}"), text.clone())).collect();
            prop_assert_eq!(&pairs(Place::new().with(&format!("in/{name}"), &bytes).articles("in")), &inside, "in a folder");
        }
    }

    #[test]
    fn any_damage_is_told_and_ends(at in 0..400_usize, b in any::<u8>(), cut in any::<bool>()) {
        let articles: Vec<_> = (0..9).map(|i| (format!("n{i}"), "“We waited,” said Mara Kessel. ".repeat(i))).collect();
        let members = [file("a.jsonl", lines(&articles)), file("b.txt", "x"), file("c.csv.gz", gz(&separated(&articles, b',')))];
        let rows = columns(&articles, 4);
        for (name, mut bytes) in [
            ("a.jsonl.gz", gz(&lines(&articles))), ("a.csv.zst", zst(&separated(&articles, b','))), ("a.parquet", rows.clone()), ("b.parquet", rows.iter().rev().take(400).rev().copied().collect()),
            ("a.zip", zip(&members)), ("a.tar", tar(&members)), ("a.tgz", gz(&tar(&members))),
        ] {
            let at = at % bytes.len();
            if cut { bytes.truncate(at) } else { bytes[at] = b }
            let place = Place::new().with(name, bytes);
            for told in place.articles(name).into_iter().filter_map(Result::err) {
                prop_assert!(told.starts_with(name), "{} names its file", told);
            }
        }
    }
}

#[test]
fn a_file_that_is_cut_short_is_one_error_and_the_others_are_read() {
    let articles: Vec<_> = (0..20_000).map(|i| (format!("n{i}"), format!("{}", i * 7919 % 1000))).collect();
    let mut packed = gz(&lines(&articles));
    packed.truncate(packed.len() / 2);
    let place = Place::new()
        .with("in/a.jsonl.gz", &packed)
        .with("in/b.txt", "x")
        .with("in/c.tgz", &gz(&tar(&[file("a.txt", "x".repeat(5000))]))[..40]);
    let read = place.read("in");
    let errors: Vec<_> = read.iter().filter(|line| !line.starts_with('n') && !line.starts_with("b=")).collect();
    assert_eq!(errors.len(), 2, "{errors:?}");
    assert!(errors[0].starts_with("in/a.jsonl.gz:"), "{errors:?}");
    assert!(errors[1].starts_with("in/c.tgz"), "{errors:?}");
    assert!(read.len() > 100 && read.iter().any(|line| line == "b=x"), "{} lines", read.len());
}

#[test]
fn an_error_in_an_archive_names_the_file_in_it() {
    let members = [file("b/c.txt", b"\xFF"), file("d.jsonl", "{\n"), file("e.zip", "x"), file("f.txt", "good"), file("g.csv", "a,b\n")];
    let wrong = [
        "b/c.txt:1: byte 0 is not UTF-8; convert the file to UTF-8",
        "d.jsonl:1:1: EOF while parsing an object",
        "e.zip: is an archive within an archive; unpack the outer one first",
        "f=good",
        "g.csv: no column `id` among `a`, `b`",
    ];
    for (name, bytes) in [("a.zip", zip(&members)), ("a.tar.gz", gz(&tar(&members)))] {
        let expected: Vec<_> =
            wrong.iter().map(|line| if line.contains('=') { (*line).to_owned() } else { format!("{name}/{line}") }).collect();
        assert_eq!(Place::new().with(name, bytes).read(name), expected);
    }
    let nothing = Place::new().with("a.zip", zip(&[file("a.md", "x")])).read("a.zip");
    assert!(nothing.len() == 1 && nothing[0].starts_with("a.zip: no file of articles in the archive (.txt, "), "{nothing:?}");
}

#[test]
fn a_bomb_is_held_no_further_than_the_limit() {
    let text = vec![b'x'; 20 << 20];
    let line = [b"{\"id\":1,\"text\":\"", &text[..], b"\"}\n{\"id\":2,\"text\":\"y\"}\n"].concat();
    let members = [file("a.txt", &text), file("b.jsonl", &line)];
    let place = Place::new().with("in/a.zip", zip(&members)).with("in/b.txt.gz", gz(&text)).with("in/c.tar.zst", zst(&tar(&members)));
    let options = ReadOptions { max_article_bytes: 1000, ..ReadOptions::default() };
    let told: Vec<_> =
        place.articles_with("in", &options).into_iter().map(|article| article.map_or_else(|error| error, |article| article.id)).collect();
    let long = "the limit is 1000";
    let expected = [
        format!("in/a.zip/a.txt: the text so far has 1001 bytes, {long}"),
        format!("in/a.zip/b.jsonl:1: the line has 20971538 bytes, {long}"),
        "2".to_owned(),
        format!("in/b.txt.gz: the text so far has 1001 bytes, {long}"),
        format!("in/c.tar.zst/a.txt: the text so far has 1001 bytes, {long}"),
        format!("in/c.tar.zst/b.jsonl:1: the line has 20971538 bytes, {long}"),
        "2".to_owned(),
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_name_that_promises_compression_is_held_to_it() {
    let place = Place::new().with("a.txt.gz", "x").with("b.txt", gz(b"y"));
    assert_eq!(place.read("a.txt.gz"), ["a.txt.gz: is not compressed as its name says: it is damaged, or needs another name"]);
    let read = place.read("b.txt");
    assert!(read.len() == 1 && read[0].ends_with("/b=y"), "what is compressed without a word is read: {read:?}");
}

// Parquet

#[test]
fn parquet_columns_may_be_of_any_string_and_ids_whole_numbers() {
    let texts = ["a", "", "“c”"];
    let dictionary: arrow_array::DictionaryArray<arrow_array::types::Int32Type> = texts.into_iter().collect();
    let kinds: [ArrayRef; 4] = [
        strings(&texts),
        Arc::new(LargeStringArray::from(texts.to_vec())),
        Arc::new(StringViewArray::from(texts.to_vec())),
        Arc::new(dictionary),
    ];
    let ids: [ArrayRef; 3] =
        [strings(&["1", "2", "3"]), Arc::new(Int64Array::from(vec![1, 2, 3])), Arc::new(Int32Array::from(vec![1, 2, 3]))];
    for text in kinds {
        for id in &ids {
            let bytes = parquet(vec![("text", Arc::clone(&text)), ("other", strings(&["", "", ""])), ("id", Arc::clone(id))], 2);
            assert_eq!(
                Place::new().with("a.parquet", bytes).read("a.parquet"),
                ["1=a", "2=", "3=“c”"],
                "{:?} {:?}",
                text.data_type(),
                id.data_type()
            );
        }
    }
}

#[test]
fn parquet_is_asked_for_nested_columns_and_dates() {
    let day = arrow_array::Date32Array::from(vec![Some(19_723), None]);
    let time = arrow_array::TimestampMicrosecondArray::from(vec![1_704_164_645_000_000, 0]).with_timezone("UTC");
    let meta = StructArray::try_from(vec![
        ("no", Arc::new(Int64Array::from(vec![7, 8])) as ArrayRef),
        ("day", Arc::new(day)),
        ("time", Arc::new(time)),
    ])
    .unwrap();
    let place = Place::new().with("a.parquet", parquet(vec![("meta", Arc::new(meta)), ("text", strings(&["x", "y"]))], 9));
    let options = ReadOptions {
        id_field: "meta.no".to_owned(),
        date_field: "meta.day".to_owned(),
        url_field: "meta.time".to_owned(),
        ..ReadOptions::default()
    };
    let read: Vec<_> =
        place.articles_with("a.parquet", &options).into_iter().map(|article| article.map(|a| (a.id, a.date, a.url)).unwrap()).collect();
    let is = |text: &str| Some(text.to_owned());
    assert_eq!(read, [("7".to_owned(), is("2024-01-01"), is("2024-01-02T03:04:05Z")), ("8".to_owned(), None, is("1970-01-01T00:00:00Z"))]);
    assert_eq!(place.read("a.parquet"), ["a.parquet: no column `id` among `meta.no`, `meta.day`, `meta.time`, `text`"]);
}

#[test]
fn parquet_rows_without_a_value_are_told_by_their_number() {
    let ids = StringArray::from(vec![Some("a"), None, Some("c"), Some("d")]);
    let texts = StringArray::from(vec![Some("x"), Some("y"), None, Some("z")]);
    let place = Place::new().with("a.parquet", parquet(vec![("id", Arc::new(ids)), ("text", Arc::new(texts))], 3));
    assert_eq!(
        place.read("a.parquet"),
        ["a=x", "a.parquet:2: the row has no id, it is null", "a.parquet:3: the row has no text, it is null", "d=z"]
    );
    let numbers = Place::new().with("a.parquet", parquet(vec![("id", strings(&["a"])), ("text", Arc::new(Int32Array::from(vec![1])))], 3));
    assert_eq!(numbers.read("a.parquet"), ["a.parquet: column `text` should hold text, it holds Int32"]);
}

#[test]
fn parquet_ids_that_a_gap_made_floats_are_whole_numbers_still() {
    let ids = Float64Array::from(vec![Some(1.0), None, Some(-0.0), Some(2.5), Some(f64::NAN), Some(1e15), Some(1e17)]);
    let place = Place::new().with("a.parquet", parquet(vec![("id", Arc::new(ids)), ("text", strings(&["x"; 7]))], 9));
    let too_large = "100000000000000000, too large to be told from its neighbours as a float; store ids as text or whole numbers";
    assert_eq!(
        place.read("a.parquet"),
        [
            "1=x",
            "a.parquet:2: the row has no id, it is null",
            "0=x",
            "a.parquet:4: the id is 2.5, no whole number",
            "a.parquet:5: the id is NaN, no whole number",
            "1000000000000000=x",
            &format!("a.parquet:7: the id is {too_large}"),
        ]
    );
    let ids = Float32Array::from(vec![7.0, 16_777_216.0]);
    let place = Place::new().with("a.parquet", parquet(vec![("id", Arc::new(ids)), ("text", strings(&["x"; 2]))], 9));
    assert_eq!(
        place.read("a.parquet"),
        ["7=x", &format!("a.parquet:2: the id is {}", too_large.replacen("100000000000000000", "16777216", 1))]
    );
}

#[test]
fn row_groups_are_skipped_as_a_whole() {
    let articles: Vec<_> = (0..100).map(|i| (i.to_string(), "x".to_owned())).collect();
    let place = Place::new().with("a.parquet", columns(&articles, 7)).with("b.zip", zip(&[file("b.txt", "y")]));
    let options = ReadOptions::default();
    for skipped in [0, 1, 6, 7, 8, 50, 99, 100, 101] {
        let mut reader = ArticleReader::new(vec![place.path("a.parquet"), place.path("b.zip")], options.clone()).unwrap();
        assert_eq!(reader.skip(skipped), skipped);
        let mut batch = RawBatch::default();
        let first = reader.fill(&mut batch).then(|| batch.articles(&options).next().unwrap().unwrap().id);
        let expected = [(100, Some("b".to_owned())), (101, None)].into_iter().find(|(n, _)| *n == skipped);
        assert_eq!(first, expected.map_or(Some(skipped.to_string()), |(_, id)| id), "{skipped} skipped");
    }
}

// The program

#[cfg(feature = "cli")]
mod program {
    use super::*;
    use std::process::{Command, Stdio};

    fn annotate(folder: &Path, arguments: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        command.args(["annotate", "--quiet"]).args(arguments).current_dir(folder);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        let output = child.wait_with_output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
    }

    fn text(i: usize) -> String {
        format!("“We waited {i} hours,” said Mara Kessel.\n\nShe called it “absurd”.\n")
    }

    /// Articles `from` to `to`, named by their number.
    fn some(from: usize, to: usize) -> Vec<(String, String)> {
        (from..to).map(|i| (format!("n{i:02}"), text(i))).collect()
    }

    #[test]
    fn a_folder_of_all_formats_gives_the_records_of_the_plain_texts() {
        let plain = some(0, 20).iter().fold(Place::new(), |place, (id, text)| place.with(&format!("in/{id}.txt"), text));
        let whole = |of: &[(String, String)]| -> Vec<File> { of.iter().map(|(id, text)| file(&format!("{id}.txt"), text)).collect() };
        let one = serde_json::to_vec_pretty(&serde_json::json!({"id": "n06", "text": text(6)})).unwrap();
        let mixed = Place::new()
            .with("in/n00.txt", text(0))
            .with("in/n01.txt.gz", gz(text(1).as_bytes()))
            .with("in/n02.txt.zst", zst(text(2).as_bytes()))
            .with("in/n03.jsonl", lines(&some(3, 5)))
            .with("in/n05.jsonl.gz", gz(&lines(&some(5, 6))))
            .with("in/n06.json", one)
            .with("in/n07.csv", separated(&some(7, 9), b';'))
            .with("in/n09.tsv.zst", zst(&separated(&some(9, 11), b'\t')))
            .with("in/n11.parquet", columns(&some(11, 14), 2))
            .with("in/n14.zip", zip(&[file("x.jsonl", lines(&some(14, 16)))]))
            .with("in/n16.tar.gz", gz(&tar(&[file("x.csv", separated(&some(16, 18), b','))])));
        let expected = annotate(&plain.path("in"), &["n0*.txt", "n1[0-7].txt"], b"");
        assert_eq!((expected.0, expected.1.lines().count(), &*expected.2), (Some(0), 18, ""));
        let found = annotate(mixed.0.path(), &["in", "--threads", "3"], b"");
        assert_eq!(found, expected);
        let archive = Place::new().with("a.zip", zip(&whole(&some(0, 18)))).with("b.tar.zst", zst(&tar(&whole(&some(0, 18)))));
        for input in ["a.zip", "b.tar.zst"] {
            assert_eq!(annotate(archive.0.path(), &[input], b""), expected);
        }
    }

    #[test]
    fn standard_input_may_be_compressed_and_packed() {
        let place = Place::new();
        let articles = some(0, 3);
        let expected = annotate(place.0.path(), &["-"], &lines(&articles));
        assert_eq!((expected.0, expected.1.lines().count()), (Some(0), 3));
        let members = [file("a.jsonl", lines(&articles))];
        let list: Vec<_> = articles.iter().map(|(id, text)| serde_json::json!({"id": id, "text": text})).collect();
        for bytes in [
            gz(&lines(&articles)),
            zst(&lines(&articles)),
            zip(&members),
            gz(&tar(&members)),
            columns(&articles, 2),
            serde_json::to_vec_pretty(&list).unwrap(),
        ] {
            assert_eq!(annotate(place.0.path(), &["-"], &bytes), expected);
        }
        assert_eq!(annotate(place.0.path(), &["-", "--format", "csv"], &gz(&separated(&articles, b','))), expected);
    }

    #[test]
    fn the_json_of_crawlers_is_read_by_its_fields() {
        let article = serde_json::json!({
            "authors": [], "date_publish": "2024-01-02 03:04:05", "filename": "a.html", "language": "en", "title": "Quay “closed”",
            "maintext": text(1), "url": "https://news.example/quay", "source_domain": "news.example", "warc_date": null,
        });
        let place = Place::new().with("in/a.json", serde_json::to_vec_pretty(&article).unwrap()).with("in/b.json", format!("[{article}]"));
        let fields = ["--id-field", "url", "--text-field", "maintext", "--date-field", "date_publish"];
        let (code, records, messages) = annotate(place.0.path(), &[&["in"], &fields[..]].concat(), b"");
        assert_eq!((code, &*messages), (Some(0), ""));
        let head = r#"{"schema":1,"id":"https://news.example/quay","title":"Quay “closed”","date":"2024-01-02 03:04:05","url":"https://news.example/quay","quotations":[{"#;
        assert!(records.lines().count() == 2 && records.lines().all(|line| line.starts_with(head)), "{records}");
    }

    #[test]
    fn a_missing_column_names_the_option() {
        let place = Place::new().with("a.csv", "id,body\n1,x\n").with("b.txt", "x");
        let (code, _, messages) = annotate(place.0.path(), &["a.csv", "b.txt"], b"");
        let told = "whosaid: a.csv: no column `text` among `id`, `body` (--id-field, --text-field and their like name the columns)\n";
        assert_eq!((code, messages), (Some(1), format!("{told}whosaid: left out 0 of 1 article, inputs that could not be read: 1\n")));
        let (code, records, _) = annotate(place.0.path(), &["a.csv", "--text-field", "body"], b"");
        assert_eq!((code, records.lines().count()), (Some(0), 1));
    }
}
