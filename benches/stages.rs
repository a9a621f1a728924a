//! What does each stage cost? Each is run alone on the whole corpus, the stages before it done beforehand.

mod corpus;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use whosaid::attribution::Attributor;
use whosaid::coref::Resolver;
use whosaid::lexicon::{self, Facts, Words};
use whosaid::relation::{self, Relations, Scene};
use whosaid::token::Tokens;
use whosaid::{Annotation, Model, Pipeline, Record, RecordOptions};
use whosaid::{cue, mention, quotation};

fn stages(criterion: &mut Criterion) {
    let article = corpus::joined(&corpus::articles());
    let text = article.text();
    let pipeline = Pipeline::new();
    let mut worker = pipeline.worker();
    let Annotation { tokens, words, quotations, owners, mentions, entities, links, cues, said, .. } =
        pipeline.annotate(&mut worker, &article);
    let view_words = Words::new(text, tokens, words);
    let mut group = criterion.benchmark_group("stage");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("tokens", |b| {
        let mut tokens = Tokens::default();
        b.iter(|| {
            tokens.reset(black_box(text));
            assert!(tokens.len() > 30_000, "{}", tokens.len());
        });
    });
    group.bench_function("words", |b| {
        let mut out = lexicon::LookedUp::default();
        b.iter(|| {
            out.clear();
            lexicon::look_up(black_box(text), tokens, &mut out);
            assert_eq!(out.len(), tokens.len());
        });
    });
    group.bench_function("sentences", |b| {
        let mut tokens = tokens.clone();
        b.iter(|| {
            tokens.split_sentences(black_box(text), &[], |i| words[i].facts.has(Facts::CUE_VERB));
            assert!(tokens.sentences().len() > 1_000, "{}", tokens.sentences().len());
        });
    });
    group.bench_function("quotations", |b| {
        let (mut finder, mut out) = (quotation::Finder::default(), Vec::new());
        b.iter(|| {
            out.clear();
            finder.find(black_box(text), tokens, words, &mut out);
            assert_eq!(out.len(), quotations.len());
        });
    });
    group.bench_function("mentions", |b| {
        let (mut datelines, mut out) = (Vec::new(), Vec::new());
        mention::datelines(&view_words, &mut datelines);
        b.iter(|| {
            out.clear();
            mention::find(black_box(&view_words), owners, &datelines, &mut out);
            assert_eq!(out.len(), mentions.len());
        });
    });
    group.bench_function("coreference", |b| {
        let mut resolver = Resolver::default();
        let (mut found, mut tied) = (Vec::new(), Vec::new());
        b.iter(|| {
            found.clear();
            tied.clear();
            resolver.resolve(black_box(&view_words), owners, mentions, &mut found, &mut tied);
            assert_eq!((found.len(), tied.len()), (entities.len(), links.len()));
        });
    });
    group.bench_function("cues", |b| {
        let mut out = Vec::new();
        b.iter(|| {
            out.clear();
            cue::find(black_box(&view_words), owners, &mut out);
            assert_eq!(out.len(), cues.len());
        });
    });
    group.bench_function("relations, with their tags", |b| {
        let relations = Relations::builtin();
        let (mut finder, mut tags, mut out) = (relation::Finder::default(), Vec::new(), Vec::new());
        let scene = Scene { words: view_words, quotations, owners, mentions, tags: &[], said };
        b.iter(|| {
            out.clear();
            relations.find(&mut finder, black_box(scene), &mut tags, &mut out);
            assert!(out.len() > 700, "{}", out.len());
        });
    });
    let built_in = Model::builtin();
    for (name, model) in [("attribution by rules", None), ("attribution by the model", Some(&*built_in))] {
        group.bench_function(name, |b| {
            let view = whosaid::attribution::View { words: view_words, quotations, owners, mentions, entities, links, cues };
            let mut attributor = Attributor::default();
            let mut out = Vec::new();
            b.iter(|| {
                out.clear();
                attributor.attribute(black_box(&view), model, &mut out);
                assert_eq!(out.len(), quotations.len());
            });
        });
    }
    group.bench_function("record", |b| {
        let mut worker = pipeline.worker();
        let annotation = pipeline.annotate(&mut worker, &article);
        b.iter(|| {
            let record = Record::new(black_box(&article), annotation, RecordOptions::default());
            assert!(record.quotations.len() > 700, "{}", record.quotations.len());
            record
        });
    });
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
