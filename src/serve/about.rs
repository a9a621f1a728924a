//! What the server says of itself.

use super::context::Shared;
use crate::record::SCHEMA;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;
use std::sync::atomic::Ordering::Relaxed;

/// The description of all routes, OpenAPI 3.1.
pub(super) const OPENAPI: &str = include_str!("openapi.json");

const JSON: [(axum::http::HeaderName, &str); 1] = [(CONTENT_TYPE, "application/json")];

/// `GET /v1/health`: whether new requests are taken.
pub(super) async fn health(State(context): State<Shared>) -> impl IntoResponse {
    if context.is_stopping.load(Relaxed) {
        return (StatusCode::SERVICE_UNAVAILABLE, JSON, "{\"status\":\"stopping\"}\n");
    }
    (StatusCode::OK, JSON, "{\"status\":\"ok\"}\n")
}

/// `GET /v1/version`: the version of the program, and that of the record's shape.
pub(super) async fn version() -> impl IntoResponse {
    let version = env!("CARGO_PKG_VERSION");
    (JSON, format!("{{\"name\":\"whosaid\",\"version\":\"{version}\",\"schema\":{SCHEMA}}}\n"))
}

/// `GET /metrics`.
pub(super) async fn metrics(State(context): State<Shared>) -> impl IntoResponse {
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], context.metrics.text())
}

/// `GET /openapi.json`.
pub(super) async fn openapi() -> impl IntoResponse {
    (JSON, OPENAPI)
}
