//! To what the words for people belong: of which country a nationality is, of which trades a job.

use super::builtin::{Builtin, UNKNOWN};
use super::lists::rows;
use crate::span::WordId;
use crate::token::{hash_form, join_hash};
use std::collections::HashMap;

const COUNTRY_FORMS: &str = include_str!("builtin/country_forms.txt");
const TRADES: &str = include_str!("builtin/trades.txt");

/// A set of trades: a bit for each of `trades.txt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trades(u32);

/// The bit of those who are no trade but a part in a story.
const PARTY: u32 = 1 << 31;

/// The bits of parts that one person does not play at once: the first and how many there are.
const FIRST_PART: u32 = 21;
const PARTS: u32 = ((1 << 10) - 1) << FIRST_PART;

/// The bit of those who are heard because of their office or work.
const OFFICIAL: u32 = 1 << 20;

/// The bit of those who hold an office: of them a story may tell as of anybody.
const IN_OFFICE: u32 = 1 << 19;

/// The bits of trades proper.
const TRADE: u32 = IN_OFFICE - 1;

/// Trades of those who are heard because of their work.
const OFFICES: [&str; 8] = ["army", "church", "health", "law", "police", "school", "science", "staff"];

impl Trades {
    /// Whether it is of somebody beside the person of whom a story tells: *the judge*, *the caller*.
    pub const fn is_party(self) -> bool {
        self.0 & PARTY != 0
    }

    /// What is in either set.
    pub const fn with(self, other: Trades) -> Trades {
        Trades(self.0 | other.0)
    }

    /// Whether a trade is in both sets.
    pub const fn shares(self, other: Trades) -> bool {
        self.0 & other.0 & TRADE != 0
    }

    /// Whether both sets have trades, and none in common.
    pub const fn excludes(self, other: Trades) -> bool {
        self.0 & TRADE != 0 && other.0 & TRADE != 0 && !self.shares(other)
    }

    /// The parts that are in the set: the *goalkeeper*'s, the *director*'s.
    pub const fn parts(self) -> Trades {
        Trades(self.0 & PARTS)
    }

    /// Whether both sets have parts, and none in common: a goalkeeper is no striker.
    pub const fn plays_another(self, other: Trades) -> bool {
        self.0 & PARTS != 0 && other.0 & PARTS != 0 && self.0 & other.0 & PARTS == 0
    }

    /// Whether somebody of these trades is heard because of an office or work: a judge, a coach.
    pub const fn is_official(self) -> bool {
        self.0 & OFFICIAL != 0
    }

    /// Whether somebody of these trades holds an office: a mayor, a chairman.
    pub const fn is_in_office(self) -> bool {
        self.0 & IN_OFFICE != 0
    }
}

/// Countries and trades by the ids of words and phrases.
#[derive(Debug, Default)]
pub(super) struct Belongings {
    countries: Vec<u32>,
    trades: Vec<Trades>,
}

/// The place of `name` among those known, where it is put if it is new.
fn place<'a>(known: &mut Vec<&'a str>, name: &'a str) -> usize {
    known.iter().position(|other| *other == name).unwrap_or_else(|| {
        known.push(name);
        known.len() - 1
    })
}

/// The hash of a country's name, the same whatever its number of words.
fn name_hash(name: &str) -> u32 {
    name.split(' ').map(hash_form).reduce(join_hash).unwrap_or_default()
}

impl Belongings {
    pub(super) fn read(builtin: &Builtin) -> Self {
        let mut read = Belongings { countries: vec![0; builtin.len()], trades: vec![Trades::default(); builtin.len()] };
        let forms: HashMap<&str, &str> = rows(COUNTRY_FORMS).map(|row| (row[0], row[1])).collect();
        let same = |name: &str| name_hash(forms.get(name).copied().unwrap_or(name));
        let mut countries: HashMap<u32, u32> = HashMap::new();
        for row in rows(include_str!("builtin/places.txt")).filter(|row| row[1] == "country") {
            let country = same(row[0].trim_end_matches('.'));
            countries.insert(name_hash(row[0]), country);
            // The state of Georgia has governors and senators too.
            if row[0] != "georgia" {
                read.countries[builtin.id(row[0]).index()] = country;
            }
        }
        for row in rows(include_str!("builtin/demonyms.txt")).filter(|row| !row[0].contains('-')) {
            if let Some(&country) = countries.get(&name_hash(row[1])) {
                read.countries[builtin.id(row[0]).index()] = country;
            }
        }
        for row in rows(COUNTRY_FORMS) {
            read.countries[builtin.id(row[0]).index()] = name_hash(row[1]);
        }
        read.countries[UNKNOWN.index()] = 0;
        let (mut names, mut parts): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        for row in rows(TRADES) {
            let id = builtin.id(row[0]);
            for name in row[1].split(' ').filter(|_| id != UNKNOWN) {
                let part = name.strip_suffix('!');
                let bit = place(if part.is_some() { &mut parts } else { &mut names }, name);
                let trade = match name {
                    "party" => PARTY,
                    _ if part.is_some() => 1 << (FIRST_PART as usize + bit),
                    "office" => 1 << bit | OFFICIAL | IN_OFFICE,
                    _ if OFFICES.contains(&name) => 1 << bit | OFFICIAL,
                    _ => 1 << bit,
                };
                read.trades[id.index()] = read.trades[id.index()].with(Trades(trade));
            }
        }
        read
    }

    /// Hash of the country that the word names or of whose people it is, or 0.
    pub(super) fn country(&self, id: WordId) -> u32 {
        self.countries[id.index()]
    }

    pub(super) fn trades(&self, id: WordId) -> Trades {
        self.trades[id.index()]
    }
}
