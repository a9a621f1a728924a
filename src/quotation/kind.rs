//! A first guess at what a quoted span is, from its own form and the words beside it. Who speaks is not asked here: the
//! attribution has the last word.

use super::neighbour::{Neighbour, neighbour};
use super::page::Page;
use super::region::Region;
use super::{Look, QuotationKind};
use crate::lexicon::{Facts, Tag};
use crate::span::TokenRange;
use crate::token::{Gap, Shape, TokenKind};

/// Tokens of a span that are looked at: what is longer is speech. The bound keeps deep nesting linear.
const LOOKED_AT: usize = 40;
/// Longest title of a work, in words.
const TITLE: usize = 12;
/// Longest span taken for scare quotes where nothing is reported, in words.
const SCARE: usize = 3;
/// Words from which on a span with more than one sentence is speech wherever it stands.
const SENTENCES: usize = 6;
/// Tokens on either side in which a cue verb shows that somebody is reported.
const REACH: usize = 25;
/// Cue verbs of at least this weight show it.
const REPORTING: u8 = 40;
/// Tokens of an attribution that may interrupt a quotation.
const INTERRUPTION: usize = 25;
/// Tokens behind a comma and its closing mark in which an attribution shows itself.
const ATTRIBUTION: usize = 6;

/// The kind of `region`, a span of `paragraph`.
pub(super) fn guess(page: &Page, paragraph: TokenRange, region: &Region) -> (QuotationKind, Look) {
    let form = Form::of(page, region);
    if form.words == 0 {
        return (QuotationKind::None, Look::Empty);
    }
    let place = Place::of(page, paragraph, region);
    // *titled “Rain,” Roe said* names what came before, whatever follows.
    let is_name = place.before == Some(Neighbour::Naming) && !place.starts_sentence && form.words <= TITLE && !form.is_clause();
    if place.is_attributed && !is_name {
        let kind = if form.starts_sentence(&place) { QuotationKind::Direct } else { QuotationKind::Mixed };
        return (kind, Look::Attributed);
    }
    let named = match place.before {
        Some(Neighbour::Naming) => form.words <= TITLE && !form.is_clause(),
        Some(Neighbour::Public) => true,
        Some(Neighbour::Called | Neighbour::Work) => form.is_title,
        None => false,
    };
    if named || place.after == Some(Neighbour::Work) && form.is_title {
        return (QuotationKind::None, Look::Named);
    }
    if form.is_title && !form.is_clause() && !(form.ends_sentence && place.is_said) {
        return (if is_headline(page, paragraph) { QuotationKind::Mixed } else { QuotationKind::None }, Look::Title);
    }
    // *He typed: “V2.”*
    let is_utterance = form.is_capitalised && form.ends_sentence && place.is_said;
    let is_command = form.is_command && (place.is_introduced || place.starts_sentence);
    let is_speech = is_utterance
        || is_command
        || form.starts_sentence(&place) && (form.is_clause() || form.words > SCARE && form.ends)
        || form.ends && (form.has_subject || place.is_paragraph)
        || form.has_sentences && form.words > SENTENCES;
    if is_speech {
        return (QuotationKind::Direct, Look::Speech);
    }
    if form.words <= SCARE && !is_reported(page, paragraph, region) && !is_headline(page, paragraph) {
        return (QuotationKind::None, Look::Scare);
    }
    (QuotationKind::Mixed, Look::Fragment)
}

/// How a span is written.
struct Form {
    /// Number of words, up to the bound.
    words: usize,
    /// Whether the first word has a capital.
    is_capitalised: bool,
    /// Whether it begins with a word in small letters.
    is_small: bool,
    /// Whether all words but small ones have capitals.
    is_title: bool,
    has_finite_verb: bool,
    /// Whether it begins with a subject and has a finite verb behind that: *a harbour is no hostage*.
    has_subject: bool,
    /// Whether a sign that ends a clause stands before the closing mark.
    ends: bool,
    /// Whether that sign ends a sentence.
    ends_sentence: bool,
    /// Whether it begins with the plain form of a verb: *Ask the lighthouse.*
    is_command: bool,
    /// Whether a sentence ends before its end.
    has_sentences: bool,
}

impl Form {
    fn of(page: &Page, region: &Region) -> Self {
        let (start, end) = region.inner();
        let mut form = Form {
            words: 0,
            is_capitalised: false,
            is_small: end > start && page.token(start).shape == Shape::Lower,
            is_title: true,
            has_finite_verb: false,
            has_subject: false,
            ends: end > start && page.is_sign(end - 1, &['.', '?', '!', '…', ',']),
            ends_sentence: end > start && page.is_sign(end - 1, &['.', '?', '!']),
            is_command: false,
            has_sentences: false,
        };
        // Whether the word that would be the subject has been seen, behind *but*, *if*, *now*, and whether it is one.
        let (mut led, mut subject) = (false, false);
        let (mut capitals, mut upper) = (0, 0);
        for i in start..end.min(start + LOOKED_AT) {
            let token = page.token(i);
            match token.kind {
                TokenKind::Word => {
                    let info = page.info(i);
                    let small = matches!(info.tag, Tag::IN | Tag::DT | Tag::CC | Tag::TO | Tag::PRPS | Tag::PRP);
                    if form.words == 0 {
                        form.is_capitalised = token.is_capitalised();
                        form.is_command = form.is_capitalised && form.ends_sentence && info.tag == Tag::VB;
                    }
                    if !led && !matches!(info.tag, Tag::CC | Tag::IN | Tag::WRB | Tag::RB) {
                        led = true;
                        let is_name = token.is_capitalised() && info.tag == Tag::Unknown;
                        subject = is_name || matches!(info.tag, Tag::PRP | Tag::DT | Tag::PRPS | Tag::EX | Tag::NNS);
                    }
                    // Once both are known, no word tells more.
                    if !form.has_finite_verb || subject && !form.has_subject {
                        let contracted = || is_contracted(page.form(i));
                        let finite = info.tag.is_finite() || contracted() || form.words == 1 && follows_subject(page, i, info.tag);
                        form.has_finite_verb |= finite;
                        form.has_subject |= subject && finite && (form.words > 0 || contracted());
                    }
                    capitals += usize::from(token.is_capitalised());
                    upper += usize::from(token.shape == Shape::Upper);
                    form.is_title &= token.is_capitalised() || small && form.words > 0;
                    form.words += 1;
                }
                TokenKind::Number => form.words += 1,
                // That's it: a verb behind a pronoun, a possessive behind a noun.
                TokenKind::Possessive if i > start => {
                    let verb = matches!(page.info(i - 1).tag, Tag::PRP | Tag::DT | Tag::EX | Tag::WP | Tag::WRB);
                    form.has_finite_verb |= verb;
                    form.has_subject |= verb && subject;
                }
                TokenKind::Punct if !form.has_sentences => form.has_sentences = i + 1 < end && page.is_sign(i, &['.', '?', '!']),
                _ => {}
            }
        }
        // *a “WITCH HUNT”*: who writes all in capitals shouts, and names no work.
        form.is_title &= capitals < 2 || upper < capitals;
        form.is_title &= form.is_capitalised && end - start <= LOOKED_AT && form.words <= TITLE;
        form
    }

    /// Whether it has a verb that can have a subject, or sentences; a title may have such a verb too (*Some Like It Hot*).
    fn is_clause(&self) -> bool {
        self.has_sentences || self.has_finite_verb && (!self.is_title || self.ends && self.words > 2)
    }

    fn starts_sentence(&self, place: &Place) -> bool {
        self.is_capitalised && place.can_start
            // *it should, the journal said, “be regarded as provisional.”*
            || place.is_introduced && (!self.is_small || self.has_subject || !place.is_in_clause)
            || place.starts_sentence && self.words > SCARE
    }
}

/// Whether the word at `i`, whose commonest part of speech is `tag`, is a verb because the pronoun before it begins the words: *We
/// urge restraint*, *It hurts*; but *you two*, *we old men*, *you guys*.
fn follows_subject(page: &Page, i: usize, tag: Tag) -> bool {
    let before = page.form(i - 1);
    let is = |forms: &[&str]| forms.iter().any(|form| before.eq_ignore_ascii_case(form));
    let third = || is(&["he", "she", "it"]);
    match tag {
        Tag::VB | Tag::VBN => third() || is(&["i", "we", "you", "they"]),
        Tag::NNS => third(),
        _ => false,
    }
}

/// Whether a word is a pronoun and a verb in one, or a verb and *not*.
fn is_contracted(word: &str) -> bool {
    // Most words have no apostrophe (whose last byte is this one, where it is not ASCII) where the last one or two letters begin.
    let is_apostrophe = |b: Option<&u8>| matches!(b, Some(b'\'' | 0x99));
    let mut behind = word.as_bytes().iter().rev().skip(1);
    if !(is_apostrophe(behind.next()) || is_apostrophe(behind.next())) {
        return false;
    }
    let is_end = |end: &str| ["'", "’"].iter().any(|a| word.strip_suffix(end).is_some_and(|stem| stem.ends_with(a)));
    ["t", "re", "ll", "ve", "d", "m"].into_iter().any(is_end)
}

/// What stands around a span.
struct Place {
    before: Option<Neighbour>,
    after: Option<Neighbour>,
    /// A colon stands before, or a comma behind a cue verb.
    is_introduced: bool,
    /// A comma stands before it, and no quotation that goes on in it: *it should, he said, “be late”*, not *“So,” he said, “be late.”*
    is_in_clause: bool,
    /// Whether the colon or comma that introduces it stands behind a cue verb.
    is_said: bool,
    /// Nothing stands before it, or a sentence ends there.
    starts_sentence: bool,
    /// It is a paragraph of its own.
    is_paragraph: bool,
    /// What stands before does not bind it as one word of the sentence (*the “No” vote*).
    can_start: bool,
    /// A comma, ?, ! or dash stands inside its end and a cue verb soon behind: “So,” she said.
    is_attributed: bool,
}

impl Place {
    fn of(page: &Page, paragraph: TokenRange, region: &Region) -> Self {
        let (first, last) = (paragraph.start as usize, paragraph.end as usize);
        let (start, end) = (region.start, region.end);
        let is_cue = |i: usize| page.info(i).facts.has(Facts::CUE_VERB);
        let is_light = |i: usize| matches!(page.info(i).tag, Tag::DT | Tag::IN | Tag::PRPS);
        let word_before = (start.saturating_sub(3).max(first)..start).rev().find(|&i| page.token(i).is_word() && !is_light(i));
        let starts_sentence = start == first || page.is_sign(start - 1, &['.', '?', '!']) || page.token(start).gap >= Gap::Line;
        let is_behind_comma = !starts_sentence && page.is_sign(start - 1, &[',']);
        let is_behind_cue = word_before.is_some_and(is_cue);
        let is_introduced = !starts_sentence && (page.is_sign(start - 1, &[':']) || is_behind_comma && is_behind_cue);
        let is_bound = |i: usize| matches!(page.token(i).kind, TokenKind::Word | TokenKind::Possessive) && !is_cue(i);
        let is_attributed = region.closed
            && end < last
            && page.is_sign(end - 2, &[',', '?', '!', '—', '–', '-', '…'])
            && (end..last.min(end + ATTRIBUTION))
                .take_while(|&i| page.token(i).kind != TokenKind::Mark && !page.is_sign(i, &['.', ';']))
                .any(is_cue);
        Place {
            before: word_before.and_then(|i| neighbour(page, i)),
            after: (end < last).then(|| neighbour(page, end)).flatten(),
            is_introduced,
            is_in_clause: is_behind_comma
                && !(start.saturating_sub(INTERRUPTION).max(first)..start).any(|i| page.token(i).kind == TokenKind::Mark),
            is_said: is_introduced && is_behind_cue,
            is_paragraph: start == first && end == last,
            starts_sentence,
            can_start: starts_sentence || !is_bound(start - 1),
            is_attributed,
        }
    }
}

/// Whether a cue verb stands near a span.
fn is_reported(page: &Page, paragraph: TokenRange, region: &Region) -> bool {
    let from = region.start.saturating_sub(REACH).max(paragraph.start as usize);
    let to = (region.end + REACH).min(paragraph.end as usize);
    (from..region.start).chain(region.end..to).any(|i| {
        let info = page.info(i);
        info.facts.has(Facts::CUE_VERB) && info.cue_weight >= REPORTING
    })
}

/// Whether a paragraph is written like a headline: short, and nearly all its words with capitals or no full stop.
fn is_headline(page: &Page, paragraph: TokenRange) -> bool {
    if paragraph.len() > LOOKED_AT {
        return false;
    }
    let (mut words, mut small) = (0, 0);
    for i in paragraph.range() {
        let token = page.token(i);
        if token.is_word() && !matches!(page.info(i).tag, Tag::IN | Tag::DT | Tag::CC | Tag::TO) {
            words += 1;
            small += usize::from(!token.is_capitalised());
        }
    }
    words >= 3 && small * 6 <= words
}
