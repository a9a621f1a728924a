//! One alias as the automaton knows it, and in which writings a text may hold it.
//!
//! An alias is cut by the same tokenizer as the text. Its form is the tokens' pieces with one separator between two: a
//! blank where the alias has white space, a line feed where it has none (neither can stand inside a token). Apostrophes
//! are straight, every quote mark is `"`, and a word's closing full stop is left out: *Acme Inc* and *Acme Inc.* are one.

use crate::model_file::checksum;
use crate::span::{Span, to_u32};
use crate::token::{Gap, Token, TokenKind, Tokens, folded_eq, hash_form, is_behind_plural};

/// How the text writes an alias.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Writing {
    /// In the alias's own case.
    AsGiven,
    /// A role with words that begin with a capital: *Foreign minister of Ukraine*, *Foreign Minister of Ukraine*.
    Capitalised,
    /// With a word in capitals that the alias does not have: *KULEBA*, *Dmytro KULEBA*.
    Upper,
}

/// Why an alias is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Fewer than two letters or digits.
    TooShort,
    /// More than [`MAX_TOKENS`] tokens.
    TooLong,
}

/// The longest alias in tokens: it bounds the work at one token of a text.
pub(super) const MAX_TOKENS: usize = 24;

/// Between two pieces of a form that white space parts.
const SPACED: char = ' ';
/// Between two pieces of a form that touch: *Ukraine* and *'s*.
const JOINED: char = '\n';

/// What every possessive is.
const POSSESSIVE: &str = "'s";

/// The word that the automaton sees in a token: the hash of its folded form. Quote marks share one.
#[inline]
pub(super) fn key(text: &str, token: &Token) -> u32 {
    // The tokenizer leaves the hash of a handle open.
    if token.kind == TokenKind::Handle { hash_form(token.of(text)) } else { token.hash }
}

/// What the automaton knows of a piece: the number of its word, and of the verb contracted with it (*'ll*).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Key {
    pub(super) word: u32,
    pub(super) verb: Option<u32>,
}

/// A token with a contracted verb as two words, and where the first of them ends in the text; `None` for any other token.
#[inline(never)]
pub(super) fn contracted(text: &str, token: &Token) -> Option<(Key, u32)> {
    if token.kind != TokenKind::Word {
        return None;
    }
    let word = without_stop(token, token.of(text));
    let stem = before_contraction(word)?;
    Some((Key { word: hash_form(stem), verb: Some(hash_form(&word[stem.len()..])) }, token.span.start + to_u32(stem.len())))
}

/// What the apostrophe behind a plural is, as in *Platers’ Guild*: where no quotation ends with it a text has a possessive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Plural {
    Possessive,
    Mark,
}

/// Writes the form of `alias` to `form` and the key of each piece to `keys`; `tokens` is scratch. Tells whether an apostrophe behind a plural is
/// among them.
pub(super) fn make(
    alias: &str,
    is_role: bool,
    plural: Plural,
    tokens: &mut Tokens,
    form: &mut String,
    keys: &mut Vec<Key>,
) -> Result<bool, Refusal> {
    form.clear();
    keys.clear();
    tokens.reset(alias);
    let mut all = tokens.all();
    // The article of a role is the text's affair: *the foreign minister* and *foreign minister* are one.
    if is_role && all.len() > 1 && folded_eq(all[0].of(alias), "the") {
        all = &all[1..];
    }
    if let [before @ .., last] = all
        && !before.is_empty()
        && last.of(alias) == "."
    {
        all = before;
    }
    if all.len() > MAX_TOKENS {
        return Err(Refusal::TooLong);
    }
    let mut has_plural = false;
    for (n, token) in all.iter().enumerate() {
        let around = n.checked_sub(1).and_then(|before| all[before..].first_chunk());
        let is_plural = matches!(token.of(alias), "'" | "’" | "ʼ") && around.is_some_and(|around| is_behind_plural(alias, around));
        has_plural |= is_plural;
        let is_possessive = is_plural && plural == Plural::Possessive;
        if n > 0 {
            form.push(if token.gap == Gap::None { JOINED } else { SPACED });
        }
        match token.kind {
            TokenKind::Possessive => form.push_str(POSSESSIVE),
            TokenKind::Mark if is_possessive => form.push_str(POSSESSIVE),
            TokenKind::Mark => form.push('"'),
            _ => form.extend(straight(without_stop(token, token.of(alias)))),
        }
        if is_possessive {
            keys.push(Key { word: hash_form(POSSESSIVE), verb: None });
            continue;
        }
        keys.push(contracted(alias, token).map_or_else(|| Key { word: key(alias, token), verb: None }, |(key, _)| key));
    }
    match form.chars().filter(|c| c.is_alphanumeric()).take(2).count() {
        0 | 1 => Err(Refusal::TooShort),
        _ => Ok(has_plural),
    }
}

/// A number that is another one as soon as aliases are cut, folded or hashed by other rules: made of what [`make`] and
/// [`capitals`] give for aliases in which every rule is at work. A compiled lexicon carries it.
pub(super) fn fingerprint() -> u64 {
    const PROBES: &str = "Mara Kessel|The Ardmoor Post|the mayor of Ardmoor|Velland’s foreign minister|Quillon Inc.|St. Ola|U.S. Senate|\
        J. R. Dray Jr.|Ola “Bear” Dray|O'Neill-Dray|O’Dell|Oʼdell|AT&T|@Ida_G|Ida Großmann|ZOË ÅSE|İdil|Σίσυφος|Юлия Дрей|Ståle Næss|\
        We'll See|They’ve Come|3M|G-7|Ana/Bo|a@b.example|x.com|#Velland|李明|علي|Zoe\u{308}|ﬁn Dray|Dr. Bo  Dray|Bo\u{a0}Dray|1st Bank|$5 Shop|\
        Bo…Dray|Bo—Dray|(Bo) Dray|don`t|Platers’ Guild";
    let (mut tokens, mut form, mut keys, mut all) = (Tokens::default(), String::new(), Vec::new(), Vec::new());
    let put = |form: &str, keys: &[Key], all: &mut Vec<u8>| {
        all.extend_from_slice(form.as_bytes());
        for key in keys {
            all.extend(key.word.to_le_bytes());
            all.extend(key.verb.unwrap_or_default().to_le_bytes());
        }
    };
    for alias in PROBES.split('|') {
        for is_role in [false, true] {
            let made = make(alias, is_role, Plural::Possessive, &mut tokens, &mut form, &mut keys);
            put(&form, &keys, &mut all);
            if made.is_ok() && capitals(&mut form, &mut keys) {
                put(&form, &keys, &mut all);
            }
        }
    }
    checksum(&all)
}

/// Puts into `form` and `keys` the capitals of those words whose capitals do not fold back to the word itself (*Groß*,
/// *GROSS*). Whether there are any.
pub(super) fn capitals(form: &mut String, keys: &mut [Key]) -> bool {
    if form.is_ascii() {
        return false;
    }
    let mut changed = false;
    let mut upper = String::with_capacity(form.len());
    for (piece, key) in form.split_inclusive([SPACED, JOINED]).zip(keys) {
        let word = piece.trim_end_matches([SPACED, JOINED]);
        let capitals = word.to_uppercase();
        let stem_hash = |word: &str| hash_form(key.verb.and_then(|_| before_contraction(word)).unwrap_or(word));
        let hash = stem_hash(&capitals);
        if word.is_ascii() || hash == key.word || hash == stem_hash(word) {
            upper.push_str(piece);
        } else {
            changed = true;
            key.word = hash;
            upper.push_str(&capitals);
            upper.push_str(&piece[word.len()..]);
        }
    }
    *form = upper;
    changed
}

/// How `tokens` of `text` write `form`; `None` if they do not. `end` (bytes) is where the last of them is to end: before
/// its own end where a contracted verb follows.
pub(super) fn writing(text: &str, tokens: &[Token], end: u32, form: &str, is_role: bool) -> Option<Writing> {
    let mut writing = Writing::AsGiven;
    let mut rest = form;
    for (n, token) in tokens.iter().enumerate() {
        if n > 0 {
            let separator = if token.gap == Gap::None { JOINED } else { SPACED };
            rest = rest.strip_prefix(separator)?;
        }
        let (piece, tail) = rest.split_at(rest.find([SPACED, JOINED]).unwrap_or(rest.len()));
        rest = tail;
        let span = Span { start: token.span.start, end: token.span.end.min(end) };
        let word = without_stop(token, span.of(text));
        let is_same = match token.kind {
            TokenKind::Possessive => piece == POSSESSIVE,
            TokenKind::Mark => piece == "\"",
            TokenKind::Handle => word.eq_ignore_ascii_case(piece),
            // A name's article loses its capital inside a sentence: *the Guardian*.
            _ if n == 0 && !is_role && matches!(piece, "The" | "the") => matches!(word, "The" | "the" | "THE"),
            _ => {
                writing = writing.max(word_writing(word, piece, is_role)?);
                true
            }
        };
        if !is_same {
            return None;
        }
    }
    rest.is_empty().then_some(writing)
}

fn word_writing(word: &str, piece: &str, is_role: bool) -> Option<Writing> {
    if word == piece || straight(word).eq(piece.chars()) {
        return Some(Writing::AsGiven);
    }
    let mut tail = piece.chars();
    let first = tail.next()?;
    if is_role && straight(word).eq(first.to_uppercase().chain(tail)) {
        return Some(Writing::Capitalised);
    }
    straight(word).eq(piece.chars().flat_map(char::to_uppercase)).then_some(Writing::Upper)
}

/// The part of a word before a contracted verb: *Kuleba* of *Kuleba'll*. (The possessive is a token of its own.)
#[inline]
fn before_contraction(word: &str) -> Option<&str> {
    let verb = match word.as_bytes() {
        [_, .., a, b] => match [a | 0x20, b | 0x20] {
            [b'l', b'l'] | [b'v' | b'r', b'e'] => 2,
            [_, b'd' | b'm'] => 1,
            _ => return None,
        },
        _ => return None,
    };
    word.get(..word.len() - verb)?.strip_suffix(['\'', '’', 'ʼ']).filter(|stem| !stem.is_empty())
}

fn without_stop<'t>(token: &Token, word: &'t str) -> &'t str {
    if token.kind == TokenKind::Word { word.strip_suffix('.').unwrap_or(word) } else { word }
}

fn straight(word: &str) -> impl Iterator<Item = char> {
    word.chars().map(|c| if matches!(c, '’' | 'ʼ') { '\'' } else { c })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(alias: &str, is_role: bool) -> Result<String, Refusal> {
        let (mut tokens, mut form, mut keys) = (Tokens::default(), String::new(), Vec::new());
        make(alias, is_role, Plural::Possessive, &mut tokens, &mut form, &mut keys)?;
        assert_eq!(keys.len(), form.split([SPACED, JOINED]).count(), "one key a piece of {alias:?}");
        Ok(form)
    }

    #[test]
    fn aliases_are_cut_as_texts_are() {
        assert_eq!(form("  Mara \n Kessel ", false).as_deref(), Ok("Mara Kessel"));
        assert_eq!(form("Velland’s foreign minister", true).as_deref(), Ok("Velland\n's foreign minister"));
        assert_eq!(form("the mayor of Ardmoor", true).as_deref(), Ok("mayor of Ardmoor"));
        assert_eq!(form("The Ardmoor Post", false).as_deref(), Ok("The Ardmoor Post"));
        assert_eq!(form("Platers’ and Riggers' Guild", false).as_deref(), Ok("Platers\n's and Riggers\n's Guild"));
        assert_eq!(form("Quillon Inc.", false), form("Quillon Inc", false));
        assert_eq!(form("Ola “Bear” Dray", false).as_deref(), Ok("Ola \"\nBear\n\" Dray"));
    }

    #[test]
    fn refuses_what_is_too_short_or_too_long() {
        for alias in ["", " ", "X", "X.", "É", "…", "’s"] {
            assert_eq!(form(alias, false), Err(Refusal::TooShort), "{alias:?}");
        }
        assert_eq!(form("the X", true), Err(Refusal::TooShort));
        assert!(form("3M", false).is_ok() && form("Bo", false).is_ok());
        assert!(form(&"ab ".repeat(MAX_TOKENS), false).is_ok());
        assert_eq!(form(&"ab ".repeat(MAX_TOKENS + 1), false), Err(Refusal::TooLong));
    }

    #[test]
    fn capitals_that_fold_to_another_word_are_a_form_of_their_own() {
        let (mut tokens, mut form, mut keys) = (Tokens::default(), String::new(), Vec::new());
        make("Ida Großmann", false, Plural::Possessive, &mut tokens, &mut form, &mut keys).unwrap();
        assert!(capitals(&mut form, &mut keys));
        assert_eq!((form.as_str(), keys[1].word), ("Ida GROSSMANN", hash_form("grossmann")));
        for same in ["Zoë Brandt", "Mara Kessel", "Ståle Næss"] {
            make(same, false, Plural::Possessive, &mut tokens, &mut form, &mut keys).unwrap();
            assert!(!capitals(&mut form, &mut keys), "{same}");
        }
    }

    #[test]
    fn knows_contracted_verbs() {
        let cases = [("Kessel'll", "Kessel"), ("Kessel’d", "Kessel"), ("KESSEL'RE", "KESSEL"), ("they've", "they"), ("I'm", "I")];
        for (word, stem) in cases {
            assert_eq!(before_contraction(word), Some(stem), "{word}");
        }
        for word in ["said", "d", "'d", "O'Neill", "Rock'n'roll", "am", "’re", "ﬀd"] {
            assert_eq!(before_contraction(word), None, "{word}");
        }
    }
}
