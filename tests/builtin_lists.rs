//! The lists of the built-in lexicon are as their README promises: nothing checks them while the program runs, so that a slip of the pen
//! in one of thousands of rows would pass in silence.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const TAGS: &str = "CC CD DT EX FW IN JJ JJR JJS MD NN NNS PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB";
const CLASSES: &str = "speech thought writing showing";
const NUMBERS: &str = "sg pl";
const GENDERS: &str = "m f -";
const TRADES: &str = "army church craft crew crime farm health law letters office party police school science sport staff stage trade";

/// Parts in `trades.txt` of which one person plays one.
const PARTS: &str = "acts back bench challenges directs front goal holds middle whistle";

/// File, column (from 1) and the values that it may have.
const VALUES: &[(&str, usize, &str)] = &[
    ("bodies.txt", 2, "company -"),
    ("cue_phrases.txt", 2, "noun adverb preposition"),
    ("cue_phrases.txt", 3, CLASSES),
    ("cues.txt", 3, "VB VBZ VBD VBG VBN"),
    ("cues.txt", 4, CLASSES),
    ("document_nouns.txt", 2, NUMBERS),
    ("function_words.txt", 2, TAGS),
    ("generic_persons.txt", 2, NUMBERS),
    ("given_names.txt", 2, "m f u"),
    ("holdings.txt", 2, "past future under"),
    ("org_nouns.txt", 2, NUMBERS),
    ("org_nouns.txt", 3, "academic company court government group media military ngo party place religious team union"),
    ("org_suffixes.txt", 2, "y n"),
    ("person_nouns.txt", 2, NUMBERS),
    ("person_nouns.txt", 3, GENDERS),
    ("person_nouns.txt", 4, "job kin member role unnamed"),
    ("places.txt", 2, "city continent country region state"),
    ("small_tags.txt", 2, TAGS),
    ("irregular_pasts.txt", 2, TAGS),
    ("titles.txt", 2, GENDERS),
    ("titles.txt", 3, "academic honorific noble office rank religious"),
    ("word_tags.txt", 2, TAGS),
];

/// Files whose last column is a number of per cent.
const WEIGHTS: [&str; 2] = ["cue_phrases.txt", "cues.txt"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lexicon/builtin")
}

/// Name and text of every list.
fn lists() -> BTreeMap<String, String> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let lists = files.filter(|path| path.extension().is_some_and(|ending| ending == "txt"));
    let read = |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap());
    lists.map(read).collect()
}

/// Files and numbers of columns, as the table of the README has them.
fn table() -> BTreeMap<String, usize> {
    let readme = fs::read_to_string(folder().join("README.md")).unwrap();
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `"));
    let read = |row: &str| {
        let cells: Vec<&str> = row.split(" | ").collect();
        (cells[0].trim_end_matches('`').to_owned(), cells[2].split(", ").count())
    };
    rows.map(read).collect()
}

/// Number and columns of every row.
fn rows(text: &str) -> impl Iterator<Item = (usize, Vec<&str>)> {
    let numbered = (1..).zip(text.lines()).skip_while(|(_, line)| line.starts_with("# "));
    numbered.map(|(number, line)| (number, line.split('\t').collect()))
}

/// Fails with all that is wrong.
#[track_caller]
fn assert_none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn the_readme_has_a_row_for_every_list() {
    let (listed, described) = (lists().into_keys().collect::<BTreeSet<_>>(), table().into_keys().collect::<BTreeSet<_>>());
    assert_eq!(listed, described);
}

#[test]
fn every_row_has_the_columns_of_its_list() {
    let table = table();
    let mut faults = Vec::new();
    for (name, text) in lists() {
        for (number, row) in rows(&text) {
            if row.len() != table[&name] || row.iter().any(|cell| cell.is_empty() || cell.trim() != *cell) {
                faults.push(format!("{name}:{number}: {row:?}, but the README has {} columns", table[&name]));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn forms_are_sorted_and_stand_once() {
    let mut faults = Vec::new();
    for (name, text) in lists() {
        let forms: Vec<_> = rows(&text).map(|(number, row)| (number, row[0])).collect();
        let unsorted = forms.windows(2).filter(|pair| pair[0].1.as_bytes() >= pair[1].1.as_bytes());
        faults.extend(unsorted.map(|pair| format!("{name}:{}: “{}” behind “{}”", pair[1].0, pair[1].1, pair[0].1)));
    }
    assert_none(&faults);
}

#[test]
fn forms_are_written_as_tokens_are_folded() {
    let mut faults = Vec::new();
    for (name, text) in lists() {
        for (number, row) in rows(&text) {
            let form = row[0];
            if form != form.to_lowercase() || form.contains(['’', '‘']) || form.split(' ').any(str::is_empty) {
                faults.push(format!("{name}:{number}: “{form}” has a capital, a curly apostrophe or two spaces"));
            }
        }
    }
    assert_none(&faults);
}

#[test]
fn values_are_known() {
    let lists = lists();
    let mut faults = Vec::new();
    let mut check = |name: &str, column: usize, is_known: &dyn Fn(&str) -> bool| {
        for (number, row) in rows(&lists[name]).filter(|(_, row)| row.get(column - 1).is_none_or(|value| !is_known(value))) {
            faults.push(format!("{name}:{number}: column {column} of {row:?} is unknown"));
        }
    };
    for &(name, column, values) in VALUES {
        check(name, column, &|value| values.split(' ').any(|known| known == value));
    }
    check("word_tags.txt", 3, &|value| value == "-" || TAGS.split(' ').any(|known| known == value));
    let is_trade = |name: &str| match name.strip_suffix('!') {
        Some(part) => PARTS.split(' ').any(|known| known == part),
        None => TRADES.split(' ').any(|known| known == name),
    };
    check("trades.txt", 2, &|value| value.split(' ').all(is_trade));
    let columns = table();
    for name in WEIGHTS {
        check(name, columns[name], &|value| value.parse::<u8>().is_ok_and(|weight| weight <= 100));
    }
    assert_none(&faults);
}
