//! All that can be asked for, in one table.

use super::context::Shared;
use super::problem::{Problem, Reason};
use super::{about, annotate, corenlp, page, watch};
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderValue, Method};
use axum::middleware::from_fn_with_state;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, get, post};
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{AllowOrigin, CorsLayer};

/// How long a browser may remember what another origin's page may do.
const REMEMBERED: Duration = Duration::from_secs(3600);

/// One line of the table.
pub(super) struct Route {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// Whether it reads articles, and so takes a place.
    pub(super) is_work: bool,
    answer: fn() -> MethodRouter<Shared>,
}

/// The table.
pub(super) const ROUTES: &[Route] = &[
    Route { method: "POST", path: "/v1/annotate", is_work: true, answer: || post(annotate::annotate) },
    Route { method: "GET", path: "/v1/health", is_work: false, answer: || get(about::health) },
    Route { method: "GET", path: "/v1/version", is_work: false, answer: || get(about::version) },
    Route { method: "GET", path: "/metrics", is_work: false, answer: || get(about::metrics) },
    Route { method: "GET", path: "/openapi.json", is_work: false, answer: || get(about::openapi) },
    Route { method: "POST", path: "/", is_work: true, answer: || post(corenlp::corenlp) },
    Route { method: "POST", path: "/corenlp", is_work: true, answer: || post(corenlp::corenlp) },
    Route { method: "GET", path: "/ping", is_work: false, answer: || get(corenlp::ping) },
    Route { method: "GET", path: "/live", is_work: false, answer: || get(corenlp::live) },
    Route { method: "GET", path: "/ready", is_work: false, answer: || get(corenlp::ready) },
    Route { method: "GET", path: "/", is_work: false, answer: || get(page::page) },
    Route { method: "GET", path: "/page/icon.svg", is_work: false, answer: || get(page::icon) },
    Route { method: "GET", path: "/page/page.css", is_work: false, answer: || get(page::css) },
    Route { method: "GET", path: "/page/page.js", is_work: false, answer: || get(page::js) },
    Route { method: "GET", path: "/page/article.css", is_work: false, answer: || get(page::article_css) },
    Route { method: "GET", path: "/page/article.js", is_work: false, answer: || get(page::article_js) },
    Route { method: "POST", path: "/page/leaf", is_work: true, answer: || post(page::leaf) },
];

/// Which line of the table a request is for. What asks for a head only is for the line of `GET`.
pub(super) fn find(method: &Method, path: &str) -> Option<usize> {
    let method = if method == Method::HEAD { "GET" } else { method.as_str() };
    ROUTES.iter().position(|route| route.path == path && route.method == method)
}

/// The routes with all that lies around them.
pub(super) fn router(context: &Shared, origins: &[String]) -> Router {
    let router = ROUTES.iter().fold(Router::new(), |router, route| router.route(route.path, (route.answer)()));
    let router = router
        .fallback(async || Problem::new(Reason::Path, "there is nothing under this path; /openapi.json lists what there is"))
        .method_not_allowed_fallback(async || Problem::new(Reason::Method, "the path has another method; the header Allow names it"))
        .layer(from_fn_with_state(Shared::clone(context), watch::guard))
        .layer(CatchPanicLayer::custom(|_| Problem::new(Reason::Bug, "whosaid failed on this request; please report it").into_response()));
    let router = if origins.is_empty() { router } else { router.layer(cors(origins)) };
    router.layer(from_fn_with_state(Shared::clone(context), watch::watch)).with_state(Shared::clone(context))
}

/// Lets pages of other origins read answers.
fn cors(origins: &[String]) -> CorsLayer {
    let allowed = if origins.iter().any(|origin| origin == "*") {
        AllowOrigin::any()
    } else {
        AllowOrigin::list(origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()))
    };
    CorsLayer::new().allow_origin(allowed).allow_methods([Method::GET, Method::POST]).allow_headers([CONTENT_TYPE]).max_age(REMEMBERED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn the_description_and_the_table_have_the_same_routes() {
        let openapi: Value = serde_json::from_str(about::OPENAPI).unwrap();
        assert_eq!(openapi["info"]["version"], env!("CARGO_PKG_VERSION"));
        let paths = openapi["paths"].as_object().unwrap();
        let methods = |(path, methods): (&String, &Value)| -> Vec<(String, String)> {
            let methods = methods.as_object().unwrap().keys().map(|method| method.to_uppercase());
            methods.map(|method| (method, path.clone())).collect()
        };
        let mut described: Vec<(String, String)> = paths.iter().flat_map(methods).collect();
        let mut routes: Vec<(String, String)> = ROUTES.iter().map(|r| (r.method.to_owned(), r.path.to_owned())).collect();
        described.sort();
        routes.sort();
        assert_eq!(described, routes);
    }

    #[test]
    fn every_code_of_a_problem_is_described() {
        let openapi: Value = serde_json::from_str(about::OPENAPI).unwrap();
        let codes: Vec<Value> = Reason::ALL.iter().map(|reason| reason.code().into()).collect();
        assert_eq!(openapi["components"]["schemas"]["Problem"]["properties"]["code"]["enum"], Value::Array(codes));
    }

    #[test]
    fn a_head_is_for_the_line_of_get() {
        assert_eq!(find(&Method::HEAD, "/metrics"), find(&Method::GET, "/metrics"));
        assert_eq!(find(&Method::POST, "/metrics"), None);
        assert_eq!(find(&Method::GET, "/v1/annotate/"), None);
    }
}
