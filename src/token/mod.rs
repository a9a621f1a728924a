//! Text to tokens, sentences and paragraphs.
//!
//! A [`Token`] is a span, a kind and the hash of its folded form; the text itself stands only in the article. Tokens and
//! the white space between them, joined, give the text.

mod abbreviation;
mod any_word;
mod byte_class;
mod cursor;
mod fold;
mod kind;
mod paragraph;
mod plain_word;
mod sentence;
mod set;
mod sign;
mod tokenizer;

pub(crate) use fold::hash_plain;
pub use fold::{folded_eq, hash_form};
pub(crate) use fold::{form_hashes, join_hash};
pub use kind::{Gap, Shape, TokenKind};
pub(crate) use set::TokenSet;

use crate::span::{Span, TokenRange, to_u32};
use tokenizer::Found;

/// One token of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Hash of its folded form ([`hash_form`]): lower case, straight apostrophes, no closing full stop.
    pub hash: u32,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub shape: Shape,
    /// The white space before it.
    pub gap: Gap,
}

impl Token {
    /// The token's text.
    #[inline]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        self.span.of(text)
    }

    /// A word whose first letter is a capital.
    #[inline]
    pub fn is_capitalised(&self) -> bool {
        matches!(self.shape, Shape::Title | Shape::Upper)
    }

    /// A word (with letters), not a number, mark or sign.
    #[inline]
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}

const _: () = assert!(size_of::<Token>() == 16);

/// Runs of tokens that follow each other without a gap, and in which every token is.
#[derive(Clone, Debug, Default)]
struct Runs {
    runs: Vec<TokenRange>,
    of: Vec<u32>,
}

impl Runs {
    fn clear(&mut self) {
        self.runs.clear();
        self.of.clear();
    }

    fn push(&mut self, start: usize, end: usize) {
        let number = to_u32(self.runs.len());
        self.runs.push(TokenRange::new(start, end));
        self.of.resize(end, number);
    }

    #[inline]
    fn of(&self, i: usize) -> usize {
        self.of.get(i).map_or(self.runs.len(), |&number| number as usize)
    }
}

/// The tokens of a text and the runs of them that make sentences and paragraphs.
#[derive(Clone, Debug, Default)]
pub struct Tokens {
    found: Found,
    sentences: Runs,
    paragraphs: Runs,
    /// Scratch for the folded form of a word.
    folded: String,
}

/// Whether the second of three tokens stands as the apostrophe of a possessive does, *the workers’ boats*. The caller knows whether it is
/// an apostrophe, and whether a quotation ends with it.
pub(crate) fn is_behind_plural(text: &str, [before, sign, behind]: &[Token; 3]) -> bool {
    sign.gap == Gap::None
        && behind.gap == Gap::Blank
        && before.is_word()
        && matches!(behind.kind, TokenKind::Word | TokenKind::Number | TokenKind::Mark)
        && before.of(text).ends_with(['s', 'S', 'z', 'x'])
}

impl Tokens {
    /// Reads `text` into tokens and paragraphs. Sentences follow with [`Tokens::split_sentences`].
    pub fn reset(&mut self, text: &str) {
        self.sentences.clear();
        self.paragraphs.clear();
        tokenizer::tokenize(text, &mut self.folded, &mut self.found);
        paragraph::split(text, &self.found, &mut self.paragraphs);
    }

    /// Cuts the paragraphs into sentences. `is_reporting` tells which tokens are verbs that report speech, so that
    /// no cut is made between a closing mark and *said X* or *X said*. At the tokens in `starts`, in order, a sentence begins
    /// whatever stands before: where the text of a paragraph begins behind its dateline.
    pub fn split_sentences(&mut self, text: &str, starts: &[u32], is_reporting: impl Fn(usize) -> bool) {
        self.sentences.clear();
        sentence::split(text, &self.found, &self.paragraphs.runs, starts, is_reporting, &mut self.sentences);
    }

    /// All tokens, in order.
    #[inline]
    pub fn all(&self) -> &[Token] {
        &self.found.tokens
    }

    /// A second, independent hash of every token's folded form: where both agree, the forms do, but for one in billions.
    #[inline]
    pub fn checks(&self) -> &[u32] {
        &self.found.checks
    }

    /// Makes token `i`, a single mark, the possessive that it has turned out to be: *the workers’ boats*.
    ///
    /// # Panics
    /// If there is no such token.
    pub(crate) fn make_possessive(&mut self, i: usize) {
        let token = &mut self.found.tokens[i];
        token.kind = TokenKind::Possessive;
        (token.hash, self.found.checks[i]) = form_hashes("'s");
    }

    /// The quote marks among the tokens, in order, with those that have turned out to be apostrophes.
    #[inline]
    pub fn marks(&self) -> &[u32] {
        &self.found.marks
    }

    /// All sentences, in order; every token is in exactly one.
    #[inline]
    pub fn sentences(&self) -> &[TokenRange] {
        &self.sentences.runs
    }

    /// The sentence that holds token `i`.
    ///
    /// # Panics
    /// If there is no such token.
    #[inline]
    pub fn sentence_at(&self, i: usize) -> TokenRange {
        self.sentences()[self.sentence_of(i)]
    }

    /// The paragraph that holds token `i`.
    ///
    /// # Panics
    /// If there is no such token.
    #[inline]
    pub fn paragraph_at(&self, i: usize) -> TokenRange {
        self.paragraphs()[self.paragraph_of(i)]
    }

    /// The sentences of a paragraph, in order.
    pub fn sentences_in(&self, paragraph: TokenRange) -> &[TokenRange] {
        let first = self.sentence_of(paragraph.start as usize);
        let n = self.sentences()[first..].iter().take_while(|sentence| sentence.start < paragraph.end).count();
        &self.sentences()[first..first + n]
    }

    /// All paragraphs, in order; every token is in exactly one.
    #[inline]
    pub fn paragraphs(&self) -> &[TokenRange] {
        &self.paragraphs.runs
    }

    /// The bytes from the first to the last token of `range`.
    ///
    /// # Panics
    /// If the range is empty or not one of this text.
    #[inline]
    pub fn span(&self, range: TokenRange) -> Span {
        Span { start: self.found.tokens[range.start as usize].span.start, end: self.found.tokens[range.end as usize - 1].span.end }
    }

    /// Index of the sentence that holds token `i`.
    #[inline]
    pub fn sentence_of(&self, i: usize) -> usize {
        self.sentences.of(i)
    }

    /// Index of the paragraph that holds token `i`.
    #[inline]
    pub fn paragraph_of(&self, i: usize) -> usize {
        self.paragraphs.of(i)
    }

    /// The first token that starts at or after byte `byte`.
    #[inline]
    pub fn at_byte(&self, byte: u32) -> usize {
        self.found.tokens.partition_point(|t| t.span.start < byte)
    }

    /// Number of tokens.
    #[inline]
    pub fn len(&self) -> usize {
        self.found.tokens.len()
    }

    /// Whether the text holds nothing but white space.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.found.tokens.is_empty()
    }
}
