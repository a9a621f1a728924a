//! What a token is, how it is written, and what stands before it.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes, hyphens and dots: *Kuleba*, *don't*, *cease-fire*, *U.S.*
    Word,
    /// Begins with a digit: *24*, *24-hour*, *3.5*, *2nd*.
    Number,
    /// The possessive *'s* behind a word (or a contracted *is* or *has*: the form alone does not tell).
    Possessive,
    /// A sign that may open or close a quotation: “ ” „ « » ‘ ’ ‚ ‹ › " ' ` and doubled singles.
    Mark,
    /// A name on a social network: *@ann_lee*; or a topic: *#vote*.
    Handle,
    /// A web or mail address.
    Address,
    /// . , ; : ? ! … ( ) dashes and every other sign.
    Punct,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shape {
    /// No capital, or no letter at all.
    Lower,
    /// The first letter is a capital, others are not: *Kuleba*, *McCain*; or that of the main part: *al-Hamdun*.
    Title,
    /// Every letter is a capital: *PENCE*, *U.S.*, *J.*
    Upper,
    /// Capitals inside only: *iPhone*.
    Mixed,
}

/// The white space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gap {
    /// None.
    None,
    /// Blanks within a line.
    Blank,
    /// One line end.
    Line,
    /// An empty line or more.
    EmptyLine,
    /// The start of the text.
    Start,
}
