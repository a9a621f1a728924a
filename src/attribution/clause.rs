//! Which subject a sentence is of: that of its main clause, before those of the clauses within.

use super::View;
use super::grammar::{Grammar, behind_auxiliaries, is_fence};
use crate::lexicon::{Tag, WordClass, is_form};
use crate::span::{MentionId, TokenRange};

/// Words that modify a subject, before it.
const MODIFIERS: usize = 8;

/// Whether token `i` opens a clause within another: *when*, *that*, *because*.
pub(super) fn subordinates(view: &View<'_>, i: usize) -> bool {
    let words = &view.words;
    matches!(words.tag(i), Tag::WDT | Tag::WP | Tag::WPS | Tag::WRB)
        || is_form!(
            words,
            i,
            "that"
                | "as"
                | "because"
                | "if"
                | "while"
                | "when"
                | "after"
                | "before"
                | "since"
                | "though"
                | "although"
                | "whether"
                | "until"
                | "unless"
                | "once"
        )
}

/// Whether the word at `first` begins a clause that tells of a question to the subject: *Asked if it rained, Roe shrugged.*
pub(super) fn begins_with_question(view: &View<'_>, first: usize) -> bool {
    view.words.is_a(first, WordClass::Asking)
}

/// Whether who is mentioned is the subject of a clause within the sentence that begins at `floor`, or no subject at all: *when Roe
/// left*, *said Roe was ill*, *Roe's*.
pub(super) fn is_embedded(view: &View<'_>, mention: MentionId, floor: usize) -> bool {
    let found = &view.mentions[mention.index()];
    let words = &view.words;
    let modifies = |tag: Tag| tag.is_adverb() || tag.is_adjective() || matches!(tag, Tag::DT | Tag::PRPS | Tag::CD);
    let before = (floor..found.tokens.start as usize).rev().take(MODIFIERS).find(|&b| subordinates(view, b) || !modifies(words.tag(b)));
    found.possessive || before.is_some_and(|b| subordinates(view, b) || words.tag(b).is_verb())
}

/// Mentions of one sentence among which the subject of its clause is looked for.
const LOOKED_AT: usize = 100;

/// Tokens between a subject and its verb.
const BETWEEN: usize = 16;

/// Which of the subjects of a sentence is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// The first that is not of a clause within the sentence, unless there is no other.
    First,
    /// The last such.
    Last,
    /// The last, of whatever clause.
    Nearest,
}

/// A subject of a clause before token `end` in `sentence`: a mention outside quotations that a finite verb follows and no preposition or
/// verb precedes.
pub(super) fn main_subject(view: &View<'_>, grammar: &Grammar, sentence: TokenRange, end: usize, which: Which) -> Option<MentionId> {
    let words = &view.words;
    let mut from = view.mentions.partition_point(|m| m.tokens.start < sentence.start);
    if which != Which::First {
        let to = view.mentions.partition_point(|m| (m.tokens.start as usize) < end);
        from = from.max(to.saturating_sub(LOOKED_AT));
    }
    let mut found = None;
    let (mut nested, mut fallback) = (None, None);
    for (i, mention) in view.mentions.iter().enumerate().skip(from).take(LOOKED_AT) {
        if mention.tokens.end as usize > end {
            if mention.tokens.start as usize >= end {
                break;
            }
            continue;
        }
        if mention.quoted || mention.possessive || grammar.ending(mention.tokens.end as usize) != Some(MentionId::new(i)) {
            continue;
        }
        let start = mention.tokens.start as usize;
        let before = start.checked_sub(1).filter(|&b| b >= sentence.start as usize);
        let governed = before.is_some_and(|b| {
            let tag = words.tag(b);
            tag == Tag::IN && !subordinates(view, b) || tag == Tag::TO || tag.is_verb()
        });
        if governed {
            continue;
        }
        let behind = mention.tokens.end as usize;
        let next = behind_auxiliaries(view, behind, end.min(behind + BETWEEN));
        let verb = next > mention.tokens.end as usize
            || next < words.len() && (words.tag(next).is_verb() || words.tag(next) == Tag::NN && words.info(next).second_tag.is_verb());
        // *A man in a coat got up*, *Roe to the club's website*: what begins its sentence, whatever stands between it and its verb.
        let begins = mention.tokens.start == sentence.start && next < words.len() && matches!(words.tag(next), Tag::IN | Tag::TO);
        let fenced = begins
            || next < words.len() && words.tag(next) == Tag::WP
            || next < words.len() && is_fence(view, next) && !matches!(words.str(next), ")");
        if verb && which != Which::Nearest && before.is_some_and(|b| subordinates(view, b)) {
            if nested.is_none() || which != Which::First {
                nested = Some(MentionId::new(i));
            }
        } else if verb {
            found = Some(MentionId::new(i));
            if which == Which::First {
                break;
            }
        } else if fenced && fallback.is_none() {
            fallback = Some(MentionId::new(i));
        }
    }
    found.or(nested).or(fallback)
}
