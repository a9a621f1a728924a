//! Looks the tokens of an article up in the built-in lexicon.

use super::builtin::Builtin;
use super::sorts::Sorts;
use super::tag::{Gender, Tag};
use super::word::{Facts, Word};
use super::word_class::WordClass;
use crate::token::{Shape, Token, TokenKind, TokenSet, Tokens};
use std::ops::Deref;

/// Tokens that are looked up before those of them are looked at again that need it.
const BLOCK: usize = TokenSet::BLOCK;

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

    /// Makes token `i` the possessive that it has turned out to be.
    pub(crate) fn make_possessive(&mut self, i: usize) {
        let builtin = Builtin::get();
        self.words[i] = *builtin.info(builtin.id("'s"));
    }

    /// Notes where in the next block of tokens those stand that are looked for, of which `sorts` tells what each is.
    fn mark(&mut self, sorts: &[Sorts; BLOCK]) {
        self.mentioning.push(Sorts::MENTIONING.among(sorts));
        self.cueing.push(Sorts::CUEING.among(sorts));
        self.reporting.push(Sorts::REPORTING.among(sorts));
        self.documents.push(Sorts::DOCUMENT.among(sorts));
    }
}

/// Looks every token up in the built-in lexicon and appends what it says to `out`, in order. `out` is empty before.
pub fn look_up(text: &str, tokens: &Tokens, out: &mut LookedUp) {
    let builtin = Builtin::get();
    out.words.reserve(tokens.all().len());
    // Where each of a block may stand in the lists. What lies far from the processor is fetched for many at once, and nothing else
    // done meanwhile.
    let mut places = [0; BLOCK];
    for (tokens, checks) in tokens.all().chunks(BLOCK).zip(tokens.checks().chunks(BLOCK)) {
        for (place, (token, &check)) in places.iter_mut().zip(tokens.iter().zip(checks)) {
            *place = builtin.place(token, check);
        }
        let first = out.words.len();
        out.words.extend(tokens.iter().zip(checks).zip(places).map(|((token, &check), place)| *builtin.token(token, check, place)));
        let words = &mut out.words[first..];
        let mut sorts = [Sorts::default(); BLOCK];
        for (sorts, (token, word)) in sorts.iter_mut().zip(tokens.iter().zip(&*words)) {
            *sorts = word.sorts.written(token);
        }
        // The few of which the lists do not tell all come in no order that a processor could guess.
        let mut unclear = Sorts::UNTAGGED.among(&sorts) | Sorts::INITIALS.among(&sorts);
        while unclear != 0 {
            let i = unclear.trailing_zeros() as usize;
            unclear &= unclear - 1;
            look_again(builtin, text, &tokens[i], &mut words[i]);
            words[i].sorts = Sorts::of_word(&words[i]);
            sorts[i] = words[i].sorts.written(&tokens[i]);
        }
        out.mark(&sorts);
    }
}

fn look_again(builtin: &Builtin, text: &str, token: &Token, word: &mut Word) {
    if word.tag != Tag::Unknown {
        return in_capitals(builtin, token.of(text), word);
    }
    let in_small_letters = std::mem::take(&mut word.likely_tag);
    if token.kind == TokenKind::Number {
        word.likely_tag = Tag::CD;
        return;
    }
    let form = token.of(text);
    if token.shape == Shape::Lower {
        word.likely_tag = if in_small_letters == Tag::Unknown { by_ending(form) } else { in_small_letters };
    }
    if word.facts == Facts::default()
        // Words are too short to be searched any faster.
        && let Some(hyphen) = form.bytes().rposition(|b| b == b'-')
    {
        compound(builtin, &form[..hyphen], &form[hyphen + 1..], token.is_capitalised(), word);
    }
}

/// What [`in_capitals`] knows, in small letters.
pub(super) const INITIALS: [&str; 3] = ["it", "us", "who"];

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
    // *Sarah-Jane*, *Hans-Peter*: a given name of two, and no surname of two, *Lloyd-George*.
    if is_capitalised && builtin.is_a(builtin.id(last), WordClass::SecondName) {
        let first = builtin.info(builtin.id(front));
        if first.facts.has(Facts::GIVEN_NAME) {
            word.facts = Facts::GIVEN_NAME;
            word.gender = if part.gender == Gender::Unknown { first.gender } else { part.gender };
            return;
        }
    }
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
