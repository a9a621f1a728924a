//! Names of the user's lexicon that are made unlike those of persons: each must be found whole, with its id, wherever it stands.

use std::fmt::Write as _;
use whosaid::lexicon::LexiconFormat;
use whosaid::{Article, Lexicon, Pipeline, Record, RecordOptions, RowKind};

/// Each is known by this name alone, without a type.
const NAMES: &[&str] = &[
    "Nurses Without Shifts",
    "Bread for the Valley",
    "Just Stop Rain",
    "Drivers Against Dark Roads",
    "Citizens for Order and Openness in Velland",
    "Villagers for Prosperity",
    "Stop the Dam Coalition",
    "We Build the Bridge",
    "Alternative für Velland",
    "Pêcheurs Sans Frontières",
    "al-Marsa in the Southern Isles",
    "Department for Tides, Fish & Foreshore",
    "Department for Tides, Fish and Foreshore",
    "Her Majesty's Dredgers",
    "Platers’ and Riggers' Guild",
    "Consumers’ Table",
    "St. Amal's Hospital",
    "Lind, Roe & Co.",
    "Standard & Roe's",
    "20th Century Roe",
    "Radio 4 Velland",
    "Velland 24",
    "50 Rent",
    "4K",
    "7-Lanterns",
    "12andUs",
    "eMill",
    "easyShip",
    "Tyler, the Cobbler",
    "Lil' Bo",
    "Rope N' Roses",
    "Mara King, Jr.",
    "Right to Water",
    "Saturdays for Silence",
    "Who Owns Velland",
    "Keeper of Velm",
];

fn lexicon(names: &[&str]) -> Lexicon {
    let mut lines = String::new();
    for name in names {
        let _ = writeln!(lines, r#"{{"id": "id of {name}", "name": "{name}"}}"#);
    }
    Lexicon::from_reader(lines.as_bytes(), LexiconFormat::JsonLines, "names.jsonl").expect("names")
}

/// Of every quotation in marks the speaker's id, or its name in brackets.
fn ids(pipeline: &Pipeline, text: &str) -> Vec<String> {
    let article = Article::new("case", text).expect("a short text");
    let mut worker = pipeline.worker();
    let record = Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions::default());
    let speaker = |row: &whosaid::QuotationRow<'_>| match &row.speaker {
        Some(speaker) => speaker.id.as_deref().map_or_else(|| format!("[{}]", speaker.name), str::to_owned),
        None => "nobody".to_owned(),
    };
    record.quotations.iter().filter(|row| row.kind != RowKind::Indirect).map(speaker).collect()
}

#[test]
fn a_known_name_is_found_whole_wherever_it_stands() {
    let pipeline = Pipeline::with_lexicon(lexicon(NAMES));
    let frames = [
        "“It rained,” said {}.",
        "{} said it was “late.”",
        "According to {}, it is “late.”",
        "“It rained,” {} said. “It will not.”",
        "A letter from {} said it was “late.”",
    ];
    let mut missed = Vec::new();
    for name in NAMES {
        for frame in frames {
            let text = format!("It rained for days and nobody knew why.\n\n{}", frame.replace("{}", name));
            let found = ids(&pipeline, &text);
            if found.is_empty() || found.iter().any(|id| *id != format!("id of {name}")) {
                missed.push(format!("{text:?}: {found:?}"));
            }
        }
    }
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

#[test]
fn a_longer_name_of_the_text_is_not_the_known_one() {
    let pipeline = Pipeline::with_lexicon(lexicon(&["Harbour Watch", "Ann Lee", "Kessel"]));
    assert_eq!(ids(&pipeline, "It rained.\n\n“No,” said Velland Harbour Watch Council."), ["[Velland Harbour Watch Council]"]);
    assert_eq!(ids(&pipeline, "It rained.\n\n“No,” said Mary Ann Lee."), ["[Mary Ann Lee]"]);
    assert_eq!(ids(&pipeline, "It rained.\n\n“No,” said Olha Kessel."), ["[Olha Kessel]"]);
}

#[test]
fn initials_and_nicknames_stand_between_known_words() {
    let pipeline = Pipeline::with_lexicon(lexicon(&["Robert Roe", "Bob Lind", "Robert C. Lind", "Olha Kessel"]));
    for (name, surname, id) in [
        ("Robert C. Roe", "Roe", "Robert Roe"),
        ("Robert “Bear” Roe", "Roe", "Robert Roe"),
        ("Robert ‘Bear’ Roe", "Roe", "Robert Roe"),
        ("Robert (Bear) Roe", "Roe", "Robert Roe"),
        ("Sen. Robert C. \"Bob\" Lind", "Lind", "Robert C. Lind"),
        ("William “Bob” Lind", "Lind", "Bob Lind"),
        ("Olha P. Q. Kessel", "Kessel", "Olha Kessel"),
    ] {
        let text = format!("It rained.\n\n{name} said that it was “late in the day.”\n\n“We wait,” {surname} added.");
        let found = ids(&pipeline, &text);
        assert_eq!(found.last(), Some(&format!("id of {id}")), "{name}: {found:?}");
    }
    assert_eq!(ids(&pipeline, "It rained.\n\n“No,” said Rose Robert Roe."), ["[Rose Robert Roe]"]);
}
