//! The relation measure: source, cue and content of attributions, compared by their words, so that marks and points at the
//! edges do not count. *Exact* is the same first and last word; *overlap* is half of the words of both together shared. A
//! relation is right if content and source are (or both have no source); for overlap one shared word of the source serves.
//! The measure is that of the PolNeAR corpus (Newell, Margolin and Ruths 2018) made lenient at the edges.

use super::bootstrap::{self, Interval};
use super::calibration::Answer;
use super::count::Counts;
use super::pairing;
use super::word::word_spans;
use super::wordset::WordSet;
use crate::gold::GoldAttribution;
use serde::Serialize;
use std::collections::BTreeSet;
use std::ops::AddAssign;

/// Counts of one part of attributions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PartCounts {
    /// Same first and last word.
    pub exact: Counts,
    /// Half of the words shared.
    pub overlap: Counts,
}

/// Counts of the relation measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RelationCounts {
    /// Distinct sources.
    pub source: PartCounts,
    /// Distinct cues.
    pub cue: PartCounts,
    /// Distinct contents.
    pub content: PartCounts,
    /// Content with its source.
    pub relation: PartCounts,
}

/// The relation measure over all attributions and over two parts of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Relations {
    /// All.
    pub all: RelationCounts,
    /// Those with a double quote mark in their content.
    pub quoted: RelationCounts,
    /// Those without.
    pub indirect: RelationCounts,
}

/// The 95 % intervals over articles of the F1 of relations, exact and by overlap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct RelationInterval {
    /// Same first and last word of content and source.
    pub exact: Option<Interval>,
    /// Half of the content's words and one of the source's shared.
    pub overlap: Option<Interval>,
}

/// The intervals over all attributions and over two parts of them, as [`Relations`] has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct RelationIntervals {
    /// All.
    pub all: RelationInterval,
    /// Those with a double quote mark in their content.
    pub quoted: RelationInterval,
    /// Those without.
    pub indirect: RelationInterval,
}

impl RelationIntervals {
    /// The intervals by what was counted in each article.
    pub(super) fn of(articles: &[Relations]) -> Self {
        let over = |counts: &dyn Fn(&Relations) -> Counts| {
            let counts: Vec<Counts> = articles.iter().map(counts).collect();
            bootstrap::interval(&counts, |sum| sum.score().f1)
        };
        let both = |part: fn(&Relations) -> PartCounts| RelationInterval {
            exact: over(&|relations| part(relations).exact),
            overlap: over(&|relations| part(relations).overlap),
        };
        RelationIntervals {
            all: both(|relations| relations.all.relation),
            quoted: both(|relations| relations.quoted.relation),
            indirect: both(|relations| relations.indirect.relation),
        }
    }
}

/// An attribution as sets of words.
#[derive(Debug)]
struct Relation {
    source: WordSet,
    cue: WordSet,
    content: WordSet,
    /// Whether its content holds a double quote mark, straight or curly.
    quoted: bool,
    /// How sure a prediction is.
    confidence: Option<f64>,
}

/// A predicted attribution with its confidence, from 0 to 1.
pub(super) type Predicted = (GoldAttribution, Option<f64>);

/// Scores one article. Beside the counts: the predictions without a quote mark in their content, each with its confidence and whether it is
/// right by overlap.
pub(super) fn score(text: &str, labelled: &[GoldAttribution], predicted: &[Predicted]) -> (Relations, Vec<Answer>) {
    let words = word_spans(text);
    let marks: Vec<u32> = text.chars().zip(0..).filter(|(c, _)| matches!(c, '"' | '“' | '”')).map(|(_, i)| i).collect();
    let convert = |(attribution, confidence): (&GoldAttribution, Option<f64>)| Relation::new(attribution, confidence, &words, &marks);
    let labelled: Vec<Relation> = labelled.iter().map(|attribution| convert((attribution, None))).collect();
    let predicted: Vec<Relation> = predicted.iter().map(|(attribution, confidence)| convert((attribution, *confidence))).collect();
    let of = |kept: fn(&&Relation) -> bool| {
        let part: Vec<&Relation> = labelled.iter().filter(kept).collect();
        count(&part, &predicted.iter().filter(kept).collect::<Vec<_>>())
    };
    let (all, is_right) = of(|_| true);
    let relations = Relations { all, quoted: of(|r| r.quoted).0, indirect: of(|r| !r.quoted).0 };
    let answers = predicted.iter().filter(|r| !r.content.is_empty()).zip(is_right).filter(|(r, _)| !r.quoted);
    (relations, answers.map(|(r, is_right)| Answer { confidence: r.confidence, is_right }).collect())
}

impl Relation {
    /// `words` and `marks` are those of the text, in code points.
    fn new(attribution: &GoldAttribution, confidence: Option<f64>, words: &[(u32, u32)], marks: &[u32]) -> Self {
        let set = |pieces: &Option<Vec<[u32; 2]>>| WordSet::new(words, pieces.as_deref().unwrap_or_default());
        let quoted = attribution.content.iter().flatten().any(|&[start, end]| {
            let next = marks.partition_point(|&mark| mark < start);
            marks.get(next).is_some_and(|&mark| mark < end)
        });
        Relation { source: set(&attribution.source), cue: set(&attribution.cue), content: set(&attribution.content), quoted, confidence }
    }

    /// Whether the sources go together, given that the contents overlap: they share a word, or neither has one.
    fn source_touches(&self, other: &Relation) -> bool {
        self.source.shared(&other.source) > 0 || self.source.is_empty() && other.source.is_empty()
    }
}

/// The counts, and which of the predictions with a content are right by overlap.
fn count(labelled: &[&Relation], predicted: &[&Relation]) -> (RelationCounts, Vec<bool>) {
    let (relation, is_right) = count_relations(labelled, predicted);
    let counts = RelationCounts {
        source: count_part(labelled, predicted, |relation| &relation.source),
        cue: count_part(labelled, predicted, |relation| &relation.cue),
        content: count_part(labelled, predicted, |relation| &relation.content),
        relation,
    };
    (counts, is_right)
}

/// The distinct sets of one part, in order of their words.
fn distinct<'r>(relations: &[&'r Relation], part: fn(&Relation) -> &WordSet) -> Vec<&'r WordSet> {
    let sets: BTreeSet<&WordSet> = relations.iter().map(|relation| part(relation)).filter(|set| !set.is_empty()).collect();
    sets.into_iter().collect()
}

fn count_part(labelled: &[&Relation], predicted: &[&Relation], part: fn(&Relation) -> &WordSet) -> PartCounts {
    let (g, p) = (distinct(labelled, part), distinct(predicted, part));
    let exact = pairing::equal(g.iter().map(|set| set.ends()), p.iter().map(|set| set.ends()));
    PartCounts::new(exact, pairing::count(&pairing::overlapping(&g, &p, |_, _| true)), p.len(), g.len())
}

/// Attributions with a content, in the order in which they are given: a source touches that of the labelled one whose content overlaps.
fn count_relations(labelled: &[&Relation], predicted: &[&Relation]) -> (PartCounts, Vec<bool>) {
    let with_content = |relation: &&&Relation| !relation.content.is_empty();
    let g: Vec<&Relation> = labelled.iter().filter(with_content).copied().collect();
    let p: Vec<&Relation> = predicted.iter().filter(with_content).copied().collect();
    let key = |relation: &&Relation| (relation.content.ends(), relation.source.ends());
    let exact = pairing::equal(g.iter().map(key), p.iter().map(key));
    let labelled: Vec<&WordSet> = g.iter().map(|relation| &relation.content).collect();
    let predicted: Vec<&WordSet> = p.iter().map(|relation| &relation.content).collect();
    let is_right = pairing::overlapping(&labelled, &predicted, |i, k| p[i].source_touches(g[k]));
    (PartCounts::new(exact, pairing::count(&is_right), p.len(), g.len()), is_right)
}

impl PartCounts {
    fn new(exact: u64, overlap: u64, predicted: usize, labelled: usize) -> Self {
        let counts = |right| Counts::paired(right, predicted as u64, labelled as u64);
        PartCounts { exact: counts(exact), overlap: counts(overlap) }
    }
}

impl AddAssign for PartCounts {
    fn add_assign(&mut self, other: Self) {
        self.exact += other.exact;
        self.overlap += other.overlap;
    }
}

impl AddAssign for RelationCounts {
    fn add_assign(&mut self, other: Self) {
        self.source += other.source;
        self.cue += other.cue;
        self.content += other.content;
        self.relation += other.relation;
    }
}

impl AddAssign for Relations {
    fn add_assign(&mut self, other: Self) {
        self.all += other.all;
        self.quoted += other.quoted;
        self.indirect += other.indirect;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribution(source: &[[u32; 2]], content: &[[u32; 2]]) -> GoldAttribution {
        GoldAttribution { source: Some(source.to_vec()), content: Some(content.to_vec()), ..GoldAttribution::default() }
    }

    fn scored(text: &str, labelled: &[GoldAttribution], predicted: &[GoldAttribution]) -> Relations {
        score(text, labelled, &predicted.iter().map(|p| (p.clone(), Some(0.7))).collect::<Vec<_>>()).0
    }

    //                  0         10        20        30
    //                  0123456789012345678901234567890123456789
    const TEXT: &str = "“Wir essen”, sagte Åse, es regnet heute.";

    #[test]
    fn marks_at_the_edges_do_not_count() {
        let labelled = [attribution(&[[19, 22]], &[[0, 11]])];
        let predicted = [attribution(&[[18, 23]], &[[1, 10]])];
        let Relations { all, quoted, indirect } = scored(TEXT, &labelled, &predicted);
        assert_eq!(all.relation.exact, Counts::paired(1, 1, 1));
        assert_eq!(all.cue.exact, Counts::default());
        assert_eq!(quoted.relation.exact, Counts::paired(0, 0, 1), "only the label holds a mark");
        assert_eq!(indirect.relation.exact, Counts::paired(0, 1, 0));
    }

    #[test]
    fn exact_is_ends_and_overlap_is_half() {
        let labelled = [attribution(&[], &[[1, 4], [24, 39]]), attribution(&[], &[[24, 39]])];
        let middle_left_out = [attribution(&[], &[[1, 4], [34, 39]])];
        let counts = scored(TEXT, &labelled, &middle_left_out).all.relation;
        assert_eq!((counts.exact.right, counts.overlap.right), (1, 1), "same ends; 2 of 4 words");
        let one_word = [attribution(&[], &[[27, 33]])];
        let counts = scored(TEXT, &labelled, &one_word).all.relation;
        assert_eq!((counts.exact.right, counts.overlap.right), (0, 0), "1 of 3 words");
    }

    #[test]
    fn a_relation_needs_its_source() {
        let labelled = [attribution(&[[19, 22]], &[[24, 39]])];
        let none = scored(TEXT, &labelled, &[attribution(&[], &[[24, 39]])]).all;
        assert_eq!((none.content.exact.right, none.relation.exact.right, none.relation.overlap.right), (1, 0, 0));
        let wide = scored(TEXT, &labelled, &[attribution(&[[13, 22]], &[[24, 39]])]).all;
        assert_eq!((wide.relation.exact.right, wide.relation.overlap.right), (0, 1), "one word of the source serves");
    }

    #[test]
    fn the_same_source_of_two_counts_once() {
        let twice = [attribution(&[[19, 22]], &[[1, 4]]), attribution(&[[19, 22]], &[[24, 39]])];
        let all = scored(TEXT, &twice, &twice).all;
        assert_eq!(all.source.exact, Counts::paired(1, 1, 1));
        assert_eq!(all.relation.exact, Counts::paired(2, 2, 2));
        assert_eq!(scored("", &[], &[]), Relations::default());
    }

    #[test]
    fn answers_are_those_without_a_mark() {
        let labelled = [attribution(&[[19, 22]], &[[24, 39]])];
        let predicted = [
            (attribution(&[[19, 22]], &[[0, 11]]), Some(0.9)),
            (attribution(&[[19, 22]], &[[24, 39]]), Some(0.4)),
            (attribution(&[], &[[13, 18]]), None),
        ];
        let (_, answers) = score(TEXT, &labelled, &predicted);
        let expected = [(Some(0.4), true), (None, false)];
        assert_eq!(answers, expected.map(|(confidence, is_right)| Answer { confidence, is_right }));
    }

    #[test]
    fn intervals_are_those_of_relations_over_articles() {
        let labelled = [attribution(&[[19, 22]], &[[24, 39]])];
        let right = scored(TEXT, &labelled, &labelled);
        let all_right = RelationIntervals::of(&[right; 9]);
        let certain = RelationInterval { exact: Some(Interval { low: 1.0, high: 1.0 }), overlap: Some(Interval { low: 1.0, high: 1.0 }) };
        assert_eq!((all_right.all, all_right.indirect), (certain, certain));
        assert_eq!(all_right.quoted, RelationInterval::default(), "no content holds a mark");
        let half = [right, scored(TEXT, &labelled, &[])];
        let of_half = RelationIntervals::of(&half.repeat(9)).all.exact.unwrap();
        assert!(0.0 < of_half.low && of_half.low < 2.0 / 3.0 && of_half.high < 1.0, "{of_half:?}");
        assert_eq!(RelationIntervals::of(&[right]).all.exact, None, "one article says nothing of others");
    }
}
