//! Coreference apart from the choice of the mention: where the chosen mention is the labelled one, and it is a pronoun or
//! describes who has a name, how often is it resolved to the right speaker?
//!
//! Labelled mentions are texts without a place, so a mention is the labelled one if it reads the same. A description of
//! who is never named needs no resolving and stays out.

use super::bootstrap::{self, Interval};
use super::count::Ratio;
use super::judgement::Judgement;
use super::name::{MentionClass, is_capitalised, trimmed};
use crate::gold::{GoldArticle, GoldQuotation};
use crate::row_kind::RowKind;
use crate::span::{OffsetMap, Units};
use serde::Serialize;
use std::fmt;
use std::ops::AddAssign;

/// How often a mention that has to be resolved is resolved rightly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Coreference {
    /// Of the quotations whose labelled mention has to be resolved, those for which it was chosen.
    pub chosen: Ratio,
    /// Of the chosen ones, those with the right speaker.
    pub right: Ratio,
    /// The same of pronouns.
    pub pronoun: Ratio,
    /// The same of descriptions.
    pub nominal: Ratio,
    /// The 95 % interval of the share right over articles.
    pub interval: Option<Interval>,
}

impl Coreference {
    /// Counts the judgements on one article.
    pub(super) fn count(article: &GoldArticle, judgements: &[Judgement]) -> Self {
        let map = OffsetMap::new(&article.text, Units::CodePoints);
        let mut counts = Coreference::default();
        for judgement in judgements {
            let quotation = &article.quotations[judgement.quotation];
            let Some((class, labelled)) = to_resolve(quotation) else { continue };
            let chosen = judgement.mention.and_then(|[start, end]| {
                article.text.get(map.to_byte(&article.text, start) as usize..map.to_byte(&article.text, end) as usize)
            });
            let is_chosen = chosen.is_some_and(|chosen| folded(chosen).eq(folded(labelled)));
            counts.chosen.add(is_chosen);
            if is_chosen {
                let right = judgement.is_right_answer();
                counts.right.add(right);
                if class == MentionClass::Pronoun { counts.pronoun.add(right) } else { counts.nominal.add(right) }
            }
        }
        counts
    }

    /// The sum over articles with its interval; `None` if no labelled mention that has to be resolved was chosen.
    pub(super) fn sum(articles: &[Coreference]) -> Option<Self> {
        let mut sum = Coreference::default();
        for &counts in articles {
            sum += counts;
        }
        let right: Vec<Ratio> = articles.iter().map(|counts| counts.right).collect();
        sum.interval = bootstrap::interval(&right, Ratio::share);
        (sum.right.of > 0).then_some(sum)
    }
}

/// The labelled mention with its class, if it has to be resolved.
fn to_resolve(quotation: &GoldQuotation) -> Option<(MentionClass, &str)> {
    let mention = quotation.mention.as_deref()?;
    let class = MentionClass::of(mention);
    let has_name = quotation.speakers.iter().any(|name| is_capitalised(name));
    let resolves = class == MentionClass::Pronoun || class == MentionClass::Nominal && has_name;
    (quotation.kind != RowKind::None && resolves).then_some((class, mention))
}

/// The text in small letters with straight apostrophes and single spaces.
fn folded(text: &str) -> impl Iterator<Item = char> {
    let mut blank = false;
    trimmed(text).chars().flat_map(|c| if c == '’' { '\'' } else { c }.to_lowercase()).filter_map(move |c| {
        let again = std::mem::replace(&mut blank, c.is_whitespace()) && c.is_whitespace();
        (!again).then_some(if c.is_whitespace() { ' ' } else { c })
    })
}

impl AddAssign for Coreference {
    fn add_assign(&mut self, other: Self) {
        self.chosen += other.chosen;
        self.right += other.right;
        self.pronoun += other.pronoun;
        self.nominal += other.nominal;
    }
}

/// One line.
impl fmt::Display for Coreference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Coreference { chosen, right, pronoun, nominal, interval } = self;
        write!(f, "coreference {right}")?;
        if let Some(interval) = interval {
            write!(f, " 95% {interval:.3}")?;
        }
        writeln!(f, "  pronoun {pronoun}  nominal {nominal}  (of mentions chosen as labelled, {chosen})")
    }
}

#[cfg(test)]
mod tests {
    use super::super::judgement::MissClass;
    use super::*;

    const TEXT: &str = "He waited. The  mayor’s aide ate. a clerk sang. Ada left.";

    fn quotation(speaker: &str, mention: &str) -> GoldQuotation {
        GoldQuotation { speakers: vec![speaker.to_owned()], mention: Some(mention.to_owned()), ..Default::default() }
    }

    fn judgement(quotation: usize, mention: [u32; 2], right: bool) -> Judgement {
        let miss = (!right).then_some(MissClass::WrongSpeaker);
        Judgement { quotation, mention: Some(mention), predicted: Some("Ada".to_owned()), miss, ..Default::default() }
    }

    fn article() -> GoldArticle {
        let rows = [("Ada", "he"), ("Ada", "the mayor's aide"), ("a clerk", "a clerk"), ("Ada", "Ada"), ("Ada", "she"), ("Ada", "him")];
        let quotations = rows.map(|(speaker, mention)| quotation(speaker, mention)).to_vec();
        GoldArticle { text: TEXT.to_owned(), quotations, ..Default::default() }
    }

    #[test]
    fn only_mentions_that_were_chosen_and_need_resolving_count() {
        let (he, aide, clerk, ada) = ([0, 2], [11, 28], [34, 41], [48, 51]);
        let judgements = [
            judgement(0, he, true),
            judgement(1, aide, false),
            judgement(2, clerk, true),
            judgement(3, ada, true),
            judgement(4, he, true),
            Judgement { quotation: 5, miss: Some(MissClass::NotFound), ..Default::default() },
        ];
        let counts = Coreference::count(&article(), &judgements);
        assert_eq!(counts.chosen, Ratio { right: 2, of: 4 }, "neither a name nor who has none needs resolving");
        assert_eq!((counts.pronoun, counts.nominal), (Ratio { right: 1, of: 1 }, Ratio { right: 0, of: 1 }));
        let sum = Coreference::sum(&[counts, counts]).unwrap();
        let expected =
            "coreference 2/4=0.500 95% 0.500..0.500  pronoun 2/2=1.000  nominal 0/2=0.000  (of mentions chosen as labelled, 4/8=0.500)\n";
        assert_eq!(sum.to_string(), expected);
    }

    #[test]
    fn predictions_without_mentions_have_none() {
        let judgement = Judgement { mention: None, ..judgement(0, [0, 2], true) };
        let counts = Coreference::count(&article(), &[judgement]);
        assert_eq!(Coreference::sum(&[counts]), None);
        assert_eq!(Coreference::count(&article(), &[judgement_outside()]).chosen, Ratio { right: 0, of: 1 });
    }

    fn judgement_outside() -> Judgement {
        judgement(0, [900, 7], true)
    }
}
