//! Many annotated articles as one page: a file that needs no network and no server.
//!
//! A [`Report`] takes [`Leaf`]s, counts who said how much and how, and writes the page: the counts as markup, the articles
//! as data that its script shows on demand. Whatever an input says is text there, never markup: templates escape by
//! themselves, data stand in script elements that nothing can end, and the page's policy runs no other script than its own.
//!
//! ```
//! use whosaid::render::html::Leaf;
//! use whosaid::report::Report;
//! use whosaid::{Article, Pipeline, Record, RecordOptions};
//!
//! let pipeline = Pipeline::new();
//! let mut worker = pipeline.worker();
//! let article = Article::new("demo", "“We waited,” said Mara Kessel.")?;
//! let record = Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions::default());
//! let mut report = Report::new("The week");
//! report.add(&Leaf::new(article.text(), &record)?)?;
//! let mut page = Vec::new();
//! report.write(&mut page)?;
//! assert!(String::from_utf8_lossy(&page).contains("Mara Kessel"));
//! # Ok::<(), whosaid::Error>(())
//! ```

mod compared;
mod overview;
mod page;
mod people;
mod tally;
mod time;

pub use tally::{Cues, Tally};

use crate::article::bare_id;
use crate::error::{Error, Result};
use crate::eval::{Evaluation, Prediction, evaluate};
use crate::gold::GoldArticle;
use crate::render::html::{Leaf, embedded};
use crate::row_kind::RowKind;
use compared::Compared;
use people::People;
use serde::Serialize;
use std::collections::{HashMap, HashSet};
use std::io::Write;
use time::Date;

/// A report that grows article by article. All of it is held in memory, [`Report::MAX_BYTES`] at most.
#[derive(Debug, Default)]
pub struct Report {
    title: String,
    articles: Vec<Listed>,
    /// Where the first article of an id stands.
    by_id: HashMap<String, usize>,
    leaves: Vec<String>,
    bytes: usize,
    tally: Tally,
    people: People,
    compared: Option<(Evaluation, Vec<Compared>)>,
}

/// An article in the page's list.
#[derive(Debug, Serialize)]
struct Listed {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    quotations: usize,
    /// The speakers by their numbers in the article; numbers of the page once the page is written.
    people: Vec<usize>,
}

impl Report {
    /// The most data that a page may hold, in bytes: no browser opens more with ease.
    pub const MAX_BYTES: usize = 256 << 20;

    /// An empty report.
    pub fn new(title: impl Into<String>) -> Self {
        Report { title: title.into(), ..Report::default() }
    }

    /// Adds an article.
    ///
    /// # Errors
    /// [`crate::ErrorKind::TooLarge`] if the page gets longer than [`Report::MAX_BYTES`].
    pub fn add(&mut self, leaf: &Leaf<'_>) -> Result<()> {
        self.add_data(leaf, embedded(leaf)?)
    }

    /// Adds articles that come as lines, each a leaf as [`embedded`] writes it: what many threads make in order.
    ///
    /// # Errors
    /// As [`Report::add`]; [`crate::ErrorKind::Bug`] if a line is no leaf.
    pub fn add_lines(&mut self, lines: &[u8]) -> Result<()> {
        let bug = |error: &dyn std::fmt::Display| Error::bug(format!("an article of a report: {error}"));
        for line in lines.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            let data = std::str::from_utf8(line).map_err(|error| bug(&error))?;
            let leaf: Leaf<'_> = serde_json::from_str(data).map_err(|error| bug(&error))?;
            self.add_data(&leaf, data.to_owned())?;
        }
        Ok(())
    }

    /// Adds an article with its data for the page.
    fn add_data(&mut self, leaf: &Leaf<'_>, data: String) -> Result<()> {
        self.bytes += data.len();
        if self.bytes > Self::MAX_BYTES {
            let what = "the report's page (make it of fewer articles, or without indirect speech)";
            return Err(Error::too_large(what, self.bytes as u64, Self::MAX_BYTES as u64));
        }
        let number = self.articles.len();
        let date = leaf.date.as_deref().and_then(Date::first_of);
        self.tally.add(leaf);
        let people = self.people.add(number, leaf, date);
        let name = leaf.name();
        self.by_id.entry(leaf.id.to_string()).or_insert(number);
        self.articles.push(Listed {
            id: leaf.id.to_string(),
            name: (name != leaf.id).then(|| name.into_owned()),
            date,
            quotations: leaf.quotations.iter().filter(|row| row.kind != RowKind::None).count(),
            people,
        });
        self.leaves.push(data);
        Ok(())
    }

    /// How many articles it has.
    pub fn articles(&self) -> usize {
        self.articles.len()
    }

    /// What was counted.
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// How many articles of a labelled sample it does not have. As for predictions, an id counts without folders and without `.txt`.
    pub fn lacks(&self, gold: &[GoldArticle]) -> usize {
        let names: HashSet<&str> = self.articles.iter().map(|article| bare_id(&article.id)).collect();
        gold.iter().filter(|article| !names.contains(article.id.as_str()) && !self.by_id.contains_key(&article.id)).count()
    }

    /// Sets a labelled sample beside its predictions, which stand in the sample's order.
    pub fn compare(&mut self, gold: &[GoldArticle], predictions: &[Option<&Prediction>]) {
        let evaluation = evaluate(gold, predictions);
        let rows = compared::rows(gold, &evaluation.judgements, &self.by_id);
        self.compared = Some((evaluation, rows));
    }

    /// Writes the page.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if the writer fails.
    pub fn write(&self, out: &mut dyn Write) -> Result<()> {
        page::write(self, out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_added_as_leaves_are() {
        let leaf = |id: &'static str| Leaf { id: id.into(), text: "It rained.\n".into(), ..Leaf::default() };
        let lines = format!("{}\n{}\n", embedded(&leaf("a")).unwrap(), embedded(&leaf("b")).unwrap());
        let (mut one, mut other) = (Report::new("t"), Report::new("t"));
        one.add_lines(lines.as_bytes()).unwrap();
        ["a", "b"].into_iter().for_each(|id| other.add(&leaf(id)).unwrap());
        let written = |report: &Report| {
            let mut out = Vec::new();
            report.write(&mut out).unwrap();
            out
        };
        assert_eq!((one.articles(), written(&one)), (2, written(&other)));
        assert_eq!(one.add_lines(b"{}\n").unwrap_err().kind(), crate::ErrorKind::Bug);
    }

    #[test]
    fn a_page_that_no_browser_opens_is_refused() {
        let mut report = Report { bytes: Report::MAX_BYTES, ..Report::default() };
        let error = report.add(&Leaf::default()).unwrap_err();
        assert_eq!(error.kind(), crate::ErrorKind::TooLarge);
        assert!(error.to_string().contains("fewer articles"), "{error}");
    }
}
