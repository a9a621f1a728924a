//! What is known beforehand: the built-in word lists, and the user's speakers.

mod automaton;
mod builtin;
mod form;
mod json_lines;
mod load;
mod separated;
mod speakers;
mod tag;
mod words;

pub use automaton::LexiconMatch;
pub use builtin::{Builtin, Facts, UNKNOWN, WordInfo};
pub use form::Writing;
pub use load::LexiconFormat;
pub use speakers::{Lexicon, Speaker};
pub use tag::{CueClass, EntityType, Gender, Tag};
pub use words::Words;

use crate::span::WordId;
use crate::token::Tokens;

/// Looks every token up in the built-in lexicon: one id a token, in order, appended to `out`.
pub fn look_up(text: &str, tokens: &Tokens, out: &mut Vec<WordId>) {
    let builtin = Builtin::get();
    out.extend(tokens.all().iter().map(|token| if token.is_word() { builtin.token(text, token) } else { UNKNOWN }));
}
