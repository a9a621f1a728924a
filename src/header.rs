//! The header of separated values: which separator it has, and how its columns are told to a reader.

use crate::steering::steers_terminal;
use csv::{ReaderBuilder, StringRecord, Terminator};

/// What stands between the values of a `.csv`: commas, semicolons where the comma is a decimal point, or tabs.
pub(crate) const SEPARATORS: &[u8] = b",;\t";

/// As many columns are listed in a message, and as many characters of each.
const LISTED: usize = 40;

/// The separator of a header, of those in `among`: the first with which it `fits`, or else the one that finds most columns in it.
pub(crate) fn separator(header: &[u8], among: &[u8], fits: impl Fn(&StringRecord) -> bool) -> u8 {
    let (mut best, mut most) = (among.first().copied().unwrap_or(b','), 0);
    for &separator in among {
        let Some(names) = fields(header, separator) else { continue };
        if fits(&names) {
            return separator;
        }
        if names.len() > most {
            (best, most) = (separator, names.len());
        }
    }
    best
}

/// The fields of one record, if it is UTF-8.
pub(crate) fn fields(row: &[u8], separator: u8) -> Option<StringRecord> {
    let row = row.strip_suffix(b"\r").unwrap_or(row);
    // Records are cut at line feeds. To this reader a carriage return is text.
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .terminator(Terminator::Any(b'\n'))
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(row.len().clamp(1, 8 << 10))
        .from_reader(row);
    let mut record = StringRecord::new();
    reader.read_record(&mut record).ok()?;
    Some(record)
}

/// The columns that there are, for a message.
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut names = names.into_iter();
    let first: Vec<String> = names.by_ref().take(LISTED).map(|name| format!("`{}`", clipped(name))).collect();
    let more = match names.count() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    first.join(", ") + &more
}

/// The beginning of a name, without what a terminal would obey.
fn clipped(name: &str) -> String {
    name.chars().take(LISTED).map(|c| if steers_terminal(c) { '\u{FFFD}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_is_the_one_that_fits_or_that_finds_most() {
        let is_id = |names: &StringRecord| names.iter().any(|name| name == "id");
        for (header, expected) in [
            (&b"id,a;b;c"[..], b','),
            (b"a,b,c\tid", b'\t'),
            (b"a;b,c;d", b';'),
            (b"\"a;b\",c", b','),
            (b"a", b','),
            (b"", b','),
            (b"\xFF;\xFF", b','),
        ] {
            assert_eq!(separator(header, SEPARATORS, is_id), expected, "{}", String::from_utf8_lossy(header));
        }
    }

    #[test]
    fn names_in_a_message_are_obeyed_by_no_terminal() {
        assert_eq!(listed(["id", "a\u{1b}[2J\u{202E}b\tc"]), "`id`, `a\u{FFFD}[2J\u{FFFD}b\u{FFFD}c`");
    }
}
