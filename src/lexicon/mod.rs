//! What is known beforehand: the built-in word lists, and the user's speakers.

mod automaton;
mod belongings;
mod builtin;
mod check;
mod compile;
mod compiled;
mod first_words;
mod form;
mod forms;
mod json_lines;
mod load;
mod look_up;
#[cfg(feature = "formats")]
mod parquet;
mod prefixes;
mod search;
mod separated;
mod sorts;
mod speakers;
mod symbols;
mod table;
mod tag;
mod words;

pub use belongings::Trades;
pub use builtin::{Builtin, Facts, UNKNOWN, Word, made_up_names};
pub use check::{FaultKind, LexiconFault};
pub use form::Writing;
pub use load::{LexiconBuilder, LexiconFormat};
pub use look_up::{LookedUp, look_up};
pub use search::{LexiconMatch, LexiconScratch};
pub use speakers::{Lexicon, Speaker};
pub use tag::{CueClass, EntityType, Gender, Tag};
pub use words::Words;
pub(crate) use words::is_form;
