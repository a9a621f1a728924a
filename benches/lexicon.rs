//! How fast are a speaker lexicon's loading and its search, at 10, 1,000 and 100,000 aliases?
//!
//! Names are made of syllables with a fixed seed; their last syllable is in no English word, so that exactly the names set
//! into the text are found. The text is that of `corpus/articles`, with one name every 400 bytes or so. `find` is given the
//! tokens, as the pipeline has them; `aho_corasick` searches the same aliases in the bare text, without word boundaries and
//! without checking case, which is what the automaton over words is measured against. Figures: `RECORD.md`.

use aho_corasick::{AhoCorasick, MatchKind};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use whosaid::lexicon::{Lexicon, LexiconFormat, LexiconScratch};
use whosaid::token::Tokens;

const SIZES: [usize; 3] = [10, 1_000, 100_000];
/// Bytes of an article between two names.
const STRIDE: usize = 400;

/// xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    fn name(&mut self, syllables: usize, ending: &str) -> String {
        const SYLLABLES: [&str; 20] = [
            "ma", "ke", "ro", "sta", "li", "bren", "to", "vi", "hal", "du", "fre", "no", "pa", "gor", "se", "ju", "wil", "cha", "an", "el",
        ];
        let mut name: String = (0..syllables).map(|_| SYLLABLES[self.below(SYLLABLES.len())]).collect();
        name[..1].make_ascii_uppercase();
        name + ending
    }
}

/// Four aliases a person: the name, the family name and two roles.
fn people(aliases: usize) -> Vec<[String; 4]> {
    let mut random = Random(0x5DEE_CE66_D1CE_4E5B);
    (0..aliases.div_ceil(4))
        .map(|_| {
            let family = random.name(4, "zhq");
            let (given, place) = (random.name(2, ""), random.name(4, "quzh"));
            [format!("{given} {family}"), family, format!("foreign minister of {place}"), format!("{place}'s foreign minister")]
        })
        .collect()
}

fn json_lines(people: &[[String; 4]]) -> String {
    people.iter().enumerate().fold(String::new(), |mut lines, (n, [name, family, role, other])| {
        let _ = writeln!(
            lines,
            "{{\"id\":\"V{n}\",\"name\":\"{name}\",\"aliases\":[\"{family}\"],\"type\":\"person\",\"roles\":[\"{role}\",\"{other}\"]}}"
        );
        lines
    })
}

/// The corpus with a name every [`STRIDE`] bytes, and how many there are.
fn text(people: &[[String; 4]]) -> (String, usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut random = Random(7);
    let (mut text, mut n, mut last) = (String::new(), 0, 0);
    for path in paths {
        for word in std::fs::read_to_string(path).unwrap().split_inclusive(' ') {
            text.push_str(word);
            if text.len() > last + STRIDE && word.ends_with(' ') {
                text.push_str(&people[random.below(people.len())][random.below(4)]);
                text.push_str(" – ");
                last = text.len();
                n += 1;
            }
        }
    }
    (text, n)
}

fn load(c: &mut Criterion) {
    let mut group = c.benchmark_group("lexicon_load");
    group.sample_size(10);
    for size in SIZES {
        let people = people(size);
        let lines = json_lines(&people);
        group.throughput(Throughput::Elements(4 * people.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(size), |b| {
            b.iter(|| {
                let lexicon = Lexicon::from_reader(lines.as_bytes(), LexiconFormat::JsonLines, "people.jsonl").unwrap();
                assert_eq!((lexicon.len(), lexicon.warnings().len()), (people.len(), 0));
                lexicon
            });
        });
    }
    group.finish();
}

fn find(c: &mut Criterion) {
    let mut group = c.benchmark_group("lexicon_find");
    group.sample_size(20);
    for size in SIZES {
        let people = people(size);
        let (text, expected) = text(&people);
        let lexicon = Lexicon::from_reader(json_lines(&people).as_bytes(), LexiconFormat::JsonLines, "people.jsonl").unwrap();
        let (mut tokens, mut scratch, mut out) = (Tokens::default(), LexiconScratch::default(), Vec::new());
        tokens.reset(&text);
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(BenchmarkId::new("tokens", size), |b| {
            b.iter(|| {
                out.clear();
                lexicon.find(&mut scratch, black_box(&text), &tokens, &mut out);
                assert_eq!(out.len(), expected);
            });
        });
        let baseline = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(people.iter().flatten())
            .unwrap();
        group.bench_function(BenchmarkId::new("aho_corasick", size), |b| {
            b.iter(|| assert_eq!(baseline.find_iter(black_box(&text)).count(), expected));
        });
    }
    group.finish();
}

criterion_group!(benches, load, find);
criterion_main!(benches);
