//! Any bytes as each format that is read: an answer or an error, never a panic. The first byte tells which.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::io::Write;
use whosaid::eval::Predictions;
use whosaid::io::{ArticleReader, Format, RawBatch, ReadOptions};
use whosaid::lexicon::{Lexicon, LexiconFormat};
use whosaid::{Article, GoldArticle, Pipeline};

/// Reads the bytes as a file of articles, of a format or of what they look like: the reader opens paths only.
fn articles(bytes: &[u8], format: Option<Format>) {
    let mut file = tempfile::NamedTempFile::new().expect("a temporary file");
    file.write_all(bytes).expect("room for it");
    let options = ReadOptions { format, max_article_bytes: 1 << 20, ..ReadOptions::default() };
    let mut reader = ArticleReader::new(vec![file.path().to_owned()], options.clone()).expect("sound options");
    let mut batch = RawBatch::default();
    while reader.fill(&mut batch) {
        for article in batch.articles(&options) {
            drop(article);
        }
    }
}

fn lexicon(bytes: &[u8], format: LexiconFormat) {
    let Ok(lexicon) = Lexicon::from_reader(bytes, format, "fuzz") else { return };
    let pipeline = Pipeline::with_lexicon(lexicon);
    let text = String::from_utf8_lossy(bytes);
    if let Ok(article) = Article::new("fuzz", text.as_ref()) {
        pipeline.annotate(&mut pipeline.worker(), &article);
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Some((which, bytes)) = bytes.split_first() else { return };
    match which % 10 {
        0 => articles(bytes, Some(Format::JsonLines)),
        1 => articles(bytes, Some(Format::Text)),
        6 => articles(bytes, Some(Format::Json)),
        7 => articles(bytes, Some(Format::Csv)),
        8 => articles(bytes, Some(Format::Parquet)),
        9 => articles(bytes, None),
        2 => lexicon(bytes, LexiconFormat::JsonLines),
        3 => lexicon(bytes, LexiconFormat::Csv),
        4 => drop(GoldArticle::read(bytes, "fuzz")),
        _ => drop(Predictions::read(bytes, "fuzz")),
    }
});
