//! Standard output as something to look at.

use anstream::AutoStream;
use clap::ColorChoice;
use std::io::{self, BufWriter, StdoutLock};
use whosaid::render::terminal::Screen;

/// How it looks.
#[derive(Debug, clap::Args)]
pub(crate) struct ScreenArgs {
    /// Colour, underline and italics; auto: on a terminal, unless NO_COLOR is set, or with CLICOLOR_FORCE
    #[arg(long, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
}

impl ScreenArgs {
    /// Standard output and what it can show.
    pub(crate) fn open(&self) -> (Screen, BufWriter<AutoStream<StdoutLock<'static>>>) {
        let out = io::stdout();
        let choice = match self.color {
            ColorChoice::Auto => AutoStream::choice(&out),
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        };
        let screen = Screen { width: width(), colour: choice != anstream::ColorChoice::Never };
        (screen, BufWriter::new(AutoStream::new(out.lock(), choice)))
    }
}

/// What COLUMNS says, else the terminal, else the default.
fn width() -> usize {
    let asked = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).filter(|&columns| columns > 0);
    let terminal = || terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0)).filter(|&width| width > 0);
    asked.or_else(terminal).unwrap_or(Screen::default().width)
}
