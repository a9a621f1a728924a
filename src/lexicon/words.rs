//! One article's tokens together with what the built-in lexicon says of them.

use super::belongings::Trades;
use super::builtin::{Builtin, Facts, Word};
use super::tag::Tag;
use crate::span::TokenRange;
use crate::token::{Gap, Shape, Token, TokenKind, Tokens};
use std::ops::Range;

/// Tokens that are looked up before those of them are looked at again that need it.
const BLOCK: usize = u64::BITS as usize;

/// Looks every token up in the built-in lexicon: one word a token, in order, appended to `out`.
pub fn look_up(text: &str, tokens: &Tokens, out: &mut Vec<Word>) {
    let builtin = Builtin::get();
    out.reserve(tokens.all().len());
    // Where each of a block may stand in the lists. What lies far from the processor is fetched for many at once.
    let mut places = [0; BLOCK];
    for (tokens, checks) in tokens.all().chunks(BLOCK).zip(tokens.checks().chunks(BLOCK)) {
        for (place, (token, &check)) in places.iter_mut().zip(tokens.iter().zip(checks)) {
            *place = builtin.place(token, check);
        }
        let first = out.len();
        // A bit for each of the few that need a second look, which come in no order that a processor could guess.
        let mut unclear = 0_u64;
        out.extend(tokens.iter().zip(checks).zip(places).enumerate().map(|(i, ((token, &check), place))| {
            let word = *builtin.token(token, check, place);
            unclear |= u64::from(is_unclear(token, &word)) << i;
            word
        }));
        while unclear != 0 {
            let i = unclear.trailing_zeros() as usize;
            unclear &= unclear - 1;
            look_again(builtin, text, &tokens[i], &mut out[first + i]);
        }
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

/// Whether a token's folded form, as the lexicon knows it ([`Words::form`]), is one of those given. Hashes are compared, which
/// stand in the token itself; only where one agrees are the letters fetched.
macro_rules! is_form {
    ($words:expr, $i:expr, $($form:literal)|+) => {{
        let (words, i) = (&$words, $i);
        let hash = words.token(i).hash;
        ($(hash == const { $crate::token::hash_plain($form) })||+) && matches!(words.form(i), $($form)|+)
    }};
}
pub(crate) use is_form;

/// A view of one article's words: what every later stage asks its questions of.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens.
    pub tokens: &'a Tokens,
    all: &'a [Token],
    words: &'a [Word],
    builtin: &'static Builtin,
}

impl<'a> Words<'a> {
    /// The view of `tokens`, looked up as `words` (see [`look_up`]).
    pub fn new(text: &'a str, tokens: &'a Tokens, words: &'a [Word]) -> Self {
        Words { text, tokens, all: tokens.all(), words, builtin: Builtin::get() }
    }

    /// Number of tokens.
    #[inline]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there is no token.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Token `i`.
    #[inline]
    pub fn token(&self, i: usize) -> &'a Token {
        &self.all[i]
    }

    /// The text of token `i`.
    #[inline]
    pub fn str(&self, i: usize) -> &'a str {
        self.token(i).of(self.text)
    }

    /// Whether token `i` exists and is the sign or word `s`.
    #[inline(always)] // where it is called it is known which sign or word is asked for, and that is one comparison
    pub fn is(&self, i: usize, s: &str) -> bool {
        let (text, s) = (self.text.as_bytes(), s.as_bytes());
        // Most tokens are of another length.
        self.all.get(i).filter(|token| token.span.len() == s.len()).is_some_and(|token| match s {
            [sign] => text.get(token.span.start as usize) == Some(sign),
            _ => text.get(token.span.range()) == Some(s),
        })
    }

    /// Every token with what is known of it.
    #[inline]
    pub fn each(&self) -> impl Iterator<Item = (&'a Token, &'a Word)> + use<'a> {
        self.all.iter().zip(self.words)
    }

    /// The first token of `range` that `wanted` takes, by itself and what is known of it.
    #[inline]
    pub fn find(&self, range: Range<usize>, wanted: impl Fn(&Token, &Word) -> bool) -> Option<usize> {
        let start = range.start.min(range.end);
        let range = start..range.end;
        let mut pairs = self.all[range.clone()].iter().zip(&self.words[range]);
        pairs.position(|(token, word)| wanted(token, word)).map(|i| start + i)
    }

    /// What the lists say of token `i`.
    #[inline]
    pub fn info(&self, i: usize) -> &'a Word {
        &self.words[i]
    }

    /// The facts about token `i`.
    #[inline]
    pub fn facts(&self, i: usize) -> Facts {
        self.info(i).facts
    }

    /// The role that token `i` is a word for, the same for *Sen.* and *senator*; of any other word its hash.
    #[inline]
    pub fn role(&self, i: usize) -> u32 {
        match self.builtin.role(self.words[i].id) {
            0 => self.token(i).hash,
            role => role,
        }
    }

    /// The country that is named at token `i`, or of whose people the word or phrase there is: how many tokens, and its hash.
    pub fn country(&self, i: usize, end: usize) -> Option<(usize, u32)> {
        let (length, id) = self.phrase(i, end).map_or((1, self.words[i].id), |(length, info)| (length, info.id));
        // *US*, not *us*.
        let pronoun = length == 1 && self.token(i).span.len() == 2 && self.token(i).shape != Shape::Upper;
        match self.builtin.country(id) {
            0 => None,
            _ if pronoun => None,
            country => Some((length, country)),
        }
    }

    /// The trades that token `i` is a word for people of.
    pub fn trades(&self, i: usize) -> Trades {
        self.builtin.trades(self.words[i].id)
    }

    /// The part of speech of token `i`: the dictionary's commonest, else what the ending suggests.
    #[inline]
    pub fn tag(&self, i: usize) -> Tag {
        self.words[i].likely_tag
    }

    /// Whether token `i` is a word with a capital, of a kind that names are made of.
    #[inline]
    pub fn is_capitalised(&self, i: usize) -> bool {
        let token = self.token(i);
        token.is_word() && token.is_capitalised()
    }

    /// Where the bracket begins that ends right before token `end`, if it begins at `floor` or behind; `end` if there is none.
    pub fn bracket_before(&self, end: usize, floor: usize) -> usize {
        let open = || (floor..end - 1).rev().find(|&i| self.is(i, "("));
        if end > floor && self.is(end - 1, ")") { open().unwrap_or(end) } else { end }
    }

    /// Whether tokens `i - 1` and `i` stand in one line.
    #[inline]
    pub fn joined(&self, i: usize) -> bool {
        self.token(i).gap <= Gap::Blank
    }

    /// The longest phrase of the lexicon that begins at token `i` and ends before `end`: its length and what the lists say of it.
    pub fn phrase(&self, i: usize, end: usize) -> Option<(usize, &'a Word)> {
        if !self.facts(i).has(Facts::STARTS_PHRASE) {
            return None;
        }
        self.builtin.phrase(self.text, self.tokens, i, end).map(|(n, id)| (n, self.builtin.info(id)))
    }

    /// As [`Words::phrase`], but only where a longer cue may begin.
    #[inline]
    pub fn cue_phrase(&self, i: usize, end: usize) -> Option<(usize, &'a Word)> {
        if !self.facts(i).has(Facts::STARTS_CUE) {
            return None;
        }
        self.builtin.cue_phrase(self.text, self.tokens, i, end).map(|(n, id)| (n, self.builtin.info(id)))
    }

    /// What the lists say of `range` as a whole: of the word, or of the phrase that is exactly these words.
    pub fn whole(&self, range: TokenRange) -> Option<&'a Word> {
        let (start, end) = (range.start as usize, range.end as usize);
        match range.len() {
            0 => None,
            1 => Some(self.info(start)),
            n => self.phrase(start, end).filter(|&(found, _)| found == n).map(|(_, info)| info),
        }
    }

    /// The lemma of token `i` if it is a form of a reporting verb (the same number for *says* and *said*), else its own form, as a hash.
    #[inline]
    pub fn lemma(&self, i: usize) -> u32 {
        match self.builtin.lemma(self.words[i].id) {
            0 => self.token(i).hash,
            lemma => lemma,
        }
    }

    /// The folded form under which the lexicon knows token `i`; empty if it does not.
    #[inline]
    pub fn form(&self, i: usize) -> &'static str {
        self.builtin.form(self.words[i].id)
    }
}
