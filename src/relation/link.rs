//! Who the source of a relation is, and whose words its content are.

use super::cover::held;
use super::{Relation, Scene, Status};
use crate::attribution::Attribution;
use crate::cue::Cue;
use crate::lexicon::Tag;
use crate::mention::{Mention, MentionKind};
use crate::quotation::QuotationKind;
use crate::span::{EntityId, MentionId, TokenRange};

/// Gives every relation its mention and its entity.
pub(super) fn speakers(scene: &Scene<'_>, links: &[Option<EntityId>], relations: &mut [Relation]) {
    for relation in relations {
        relation.status = status(scene, relation);
        let Some(source) = relation.source.map(|source| whole(scene, relation, source)) else { continue };
        relation.source = Some(source);
        relation.mention = mention(scene, source);
        relation.entity = relation.mention.and_then(|id| links[id.index()]);
    }
}

/// A source with the whole of a name that it holds a part of: *Ines Roy*, where the source began with *Roy*.
fn whole(scene: &Scene<'_>, relation: &Relation, source: TokenRange) -> TokenRange {
    let cut_by = |i: u32| {
        let before = scene.mentions.partition_point(|m| m.tokens.start < i);
        let mut near = scene.mentions[..before].iter().rev().take(CUT);
        near.find(|m| m.kind == MentionKind::Name && m.tokens.end > i).map(|m| m.tokens)
    };
    let start = cut_by(source.start).map_or(source.start, |name| name.start);
    let end = cut_by(source.end).map_or(source.end, |name| name.end);
    let whole = TokenRange { start, end };
    if relation.pieces().chain([relation.cue]).any(|part| part.overlaps(whole)) { source } else { whole }
}

/// Mentions before a place that may reach over it.
const CUT: usize = 4;

/// Leaves out relations of nobody's words: those that are nothing but a quotation that is judged to be none.
pub(super) fn leave_nobodys(scene: &Scene<'_>, attributions: &[Attribution], relations: &mut Vec<Relation>) {
    let is_nobodys = |i: usize| {
        let owner = scene.owners[i].and_then(|id| attributions.get(id.index()));
        owner.is_some_and(|attribution| attribution.kind == QuotationKind::None)
    };
    relations.retain(|relation| !relation.pieces().all(|piece| is_nobodys(piece.start as usize) && is_nobodys(piece.end as usize - 1)));
}

/// Lets the attribution of a quotation decide whose words its cue reports, where a relation has the same cue and holds the quotation. A
/// relation that takes the speaker for a part of what was said is left out.
pub(super) fn sources(scene: &Scene<'_>, attributions: &[Attribution], cues: &[Cue], relations: &mut Vec<Relation>) {
    relations.retain_mut(|relation| {
        let cue = relation.cue;
        let has_cue = |a: &Attribution| a.cue.is_some_and(|id| cues[id.index()].tokens.overlaps(cue));
        let mut same = held(scene, attributions, *relation).filter(|(_, a, _)| has_cue(a));
        let decided = same.find_map(|(_, a, _)| Some((a, a.mention?)));
        let Some((attribution, mention)) = decided else { return true };
        let own = scene.mentions[mention.index()].tokens;
        let is_near = scene.words.tokens.sentence_at(relation.anchor as usize).overlaps(own);
        if !is_near || relation.source.is_some_and(|source| source.overlaps(own)) {
            return true;
        }
        // *Ann Lee, who said*: the relative pronoun is whom it stands for.
        let is_relative = relation.source.is_some_and(|source| is_relative(scene, source));
        relation.mention = Some(mention);
        relation.entity = attribution.entity;
        if is_relative {
            return true;
        }
        relation.source = Some(own);
        !relation.pieces().chain([relation.cue]).any(|part| part.overlaps(own))
    });
}

/// Whether a source is *who*, *which* or *that*.
fn is_relative(scene: &Scene<'_>, source: TokenRange) -> bool {
    source.len() == 1 && matches!(scene.tags[source.start as usize], Tag::WP | Tag::WDT)
}

/// The mention that a source is, or begins with.
fn mention(scene: &Scene<'_>, source: TokenRange) -> Option<MentionId> {
    let mentions = scene.mentions;
    if is_relative(scene, source) {
        // *the man, who said*: who stands before it.
        let before = |&i: &usize| {
            let tokens = mentions[i].tokens;
            let gap = source.start.saturating_sub(tokens.end);
            tokens.end <= source.start && (gap == 0 || gap == 1 && scene.tags[tokens.end as usize] == Tag::Comma)
        };
        let last = mentions.partition_point(|m| m.tokens.start < source.start);
        return (0..last).rev().take(BEFORE_RELATIVE).find(before).map(MentionId::new);
    }
    // The words up to a modifier: *the harbour master Ilse Varga* of *…, who left in May*.
    let closes = |i: &usize| {
        matches!(scene.tags[*i], Tag::Comma | Tag::WP | Tag::WDT | Tag::IN | Tag::TO | Tag::VBG | Tag::VBN | Tag::Dash | Tag::OpenBracket)
    };
    let head = (source.start as usize + 1..source.end as usize).find(closes).unwrap_or(source.end as usize);
    let first = mentions.partition_point(|m| m.tokens.end <= source.start && m.tokens.start < source.start);
    let candidates = (first..).zip(&mentions[first..]).take_while(|(_, m)| m.tokens.start < source.end);
    let within = |m: &Mention| source.contains(m.tokens);
    // What is possessive carries no words of its own, unless the source is just that. A name is surer than a description.
    let best = candidates.filter(|(_, m)| within(m) && (!m.possessive || m.tokens.end == source.end)).min_by_key(|(_, m)| {
        let is_head = m.tokens.end as usize == head || m.tokens.end as usize > head && (m.tokens.start as usize) < head;
        (m.tokens != source, !is_head, m.kind != MentionKind::Name, m.tokens.start, std::cmp::Reverse(m.tokens.end))
    });
    best.map(|(i, _)| MentionId::new(i))
}

/// Mentions before a relative pronoun that it may stand for.
const BEFORE_RELATIVE: usize = 6;

/// Whether the text says that it was said.
fn status(scene: &Scene<'_>, relation: &Relation) -> Status {
    const REACH: usize = 5;
    let anchor = relation.anchor as usize;
    let first = (relation.cue.start as usize).min(anchor).saturating_sub(REACH);
    let start = scene.words.tokens.sentence_at(anchor).start as usize;
    let before = (first.max(start)..anchor).rev().take_while(|&i| {
        let tag = scene.tags[i];
        tag.is_adverb() || tag.is_verb() || matches!(tag, Tag::MD | Tag::TO | Tag::PRP | Tag::NNP)
    });
    let mut status = Status::Asserted;
    for i in before {
        let form = scene.words.form(i);
        if matches!(form, "not" | "never" | "neither" | "nor" | "hardly") || form.ends_with("n't") {
            return Status::Negated;
        }
        if scene.tags[i] == Tag::MD || form == "if" || form == "whether" {
            status = Status::Modal;
        }
    }
    status
}
