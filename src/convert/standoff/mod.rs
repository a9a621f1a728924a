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

mod events;
mod relations;
mod spans;

use super::link::Part;
use crate::error::Error;
use crate::gold::GoldAttribution;
use crate::span::{OffsetMap, Units, to_u32};
use spans::{Marked, check};
use std::collections::HashMap;
use std::fmt::Display;

/// A line that puts spans together: its own id and its arguments, role and span.
struct Joined<'a> {
    id: &'a str,
    line: u64,
    arguments: Vec<(&'a str, &'a str)>,
}

/// What has been read of the file.
struct Reader<'a> {
    spans: Vec<Marked<'a>>,
    by_id: HashMap<&'a str, usize>,
    /// What is wrong, and in which line.
    faults: Vec<(u64, String)>,
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

impl<'a> Reader<'a> {
    fn fault(&mut self, line: u64, what: impl Display) {
        self.faults.push((line, what.to_string()));
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    //                  0         10        20        30        40
    pub(super) const TEXT: &str = "“Ja,” sa Åse\nLund. “Nei,” la hun til, og Ole.";

    pub(super) fn read_of(text: &str, lines: &[&str]) -> (Vec<GoldAttribution>, Vec<String>) {
        let mut faults = Vec::new();
        let attributions = read("a.ann", &lines.join("\n"), text, &mut faults);
        (attributions, faults.iter().map(ToString::to_string).collect())
    }

    pub(super) fn attribution(source: &[[u32; 2]], cue: &[[u32; 2]], content: &[[u32; 2]]) -> GoldAttribution {
        let part = |pieces: &[[u32; 2]]| (!pieces.is_empty()).then(|| pieces.to_vec());
        GoldAttribution { source: part(source), cue: part(cue), content: part(content), ..GoldAttribution::default() }
    }

    pub(super) const SPANS: [&str; 6] = [
        "T1\tSource 9 17\tÅse Lund",
        "T2\tCue 6 8\tsa",
        "T3\tcontent 0 5;19 25\t“Ja,” “Nei,”",
        "T4\tAttribution 6 8\tsa",
        "T5\tSource 41 44\tOle",
        "T6\tCue 26 36\tla hun til",
    ];

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
