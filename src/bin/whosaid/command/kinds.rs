//! The options that choose kinds of rows.

use clap::ValueEnum;
use whosaid::{CueClasses, Kinds};

/// From here on it is likelier than not that words are reported: what is less sure, a reader of one article is spared.
pub(super) const LIKELY: f64 = 0.5;

/// Which kinds are wanted.
#[derive(Debug, clap::Args)]
pub(super) struct KindsArg {
    /// Kinds of reported speech, with commas between; without `indirect` nothing is looked for outside quote marks
    #[arg(long, value_name = "KINDS", value_delimiter = ',', default_value = "direct,mixed,indirect")]
    kinds: Vec<Kind>,
    /// What the word that reports may say of it, with commas between; quotations without such a word stay
    #[arg(long, value_name = "CLASSES", value_delimiter = ',', default_value = "speech,thought,writing,showing")]
    cue_classes: Vec<Class>,
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
        let Kinds { direct, mixed, indirect } = self.kinds();
        listed([(direct, "direct"), (mixed, "mixed"), (indirect, "indirect")])
    }

    /// The classes in words, in the same way.
    pub(super) fn classes_in_words(&self) -> String {
        let CueClasses { speech, thought, writing, showing } = self.classes();
        listed([(speech, "speech"), (thought, "thought"), (writing, "writing"), (showing, "showing")])
    }

    /// The classes for a record.
    pub(super) fn classes(&self) -> CueClasses {
        let has = |class| self.cue_classes.contains(&class);
        CueClasses { speech: has(Class::Speech), thought: has(Class::Thought), writing: has(Class::Writing), showing: has(Class::Showing) }
    }

    /// The kinds for a record.
    pub(super) fn kinds(&self) -> Kinds {
        let has = |kind| self.kinds.contains(&kind);
        Kinds { direct: has(Kind::Direct), mixed: has(Kind::Mixed), indirect: has(Kind::Indirect) }
    }
}

fn listed<const N: usize>(named: [(bool, &str); N]) -> String {
    named.into_iter().filter(|(wanted, _)| *wanted).map(|(_, name)| name).collect::<Vec<_>>().join(",")
}
