//! `whosaid explain`.

use super::DONE;
use super::article::ArticleArgs;
use super::kinds::{KindsArg, LIKELY};
use super::screen::ScreenArgs;
use super::show::nothing_found;
use super::speakers::SpeakerArgs;
use anyhow::bail;
use std::io::Write;
use whosaid::render::{Row, Sheet, terminal};

/// Arguments of `whosaid explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit codes: 0 done, 2 could not run, or there is no such quotation.")]
pub(crate) struct Args {
    #[command(flatten)]
    article: ArticleArgs,
    /// Only the quotation of this number, from 1, as `whosaid show` numbers its rows
    #[arg(short, long, value_name = "N")]
    quotation: Option<usize>,
    /// Explain also words in quote marks that are nobody's (kind none)
    #[arg(long)]
    all: bool,
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
    let options = args.kinds.record_options(LIKELY);
    let annotation = pipeline.annotate(&mut worker, &article);
    let sheet = Sheet::with(&article, annotation, options);
    let rows = match args.quotation {
        Some(number) => std::slice::from_ref(row(&sheet, number, args.all)?),
        None => sheet.rows(args.all),
    };
    let (screen, mut out) = args.screen.open();
    if rows.is_empty() {
        writeln!(out, "{}", nothing_found(&article, annotation, options))?;
    }
    terminal::explain(&sheet, rows, screen, &mut out)?;
    out.flush()?;
    Ok(DONE)
}

/// The quotation of this number, or how many there are.
fn row<'s, 'a>(sheet: &'s Sheet<'a>, number: usize, all: bool) -> anyhow::Result<&'s Row<'a>> {
    let rows = sheet.rows(all);
    if let Some(row) = number.checked_sub(1).and_then(|index| rows.get(index)) {
        return Ok(row);
    }
    let more = sheet.rows.len() - rows.len();
    let more = if more > 0 { format!(", and with --all {more} more that are nobody's words") } else { String::new() };
    match rows.len() {
        0 => bail!("no quotation {number}: the article has none{more}"),
        1 => bail!("no quotation {number}: the article has 1{more}"),
        n => bail!("no quotation {number}: the article has {n}, numbered from 1{more}"),
    }
}
