//! Any bytes as a model of either kind: a model or an error, never a panic; a model that is read annotates.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::Arc;
use whosaid::relation::{RelationModel, Relations};
use whosaid::tagging::Tagger;
use whosaid::{Article, Model, Pipeline};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = Model::from_bytes(bytes, "fuzz") {
        let pipeline = Pipeline::rules().model(model);
        let article = Article::new("fuzz", "“We waited,” said Mara Kessel. She called it “slow”.").expect("a short text");
        pipeline.annotate(&mut pipeline.worker(), &article);
    }
    let relations = RelationModel::from_bytes(bytes, "fuzz").map(|model| Relations { model: Arc::new(model), ..Relations::builtin() });
    let tagger = Tagger::from_bytes(bytes, "fuzz").map(|tagger| Relations { tagger: Arc::new(tagger), ..Relations::builtin() });
    for known in relations.into_iter().chain(tagger) {
        let pipeline = Pipeline::rules().relations(Some(known));
        let article = Article::new("fuzz", "Mara Kessel said the quay would stay closed.").expect("a short text");
        pipeline.annotate(&mut pipeline.worker(), &article);
    }
});
