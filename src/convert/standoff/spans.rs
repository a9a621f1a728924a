//! T lines: spans of the text, each with its type.

use super::Reader;
use crate::convert::link::Part;
use crate::span::OffsetMap;

/// A span of the file.
pub(super) struct Marked<'a> {
    pub(super) id: &'a str,
    pub(super) kind: &'a str,
    pub(super) part: Option<Part>,
    pub(super) line: u64,
    /// `None` if the line is faulty, which has been told.
    pub(super) pieces: Option<Vec<[u32; 2]>>,
    pub(super) used: bool,
}

/// What is wrong with the pieces of a span whose text is given as `given`.
pub(super) fn check(text: &str, length: u32, map: &OffsetMap, pieces: &[[u32; 2]], given: Option<&str>) -> Result<(), String> {
    if let Some([start, end]) = pieces.iter().find(|[start, end]| start >= end || *end > length) {
        return Err(format!("{start}..{end} is no span of the text; expected start < end within its {length} code points"));
    }
    let Some(given) = given else { return Ok(()) };
    let of = |&[start, end]: &[u32; 2]| &text[map.to_byte(text, start) as usize..map.to_byte(text, end) as usize];
    // Brat writes a line end within a span, and what lies between its pieces, as a blank.
    let solid = |c: &char| !c.is_whitespace();
    let found = pieces.iter().flat_map(|piece| of(piece).chars()).filter(solid);
    if found.eq(given.chars().filter(solid)) {
        return Ok(());
    }
    let found: Vec<String> = pieces.iter().map(|piece| shortened(of(piece))).collect();
    Err(format!("the text has {:?} there, the line {:?}", shortened(&found.join(" ")), shortened(given)))
}

/// The beginning of a text, for a message.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

impl<'a> Reader<'a> {
    /// Takes in a T line; `check` tells what is wrong with its pieces.
    pub(super) fn span(&mut self, line: &'a str, number: u64, check: impl Fn(&[[u32; 2]], Option<&str>) -> Result<(), String>) {
        let mut columns = line.splitn(3, '\t');
        let (id, label, given) = (columns.next().unwrap_or_default().trim_end(), columns.next().unwrap_or_default(), columns.next());
        let (kind, offsets) = label.split_once(' ').unwrap_or((label, ""));
        let part = Part::named(kind);
        let offset = |text: &str| text.parse::<u32>().ok();
        let piece = |piece: &str| piece.trim().split_once(' ').and_then(|(start, end)| Some([offset(start)?, offset(end.trim())?]));
        let pieces: Option<Vec<[u32; 2]>> = offsets.split(';').map(piece).collect();
        let checked = match &pieces {
            None => Err(format!("no offsets in {label:?}; expected a type, a start and an end, with ; between several pieces")),
            Some(pieces) => check(pieces, given),
        };
        if let Err(what) = &checked {
            self.fault(number, format_args!("{id}: {what}"));
        }
        if self.by_id.contains_key(id) {
            self.fault(number, format_args!("{id} is there already; this one is left out"));
            return;
        }
        self.by_id.insert(id, self.spans.len());
        let pieces = pieces.filter(|_| checked.is_ok());
        self.spans.push(Marked { id, kind, part, line: number, used: pieces.is_none(), pieces });
    }

    /// The usable span of an argument, or what is wrong with it.
    pub(super) fn argument(&self, id: &str) -> Result<usize, String> {
        match self.by_id.get(id) {
            Some(&i) if self.spans[i].pieces.is_some() => Ok(i),
            Some(_) => Err(format!("{id} cannot be used")),
            None => Err(format!("{id} is no span of the file")),
        }
    }

    /// Marks spans as named by an attribution, whatever becomes of that.
    pub(super) fn use_up<'i>(&mut self, ids: impl Iterator<Item = &'i str>) {
        for id in ids {
            if let Some(&i) = self.by_id.get(id) {
                self.spans[i].used = true;
            }
        }
    }
}
