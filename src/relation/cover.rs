//! Which quotations belong to a relation, and what its source tells of them.

use super::{Relation, Scene};
use crate::attribution::{Attribution, Rule, is_shouted};
use crate::coref::Entity;
use crate::cue::{Cue, CueKind};
use crate::lexicon::{Tag, WordClass};
use crate::mention::EntityType;
use crate::quotation::QuotationKind;
use crate::span::TokenRange;

/// Tells of every attribution to which relation its quotation belongs: the relation's content holds quoted words, and it does not name
/// another source. (*Doe said Roe had called it “absurd”* is a relation of Doe, and the quotation is Roe's.)
pub(super) fn quotations(
    scene: &Scene<'_>,
    attributions: &[Attribution],
    cues: &[Cue],
    relations: &[Relation],
    out: &mut Vec<Option<u32>>,
) {
    out.clear();
    out.resize(attributions.len(), None);
    for (id, relation) in (0..).zip(relations) {
        for (i, attribution, quotation) in held(scene, attributions, *relation) {
            let is_own = scene.quotations[attribution.quotation.index()].parent.is_none();
            let mention = attribution.mention.map(|id| scene.mentions[id.index()].tokens);
            // What has a mention and a cue of its own is no part of what was said before it…
            let own = attribution.cue.map(|id| cues[id.index()].tokens).filter(|_| mention.is_some());
            let has_own = own.is_some_and(|own| !relation.cue.overlaps(own) && !is_between(relation.cue, own, quotation));
            let same = attribution.entity.is_some() && attribution.entity == relation.entity;
            // *Doe said they would fight what she called “a war”*: it is what Doe said, and calls it.
            let names = own.is_some_and(|own| scene.words.is_a(own.start as usize, WordClass::Calling));
            // …unless it is all that was said.
            let is_all = relation.pieces().all(|piece| quotation.contains(piece));
            let agrees = match (mention, relation.source) {
                (Some(mention), Some(source)) => mention.overlaps(source) || same && (!has_own || names || is_all),
                (Some(_), None) => is_all && attribution.cue.is_none(),
                (None, _) => same || attribution.entity.is_none() || relation.entity.is_none(),
            };
            // *“We won,” he said amid chants of “Roe!”*: those are the crowd's.
            if is_own && agrees && !is_shouted(&scene.words, quotation) {
                out[i] = Some(id);
            }
        }
    }
}

/// The attributions whose quotations the content of `relation` holds words of, nobody's aside: their places and their quotations' tokens.
pub(super) fn held<'a>(
    scene: &Scene<'a>,
    attributions: &'a [Attribution],
    relation: Relation,
) -> impl Iterator<Item = (usize, &'a Attribution, TokenRange)> {
    let quotations = scene.quotations;
    let tokens = |a: &Attribution| quotations[a.quotation.index()].tokens;
    let first = attributions.partition_point(|a| tokens(a).end <= relation.first());
    let near = (first..).zip(&attributions[first..]).map(move |(i, a)| (i, a, quotations[a.quotation.index()].tokens));
    near.take_while(move |(.., tokens)| tokens.start < relation.end())
        .filter(move |(_, a, tokens)| a.kind != QuotationKind::None && relation.pieces().any(|piece| piece.overlaps(*tokens)))
}

/// Whether `cue` stands between `own` and the quotation: *Roe said it was late, but he said that the boat was “gone”*.
fn is_between(cue: TokenRange, own: TokenRange, quotation: TokenRange) -> bool {
    own.end <= cue.start && cue.end <= quotation.start || quotation.end <= cue.start && cue.end <= own.start
}

/// Cues of quotations up to this weight yield to those of surer relations: they report once in five times.
const WEAK: u8 = 20;

/// How sure a relation is that has the words of a quotation whose own cue is weak.
const SURE: f32 = 0.8;

/// How often such a relation's source is right, in per cent (13 of 14 quotations of PolNeAR's train split).
const HELD: u8 = 90;

/// Gives a fragment within what a relation reports to its source, where the fragment's own cue hardly ever reports, or it has none: *Doe
/// said that the board had found “no ties”*, *Doe said that voters saw a “stagnant” town*. `given` is scratch.
pub(super) fn within(
    scene: &Scene<'_>,
    cues: &[Cue],
    relations: &[Relation],
    covers: &mut [Option<u32>],
    attributions: &mut [Attribution],
    given: &mut Vec<(usize, u32)>,
) {
    let is_weak = |attribution: &Attribution| match attribution.cue {
        Some(cue) => cues[cue.index()].kind == CueKind::Verb && cues[cue.index()].weight <= WEAK,
        None => attribution.kind == QuotationKind::Mixed && attribution.rule == Rule::Model,
    };
    given.clear();
    for (id, relation) in (0..).zip(relations).filter(|(_, relation)| relation.entity.is_some() && relation.confidence >= SURE) {
        for (i, attribution, tokens) in held(scene, attributions, *relation) {
            let holds = |piece: TokenRange| piece.contains(tokens) && piece != tokens;
            let is_own = scene.quotations[attribution.quotation.index()].parent.is_none();
            if covers[i].is_none() && is_own && is_weak(attribution) && relation.pieces().any(holds) {
                given.push((i, id));
            }
        }
    }
    for &(i, id) in given.iter() {
        take_source(&mut attributions[i], &relations[id as usize], HELD);
        covers[i] = Some(id);
    }
}

/// Gives a quotation the source of `relation`.
fn take_source(attribution: &mut Attribution, relation: &Relation, confidence: u8) {
    *attribution = Attribution { mention: relation.mention, entity: relation.entity, rule: Rule::Reported, confidence, ..*attribution };
}

/// How often it is right, in per cent, that the source of a relation said what nothing else tells who said (19 of 29 quotations: 17 of
/// PolNeAR's train split, 10 of its dev split, 2 of the corpus).
const REPORTED: u8 = 65;

/// *She has been hailed as “a voice”*: whoever says so is not she.
fn is_passive(scene: &Scene<'_>, relation: &Relation) -> bool {
    matches!(scene.tags[relation.anchor as usize], Tag::VBN | Tag::VBD) && relation.cue.range().any(|i| scene.words.is_be(i))
}

/// Gives a quotation of which nothing else tells whose it is the source of the relation that it belongs to. What a document holds are
/// as often the words of somebody else.
pub(super) fn reported(
    scene: &Scene<'_>,
    entities: &[Entity],
    relations: &[Relation],
    covers: &[Option<u32>],
    attributions: &mut [Attribution],
) {
    for (attribution, cover) in attributions.iter_mut().zip(covers) {
        let is_open = attribution.kind != QuotationKind::None && attribution.entity.is_none() && attribution.mention.is_none();
        let Some(relation) = cover.map(|id| &relations[id as usize]).filter(|r| is_open && !is_passive(scene, r)) else { continue };
        if relation.entity.is_some_and(|e| entities[e.index()].entity_type != EntityType::Document) {
            take_source(attribution, relation, REPORTED);
        }
    }
}
