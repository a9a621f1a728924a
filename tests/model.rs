//! Models as a user makes and uses them: trained twice they are the same bytes, a file that is none is told, the built-in one is whole.

use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use whosaid::attribution::{Feature, WEIGHTS};
use whosaid::{Article, Model, Pipeline, Record, RecordOptions};

fn whosaid(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whosaid")).args(args).output().expect("the program starts")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn corpus() -> String {
    format!("{}/corpus/gold.jsonl", env!("CARGO_MANIFEST_DIR"))
}

/// The message about a file with these bytes.
fn refused(folder: &Path, bytes: &[u8]) -> String {
    let path = folder.join("some.model");
    fs::write(&path, bytes).unwrap();
    let output = whosaid(&["annotate", &corpus(), "--model", path.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty(), "nothing is written with a model that cannot be read");
    told(&output)
}

#[test]
fn what_is_no_model_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let whole = Model::builtin().to_bytes();
    let with = |at: usize, byte: u8| {
        let mut bytes = whole.clone();
        bytes[at] = byte;
        bytes
    };
    for (bytes, expected) in [
        (b"{\"id\": 1}".to_vec(), "this is no whosaid model"),
        (Vec::new(), "this is no whosaid model"),
        (whole[..whole.len() / 2].to_vec(), "cut short"),
        (whole[..10].to_vec(), "cut short"),
        (with(8, 200), "a model of format 200, this version reads format 1"),
        (with(13, whole[13] ^ 1), "other features"),
        (with(whole.len() - 20, whole[whole.len() - 20] ^ 1), "not those that were written"),
    ] {
        let message = refused(folder.path(), &bytes);
        assert!(message.contains("some.model: ") && message.contains(expected), "{expected}: {message}");
    }
    let missing = whosaid(&["model", "show", folder.path().join("none.model").to_str().unwrap()]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(told(&missing).contains("cannot read the model"), "{}", told(&missing));
}

#[test]
fn a_model_of_another_part_is_told_by_what_it_is_and_shown_by_itself() {
    let model = |name: &str| format!("{}/model/{name}.model", env!("CARGO_MANIFEST_DIR"));
    for (option, name, expected) in [
        ("--model", "relations", "relations.model: is a model of relations: give it to --relations"),
        ("--model", "tagger", "tagger.model: is a tagger, which no option takes: only `whosaid model show` reads it"),
        ("--relations", "whosaid", "whosaid.model: is a model of who speaks: give it to --model"),
    ] {
        let refused = whosaid(&["annotate", &corpus(), option, &model(name)]);
        assert_eq!((refused.status.code(), refused.stdout.len()), (Some(2), 0));
        assert!(told(&refused).trim_end().ends_with(expected), "{}", told(&refused));
    }
    for (name, part) in [("whosaid", "speaker"), ("tagger", "tagger"), ("relations", "relations")] {
        let shown = whosaid(&["model", "show", &model(name)]);
        assert!(shown.status.success(), "{name}: {}", told(&shown));
        assert_eq!(shown.stdout, whosaid(&["model", "show", "--part", part]).stdout, "{name}");
    }
    assert_eq!(whosaid(&["model", "show", "--part", "tagger", &model("whosaid")]).status.code(), Some(2));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        prop_assert!(Model::from_bytes(&bytes, "it").is_err());
    }

    #[test]
    fn a_changed_byte_or_a_cut_is_noticed(at in any::<prop::sample::Index>(), change in 1..=u8::MAX, cut in any::<bool>()) {
        let mut bytes = Model::builtin().to_bytes();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] ^= change }
        prop_assert!(Model::from_bytes(&bytes, "it").is_err());
    }
}

#[test]
fn the_same_samples_give_the_same_model() {
    let folder = tempfile::tempdir().unwrap();
    let [first, second] = ["a.model", "b.model"].map(|name| folder.path().join(name));
    for path in [&first, &second] {
        let output = whosaid(&["train", "--gold", &corpus(), "-o", path.to_str().unwrap()]);
        assert!(output.status.success(), "{}", told(&output));
        assert!(told(&output).contains("gold.jsonl: cross-validated speaker F1 0.9"), "{}", told(&output));
    }
    assert_eq!(fs::read(&first).unwrap(), fs::read(&second).unwrap());
    let shown = whosaid(&["model", "show", first.to_str().unwrap(), "--weights", "3"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(shown.contains("gold.jsonl: 49 articles, 889 labelled quotations"), "{shown}");
    assert!(shown.contains("who speaks: the largest weights"), "{shown}");
}

#[test]
fn a_model_of_one_article_is_told_of_in_the_singular() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let gold = fs::read_to_string(corpus()).unwrap();
    fs::write(path("one.jsonl"), gold.lines().next().unwrap()).unwrap();
    let output = whosaid(&["train", "--gold", &path("one.jsonl"), "-o", &path("one.model")]);
    assert!(output.status.success(), "{}", told(&output));
    let shown = String::from_utf8(whosaid(&["model", "show", &path("one.model")]).stdout).unwrap();
    assert!(shown.contains("one.jsonl: 1 article, 17 labelled quotations, "), "{shown}");
}

#[test]
fn other_kinds_of_model_are_compared_and_none_is_written() {
    let compare = |threads: &str, more: &[&str]| {
        let args = ["train", "--gold", &corpus(), "--compare-learners"];
        Command::new(env!("CARGO_BIN_EXE_whosaid"))
            .args(args)
            .args(more)
            .env("RAYON_NUM_THREADS", threads)
            .output()
            .expect("the program starts")
    };
    let [first, second] = ["1", "2"].map(|threads| compare(threads, &[]));
    assert!(first.status.success(), "{}", told(&first));
    assert_eq!(first.stdout, second.stdout);
    let table = String::from_utf8(first.stdout).unwrap();
    assert!(table.starts_with("gold.jsonl: "), "{table}");
    for kind in ["rules alone", "log-linear (in use)", "averaged perceptron", "boosted trees", "network, one hidden layer"] {
        assert!(table.contains(&format!("| {kind} | 7")), "seven hundred of the corpus' quotations and more are right: {table}");
        assert!(told(&second).contains(&format!("{kind}: fitted six times in ")), "{}", told(&second));
    }
    for (more, expected) in [(["-o", "some.model"], "cannot be used with"), (["--part", "relations"], "it takes no other --part")] {
        let refused = compare("2", &more);
        assert_eq!(refused.status.code(), Some(2));
        assert!(refused.stdout.is_empty() && told(&refused).contains(expected), "{}", told(&refused));
    }
}

#[test]
fn a_model_is_read_as_it_was_written() {
    let model = Model::builtin();
    assert_eq!(*model, Model::from_bytes(&model.to_bytes(), "it").unwrap());
    assert!(model.weights().iter().any(|&w| w != 0));
    assert_eq!(Feature::all().count(), WEIGHTS);
    for (i, feature) in Feature::all().enumerate() {
        assert_eq!(feature.index(), i);
        assert!(feature.words().len() > 3, "every feature can be told: {feature:?}");
    }
}

#[test]
fn the_model_tells_how_far_it_may_be_trusted() {
    let article = Article::new("a", "“We waited,” said Mara Kessel. Nobody came.").unwrap();
    let (built_in, rules) = (Pipeline::new(), Pipeline::rules());
    let (mut a, mut b) = (built_in.worker(), rules.worker());
    let confidence = |record: &Record<'_>| record.quotations[0].confidence;
    let weighed = confidence(&Record::new(&article, built_in.annotate(&mut a, &article), RecordOptions::default()));
    let ruled = confidence(&Record::new(&article, rules.annotate(&mut b, &article), RecordOptions::default()));
    assert!(weighed > 0.9 && weighed <= 1.0, "a plain attribution is nearly sure: {weighed}");
    assert!((ruled - 0.95).abs() < 1e-9, "the rules say what they always say: {ruled}");
}
