//! Flat rows as a Parquet file: columns gathered from JSON lines, a row group at a time.

use super::whole_lines::{WholeLines, bad_line};
use crate::record::{Cell, ColumnType, FLAT_COLUMNS, FlatRow};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::Type;
use std::io::{self, Write};
use std::sync::Arc;

/// A row group is full at so many rows ...
const GROUP_ROWS: usize = 64 << 10;
/// ... or at so many bytes of text, which bounds the memory.
const GROUP_BYTES: usize = 32 << 20;

/// Takes JSON lines of [`FlatRow`]s in pieces of any size and writes a Parquet file: text as strings, offsets and row numbers as 32-bit
/// integers, shares as doubles, what is absent as null; compressed with Zstandard.
pub(super) struct ParquetRows<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    lines: WholeLines,
    group: Group,
}

impl<W: Write + Send> ParquetRows<W> {
    /// Begins a file.
    ///
    /// # Errors
    /// Those of the output.
    pub(super) fn new(out: W) -> io::Result<Self> {
        let properties = WriterProperties::builder().set_compression(Compression::ZSTD(ZstdLevel::default())).build();
        let writer = schema().and_then(|schema| SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties)));
        Ok(ParquetRows { writer: writer.map_err(of_output)?, lines: WholeLines::default(), group: Group::default() })
    }

    /// Writes the last rows and the footer, and gives the output back.
    ///
    /// # Errors
    /// Those of the output; [`io::ErrorKind::UnexpectedEof`] if the last row is cut off.
    pub(super) fn finish(mut self) -> io::Result<W> {
        self.lines.finish()?;
        self.group.write(&mut self.writer).map_err(of_output)?;
        self.writer.into_inner().map_err(of_output)
    }
}

impl<W: Write + Send> Write for ParquetRows<W> {
    /// Takes all of `bytes`.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let ParquetRows { writer, lines, group } = self;
        lines.push(bytes, |line, number| {
            let row: FlatRow<'_> = serde_json::from_slice(line).map_err(|error| bad_line(number, &error))?;
            group.push(&row);
            if group.is_full() { group.write(writer).map_err(of_output) } else { Ok(()) }
        })?;
        Ok(bytes.len())
    }

    /// Does nothing: a row group is written when it is full.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The error of the output that is inside one of the Parquet writer's.
fn of_output(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(inner) => match inner.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(other) => io::Error::other(other),
        },
        other => io::Error::other(other),
    }
}

fn schema() -> Result<Type> {
    let fields = FLAT_COLUMNS.map(|column| {
        let (physical, logical) = match column.column_type {
            ColumnType::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            ColumnType::Whole => (Physical::INT32, None),
            ColumnType::Share => (Physical::DOUBLE, None),
        };
        let repetition = if column.optional { Repetition::OPTIONAL } else { Repetition::REQUIRED };
        Type::primitive_type_builder(column.name, physical).with_logical_type(logical).with_repetition(repetition).build().map(Arc::new)
    });
    Type::group_type_builder("quotations").with_fields(fields.into_iter().collect::<Result<_>>()?).build()
}

/// The rows of one row group, column by column.
struct Group {
    columns: [Gathered; FLAT_COLUMNS.len()],
    rows: usize,
    /// Bytes of text in all columns.
    bytes: usize,
}

/// The values of one column.
#[derive(Default)]
struct Gathered {
    /// Of each row, 1 where there is a value and 0 where there is none.
    present: Vec<i16>,
    text: Vec<u8>,
    /// Where each text ends.
    ends: Vec<usize>,
    wholes: Vec<i32>,
    shares: Vec<f64>,
}

impl Default for Group {
    fn default() -> Self {
        Group { columns: std::array::from_fn(|_| Gathered::default()), rows: 0, bytes: 0 }
    }
}

impl Group {
    fn push(&mut self, row: &FlatRow<'_>) {
        self.rows += 1;
        for (gathered, cell) in self.columns.iter_mut().zip(row.cells()) {
            gathered.present.push(i16::from(cell != Cell::Absent));
            match cell {
                Cell::Absent => {}
                Cell::Text(text) => {
                    self.bytes += text.len();
                    gathered.text.extend_from_slice(text.as_bytes());
                    gathered.ends.push(gathered.text.len());
                }
                // An article has less than 2³⁰ bytes.
                Cell::Whole(whole) => gathered.wholes.push(i32::try_from(whole).unwrap_or(i32::MAX)),
                Cell::Share(share) => gathered.shares.push(share),
            }
        }
    }

    fn is_full(&self) -> bool {
        self.rows >= GROUP_ROWS || self.bytes >= GROUP_BYTES
    }

    /// Writes the rows as a row group and forgets them.
    fn write<W: Write + Send>(&mut self, writer: &mut SerializedFileWriter<W>) -> Result<()> {
        let group = std::mem::take(self);
        if group.rows == 0 {
            return Ok(());
        }
        let mut row_group = writer.next_row_group()?;
        for (column, gathered) in FLAT_COLUMNS.iter().zip(group.columns) {
            let Some(mut out) = row_group.next_column()? else { break };
            let present = column.optional.then_some(&gathered.present[..]);
            match column.column_type {
                ColumnType::Text => {
                    let text = ByteArray::from(gathered.text);
                    let starts = [0].into_iter().chain(gathered.ends.iter().copied());
                    let values: Vec<ByteArray> = starts.zip(&gathered.ends).map(|(start, end)| text.slice(start, end - start)).collect();
                    out.typed::<ByteArrayType>().write_batch(&values, present, None)?
                }
                ColumnType::Whole => out.typed::<Int32Type>().write_batch(&gathered.wholes, present, None)?,
                ColumnType::Share => out.typed::<DoubleType>().write_batch(&gathered.shares, present, None)?,
            };
            out.close()?;
        }
        row_group.close()?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;
    use std::fs::File;

    fn row(number: u32) -> FlatRow<'static> {
        FlatRow {
            article_id: "a\0“b”\n".into(),
            row: number,
            start: number,
            end: i32::MAX as u32,
            text: "x".repeat(number as usize % 3).into(),
            speaker: number.is_multiple_of(2).then(|| format!("S {number}").into()),
            mention_start: number.is_multiple_of(3).then_some(number),
            confidence: f64::from(number) / 8.0,
            ..FlatRow::default()
        }
    }

    fn file(rows: u32, cut: usize) -> io::Result<Vec<u8>> {
        let lines: String = (0..rows).map(|i| serde_json::to_string(&row(i)).unwrap() + "\n").collect();
        let mut writer = ParquetRows::new(Vec::new())?;
        lines.as_bytes().chunks(cut).try_for_each(|piece| writer.write_all(piece))?;
        writer.finish()
    }

    fn reader(bytes: &[u8]) -> SerializedFileReader<File> {
        let mut file = tempfile::tempfile().unwrap();
        file.write_all(bytes).unwrap();
        SerializedFileReader::new(file).unwrap()
    }

    #[test]
    fn rows_come_back_and_groups_are_bounded() {
        let rows = 70_000;
        let bytes = file(rows, 999).unwrap();
        assert_eq!(file(rows, 1 << 20).unwrap(), bytes, "whatever the pieces");
        let reader = reader(&bytes);
        let groups: Vec<i64> = reader.metadata().row_groups().iter().map(|group| group.num_rows()).collect();
        assert_eq!(groups, [65_536, 4_464]);
        let names: Vec<&str> = reader.metadata().file_metadata().schema().get_fields().iter().map(|field| field.name()).collect();
        assert!(names.iter().eq(FLAT_COLUMNS.iter().map(|column| &column.name)), "{names:?}");
        for (number, read) in (0..).zip(reader.get_row_iter(None).unwrap()) {
            let (read, row) = (read.unwrap(), row(number));
            assert_eq!((read.get_string(0).unwrap(), read.get_int(4).unwrap()), (&row.article_id.to_string(), number as i32));
            assert_eq!((read.get_string(8).unwrap().as_str(), read.get_int(7).unwrap()), (&*row.text, i32::MAX));
            assert_eq!(read.get_string(11).ok().map(String::as_str), row.speaker.as_deref());
            assert_eq!(read.get_int(16).ok(), row.mention_start.map(|start| start as i32));
            assert_eq!(read.get_double(25).unwrap(), row.confidence);
        }
    }

    #[test]
    fn no_rows_are_a_file_too() {
        let reader = reader(&file(0, 1).unwrap());
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    }

    #[test]
    fn what_is_no_row_is_told_with_its_line() {
        let told = |bytes: &[u8]| {
            let mut writer = ParquetRows::new(Vec::new()).unwrap();
            writer.write_all(bytes).and_then(|()| writer.finish().map(drop)).unwrap_err().to_string()
        };
        let good = serde_json::to_string(&row(1)).unwrap() + "\n";
        assert!(told(format!("{good}{{}}\n").as_bytes()).starts_with("line 2: missing field `article_id`"), "{}", told(b"{}\n"));
        assert!(told(&good.as_bytes()[..50]).starts_with("line 1 is cut off"));
    }
}
