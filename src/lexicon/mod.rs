//! What is known beforehand: the built-in word lists, and the user's speakers.

mod arrange;
mod automaton;
mod belongings;
mod bit_set;
mod builder;
mod builtin;
mod check;
mod compile;
mod compiled;
mod first_words;
mod form;
mod format;
mod forms;
mod json_lines;
mod lists;
mod load;
mod look_up;
#[cfg(feature = "formats")]
mod parquet;
mod prefixes;
mod row;
mod search;
mod separated;
mod sorts;
mod speakers;
mod symbols;
mod table;
mod tag;
mod word;
mod word_class;
mod words;
mod wrong;

pub use belongings::Trades;
pub use builder::LexiconBuilder;
pub use builtin::{Builtin, UNKNOWN, made_up_names};
pub use check::{FaultKind, LexiconFault};
pub use form::Writing;
pub use format::LexiconFormat;
pub use look_up::{LookedUp, look_up};
pub use search::{LexiconMatch, LexiconScratch};
pub use speakers::{Lexicon, Speaker};
pub use tag::{CueClass, EntityType, Gender, Tag};
pub use word::{Facts, Word};
pub use word_class::WordClass;
pub use words::Words;
pub(crate) use words::is_form;
