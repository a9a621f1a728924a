//! The corpus on disk: `corpus/articles/ID.txt` with `corpus/labels/ID.tsv` and `corpus/relations/ID.tsv`, and what is generated
//! from them.

pub(crate) mod coverage;
pub(crate) mod labels;
pub(crate) mod outward;
pub(crate) mod relations;

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) use labels::{Kind, Labels, Quote};
pub(crate) use relations::Relations;

/// An article with its labels.
pub(crate) struct Labelled {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) labels: Labels,
    pub(crate) relations: Relations,
}

/// The folder of the corpus in the repository.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// All articles in the order of their ids, or every fault of the labels, one `file:line: what` a line.
pub(crate) fn read() -> Result<Vec<Labelled>, String> {
    let mut faults = Vec::new();
    let mut articles = Vec::new();
    for id in ids(&folder().join("articles"), "txt")? {
        let text = read_text(&folder().join("articles").join(format!("{id}.txt")))?;
        let [quotes, reports] = ["labels", "relations"].map(|rows| read_text(&folder().join(rows).join(format!("{id}.tsv"))));
        let labels = labels::parse(&format!("corpus/labels/{id}.tsv"), &quotes?, &text).unwrap_or_else(|found| {
            faults.extend(found);
            Labels::default()
        });
        match relations::parse(&format!("corpus/relations/{id}.tsv"), &reports?, &text, &labels) {
            Ok(relations) => articles.push(Labelled { id, text, labels, relations }),
            Err(found) => faults.extend(found),
        }
    }
    for rows in ["labels", "relations"] {
        for id in ids(&folder().join(rows), "tsv")? {
            if !folder().join("articles").join(format!("{id}.txt")).exists() {
                faults.push(format!("corpus/{rows}/{id}.tsv: no article corpus/articles/{id}.txt"));
            }
        }
    }
    if faults.is_empty() { Ok(articles) } else { Err(faults.join("\n")) }
}

/// Names without extension of the files of a folder, sorted; another extension is a fault.
fn ids(folder: &Path, extension: &str) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut ids = Vec::new();
    for entry in entries {
        let path = entry.map_err(|e| format!("{}: {e}", folder.display()))?.path();
        match (path.file_stem(), path.extension()) {
            (Some(stem), Some(ext)) if ext == extension => ids.push(stem.to_string_lossy().into_owned()),
            _ => return Err(format!("{}: only .{extension} files belong here", path.display())),
        }
    }
    ids.sort();
    Ok(ids)
}

pub(crate) fn read_text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))
}
