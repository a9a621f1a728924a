//! More than a server takes, and clients that are slow.

use super::client::{Connection, JSON, JSON_LINES, Server, until};
use serde_json::{Value, json};
use std::io::Read;
use std::process::Command;
use std::thread;

fn article(bytes: usize) -> String {
    json!({"text": "x".repeat(bytes)}).to_string()
}

#[test]
fn what_is_too_large_is_refused() {
    let server = Server::start(&["--max-body-bytes", "2000", "--max-article-bytes", "1000", "--max-articles", "2"]);
    assert_eq!(server.post("/v1/annotate", JSON, article(1000)).status, 200);
    let problem = server.post("/v1/annotate", JSON, article(1001)).problem(413, "article-too-large");
    assert_eq!(problem["limit"], 1000);
    let problem = server.post("/v1/annotate", JSON, article(2000)).problem(413, "body-too-large");
    assert_eq!(problem["limit"], 2000);
    server.post("/v1/annotate", JSON, json!({"articles": [1, 2, 3]}).to_string()).problem(413, "too-many-articles");
    // A body that does not say how long it is.
    let mut connection = server.connect();
    let head = format!("POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON}\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.send_raw(head.as_bytes());
    for _ in 0..300 {
        connection.send_raw(format!("400\r\n{}\r\n", "x".repeat(1024)).as_bytes());
    }
    connection.send_raw(b"0\r\n\r\n");
    connection.reply().unwrap().problem(413, "body-too-large");
    // One that promises more is not even asked for it.
    let mut connection = server.connect();
    let head = format!(
        "POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON}\r\nExpect: 100-continue\r\nContent-Length: 9999\r\n\r\n"
    );
    connection.send_raw(head.as_bytes());
    connection.reply().unwrap().problem(413, "body-too-large");
}

#[test]
fn a_large_body_that_is_refused_does_not_drown_the_answer() {
    let server = Server::start(&["--max-body-bytes", "1000"]);
    for _ in 0..5 {
        server.post("/v1/annotate", JSON, article(3 << 20)).problem(413, "body-too-large");
    }
}

/// The head of a request, and the first byte of its body.
fn begin(server: &Server, length: usize) -> Connection {
    let mut connection = server.connect();
    let head = format!("POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON}\r\nContent-Length: {length}\r\n\r\n{{");
    connection.send_raw(head.as_bytes());
    connection
}

#[test]
fn a_slow_client_is_told_so() {
    let server = Server::start(&["--client-timeout", "0.4"]);
    let mut slow = begin(&server, 50);
    let mut silent = server.connect();
    let mut headless = server.connect();
    headless.send_raw(b"GET /v1/health HTTP/1.1\r\nHost: loc");
    slow.reply().unwrap().problem(408, "slow-body");
    // Who sends no whole head has the connection closed.
    for connection in [&mut silent, &mut headless] {
        assert_eq!(connection.stream().read(&mut [0; 1000]).unwrap_or(0), 0);
    }
}

#[test]
fn slow_clients_hold_nobody_up() {
    let server = Server::start(&["--client-timeout", "300", "--threads", "1"]);
    let _slow: Vec<Connection> = (0..20).map(|_| begin(&server, 50)).collect();
    assert_eq!(server.post("/v1/annotate", JSON, article(10)).status, 200);
}

#[test]
fn a_body_that_breaks_off_costs_nobody_anything() {
    let server = Server::start(&["--threads", "1"]);
    for _ in 0..20 {
        let connection = begin(&server, 50);
        drop(connection);
    }
    let mut connection = begin(&server, 50);
    connection.end();
    if let Ok(reply) = connection.reply() {
        reply.problem(400, "broken-body");
    }
    assert_eq!(server.post("/v1/annotate", JSON, article(10)).status, 200);
}

#[test]
fn beyond_its_places_a_server_is_busy_and_still_in_health() {
    let server = Server::start(&["--max-requests", "2"]);
    let mut held: Vec<_> = (0..2).map(|_| server.connect()).collect();
    for connection in &mut held {
        let head =
            format!("POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON_LINES}\r\nTransfer-Encoding: chunked\r\n\r\n");
        connection.send_raw(head.as_bytes());
        assert_eq!(connection.head().unwrap().0, 200);
    }
    let reply = server.post("/v1/annotate", JSON, article(10));
    reply.problem(503, "busy");
    assert!(reply.header("retry-after").unwrap().parse::<u32>().unwrap() > 0);
    assert_eq!(server.get("/v1/health").status, 200);
    held[0].send_raw(b"0\r\n\r\n");
    assert!(held[0].chunk().unwrap().is_none());
    until("a free place", || server.post("/v1/annotate", JSON, article(10)).status == 200);
}

#[test]
fn bytes_at_once_are_bounded() {
    let server = Server::start(&["--max-bytes-at-once", "100000", "--max-body-bytes", "100000"]);
    // Whoever is asked for a body has room for it.
    let mut holder = server.connect();
    let head = "POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 90000\r\n";
    holder.send_raw(format!("{head}Content-Type: {JSON}\r\n\r\n").as_bytes());
    assert_eq!(holder.head().unwrap().0, 100);
    server.post("/v1/annotate", JSON, article(50_000)).problem(503, "busy");
    assert_eq!(server.post("/v1/annotate", JSON, article(1000)).status, 200);
    drop(holder);
    until("room", || server.post("/v1/annotate", JSON, article(50_000)).status == 200);
}

#[test]
fn lines_that_wait_for_a_thread_count_among_the_bytes_at_once() {
    let server = Server::start(&["--max-bytes-at-once", "1500000", "--max-body-bytes", "1500000", "--threads", "1"]);
    let line = json!({"text": "The bridge was long.\n\n".repeat(40_000)}).to_string();
    // While the first line is in work there is no room for another of its size.
    let reply = server.post("/v1/annotate", JSON_LINES, format!("{line}\n{line}\n"));
    let answers: Vec<Value> = reply.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((answers.len(), &answers[0]["error"]), (2, &Value::Null));
    assert_eq!((&answers[1]["error"]["code"], &answers[1]["error"]["line"]), (&json!("busy"), &json!(2)));
    until("room", || server.post("/v1/annotate", JSON_LINES, &line).text().starts_with("{\"schema\""));
}

#[test]
fn an_answer_that_takes_too_long_is_given_up() {
    let server = Server::start(&["--timeout", "0.02", "--threads", "1", "--max-article-bytes", "4000000"]);
    let text = "“The bridge is “safe”,” said Ilse Marn, the engineer. “We tested it.”\n\n".repeat(3000);
    let reply = server.post("/v1/annotate", JSON, json!({"text": text}).to_string());
    reply.problem(503, "late");
    assert!(reply.header("retry-after").is_some());
    // The worker is free again as soon as it has finished.
    until("an answer", || server.post("/v1/annotate", JSON, article(10)).status == 200);
}

#[test]
fn many_clients_at_once_are_all_answered() {
    let server = Server::start(&[]);
    let text = "“We waited for nine hours,” said Mara Kessel. She called it “a disgrace”.\n\n".repeat(5);
    let expected = server.post("/v1/annotate", JSON, json!({"text": text}).to_string()).body;
    thread::scope(|scope| {
        for _ in 0..40 {
            scope.spawn(|| {
                let mut connection = server.connect();
                for _ in 0..5 {
                    connection.send("POST", "/v1/annotate", &[("Content-Type", JSON)], json!({"text": text}).to_string().as_bytes());
                    let reply = connection.reply().unwrap();
                    assert_eq!((reply.status, &reply.body), (200, &expected));
                }
            });
        }
    });
}

#[test]
fn settings_that_cannot_be_are_refused() {
    let wrong = [
        (&["--max-requests", "0"][..], "whosaid: --max-requests 0: expected a number from 1 to "),
        (&["--allow-origin", "example.org"], "whosaid: `example.org` is no origin"),
        (&["--timeout", "0"], "error: invalid value '0' for '--timeout <SECONDS>'"),
        (&["--max-bytes-at-once", "1000"], "whosaid: --max-bytes-at-once 1000: must be enough for one body, --max-body-bytes "),
        (&["--addr", "localhost"], "whosaid: --addr localhost: expected HOST:PORT, like 127.0.0.1:8080"),
        (&["--addr", "8080"], "whosaid: --addr 8080: expected HOST:PORT, like 127.0.0.1:8080"),
        (&["--addr", "256.0.0.1:1"], "whosaid: cannot listen on 256.0.0.1:1: "),
    ];
    for (arguments, told) in wrong {
        let output = Command::new(env!("CARGO_BIN_EXE_whosaid")).arg("serve").args(arguments).output().unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.starts_with(told), "{arguments:?}: {stderr}");
    }
}
