//! Relations and the rest of the article: whose words they are, and which quotations belong to them.

use super::{Relation, Scene, Status};
use crate::attribution::Attribution;
use crate::lexicon::Tag;
use crate::mention::Mention;
use crate::quotation::QuotationKind;
use crate::span::{EntityId, MentionId, TokenRange};

/// Gives every relation its mention and its entity.
pub(crate) fn speakers(scene: &Scene<'_>, links: &[Option<EntityId>], relations: &mut [Relation]) {
    for relation in relations {
        relation.status = status(scene, relation);
        let Some(source) = relation.source else { continue };
        relation.mention = mention(scene, source);
        relation.entity = relation.mention.and_then(|id| links[id.index()]);
    }
}

/// Tells of every attribution to which relation its quotation belongs: the relation's content holds quoted words, and it does not name
/// another source. (*Doe said Roe had called it “absurd”* is a relation of Doe, and the quotation is Roe's.)
pub(crate) fn quotations(scene: &Scene<'_>, attributions: &[Attribution], relations: &[Relation], out: &mut Vec<Option<u32>>) {
    out.clear();
    out.resize(attributions.len(), None);
    let tokens = |a: &Attribution| scene.quotations[a.quotation.index()].tokens;
    for (id, relation) in (0..).zip(relations) {
        let first = attributions.partition_point(|a| tokens(a).end <= relation.first());
        let held = attributions[first..].iter().enumerate().take_while(|(_, a)| tokens(a).start < relation.end());
        for (i, attribution) in held {
            let is_own = attribution.kind != QuotationKind::None
                && scene.quotations[attribution.quotation.index()].parent.is_none()
                && relation.pieces().any(|piece| piece.overlaps(tokens(attribution)));
            let mention = attribution.mention.map(|id| scene.mentions[id.index()].tokens);
            let agrees = match (mention, relation.source) {
                (Some(mention), Some(source)) => {
                    mention.overlaps(source) || attribution.entity == relation.entity && relation.entity.is_some()
                }
                (Some(_), None) => false,
                (None, _) => attribution.entity.is_none() || relation.entity.is_none() || attribution.entity == relation.entity,
            };
            if is_own && agrees {
                out[first + i] = Some(id);
            }
        }
    }
}

/// The mention that a source is, or begins with.
fn mention(scene: &Scene<'_>, source: TokenRange) -> Option<MentionId> {
    let first = scene.mentions.partition_point(|m| m.tokens.end <= source.start && m.tokens.start < source.start);
    let within = |m: &Mention| m.tokens.start >= source.start && m.tokens.end <= source.end;
    let relative = source.len() == 1 && matches!(scene.tags[source.start as usize], Tag::WP | Tag::WDT);
    if relative {
        // *the man, who said*: who stands before it.
        let before = |m: &&Mention| {
            let gap = source.start.saturating_sub(m.tokens.end);
            m.tokens.end <= source.start && (gap == 0 || gap == 1 && scene.tags[m.tokens.end as usize] == Tag::Comma)
        };
        let last = scene.mentions.partition_point(|m| m.tokens.start < source.start);
        let found = scene.mentions[..last].iter().rev().take(6).find(before)?;
        return place(scene, found);
    }
    let candidates = scene.mentions[first..].iter().take_while(|m| m.tokens.start < source.end);
    // What is possessive carries no words of its own, unless the source is just that.
    let best = candidates
        .filter(|m| within(m) && (!m.possessive || m.tokens.end == source.end))
        .min_by_key(|m| (m.tokens != source, m.tokens.start, std::cmp::Reverse(m.tokens.end)))?;
    place(scene, best)
}

fn place(scene: &Scene<'_>, mention: &Mention) -> Option<MentionId> {
    let at = scene.mentions.partition_point(|m| m.tokens.start < mention.tokens.start);
    scene.mentions[at..].iter().position(|m| m == mention).map(|i| MentionId::new(at + i))
}

/// Whether the text says that it was said.
fn status(scene: &Scene<'_>, relation: &Relation) -> Status {
    const REACH: usize = 5;
    let anchor = relation.anchor as usize;
    let first = (relation.cue.start as usize).min(anchor).saturating_sub(REACH);
    let start = scene.words.tokens.sentences()[scene.words.tokens.sentence_of(anchor)].start as usize;
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
