//! Annotation over HTTP: [`Server::bind`] listens, [`Server::run`] answers until the process is told to stop.
//!
//! `GET /openapi.json` describes what can be asked for. Records are the very bytes that `whosaid annotate` writes. Whatever is refused is
//! told as `application/problem+json` (RFC 9457), with the option that sets the limit.
//!
//! Two kinds of threads share the work. A few talk to clients: they read bodies, within limits on size and time, and send answers. A fixed
//! number of others annotate, each with a [`crate::Worker`]; a bounded queue leads to them. So a slow client holds no worker, a long
//! article holds up no other client, and memory is bounded whatever comes: bodies and answers share a fixed room.

mod about;
mod annotate;
mod answers;
mod articles;
mod body;
mod context;
mod corenlp;
mod door;
mod hosts;
mod metrics;
mod options;
mod page;
mod pool;
mod problem;
mod room;
mod routes;
mod server;
mod settings;
mod watch;

pub use server::{Server, Stopped};
pub use settings::{Limits, Settings};
pub use watch::{Access, Log};
