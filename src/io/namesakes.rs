//! Text files that have one id between them: their records could not be told apart.

use super::inputs::{Found, Inputs, is_stdin};
use super::{Format, ReadOptions};
use crate::digest::Digest;
use std::collections::HashMap;
use std::fmt;
use std::path::PathBuf;

/// Of so many files id and path are remembered, as numbers; those of what is found behind them are looked up only.
const MOST_REMEMBERED: usize = 1 << 19;

/// Two text files of one id, and how many more there are of the kind. [`fmt::Display`] tells of them with the next step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesakes {
    /// The id of both.
    pub id: String,
    /// The file that is read first.
    pub first: PathBuf,
    /// The one that has the same id again.
    pub second: PathBuf,
    /// Files whose id an earlier one has, the second among them.
    pub files: u64,
}

impl Namesakes {
    /// Those among the text files that a reader with these options will find, by their names: nothing is opened, and what stands in archives
    /// is not seen. Where several inputs are given the folders among them are walked, so that it takes as long as that; a single folder gives
    /// every path once.
    pub fn among(inputs: &[PathBuf], options: &ReadOptions) -> Option<Namesakes> {
        if super::named(inputs).len() < 2 {
            return None;
        }
        let mut seen: HashMap<u64, u64> = HashMap::new();
        let mut found: Option<Namesakes> = None;
        for (number, Found { path, id, .. }) in texts(inputs, options).enumerate() {
            let digest = |bytes: &[u8]| Digest::of(bytes).value();
            let (by_id, by_path) = (digest(id.as_bytes()), digest(path.as_os_str().as_encoded_bytes()));
            // One file that is named twice is one article twice, which nobody takes for another.
            let is_new = seen.get(&by_id).is_none_or(|first| *first == by_path);
            if is_new && seen.len() < MOST_REMEMBERED {
                seen.insert(by_id, by_path);
            }
            match &mut found {
                _ if is_new => {}
                Some(namesakes) => namesakes.files += 1,
                None => {
                    // Which file had it is not remembered, and the digest may be that of another id: both are seen by a second look.
                    let first = texts(inputs, options).take(number).find(|first| first.id == id);
                    found = first.map(|first| Namesakes { id, first: first.path, second: path, files: 1 });
                }
            }
        }
        found
    }
}

/// The files whose names promise one text, in the order in which they are read.
fn texts(inputs: &[PathBuf], options: &ReadOptions) -> impl Iterator<Item = Found> {
    let mut files = Inputs::new(inputs.to_vec(), options.format);
    std::iter::from_fn(move || files.next())
        .flatten()
        .filter(|found| !is_stdin(&found.path) && Format::of_path(&found.path) == Some(Format::Text))
}

impl fmt::Display for Namesakes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Namesakes { id, first, second, files } = self;
        write!(f, "{} and {} both have the id `{id}`", first.display(), second.display())?;
        if let more @ 1.. = files - 1 {
            write!(f, ", and {more} more repeat one")?;
        }
        f.write_str("; ids are whole paths if files are named by a pattern (\"folder/**/*.txt\"), or by the folder around all")
    }
}
