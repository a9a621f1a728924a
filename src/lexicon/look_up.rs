//! Looks the tokens of an article up in the built-in lexicon.

use super::builtin::{Builtin, CUE, Facts, Word};
use super::tag::Tag;
use crate::token::{Shape, Token, TokenKind, TokenSet, Tokens};
use std::ops::Deref;

/// Tokens that are looked up before those of them are looked at again that need it.
const BLOCK: usize = TokenSet::BLOCK;

/// What a word in small letters must be, so that a mention may begin with it or have it as its head.
const MENTIONING: Facts =
    Facts::PARTICLE.with(Facts::PRONOUN).with(Facts::PERSON).with(Facts::ORGANISATION).with(Facts::DOCUMENT).with(Facts::GENERIC);

/// What a cue may be, or begin with.
const CUEING: Facts = CUE.with(Facts::STARTS_CUE);

/// Weight of a verb that mostly reports.
const REPORTING: u8 = 50;

/// What the built-in lexicon says of an article's tokens, a word a token, and where those stand that later stages look for.
#[derive(Clone, Debug, Default)]
pub struct LookedUp {
    words: Vec<Word>,
    /// Tokens with which a mention may begin, or that may be its head.
    pub(super) mentioning: TokenSet,
    /// Tokens that may be a cue or begin one.
    pub(super) cueing: TokenSet,
    /// Finite verbs that mostly report.
    pub(super) reporting: TokenSet,
    /// Nouns for documents.
    pub(super) documents: TokenSet,
}

impl Deref for LookedUp {
    type Target = [Word];

    #[inline]
    fn deref(&self) -> &[Word] {
        &self.words
    }
}

impl LookedUp {
    /// Forgets the article and keeps the memory.
    pub fn clear(&mut self) {
        let LookedUp { words, mentioning, cueing, reporting, documents } = self;
        words.clear();
        for set in [mentioning, cueing, reporting, documents] {
            set.clear();
        }
    }

    /// Notes where the words behind `first` stand that are looked for: one look at each, without a branch.
    fn mark(&mut self, tokens: &[Token], first: usize) {
        let (mut mentioning, mut cueing, mut reporting, mut documents) = (0, 0, 0, 0);
        for (i, (token, word)) in tokens.iter().zip(&self.words[first..]).enumerate() {
            mentioning |= u64::from(may_mention(token, word)) << i;
            cueing |= u64::from(word.facts.any(CUEING)) << i;
            reporting |= u64::from(is_reporting(word)) << i;
            documents |= u64::from(word.facts.has(Facts::DOCUMENT) & word.likely_tag.is_noun()) << i;
        }
        self.mentioning.push(mentioning);
        self.cueing.push(cueing);
        self.reporting.push(reporting);
        self.documents.push(documents);
    }
}

#[inline]
fn may_mention(token: &Token, word: &Word) -> bool {
    (token.is_word() & token.is_capitalised()) | matches!(token.kind, TokenKind::Handle | TokenKind::Number) | word.facts.any(MENTIONING)
}

#[inline]
pub(super) fn is_reporting(word: &Word) -> bool {
    word.facts.has(Facts::CUE_VERB) & (word.cue_weight >= REPORTING) & word.likely_tag.is_finite()
}

/// Looks every token up in the built-in lexicon and appends what it says to `out`, in order. `out` is empty before.
pub fn look_up(text: &str, tokens: &Tokens, out: &mut LookedUp) {
    let builtin = Builtin::get();
    out.words.reserve(tokens.all().len());
    // Where each of a block may stand in the lists. What lies far from the processor is fetched for many at once.
    let mut places = [0; BLOCK];
    for (tokens, checks) in tokens.all().chunks(BLOCK).zip(tokens.checks().chunks(BLOCK)) {
        for (place, (token, &check)) in places.iter_mut().zip(tokens.iter().zip(checks)) {
            *place = builtin.place(token, check);
        }
        let first = out.words.len();
        // A bit for each of the few that need a second look, which come in no order that a processor could guess.
        let mut unclear = 0_u64;
        out.words.extend(tokens.iter().zip(checks).zip(places).enumerate().map(|(i, ((token, &check), place))| {
            let word = *builtin.token(token, check, place);
            unclear |= u64::from(is_unclear(token, &word)) << i;
            word
        }));
        while unclear != 0 {
            let i = unclear.trailing_zeros() as usize;
            unclear &= unclear - 1;
            look_again(builtin, text, &tokens[i], &mut out.words[first + i]);
        }
        out.mark(tokens, first);
    }
}

/// Whether the lists do not tell all of a token: the dictionary lacks it, or it may be initials. There is no branch in it.
#[inline]
fn is_unclear(token: &Token, word: &Word) -> bool {
    let is_lacking = (word.tag == Tag::Unknown) & matches!(token.kind, TokenKind::Word | TokenKind::Number);
    let is_initials = ((word.tag == Tag::PRP) | (word.tag == Tag::WP)) & (token.shape == Shape::Upper) & (token.span.len() > 1);
    is_lacking | is_initials
}

fn look_again(builtin: &Builtin, text: &str, token: &Token, word: &mut Word) {
    if word.tag != Tag::Unknown {
        return in_capitals(builtin, token.of(text), word);
    }
    if token.kind == TokenKind::Number {
        word.likely_tag = Tag::CD;
        return;
    }
    let form = token.of(text);
    if token.shape == Shape::Lower {
        word.likely_tag = by_ending(form);
    }
    if word.facts == Facts::default()
        // Words are too short to be searched any faster.
        && let Some(hyphen) = form.bytes().rposition(|b| b == b'-')
    {
        compound(builtin, &form[..hyphen], &form[hyphen + 1..], token.is_capitalised(), word);
    }
}

/// *the US army*, *the IT department*, *the WHO chief*: initials that are written as pronouns are none.
fn in_capitals(builtin: &Builtin, form: &str, word: &mut Word) {
    match form {
        "US" => *word = *builtin.info(builtin.id("u.s.")),
        "IT" => *word = Word { tag: Tag::NN, likely_tag: Tag::NN, ..Word::default() },
        "WHO" => (word.tag, word.likely_tag, word.facts) = (Tag::NNP, Tag::NNP, Facts::BODY),
        _ => {}
    }
}

/// What the parts of a compound tell that no list holds: *co-anchor* is a person by its last part, *Secretary-Treasurer* by
/// both, *Texas-based* no name. But *Hunter-Cook* is somebody, and *Jong-un* knows no prefix.
fn compound(builtin: &Builtin, front: &str, last: &str, is_capitalised: bool, word: &mut Word) {
    // *mother-of-two*, *editor-in-chief*: the first part is who it is.
    let head = front.strip_suffix("-of").or_else(|| front.strip_suffix("-in")).filter(|head| !head.contains('-'));
    if let Some(head) = head {
        let part = builtin.info(builtin.id(head));
        if part.facts.has(Facts::PERSON) {
            *word = *part;
        }
        return;
    }
    let part = builtin.info(builtin.id(last));
    let is_small = last.starts_with(|c: char| c.is_lowercase());
    let role = Facts::PERSON.with(Facts::TITLE);
    let is_role = part.facts.any(role) && (is_small && !is_capitalised || is_holding_prefix(front) || both_titles(builtin, front, part));
    if is_role && !part.facts.has(Facts::FUNCTION) {
        word.facts = part.facts.only(role.with(Facts::PLURAL));
        (word.tag, word.likely_tag, word.gender) = (part.tag, part.likely_tag, part.gender);
        if word.tag == Tag::Unknown {
            word.likely_tag = if word.facts.has(Facts::PLURAL) { Tag::NNS } else { Tag::NN };
        }
    } else if is_capitalised && is_small && part.facts.has(Facts::ENDS_COMPOUND) {
        word.facts = Facts::NOT_A_NAME;
        (word.tag, word.likely_tag) = (Tag::JJ, Tag::JJ);
    }
}

/// Whether what stands before the hyphen tells how a role is held.
fn is_holding_prefix(front: &str) -> bool {
    ["co", "ex", "then", "vice"].iter().any(|prefix| front.eq_ignore_ascii_case(prefix))
}

fn both_titles(builtin: &Builtin, front: &str, last: &Word) -> bool {
    last.facts.has(Facts::TITLE) && builtin.info(builtin.id(front)).facts.has(Facts::TITLE)
}

/// The part of speech that the ending of a word suggests which the dictionary does not know.
fn by_ending(word: &str) -> Tag {
    let ends = |ending: &str| word.len() > ending.len() + 2 && word.ends_with(ending);
    match word.as_bytes().last() {
        Some(b'y') if ends("ly") => Tag::RB,
        Some(b'g') if ends("ing") => Tag::VBG,
        Some(b'd') if ends("ed") => Tag::VBD,
        Some(b't') if ends("n't") || ends("n’t") => Tag::MD,
        Some(b's') if ends("ous") || ends("less") => Tag::JJ,
        Some(b'e') if ends("ive") || ends("able") || ends("ible") => Tag::JJ,
        Some(b'l') if ends("al") || ends("ful") => Tag::JJ,
        _ if word.bytes().any(|b| b == b'-') => Tag::JJ,
        Some(b's') if ends("s") && !ends("ss") => Tag::NNS,
        _ => Tag::NN,
    }
}
