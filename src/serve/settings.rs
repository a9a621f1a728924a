//! What a server is told: where it listens, and all its limits.

use std::num::NonZeroUsize;
use std::time::Duration;

/// Where a server listens, whom it answers, and how much it takes.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Host and port; port 0 takes a free one.
    pub addr: String,
    /// Threads that annotate; `None` for one a core.
    pub threads: Option<NonZeroUsize>,
    /// Other origins whose pages may read answers (`https://example.org`, or `*` for all).
    pub allow_origins: Vec<String>,
    /// Names by which the server may be called besides those of loopback. Unless it listens on loopback alone, an empty
    /// list allows all names.
    pub allow_hosts: Vec<String>,
    /// Limits.
    pub limits: Limits,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            addr: "127.0.0.1:8080".to_owned(),
            threads: None,
            allow_origins: Vec::new(),
            allow_hosts: Vec::new(),
            limits: Limits::default(),
        }
    }
}

/// How much a server takes. What is beyond is refused with an answer that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a body, and of one line of a stream; a stream as a whole has no end that must be.
    pub body_bytes: usize,
    /// Bytes of one article's text.
    pub article_bytes: usize,
    /// Articles of one request that is no stream.
    pub articles: usize,
    /// Requests at once that want articles read.
    pub requests: usize,
    /// Connections at once; others wait until one ends.
    pub connections: usize,
    /// Bytes of bodies and answers at once, all requests together.
    pub bytes_at_once: usize,
    /// From the end of the body to the answer; of a list or a stream, for each article.
    pub answer: Duration,
    /// For the head of a request, for its whole body, for each line of a stream, for a client to take what is sent, and between the
    /// requests of a connection.
    pub client: Duration,
    /// For all that is in flight to end, once the server is told to stop.
    pub stop: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            body_bytes: 16 << 20,
            article_bytes: 1 << 20,
            articles: 1000,
            requests: 256,
            connections: 1024,
            bytes_at_once: 256 << 20,
            answer: Duration::from_secs(30),
            client: Duration::from_secs(30),
            stop: Duration::from_secs(30),
        }
    }
}
