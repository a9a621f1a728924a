//! Flat rows as comma- or tab-separated values: quoted where a value holds a separator, a quote mark or a line end, quote marks doubled.

use super::OutputFormat;
use crate::record::{Cell, FLAT_COLUMNS, FlatRow};

/// The header, a line of column names.
///
/// # Errors
/// None that a buffer gives.
pub(super) fn header(format: OutputFormat, out: &mut Vec<u8>) -> csv::Result<()> {
    let mut writer = writer(format, out);
    writer.write_record(FLAT_COLUMNS.map(|column| column.name))?;
    Ok(writer.flush()?)
}

/// Appends rows.
///
/// # Errors
/// None that a buffer gives.
pub(super) fn append<'a>(rows: impl Iterator<Item = FlatRow<'a>>, format: OutputFormat, out: &mut Vec<u8>) -> csv::Result<()> {
    let mut writer = writer(format, out);
    for row in rows {
        for cell in row.cells() {
            match cell {
                Cell::Absent => writer.write_field("")?,
                Cell::Text(text) => writer.write_field(text)?,
                Cell::Whole(whole) => writer.write_field(whole.to_string())?,
                Cell::Share(share) => writer.write_field(share.to_string())?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.flush()?)
}

fn writer(format: OutputFormat, out: &mut Vec<u8>) -> csv::Writer<&mut Vec<u8>> {
    let delimiter = if format == OutputFormat::Tsv { b'\t' } else { b',' };
    csv::WriterBuilder::new().delimiter(delimiter).from_writer(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_comes_back(text in "[ -~\\x00-\\x1f“”é\u{2028}]{0,20}", some in any::<bool>(), tabs in any::<bool>()) {
            let format = if tabs { OutputFormat::Tsv } else { OutputFormat::Csv };
            let optional = some.then(|| text.as_str().into());
            let row = FlatRow { article_id: "x".into(), title: optional, text: text.as_str().into(), confidence: 0.25, ..FlatRow::default() };
            let mut bytes = Vec::new();
            header(format, &mut bytes).unwrap();
            append([row.clone(), row].into_iter(), format, &mut bytes).unwrap();
            let mut reader = csv::ReaderBuilder::new().delimiter(if tabs { b'\t' } else { b',' }).from_reader(&bytes[..]);
            prop_assert!(reader.headers().unwrap().iter().eq(FLAT_COLUMNS.iter().map(|column| column.name)));
            let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            prop_assert_eq!(rows.len(), 2);
            for read in rows {
                prop_assert_eq!((&read[1], &read[8], &read[25]), (if some { text.as_str() } else { "" }, text.as_str(), "0.25"));
            }
        }
    }
}
