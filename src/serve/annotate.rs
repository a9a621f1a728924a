//! `POST /v1/annotate`.

use super::answers::{self, Form};
use super::articles::{self, Wanted};
use super::body::{Lines, media_type, whole};
use super::context::{Answer, Shared};
use super::options::Options;
use super::problem::{Problem, Reason};
use super::room::Taken;
use crate::article::Article;
use crate::record::RecordOptions;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_TYPE, EXPECT};
use axum::response::Response;
use std::sync::Arc;

pub(super) const JSON: HeaderValue = HeaderValue::from_static("application/json");
const JSON_LINES: HeaderValue = HeaderValue::from_static("application/x-ndjson");

/// Answers a request by the type of its body.
pub(super) async fn annotate(State(context): State<Shared>, request: Request) -> Result<Response, Problem> {
    let options = Options::of(request.uri())?;
    match media_type(request.headers())?.as_deref() {
        Some("application/json") => object(context, options, request).await,
        Some("application/x-ndjson" | "application/jsonl" | "application/x-jsonlines") => {
            let (options, is_expecting) = (options.record()?, request.headers().contains_key(EXPECT));
            let mut lines = Lines::new(request.into_body());
            if is_expecting {
                lines.begin(&context).await;
            }
            Ok(stream(context, options, lines))
        }
        other => {
            let other = other.map_or_else(|| "none is given".to_owned(), |other| format!("it is {other}"));
            Err(Problem::new(Reason::Type, format!("Content-Type should be application/json or application/x-ndjson, {other}")))
        }
    }
}

/// What a JSON object gives.
enum Found {
    Record(Answer),
    Articles(Vec<Result<Article, Problem>>, RecordOptions, Taken),
}

async fn object(context: Shared, options: Options, request: Request) -> Result<Response, Problem> {
    let (head, body) = request.into_parts();
    let held = whole(&head.headers, body, &context).await?;
    let shared = Shared::clone(&context);
    // One article is read and annotated in one go; a list is taken apart first.
    let found = context.pool.run(move |worker| {
        let (wanted, own) = articles::read(held.bytes(), &shared)?;
        let options = own.or(options).record()?;
        match wanted {
            Wanted::One(article) => shared.annotate(worker, &article, options).map(Found::Record),
            Wanted::Many(articles) => Ok(Found::Articles(articles, options, held.into_room())),
        }
    });
    match found.await?? {
        Found::Record(answer) => Ok(one(answer, JSON)),
        Found::Articles(articles, options, room) => {
            let (coming, body) = answers::body(&context, Form::List);
            tokio::spawn(async move {
                let _until_all_are_read = room;
                for article in articles {
                    let next = match article {
                        Ok(article) => {
                            let shared = Shared::clone(&context);
                            context.pool.submit(move |worker| shared.annotate(worker, &article, options)).await
                        }
                        Err(problem) => Err(problem),
                    };
                    if coming.send(next).await.is_err() {
                        return;
                    }
                }
            });
            Ok(response(body, JSON))
        }
    }
}

/// A record a line, for an article a line.
fn stream(context: Shared, options: RecordOptions, mut lines: Lines) -> Response {
    let (coming, answer) = answers::body(&context, Form::Lines);
    tokio::spawn(async move {
        while let Some((number, line)) = lines.next(&context).await {
            let next = match line {
                Ok(line) => {
                    let shared = Shared::clone(&context);
                    let work = move |worker: &mut _| shared.annotate(worker, &articles::line(line.bytes(), number, &shared)?, options);
                    context.pool.submit(work).await
                }
                Err(problem) => Err(problem.with("line", number)),
            };
            if coming.send(next).await.is_err() {
                return;
            }
        }
    });
    response(answer, JSON_LINES)
}

/// A response of one piece, whose room is free when it has been sent.
pub(super) fn one(answer: Answer, media_type: HeaderValue) -> Response {
    let mut response = response(Body::from(answer.bytes), media_type);
    response.extensions_mut().insert(Arc::new(answer.room));
    response
}

fn response(body: Body, media_type: HeaderValue) -> Response {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}
