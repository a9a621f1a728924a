//! `whosaid eval` gives the figures of the reference scorers: on invented cases, whose reference figures are kept here, and,
//! where the scorers and their samples are at hand (`../shared`, or the folder that `WHOSAID_SHARED` names), on predictions
//! made from those samples by shifting spans, swapping names and leaving some out.
#![cfg(feature = "cli")]

use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

const KINDS: [&str; 3] = ["all", "quoted", "indirect"];

fn data(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/eval").join(file)
}

/// The folder with the reference scorers and samples, if it and python3 are here. Else says so, past the test harness,
/// which would keep the message of a passing test to itself.
fn shared(test: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("WHOSAID_SHARED").map_or(Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let missing = if !folder.join("tools/score_speakers.py").exists() {
        format!("no reference scorers in {}", folder.join("tools").display())
    } else if Command::new("python3").arg("--version").output().is_err() {
        "no python3".to_owned()
    } else {
        return Some(folder);
    };
    std::io::stderr().write_all(format!("skipped: {test}: {missing}\n").as_bytes()).unwrap();
    None
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn ours(gold: &Path, predictions: &Path) -> String {
    run(Command::new(env!("CARGO_BIN_EXE_whosaid")).arg("eval").arg(gold).arg("--predictions").arg(predictions))
}

fn speakers_of_reference(shared: &Path, gold: &Path, predictions: &Path) -> String {
    let scorer = shared.join("tools/score_speakers.py");
    format!("== speakers\n{}", run(Command::new("python3").args(["-X", "utf8"]).arg(scorer).args([gold, predictions])))
}

fn relations_of_reference(shared: &Path, gold: &Path, predictions: &Path) -> String {
    let scorer = shared.join("tools/score_relations.py");
    let mut text = String::new();
    for kind in KINDS {
        let figures = run(Command::new("python3").args(["-X", "utf8"]).arg(&scorer).args([gold, predictions]).args(["--kind", kind]));
        write!(text, "== relations {kind}\n{figures}").unwrap();
    }
    text
}

/// A report's lines in the reference's sections.
fn in_sections(report: &str, relations: bool) -> String {
    let mut text = String::from("== speakers\n");
    for line in report.lines().filter(|line| ["name as", "direct ", "by mention", "speaker_f1 "].iter().any(|s| line.starts_with(s))) {
        writeln!(text, "{}", line.split("  95%").next().unwrap()).unwrap();
    }
    if relations {
        for kind in KINDS {
            let section = report.lines().skip_while(|line| *line != format!("relations {kind}")).skip(1).take(5);
            writeln!(text, "== relations {kind}\n{}", section.collect::<Vec<_>>().join("\n")).unwrap();
        }
    }
    text
}

/// Words and figures of a line. A count of nothing, which the reference leaves out where it lists, is left out.
fn tokens(line: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    for token in line.split_whitespace() {
        if token == "0/0" {
            tokens.pop();
            continue;
        }
        tokens.push(token.to_owned());
    }
    tokens.iter().flat_map(|token| token.split(['/', '='])).map(str::to_owned).collect()
}

/// Every figure of both is the same to the third decimal; returns how many were compared.
fn assert_agree(ours: &str, reference: &str) -> usize {
    assert_eq!(ours.lines().count(), reference.lines().count(), "ours:\n{ours}\nreference:\n{reference}");
    let mut compared = 0;
    for (mine, theirs) in ours.lines().zip(reference.lines()) {
        let (a, b) = (tokens(mine), tokens(theirs));
        assert_eq!(a.len(), b.len(), "ours: {mine}\nreference: {theirs}");
        for (x, y) in a.iter().zip(&b) {
            let same = match (x.parse::<f64>(), y.parse::<f64>()) {
                (Ok(x), Ok(y)) => (x - y).abs() < 0.0006,
                (Err(_), Ok(y)) => x == "-" && y == 0.0,
                _ => x == y,
            };
            compared += usize::from(y.parse::<f64>().is_ok());
            assert!(same, "{x} is not {y}\nours:      {mine}\nreference: {theirs}");
        }
    }
    compared
}

#[test]
fn invented_cases_have_the_figures_of_the_reference() {
    for file in ["records", "peer"] {
        let report = ours(&data("gold.jsonl"), &data(&format!("{file}.jsonl")));
        let reference = std::fs::read_to_string(data(&format!("{file}.expected.txt"))).unwrap();
        let compared = assert_agree(&in_sections(&report, true), &reference);
        assert!(compared > 100, "{file}: only {compared} figures");
    }
}

#[test]
fn the_kept_figures_are_those_of_the_reference() {
    let Some(shared) = shared("the kept figures are those of the reference") else { return };
    for file in ["records", "peer"] {
        let (gold, predictions) = (data("gold.jsonl"), data(&format!("{file}.jsonl")));
        let now = speakers_of_reference(&shared, &gold, &predictions) + &relations_of_reference(&shared, &gold, &predictions);
        assert_eq!(now, std::fs::read_to_string(data(&format!("{file}.expected.txt"))).unwrap(), "{file}");
    }
}

/// Knuth's linear congruential generator (MMIX), its upper bits: the same perturbations on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }

    fn once_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn pick<'a>(&mut self, from: &'a [Value]) -> Option<&'a Value> {
        (!from.is_empty()).then(|| &from[usize::try_from(self.below(from.len() as u64)).unwrap()])
    }

    /// A place moved by up to `by`, seldom by much more.
    fn shift(&mut self, place: &Value, by: u64) -> u64 {
        let by = if self.once_in(12) { by * 12 } else { by };
        (place.as_u64().unwrap() + self.below(2 * by + 1)).saturating_sub(by)
    }

    fn shift_piece(&mut self, piece: &Value) -> Value {
        json!([self.shift(&piece[0], 3), self.shift(&piece[1], 3)])
    }

    /// A name that is right, nearly right or wrong.
    fn name(&mut self, speakers: &[Value], right: &Value, mention: &Value) -> Value {
        let speaker = speakers.iter().find(|s| s["name"] == *right);
        let name = match self.below(9) {
            0 => return Value::Null,
            1 => self.pick(speakers).map(|s| s["name"].clone()),
            2 => speaker.and_then(|s| self.pick(s["aliases"].as_array().unwrap()).cloned()),
            3 => Some(mention.clone()),
            4 => right.as_str().map(|name| json!(name.to_uppercase() + "’s")),
            5 => right.as_str().map(|name| json!(name.rsplit(' ').next())),
            6 => right.as_str().map(|name| json!(format!("the {}", name.to_lowercase()))),
            _ => Some(right.clone()),
        };
        name.unwrap_or(Value::Null)
    }
}

fn lines(path: &Path) -> Vec<Value> {
    std::fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn write_lines(path: &Path, rows: &[Value]) {
    std::fs::write(path, rows.iter().map(|row| format!("{row}\n")).collect::<String>()).unwrap();
}

/// Predictions as records and in the shape of other tools, from a sample with speakers.
fn perturbed_speakers(article: &Value, dice: &mut Dice) -> (Value, Value) {
    let (mut records, mut peers) = (Vec::new(), Vec::new());
    let speakers = article["speakers"].as_array().unwrap();
    let length = article["text"].as_str().unwrap().chars().count() as u64;
    for q in article["quotations"].as_array().unwrap() {
        if dice.once_in(10) {
            continue;
        }
        for _ in 0..=u64::from(dice.once_in(6)) {
            let right = q["speakers"].get(0).unwrap_or(&Value::Null);
            let (start, end) = (dice.shift(&q["start"], 3), dice.shift(&q["end"], 3));
            let name = dice.name(speakers, right, &q["mention"]);
            let kind = if dice.once_in(15) { ["none", "indirect"][usize::from(dice.once_in(2))] } else { "direct" };
            let speaker = if name.is_null() { Value::Null } else { json!({ "name": name, "id": null }) };
            records.push(json!({ "kind": kind, "start": start, "end": end, "speaker": speaker, "mention": null, "why": "perturbed" }));
            let from = dice.below(length.max(1));
            let source = if dice.once_in(4) { Value::Null } else { json!([[from, from + dice.below(12)]]) };
            peers.push(json!({ "content": [[start, end]], "source": source, "speaker": name }));
        }
    }
    let id = &article["id"];
    (json!({ "schema": 1, "id": id, "quotations": records }), json!({ "id": id, "attributions": peers }))
}

/// The same from a sample with attributions.
fn perturbed_relations(article: &Value, dice: &mut Dice) -> (Value, Value) {
    let (mut records, mut peers) = (Vec::new(), Vec::new());
    let attributions = article["attributions"].as_array().unwrap();
    let marked = |piece: &Value| json!({ "start": piece[0], "end": piece[1] });
    for a in attributions {
        if dice.once_in(10) {
            continue;
        }
        let other = if dice.once_in(6) { dice.pick(attributions).unwrap() } else { a };
        let mut part = |pieces: &Value| -> Vec<Value> {
            let pieces = pieces.as_array().cloned().unwrap_or_default();
            let kept: Vec<Value> = pieces.iter().filter(|_| !dice.once_in(12)).cloned().collect();
            kept.iter().map(|piece| if dice.once_in(3) { dice.shift_piece(piece) } else { piece.clone() }).collect()
        };
        let (source, cue, content) = (part(&other["source"]), part(&a["cue"]), part(&a["content"]));
        for piece in &content {
            let first = |pieces: &[Value]| pieces.first().map_or(Value::Null, marked);
            let kind = ["direct", "mixed", "indirect", "none"][usize::try_from(dice.below(4)).unwrap()];
            let whole: Vec<Value> = if dice.once_in(8) { Vec::new() } else { content.iter().map(marked).collect() };
            records.push(json!({
                "kind": kind, "start": piece[0], "end": piece[1], "content": whole, "mention": first(&source), "cue": first(&cue),
            }));
        }
        for _ in 0..=u64::from(dice.once_in(15)) {
            let source = if source.is_empty() { Value::Null } else { json!(source) };
            peers.push(json!({ "source": source, "cue": cue, "content": content }));
        }
    }
    let id = &article["id"];
    (json!({ "schema": 1, "id": id, "quotations": records }), json!({ "id": id, "attributions": peers }))
}

#[test]
fn perturbed_samples_have_the_figures_of_the_reference() {
    let Some(shared) = shared("perturbed samples have the figures of the reference") else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut samples: Vec<PathBuf> = std::fs::read_dir(shared.join("data/speakers"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "jsonl"))
        .collect();
    samples.sort();
    samples.push(shared.join("data/polnear/dev.jsonl"));
    for (gold, seed) in samples.iter().zip(1..) {
        let articles = lines(gold);
        let relations = articles[0].get("attributions").is_some();
        let mut dice = Dice(seed);
        let perturb = if relations { perturbed_relations } else { perturbed_speakers };
        let predicted: Vec<(Value, Value)> = articles.iter().map(|article| perturb(article, &mut dice)).collect();
        let (records, peers): (Vec<Value>, Vec<Value>) = predicted.into_iter().filter(|_| !dice.once_in(20)).unzip();
        for (shape, rows) in [("records", records), ("peer", peers)] {
            let predictions = folder.path().join(format!("{seed}-{shape}.jsonl"));
            write_lines(&predictions, &rows);
            let report = in_sections(&ours(gold, &predictions), relations);
            let compared = if relations {
                let (_, relations) = report.split_at(report.find("== relations").unwrap());
                assert_agree(relations, &relations_of_reference(&shared, gold, &predictions))
            } else {
                assert_agree(&report, &speakers_of_reference(&shared, gold, &predictions))
            };
            assert!(compared > 20, "{} {shape}: only {compared} figures", gold.display());
        }
    }
}
