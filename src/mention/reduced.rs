//! Known names with an initial or a nickname more: *Robert C. Roe*, *Robert “Bob” Roe*.

use super::known::{only, set};
use super::{EntityType, Mention, MentionKind};
use crate::lexicon::{Lexicon, LexiconMatch, LexiconScratch, Words};
use crate::span::SpeakerId;
use crate::token::{Shape, TokenKind, Tokens};

/// Longest such name, in tokens.
const LONGEST: usize = 9;

/// Looks for what is left of a name in the lexicon; its scratch memory.
#[derive(Debug, Default)]
pub(super) struct Reduced {
    name: String,
    tokens: Tokens,
    scratch: LexiconScratch,
    found: Vec<LexiconMatch>,
}

/// Which parts of a name are left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Word,
    Initial,
    Nickname,
    Sign,
}

impl Reduced {
    /// Gives those of `mentions` a speaker that are a name of the lexicon but for an initial or a nickname, or by the nickname.
    pub(super) fn mark(&mut self, words: &Words<'_>, lexicon: &Lexicon, mentions: &mut [Mention]) {
        let may_be = |m: &&mut Mention| {
            m.speaker.is_none()
                && m.kind == MentionKind::Name
                && matches!(m.entity_type, EntityType::Person | EntityType::Unknown)
                && (3..=LONGEST).contains(&m.core.len())
        };
        for mention in mentions.iter_mut().filter(may_be) {
            let mut parts = [Part::Word; LONGEST];
            if !read(words, mention, &mut parts) {
                continue;
            }
            let first = mention.core.start as usize;
            let last = mention.core.len() - 1;
            // *Robert C. Roe*, *Robert Roe*, *Bob Roe*
            let ways: [&dyn Fn(usize) -> bool; 3] =
                [&|n| matches!(parts[n], Part::Word | Part::Initial), &|n| parts[n] == Part::Word, &|n| {
                    parts[n] == Part::Nickname || n == last
                }];
            let speaker = ways.iter().find_map(|keeps| self.known(words, lexicon, (0..=last).filter(|&n| keeps(n)).map(|n| first + n)));
            if let Some(speaker) = speaker {
                set(mention, speaker, lexicon);
            }
        }
    }

    /// The only speaker with the name that the words at `tokens` make.
    fn known(&mut self, words: &Words<'_>, lexicon: &Lexicon, tokens: impl Iterator<Item = usize>) -> Option<SpeakerId> {
        let Reduced { name, tokens: cut, scratch, found } = self;
        name.clear();
        let mut several = false;
        for i in tokens {
            several = !name.is_empty();
            if several {
                name.push(' ');
            }
            name.push_str(words.str(i));
        }
        if !several {
            return None;
        }
        cut.reset(name);
        found.clear();
        lexicon.find(scratch, name, cut, found);
        match &found[..] {
            [whole] if whole.span.of(name).len() == name.len() && !whole.is_role => only(lexicon, whole),
            _ => None,
        }
    }
}

/// Tells the parts of a name; whether it has a word on either side of an initial or a nickname, and all else are words.
fn read(words: &Words<'_>, name: &Mention, parts: &mut [Part; LONGEST]) -> bool {
    let (mut inside, mut more) = (false, false);
    for (part, i) in parts.iter_mut().zip(name.core.range()) {
        let token = words.token(i);
        let is_fence = token.kind == TokenKind::Mark || matches!(words.str(i), "(" | ")");
        let is_inner = i > name.core.start as usize && i + 1 < name.core.end as usize;
        inside ^= is_fence;
        *part = match () {
            () if is_fence => Part::Sign,
            () if !token.is_word() => return false,
            () if inside => Part::Nickname,
            () if is_inner && token.shape == Shape::Upper && words.str(i).trim_end_matches('.').chars().count() == 1 => Part::Initial,
            () => Part::Word,
        };
        more |= matches!(*part, Part::Initial | Part::Nickname);
    }
    more && parts[0] == Part::Word && parts[name.core.len() - 1] == Part::Word
}
