//! `whosaid serve`.

use super::speakers::SpeakerArgs;
use crate::command::{DONE, tell};
use anyhow::Context;
use std::io::Write;
use std::num::NonZeroUsize;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};
use whosaid::Kinds;
use whosaid::serve::{Access, Limits, Log, Server, Settings};

/// Lines of the log that may wait to be written; what comes beyond is left out.
const LOG_LINES: usize = 1024;

/// How long a server that has stopped waits for its log to be written.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Arguments of `whosaid serve`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Standard output has one line with the address, once it listens. SIGTERM and Ctrl-C let what is in flight end.\n\
    GET /openapi.json describes what can be asked for.\n\
    Exit codes: 0 stopped as told, 2 could not run.")]
pub(crate) struct Args {
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8080")]
    addr: String,
    /// Threads to annotate on [default: one a core]
    #[arg(long, value_name = "N", value_parser = super::annotate::parse_threads)]
    threads: Option<NonZeroUsize>,
    /// Answer under this name too, besides localhost and its addresses; if not on loopback, under these names only
    #[arg(long = "allow-host", value_name = "NAME")]
    allow_hosts: Vec<String>,
    /// Let pages of this origin ask and read answers, like https://example.org; * for all
    #[arg(long = "allow-origin", value_name = "ORIGIN")]
    allow_origins: Vec<String>,
    /// Write a line a request to standard error: client, method, path, status, bytes sent, milliseconds
    #[arg(long)]
    log: bool,
    #[command(flatten)]
    limits: LimitArgs,
    #[command(flatten)]
    speakers: SpeakerArgs,
}

/// How much it takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Limits")]
struct LimitArgs {
    /// Largest body, and largest line of a stream of JSON lines: 413 beyond
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().body_bytes)]
    max_body_bytes: usize,
    /// Longest text of an article: 413 beyond
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().article_bytes)]
    max_article_bytes: usize,
    /// Most articles of a request; a stream of JSON lines has no limit: 413 beyond
    #[arg(long, value_name = "N", default_value_t = Limits::default().articles)]
    max_articles: usize,
    /// Most requests at once that want articles read: 503 beyond
    #[arg(long, value_name = "N", default_value_t = Limits::default().requests)]
    max_requests: usize,
    /// Most connections at once; others wait
    #[arg(long, value_name = "N", default_value_t = Limits::default().connections)]
    max_connections: usize,
    /// Most bytes of bodies and answers held at once, all requests together: 503 beyond
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().bytes_at_once)]
    max_bytes_at_once: usize,
    /// Longest time to an answer from the end of its body; of several articles, for each: 503 beyond
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().answer.as_secs_f64(), value_parser = seconds)]
    timeout: f64,
    /// Longest time that a client may take for a head, a body (408 beyond), a line of a stream, to read on, or between requests
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().client.as_secs_f64(), value_parser = seconds)]
    client_timeout: f64,
    /// Longest time for what is in flight to end, once told to stop
    #[arg(long, value_name = "SECONDS", default_value_t = Limits::default().stop.as_secs_f64(), value_parser = seconds)]
    stop_timeout: f64,
}

impl LimitArgs {
    fn limits(&self) -> Limits {
        Limits {
            body_bytes: self.max_body_bytes,
            article_bytes: self.max_article_bytes,
            articles: self.max_articles,
            requests: self.max_requests,
            connections: self.max_connections,
            bytes_at_once: self.max_bytes_at_once,
            answer: Duration::from_secs_f64(self.timeout),
            client: Duration::from_secs_f64(self.client_timeout),
            stop: Duration::from_secs_f64(self.stop_timeout),
        }
    }
}

/// An argument that is a time of at most a day.
fn seconds(argument: &str) -> Result<f64, String> {
    match argument.parse() {
        Ok(number) if (0.001..=86_400.0).contains(&number) => Ok(number),
        _ => Err("expected seconds, from 0.001 to 86400".to_owned()),
    }
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    let pipeline = args.speakers.pipeline(Kinds::default())?;
    let server = Server::bind(Settings {
        addr: args.addr.clone(),
        threads: args.threads,
        allow_origins: args.allow_origins.clone(),
        allow_hosts: args.allow_hosts.clone(),
        limits: args.limits.limits(),
    })?;
    let address = server.address();
    if !address.ip().is_loopback() {
        tell(format_args!(
            "{address} can be reached from other machines, and whoever reaches it may use it: there is no password and no encryption"
        ));
    }
    let mut out = std::io::stdout();
    writeln!(out, "listening on http://{address}").and_then(|()| out.flush()).context("standard output")?;
    let (log, writer) = if args.log { log() } else { (None, None) };
    let stopped = server.run(pipeline, log)?;
    if let Some(writer) = writer {
        finish(&writer);
    }
    if stopped.cut_off > 0 {
        tell(format_args!("stopped; connections cut off before their requests had ended: {}", stopped.cut_off));
    }
    Ok(DONE)
}

/// Lines of access on standard error. They are written by a thread of their own, so that nobody waits for a full pipe.
fn log() -> (Option<Log>, Option<JoinHandle<()>>) {
    let (lines, to_write) = sync_channel::<String>(LOG_LINES);
    let writer = thread::spawn(move || to_write.iter().for_each(tell));
    (Some(Box::new(move |access| note(&lines, access))), Some(writer))
}

fn note(lines: &SyncSender<String>, access: &Access<'_>) {
    let Access { client, method, path, status, sent, took } = access;
    // A line that finds no room is lost: the log is for people, and the metrics count.
    let _ = lines.try_send(format!("{client} {method} {path} {status} {sent} {:.3}", took.as_secs_f64() * 1e3));
}

/// Lets the last lines be written, if anybody reads them.
fn finish(writer: &JoinHandle<()>) {
    let end = Instant::now() + LAST_LINES;
    while !writer.is_finished() && Instant::now() < end {
        thread::sleep(Duration::from_millis(5));
    }
}
