//! How fast is the whole pipeline, one thread: text in, records out, on short, medium and long articles and on the whole
//! corpus, beside the floor of reading and writing the same lines with serde_json and nothing else.
//!
//! Each asserts how many quotations it found: a pipeline that finds less is no faster one.

mod corpus;

use corpus::Sample;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use whosaid::{Article, Pipeline, Record, RecordOptions};

/// Articles up to this long (bytes) are short; from twice that on they are long.
const SHORT: usize = 2_500;

fn annotate(criterion: &mut Criterion) {
    let all = corpus::articles();
    let pick = |wanted: &dyn Fn(&Article) -> bool| all.iter().filter(|a| wanted(a)).cloned().collect::<Vec<_>>();
    let sets = [
        ("antalya", pick(&|a| a.id == "antalya-talks")),
        ("short", pick(&|a| a.text().len() < SHORT)),
        ("medium", pick(&|a| (SHORT..2 * SHORT).contains(&a.text().len()))),
        ("long", vec![corpus::joined(&all)]),
        ("corpus", all.clone()),
    ];
    let samples: Vec<(&str, Sample)> = sets.into_iter().map(|(name, articles)| (name, Sample::new(articles))).collect();
    for (group, pipeline) in
        [("annotate", Pipeline::new()), ("annotate quotations", Pipeline::new().relations(None)), ("annotate by rules", Pipeline::rules())]
    {
        let mut group = criterion.benchmark_group(group);
        for (name, sample) in &samples {
            group.throughput(Throughput::Bytes(sample.bytes));
            group.bench_with_input(BenchmarkId::from_parameter(name), sample, |bencher, sample| {
                let mut worker = pipeline.worker();
                bencher.iter(|| {
                    let count = |a| pipeline.annotate(&mut worker, black_box(a)).attributions.len();
                    let found: usize = sample.articles.iter().map(count).sum();
                    assert!(found as u64 * 1000 >= sample.bytes, "{name}: only {found} quotations in {} bytes", sample.bytes);
                    found
                });
            });
        }
        group.finish();
    }
}

fn json_lines(criterion: &mut Criterion) {
    let sample = Sample::new(corpus::articles());
    let lines = corpus::json_lines(&sample.articles);
    let pipeline = Pipeline::new();
    let mut group = criterion.benchmark_group("json lines");
    group.throughput(Throughput::Bytes(sample.bytes));
    group.bench_function("annotate", |bencher| {
        let (mut worker, mut out) = (pipeline.worker(), Vec::new());
        bencher.iter(|| {
            out.clear();
            let mut found = 0;
            for line in &lines {
                let corpus::Line { id, text } = serde_json::from_str(black_box(line)).expect("a line of our own");
                let article = Article::new(id, text).expect("a short article");
                let record = Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions::default());
                found += record.quotations.len();
                serde_json::to_writer(&mut out, &record).expect("memory");
                out.push(b'\n');
            }
            assert!(found > 700, "{found}");
        });
    });
    group.bench_function("floor: serde_json reads and writes", |bencher| {
        let mut out = Vec::new();
        bencher.iter(|| {
            out.clear();
            for line in &lines {
                let line: corpus::Line = serde_json::from_str(black_box(line)).expect("a line of our own");
                serde_json::to_writer(&mut out, &line).expect("memory");
                out.push(b'\n');
            }
            assert_eq!(out.iter().filter(|&&b| b == b'\n').count(), lines.len());
        });
    });
    group.finish();
}

criterion_group!(benches, annotate, json_lines);
criterion_main!(benches);
