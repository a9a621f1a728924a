//! A server that is told to stop loses no request.
#![cfg(unix)]

use super::client::{Connection, JSON, JSON_LINES, Server, until};
use serde_json::json;
use std::net::TcpStream;
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

fn body() -> String {
    json!({"text": "“We waited for nine hours,” said Mara Kessel. She called it “a disgrace”.\n\n".repeat(20)}).to_string()
}

#[test]
fn clients_in_the_middle_of_their_work_get_every_answer() {
    let mut server = Server::start(&[]);
    let (answered, body) = (AtomicUsize::new(0), body());
    thread::scope(|scope| {
        for client in 0..8 {
            let (addr, answered, body) = (server.addr.clone(), &answered, &body);
            scope.spawn(move || {
                // Some keep their connection, some make one a request, until there is nobody to connect to.
                while let Ok(stream) = TcpStream::connect(&addr) {
                    let mut connection = Connection::new(stream);
                    loop {
                        let close: &[(&str, &str)] = if client % 2 == 0 { &[] } else { &[("Connection", "close")] };
                        connection.send("POST", "/v1/annotate", &[close, &[("Content-Type", JSON)]].concat(), body.as_bytes());
                        let reply = connection.reply().expect("an answer to every request");
                        assert_eq!(reply.status, 200);
                        answered.fetch_add(1, Ordering::SeqCst);
                        if client % 2 == 1 || reply.header("connection") == Some("close") {
                            break;
                        }
                    }
                }
            });
        }
        until("some answers", || answered.load(Ordering::SeqCst) > 100);
        server.terminate();
    });
    assert_eq!(server.wait().code(), Some(0));
}

#[test]
fn what_is_being_sent_when_it_stops_is_still_answered() {
    let mut server = Server::start(&[]);
    let body = body();
    let mut half = server.connect();
    half.send_raw(
        format!("POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON}\r\nContent-Length: {}\r\n\r\n", body.len())
            .as_bytes(),
    );
    half.send_raw(&body.as_bytes()[..100]);
    let mut stream = server.connect();
    stream.send_raw(
        format!("POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON_LINES}\r\nTransfer-Encoding: chunked\r\n\r\n")
            .as_bytes(),
    );
    assert_eq!(stream.head().unwrap().0, 200);
    let mut idle = server.connect();
    idle.send("GET", "/v1/health", &[], b"");
    assert_eq!(idle.reply().unwrap().status, 200);

    server.terminate();
    until("no more connections", || TcpStream::connect(&server.addr).is_err());
    thread::sleep(Duration::from_millis(500));
    half.send_raw(&body.as_bytes()[100..]);
    let reply = half.reply().unwrap();
    assert_eq!((reply.status, reply.header("connection")), (200, Some("close")));
    let line = "{\"id\":\"late\",\"text\":\"\"}\n";
    stream.send_raw(format!("{:x}\r\n{line}\r\n0\r\n\r\n", line.len()).as_bytes());
    assert_eq!(stream.chunk().unwrap().unwrap(), b"{\"schema\":1,\"id\":\"late\",\"quotations\":[]}\n");
    assert_eq!(stream.chunk().unwrap(), None);
    assert_eq!(server.wait().code(), Some(0));
}

#[test]
fn who_never_ends_is_cut_off() {
    let mut server = Server::start_with(&["--stop-timeout", "0.2"], Stdio::piped());
    let mut stream = server.connect();
    stream.send_raw(
        format!("POST /v1/annotate HTTP/1.1\r\nHost: localhost\r\nContent-Type: {JSON_LINES}\r\nTransfer-Encoding: chunked\r\n\r\n")
            .as_bytes(),
    );
    assert_eq!(stream.head().unwrap().0, 200);
    let began = Instant::now();
    server.terminate();
    assert_eq!(server.wait().code(), Some(0));
    assert!(began.elapsed() < Duration::from_secs(5));
    assert!(server.messages().contains("cut off before their requests had ended: 1"));
}
