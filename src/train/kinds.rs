//! Kinds of quoted spans, kept apart from the articles: a table that adds to labelled samples what they do not say.

use crate::error::{Error, Result};
use crate::gold::{GoldArticle, GoldQuotation};
use crate::row_kind::RowKind;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A row, for errors.
const SHAPE: &str =
    "expected four columns with tabs between: article's id, first code point, one past the last, kind (direct, mixed or none)";

/// Adds to `samples` the kinds of a table: a row a quoted span, as `id`, `start`, `end` (code points) and `kind` with tabs
/// between; lines that begin with `#` are left out. Gives how many rows are of an article of the samples.
///
/// # Errors
/// [`crate::ErrorKind::Io`] if the file cannot be read, [`crate::ErrorKind::Format`] with file and line if a row is none.
pub fn add_kinds(samples: &mut [Vec<GoldArticle>], path: &Path) -> Result<usize> {
    let file = path.display().to_string();
    let reader = BufReader::new(File::open(path).map_err(|e| Error::io(format!("cannot open the kinds {file}"), e))?);
    let mut by_id: HashMap<String, Vec<GoldQuotation>> = HashMap::new();
    for (number, line) in (1..).zip(reader.lines()) {
        let line = line.map_err(|e| Error::unreadable(&*file, None, e))?;
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        let (id, quotation) = row(&line).ok_or_else(|| Error::format(&file, number, None, SHAPE))?;
        by_id.entry(id.to_owned()).or_default().push(quotation);
    }
    let mut used = 0;
    for article in samples.iter_mut().flatten() {
        let Some(rows) = by_id.get(&article.id) else { continue };
        used += rows.len();
        article.quotations.extend(rows.iter().cloned());
    }
    Ok(used)
}

fn row(line: &str) -> Option<(&str, GoldQuotation)> {
    let [id, start, end, kind] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
    let (start, end, kind) = (start.parse().ok()?, end.parse().ok()?, kind.parse().ok()?);
    (start < end && kind != RowKind::Indirect).then(|| (id, GoldQuotation { start, end, kind, ..GoldQuotation::default() }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn table(rows: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(rows.as_bytes()).unwrap();
        file
    }

    #[test]
    fn rows_go_to_their_articles() {
        let mut samples = vec![vec![GoldArticle { id: "a".to_owned(), text: "“So.”".to_owned(), ..GoldArticle::default() }]];
        let file = table("# a table\na\t0\t5\tdirect\nelsewhere\t0\t5\tnone\n");
        assert_eq!(add_kinds(&mut samples, file.path()).unwrap(), 1);
        assert_eq!(samples[0][0].quotations[0].kind, RowKind::Direct);
    }

    #[test]
    fn a_wrong_row_is_told_with_its_line() {
        for wrong in ["a\t5\t5\tnone", "a\t0\t5", "a\t0\t5\tloud", "a\t0\t5\tindirect", "a\tx\t5\tnone"] {
            let error = add_kinds(&mut [], table(&format!("#\n{wrong}\n")).path()).unwrap_err().to_string();
            assert!(error.contains(":2: expected four columns"), "{error}");
        }
    }
}
