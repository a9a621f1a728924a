//! The page at `/`: one pastes a text and sees it annotated, as in a report.
//!
//! What users write goes to the page as JSON and into it as text. The policy lets only the server's own scripts and styles run, so that even
//! a mistake there would run nothing.

use super::annotate::{JSON, one};
use super::body::{media_type, whole};
use super::context::Shared;
use super::problem::{Problem, Reason};
use crate::article::Article;
use crate::record::{CueClasses, Kinds, Record, RecordOptions};
use crate::render::html::{CSS, JS, Leaf};
use crate::span::Units;
use axum::extract::{Request, State};
use axum::http::HeaderName;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};

/// What the page may load and do: its own files, and questions to its own server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
    base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page shows also what is nobody's words; scripts count in UTF-16 units.
const OPTIONS: RecordOptions = RecordOptions {
    units: Units::Utf16,
    all: true,
    kinds: Kinds { direct: true, mixed: true, indirect: true },
    classes: CueClasses::ALL,
    min_confidence: 0.0,
    min_indirect: 0.0,
};

type Headers = [(HeaderName, &'static str); 2];

fn file(media_type: &'static str, text: &'static str) -> (Headers, &'static str) {
    ([(CONTENT_TYPE, media_type), (CACHE_CONTROL, "no-cache")], text)
}

/// `GET /`
pub(super) async fn page() -> impl IntoResponse {
    ([(CONTENT_SECURITY_POLICY, POLICY)], file("text/html; charset=utf-8", include_str!("page.html")))
}

/// `GET /page/icon.svg`
pub(super) async fn icon() -> impl IntoResponse {
    file("image/svg+xml", include_str!("icon.svg"))
}

/// `GET /page/page.css`
pub(super) async fn css() -> impl IntoResponse {
    file("text/css; charset=utf-8", include_str!("page.css"))
}

/// `GET /page/page.js`
pub(super) async fn js() -> impl IntoResponse {
    file("text/javascript; charset=utf-8", include_str!("page.js"))
}

/// `GET /page/article.css`
pub(super) async fn article_css() -> impl IntoResponse {
    file("text/css; charset=utf-8", CSS)
}

/// `GET /page/article.js`
pub(super) async fn article_js() -> impl IntoResponse {
    file("text/javascript; charset=utf-8", JS)
}

/// `POST /page/leaf`: plain text, and what the page shows of it.
pub(super) async fn leaf(State(context): State<Shared>, request: Request) -> Result<Response, Problem> {
    if media_type(request.headers())?.as_deref() != Some("text/plain") {
        return Err(Problem::new(Reason::Type, "Content-Type should be text/plain"));
    }
    let (head, body) = request.into_parts();
    let held = whole(&head.headers, body, &context).await?;
    let shared = Shared::clone(&context);
    let answer = context.pool.run(move |worker| {
        let text = std::str::from_utf8(held.bytes())
            .map_err(|error| Problem::new(Reason::Utf8, "the text is not UTF-8").with("byte", error.valid_up_to() as u64))?;
        let article = Article::new("", text).map_err(|error| Problem::new(Reason::Article, error.to_string()))?;
        shared.render(worker, &article, OPTIONS, |article, annotation, out| {
            let record = Record::new(article, annotation, OPTIONS);
            shared.metrics.article(article.text().len(), record.quotations.iter().map(|row| row.kind));
            let leaf = Leaf::new(article.text(), &record)?;
            serde_json::to_writer(out, &leaf).map_err(|error| crate::Error::bug(format!("a page: {error}")))
        })
    });
    Ok(one(answer.await??, JSON))
}
