//! Bodies of requests, read within limits on size and time.

use super::context::Context;
use super::problem::{Problem, Reason};
use super::room::Taken;
use axum::body::{Body, Bytes};
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE};
use http_body_util::BodyExt;
use std::time::Duration;
use tokio::time::{Instant, timeout, timeout_at};

/// What of a refused body is still read, so that its client comes to read the refusal.
const DISCARDED_BYTES: usize = 64 << 20;
/// And for how long.
const DISCARDED_FOR: Duration = Duration::from_secs(2);

/// Bytes of a body with the room they take. Work that reads the bytes holds the room with them: a closure would take a field alone, and
/// leave the room behind.
#[derive(Debug, Default)]
pub(super) struct Held {
    bytes: Vec<u8>,
    room: Taken,
}

impl Held {
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The room alone, for what has been made of the bytes.
    pub(super) fn into_room(self) -> Taken {
        self.room
    }

    fn push(&mut self, piece: &[u8], context: &Context) -> Result<(), Problem> {
        let bytes = self.bytes.len() + piece.len();
        if bytes > context.limits.body_bytes {
            return Err(too_large(context));
        }
        context.room.take(&mut self.room, bytes)?;
        self.bytes.extend_from_slice(piece);
        Ok(())
    }
}

fn too_large(context: &Context) -> Problem {
    let limit = context.limits.body_bytes;
    Problem::new(Reason::Body, format!("more than {limit} bytes (--max-body-bytes sets it)")).with("limit", limit as u64)
}

fn slow(context: &Context) -> Problem {
    let limit = context.limits.client.as_secs_f64();
    Problem::new(Reason::Slow, format!("not all of it came within {limit} s (--client-timeout sets it)"))
}

fn broken() -> Problem {
    Problem::new(Reason::Broken, "the body ended before its end")
}

/// The media type of a body, in lower case and without parameters.
///
/// # Errors
/// [`Reason::Type`] if it is compressed, or in another encoding than UTF-8.
pub(super) fn media_type(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let text = |name| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).to_ascii_lowercase());
    if let Some(encoding) = text(CONTENT_ENCODING).filter(|encoding| encoding != "identity") {
        return Err(Problem::new(Reason::Type, format!("bodies are read as they are, not compressed ({encoding})")));
    }
    let Some(full) = text(CONTENT_TYPE) else { return Ok(None) };
    let mut parts = full.split(';').map(str::trim);
    let media_type = parts.next().unwrap_or_default().to_owned();
    let charset = parts.find_map(|part| part.strip_prefix("charset=")).map(|charset| charset.trim_matches('"'));
    match charset {
        None | Some("utf-8" | "utf8" | "us-ascii") => Ok(Some(media_type)),
        Some(other) => Err(Problem::new(Reason::Type, format!("text is read as UTF-8, not as {other}"))),
    }
}

/// The whole body.
///
/// # Errors
/// [`Reason::Body`], [`Reason::Slow`], [`Reason::Broken`], or [`Reason::Busy`] if there is no room for it.
pub(super) async fn whole(headers: &HeaderMap, mut body: Body, context: &Context) -> Result<Held, Problem> {
    let held = read(headers, &mut body, context).await;
    if held.as_ref().is_err_and(|problem| problem.reason != Reason::Broken) {
        tokio::spawn(discard(body));
    }
    held
}

async fn read(headers: &HeaderMap, body: &mut Body, context: &Context) -> Result<Held, Problem> {
    let promised = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok()).unwrap_or(0);
    if promised > context.limits.body_bytes {
        return Err(too_large(context));
    }
    let mut held = Held::default();
    context.room.take(&mut held.room, promised)?;
    held.bytes.reserve(promised);
    let end = Instant::now() + context.limits.client;
    loop {
        match timeout_at(end, body.frame()).await {
            Ok(Some(Ok(frame))) => {
                if let Ok(piece) = frame.into_data() {
                    held.push(&piece, context)?;
                }
            }
            Ok(Some(Err(_))) => return Err(broken()),
            Ok(None) => return Ok(held),
            Err(_) => return Err(slow(context)),
        }
    }
}

/// Reads on for a while. A connection that is closed with something unread may take the answer with it.
async fn discard(mut body: Body) {
    let reading = async {
        let mut left = DISCARDED_BYTES;
        while let Some(Ok(frame)) = body.frame().await {
            let read = frame.data_ref().map_or(0, Bytes::len);
            match left.checked_sub(read) {
                Some(rest) => left = rest,
                None => return,
            }
        }
    };
    // Either way it is dropped now.
    let _ = timeout(DISCARDED_FOR, reading).await;
}

/// Cuts a body into lines, none longer than a body may be.
pub(super) struct Lines {
    body: Body,
    piece: Bytes,
    number: u64,
    is_over: bool,
}

impl Lines {
    /// The lines of `body`.
    pub(super) fn new(body: Body) -> Self {
        Lines { body, piece: Bytes::new(), number: 0, is_over: false }
    }

    /// Waits for the first piece. A client that waits to be asked for its body is asked so before the answer begins, which it would take
    /// for a refusal.
    pub(super) async fn begin(&mut self, context: &Context) {
        // What is wrong is told in the place of the first line.
        if let Ok(Some(Ok(frame))) = timeout(context.limits.client, self.body.frame()).await {
            self.piece = frame.into_data().unwrap_or_default();
        }
    }

    /// The next line that is not blank, without its newline, and its number (from 1). One that is too long, or that there is no room for,
    /// is passed over, a problem in its place; after a body that is slow or broken comes nothing more.
    pub(super) async fn next(&mut self, context: &Context) -> Option<(u64, Result<Held, Problem>)> {
        while !self.is_over {
            self.number += 1;
            let line = self.line(context).await;
            if line.as_ref().is_ok_and(|line| line.bytes.trim_ascii().is_empty()) {
                continue;
            }
            return Some((self.number, line));
        }
        None
    }

    async fn line(&mut self, context: &Context) -> Result<Held, Problem> {
        let mut held = Ok(Held::default());
        let end = Instant::now() + context.limits.client;
        loop {
            let newline = memchr::memchr(b'\n', &self.piece);
            let piece = self.piece.split_to(newline.unwrap_or(self.piece.len()));
            held = held.and_then(|mut line: Held| line.push(&piece, context).map(|()| line));
            if newline.is_some() {
                let _newline = self.piece.split_to(1);
                return held;
            }
            match timeout_at(end, self.body.frame()).await {
                Ok(Some(Ok(frame))) => self.piece = frame.into_data().unwrap_or_default(),
                ended => {
                    self.is_over = true;
                    return match ended {
                        Ok(None) => held,
                        Ok(_) => Err(broken()),
                        Err(_) => Err(slow(context)),
                    };
                }
            }
        }
    }
}
