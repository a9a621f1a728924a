//! The articles of `corpus/`, as the benchmarks read them.

#![allow(dead_code, reason = "each benchmark uses its part")]

use serde::{Deserialize, Serialize};
use std::path::Path;
use whosaid::Article;

/// Articles and how many bytes of text they have.
pub(crate) struct Sample {
    pub(crate) articles: Vec<Article>,
    pub(crate) bytes: u64,
}

impl Sample {
    pub(crate) fn new(articles: Vec<Article>) -> Self {
        let bytes = articles.iter().map(|a| a.text().len() as u64).sum();
        Sample { articles, bytes }
    }
}

/// One line of input.
#[derive(Serialize, Deserialize)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) text: String,
}

/// All articles, by name.
pub(crate) fn articles() -> Vec<Article> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/articles");
    let mut paths: Vec<_> = std::fs::read_dir(&folder).expect("corpus/articles").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    assert!(paths.len() >= 40, "{} articles", paths.len());
    let read = |path: &std::path::PathBuf| {
        let id = path.file_stem().expect("a name").to_string_lossy().into_owned();
        Article::new(id, std::fs::read_to_string(path).expect("a text")).expect("a short article")
    };
    paths.iter().map(read).collect()
}

/// One article with the text of all: a long read.
pub(crate) fn joined(articles: &[Article]) -> Article {
    let texts: Vec<&str> = articles.iter().map(Article::text).collect();
    Article::new("long", texts.join("\n\n")).expect("a long article")
}

/// The articles as JSON lines.
pub(crate) fn json_lines(articles: &[Article]) -> Vec<String> {
    articles.iter().map(|a| serde_json::to_string(&Line { id: a.id.clone(), text: a.text().to_owned() }).expect("strings")).collect()
}
