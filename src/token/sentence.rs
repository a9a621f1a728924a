//! Sentences, with an eye on quotations: a closing mark and the *said X* behind it stay together.

use super::tokenizer::Found;
use super::{Gap, Runs, Token, TokenKind, abbreviation};
use crate::span::TokenRange;

/// Appends the sentences of every paragraph; one begins at each of the tokens in `starts`, which are in order.
pub(super) fn split(
    text: &str,
    found: &Found,
    paragraphs: &[TokenRange],
    starts: &[u32],
    is_reporting: impl Fn(usize) -> bool,
    out: &mut Runs,
) {
    let tokens = &found.tokens;
    let mut starts = starts.iter().map(|&i| i as usize).peekable();
    let mut stops = found.stops.iter().map(|&i| i as usize).peekable();
    for paragraph in paragraphs {
        let mut start = paragraph.start as usize;
        let end = paragraph.end as usize;
        if let Some(text_start) = starts.next_if(|&i| i < end) {
            out.push(start, text_start);
            start = text_start;
        }
        // One past what was looked at: closing signs may be stops themselves.
        let mut seen = start;
        while let Some(i) = stops.next_if(|&i| i < end) {
            if i < seen {
                continue;
            }
            let Some(ending) = ending(text, tokens, i) else { continue };
            // Closing marks and brackets belong to the sentence that they end.
            let mut next = i + 1;
            while next < end && closes(text, tokens, next) {
                next += 1;
            }
            let marks = tokens[i + 1..next].iter().any(|t| t.kind == TokenKind::Mark);
            if next < end && cuts(text, tokens, next, end, ending, marks, &is_reporting) {
                out.push(start, next);
                start = next;
            }
            seen = next;
        }
        if start < end {
            out.push(start, end);
        }
    }
}

/// Longest aside between a name and its reporting verb behind a closing mark, in tokens.
const ASIDE: usize = 16;

/// What ends a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Stop,
    /// ? ! …: goes on as often as not.
    Open,
    /// The full stop of an abbreviation.
    Abbreviation,
}

fn ending(text: &str, tokens: &[Token], i: usize) -> Option<Ending> {
    let token = &tokens[i];
    match token.kind {
        TokenKind::Punct => match text.as_bytes()[token.span.start as usize] {
            b'.' if token.span.len() == 1 => Some(Ending::Stop),
            b'.' | b'?' | b'!' => Some(Ending::Open),
            0xE2 if token.of(text) == "…" => Some(Ending::Open),
            _ => None,
        },
        TokenKind::Word if token.span.len() > 1 && text.as_bytes()[token.span.end as usize - 1] == b'.' => {
            let word = token.of(text);
            let initial = word.len() == 2;
            (!initial && !abbreviation::is_title(token.hash, &word[..word.len() - 1])).then_some(Ending::Abbreviation)
        }
        _ => None,
    }
}

/// Whether token `i` closes what stands before it: a mark or bracket without blank before, or a second sign of the same end.
fn closes(text: &str, tokens: &[Token], i: usize) -> bool {
    let token = &tokens[i];
    let rest = &text[token.span.start as usize..];
    match token.kind {
        TokenKind::Mark => {
            let opener = rest.starts_with(['“', '„', '«', '‘', '‚'])
                && tokens.get(i + 1).is_some_and(|t| t.gap == Gap::None && matches!(t.kind, TokenKind::Word | TokenKind::Number));
            token.gap == Gap::None && !opener
        }
        TokenKind::Punct => token.gap == Gap::None && rest.starts_with([')', ']', '.', '?', '!', '…']),
        _ => false,
    }
}

/// Whether a new sentence begins at token `next`.
fn cuts(text: &str, tokens: &[Token], next: usize, end: usize, ending: Ending, marks: bool, is_reporting: &impl Fn(usize) -> bool) -> bool {
    let token = &tokens[next];
    if token.gap == Gap::None && !marks && ending != Ending::Stop {
        return false;
    }
    match token.kind {
        TokenKind::Word => {
            if !token.is_capitalised() {
                // iPhone, al-Qaeda and van Dyck may begin one; a small letter else goes on.
                return token.shape == super::Shape::Mixed && ending == Ending::Stop;
            }
            match ending {
                Ending::Abbreviation => tokens.get(next + 1).is_none_or(|t| !t.is_capitalised()) && starts_sentence(text, token),
                _ if marks => !is_attribution(text, tokens, next, end, ending, is_reporting),
                _ => true,
            }
        }
        TokenKind::Possessive => false,
        TokenKind::Punct => {
            let sign = token.of(text);
            !matches!(sign, "," | ";" | ":" | ")" | "]" | "." | "?" | "!") && (ending == Ending::Stop || !sign.starts_with(['-', '–', '—']))
        }
        _ => ending != Ending::Abbreviation || token.kind == TokenKind::Mark,
    }
}

/// Words that begin sentences more often than names: what decides after *U.S.* or *Inc.*
fn starts_sentence(text: &str, token: &Token) -> bool {
    matches!(
        token.of(text),
        "The"
            | "A"
            | "An"
            | "He"
            | "She"
            | "It"
            | "They"
            | "We"
            | "I"
            | "But"
            | "And"
            | "In"
            | "On"
            | "At"
            | "For"
            | "That"
            | "This"
            | "His"
            | "Her"
            | "Their"
            | "As"
            | "When"
            | "While"
            | "If"
            | "After"
            | "Before"
            | "Meanwhile"
            | "However"
            | "There"
            | "These"
            | "Those"
            | "What"
            | "Why"
            | "How"
            | "Who"
            | "So"
            | "Yet"
            | "Not"
            | "No"
            | "Also"
            | "Since"
            | "With"
            | "By"
            | "From"
            | "Under"
            | "Its"
            | "Our"
            | "My"
            | "You"
            | "Some"
            | "Many"
            | "Most"
            | "Last"
            | "Now"
            | "Then"
    )
}

/// Longest name with its titles before a reporting verb, in tokens: *U.S. District Judge Ann Lee*.
const NAME: usize = 6;

/// Whether *X said* or *said X* begins at `next`, behind a closing mark: a name or pronoun and a reporting
/// verb. Behind a full stop the attribution must be all there is (*“We won.” Ann Lee said.*), and no quotation may follow at once
/// (*“We won.” She added, “At last.”*).
fn is_attribution(text: &str, tokens: &[Token], next: usize, end: usize, ending: Ending, is_reporting: &impl Fn(usize) -> bool) -> bool {
    let mut i = next;
    while i < end
        && i - next < NAME
        && matches!(tokens[i].kind, TokenKind::Word)
        && (tokens[i].is_capitalised() || i > next && tokens[i].shape == super::Shape::Mixed)
    {
        i += 1;
    }
    if ending == Ending::Open && i > next && i < end && tokens[i].of(text) == "," {
        // *“Go!” Ann Lee, a nurse from Roe, said.*
        let close = (i + 1..end.min(i + ASIDE)).find(|&j| tokens[j].of(text) == "," && j + 1 < end && is_reporting(j + 1));
        i = close.map_or(i, |close| close + 1);
    }
    // *“Go!” Lee went on.*
    let goes_on = |i: usize| matches!(tokens[i].of(text), "went" | "goes") && i + 1 < end && tokens[i + 1].of(text) == "on";
    if i == next || i >= end || !(is_reporting(i) || goes_on(i)) || tokens[i].is_capitalised() {
        return false;
    }
    let after = tokens.get(i + 1).filter(|_| i + 1 < end);
    match ending {
        Ending::Open => after.is_none_or(|t| !(t.kind == TokenKind::Mark) && !t.of(text).starts_with(':')),
        _ => after.is_none_or(|t| {
            let leads_in = tokens[..end].get(i + 2).is_some_and(|t| t.kind == TokenKind::Mark);
            t.kind == TokenKind::Punct && t.of(text).starts_with(['.', ',']) && !leads_in
        }),
    }
}

#[cfg(test)]
mod tests {
    use crate::token::{Tokens, hash_form};

    fn sentences(text: &str) -> Vec<&str> {
        let mut tokens = Tokens::default();
        tokens.reset(text);
        let said: Vec<bool> = tokens.all().iter().map(|t| ["said", "asked"].iter().any(|w| hash_form(w) == t.hash)).collect();
        tokens.split_sentences(text, &[], |i| said[i]);
        tokens.sentences().iter().map(|&s| tokens.span(s).of(text)).collect()
    }

    #[test]
    fn no_cut_between_a_closing_mark_and_its_attribution() {
        for text in [
            "“Is it?” Harry asked.",
            "“Go!” said Harry.",
            "“Is it?” he asked.",
            "“We won.” Ann Lee said.",
            "“Who…” Mr. Lee said, turning.",
            "“Go!” Ann Lee, a nurse, said.",
        ] {
            assert_eq!(sentences(text), [text]);
        }
        assert_eq!(sentences("“We won.” Harry said: “We lost.”").len(), 2);
        assert_eq!(sentences("“We won.” Harry left.").len(), 2);
        assert_eq!(sentences("“We won.” He said, “At last.”").len(), 2);
    }

    #[test]
    fn a_full_stop_of_an_abbreviation_ends_no_sentence() {
        assert_eq!(
            sentences("Mr. Lee met Gov. J. Doe in the U.S. Senate at 5 p.m. Tuesday."),
            ["Mr. Lee met Gov. J. Doe in the U.S. Senate at 5 p.m. Tuesday."]
        );
        assert_eq!(sentences("It left the U.S. The firm is small.").len(), 2);
    }

    #[test]
    fn the_closing_mark_belongs_to_the_sentence_it_ends() {
        assert_eq!(sentences("He said “no.” She left."), ["He said “no.”", "She left."]);
    }
}
