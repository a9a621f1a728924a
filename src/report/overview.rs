//! The overview's charts: what stands in them and how long their bars are.

use super::Report;
use super::people::Person;
use super::time::Axis;
use std::fmt;

/// Speakers among the bars.
const MOST_QUOTED: usize = 15;
/// Speakers whose quotations are shown over time.
const OVER_TIME: usize = 6;
/// Cues among the bars.
const MOST_USED: usize = 12;

/// What the overview shows.
pub(super) struct Overview<'r> {
    pub(super) title: &'r str,
    pub(super) articles: Count,
    pub(super) quotations: Count,
    pub(super) speakers: Count,
    /// The first and the last date.
    pub(super) dates: Option<(String, String)>,
    pub(super) kinds: Vec<Part>,
    pub(super) with_speaker: Vec<Part>,
    pub(super) genders: Option<Genders>,
    pub(super) most_quoted: Vec<Bar<'r>>,
    pub(super) cues: Vec<Bar<'r>>,
    pub(super) over_time: Option<OverTime<'r>>,
}

/// A number with commas between thousands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count(pub(super) u64);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                f.write_str(",")?;
            }
            write!(f, "{digit}")?;
        }
        Ok(())
    }
}

/// One part of a bar of 100 units. Where it begins and its length are tenths of a unit's hundredth, so that they add up.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) label: &'static str,
    pub(super) count: Count,
    pub(super) x: f64,
    pub(super) width: f64,
    /// Its share in whole per cent.
    pub(super) percent: String,
}

/// Women and men.
pub(super) struct Genders {
    pub(super) speakers: Vec<Part>,
    pub(super) quotations: Vec<Part>,
    pub(super) known: Count,
}

/// One bar: its length is of 100 units.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar<'r> {
    /// The speaker's rank, or the bar's number.
    pub(super) number: usize,
    pub(super) label: &'r str,
    pub(super) about: String,
    pub(super) count: Count,
    pub(super) width: f64,
}

/// The most quoted speakers' quotations over time.
pub(super) struct OverTime<'r> {
    pub(super) unit: &'static str,
    pub(super) first: String,
    pub(super) last: String,
    pub(super) parts: usize,
    /// How much of a part a column fills.
    pub(super) width: f64,
    pub(super) rows: Vec<Line<'r>>,
}

/// One speaker's quotations over time.
pub(super) struct Line<'r> {
    pub(super) number: usize,
    pub(super) name: &'r str,
    pub(super) total: Count,
    /// Columns: where in parts, and how high of 100 units.
    pub(super) columns: Vec<(f64, f64)>,
    pub(super) most: Count,
}

impl<'r> Overview<'r> {
    /// The overview of a report whose speakers are ranked.
    pub(super) fn new(report: &'r Report, ranked: &[&'r Person]) -> Self {
        let tally = &report.tally;
        let (rows, all) = (tally.rows, tally.rows.somebodys());
        let dates = report.articles.iter().filter_map(|article| article.date);
        let (women, men) = (report.people.of_gender("female"), report.people.of_gender("male"));
        let genders = (women + men > 0).then(|| Genders {
            speakers: parts(&[("women", women), ("men", men)]),
            quotations: parts(&[("by women", tally.by_women), ("by men", tally.by_men)]),
            known: Count(women + men),
        });
        let cues = tally.cues.most_used(MOST_USED);
        let most_used = cues.first().map_or(0, |cue| cue.1);
        let most = ranked.first().map_or(0, |person| person.quotations);
        let speakers = ranked.iter().take(MOST_QUOTED).enumerate();
        Overview {
            title: &report.title,
            articles: Count(report.articles.len() as u64),
            quotations: Count(all.rows),
            speakers: Count(ranked.len() as u64),
            dates: dates.clone().min().zip(dates.clone().max()).map(|(first, last)| (first.to_string(), last.to_string())),
            kinds: parts(&[("direct", rows.direct.rows), ("fragments", rows.mixed.rows), ("indirect", rows.indirect.rows)]),
            with_speaker: parts(&[("with a speaker", all.with_speaker), ("without", all.rows - all.with_speaker)]),
            genders,
            most_quoted: speakers.map(|(rank, person)| Bar::new(rank, &person.name, about(person), person.quotations, most)).collect(),
            cues: cues.iter().enumerate().map(|(i, &(cue, count))| Bar::new(i, cue, String::new(), count, most_used)).collect(),
            over_time: Axis::new(dates).map(|axis| OverTime::new(axis, ranked)),
        }
    }
}

impl<'r> Bar<'r> {
    fn new(number: usize, label: &'r str, about: String, count: u64, most: u64) -> Self {
        Bar { number, label, about, count: Count(count), width: share(count, most) }
    }
}

impl<'r> OverTime<'r> {
    fn new(axis: Axis, ranked: &[&'r Person]) -> Self {
        let counted: Vec<(usize, &Person, Vec<u64>)> = ranked
            .iter()
            .enumerate()
            .filter(|(_, person)| !person.dates.is_empty())
            .take(OVER_TIME)
            .map(|(rank, person)| {
                let mut counts = vec![0; axis.len()];
                person.dates.iter().for_each(|&(date, count)| counts[axis.part(date)] += count);
                (rank, *person, counts)
            })
            .collect();
        // Few columns are slim, or they would look like blocks.
        let width = if axis.len() < 24 { 0.4 } else { 0.84 };
        let left = |at: usize| ((at as f64 + (1.0 - width) / 2.0) * 100.0).round() / 100.0;
        // One scale for all, so that rows can be compared.
        let most = counted.iter().flat_map(|(.., counts)| counts).copied().max().unwrap_or(0);
        let line = |(number, person, counts): (usize, &'r Person, Vec<u64>)| Line {
            number,
            name: &person.name,
            total: Count(counts.iter().sum()),
            columns: counts
                .iter()
                .enumerate()
                .filter(|(_, count)| **count > 0)
                .map(|(at, &count)| (left(at), share(count, most)))
                .collect(),
            most: Count(counts.iter().copied().max().unwrap_or(0)),
        };
        let (first, last) = (axis.first.to_string(), axis.last.to_string());
        OverTime { unit: axis.unit.name(), first, last, parts: axis.len(), width, rows: counted.into_iter().map(line).collect() }
    }
}

/// What is known of a speaker besides the name.
fn about(person: &Person) -> String {
    let known = [person.entity_type.as_deref(), person.gender.as_deref()];
    known.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// `count` of `most`, in per cent with two places.
fn share(count: u64, most: u64) -> f64 {
    if most == 0 { 0.0 } else { (count as f64 / most as f64 * 10_000.0).round() / 100.0 }
}

/// Counts as parts of one bar.
fn parts(counts: &[(&'static str, u64)]) -> Vec<Part> {
    let all: u64 = counts.iter().map(|(_, count)| count).sum();
    let mut before = 0;
    let part = |&(label, count): &(&'static str, u64)| {
        let x = share(before, all);
        before += count;
        let width = share(before, all) - x;
        let percent = if all == 0 { String::new() } else { format!("{:.0}%", width) };
        Part { label, count: Count(count), x, width: (width * 100.0).round() / 100.0, percent }
    };
    counts.iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tally::tests::leaf;
    use super::*;
    use crate::row_kind::RowKind;

    #[test]
    fn thousands_have_commas() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(|n| Count(n).to_string()), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn parts_fill_the_bar() {
        let thirds = parts(&[("a", 1), ("b", 1), ("c", 1)]);
        assert_eq!(
            thirds.iter().map(|p| (p.x, p.width, p.percent.as_str())).collect::<Vec<_>>(),
            [(0.0, 33.33, "33%"), (33.33, 33.34, "33%"), (66.67, 33.33, "33%")]
        );
        assert_eq!(parts(&[("a", 0)])[0].percent, "");
    }

    #[test]
    fn the_overview_ranks_and_counts() {
        let mut report = Report::new("T");
        for (id, date) in [("a", "2024-01-15"), ("b", "2024-03-01")] {
            let mut leaf = leaf(
                id,
                &[
                    (RowKind::Direct, "Odo Brandt", "male", "said"),
                    (RowKind::Mixed, "Mara Kessel", "female", "said"),
                    (RowKind::Indirect, "Odo Brandt", "male", "denied"),
                ],
            );
            leaf.date = Some(date.into());
            report.add(&leaf).unwrap();
        }
        let (ranked, _) = report.people.ranked();
        let overview = Overview::new(&report, &ranked);
        assert_eq!(
            overview.most_quoted.iter().map(|b| (b.label, b.count.0, b.width)).collect::<Vec<_>>(),
            [("Odo Brandt", 4, 100.0), ("Mara Kessel", 2, 50.0)]
        );
        assert_eq!(overview.genders.unwrap().quotations[0].percent, "33%");
        let over_time = overview.over_time.unwrap();
        assert_eq!((over_time.unit, over_time.parts, over_time.rows[0].columns.clone()), ("day", 47, vec![(0.08, 100.0), (46.08, 100.0)]));
        assert_eq!(overview.dates, Some(("2024-01-15".to_owned(), "2024-03-01".to_owned())));
    }
}
