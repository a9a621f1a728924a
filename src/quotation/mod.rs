//! Quotation spans: which words stand between marks.
//!
//! The marks of a paragraph are read ([`Finder`]), those that are never apostrophes are paired, then the single ones between
//! them; what has no partner gets an end by rule; every span gets a first guess at its kind.

mod doubles;
mod elision;
mod finder;
mod form_list;
mod kind;
mod marks;
mod neighbour;
mod odd;
mod page;
mod possessive;
mod region;
mod singles;

pub use finder::Finder;
pub use possessive::Possessives;

use crate::row_kind::RowKind;
use crate::span::{QuotationId, Span, TokenRange};

/// What a quoted span is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QuotationKind {
    /// Quoted words that make a clause or more, given as somebody's own.
    Direct,
    /// A quoted fragment inside the reporter's sentence, given as somebody's words.
    Mixed,
    /// Quote marks around words that are nobody's in particular.
    None,
}

impl From<QuotationKind> for RowKind {
    fn from(kind: QuotationKind) -> Self {
        match kind {
            QuotationKind::Direct => RowKind::Direct,
            QuotationKind::Mixed => RowKind::Mixed,
            QuotationKind::None => RowKind::None,
        }
    }
}

/// Why a quotation looks like the kind that is first guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// No word stands between the marks.
    Empty,
    /// A cue follows its comma.
    Attributed,
    /// The words beside it announce a name, a title or what is nobody's.
    Named,
    /// It is written as a title.
    Title,
    /// It is written as speech.
    Speech,
    /// A word or two where nothing is reported.
    Scare,
    /// Any other fragment.
    Fragment,
}

/// The pair of marks around a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Marks {
    /// “ ” " „ « » and their mixtures.
    Double,
    /// ‘ ’ ' ‚ ‹ ›
    Single,
}

/// One quoted span of an article, within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// The quoted words with their marks.
    pub span: Span,
    /// The same as tokens, marks included.
    pub tokens: TokenRange,
    /// Which marks.
    pub marks: Marks,
    /// Whether it begins with a mark of its own (if not, the opening one was forgotten).
    pub opened: bool,
    /// Whether it ends with a mark of its own (if not, it goes on in the next paragraph, or the mark was forgotten).
    pub closed: bool,
    /// The quotation of the paragraph before that this one goes on from: that one has no closing mark, this one stands at
    /// its paragraph's start, as a rule with an opening mark again.
    pub continues: Option<QuotationId>,
    /// The quotation in which this one stands, for a quotation inside a quotation.
    pub parent: Option<QuotationId>,
    /// Its kind as far as its own form tells; the attribution has the last word.
    pub kind: QuotationKind,
    /// Why it looks like that kind.
    pub look: Look,
}

impl Quotation {
    /// The tokens between the marks.
    pub fn inner(&self) -> TokenRange {
        let TokenRange { start, end } = self.tokens;
        let (start, end) = (start + u32::from(self.opened), end - u32::from(self.closed));
        TokenRange { start, end: end.max(start) }
    }
}

/// Tells of every token in which outermost quotation it stands: one entry a token, appended to `out`.
pub fn owners(tokens: usize, quotations: &[Quotation], out: &mut Vec<Option<QuotationId>>) {
    let first = out.len();
    out.resize(first + tokens, None);
    for (id, quotation) in quotations.iter().enumerate().filter(|(_, q)| q.parent.is_none()) {
        out[first..][quotation.tokens.range()].fill(Some(QuotationId::new(id)));
    }
}

#[cfg(test)]
mod tests;
