//! Paragraphs: line ends, unless the text was wrapped to a fixed width.

use super::tokenizer::Found;
use super::{Gap, Runs, TokenKind};

/// Lines of a wrapped text are about this long (bytes).
const WRAPPED: std::ops::RangeInclusive<u32> = 50..=100;

/// Appends the paragraphs.
pub(super) fn split(text: &str, found: &Found, out: &mut Runs) {
    let tokens = &found.tokens;
    if tokens.is_empty() {
        return;
    }
    let wrapped = is_wrapped(text, found);
    let mut start = 0;
    for &line in &found.breaks {
        let line = line as usize;
        if tokens[line].gap >= Gap::EmptyLine || !wrapped {
            out.push(start, line);
            start = line;
        }
    }
    out.push(start, tokens.len());
}

/// Whether single line ends are only where a line was full: most of them come after a line of a wrapped text's length,
/// and not behind the end of a sentence.
fn is_wrapped(text: &str, found: &Found) -> bool {
    let (mut breaks, mut full, mut line_start) = (0_u32, 0_u32, 0);
    for &line in &found.breaks {
        let (before, after) = (&found.tokens[line as usize - 1], &found.tokens[line as usize]);
        if after.gap == Gap::Line {
            breaks += 1;
            let length = before.span.end - line_start;
            let ends_sentence =
                matches!(before.kind, TokenKind::Punct | TokenKind::Mark) && !before.of(text).starts_with([',', '-', '–', '—', '(']);
            full += u32::from(WRAPPED.contains(&length) && !ends_sentence);
        }
        line_start = after.span.start;
    }
    breaks >= 4 && full * 10 >= breaks * 7
}

#[cfg(test)]
mod tests {
    use crate::token::Tokens;

    fn count(text: &str) -> usize {
        let mut tokens = Tokens::default();
        tokens.reset(text);
        tokens.paragraphs().len()
    }

    #[test]
    fn a_line_end_ends_a_paragraph() {
        assert_eq!(count("One.\nTwo.\n\nThree"), 3);
        assert_eq!(count(""), 0);
        assert_eq!(count(" \n "), 0);
    }

    #[test]
    fn a_wrapped_text_keeps_its_paragraphs_whole() {
        let line = "the council met again on Tuesday night and heard from several";
        let paragraph = [line; 4].join("\n");
        assert_eq!(count(&format!("{paragraph}\n\n{paragraph}")), 2);
    }
}
