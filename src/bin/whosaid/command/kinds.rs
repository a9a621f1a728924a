//! The option that chooses kinds of rows.

use clap::ValueEnum;
use whosaid::Kinds;

/// Which kinds are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct KindsArg {
    /// Kinds of reported speech, with commas between; without `indirect` nothing is looked for outside quote marks
    #[arg(long, value_name = "KINDS", value_delimiter = ',', default_value = "direct,mixed,indirect")]
    kinds: Vec<Kind>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Clauses and sentences between quote marks
    Direct,
    /// Quoted fragments in the reporter's sentence
    Mixed,
    /// What is reported without quote marks
    Indirect,
}

impl KindsArg {
    /// The same in words: whatever the order in which they were asked for.
    pub(super) fn in_words(&self) -> String {
        let Kinds { direct, mixed, indirect } = self.kinds();
        let named = [(direct, "direct"), (mixed, "mixed"), (indirect, "indirect")];
        named.into_iter().filter(|(wanted, _)| *wanted).map(|(_, name)| name).collect::<Vec<_>>().join(",")
    }

    /// The same for a record.
    pub(super) fn kinds(&self) -> Kinds {
        let has = |kind| self.kinds.contains(&kind);
        Kinds { direct: has(Kind::Direct), mixed: has(Kind::Mixed), indirect: has(Kind::Indirect) }
    }
}
