//! What a row is, under the names that every format has for it: records, flat rows, labelled samples, counts and options.

use crate::error::Error;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// What a row of a record or of a labelled sample is. Outside the program it is its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowKind {
    /// A clause or more between quote marks, given as somebody's own words.
    #[default]
    Direct,
    /// A quoted fragment in the reporter's sentence.
    Mixed,
    /// What is reported without quote marks.
    Indirect,
    /// Quote marks around words that are nobody's in particular.
    None,
}

impl RowKind {
    /// All kinds, in the order in which they are told of.
    pub const ALL: [RowKind; 4] = [RowKind::Direct, RowKind::Mixed, RowKind::Indirect, RowKind::None];

    /// As the outward formats name it.
    pub const fn name(self) -> &'static str {
        match self {
            RowKind::Direct => "direct",
            RowKind::Mixed => "mixed",
            RowKind::Indirect => "indirect",
            RowKind::None => "none",
        }
    }
}

impl fmt::Display for RowKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for RowKind {
    type Err = Error;

    /// The kind of a name.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if it is the name of none.
    fn from_str(name: &str) -> Result<Self, Error> {
        let named = RowKind::ALL.into_iter().find(|kind| kind.name() == name);
        named.ok_or_else(|| Error::setting(format!("kind is {name:?}; expected one of {}", RowKind::ALL.map(RowKind::name).join(", "))))
    }
}

impl Serialize for RowKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for RowKind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_its_name_wherever_it_goes() {
        for kind in RowKind::ALL {
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!((json.as_str(), kind.to_string()), (&*format!("\"{}\"", kind.name()), kind.name().to_owned()));
            assert_eq!((serde_json::from_str::<RowKind>(&json).unwrap(), kind.name().parse::<RowKind>().unwrap()), (kind, kind));
            assert_eq!(RowKind::ALL[kind as usize], kind, "counters stand in this order");
        }
    }

    #[test]
    fn another_name_is_refused_with_those_that_there_are() {
        let expected = "kind is \"Direct\"; expected one of direct, mixed, indirect, none";
        assert_eq!("Direct".parse::<RowKind>().unwrap_err().to_string(), expected);
        assert!(serde_json::from_str::<RowKind>("\"Direct\"").unwrap_err().to_string().starts_with(expected));
    }
}
