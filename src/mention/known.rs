//! Mentions of speakers whom the user's lexicon knows.

use super::reduced::Reduced;
use super::wholes::Wholes;
use super::{EntityType, Holding, Mention, MentionKind};
use crate::lexicon::{Facts, Gender, Lexicon, LexiconMatch, Words};
use crate::span::{QuotationId, SpeakerId, TokenRange};
use crate::token::{TokenKind, hash_form};

/// The memory of [`mark`], to be used again and again.
#[derive(Debug, Default)]
pub struct KnownScratch {
    /// Who is named by words that are nobody else's.
    named: Vec<SpeakerId>,
    /// Names of persons of two words and more: the hash of a word that may stand for the whole, and the mention.
    fuller: Vec<(u32, u32)>,
    wholes: Wholes,
    reduced: Reduced,
}

/// Tells the mentions apart that are speakers of `lexicon`, and adds those that only the lexicon knows. `mentions` are
/// those of the article, sorted; they are so again afterwards.
///
/// A mention is a known speaker's where its words are the alias and no more: an *Olha Kessel* is not the *Kessel* of the
/// lexicon, nor is *Kessel* alone where the article has met Olha and no other. An alias of several speakers means the one whose
/// role stands beside it; without, it tells nothing here, and coreference may find out by the rest of the article. Words
/// without a capital (*the owner*, *a police spokeswoman*) are anybody's, unless the article names the speaker elsewhere.
/// Where parts of a known name were found, *Bread* and *World* of *Bread for the World*, the whole stands for them. *Ann L. Roe* and
/// *Ann “Bear” Roe* are the *Ann Roe* of the lexicon.
pub fn mark(
    words: &Words<'_>,
    owners: &[Option<QuotationId>],
    lexicon: &Lexicon,
    matches: &[LexiconMatch],
    scratch: &mut KnownScratch,
    mentions: &mut Vec<Mention>,
) {
    let found = mentions.len();
    let KnownScratch { named, fuller, wholes, reduced } = scratch;
    let is_plain = |known: &LexiconMatch| known.tokens.range().all(|i| !words.str(i).contains(char::is_uppercase));
    wholes.clear();
    named.clear();
    named.extend(matches.iter().filter(|known| !is_plain(known)).filter_map(|known| only(lexicon, known)));
    named.sort_unstable_by_key(|speaker| speaker.0);
    list_fuller(words, mentions, fuller);
    // Full names first: what a part of one means hangs on them.
    for (is_part, n) in [false, true].into_iter().flat_map(|is_part| (0..matches.len()).map(move |n| (is_part, n))) {
        let known = &matches[n];
        if is_part != (known.tokens.len() == 1 && !known.is_role) {
            continue;
        }
        let is_name = known.tokens.len() > 1 && !known.is_role;
        let Some(speaker) = only(lexicon, known).or_else(|| by_role(words, lexicon, matches, n)) else {
            match place(words, &mentions[..found], known.tokens) {
                Place::Mention(i) if is_of_both_genders(lexicon, lexicon.candidates(known)) => {
                    mentions[i].gender = title_gender(words, &mentions[i]);
                }
                Place::Parts | Place::Free if is_name && !is_plain(known) => wholes.add(words, owners, known, None, mentions),
                _ => {}
            }
            continue;
        };
        let is_anybody = is_plain(known) && named.binary_search_by_key(&speaker.0, |s| s.0).is_err();
        if is_anybody || known.is_role && is_modified(words, known.tokens) {
            continue;
        }
        if is_part && is_anothers(words, lexicon, matches, &mentions[..found], fuller, known, speaker) {
            continue;
        }
        match place(words, &mentions[..found], known.tokens) {
            Place::Mention(i) => set(&mut mentions[i], speaker, lexicon),
            Place::Parts if is_name => wholes.add(words, owners, known, Some((speaker, lexicon)), mentions),
            Place::Free if !is_doubtful(words, known) => wholes.add(words, owners, known, Some((speaker, lexicon)), mentions),
            Place::Free | Place::Parts | Place::Taken => {}
        }
    }
    reduced.mark(words, lexicon, &mut mentions[..found]);
    if mentions.len() > found {
        wholes.leave_out_parts(found, mentions);
        super::sort(mentions);
    }
}

/// The one speaker that a match means, if it means but one.
pub(crate) fn only(lexicon: &Lexicon, known: &LexiconMatch) -> Option<SpeakerId> {
    match *lexicon.candidates(known) {
        [speaker] => Some(speaker),
        _ => None,
    }
}

/// What the mentions have where the lexicon matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// This mention, which is the match and no more than titles beside.
    Mention(usize),
    /// Names that are but parts of the match: *Bread* and *World* of *Bread for the World*.
    Parts,
    /// Another name.
    Taken,
    /// No name.
    Free,
}

/// What the sorted `mentions` have at `tokens`.
pub(crate) fn place(words: &Words<'_>, mentions: &[Mention], tokens: TokenRange) -> Place {
    let from = mentions.partition_point(|m| m.tokens.end <= tokens.start && m.tokens.start < tokens.start);
    let near = mentions.iter().enumerate().skip(from.saturating_sub(NEAR)).take(2 * NEAR);
    let mut place = Place::Free;
    let mut same = None;
    for (i, mention) in near.filter(|(_, mention)| mention.core.overlaps(tokens)) {
        if mention.kind == MentionKind::Name {
            let is_part = tokens.start <= mention.core.start && mention.core.end <= tokens.end;
            place = if is_part && place != Place::Taken { Place::Parts } else { Place::Taken };
        }
        if mention.core == tokens || is_same_but_for_titles(words, mention, tokens) {
            same = Some(i);
        }
    }
    same.map_or(place, Place::Mention)
}

/// Most speakers of one name or role that are looked at one by one; of two that share more, nothing is found out.
pub(crate) const COMPARED: usize = 1024;

/// Those who are in both lists; `None` if the lists are too long to tell. Both are sorted.
pub(crate) fn shared<'s>(a: &'s [SpeakerId], b: &'s [SpeakerId]) -> Option<impl Iterator<Item = SpeakerId> + 's> {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    (few.len() <= COMPARED).then(|| few.iter().copied().filter(|speaker| many.binary_search(speaker).is_ok()))
}

/// The one speaker of an ambiguous name who has a role that stands beside it.
fn by_role(words: &Words<'_>, lexicon: &Lexicon, matches: &[LexiconMatch], n: usize) -> Option<SpeakerId> {
    let known = &matches[n];
    let beside = [n.checked_sub(1), Some(n + 1)].into_iter().flatten().filter_map(|i| matches.get(i));
    let mut roles = beside.filter(|role| !known.is_role && is_role_beside(words, role, known.tokens));
    let one = |role: &LexiconMatch| {
        let mut both = shared(lexicon.candidates(known), lexicon.candidates(role))?;
        both.next().filter(|_| both.next().is_none())
    };
    let speaker = one(roles.next()?)?;
    // A second role that is another's leaves it open.
    roles.all(|role| lexicon.candidates(role).binary_search(&speaker).is_ok()).then_some(speaker)
}

/// Speakers of one name whose genders are looked at.
const GENDERS: usize = 32;

/// Whether men and women are among the first of those who share a name: then its given name tells no gender.
fn is_of_both_genders(lexicon: &Lexicon, speakers: &[SpeakerId]) -> bool {
    let has = |gender| speakers.iter().take(GENDERS).any(|&speaker| lexicon.speaker(speaker).gender == gender);
    has(Gender::Male) && has(Gender::Female)
}

/// The gender that a name's title tells: *Mr*, *Queen*.
pub(crate) fn title_gender(words: &Words<'_>, name: &Mention) -> Gender {
    let titles = (name.tokens.start..name.core.start).map(|i| words.info(i as usize).gender);
    titles.into_iter().find(|&gender| gender != Gender::Unknown).unwrap_or_default()
}

/// Words and signs that may stand between a name and its role: *Mara Kessel, 61, the mayor*.
const BETWEEN: usize = 4;

/// Whether a match is a role that stands beside a name: before it, or behind a comma, a dash, a bracket or *is*.
pub(crate) fn is_role_beside(words: &Words<'_>, role: &LexiconMatch, name: TokenRange) -> bool {
    let (first, second) = if role.tokens.start < name.start { (role.tokens, name) } else { (name, role.tokens) };
    let between = first.end as usize..second.start as usize;
    let parts = |i: usize| {
        let token = words.token(i);
        matches!(words.str(i), "," | "(" | "–" | "—" | "-" | "is" | "a" | "an" | "the" | "The") || token.kind == TokenKind::Number
    };
    role.is_role
        && first.end <= second.start
        && between.len() <= BETWEEN
        && between.into_iter().all(parts)
        && words.tokens.paragraph_of(first.start as usize) == words.tokens.paragraph_of(second.start as usize)
        && !is_modified(words, role.tokens)
}

/// Lists the names of persons of which a word may stand for the whole: the last, and the first where it is a given name.
fn list_fuller(words: &Words<'_>, mentions: &[Mention], fuller: &mut Vec<(u32, u32)>) {
    let headline = words.tokens.paragraphs().first().map_or(0, |p| p.end);
    fuller.clear();
    for (i, mention) in (0..).zip(mentions) {
        let (core, is_person) = (mention.core, mention.entity_type == EntityType::Person);
        // A headline glues words to a name.
        let is_name = is_person || mention.entity_type == EntityType::Unknown && mention.tokens.start >= headline;
        if mention.kind != MentionKind::Name || core.len() < 2 || !is_name {
            continue;
        }
        fuller.push((words.token(core.end as usize - 1).hash, i));
        if is_person {
            fuller.push((words.token(core.start as usize).hash, i));
        }
    }
    fuller.sort_unstable();
}

/// Fuller names of one surname that are looked at.
const FULLER: usize = 16;

/// Whether a name of one word is a part of fuller names in the article of which none is the speaker's alone.
fn is_anothers(
    words: &Words<'_>,
    lexicon: &Lexicon,
    matches: &[LexiconMatch],
    mentions: &[Mention],
    fuller: &[(u32, u32)],
    known: &LexiconMatch,
    speaker: SpeakerId,
) -> bool {
    let hash = words.token(known.tokens.start as usize).hash;
    let from = fuller.partition_point(|&(word, _)| word < hash);
    let mut others = false;
    for &(_, i) in fuller[from..].iter().take_while(|&&(word, _)| word == hash).take(FULLER) {
        let mention = &mentions[i as usize];
        let at = matches.partition_point(|m| m.tokens.start < mention.core.start);
        let whole = matches.get(at).filter(|m| m.tokens == mention.core);
        let is_own = match mention.speaker {
            Some(meant) => meant == speaker,
            None => whole.is_none() && is_name_of(words, mention.core, lexicon.speaker(speaker).name),
        };
        if is_own {
            return false;
        }
        others = true;
    }
    others
}

/// Whether a name has the first and the last word of `name`: *Mara Ann Kessel*, *Mara Kessel*.
fn is_name_of(words: &Words<'_>, core: TokenRange, name: &str) -> bool {
    let is_at = |i: u32, word: Option<&str>| word.is_some_and(|word| words.token(i as usize).hash == hash_form(word));
    let mut parts = name.split_whitespace();
    is_at(core.start, parts.next()) && is_at(core.end - 1, parts.next_back())
}

/// Whether a match that is no name by itself is a word of the dictionary that has its capital from a sentence: *Will*, *May*.
fn is_doubtful(words: &Words<'_>, known: &LexiconMatch) -> bool {
    let at = known.tokens.start as usize;
    let sentence = words.tokens.sentence_at(at).start as usize;
    known.tokens.len() == 1 && words.info(at).is_ordinary() && (sentence..at).all(|i| !words.token(i).is_word())
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

/// Makes the mention one of a known speaker.
pub(super) fn set(mention: &mut Mention, speaker: SpeakerId, lexicon: &Lexicon) {
    let known = lexicon.speaker(speaker);
    mention.speaker = Some(speaker);
    if known.gender != Gender::Unknown {
        mention.gender = known.gender;
    }
    if known.entity_type != EntityType::Unknown {
        mention.entity_type = known.entity_type;
    }
}
