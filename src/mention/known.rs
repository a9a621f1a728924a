//! Mentions of speakers whom the user's lexicon knows.

use super::{EntityType, Holding, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Gender, Lexicon, LexiconMatch, Words};
use crate::span::{QuotationId, SpeakerId, TokenRange};
use crate::token::TokenKind;

/// Tells the mentions apart that are speakers of `lexicon`, and adds those that only the lexicon knows. `mentions` are
/// those of the article, sorted; they are so again afterwards.
///
/// A mention is a known speaker's where its words are the alias and no more: an *Olha Kessel* is not the *Kessel* of the
/// lexicon. An alias of several speakers tells nothing here; coreference may find out which by the rest of the article. Words
/// without a capital (*the owner*, *a police spokeswoman*) are anybody's, unless the article names the speaker elsewhere.
/// `named` is scratch.
pub fn mark(
    words: &Words<'_>,
    owners: &[Option<QuotationId>],
    lexicon: &Lexicon,
    matches: &[LexiconMatch],
    named: &mut Vec<SpeakerId>,
    mentions: &mut Vec<Mention>,
) {
    let found = mentions.len();
    let only = |known: &LexiconMatch| match *lexicon.candidates(known) {
        [speaker] => Some(speaker),
        _ => None,
    };
    let is_plain = |known: &LexiconMatch| known.tokens.range().all(|i| !words.is_capitalised(i));
    named.clear();
    named.extend(matches.iter().filter(|known| !is_plain(known)).filter_map(only));
    named.sort_unstable_by_key(|speaker| speaker.0);
    for known in matches {
        let Some(speaker) = only(known) else { continue };
        let is_anybody = is_plain(known) && named.binary_search_by_key(&speaker.0, |s| s.0).is_err();
        if is_anybody || known.is_role && is_modified(words, known.tokens) {
            continue;
        }
        let from = mentions[..found].partition_point(|m| m.tokens.end <= known.tokens.start && m.tokens.start < known.tokens.start);
        let near = mentions[..found].iter_mut().enumerate().skip(from.saturating_sub(NEAR)).take(2 * NEAR);
        let mut overlapped = false;
        let mut same = None;
        for (i, mention) in near {
            if mention.core.overlaps(known.tokens) {
                overlapped |= mention.kind == MentionKind::Name;
                if mention.core == known.tokens || is_same_but_for_titles(words, mention, known.tokens) {
                    same = Some(i);
                }
            }
        }
        match same {
            Some(i) => set(&mut mentions[i], lexicon, speaker),
            None if !overlapped => mentions.push(added(words, owners, lexicon, known, speaker)),
            None => {}
        }
    }
    if mentions.len() > found {
        super::sort(mentions);
    }
}

/// Mentions on either side of a match that may share its words.
const NEAR: usize = 6;

/// A former or deputy holder of a role is another person.
fn is_modified(words: &Words<'_>, tokens: TokenRange) -> bool {
    let start = tokens.start as usize;
    start > 0 && words.joined(start) && Holding::of_word(words, start - 1).is_some()
}

/// Whether the match is the mention's name with its title, or the name within it: *Foreign Minister Kessel*, *Kessel*.
fn is_same_but_for_titles(words: &Words<'_>, mention: &Mention, known: TokenRange) -> bool {
    let inside = known.start >= mention.tokens.start && known.end == mention.core.end;
    inside
        && (mention.tokens.start..mention.core.start.max(known.start)).chain(mention.core.start..known.start).all(|i| {
            words.facts(i as usize).any(Facts::TITLE.with(Facts::PERSON).with(Facts::HONORIFIC).with(Facts::FUNCTION).with(Facts::DEMONYM))
        })
}

fn set(mention: &mut Mention, lexicon: &Lexicon, speaker: SpeakerId) {
    let known = lexicon.speaker(speaker);
    mention.speaker = Some(speaker);
    if known.gender != Gender::Unknown {
        mention.gender = known.gender;
    }
    if known.entity_type != EntityType::Unknown {
        mention.entity_type = known.entity_type;
    }
}

fn added(words: &Words<'_>, owners: &[Option<QuotationId>], lexicon: &Lexicon, known: &LexiconMatch, speaker: SpeakerId) -> Mention {
    let head = known.tokens.end - 1;
    let behind = known.tokens.end as usize;
    let mut mention = Mention {
        tokens: known.tokens,
        core: known.tokens,
        head,
        kind: if known.is_role { MentionKind::Nominal } else { MentionKind::Name },
        entity_type: EntityType::Unknown,
        gender: Gender::Unknown,
        number: Number::Singular,
        quoted: owners[head as usize].is_some(),
        possessive: behind < words.len() && words.token(behind).kind == TokenKind::Possessive,
        speaker: None,
    };
    set(&mut mention, lexicon, speaker);
    mention
}
