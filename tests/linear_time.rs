//! Time is linear in the text, also in texts that are made to be slow: each is annotated in one size and in eight times
//! that, and a byte of the long text may cost no more than a few times a byte of the short one.

use std::fmt::Write as _;
use std::time::{Duration, Instant};
use whosaid::{Article, Pipeline, Record, RecordOptions, Worker};

/// How much longer the long text is.
const FACTOR: usize = 8;

/// A byte of the long text may cost this many times a byte of the short one: linear work costs 1, quadratic work 8; caches and
/// the machine's other work lie between.
const GROWTH: f64 = 4.0;

/// Texts that are read faster than this are not compared: the clock and the scheduler would be measured.
const TOO_SHORT: Duration = Duration::from_millis(80);

/// No text here may take longer. Under `cargo test` each takes well below a second on an idle machine.
const BOUND: Duration = Duration::from_secs(10);

/// A text of `n` pieces that is made to be slow.
type Make = fn(n: usize) -> String;

/// What is timed.
type Work = fn(&mut Worker, &Pipeline, &str) -> Duration;

/// Name, number of pieces of the long text, and the text.
const CASES: &[(&str, usize, Make)] = &[
    // Marks
    ("straight quote marks", 1_000_000, |n| "\"".repeat(n)),
    ("opening marks", 300_000, |n| "“".repeat(n)),
    ("opening marks around a word, closed again", 200_000, |n| format!("{}a{}", "“".repeat(n), "”".repeat(n))),
    ("opening marks with blanks", 300_000, |n| "“ ".repeat(n)),
    ("single marks", 1_000_000, |n| "'".repeat(n)),
    ("single marks at words", 200_000, |n| "'a ".repeat(n)),
    ("nested quotations", 200_000, |n| format!("{}{}", "“a ".repeat(n), "b” ".repeat(n))),
    ("quotations without words", 200_000, |n| "“,” ".repeat(n)),
    ("quotations without words behind a word", 200_000, |n| format!("Kessel said {}", "“,” ".repeat(n))),
    ("closing marks behind commas", 200_000, |n| ",” ".repeat(n)),
    ("paragraphs that go on", 100_000, |n| "“We wait.\n".repeat(n)),
    ("paragraphs of one mark", 300_000, |n| "“\n".repeat(n)),
    ("asterisks behind a word", 1_000_000, |n| format!("a{}", "*".repeat(n))),
    ("asterisks behind a word, opened before", 1_000_000, |n| format!("**a{}", "*".repeat(n))),
    ("words that are masked", 200_000, |n| "Jo** ".repeat(n)),
    // Quotations and who speaks
    ("leads that the next sentence names", 20_000, |n| {
        let pieces = (0..n).map(|i| format!("A teacher wept. Kessel{i} Brandvik{i}, 63, sat. "));
        pieces.collect()
    }),
    ("direct quotations without a speaker", 100_000, |n| "“We wait here.” ".repeat(n)),
    ("direct quotations without a speaker, a line each", 100_000, |n| "“We wait here.”\n".repeat(n)),
    ("direct quotations behind a long sentence without a verb", 100_000, |n| {
        format!("{}. {}", "the boats ".repeat(n), "“We wait here,” ".repeat(n))
    }),
    ("direct quotations behind a long sentence of names", 100_000, |n| {
        format!("{}. {}", "Kessel, ".repeat(n), "“We wait here,” ".repeat(n))
    }),
    ("direct quotations behind a speaker and a long sentence", 100_000, |n| {
        format!("“We wait,” said Kessel. {}. {}", "Of Kessel, ".repeat(n), "“We wait here,” ".repeat(n))
    }),
    ("direct quotations behind a speaker and many cues", 100_000, |n| {
        format!("“We wait,” said Kessel. {}. {}", "boats told ".repeat(n), "“We wait here,” ".repeat(n))
    }),
    ("clauses within and behind a comma", 50_000, |n| "As Kessel left, Doyle waved and said “a” and ".repeat(n)),
    ("participles behind relative clauses", 50_000, |n| "boats that Kessel had praised, calling them “a”, ".repeat(n)),
    ("possessives of words in s", 100_000, |n| "the boats’ owners’ plan, ".repeat(n)),
    ("a relation that goes on", 100_000, |n| format!("“We wait,” said Kessel.\n\n{}", "“We wait here.”\n\n".repeat(n))),
    ("participles that add", 50_000, |n| "“We wait,” Kessel said, adding that it rained. “It rained.” ".repeat(n)),
    ("fragments behind one long gap", 100_000, |n| format!("Kessel said {}{}", "the ".repeat(n), "“a boat” ".repeat(n))),
    ("reporting clauses of one sentence", 100_000, |n| "Kessel said “a” and ".repeat(n)),
    ("reporting clauses that take a clause", 100_000, |n| "“a” Kessel said the boats ".repeat(n)),
    ("fragments behind one cue", 100_000, |n| format!("Kessel said {}", "“a boat” and ".repeat(n))),
    ("fragments behind one noun", 100_000, |n| format!("His statement {}", "“a boat” and ".repeat(n))),
    ("fragments behind many names", 50_000, |n| format!("{}{}", "Kessel, ".repeat(n), "as “a boat” ".repeat(n))),
    ("fragments before many cues", 100_000, |n| format!("{}{}", "“a boat” and ".repeat(n), "said ".repeat(n))),
    ("fragments behind many cues", 100_000, |n| format!("{}{}", "said ".repeat(n), "“a boat” and ".repeat(n))),
    ("a comma run before many cues", 100_000, |n| format!("“a” {}{}", ", ".repeat(n), "calls ".repeat(n))),
    ("documents with and without an author", 50_000, |n| {
        format!("{}{}", "Kessel said in a letter. ".repeat(n), "The report said “a boat”. ".repeat(n))
    }),
    ("signatures", 100_000, |n| "“We wait.” —Mara Kessel\n".repeat(n)),
    ("labels", 100_000, |n| "KESSEL: “We wait.”\n".repeat(n)),
    ("who speaks on what, without a verb", 100_000, |n| format!("Kessel on {}{}", "boat ".repeat(n), ": “a” ".repeat(n))),
    ("terms of a question", 100_000, |n| format!("Asked {}{}", "boat ".repeat(n), "“a,” ".repeat(n))),
    ("fragments far behind a noun", 100_000, |n| format!("His statement {}{}", "the ".repeat(n), "“a” ".repeat(n))),
    ("who is quoted as telling", 50_000, |n| format!("“a” {}", "cited Ann Roe as telling boats ".repeat(n))),
    ("quotations behind a gap over which no relation goes on", 100_000, |n| {
        format!("“We won,” Kessel said, “in the boat.” {}boat. {}", ", ".repeat(n), "“It was late.” ".repeat(n))
    }),
    ("quotations that the content of their cue leaves out", 50_000, |n| "Kessel called the boats of the port and he was “a”, ".repeat(n)),
    ("lead-ins", 100_000, |n| "Kessel said:\n“We wait.”\n".repeat(n)),
    ("questions and answers", 100_000, |n| "“Do we wait?”\n\n“We do.”\n\n".repeat(n)),
    // Cues
    ("cues without a full stop", 200_000, |n| "said ".repeat(n)),
    ("names and cues without a full stop", 200_000, |n| "Kessel said ".repeat(n)),
    ("nouns that no list holds and cues without a full stop", 100_000, |n| "and the hangar said ".repeat(n)),
    ("names, then participles", 100_000, |n| format!("{}{}", "Kessel met ".repeat(n), "saying ".repeat(n))),
    ("names, then fenced participles", 100_000, |n| format!("{}{}", "Kessel, ".repeat(n), ", saying ".repeat(n))),
    ("names, then cues behind and", 100_000, |n| format!("{}{}", "of Kessel ".repeat(n), "and told ".repeat(n))),
    ("adverbs, then cues", 100_000, |n| format!("Kessel {}{}", "not ".repeat(n), "and told ".repeat(n))),
    ("adjectives, then cue nouns", 100_000, |n| format!("{}{}", "slow ".repeat(n), "claims ".repeat(n))),
    ("cue verbs that are adjectives", 80_000, |n| format!("The boats {}left.", "direct ".repeat(n))),
    ("auxiliaries and cue verbs that are adverbs", 40_000, |n| format!("Boats wait.\nHe {}left.", "did back ".repeat(n))),
    ("relative clauses within each other", 40_000, |n| "boat of a nurse who told ".repeat(n)),
    ("asides", 50_000, |n| "Kessel, who left, said ".repeat(n)),
    ("prepositions that name", 100_000, |n| "according to Kessel ".repeat(n)),
    ("claims of claims", 100_000, |n| "Kessel’s claim of ".repeat(n)),
    // Mentions and entities
    ("capitalised words of one paragraph", 200_000, |n| "Kessel ".repeat(n)),
    ("different capitalised words of one paragraph", 200_000, |n| counted(n, "Ka")),
    ("titles", 200_000, |n| "President ".repeat(n)),
    ("quotations of one with a long name", 5_000, |n| format!("Asked {}said “a”. {}", "Committee ".repeat(n), "“We wait.” ".repeat(n))),
    ("quotations of one with a name of one long word", 5_000, |n| format!("Ka{} said. {}", "n".repeat(n * 10), "“We wait.” ".repeat(n))),
    ("a long name and its descriptions", 100_000, |n| {
        format!("The {}Committee. {}", "Roe ".repeat(n), "The Velland committee waits. ".repeat(n))
    }),
    ("a long name and handles", 20_000, |n| format!("{}. {}", "Kessel ".repeat(n), "@kim_roe ".repeat(n))),
    ("an owner, a long name and her account", 20_000, |n| {
        let long = counted(n, "Kabrandvik");
        format!("Boats wait here today.\nThe nurse saw Ann Kessel. We saw {long}left. {}", "@annkessel said. ".repeat(n))
    }),
    ("an owner, long accounts and hers", 20_000, |n| {
        let long: String = (0..40).map(|i| format!("@{}{} said. ", "b".repeat(n / 2), letters(i))).collect();
        format!("Boats wait here today.\nThe nurse saw Ann Kessel. {long}{}", "@annkessel said. ".repeat(n))
    }),
    ("a name linked with of", 100_000, |n| format!("University {}", "of Roe ".repeat(n))),
    ("particles", 100_000, |n| "van ".repeat(n)),
    ("a name with many particles", 100_000, |n| "Kessel van der ".repeat(n)),
    ("one surname with many first names", 200_000, |n| counted_before(n, "Kessel said. ")),
    ("one first name with many surnames", 200_000, |n| format!("Mara {}", counted(n, "said. Mara Ka"))),
    ("pronouns", 200_000, |n| "he ".repeat(n)),
    ("names, then pronouns", 100_000, |n| format!("{}{}", "Kessel left. ".repeat(n), "She said it. ".repeat(n))),
    ("pronouns with who", 100_000, |n| "Kessel, who ".repeat(n)),
    ("commas behind a name", 50_000, |n| format!("Kessel{}", ",".repeat(n))),
    ("commas behind a name, then a cue", 50_000, |n| format!("Kessel{} said “a boat”", " ,".repeat(n))),
    ("handles", 100_000, |n| "@kim_roe ".repeat(n)),
    ("different handles", 50_000, |n| counted(n, "@kim")),
    ("descriptions in a row", 20_000, |n| format!("The bank rose. {}a man left.", "A man, ".repeat(n))),
    ("descriptions", 100_000, |n| "the minister for the minister of ".repeat(n)),
    ("nouns of one phrase", 200_000, |n| "minister ".repeat(n)),
    ("possessives", 200_000, |n| "Kessel’s ".repeat(n)),
    ("appositions", 100_000, |n| "Kessel, the minister, ".repeat(n)),
    // Layout and tokens
    ("bullets", 100_000, |n| "• ".repeat(n)),
    ("bullets, a line each", 100_000, |n| "• “a boat”\n".repeat(n)),
    ("bullets behind a lead-in", 100_000, |n| format!("Kessel said:\n{}", "• “a boat”\n".repeat(n))),
    ("a headline", 100_000, |n| "Boats Wait ".repeat(n / 2)),
    ("a headline with a quotation", 100_000, |n| format!("“Boats Wait” {}", "Boats Wait ".repeat(n / 2))),
    ("a headline that the text repeats", 100_000, |n| format!("Kessel: “boats wait”\n{}", "“Boats wait boats.” ".repeat(n / 3))),
    ("one long word", 5_000_000, |n| "a".repeat(n)),
    ("one long word of capitals", 5_000_000, |n| "A".repeat(n)),
    ("one long word with hyphens", 2_500_000, |n| "a-".repeat(n)),
    ("one long word with apostrophes", 2_500_000, |n| "a'".repeat(n)),
    ("one long initialism", 2_500_000, |n| "A.".repeat(n)),
    ("one long address", 1_000_000, |n| format!("http://{}", "a.io/".repeat(n))),
    ("dots", 2_000_000, |n| ".".repeat(n)),
    ("combining characters", 1_000_000, |n| "\u{301}".repeat(n)),
    ("full stops behind marks", 500_000, |n| ".”".repeat(n)),
    ("white space", 5_000_000, |n| " \n".repeat(n / 2)),
    ("NUL", 1_000_000, |n| "\0".repeat(n)),
];

/// Words that differ, `start` and a number in letters.
fn counted(n: usize, start: &str) -> String {
    let mut text = String::new();
    for i in 0..n {
        let _ = write!(text, "{start}{} ", letters(i));
    }
    text
}

/// Words that differ, each before the same `tail`.
fn counted_before(n: usize, tail: &str) -> String {
    let mut text = String::new();
    for i in 0..n {
        let _ = write!(text, "Ka{} {tail}", letters(i));
    }
    text
}

fn letters(mut i: usize) -> String {
    let mut word = String::new();
    while i > 0 {
        word.push(char::from(b"abcdefghijklmnop"[i % 16]));
        i /= 16;
    }
    word
}

/// How long annotation and record of `text` take.
fn annotate(worker: &mut Worker, pipeline: &Pipeline, text: &str) -> Duration {
    let article = Article::new("slow", text).expect("a text below the limit");
    let start = Instant::now();
    let annotation = pipeline.annotate(worker, &article);
    let record = Record::new(&article, annotation, RecordOptions::default());
    let took = start.elapsed();
    drop(record);
    took
}

/// How long it takes to tell of the candidates of all quotations.
fn explain(worker: &mut Worker, pipeline: &Pipeline, text: &str) -> Duration {
    let article = Article::new("slow", text).expect("a text below the limit");
    let annotation = pipeline.annotate(worker, &article);
    let start = Instant::now();
    let explainer = annotation.explainer(text);
    for attribution in &annotation.attributions {
        std::hint::black_box(explainer.candidates(attribution.quotation));
    }
    start.elapsed()
}

/// What is wrong with one case: its figures, if it grows or is too slow.
fn fault(worker: &mut Worker, pipeline: &Pipeline, time: Work, name: &str, n: usize, make: Make) -> Option<String> {
    // A quotation in the next paragraph has the cues of this one looked at.
    let make = |n| make(n) + "\n“We wait here.”";
    let (short, long) = (make(n / FACTOR), make(n));
    let mut told = String::new();
    // Other work of the machine can only lengthen a time: a fault must show three times.
    for _ in 0..3 {
        let before = (0..3).map(|_| time(worker, pipeline, &short)).min().unwrap_or_default();
        let after = time(worker, pipeline, &long);
        let a_byte = |took: Duration, text: &str| took.as_secs_f64() / text.len().max(1) as f64;
        let growth = a_byte(after, &long) / a_byte(before, &short);
        told =
            format!("{name}: {before:?} for {} bytes, {after:?} for {}: a byte costs {growth:.1} times as much", short.len(), long.len());
        if after <= TOO_SHORT || growth <= GROWTH && after <= BOUND {
            return None;
        }
    }
    Some(told)
}

/// What is wrong with any of the cases.
fn faults(time: Work, cases: &[(&str, usize, Make)]) -> Vec<String> {
    let pipeline = Pipeline::new();
    let mut worker = pipeline.worker();
    time(&mut worker, &pipeline, "“We wait,” said Mara Kessel.");
    cases.iter().filter_map(|&(name, n, make)| fault(&mut worker, &pipeline, time, name, n, make)).collect()
}

#[test]
fn time_is_linear_in_texts_made_to_be_slow() {
    let faults = faults(annotate, CASES);
    assert!(faults.is_empty(), "{} of {} cases grow faster than their text\n{}", faults.len(), CASES.len(), faults.join("\n"));
}

#[test]
fn so_is_the_time_to_explain() {
    let cases: &[(&str, usize, Make)] = &[
        ("quotations of a speaker each", 2_000, |n| counted_before(n, "said “a boat”.\n")),
        ("quotations without a speaker", 2_000, |n| "“We wait here.” ".repeat(n)),
        ("quotations of one sentence", 2_000, |n| "Kessel said “a” and ".repeat(n)),
    ];
    let faults = faults(explain, cases);
    assert!(faults.is_empty(), "{} of {} cases grow faster than their text\n{}", faults.len(), cases.len(), faults.join("\n"));
}

#[test]
fn case_names_are_unique() {
    let mut names: Vec<&str> = CASES.iter().map(|(name, ..)| *name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
}
