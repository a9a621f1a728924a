//! `POST /corenlp`, and `POST /`: what clients of the CoreNLP server send, and the JSON they expect.
//!
//! Such a client posts plain text, with its wishes in the parameter `properties`: a JSON object, or what Python prints of a dictionary. The
//! server trims the text, and counts UTF-16 units. Before that it asks `/ping`, `/live` or `/ready`.

use super::annotate::{JSON, one};
use super::body::{media_type, whole};
use super::context::Shared;
use super::problem::{Problem, Reason};
use crate::article::Article;
use crate::io::out::{OutputFormat, Renderer};
use crate::record::{CueClasses, Kinds, RecordOptions};
use crate::span::Units;
use axum::extract::{Query, Request, State};
use axum::http::Uri;
use axum::response::Response;
use percent_encoding::percent_decode;

/// What a CoreNLP document is made of: only what stands between quote marks is a quote there, and Java counts in UTF-16 units.
const OPTIONS: RecordOptions = RecordOptions {
    units: Units::Utf16,
    all: false,
    kinds: Kinds { direct: true, mixed: true, indirect: false },
    classes: CueClasses::ALL,
    min_confidence: 0.0,
    min_indirect: 0.0,
};

/// Answers with a CoreNLP document.
pub(super) async fn corenlp(State(context): State<Shared>, request: Request) -> Result<Response, Problem> {
    let format = output_format(request.uri())?;
    if !format.eq_ignore_ascii_case("json") {
        return Err(Problem::new(Reason::Option, format!("outputFormat is {format}, but only json is given")));
    }
    let is_form = media_type(request.headers())?.as_deref() == Some("application/x-www-form-urlencoded");
    let (head, body) = request.into_parts();
    let held = whole(&head.headers, body, &context).await?;
    let shared = Shared::clone(&context);
    let answer = context.pool.run(move |worker| {
        let text = std::str::from_utf8(held.bytes())
            .map_err(|error| Problem::new(Reason::Utf8, "the body is not UTF-8").with("byte", error.valid_up_to() as u64))?;
        // Old clients post text as forms are posted, whatever it holds: a sign that is no escape stands for itself.
        let text = if is_form { percent_decode(text.as_bytes()).decode_utf8_lossy() } else { text.into() };
        let article = Article::new("", text.trim()).map_err(|error| Problem::new(Reason::Article, error.to_string()))?;
        let renderer = Renderer::new(OutputFormat::CoreNlp, OPTIONS).map_err(|error| Problem::new(Reason::Bug, error.to_string()))?;
        shared.render(worker, &article, OPTIONS, |article, annotation, out| {
            let quoted = annotation.attributions.iter().filter(|attribution| OPTIONS.takes(annotation, attribution));
            shared.metrics.article(article.text().len(), quoted.map(|attribution| attribution.kind.into()));
            renderer.append(article, annotation, out).map(|_| ())
        })
    });
    Ok(one(answer.await??, JSON))
}

/// `GET /ping`
pub(super) async fn ping() -> &'static str {
    "pong\n"
}

/// `GET /live`
pub(super) async fn live() -> &'static str {
    "live\n"
}

/// `GET /ready`
pub(super) async fn ready() -> &'static str {
    "ready\n"
}

/// The format that a client wishes for.
fn output_format(uri: &Uri) -> Result<String, Problem> {
    let Ok(Query(parameters)) = Query::<Vec<(String, String)>>::try_from_uri(uri) else {
        return Err(Problem::new(Reason::Option, "the query cannot be read"));
    };
    let value = |names: &[&str]| parameters.iter().find(|(name, _)| names.contains(&&**name)).map(|(_, value)| value.as_str());
    let properties = value(&["properties", "props"]).and_then(|map| property(map, "outputFormat"));
    Ok(properties.or_else(|| value(&["outputFormat"]).map(str::to_owned)).unwrap_or_else(|| "json".to_owned()))
}

/// The value behind `name` in a map as CoreNLP reads them: names and values in quotes of either kind or none.
fn property(map: &str, name: &str) -> Option<String> {
    let mut words = Vec::new();
    let mut rest = map.chars();
    while let Some(first) = rest.next() {
        match first {
            '"' | '\'' => {
                let mut word = String::new();
                while let Some(c) = rest.next().filter(|c| *c != first) {
                    word.extend(if c == '\\' { rest.next() } else { Some(c) });
                }
                words.push(word);
            }
            c if is_between(c) => {}
            c => {
                let run: String = rest.as_str().chars().take_while(|c| !is_between(*c)).collect();
                rest = rest.as_str()[run.len()..].chars();
                words.push(format!("{c}{run}"));
            }
        }
    }
    let at = words.iter().position(|word| word == name)?;
    words.into_iter().nth(at + 1)
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || matches!(c, '{' | '}' | '=' | ':' | ',' | ';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn wishes_are_read_as_clients_write_them() {
        let json = r#"{"annotators": "tokenize,ssplit,quote", "outputFormat": "json"}"#;
        let python = "{'annotators': 'quote', 'outputFormat': 'serialized', 'timeout': 15000}";
        for (map, format) in
            [(json, "json"), (python, "serialized"), ("outputFormat=xml,annotators=pos", "xml"), ("{outputFormat:text}", "text")]
        {
            assert_eq!(property(map, "outputFormat").as_deref(), Some(format), "{map}");
        }
        assert_eq!(property(python, "timeout").as_deref(), Some("15000"));
        assert_eq!(property("{\"a\": \"x\\\"y\"}", "a").as_deref(), Some("x\"y"));
        assert_eq!(property(json, "date"), None);
        let format = |uri: &'static str| output_format(&Uri::from_static(uri)).unwrap();
        assert_eq!(format("/?properties=%7B%22outputFormat%22%3A%22xml%22%7D&resetDefault=false"), "xml");
        assert_eq!((format("/"), format("/?outputFormat=conll")), ("json".to_owned(), "conll".to_owned()));
    }

    proptest! {
        #[test]
        fn any_map_is_read_or_not(map in "(\\PC|[{}=:,;\"'\\\\]){0,40}") {
            let _ = property(&map, "outputFormat");
        }
    }
}
