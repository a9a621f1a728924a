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
        self.0 & other.0 & !PARTY != 0
    }

    /// Whether both sets have trades, and none in common.
    pub const fn excludes(self, other: Trades) -> bool {
        self.0 & !PARTY != 0 && other.0 & !PARTY != 0 && !self.shares(other)
    }
}

/// Countries and trades by the ids of words and phrases.
#[derive(Debug, Default)]
pub(super) struct Belongings {
    countries: Vec<u32>,
    trades: Vec<Trades>,
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
        let mut names: Vec<&str> = Vec::new();
        for row in rows(TRADES) {
            let id = builtin.id(row[0]);
            for name in row[1].split(' ').filter(|_| id != UNKNOWN) {
                let bit = names.iter().position(|known| *known == name).unwrap_or_else(|| {
                    names.push(name);
                    names.len() - 1
                });
                let trade = if name == "party" { PARTY } else { 1 << bit };
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
