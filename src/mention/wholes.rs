//! Names of which only the user's lexicon knows the whole: *Bread for the World*, *20th Century Roe*.

use super::known::set;
use super::{EntityType, Mention, MentionKind, proper};
use crate::lexicon::{Facts, Gender, Lexicon, LexiconMatch, Words};
use crate::span::{QuotationId, SpeakerId, TokenRange};
use crate::token::TokenKind;

/// Where such names stand.
#[derive(Debug, Default)]
pub(super) struct Wholes {
    tokens: Vec<TokenRange>,
}

impl Wholes {
    pub(super) fn clear(&mut self) {
        self.tokens.clear();
    }

    /// Appends the mention of a match, of `speaker` if it is known which is meant. What runs on over the end of a sentence or over a quote mark
    /// is none.
    pub(super) fn add(
        &mut self,
        words: &Words<'_>,
        owners: &[Option<QuotationId>],
        known: &LexiconMatch,
        speaker: Option<(SpeakerId, &Lexicon)>,
        mentions: &mut Vec<Mention>,
    ) {
        let tokens = known.tokens;
        if !is_one_piece(words, owners, tokens) {
            return;
        }
        let (head, behind) = (tokens.end as usize - 1, tokens.end as usize);
        let is_name = tokens.len() > 1 && !known.is_role;
        let mut mention = if is_name { name(words, tokens) } else { of_kind(tokens, known.is_role) };
        mention.quoted = owners[head].is_some();
        mention.possessive = behind < words.len() && words.token(behind).kind == TokenKind::Possessive;
        if let Some((speaker, lexicon)) = speaker {
            set(&mut mention, speaker, lexicon);
        }
        if is_name {
            self.tokens.push(tokens);
        }
        mentions.push(mention);
    }

    /// Leaves out of the first `found` mentions those that name or describe by words of such a name alone.
    pub(super) fn leave_out_parts(&mut self, found: usize, mentions: &mut Vec<Mention>) {
        self.tokens.sort_unstable_by_key(|tokens| tokens.start);
        let mut n = 0;
        mentions.retain(|mention| {
            n += 1;
            let at = self.tokens.partition_point(|tokens| tokens.end <= mention.core.start);
            n > found || !self.tokens.get(at).is_some_and(|tokens| tokens.contains(mention.core))
        });
    }
}

fn of_kind(tokens: TokenRange, is_role: bool) -> Mention {
    let kind = if is_role { MentionKind::Nominal } else { MentionKind::Name };
    proper::mention(tokens, tokens, kind, EntityType::Unknown)
}

/// The mention that a name makes, with what its words tell.
fn name(words: &Words<'_>, tokens: TokenRange) -> Mention {
    let sentence = words.tokens.sentence_at(tokens.start as usize);
    let by_words = proper::name(words, tokens.start as usize, tokens, sentence).unwrap_or(of_kind(tokens, false));
    // *Bread for the World*: no person has such a word in the name.
    let is_phrase = || tokens.range().any(|i| words.facts(i).has(Facts::FUNCTION) && !words.is_capitalised(i));
    let entity_type = match by_words.entity_type {
        EntityType::Unknown if is_phrase() => EntityType::Organisation,
        // A lexicon names who speaks: *Twelve Senators for Peace*, *the Keeper of Velm*.
        EntityType::Group => EntityType::Organisation,
        EntityType::Unnamed => EntityType::Person,
        told => told,
    };
    let gender = if entity_type == EntityType::Organisation { Gender::Unknown } else { by_words.gender };
    Mention { kind: MentionKind::Name, core: tokens, head: tokens.end - 1, entity_type, gender, ..by_words }
}

/// Whether all tokens are of one sentence, and of one quotation or of none.
fn is_one_piece(words: &Words<'_>, owners: &[Option<QuotationId>], tokens: TokenRange) -> bool {
    let first = tokens.start as usize;
    tokens.end <= words.tokens.sentence_at(first).end && tokens.range().all(|i| owners[i] == owners[first])
}
