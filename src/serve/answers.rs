//! Answers one after the other, in the order of their articles, as they are ready.
//!
//! Three tasks go hand in hand: one finds the articles and hands them to the pool, one waits for the answers in order, the third is the
//! connection. Between them is room for a few only. A client that reads slowly so holds up the other two, and what it sends
//! is read no faster than it is answered.

use super::context::{Answer, Shared};
use super::pool::Pending;
use super::problem::Problem;
use super::room::Taken;
use axum::body::{Body, Bytes};
use http_body::Frame;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context as Task, Poll};
use tokio::sync::mpsc;

/// Answers between the one who puts them in order and the connection.
const READY: usize = 4;

/// What came of an article, or will.
pub(super) type Coming = Result<Pending<Result<Answer, Problem>>, Problem>;

/// How answers stand beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A line each.
    Lines,
    /// `{"records":[…]}`
    List,
}

/// A body, and the way to give it answers. It ends when the way is let go.
pub(super) fn body(context: &Shared, form: Form) -> (mpsc::Sender<Coming>, Body) {
    let (coming, to_order) = mpsc::channel(context.window);
    let (ready, to_send) = mpsc::channel(READY);
    tokio::spawn(put_in_order(Shared::clone(context), form, to_order, ready));
    (coming, Body::new(Stream { answers: to_send, sent: None }))
}

async fn put_in_order(context: Shared, form: Form, mut coming: mpsc::Receiver<Coming>, ready: mpsc::Sender<Answer>) {
    const OPENING: &str = "{\"records\":[";
    let mut before = OPENING;
    while let Some(next) = coming.recv().await {
        let answer = match next {
            Ok(pending) => pending.wait().await.and_then(|answer| answer),
            Err(problem) => Err(problem),
        };
        let mut answer = context.in_place(answer);
        if form == Form::List {
            answer.bytes = [before.as_bytes(), answer.bytes.trim_ascii_end()].concat();
            before = ",";
        }
        if ready.send(answer).await.is_err() {
            return;
        }
    }
    if form == Form::List {
        let opening = if before == OPENING { OPENING } else { "" };
        // Whoever is gone misses nothing.
        let _ = ready.send(Answer { bytes: format!("{opening}]}}\n").into_bytes(), ..Answer::default() }).await;
    }
}

/// The body. The room of an answer is free when the connection asks for the next.
struct Stream {
    answers: mpsc::Receiver<Answer>,
    sent: Option<Taken>,
}

impl http_body::Body for Stream {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = self.answers.poll_recv(task);
        next.map(|next| {
            next.map(|answer| {
                self.sent = Some(answer.room);
                Ok(Frame::data(answer.bytes.into()))
            })
        })
    }
}
