//! One pass over the bytes that cuts a text into tokens.

use super::byte_class::{CLASS, INSIDE, LETTER, LOWER, UPPER_SHIFT, is_combining, is_invisible, is_word_byte};
use super::fold::{halves, hash_ascii, hash_bytes, hash_folded, hash_within};
use super::plain_word::{Form, plain_word};
use super::{Gap, Shape, Token, TokenKind, abbreviation};
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
    let mut cursor = Cursor { text, bytes, at: 0, folded, emphasis: false };
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

struct Cursor<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// Scratch for the folded form of a word that is not ASCII.
    folded: &'t mut String,
    /// Whether asterisks have opened words of this line that others close: `**Ann Lee** said`.
    emphasis: bool,
}

impl Cursor<'_> {
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(b' ')
    }

    #[inline]
    fn char_at(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// Moves over white space and says what it amounts to.
    fn skip_space(&mut self) -> Gap {
        let mut gap = Gap::None;
        loop {
            match self.byte_or_end() {
                Some(b'!'..=b'~') => return gap,
                Some(b' ' | b'\t' | b'\r' | 0x0B | 0x0C) => {
                    gap = gap.max(Gap::Blank);
                    self.at += 1;
                }
                Some(b'\n') => {
                    self.emphasis = false;
                    gap = if gap >= Gap::Line { Gap::EmptyLine } else { Gap::Line };
                    self.at += 1;
                }
                Some(b) if b >= 0x80 => match self.char_at(self.at) {
                    Some(c @ ('\u{2028}' | '\u{2029}' | '\u{85}')) => {
                        gap = if gap >= Gap::Line { Gap::EmptyLine } else { Gap::Line };
                        self.at += c.len_utf8();
                    }
                    Some(c) if c.is_whitespace() || is_invisible(c) => {
                        if c.is_whitespace() {
                            gap = gap.max(Gap::Blank);
                        }
                        self.at += c.len_utf8();
                    }
                    _ => return gap,
                },
                _ => return gap,
            }
        }
    }

    #[inline]
    fn byte_or_end(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Reads a token that is no plain word, and notes it if later stages look for such.
    #[inline(never)]
    fn other(&mut self, gap: Gap, out: &mut Found) -> Form {
        let start = self.at;
        let first = self.bytes[start];
        let form = if CLASS[first as usize] & LETTER != 0 { self.word() } else { self.token(gap != Gap::None, out.tokens.last()) };
        let i = to_u32(out.tokens.len());
        match form.kind {
            TokenKind::Mark => out.marks.push(i),
            TokenKind::Punct => {
                if matches!(first, b'.' | b'?' | b'!') || first == 0xE2 && self.text[start..self.at] == *"…" {
                    out.stops.push(i);
                }
                let hash = if self.at - start == 1 { hash_ascii(first.into(), 1) } else { hash_within(self.bytes, start, self.at) };
                return Form { hash, ..form };
            }
            TokenKind::Word if self.bytes[self.at - 1] == b'.' => out.stops.push(i),
            _ => {}
        }
        form
    }

    /// Reads one token.
    fn token(&mut self, spaced: bool, previous: Option<&Token>) -> Form {
        let b = self.bytes[self.at];
        match b {
            b'0'..=b'9' => self.number(),
            b'\'' => self.apostrophe(1, spaced, previous),
            b'"' => self.sign(1, TokenKind::Mark),
            b'`' => {
                let n = if self.byte(self.at + 1) == b'`' { 2 } else { 1 };
                self.sign(n, TokenKind::Mark)
            }
            b'@' | b'#' if is_word_byte(self.byte(self.at + 1)) => {
                self.at += 1;
                while is_word_byte(self.byte(self.at)) {
                    self.at += 1;
                }
                Form::sign(TokenKind::Handle)
            }
            // ,,low marks'' of typewriters
            b',' if spaced && self.byte(self.at + 1) == b',' && self.is_letter(self.at + 2) => self.sign(2, TokenKind::Mark),
            b'.' | b'-' => {
                let n = self.bytes[self.at..].iter().take_while(|&&c| c == b).count();
                self.sign(n, TokenKind::Punct)
            }
            b'*' => self.asterisk(),
            0..=0x7F => self.sign(1, TokenKind::Punct),
            _ => self.beyond_ascii(spaced, previous),
        }
    }

    #[inline]
    fn sign(&mut self, n: usize, kind: TokenKind) -> Form {
        self.at += n;
        Form::sign(kind)
    }

    /// An asterisk that no word has taken: it opens what is stressed, closes it, or does neither.
    fn asterisk(&mut self) -> Form {
        let before = self.at.checked_sub(1).map_or(b' ', |before| self.byte(before));
        if before != b'*' {
            self.emphasis = before.is_ascii_whitespace() && !self.byte(self.at + 1).is_ascii_whitespace();
        }
        self.sign(1, TokenKind::Punct)
    }

    /// How many asterisks here stand for letters that are left out of a word: `Jo** was here`, `what the f***`; none where such
    /// close what others have opened, and one alone leads to a note.
    fn masked(&self) -> usize {
        let n = self.bytes[self.at..].iter().take_while(|&&b| b == b'*').count();
        if n > 1 && !self.emphasis { n } else { 0 }
    }

    fn beyond_ascii(&mut self, spaced: bool, previous: Option<&Token>) -> Form {
        let Some(c) = self.char_at(self.at) else { return self.sign(1, TokenKind::Punct) };
        let n = c.len_utf8();
        match c {
            '’' | 'ʼ' => self.apostrophe(n, spaced, previous),
            '“' | '”' | '„' | '‟' | '«' | '»' | '‹' | '›' | '‚' | '‛' | '＂' | '「' | '」' => {
                self.sign(n, TokenKind::Mark)
            }
            '‘' => {
                let twice = self.text[self.at + n..].starts_with('‘');
                self.sign(if twice { 2 * n } else { n }, TokenKind::Mark)
            }
            _ if c.is_alphabetic() => self.word(),
            _ if c.is_numeric() => self.number(),
            _ => {
                // A sign takes the combining marks behind it along, so that no token begins inside what a reader sees as one.
                self.at += n;
                self.combining();
                Form::sign(TokenKind::Punct)
            }
        }
    }

    fn combining(&mut self) {
        while let Some(c) = self.char_at(self.at).filter(|&c| is_combining(c)) {
            self.at += c.len_utf8();
        }
    }

    /// An apostrophe of `n` bytes that no word has taken: the possessive behind a word, or a mark.
    fn apostrophe(&mut self, n: usize, spaced: bool, previous: Option<&Token>) -> Form {
        // Behind a closing mark too: “Fargo”’s author. A mark with a blank before it opens.
        let behind_word = !spaced
            && previous.is_some_and(|t| match t.kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Handle => true,
                TokenKind::Mark => t.gap == Gap::None,
                _ => false,
            });
        let s = self.byte(self.at + n);
        if behind_word && matches!(s, b's' | b'S') && !self.is_letter(self.at + n + 1) {
            self.at += n + 1;
            return Form { kind: TokenKind::Possessive, shape: Shape::Lower, hash: hash_bytes(b"'s") };
        }
        let mark = self.char_at(self.at);
        let mut next = self.text[self.at + n..].chars();
        let twice = next.next() == mark;
        // Of three that close, the first closes what is nested: *''I call it 'a plan,''' said Roe*.
        let nested = twice && !spaced && next.next() == mark;
        self.sign(if twice && !nested { 2 * n } else { n }, TokenKind::Mark)
    }

    fn is_letter(&self, at: usize) -> bool {
        match self.byte(at) {
            b if b < 0x80 => b.is_ascii_alphanumeric(),
            _ => self.char_at(at).is_some_and(char::is_alphanumeric),
        }
    }

    fn number(&mut self) -> Form {
        let start = self.at;
        let mut ascii = true;
        loop {
            let b = self.byte(self.at);
            if b.is_ascii_alphanumeric() || matches!(b, b'.' | b',' | b'-' | b':' | b'/') && self.byte(self.at + 1).is_ascii_alphanumeric()
            {
                self.at += 1;
            } else if b < 0x80 {
                break;
            } else if let Some(c) = self.char_at(self.at).filter(|c| c.is_alphanumeric() || is_combining(*c)) {
                ascii = false;
                self.at += c.len_utf8();
            } else {
                break;
            }
        }
        Form { kind: TokenKind::Number, shape: Shape::Lower, hash: self.hash(start, self.at, ascii) }
    }

    /// Hash of the folded form of a word without closing full stop.
    #[inline]
    fn hash(&mut self, start: usize, end: usize, ascii: bool) -> u64 {
        if ascii { hash_within(self.bytes, start, end) } else { hash_folded(&self.text[start..end], self.folded) }
    }

    fn word(&mut self) -> Form {
        let start = self.at;
        let first_upper = match self.bytes[start] {
            b if b < 0x80 => b.is_ascii_uppercase(),
            _ => self.char_at(start).is_some_and(char::is_uppercase),
        };
        let (mut uppers, mut lower, mut ascii) = (0_usize, false, true);
        let mut dots = 0;
        loop {
            // Letters and digits, by far the most.
            let mut classes = 0;
            let mut n = 0;
            for &b in &self.bytes[self.at..] {
                let class = CLASS[b as usize];
                if class & INSIDE == 0 {
                    break;
                }
                classes |= class;
                uppers += usize::from(class >> UPPER_SHIFT);
                n += 1;
            }
            self.at += n;
            lower |= classes & LOWER != 0;
            match self.byte(self.at) {
                b' ' | b',' => break,
                b'-' | b'&' if self.at > start && self.is_letter(self.at + 1) => self.at += 1,
                b'\'' if self.inner_apostrophe(1) => self.at += 1,
                b'*' if self.at > start && self.masked() > 0 => self.at += self.masked(),
                // A dot inside: U.S., p.m., J.K., example.org
                b'.' if self.at > start && self.byte(self.at + 1).is_ascii_alphabetic() && self.dotted(start) => {
                    dots += 1;
                    self.at += 1;
                }
                0..=0x7F => break,
                _ => {
                    let Some(c) = self.char_at(self.at) else { break };
                    let n = c.len_utf8();
                    if matches!(c, '’' | 'ʼ') {
                        if !self.inner_apostrophe(n) {
                            break;
                        }
                    } else if c.is_alphanumeric() {
                        if c.is_uppercase() {
                            uppers += 1;
                        } else if c.is_lowercase() {
                            lower = true;
                        }
                    } else if !is_combining(c) && !matches!(c, '\u{2010}' | '\u{2011}' | '\u{AD}' | '\u{200D}') {
                        break;
                    }
                    ascii = false;
                    self.at += n;
                }
            }
        }
        let hash = self.hash(start, self.at, ascii);
        let later_upper = uppers > usize::from(first_upper);
        let mut kind = TokenKind::Word;
        if matches!(self.byte(self.at), b' ' | b',') && dots == 0 {
            // The commonest ends of a word need no further look.
        } else if self.byte(self.at) == b':' && self.bytes[self.at..].starts_with(b"://")
            || self.byte(self.at) == b'@' && is_word_byte(self.byte(self.at + 1))
        {
            self.address();
            kind = TokenKind::Address;
        } else if self.byte(self.at) == b'.' {
            let word = &self.text[start..self.at];
            let initial = first_upper && !lower && !later_upper && self.at - start <= 2;
            let short_dotted = dots > 0 && abbreviation::is_short_dotted(word);
            let number = || self.byte(self.at + 1) == b' ' && self.byte(self.at + 2).is_ascii_digit();
            let form = halves(hash).0;
            let abbreviation = match word.as_bytes() {
                // A party and its state: *R-Calif.*
                [first, b'-', ..] if first.is_ascii_uppercase() => {
                    abbreviation::is_abbreviation(halves(self.hash(start + 2, self.at, ascii)).0, &self.text[start + 2..self.at])
                }
                _ => abbreviation::is_abbreviation(form, word) || number() && abbreviation::is_before_number(form, word),
            };
            if short_dotted || initial || abbreviation {
                self.at += 1;
            } else if dots > 0 {
                kind = TokenKind::Address;
            }
        } else if dots > 0 && !abbreviation::is_short_dotted(&self.text[start..self.at]) {
            kind = TokenKind::Address;
        }
        let shape = match (first_upper, later_upper, lower) {
            (true, _, true) => Shape::Title,
            (true, _, false) => Shape::Upper,
            (false, true, _) if has_small_prefix(&self.text[start..self.at]) => Shape::Title,
            (false, true, _) => Shape::Mixed,
            (false, false, _) => Shape::Lower,
        };
        Form { kind, shape, hash }
    }

    /// Whether the apostrophe of `n` bytes here stands between two letters of one word, and is not the possessive.
    fn inner_apostrophe(&self, n: usize) -> bool {
        let next = self.at + n;
        if !self.is_letter(next) {
            return false;
        }
        let s = matches!(self.byte(next), b's' | b'S');
        !s || self.is_letter(next + 1)
    }

    /// Whether a dot here belongs to the word that began at `start`: an initialism (*U.S*) or an address (*example.org*).
    fn dotted(&self, start: usize) -> bool {
        let word = &self.bytes[start..self.at];
        let part = word.iter().rev().take_while(|&&b| b != b'.').count();
        if part == 1 || abbreviation::is_state_of_party(word, &self.bytes[self.at + 1..]) {
            return true;
        }
        // A missing blank after a full stop is commoner than an address: the next word must not begin with a capital.
        let tail = &self.bytes[self.at + 1..];
        let next = tail.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
        tail[0].is_ascii_lowercase() && next >= 2 && abbreviation::is_domain_ending(&tail[..next])
    }

    /// Runs to the end of a web or mail address.
    fn address(&mut self) {
        while self.byte(self.at) > b' ' && !matches!(self.byte(self.at), b'"' | b'<' | b'>' | b')' | b']' | 0x80..) {
            self.at += 1;
        }
        while matches!(self.byte(self.at - 1), b'.' | b',' | b';' | b':' | b'?' | b'!' | b'\'') {
            self.at -= 1;
        }
    }
}

/// *al-Hamdun*, *d'Estaing*: a name whose small prefix is joined to it.
fn has_small_prefix(word: &str) -> bool {
    let Some(at) = word.find(['-', '\'', '’']) else { return false };
    at <= 3 && word[at..].chars().nth(1).is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::token::Tokens;
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
