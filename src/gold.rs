//! Labelled samples: what a careful reader found in an article.

use serde::{Deserialize, Serialize};

/// One labelled article. Offsets are code points.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GoldArticle {
    /// The article's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Who speaks in it.
    #[serde(default)]
    pub speakers: Vec<GoldSpeaker>,
    /// Quoted spans with their speakers.
    #[serde(default)]
    pub quotations: Vec<GoldQuotation>,
    /// Source, cue and content of every attribution (PolNeAR's way), where the sample has them.
    #[serde(default)]
    pub attributions: Option<Vec<GoldAttribution>>,
}

/// One speaker of a labelled article.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldSpeaker {
    /// The canonical name.
    pub name: String,
    /// Every other form that is right.
    #[serde(default)]
    pub aliases: Vec<String>,
}

/// One labelled quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldQuotation {
    /// First code point, the mark included.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
    /// `direct`, `mixed` or `none`.
    pub kind: String,
    /// Canonical names of who said it; empty if nobody can tell.
    #[serde(default)]
    pub speakers: Vec<String>,
    /// The text that carries the attribution.
    #[serde(default)]
    pub mention: Option<String>,
    /// The cue's text.
    #[serde(default)]
    pub cue: Option<String>,
}

/// One attribution relation: each part is a list of pieces `[start, end]` in code points.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GoldAttribution {
    /// The mention.
    #[serde(default)]
    pub source: Option<Vec<[u32; 2]>>,
    /// The cue.
    #[serde(default)]
    pub cue: Option<Vec<[u32; 2]>>,
    /// The content.
    #[serde(default)]
    pub content: Option<Vec<[u32; 2]>>,
}
