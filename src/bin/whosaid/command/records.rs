//! Records that are read back, and what a file that holds none is told to be.

use anyhow::anyhow;
use serde_json::{Map, Value};
use whosaid::Record;

/// What is to be done with other outputs of `annotate`.
const NEEDED: &str = "records are needed, which `whosaid annotate` writes to a file of another ending or `--to records`";

/// The records of a file.
pub(super) fn read(lines: &[u8], name: &str) -> anyhow::Result<Vec<Record<'static>>> {
    Record::read(lines, name).map_err(|error| match held(lines) {
        Some(what) => anyhow!("{name}: {what}"),
        None => error.into(),
    })
}

/// What a file holds that is known and has no records. Its first line tells.
fn held(lines: &[u8]) -> Option<String> {
    if lines.starts_with(b"PAR1") {
        return Some(format!("is Parquet, which is not read here: {NEEDED}"));
    }
    let lines = lines.strip_prefix("\u{feff}".as_bytes()).unwrap_or(lines);
    let first = lines.split(|&byte| byte == b'\n').find(|line| !line.trim_ascii().is_empty())?.trim_ascii();
    if !first.starts_with(b"{") {
        // The first column of rows; articles in a table are told of like those in JSON.
        let is_rows = first.starts_with(b"article_id");
        return is_rows.then(|| format!("holds rows as separated values, which are not read here: {NEEDED}"));
    }
    let object: Map<String, Value> = serde_json::from_slice(first).ok()?;
    let has = |fields: &[&str]| fields.iter().all(|field| object.contains_key(*field));
    let other = |format: &str| Some(format!("holds what `--to {format}` writes, which is not read here: {NEEDED}"));
    if has(&["article_id", "row"]) {
        other("rows")
    } else if has(&["docId", "quotes"]) {
        other("corenlp")
    } else if has(&["articleID", "quotations"]) {
        other("quotebank")
    } else if has(&["text", "quotations"]) || has(&["text", "attributions"]) {
        Some("is a labelled sample and has no records: give it to --gold, beside the records or articles that it is of".to_owned())
    } else {
        None
    }
}
