//! The label files: tab-separated rows `speaker`, `id`, `quote` and `feature`, checked against the article while they are read.

use super::coverage::PHENOMENA;

/// What a label file says of its article.
#[derive(Default)]
pub(crate) struct Labels {
    pub(crate) speakers: Vec<Speaker>,
    pub(crate) quotes: Vec<Quote>,
    /// Phenomena of the article that are not a quoted span: tag and the exact text.
    pub(crate) features: Vec<(String, String)>,
}

/// Somebody, or something, whose words the article quotes.
pub(crate) struct Speaker {
    pub(crate) name: String,
    pub(crate) type_: String,
    pub(crate) gender: Option<String>,
    /// Other names: surname, short form, acronym, handle.
    pub(crate) aliases: Vec<String>,
    /// Descriptions: “harbour master”.
    pub(crate) roles: Vec<String>,
    /// Identifier in a knowledge base, for real people only.
    pub(crate) id: Option<String>,
}

impl Speaker {
    /// Of the cells of a `speaker` row, with what is wrong about them.
    pub(super) fn of([name, type_, gender, aliases, roles]: [&str; 5]) -> (Speaker, Vec<String>) {
        let mut faults = Vec::new();
        if !TYPES.contains(&type_) {
            faults.push(format!("type `{type_}` is none of {}", TYPES.join(", ")));
        }
        if !["male", "female", "-"].contains(&gender) {
            faults.push(format!("gender `{gender}` is not male, female or -"));
        }
        let (aliases, roles) = (list(aliases), list(roles));
        let mut forms: Vec<&String> = aliases.iter().chain(&roles).collect();
        forms.sort();
        if forms.iter().any(|f| *f == name) || forms.windows(2).any(|w| w[0] == w[1]) {
            faults.push(format!("a form of `{name}` is given twice"));
        }
        (Speaker { name: name.into(), type_: type_.into(), gender: optional(gender), aliases, roles, id: None }, faults)
    }
}

/// One span in quote marks.
pub(crate) struct Quote {
    /// Bytes of the article, the marks included, end-exclusive.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    pub(crate) speakers: Vec<String>,
    pub(crate) mention: Option<String>,
    pub(crate) cue: Option<String>,
    pub(crate) tags: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Direct,
    Mixed,
    None,
}

impl Kind {
    pub(crate) const ALL: [Kind; 3] = [Kind::Direct, Kind::Mixed, Kind::None];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Kind::Direct => "direct",
            Kind::Mixed => "mixed",
            Kind::None => "none",
        }
    }
}

const TYPES: [&str; 6] = ["person", "organisation", "group", "place", "document", "unnamed"];

/// Reads one label file; `name` is how faults call it.
pub(crate) fn parse(name: &str, file: &str, text: &str) -> Result<Labels, Vec<String>> {
    let mut reader = Reader { text, labels: Labels::default(), next: 0, faults: Vec::new() };
    for (number, line) in file.lines().enumerate() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let known = reader.faults.len();
        match cells[..] {
            ["speaker", name, type_, gender, aliases, roles] => reader.speaker(name, type_, gender, aliases, roles),
            ["id", name, id] => reader.id(name, id),
            ["quote", text, kind, speakers, mention, cue, tags] => reader.quote(text, kind, speakers, mention, cue, tags),
            ["feature", tag, text] => reader.feature(tag, text),
            _ => reader.fault(format!("{} cells after `{}`: corpus/README.md has the row formats", cells.len() - 1, cells[0])),
        }
        for fault in &mut reader.faults[known..] {
            *fault = format!("{name}:{}: {fault}", number + 1);
        }
    }
    let known = reader.faults.len();
    reader.whole();
    for fault in &mut reader.faults[known..] {
        *fault = format!("{name}: {fault}");
    }
    if reader.faults.is_empty() { Ok(reader.labels) } else { Err(reader.faults) }
}

struct Reader<'t> {
    text: &'t str,
    labels: Labels,
    /// Where the next quotation is looked for: rows stand in the order of the article.
    next: usize,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn fault(&mut self, what: impl Into<String>) {
        self.faults.push(what.into());
    }

    fn speaker(&mut self, name: &str, type_: &str, gender: &str, aliases: &str, roles: &str) {
        let (speaker, faults) = Speaker::of([name, type_, gender, aliases, roles]);
        self.faults.extend(faults);
        if self.labels.speakers.iter().any(|s| s.name == name) {
            self.fault(format!("`{name}` is here twice"));
        }
        self.labels.speakers.push(speaker);
    }

    fn id(&mut self, name: &str, id: &str) {
        match self.labels.speakers.iter_mut().find(|s| s.name == name) {
            Some(speaker) => speaker.id = Some(id.into()),
            None => self.fault(format!("no speaker row for `{name}` before its id")),
        }
    }

    fn quote(&mut self, quoted: &str, kind: &str, speakers: &str, mention: &str, cue: &str, tags: &str) {
        let Some(start) = self.text[self.next..].find(quoted).map(|at| at + self.next) else {
            return self.fault(format!("not in the article behind the row before: {quoted}"));
        };
        let end = start + quoted.len();
        self.next = end;
        let Some(kind) = Kind::ALL.into_iter().find(|k| k.name() == kind) else {
            return self.fault(format!("kind `{kind}` is not direct, mixed or none"));
        };
        let (speakers, mention, cue) = (list(speakers), optional(mention), optional(cue));
        let tags: Vec<String> = if tags == "-" { Vec::new() } else { tags.split(',').map(String::from).collect() };
        if kind == Kind::None && (!speakers.is_empty() || mention.is_some() || cue.is_some()) {
            self.fault("a none row has no speaker, mention or cue");
        }
        if (kind == Kind::None) != tags.iter().any(|t| t == "scare") {
            self.fault("the tag scare and the kind none go together");
        }
        if cue.is_some() && mention.is_none() {
            self.fault("a cue without mention: whose cue is it?");
        }
        for part in [&mention, &cue].into_iter().flatten() {
            if !self.text.contains(part.as_str()) {
                self.fault(format!("mention or cue not in the article: {part}"));
            }
        }
        for name in &speakers {
            if !self.labels.speakers.iter().any(|s| s.name == *name) {
                self.fault(format!("no speaker row for `{name}`"));
            }
        }
        for (i, tag) in tags.iter().enumerate() {
            self.tag(tag);
            if tags[..i].contains(tag) {
                self.fault(format!("tag `{tag}` is here twice"));
            }
        }
        self.labels.quotes.push(Quote { start, end, kind, speakers, mention, cue, tags });
    }

    fn feature(&mut self, tag: &str, text: &str) {
        self.tag(tag);
        if !self.text.contains(text) {
            self.fault(format!("not in the article: {text}"));
        }
        self.labels.features.push((tag.into(), text.into()));
    }

    fn tag(&mut self, tag: &str) {
        if !PHENOMENA.iter().any(|(name, _)| *name == tag) {
            self.fault(format!("tag `{tag}` is not in the list of tests/support/corpus/coverage.rs"));
        }
    }

    /// What only the whole file shows.
    fn whole(&mut self) {
        let mut faults = Vec::new();
        for speaker in &self.labels.speakers {
            if !self.labels.quotes.iter().any(|q| q.speakers.contains(&speaker.name)) {
                faults.push(format!("speaker `{}` says nothing", speaker.name));
            }
            // A knowledge base may know forms that the article does not use.
            for alias in speaker.aliases.iter().filter(|a| speaker.id.is_none() && !self.text.contains(a.as_str())) {
                faults.push(format!("alias `{alias}` of `{}` is not in the article", speaker.name));
            }
        }
        let half = |q: &Quote| q.tags.iter().any(|t| t == "split");
        let mut rest = &self.labels.quotes[..];
        while let Some((first, behind)) = rest.split_first() {
            rest = behind;
            if half(first) {
                match behind.split_first() {
                    Some((second, behind)) if half(second) && same_attribution(first, second) => rest = behind,
                    _ => faults.push(format!("half a split quotation: {}", &self.text[first.start..first.end])),
                }
            }
        }
        faults.extend(self.unlabelled_marks());
        self.faults.extend(faults);
    }

    /// Double quote marks outside of every row. A » that opens a line is a bullet, a straight mark behind a digit an inch.
    fn unlabelled_marks(&self) -> Vec<String> {
        let inside = |at: usize| self.labels.quotes.iter().any(|q| q.start <= at && at < q.end);
        let bullet = |at: usize| self.text[..at].is_empty() || self.text[..at].ends_with('\n');
        let inch = |at: usize| self.text[..at].ends_with(|c: char| c.is_ascii_digit());
        self.text
            .char_indices()
            .filter(|&(at, c)| match c {
                '“' | '”' | '„' | '«' => !inside(at),
                '»' => !inside(at) && !bullet(at),
                '"' => !inside(at) && !inch(at),
                _ => false,
            })
            .map(|(at, c)| format!("no row for the {c} before: {}", self.text[at + c.len_utf8()..].chars().take(40).collect::<String>()))
            .collect()
    }
}

fn same_attribution(a: &Quote, b: &Quote) -> bool {
    (&a.speakers, &a.mention, &a.cue) == (&b.speakers, &b.mention, &b.cue) && a.mention.is_some() && a.cue.is_some()
}

pub(super) fn list(cell: &str) -> Vec<String> {
    if cell == "-" { Vec::new() } else { cell.split('|').map(String::from).collect() }
}

fn optional(cell: &str) -> Option<String> {
    (cell != "-").then(|| cell.to_owned())
}
