//! What a text tells beside a name or a description: the party, the name that somebody gives, the same name without accents.

use super::resolver::Chains;
use crate::lexicon::{Facts, Tag, WordClass, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind, Number};
use crate::span::{MentionId, TokenRange};
use crate::token::{TokenKind, hash_form};

/// Words between *who* and the name that somebody gives as their own.
const GIVES: usize = 10;

/// Words behind a description that tell where somebody is, up to the comma.
const PLACE: usize = 7;

/// Descriptions of one person that follow each other before the name: *the driver, a man, a farmer named Bo,*.
const IN_A_ROW: usize = 3;

/// The name that the one described gives as their own: *a man who gave his name as Ahmed*, *a nurse, who identified herself only
/// as Ann Lee*, *a man who gave only his first name, Bo*, *a woman who goes by Jo*, *a farmer named Thein*; or the account behind the
/// description: *one user, @annlee,*.
pub(super) fn given_name(chains: &Chains<'_, '_>, description: MentionId) -> Option<usize> {
    // *the driver, a man named Bo Castell, said*
    let row = std::iter::successors(Some(description), |&last| described_again(chains, last)).take(IN_A_ROW);
    let is_somebody =
        |found: Mention| (found.kind, found.entity_type, found.number) == (MentionKind::Nominal, EntityType::Unnamed, Number::Singular);
    row.take_while(|&id| is_somebody(chains.mention(id))).find_map(|id| name_beside(chains, id))
}

/// The description that tells of the same person right behind `description`: the *a man* of *the driver, a man named Bo*.
fn described_again(chains: &Chains<'_, '_>, description: MentionId) -> Option<MentionId> {
    let (words, comma) = (chains.words, chains.mention(description).tokens.end as usize);
    let behind = comma + 1;
    let opens = behind < words.len() && words.is(comma, ",") && is_form!(words, behind, "a" | "an");
    let next = description.index() + 1;
    let again = chains.mentions.get(next).filter(|m| opens && m.tokens.start as usize == behind && m.kind == MentionKind::Nominal);
    again.map(|_| MentionId::new(next))
}

/// The name that stands behind one description.
fn name_beside(chains: &Chains<'_, '_>, description: MentionId) -> Option<usize> {
    let (words, end) = (chains.words, chains.mention(description).tokens.end as usize);
    // *a man by the coat rack, who gave his name as Bo*
    let place = (end..words.len().min(end + PLACE)).take_while(|&i| !words.tag(i).is_verb()).find(|&i| words.is(i, ","));
    let close = place.filter(|&comma| comma == end || words.tag(end) == Tag::IN && comma + 1 < words.len() && words.is(comma + 1, "who"));
    let behind = close.map_or(end, |comma| comma + 1);
    let named = |at: usize| {
        let mut next = chains.mentions.iter().enumerate().skip(description.index() + 1).take(5);
        let is_name = |m: &Mention| m.kind == MentionKind::Name && matches!(m.entity_type, EntityType::Person | EntityType::Unknown);
        next.find(|(_, m)| m.tokens.start as usize == at && is_name(m)).map(|(i, _)| i)
    };
    if behind < words.len() && words.token(behind).kind == TokenKind::Handle {
        return named(behind);
    }
    // *a farmer named Thein*
    if end + 1 < words.len() && is_form!(words, end, "named" | "called" | "nicknamed") && words.joined(end + 1) {
        return named(end + 1);
    }
    // *a customer calling herself Jo*
    if end + 2 < words.len()
        && is_form!(words, end, "calling" | "styling")
        && is_form!(words, end + 1, "himself" | "herself" | "themselves")
    {
        return named(end + 2);
    }
    let limit = words.len().min(behind + GIVES);
    let mut clause = (behind..limit).take_while(|&i| words.token(i).is_word());
    // *the caller, later identified by police as Ann Lee, said*
    if let Some(participle) = clause.clone().find(|&i| !words.tag(i).is_adverb()).filter(|&i| is_form!(words, i, "identified" | "named")) {
        return clause.find(|&i| i > participle && words.is(i, "as")).and_then(|sign| named(sign + 1));
    }
    if behind >= words.len() || !words.is(behind, "who") {
        return None;
    }
    let mut clause = clause.skip(1);
    let Some(before_name) = clause.clone().find(|&i| words.is(i, "as") || words.is(i, "by")) else {
        // *a man, who gave only his surname, Roe, said*
        let noun = clause.clone().find(|&i| is_form!(words, i, "name" | "surname"))?;
        let gives = clause.any(|i| i < noun && is_form!(words, i, "gave" | "give" | "gives" | "giving" | "provided"));
        let name = noun + 1 + usize::from(words.is(noun + 1, ","));
        return gives.then(|| named(name)).flatten();
    };
    let gives = |i: usize| match words.str(before_name) {
        "as" => is_form!(words, i, "name" | "identified" | "identify" | "posts"),
        _ => is_form!(words, i, "goes" | "go" | "went"),
    };
    (behind + 1..before_name).any(gives).then(|| named(before_name + 1)).flatten()
}

/// Words between a name and another by which its bearer is known.
const KNOWN_AS: usize = 6;

/// The name before *known as*: the *Hamdan Musa* of *Hamdan Musa, better known as Hemdi*.
pub(super) fn known_as(chains: &Chains<'_, '_>, alias: MentionId) -> Option<usize> {
    let (words, start) = (chains.words, chains.mention(alias).tokens.start as usize);
    let known = start.checked_sub(2).filter(|&known| words.is(known + 1, "as") && is_form!(words, known, "known"))?;
    let comma = (known.saturating_sub(KNOWN_AS)..known).rev().find(|&i| !words.token(i).is_word())?;
    // *…, who is also known as Hemdi*; but not *…, a paste known as Hemdi*
    let passes = |i: usize| words.tag(i).is_adverb() || is_form!(words, i, "who" | "is" | "was" | "better" | "best" | "widely" | "also");
    let before = (0..alias.index()).rev().take(4).find(|&i| {
        let name = &chains.mentions[i];
        name.tokens.end as usize == comma && name.kind == MentionKind::Name && name.entity_type != EntityType::Place
    });
    before.filter(|_| words.is(comma, ",") && (comma + 1..known).all(passes))
}

/// Whether two names of as many words differ in nothing but accents: *Francois Roux*, *François Roux*.
pub(super) fn differs_in_accents(chains: &Chains<'_, '_>, a: TokenRange, b: TokenRange) -> bool {
    let words = chains.words;
    let alike = |(i, j): (usize, usize)| {
        let (a, b) = (words.str(i), words.str(j));
        // Of two letters one of which has an accent nobody asks what is below it.
        let same = |(a, b): (char, char)| a.eq_ignore_ascii_case(&b) || a.is_ascii() != b.is_ascii();
        words.token(i).hash == words.token(j).hash
            || a.is_ascii() != b.is_ascii() && a.chars().count() == b.chars().count() && a.chars().zip(b.chars()).all(same)
    };
    a.len() == b.len() && a.range().zip(b.range()).all(alike)
}

/// The role that a party behind a name tells: *Ann Lee (D-Ohio)*, *Ann Lee, R-Utah,*.
pub(super) fn party_behind(words: &Words<'_>, mention: &Mention) -> Option<u32> {
    let (end, next) = (mention.tokens.end as usize, mention.tokens.end as usize + 1);
    if next >= words.len() || !(words.is(end, "(") || words.is(end, ",")) || !words.joined(next) {
        return None;
    }
    let (letter, rest) = words.str(next).split_at_checked(1)?;
    let alone = rest.is_empty() || rest == ".";
    if !(rest.starts_with('-') || alone && words.is(end, "(")) {
        return None;
    }
    let party = match letter {
        "D" => "democrat",
        "R" => "republican",
        "I" => "independent",
        _ => return None,
    };
    Some(hash_form(party))
}

/// Whether the noun is of a person or a body alike: *the mill's owner*, *the publisher*.
pub(super) fn is_owner(words: &Words<'_>, i: usize) -> bool {
    words.facts(i).has(Facts::PERSON.with(Facts::ORGANISATION)) || words.is_a(i, WordClass::Owner)
}
