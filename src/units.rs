//! The units of offsets under their names: as records tell them and as they are read again.

use crate::error::Error;
use crate::span::Units;
use std::fmt;
use std::str::FromStr;

impl Units {
    /// All units, the default first.
    pub const ALL: [Units; 3] = [Units::CodePoints, Units::Bytes, Units::Utf16];

    /// As the outward formats name them.
    pub const fn name(self) -> &'static str {
        match self {
            Units::CodePoints => "codepoints",
            Units::Bytes => "bytes",
            Units::Utf16 => "utf-16",
        }
    }
}

impl fmt::Display for Units {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Units {
    type Err = Error;

    /// The units of a name.
    ///
    /// # Errors
    /// [`crate::ErrorKind::Setting`] if it is the name of none.
    fn from_str(name: &str) -> Result<Self, Error> {
        let named = Units::ALL.into_iter().find(|units| units.name() == name);
        named.ok_or_else(|| Error::setting(format!("offsets are in {name:?}; expected one of {}", Units::ALL.map(Units::name).join(", "))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_their_name_and_another_name_is_refused_with_those_that_there_are() {
        for units in Units::ALL {
            assert_eq!((units.to_string().as_str(), units.name().parse::<Units>().unwrap()), (units.name(), units));
        }
        let expected = "offsets are in \"words\"; expected one of codepoints, bytes, utf-16";
        assert_eq!("words".parse::<Units>().unwrap_err().to_string(), expected);
    }
}
