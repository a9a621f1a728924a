//! How much of a run can only one thread do: reading alone and writing alone, beside the whole run on one thread.
//!
//! By Amdahl's law N threads are no faster than 1 / (s + (1 − s) / N), s being the larger of both shares: reader and writer work at the same
//! time. All three have the same articles, so that their times can be divided.

mod corpus;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::fs::File;
use std::io::Write;
use std::num::NonZeroUsize;
use std::ops::ControlFlow;
use std::path::Path;
use whosaid::io::{ArticleReader, RawBatch, ReadOptions, write_record};
use whosaid::{Annotation, Article, Pipeline, Record, RecordOptions, RowCounts, batch};

/// The corpus so many times over: 8 MB of JSON lines.
const TIMES: usize = 20;

fn reader(file: &Path) -> ArticleReader {
    ArticleReader::new(vec![file.to_path_buf()], ReadOptions::default()).expect("default settings")
}

/// The portions of a whole run.
fn portions(pipeline: &Pipeline, file: &Path) -> Vec<Vec<u8>> {
    let mut portions = Vec::new();
    let render = |article: &Article, annotation: &Annotation, line: &mut Vec<u8>| {
        let record = Record::new(article, annotation, RecordOptions::default());
        write_record(&record, line)?;
        Ok(RowCounts::of(&record))
    };
    let settings = batch::Settings { threads: NonZeroUsize::MIN, strict: false, begun: batch::Summary::default() };
    let summary = batch::annotate(pipeline, &mut reader(file), settings, render, |portion| {
        portions.push(portion.records.to_vec());
        Ok(ControlFlow::Continue(()))
    });
    let summary = summary.expect("memory takes everything");
    assert_eq!((summary.written % TIMES as u64, summary.left_out), (0, 0));
    assert!(summary.rows.somebodys().rows > 700 * TIMES as u64);
    portions
}

fn shares(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (file, out) = (folder.path().join("in.jsonl"), folder.path().join("out.jsonl"));
    let lines = corpus::json_lines(&corpus::articles());
    let text = (lines.join("\n") + "\n").repeat(TIMES);
    std::fs::write(&file, &text).expect("room for 8 MB");
    let mut group = criterion.benchmark_group("threads");
    group.sample_size(10).throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("reader alone", |bencher| {
        let mut batch = RawBatch::default();
        bencher.iter(|| {
            let (mut reader, mut articles) = (reader(&file), 0);
            while reader.fill(&mut batch) {
                articles += batch.len();
            }
            assert_eq!(articles, lines.len() * TIMES);
        });
    });
    for (name, pipeline) in [("by rules", Pipeline::rules()), ("everything", Pipeline::new())] {
        let portions = portions(&pipeline, &file);
        group.bench_function(format!("writer alone, {name}"), |bencher| {
            bencher.iter(|| {
                let mut out = File::create(&out).expect("room");
                for portion in &portions {
                    out.write_all(portion).expect("room");
                }
            });
        });
        group.bench_function(format!("one thread, {name}"), |bencher| bencher.iter(|| self::portions(&pipeline, &file).len()));
    }
    group.finish();
}

criterion_group!(benches, shares);
criterion_main!(benches);
