//! Speakers as Parquet, in our own columns or in those of Quotebank's `speaker_attributes` (Vaucher et al. 2021: `id`, `label`,
//! `aliases`, `gender`, and others that are ignored).

use super::builder::LexiconBuilder;
use super::row::{ALIASES, Bad, FIELDS, GENDER, ID, NAME, ROLES, Row, TYPE};
use crate::error::{Error, Result};
use crate::untrusted::{guarded, put_aside};
use arrow_array::{Array, ArrayRef, LargeListArray, LargeStringArray, ListArray, RecordBatch, StringArray, StringViewArray};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::borrow::Cow;
use std::io::{self, Read};

/// The column of names in Quotebank, which has persons only.
const LABEL: &str = "label";
/// Wikidata's ids of *male* and *female*.
const MALE: &str = "Q6581097";
const FEMALE: &str = "Q6581072";
/// Rows that are read at once.
const ROWS: usize = 4096;

/// Hands every row to the loader. Parquet begins to be read at its end, so the whole is put into a file without a name first.
pub(super) fn read(reader: impl Read, file: &str, loader: &mut LexiconBuilder) -> Result<()> {
    let whole = put_aside(reader).map_err(|e| Error::unreadable(file, None, e))?;
    let broken = |e: io::Error| Error::lexicon(file, format!("expected Parquet: {e}; copy or write the file again"));
    let builder = guarded(|| ParquetRecordBatchReaderBuilder::try_new(whole)).map_err(broken)?;
    let names: Vec<String> = builder.schema().fields().iter().map(|field| field.name().to_ascii_lowercase()).collect();
    let column = |name: &str| names.iter().position(|known| known == name);
    let mut columns = FIELDS.map(column);
    let is_quotebank = columns[NAME].is_none();
    if is_quotebank {
        columns[NAME] = column(LABEL);
        // There it says *item* of each.
        columns[TYPE] = None;
    }
    if columns[NAME].is_none() {
        return Err(Error::lexicon(file, format!("expected a column \"name\" or \"{LABEL}\", found {}", names.join(", "))));
    }
    let wanted = ProjectionMask::roots(builder.parquet_schema(), columns.into_iter().flatten());
    let mut batches = guarded(|| builder.with_projection(wanted).with_batch_size(ROWS).build()).map_err(broken)?;
    let mut line = 0;
    while let Some(batch) = guarded(|| batches.next().transpose()).map_err(broken)? {
        let columns = Columns::of(&batch, is_quotebank).map_err(|expected| Error::lexicon(file, expected))?;
        for i in 0..batch.num_rows() {
            line += 1;
            let row = columns.row(i, line, is_quotebank);
            if is_quotebank && row.name.as_ref().is_none_or(|name| name.trim().is_empty()) {
                loader.warn(line, "the row has no label and is left out".to_owned());
                continue;
            }
            loader.row(&row, |n, expected| Bad { line, column: None, expected: format!("column {}: {expected}", FIELDS[n]) })?;
        }
    }
    Ok(())
}

/// Strings of either length of offsets.
enum Strings<'a> {
    Short(&'a StringArray),
    Long(&'a LargeStringArray),
    View(&'a StringViewArray),
}

impl<'a> Strings<'a> {
    fn of(array: &'a dyn Array) -> Option<Self> {
        let any = array.as_any();
        let short = any.downcast_ref().map(Strings::Short);
        short.or_else(|| any.downcast_ref().map(Strings::Long)).or_else(|| any.downcast_ref().map(Strings::View))
    }

    /// The string of row `i`; `None` for null and what is blank.
    fn get(&self, i: usize) -> Option<Cow<'a, str>> {
        let text = match self {
            Strings::Short(array) => array.is_valid(i).then(|| array.value(i)),
            Strings::Long(array) => array.is_valid(i).then(|| array.value(i)),
            Strings::View(array) => array.is_valid(i).then(|| array.value(i)),
        };
        text.filter(|text| !text.trim().is_empty()).map(|text| text.to_owned().into())
    }
}

/// Lists of strings, or one string a row.
enum Lists<'a> {
    Short(&'a ListArray),
    Long(&'a LargeListArray),
    One(Strings<'a>),
}

impl<'a> Lists<'a> {
    fn of(array: &'a dyn Array) -> Option<Self> {
        let any = array.as_any();
        let is_text = |values: &ArrayRef| Strings::of(values).is_some();
        if let Some(list) = any.downcast_ref::<ListArray>() {
            return is_text(list.values()).then_some(Lists::Short(list));
        }
        if let Some(list) = any.downcast_ref::<LargeListArray>() {
            return is_text(list.values()).then_some(Lists::Long(list));
        }
        Strings::of(array).map(Lists::One)
    }

    fn get(&self, i: usize) -> Vec<Cow<'a, str>> {
        let values = match self {
            Lists::Short(list) => list.is_valid(i).then(|| list.value(i)),
            Lists::Long(list) => list.is_valid(i).then(|| list.value(i)),
            Lists::One(strings) => return strings.get(i).into_iter().collect(),
        };
        let strings = values.as_deref().and_then(Strings::of);
        strings.map_or_else(Vec::new, |strings| {
            let n = values.as_ref().map_or(0, Array::len);
            (0..n).filter_map(|i| strings.get(i)).map(|text| text.into_owned().into()).collect()
        })
    }
}

/// The columns of a batch that are read.
struct Columns<'a> {
    one: [Option<Strings<'a>>; 3],
    lists: [Option<Lists<'a>>; 3],
}

/// The fields that hold one string, and those that may hold several.
const ONE: [usize; 3] = [NAME, ID, TYPE];
const SEVERAL: [usize; 3] = [GENDER, ALIASES, ROLES];

impl<'a> Columns<'a> {
    fn of(batch: &'a RecordBatch, is_quotebank: bool) -> Result<Self, String> {
        let schema = batch.schema_ref();
        let column = |n: usize| {
            let name = if is_quotebank && n == NAME { LABEL } else { FIELDS[n] };
            let at = schema.fields().iter().position(|field| field.name().eq_ignore_ascii_case(name));
            at.map(|at| batch.column(at).as_ref())
        };
        let wrong = |n: usize, kind: &str, array: &dyn Array| format!("column {}: expected {kind}, found {}", FIELDS[n], array.data_type());
        let mut columns = Columns { one: [None, None, None], lists: [None, None, None] };
        for (place, n) in columns.one.iter_mut().zip(ONE) {
            let Some(array) = column(n) else { continue };
            *place = Some(Strings::of(array).ok_or_else(|| wrong(n, "strings", array))?);
        }
        for (place, n) in columns.lists.iter_mut().zip(SEVERAL) {
            let Some(array) = column(n) else { continue };
            *place = Some(Lists::of(array).ok_or_else(|| wrong(n, "lists of strings", array))?);
        }
        Ok(columns)
    }

    fn row(&self, i: usize, line: u64, is_quotebank: bool) -> Row<'a> {
        let [name, id, entity_type] = self.one.each_ref().map(|strings| strings.as_ref().and_then(|strings| strings.get(i)));
        let [genders, aliases, roles] = self.lists.each_ref().map(|lists| lists.as_ref().map_or_else(Vec::new, |lists| lists.get(i)));
        Row {
            line,
            name,
            id,
            entity_type: if is_quotebank { Some("person".into()) } else { entity_type },
            gender: gender(genders),
            aliases,
            roles,
        }
    }
}

/// The gender that a list tells: of several, none.
fn gender(genders: Vec<Cow<'_, str>>) -> Option<Cow<'_, str>> {
    let [gender] = <[Cow<'_, str>; 1]>::try_from(genders).ok()?;
    match gender.trim() {
        MALE => Some("male".into()),
        FEMALE => Some("female".into()),
        id if id.starts_with('Q') && id[1..].bytes().all(|b| b.is_ascii_digit()) => None,
        _ => Some(gender),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{EntityType, Gender, Lexicon, LexiconFormat, Speaker};
    use crate::span::SpeakerId;
    use arrow_array::builder::{ListBuilder, StringBuilder};
    use arrow_array::{ArrayRef, Int32Array};
    use parquet::arrow::ArrowWriter;
    use std::sync::Arc;

    fn strings(values: &[Option<&str>]) -> ArrayRef {
        Arc::new(StringArray::from(values.to_vec()))
    }

    fn lists(rows: &[Option<&[&str]>]) -> ArrayRef {
        let mut builder = ListBuilder::new(StringBuilder::new());
        for row in rows {
            builder.append_option(row.map(|values| values.iter().map(Some)));
        }
        Arc::new(builder.finish())
    }

    fn file(columns: Vec<(&str, ArrayRef)>) -> Vec<u8> {
        let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true))).unwrap();
        let mut bytes = Vec::new();
        let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), None).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        bytes
    }

    fn load(bytes: &[u8]) -> Result<Lexicon> {
        Lexicon::from_reader(bytes, LexiconFormat::Parquet, "people.parquet")
    }

    fn quotebank() -> Vec<u8> {
        file(vec![
            ("aliases", lists(&[Some(&["Kessel", "M. Kessel"]), None, Some(&[]), Some(&["Bo"])])),
            ("date_of_birth", lists(&[Some(&["+1970-01-01T00:00:00Z"]), None, None, None])),
            ("gender", lists(&[Some(&["Q6581072"]), Some(&["Q6581097"]), Some(&["Q6581072", "Q6581097"]), Some(&["Q48270"])])),
            ("id", strings(&[Some("Q1"), Some("Q2"), Some("Q3"), Some("Q4")])),
            ("label", strings(&[Some("Mara Kessel"), Some("Odo Brandvik"), None, Some("Bo Dray")])),
            ("lastrevid", Arc::new(Int32Array::from(vec![1, 2, 3, 4]))),
            ("type", strings(&[Some("item"), Some("item"), Some("item"), None])),
        ])
    }

    #[test]
    fn quotebanks_columns_are_read() {
        let lexicon = load(&quotebank()).unwrap();
        let person = |name, id, gender| Speaker { name, id: Some(id), entity_type: EntityType::Person, gender };
        let expected = [
            person("Mara Kessel", "Q1", Gender::Female),
            person("Odo Brandvik", "Q2", Gender::Male),
            person("Bo Dray", "Q4", Gender::Unknown),
        ];
        assert_eq!([0, 1, 2].map(|n| lexicon.speaker(SpeakerId(n))), expected);
        assert_eq!((lexicon.len(), lexicon.forms()), (3, 6));
        assert_eq!(lexicon.warnings(), ["people.parquet:3: the row has no label and is left out"]);
    }

    #[test]
    fn our_own_columns_are_read() {
        let bytes = file(vec![
            ("Name", strings(&[Some("Mara Kessel"), Some("Ardmoor Post")])),
            ("type", strings(&[Some("person"), Some("organisation")])),
            ("gender", strings(&[Some("female"), None])),
            ("roles", lists(&[Some(&["mayor of Ardmoor"]), None])),
        ]);
        let lexicon = load(&bytes).unwrap();
        let kessel = Speaker { name: "Mara Kessel", id: None, entity_type: EntityType::Person, gender: Gender::Female };
        assert_eq!((lexicon.speaker(SpeakerId(0)), lexicon.forms()), (kessel, 3));
        assert_eq!(lexicon.speaker(SpeakerId(1)).entity_type, EntityType::Organisation);
    }

    #[test]
    fn errors_name_row_and_column() {
        let told = |columns| load(&file(columns)).unwrap_err().to_string();
        let twice = told(vec![("name", strings(&[Some("Ann"), Some("Bo")])), ("id", strings(&[Some("1"), Some("1")]))]);
        assert_eq!(twice, "people.parquet:2: column id: expected an \"id\" of its own, \"1\" is the id of line 1 too");
        let none = told(vec![("person", strings(&[Some("Ann")]))]);
        assert_eq!(none, "people.parquet: expected a column \"name\" or \"label\", found person");
        let number: ArrayRef = Arc::new(Int32Array::from(vec![1]));
        assert_eq!(told(vec![("name", number)]), "people.parquet: column name: expected strings, found Int32");
        let error = load(b"PAR1 and no more").unwrap_err().to_string();
        assert!(error.starts_with("people.parquet: expected Parquet: "), "{error}");
    }

    #[test]
    fn what_is_cut_off_or_changed_is_an_error_or_harmless() {
        let bytes = quotebank();
        for n in 0..bytes.len() {
            assert!(load(&bytes[..n]).is_err());
            // Some of these make the reader panic.
            for bits in [0x06, 0x55, 0x81] {
                let mut changed = bytes.clone();
                changed[n] ^= bits;
                let _ = load(&changed);
            }
        }
    }
}
