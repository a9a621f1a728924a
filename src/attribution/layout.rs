//! Speakers that the layout names: labels of transcripts, signatures behind a dash.

use super::View;
use super::grammar::Grammar;
use crate::lexicon::{Facts, Tag, is_form};
use crate::mention::{EntityType, Mention, MentionKind};
use crate::quotation::Quotation;
use crate::span::{MentionId, TokenRange};
use crate::token::{Gap, Shape, TokenKind};
use std::ops::Range;

/// Longest label or signature, in tokens.
const LONGEST: usize = 14;

/// The label of a paragraph: a name and a colon at its start, the name's mention and the token behind the colon.
pub(super) fn label(view: &View<'_>, paragraph: TokenRange) -> Option<(MentionId, usize)> {
    let words = &view.words;
    let mut start = paragraph.start as usize;
    let in_marks = words.token(start).kind == TokenKind::Mark;
    if in_marks {
        start += 1;
    }
    let limit = (paragraph.end as usize).min(start + LONGEST);
    let colon = (start..limit).take_while(|&i| words.joined(i) || i == start).find(|&i| words.is(i, ":"))?;
    if colon == start || colon + 1 >= paragraph.end as usize {
        return None;
    }
    // *The union: “…”*
    let from = view.mentions.partition_point(|m| (m.tokens.start as usize) < start);
    let described = view.mentions[from..]
        .iter()
        .take_while(|m| m.tokens.start as usize == start)
        .position(|m| m.kind == MentionKind::Nominal && m.tokens.end as usize == colon && words.token(colon + 1).kind == TokenKind::Mark);
    if let Some(described) = described.filter(|_| !in_marks) {
        return Some((MentionId::new(from + described), colon + 1));
    }
    // Only names, titles and brackets stand before the colon.
    let is_label = (start..colon).all(|i| {
        words.is_capitalised(i)
            || !words.token(i).is_word() && !words.is(i, ".")
            || words.token(i).shape == Shape::Mixed
            || is_small(words.str(i))
    });
    // Inside the marks only capitals make a label: “PENCE: We will.”, not “Ohio: what a place.”
    let in_capitals = words.are_capitals(start..colon);
    if !is_label
        || in_marks && !in_capitals
        || (start..colon)
            .any(|i| words.facts(i).has(Facts::CUE_VERB) && words.info(i).cue_weight >= 40 && words.token(i).shape != Shape::Upper)
    {
        return None;
    }
    // *RAIN IN VELLAND — Ann Lee: “…”*: the name stands behind the headline.
    let start = (start..colon).rev().find(|&i| matches!(words.str(i), "-" | "–" | "—" | "--")).unwrap_or(start);
    let from = view.mentions.partition_point(|m| (m.tokens.start as usize) < start);
    let found = view.mentions[from..]
        .iter()
        .take_while(|m| (m.tokens.start as usize) < colon)
        .position(|m| m.kind == MentionKind::Name && m.tokens.end as usize <= colon)?;
    Some((MentionId::new(from + found), colon + 1))
}

/// Whether the paragraph is an item of a list.
pub(super) fn is_bullet(view: &View<'_>, paragraph: usize) -> bool {
    let start = view.words.tokens.paragraphs()[paragraph].start as usize;
    matches!(view.words.str(start), "•" | "»" | "*" | "·" | "-" | "–" | "—" | "▪" | "●" | "◦" | "›")
        && start + 1 < view.words.len()
        && view.words.token(start + 1).gap == Gap::Blank
}

/// Whether the quotation that begins at `start` is all that follows an *A:* (the answers of an interview without names).
pub(super) fn is_answer(view: &View<'_>, paragraph: TokenRange, start: usize) -> bool {
    let first = paragraph.start as usize;
    matches!(view.words.str(first), "A" | "A.") && view.words.is(first + 1, ":") && start == first + 2
}

/// Mentions at the head of an article among which the one person is looked for who is interviewed.
const INTERVIEW: usize = 48;

/// The only person whom the article names, to whom its questions are put: *Novelist Ann Lee talks about her book. Q: …*
pub(super) fn interviewee(view: &View<'_>) -> Option<MentionId> {
    only_person(view, 0..view.mentions.len().min(INTERVIEW))
}

/// The only person whom mentions name outside quotations.
pub(super) fn only_person(view: &View<'_>, mentions: Range<usize>) -> Option<MentionId> {
    let is_person = |&i: &usize| {
        let mention = &view.mentions[i];
        !mention.quoted && mention.kind == MentionKind::Name && view.is_person(view.links[i])
    };
    let mut named = mentions.filter(is_person);
    let first = named.next()?;
    named.all(|i| view.links[i] == view.links[first]).then(|| MentionId::new(first))
}

/// Whether the quotation that begins at `start` is what somebody has to say on what stands before its colon: *On the rain: “…”*
pub(super) fn is_on_subject(view: &View<'_>, sentence: TokenRange, start: usize) -> bool {
    let words = &view.words;
    let first = sentence.start as usize;
    let colon = start.checked_sub(1).filter(|&i| i > first + 1 && i - first <= LONGEST && words.is(i, ":"));
    colon.is_some_and(|colon| {
        matches!(words.str(first), "On" | "About") && (first..colon).all(|i| !words.tag(i).is_finite() && view.owners[i].is_none())
    })
}

/// Whom a question addresses: *Q: Mr. Lee, will you be there?*, *Q: Will you be there, Mr. Lee?*
pub(super) fn addressee(view: &View<'_>, paragraph: TokenRange) -> Option<MentionId> {
    let words = &view.words;
    let from = view.mentions.partition_point(|m| m.tokens.start < paragraph.start);
    let limit = paragraph.start + 3;
    let is_name = |m: &Mention| m.kind == MentionKind::Name;
    let first = view.mentions[from..].iter().take_while(|m| m.tokens.start <= limit).position(is_name).map(|i| from + i);
    if let Some(first) = first.filter(|&i| words.is(view.mentions[i].tokens.end as usize, ",")) {
        return Some(MentionId::new(first));
    }
    let to = view.mentions.partition_point(|m| m.tokens.start < paragraph.end);
    let last = (from..to).rev().take(LONGEST).find(|&i| view.mentions[i].tokens.end + 1 == paragraph.end)?;
    let found = &view.mentions[last];
    let before = (found.tokens.start as usize).saturating_sub(1);
    (is_name(found) && words.is(before, ",") && words.is(found.tokens.end as usize, "?")).then_some(MentionId::new(last))
}

/// Paragraphs at the head of an article among which its byline stands.
const HEAD: usize = 5;

/// Who wrote the article: *By Ann Lee* on a line of its own.
pub(super) fn byline(view: &View<'_>) -> Option<MentionId> {
    let words = &view.words;
    let lines =
        words.tokens.paragraphs().iter().take(HEAD).filter(|p| p.len() <= LONGEST && matches!(words.str(p.start as usize), "By" | "BY"));
    lines.into_iter().find_map(|line| {
        let from = view.mentions.partition_point(|m| m.tokens.start <= line.start);
        view.mentions.get(from).filter(|m| m.tokens.start == line.start + 1 && m.kind == MentionKind::Name).map(|_| MentionId::new(from))
    })
}

/// Items of a list over which the paragraph that leads in is looked for.
const ITEMS: usize = 20;

/// The paragraph with a colon at its end that leads in to this one, over the items of a list.
pub(super) fn lead_in(view: &View<'_>, paragraph: usize) -> Option<TokenRange> {
    let paragraphs = view.words.tokens.paragraphs();
    let item = is_bullet(view, paragraph);
    let mut before = paragraph.checked_sub(1)?;
    for _ in 0..ITEMS {
        if !(item && is_bullet(view, before)) {
            break;
        }
        before = before.checked_sub(1)?;
    }
    let range = paragraphs[before];
    view.words.is(range.end as usize - 1, ":").then_some(range)
}

fn is_small(word: &str) -> bool {
    matches!(word, "of" | "the" | "and" | "for" | "de" | "van" | "der" | "von" | "la" | "al" | "bin")
}

/// A line that is nothing but a name and what it does, below a quotation that fills its paragraph.
fn name_line(view: &View<'_>, grammar: &Grammar, at: usize) -> Option<MentionId> {
    let words = &view.words;
    if at >= words.len() || words.token(at).gap < Gap::Line {
        return None;
    }
    let line = words.tokens.paragraph_at(at);
    let mention = grammar.starting(at)?;
    let found = &view.mentions[mention.index()];
    // *Follow Ann Lee here*, *RAIN GOES ON*
    let is_command = words.tag(at) == Tag::VB || found.core.start as usize > at && words.tag(at).is_verb();
    let is_heading = words.token(at).shape == Shape::Upper && !words.facts(found.core.start as usize).has(Facts::GIVEN_NAME);
    let is_line = line.start as usize == at && line.len() <= LONGEST && found.kind == MentionKind::Name && found.core.len() > 1;
    let is_line = is_line && !is_command && !is_heading;
    let is_signature = is_line
        && line
            .range()
            .all(|i| !words.tag(i).is_finite() && (!words.facts(i).has(Facts::CUE_VERB) || words.is_capitalised(i)) && !words.is(i, ":"));
    (is_signature && words.token(line.end as usize - 1).kind != TokenKind::Number).then_some(mention)
}

/// The name behind a dash that signs the quotation: *“…” —Ann Lee, Mayor*, at the line's end or on a line of its own.
pub(super) fn signature(view: &View<'_>, grammar: &Grammar, quotation: &Quotation) -> Option<MentionId> {
    let words = &view.words;
    let dash = quotation.tokens.end as usize;
    let n = words.len();
    let paragraph = words.tokens.paragraph_at(quotation.tokens.start as usize);
    if quotation.tokens == paragraph
        && let Some(mention) = name_line(view, grammar, dash)
    {
        return Some(mention);
    }
    if dash + 1 >= n || !matches!(words.str(dash), "—" | "–" | "--" | "-" | "―" | "~") {
        return None;
    }
    let leads = words.token(dash + 1).is_word() && (words.tag(dash + 1) != Tag::IN || is_form!(words, dash + 1, "by" | "from"));
    let mention = grammar.starting(dash + 1).or_else(|| grammar.starting(dash + 2).filter(|_| leads))?;
    let found = &view.mentions[mention.index()];
    let is_name = found.kind == MentionKind::Name;
    if found.kind == MentionKind::Pronoun || !is_name && !matches!(found.entity_type, EntityType::Unnamed | EntityType::Group) {
        return None;
    }
    // *called him “a friend.” – Velm Wire*: below a fragment stands who wrote the article.
    let is_fragment =
        quotation.tokens.start > paragraph.start && quotation.inner().range().next().is_some_and(|i| !words.is_capitalised(i));
    if is_fragment {
        return None;
    }
    // Nothing but the signature stands in the rest of the line.
    let mut end = dash + 1;
    while end < n && words.token(end).gap <= Gap::Blank && end - dash <= LONGEST {
        let facts = words.facts(end);
        if (facts.has(Facts::CUE_VERB) || is_form!(words, end, "has" | "have" | "had" | "is" | "was" | "are" | "were"))
            && words.tag(end).is_finite()
            && !words.is_capitalised(end)
            || words.token(end).kind == TokenKind::Mark
        {
            return None;
        }
        end += 1;
    }
    let own_line = words.token(dash).gap >= Gap::Line;
    (end >= n || words.token(end).gap >= Gap::Line || own_line).then_some(mention)
}
