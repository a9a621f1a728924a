//! Files that were found and not read, since by their names they are of other kinds: how many, and the first of them.

/// As many of them are named.
const MOST_NAMED: usize = 3;

/// Files that were passed over.
#[derive(Clone, Debug, Default)]
pub(super) struct PassedOver {
    pub(super) files: u64,
    pub(super) first: Vec<String>,
}

impl PassedOver {
    /// One file more; `name` is asked for it as long as files are named.
    pub(super) fn add(&mut self, name: impl FnOnce() -> String) {
        self.files += 1;
        if self.first.len() < MOST_NAMED {
            self.first.push(name());
        }
    }

    /// Those of another place behind these.
    pub(super) fn append(&mut self, other: &PassedOver) {
        self.files += other.files;
        self.first.extend(other.first.iter().take(MOST_NAMED - self.first.len()).cloned());
    }
}
