//! What a quote mark is, and which way it looks: by its character, and by what stands beside it.

use super::Marks;
use super::page::Page;
use crate::span::TokenRange;
use crate::token::{Gap, TokenKind};

/// Marks of one family make pairs with each other; a pair of two families is an accident.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// “ ” „ ‟ " ＂ and doubled singles: writers and machines mix them freely.
    Double,
    /// « »
    Guillemet,
    /// ‹ ›
    Angle,
    /// 「 」
    Corner,
    /// ‘ ’ ' ‚ ‛ and the backtick: as often apostrophes as marks.
    Single,
}

impl Family {
    /// Number of families whose marks are never apostrophes.
    pub(super) const UNMISTAKABLE: usize = 4;

    pub(super) fn marks(self) -> Marks {
        match self {
            Family::Single | Family::Angle => Marks::Single,
            _ => Marks::Double,
        }
    }
}

/// Which way a mark looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Opens,
    Closes,
}

/// What stands beside a mark, or beside the run of marks in which it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// The end of the paragraph.
    Edge,
    Blank,
    Word,
    Number,
    /// ( [ $ # and other signs that lean on what follows.
    Opening,
    /// . , ; ? ! ) and other signs that lean on what precedes.
    Closing,
    Colon,
    /// Dashes, strokes, bullets: lean on neither.
    Dash,
    Ellipsis,
}

/// One token that may be a quote mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sign {
    pub(super) token: usize,
    pub(super) family: Family,
    /// Which way its character looks; `None` for typewriter marks.
    pub(super) form: Option<Look>,
    pub(super) left: Side,
    pub(super) right: Side,
}

impl Sign {
    /// Which way the mark must look by its neighbours alone; `None` if they allow both.
    pub(super) fn context(&self) -> Option<Look> {
        use Side::{Blank, Closing, Colon, Dash, Edge, Ellipsis, Number, Opening, Word};
        match (self.left, self.right) {
            (Edge, Edge) => None,
            (Edge, _) => Some(Look::Opens),
            (_, Edge) => Some(Look::Closes),
            (Blank | Opening, Word | Number | Opening | Ellipsis) | (Opening, Blank | Dash) | (Colon, Word | Number | Opening) => {
                Some(Look::Opens)
            }
            (Word | Number | Closing | Colon | Dash | Ellipsis, Blank | Closing | Colon)
            | (Word | Number | Closing | Colon | Ellipsis, Dash)
            | (Word | Number | Closing, Ellipsis) => Some(Look::Closes),
            _ => None,
        }
    }

    /// » or › as the sign that begins a list item.
    fn is_bullet(&self) -> bool {
        self.left == Side::Edge && self.right == Side::Blank && self.form == Some(Look::Closes) && self.family != Family::Double
    }
}

/// The family of a mark and which way its character looks.
fn read(mark: &str) -> Option<(Family, Option<Look>)> {
    let mut chars = mark.chars();
    let first = chars.next()?;
    let doubled = chars.next().is_some();
    let form = match first {
        '“' | '„' | '‟' | '«' | '‹' | '‘' | '‚' | '‛' | '`' | '「' | ',' => Some(Look::Opens),
        '”' | '»' | '›' | '’' | '」' => Some(Look::Closes),
        _ => None,
    };
    let family = match first {
        '«' | '»' => Family::Guillemet,
        '‹' | '›' => Family::Angle,
        '「' | '」' => Family::Corner,
        '\'' | '‘' | '’' | '‚' | '‛' | 'ʼ' | '`' if !doubled => Family::Single,
        _ => Family::Double,
    };
    Some((family, form))
}

/// The family of a mark.
pub(super) fn family(mark: &str) -> Option<Family> {
    read(mark).map(|(family, _)| family)
}

/// The marks of one paragraph, each kind in order.
#[derive(Debug, Default)]
pub(super) struct Signs {
    /// Marks that are never apostrophes.
    pub(super) doubles: Vec<Sign>,
    /// Marks that may be apostrophes.
    pub(super) singles: Vec<Sign>,
}

impl Signs {
    /// Reads the marks of `paragraph`, which are the tokens `marks`.
    pub(super) fn reset(&mut self, page: &Page, paragraph: TokenRange, marks: &[u32]) {
        self.doubles.clear();
        self.singles.clear();
        let range = paragraph.range();
        let mut seen = 0;
        let mut in_tag = false;
        while let Some(i) = marks.get(seen).map(|&i| i as usize) {
            // Marks without a blank between them look as the run of them does: “‘Go!’”
            let behind = marks[seen + 1..].iter().zip(i + 1..);
            let run = 1 + behind.take_while(|&(&mark, next)| mark as usize == next && page.token(next).gap == Gap::None).count();
            let end = i + run;
            seen += run;
            let left = if i == range.start { Side::Edge } else { beside(page, i - 1, page.token(i).gap) };
            let right = if end == range.end { Side::Edge } else { beside(page, end, page.token(end).gap) };
            // The values in what is left of markup are nobody's words: <a href="…" class="…">.
            let begins = left == Side::Opening && page.form(i - 1) == "=";
            if begins || in_tag || right == Side::Closing && page.form(end) == ">" {
                in_tag = begins && run == 1;
                continue;
            }
            for token in i..end {
                let Some((family, form)) = read(page.form(token)) else { continue };
                let sign = Sign { token, family, form, left, right };
                match family {
                    Family::Single => self.singles.push(sign),
                    _ if sign.is_bullet() => {}
                    _ => self.doubles.push(sign),
                }
            }
        }
    }
}

/// What token `i` is to a mark beside it, with `gap` between them.
fn beside(page: &Page, i: usize, gap: Gap) -> Side {
    if gap != Gap::None {
        return Side::Blank;
    }
    match page.token(i).kind {
        TokenKind::Word | TokenKind::Handle | TokenKind::Address => Side::Word,
        TokenKind::Number => Side::Number,
        TokenKind::Possessive => Side::Closing,
        TokenKind::Mark | TokenKind::Punct => match page.form(i) {
            sign if sign.starts_with('…') || sign.starts_with("..") => Side::Ellipsis,
            sign => match sign.chars().next() {
                Some('(' | '[' | '{' | '<' | '$' | '£' | '€' | '#' | '¿' | '¡' | '&' | '@' | '=') => Side::Opening,
                Some(':') => Side::Colon,
                Some('-' | '–' | '—' | '―' | '‒' | '−' | '/' | '\\' | '*' | '|' | '•' | '·' | '~') => Side::Dash,
                _ => Side::Closing,
            },
        },
    }
}
