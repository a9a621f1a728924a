//! How a run goes, on a terminal.

use super::stats::grouped;
use crate::command::tell;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::time::{Duration, Instant};
use whosaid::batch::Summary;

/// The last line of the terminal, if it is one that may be written to.
#[derive(Debug)]
pub(super) struct Screen {
    bar: Option<ProgressBar>,
    begun: Instant,
    /// What earlier runs did is no merit of this one's speed.
    before: Summary,
}

impl Screen {
    /// A line that goes on behind `before`, or none. `bytes` is what the inputs have, if they tell.
    pub(super) fn new(show: bool, bytes: Option<u64>, before: &Summary) -> Self {
        let bar = show.then(|| {
            let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr());
            let template = match bytes {
                Some(_) => "{bar:20} {decimal_bytes} of {decimal_total_bytes}, {msg}, {eta} left",
                None => "{spinner} {decimal_bytes}, {msg}, {elapsed}",
            };
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
            bar.set_position(before.position.bytes);
            bar.reset_eta();
            bar
        });
        let screen = Screen { bar, begun: Instant::now(), before: before.clone() };
        screen.show(before);
        if let Some(bar) = &screen.bar {
            bar.enable_steady_tick(Duration::from_millis(250));
        }
        screen
    }

    /// Time since the run began.
    pub(super) fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    /// Shows how far the run has come.
    pub(super) fn show(&self, so_far: &Summary) {
        let Some(bar) = &self.bar else { return };
        let seconds = self.elapsed().as_secs_f64().max(0.001);
        let articles = (so_far.written - self.before.written) as f64 / seconds;
        let megabytes = (so_far.text_bytes - self.before.text_bytes) as f64 / 1e6 / seconds;
        let quotations = grouped(so_far.rows.somebodys().rows);
        bar.set_message(format!("{articles:.0} articles/s, {megabytes:.1} MB/s, {quotations} quotations"));
        bar.set_position(so_far.position.bytes);
    }

    /// Tells the user something, above the line.
    pub(super) fn tell(&self, message: impl Display) {
        match &self.bar {
            Some(bar) => bar.suspend(|| tell(message)),
            None => tell(message),
        }
    }

    /// Takes the line away.
    pub(super) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
