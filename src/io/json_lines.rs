//! An object of JSON, mostly a line: one article. Its id and text must be there, title, date and address may; nothing else is looked at.

use super::{ReadOptions, plain_json};
use crate::article::Article;
use crate::error::{Error, Result};
use crate::jsonl::reason;
use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The article of an object that begins in line `line` (from 1) of `file`, behind `before` bytes of it.
///
/// # Errors
/// [`crate::ErrorKind::Format`] with the column (in bytes, from 1) if the line is not UTF-8 or not a JSON object;
/// [`crate::ErrorKind::Field`] if the id or the text is missing or of a type that cannot be one.
pub(super) fn decode(file: &str, line: u64, before: u64, bytes: &[u8], options: &ReadOptions) -> Result<Article> {
    decode_with(file, line, before, bytes, options, None)
}

/// The same; an article without an id gets the one of `or_id`, if there is one.
pub(super) fn decode_with(file: &str, line: u64, before: u64, bytes: &[u8], options: &ReadOptions, or_id: Option<&str>) -> Result<Article> {
    let object = Object::new(file, line, before, bytes)?;
    let names = options.fields();
    let [id, text, title, date, url] = object.values(&names)?;
    let id = match (id, or_id) {
        (None, None) => return Err(object.missing(names[0])),
        (None | Some("null"), Some(id)) => id.to_owned(),
        (Some(id), _) => match type_name(id) {
            "a string" => object.string(id)?,
            "a number" => id.to_owned(),
            _ => return Err(object.wrong(names[0], "a string or a number", id)),
        },
    };
    let text = text.ok_or_else(|| object.missing(names[1]).of_article(&id))?;
    let text = match type_name(text) {
        "a string" => object.string(text).map_err(|error| error.of_article(&id))?,
        _ => return Err(object.wrong(names[1], "a string", text).of_article(id)),
    };
    let beside = |value: Option<&str>| object.string(value.filter(|value| value.starts_with('"'))?).ok();
    Ok(Article::new(id, text)?.with_beside([title, date, url].map(beside)))
}

/// An object, and where it stands.
struct Object<'b> {
    file: &'b str,
    line: u64,
    before: u64,
    json: &'b str,
}

impl<'b> Object<'b> {
    /// The object of these bytes, if they are one as far as its brace tells.
    fn new(file: &'b str, line: u64, before: u64, bytes: &'b [u8]) -> Result<Self> {
        let at = |byte: usize, expected: &str| fault(file, line, before, bytes, byte, expected);
        let json = std::str::from_utf8(bytes).map_err(|e| at(e.valid_up_to() + 1, "not UTF-8; convert the file to UTF-8"))?;
        let indent = json.len() - json.trim_ascii_start().len();
        if bytes.get(indent) != Some(&b'{') {
            return Err(at(indent + 1, "expected `{`, one JSON object a line"));
        }
        Ok(Object { file, line, before, json })
    }

    /// The values of the fields of these names, as they stand there.
    fn values<const N: usize>(&self, names: &[&str; N]) -> Result<[Option<&'b str>; N]> {
        let mut found = [None; N];
        search(self.json, names, &mut found).map_err(|error| self.bad(self.json, &error))?;
        for hit in &mut found {
            while let Some(Hit { value, rest: Some(rest) }) = *hit {
                let mut below = [None];
                if value.starts_with('{') {
                    search(value, &[rest], &mut below).map_err(|error| self.bad(value, &error))?;
                }
                [*hit] = below;
            }
        }
        Ok(found.map(|hit| hit.map(|hit| hit.value)))
    }

    /// What a value says that is a string.
    fn string(&self, value: &str) -> Result<String> {
        match unescaped(value) {
            Some(string) => Ok(string),
            None => match serde_json::from_str::<Text<'_>>(value) {
                Ok(Text(string)) => Ok(string.into_owned()),
                Err(error) => Err(self.bad(value, &error)),
            },
        }
    }

    /// What the decoder finds wrong in `part`, a piece of the object.
    fn bad(&self, part: &str, error: &serde_json::Error) -> Error {
        let lines = memchr::memchr_iter(b'\n', part.as_bytes()).take(error.line().saturating_sub(1));
        let last = lines.last().map_or(0, |newline| newline + 1);
        let before = part.as_ptr() as usize - self.json.as_ptr() as usize;
        fault(self.file, self.line, self.before, self.json.as_bytes(), before + last + error.column(), &reason(error))
    }

    fn missing(&self, name: &str) -> Error {
        Error::field(self.file, self.line, format!("no field `{name}`"))
    }

    fn wrong(&self, name: &str, expected: &str, value: &str) -> Error {
        Error::field(self.file, self.line, format!("field `{name}` should be {expected}, it is {}", type_name(value)))
    }
}

/// That something else was expected at the byte of this number, from 1, of `bytes`, which begin in line `line` behind `before` bytes.
fn fault(file: &str, line: u64, before: u64, bytes: &[u8], byte: usize, expected: &str) -> Error {
    let above = &bytes[..byte.saturating_sub(1).min(bytes.len())];
    let (line, column) = match memchr::memrchr(b'\n', above) {
        None => (line, before + byte as u64),
        Some(last) => (line + memchr::memchr_iter(b'\n', above).count() as u64, (byte - last - 1) as u64),
    };
    Error::format(file, line, Some(column), expected)
}

/// What a JSON string says that has been found to be one. `None` if a character stands in two escapes (or in one half of
/// them): that is the decoder's affair.
fn unescaped(json: &str) -> Option<String> {
    let mut rest = json.strip_prefix('"')?.strip_suffix('"')?;
    let mut string = String::with_capacity(rest.len());
    while let Some(at) = memchr::memchr(b'\\', rest.as_bytes()) {
        string.push_str(&rest[..at]);
        let mut end = at + 2;
        string.push(match rest.as_bytes().get(at + 1)? {
            escape @ (b'"' | b'\\' | b'/') => char::from(*escape),
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                end = at + 6;
                char::from_u32(u32::from_str_radix(rest.get(at + 2..end)?, 16).ok()?)?
            }
            _ => return None,
        });
        rest = &rest[end..];
    }
    string.push_str(rest);
    Some(string)
}

/// A string that is borrowed from the line where it has no escapes.
#[derive(serde::Deserialize)]
struct Text<'a>(#[serde(borrow)] Cow<'a, str>);

/// A value on the way to a field; `rest` is what of the field's name lies still below.
#[derive(Clone, Copy)]
struct Hit<'n, 'a> {
    value: &'a str,
    rest: Option<&'n str>,
}

/// Keeps `value` for every name that `key` leads to.
fn keep<'n, 'a>(names: &[&'n str], found: &mut [Option<Hit<'n, 'a>>], key: &str, value: &'a str) {
    for (name, found) in names.iter().zip(found) {
        let whole = matches!(found, Some(Hit { rest: None, .. }));
        match below(name, key) {
            Some(rest) if rest.is_none() || !whole => *found = Some(Hit { value, rest }),
            _ => {}
        }
    }
}

/// Reads the whole object and keeps the values that lead to the fields: of a key given twice, the last; a key that is the
/// whole name comes before one that leads into an object.
fn search<'n, 'a>(json: &'a str, names: &[&'n str], found: &mut [Option<Hit<'n, 'a>>]) -> serde_json::Result<()> {
    if plain_json::fields(json, |key, value| keep(names, found, key, value)).is_some() {
        return Ok(());
    }
    found.fill(None);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    deserializer.deserialize_map(Search { names, found })?;
    deserializer.end()
}

struct Search<'s, 'n, 'a> {
    names: &'s [&'n str],
    found: &'s mut [Option<Hit<'n, 'a>>],
}

impl<'a> Visitor<'a> for Search<'_, '_, 'a> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON object")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(Text(key)) = map.next_key()? {
            if !self.names.iter().any(|name| below(name, &key).is_some()) {
                map.next_value::<IgnoredAny>()?;
                continue;
            }
            keep(self.names, self.found, &key, map.next_value::<&RawValue>()?.get());
        }
        Ok(())
    }
}

/// What of a field's name lies below `key`: nothing if the key is the name itself; no answer if the name is another's.
fn below<'n>(name: &'n str, key: &str) -> Option<Option<&'n str>> {
    let rest = name.strip_prefix(key)?;
    if rest.is_empty() { Some(None) } else { rest.strip_prefix('.').map(Some) }
}

fn type_name(value: &str) -> &'static str {
    match value.as_bytes().first() {
        Some(b'"') => "a string",
        Some(b'{') => "an object",
        Some(b'[') => "a list",
        Some(b't' | b'f') => "true or false",
        Some(b'n') => "null",
        _ => "a number",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fields(id: &str, text: &str) -> ReadOptions {
        ReadOptions { id_field: id.to_owned(), text_field: text.to_owned(), ..ReadOptions::default() }
    }

    fn read(json: impl AsRef<[u8]>, options: &ReadOptions) -> Result<(String, String), String> {
        let article = decode("f.jsonl", 7, 0, json.as_ref(), options).map_err(|error| error.to_string())?;
        Ok((article.id.clone(), article.text().to_owned()))
    }

    fn is(id: &str, text: &str) -> Result<(String, String), String> {
        Ok((id.to_owned(), text.to_owned()))
    }

    #[test]
    fn id_and_text_are_found_among_other_fields() {
        let plain = ReadOptions::default();
        assert_eq!(read(r#"{"id":"a","text":"“Yes,” he said."}"#, &plain), is("a", "“Yes,” he said."));
        assert_eq!(read(r#" {"x":[{"text":1}],"t\u0065xt":"a\n\u0000b","id":"1" } "#, &plain), is("1", "a\n\0b"));
        assert_eq!(read(r#"{"id":"a","text":"b","text":"c"}"#, &plain), is("a", "c"), "the last of a doubled key");
    }

    #[test]
    fn a_number_as_id_keeps_its_digits() {
        for id in ["7", "-0", "1.50", "1e3", "123456789012345678901234567890"] {
            assert_eq!(read(format!(r#"{{"id": {id} ,"text":""}}"#), &ReadOptions::default()), is(id, ""));
        }
    }

    #[test]
    fn dots_lead_into_nested_objects() {
        let options = fields("meta.id", "meta.body.text");
        assert_eq!(read(r#"{"meta":{"id":3,"body":{"text":"x"}}}"#, &options), is("3", "x"));
        assert_eq!(read(r#"{"meta.id":3,"meta":{"body.text":"x"}}"#, &options), is("3", "x"), "a key may hold the dot");
        let missing = Err("f.jsonl:7: no field `meta.body.text`".to_owned());
        assert_eq!(read(r#"{"meta":{"id":3,"body":"text"}}"#, &options), missing);
        assert_eq!(read(r#"{"meta":{"id":3,"bodyxtext":"x"}}"#, &options), missing);
    }

    #[test]
    fn title_date_and_address_are_taken_where_they_are_strings() {
        let options = ReadOptions { date_field: "meta.date".to_owned(), url_field: "id".to_owned(), ..ReadOptions::default() };
        let beside = |json: &str| {
            let article = decode("f.jsonl", 7, 0, json.as_bytes(), &options).unwrap();
            [article.title, article.date, article.url].map(Option::unwrap_or_default)
        };
        let all = beside(r#"{"id":"a.org","text":"x","title":"“Y\u0065s”","meta":{"date":"2024"}}"#);
        assert_eq!(all, ["“Yes”", "2024", "a.org"], "one field may serve twice");
        assert_eq!(beside(r#"{"id":3,"text":"x","title":null,"meta":{"date":2024}}"#), [""; 3]);
        assert_eq!(beside(r#"{"id":[3],"text":"x","id":"","meta":["date"],"title":"\ud800"}"#), [""; 3], "nor what cannot be read");
    }

    #[test]
    fn an_article_without_an_id_gets_the_one_it_is_given() {
        let id = |json: &str| decode_with("f.jsonl", 7, 0, json.as_bytes(), &ReadOptions::default(), Some("n7")).map(|article| article.id);
        assert_eq!(id(r#"{"text":"x"}"#).unwrap(), "n7");
        assert_eq!(id(r#"{"text":"x","id":null}"#).unwrap(), "n7");
        assert_eq!(id(r#"{"text":"x","id":3}"#).unwrap(), "3");
        assert!(id(r#"{"text":"x","id":[]}"#).is_err());
    }

    #[test]
    fn missing_and_wrong_fields_are_named() {
        let cases = [
            (r#"{"text":"x"}"#, "f.jsonl:7: no field `id`"),
            (r#"{"id":"a"}"#, "f.jsonl:7: no field `text`"),
            (r#"{"id":null,"text":"x"}"#, "f.jsonl:7: field `id` should be a string or a number, it is null"),
            (r#"{"id":[1],"text":"x"}"#, "f.jsonl:7: field `id` should be a string or a number, it is a list"),
            (r#"{"id":"a","text":5}"#, "f.jsonl:7: field `text` should be a string, it is a number"),
            (r#"{"id":"a","text":true}"#, "f.jsonl:7: field `text` should be a string, it is true or false"),
            (r#"{"id":"a","text":{"en":"x"}}"#, "f.jsonl:7: field `text` should be a string, it is an object"),
        ];
        for (json, expected) in cases {
            assert_eq!(read(json, &ReadOptions::default()), Err(expected.to_owned()));
        }
    }

    #[test]
    fn broken_lines_are_told_with_their_column() {
        let cases = [
            ("[1]", "f.jsonl:7:1: expected `{`, one JSON object a line"),
            (r#"{"id":"a" "text":"x"}"#, "f.jsonl:7:11: expected `,` or `}`"),
            (r#"{"id":"a","text":"x"} {}"#, "f.jsonl:7:23: trailing characters"),
            (r#"{"id":"a","text":"x"#, "f.jsonl:7:19: EOF while parsing a string"),
            (r#"{"id":"a","text":"\ud800 x"}"#, "f.jsonl:7:25: unexpected end of hex escape"),
            ("{\"id\":\"a\",\"text\":\"\tx\"}", "f.jsonl:7:18: control character (\\u0000-\\u001F) found while parsing a string"),
        ];
        for (json, expected) in cases {
            assert_eq!(read(json, &ReadOptions::default()), Err(expected.to_owned()));
        }
        let not_utf8 = Err("f.jsonl:7:19: not UTF-8; convert the file to UTF-8".to_owned());
        assert_eq!(read(b"{\"id\":\"a\",\"text\":\"\xFF\"}", &ReadOptions::default()), not_utf8);
    }

    proptest! {
        #[test]
        fn any_id_and_text_come_back(id in ".*", text in "\\PC*|[\\x00-\\x1f\"\\\\]*") {
            let json = serde_json::json!({"a": {"text": 1}, "id": id, "text": text}).to_string();
            prop_assert_eq!(read(json, &ReadOptions::default()), is(&id, &text));
        }

        #[test]
        fn escapes_are_read_as_the_decoder_does(units in proptest::collection::vec(0_u16.., 0..6), text in "[a-z\"/\\\\\\x00-\\x1f“]{0,9}") {
            let escapes: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let json = serde_json::to_string(&text).unwrap();
            let json = format!("{}{escapes}\\/\"", &json[..json.len() - 1]);
            let decoded = serde_json::from_str::<String>(&json).ok();
            let ours = unescaped(&json);
            prop_assert!(ours.is_none() || ours == decoded, "{json}");
            let pairs = units.iter().any(|unit| (0xD800..0xE000).contains(unit));
            prop_assert_eq!(ours.is_none(), pairs);
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..80), cut in 0usize..40) {
            let mut line = br#"{"a":{"b":"\u00e9"},"id":1,"text":"x"}"#.to_vec();
            line.splice(cut.min(line.len()).., bytes);
            let _ = read(line, &fields("a.b", "text"));
        }
    }
}
