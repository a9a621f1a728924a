//! The options that name the fields in which articles stand.

use whosaid::io::ReadOptions;
use whosaid::{Error, ErrorKind};

/// Where an article's parts stand.
#[derive(Debug, clap::Args)]
pub(super) struct FieldsArg {
    /// JSON field or column with the article's id, a string or a number; a.b is field b of object a
    #[arg(long, value_name = "NAME", default_value = "id")]
    id_field: String,
    /// JSON field or column with the article's text
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_field: String,
    /// JSON field or column with its title, which reaches what is written; an article may lack it, as it may lack date and address, but
    /// a column that is named here must be there
    #[arg(long, value_name = "NAME", default_value = "title")]
    title_field: String,
    /// JSON field or column with its date; for the speakers over time of a report the first YYYY-MM-DD or YYYY-MM in it counts
    #[arg(long, value_name = "NAME", default_value = "date")]
    date_field: String,
    /// JSON field or column with its address
    #[arg(long, value_name = "NAME", default_value = "url")]
    url_field: String,
}

/// That these options help against an error, where they do: to be told behind it.
pub(crate) fn advice(error: &Error) -> &'static str {
    match error.kind() {
        ErrorKind::Field => " (--id-field and --text-field name the fields)",
        ErrorKind::Columns => " (--id-field, --text-field and their like name the columns)",
        _ => "",
    }
}

impl FieldsArg {
    /// Reading from these fields, all else as usual.
    pub(super) fn read_options(&self) -> ReadOptions {
        ReadOptions {
            id_field: self.id_field.clone(),
            text_field: self.text_field.clone(),
            title_field: self.title_field.clone(),
            date_field: self.date_field.clone(),
            url_field: self.url_field.clone(),
            ..ReadOptions::default()
        }
    }

    /// Every option with its value.
    pub(super) fn settings(&self) -> [(&'static str, String); 5] {
        [
            ("--id-field", self.id_field.clone()),
            ("--text-field", self.text_field.clone()),
            ("--title-field", self.title_field.clone()),
            ("--date-field", self.date_field.clone()),
            ("--url-field", self.url_field.clone()),
        ]
    }
}
