//! `whosaid show`.

use super::article::ArticleArgs;
use super::kinds::{KindsArg, LIKELY};
use super::screen::ScreenArgs;
use super::speakers::SpeakerArgs;
use super::{DONE, share};
use std::io::Write;
use whosaid::RecordOptions;
use whosaid::render::{Sheet, terminal};

/// Arguments of `whosaid show`.
#[derive(Debug, clap::Args)]
#[command(after_help = "A number in brackets behind a quotation is its speaker: [?] nobody can tell, [-] nobody's words in particular.\n\
    The number of a row below the article is what `whosaid explain --quotation` takes.\n\
    Exit codes: 0 done, 2 could not run.")]
pub(crate) struct Args {
    #[command(flatten)]
    article: ArticleArgs,
    /// Show also words in quote marks that are nobody's (kind none)
    #[arg(long)]
    all: bool,
    /// Give no speaker where the answer is less sure than this, from 0 to 1
    #[arg(long, value_name = "C", default_value_t = 0.0, value_parser = share)]
    min_confidence: f64,
    #[command(flatten)]
    kinds: KindsArg,
    #[command(flatten)]
    screen: ScreenArgs,
    #[command(flatten)]
    speakers: SpeakerArgs,
}

/// Runs the command and gives the exit code.
pub(crate) fn run(args: &Args) -> anyhow::Result<u8> {
    let article = args.article.read()?;
    let pipeline = args.speakers.pipeline_for(&args.kinds)?;
    let mut worker = pipeline.worker();
    let options = RecordOptions { min_confidence: args.min_confidence, ..args.kinds.record_options(LIKELY) };
    let sheet = Sheet::with(&article, pipeline.annotate(&mut worker, &article), options);
    let (screen, mut out) = args.screen.open();
    terminal::show(&sheet, screen, args.all, &mut out)?;
    if sheet.rows(args.all).is_empty() {
        let gap = if article.text().trim().is_empty() { "" } else { "\n" };
        writeln!(out, "{gap}{}", nothing_found(&sheet))?;
    }
    out.flush()?;
    Ok(DONE)
}

/// Says that there is no quotation, and what may help.
pub(super) fn nothing_found(sheet: &Sheet<'_>) -> String {
    if sheet.text.trim().is_empty() {
        return "The article has no text.".to_owned();
    }
    match sheet.rows.len() {
        0 => "No quotation found: no words stand in quote marks.".to_owned(),
        1 => "No quotation found. The words in quote marks are judged to be nobody's; --all shows them.".to_owned(),
        n => format!("No quotation found. Words in quote marks, {n} times, are judged to be nobody's; --all shows them."),
    }
}
