//! Dates as inputs have them, and spans of time to count in.

use serde::{Serialize, Serializer};
use std::fmt;

/// A day, or a month where the day is not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Date {
    year: u16,
    month: u8,
    day: Option<u8>,
}

impl Date {
    /// The first `YYYY-MM-DD` or `YYYY-MM` of a text.
    pub(super) fn first_of(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        let number = |at: usize, digits: usize| {
            let digits = bytes.get(at..at + digits)?;
            digits.iter().try_fold(0u16, |n, b| b.is_ascii_digit().then(|| n * 10 + u16::from(b - b'0')))
        };
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let small = |n: u16, most: u16| u8::try_from(n).ok().filter(|_| (1..=most).contains(&n));
        memchr::memchr_iter(b'-', bytes).find_map(|dash| {
            let start = dash.checked_sub(4).filter(|&start| start == 0 || !is_digit(start - 1))?;
            let year = number(start, 4)?;
            let month = small(number(dash + 1, 2)?, 12).filter(|_| !is_digit(dash + 3))?;
            let has_day = bytes.get(dash + 3) == Some(&b'-') && !is_digit(dash + 6);
            let day = if has_day { number(dash + 4, 2).and_then(|day| small(day, 31)) } else { None };
            Some(Date { year, month, day })
        })
    }

    /// Months since year 0.
    fn months(self) -> u32 {
        u32::from(self.year) * 12 + u32::from(self.month) - 1
    }

    /// Days since 1 March of year 0, a missing day being the first (Gregorian calendar, a year beginning in March).
    fn days(self) -> u32 {
        let months = self.months().saturating_sub(2);
        let (year, month) = (months / 12, months % 12);
        year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + u32::from(self.day.unwrap_or(1)) - 1
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The time from the first to the last of some dates, cut into equal parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Axis {
    /// What one part is.
    pub(super) unit: Unit,
    pub(super) first: Date,
    pub(super) last: Date,
}

/// What time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Month,
    Year,
}

impl Unit {
    /// Of how many in a row one axis has no more.
    const MOST: u32 = 93;

    pub(super) fn name(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }

    fn of(self, date: Date) -> u32 {
        match self {
            Unit::Day => date.days(),
            Unit::Month => date.months(),
            Unit::Year => u32::from(date.year),
        }
    }
}

impl Axis {
    /// The axis of dates, of the finest unit that is fine enough; `None` if all are of one day (or month).
    pub(super) fn new(dates: impl Iterator<Item = Date> + Clone) -> Option<Axis> {
        let (first, last) = (dates.clone().min()?, dates.clone().max()?);
        let finest = if dates.clone().all(|date| date.day.is_some()) { Unit::Day } else { Unit::Month };
        let fits = |unit: &Unit| unit.of(last) - unit.of(first) < Unit::MOST;
        let unit =
            [Unit::Day, Unit::Month].into_iter().filter(|&unit| unit == finest || unit == Unit::Month).find(fits).unwrap_or(Unit::Year);
        (unit.of(last) > unit.of(first)).then_some(Axis { unit, first, last })
    }

    /// How many parts there are; a span of years that no report has is cut at its most.
    pub(super) fn len(&self) -> usize {
        (self.unit.of(self.last) - self.unit.of(self.first) + 1).min(10 * Unit::MOST) as usize
    }

    /// The part in which a date lies.
    pub(super) fn part(&self, date: Date) -> usize {
        (self.unit.of(date).saturating_sub(self.unit.of(self.first)) as usize).min(self.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> Option<String> {
        Date::first_of(text).map(|date| date.to_string())
    }

    #[test]
    fn the_first_date_of_a_text_counts() {
        assert_eq!(date("2022-03-10T08:00:00Z").as_deref(), Some("2022-03-10"));
        assert_eq!(date("published 2022-03, changed 2022-04-01").as_deref(), Some("2022-03"));
        assert_eq!(date("2022-03-99").as_deref(), Some("2022-03"));
        assert_eq!(
            [date("10.3.2022"), date("2022-13-01"), date("12022-03"), date("2022-031"), date("é-12"), date("")],
            [const { None }; 6]
        );
    }

    #[test]
    fn the_unit_follows_the_span() {
        let axis = |texts: &[&str]| Axis::new(texts.iter().filter_map(|t| Date::first_of(t)));
        let told = |texts: &[&str]| axis(texts).map(|axis| (axis.unit, axis.len()));
        assert_eq!(told(&["2024-02-28", "2024-03-01"]), Some((Unit::Day, 3)), "a leap year");
        assert_eq!(told(&["2023-02-28", "2023-03-01"]), Some((Unit::Day, 2)));
        assert_eq!(told(&["2023-02-28", "2023-03"]), Some((Unit::Month, 2)));
        assert_eq!(told(&["2023-01-01", "2024-12-31"]), Some((Unit::Month, 24)));
        assert_eq!(told(&["1901-01-01", "2024-12-31"]), Some((Unit::Year, 124)));
        assert_eq!(told(&["2024-05-05", "2024-05-05"]), None);
        assert_eq!(told(&[]), None);
    }

    proptest! {
        #[test]
        fn any_text_may_stand_for_a_date(texts in proptest::collection::vec("[0-9]{4}-[0-9]{2}(-[0-9]{2})?|\\PC{0,12}", 1..9)) {
            let dates: Vec<Date> = texts.iter().filter_map(|t| Date::first_of(t)).collect();
            if let Some(axis) = Axis::new(dates.iter().copied()) {
                prop_assert!(dates.iter().all(|&date| axis.part(date) < axis.len()));
            }
        }
    }
}
