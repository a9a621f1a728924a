//! One `.ann` file of brat with its text → attributions.
//!
//! ```text
//! T1<TAB>Source 9 12<TAB>Åse
//! T2<TAB>Content 0 4;14 20<TAB>“Ja” “nei.”
//! E1<TAB>Attribution:T4 Content:T2 Cue:T3 Source:T1 Source2:T5
//! R1<TAB>Says Arg1:T3 Arg2:T1
//! ```
//!
//! Spans of the types Source, Cue and Content (in any case) count, in code points. An event is an attribution if it has an argument of
//! such a role, whatever its own type; without a cue its trigger is the cue, if it is of another type and stands where no other part does. Relations between such spans put together what events do
//! not: a cue and a content that are related are of one attribution, with all sources related to either. Other lines (attributes, notes,
//! equivalences) are passed over.

use super::link::Part;
use crate::error::Error;
use crate::gold::GoldAttribution;
use crate::span::{OffsetMap, Units, to_u32};
use std::collections::HashMap;
use std::fmt::Display;

/// A span of the file.
struct Marked<'a> {
    id: &'a str,
    kind: &'a str,
    part: Option<Part>,
    line: u64,
    /// `None` if the line is faulty, which has been told.
    pieces: Option<Vec<[u32; 2]>>,
    used: bool,
}

/// A line that puts spans together: its own id and its arguments, role and span.
struct Joined<'a> {
    id: &'a str,
    line: u64,
    arguments: Vec<(&'a str, &'a str)>,
}

/// Reads a file, called `file` in faults.
pub(super) fn read(file: &str, annotation: &str, text: &str, faults: &mut Vec<Error>) -> Vec<GoldAttribution> {
    let mut reader = Reader { spans: Vec::new(), by_id: HashMap::new(), faults: Vec::new() };
    let map = OffsetMap::new(text, Units::CodePoints);
    let length = to_u32(text.chars().count());
    let (mut events, mut relations) = (Vec::new(), Vec::new());
    for (line, number) in annotation.lines().zip(1u64..) {
        match line.as_bytes().first() {
            Some(b'T') => reader.span(line, number, |pieces, given| check(text, length, &map, pieces, given)),
            Some(b'E') => events.extend(reader.joined(line, number)),
            Some(b'R') => relations.extend(reader.joined(line, number)),
            None | Some(b'A' | b'M' | b'N' | b'#' | b'*') => {}
            Some(_) if line.trim().is_empty() => {}
            Some(_) => reader.fault(number, "no line of brat; expected one that begins with T, E, R, A, M, N, # or *"),
        }
    }
    let mut attributions: Vec<GoldAttribution> = events.iter().filter_map(|event| reader.event(event)).collect();
    attributions.extend(reader.related(&relations));
    for i in 0..reader.spans.len() {
        let Marked { id, kind, part, line, used, .. } = reader.spans[i];
        if part.is_some() && !used {
            reader.fault(line, format_args!("{id} ({kind}) is part of no attribution; it is left out"));
        }
    }
    reader.faults.sort_by_key(|&(line, _)| line);
    faults.extend(reader.faults.into_iter().map(|(line, what)| Error::format(file, line, None, what)));
    attributions
}

/// What is wrong with the pieces of a span whose text is given as `given`.
fn check(text: &str, length: u32, map: &OffsetMap, pieces: &[[u32; 2]], given: Option<&str>) -> Result<(), String> {
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

struct Reader<'a> {
    spans: Vec<Marked<'a>>,
    by_id: HashMap<&'a str, usize>,
    /// What is wrong, and in which line.
    faults: Vec<(u64, String)>,
}

impl<'a> Reader<'a> {
    fn fault(&mut self, line: u64, what: impl Display) {
        self.faults.push((line, what.to_string()));
    }

    /// Takes in a T line; `check` tells what is wrong with its pieces.
    fn span(&mut self, line: &'a str, number: u64, check: impl Fn(&[[u32; 2]], Option<&str>) -> Result<(), String>) {
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

    /// An E or R line. An R line's first word has no argument and is passed over.
    fn joined(&mut self, line: &'a str, number: u64) -> Option<Joined<'a>> {
        let Some((id, rest)) = line.split_once('\t') else {
            self.fault(number, "no tab behind the id; expected an id, a tab and arguments");
            return None;
        };
        let arguments = rest.split_ascii_whitespace().filter_map(|argument| argument.split_once(':')).collect();
        Some(Joined { id, line: number, arguments })
    }

    /// The usable span of an argument, or what is wrong with it.
    fn argument(&self, id: &str) -> Result<usize, String> {
        match self.by_id.get(id) {
            Some(&i) if self.spans[i].pieces.is_some() => Ok(i),
            Some(_) => Err(format!("{id} cannot be used")),
            None => Err(format!("{id} is no span of the file")),
        }
    }

    /// Marks spans as named by an attribution, whatever becomes of that.
    fn use_up<'i>(&mut self, ids: impl Iterator<Item = &'i str>) {
        for id in ids {
            if let Some(&i) = self.by_id.get(id) {
                self.spans[i].used = true;
            }
        }
    }

    fn event(&mut self, event: &Joined<'_>) -> Option<GoldAttribution> {
        let digits = |c: char| c.is_ascii_digit();
        let trigger = event.arguments.first();
        let mut parts: Vec<(Part, &str)> =
            event.arguments.iter().filter_map(|(role, id)| Some((Part::named(role.trim_end_matches(digits))?, *id))).collect();
        if parts.is_empty() {
            // An event of another sort, unless it says that it is one of ours.
            if trigger.is_some_and(|(kind, _)| kind.to_ascii_lowercase().starts_with("attribution")) {
                self.fault(event.line, format_args!("{} has neither source, cue nor content; it is left out", event.id));
            }
            return None;
        }
        self.use_up(parts.iter().map(|(_, id)| *id));
        let is_without_cue = parts.iter().all(|(part, _)| *part != Part::Cue);
        if let Some((_, id)) = trigger.filter(|(kind, id)| is_without_cue && Part::named(kind).is_none() && !self.is_one_of(id, &parts)) {
            parts.push((Part::Cue, id));
        }
        let spans: Result<Vec<(Part, usize)>, String> = parts.iter().map(|&(part, id)| Ok((part, self.argument(id)?))).collect();
        match spans.and_then(|spans| self.attribution(&spans)) {
            Ok(attribution) => Some(attribution),
            Err(what) => {
                self.fault(event.line, format_args!("{}: {what}; the attribution is left out", event.id));
                None
            }
        }
    }

    /// Whether a span stands where one of the parts does: a trigger that had to stand somewhere.
    fn is_one_of(&self, id: &str, parts: &[(Part, &str)]) -> bool {
        let pieces = |id: &str| self.by_id.get(id).and_then(|&i| self.spans[i].pieces.as_ref());
        pieces(id).is_some_and(|trigger| parts.iter().any(|(_, part)| pieces(part) == Some(trigger)))
    }

    /// The attribution of these spans, unless two pieces of a part overlap.
    fn attribution(&self, spans: &[(Part, usize)]) -> Result<GoldAttribution, String> {
        let mut attribution = GoldAttribution::default();
        for (wanted, to) in
            [(Part::Source, &mut attribution.source), (Part::Cue, &mut attribution.cue), (Part::Content, &mut attribution.content)]
        {
            let of = spans.iter().filter(|(part, _)| *part == wanted);
            let mut pieces: Vec<[u32; 2]> = of.flat_map(|&(_, i)| self.spans[i].pieces.iter().flatten().copied()).collect();
            pieces.sort_unstable();
            if let Some(overlap) = pieces.windows(2).find(|pair| pair[0][1] > pair[1][0]) {
                let ([a, b], [c, d]) = (overlap[0], overlap[1]);
                return Err(format!("{a}..{b} and {c}..{d} of its {wanted:?} overlap").to_lowercase());
            }
            *to = (!pieces.is_empty()).then_some(pieces);
        }
        Ok(attribution)
    }

    /// Two sources that are related say nothing of whose words they are.
    fn is_source(&self, i: usize) -> bool {
        self.spans[i].part == Some(Part::Source)
    }

    /// The attributions that relations put together, in the order in which their cues and contents are related first.
    fn related(&mut self, relations: &[Joined<'_>]) -> Vec<GoldAttribution> {
        let mut edges = Vec::new();
        for relation in relations {
            let [(_, a), (_, b)] = relation.arguments[..] else {
                self.fault(relation.line, format_args!("{} has not two arguments; it is left out", relation.id));
                continue;
            };
            match (self.argument(a), self.argument(b)) {
                (Ok(a), Ok(b)) if self.is_source(a) && self.is_source(b) => {}
                (Ok(a), Ok(b)) if self.spans[a].part.is_some() && self.spans[b].part.is_some() => {
                    edges.push((a, b));
                    (self.spans[a].used, self.spans[b].used) = (true, true);
                }
                (Ok(_), Ok(_)) => {}
                (Err(what), _) | (_, Err(what)) => self.fault(relation.line, format_args!("{}: {what}; it is left out", relation.id)),
            }
        }
        let mut groups = Groups::new(self.spans.len());
        for &(a, b) in edges.iter().filter(|&&(a, b)| !self.is_source(a) && !self.is_source(b)) {
            groups.join(a, b);
        }
        let mut members: Vec<(usize, Vec<usize>)> = Vec::new();
        let mut place: HashMap<usize, usize> = HashMap::new();
        for &(a, b) in &edges {
            let leader = groups.leader(if self.is_source(a) { b } else { a });
            let at = *place.entry(leader).or_insert_with(|| {
                members.push((leader, Vec::new()));
                members.len() - 1
            });
            members[at].1.extend([a, b]);
        }
        let mut attributions = Vec::new();
        for (leader, mut spans) in members {
            spans.sort_unstable();
            spans.dedup();
            let parts: Vec<(Part, usize)> = spans.into_iter().filter_map(|i| Some((self.spans[i].part?, i))).collect();
            match self.attribution(&parts) {
                Ok(attribution) => attributions.push(attribution),
                Err(what) => {
                    let (id, line) = (self.spans[leader].id, self.spans[leader].line);
                    self.fault(line, format_args!("the attribution of {id}: {what}; it is left out"));
                }
            }
        }
        attributions
    }
}

/// Spans that belong together.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Groups((0..count).collect())
    }

    /// The first span of a group stands for it.
    fn leader(&mut self, mut i: usize) -> usize {
        while self.0[i] != i {
            self.0[i] = self.0[self.0[i]];
            i = self.0[i];
        }
        i
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.leader(a), self.leader(b));
        self.0[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    //                  0         10        20        30        40
    const TEXT: &str = "“Ja,” sa Åse\nLund. “Nei,” la hun til, og Ole.";

    fn read_of(text: &str, lines: &[&str]) -> (Vec<GoldAttribution>, Vec<String>) {
        let mut faults = Vec::new();
        let attributions = read("a.ann", &lines.join("\n"), text, &mut faults);
        (attributions, faults.iter().map(ToString::to_string).collect())
    }

    fn attribution(source: &[[u32; 2]], cue: &[[u32; 2]], content: &[[u32; 2]]) -> GoldAttribution {
        let part = |pieces: &[[u32; 2]]| (!pieces.is_empty()).then(|| pieces.to_vec());
        GoldAttribution { source: part(source), cue: part(cue), content: part(content), ..GoldAttribution::default() }
    }

    const SPANS: [&str; 6] = [
        "T1\tSource 9 17\tÅse Lund",
        "T2\tCue 6 8\tsa",
        "T3\tcontent 0 5;19 25\t“Ja,” “Nei,”",
        "T4\tAttribution 6 8\tsa",
        "T5\tSource 41 44\tOle",
        "T6\tCue 26 36\tla hun til",
    ];

    #[test]
    fn events_put_spans_together() {
        let mut lines = SPANS.to_vec();
        lines.extend([
            "E1\tAttribution:T4 Content:T3 Cue:T2 Source2:T5 Source:T1",
            "E2\tCue:T6 Source:T5",
            "A1\tSure E1",
            "#1\tNote T1\tx",
            "*\tEquiv T1 T5",
        ]);
        let (attributions, faults) = read_of(TEXT, &lines);
        assert_eq!(faults, [""; 0]);
        assert_eq!(attributions[0], attribution(&[[9, 17], [41, 44]], &[[6, 8]], &[[0, 5], [19, 25]]));
        assert_eq!(attributions[1..], [attribution(&[[41, 44]], &[[26, 36]], &[])], "a trigger that is itself the cue");
        let (no_cue, _) = read_of(TEXT, &["T1\tSource 9 12\tÅse", "T4\tAttribution 6 8\tsa", "E1\tAttribution:T4 Source:T1"]);
        assert_eq!(no_cue, [attribution(&[[9, 12]], &[[6, 8]], &[])]);
    }

    #[test]
    fn a_trigger_that_stands_where_the_content_does_is_no_cue() {
        let lines = [SPANS[0], SPANS[2], "T4\tAttribution 0 5;19 25\t“Ja,” “Nei,”", "E1\tAttribution:T4 Content:T3 Source:T1"];
        assert_eq!(read_of(TEXT, &lines), (vec![attribution(&[[9, 17]], &[], &[[0, 5], [19, 25]])], Vec::new()));
    }

    #[test]
    fn relations_put_spans_together() {
        let mut lines = SPANS.to_vec();
        lines.extend([
            "R1\tBy Arg1:T2 Arg2:T1",
            "R2\tOf Arg1:T3 Arg2:T2",
            "R3\tBy Arg1:T6 Arg2:T5",
            "R4\tX Arg1:T4 Arg2:T1",
            "R5\tSame Arg1:T1 Arg2:T5",
        ]);
        let (attributions, faults) = read_of(TEXT, &lines);
        assert_eq!(faults, [""; 0]);
        assert_eq!(attributions, [attribution(&[[9, 17]], &[[6, 8]], &[[0, 5], [19, 25]]), attribution(&[[41, 44]], &[[26, 36]], &[])]);
    }

    #[test]
    fn faults_name_their_line_and_the_rest_goes_on() {
        let lines = [
            "T1\tSource 9\tÅse",
            "T2\tCue 6 99\tsa",
            "T3\tContent 0 5\t“Nei,”",
            "T4\tContent 19 25;22 30\t“Nei,” i,” la h",
            "T5\tSource 41 44\tOle",
            "T5\tCue 6 8\tsa",
            "Åse",
            "E1\tCue:T2 Content:T9 Source:T5",
            "E2\tContent:T4",
            "E3\tAttribution:T5",
            "E4 Attribution:T5",
            "R1\tBy Arg1:T1 Arg2:T5",
            "R2\tBy Arg1:T5",
            "T6\tCue 26 28\tla",
            "E5\tOther:T5 Theme:T1",
            "E6\tContent:T7 Source:T5",
            "T7\tContent 0 5\t“Ja,”",
        ];
        let (attributions, faults) = read_of(TEXT, &lines);
        assert_eq!(attributions, [attribution(&[[41, 44]], &[], &[[0, 5]])]);
        let expected = [
            "a.ann:1: T1: no offsets in \"Source 9\"; expected a type, a start and an end, with ; between several pieces",
            "a.ann:2: T2: 6..99 is no span of the text; expected start < end within its 45 code points",
            "a.ann:3: T3: the text has \"“Ja,”\" there, the line \"“Nei,”\"",
            "a.ann:6: T5 is there already; this one is left out",
            "a.ann:7: no line of brat; expected one that begins with T, E, R, A, M, N, # or *",
            "a.ann:8: E1: T2 cannot be used; the attribution is left out",
            "a.ann:9: E2: 19..25 and 22..30 of its content overlap; the attribution is left out",
            "a.ann:10: E3 has neither source, cue nor content; it is left out",
            "a.ann:11: no tab behind the id; expected an id, a tab and arguments",
            "a.ann:12: R1: T1 cannot be used; it is left out",
            "a.ann:13: R2 has not two arguments; it is left out",
            "a.ann:14: T6 (Cue) is part of no attribution; it is left out",
        ];
        assert_eq!(faults, expected);
    }

    proptest! {
        #[test]
        fn any_file_gives_spans_inside_the_text(
            text in "[aÅ😀 \n]{0,12}",
            lines in prop::collection::vec("(T[1-4]\t(Source|Cue|Content|X) [0-9]{1,2} [0-9]{1,2}(;[0-9] [0-9])?(\t[aÅ ]{0,4})?|[ER][12]\t(Cue|Content|Arg1):T[1-4] (Source2|Arg2):[TE][1-4]|\\PC{0,12})", 0..12),
        ) {
            let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
            let (attributions, faults) = read_of(&text, &lines);
            prop_assert!(faults.len() <= 3 * lines.len());
            let length = to_u32(text.chars().count());
            for attribution in &attributions {
                for pieces in [&attribution.source, &attribution.cue, &attribution.content].into_iter().flatten() {
                    prop_assert!(!pieces.is_empty() && pieces.iter().all(|&[start, end]| start < end && end <= length));
                    prop_assert!(pieces.windows(2).all(|pair| pair[0][1] <= pair[1][0]), "in order, without overlap");
                }
            }
        }
    }
}
