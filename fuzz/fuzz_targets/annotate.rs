//! Any bytes as an article: no panic, every span a piece of the text, and the same answer from a used worker.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::cell::RefCell;
use whosaid::span::Units;
use whosaid::{Article, Pipeline, Record, RecordOptions, Worker};

thread_local! {
    /// The worker that has read everything before: what stays in it shows as a difference.
    static USED: RefCell<Worker> = RefCell::new(Pipeline::new().worker());
}

fn record<'a>(pipeline: &Pipeline, worker: &'a mut Worker, article: &'a Article) -> Record<'a> {
    let annotation = pipeline.annotate(worker, article);
    assert_eq!(annotation.attributions.len(), annotation.quotations.len());
    Record::new(article, annotation, RecordOptions { units: Units::Bytes, all: true, ..RecordOptions::default() })
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let Ok(article) = Article::new("fuzz", text.as_ref()) else { return };
    let pipeline = Pipeline::new();
    let mut worker = pipeline.worker();
    let fresh = record(&pipeline, &mut worker, &article);
    for row in &fresh.quotations {
        assert_eq!(&text[row.start as usize..row.end as usize], row.text);
        for marked in row.mention.iter().chain(&row.cue) {
            assert_eq!(&text[marked.start as usize..marked.end as usize], marked.text);
        }
    }
    USED.with_borrow_mut(|worker| assert_eq!(record(&pipeline, worker, &article), fresh, "something stays in a worker"));
});
