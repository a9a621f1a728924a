//! Names: runs of capitalised words, cut where a title, a place or a nationality is glued to a name.
//!
//! Name hygiene decides coreference: *Ohio Gov. Jane Roe* is a place, a title and the name *Jane Roe*.

use super::nominal::{SPEAKING, is_initial, is_possessive};
use super::proper::{self, is_trade, mention};
use super::run::{LineStyle, belongs_to_people, is_common};
use super::small::is_small_word;
use super::title::{is_hyphened_pair, name_start, names_person, of_title, titles_start};
use super::{EntityType, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Tag, WordClass, Words, is_form};
use crate::span::{TokenRange, to_u32};
use crate::token::{Shape, TokenKind};

/// The name at token `i`, which is the surname of a person named in full before.
pub(super) fn surname(words: &Words<'_>, i: usize, sentence: TokenRange) -> Mention {
    of_words(words, TokenRange::new(i, i + 1), EntityType::Unknown, sentence)
}

/// The name that all words of `range` make, of one who is of this type.
pub(super) fn of_words(words: &Words<'_>, range: TokenRange, entity_type: EntityType, sentence: TokenRange) -> Mention {
    let possessive = is_possessive(words, range.end as usize, sentence);
    Mention { possessive, ..mention(range, range, MentionKind::Name, entity_type) }
}

/// Whether a word that is a surname too is none at `i`: *in May*, *May 5*, *May I ask*, *Will they come*.
pub(super) fn is_month_or_modal(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    if words.tag(i) != Tag::MD {
        return false;
    }
    let (next, has_next) = (i + 1, i + 1 < sentence.end as usize);
    let month = has_next && words.token(next).kind == TokenKind::Number
        || i > sentence.start as usize
            && words.is(i, "may")
            && is_form!(words, i - 1, "in" | "last" | "next" | "this" | "since" | "until" | "early" | "late" | "mid" | "every");
    let asks = || has_next && words.token(next).is_word() && !matches!(words.tag(next), Tag::VBD | Tag::VBZ | Tag::MD | Tag::IN);
    month || is_initial(words, i, sentence) && asks() && !words.tag(next).is_adverb()
}

/// The person whose name are the words of `range`.
pub(super) fn in_full(words: &Words<'_>, range: TokenRange, sentence: TokenRange) -> Mention {
    of_words(words, range, EntityType::Person, sentence)
}

/// The account at token `i`: *@ann_lee*.
pub(super) fn handle(words: &Words<'_>, i: usize) -> Option<Mention> {
    let range = TokenRange::new(i, i + 1);
    words.str(i).starts_with('@').then(|| mention(range, range, MentionKind::Name, EntityType::Unknown))
}

/// Tokens at the end of a sentence among which the sign that closes it stands.
const CLOSING: usize = 3;

/// Appends what the run of name words from `start` to `end` names.
pub(super) fn segment(words: &Words<'_>, start: usize, end: usize, sentence: TokenRange, style: LineStyle, out: &mut Vec<Mention>) {
    if start + 1 == end && (is_reflexive(words, start, sentence) || is_date(words, start, sentence)) {
        return;
    }
    let mut start = start;
    // *said Will Roe*, *wrote Zero Harbour*: in the middle of a sentence a given name or a number is of the name; and where no question
    // is asked a given name is so at its start too.
    let asks = || sentence.range().rev().take(CLOSING).any(|i| words.is(i, "?"));
    let named = |i: usize| {
        let given = words.tag(i) == Tag::MD && words.facts(i).has(Facts::GIVEN_NAME);
        i + 1 < end
            && (given || style == LineStyle::Plain && words.tag(i) == Tag::CD)
            && (!is_initial(words, i, sentence) || given && style == LineStyle::Plain && !asks())
    };
    // What a sentence begins with has its capital from there, unless an article stands first: *The Food and Drug Administration*.
    let article = words.is(start, "The") && start + 1 < end;
    let whole = || {
        let is_body = || is_body_of_place(words, start, end, sentence) || is_body_by_end(words, start, end);
        is_common_name(words, start, end) || style == LineStyle::Plain && is_body()
    };
    if style != LineStyle::Plain || !article && is_initial(words, start, sentence) && !whole() {
        let owns = |i: usize| i + 1 < end && belongs_to_people(words, i + 1);
        let opens = |i: usize| style == LineStyle::Plain && opens_name(words, i, end);
        let ends = |i: usize| i + 1 == end && is_subject_name(words, i, sentence);
        // *Marks & Roe*
        let joins = |i: usize| i + 1 < end && words.is(i + 1, "&");
        let is_of_name = |i: usize| owns(i) || opens(i) || named(i) || ends(i) || joins(i);
        while start < end && is_common(words, start) && !is_of_name(start) {
            start += 1;
        }
    }
    while start < end && is_small_word(words, start) && !named(start) {
        start += 1;
    }
    start = behind_headline_words(words, start, end);
    // A headline capitalises what is no name: only words that the dictionary does not know make one.
    if start >= end || style != LineStyle::Plain && (start..end).all(|i| is_common(words, i)) && !is_subject_name(words, start, sentence) {
        return;
    }
    // *Chipmaker Harbourtech said*: what it is, with the capital of its sentence.
    if style == LineStyle::Plain
        && start + 1 < end
        && is_trade(words, start)
        && is_initial(words, start, sentence)
        && !words.is(start + 1, "of")
    {
        start += 1;
    }
    // *Ornithologist Ann Roe said*, *Eighth-grader Ann Roe*: a job that no list holds.
    if style == LineStyle::Plain
        && start + 2 < end
        && words.facts(start + 1).has(Facts::GIVEN_NAME)
        && is_initial(words, start, sentence)
        && ends_as_job(words.str(start))
    {
        start += 1;
    }
    if style == LineStyle::Plain
        && let Some(first) = office_holder(words, start, end, sentence)
    {
        out.push(role(words, first, end, end, sentence));
        return;
    }
    let name_start = behind_headline_words(words, name_start(words, start, end, sentence), end);
    // *the Labour MP*: an office in letters is no name behind its party.
    let is_office = name_start + 1 == end && words.token(name_start).shape == Shape::Upper && words.facts(name_start).has(Facts::TITLE);
    let name_start = if is_office { start } else { behind_seat(words, name_start, end) };
    if let Some(of) = of_title(words, start, name_start)
        && !names_person(words, name_start, end)
    {
        out.push(role(words, start, of, end, sentence));
        return;
    }
    if name_start > start {
        glued(words, start, name_start, out);
    }
    if name_start < end {
        out.extend(proper::name(words, start, TokenRange::new(name_start, end), sentence));
    }
}

/// Where the words behind the article begin, if they are all of an office and its field: *the Irrigation Minister*, *The Ports Commissioner*.
fn office_holder(words: &Words<'_>, start: usize, end: usize, sentence: TokenRange) -> Option<usize> {
    let first = start + usize::from(words.is(start, "The"));
    let last = end - 1;
    let article = first.checked_sub(1).filter(|&i| first < last && i >= sentence.start as usize && words.joined(first))?;
    let is_field = |i: usize| !words.facts(i).any(Facts::GIVEN_NAME.with(Facts::HONORIFIC).with(Facts::TITLE));
    let is_office = words.facts(last).has(Facts::PERSON) && words.facts(last).has(Facts::TITLE) && !words.facts(last).has(Facts::PLURAL);
    (is_form!(words, article, "the") && is_office && (first..last).all(is_field)).then_some(first)
}

/// *in April*, *since last August*: when, though it is a given name too.
fn is_date(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let before = i.checked_sub(1).filter(|&before| before >= sentence.start as usize && words.joined(i));
    words.is_a(i, WordClass::Month)
        && before.is_some_and(|before| {
            is_form!(words, before, "in" | "since" | "until" | "last" | "next" | "this" | "early" | "late" | "mid" | "every")
        })
}

/// *Composing herself, she spoke*: a participle that begins its sentence; but *Browning herself spoke*.
fn is_reflexive(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let behind = i + 2;
    i == sentence.start as usize
        && behind < sentence.end as usize
        && is_form!(words, i + 1, "himself" | "herself" | "themselves" | "itself")
        && words.str(i).ends_with("ing")
        && !words.tag(behind).is_verb()
}

/// *MP for Wexham Ann Lee*, *coroner for Wexham Ann Lee*: the first token of the name behind the seat.
fn behind_seat(words: &Words<'_>, start: usize, end: usize) -> usize {
    let is_seat = start > 1 && words.is(start - 1, "for") && words.facts(start - 2).any(Facts::TITLE.with(Facts::PERSON));
    let is_given = |&i: &usize| words.facts(i).has(Facts::GIVEN_NAME) && !words.facts(i).has(Facts::PLACE);
    if is_seat && !is_given(&start) { (start + 1..end.saturating_sub(1)).find(is_given).unwrap_or(start) } else { start }
}

/// A title with what it is of, and no name: *Senior Vice President of Sales*.
fn role(words: &Words<'_>, start: usize, of: usize, end: usize, sentence: TokenRange) -> Mention {
    let tokens_start =
        if start > sentence.start as usize && words.joined(start) && words.tag(start - 1) == Tag::DT { start - 1 } else { start };
    let plural = words.facts(of - 1).has(Facts::PLURAL);
    let entity_type = if plural { EntityType::Group } else { EntityType::Unnamed };
    let core = TokenRange::new(start, end);
    Mention {
        head: to_u32(of - 1),
        gender: words.info(of - 1).gender,
        number: if plural { Number::Plural } else { Number::Singular },
        possessive: is_possessive(words, end, sentence),
        ..mention(TokenRange::new(tokens_start, end), core, MentionKind::Nominal, entity_type)
    }
}

/// *Xi Tianbo spoke*, *Price Tallant spoke*: a common noun that is no word for a person, body or document, before a word that no list knows,
/// is a name that begins the sentence.
fn opens_name(words: &Words<'_>, start: usize, end: usize) -> bool {
    let other = SPEAKING.with(Facts::TITLE).with(Facts::FUNCTION).with(Facts::NOT_A_NAME).with(Facts::CUE_VERB).with(Facts::CUE_NOUN);
    let known = other.with(Facts::PLACE).with(Facts::DEMONYM).with(Facts::GIVEN_NAME).with(Facts::ORGANISATION_END);
    let unknown = |i: usize| words.tag(i) == Tag::Unknown && !words.facts(i).any(known);
    end - start == 2
        && words.joined(start + 1)
        && (words.tag(start) == Tag::NN && !words.facts(start).any(other) && unknown(start + 1) || is_hyphened_pair(words, start, end))
}

/// Whether a word is one for persons by its ending.
fn ends_as_job(word: &str) -> bool {
    let endings =
        ["ologist", "ethicist", "ographer", "ician", "analyst", "allergist", "grader", "former", "year-old", "winner", "maker", "keeper"];
    // *Wrestler-turned-actor Ann Lee*
    word.contains("-turned-") || endings.iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
}

/// *Blue Machine*: common words, of which only the first has its capital from the sentence that it begins.
fn is_common_name(words: &Words<'_>, start: usize, end: usize) -> bool {
    let body = |i: usize| {
        is_common(words, i)
            && (words.tag(i).is_noun() || words.tag(i).is_adjective())
            && !words.facts(i).any(Facts::PERSON.with(Facts::FUNCTION).with(Facts::CUE_VERB))
    };
    end - start > 1 && (start..end).all(body)
}

/// *Natural Resources Wales said*, *Cancer Research UK has*: a body that is called by what it does and by its place, the subject of its sentence.
fn is_body_of_place(words: &Words<'_>, start: usize, end: usize, sentence: TokenRange) -> bool {
    let last = end - 1;
    if start == last || end >= sentence.end as usize || !words.joined(end) || !words.facts(last).has(Facts::PLACE) {
        return false;
    }
    let is_listed = || words.whole(TokenRange::new(start, end)).is_some_and(|whole| whole.facts.has(Facts::BODY));
    // *Hosts England*, *Communist Velland*: what the country is, not what the body is called.
    let other = Facts::PERSON.with(Facts::TITLE).with(Facts::DEMONYM).with(Facts::FUNCTION);
    let deed =
        |i: usize| is_common(words, i) && !words.facts(i).any(other) && !matches!(words.tag(i), Tag::VBG | Tag::VBD | Tag::VBN | Tag::IN);
    let named = || last > start + 1 || words.is(last, "uk") || matches!(words.tag(start), Tag::NN | Tag::VB);
    words.tag(end).is_finite() && (is_listed() || (start..last).all(deed) && named())
}

/// *Human Rights Forum*, *Legal Aid Network*: what a body is for, and a last word that only bodies have.
fn is_body_by_end(words: &Words<'_>, start: usize, end: usize) -> bool {
    let last = end - 1;
    let other = Facts::TITLE.with(Facts::DEMONYM).with(Facts::FUNCTION).with(Facts::GIVEN_NAME).with(Facts::NOT_A_NAME);
    let purpose = |i: usize| (words.tag(i).is_noun() || words.tag(i) == Tag::JJ) && !words.facts(i).any(other) && words.joined(i + 1);
    last > start && words.facts(last).has(Facts::ORGANISATION_ONLY) && (start..last).all(purpose)
}

/// Headline words glued to a name: *More Offensive Things Jane Roe* is cut at the given name.
fn behind_headline_words(words: &Words<'_>, start: usize, end: usize) -> usize {
    let given = (start..end.saturating_sub(1)).find(|&i| words.facts(i).has(Facts::GIVEN_NAME) && !is_common(words, i + 1));
    given.filter(|&given| (start..given).all(|i| is_common(words, i))).unwrap_or(start)
}

/// A single capitalised word of the dictionary at a sentence's start that a reporting verb follows: a name after all (*Grant said*).
fn is_subject_name(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let next = i + 1;
    !words.facts(i).has(Facts::FUNCTION)
        && next < sentence.end as usize
        && words.facts(next).has(Facts::CUE_VERB)
        && words.info(next).cue_weight >= 50
        && words.tag(next) == Tag::VBD
        && words.tag(i) != Tag::NNS
        && !words.tag(i).is_adverb()
}

/// Appends what stands glued before a name: a place or an organisation before the title.
fn glued(words: &Words<'_>, start: usize, end: usize, out: &mut Vec<Mention>) {
    let last = titles_start(words, start, end);
    if last > start {
        let range = TokenRange::new(start, last);
        let entity_type = if words.facts(last - 1).any(Facts::ORGANISATION.with(Facts::ORGANISATION_END)) {
            EntityType::Organisation
        } else if words.whole(range).is_some_and(|info| info.facts.any(Facts::PLACE.with(Facts::DEMONYM))) {
            EntityType::Place
        } else {
            EntityType::Unknown
        };
        out.push(mention(range, range, MentionKind::Name, entity_type));
    }
}
