//! Names: runs of capitalised words, cut where a title, a place or a nationality is glued to a name.
//!
//! Name hygiene decides coreference: *Ohio Gov. Jane Roe* is a place, a title and the name *Jane Roe*.

use super::nominal::{SPEAKING, described, is_initial, is_possessive};
use super::phrase::phrase_start;
use super::run::{GOVERNING, LineStyle, belongs_to_people, is_common, is_post_nominal, is_small_word, is_weekday};
use super::title::{is_hyphened_pair, is_initials_of_body, name_start, names_person, of_title, titles_start, to_before};
use super::{EntityType, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Gender, Tag, Words, is_form};
use crate::span::{TokenRange, to_u32};
use crate::token::{Shape, TokenKind};

/// The name at token `i`, which is the surname of a person named in full before.
pub(super) fn surname(words: &Words<'_>, i: usize, sentence: TokenRange) -> Mention {
    let range = TokenRange::new(i, i + 1);
    Mention { possessive: is_possessive(words, i + 1, sentence), ..mention(range, range, MentionKind::Name, EntityType::Unknown) }
}

/// The person whose name are the words of `range`.
pub(super) fn in_full(words: &Words<'_>, range: TokenRange, sentence: TokenRange) -> Mention {
    let possessive = is_possessive(words, range.end as usize, sentence);
    Mention { possessive, ..mention(range, range, MentionKind::Name, EntityType::Person) }
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
    // What a sentence begins with has its capital from there.
    // …unless an article does: *The Food and Drug Administration*.
    let article = words.is(start, "The") && start + 1 < end;
    if style != LineStyle::Plain || !article && is_initial(words, start, sentence) && !is_common_name(words, start, end) {
        let owns = |i: usize| i + 1 < end && belongs_to_people(words, i + 1);
        let opens = |i: usize| style == LineStyle::Plain && opens_name(words, i, end);
        let ends = |i: usize| i + 1 == end && is_subject_name(words, i, sentence);
        let is_of_name = |i: usize| owns(i) || opens(i) || named(i) || ends(i);
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
    let name_start = behind_headline_words(words, name_start(words, start, end, sentence), end);
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
        push(words, start, name_start, end, sentence, out);
    }
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

/// *Xi Tianbo spoke*, *Price Tallant spoke*: a noun that tells of nobody, before a word that no list knows, is a name that begins the sentence.
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

/// Whether the word, which is not the last, tells what a business or body makes or does, and closes no name: *chipmaker*,
/// *retailer*, *airline*.
fn is_trade(words: &Words<'_>, i: usize) -> bool {
    let business = words.facts(i).has(Facts::COMPANY)
        && !words.facts(i).any(Facts::PLURAL.with(Facts::BODY))
        && (words.form(i).ends_with("er") || is_form!(words, i, "airline" | "startup" | "start-up" | "supermarket" | "conglomerate"));
    // *Regulator Roebus*, not *Charity Commission*.
    business
        || is_form!(words, i, "charity" | "regulator" | "union" | "watchdog")
            && !is_common(words, i + 1)
            && !words.facts(i + 1).has(Facts::PLACE)
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

/// Whether the name at token `start` is a place's by what stands before it: *in Roe*, *the hall of Old Roe*; but *the hand of
/// Ann Roe*.
pub(crate) fn is_in_place(words: &Words<'_>, start: usize) -> bool {
    let Some(preposition) = start.checked_sub(1) else { return false };
    is_form!(words, preposition, "in" | "at" | "near" | "from" | "outside" | "on")
        || is_form!(words, preposition, "of") && is_common(words, start)
}

/// *a pub in Chelsea*: a given name that is a town's.
fn is_where(words: &Words<'_>, start: usize) -> bool {
    start > 0 && is_form!(words, start - 1, "in" | "near" | "outside")
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

fn mention(tokens: TokenRange, core: TokenRange, kind: MentionKind, entity_type: EntityType) -> Mention {
    Mention {
        tokens,
        core,
        head: core.end - 1,
        kind,
        entity_type,
        gender: Gender::Unknown,
        number: Number::Singular,
        quoted: false,
        possessive: false,
        speaker: None,
    }
}

/// Appends the name from `at` to `end`, whose titles begin at `start`.
fn push(words: &Words<'_>, start: usize, at: usize, end: usize, sentence: TokenRange, out: &mut Vec<Mention>) {
    let core = TokenRange::new(at, proper_end(words, start, at, end));
    let head = core.end as usize - 1;
    let whole = words.whole(core).copied().unwrap_or_default();
    let facts = words.facts(head);
    let titled = at > start;
    // *Holding signs, they sang*
    let lone_suffix = core.len() == 1 && !titled && facts.has(Facts::ORGANISATION_END) && !facts.any(Facts::ORGANISATION.with(Facts::BODY));
    if lone_suffix && words.tag(head) == Tag::VBG && is_initial(words, at, sentence) {
        return;
    }
    // A capitalised role without a name: *the Foreign Minister*, *the President*.
    let is_role = !titled
        && (whole.facts.any(Facts::TITLE.with(Facts::PERSON))
            || core.len() > 1
                && facts.any(Facts::TITLE.with(Facts::PERSON))
                && !words.facts(at).has(Facts::GIVEN_NAME)
                && (words.info(head).tag.is_noun() || facts.has(Facts::NOT_A_NAME)))
        && !whole.facts.has(Facts::GIVEN_NAME);
    // *one well-connected Democrat familiar with the talks*: who belongs to a party is described as anybody is.
    if is_role && core.len() == 1 && whole.facts.has(Facts::PERSON) && whole.facts.has(Facts::NOT_A_NAME) {
        let start = phrase_start(words, at, sentence);
        // *an issue Democrats know*
        let agrees =
            !whole.facts.has(Facts::PLURAL) || !is_form!(words, start, "a" | "an" | "one" | "another" | "this" | "that" | "each" | "every");
        if start < at && agrees || is_initial(words, at, sentence) {
            out.push(described(words, at, start, sentence));
            return;
        }
    }
    let first = words.facts(at);
    // *Dirk Roe Productions* is nobody's name.
    let given = core.len() > 1 && first.has(Facts::GIVEN_NAME) && !facts.has(Facts::ORGANISATION_ONLY);
    // With what its title is of: *Ohio Gov. Jane Roe*. What stands at the place of a subject is the whole.
    let (mut tokens_start, mut gender) = (if titled { start } else { at }, Gender::Unknown);
    for i in start..at {
        if words.facts(i).any(Facts::TITLE.with(Facts::PERSON)) && words.info(i).gender != Gender::Unknown {
            gender = words.info(i).gender;
        }
    }
    if gender == Gender::Unknown && words.facts(at).has(Facts::TITLE) && core.len() > 1 {
        // *Prince Andrew*: the title is of the name.
        gender = words.info(at).gender;
    }
    // A job in small letters directly before the name: *spokesman John Roe*, *Turkish foreign minister Mevlut …*
    // …or *the ambassador to Velland John Roe*.
    let to = to_before(words, start, sentence).filter(|_| titled && words.joined(start));
    let before = to.unwrap_or(tokens_start);
    // *Striker John Roe scored*: with the capital of its sentence.
    let small = |i: usize| {
        let opens = !titled && !words.facts(i).any(Facts::GIVEN_NAME.with(Facts::ORGANISATION)) && is_initial(words, i, sentence);
        !words.token(i).is_capitalised() || opens && core.len() > 1
    };
    let job = before > sentence.start as usize
        && words.joined(before)
        && words.token(before - 1).is_word()
        && (to.is_some() || small(before - 1))
        && words.facts(before - 1).has(Facts::PERSON)
        && !words.facts(before - 1).has(Facts::PLURAL)
        && !words.facts(before - 1).has(Facts::FUNCTION)
        && !is_verb_before(words, before - 1, sentence);
    if job && !is_role {
        tokens_start = phrase_start(words, before - 1, sentence);
        if gender == Gender::Unknown {
            gender = words.info(before - 1).gender;
        }
    }
    // A body or paper directly before:
    let before = tokens_start;
    // *the newspaper Le Jour*; but *a statement Tuesday*.
    let is_word = core.len() == 1 && whole.facts.has(Facts::NOT_A_NAME) && !whole.facts.any(Facts::ORGANISATION.with(Facts::BODY));
    let body = !titled
        && !job
        && !given
        && !is_word
        && before > sentence.start as usize
        && words.joined(before)
        && words.token(before - 1).is_word()
        && (!words.token(before - 1).is_capitalised() || is_trade(words, before - 1) && is_initial(words, before - 1, sentence))
        && words.facts(before - 1).any(Facts::ORGANISATION.with(Facts::DOCUMENT))
        && !words.facts(before - 1).any(Facts::PLURAL.with(Facts::FUNCTION).with(Facts::CUE_VERB));
    if body {
        let start = phrase_start(words, before - 1, sentence);
        // *Human rights group Harbour Watch said*
        if words.tag(start) == Tag::DT || start == sentence.start as usize {
            tokens_start = start;
        }
    }
    let body = tokens_start < before;
    // *in the town of Old Roe, a butcher said*: the description is of somebody else.
    let in_place = tokens_start > sentence.start as usize && is_in_place(words, tokens_start);
    let organisation = body
        || facts.any(Facts::ORGANISATION_END.with(Facts::ORGANISATION)) && !given
        || whole.facts.any(Facts::ORGANISATION)
        || whole.facts.has(Facts::BODY) && (words.token(at).shape == Shape::Upper || !whole.facts.any(Facts::FUNCTION.with(Facts::TITLE)))
        || core.len() == 2 && !given && is_initials_of_body(words, at)
        || core.range().any(|i| words.is(i, "of") || words.is(i, "&"));
    let entity_type = if is_role && facts.has(Facts::PLURAL) {
        EntityType::Group
    } else if is_role {
        EntityType::Unnamed
    } else if titled && !words.facts(at - 1).has(Facts::NOT_A_NAME) || job {
        if organisation && !given && core.len() > 1 { EntityType::Organisation } else { EntityType::Person }
    } else if whole.facts.has(Facts::PLACE) && !given && !(at == sentence.start as usize && is_described_company(words, end, sentence)) {
        EntityType::Place
    } else if organisation {
        EntityType::Organisation
    } else if whole.facts.any(Facts::DEMONYM.with(Facts::NOT_A_NAME)) {
        // *Russian*, *Tuesday*, *Democrats*: the plural ones speak.
        let speaks = core.len() == 1
            && (whole.tag.is_adjective() || whole.facts.has(Facts::DEMONYM))
            && end < sentence.end as usize
            && words.facts(end).has(Facts::CUE_VERB)
            && words.info(end).cue_weight >= 30;
        if whole.facts.has(Facts::PLURAL) || words.str(head).ends_with('s') {
            EntityType::Group
        } else if speaks && whole.facts.has(Facts::DEMONYM) && is_one_person(words, at, sentence) {
            EntityType::Unnamed
        } else if (speaks || self_named(words, at, sentence)) && !is_weekday(words, at) {
            EntityType::Unknown
        } else {
            return;
        }
    } else if given || has_initial(words, at, head + 1) || !in_place && is_described_person(words, end, sentence) {
        EntityType::Person
    } else if core.len() == 1 && words.token(at).shape == Shape::Upper && words.token(at).span.len() > 1 {
        EntityType::Organisation
    } else if core.len() == 1 && first.has(Facts::GIVEN_NAME) && !is_where(words, at) {
        EntityType::Person
    } else {
        EntityType::Unknown
    };
    if entity_type == EntityType::Person && gender == Gender::Unknown && first.has(Facts::GIVEN_NAME) && core.len() > 1 {
        gender = words.info(at).gender;
    }
    if gender == Gender::Unknown && is_role {
        gender = whole.gender;
    }
    let kind = if is_role || entity_type == EntityType::Unnamed { MentionKind::Nominal } else { MentionKind::Name };
    let determined = tokens_start > sentence.start as usize
        && words.joined(tokens_start)
        && words.tag(tokens_start - 1) == Tag::DT
        && words.token(tokens_start - 1).is_word();
    if determined {
        tokens_start -= 1;
    }
    // Persons take no article: *the Amber Palace*.
    let modifies = end < sentence.end as usize && words.joined(end) && words.token(end).is_word() && words.tag(end).is_noun();
    let article = determined && !titled && !job && !modifies && is_form!(words, tokens_start, "the");
    let by_name_alone =
        entity_type == EntityType::Unknown || entity_type == EntityType::Person && given && !is_described_person(words, end, sentence);
    let (entity_type, gender) = if article && by_name_alone { (EntityType::Organisation, Gender::Unknown) } else { (entity_type, gender) };
    // *Big Harbour have denied it*: a name with a verb in the plural is a body's.
    let takes_plural = entity_type == EntityType::Unknown
        && at == sentence.start as usize
        && end < sentence.end as usize
        && words.joined(end)
        && is_form!(words, end, "have" | "are" | "were" | "say" | "deny" | "insist" | "want");
    let (entity_type, several) =
        if takes_plural { (EntityType::Organisation, true) } else { (entity_type, is_role && facts.has(Facts::PLURAL)) };
    let number = if several { Number::Plural } else { Number::Singular };
    let possessive = is_possessive(words, end, sentence);
    out.push(Mention { gender, number, possessive, ..mention(TokenRange::new(tokens_start, end), core, kind, entity_type) });
}

/// Whether the noun for a person at token `i` is a verb where it stands: *She accused Blue Harbour*, not *the accused Ann Lee*.
fn is_verb_before(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let described = || i > sentence.start as usize && matches!(words.tag(i - 1), Tag::DT | Tag::PRPS | Tag::JJ | Tag::POS);
    words.tag(i).is_verb() && !described()
}

/// One past the last word of the name proper from `at` to `end`, whose titles begin at `start`: honours stay out (*Ann
/// Lee KC*), and what a person with a title is of (*Senator Ann Lee of Tennessee*) belongs to the title.
fn proper_end(words: &Words<'_>, start: usize, at: usize, end: usize) -> usize {
    if end > at + 2 && is_post_nominal(words.str(end - 1)) {
        // *Ann Lee, M.D.*
        return if end > at + 3 && words.is(end - 2, ",") { end - 2 } else { end - 1 };
    }
    let of = (at + 1..end).find(|&i| words.is(i, "of"));
    // *Biologist Ann Lee of Roe University*
    let named = |of: usize| of > at + 1 && words.facts(at).has(Facts::GIVEN_NAME);
    of.filter(|&of| (at > start || named(of)) && !words.facts(of - 1).any(GOVERNING)).unwrap_or(end)
}

/// *The German added*: one person, not a people (*the Welsh*, *the Chinese*).
fn is_one_person(words: &Words<'_>, at: usize, sentence: TokenRange) -> bool {
    let form = words.str(at);
    let people = ["ese", "ish", "sh", "ch"].iter().any(|ending| form.ends_with(ending));
    at > sentence.start as usize && is_form!(words, at - 1, "the") && !people
}

/// A colour, month or nationality that a verb in the past follows behind a quotation: the surname *Black*, *English*.
fn self_named(words: &Words<'_>, at: usize, sentence: TokenRange) -> bool {
    at > sentence.start as usize
        && words.token(at - 1).kind == TokenKind::Mark
        && at + 1 < sentence.end as usize
        && words.tag(at + 1) == Tag::VBD
}

/// *J. K. Roe*, *John Q. Roe*: an initial is in the name.
fn has_initial(words: &Words<'_>, start: usize, end: usize) -> bool {
    end - start > 1
        && (start..end - 1).any(|i| words.token(i).shape == Shape::Upper && words.str(i).ends_with('.') && words.token(i).span.len() <= 4)
}

/// What follows a name tells that it is a person's: *, 43,* — *, who* — *, a nurse*.
fn is_described_person(words: &Words<'_>, end: usize, sentence: TokenRange) -> bool {
    let limit = sentence.end as usize;
    if !words.is(end, ",") || end + 1 >= limit {
        return false;
    }
    let next = end + 1;
    if words.token(next).kind == TokenKind::Number {
        return words.token(next).span.len() <= 2 && words.is(next + 1, ",");
    }
    if words.is(next, "who") || words.is(next, "whose") {
        return true;
    }
    if !words.token(next).is_word() || words.is_capitalised(next) {
        return false;
    }
    // *Harbourtech, a maker of radios,*: a trade may be a company's.
    let noun = apposed(words, end, sentence);
    noun.has(Facts::PERSON) && !noun.has(Facts::COMPANY)
}

/// What follows a name tells that it is a company: *Sonora, a maker of radios*.
fn is_described_company(words: &Words<'_>, end: usize, sentence: TokenRange) -> bool {
    let noun = apposed(words, end, sentence);
    noun.has(Facts::COMPANY) && !noun.has(Facts::PLURAL)
}

/// Facts of the first noun for persons or companies in the apposition behind a name: *, a nurse* — *, the German carmaker*.
fn apposed(words: &Words<'_>, end: usize, sentence: TokenRange) -> Facts {
    let limit = (sentence.end as usize).min(end + 9);
    if !words.is(end, ",") {
        return Facts::default();
    }
    for i in end + 1..limit {
        let facts = words.facts(i);
        if facts.any(Facts::PERSON.with(Facts::COMPANY)) && !words.is_capitalised(i) {
            return facts;
        }
        if !matches!(words.tag(i), Tag::DT | Tag::JJ | Tag::NN | Tag::CD | Tag::PRPS | Tag::Unknown | Tag::VBN | Tag::NNS)
            || words.token(i).kind == TokenKind::Punct
        {
            break;
        }
    }
    Facts::default()
}
