//! The options that choose kinds of rows.

use super::share;
use clap::ValueEnum;
use whosaid::{CueClasses, Kinds, RecordOptions, RowKind};

/// From here on it is likelier than not that words are reported: what is less sure, a reader of one article is spared.
pub(super) const LIKELY: f64 = 0.5;

/// Which kinds are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct KindsArg {
    /// Kinds of reported speech, with commas between; without `indirect` nothing is looked for outside quote marks [default: all]
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    kinds: Option<Vec<Kind>>,
    /// What the word that reports may say of it, with commas between; quotations without such a word stay
    #[arg(long, value_name = "CLASSES", value_delimiter = ',', default_value = "speech,thought,writing,showing")]
    cue_classes: Vec<Class>,
    /// Leave out what is reported without quote marks where that is less sure than this, from 0 to 1 [default: 0 to annotate, else 0.5]
    #[arg(long, value_name = "C", value_parser = share)]
    min_indirect: Option<f64>,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Class {
    /// Said: told, asked, promised
    Speech,
    /// Held: thinks, hopes, fears
    Thought,
    /// Put in writing: wrote, tweeted
    Writing,
    /// Shown by what somebody did or found: shows, found
    Showing,
}

impl KindsArg {
    /// The kinds in words: the same whatever the order in which they were asked for.
    pub(super) fn in_words(&self) -> String {
        let kinds = self.kinds();
        listed(RowKind::ALL.map(|kind| (kinds.has(kind), kind.name())))
    }

    /// The classes in words, in the same way.
    pub(super) fn classes_in_words(&self) -> String {
        let CueClasses { speech, thought, writing, showing } = self.classes();
        listed([(speech, "speech"), (thought, "thought"), (writing, "writing"), (showing, "showing")])
    }

    /// How sure kind indirect has to be, if the user does not say so.
    pub(super) fn min_indirect(&self, unsaid: f64) -> f64 {
        self.min_indirect.unwrap_or(unsaid)
    }

    /// All of it for a record, all else as usual; `min_indirect` counts if the user gives none.
    pub(super) fn record_options(&self, min_indirect: f64) -> RecordOptions {
        let min_indirect = self.min_indirect(min_indirect);
        RecordOptions { kinds: self.kinds(), classes: self.classes(), min_indirect, ..RecordOptions::default() }
    }

    fn classes(&self) -> CueClasses {
        let has = |class| self.cue_classes.contains(&class);
        CueClasses { speech: has(Class::Speech), thought: has(Class::Thought), writing: has(Class::Writing), showing: has(Class::Showing) }
    }

    /// Whether kind indirect was asked for by name.
    pub(super) fn names_indirect(&self) -> bool {
        self.kinds.as_ref().is_some_and(|kinds| kinds.contains(&Kind::Indirect))
    }

    /// The kinds for a record.
    pub(super) fn kinds(&self) -> Kinds {
        let has = |kind| self.kinds.as_ref().is_none_or(|kinds| kinds.contains(&kind));
        Kinds { direct: has(Kind::Direct), mixed: has(Kind::Mixed), indirect: has(Kind::Indirect) }
    }
}

fn listed<const N: usize>(named: [(bool, &str); N]) -> String {
    named.into_iter().filter(|(wanted, _)| *wanted).map(|(_, name)| name).collect::<Vec<_>>().join(",")
}
