//! The figures of a run: for the user in lines, for a program as JSON.

use crate::output::Output;
use serde::Serialize;
use std::io::Write;
use std::num::NonZeroUsize;
use std::path::Path;
use std::time::Duration;
use whosaid::batch::Summary;
use whosaid::{RowCounts, RowKind};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Ended {
    /// All is done.
    Finished,
    /// By Ctrl-C or a request to terminate.
    Interrupted,
    /// At the first error, as `--strict` asks.
    Stopped,
    /// By an output that could not be written.
    Failed,
}

/// The figures, over all runs that took part. Names are promised to stay; new ones may come.
#[derive(Debug, Serialize)]
pub(super) struct Stats {
    schema: u32,
    version: &'static str,
    ended: Ended,
    /// Articles written, articles left out, and inputs that could not be read to their end.
    articles: u64,
    left_out: u64,
    unreadable: u64,
    /// Bytes read from the inputs, bytes of text in the articles written, and bytes of output.
    input_bytes: u64,
    text_bytes: u64,
    output_bytes: u64,
    /// Rows of each kind and how many of them have a speaker.
    quotations: RowCounts,
    /// Of all but kind none, the share that has one; null if there are none.
    share_attributed: Option<f64>,
    seconds: f64,
    articles_per_second: f64,
    /// Millions of bytes of text.
    text_mb_per_second: f64,
    threads: usize,
    runs: u32,
}

impl Stats {
    pub(super) fn new(done: &Summary, ended: Ended, output_bytes: u64, time: Duration, threads: NonZeroUsize, runs: u32) -> Self {
        let seconds = time.as_secs_f64();
        let rate = |count: u64| count as f64 / seconds.max(0.001);
        Stats {
            schema: 1,
            version: env!("CARGO_PKG_VERSION"),
            ended,
            articles: done.written,
            left_out: done.left_out,
            unreadable: done.unreadable,
            input_bytes: done.position.bytes,
            text_bytes: done.text_bytes,
            output_bytes,
            quotations: done.rows,
            share_attributed: done.rows.somebodys().share(),
            seconds,
            articles_per_second: rate(done.written),
            text_mb_per_second: rate(done.text_bytes) / 1e6,
            threads: threads.get(),
            runs,
        }
    }

    /// Writes them to a file.
    pub(super) fn write(&self, path: &Path) -> anyhow::Result<()> {
        let mut out = Output::open(Some(path))?;
        let json = serde_json::to_string_pretty(self)?;
        writeln!(out, "{json}")?;
        out.finish()
    }

    /// The same in lines.
    pub(super) fn lines(&self) -> [String; 2] {
        let (articles, megabytes) = (counted(self.articles, "article"), self.text_bytes as f64 / 1e6);
        let runs = if self.runs > 1 { format!(" in {} runs", self.runs) } else { String::new() };
        let time = format!("{:.1} s{runs}, {:.0} articles/s, {:.1} MB/s", self.seconds, self.articles_per_second, self.text_mb_per_second);
        let all = self.quotations.somebodys();
        let RowCounts { direct, mixed, indirect, none } = self.quotations;
        let kinds = [(RowKind::Direct, direct), (RowKind::Mixed, mixed), (RowKind::Indirect, indirect)];
        let kinds = kinds.map(|(kind, rows)| format!("{} {kind}", grouped(rows.rows))).join(", ");
        let nobodys = match none.rows {
            0 => String::new(),
            rows => format!(", {} of nobody", grouped(rows)),
        };
        let share = all.share().map_or_else(String::new, |share| format!("; {:.1} % have a speaker", 100.0 * share));
        [
            format!("{articles} with {megabytes:.1} MB of text in {time}"),
            format!("{}: {kinds}{nobodys}{share}", counted(all.rows, "quotation")),
        ]
    }
}

/// What a run has left out; `None` if that is nothing.
pub(super) fn left_out(done: &Summary) -> Option<String> {
    let Summary { written, left_out, unreadable, .. } = *done;
    let articles = written + left_out;
    let of_articles = (articles > 0).then(|| format!("left out {} of {}", grouped(left_out), counted(articles, "article")));
    let of_inputs = (unreadable > 0).then(|| format!("inputs that could not be read: {unreadable}"));
    let both: Vec<String> = of_articles.into_iter().chain(of_inputs).collect();
    (left_out + unreadable > 0).then(|| both.join(", "))
}

/// So many of something.
pub(crate) fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// A number with commas between its thousands.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use whosaid::Rows;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1000, 1234567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([0, 1, 2].map(|number| counted(number, "article")), ["0 articles", "1 article", "2 articles"]);
    }

    #[test]
    fn the_lines_tell_what_the_figures_say() {
        let rows =
            RowCounts { direct: Rows { rows: 1500, with_speaker: 1499 }, none: Rows { rows: 3, with_speaker: 0 }, ..RowCounts::default() };
        let done = Summary { written: 2000, text_bytes: 4_000_000, rows, ..Summary::default() };
        let stats = |runs| Stats::new(&done, Ended::Finished, 9, Duration::from_secs(2), NonZeroUsize::MIN, runs).lines();
        assert_eq!(
            stats(1),
            [
                "2,000 articles with 4.0 MB of text in 2.0 s, 1000 articles/s, 2.0 MB/s",
                "1,500 quotations: 1,500 direct, 0 mixed, 0 indirect, 3 of nobody; 99.9 % have a speaker"
            ]
        );
        assert!(stats(2)[0].contains("2.0 s in 2 runs, "));
        let none = Stats::new(&Summary::default(), Ended::Finished, 0, Duration::ZERO, NonZeroUsize::MIN, 1).lines();
        assert_eq!(none[1], "0 quotations: 0 direct, 0 mixed, 0 indirect");
    }
}
