//! JSON as most programs write it, read for where its values stand and no more.
//!
//! Lines hold more than an article: labels, links, dates. Most of the time that a general reader takes for a line goes into
//! what nobody asks for, token by token. Here strings are passed over at memory speed. All that is odd (a key with
//! escapes, nesting beyond a bound, whatever is no JSON) gives no answer: the general reader then has the last word, and the
//! message.

/// Deepest nesting that is followed: one bit a level.
const DEEPEST: u32 = u64::BITS;

/// Calls `field` with every key of the object that `json` is, and the text of its value; `None` if the whole is not plain JSON.
pub(super) fn fields<'a>(json: &'a str, mut field: impl FnMut(&'a str, &'a str)) -> Option<()> {
    // No string holds a control character; a line with one anywhere is left to the general reader.
    if json.bytes().fold(false, |found, b| found | (b < b' ')) {
        return None;
    }
    let mut reader = Reader { json, bytes: json.as_bytes(), at: 0 };
    reader.sign(b'{')?;
    if reader.sign(b'}').is_none() {
        loop {
            let key = reader.key()?;
            reader.space();
            let start = reader.at;
            reader.value()?;
            field(key, &json[start..reader.at]);
            if reader.sign(b',').is_none() {
                break;
            }
        }
        reader.sign(b'}')?;
    }
    reader.space();
    (reader.at == json.len()).then_some(())
}

struct Reader<'a> {
    json: &'a str,
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    #[inline]
    fn byte(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ') = self.byte() {
            self.at += 1;
        }
    }

    /// The next quote mark or backslash from `from` on.
    #[inline]
    fn next_special(&self, from: usize) -> Option<usize> {
        memchr::memchr2(b'"', b'\\', &self.bytes[from..]).map(|i| from + i)
    }

    /// Passes over the sign `b`, and white space before it.
    #[inline]
    fn sign(&mut self, b: u8) -> Option<()> {
        self.space();
        (self.byte()? == b).then(|| self.at += 1)
    }

    /// Passes over a key and its colon. A key with escapes is not plain.
    fn key(&mut self) -> Option<&'a str> {
        self.sign(b'"')?;
        let start = self.at;
        let end = self.next_special(start)?;
        if self.bytes[end] != b'"' {
            return None;
        }
        self.at = end + 1;
        self.sign(b':')?;
        Some(&self.json[start..end])
    }

    /// Passes over the value that begins here.
    fn value(&mut self) -> Option<()> {
        // The lists and objects around, one bit each, the innermost lowest: 1 for an object.
        let (mut around, mut depth) = (0_u64, 0);
        loop {
            self.space();
            let first = self.byte()?;
            match first {
                b'"' => self.string()?,
                b'{' | b'[' => {
                    self.at += 1;
                    if self.sign(first + 2).is_none() {
                        if depth == DEEPEST {
                            return None;
                        }
                        depth += 1;
                        around = around << 1 | u64::from(first == b'{');
                        if first == b'{' {
                            self.key()?;
                        }
                        continue;
                    }
                }
                b'-' | b'0'..=b'9' => self.number()?,
                b't' => self.word(b"true")?,
                b'f' => self.word(b"false")?,
                b'n' => self.word(b"null")?,
                _ => return None,
            }
            // Behind a value: all that ends here ends, or the next value begins.
            loop {
                if depth == 0 {
                    return Some(());
                }
                self.space();
                let sign = self.byte()?;
                self.at += 1;
                match (sign, around & 1) {
                    (b',', 1) => {
                        self.key()?;
                        break;
                    }
                    (b',', _) => break,
                    (b'}', 1) | (b']', 0) => {
                        depth -= 1;
                        around >>= 1;
                    }
                    _ => return None,
                }
            }
        }
    }

    /// Passes over a string whose opening mark stands here.
    fn string(&mut self) -> Option<()> {
        let mut at = self.at + 1;
        loop {
            at = self.next_special(at)?;
            match self.bytes[at] {
                b'"' => {
                    self.at = at + 1;
                    return Some(());
                }
                b'\\' => match self.bytes.get(at + 1)? {
                    b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => at += 2,
                    b'u' if self.bytes.get(at + 2..at + 6)?.iter().all(u8::is_ascii_hexdigit) => at += 6,
                    _ => return None,
                },
                _ => return None,
            }
        }
    }

    fn number(&mut self) -> Option<()> {
        if self.byte() == Some(b'-') {
            self.at += 1;
        }
        if self.byte() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.byte() {
            self.at += 1;
            if let Some(b'+' | b'-') = self.byte() {
                self.at += 1;
            }
            self.digits()?;
        }
        Some(())
    }

    /// Passes over one digit and more.
    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.byte() {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn word(&mut self, word: &[u8]) -> Option<()> {
        self.bytes[self.at..].starts_with(word).then(|| self.at += word.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::value::RawValue;

    /// Keys with their values, if all is well.
    type Found = Option<Vec<(String, String)>>;

    /// The fields as this reader finds them, and as serde's does.
    fn both(json: &str) -> (Found, Found) {
        struct All(Vec<(String, String)>);
        impl<'a> serde::de::Visitor<'a> for All {
            type Value = Vec<(String, String)>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'a>>(mut self, mut map: A) -> Result<Self::Value, A::Error> {
                while let Some(key) = map.next_key::<String>()? {
                    self.0.push((key, map.next_value::<&RawValue>()?.get().to_owned()));
                }
                Ok(self.0)
            }
        }
        let mut ours = Vec::new();
        let read = fields(json, |key, value| ours.push((key.to_owned(), value.to_owned())));
        let mut serde = serde_json::Deserializer::from_str(json);
        let theirs = serde::Deserializer::deserialize_map(&mut serde, All(Vec::new())).ok().filter(|_| serde.end().is_ok());
        (read.map(|()| ours), theirs)
    }

    #[test]
    fn what_programs_write_is_plain() {
        let json = r#" {"a" : "x\n\u00e9\\" , "b":[1,-0.5e+3,{"c":{}},[]],"d":true,"":null, "e":[[false]]} "#;
        let (ours, theirs) = both(json);
        assert!(ours.is_some());
        assert_eq!(ours, theirs);
        assert_eq!(fields("{}", |_, _| ()), Some(()));
    }

    proptest! {
        #[test]
        fn what_is_read_serde_reads_alike(json in "\\{?( |\"a\":|\"\\\\?[a-u\"\\\\0]{0,9}\"|[\\[\\]{},:]|-?[0-9.eE+]{1,4}|true|nul){0,12}\\}?") {
            let (ours, theirs) = both(&json);
            if ours.is_some() {
                prop_assert_eq!(ours, theirs);
            }
        }

        #[test]
        fn what_is_changed_at_one_place_is_read_alike_or_not_at_all(at in 0..60_usize, b in "[ \"\\\\{}\\[\\],:0e.x\n]") {
            let json = r#"{"id":"a\"b","text":"“c”\u0041","n":[0.5,{"k":[]},null,1e5]}"#;
            let at = json.floor_char_boundary(at);
            let behind = json.ceil_char_boundary(at + 1);
            let (ours, theirs) = both(&format!("{}{b}{}", &json[..at], &json[behind..]));
            if ours.is_some() {
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
