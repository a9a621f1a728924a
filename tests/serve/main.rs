//! `whosaid serve` as its clients meet it: the real binary on a free port of loopback.
#![cfg(all(feature = "cli", feature = "serve"))]

mod about;
mod annotate;
mod client;
mod limits;
mod schema;
mod stop;
mod stream;
