//! Any bytes as a model: a model or an error, never a panic; a model that is read annotates.
#![no_main]

use libfuzzer_sys::fuzz_target;
use whosaid::{Article, Model, Pipeline};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = Model::from_bytes(bytes, "fuzz") {
        let pipeline = Pipeline::rules().model(model);
        let article = Article::new("fuzz", "“We waited,” said Mara Kessel. She called it “slow”.").expect("a short text");
        pipeline.annotate(&mut pipeline.worker(), &article);
    }
});
