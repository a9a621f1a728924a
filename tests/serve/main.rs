//! `whosaid serve` as its clients meet it: the real binary on a free port of loopback.
#![cfg(all(feature = "cli", feature = "serve"))]

mod about;
mod annotate;
#[path = "../support/browser/mod.rs"]
#[allow(dead_code, reason = "the tests of the report need more of it")]
mod browser;
mod client;
mod corenlp;
mod in_browser;
mod limits;
mod page;
mod schema;
mod stop;
mod stream;
