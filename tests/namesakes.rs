//! Several speakers of one name: short invented articles, and who is meant in each, or that nobody can tell.

use std::fmt::Write as _;
use whosaid::lexicon::LexiconFormat;
use whosaid::{Article, Lexicon, Pipeline, Record, RecordOptions, RowKind};

/// Twenty people named Jon Smyth, of whom some are known by more, and others who share less.
fn lexicon() -> Lexicon {
    let mut lines = String::new();
    for n in 0..20 {
        let (more, gender) = match n {
            0 => (r#""aliases": ["Jon Albert Smyth", "Smyth"], "roles": ["mayor of Ardmoor"]"#, "male"),
            1 => (r#""aliases": ["Jon “Bear” Smyth", "The Ardmoor Bear"], "roles": ["senator"]"#, "male"),
            2 => (r#""roles": ["senator", "harbour pilot"]"#, "female"),
            _ => (r#""roles": []"#, "male"),
        };
        let _ = writeln!(lines, r#"{{"id": "s{n}", "name": "Jon Smyth", "type": "person", "gender": "{gender}", {more}}}"#);
    }
    lines.push_str(concat!(
        r#"{"id": "k1", "name": "Alex Kessel", "gender": "female", "aliases": ["Kessel"]}"#,
        "\n",
        r#"{"id": "k2", "name": "Alex Kessel", "gender": "male"}"#,
        "\n",
        r#"{"id": "b1", "name": "Mara Brandvik", "gender": "female", "aliases": ["Brandvik"]}"#,
        "\n",
    ));
    Lexicon::from_reader(lines.as_bytes(), LexiconFormat::JsonLines, "people.jsonl").unwrap()
}

/// Of every quotation the speaker's id, or its name in brackets with what the reason says of the name.
fn read(text: &str) -> Vec<String> {
    let pipeline = Pipeline::with_lexicon(lexicon());
    let mut worker = pipeline.worker();
    let article = Article::new("case", text).unwrap();
    let record = Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions::default());
    let shown = |row: &whosaid::QuotationRow<'_>| {
        let speaker = row.speaker.as_ref().expect("somebody speaks");
        let ambiguous = row.why.split_once("; ").map_or("", |(_, more)| more);
        speaker.id.as_deref().map_or_else(|| format!("[{}] {ambiguous}", speaker.name).trim().to_owned(), str::to_owned)
    };
    record.quotations.iter().filter(|row| row.kind == RowKind::Direct).map(shown).collect()
}

const TWENTY: &str = "[Jon Smyth] ambiguous, 20 known speakers have the name";

#[test]
fn without_a_clue_nobody_is_chosen() {
    assert_eq!(read("The boats stayed in. “We wait for the tide,” said Jon Smyth."), [TWENTY]);
    // That one of the twenty has the surname as an alias tells nothing: all of them have it.
    assert_eq!(read("“We wait for the tide,” said Jon Smyth. The boats stayed in.\n\n“Nobody will go out,” Smyth said."), [TWENTY, TWENTY]);
}

#[test]
fn the_fullest_name_tells() {
    let text = "The boats of Jon Albert Smyth stayed in.\n\n“We wait for the tide,” said Jon Smyth.\n\n“Nobody will go out,” Smyth said.";
    assert_eq!(read(text), ["s0", "s0"]);
}

#[test]
fn a_role_beside_the_name_tells() {
    for text in [
        "“We wait for the tide,” said Jon Smyth, the mayor of Ardmoor.",
        "“We wait for the tide,” said the mayor of Ardmoor, Jon Smyth.",
        "Jon Smyth, 61, the mayor of Ardmoor, came late. “We wait for the tide,” said Jon Smyth.",
        "Jon Smyth is the mayor of Ardmoor. “We wait for the tide,” said Smyth.",
    ] {
        assert_eq!(read(text), ["s0"], "{text}");
    }
}

#[test]
fn a_role_that_stands_elsewhere_or_is_over_does_not() {
    for text in [
        "The mayor of Ardmoor stayed at home. “We wait for the tide,” said Jon Smyth.",
        "“We wait for the tide,” said Jon Smyth, the former mayor of Ardmoor.",
        "Jon Smyth met Odo Brandt, the mayor of Ardmoor. “We wait for the tide,” said Jon Smyth.",
    ] {
        assert_eq!(read(text), [TWENTY], "{text}");
    }
}

#[test]
fn a_role_of_two_leaves_two_and_the_gender_one() {
    assert_eq!(read("“We wait for the tide,” said Jon Smyth, the senator."), [TWENTY]);
    assert_eq!(read("“We wait for the tide,” said Jon Smyth, the senator. She said no more."), ["s2"]);
}

#[test]
fn another_name_of_the_same_person_tells() {
    let text = "They call him The Ardmoor Bear.\n\n“We wait for the tide,” said Jon Smyth.";
    assert_eq!(read(text), ["s1"]);
}

#[test]
fn the_gender_tells_where_it_leaves_one() {
    assert_eq!(read("“We wait for the tide,” said Alex Kessel. She had come late."), ["k1"]);
    assert_eq!(read("“We wait for the tide,” said Mr. Alex Kessel."), ["k2"]);
    assert_eq!(read("“We wait for the tide,” said Alex Kessel."), ["[Alex Kessel] ambiguous, 2 known speakers have the name"]);
}

#[test]
fn a_surname_is_not_its_owners_where_the_article_names_another() {
    let text = "The boats of Olha Brandvik stayed in.\n\n“We wait for the tide,” Brandvik said.";
    assert_eq!(read(text), ["[Olha Brandvik]"]);
    let text = "The boats of Mara Ann Brandvik stayed in.\n\n“We wait for the tide,” Brandvik said.";
    assert_eq!(read(text), ["b1"]);
    assert_eq!(read("The boats stayed in.\n\n“We wait for the tide,” Brandvik said."), ["b1"]);
}

#[test]
fn two_of_one_name_stay_apart() {
    let text = "“We wait for the tide,” said Jon Smyth, the mayor of Ardmoor.\n\n“We do not,” said Jon Smyth, the harbour pilot.";
    assert_eq!(read(text), ["s0", "s2"]);
}
