//! Quotations that have a cue and a mention, but are in no relation yet: who speaks is known, how far the cue, the source and the content
//! reach is not.

use super::content::{Frame, Held};
use super::finder::{Finder, in_order};
use super::model::{Knowledge, Learned};
use super::{Relation, Scene, anchor};
use crate::span::{TokenRange, to_u32};

impl Finder {
    /// Brings the quotations of `paragraph` that are in no relation of `out` into one: that of their cue, whose content is
    /// then another one, or a new one.
    pub(super) fn add_said<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, paragraph: TokenRange, out: &mut Vec<Relation>) {
        let from = scene.said.partition_point(|said| said.cue.start < paragraph.start);
        let mut tried = None;
        for said in scene.said[from..].iter().take_while(|said| said.cue.start < paragraph.end) {
            let quotation = TokenRange { start: said.quotation.start.max(paragraph.start), end: said.quotation.end.min(paragraph.end) };
            let is_open = !quotation.is_empty() && self.taken.is_free(quotation);
            // One try a cue: a long list of quotations may have the same.
            let (Some(mention), true) = (said.mention, is_open && tried.replace(said.cue) != Some(said.cue)) else { continue };
            let place = self.taken.of_cue(said.cue, out).unwrap_or(out.len());
            let own = out.get(place).copied();
            let Some(relation) = own.or_else(|| self.said_by(scene, known, said.cue, mention)) else { continue };
            if relation.source.is_none_or(|source| !source.overlaps(mention)) {
                continue;
            }
            self.taken.take_back(&relation, place);
            let with = self.with(scene, known, &relation, quotation);
            let Some(relation) = with.or(own) else { continue };
            self.taken.give(&relation, place);
            if own.is_none() {
                out.push(relation);
            } else {
                out[place] = relation;
            }
        }
    }

    /// The relation of a cue and a mention, without its content.
    fn said_by<L: Learned>(&mut self, scene: &Scene<'_>, known: &Knowledge<L>, cue: TokenRange, mention: TokenRange) -> Option<Relation> {
        let anchor = cue.range().max_by_key(|&i| (anchor::share(scene, &known.priors, i), std::cmp::Reverse(i)))?;
        let (cue, _) = self.extent(scene, known, anchor);
        if cue.is_empty() || !scene.words.tokens.sentence_at(anchor).overlaps(mention) || cue.overlaps(mention) {
            return None;
        }
        self.source(scene, known, anchor, cue);
        let source = self.lattice().ways.iter().filter(|way| way.span.overlaps(mention)).map(|way| (way.score, way.span));
        let (_, source) = source.reduce(|best, way| if way.0 > best.0 { way } else { best })?;
        Some(Relation { anchor: to_u32(anchor), cue, source: Some(source), confidence: known.least, ..Relation::default() })
    }

    /// A relation with a content that has words of `quotation`, the best of all if that has them.
    fn with<L: Learned>(
        &mut self,
        scene: &Scene<'_>,
        known: &Knowledge<L>,
        relation: &Relation,
        quotation: TokenRange,
    ) -> Option<Relation> {
        let Relation { anchor, cue, source, .. } = *relation;
        let anchor = anchor as usize;
        let (paragraph, sentence) = (scene.words.tokens.paragraph_at(anchor), scene.words.tokens.sentence_at(anchor));
        let held = Held { quotation, room: self.taken.room(quotation) };
        [None, Some(held)].into_iter().find_map(|holds| {
            let [left, right] = self.pieces(scene, known, &Frame { paragraph, sentence, anchor, cue, source, holds })?;
            let new = Relation { content: in_order([left, right]), ..*relation };
            (new.pieces().any(|piece| piece.overlaps(quotation)) && self.taken.has_room_for(&new)).then_some(new)
        })
    }
}
