//! The page at `/`.

use super::client::{JSON, Server};
use serde_json::Value;

#[test]
fn the_page_loads_only_what_the_policy_allows() {
    let server = Server::start(&[]);
    let page = server.get("/");
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
    let html = page.text();
    assert!(!html.contains("style=") && !html.contains("onclick"), "nothing of the page is inline");
    let mut parts = 0;
    for (i, _) in html.match_indices("=\"/page/") {
        let path = html[i + 2..].split('"').next().unwrap();
        let part = server.get(path);
        assert_eq!((part.status, part.header("x-content-type-options")), (200, Some("nosniff")), "{path}");
        let expected = match path.rsplit_once('.') {
            Some((_, "css")) => "text/css; charset=utf-8",
            Some((_, "js")) => "text/javascript; charset=utf-8",
            _ => "image/svg+xml",
        };
        assert_eq!(part.header("content-type"), Some(expected), "{path}");
        parts += 1;
    }
    assert_eq!(parts, 5);
    assert!(html.match_indices("<script").all(|(i, _)| html[i..].starts_with("<script src=\"/page/")));
}

#[test]
fn what_the_page_shows_is_data_never_markup() {
    let server = Server::start(&[]);
    let text = "“</script><img src=x onerror=alert(1)>,” said Mara Kessel.";
    let reply = server.post("/page/leaf", "text/plain; charset=utf-8", text);
    assert_eq!((reply.status, reply.header("content-type")), (200, Some(JSON)));
    assert_eq!(reply.json()["text"], text);
    assert_eq!(reply.json()["voices"][0]["name"], "Mara Kessel");
    let none: Value = server.post("/page/leaf", "text/plain", "").json();
    assert_eq!(none["quotations"].as_array().map(Vec::len), Some(0));
    // A form of another site cannot ask as the page does.
    server.post("/page/leaf", "application/x-www-form-urlencoded", "a=b").problem(415, "wrong-type");
    server
        .ask("POST", "/page/leaf", &[("Content-Type", "text/plain"), ("Origin", "https://evil.example")], b"x")
        .problem(403, "origin-not-allowed");
}
