//! Records as JSON lines. The names of the fields are written as they stand here, and strings eight bytes at a time: a
//! general serializer looks at every byte of either for what must be escaped, and took a fifth of the time of a whole run.

use crate::eight;
use crate::error::{Error, Result};
use crate::record::{Marked, Piece, QuotationRow, Record, SpeakerField};
use serde::Serialize;

/// Appends a record as one line to a buffer: the same bytes that serde makes of it.
///
/// # Errors
/// [`crate::ErrorKind::Bug`] if the JSON writer refuses the record; no text can bring that about.
pub fn write_record(record: &Record<'_>, out: &mut Vec<u8>) -> Result<()> {
    Line(out).record(record).map_err(|error| Error::bug(format!("record {}: {error}", record.id)))?;
    out.push(b'\n');
    Ok(())
}

/// The line that is written.
struct Line<'o>(&'o mut Vec<u8>);

type Written = serde_json::Result<()>;

impl Line<'_> {
    fn record(&mut self, record: &Record<'_>) -> Written {
        self.raw("{\"schema\":");
        self.number(record.schema)?;
        self.raw(",\"id\":");
        self.string(&record.id);
        let beside =
            [(",\"units\":", &record.units), (",\"title\":", &record.title), (",\"date\":", &record.date), (",\"url\":", &record.url)];
        for (name, value) in beside {
            if let Some(value) = value {
                self.raw(name);
                self.string(value);
            }
        }
        self.raw(",\"quotations\":");
        self.list(&record.quotations, Self::row)?;
        self.raw("}");
        Ok(())
    }

    fn row(&mut self, row: &QuotationRow<'_>) -> Written {
        self.raw("{\"kind\":");
        self.string(row.kind.name());
        self.raw(",");
        self.place(row.start, row.end)?;
        self.raw(",\"text\":");
        self.string(&row.text);
        self.raw(",\"content\":");
        self.list(&row.content, |line, piece: &Piece| {
            line.raw("{");
            line.place(piece.start, piece.end)?;
            line.raw("}");
            Ok(())
        })?;
        self.raw(",\"speaker\":");
        self.optional(row.speaker.as_ref(), Self::speaker)?;
        self.raw(",\"mention\":");
        self.optional(row.mention.as_ref(), Self::marked)?;
        self.raw(",\"cue\":");
        self.optional(row.cue.as_ref(), Self::marked)?;
        if let Some(status) = &row.status {
            self.raw(",\"status\":");
            self.string(status);
        }
        self.raw(",\"confidence\":");
        self.number(row.confidence)?;
        self.raw(",\"why\":");
        self.string(&row.why);
        self.raw("}");
        Ok(())
    }

    fn speaker(&mut self, speaker: &SpeakerField<'_>) -> Written {
        self.raw("{\"name\":");
        self.string(&speaker.name);
        for (name, value) in [(",\"id\":", &speaker.id), (",\"type\":", &speaker.entity_type), (",\"gender\":", &speaker.gender)] {
            self.raw(name);
            self.optional(value.as_ref(), |line, value| {
                line.string(value);
                Ok(())
            })?;
        }
        self.raw("}");
        Ok(())
    }

    fn marked(&mut self, marked: &Marked<'_>) -> Written {
        self.raw("{");
        self.place(marked.start, marked.end)?;
        self.raw(",\"text\":");
        self.string(&marked.text);
        self.raw(",\"kind\":");
        self.string(&marked.kind);
        if let Some(class) = &marked.class {
            self.raw(",\"class\":");
            self.string(class);
        }
        self.raw("}");
        Ok(())
    }

    fn place(&mut self, start: u32, end: u32) -> Written {
        self.raw("\"start\":");
        self.number(start)?;
        self.raw(",\"end\":");
        self.number(end)
    }

    fn list<T>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, &T) -> Written) -> Written {
        self.raw("[");
        for (i, item) in items.iter().enumerate() {
            if i > 0 {
                self.raw(",");
            }
            write(self, item)?;
        }
        self.raw("]");
        Ok(())
    }

    fn optional<T>(&mut self, value: Option<&T>, write: impl FnOnce(&mut Self, &T) -> Written) -> Written {
        match value {
            Some(value) => write(self, value),
            None => {
                self.raw("null");
                Ok(())
            }
        }
    }

    #[inline]
    fn raw(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    fn number(&mut self, number: impl Serialize) -> Written {
        serde_json::to_writer(&mut *self.0, &number)
    }

    fn string(&mut self, string: &str) {
        let bytes = string.as_bytes();
        self.0.push(b'"');
        let mut written = 0;
        while let Some(at) = next_escape(bytes, written) {
            self.0.extend_from_slice(&bytes[written..at]);
            self.escape(bytes[at]);
            written = at + 1;
        }
        self.0.extend_from_slice(&bytes[written..]);
        self.0.push(b'"');
    }

    fn escape(&mut self, byte: u8) {
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            0x08 => b'b',
            0x0C => b'f',
            _ => {
                let hex = |digit: u8| b"0123456789abcdef"[digit as usize];
                self.0.extend_from_slice(&[b'\\', b'u', b'0', b'0', hex(byte >> 4), hex(byte & 15)]);
                return;
            }
        };
        self.0.extend_from_slice(&[b'\\', short]);
    }
}

/// The next byte from `from` on that JSON wants escaped.
#[inline]
fn next_escape(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(chunk) = eight::load(bytes, at) {
        let found = escapes(chunk);
        if found != 0 {
            return Some(at + eight::before(found));
        }
        at += 8;
    }
    // What is left, read once more with the bytes before it where there are eight.
    let seen = at - from;
    match bytes.len().checked_sub(8).filter(|_| seen > 0 && at < bytes.len()).and_then(|last| Some((last, eight::load(bytes, last)?))) {
        Some((last, chunk)) => {
            let found = escapes(chunk);
            (found != 0).then(|| last + eight::before(found))
        }
        None => bytes[at..].iter().position(|&b| b < b' ' || b == b'"' || b == b'\\').map(|i| at + i),
    }
}

/// Which bytes JSON wants escaped.
#[inline]
fn escapes(chunk: u64) -> u64 {
    eight::below(chunk, b' ') | eight::equal(chunk, b'"') | eight::equal(chunk, b'\\')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row_kind::RowKind;
    use proptest::prelude::*;

    #[test]
    fn a_record_is_one_line_whatever_its_id_holds() {
        let mut out = b"before\n".to_vec();
        write_record(&Record { schema: 1, id: "a\n“b”\0".into(), ..Record::default() }, &mut out).unwrap();
        let expected = "before\n{\"schema\":1,\"id\":\"a\\n“b”\\u0000\",\"quotations\":[]}\n";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
    }

    proptest! {
        #[test]
        fn every_field_is_written_as_serde_would(text in "([\\x00-\\x7f]|\\PC){0,40}", n in any::<u32>(), per_cent in 0..=100_u8, some in any::<[bool; 6]>()) {
            let marked = || Marked { start: n, end: n / 3, text: text.as_str().into(), kind: "verb".into(), class: some[0].then(|| "thought".into()) };
            let speaker = SpeakerField {
                name: text.as_str().into(),
                id: some[0].then(|| text.as_str().into()),
                entity_type: some[1].then(|| "person".into()),
                gender: some[2].then(|| "female".into()),
            };
            let row = QuotationRow {
                kind: RowKind::Mixed,
                start: n,
                end: n / 7,
                text: text.as_str().into(),
                content: vec![Piece { start: n, end: 0 }; usize::from(per_cent % 4)],
                speaker: some[3].then_some(speaker),
                mention: some[4].then(marked),
                cue: some[5].then(marked),
                status: some[1].then(|| "negated".into()),
                confidence: f64::from(per_cent) / 100.0,
                why: text.as_str().into(),
            };
            let units = some[0].then(|| "bytes".into());
            let beside = |i: usize| some[i].then(|| text.as_str().into());
            let record = Record {
                schema: n,
                id: text.as_str().into(),
                units,
                title: beside(1),
                date: beside(2),
                url: beside(3),
                quotations: vec![row; usize::from(per_cent % 3)],
            };
            let mut out = Vec::new();
            write_record(&record, &mut out).unwrap();
            prop_assert_eq!(std::str::from_utf8(&out).unwrap(), serde_json::to_string(&record).unwrap() + "\n");
            prop_assert_eq!(serde_json::from_slice::<Record<'_>>(&out).unwrap(), record);
        }
    }
}
