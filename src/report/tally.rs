//! What is counted over all articles.

use crate::record::RowCounts;
use crate::render::html::Leaf;
use crate::row_kind::RowKind;
use std::collections::BTreeMap;

/// Counts over the quotations of a report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows by kind, with and without a speaker.
    pub rows: RowCounts,
    /// Those whose speaker is a woman.
    pub by_women: u64,
    /// Those whose speaker is a man.
    pub by_men: u64,
    /// Cues. Nobody's words count neither here nor for women and men.
    pub cues: Cues,
}

/// Cues in lower case with how often they report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cues(BTreeMap<String, u64>);

/// Longer cues (bytes) are counted with none: they are what a record marks by mistake.
const LONGEST_CUE: usize = 64;

impl Tally {
    /// The kinds of which there is any.
    pub(super) fn kinds(&self) -> Vec<RowKind> {
        let RowCounts { direct, mixed, indirect, none } = self.rows;
        let counts = [(RowKind::Direct, direct), (RowKind::Mixed, mixed), (RowKind::Indirect, indirect), (RowKind::None, none)];
        counts.into_iter().filter(|(_, counted)| counted.rows > 0).map(|(kind, _)| kind).collect()
    }

    pub(super) fn add(&mut self, leaf: &Leaf<'_>) {
        let units = leaf.units();
        for row in &leaf.quotations {
            let voice = row.voice.and_then(|number| leaf.voices.get(number.wrapping_sub(1)));
            self.rows.add(row.kind, voice.is_some());
            if row.kind == RowKind::None {
                continue;
            }
            match voice.and_then(|voice| voice.gender.as_deref()) {
                Some("female") => self.by_women += 1,
                Some("male") => self.by_men += 1,
                _ => {}
            }
            if let Some(cue) = row.cue.map(|cue| leaf.words(&units, cue)).filter(|cue| !cue.is_empty() && cue.len() <= LONGEST_CUE) {
                *self.cues.0.entry(cue.to_lowercase()).or_default() += 1;
            }
        }
    }
}

impl Cues {
    /// The `n` most used, the most used first; of equals in the order of the alphabet.
    pub fn most_used(&self, n: usize) -> Vec<(&str, u64)> {
        let mut cues: Vec<(&str, u64)> = self.0.iter().map(|(cue, &count)| (cue.as_str(), count)).collect();
        cues.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        cues.truncate(n);
        cues
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::record::Record;

    /// A leaf of one paragraph a row: kind, speaker, gender, cue.
    pub(in crate::report) fn leaf(id: &str, rows: &[(RowKind, &str, &str, &str)]) -> Leaf<'static> {
        let field = |text: &str| serde_json::to_string(&(!text.is_empty()).then_some(text)).unwrap();
        let row = |&(kind, name, gender, cue): &(RowKind, &str, &str, &str)| {
            let speaker = if name.is_empty() {
                "null".to_owned()
            } else {
                format!(r#"{{"name":{},"type":"person","gender":{}}}"#, field(name), field(gender))
            };
            let cue = if cue.is_empty() { "null".to_owned() } else { format!(r#"{{"start":0,"end":0,"text":{}}}"#, field(cue)) };
            format!(r#"{{"kind":"{kind}","start":0,"end":0,"text":"“Yes.”","speaker":{speaker},"cue":{cue},"confidence":0.5,"why":"w"}}"#)
        };
        let rows: Vec<String> = rows.iter().map(row).collect();
        let record: Record<'_> = serde_json::from_str(&format!(r#"{{"id":{},"quotations":[{}]}}"#, field(id), rows.join(","))).unwrap();
        serde_json::from_value(serde_json::to_value(Leaf::without_text(&record)).unwrap()).unwrap()
    }

    #[test]
    fn every_quotation_counts_once_and_nobodys_words_nowhere() {
        let rows = [
            (RowKind::Direct, "Mara Kessel", "female", "said"),
            (RowKind::Mixed, "Mara Kessel", "female", "Said"),
            (RowKind::Indirect, "Odo Brandt", "male", "denied"),
            (RowKind::Direct, "", "", "added"),
            (RowKind::Indirect, "the union", "", ""),
            (RowKind::None, "", "", "called"),
        ];
        let mut tally = Tally::default();
        tally.add(&leaf("a", &rows));
        let RowCounts { direct, mixed, indirect, none } = tally.rows;
        assert_eq!([direct, mixed, indirect, none].map(|counted| (counted.rows, counted.with_speaker)), [(2, 1), (1, 1), (2, 2), (1, 0)]);
        assert_eq!((tally.by_women, tally.by_men), (2, 1));
        assert_eq!(tally.kinds(), RowKind::ALL);
        assert_eq!(tally.cues.most_used(2), [("said", 2), ("added", 1)]);
    }
}
