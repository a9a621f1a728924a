//! A worker that has read an article reads it again without asking for memory: all scratch is the worker's own.
#![allow(unsafe_code, reason = "an allocator that counts is one line around the system's")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use whosaid::attribution::Rule;
use whosaid::lexicon::{Lexicon, LexiconFormat};
use whosaid::{Article, Pipeline};

thread_local! {
    /// Requests of this thread. Other threads of the test runner ask too.
    static REQUESTS: Cell<u64> = const { Cell::new(0) };
}

struct Counting;

fn count() {
    let _ = REQUESTS.try_with(|requests| requests.set(requests.get() + 1));
}

// SAFETY: every request is handed to the system's allocator as it is.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count();
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }

    unsafe fn realloc(&self, memory: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count();
        unsafe { System.realloc(memory, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Requests for memory while `work` runs.
fn requests(work: impl FnOnce()) -> u64 {
    let before = REQUESTS.get();
    work();
    REQUESTS.get() - before
}

/// An article with everything that a stage may want scratch for, `n` times over.
fn article(n: usize) -> Article {
    let text = "Kessel: ‘The boat is late’\n\n\
        DUNHOLM — “We waited all night,” said Mara Kessel, a pilot who had left in May, “and ‘it rained’, he said.\n\n\
        “Then the boat left.”\n\n\
        The Velland Harbour Union (VHU) called it “a slow bath” and said in a letter that Mr. Brandvik’s plan was “void”. \
        The letter said “no” to it, according to a senior official close to the talks, who asked not to be named; she said ‘no’ too.\n\n\
        Tomas Brandvik named his terms:\n• “a bigger boat”\n• ‘a dry quay’\n\n\
        “We wait,” @tomasbrandvik wrote to @vhu_dunholm. It wasn't the owners' boat, goin' nowhere in the ’90s.\n\n\
        The pilot told owners she wished to sail “home by herself” and let people see that “this is a bath.”\n\n";
    Article::new("steady", text.repeat(n)).expect("a short text")
}

/// Requests of a worker that has read the article twice before.
fn steady(pipeline: &Pipeline, article: &Article) -> u64 {
    let mut worker = pipeline.worker();
    for _ in 0..2 {
        let annotation = pipeline.annotate(&mut worker, article);
        assert!(annotation.attributions.iter().any(|a| a.entity.is_some()), "the article has quotations with speakers");
    }
    requests(|| {
        pipeline.annotate(&mut worker, article);
    })
}

#[test]
fn the_counter_counts() {
    assert_eq!(requests(|| drop(std::hint::black_box(vec![1, 2, 3]))), 1);
    assert_eq!(requests(|| {}), 0);
}

#[test]
fn the_article_has_a_fragment_that_a_relation_around_it_takes() {
    let pipeline = Pipeline::new();
    let (mut worker, article) = (pipeline.worker(), article(1));
    let attributions = &pipeline.annotate(&mut worker, &article).attributions;
    // What nothing else tells whose it is takes its source too, but is less sure.
    assert!(attributions.iter().any(|a| a.rule == Rule::Reported && a.confidence > 80), "{attributions:?}");
}

#[test]
fn a_worker_that_knows_the_article_asks_for_no_memory() {
    for n in [1, 20] {
        assert_eq!(steady(&Pipeline::new(), &article(n)), 0, "requests while the article is read again, {n} times over");
    }
}

#[test]
fn nor_does_one_with_a_lexicon() {
    let speakers = concat!(
        r#"{"name": "Mara Kessel", "aliases": ["Kessel"], "roles": ["harbour pilot"], "gender": "female"}"#,
        "\n",
        r#"{"name": "Tomas Brandvik", "aliases": ["Brandvik", "Mr. Brandvik"], "roles": ["senior official"]}"#,
    );
    let lexicon = Lexicon::from_reader(speakers.as_bytes(), LexiconFormat::JsonLines, "speakers").expect("two speakers");
    let pipeline = Pipeline::with_lexicon(lexicon);
    for n in [1, 20] {
        assert_eq!(steady(&pipeline, &article(n)), 0, "requests while the article is read again, {n} times over");
    }
}

#[test]
fn a_shorter_article_behind_a_longer_one_needs_nothing_new() {
    let pipeline = Pipeline::new();
    let mut worker = pipeline.worker();
    let (long, short) = (article(20), article(3));
    pipeline.annotate(&mut worker, &long);
    let asked = requests(|| {
        pipeline.annotate(&mut worker, &short);
    });
    assert_eq!(asked, 0);
}
