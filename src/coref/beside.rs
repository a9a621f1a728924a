//! What a text tells beside a name or a description: the party, the name that somebody gives, the same name without accents.

use super::resolver::Chains;
use crate::lexicon::{Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind, Number};
use crate::span::{MentionId, TokenRange};
use crate::token::hash_form;

/// Words between *who* and the name that somebody gives as their own.
const GIVES: usize = 10;

/// The name that the one described gives as their own: *a man who gave his name as Ahmed*, *a nurse, who identified herself only
/// as Ann Lee*.
pub(super) fn given_name(chains: &Chains<'_, '_>, description: MentionId) -> Option<usize> {
    let (words, found) = (chains.words, chains.mention(description));
    let one = (found.kind, found.entity_type, found.number) == (MentionKind::Nominal, EntityType::Unnamed, Number::Singular);
    let end = found.tokens.end as usize;
    let who = if one && end < words.len() && words.is(end, ",") { end + 1 } else { end };
    if !one || who >= words.len() || !words.is(who, "who") {
        return None;
    }
    let limit = words.len().min(who + GIVES);
    let r#as = (who + 1..limit).take_while(|&i| words.token(i).is_word()).find(|&i| words.is(i, "as"))?;
    let gives = (who + 1..r#as).any(|i| is_form!(words, i, "name" | "identified" | "identify"));
    let mut behind = chains.mentions.iter().enumerate().skip(description.index() + 1).take(5);
    let named = |m: &Mention| m.kind == MentionKind::Name && matches!(m.entity_type, EntityType::Person | EntityType::Unknown);
    behind.find(|(_, m)| gives && m.tokens.start as usize == r#as + 1 && named(m)).map(|(i, _)| i)
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

/// Whether the noun is of a person or a body alike: *the mill's owner*.
pub(super) fn is_owner(words: &Words<'_>, i: usize) -> bool {
    is_form!(words, i, "owner" | "sponsor" | "employer" | "landlord" | "organiser" | "organizer" | "promoter")
}
