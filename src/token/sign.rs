//! What is no plain word: told apart by its first letter or sign. Signs, marks, apostrophes and handles are read here.

use super::byte_class::{CLASS, LETTER, is_combining, is_word_byte};
use super::cursor::Cursor;
use super::fold::{hash_ascii, hash_bytes, hash_within};
use super::plain_word::Form;
use super::tokenizer::Found;
use super::{Gap, Shape, Token, TokenKind};
use crate::span::to_u32;

impl Cursor<'_> {
    /// Reads a token that is no plain word, and notes it if later stages look for such.
    #[inline(never)]
    pub(super) fn other(&mut self, gap: Gap, out: &mut Found) -> Form {
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
}
