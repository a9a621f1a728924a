//! What the server says of itself, and to whom.

use super::client::{JSON, Reply, Server, until};
use super::schema;
use std::collections::BTreeSet;

fn metric(server: &Server, name: &str) -> f64 {
    let text = server.get("/metrics").text().to_owned();
    let row = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    row.unwrap_or_else(|| panic!("no {name} in\n{text}")).parse().unwrap()
}

#[test]
fn health_and_version_are_as_described() {
    let server = Server::start(&[]);
    let openapi = server.get("/openapi.json").json();
    assert_eq!(openapi["openapi"], "3.1.0");
    let (health, version) = (server.get("/v1/health"), server.get("/v1/version"));
    assert_eq!((health.status, health.header("content-type")), (200, Some(JSON)));
    assert_eq!(schema::faults(&openapi, "Health", &health.json()), [""; 0]);
    assert_eq!(schema::faults(&openapi, "Version", &version.json()), [""; 0]);
    assert_eq!(version.json()["version"], env!("CARGO_PKG_VERSION"));
    let head = server.ask("HEAD", "/v1/health", &[], b"");
    assert_eq!((head.status, head.header("content-length")), (200, health.header("content-length")));
}

#[test]
fn every_route_of_the_description_is_there_and_no_other_method() {
    let server = Server::start(&[]);
    let openapi = server.get("/openapi.json").json();
    for (path, methods) in openapi["paths"].as_object().unwrap() {
        for method in ["get", "post", "put", "delete", "patch", "options"] {
            let reply = server.ask(&method.to_uppercase(), path, &[], b"");
            let Some(described) = methods.get(method) else {
                reply.problem(405, "no-such-method");
                let allowed: BTreeSet<&str> = reply.header("allow").unwrap().split(',').collect();
                let known = methods.as_object().unwrap().keys().map(|method| method.to_uppercase());
                assert!(known.clone().all(|method| allowed.contains(&*method)), "{method} {path}: {allowed:?}");
                continue;
            };
            assert!(![404, 405, 501].contains(&reply.status), "{method} {path}: {}", reply.status);
            assert!(described["responses"].get(reply.status.to_string()).is_some(), "{method} {path}: {} is not described", reply.status);
        }
    }
    let problem = server.get("/v1/annotat").problem(404, "no-such-path");
    assert_eq!(schema::faults(&openapi, "Problem", &problem), [""; 0]);
}

#[test]
fn what_was_done_is_counted() {
    let server = Server::start(&[]);
    let article = r#"{"text": "“We waited for nine hours,” said Mara Kessel. She called it “a disgrace”."}"#;
    for _ in 0..3 {
        assert_eq!(server.post("/v1/annotate", JSON, article).status, 200);
    }
    server.post("/v1/annotate", JSON, "{").problem(400, "bad-json");
    let all = "{method=\"POST\",route=\"/v1/annotate\"";
    // The end of an answer is counted behind its last byte.
    until("four requests", || metric(&server, &format!("whosaid_http_request_duration_seconds_count{all}}}")) == 4.0);
    assert_eq!(metric(&server, &format!("whosaid_http_requests_total{all},status=\"200\"}}")), 3.0);
    assert_eq!(metric(&server, &format!("whosaid_http_requests_total{all},status=\"400\"}}")), 1.0);
    assert_eq!(metric(&server, "whosaid_articles_total"), 3.0);
    assert_eq!(metric(&server, "whosaid_quotations_total{kind=\"direct\"}"), 3.0);
    assert_eq!(metric(&server, "whosaid_rejected_total{reason=\"bad-json\"}"), 1.0);
    until("the question itself", || metric(&server, "whosaid_http_requests_in_flight") == 1.0);
    let text = serde_json::from_str::<serde_json::Value>(article).unwrap()["text"].as_str().unwrap().len();
    assert_eq!(metric(&server, "whosaid_article_bytes_total"), 3.0 * text as f64);
}

#[test]
fn every_answer_is_closed_to_browsers_that_guess() {
    let server = Server::start(&[]);
    for reply in [server.get("/v1/health"), server.get("/nowhere"), server.post("/v1/annotate", JSON, r#"{"text":""}"#)] {
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"));
        assert!(reply.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
        assert_eq!(reply.header("access-control-allow-origin"), None);
    }
}

#[test]
fn pages_from_elsewhere_are_refused_unless_allowed() {
    let ask = |server: &Server, method: &str, headers: &[(&str, &str)]| -> Reply {
        let headers = [headers, &[("Content-Type", JSON)]].concat();
        server.ask(method, "/v1/annotate", &headers, br#"{"text":""}"#)
    };
    let closed = Server::start(&[]);
    ask(&closed, "POST", &[("Host", "rebound.example")]).problem(421, "wrong-host");
    ask(&closed, "POST", &[("Origin", "https://news.example")]).problem(403, "origin-not-allowed");
    assert_eq!(ask(&closed, "POST", &[("Host", &closed.addr), ("Origin", &format!("http://{}", closed.addr))]).status, 200);

    let open = Server::start(&["--allow-origin", "https://news.example", "--allow-host", "quotes.example"]);
    let reply = ask(&open, "POST", &[("Host", "quotes.example:443"), ("Origin", "https://news.example")]);
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, Some("https://news.example")));
    let asked =
        [("Origin", "https://news.example"), ("Access-Control-Request-Method", "POST"), ("Access-Control-Request-Headers", "content-type")];
    let preflight = ask(&open, "OPTIONS", &asked);
    assert_eq!((preflight.status, preflight.header("access-control-allow-headers")), (200, Some("content-type")));
    ask(&open, "POST", &[("Origin", "https://evil.example")]).problem(403, "origin-not-allowed");
}

#[test]
fn the_log_has_a_line_a_request() {
    let mut server = Server::start_with(&["--log"], std::process::Stdio::piped());
    server.get("/v1/health");
    server.get("/no%0Aline?secret=1");
    server.ask("POST", "/v1/annotate", &[], b"x");
    #[cfg(unix)]
    {
        server.terminate();
        assert!(server.wait().success());
        let messages = server.messages();
        let fields: Vec<Vec<&str>> = messages.lines().map(|line| line.split(' ').collect()).collect();
        let told: Vec<&[&str]> = fields.iter().map(|fields| &fields[2..5]).collect();
        assert_eq!(told, [["GET", "/v1/health", "200"], ["GET", "/no%0Aline", "404"], ["POST", "/v1/annotate", "415"]], "{messages}");
    }
}
