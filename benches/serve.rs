//! How long an article takes over HTTP: the server as a program of its own, clients on loopback that keep their connections.
//!
//! `cargo bench --bench serve -- [CLIENTS] [REQUESTS] [PAUSE_MS] [QUERY]`; by default 8 clients send 20,000 requests in all without
//! a pause between an answer and the next request, which keeps every core busy; with one, answers come as they do to people.
//! Each answer is held to the first, byte by byte: a server that finds less is no faster one.
#![allow(clippy::print_stdout, reason = "figures are what it is run for")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// About so many bytes of text go into a request, whole paragraphs of the corpus.
const TEXT_BYTES: usize = 5000;

fn main() {
    // Cargo says `--bench` to what it runs.
    let mut arguments = env::args().skip(1).filter(|argument| argument != "--bench");
    let mut number = |default: usize| arguments.next().map_or(default, |argument| argument.parse().expect("a number"));
    let (clients, requests, pause) = (number(8), number(20_000), number(0));
    let query = arguments.next().unwrap_or_default();
    let text = text();
    let (server, addr) = serve();
    let request = request(&addr, &query, &text);
    let expected = ask(&mut connect(&addr), &request);
    let quotations = expected.windows(8).filter(|window| window == b"\"kind\":\"").count();

    let (memory_before, cpu_before) = (memory(&server), cpu(&server));
    let (next, began) = (AtomicUsize::new(0), Instant::now());
    let mut times: Vec<Duration> = thread::scope(|scope| {
        let client = || {
            let (mut connection, mut times) = (connect(&addr), Vec::new());
            while next.fetch_add(1, Ordering::Relaxed) < requests {
                let began = Instant::now();
                let answer = ask(&mut connection, &request);
                times.push(began.elapsed());
                assert!(answer == expected, "another answer to the same question");
                thread::sleep(Duration::from_millis(pause as u64));
            }
            times
        };
        let threads: Vec<_> = (0..clients).map(|_| scope.spawn(client)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a client")).collect()
    });
    let took = began.elapsed();
    assert_eq!(times.len(), requests, "every request has its answer");
    times.sort();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].as_secs_f64() * 1e3;
    println!("{} bytes of text, {quotations} rows and marks; {clients} clients, {requests} requests, pause {pause} ms", text.len());
    println!("answer, ms: median {:.2}, 90 % {:.2}, 99 % {:.2}, longest {:.2}", at(50), at(90), at(99), at(100));
    println!("{:.0} requests a second", requests as f64 / took.as_secs_f64());
    if let (Some(before), Some(after)) = (cpu_before, cpu(&server)) {
        println!("processor time of the server: {:.2} ms a request", (after - before) * 1e3 / requests as f64);
    }
    if let (Some(before), Some(after)) = (memory_before, memory(&server)) {
        println!("memory of the server: {before} KB before, {after} KB after");
    }
}

/// A server that ends with the benchmark.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn serve() -> (Serving, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
    let mut child = command.args(["serve", "--addr", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().expect("the program");
    let mut line = String::new();
    BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
    (Serving(child), line.trim().strip_prefix("listening on http://").expect("an address").to_owned())
}

/// Paragraphs of one article of the corpus, as many as fit.
fn text() -> String {
    let article = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus/articles/antalya-talks.txt");
    let article = fs::read_to_string(article).expect("an article of the corpus");
    let mut text = String::new();
    for paragraph in article.split("\n\n").cycle() {
        if text.len() + paragraph.len() > TEXT_BYTES {
            return text;
        }
        text += paragraph;
        text += "\n\n";
    }
    text
}

fn request(addr: &str, query: &str, text: &str) -> Vec<u8> {
    let body = serde_json::json!({"id": "bench", "text": text}).to_string();
    let head = format!(
        "POST /v1/annotate{query} HTTP/1.1\r\nHost: {addr}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    (head + &body).into_bytes()
}

fn connect(addr: &str) -> BufReader<TcpStream> {
    let stream = TcpStream::connect(addr).expect("a connection");
    stream.set_nodelay(true).expect("no delay");
    BufReader::new(stream)
}

/// One request and the body of its answer.
fn ask(connection: &mut BufReader<TcpStream>, request: &[u8]) -> Vec<u8> {
    connection.get_mut().write_all(request).expect("a connection that takes the request");
    let (mut line, mut length) = (String::new(), None);
    loop {
        line.clear();
        assert!(connection.read_line(&mut line).expect("an answer") > 0, "a lost request");
        assert!(length.is_some() || !line.starts_with("HTTP/") || line.starts_with("HTTP/1.1 200 "), "{line}");
        if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
            length = Some(value.trim().parse().expect("a length"));
        }
        if line == "\r\n" {
            break;
        }
    }
    let mut body = vec![0; length.expect("a length")];
    connection.read_exact(&mut body).expect("a whole answer");
    body
}

/// Resident memory in KB, where the system tells.
fn memory(server: &Serving) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", server.0.id())).ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?.trim().strip_suffix(" kB")?.trim().parse().ok()
}

/// Seconds of processor time, where the system tells, in its ticks of a hundredth.
fn cpu(server: &Serving) -> Option<f64> {
    let stat = fs::read_to_string(format!("/proc/{}/stat", server.0.id())).ok()?;
    // The program's name, in parentheses, may hold spaces.
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = |i: usize| fields.get(i)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) / 100.0)
}
