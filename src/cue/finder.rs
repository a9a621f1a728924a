//! Finds the cues of a text.

use super::{Cue, CueKind};
use crate::lexicon::{Facts, Tag, Word, WordClass, Words, is_form};
use crate::mention::is_verb_of_tag;
use crate::span::{QuotationId, TokenRange};
use crate::token::TokenKind;

/// Appends the cues outside quotations, in order.
pub fn find(words: &Words<'_>, owners: &[Option<QuotationId>], out: &mut Vec<Cue>) {
    for sentence in words.tokens.sentences() {
        let end = sentence.end as usize;
        let mut next = sentence.start as usize;
        while let Some(i) = words.cueing(next..end) {
            next = i + 1;
            if owners[i].is_some() {
                continue;
            }
            let (length, info) = match words.cue_phrase(i, end) {
                Some((length, info)) if info.is_cue() => (length, info),
                _ => (1, words.info(i)),
            };
            if let Some(cue) = cue(words, i, length, info, *sentence) {
                out.push(cue);
                next = i + length;
            }
        }
    }
}

fn cue(words: &Words<'_>, i: usize, length: usize, info: &Word, sentence: TokenRange) -> Option<Cue> {
    if !info.is_cue() {
        return None;
    }
    let facts = info.facts;
    // *Hope Hicks*, *press secretary*, *claims that Pledge wants it*: a name, or part of a name or of a description.
    let named = words.is_capitalised(i)
        && i > sentence.start as usize
        && words.joined(i)
        && (words.token(i - 1).is_word() || i + 1 < words.len() && words.is_capitalised(i + 1))
        && is_plain(words, sentence);
    let modifier = length == 1
        && i + 1 < sentence.end as usize
        && words.joined(i + 1)
        && !info.tag.is_finite()
        && words.facts(i + 1).has(Facts::PERSON)
        && info.tag != Tag::VBG;
    // *“…?” Judge Ann Lee asked*
    let titled = length == 1
        && words.is_capitalised(i)
        && words.facts(i).has(Facts::TITLE)
        && i + 1 < sentence.end as usize
        && words.joined(i + 1)
        && words.is_capitalised(i + 1);
    // *officials who were present*: a form that is no participle behind *be* is no verb.
    let predicate = length == 1
        && i > sentence.start as usize
        && words.is_be(i - 1)
        && matches!(info.tag, Tag::VB | Tag::VBP | Tag::NN | Tag::JJ)
        && !matches!(info.second_tag, Tag::VBD | Tag::VBN | Tag::VBG);
    if named || modifier || titled || predicate {
        return None;
    }
    let kind = if facts.has(Facts::CUE_PREPOSITION) {
        CueKind::Preposition
    } else if facts.has(Facts::CUE_VERB) && !(length == 1 && is_noun_here(words, i, info, sentence)) {
        CueKind::Verb
    } else if facts.has(Facts::CUE_NOUN) || facts.has(Facts::CUE_VERB) && length == 1 {
        CueKind::Noun
    } else {
        return None;
    };
    Some(Cue { tokens: TokenRange::new(i, i + length), kind, class: info.cue_class, weight: info.cue_weight })
}

/// Whether small letters prevail, so that a capital tells a name.
fn is_plain(words: &Words<'_>, sentence: TokenRange) -> bool {
    let long = || sentence.range().take(LOOKED_AT).filter(|&i| words.token(i).is_word() && words.token(i).span.len() >= 4);
    long().filter(|&i| words.is_capitalised(i)).count() * 2 < long().count()
}

/// Words before a noun among which adverbs and *and* join its adjectives.
const MODIFIERS: usize = 8;

/// Words before a noun among which its phrase begins: no noun has so many adjectives.
const PHRASE: usize = 64;

/// Words between *what* and its verb.
const SUBJECT: usize = 5;

/// Words of a sentence that tell how it is written.
const LOOKED_AT: usize = 40;

/// Whether a form that may be verb or noun (*claim*, *report*, *calls*) is a noun where it stands.
fn is_noun_here(words: &Words<'_>, i: usize, info: &Word, sentence: TokenRange) -> bool {
    if matches!(info.tag, Tag::VBD | Tag::VBN) && !info.second_tag.is_noun() || i == sentence.start as usize {
        return false;
    }
    if is_verb_of_tag(words, i, sentence) {
        return false;
    }
    // *what the regulator calls “…”*: between *what* and its verb stands its subject alone.
    let subject = (sentence.start as usize..i).rev().take(SUBJECT).take_while(|&p| words.joined(p + 1) && !words.tag(p).is_finite());
    if subject.skip(1).any(|p| is_form!(words, p, "what")) {
        return false;
    }
    // *A Roe County judge has ruled*
    if matches!(info.tag, Tag::NN | Tag::VB)
        && words.facts(i).has(Facts::PERSON)
        && i + 1 < sentence.end as usize
        && words.tag(i + 1).is_finite()
        && words.is_capitalised(i - 1)
    {
        return true;
    }
    // *a Globe interview*: of one the verb has another form.
    if matches!(info.tag, Tag::NN | Tag::VB) && is_of_one(words, i, sentence) {
        return true;
    }
    // *heard a man scream*
    if info.tag == Tag::VB && words.facts(i - 1).has(Facts::PERSON) && is_perceived(words, i, sentence) {
        return false;
    }
    // *Roe's office read: “…”*: what has one form for now and then is no noun.
    if info.tag == Tag::VB && info.second_tag == Tag::VBD && words.tag(i - 1).is_noun() {
        return false;
    }
    // *the report says*, but *the cries*: only what is never a noun is a verb behind one.
    let noun = words.tag(i - 1).is_noun() || words.facts(i - 1).has(Facts::PERSON);
    if info.tag == Tag::VBZ && !info.second_tag.is_noun() && noun {
        return false;
    }
    if info.tag == Tag::VBG {
        return matches!(words.tag(i - 1), Tag::DT | Tag::PRPS);
    }
    // Left over adjectives and participles to what begins a noun phrase: *Roe's repeated calls*.
    for p in (sentence.start as usize..i).rev().take(PHRASE) {
        let tag = words.tag(p);
        if words.token(p).kind == TokenKind::Possessive || matches!(tag, Tag::DT | Tag::PRPS | Tag::CD) {
            return true;
        }
        if tag == Tag::IN {
            return p + 1 == i && info.tag.is_noun() || p + 1 < i;
        }
        // *a new and more personal message*
        let joins = (2..MODIFIERS).contains(&(i - p))
            && (tag.is_adverb() || tag == Tag::CC)
            && (words.tag(p + 1).is_adjective() || words.tag(p + 1).is_adverb());
        if !(tag.is_adjective()
            || joins
            || i - p == 1 && tag == Tag::NN && info.tag != Tag::VBD
            || i - p <= 2 && matches!(tag, Tag::VBN | Tag::VBD | Tag::VBG))
        {
            return false;
        }
    }
    false
}

/// Most words of a name between an article and a noun.
const NAME: usize = 4;

/// Whether a name and an article that is of one thing alone stand before token `i`: *a Globe interview*.
fn is_of_one(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let floor = (sentence.start as usize).max(i.saturating_sub(NAME + 1));
    let before = (floor..i).rev().take_while(|&p| words.joined(p + 1)).find(|&p| !words.is_capitalised(p) || words.tag(p) == Tag::DT);
    before.is_some_and(|article| article + 1 < i && is_form!(words, article, "a" | "an" | "this" | "another"))
}

/// Words between a verb of perception and that of whoever is heard.
const PERCEIVED: usize = 6;

/// Whether the phrase before token `i` is the object of a verb of perception: *heard an old man scream*.
fn is_perceived(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let floor = (sentence.start as usize).max(i.saturating_sub(PERCEIVED));
    (floor..i)
        .rev()
        .take_while(|&p| words.token(p).is_word())
        .find(|&p| words.tag(p).is_verb())
        .is_some_and(|verb| words.is_a(verb, WordClass::Perceiving))
}
