//! An article with its quotations coloured by speaker, and below it who said what.

use super::flow::Flow;
use super::{Screen, body, legend, palette};
use crate::render::{Sheet, runs};
use std::io::{self, Write};

/// Lines of running text are no longer than what an eye follows with ease.
const MEASURE: usize = 100;

/// Writes the article: quotations in their speaker's colour with its number behind the closing mark, mentions underlined,
/// cues in italics. Below, every speaker with one row a quotation: its number, first words, mention, cue, confidence and
/// why. With `all` quoted spans that are nobody's words have a sign and a row too.
///
/// # Errors
/// What the writer gives.
pub fn show(sheet: &Sheet<'_>, screen: Screen, all: bool, out: &mut dyn Write) -> io::Result<()> {
    let rows = sheet.rows(all);
    let text = Screen { width: screen.width.min(MEASURE), ..screen };
    let paragraphs = sheet.annotation.tokens.paragraphs().len();
    body::paragraphs(&mut Flow::new(out, text), sheet, &runs(sheet.text, rows), 0..paragraphs)?;
    if rows.is_empty() {
        return Ok(());
    }
    let mut flow = Flow::new(out, screen);
    flow.end()?;
    flow.paragraph(palette::HEADING, "Who said what")?;
    flow.end()?;
    legend::legend(&mut flow, sheet, screen, rows)
}
