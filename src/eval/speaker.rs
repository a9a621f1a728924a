//! The speaker measure: of the labelled quotations, whose speaker is right. A labelled quotation stands for the prediction
//! that shares most of it, at least half. Precision is the right share of the labelled spans for which a speaker was
//! predicted, where those of kind none count against it; recall that of the labelled ones. Spans whose speaker nobody can
//! tell are left out.

use super::align::Aligner;
use super::count::{Counts, Ratio};
use super::judgement::{Judgement, MissClass};
use super::name::{MentionClass, Name};
use super::prediction::PredictedSpan;
use crate::gold::{GoldArticle, GoldQuotation};
use crate::row_kind::RowKind;
use serde::Serialize;
use std::collections::HashMap;
use std::ops::AddAssign;

/// Counts of the speaker measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SpeakerCounts {
    /// Quotations with the right speaker.
    pub speaker: Counts,
    /// Of the right ones, those given the labelled canonical name itself.
    pub exact_name: Ratio,
    /// Right ones of kind direct.
    pub direct: Ratio,
    /// Right ones of kind mixed.
    pub mixed: Ratio,
    /// Spans of kind none that were given no speaker.
    pub none_rejected: Ratio,
    /// Right ones by the mention that carries the attribution.
    pub by_mention: ByMention,
}

/// Right ones by kind of the labelled mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ByMention {
    /// A name: it begins with a capital.
    pub name: Ratio,
    /// A description.
    pub nominal: Ratio,
    /// The quotation has none of its own.
    pub none: Ratio,
    /// A pronoun.
    pub pronoun: Ratio,
}

/// Scores one article. `said` finds its predicted spans, `nobodys` those that were predicted to be nobody's words.
/// `index` is the article's place in the sample.
pub(super) fn score(
    article: &GoldArticle,
    index: usize,
    said: &mut Aligner<'_>,
    nobodys: &mut Aligner<'_>,
    judgements: &mut Vec<Judgement>,
) -> SpeakerCounts {
    let mut counts = SpeakerCounts::default();
    let forms: HashMap<&str, &[String]> = article.speakers.iter().map(|s| (s.name.as_str(), s.aliases.as_slice())).collect();
    for (i, quotation) in article.quotations.iter().enumerate() {
        let best = said.best(quotation.start, quotation.end);
        let name = best.and_then(|span| span.speaker.as_deref());
        let mut judge = |miss: Option<MissClass>, span: Option<&PredictedSpan>| {
            judgements.push(Judgement {
                article: index,
                quotation: i,
                miss,
                predicted: name.map(str::to_owned),
                confidence: span.and_then(|span| span.confidence),
                mention: span.and_then(|span| span.mention),
                why: span.and_then(|span| span.why.clone()),
            });
        };
        if quotation.kind == RowKind::None {
            counts.none_rejected.add(name.is_none());
            counts.speaker.predicted += u64::from(name.is_some());
            judge(name.map(|_| MissClass::NoneGivenSpeaker), best);
            continue;
        }
        if quotation.speakers.is_empty() {
            continue;
        }
        let (right, exact) = name.map_or((false, false), |name| names(&Name::new(name), quotation, &forms));
        counts.speaker += Counts::paired(u64::from(right), u64::from(name.is_some()), 1);
        match quotation.kind {
            RowKind::Direct => counts.direct.add(right),
            RowKind::Mixed => counts.mixed.add(right),
            RowKind::Indirect | RowKind::None => {}
        }
        counts.by_mention.of(quotation.mention.as_deref()).add(right);
        if right {
            counts.exact_name.add(exact);
            judge(None, best);
            continue;
        }
        match (best, name) {
            (Some(span), Some(_)) => judge(Some(MissClass::WrongSpeaker), Some(span)),
            (Some(span), None) => judge(Some(MissClass::NoSpeaker), Some(span)),
            (None, _) => match nobodys.best(quotation.start, quotation.end) {
                Some(span) => judge(Some(MissClass::TakenForNobodys), Some(span)),
                None => judge(Some(MissClass::NotFound), None),
            },
        }
    }
    counts
}

/// Whether the name `predicted` means one of the speakers of `quotation`, a label of `article`: by the measure's own test.
pub fn is_speaker(article: &GoldArticle, quotation: &GoldQuotation, predicted: &str) -> bool {
    let forms = article.speakers.iter().map(|s| (s.name.as_str(), s.aliases.as_slice())).collect();
    names(&Name::new(predicted), quotation, &forms).0
}

/// Whether `predicted` means one of the labelled speakers, and whether it is one's canonical name.
fn names(predicted: &Name, quotation: &GoldQuotation, forms: &HashMap<&str, &[String]>) -> (bool, bool) {
    let (mut right, mut exact) = (false, false);
    for speaker in &quotation.speakers {
        let canonical = Name::new(speaker);
        let aliases = forms.get(speaker.as_str()).copied().unwrap_or_default();
        right = right || predicted.means(&canonical) || aliases.iter().any(|alias| predicted.means(&Name::new(alias)));
        exact |= predicted.equals(&canonical);
    }
    (right, exact)
}

impl ByMention {
    /// The count of a labelled mention's kind.
    fn of(&mut self, mention: Option<&str>) -> &mut Ratio {
        match MentionClass::of(mention.unwrap_or_default()) {
            MentionClass::Pronoun => &mut self.pronoun,
            MentionClass::Absent => &mut self.none,
            MentionClass::Name => &mut self.name,
            MentionClass::Nominal => &mut self.nominal,
        }
    }
}

impl AddAssign for SpeakerCounts {
    fn add_assign(&mut self, other: Self) {
        self.speaker += other.speaker;
        self.exact_name += other.exact_name;
        self.direct += other.direct;
        self.mixed += other.mixed;
        self.none_rejected += other.none_rejected;
        self.by_mention.name += other.by_mention.name;
        self.by_mention.nominal += other.by_mention.nominal;
        self.by_mention.none += other.by_mention.none;
        self.by_mention.pronoun += other.by_mention.pronoun;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::GoldSpeaker;

    /// Ten code points a quotation, one after the other.
    fn gold(rows: &[(RowKind, &[&str], Option<&str>)]) -> GoldArticle {
        let speaker = GoldSpeaker { name: "Mara Kessel".to_owned(), aliases: vec!["the mayor".to_owned()] };
        let quotations = rows.iter().zip(0u32..).map(|(&(kind, speakers, mention), i)| GoldQuotation {
            start: i * 10,
            end: i * 10 + 10,
            kind,
            speakers: speakers.iter().map(|&s| s.to_owned()).collect(),
            mention: mention.map(str::to_owned),
            cue: None,
        });
        GoldArticle { speakers: vec![speaker], quotations: quotations.collect(), ..Default::default() }
    }

    fn span(i: u32, speaker: Option<&str>) -> PredictedSpan {
        PredictedSpan { start: i * 10, end: i * 10 + 10, speaker: speaker.map(str::to_owned), ..Default::default() }
    }

    fn run(article: &GoldArticle, said: &[PredictedSpan], nobodys: &[PredictedSpan]) -> (SpeakerCounts, Vec<MissClass>) {
        let mut judgements = Vec::new();
        let counts = score(article, 0, &mut Aligner::new(said), &mut Aligner::new(nobodys), &mut judgements);
        (counts, judgements.into_iter().filter_map(|judgement| judgement.miss).collect())
    }

    const MARA: &[&str] = &["Mara Kessel"];

    #[test]
    fn every_miss_has_its_class() {
        let article = gold(&[
            (RowKind::Direct, MARA, Some("Kessel")),
            (RowKind::Direct, MARA, Some("she")),
            (RowKind::Mixed, MARA, None),
            (RowKind::Mixed, MARA, Some("the mayor")),
            (RowKind::None, &[], None),
            (RowKind::None, &[], None),
            (RowKind::Direct, &[], None),
        ]);
        let said = [span(0, Some("Ole Brand")), span(1, None), span(4, Some("Kessel")), span(6, Some("Kessel"))];
        let (counts, misses) = run(&article, &said, &[span(2, None)]);
        use MissClass::*;
        assert_eq!(misses, [WrongSpeaker, NoSpeaker, TakenForNobodys, NotFound, NoneGivenSpeaker]);
        assert_eq!(counts.speaker, Counts::paired(0, 2, 4), "the span that nobody can tell counts nowhere");
        assert_eq!(counts.none_rejected, Ratio { right: 1, of: 2 });
    }

    #[test]
    fn an_alias_is_right_and_the_canonical_name_exact() {
        let article = gold(&[
            (RowKind::Direct, MARA, Some("Kessel")),
            (RowKind::Mixed, MARA, Some("it")),
            (RowKind::Direct, &["Ole Brand", "Mara Kessel"], None),
        ]);
        let said = [span(0, Some("mayor")), span(1, Some("mara kessel’s")), span(2, Some("Brand"))];
        let (counts, misses) = run(&article, &said, &[]);
        assert_eq!(misses, []);
        assert_eq!(counts.exact_name, Ratio { right: 1, of: 3 });
        assert_eq!((counts.direct.of, counts.mixed.of), (2, 1));
        assert_eq!((counts.by_mention.name.of, counts.by_mention.pronoun.of, counts.by_mention.none.of), (1, 1, 1));
    }
}
