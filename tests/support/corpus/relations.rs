//! The files of attributions: tab-separated rows `speaker` and `report`, the latter with source, cue and content marked inside a
//! passage of the article, checked against the article and its labels while they are read.

use super::labels::{Labels, Speaker, list};

/// What an attribution may do.
pub(crate) const CLASSES: [&str; 4] = ["speech", "writing", "thought", "showing"];

/// How the article stands to it.
pub(crate) const STATUSES: [&str; 3] = ["asserted", "negated", "modal"];

/// The attributions of an article.
#[derive(Default)]
pub(crate) struct Relations {
    /// Sources that no quotation has as its speaker.
    pub(crate) speakers: Vec<Speaker>,
    /// In the order of their cues.
    pub(crate) reports: Vec<Report>,
}

/// A place of the text where somebody's words, thoughts or findings are reported.
pub(crate) struct Report {
    pub(crate) source: Option<Bytes>,
    pub(crate) cue: Bytes,
    /// One piece, or one on each side of the attribution.
    pub(crate) content: Vec<Bytes>,
    /// Who the source is; empty if nobody can tell.
    pub(crate) speakers: Vec<String>,
    pub(crate) class: &'static str,
    pub(crate) status: &'static str,
    /// The marked words as the row has them: source, cue and content, in the order of the article.
    pub(crate) marked: Vec<(Part, String)>,
}

impl Report {
    /// Whether some of the content is a labelled quotation, or inside of one.
    pub(crate) fn is_quoted(&self, labels: &Labels) -> bool {
        self.content.iter().any(|piece| labels.quotes.iter().any(|q| piece.overlaps(Bytes { start: q.start, end: q.end })))
    }
}

/// Bytes of the article, end-exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bytes {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

impl Bytes {
    fn overlaps(self, other: Bytes) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// What is marked: `{S:…}`, `{C:…}` or `{Q:…}`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Source,
    Cue,
    Content,
}

/// Reads one file of attributions; `name` is how faults call it.
pub(crate) fn parse(name: &str, file: &str, text: &str, labels: &Labels) -> Result<Relations, Vec<String>> {
    let mut reader = Reader { text, labels, relations: Relations::default(), faults: Vec::new() };
    for (number, line) in file.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let known = reader.faults.len();
        match cells[..] {
            ["speaker", name, type_, gender, aliases, roles] => reader.speaker([name, type_, gender, aliases, roles]),
            ["report", speakers, class, status, passage] => reader.report(speakers, class, status, passage),
            _ => reader.faults.push(format!("{} cells after `{}`: corpus/README.md has the row formats", cells.len() - 1, cells[0])),
        }
        for fault in &mut reader.faults[known..] {
            *fault = format!("{name}:{}: {fault}", number + 1);
        }
    }
    let whole = reader.whole();
    reader.faults.extend(whole.into_iter().map(|fault| format!("{name}: {fault}")));
    if reader.faults.is_empty() { Ok(reader.relations) } else { Err(reader.faults) }
}

struct Reader<'t> {
    text: &'t str,
    labels: &'t Labels,
    relations: Relations,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn speaker(&mut self, cells: [&str; 5]) {
        let (speaker, faults) = Speaker::of(cells);
        self.faults.extend(faults);
        if !self.relations.reports.is_empty() {
            self.faults.push("a speaker row behind a report row".into());
        }
        if self.knows(&speaker.name) {
            self.faults.push(format!("`{}` is here or in the labels already", speaker.name));
        }
        for alias in speaker.aliases.iter().filter(|a| !self.text.contains(a.as_str())) {
            self.faults.push(format!("alias `{alias}` of `{}` is not in the article", speaker.name));
        }
        self.relations.speakers.push(speaker);
    }

    fn knows(&self, name: &str) -> bool {
        self.labels.speakers.iter().chain(&self.relations.speakers).any(|s| s.name == name)
    }

    fn report(&mut self, speakers: &str, class: &str, status: &str, passage: &str) {
        let speakers = list(speakers);
        let unknown = speakers.iter().filter(|name| !self.knows(name)).map(|name| format!("no speaker row for `{name}`"));
        let unknown: Vec<String> = unknown.collect();
        self.faults.extend(unknown);
        let class = CLASSES.into_iter().find(|known| *known == class).ok_or(format!("class `{class}` is none of {}", CLASSES.join(", ")));
        let status =
            STATUSES.into_iter().find(|known| *known == status).ok_or(format!("status `{status}` is none of {}", STATUSES.join(", ")));
        match (class, status, Passage::of(passage).and_then(|passage| passage.placed(self.text, self.behind()))) {
            (Ok(class), Ok(status), Ok(Placed { source, cue, content, marked })) => {
                self.relations.reports.push(Report { source, cue, content, speakers, class, status, marked });
            }
            (class, status, passage) => self.faults.extend([class.err(), status.err(), passage.err()].into_iter().flatten()),
        }
    }

    /// The first byte where the next cue may stand.
    fn behind(&self) -> usize {
        self.relations.reports.last().map_or(0, |report| report.cue.end)
    }

    /// What only the whole file shows.
    fn whole(&self) -> Vec<String> {
        let reports = &self.relations.reports;
        let mut faults = Vec::new();
        for speaker in &self.relations.speakers {
            if !reports.iter().any(|r| r.speakers.contains(&speaker.name)) {
                faults.push(format!("speaker `{}` reports nothing", speaker.name));
            }
        }
        for (i, report) in reports.iter().enumerate() {
            let others = reports[..i].iter().flat_map(|r| &r.content);
            for piece in others.filter(|other| report.content.iter().any(|piece| piece.overlaps(**other))) {
                faults.push(format!("two rows have this in their content: {}", &self.text[piece.start..piece.end]));
            }
        }
        faults
    }
}

/// A passage without its marks, and where the marked parts stand in it.
struct Passage {
    plain: String,
    parts: Vec<(Part, Bytes)>,
}

/// The parts of a passage in the article.
struct Placed {
    source: Option<Bytes>,
    cue: Bytes,
    content: Vec<Bytes>,
    marked: Vec<(Part, String)>,
}

impl Passage {
    /// Reads a passage: `⏎` is a line end, `{S:…}`, `{C:…}` and `{Q:…}` are the parts, which do not nest.
    fn of(cell: &str) -> Result<Passage, String> {
        let (mut plain, mut parts) = (String::new(), Vec::new());
        let cell = cell.replace('⏎', "\n");
        let mut rest = cell.as_str();
        while let Some((before, behind)) = rest.split_once('{') {
            plain += before;
            let (inside, after) = behind.split_once('}').ok_or("a brace that is not closed")?;
            let (part, words) = match inside.split_once(':') {
                Some(("S", words)) => (Part::Source, words),
                Some(("C", words)) => (Part::Cue, words),
                Some(("Q", words)) => (Part::Content, words),
                _ => return Err(format!("neither source, cue nor content: {{{inside}}}")),
            };
            if words.trim() != words || words.is_empty() || words.contains('{') {
                return Err(format!("a part is empty, nested, or has white space at its edge: {words}"));
            }
            parts.push((part, Bytes { start: plain.len(), end: plain.len() + words.len() }));
            plain += words;
            rest = after;
        }
        if plain.contains('}') || rest.contains('}') {
            return Err("a brace that is not opened".into());
        }
        plain += rest;
        let times = |wanted| parts.iter().filter(|(part, _)| *part == wanted).count();
        match (times(Part::Source), times(Part::Cue), times(Part::Content)) {
            (0 | 1, 1, 1..) => Ok(Passage { plain, parts }),
            (sources, cues, contents) => {
                Err(format!("{sources} sources, {cues} cues, {contents} contents; expected at most one, exactly one, at least one"))
            }
        }
    }

    /// Finds the passage: the first place in the article that puts the cue at `behind` or later.
    fn placed(self, text: &str, behind: usize) -> Result<Placed, String> {
        let bytes = |part| self.parts.iter().filter(move |(p, _)| *p == part).map(|(_, bytes)| *bytes);
        let cue = bytes(Part::Cue).next().ok_or("no cue")?;
        let mut from = 0;
        let start = loop {
            let Some(found) = text[from..].find(&self.plain).map(|at| at + from) else {
                return Err(format!("not in the article with its cue behind that of the row before: {}", self.plain));
            };
            if found + cue.start >= behind {
                break found;
            }
            from = found + text[found..].chars().next().map_or(1, char::len_utf8);
        };
        let moved = |bytes: Bytes| Bytes { start: bytes.start + start, end: bytes.end + start };
        Ok(Placed {
            source: bytes(Part::Source).next().map(moved),
            cue: moved(cue),
            content: bytes(Part::Content).map(moved).collect(),
            marked: self.parts.iter().map(|(part, bytes)| (*part, self.plain[bytes.start..bytes.end].to_owned())).collect(),
        })
    }
}
