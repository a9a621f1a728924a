//! Text with a part of speech for every word: what a tagger learns from.

use crate::error::{Error, Result};
use crate::lexicon::Tag;
use std::collections::BTreeMap;
use std::io::BufRead;

/// What a line should be.
const SHAPE: &str = "a token's line: number, start, end (code points), word, lemma, part of speech, with tabs between; or `# article ID`, an empty line, another comment";

/// The tags of an article's words by the code point at which each begins.
pub type TaggedArticle = BTreeMap<u32, Tag>;

/// Reads tagged articles by their ids. `file` names the source in errors.
///
/// # Errors
/// [`crate::ErrorKind::Io`] if the reader fails, [`crate::ErrorKind::Format`] with the line of what is no such line.
pub fn read_tagged(reader: impl BufRead, file: &str) -> Result<BTreeMap<String, TaggedArticle>> {
    let mut articles: BTreeMap<String, TaggedArticle> = BTreeMap::new();
    let mut article: Option<&mut TaggedArticle> = None;
    for (number, line) in (1..).zip(reader.lines()) {
        let line = line.map_err(|e| Error::unreadable(file, None, e))?;
        if let Some(id) = line.strip_prefix("# article ") {
            article = Some(articles.entry(id.trim().to_owned()).or_default());
        }
        if line.is_empty() || line.starts_with("# ") {
            continue;
        }
        let mut cells = line.split('\t');
        let (start, tag) = (cells.nth(1).and_then(|cell| cell.parse().ok()), cells.nth(3));
        let (Some(start), Some(tag), Some(article)) = (start, tag, article.as_mut()) else {
            return Err(Error::format(file, number, None, format!("expected {SHAPE}")));
        };
        article.insert(start, Tag::from_name(tag));
    }
    Ok(articles)
}
