//! A stream of JSON lines: in order, while it is still coming, and within bounds.

use super::client::{Connection, JSON_LINES, Server, until};
use serde_json::{Value, json};
use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::Duration;

fn open(server: &Server) -> Connection {
    let mut connection = server.connect();
    let head = format!("POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON_LINES}\r\nTransfer-Encoding: chunked\r\n\r\n");
    connection.send_raw(head.as_bytes());
    connection
}

fn send(connection: &mut Connection, bytes: &str) {
    connection.send_raw(format!("{:x}\r\n{bytes}\r\n", bytes.len()).as_bytes());
}

fn line(id: usize, repeat: usize) -> String {
    format!("{}\n", json!({"id": id, "text": "“We waited,” said Mara Kessel.\n\n".repeat(repeat)}))
}

#[test]
fn every_record_comes_while_the_stream_is_open() {
    let server = Server::start(&[]);
    let mut connection = open(&server);
    assert_eq!(connection.head().unwrap().0, 200);
    for id in 0..5 {
        let whole = line(id, 2);
        let (one, other) = whole.split_at(20);
        send(&mut connection, one);
        send(&mut connection, other);
        let record: Value = serde_json::from_slice(&connection.chunk().unwrap().unwrap()).unwrap();
        assert_eq!(record["id"], id.to_string());
    }
    // The last line may lack its newline.
    send(&mut connection, line(7, 1).trim_end());
    connection.send_raw(b"0\r\n\r\n");
    let record: Value = serde_json::from_slice(&connection.chunk().unwrap().unwrap()).unwrap();
    assert_eq!(record["id"], "7");
    assert_eq!(connection.chunk().unwrap(), None);
}

#[test]
fn who_waits_to_be_asked_is_asked() {
    let server = Server::start(&[]);
    let mut connection = server.connect();
    let head = format!(
        "POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON_LINES}\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    connection.send_raw(head.as_bytes());
    assert_eq!(connection.head().unwrap().0, 100);
    send(&mut connection, &line(3, 1));
    connection.send_raw(b"0\r\n\r\n");
    let reply = connection.reply().unwrap();
    assert_eq!((reply.status, &reply.json()["id"]), (200, &json!("3")));
}

#[test]
fn records_and_problems_come_in_the_order_of_the_lines() {
    let server = Server::start(&["--max-body-bytes", "20000"]);
    let mut body = "\u{feff}".to_owned();
    let mut expected = Vec::new();
    for i in 0..300 {
        match i % 10 {
            3 => body += "{\"text\": 1}\n",
            5 => body += "\n  \n",
            7 => body += &format!("{{\"text\": \"{}\"}}\n", "x".repeat(30_000)),
            9 => body += "no json\n",
            _ => body += &line(i, 1 + i * 7919 % 97),
        }
        match i % 10 {
            3 => expected.push(json!("no-article")),
            5 => {}
            7 => expected.push(json!("body-too-large")),
            9 => expected.push(json!("bad-json")),
            _ => expected.push(json!(i.to_string())),
        }
    }
    let reply = server.post("/v1/annotate", JSON_LINES, body);
    let lines: Vec<Value> = reply.text().lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let got: Vec<Value> = lines.iter().map(|line| line.get("id").unwrap_or(&line["error"]["code"]).clone()).collect();
    assert_eq!(got, expected);
    assert_eq!(lines[3]["error"]["line"], 4);
    let detail = lines.iter().find(|line| line["error"]["code"] == "bad-json").unwrap();
    assert_eq!(detail["error"]["line"], 11, "blank lines count as lines");
}

#[test]
fn who_does_not_read_is_not_read_from() {
    let server = Server::start(&["--client-timeout", "2"]);
    let mut stream = TcpStream::connect(&server.addr).unwrap();
    let head = format!(
        "POST /v1/annotate?kinds=direct HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON_LINES}\r\nTransfer-Encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.set_write_timeout(Some(Duration::from_millis(500))).unwrap();
    let line = line(1, 300);
    let chunk = format!("{:x}\r\n{line}\r\n", line.len());
    let mut sent = 0_u64;
    let stopped = loop {
        match stream.write(chunk.as_bytes()) {
            Ok(n) => sent += n as u64,
            Err(error) => break error.kind(),
        }
        assert!(sent < 200 << 20, "the server reads on though nobody takes its answers");
    };
    assert!(matches!(stopped, ErrorKind::WouldBlock | ErrorKind::TimedOut), "{stopped:?}");
    // Who never reads is let go; what had been sent can still be read, and then nothing more.
    until("the connection is closed", || server.get("/metrics").text().contains("whosaid_http_connections 1\n"));
    stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    assert!(!rest.ends_with(b"0\r\n\r\n"), "cut off, not ended");
}

#[test]
fn a_stream_that_stalls_is_ended_with_a_problem() {
    let server = Server::start(&["--client-timeout", "0.3"]);
    let mut connection = open(&server);
    assert_eq!(connection.head().unwrap().0, 200);
    send(&mut connection, &line(1, 1));
    assert!(connection.chunk().unwrap().is_some());
    send(&mut connection, "{\"te");
    let problem: Value = serde_json::from_slice(&connection.chunk().unwrap().unwrap()).unwrap();
    assert_eq!((&problem["error"]["code"], &problem["error"]["line"]), (&json!("slow-body"), &json!(2)));
    assert_eq!(connection.chunk().unwrap(), None);
}
