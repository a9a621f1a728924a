//! A word of any form, and a number: with capitals, apostrophes, hyphens, dots, letters beyond ASCII, or asterisks for letters that are
//! left out. Web and mail addresses begin as words do.

use super::byte_class::{CLASS, INSIDE, LOWER, UPPER_SHIFT, is_combining, is_word_byte};
use super::cursor::Cursor;
use super::fold::halves;
use super::plain_word::Form;
use super::{Shape, TokenKind, abbreviation};

/// What the letters of a word are like.
struct Letters {
    first_upper: bool,
    later_upper: bool,
    lower: bool,
    ascii: bool,
    /// Dots inside.
    dots: usize,
}

impl Cursor<'_> {
    /// Reads a word.
    pub(super) fn word(&mut self) -> Form {
        let start = self.at;
        let letters = self.letters();
        let hash = self.hash(start, self.at, letters.ascii);
        // The commonest ends of a word need no further look.
        let is_plain_end = matches!(self.byte(self.at), b' ' | b',') && letters.dots == 0;
        let kind = if is_plain_end { TokenKind::Word } else { self.end_of_word(start, &letters, hash) };
        let shape = match (letters.first_upper, letters.later_upper, letters.lower) {
            (true, _, true) => Shape::Title,
            (true, _, false) => Shape::Upper,
            (false, true, _) if has_small_prefix(&self.text[start..self.at]) => Shape::Title,
            (false, true, _) => Shape::Mixed,
            (false, false, _) => Shape::Lower,
        };
        Form { kind, shape, hash }
    }

    /// Reads all that stands inside a word.
    #[inline]
    fn letters(&mut self) -> Letters {
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
        Letters { first_upper, later_upper: uppers > usize::from(first_upper), lower, ascii, dots }
    }

    /// What the word that began at `start` is by what stands behind it, which is read where it belongs to the word.
    fn end_of_word(&mut self, start: usize, letters: &Letters, hash: u64) -> TokenKind {
        let is_address = match self.byte(self.at) {
            b':' => self.bytes[self.at..].starts_with(b"://"),
            b'@' => is_word_byte(self.byte(self.at + 1)),
            _ => false,
        };
        if is_address {
            self.address();
            return TokenKind::Address;
        }
        if self.byte(self.at) == b'.' && self.has_stop(start, letters, hash) {
            self.at += 1;
            return TokenKind::Word;
        }
        let is_word = letters.dots == 0 || abbreviation::is_short_dotted(&self.text[start..self.at]);
        if is_word { TokenKind::Word } else { TokenKind::Address }
    }

    /// Whether the full stop here is the word's own: behind an initial, an initialism or an abbreviation.
    fn has_stop(&mut self, start: usize, letters: &Letters, hash: u64) -> bool {
        let word = &self.text[start..self.at];
        let initial = letters.first_upper && !letters.lower && !letters.later_upper && self.at - start <= 2;
        if initial || letters.dots > 0 && abbreviation::is_short_dotted(word) {
            return true;
        }
        let number = || self.byte(self.at + 1) == b' ' && self.byte(self.at + 2).is_ascii_digit();
        let form = halves(hash).0;
        match word.as_bytes() {
            // A party and its state: *R-Calif.*
            [first, b'-', ..] if first.is_ascii_uppercase() => {
                abbreviation::is_abbreviation(halves(self.hash(start + 2, self.at, letters.ascii)).0, &self.text[start + 2..self.at])
            }
            _ => abbreviation::is_abbreviation(form, word) || number() && abbreviation::is_before_number(form, word),
        }
    }

    /// How many asterisks here stand for letters that are left out of a word: `Jo** was here`, `what the f***`; none where such
    /// close what others have opened, and one alone leads to a note.
    fn masked(&self) -> usize {
        let n = self.bytes[self.at..].iter().take_while(|&&b| b == b'*').count();
        if n > 1 && !self.emphasis { n } else { 0 }
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

    /// Reads a number with what is joined to it.
    pub(super) fn number(&mut self) -> Form {
        let start = self.at;
        let mut ascii = true;
        loop {
            let b = self.byte(self.at);
            let joins = matches!(b, b'.' | b',' | b'-' | b':' | b'/') && self.byte(self.at + 1).is_ascii_alphanumeric();
            // *since 1974.Roe said*: the blank behind the full stop is missing.
            let stops = b == b'.' && self.byte(self.at + 1).is_ascii_uppercase() && self.byte(self.at + 2).is_ascii_lowercase();
            if b.is_ascii_alphanumeric() || joins && !stops {
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
}

/// *al-Hamdun*, *d'Estaing*: a name whose small prefix is joined to it.
fn has_small_prefix(word: &str) -> bool {
    let Some(at) = word.find(['-', '\'', '’']) else { return false };
    at <= 3 && word[at..].chars().nth(1).is_some_and(char::is_uppercase)
}
