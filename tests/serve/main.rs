//! `whosaid serve` as its clients meet it: the real binary on a free port of loopback.
#![cfg(all(feature = "cli", feature = "serve"))]

mod about;
mod annotate;
mod client;
mod corenlp;
mod limits;
mod page;
mod schema;
mod stop;
mod stream;
