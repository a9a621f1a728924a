//! The article itself.

use super::clean::clean;
use super::flow::Flow;
use super::palette;
use crate::render::{Run, Sheet};
use crate::token::Gap;
use std::io;
use std::ops::Range;

/// Writes paragraphs of the article, with the empty lines between them.
pub(super) fn paragraphs(flow: &mut Flow<'_>, sheet: &Sheet<'_>, runs: &[Run], which: Range<usize>) -> io::Result<()> {
    let tokens = &sheet.annotation.tokens;
    for (i, &paragraph) in tokens.paragraphs()[which].iter().enumerate() {
        if i > 0 && tokens.all()[paragraph.start as usize].gap >= Gap::EmptyLine {
            flow.end()?;
        }
        let span = tokens.span(paragraph);
        let first = runs.partition_point(|run| run.span.end <= span.start);
        for run in runs[first..].iter().take_while(|run| run.span.start < span.end) {
            let (start, end) = (run.span.start.max(span.start), run.span.end.min(span.end));
            flow.text(palette::run(run), &clean(&sheet.text[start as usize..end as usize]))?;
            if let Some(sign) = run.closes.filter(|_| run.span.end == end) {
                flow.tied(palette::name(sign), &sign.to_string());
            }
        }
        flow.end()?;
    }
    Ok(())
}
