//! Training: labelled samples → sheets → weights → a model's file.
//!
//! The same samples give the same bytes on any machine: articles come in the order of their ids, sums are taken in a fixed
//! order, and exponentials and logarithms are computed by the `libm` crate and not by the system.

mod dataset;
mod fit;
mod kinds;
mod learners;
mod relations;
mod shuffle;
mod solver;
mod tagged;
mod tagger;

pub use dataset::{Example, Truth, examples};
pub use fit::{Fit, Held, Settings, fit};
pub use kinds::add_kinds;
pub use learners::{Learner, Trial, Trials, trial};
pub use relations::train_relations;
pub use tagged::{TaggedArticle, read_tagged};
pub use tagger::{tagging_accuracy, train_tagger};
