//! One annotated article for people to read.
//!
//! A [`Sheet`] gives the quotations their numbers and the speakers theirs; [`runs`] cuts the text where a quotation, a
//! mention or a cue begins or ends. Both know nothing of the medium. `terminal` (feature `terminal`) writes styled text;
//! [`html`] makes of an article and its record what a page shows.

pub mod html;
mod number;
mod run;
mod sheet;
#[cfg(feature = "terminal")]
pub mod terminal;

pub use number::{Row, Sign, Voice};
pub use run::{Run, runs};
pub use sheet::Sheet;
