//! What is wrong with a request, as `application/problem+json` (RFC 9457).

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

/// Seconds after which a request that found the server busy may come again.
const RETRY_SECONDS: HeaderValue = HeaderValue::from_static("1");

macro_rules! reasons {
    ($($(#[$doc:meta])* $name:ident $status:ident $code:literal;)*) => {
        /// Why a request, or one article of it, is refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Reason { $($(#[$doc])* $name,)* }

        impl Reason {
            /// All, in the order of their numbers.
            pub(super) const ALL: &[Reason] = &[$(Reason::$name,)*];

            /// The status of the answer.
            pub(super) fn status(self) -> StatusCode {
                match self { $(Reason::$name => StatusCode::$status,)* }
            }

            /// Its name for programs: the member `code` of the body, and a label of the metrics.
            pub(super) fn code(self) -> &'static str {
                match self { $(Reason::$name => $code,)* }
            }
        }
    };
}

reasons! {
    /// The body is no JSON.
    Json BAD_REQUEST "bad-json";
    /// An option is unknown, or its value cannot be.
    Option BAD_REQUEST "bad-option";
    /// The body is not UTF-8.
    Utf8 BAD_REQUEST "not-utf-8";
    /// The body ended too early.
    Broken BAD_REQUEST "broken-body";
    /// A page of an origin that is not allowed asks.
    Origin FORBIDDEN "origin-not-allowed";
    /// There is nothing under this path.
    Path NOT_FOUND "no-such-path";
    /// The path has no such method.
    Method METHOD_NOT_ALLOWED "no-such-method";
    /// The body did not come in time.
    Slow REQUEST_TIMEOUT "slow-body";
    /// The body, or a line of a stream, is too long.
    Body PAYLOAD_TOO_LARGE "body-too-large";
    /// An article's text is too long.
    Article PAYLOAD_TOO_LARGE "article-too-large";
    /// There are too many articles.
    Articles PAYLOAD_TOO_LARGE "too-many-articles";
    /// The body is of a type that is not read.
    Type UNSUPPORTED_MEDIA_TYPE "wrong-type";
    /// The request is for another host.
    Host MISDIRECTED_REQUEST "wrong-host";
    /// The body is JSON, but no article.
    Field UNPROCESSABLE_ENTITY "no-article";
    /// A mistake of whosaid.
    Bug INTERNAL_SERVER_ERROR "bug";
    /// All places are taken.
    Busy SERVICE_UNAVAILABLE "busy";
    /// The answer was not there in time.
    Late SERVICE_UNAVAILABLE "late";
}

/// A refusal with what a person and a program may want to know of it.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    pub(super) reason: Reason,
    detail: String,
    /// Further members: where it stands.
    more: Vec<(&'static str, u64)>,
}

impl Problem {
    /// A refusal; `detail` says what is wrong and what would be right.
    pub(super) fn new(reason: Reason, detail: impl Into<String>) -> Self {
        Problem { reason, detail: detail.into(), more: Vec::new() }
    }

    /// The same with a further member: a limit, or a place.
    pub(super) fn with(mut self, name: &'static str, value: u64) -> Self {
        self.more.push((name, value));
        self
    }

    /// The JSON object.
    fn object(&self) -> Value {
        let status = self.reason.status();
        let mut object = Map::new();
        object.insert("type".to_owned(), "about:blank".into());
        object.insert("title".to_owned(), status.canonical_reason().unwrap_or_default().into());
        object.insert("status".to_owned(), status.as_u16().into());
        object.insert("code".to_owned(), self.reason.code().into());
        object.insert("detail".to_owned(), self.detail.as_str().into());
        object.extend(self.more.iter().map(|&(name, value)| (name.to_owned(), value.into())));
        Value::Object(object)
    }

    /// What stands in the place of a record: `{"error": …}` in one line.
    pub(super) fn line(&self) -> Vec<u8> {
        format!("{{\"error\":{}}}\n", self.object()).into_bytes()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::from(format!("{}\n", self.object())));
        *response.status_mut() = self.reason.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.reason.status() == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(RETRY_AFTER, RETRY_SECONDS);
        }
        // The metrics want to know, and cannot tell by the status alone.
        response.extensions_mut().insert(self.reason);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_a_code_of_its_own() {
        let mut codes: Vec<&str> = Reason::ALL.iter().map(|reason| reason.code()).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), Reason::ALL.len());
        assert!(Reason::ALL.iter().enumerate().all(|(i, &reason)| reason as usize == i));
    }

    #[test]
    fn a_problem_in_the_place_of_a_record_is_one_line() {
        let line = Problem::new(Reason::Json, "a\n\"b\"").with("line", 3).line();
        let line = std::str::from_utf8(&line).unwrap().strip_suffix('\n').unwrap();
        assert!(!line.contains('\n'));
        let value: Value = serde_json::from_str(line).unwrap();
        assert_eq!(value["error"]["detail"], "a\n\"b\"");
        assert_eq!((&value["error"]["line"], &value["error"]["status"]), (&3.into(), &400.into()));
        assert_eq!(value["error"]["title"], "Bad Request");
    }
}
