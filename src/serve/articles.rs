//! JSON bodies → articles.

use super::context::Context;
use super::options::{Options, in_plain_words};
use super::problem::{Problem, Reason};
use crate::article::Article;
use crate::error::{Error, ErrorKind};
use crate::io::article_of_json;
use crate::jsonl::reason;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

/// What a body wants.
#[derive(Debug)]
pub(super) enum Wanted {
    /// One record, of this article.
    One(Article),
    /// A list of them; what is no article has a problem in its place.
    Many(Vec<Result<Article, Problem>>),
}

/// What a body should be, for who sends something else.
const SHAPE: &str = r#"an object: one article, {"text": …}, or several, {"articles": [{"text": …}, …]}"#;

/// What a body may hold beside the fields of an article.
#[derive(Deserialize)]
struct Outline<'a> {
    #[serde(borrow)]
    articles: Option<Vec<&'a RawValue>>,
    #[serde(borrow)]
    options: Option<&'a RawValue>,
}

/// Reads a body: one article, or a list of them in the field `articles`; and options, if it has some.
///
/// # Errors
/// [`Reason::Utf8`], [`Reason::Json`] with line and column, [`Reason::Field`] if it is
/// no object, [`Reason::Option`], [`Reason::Articles`]; and what is wrong with a single article.
pub(super) fn read(body: &[u8], context: &Context) -> Result<(Wanted, Options), Problem> {
    let json = std::str::from_utf8(body)
        .map_err(|error| Problem::new(Reason::Utf8, "the body is not UTF-8").with("byte", error.valid_up_to() as u64))?;
    let bad = |error: serde_json::Error| {
        let what = if error.is_data() { Reason::Field } else { Reason::Json };
        Problem::new(what, reason(&error)).with("line", error.line() as u64).with("column", error.column() as u64)
    };
    // A list would be taken for the values of the fields, one after the other.
    if json.trim_ascii_start().starts_with('[') {
        let IgnoredAny = serde_json::from_str(json).map_err(bad)?;
        return Err(Problem::new(Reason::Field, format!("the body is a list; expected {SHAPE}")));
    }
    let outline: Outline<'_> = serde_json::from_str(json).map_err(bad)?;
    let options = match outline.options {
        Some(options) => serde_json::from_str(options.get())
            .map_err(|error| Problem::new(Reason::Option, format!("options: {}", in_plain_words(&reason(&error)))))?,
        None => Options::default(),
    };
    let Some(articles) = outline.articles else {
        let article = article_of_json("article", 1, body, &context.reading, "1").map_err(|error| refused(&error))?;
        return Ok((Wanted::One(article), options));
    };
    let limit = context.limits.articles;
    if articles.len() > limit {
        let detail = format!("{} articles, the limit is {limit} (--max-articles sets it); a stream of JSON lines has none", articles.len());
        return Err(Problem::new(Reason::Articles, detail).with("limit", limit as u64));
    }
    let many = articles.iter().zip(1..).map(|(article, number)| {
        let read = article_of_json("article", number, article.get().as_bytes(), &context.reading, &number.to_string());
        read.map_err(|error| refused(&error).with("article", number))
    });
    Ok((Wanted::Many(many.collect()), options))
}

/// Reads one line of a stream.
///
/// # Errors
/// What is wrong with it, with its line.
pub(super) fn line(json: &[u8], number: u64, context: &Context) -> Result<Article, Problem> {
    let json = match json.strip_prefix("\u{feff}".as_bytes()) {
        Some(rest) if number == 1 => rest,
        _ => json,
    };
    article_of_json("body", number, json, &context.reading, &number.to_string()).map_err(|error| refused(&error).with("line", number))
}

fn refused(error: &Error) -> Problem {
    let what = match error.kind() {
        ErrorKind::Field => Reason::Field,
        ErrorKind::TooLarge => Reason::Article,
        _ => Reason::Json,
    };
    Problem::new(what, error.to_string())
}
