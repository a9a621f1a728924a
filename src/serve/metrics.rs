//! What the server counts, as text in the form of Prometheus (exposition format 0.0.4).
//!
//! All counters are there from the start, so that nothing grows and nobody waits for a lock. Rows come in the order of the tables.

use super::problem::Reason;
use crate::row_kind::RowKind;
use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::Duration;

/// The status of a request whose client left before the answer.
pub(super) const CLIENT_LEFT: u16 = 499;

/// All statuses that are given, and 0 for any other.
const STATUSES: [u16; 17] = [200, 204, 304, 400, 403, 404, 405, 408, 413, 415, 421, 422, CLIENT_LEFT, 500, 501, 503, 0];

/// Upper ends of the histogram's buckets, in microseconds.
const BUCKETS: [u64; 14] =
    [500, 1_000, 2_000, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000, 10_000_000, 30_000_000];

/// All counters.
#[derive(Debug)]
pub(super) struct Metrics {
    routes: Vec<Route>,
    in_flight: AtomicU64,
    connections: AtomicU64,
    articles: AtomicU64,
    article_bytes: AtomicU64,
    sent_bytes: AtomicU64,
    /// In the order of the kinds.
    quotations: [AtomicU64; RowKind::ALL.len()],
    rejected: Vec<AtomicU64>,
}

/// The counters of one route.
#[derive(Debug)]
struct Route {
    method: &'static str,
    path: &'static str,
    statuses: [AtomicU64; STATUSES.len()],
    /// How many took no longer than the bucket's end and longer than the one's before; the last have no end.
    durations: [AtomicU64; BUCKETS.len() + 1],
    microseconds: AtomicU64,
}

impl Metrics {
    /// Counters for these routes, all at 0.
    pub(super) fn new(routes: impl Iterator<Item = (&'static str, &'static str)>) -> Self {
        let route = |(method, path)| Route {
            method,
            path,
            statuses: [const { AtomicU64::new(0) }; STATUSES.len()],
            durations: [const { AtomicU64::new(0) }; BUCKETS.len() + 1],
            microseconds: AtomicU64::new(0),
        };
        Metrics {
            routes: routes.map(route).collect(),
            in_flight: AtomicU64::new(0),
            connections: AtomicU64::new(0),
            articles: AtomicU64::new(0),
            article_bytes: AtomicU64::new(0),
            sent_bytes: AtomicU64::new(0),
            quotations: [const { AtomicU64::new(0) }; RowKind::ALL.len()],
            rejected: Reason::ALL.iter().map(|_| AtomicU64::new(0)).collect(),
        }
    }

    /// A request came.
    pub(super) fn begin(&self) {
        self.in_flight.fetch_add(1, Relaxed);
    }

    /// It has been answered, to the last byte or as far as its client wanted. `route` counts the routes that were named at the start.
    pub(super) fn end(&self, route: usize, status: u16, sent: u64, took: Duration) {
        self.in_flight.fetch_sub(1, Relaxed);
        self.sent_bytes.fetch_add(sent, Relaxed);
        let Some(route) = self.routes.get(route) else { return };
        let status = STATUSES.iter().position(|known| *known == status).unwrap_or(STATUSES.len() - 1);
        route.statuses[status].fetch_add(1, Relaxed);
        let microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        route.durations[BUCKETS.partition_point(|&end| end < microseconds)].fetch_add(1, Relaxed);
        route.microseconds.fetch_add(microseconds, Relaxed);
    }

    /// A request, or an article of one, was refused.
    pub(super) fn reject(&self, reason: Reason) {
        self.rejected[reason as usize].fetch_add(1, Relaxed);
    }

    /// A connection was made.
    pub(super) fn open(&self) {
        self.connections.fetch_add(1, Relaxed);
    }

    /// A connection ended.
    pub(super) fn close(&self) {
        self.connections.fetch_sub(1, Relaxed);
    }

    /// An article of so many bytes was read, and gave rows of these kinds.
    pub(super) fn article(&self, bytes: usize, kinds: impl Iterator<Item = RowKind>) {
        self.articles.fetch_add(1, Relaxed);
        self.article_bytes.fetch_add(bytes as u64, Relaxed);
        for kind in kinds {
            self.quotations[kind as usize].fetch_add(1, Relaxed);
        }
    }

    /// The text.
    pub(super) fn text(&self) -> String {
        let mut out = Text(String::with_capacity(8 << 10));
        out.family("whosaid_build_info", "gauge", "The version that runs.");
        out.row("whosaid_build_info", &[("version", env!("CARGO_PKG_VERSION"))], 1);
        out.family("whosaid_http_requests_total", "counter", "Requests answered, by route and status; 499: the client left.");
        for route in &self.routes {
            for (status, count) in STATUSES.iter().zip(&route.statuses) {
                let count = count.load(Relaxed);
                if count > 0 {
                    let labels = [("method", route.method), ("route", route.path), ("status", &status.to_string())];
                    out.row("whosaid_http_requests_total", &labels, count);
                }
            }
        }
        out.one("whosaid_http_requests_in_flight", "gauge", "Requests being answered.", &self.in_flight);
        out.one("whosaid_http_connections", "gauge", "Open connections.", &self.connections);
        out.one("whosaid_http_sent_bytes_total", "counter", "Bytes of bodies sent.", &self.sent_bytes);
        out.family("whosaid_http_request_duration_seconds", "histogram", "From the head of a request to the last byte of its answer.");
        self.routes.iter().for_each(|route| route.histogram(&mut out));
        out.one("whosaid_articles_total", "counter", "Articles read.", &self.articles);
        out.one("whosaid_article_bytes_total", "counter", "Bytes of their texts.", &self.article_bytes);
        out.family("whosaid_quotations_total", "counter", "Rows of records, by kind.");
        for (kind, count) in RowKind::ALL.iter().zip(&self.quotations) {
            out.row("whosaid_quotations_total", &[("kind", kind.name())], count.load(Relaxed));
        }
        out.family("whosaid_rejected_total", "counter", "Requests and articles refused, by reason.");
        for (reason, count) in Reason::ALL.iter().zip(&self.rejected) {
            out.row("whosaid_rejected_total", &[("reason", reason.code())], count.load(Relaxed));
        }
        out.0
    }
}

impl Route {
    fn histogram(&self, out: &mut Text) {
        let mut below = 0;
        let mut ends = BUCKETS.iter().map(|&end| seconds(end).to_string());
        for count in &self.durations {
            below += count.load(Relaxed);
            let end = ends.next().unwrap_or_else(|| "+Inf".to_owned());
            let labels = [("method", self.method), ("route", self.path), ("le", &end)];
            out.row("whosaid_http_request_duration_seconds_bucket", &labels, below);
        }
        let labels = [("method", self.method), ("route", self.path)];
        out.row("whosaid_http_request_duration_seconds_sum", &labels, seconds(self.microseconds.load(Relaxed)));
        out.row("whosaid_http_request_duration_seconds_count", &labels, below);
    }
}

#[allow(clippy::cast_precision_loss, reason = "a time of more than two hundred years may be told in rounder figures")]
fn seconds(microseconds: u64) -> f64 {
    microseconds as f64 / 1e6
}

struct Text(String);

impl Text {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    /// No label holds a sign that would have to be escaped.
    fn row(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        let labels: Vec<String> = labels.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }

    fn one(&mut self, name: &str, kind: &str, help: &str, value: &AtomicU64) {
        self.family(name, kind, help);
        self.row(name, &[], value.load(Relaxed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_hold_all_that_took_no_longer() {
        let metrics = Metrics::new([("GET", "/a")].into_iter());
        for microseconds in [1, 500, 501, 30_000_001] {
            metrics.begin();
            metrics.end(0, 200, 10, Duration::from_micros(microseconds));
        }
        metrics.begin();
        let text = metrics.text();
        let bucket = "whosaid_http_request_duration_seconds_bucket{method=\"GET\",route=\"/a\",le=";
        for (end, count) in [("0.0005", 2), ("0.001", 3), ("30", 3), ("+Inf", 4)] {
            assert!(text.contains(&format!("{bucket}\"{end}\"}} {count}\n")), "{end}\n{text}");
        }
        assert!(text.contains("_sum{method=\"GET\",route=\"/a\"} 30.001003\n"), "{text}");
        assert!(text.contains("whosaid_http_requests_in_flight 1\n"));
        assert!(text.contains("whosaid_http_sent_bytes_total 40\n"));
    }

    #[test]
    fn every_line_is_a_comment_or_a_name_and_a_number() {
        let metrics = Metrics::new([("GET", "/a"), ("POST", "/b")].into_iter());
        metrics.end(1, 299, 0, Duration::ZERO);
        metrics.reject(Reason::Late);
        let text = metrics.text();
        assert!(text.contains("status=\"0\"") && text.contains("{reason=\"late\"} 1\n"), "{text}");
        for line in text.lines().filter(|line| !line.starts_with("# ")) {
            let (name, value) = line.rsplit_once(' ').unwrap();
            assert!(name.starts_with("whosaid_") && value.parse::<f64>().is_ok(), "{line}");
        }
    }

    #[test]
    fn every_reason_has_a_status_that_is_counted() {
        for reason in Reason::ALL {
            assert!(STATUSES.contains(&reason.status().as_u16()), "{reason:?}");
        }
    }
}
