//! The grammatical role of a mention, as far as its neighbours tell.

use crate::lexicon::{Facts, Tag, Words, is_form};
use crate::mention::{EntityType, Mention};
use crate::token::TokenKind;

/// Whether the mention is the subject of its clause, as far as its neighbours tell.
pub(super) fn is_subject(words: &Words<'_>, mention: &Mention, sentence: u32) -> bool {
    let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
    if mention.possessive {
        return is_of_a_deed(words, mention, sentence);
    }
    let before = start.checked_sub(1);
    if let Some(before) = before {
        if is_inverted(words, before) || is_there(words, before) || stands_behind(words, before, sentence as usize) {
            return true;
        }
        // *According to Lee, it rained*: who says so is spoken of next.
        let speaks = mention.entity_type != EntityType::Document;
        if before > 0 && speaks && words.is(before, "to") && is_form!(words, before - 1, "according") {
            return true;
        }
        // *Lee, whose daughter Ann has asthma*
        if words.is(before, "whose") {
            return false;
        }
        // *Was Lee content?*
        if before == sentence as usize && words.joined(start) && begins_question(words, before) {
            return true;
        }
        if is_object(words, mention)
            && !is_form!(
                words,
                before,
                "that" | "as" | "because" | "if" | "while" | "when" | "after" | "before" | "since" | "though" | "although"
            )
        {
            return false;
        }
    }
    if before.is_some_and(|comma| is_apposition_of_kin(words, comma, end)) {
        return false;
    }
    // *Lee himself laughed*
    let end = end + usize::from(is_emphatic(words, end));
    if end >= words.len() {
        return false;
    }
    // *Lee beat Roe*: what stands between the start of a sentence and a verb of whatever form.
    let is_verb = |i: usize| words.tag(i).is_verb() || words.info(i).second_tag.is_finite() && words.tag(i) == Tag::NNS;
    if sentence == mention.tokens.start && words.joined(end) && is_verb(end) {
        return true;
    }
    // *In May, Lee cut her losses*
    let fronted = before.is_some_and(|before| words.is(before, ","));
    let takes_object = || end + 1 < words.len() && matches!(words.tag(end + 1), Tag::DT | Tag::PRPS);
    if fronted && words.joined(end) && words.tag(end) == Tag::VB && takes_object() {
        return true;
    }
    // What begins its sentence is its subject, behind whatever prepositions.
    let tag = words.tag(end);
    tag.is_finite()
        || matches!(tag, Tag::VBN | Tag::WP)
        || tag.is_adverb()
        || sentence == mention.tokens.start && matches!(tag, Tag::IN | Tag::TO)
        || words.facts(end).has(Facts::CUE_VERB)
        || words.token(end).kind == TokenKind::Punct && matches!(words.str(end), "," | "(" | "—")
}

/// *the child of a solicitor and his wife, Ann, a geologist*: a name between commas that only tells whose kin was meant.
fn is_apposition_of_kin(words: &Words<'_>, comma: usize, end: usize) -> bool {
    let fenced = words.is(comma, ",") && end + 1 < words.len() && words.is(end, ",");
    let acts = |i: usize| words.tag(i).is_verb() || words.tag(i).is_adverb() || words.tag(i) == Tag::WP;
    fenced && comma > 0 && words.facts(comma - 1).has(Facts::KIN) && !acts(end + 1)
}

/// Words before a verb that has its subject behind it.
const LEAD: usize = 3;

/// *Among them was Lee*, *Leading them was Lee*: whether the verb at `i` has its subject behind it.
fn stands_behind(words: &Words<'_>, i: usize, sentence: usize) -> bool {
    i > sentence
        && i - sentence <= LEAD
        && is_form!(words, i, "was" | "were" | "is" | "are" | "sat" | "stood" | "came")
        && (matches!(words.tag(sentence), Tag::IN | Tag::VBG) || is_form!(words, sentence, "among" | "also"))
        && !words.tag(sentence + 1).is_verb()
}

/// Whether token `i` stresses the name before it: *Lee himself*.
pub(super) fn is_emphatic(words: &Words<'_>, i: usize) -> bool {
    i < words.len() && words.joined(i) && is_form!(words, i, "himself" | "herself")
}

/// Words between a possessive and what somebody did to another.
const DEED: usize = 4;

/// *Lee's victory over Roe was his first*: the sentence is about Lee; not so *Lee's lawyer laughed*.
fn is_of_a_deed(words: &Words<'_>, mention: &Mention, sentence: u32) -> bool {
    let start = mention.tokens.end as usize + 1;
    let end = words.len().min(start + DEED);
    let is_small = |i: &usize| words.joined(*i) && words.token(*i).is_word() && !words.is_capitalised(*i);
    let over = (start..end).take_while(is_small).find(|&i| is_form!(words, i, "over" | "against"));
    sentence == mention.tokens.start && over.is_some_and(|over| over > start)
}

/// *Then there's Lee.*
fn is_there(words: &Words<'_>, before: usize) -> bool {
    is_form!(words, before, "there's")
        || before > 0 && words.is(before - 1, "there") && (is_form!(words, before, "is" | "was") || words.str(before).ends_with('s'))
}

/// Whether a preposition or a verb governs the mention: the *Boyle* of *behind Boyle*, *met Boyle*.
pub(super) fn is_object(words: &Words<'_>, mention: &Mention) -> bool {
    let start = mention.tokens.start as usize;
    start > 0 && words.joined(start) && {
        let tag = words.tag(start - 1);
        // *credits his coach*: what may be a verb is one before a possessive.
        let governs = || tag == Tag::NNS && words.tag(start) == Tag::PRPS && words.info(start - 1).second_tag.is_finite();
        tag == Tag::IN || tag == Tag::TO || tag.is_verb() || governs()
    }
}

/// Reporting verbs of at least this weight may stand before their subject behind a comma: *…, said Lee*; but *Roe, 40, blamed Lee*.
const INVERTING: u8 = 85;

/// Whether the verb at `i` may have its subject behind it: *“…” said Lee*.
pub(super) fn is_inverted(words: &Words<'_>, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| words.facts(i).has(Facts::CUE_VERB)) else { return false };
    match words.token(before).kind {
        TokenKind::Mark => true,
        TokenKind::Punct => !words.is(before, ")") && words.info(i).cue_weight >= INVERTING && !is_form!(words, i, "told"),
        _ => false,
    }
}

/// Whether token `i` is a verb that may begin a question before its subject.
fn begins_question(words: &Words<'_>, i: usize) -> bool {
    words.tag(i) == Tag::MD || is_form!(words, i, "is" | "was" | "are" | "were" | "did" | "does" | "do" | "has" | "have" | "had")
}

/// Whether token `i` opens a clause that tells when or why.
pub(super) fn opens_minor_clause(words: &Words<'_>, i: usize) -> bool {
    is_form!(words, i, "after" | "when" | "because" | "since" | "once")
}
