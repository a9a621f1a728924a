//! Records as JSON lines.

use crate::error::{Error, Result};
use crate::record::Record;

/// Appends a record as one line to a buffer.
///
/// # Errors
/// [`crate::ErrorKind::Bug`] if the JSON writer refuses the record; no text can bring that about.
pub fn write_record(record: &Record, out: &mut Vec<u8>) -> Result<()> {
    serde_json::to_writer(&mut *out, record).map_err(|error| Error::bug(format!("record {}: {error}", record.id)))?;
    out.push(b'\n');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_one_line_whatever_its_id_holds() {
        let mut out = b"before\n".to_vec();
        write_record(&Record { schema: 1, id: "a\n“b”\0".to_owned(), ..Record::default() }, &mut out).unwrap();
        let expected = "before\n{\"schema\":1,\"id\":\"a\\n“b”\\u0000\",\"quotations\":[]}\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }
}
