//! `whosaid show`.

use super::article::ArticleArgs;
use super::kinds::{KindsArg, LIKELY};
use super::screen::ScreenArgs;
use super::speakers::SpeakerArgs;
use super::{DONE, share};
use std::io::Write;
use whosaid::render::{Sheet, terminal};
use whosaid::{Annotation, Article, RecordOptions};

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
    let annotation = pipeline.annotate(&mut worker, &article);
    let sheet = Sheet::with(&article, annotation, options);
    let (screen, mut out) = args.screen.open();
    terminal::show(&sheet, screen, args.all, &mut out)?;
    if sheet.rows(args.all).is_empty() {
        let gap = if article.text().trim().is_empty() { "" } else { "\n" };
        writeln!(out, "{gap}{}", nothing_found(&article, annotation, options))?;
    }
    out.flush()?;
    Ok(DONE)
}

/// Says that there is no quotation, and what may help.
pub(super) fn nothing_found(article: &Article, annotation: &Annotation, options: RecordOptions) -> String {
    if article.text().trim().is_empty() {
        return "The article has no text.".to_owned();
    }
    // What a limit hides has rows without it.
    let all = Sheet::with(article, annotation, RecordOptions { min_indirect: 0.0, ..options });
    let nobodys = match all.rows.len() - all.spoken {
        0 => String::new(),
        1 => " The words in quote marks are judged to be nobody's; --all shows them.".to_owned(),
        n => format!(" Words in quote marks, {n} times, are judged to be nobody's; --all shows them."),
    };
    let least = options.min_indirect;
    let unsure = match all.spoken {
        0 => String::new(),
        1 => format!(" What is reported without quote marks is less sure than {least}; --min-indirect 0 shows it."),
        n => format!(" What is reported without quote marks, {n} times, is less sure than {least}; --min-indirect 0 shows it."),
    };
    match nobodys + &unsure {
        why if !why.is_empty() => format!("No quotation found.{why}"),
        _ if annotation.quotations.is_empty() => "No quotation found: no words stand in quote marks.".to_owned(),
        _ => "No quotation found of what --kinds and --cue-classes ask for.".to_owned(),
    }
}
