//! Relations and the rest of the article: whose words they are, and which quotations belong to them.

use super::content::{FAR, WIDE};
use super::{Relation, Scene, Status};
use crate::attribution::{Attribution, Rule};
use crate::coref::Entity;
use crate::cue::Cue;
use crate::lexicon::Tag;
use crate::mention::{EntityType, Mention, MentionKind};
use crate::quotation::QuotationKind;
use crate::span::{EntityId, MentionId, TokenRange, to_u32};
use crate::token::TokenKind;

/// Gives every relation its mention and its entity.
pub(crate) fn speakers(scene: &Scene<'_>, links: &[Option<EntityId>], relations: &mut [Relation]) {
    for relation in relations {
        relation.status = status(scene, relation);
        let Some(source) = relation.source else { continue };
        relation.mention = mention(scene, source);
        relation.entity = relation.mention.and_then(|id| links[id.index()]);
    }
}

/// Leaves out relations of nobody's words: those that are nothing but a quotation that is judged to be none.
pub(crate) fn leave_nobodys(scene: &Scene<'_>, attributions: &[Attribution], relations: &mut Vec<Relation>) {
    let is_nobodys = |i: usize| {
        let owner = scene.owners[i].and_then(|id| attributions.get(id.index()));
        owner.is_some_and(|attribution| attribution.kind == QuotationKind::None)
    };
    relations.retain(|relation| !relation.pieces().all(|piece| is_nobodys(piece.start as usize) && is_nobodys(piece.end as usize - 1)));
}

/// Tells of every attribution to which relation its quotation belongs: the relation's content holds quoted words, and it does not name
/// another source. (*Doe said Roe had called it “absurd”* is a relation of Doe, and the quotation is Roe's.)
pub(crate) fn quotations(
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
            // …unless it is all that was said.
            let is_all = relation.pieces().all(|piece| quotation.start <= piece.start && piece.end <= quotation.end);
            let agrees = match (mention, relation.source) {
                (Some(mention), Some(source)) => mention.overlaps(source) || same && (!has_own || is_all),
                (Some(_), None) => false,
                (None, _) => same || attribution.entity.is_none() || relation.entity.is_none(),
            };
            if is_own && agrees {
                out[i] = Some(id);
            }
        }
    }
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
pub(crate) fn reported(
    scene: &Scene<'_>,
    entities: &[Entity],
    relations: &[Relation],
    covers: &[Option<u32>],
    attributions: &mut [Attribution],
) {
    for (attribution, cover) in attributions.iter_mut().zip(covers) {
        let is_open = attribution.kind != QuotationKind::None && attribution.entity.is_none() && attribution.mention.is_none();
        let Some(relation) = cover.map(|id| &relations[id as usize]).filter(|r| is_open && !is_passive(scene, r)) else { continue };
        let Some(entity) = relation.entity.filter(|e| entities[e.index()].entity_type != EntityType::Document) else { continue };
        *attribution =
            Attribution { mention: relation.mention, entity: Some(entity), rule: Rule::Reported, confidence: REPORTED, ..*attribution };
    }
}

/// Lets a relation go on in the quotation behind it, in its paragraph or the next, that has the same speaker and no cue of its own: *“We won,”
/// Doe said at the gate. The rain had stopped. “It was late.”* Where it has a piece behind its cue already, the quotation goes on with it.
pub(crate) fn go_on(scene: &Scene<'_>, attributions: &[Attribution], relations: &mut [Relation], covers: &mut [Option<u32>]) {
    let tokens = scene.words.tokens;
    for (attribution, cover) in attributions.iter().zip(covers) {
        if cover.is_some() || attribution.cue.is_some() || attribution.kind == QuotationKind::None {
            continue;
        }
        let quotation = &scene.quotations[attribution.quotation.index()];
        if quotation.parent.is_some() {
            continue;
        }
        let quotation = quotation.tokens;
        // The last relation before it, with nothing behind its cue or a single piece before it.
        let next = relations.partition_point(|relation| relation.cue.start < quotation.start);
        let holds = |relation: &Relation| relation.pieces().chain([relation.cue]).any(|part| part.overlaps(quotation));
        let reaches = |relation: &&Relation| relation.cue.end.abs_diff(quotation.start) <= to_u32(FAR + WIDE);
        let (before, behind) = relations.split_at(next);
        let is_free = || !before.iter().rev().take_while(reaches).any(holds) && !behind.iter().take_while(reaches).any(holds);
        let can = |&last: &usize| {
            let relation = &relations[last];
            let end = relation.end().max(relation.cue.end);
            let is_behind = end <= quotation.start;
            let is_near = tokens.paragraph_of(quotation.start as usize) <= tokens.paragraph_of(end as usize - 1) + 1;
            let piece = relation.content[1];
            let touches = || (end..quotation.start).all(|i| scene.words.token(i as usize).kind == TokenKind::Punct);
            let has_room = piece.is_empty() || piece.end == end && touches() || leads_in(scene, relation, quotation);
            // A quotation within the words that name the source is no more of what it says.
            let is_apart = relation.source.is_none_or(|source| !source.overlaps(quotation));
            let is_same = attribution.entity.is_some() && attribution.entity == relation.entity;
            is_behind && is_near && is_apart && is_same && has_room
        };
        let mut last_first = (next.saturating_sub(LAST)..next).rev().filter(can);
        let Some(last) = last_first.next() else { continue };
        // *“We won,” Doe said, adding that it had rained. “It was late.”*: the main verb has what is quoted.
        let main = last_first.next().filter(|&main| adds_to(scene, relations, main, last));
        let last = main.unwrap_or(last);
        if is_free() {
            let leads_in = leads_in(scene, &relations[last], quotation);
            let content = &mut relations[last].content;
            *content = match *content {
                _ if leads_in => [quotation, TokenRange::default()],
                [first, second] if second.is_empty() => [first, quotation],
                [first, second] => [first, TokenRange { end: quotation.end, ..second }],
            };
            *cover = Some(to_u32(last));
        }
    }
}

/// *She issued the following statement: “We won.”*: what a relation without quoted words seems to report leads in to the quotation.
fn leads_in(scene: &Scene<'_>, relation: &Relation, quotation: TokenRange) -> bool {
    let colon = quotation.start as usize - 1;
    let closes = scene.words.is(colon, ":") && scene.words.tokens.sentence_at(relation.anchor as usize).end == quotation.start;
    closes && !holds_marks(scene, relation)
}

/// Whether words in marks are among what a relation reports.
fn holds_marks(scene: &Scene<'_>, relation: &Relation) -> bool {
    relation.pieces().any(|piece| piece.range().any(|i| scene.is_quoted(i)))
}

/// Relations before a quotation that may go on in it.
const LAST: usize = 3;

/// Whether the participle of relation `added` goes with the verb of relation `main`, which has quoted words: *“We won,” Doe said, adding
/// that it had rained.*
fn adds_to(scene: &Scene<'_>, relations: &[Relation], main: usize, added: usize) -> bool {
    let tokens = scene.words.tokens;
    let sentence = |relation: &Relation| tokens.sentence_of(relation.anchor as usize);
    let (main, added) = (&relations[main], &relations[added]);
    scene.tags[added.anchor as usize] == Tag::VBG
        && main.entity.is_some()
        && main.entity == added.entity
        && sentence(main) == sentence(added)
        && holds_marks(scene, main)
}

/// Takes the quotation behind a sentence from the participle in it, where the main verb has quoted words: it goes on with those.
pub(crate) fn return_to_main(scene: &Scene<'_>, relations: &mut [Relation]) {
    for added in 1..relations.len() {
        let relation = relations[added];
        let end = scene.words.tokens.sentence_at(relation.anchor as usize).end;
        let over = relation.content.iter().position(|piece| piece.start < end && piece.end > end);
        let Some(over) = over.filter(|_| scene.tags[relation.anchor as usize] == Tag::VBG) else { continue };
        let main = (added.saturating_sub(LAST)..added).rev().find(|&main| adds_to(scene, relations, main, added));
        if main.is_none() {
            continue;
        }
        let piece = relation.content[over];
        let cut = (piece.start..end).rev().find(|&i| !matches!(scene.tags[i as usize], Tag::Stop | Tag::Comma));
        if let Some(last) = cut {
            relations[added].content[over].end = last + 1;
        }
    }
}

/// The attributions whose quotations the content of `relation` holds words of, nobody's aside: their places and their quotations' tokens.
fn held<'a>(
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

/// Lets the attribution of a quotation decide whose words its cue reports, where a relation has the same cue and holds the quotation. A
/// relation that takes the speaker for a part of what was said is left out.
pub(crate) fn sources(scene: &Scene<'_>, attributions: &[Attribution], cues: &[Cue], relations: &mut Vec<Relation>) {
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
    let first = scene.mentions.partition_point(|m| m.tokens.end <= source.start && m.tokens.start < source.start);
    let within = |m: &Mention| m.tokens.start >= source.start && m.tokens.end <= source.end;
    if is_relative(scene, source) {
        // *the man, who said*: who stands before it.
        let before = |m: &&Mention| {
            let gap = source.start.saturating_sub(m.tokens.end);
            m.tokens.end <= source.start && (gap == 0 || gap == 1 && scene.tags[m.tokens.end as usize] == Tag::Comma)
        };
        let last = scene.mentions.partition_point(|m| m.tokens.start < source.start);
        let found = scene.mentions[..last].iter().rev().take(6).find(before)?;
        return place(scene, found);
    }
    // The words up to a modifier: *the harbour master Ilse Varga* of *…, who left in May*.
    let closes = |i: &usize| {
        matches!(scene.tags[*i], Tag::Comma | Tag::WP | Tag::WDT | Tag::IN | Tag::TO | Tag::VBG | Tag::VBN | Tag::Dash | Tag::OpenBracket)
    };
    let head = (source.start as usize + 1..source.end as usize).find(closes).unwrap_or(source.end as usize);
    let candidates = scene.mentions[first..].iter().take_while(|m| m.tokens.start < source.end);
    // What is possessive carries no words of its own, unless the source is just that. A name is surer than a description.
    let best = candidates.filter(|m| within(m) && (!m.possessive || m.tokens.end == source.end)).min_by_key(|m| {
        let is_head = m.tokens.end as usize == head || m.tokens.end as usize > head && (m.tokens.start as usize) < head;
        (m.tokens != source, !is_head, m.kind != MentionKind::Name, m.tokens.start, std::cmp::Reverse(m.tokens.end))
    })?;
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
