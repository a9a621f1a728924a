//! What `whosaid annotate` writes in each format, on the articles of the corpus: offsets lead to the words, and all formats tell the same.
#![cfg(all(feature = "cli", feature = "formats"))]

#[path = "support/outputs.rs"]
mod support;

use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{Place, corpus, json_lines};
use whosaid::{ColumnType, FLAT_COLUMNS};

/// Every article of the corpus as code points, by its id.
fn texts() -> BTreeMap<String, Vec<char>> {
    let entries = fs::read_dir(corpus()).unwrap().map(|entry| entry.unwrap().path());
    let text =
        |path: PathBuf| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap().chars().collect());
    entries.map(text).collect()
}

/// What stands between two offsets in code points.
fn slice(text: &[char], start: &Value, end: &Value) -> String {
    text[usize::try_from(start.as_u64().unwrap()).unwrap()..usize::try_from(end.as_u64().unwrap()).unwrap()].iter().collect()
}

/// The corpus annotated, as JSON lines.
fn lines(place: &Place, output: &str, options: &[&str]) -> Vec<Value> {
    place.annotate(output, options);
    json_lines(&place.read(output))
}

/// The rows of all records, each with the id of its article.
fn rows_of_records(place: &Place, options: &[&str]) -> Vec<(String, Value)> {
    let records = lines(place, "records.jsonl", options);
    let rows = |record: &Value| {
        let id = record["id"].as_str().unwrap().to_owned();
        record["quotations"].as_array().unwrap().iter().map(move |row| (id.clone(), row.clone())).collect::<Vec<_>>()
    };
    records.iter().flat_map(rows).collect()
}

/// A field of a field, where both are there.
fn inner<'v>(row: &'v Value, outer: &str, name: &str) -> &'v Value {
    row[outer].get(name).unwrap_or(&Value::Null)
}

#[test]
fn a_flat_row_has_what_the_record_has_and_its_offsets_lead_to_its_words() {
    let place = Place::new();
    let texts = texts();
    let rows = lines(&place, "rows.jsonl", &["--to", "rows", "--all"]);
    let records = rows_of_records(&place, &["--all"]);
    assert_eq!(rows.len(), records.len());
    assert!(rows.len() > 1000, "{} rows", rows.len());
    let mut number = 0;
    for (i, (row, (id, record))) in rows.iter().zip(&records).enumerate() {
        number = if i > 0 && rows[i - 1]["article_id"] == row["article_id"] { number + 1 } else { 1 };
        assert_eq!((&row["article_id"], &row["row"]), (&json!(id), &json!(number)));
        for field in ["kind", "start", "end", "text", "confidence", "why"] {
            assert_eq!(row[field], record[field], "{row}");
        }
        assert_eq!(row["status"], *record.get("status").unwrap_or(&Value::Null));
        for (column, outer, name) in [
            ("speaker", "speaker", "name"),
            ("speaker_id", "speaker", "id"),
            ("speaker_type", "speaker", "type"),
            ("speaker_gender", "speaker", "gender"),
            ("mention", "mention", "text"),
            ("mention_start", "mention", "start"),
            ("mention_end", "mention", "end"),
            ("mention_kind", "mention", "kind"),
            ("cue", "cue", "text"),
            ("cue_start", "cue", "start"),
            ("cue_end", "cue", "end"),
            ("cue_kind", "cue", "kind"),
            ("cue_class", "cue", "class"),
        ] {
            assert_eq!(row[column], *inner(record, outer, name), "{column}: {row}");
        }
        let text = &texts[id];
        assert_eq!(row["text"], slice(text, &row["start"], &row["end"]));
        for part in ["mention", "cue"].into_iter().filter(|part| !row[part].is_null()) {
            assert_eq!(row[part], slice(text, &row[format!("{part}_start")], &row[format!("{part}_end")]));
        }
        let pieces = row["content_pieces"].as_str().unwrap().split(';').map(|piece| {
            let (start, end) = piece.split_once('-').unwrap();
            slice(text, &start.parse::<u32>().unwrap().into(), &end.parse::<u32>().unwrap().into())
        });
        assert_eq!(row["content"], pieces.collect::<Vec<_>>().join(" "));
    }
    assert!(rows.iter().any(|row| row["content_pieces"].as_str().unwrap().contains(';')));
}

#[test]
fn title_date_and_address_are_columns() {
    let place = Place::new();
    let text = "“We waited,” said Mara Kessel.";
    let lines =
        [json!({"id": "a", "text": text, "title": "Fog", "date": "2031-02-03", "url": "quay.example/1"}), json!({"id": "b", "text": text})];
    fs::write(place.path("in.jsonl"), lines.map(|line| line.to_string() + "\n").concat()).unwrap();
    let run = |to: &str| json_lines(&place.run(&["in.jsonl", "--to", to]).stdout);
    let rows = run("rows");
    assert_eq!([&rows[0]["title"], &rows[0]["date"], &rows[0]["url"]], ["Fog", "2031-02-03", "quay.example/1"]);
    assert_eq!([&rows[1]["title"], &rows[1]["date"], &rows[1]["url"]], [&Value::Null; 3]);
    assert_eq!((&run("corenlp")[0]["docDate"], run("corenlp")[1].get("docDate")), (&json!("2031-02-03"), None));
    let quotebank = run("quotebank");
    assert_eq!([&quotebank[0]["title"], &quotebank[0]["date"], &quotebank[0]["url"]], ["Fog", "2031-02-03", "quay.example/1"]);
    assert_eq!(quotebank[1]["title"], Value::Null);
}

/// A row as text, `None` where a column has nothing.
fn as_text(row: &Value) -> Vec<Option<String>> {
    let cell = |value: &Value| match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.as_f64().unwrap().to_string()),
        other => panic!("{other} in a cell"),
    };
    FLAT_COLUMNS.iter().map(|column| cell(&row[column.name])).collect()
}

#[test]
fn separated_values_have_the_rows() {
    let place = Place::new();
    let rows = lines(&place, "rows.jsonl", &["--to", "rows", "--all"]);
    for (file, delimiter) in [("rows.csv", b','), ("rows.tsv", b'\t')] {
        place.annotate(file, &["--all"]);
        let bytes = place.read(file);
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(&bytes[..]);
        assert!(reader.headers().unwrap().iter().eq(FLAT_COLUMNS.iter().map(|column| column.name)));
        let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(read.len(), rows.len());
        for (read, row) in read.iter().zip(&rows) {
            assert!(read.iter().map(str::to_owned).eq(as_text(row).into_iter().map(Option::unwrap_or_default)), "{read:?} for {row}");
        }
    }
}

#[test]
fn parquet_has_the_rows_in_columns_of_their_types() {
    let place = Place::new();
    let rows = lines(&place, "rows.jsonl", &["--to", "rows", "--all"]);
    place.annotate("rows.parquet", &["--all"]);
    let reader = SerializedFileReader::new(File::open(place.path("rows.parquet")).unwrap()).unwrap();
    let mut read = 0;
    for (stored, row) in reader.get_row_iter(None).unwrap().zip(&rows) {
        let stored = stored.unwrap();
        for (((name, field), column), expected) in stored.get_column_iter().zip(FLAT_COLUMNS).zip(as_text(row)) {
            assert_eq!(name, column.name);
            let found = match (field, column.column_type) {
                (Field::Null, _) => None,
                (Field::Str(text), ColumnType::Text) => Some(text.clone()),
                (Field::Int(whole), ColumnType::Whole) => Some(whole.to_string()),
                (Field::Double(share), ColumnType::Share) => Some(share.to_string()),
                (other, expected) => panic!("{other:?} in column {name} of {expected:?}"),
            };
            assert_eq!(found, expected, "{name}: {row}");
        }
        read += 1;
    }
    assert_eq!(read, rows.len());
}

#[test]
fn corenlps_offsets_and_tokens_lead_to_the_words() {
    let place = Place::new();
    let texts = texts();
    let mut records = rows_of_records(&place, &[]);
    records.retain(|(_, row)| row["kind"] != "indirect");
    let mut rows = records.iter();
    let documents = lines(&place, "corenlp.jsonl", &["--to", "corenlp"]);
    assert_eq!(documents.len(), texts.len());
    for document in &documents {
        let text = &texts[document["docId"].as_str().unwrap()];
        let sentences = document["sentences"].as_array().unwrap();
        let mut tokens: Vec<(usize, &Value)> = Vec::new();
        for (number, sentence) in sentences.iter().enumerate() {
            assert_eq!(sentence["index"], number);
            for (index, token) in (1..).zip(sentence["tokens"].as_array().unwrap()) {
                assert_eq!((&token["index"], &token["word"]), (&json!(index), &token["originalText"]));
                assert_eq!(token["word"], slice(text, &token["characterOffsetBegin"], &token["characterOffsetEnd"]));
                tokens.push((number, token));
            }
        }
        let token = |index: &Value| tokens[usize::try_from(index.as_u64().unwrap()).unwrap()];
        let between =
            |first: &Value, last: &Value| slice(text, &token(first).1["characterOffsetBegin"], &token(last).1["characterOffsetEnd"]);
        for (id, quote) in document["quotes"].as_array().unwrap().iter().enumerate() {
            let (article, row) = rows.next().expect("a row of a record");
            assert_eq!((&quote["id"], &document["docId"]), (&json!(id), &json!(article)));
            assert_eq!((&quote["beginIndex"], &quote["endIndex"], &quote["text"]), (&row["start"], &row["end"], &row["text"]));
            assert_eq!(quote["text"], slice(text, &quote["beginIndex"], &quote["endIndex"]));
            assert_eq!(quote["text"], between(&quote["beginToken"], &quote["endToken"]));
            assert_eq!(quote["beginSentence"], token(&quote["beginToken"]).0);
            assert_eq!(quote["endSentence"], token(&quote["endToken"]).0);
            let speaker = if row["speaker"].is_null() { &json!("Unknown") } else { &row["speaker"]["name"] };
            assert_eq!((&quote["speaker"], &quote["canonicalSpeaker"]), (speaker, speaker));
            assert_eq!(quote.get("mention").unwrap_or(&Value::Null), inner(row, "mention", "text"));
            if quote.get("mention").is_some() {
                assert_eq!(quote["mention"], between(&quote["mentionBegin"], &quote["mentionEnd"]));
            }
            if quote["speaker"] != "Unknown" {
                let name = between(&quote["canonicalMentionBegin"], &quote["canonicalMentionEnd"]);
                assert_eq!(quote["speaker"], name.replace(char::is_whitespace, " "), "{quote}");
            }
        }
    }
    assert!(rows.next().is_none());
}

#[test]
fn quotebanks_offsets_lead_to_the_words() {
    let place = Place::new();
    let texts = texts();
    let mut quotations = 0;
    for article in lines(&place, "quotebank.json", &["--to", "quotebank"]) {
        let id = article["articleID"].as_str().unwrap();
        let text = &texts[id];
        let mut names = BTreeSet::from(["None"]);
        for name in article["names"].as_array().unwrap() {
            names.insert(name["name"].as_str().unwrap());
            assert_eq!(name["ids"], json!([]), "no lexicon, no ids");
            let places = name["offsets"].as_array().unwrap();
            let words: Vec<String> =
                places.iter().map(|place| slice(text, &place[0], &place[1]).replace(char::is_whitespace, " ")).collect();
            assert!(words.iter().any(|words| name["name"] == *words), "{name}: {words:?}");
        }
        for quotation in article["quotations"].as_array().unwrap() {
            quotations += 1;
            let words: Vec<char> = quotation["quotation"].as_str().unwrap().chars().collect();
            let start = usize::try_from(quotation["quotationOffset"].as_u64().unwrap()).unwrap();
            assert_eq!(text[start..start + words.len()], words);
            let all: String = text.iter().collect();
            let [left, right] = ["leftContext", "rightContext"].map(|side| quotation[side].as_str().unwrap());
            assert!(all.contains(left) && all.contains(right), "{quotation}");
            assert!(quotation["quoteID"].as_str().unwrap().starts_with(&format!("{id}-")));
            let top = quotation["localTopSpeaker"].as_str().unwrap();
            assert_eq!((&quotation["globalTopSpeaker"], &quotation["localProbas"][0][0]), (&json!(top), &json!(top)));
            assert!(names.contains(top), "{top} is among the names");
            let shares = quotation["localProbas"].as_array().unwrap().iter().map(|pair| pair[1].as_str().unwrap().parse::<f64>().unwrap());
            assert!((shares.sum::<f64>() - 1.0).abs() < 1e-3, "{quotation}");
        }
    }
    assert!(quotations > 700, "{quotations}");
}

#[test]
fn brats_files_hold_the_articles_and_their_spans() {
    let place = Place::new();
    place.annotate("brat", &["--to", "brat"]);
    let folder = place.path("brat");
    let list = json_lines(&fs::read(folder.join("articles.jsonl")).unwrap());
    let records = rows_of_records(&place, &[]);
    let texts = texts();
    assert_eq!(list.len(), texts.len());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2 * texts.len() + 2);
    for listed in &list {
        let (name, id) = (listed["name"].as_str().unwrap(), listed["id"].as_str().unwrap());
        let text = &texts[id];
        assert_eq!(fs::read_to_string(folder.join(format!("{name}.txt"))).unwrap().chars().collect::<Vec<_>>(), *text);
        let ann = fs::read_to_string(folder.join(format!("{name}.ann"))).unwrap();
        let mut contents = BTreeSet::new();
        let mut spans = Vec::new();
        for line in ann.split_terminator('\n') {
            let fields: Vec<&str> = line.split('\t').collect();
            if line.starts_with('T') {
                let (label, places) = fields[1].split_once(' ').unwrap();
                let pieces: Vec<String> = places
                    .split(';')
                    .map(|piece| {
                        let (start, end) = piece.split_once(' ').unwrap();
                        slice(text, &start.parse::<u32>().unwrap().into(), &end.parse::<u32>().unwrap().into())
                    })
                    .collect();
                assert_eq!(fields[2], pieces.join(" "), "{id}: {line}");
                spans.push((fields[0], label));
                if label == "Content" {
                    contents.insert(places.split([' ', ';']).next().unwrap().parse::<u64>().unwrap());
                }
            } else if line.starts_with('E') {
                for argument in fields[1].split(' ') {
                    let (role, span) = argument.split_once(':').unwrap();
                    assert!(spans.contains(&(span, role)), "{id}: {line}");
                }
            }
        }
        let expected = records.iter().filter(|(article, _)| article == id).map(|(_, row)| row["content"][0]["start"].as_u64().unwrap());
        assert_eq!(contents, expected.collect(), "{id}: where the contents begin");
    }
}

#[test]
fn brats_files_are_a_labelled_sample() {
    let place = Place::new();
    place.annotate("brat", &["--to", "brat"]);
    let output = place.path("gold.jsonl");
    let convert =
        Command::new(env!("CARGO_BIN_EXE_whosaid")).arg("convert").args([&place.path("brat"), Path::new("-o"), &output]).output().unwrap();
    assert!(convert.status.success(), "{convert:?}");
    let texts = texts();
    // Words of content, cue and source without what is blank: where pieces are cut is no matter.
    let solid = |words: String| words.split_whitespace().collect::<String>();
    let mut read = BTreeSet::new();
    for article in json_lines(&place.read("gold.jsonl")) {
        let text = &texts[article["id"].as_str().unwrap()];
        for attribution in article["attributions"].as_array().unwrap() {
            let part = |name: &str| {
                let pieces = attribution.get(name).and_then(Value::as_array).into_iter().flatten();
                solid(pieces.map(|piece| slice(text, &piece[0], &piece[1])).collect())
            };
            read.insert((article["id"].to_string(), part("content"), part("cue"), part("source")));
        }
    }
    let mut written = BTreeSet::new();
    let mut known: BTreeMap<String, (String, String, String, String)> = BTreeMap::new();
    for (id, row) in rows_of_records(&place, &[]) {
        let content = row["content"].as_array().unwrap().iter().map(|piece| slice(&texts[&id], &piece["start"], &piece["end"])).collect();
        let part = |name: &str| solid(inner(&row, name, "text").as_str().unwrap_or_default().to_owned());
        let known = known.entry(format!("{id} {}", row["content"])).or_insert((
            json!(id).to_string(),
            solid(content),
            String::new(),
            String::new(),
        ));
        for (of_content, of_row) in [(&mut known.2, part("cue")), (&mut known.3, part("mention"))] {
            if of_content.is_empty() {
                *of_content = of_row;
            }
        }
    }
    written.extend(known.into_values());
    assert_eq!(read, written);
}
