//! What became of every labelled span that counts: the one list from which misses, calibration and comparisons are read.

use serde::Serialize;

/// One labelled span and whether it was scored right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// The article's index in the sample.
    pub article: usize,
    /// The quotation's index in the article.
    pub quotation: usize,
    /// What went wrong; `None` if it is right: the right speaker, or none for nobody's words.
    pub miss: Option<MissClass>,
    /// The predicted speaker.
    pub predicted: Option<String>,
    /// How sure the prediction is, if it tells.
    pub confidence: Option<f64>,
    /// The predicted mention, in code points.
    pub mention: Option<[u32; 2]>,
    /// Why it was predicted.
    pub why: Option<String>,
}

impl Judgement {
    /// Whether a speaker was given and is right.
    pub fn is_right_answer(&self) -> bool {
        self.predicted.is_some() && self.miss.is_none()
    }
}

/// What went wrong with a labelled span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum MissClass {
    /// No predicted span holds half of it.
    NotFound,
    /// It was found, but judged to be nobody's words.
    TakenForNobodys,
    /// It was found and judged somebody's words, but no speaker was given.
    NoSpeaker,
    /// It is nobody's words, but a speaker was given.
    NoneGivenSpeaker,
    /// Another speaker was given.
    WrongSpeaker,
}

impl MissClass {
    /// All of them, in the order of a report.
    pub const ALL: [MissClass; 5] =
        [MissClass::NotFound, MissClass::TakenForNobodys, MissClass::NoSpeaker, MissClass::NoneGivenSpeaker, MissClass::WrongSpeaker];

    /// In a reader's words.
    pub fn words(self) -> &'static str {
        match self {
            MissClass::NotFound => "not found",
            MissClass::TakenForNobodys => "taken for nobody's",
            MissClass::NoSpeaker => "found, but no speaker given",
            MissClass::NoneGivenSpeaker => "nobody's words, but a speaker given",
            MissClass::WrongSpeaker => "wrong speaker",
        }
    }
}
