//! Speakers as JSON lines.

use super::load::{Bad, FIELDS, Field, Loader, Row, bad_at, bad_utf8};
use crate::error::{Error, Result};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::BufRead;

/// Hands every line to the loader.
pub(super) fn read(mut reader: impl BufRead, loader: &mut Loader<'_>) -> Result<()> {
    let mut buffer = Vec::new();
    let mut line = 0;
    loop {
        buffer.clear();
        let n = reader.read_until(b'\n', &mut buffer).map_err(|e| Error::io(format!("cannot read {}", loader.file), e))?;
        if n == 0 {
            return Ok(());
        }
        line += 1;
        let raw = buffer.strip_prefix(b"\xEF\xBB\xBF").filter(|_| line == 1).unwrap_or(&buffer);
        match std::str::from_utf8(raw) {
            Err(e) => loader.bad(bad_utf8(raw, line, e.valid_up_to())),
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => match parse(text, line) {
                Ok(row) => loader.row(&row)?,
                Err(bad) => loader.bad(bad),
            },
        }
    }
}

fn parse(text: &str, line: u64) -> Result<Row<'_>, Bad> {
    let raw = text.as_bytes();
    let bad = |at: usize, expected: String| bad_at(raw, line, at, expected);
    let start = text.len() - text.trim_start().len();
    if !raw[start..].starts_with(b"{") {
        let hint = if raw[start] == b'[' { ", found a list: write each of its objects on a line of its own" } else { "" };
        return Err(bad(start, format!("expected one JSON object a line{hint}")));
    }
    let object: Object<'_> = serde_json::from_str(text).map_err(|e| match e.classify() {
        Category::Eof => bad(text.trim_end().len(), "expected the rest of a JSON object, found the line's end".to_owned()),
        _ => {
            let message = e.to_string();
            let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
            bad(e.column().saturating_sub(1), format!("expected valid JSON: {message}"))
        }
    })?;
    let place = |value: &RawValue| value.get().as_ptr().addr() - raw.as_ptr().addr();
    if let Some((field, value)) = object.twice {
        return Err(bad(place(value), format!("expected one \"{field}\", found another")));
    }
    let string = |n: usize| match object.fields[n] {
        None => Ok(None),
        Some(value) => match serde_json::from_str::<Option<Text<'_>>>(value.get()) {
            // A blank id or type is none; a blank name is the loader's to refuse.
            Ok(text) => Ok(text.map(|Text(text)| Field { text, at: place(value) }).filter(|f| n == 0 || !f.text.trim().is_empty())),
            Err(_) => Err(bad(place(value), format!("expected a string for \"{}\"", FIELDS[n]))),
        },
    };
    let list = |n: usize| {
        let Some(value) = object.fields[n].filter(|value| value.get() != "null") else { return Ok(Vec::new()) };
        let wrong = |value: &RawValue| bad(place(value), format!("expected a list of strings for \"{}\"", FIELDS[n]));
        let values: Vec<&RawValue> = serde_json::from_str(value.get()).map_err(|_| wrong(value))?;
        values.into_iter().map(|value| serde_json::from_str(value.get()).map(|Text(text)| text).map_err(|_| wrong(value))).collect()
    };
    Ok(Row { raw, line, name: string(0)?, id: string(1)?, entity_type: string(2)?, gender: string(3)?, aliases: list(4)?, roles: list(5)? })
}

/// A string, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// An object's values in the order of [`FIELDS`], as they stand in the text.
#[derive(Default)]
struct Object<'a> {
    fields: [Option<&'a RawValue>; FIELDS.len()],
    /// The first field that is given again.
    twice: Option<(&'static str, &'a RawValue)>,
}

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Object<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object<'de>, A::Error> {
                let mut object = Object::default();
                while let Some(Text(key)) = map.next_key()? {
                    let Some(n) = FIELDS.iter().position(|&field| field == key) else {
                        map.next_value::<IgnoredAny>()?;
                        continue;
                    };
                    let value = map.next_value()?;
                    if object.fields[n].replace(value).is_some() && object.twice.is_none() {
                        object.twice = Some((FIELDS[n], value));
                    }
                }
                Ok(object)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}
