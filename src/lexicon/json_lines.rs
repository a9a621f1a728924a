//! Speakers as JSON lines.

use super::builder::LexiconBuilder;
use super::row::{ALIASES, Bad, FIELDS, GENDER, ID, NAME, ROLES, Row, TYPE, column, expected_utf8};
use crate::error::{Error, Result};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::io::BufRead;

/// Hands every line to the loader.
pub(super) fn read(mut reader: impl BufRead, file: &str, loader: &mut LexiconBuilder) -> Result<()> {
    let mut buffer = Vec::new();
    let mut line = 0;
    loop {
        buffer.clear();
        line += 1;
        let n = reader.read_until(b'\n', &mut buffer).map_err(|e| Error::unreadable(file, Some(line), e))?;
        if n == 0 {
            return Ok(());
        }
        let raw = buffer.strip_prefix(b"\xEF\xBB\xBF").filter(|_| line == 1).unwrap_or(&buffer);
        let line = Line { raw, line };
        match std::str::from_utf8(raw) {
            Err(e) => loader.bad(line.bad(e.valid_up_to(), expected_utf8(raw, e.valid_up_to()))),
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => match line.parse(text).and_then(|object| Ok((line.row(&object)?, object))) {
                Ok((row, object)) => loader.row(&row, |n, expected| match object.fields[n] {
                    Some(value) => line.bad_value(value, expected),
                    None => Bad { line: line.line, column: None, expected },
                })?,
                Err(bad) => loader.bad(bad),
            },
        }
    }
}

/// A line as it stands in the file.
#[derive(Clone, Copy)]
struct Line<'a> {
    raw: &'a [u8],
    line: u64,
}

impl<'a> Line<'a> {
    fn bad(&self, at: usize, expected: String) -> Bad {
        Bad { line: self.line, column: Some(column(&self.raw[..at.min(self.raw.len())])), expected }
    }

    /// `value` must be of this line.
    fn bad_value(&self, value: &RawValue, expected: String) -> Bad {
        self.bad(value.get().as_ptr().addr() - self.raw.as_ptr().addr(), expected)
    }

    /// Reads `text`, the line's own.
    fn parse(&self, text: &'a str) -> Result<Object<'a>, Bad> {
        let start = text.len() - text.trim_start().len();
        if !text[start..].starts_with('{') {
            let is_list = text[start..].starts_with('[');
            let hint = if is_list { ", found a list: write each of its objects on a line of its own" } else { "" };
            return Err(self.bad(start, format!("expected one JSON object a line{hint}")));
        }
        serde_json::from_str(text).map_err(|e| match e.classify() {
            Category::Eof => self.bad(text.trim_end().len(), "expected the rest of a JSON object, found the line's end".to_owned()),
            _ => {
                let message = e.to_string();
                let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(message, _)| message);
                self.bad(e.column().saturating_sub(1), format!("expected valid JSON: {message}"))
            }
        })
    }

    fn row(&self, object: &Object<'a>) -> Result<Row<'a>, Bad> {
        if let Some((field, value)) = object.twice {
            return Err(self.bad_value(value, format!("expected one \"{field}\", found another")));
        }
        let string = |n: usize| match object.fields[n] {
            None => Ok(None),
            Some(value) => match serde_json::from_str::<Option<Text<'_>>>(value.get()) {
                // A blank id or type is none; a blank name is the loader's to refuse.
                Ok(text) => Ok(text.map(|Text(text)| text).filter(|text| n == NAME || !text.trim().is_empty())),
                Err(_) => Err(self.bad_value(value, format!("expected a string for \"{}\"", FIELDS[n]))),
            },
        };
        let list = |n: usize| {
            let Some(value) = object.fields[n].filter(|value| value.get() != "null") else { return Ok(Vec::new()) };
            let wrong = |value: &RawValue| self.bad_value(value, format!("expected a list of strings for \"{}\"", FIELDS[n]));
            let values: Vec<&RawValue> = serde_json::from_str(value.get()).map_err(|_| wrong(value))?;
            values.into_iter().map(|value| serde_json::from_str(value.get()).map(|Text(text)| text).map_err(|_| wrong(value))).collect()
        };
        Ok(Row {
            line: self.line,
            name: string(NAME)?,
            id: string(ID)?,
            entity_type: string(TYPE)?,
            gender: string(GENDER)?,
            aliases: list(ALIASES)?,
            roles: list(ROLES)?,
        })
    }
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

#[cfg(test)]
mod tests {
    use super::super::LexiconFormat::JsonLines;
    use super::super::load::tests::assert_message;

    #[test]
    fn json_errors_name_line_column_and_what_was_expected() {
        let cases = [
            ("{\"name\": 7}", "1:10: expected a string for \"name\""),
            ("\n{\"name\": null}", "2:10: expected a \"name\""),
            ("\n\r\n  {\"aliases\": []}", "3: expected a \"name\""),
            ("{\"name\": \" \"}", "1:10: expected a name for \"name\", found a blank one"),
            ("{\"id\": 12, \"name\": \"Bo\"}", "1:8: expected a string for \"id\""),
            ("{\"name\": \"Bø\", \"aliases\": \"Bø\"}", "1:28: expected a list of strings for \"aliases\""),
            ("{\"name\": \"Bo\", \"roles\": [\"a b\", 3]}", "1:33: expected a list of strings for \"roles\""),
            (
                "{\"name\": \"Bo\", \"type\": \"human\"}",
                "1:24: expected person, organisation, group, place, document or unnamed for \"type\", found \"human\"",
            ),
            (
                "{\"name\": \"Bo\", \"gender\": \"Q6581097\"}",
                "1:26: expected male, female, m, f, other or unknown for \"gender\", found \"Q6581097\"",
            ),
            ("{\"name\": \"Bo\", \"name\": \"Ann\"}", "1:24: expected one \"name\", found another"),
            ("[{\"name\": \"Bo\"}]", "1:1: expected one JSON object a line, found a list: write each of its objects on a line of its own"),
            ("  Bo", "1:3: expected one JSON object a line"),
            ("{\"name\": \"Bo\"", "1:14: expected the rest of a JSON object, found the line's end"),
            ("{\"name\": Bo}", "1:10: expected valid JSON: expected value"),
            ("{\"name\": \"Bo\"} {}", "1:16: expected valid JSON: trailing characters"),
        ];
        for (text, expected) in cases {
            assert_message(JsonLines, text, &format!("people.jsonl:{expected}"));
        }
        assert_message(
            JsonLines,
            b"{\"name\": \"Bo\"}\n{\"name\": \"\xC3\xA9\xE9\"}",
            "people.jsonl:2:13: expected UTF-8, found the byte 0xE9: save the file as UTF-8",
        );
    }
}
