//! One pass over the bytes that cuts a text into tokens.

use super::cursor::Cursor;
use super::fold::halves;
use super::plain_word::plain_word;
use super::{Gap, Token};
use crate::span::{Span, to_u32};

/// What the tokenizer fills: the tokens, and where those stand that later stages look for.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) tokens: Vec<Token>,
    /// The second hash of every token.
    pub(super) checks: Vec<u32>,
    /// Tokens that begin a line, but for the first of the text.
    pub(super) breaks: Vec<u32>,
    /// Signs and words with a full stop that may end a sentence.
    pub(super) stops: Vec<u32>,
    /// Quote marks.
    pub(super) marks: Vec<u32>,
}

impl Found {
    fn clear(&mut self) {
        self.tokens.clear();
        self.checks.clear();
        self.breaks.clear();
        self.stops.clear();
        self.marks.clear();
    }
}

/// Reads the tokens of `text` into `out`. `folded` is scratch.
pub(super) fn tokenize(text: &str, folded: &mut String, out: &mut Found) {
    out.clear();
    let bytes = text.as_bytes();
    let mut cursor = Cursor::new(text, folded);
    let mut gap = Gap::Start.max(cursor.skip_space());
    let mut start = cursor.at;
    // Plain words with a blank before them keep to this loop and its registers.
    while start < bytes.len() {
        let (form, end, behind) = match plain_word(bytes, start) {
            Some(word) => word,
            None => {
                cursor.at = start;
                (cursor.other(gap, out), cursor.at, 0)
            }
        };
        debug_assert!(end > start);
        if gap >= Gap::Line && !out.tokens.is_empty() {
            out.breaks.push(to_u32(out.tokens.len()));
        }
        let (hash, check) = halves(form.hash);
        out.tokens.push(Token { span: Span::new(start, end), hash, kind: form.kind, shape: form.shape, gap });
        out.checks.push(check);
        (gap, start) = match narrow_gap(bytes, end, behind) {
            Some(found) => found,
            None => {
                cursor.at = end;
                (cursor.skip_space(), cursor.at)
            }
        };
    }
}

/// The gap behind a token that ends at `end`, if it is nothing or one blank before a letter or sign of ASCII, and where it
/// ends. `behind` are the next bytes as far as they have been read, the first lowest, and 0.
#[inline]
fn narrow_gap(bytes: &[u8], end: usize, behind: u64) -> Option<(Gap, usize)> {
    let is_visible = |b: u64| (u64::from(b'!')..=u64::from(b'~')).contains(&(b & 0xFF));
    if behind & 0xFF == u64::from(b' ') && is_visible(behind >> 8) {
        return Some((Gap::Blank, end + 1));
    }
    match bytes.get(end..)? {
        [b' ', b'!'..=b'~', ..] => Some((Gap::Blank, end + 1)),
        [b'!'..=b'~', ..] => Some((Gap::None, end)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::token::Tokens;
    use crate::token::byte_class::is_invisible;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<&str> {
        let mut tokens = Tokens::default();
        tokens.reset(text);
        tokens.all().iter().map(|t| t.of(text)).collect()
    }

    #[test]
    fn cuts_where_a_reader_would() {
        let cases = [
            ("Ukraine’s Kuleba cautioned.", "Ukraine|’s|Kuleba|cautioned|."),
            ("He didn't; they're 'fine'.", "He|didn't|;|they're|'|fine|'|."),
            ("the U.S. and Mr. J. Doe at 5 p.m.", "the|U.S.|and|Mr.|J.|Doe|at|5|p.m."),
            ("a 24-hour cease-fire, 3.5% of $1,000", "a|24-hour|cease-fire|,|3.5|%|of|$|1,000"),
            ("‘’90s’ O’Brien’s ministers’", "‘|’|90s|’|O’Brien|’s|ministers|’"),
            ("see https://example.org/a?b. Or a@b.org, @ann_lee #now", "see|https://example.org/a?b|.|Or|a@b.org|,|@ann_lee|#now"),
            ("end.Next one", "end|.|Next|one"),
            ("wait... “no”--he said", "wait|...|“|no|”|--|he|said"),
            ("``so'' AT&T's", "``|so|''|AT&T|'s"),
            ("“Fargo”’s end, \"Fargo\"'s end", "“|Fargo|”|’s|end|,|\"|Fargo|\"|'s|end"),
            (",,so'' he said,, then", ",,|so|''|he|said|,|,|then"),
            ("– Jo** Al****, what the f***k*", "–|Jo**|Al****|,|what|the|f***k|*"),
            ("**Ann Lee** said **it", "*|*|Ann|Lee|*|*|said|*|*|it"),
            ("**Ann\nLee** said", "*|*|Ann|Lee**|said"),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text).join("|"), expected, "of {text:?}");
        }
    }

    #[test]
    fn hash_is_that_of_the_folded_form() {
        let text = "Mr. DON’T Zoë U.S. said Élysée";
        let mut tokens = Tokens::default();
        tokens.reset(text);
        let forms = ["mr", "don't", "zoë", "u.s", "said", "élysée"];
        for (token, form) in tokens.all().iter().zip(forms) {
            assert_eq!(token.hash, crate::token::hash_form(form), "{form}");
            assert!(crate::token::folded_eq(token.of(text), form), "{form}");
        }
    }

    proptest! {
        #[test]
        fn tokens_and_gaps_joined_give_the_text(text in any::<String>()) {
            let mut tokens = Tokens::default();
            tokens.reset(&text);
            let (mut joined, mut at) = (String::new(), 0);
            for token in tokens.all() {
                let gap = &text[at..token.span.start as usize];
                prop_assert!(gap.chars().all(|c| c.is_whitespace() || is_invisible(c)), "gap {gap:?}");
                joined.push_str(gap);
                joined.push_str(token.of(&text));
                prop_assert!(!token.span.is_empty());
                at = token.span.end as usize;
            }
            joined.push_str(&text[at..]);
            prop_assert_eq!(joined, text);
        }
    }
}
