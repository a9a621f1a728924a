//! What is known beforehand: the built-in word lists, and the user's speakers.

mod automaton;
mod builtin;
mod compile;
mod form;
mod json_lines;
mod load;
mod separated;
mod speakers;
mod symbols;
mod table;
mod tag;
mod words;

pub use automaton::{LexiconMatch, LexiconScratch};
pub use builtin::{Builtin, Facts, UNKNOWN, Word, made_up_names};
pub use form::Writing;
pub use load::LexiconFormat;
pub use speakers::{Lexicon, Speaker};
pub use tag::{CueClass, EntityType, Gender, Tag};
pub(crate) use words::is_form;
pub use words::{Words, look_up};
