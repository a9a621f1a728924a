//! Characters that steer a terminal: wherever text of a user is printed, in errors, contexts and articles.

/// Whether a terminal obeys `c` instead of showing it: control characters (escape sequences begin with one, in C0 or C1), white space
/// among them, and characters that turn the direction of what follows.
///
/// Marks that only say the direction of their neighbour (U+200E, U+200F, U+061C) are none: they end with it.
pub(crate) fn steers_terminal(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_a_cursor_or_turns_a_line_is_obeyed_and_what_is_shown_is_not() {
        for c in ['\u{1b}', '\u{9b}', '\0', '\u{7f}', '\n', '\t', '\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}'] {
            assert!(steers_terminal(c), "{c:?}");
        }
        for c in ['a', ' ', 'é', '“', '你', 'ש', '\u{200E}', '\u{200F}', '\u{061C}', '\u{FFFD}'] {
            assert!(!steers_terminal(c), "{c:?}");
        }
    }
}
