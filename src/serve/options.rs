//! What a request may ask of its records: the options of `whosaid annotate`, in the query or in the body.

use super::problem::{Problem, Reason};
use crate::record::{CueClasses, Kinds, RecordOptions};
use crate::row_kind::RowKind;
use crate::span::Units;
use axum::extract::Query;
use axum::http::Uri;
use serde::de::{Deserialize, Deserializer, Error as _, SeqAccess, Visitor};
use std::error::Error;
use std::fmt;
use std::marker::PhantomData;

/// Options as they were given, here or there.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    units: Option<UnitsName>,
    kinds: Option<Names<Kinds>>,
    cue_classes: Option<Names<CueClasses>>,
    all: Option<bool>,
    min_confidence: Option<f64>,
    min_indirect: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
enum UnitsName {
    Codepoints,
    Bytes,
    #[serde(alias = "utf-16")]
    Utf16,
}

/// What is chosen by names: `direct,mixed`, or a list of such names.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Names<T>(T);

/// Switches that have names.
trait Choice: PartialEq + Sized {
    const NAMES: &'static [&'static str];
    const NONE: Self;

    /// The switch of a name.
    fn named(&mut self, name: &str) -> Option<&mut bool>;
}

impl Options {
    /// Those of a query.
    ///
    /// # Errors
    /// [`Reason::Option`]
    pub(super) fn of(uri: &Uri) -> Result<Self, Problem> {
        match Query::<Options>::try_from_uri(uri) {
            Ok(Query(options)) => Ok(options),
            Err(rejection) => {
                let why = rejection.source().map_or_else(|| rejection.body_text(), ToString::to_string);
                Err(Problem::new(Reason::Option, of_query(&why)))
            }
        }
    }

    /// These, and where they say nothing, `others`.
    pub(super) fn or(self, others: Options) -> Self {
        Options {
            units: self.units.or(others.units),
            kinds: self.kinds.or(others.kinds),
            cue_classes: self.cue_classes.or(others.cue_classes),
            all: self.all.or(others.all),
            min_confidence: self.min_confidence.or(others.min_confidence),
            min_indirect: self.min_indirect.or(others.min_indirect),
        }
    }

    /// The same for a record.
    ///
    /// # Errors
    /// [`Reason::Option`] if a confidence is none.
    pub(super) fn record(self) -> Result<RecordOptions, Problem> {
        let units = match self.units {
            None | Some(UnitsName::Codepoints) => Units::CodePoints,
            Some(UnitsName::Bytes) => Units::Bytes,
            Some(UnitsName::Utf16) => Units::Utf16,
        };
        let min_confidence = share("min_confidence", self.min_confidence)?;
        let min_indirect = share("min_indirect", self.min_indirect)?;
        let kinds = self.kinds.map_or_else(Kinds::default, |Names(kinds)| kinds);
        let classes = self.cue_classes.map_or(CueClasses::ALL, |Names(classes)| classes);
        Ok(RecordOptions { units, all: self.all.unwrap_or(false), kinds, classes, min_confidence, min_indirect })
    }
}

/// The confidence that the option `name` gives, or none.
fn share(name: &str, given: Option<f64>) -> Result<f64, Problem> {
    match given.unwrap_or(0.0) {
        share if (0.0..=1.0).contains(&share) => Ok(share),
        _ => Err(Problem::new(Reason::Option, format!("{name}: expected a number from 0 to 1"))),
    }
}

/// What is wrong with a query, as its reader tells it, for who asks.
fn of_query(why: &str) -> String {
    let why = in_plain_words(why);
    match why.split_once(": ") {
        Some((_, why)) if why.starts_with("unknown option") => why.to_owned(),
        Some((name, why)) if !name.contains(' ') => format!("the parameter `{name}`: {why}"),
        _ => why,
    }
}

/// What is wrong with options, without the words of those who write programs.
pub(super) fn in_plain_words(why: &str) -> String {
    let words = [
        ("unknown variant", "unknown value"),
        ("unknown field", "unknown option"),
        ("duplicate field", "given twice:"),
        ("provided string was not `true` or `false`", "expected `true` or `false`"),
        ("invalid float literal", "expected a number from 0 to 1"),
    ];
    words.into_iter().fold(why.to_owned(), |why, (theirs, ours)| why.replacen(theirs, ours, 1))
}

impl Choice for Kinds {
    const NAMES: &'static [&'static str] = &[RowKind::Direct.name(), RowKind::Mixed.name(), RowKind::Indirect.name()];
    const NONE: Self = Kinds { direct: false, mixed: false, indirect: false };

    fn named(&mut self, name: &str) -> Option<&mut bool> {
        match name.parse().ok()? {
            RowKind::Direct => Some(&mut self.direct),
            RowKind::Mixed => Some(&mut self.mixed),
            RowKind::Indirect => Some(&mut self.indirect),
            RowKind::None => None,
        }
    }
}

impl Choice for CueClasses {
    const NAMES: &'static [&'static str] = &["speech", "thought", "writing", "showing"];
    const NONE: Self = CueClasses { speech: false, thought: false, writing: false, showing: false };

    fn named(&mut self, name: &str) -> Option<&mut bool> {
        match name {
            "speech" => Some(&mut self.speech),
            "thought" => Some(&mut self.thought),
            "writing" => Some(&mut self.writing),
            "showing" => Some(&mut self.showing),
            _ => None,
        }
    }
}

impl<T: Choice> Names<T> {
    fn add<E: serde::de::Error>(&mut self, name: &str) -> Result<(), E> {
        let wanted = self.0.named(name).ok_or_else(|| E::unknown_variant(name, T::NAMES))?;
        *wanted = true;
        Ok(())
    }
}

impl<'de, T: Choice> Deserialize<'de> for Names<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reading<T>(PhantomData<T>);

        impl<'de, T: Choice> Visitor<'de> for Reading<T> {
            type Value = Names<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("names with commas between, or a list of them")
            }

            fn visit_str<E: serde::de::Error>(self, names: &str) -> Result<Names<T>, E> {
                let mut chosen = Names(T::NONE);
                names.split(',').try_for_each(|name| chosen.add(name))?;
                Ok(chosen)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Names<T>, A::Error> {
                let mut chosen = Names(T::NONE);
                while let Some(name) = names.next_element::<String>()? {
                    chosen.add(&name)?;
                }
                if chosen.0 == T::NONE { Err(A::Error::custom("nothing is left to look for")) } else { Ok(chosen) }
            }
        }

        deserializer.deserialize_any(Reading(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(query: &str) -> Result<RecordOptions, String> {
        let uri: Uri = format!("/v1/annotate?{query}").parse().unwrap();
        let options = Options::of(&uri).and_then(Options::record);
        options.map_err(|problem| String::from_utf8(problem.line()).unwrap())
    }

    #[test]
    fn a_query_says_what_the_command_line_can() {
        assert_eq!(query(""), Ok(RecordOptions::default()));
        let all = query("units=utf16&kinds=direct,mixed&cue_classes=speech,writing&all=true&min_confidence=0.5&min_indirect=0.7").unwrap();
        let kinds = Kinds { indirect: false, ..Kinds::default() };
        let classes = CueClasses { thought: false, showing: false, ..CueClasses::ALL };
        assert_eq!(all, RecordOptions { units: Units::Utf16, all: true, kinds, classes, min_confidence: 0.5, min_indirect: 0.7 });
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        for wrong in [
            "unit=bytes",
            "units=words",
            "kinds=",
            "kinds=none",
            "cue_classes=said",
            "all=yes",
            "min_confidence=2",
            "min_confidence=NaN",
            "min_indirect=-1",
            "all=true&all=true",
        ] {
            let problem = query(wrong).unwrap_err();
            assert!(problem.contains("bad-option"), "{wrong}: {problem}");
        }
    }

    #[test]
    fn a_refusal_names_the_parameter_and_what_it_takes() {
        for (wrong, told) in [
            ("kinds=none", "the parameter `kinds`: unknown value `none`, expected one of `direct`, `mixed`, `indirect`"),
            ("all=yes", "the parameter `all`: expected `true` or `false`"),
            ("min_confidence=high", "the parameter `min_confidence`: expected a number from 0 to 1"),
            ("unit=bytes", "unknown option `unit`, expected one of `units`, `kinds`"),
            ("all=true&all=true", "given twice: `all`"),
        ] {
            let problem = query(wrong).unwrap_err();
            assert!(problem.contains(&format!("\"detail\":\"{told}")), "{wrong}: {problem}");
        }
    }

    #[test]
    fn the_body_has_the_last_word() {
        let body: Options = serde_json::from_str(r#"{"kinds": ["indirect"], "all": false}"#).unwrap();
        let query = Options::of(&"/?all=true&units=bytes".parse().unwrap()).unwrap();
        let options = body.or(query).record().unwrap();
        assert_eq!((options.units, options.all, options.kinds.direct, options.kinds.indirect), (Units::Bytes, false, false, true));
        assert!(serde_json::from_str::<Options>(r#"{"kinds": []}"#).is_err());
    }
}
