//! Words of a document are its author's, where the article tells who that is.

use super::View;
use super::grammar::Grammar;
use super::subject::Subject;
use crate::cue::CueKind;
use crate::lexicon::{CueClass, Facts, Gender, Tag, WordClass, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind};
use crate::span::{EntityId, MentionId, to_u32};
use crate::token::TokenKind;
use std::ops::Range;

/// Who wrote which document: the hash of its noun, and the author.
#[derive(Debug, Default)]
pub(super) struct Authors {
    known: Vec<(u32, EntityId, u32)>,
    /// The same of verbs whose noun is a document: *tweeted*.
    written: Vec<(u32, EntityId, u32)>,
}

/// As far as this many tokens behind a cue *in a statement* tells where it was said.
const REACH: usize = 12;

/// Longest aside between who speaks and the verb, in tokens.
const ASIDE: usize = 24;

/// Documents with an author that are remembered, the latest of the text before.
const REMEMBERED: usize = 64;

impl Authors {
    /// Reads the authors off *X said in a statement*, *X wrote in the letter*, *X issued a statement*, *X tweeted*.
    pub(super) fn read(&mut self, view: &View<'_>, grammar: &Grammar, subjects: &[Option<Subject>]) {
        self.known.clear();
        self.written.clear();
        for (cue, subject) in view.cues.iter().zip(subjects) {
            let Some(entity) = subject.and_then(|s| view.links[s.mention.index()]) else { continue };
            if cue.kind != CueKind::Verb || view.entities[entity.index()].entity_type == EntityType::Document {
                continue;
            }
            let end = cue.tokens.end;
            // *Ann Lee tweeted*: below, *the tweet read*, but not *one tweet said*.
            if cue.class == CueClass::Writing && cue.tokens.len() == 1 {
                self.written.push((view.words.lemma(end as usize - 1), entity, end));
            }
            let speaker = subject.map(|s| &view.mentions[s.mention.index()]);
            let named = speaker.filter(|m| m.kind == MentionKind::Name);
            if let Some(document) = speaker.and_then(|m| led_in(view, m)) {
                // *In a letter to the council, Ann Lee wrote*
                self.known.push((view.words.token(document as usize).hash, entity, document));
            }
            let aside = named.and_then(|m| in_aside(view, m.tokens.end as usize, cue.tokens.start as usize));
            if let Some(document) = aside {
                self.known.push((view.words.token(document).hash, entity, to_u32(document)));
            }
            let end = end as usize;
            let (mut next, limit) = (end, (end + REACH).min(view.words.len()));
            while let Some(i) = view.words.document(next..limit) {
                let leaves = |at: usize| view.owners[at].is_some() || view.words.is(at, ".");
                if (next..=i).any(leaves) {
                    break;
                }
                if is_place_of_words(view, i, end) {
                    self.known.push((view.words.token(i).hash, entity, to_u32(i)));
                    break;
                }
                next = i + 1;
            }
        }
        for mention in view.mentions {
            if let Some(author) = issuer(view, grammar, mention) {
                self.known.push((view.words.token(mention.head as usize).hash, author, mention.head));
            }
        }
        self.known.sort_unstable_by_key(|&(noun, author, place)| (place, noun, author));
    }

    /// The author of the document that `mention` means, for a quotation at token `at`: its possessor, or who last spoke in such a one.
    pub(super) fn of(&self, view: &View<'_>, mention: MentionId, entity: EntityId, at: u32) -> Option<EntityId> {
        let chain = &view.entities[entity.index()];
        if chain.entity_type != EntityType::Document {
            return None;
        }
        possessor(view, mention).or_else(|| possessor(view, chain.name)).or_else(|| {
            let head = view.words.token(view.mentions[chain.name.index()].head as usize).hash;
            // In the order of their places, so that what comes later is cut off at once.
            let last = |known: &[(u32, EntityId, u32)]| {
                let before = known.partition_point(|&(_, _, place)| place < at);
                known[..before].iter().rev().take(REMEMBERED).find(|&&(noun, ..)| noun == head).map(|&(_, author, _)| author)
            };
            let definite = is_form!(view.words, view.mentions[mention.index()].tokens.start as usize, "the" | "this" | "that");
            last(&self.known).or_else(|| if definite { last(&self.written) } else { None })
        })
    }
}

/// Who issues the document right behind the verb: *Al Weir issued a statement*, *the firm has sent a letter*.
fn issuer(view: &View<'_>, grammar: &Grammar, document: &Mention) -> Option<EntityId> {
    let words = &view.words;
    if document.kind != MentionKind::Nominal || document.entity_type != EntityType::Document || document.quoted {
        return None;
    }
    let verb = (document.tokens.start as usize).checked_sub(1).filter(|&i| words.joined(i + 1) && words.token(i).is_word())?;
    let issues = words.is_a(verb, WordClass::Composing);
    let floor = words.tokens.sentence_at(verb).start as usize;
    let mut end = verb;
    while issues && end > floor && (words.tag(end - 1).is_adverb() || is_form!(words, end - 1, "has" | "have" | "had")) {
        end -= 1;
    }
    let subject = grammar.phrase_ending(view, end, floor).filter(|_| issues)?;
    let entity = view.links[subject.index()]?;
    (view.entities[entity.index()].entity_type != EntityType::Document).then_some(entity)
}

/// The noun of the document in which the sentence with this subject says that it was said: *In a letter, Ann Lee*; of a pronoun or a
/// description only where the document is new: *In a letter to the council, she*.
fn led_in(view: &View<'_>, speaker: &Mention) -> Option<u32> {
    let words = &view.words;
    let floor = words.tokens.sentence_at(speaker.tokens.start as usize).start;
    let article = speaker.tokens.start > floor && words.is(speaker.tokens.start as usize - 1, "the");
    let subject = speaker.tokens.start - u32::from(article);
    let opens = floor + 3 < subject && (subject - floor) as usize <= ASIDE && is_form!(words, floor as usize, "in" | "on");
    if !opens || !words.is(subject as usize - 1, ",") {
        return None;
    }
    let is_new = is_form!(words, floor as usize + 1, "a" | "an" | "one" | "another");
    if speaker.kind != MentionKind::Name && !is_new {
        return None;
    }
    document_in(view, floor as usize + 1..subject as usize).map(to_u32)
}

/// Whether the word at `i` is a document where it stands: *a post*, not *in posting*.
fn is_document_noun(words: &Words<'_>, i: usize) -> bool {
    let of_phrase = || i > 0 && matches!(words.tag(i - 1), Tag::DT | Tag::PRPS | Tag::JJ | Tag::NN);
    words.facts(i).has(Facts::DOCUMENT) && (words.tag(i).is_noun() || of_phrase())
}

/// The noun of a document in the phrase that begins with `range`, up to a comma or a quotation.
fn document_in(view: &View<'_>, range: Range<usize>) -> Option<usize> {
    let mut phrase = range.take_while(|&i| view.owners[i].is_none() && !view.words.is(i, ","));
    phrase.find(|&i| is_document_noun(&view.words, i))
}

/// The noun of the document in which somebody speaks by the aside between a name and its verb: *Ann Lee, in a letter to staff, denied it*.
fn in_aside(view: &View<'_>, from: usize, verb: usize) -> Option<usize> {
    let words = &view.words;
    let fenced = from + 3 < verb && verb - from <= ASIDE && words.is(from, ",") && is_form!(words, from + 1, "in" | "on");
    if fenced { document_in(view, from + 2..verb.min(from + 2 + REACH)) } else { None }
}

/// Whether the noun at `at` says where something was said: *in a statement*, *on its website*.
fn is_place_of_words(view: &View<'_>, at: usize, from: usize) -> bool {
    let words = &view.words;
    let mut i = at;
    while i > from
        && (words.tag(i - 1).is_noun()
            || words.tag(i - 1).is_adjective()
            || matches!(words.tag(i - 1), Tag::DT | Tag::PRPS | Tag::CD | Tag::VBN | Tag::VBG))
    {
        i -= 1;
    }
    i > 0 && is_form!(words, i - 1, "in" | "on" | "via" | "through" | "during" | "by")
}

/// *her plan*, *the ministry's report*, *a letter from the mayor*.
fn possessor(view: &View<'_>, mention: MentionId) -> Option<EntityId> {
    let document = &view.mentions[mention.index()];
    if document.kind != MentionKind::Nominal {
        return None;
    }
    let words = &view.words;
    let (start, head) = (document.tokens.start as usize, document.head as usize);
    let from = view.mentions.partition_point(|m| (m.tokens.start as usize) < start);
    if words.tag(start) == Tag::PRPS {
        return view.links[view.pronoun_at(start)?.index()];
    }
    // *the Roe Times article*, *an IMF report*
    let modifier = view.mentions[from..]
        .iter()
        .take(6)
        .position(|m| m.kind == MentionKind::Name && m.tokens.end as usize == head && m.core.end as usize == head)
        // *Court papers*: a capital from the sentence.
        .filter(|_| !(start + 1 == head && words.tag(start) != Tag::Unknown && words.tokens.sentence_at(start).start as usize == start));
    if let Some(at) = modifier.map(|i| from + i)
        && view.links[at].is_some_and(|e| may_publish(view, at, e))
    {
        return view.links[at];
    }
    // *a report by the inspectorate*, *a letter from the mayor*, *an editorial in the Roe Times*
    let behind = before_agent(view, document.tokens.end as usize).unwrap_or(head + 1);
    let written = behind + 1 < words.len() && is_form!(words, behind, "by" | "from");
    if written || behind + 1 < words.len() && words.is(behind, "in") && is_form!(words, head, "editorial" | "article" | "column") {
        let from = view.mentions.partition_point(|m| (m.tokens.start as usize) <= behind);
        return view
            .mentions
            .get(from)
            .filter(|m| m.tokens.start as usize == behind + 1 && m.kind != MentionKind::Pronoun)
            .and_then(|_| view.links[from])
            .filter(|e| written || view.entities[e.index()].entity_type != EntityType::Place);
    }
    let mark = (start..head).find(|&i| words.token(i).kind == TokenKind::Possessive)?;
    let owner = view
        .mentions
        .iter()
        .enumerate()
        .skip(from)
        .take(6)
        .find(|(i, m)| m.tokens.end as usize == mark && MentionId::new(*i) != mention)?;
    view.links[owner.0].filter(|e| view.entities[e.index()].entity_type != EntityType::Place)
}

/// The *by* or *from* behind a comma or a verb of writing, where a document ends at `end`: *the suit, filed by Roe* — *a memo sent by Roe*.
fn before_agent(view: &View<'_>, end: usize) -> Option<usize> {
    let words = &view.words;
    let comma = end < words.len() && words.is(end, ",");
    let at = if comma { end + 1 } else { end };
    let verb = at < words.len() && (words.is_a(at, WordClass::Composing) || words.is(at, "filed"));
    let by = if verb { at + 1 } else { at };
    ((comma || verb) && by < words.len() && is_form!(words, by, "by" | "from")).then_some(by)
}

/// Whether what a name before *report* names is likely a body: nothing tells that it is a person.
fn may_publish(view: &View<'_>, mention: usize, entity: EntityId) -> bool {
    let known = &view.entities[entity.index()];
    let (named, unknown) = (&view.mentions[mention], known.gender == Gender::Unknown);
    match known.entity_type {
        EntityType::Organisation | EntityType::Unknown => true,
        // A name of several words is taken for a person's for want of anything better.
        EntityType::Person => unknown && named.core.len() > 1 && named.entity_type == EntityType::Unknown,
        _ => false,
    }
}
