//! All forms of a lexicon in flat tables: how each is written, and whose it is.
//!
//! A form costs its text, nine bytes and four a speaker. Forms of the same words stand side by side, and the last of them is
//! marked: together they are a *pattern*, which the number of its first form names.

use super::compiled::{Sink, Source};
use super::form::{self, Writing};
use super::search::Candidates;
use crate::error::Result;
use crate::span::{Span, SpeakerId, to_u32};
use crate::token::Token;
use std::io::{Read, Write};

/// It is a role, not a name.
const ROLE: u8 = 1;
/// It was made of an alias's capitals by [`form::capitals`].
const UPPER: u8 = 2;
/// It is the last of its pattern.
const LAST: u8 = 4;

/// The forms, in the order of their patterns.
#[derive(Debug)]
pub(super) struct Forms {
    texts: String,
    /// Where the text of each begins, and one past the last.
    text_starts: Vec<u32>,
    /// Where the speakers of each begin, and one past the last.
    speaker_starts: Vec<u32>,
    marks: Vec<u8>,
    /// Those of the forms in order, then those of the groups.
    speakers: Vec<SpeakerId>,
    /// Sorted by form.
    groups: Vec<Group>,
}

/// A form that shares its pattern with others that differ from it in case only, and the speakers of all of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Group {
    form: u32,
    speakers: Candidates,
}

/// How many of everything there are, as the head of a file tells.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct FormCounts {
    pub(super) text_bytes: u64,
    pub(super) forms: u64,
    pub(super) speakers: u64,
    pub(super) groups: u64,
}

impl Default for Forms {
    fn default() -> Self {
        Forms {
            texts: String::new(),
            text_starts: vec![0],
            speaker_starts: vec![0],
            marks: Vec::new(),
            speakers: Vec::new(),
            groups: Vec::new(),
        }
    }
}

impl Forms {
    /// Number of forms.
    pub(super) fn len(&self) -> usize {
        self.marks.len()
    }

    /// How form `i` is written.
    pub(super) fn text(&self, i: usize) -> &str {
        Span { start: self.text_starts[i], end: self.text_starts[i + 1] }.of(&self.texts)
    }

    /// Whether form `i` is a role.
    pub(super) fn is_role(&self, i: usize) -> bool {
        self.marks[i] & ROLE != 0
    }

    /// Whether form `i` was made of an alias's capitals.
    pub(super) fn is_upper(&self, i: usize) -> bool {
        self.marks[i] & UPPER != 0
    }

    /// Those who have form `i`.
    pub(super) fn speakers(&self, i: usize) -> Candidates {
        Candidates { start: self.speaker_starts[i], end: self.speaker_starts[i + 1] }
    }

    /// The speakers of a match, in the order of the lexicon.
    pub(super) fn candidates(&self, candidates: Candidates) -> &[SpeakerId] {
        &self.speakers[candidates.start as usize..candidates.end as usize]
    }

    /// Adds a form; `speakers` are in order, each once.
    pub(super) fn push(&mut self, text: &str, is_role: bool, is_upper: bool, speakers: impl Iterator<Item = SpeakerId>) {
        self.texts.push_str(text);
        self.text_starts.push(to_u32(self.texts.len()));
        self.speakers.extend(speakers);
        self.speaker_starts.push(to_u32(self.speakers.len()));
        self.marks.push(if is_role { ROLE } else { 0 } | if is_upper { UPPER } else { 0 });
    }

    /// Closes a pattern: the forms since the last one.
    pub(super) fn close_pattern(&mut self) {
        if let Some(last) = self.marks.last_mut() {
            *last |= LAST;
        }
    }

    /// Gives forms that differ in case only the speakers of all of them. To be called once, behind the last form.
    pub(super) fn group_by_case(&mut self) {
        let mut first = 0;
        for i in 0..self.len() {
            if self.marks[i] & LAST != 0 {
                if i > first {
                    self.group_pattern(first, i + 1);
                }
                first = i + 1;
            }
        }
        for tables in [&mut self.text_starts, &mut self.speaker_starts] {
            tables.shrink_to_fit();
        }
        self.texts.shrink_to_fit();
        self.marks.shrink_to_fit();
        self.speakers.shrink_to_fit();
    }

    fn group_pattern(&mut self, first: usize, end: usize) {
        let lower = |i: usize| self.text(i).chars().flat_map(char::to_lowercase).collect::<String>();
        let mut folded: Vec<(String, usize)> = (first..end).map(|i| (lower(i), i)).collect();
        folded.sort_unstable();
        let known = self.groups.len();
        for alike in folded.chunk_by(|a, b| a.0 == b.0).filter(|alike| alike.len() > 1) {
            let mut speakers: Vec<SpeakerId> = alike.iter().flat_map(|&(_, i)| self.candidates(self.speakers(i))).copied().collect();
            speakers.sort_unstable();
            speakers.dedup();
            let start = to_u32(self.speakers.len());
            self.speakers.append(&mut speakers);
            let speakers = Candidates { start, end: to_u32(self.speakers.len()) };
            self.groups.extend(alike.iter().map(|&(_, i)| Group { form: to_u32(i), speakers }));
        }
        self.groups[known..].sort_unstable_by_key(|group| group.form);
    }

    /// The speakers of all forms that differ from form `i` in case only.
    pub(super) fn group(&self, i: usize) -> Candidates {
        let place = self.groups.binary_search_by_key(&i, |group| group.form as usize);
        place.map_or_else(|_| self.speakers(i), |place| self.groups[place].speakers)
    }

    /// Which form of the pattern `first` the tokens hold, of which the last is to end at `end` (bytes): the one closest in case;
    /// if several are as close, all that differ in case only. With how it is written and whether it is a role of all.
    pub(super) fn verify(&self, text: &str, tokens: &[Token], end: u32, first: u32) -> Option<(Writing, bool, Candidates)> {
        let mut best: Option<(Writing, bool, Candidates)> = None;
        for i in first as usize..self.len() {
            if let Some(writing) = form::writing(text, tokens, end, self.text(i), self.is_role(i)) {
                let writing = if self.is_upper(i) { Writing::Upper } else { writing };
                best = match best {
                    Some(known) if known.0 < writing => Some(known),
                    Some(known) if known.0 == writing => Some((writing, known.1 && self.is_role(i), self.group(i))),
                    _ => Some((writing, self.is_role(i), self.speakers(i))),
                };
            }
            if self.marks[i] & LAST != 0 {
                break;
            }
        }
        best
    }

    /// How many of everything there are.
    pub(super) fn counts(&self) -> FormCounts {
        FormCounts {
            text_bytes: self.texts.len() as u64,
            forms: self.len() as u64,
            speakers: self.speakers.len() as u64,
            groups: self.groups.len() as u64,
        }
    }

    /// Writes the tables.
    pub(super) fn write(&self, out: &mut Sink<impl Write>) -> std::io::Result<()> {
        out.bytes(self.texts.as_bytes())?;
        out.u32s(self.text_starts.iter().copied())?;
        out.u32s(self.speaker_starts.iter().copied())?;
        out.bytes(&self.marks)?;
        out.u32s(self.speakers.iter().map(|speaker| speaker.0))?;
        out.u32s(self.groups.iter().flat_map(|group| [group.form, group.speakers.start, group.speakers.end]))
    }

    /// Reads what [`Forms::write`] wrote; the speakers are `n_speakers`.
    pub(super) fn read(source: &mut Source<'_, impl Read>, counts: FormCounts, n_speakers: usize) -> Result<Self> {
        let texts = source.string(counts.text_bytes)?;
        let text_starts = source.starts(counts.forms, &texts)?;
        let speaker_starts = source.u32s(counts.forms.saturating_add(1), |n| n)?;
        let marks = source.bytes(counts.forms)?;
        let speakers = source.u32s(counts.speakers, SpeakerId)?;
        let groups = source.u32s(counts.groups.saturating_mul(3), |n| n)?;
        let groups = groups.as_chunks::<3>().0.iter();
        let groups = groups.map(|&[form, start, end]| Group { form, speakers: Candidates { start, end } }).collect();
        let forms = Forms { texts, text_starts, speaker_starts, marks, speakers, groups };
        source.check(forms.is_whole(n_speakers))?;
        Ok(forms)
    }

    /// Whether every number points into its table, and every form is somebody's.
    fn is_whole(&self, n_speakers: usize) -> bool {
        let is_some = |run: Candidates| run.start < run.end && run.end as usize <= self.speakers.len();
        let grouped = |group: &Group| (group.form as usize) < self.len() && is_some(group.speakers);
        self.speaker_starts.is_sorted_by(|a, b| a < b)
            && self.speaker_starts.last().is_some_and(|&last| last as usize <= self.speakers.len())
            && self.speakers.iter().all(|speaker| speaker.index() < n_speakers)
            && self.groups.iter().all(grouped)
            && self.groups.is_sorted_by(|a, b| a.form < b.form)
    }
}
