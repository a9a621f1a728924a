//! What happens around every request: it is counted and told, and may be refused before anything of it is read.

use super::context::Shared;
use super::metrics::CLIENT_LEFT;
use super::problem::{Problem, Reason};
use super::room::Taken;
use super::routes;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, CONNECTION, CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http_body::{Frame, SizeHint};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::Ordering::Relaxed;
use std::task::{Context as Task, Poll};
use std::time::{Duration, Instant};
use tokio::sync::OwnedSemaphorePermit;

/// A request that has been answered, for a log.
#[derive(Debug)]
pub struct Access<'a> {
    /// Who asked.
    pub client: SocketAddr,
    /// How.
    pub method: &'a str,
    /// For what, without the query, percent-encoded as it came: no control characters.
    pub path: &'a str,
    /// The answer's status; 499 if the client left before there was one.
    pub status: u16,
    /// Bytes of the answer's body that were sent.
    pub sent: u64,
    /// From the head of the request to the last byte of the answer.
    pub took: Duration,
}

/// Hears of every request that has been answered. It is called on the threads that talk to clients: it should not wait.
pub type Log = Box<dyn Fn(&Access<'_>) + Send + Sync>;

/// The client of a connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client(pub(super) SocketAddr);

/// Counts and tells of a request, and gives its answer the headers of all answers.
pub(super) async fn watch(State(context): State<Shared>, request: Request, next: Next) -> Response {
    let mut watched = Watched::new(&context, &request);
    let response = next.run(request).await;
    watched.status = response.status().as_u16();
    if let Some(reason) = response.extensions().get::<Reason>() {
        context.metrics.reject(*reason);
    }
    let (mut head, body) = response.into_parts();
    watched.place = head.extensions.remove::<Arc<OwnedSemaphorePermit>>();
    watched.room = head.extensions.remove::<Arc<Taken>>();
    add_headers(&mut head.headers, context.is_stopping.load(Relaxed));
    Response::from_parts(head, Body::new(Tracked { body, watched }))
}

fn add_headers(headers: &mut HeaderMap, is_stopping: bool) {
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'"));
    if is_stopping {
        headers.insert(CONNECTION, HeaderValue::from_static("close"));
    }
}

/// Refuses what the server is not asked for rightly, and what it has no place for.
pub(super) async fn guard(State(context): State<Shared>, request: Request, next: Next) -> Response {
    if let Err(problem) = context.hosts.check(request.uri(), request.headers()) {
        return problem.into_response();
    }
    let needs_place = routes::find(request.method(), request.uri().path()).is_some_and(|i| routes::ROUTES[i].is_work);
    if !needs_place {
        return next.run(request).await;
    }
    let Ok(place) = Arc::clone(&context.places).try_acquire_owned() else {
        let detail = format!("{} requests are being answered (--max-requests sets how many may); try again later", context.limits.requests);
        return Problem::new(Reason::Busy, detail).into_response();
    };
    let mut response = next.run(request).await;
    response.extensions_mut().insert(Arc::new(place));
    response
}

/// A request on its way, told when it ends.
struct Watched {
    context: Shared,
    began: Instant,
    client: Option<SocketAddr>,
    method: Method,
    path: String,
    status: u16,
    sent: u64,
    /// What it holds until then.
    place: Option<Arc<OwnedSemaphorePermit>>,
    room: Option<Arc<Taken>>,
}

impl Watched {
    fn new(context: &Shared, request: &Request) -> Self {
        context.metrics.begin();
        Watched {
            context: Arc::clone(context),
            began: Instant::now(),
            client: request.extensions().get::<Client>().map(|client| client.0),
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            status: CLIENT_LEFT,
            sent: 0,
            place: None,
            room: None,
        }
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let took = self.began.elapsed();
        let route = routes::find(&self.method, &self.path).unwrap_or(routes::ROUTES.len());
        self.context.metrics.end(route, self.status, self.sent, took);
        if let (Some(log), Some(client)) = (&self.context.log, self.client) {
            log(&Access { client, method: self.method.as_str(), path: &self.path, status: self.status, sent: self.sent, took });
        }
    }
}

/// The body of an answer, with what is to be let go behind it.
struct Tracked {
    body: Body,
    watched: Watched,
}

impl http_body::Body for Tracked {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let next = Pin::new(&mut self.body).poll_frame(task);
        if let Poll::Ready(Some(Ok(frame))) = &next {
            self.watched.sent += frame.data_ref().map_or(0, |data| data.len() as u64);
        }
        next
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
