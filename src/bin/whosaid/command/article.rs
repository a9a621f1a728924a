//! The one article that a command is about.

use super::fields::advice;
use super::tell;
use crate::run::counted;
use anyhow::{anyhow, bail};
use std::path::PathBuf;
use whosaid::io::{ArticleReader, RawBatch, ReadOptions};
use whosaid::{Article, Error, ErrorKind};

/// As many articles behind the first are counted at most, lest a large file is read to its end to show its beginning.
const MOST_COUNTED: usize = 1000;

/// Which article.
#[derive(Debug, clap::Args)]
pub(crate) struct ArticleArgs {
    /// File of any format that `annotate` reads, or `-` for standard input
    #[arg(value_name = "ARTICLE")]
    input: PathBuf,
    /// Of several articles the one with this id [default: the first]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// JSON field or column with the article's id, a string or a number; a.b is field b of object a
    #[arg(long, value_name = "NAME", default_value = "id")]
    id_field: String,
    /// JSON field or column with the article's text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
}

impl ArticleArgs {
    /// Reads it. What stands before it in the input and cannot be read is passed over. Where nobody has said which of several it is to be,
    /// the user is told that there are others.
    pub(crate) fn read(&self) -> anyhow::Result<Article> {
        let (id_field, text_field) = (self.id_field.clone(), self.text_field.clone());
        let options = ReadOptions { id_field, text_field, ..ReadOptions::default() };
        let mut reader = ArticleReader::new(vec![self.input.clone()], options.clone())?;
        let mut batch = RawBatch::default();
        let (mut read, mut refused): (u64, Vec<Error>) = (0, Vec::new());
        while reader.fill(&mut batch) {
            let mut articles = batch.articles(&options);
            while let Some(article) = articles.next() {
                match article {
                    Ok(article) if self.id.as_ref().is_none_or(|id| *id == article.id) => {
                        if self.id.is_none() {
                            let cut = articles.filter(Result::is_ok).count();
                            self.tell_of_others(cut, &mut reader, &mut batch);
                        }
                        return Ok(article);
                    }
                    Ok(_) => read += 1,
                    Err(error) if self.id.is_none() || error.kind() == ErrorKind::Io => {
                        let advice = advice(&error);
                        return Err(if advice.is_empty() { error.into() } else { anyhow!("{error}{advice}") });
                    }
                    Err(error) => refused.push(error),
                }
            }
        }
        let input = self.input.display();
        let Some(id) = &self.id else { bail!("{input}: holds no article") };
        let articles = counted(read, "article");
        match refused.first() {
            None => bail!("{input}: none of its {articles} has the id `{id}`"),
            Some(first) => {
                let (refused, advice) = (refused.len(), advice(first));
                bail!("{input}: none of its {articles} has the id `{id}`; {refused} could not be read, first {first}{advice}")
            }
        }
    }
    /// Tells that more articles follow the first: so many that have been cut already, and what comes behind them.
    fn tell_of_others(&self, cut: usize, reader: &mut ArticleReader, batch: &mut RawBatch) {
        let (options, mut more) = (reader.options().clone(), cut);
        // Who writes to standard input may take their time with the rest.
        let is_file = self.input.as_os_str() != ArticleReader::STDIN;
        while is_file && more < MOST_COUNTED && reader.fill(batch) {
            more += batch.articles(&options).filter(Result::is_ok).count();
        }
        let all = match more {
            0 => return,
            MOST_COUNTED.. => format!("more than {}", counted(MOST_COUNTED as u64, "article")),
            _ => counted(more as u64 + 1, "article"),
        };
        tell(format_args!("{}: the first of {all}; --id ID chooses another", self.input.display()));
    }
}
