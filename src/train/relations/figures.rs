//! What the trainer measures: each part of the articles judged with what the others teach.

use super::confidence::is_right;
use super::learn::carrier;
use super::{FOLDS, Read};
use crate::relation::{Finder, Frame, Knowledge, Shipped};
use std::fmt;

/// Counts of a cross-validation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Figures {
    labelled: usize,
    given: usize,
    overlap: usize,
    exact: usize,
    quoted: usize,
    quoted_overlap: usize,
    quoted_exact: usize,
    /// Right extents, sources and contents where all before them is given as labelled.
    steps: [usize; 3],
}

impl Figures {
    /// Judges what `known` finds in `reads`.
    pub(super) fn add(&mut self, known: &Knowledge<Shipped>, reads: &[&Read]) {
        let mut finder = Finder::default();
        let mut found = Vec::new();
        for read in reads {
            let scene = read.scene();
            found.clear();
            for &paragraph in read.annotation.tokens.paragraphs() {
                finder.find(&scene, known, paragraph, &mut found);
            }
            self.given += found.len();
            self.overlap += found.iter().filter(|relation| is_right(read, relation)).count();
            for label in &read.labels {
                let met = found.iter().find(|relation| relation.cue.overlaps(label.cue));
                let is_exact = met.is_some_and(|relation| {
                    relation.source == label.source && relation.pieces().eq(label.content.iter().copied().filter(|piece| !piece.is_empty()))
                });
                let is_quoted = label.content.iter().any(|piece| piece.range().any(|i| scene.is_quoted(i)));
                self.labelled += 1;
                self.exact += usize::from(is_exact);
                self.quoted += usize::from(is_quoted);
                self.quoted_exact += usize::from(is_quoted && is_exact);
                self.quoted_overlap += usize::from(is_quoted && met.is_some_and(|relation| is_right(read, relation)));
            }
            finder.forget();
            for label in &read.labels {
                let anchor = carrier(read, &known.priors, label);
                let tokens = &read.annotation.tokens;
                let (sentence, paragraph) = (tokens.sentence_at(anchor), tokens.paragraph_at(anchor));
                let frame = Frame { paragraph, sentence, anchor, cue: label.cue, source: label.source, holds: None };
                let right = [
                    finder.extent(&scene, known, anchor).0 == label.cue,
                    finder.source(&scene, known, anchor, label.cue) == label.source,
                    finder.pieces(&scene, known, &frame) == Some(label.content),
                ];
                self.steps.iter_mut().zip(right).for_each(|(count, right)| *count += usize::from(right));
            }
        }
    }
}

impl fmt::Display for Figures {
    #[allow(clippy::cast_precision_loss, reason = "counts of a sample")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let f1 = |right: usize| 2.0 * right as f64 / (self.given + self.labelled).max(1) as f64;
        let of = |right: usize, all: usize| right as f64 / all.max(1) as f64;
        let [extent, source, content] = self.steps.map(|right| of(right, self.labelled));
        write!(
            f,
            "{FOLDS}-fold over articles, n {}: relation F1 overlap {:.4} exact {:.4}; recall of the {} with quoted words overlap {:.4} exact {:.4}; \
             right where all before it is as labelled: cue {extent:.4} source {source:.4} content {content:.4}",
            self.labelled,
            f1(self.overlap),
            f1(self.exact),
            self.quoted,
            of(self.quoted_overlap, self.quoted),
            of(self.quoted_exact, self.quoted),
        )
    }
}
