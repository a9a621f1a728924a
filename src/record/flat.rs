//! The flat row: one quotation with all that is known of it in columns, as tables, data frames and databases want it.

use super::{Marked, QuotationRow, Record};
use crate::article::Article;
use crate::row_kind::RowKind;
use crate::span::{OffsetMap, Span, Units};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// One quotation of one article. The fields stand in the order of the columns; their names are those of the columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FlatRow<'a> {
    /// The article's id.
    pub article_id: Cow<'a, str>,
    /// The article's title, where the input gives it.
    pub title: Option<Cow<'a, str>>,
    /// The article's date, as the input writes it.
    pub date: Option<Cow<'a, str>>,
    /// The article's address.
    pub url: Option<Cow<'a, str>>,
    /// Number of the row within the article, from 1.
    pub row: u32,
    /// What it is.
    pub kind: RowKind,
    /// First unit of the quoted or reported words.
    pub start: u32,
    /// One past the last unit.
    pub end: u32,
    /// The words from start to end.
    pub text: Cow<'a, str>,
    /// The whole reported content: its pieces with a blank between.
    pub content: Cow<'a, str>,
    /// Where the pieces stand: `start-end`, several with `;` between.
    pub content_pieces: Cow<'a, str>,
    /// Who said it.
    pub speaker: Option<Cow<'a, str>>,
    /// The speaker's id in the user's lexicon.
    pub speaker_id: Option<Cow<'a, str>>,
    /// person, organisation, group, place, document or unnamed.
    pub speaker_type: Option<Cow<'a, str>>,
    /// male or female; of a known speaker what the lexicon says.
    pub speaker_gender: Option<Cow<'a, str>>,
    /// The text that carries the attribution.
    pub mention: Option<Cow<'a, str>>,
    /// First unit of the mention.
    pub mention_start: Option<u32>,
    /// One past its last unit.
    pub mention_end: Option<u32>,
    /// name, pronoun or nominal.
    pub mention_kind: Option<Cow<'a, str>>,
    /// The words that report.
    pub cue: Option<Cow<'a, str>>,
    /// First unit of the cue.
    pub cue_start: Option<u32>,
    /// One past its last unit.
    pub cue_end: Option<u32>,
    /// verb, noun, preposition or punctuation.
    pub cue_kind: Option<Cow<'a, str>>,
    /// What the cue reports: speech, writing, thought or showing.
    pub cue_class: Option<Cow<'a, str>>,
    /// negated or modal, where the text does not say that it was said.
    pub status: Option<Cow<'a, str>>,
    /// How likely the row is right, from 0 to 1.
    pub confidence: f64,
    /// The rule that decided, in words.
    pub why: Cow<'a, str>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    /// Text.
    Text,
    /// An offset or a number of a row, below 2³¹.
    Whole,
    /// A share, from 0 to 1.
    Share,
}

/// A column of the flat rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub column_type: ColumnType,
    /// Whether a row may have nothing there.
    pub optional: bool,
}

/// The value of one column in one row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'r> {
    /// Nothing.
    Absent,
    /// Text.
    Text(&'r str),
    /// An offset or a number of a row.
    Whole(u32),
    /// A share.
    Share(f64),
}

const fn column(name: &'static str, column_type: ColumnType, optional: bool) -> Column {
    Column { name, column_type, optional }
}

/// All columns of the flat rows, in order.
pub const FLAT_COLUMNS: [Column; 27] = {
    use ColumnType::{Share, Text, Whole};
    [
        column("article_id", Text, false),
        column("title", Text, true),
        column("date", Text, true),
        column("url", Text, true),
        column("row", Whole, false),
        column("kind", Text, false),
        column("start", Whole, false),
        column("end", Whole, false),
        column("text", Text, false),
        column("content", Text, false),
        column("content_pieces", Text, false),
        column("speaker", Text, true),
        column("speaker_id", Text, true),
        column("speaker_type", Text, true),
        column("speaker_gender", Text, true),
        column("mention", Text, true),
        column("mention_start", Whole, true),
        column("mention_end", Whole, true),
        column("mention_kind", Text, true),
        column("cue", Text, true),
        column("cue_start", Whole, true),
        column("cue_end", Whole, true),
        column("cue_kind", Text, true),
        column("cue_class", Text, true),
        column("status", Text, true),
        column("confidence", Share, false),
        column("why", Text, false),
    ]
};

impl<'a> FlatRow<'a> {
    /// The row's values, one a column.
    pub fn cells(&self) -> [Cell<'_>; FLAT_COLUMNS.len()] {
        fn text<'r>(text: &'r Option<Cow<'_, str>>) -> Cell<'r> {
            text.as_deref().map_or(Cell::Absent, Cell::Text)
        }
        let whole = |whole: Option<u32>| whole.map_or(Cell::Absent, Cell::Whole);
        [
            Cell::Text(&self.article_id),
            text(&self.title),
            text(&self.date),
            text(&self.url),
            Cell::Whole(self.row),
            Cell::Text(self.kind.name()),
            Cell::Whole(self.start),
            Cell::Whole(self.end),
            Cell::Text(&self.text),
            Cell::Text(&self.content),
            Cell::Text(&self.content_pieces),
            text(&self.speaker),
            text(&self.speaker_id),
            text(&self.speaker_type),
            text(&self.speaker_gender),
            text(&self.mention),
            whole(self.mention_start),
            whole(self.mention_end),
            text(&self.mention_kind),
            text(&self.cue),
            whole(self.cue_start),
            whole(self.cue_end),
            text(&self.cue_kind),
            text(&self.cue_class),
            text(&self.status),
            Cell::Share(self.confidence),
            Cell::Text(&self.why),
        ]
    }

    /// The rows of an article's record, whose offsets are in `units`.
    pub fn all(article: &'a Article, record: &'a Record<'_>, units: Units) -> impl Iterator<Item = FlatRow<'a>> {
        let map = OffsetMap::new(article.text(), units);
        (1..).zip(&record.quotations).map(move |(number, row)| FlatRow::new(article, &map, number, row))
    }

    fn new(article: &'a Article, map: &OffsetMap, number: u32, row: &'a QuotationRow<'_>) -> Self {
        let speaker = row.speaker.as_ref();
        let (mention, cue) = (row.mention.as_ref(), row.cue.as_ref());
        let text = |marked: Option<&'a Marked<'_>>| marked.map(|marked| Cow::Borrowed(&*marked.text));
        let kind = |marked: Option<&'a Marked<'_>>| marked.map(|marked| Cow::Borrowed(&*marked.kind));
        FlatRow {
            article_id: article.id.as_str().into(),
            title: article.title.as_deref().map(Cow::Borrowed),
            date: article.date.as_deref().map(Cow::Borrowed),
            url: article.url.as_deref().map(Cow::Borrowed),
            row: number,
            kind: row.kind,
            start: row.start,
            end: row.end,
            text: (&*row.text).into(),
            content: content(article.text(), map, row),
            content_pieces: places(row).into(),
            speaker: speaker.map(|speaker| Cow::Borrowed(&*speaker.name)),
            speaker_id: speaker.and_then(|speaker| speaker.id.as_deref()).map(Cow::Borrowed),
            speaker_type: speaker.and_then(|speaker| speaker.entity_type.as_deref()).map(Cow::Borrowed),
            speaker_gender: speaker.and_then(|speaker| speaker.gender.as_deref()).map(Cow::Borrowed),
            mention: text(mention),
            mention_start: mention.map(|mention| mention.start),
            mention_end: mention.map(|mention| mention.end),
            mention_kind: kind(mention),
            cue: text(cue),
            cue_start: cue.map(|cue| cue.start),
            cue_end: cue.map(|cue| cue.end),
            cue_kind: kind(cue),
            cue_class: cue.and_then(|cue| cue.class.as_deref()).map(Cow::Borrowed),
            status: row.status.as_deref().map(Cow::Borrowed),
            confidence: row.confidence,
            why: (&*row.why).into(),
        }
    }
}

/// The pieces of a row's content with a blank between.
fn content<'a>(text: &'a str, map: &OffsetMap, row: &'a QuotationRow<'_>) -> Cow<'a, str> {
    if let [piece] = row.content[..]
        && (piece.start, piece.end) == (row.start, row.end)
    {
        return (&*row.text).into();
    }
    let pieces = row.content.iter().map(|piece| {
        let (start, end) = (map.to_byte(text, piece.start), map.to_byte(text, piece.end));
        Span { start, end: end.max(start) }.of(text)
    });
    let pieces: Vec<&str> = pieces.collect();
    pieces.join(" ").into()
}

/// Where the pieces of a row's content stand.
fn places(row: &QuotationRow<'_>) -> String {
    let places: Vec<String> = row.content.iter().map(|piece| format!("{}-{}", piece.start, piece.end)).collect();
    places.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::Pipeline;
    use crate::record::RecordOptions;
    use serde_json::Value;

    const TEXT: &str = "“Café hours,” said Mara Kessel, “are over.”\n\nKessel did not say that the quay would stay closed.";

    fn rows(units: Units) -> Vec<FlatRow<'static>> {
        let pipeline = Pipeline::new();
        let mut worker = pipeline.worker();
        let mut article = Article::new("a", TEXT).unwrap();
        article.title = Some("Harbour".to_owned());
        let options = RecordOptions { units, ..RecordOptions::default() };
        let record = Record::new(&article, pipeline.annotate(&mut worker, &article), options);
        let json: Vec<String> = FlatRow::all(&article, &record, units).map(|row| serde_json::to_string(&row).unwrap()).collect();
        json.iter().map(|row| serde_json::from_str::<FlatRow<'_>>(row).unwrap()).collect()
    }

    #[test]
    fn content_is_whole_in_every_row_of_it() {
        for (units, pieces) in [(Units::CodePoints, "0-13;32-43"), (Units::Bytes, "0-18;37-52")] {
            let rows = rows(units);
            assert_eq!(rows.len(), 3, "{rows:?}");
            for (row, number) in rows[..2].iter().zip(1..) {
                assert_eq!((row.row, &*row.content, &*row.content_pieces), (number, "“Café hours,” “are over.”", pieces));
                assert_eq!(row.speaker.as_deref(), Some("Mara Kessel"));
            }
            assert_eq!((rows[2].title.as_deref(), rows[2].url.as_deref()), (Some("Harbour"), None));
            assert_eq!((&*rows[2].content, rows[2].status.as_deref()), (&*rows[2].text, Some("negated")));
        }
    }

    #[test]
    fn columns_and_cells_are_the_fields() {
        for row in [rows(Units::CodePoints).remove(2), FlatRow::default()] {
            let Value::Object(fields) = serde_json::to_value(&row).unwrap() else { panic!("an object") };
            assert_eq!(fields.len(), FLAT_COLUMNS.len());
            for (column, cell) in FLAT_COLUMNS.iter().zip(row.cells()) {
                let value = &fields[column.name];
                let (same, fits) = match cell {
                    Cell::Absent => (value.is_null(), column.optional),
                    Cell::Text(text) => (value == text, column.column_type == ColumnType::Text),
                    Cell::Whole(whole) => (value == whole, column.column_type == ColumnType::Whole),
                    Cell::Share(share) => (value == share, column.column_type == ColumnType::Share),
                };
                assert!(same && fits, "{}: {cell:?} for {value}", column.name);
            }
        }
        // The order of the columns is that of the fields.
        let json = serde_json::to_string(&FlatRow::default()).unwrap();
        let places: Vec<usize> = FLAT_COLUMNS.iter().map(|column| json.find(&format!("\"{}\":", column.name)).unwrap()).collect();
        assert!(places.is_sorted(), "{places:?}");
    }
}
