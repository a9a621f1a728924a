//! A compiled lexicon's file: tables that are written and read as they stand, so that a million speakers load at the speed of
//! the disk.
//!
//! Magic, format, fingerprint of the rules by which aliases are cut and folded ([`super::form::fingerprint`]), the numbers of
//! [`Counts`], a checksum of all these; then the tables, each filled up with zeros to a multiple of eight bytes; last a checksum
//! of everything. All numbers are little-endian, those of the head and the checksums of 64 bits. The same speakers in the same
//! order give the same bytes.

use super::first_words::FirstWords;
use super::form;
use super::forms::{FormCounts, Forms};
use super::prefixes::Prefixes;
use super::search::{Machine, Search};
use super::speakers::{Lexicon, Speakers};
use crate::error::{Error, Result};
use std::io::{self, Read, Write};

/// The first bytes of a compiled lexicon.
pub(super) const MAGIC: &[u8; 16] = b"whosaid-lexicon\n";
/// The version of the file's layout. Whatever changes it, or a table that it holds, raises it.
const FORMAT: u32 = 1;
/// Bytes that are read or written at once, a multiple of eight.
const CHUNK: usize = 1 << 16;

/// How large the tables are, and the seed of the one that is hashed.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    speakers: u64,
    string_bytes: u64,
    forms: FormCounts,
    first_words: u64,
    slots: u64,
    seed: u64,
}

impl Counts {
    const LEN: usize = 9;

    fn to_numbers(self) -> [u64; Self::LEN] {
        let FormCounts { text_bytes, forms, speakers, groups } = self.forms;
        [self.speakers, self.string_bytes, text_bytes, forms, speakers, groups, self.first_words, self.slots, self.seed]
    }

    fn of_numbers(numbers: [u64; Self::LEN]) -> Self {
        let [speakers, string_bytes, text_bytes, forms, of_forms, groups, first_words, slots, seed] = numbers;
        let forms = FormCounts { text_bytes, forms, speakers: of_forms, groups };
        Counts { speakers, string_bytes, forms, first_words, slots, seed }
    }
}

/// Writes a lexicon whose machine is the table.
pub(super) fn write(speakers: &Speakers, search: &Search, out: impl Write) -> io::Result<()> {
    let Search { first, forms, machine: Machine::Prefixes(prefixes) } = search else {
        return Err(io::Error::other("only a table of beginnings can be written"));
    };
    let counts = Counts {
        speakers: speakers.len() as u64,
        string_bytes: speakers.string_bytes(),
        forms: forms.counts(),
        first_words: first.len(),
        slots: prefixes.len(),
        seed: prefixes.seed(),
    };
    let mut sink = Sink { out, sum: Checksum::default(), chunk: Vec::with_capacity(CHUNK) };
    sink.bytes(MAGIC)?;
    sink.u64s([u64::from(FORMAT), form::fingerprint()].into_iter().chain(counts.to_numbers()))?;
    sink.u64s(std::iter::once(sink.sum.0))?;
    speakers.write(&mut sink)?;
    forms.write(&mut sink)?;
    first.write(&mut sink)?;
    prefixes.write(&mut sink)?;
    sink.u64s(std::iter::once(sink.sum.0))?;
    sink.out.flush()
}

/// Reads a compiled lexicon; `file` names it in errors.
///
/// # Errors
/// [`crate::ErrorKind::Format`] if it is none, of another format or version, cut short or changed; [`crate::ErrorKind::Io`].
pub(super) fn read(input: impl Read, file: &str) -> Result<Lexicon> {
    let mut source = Source { input, file, sum: Checksum::default(), chunk: vec![0; CHUNK] };
    if source.bytes(MAGIC.len() as u64)? != MAGIC {
        let next = "`whosaid lexicon build` makes one from JSON lines, CSV or TSV";
        return Err(Error::lexicon(file, format!("this is no compiled lexicon (its first bytes are others); {next}")));
    }
    let (format, fingerprint) = (source.u64()?, source.u64()?);
    if format != u64::from(FORMAT) {
        let found = format!("a compiled lexicon of format {format}, this version reads format {FORMAT}");
        return Err(Error::lexicon(file, format!("{found}; {ANEW}")));
    }
    if fingerprint != form::fingerprint() {
        let found = "the lexicon was compiled by a version that cuts or folds names by other rules";
        return Err(Error::lexicon(file, format!("{found}; {ANEW}")));
    }
    let mut numbers = [0; Counts::LEN];
    for number in &mut numbers {
        *number = source.u64()?;
    }
    source.check_sum()?;
    let counts = Counts::of_numbers(numbers);
    let speakers = Speakers::read(&mut source, counts.speakers, counts.string_bytes)?;
    let forms = Forms::read(&mut source, counts.forms, speakers.len())?;
    let first = FirstWords::read(&mut source, counts.first_words)?;
    let machine = Machine::Prefixes(Prefixes::read(&mut source, counts.seed, counts.slots, forms.len())?);
    source.check_sum()?;
    if source.input.read(&mut [0]).map_err(|e| source.cannot_read(e))? != 0 {
        return Err(source.changed());
    }
    Ok(Lexicon::new(speakers, Search { first, forms, machine }, Vec::new()))
}

/// The next step where a file is of another version.
const ANEW: &str = "build it anew: whosaid lexicon build IN… -o FILE.lex";

/// A checksum of 64-bit words. Every step can be undone, so two inputs of one length that differ in one word never share it.
#[derive(Clone, Copy, Debug, Default)]
struct Checksum(u64);

impl Checksum {
    /// Takes whole words; what is left over is not taken.
    fn add(&mut self, bytes: &[u8]) {
        for &word in bytes.as_chunks::<8>().0 {
            self.0 = (self.0 ^ u64::from_le_bytes(word)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
        }
    }
}

/// Where tables are written to.
#[derive(Debug)]
pub(super) struct Sink<W> {
    out: W,
    sum: Checksum,
    chunk: Vec<u8>,
}

impl<W: Write> Sink<W> {
    fn flush(&mut self) -> io::Result<()> {
        self.chunk.resize(self.chunk.len().next_multiple_of(8), 0);
        self.sum.add(&self.chunk);
        self.out.write_all(&self.chunk)?;
        self.chunk.clear();
        Ok(())
    }

    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        if self.chunk.len() + bytes.len() > CHUNK {
            self.flush()?;
        }
        self.chunk.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes a table of bytes.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        bytes.chunks(CHUNK).try_for_each(|chunk| self.put(chunk))?;
        self.flush()
    }

    /// Writes a table of numbers.
    pub(super) fn u32s(&mut self, numbers: impl Iterator<Item = u32>) -> io::Result<()> {
        for number in numbers {
            self.put(&number.to_le_bytes())?;
        }
        self.flush()
    }

    /// Writes a table of wide numbers.
    pub(super) fn u64s(&mut self, numbers: impl Iterator<Item = u64>) -> io::Result<()> {
        for number in numbers {
            self.put(&number.to_le_bytes())?;
        }
        self.flush()
    }
}

/// Where tables are read from.
#[derive(Debug)]
pub(super) struct Source<'f, R> {
    input: R,
    file: &'f str,
    sum: Checksum,
    chunk: Vec<u8>,
}

impl<R: Read> Source<'_, R> {
    fn cannot_read(&self, error: io::Error) -> Error {
        Error::unreadable(self.file, None, error)
    }

    fn changed(&self) -> Error {
        Error::lexicon(self.file, format!("the lexicon's bytes are not those that were written; copy it again, or {ANEW}"))
    }

    fn cut_short(&self) -> Error {
        Error::lexicon(self.file, format!("the lexicon is cut short; copy it again, or {ANEW}"))
    }

    /// An error unless a table is what it must be.
    pub(super) fn check(&self, is_whole: bool) -> Result<()> {
        if is_whole { Ok(()) } else { Err(self.changed()) }
    }

    /// Reads the checksum of what was read so far.
    fn check_sum(&mut self) -> Result<()> {
        let sum = self.sum.0;
        let stored = self.u64()?;
        self.check(stored == sum)
    }

    /// Reads a table of `n` numbers of `WIDTH` bytes. Memory is asked for at once, and touched only as far as the file goes.
    fn table<const WIDTH: usize, T>(&mut self, n: u64, make: impl Fn([u8; WIDTH]) -> T) -> Result<Vec<T>> {
        let mut table = Vec::new();
        let n = usize::try_from(n).ok().filter(|&n| n.checked_mul(WIDTH).is_some_and(|bytes| isize::try_from(bytes).is_ok()));
        let n = n.filter(|&n| table.try_reserve_exact(n).is_ok()).ok_or_else(|| self.changed())?;
        while table.len() < n {
            let bytes = ((n - table.len()) * WIDTH).min(CHUNK);
            let chunk = &mut self.chunk[..bytes.next_multiple_of(8)];
            if let Err(e) = self.input.read_exact(chunk) {
                return Err(if e.kind() == io::ErrorKind::UnexpectedEof { self.cut_short() } else { self.cannot_read(e) });
            }
            self.sum.add(chunk);
            let (numbers, padding) = chunk.split_at(bytes);
            if padding.iter().any(|&byte| byte != 0) {
                return Err(self.changed());
            }
            table.extend(numbers.as_chunks::<WIDTH>().0.iter().map(|&number| make(number)));
        }
        Ok(table)
    }

    fn u64(&mut self) -> Result<u64> {
        self.u64s(1).map(|table| table.first().copied().unwrap_or_default())
    }

    /// Reads a table of bytes.
    pub(super) fn bytes(&mut self, n: u64) -> Result<Vec<u8>> {
        self.table(n, |[byte]: [u8; 1]| byte)
    }

    /// Reads a table of text.
    pub(super) fn string(&mut self, n: u64) -> Result<String> {
        let bytes = self.bytes(n)?;
        String::from_utf8(bytes).map_err(|_| self.changed())
    }

    /// Reads a table of numbers, each made into what it stands for.
    pub(super) fn u32s<T>(&mut self, n: u64, make: impl Fn(u32) -> T) -> Result<Vec<T>> {
        self.table(n, |number| make(u32::from_le_bytes(number)))
    }

    /// Reads a table of wide numbers.
    pub(super) fn u64s(&mut self, n: u64) -> Result<Vec<u64>> {
        self.table(n, u64::from_le_bytes)
    }

    /// Reads where each of `n` pieces of `text` begins, and one past the last.
    pub(super) fn starts(&mut self, n: u64, text: &str) -> Result<Vec<u32>> {
        let starts = self.u32s(n.saturating_add(1), |n| n)?;
        let are_inside = starts.is_sorted() && starts.iter().all(|&start| text.is_char_boundary(start as usize));
        self.check(are_inside)?;
        Ok(starts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::{LexiconBuilder, LexiconFormat, LexiconScratch};
    use crate::token::Tokens;
    use proptest::prelude::*;

    const PEOPLE: &str = concat!(
        "{\"id\": \"p1\", \"name\": \"Mara Kessel\", \"aliases\": [\"Kessel\", \"KESSEL\"], \"gender\": \"female\", \"roles\": [\"mayor of Ardmoor\"]}\n",
        "{\"name\": \"Ida Großmann\", \"aliases\": [\"Ida\", \"Mara Kessel\"], \"type\": \"person\"}\n",
        "{\"name\": \"The Ardmoor Post\", \"type\": \"organisation\"}\n",
    );
    const TEXT: &str = "Mara Kessel, Ida GROSSMANN and the Ardmoor Post met KESSEL, the Mayor of Ardmoor.";

    fn compiled(people: &str) -> Vec<u8> {
        let (mut builder, mut out) = (LexiconBuilder::new(), Vec::new());
        builder.read(people.as_bytes(), LexiconFormat::JsonLines, "people.jsonl").unwrap();
        builder.write(&mut out, "people.lex").unwrap();
        out
    }

    fn load(bytes: &[u8]) -> Result<Lexicon> {
        Lexicon::from_reader(bytes, LexiconFormat::Compiled, "people.lex")
    }

    /// What is found in a text: places and names.
    fn found(lexicon: &Lexicon, text: &str) -> Vec<String> {
        let (mut tokens, mut out) = (Tokens::default(), Vec::new());
        tokens.reset(text);
        lexicon.find(&mut LexiconScratch::default(), text, &tokens, &mut out);
        out.iter()
            .map(|m| format!("{m:?} {:?}", lexicon.candidates(m).iter().map(|&id| lexicon.speaker(id)).collect::<Vec<_>>()))
            .map(without_places)
            .collect()
    }

    /// Where speakers stand in their table is each machine's own affair.
    fn without_places(found: String) -> String {
        let (before, rest) = found.split_once("Candidates {").unwrap();
        format!("{before}{}", rest.split_once('}').unwrap().1)
    }

    /// Puts the right checksums into changed bytes.
    fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
        let head = MAGIC.len() + 16 + 8 * Counts::LEN;
        for end in [head, bytes.len() - 8] {
            let mut sum = Checksum::default();
            sum.add(&bytes[..end]);
            bytes[end..end + 8].copy_from_slice(&sum.0.to_le_bytes());
        }
        bytes
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = compiled(PEOPLE);
        assert_eq!(bytes, compiled(PEOPLE), "the same people give the same bytes");
        let read = load(&bytes).unwrap();
        let made = Lexicon::from_reader(PEOPLE.as_bytes(), LexiconFormat::JsonLines, "people.jsonl").unwrap();
        assert_eq!((read.len(), read.forms()), (made.len(), made.forms()));
        assert_eq!(found(&read, TEXT), found(&made, TEXT));
        assert_eq!(found(&read, TEXT).len(), 5);
        assert_eq!(load(&compiled("")).unwrap().len(), 0);
        assert_eq!(found(&load(&compiled("")).unwrap(), TEXT), [""; 0]);
    }

    #[test]
    fn other_files_and_versions_are_told_of() {
        let bytes = compiled(PEOPLE);
        let with = |at: usize, byte: u8| {
            let mut bytes = bytes.clone();
            bytes[at] ^= byte;
            load(&bytes).unwrap_err().to_string()
        };
        assert!(with(0, 1).starts_with("people.lex: this is no compiled lexicon (its first bytes are others)"));
        let other =
            "people.lex: a compiled lexicon of format 3, this version reads format 1; build it anew: whosaid lexicon build IN… -o FILE.lex";
        assert_eq!(with(MAGIC.len(), 2), other);
        let rules = "people.lex: the lexicon was compiled by a version that cuts or folds names by other rules; build it anew: whosaid lexicon build";
        assert!(with(MAGIC.len() + 8, 1).starts_with(rules));
        let changed = "people.lex: the lexicon's bytes are not those that were written; copy it again, or build it anew";
        assert!(with(bytes.len() / 2, 16).starts_with(changed));
        let more = load(&[bytes.as_slice(), b"\0"].concat()).unwrap_err().to_string();
        assert!(more.starts_with(changed));
    }

    #[test]
    fn whatever_is_cut_off_is_missed() {
        let bytes = compiled(PEOPLE);
        for n in 0..bytes.len() {
            let error = load(&bytes[..n]).unwrap_err();
            assert_eq!(
                error.to_string(),
                "people.lex: the lexicon is cut short; copy it again, or build it anew: whosaid lexicon build IN… -o FILE.lex"
            );
        }
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_noticed(at in any::<prop::sample::Index>(), change in 1..=255_u8) {
            let mut bytes = compiled(PEOPLE);
            let at = at.index(bytes.len());
            bytes[at] ^= change;
            prop_assert!(load(&bytes).is_err());
        }

        /// What somebody made so that the checksums are right may find anything, but never more than an error.
        #[test]
        fn nothing_that_a_file_holds_is_trusted(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4)) {
            let mut bytes = compiled(PEOPLE);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            if let Ok(lexicon) = load(&sealed(bytes)) {
                let _ = found(&lexicon, TEXT);
            }
        }
    }
}
