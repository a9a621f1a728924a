//! Parquet: of each row group only the columns that are asked for, and of these some rows at a time.
//!
//! What a page of a column holds is in memory as a whole, as the format wants it; writers make pages of about a megabyte.

use super::super::ReadOptions;
use super::super::raw::{BATCH_BYTES, Piece, RawBatch};
use super::super::stream::Meter;
use crate::error::{Error, Result};
use crate::untrusted::guarded;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType,
    TimestampNanosecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use std::fs::File;
use std::io;
use std::ops::Range;
use std::sync::Arc;

/// Most rows that are held decoded: enough that what each read costs does not matter beside what an article does.
const ROWS: u64 = 16;

/// A Parquet file that is being read.
pub(in crate::io) struct Columns {
    file: Arc<str>,
    source: File,
    metadata: ArrowReaderMetadata,
    mask: ProjectionMask,
    /// The columns of id, text, title, date and address: the name of each on its way from the root.
    paths: [Option<Vec<String>>; 5],
    /// Which of the file's columns these are.
    leaves: Vec<usize>,
    group: usize,
    rows: Option<ParquetRecordBatchReader>,
    /// Rows that are decoded, and the next of them.
    batch: Option<RecordBatch>,
    at: usize,
    /// How many rows came before.
    row: u64,
    meter: Meter,
}

impl Columns {
    /// Reads what the file says of itself.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Io`] if it is no Parquet file, [`crate::ErrorKind::Columns`] if it has no such columns.
    pub(in crate::io) fn new(file: &Arc<str>, source: File, options: &ReadOptions, meter: Meter) -> Result<Self> {
        // Strings are stored in one way, whatever the writer held them in.
        let plain = ArrowReaderOptions::new().with_skip_arrow_metadata(true);
        let unreadable = |error| Error::unreadable(&**file, None, error);
        if source.metadata().map_err(unreadable)?.len() == 0 {
            let why = "is empty, and so no Parquet; it may have been cut short";
            return Err(unreadable(io::Error::new(io::ErrorKind::UnexpectedEof, why)));
        }
        let metadata = guarded(|| ArrowReaderMetadata::load(&source, plain)).map_err(unreadable)?;
        let schema = metadata.parquet_schema();
        let names: Vec<String> = (0..schema.num_columns()).map(|i| schema.column(i).path().string()).collect();
        let found = options.columns_of(file, names.iter().map(String::as_str))?;
        let leaves: Vec<usize> = found.into_iter().flatten().collect();
        let mask = ProjectionMask::leaves(schema, leaves.iter().copied());
        let paths = found.map(|leaf| Some(schema.column(leaf?).path().parts().to_vec()));
        Ok(Columns {
            file: Arc::clone(file),
            source,
            mask,
            paths,
            leaves,
            group: 0,
            rows: None,
            batch: None,
            at: 0,
            row: 0,
            meter,
            metadata,
        })
    }

    /// Adds the next row. False at the end of the file, or where it can be read no further.
    pub(in crate::io) fn push_next(&mut self, batch: &mut RawBatch, limit: usize) -> bool {
        let rows = match self.advance() {
            Ok(Some(rows)) => rows,
            Ok(None) => return false,
            Err(error) => {
                batch.fail(Error::unreadable(&*self.file, Some(self.row + 1), error));
                return false;
            }
        };
        let pushed = self.push(&rows, batch, limit);
        (self.batch, self.at, self.row) = (Some(rows), self.at + 1, self.row + 1);
        pushed.map_err(|error| batch.fail(error)).is_ok()
    }

    /// Passes over the next row groups as long as they have no more than `rows` rows in all, and says how many these were.
    pub(in crate::io) fn skip(&mut self, rows: u64) -> u64 {
        let mut skipped = 0;
        while self.rows.is_none()
            && let Some(group) = self.metadata.metadata().row_groups().get(self.group)
            && let Ok(count) = u64::try_from(group.num_rows())
            && count <= rows - skipped
        {
            self.group += 1;
            skipped += count;
        }
        self.row += skipped;
        skipped
    }

    /// Rows of which one is still to be taken.
    fn advance(&mut self) -> io::Result<Option<RecordBatch>> {
        loop {
            if let Some(batch) = self.batch.take() {
                if self.at < batch.num_rows() {
                    return Ok(Some(batch));
                }
            } else if let Some(rows) = &mut self.rows {
                match guarded(|| rows.next().transpose())? {
                    Some(batch) => (self.batch, self.at) = (Some(batch), 0),
                    None => {
                        self.rows = None;
                        let group = self.metadata.metadata().row_group(self.group - 1);
                        self.meter.add(u64::try_from(group.compressed_size()).unwrap_or(0));
                    }
                }
            } else if self.group < self.metadata.metadata().num_row_groups() {
                let (group, source) = (self.group, self.source.try_clone()?);
                self.group += 1;
                let builder = ParquetRecordBatchReaderBuilder::new_with_metadata(source, self.metadata.clone());
                let builder =
                    builder.with_row_groups(vec![group]).with_projection(self.mask.clone()).with_batch_size(self.rows_at_once(group));
                self.rows = Some(guarded(|| builder.build())?);
            } else {
                return Ok(None);
            }
        }
    }

    /// How many rows of a group fill a batch.
    fn rows_at_once(&self, group: usize) -> usize {
        let group = self.metadata.metadata().row_group(group);
        let size = |leaf: &usize| group.columns().get(*leaf).map_or(0, |column| column.uncompressed_size());
        let bytes = u64::try_from(self.leaves.iter().map(size).fold(0, i64::saturating_add)).unwrap_or(0);
        let rows = u64::try_from(group.num_rows()).unwrap_or(0);
        let rows = (BATCH_BYTES as u64).saturating_mul(rows) / bytes.max(1);
        usize::try_from(rows.clamp(1, ROWS)).unwrap_or(1)
    }

    /// Adds the next of these rows to the batch. An error is one that all rows have.
    fn push(&self, rows: &RecordBatch, batch: &mut RawBatch, limit: usize) -> Result<()> {
        let (start, row, number) = (batch.bytes.len(), self.at, self.row + 1);
        let mut values = [const { None }; 5];
        let mut fraction = None;
        for (i, value) in values.iter_mut().enumerate() {
            let Some(array) = self.paths[i].as_deref().and_then(|path| column(rows, path)) else { continue };
            let [is_id, is_text] = [i == 0, i == 1];
            let is_number = || integer(array, None).is_some() || float(array, None).is_some();
            let fits = holds_text(array) || is_id && is_number() || !is_id && !is_text && time(array, None).is_some();
            if !fits && (is_id || is_text) {
                let (name, kind) = (self.paths[i].as_deref().unwrap_or_default().join("."), array.data_type());
                let wanted = if is_id { "text or whole numbers" } else { "text" };
                return Err(Error::columns(&self.file, format!("column `{name}` should hold {wanted}, it holds {kind}")));
            }
            if !fits || array.is_null(row) {
                continue;
            }
            *value = text(array, row, &mut batch.bytes).or_else(|| {
                let shown = integer(array, Some(row)).or_else(|| time(array, Some(row)));
                let shown = shown.or_else(|| whole(float(array, Some(row))?).map_err(|wrong| fraction = Some(wrong)).ok())?;
                Some(append(&mut batch.bytes, shown.as_bytes()))
            });
        }
        let size = batch.bytes.len() - start;
        let missing = ["id", "text"].into_iter().zip(&values).find(|(_, value)| value.is_none());
        if let Some(wrong) = fraction {
            batch.bytes.truncate(start);
            batch.fail(Error::field(&self.file, number, format_args!("the id is {wrong}")));
        } else if let Some((field, _)) = missing {
            batch.bytes.truncate(start);
            batch.fail(Error::field(&self.file, number, format_args!("the row has no {field}, it is null")));
        } else if size > limit {
            batch.bytes.truncate(start);
            batch.fail(Error::too_large("the row", size as u64, limit as u64).in_file(&*self.file, Some(number)));
        } else {
            batch.push(Piece::Values { file: Arc::clone(&self.file), row: number, values });
        }
        Ok(())
    }
}

/// The column at the end of a path through structures.
fn column<'a>(rows: &'a RecordBatch, path: &[String]) -> Option<&'a dyn Array> {
    let (first, rest) = path.split_first()?;
    let mut array = rows.column_by_name(first)?;
    for name in rest {
        array = array.as_struct_opt()?.column_by_name(name)?;
    }
    Some(array.as_ref())
}

fn append(bytes: &mut Vec<u8>, value: &[u8]) -> Range<usize> {
    let start = bytes.len();
    bytes.extend_from_slice(value);
    start..bytes.len()
}

/// Old writers do not mark strings as such.
fn holds_text(array: &dyn Array) -> bool {
    array.as_string_opt::<i32>().is_some() || array.as_binary_opt::<i32>().is_some()
}

fn text(array: &dyn Array, row: usize, bytes: &mut Vec<u8>) -> Option<Range<usize>> {
    let value = match array.as_string_opt::<i32>() {
        Some(strings) => strings.value(row).as_bytes(),
        None => array.as_binary_opt::<i32>()?.value(row),
    };
    Some(append(bytes, value))
}

/// The whole number of a row; of no row, whether there are any.
fn integer(array: &dyn Array, row: Option<usize>) -> Option<String> {
    macro_rules! any_of {
        ($($kind:ty)*) => {
            $(if let Some(array) = array.as_primitive_opt::<$kind>() {
                return Some(row.map(|row| array.value(row).to_string()).unwrap_or_default());
            })*
        };
    }
    any_of!(Int8Type Int16Type Int32Type Int64Type UInt8Type UInt16Type UInt32Type UInt64Type);
    None
}

/// The number with a fraction of a row, and the least that its type does not tell from its neighbours; of no row, whether there are any.
fn float(array: &dyn Array, row: Option<usize>) -> Option<(f64, f64)> {
    if let Some(array) = array.as_primitive_opt::<Float64Type>() {
        return Some((row.map_or(0.0, |row| array.value(row)), 2_f64.powi(53)));
    }
    let array = array.as_primitive_opt::<Float32Type>()?;
    Some((row.map_or(0.0, |row| array.value(row).into()), 2_f64.powi(24)))
}

/// The whole number that a number with a fraction is: programs that know no missing whole numbers make all of a column such where one is
/// missing. Or what it is instead.
fn whole((number, limit): (f64, f64)) -> Result<String, String> {
    if number.fract() != 0.0 || !number.is_finite() {
        Err(format!("{number}, no whole number"))
    } else if number.abs() >= limit {
        Err(format!("{number}, too large to be told from its neighbours as a float; store ids as text or whole numbers"))
    } else {
        // No minus before a zero.
        Ok(format!("{:.0}", number + 0.0))
    }
}

/// The date or the time of a row, as ISO 8601 writes it; of no row, whether there are any.
fn time(array: &dyn Array, row: Option<usize>) -> Option<String> {
    if let Some(array) = array.as_primitive_opt::<Date32Type>() {
        return row.map_or(Some(String::new()), |row| Some(array.value_as_date(row)?.to_string()));
    }
    macro_rules! any_of {
        ($($kind:ty)*) => {
            $(if let Some(array) = array.as_primitive_opt::<$kind>() {
                let zone = if array.timezone().is_some() { "Z" } else { "" };
                return row.map_or(Some(String::new()), |row| Some(format!("{:?}{zone}", array.value_as_datetime(row)?)));
            })*
        };
    }
    any_of!(TimestampMillisecondType TimestampMicrosecondType TimestampNanosecondType);
    None
}
