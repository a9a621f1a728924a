//! Names: runs of capitalised words, cut where a title, a place or a nationality is glued to a name.
//!
//! Name hygiene decides coreference: *Ohio Gov. Jane Roe* is a place, a title and the name *Jane Roe*.

use super::nominal::{is_initial, phrase_start};
use super::{EntityType, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Gender, Tag, Words};
use crate::span::TokenRange;
use crate::token::{Gap, Shape, TokenKind};

/// Words that a name keeps although they are not of it alone.
const KNOWN_NAME: Facts = Facts::GIVEN_NAME
    .with(Facts::PLACE)
    .with(Facts::DEMONYM)
    .with(Facts::ORGANISATION)
    .with(Facts::ORGANISATION_END)
    .with(Facts::TITLE)
    .with(Facts::NOT_A_NAME);

/// Words that take an *of* into their name: *University of Roe*, *Secretary of State*.
const GOVERNING: Facts = Facts::ORGANISATION.with(Facts::ORGANISATION_END).with(Facts::TITLE);

/// How a line is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LineStyle {
    /// Capitals begin sentences and names.
    Plain,
    /// Most words begin with a capital: a headline.
    TitleCase,
    /// All letters are capitals.
    Upper,
}

/// Words of four letters and more that tell how a line is written.
const LONG_WORDS: usize = 40;

/// How the words of `range` are written.
pub(super) fn line_style(words: &Words<'_>, range: TokenRange) -> LineStyle {
    let (mut long, mut capitals, mut upper) = (0, 0, 0);
    for token in &words.tokens.all()[range.range()] {
        if token.is_word() && token.span.len() >= 4 {
            long += 1;
            capitals += usize::from(token.is_capitalised());
            upper += usize::from(token.shape == Shape::Upper);
            // So many small words leave no way to a headline.
            if long >= LONG_WORDS || (long - capitals) * 5 > LONG_WORDS {
                break;
            }
        }
    }
    if long >= 3 && upper * 10 >= long * 8 {
        LineStyle::Upper
    } else if long >= 4 && capitals * 10 >= long * 8 && range.len() <= 40 {
        LineStyle::TitleCase
    } else {
        LineStyle::Plain
    }
}

/// One past the last token of the run of name words that begins at `start`.
pub(super) fn run_end(words: &Words<'_>, start: usize, sentence: TokenRange, style: LineStyle) -> usize {
    let limit = sentence.end as usize;
    let mut end = start + 1;
    if is_particle(words, start) {
        // The name itself stands one or two words on.
        while end < limit && is_particle(words, end) {
            end += 1;
        }
        end += 1;
    }
    let mut governs_of = words.facts(start).any(GOVERNING);
    let mut list_of = false;
    while end < limit && words.joined(end) {
        let next_is_name = |at: usize| at < limit && words.joined(at) && words.is_capitalised(at) && !is_small_word(words, at);
        let token = words.token(end);
        if token.kind == TokenKind::Word && (token.is_capitalised() || token.shape == Shape::Mixed) {
            if is_small_word(words, end) || style != LineStyle::Plain && is_common(words, end) {
                break;
            }
            governs_of |= words.facts(end).any(GOVERNING);
            end += 1;
        } else if token.kind == TokenKind::Word && is_particle(words, end) && next_is_name(end + 1) {
            end += 2;
        } else if token.kind == TokenKind::Word
            && is_particle(words, end)
            && end + 1 < limit
            && is_particle(words, end + 1)
            && next_is_name(end + 2)
        {
            end += 3;
        } else if governs_of && words.is(end, "of") && next_is_name(end + 1) {
            list_of = is_department(words.form(end - 1));
            end += 2;
        } else if governs_of && words.is(end, "of") && words.is(end + 1, "the") && next_is_name(end + 2) {
            end += 3;
        } else if let Some(after) = purpose_end(words, end, limit) {
            end = after;
        } else if words.is(end, "&") && next_is_name(end + 1)
            || list_of && words.is(end, "and") && next_is_name(end + 1)
            || words.is(end, ",") && end + 1 < limit && matches!(words.str(end + 1), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III")
        {
            end += 2;
        } else if let Some(after) = nickname_end(words, end, limit).filter(|&after| next_is_name(after)) {
            end = after + 1;
        } else {
            break;
        }
    }
    end
}

/// One past the first word of what a body is for: *Institute for Tides*, *Front for the Northern Wells*, *Council on Wages*.
fn purpose_end(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    let body = words.facts(at - 1).any(Facts::ORGANISATION.with(Facts::ORGANISATION_END)) && !words.facts(at - 1).has(Facts::PERSON);
    if !body || !matches!(words.str(at), "for" | "on") {
        return None;
    }
    let next = if words.is(at + 1, "the") { at + 2 } else { at + 1 };
    let capital = |i: usize| i < limit && words.joined(i) && words.is_capitalised(i);
    let facts = if next < limit { words.facts(next) } else { Facts::FUNCTION };
    let named = capital(next)
        && words.joined(at + 1)
        && !facts.any(Facts::FUNCTION.with(Facts::PLACE).with(Facts::GIVEN_NAME))
        && (!facts.has(Facts::NOT_A_NAME) || capital(next + 1));
    named.then_some(next + 1)
}

/// Whether a name begins at token `i` with a particle in small letters: *laughed de la Garma*.
pub(super) fn begins_with_particle(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let limit = sentence.end as usize;
    let capital = |at: usize| at < limit && words.joined(at) && words.is_capitalised(at) && !is_small_word(words, at);
    words.token(i).span.len() <= 5
        && is_particle(words, i)
        && (capital(i + 1) || i + 2 < limit && is_particle(words, i + 1) && capital(i + 2))
}

/// The name at token `i`, which is the surname of a person named in full before.
pub(super) fn surname(words: &Words<'_>, i: usize, sentence: TokenRange) -> Mention {
    let range = TokenRange::new(i, i + 1);
    let possessive = i + 1 < sentence.end as usize && words.token(i + 1).kind == TokenKind::Possessive;
    Mention { possessive, ..mention(range, range, MentionKind::Name, EntityType::Unknown) }
}

/// The account at token `i`: *@ann_lee*.
pub(super) fn handle(words: &Words<'_>, i: usize) -> Option<Mention> {
    let range = TokenRange::new(i, i + 1);
    words.str(i).starts_with('@').then(|| mention(range, range, MentionKind::Name, EntityType::Unknown))
}

/// One past a nickname in marks that begins at `at`: the *“Tiny”* of *Malachy “Tiny” Mulvenna*.
fn nickname_end(words: &Words<'_>, at: usize, limit: usize) -> Option<usize> {
    if words.token(at).kind != TokenKind::Mark || words.token(at).gap != Gap::Blank {
        return None;
    }
    let close = (at + 2..(at + 4).min(limit)).find(|&i| words.token(i).kind == TokenKind::Mark)?;
    (words.token(close).gap == Gap::None && words.is_capitalised(at + 1)).then_some(close + 1)
}

/// Determiners, pronouns, prepositions and the like with a capital: they begin a sentence or stand in a headline.
fn is_small_word(words: &Words<'_>, i: usize) -> bool {
    let facts = words.facts(i);
    if !facts.has(Facts::FUNCTION) {
        return false;
    }
    // *Sonya A. Roe*: an initial.
    let initial = words.token(i).shape == Shape::Upper && words.str(i).ends_with('.');
    if initial || is_capital_particle(words, i) {
        return false;
    }
    !facts.any(Facts::GIVEN_NAME.with(Facts::PLACE)) && words.token(i).shape != Shape::Upper
        || matches!(words.tag(i), Tag::DT | Tag::PRP | Tag::PRPS | Tag::MD | Tag::WP | Tag::CC | Tag::IN | Tag::TO)
}

/// *De Blasio*, *Van Dyck*: a particle with a capital before a name.
fn is_capital_particle(words: &Words<'_>, i: usize) -> bool {
    matches!(
        words.str(i),
        "De" | "Van" | "Von" | "La" | "Le" | "El" | "Al" | "Di" | "Da" | "Du" | "Del" | "Della" | "Ben" | "Bin" | "Mac" | "St."
    ) && i + 1 < words.len()
        && words.joined(i + 1)
        && words.is_capitalised(i + 1)
}

/// A word that the dictionary knows in small letters, and that no list of names holds.
fn is_common(words: &Words<'_>, i: usize) -> bool {
    let info = words.info(i);
    let common = info.facts.has(Facts::FUNCTION)
        || (info.tag != Tag::Unknown || info.facts.any(Facts::CUE_VERB.with(Facts::DOCUMENT).with(Facts::CUE_NOUN)))
            && !info.facts.any(KNOWN_NAME);
    common && !is_capital_particle(words, i)
}

/// Small words inside names of persons.
fn is_particle(words: &Words<'_>, i: usize) -> bool {
    words.facts(i).has(Facts::PARTICLE) && !words.token(i).is_capitalised()
}

/// Bodies whose names list what they are for: *Department of Health and Human Services*.
fn is_department(form: &str) -> bool {
    matches!(
        form,
        "department"
            | "ministry"
            | "office"
            | "bureau"
            | "committee"
            | "board"
            | "institute"
            | "centers"
            | "centres"
            | "school"
            | "society"
    )
}

/// Appends what the run of name words from `start` to `end` names.
pub(super) fn segment(words: &Words<'_>, start: usize, end: usize, sentence: TokenRange, style: LineStyle, out: &mut Vec<Mention>) {
    let mut start = start;
    // What a sentence begins with has its capital from there.
    if style != LineStyle::Plain || is_initial(words, start, sentence) && !is_common_name(words, start, end) {
        while start < end && is_common(words, start) && !(start + 1 == end && is_subject_name(words, start, sentence)) {
            start += 1;
        }
    }
    while start < end && is_small_word(words, start) {
        start += 1;
    }
    start = behind_headline_words(words, start, end);
    // A headline capitalises what is no name: only words that the dictionary does not know make one.
    if start >= end || style != LineStyle::Plain && (start..end).all(|i| is_common(words, i)) && !is_subject_name(words, start, sentence) {
        return;
    }
    let name_start = behind_headline_words(words, name_start(words, start, end), end);
    if name_start > start {
        glued(words, start, name_start, out);
    }
    if name_start < end {
        push(words, start, name_start, end, sentence, out);
    }
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

/// Where the name proper begins in the run: behind the last title, and behind nationalities before a given name.
fn name_start(words: &Words<'_>, start: usize, end: usize) -> usize {
    if end - start == 1 {
        return start;
    }
    // *Western Union of Chapels*: its noun stands before *of*.
    let last = (start + 1..end).find(|&i| words.is(i, "of") || words.is(i, "for")).unwrap_or(end) - 1;
    let closes_organisation =
        words.facts(last).any(Facts::ORGANISATION_END.with(Facts::ORGANISATION)) && !words.facts(last).has(Facts::GIVEN_NAME);
    let mut at = start;
    let mut i = start;
    while i < end {
        let (length, info) = words.phrase(i, end).unwrap_or((1, words.info(i)));
        let after = i + length;
        let facts = info.facts;
        if after < end {
            let rest = end - after;
            let next_given = words.facts(after).has(Facts::GIVEN_NAME);
            let is_title = facts.any(Facts::HONORIFIC.with(Facts::TITLE))
                || facts.has(Facts::PERSON)
                    && !facts.has(Facts::GIVEN_NAME)
                    && (words.info(i).tag.is_noun() || words.info(i).tag == Tag::Unknown);
            // *Harry M. Roe*, *M. Jean Roe*: an initial, no *Monsieur*.
            let initial = words.token(i).span.len() == 2 && words.str(i).ends_with('.');
            let is_title = is_title && !(initial && (i > at || next_given && rest >= 2));
            let keeps = facts.has(Facts::GIVEN_NAME) && i == at && !facts.has(Facts::HONORIFIC);
            let is_title = is_title && (!closes_organisation || facts.has(Facts::HONORIFIC));
            let stays_out = facts.any(Facts::DEMONYM.with(Facts::NOT_A_NAME))
                && !closes_organisation
                && i == at
                && (facts.has(Facts::NOT_A_NAME) || next_given && rest >= 2 || words.facts(after).any(Facts::TITLE));
            if !keeps && (is_title || stays_out) {
                at = after;
            }
        }
        i = after;
    }
    // *Republican of Iowa*: no name begins with what is between.
    let cut = at > start;
    while cut && at < end && matches!(words.str(at), "of" | "the" | "for" | "on") {
        at += 1;
    }
    // *Speaker of the House Ann Roe*
    if cut && at + 2 < end && words.facts(at).has(Facts::ORGANISATION) && words.facts(at + 1).has(Facts::GIVEN_NAME) {
        at += 1;
    }
    // *Prince Andrew*, *Pope Francis*: a title with a lone given name is the name.
    let royal = end - at == 1
        && at > start
        && matches!(
            words.form(at - 1),
            "prince"
                | "princess"
                | "king"
                | "queen"
                | "pope"
                | "emperor"
                | "empress"
                | "saint"
                | "st"
                | "sister"
                | "brother"
                | "mother"
                | "father"
        );
    if royal && words.facts(at).has(Facts::GIVEN_NAME) { at - 1 } else { at }
}

/// Whether word `i` is of a title before a name: *Minister*, and what it is minister of (*Harbour Minister*).
fn belongs_to_title(words: &Words<'_>, i: usize) -> bool {
    words.facts(i).any(Facts::TITLE.with(Facts::HONORIFIC).with(Facts::PERSON).with(Facts::NOT_A_NAME).with(Facts::FUNCTION))
        || is_common(words, i)
        || words.phrase(i, words.len()).is_some_and(|(_, info)| info.facts.has(Facts::TITLE))
}

/// Appends what stands glued before a name: a place or an organisation before the title.
fn glued(words: &Words<'_>, start: usize, end: usize, out: &mut Vec<Mention>) {
    let mut last = end;
    while last > start && belongs_to_title(words, last - 1) {
        last -= 1;
    }
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
    // A capitalised role without a name: *the Foreign Minister*, *the President*.
    let is_role = !titled
        && (whole.facts.any(Facts::TITLE.with(Facts::PERSON))
            || core.len() > 1
                && facts.any(Facts::TITLE.with(Facts::PERSON))
                && !words.facts(at).has(Facts::GIVEN_NAME)
                && words.info(head).tag.is_noun())
        && !whole.facts.has(Facts::GIVEN_NAME);
    let first = words.facts(at);
    let given = core.len() > 1 && first.has(Facts::GIVEN_NAME);
    let (mut tokens_start, mut gender) = (if titled { title_start(words, start, at) } else { at }, Gender::Unknown);
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
    let before = tokens_start;
    let job = before > sentence.start as usize
        && words.joined(before)
        && words.token(before - 1).is_word()
        && !words.token(before - 1).is_capitalised()
        && words.facts(before - 1).has(Facts::PERSON)
        && !words.facts(before - 1).has(Facts::PLURAL)
        && !words.facts(before - 1).has(Facts::FUNCTION);
    if job && !is_role {
        tokens_start = phrase_start(words, before - 1, sentence);
        if gender == Gender::Unknown {
            gender = words.info(before - 1).gender;
        }
    }
    // A body or paper directly before: *the newspaper Le Jour*.
    let before = tokens_start;
    let body = !titled
        && !job
        && !given
        && before > sentence.start as usize
        && words.joined(before)
        && words.token(before - 1).is_word()
        && !words.token(before - 1).is_capitalised()
        && words.facts(before - 1).any(Facts::ORGANISATION.with(Facts::DOCUMENT))
        && !words.facts(before - 1).any(Facts::PLURAL.with(Facts::FUNCTION).with(Facts::CUE_VERB));
    if body {
        let start = phrase_start(words, before - 1, sentence);
        if words.tag(start) == Tag::DT {
            tokens_start = start;
        }
    }
    let body = tokens_start < before;
    let organisation = body
        || facts.any(Facts::ORGANISATION_END.with(Facts::ORGANISATION)) && !given
        || whole.facts.any(Facts::ORGANISATION)
        || core.range().any(|i| words.is(i, "of") || words.is(i, "&"));
    let entity_type = if is_role && facts.has(Facts::PLURAL) {
        EntityType::Group
    } else if is_role {
        EntityType::Unnamed
    } else if titled && !words.facts(at - 1).has(Facts::NOT_A_NAME) || job {
        if organisation && !given && core.len() > 1 { EntityType::Organisation } else { EntityType::Person }
    } else if whole.facts.has(Facts::PLACE) && !given {
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
        } else if speaks || self_named(words, at, sentence) {
            EntityType::Unknown
        } else {
            return;
        }
    } else if given || has_initial(words, at, head + 1) || is_described_person(words, end, sentence) {
        EntityType::Person
    } else if core.len() == 1 && words.token(at).shape == Shape::Upper && words.token(at).span.len() > 1 {
        EntityType::Organisation
    } else if core.len() == 1 && first.has(Facts::GIVEN_NAME) {
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
    let kind = if is_role { MentionKind::Nominal } else { MentionKind::Name };
    let determined = tokens_start > sentence.start as usize
        && words.joined(tokens_start)
        && words.tag(tokens_start - 1) == Tag::DT
        && words.token(tokens_start - 1).is_word();
    if determined {
        tokens_start -= 1;
    }
    // Persons take no article: *the Amber Palace*.
    let modifies = end < sentence.end as usize && words.joined(end) && words.token(end).is_word() && words.tag(end).is_noun();
    let article = determined && !titled && !job && !modifies && words.form(tokens_start) == "the";
    let by_name_alone =
        entity_type == EntityType::Unknown || entity_type == EntityType::Person && given && !is_described_person(words, end, sentence);
    let (entity_type, gender) = if article && by_name_alone { (EntityType::Organisation, Gender::Unknown) } else { (entity_type, gender) };
    let number = if is_role && facts.has(Facts::PLURAL) { Number::Plural } else { Number::Singular };
    let possessive = end < sentence.end as usize && words.token(end).kind == TokenKind::Possessive;
    out.push(Mention { gender, number, possessive, ..mention(TokenRange::new(tokens_start, end), core, kind, entity_type) });
}

/// One past the last word of the name proper from `at` to `end`, whose titles begin at `start`: honours stay out (*Ann
/// Lee KC*), and what a person with a title is of (*Senator Ann Lee of Tennessee*) belongs to the title.
fn proper_end(words: &Words<'_>, start: usize, at: usize, end: usize) -> usize {
    if end > at + 2 && is_post_nominal(words.str(end - 1)) {
        return end - 1;
    }
    let of = (at + 1..end).find(|&i| words.is(i, "of"));
    of.filter(|&of| at > start && !words.facts(of - 1).any(GOVERNING)).unwrap_or(end)
}

/// Honours, degrees and offices behind a name.
fn is_post_nominal(word: &str) -> bool {
    matches!(
        word,
        "KC" | "QC" | "SC" | "MP" | "MSP" | "MEP" | "MLA" | "TD" | "OBE" | "MBE" | "CBE" | "KBE" | "DBE" | "PhD" | "Ph.D." | "MD" | "M.D."
    )
}

/// A colour, month or nationality that a verb in the past follows behind a quotation: the surname *Black*, *English*.
fn self_named(words: &Words<'_>, at: usize, sentence: TokenRange) -> bool {
    at > sentence.start as usize
        && words.token(at - 1).kind == TokenKind::Mark
        && at + 1 < sentence.end as usize
        && words.tag(at + 1) == Tag::VBD
}

/// Where the titles before a name begin in a run from `start` to the name at `at`: places before them stay out.
fn title_start(words: &Words<'_>, start: usize, at: usize) -> usize {
    let mut first = at;
    while first > start && belongs_to_title(words, first - 1) {
        first -= 1;
    }
    if first == at { at - 1 } else { first }
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
    // An apposition: the first noun that closes its phrase is one of persons.
    let mut i = next;
    while i < limit && i - next < 8 && words.token(i).kind != TokenKind::Punct {
        let facts = words.facts(i);
        if facts.has(Facts::PERSON) && !words.is_capitalised(i) {
            return true;
        }
        if !matches!(words.tag(i), Tag::DT | Tag::JJ | Tag::NN | Tag::CD | Tag::PRPS | Tag::Unknown | Tag::VBN | Tag::NNS) {
            return false;
        }
        i += 1;
    }
    false
}
