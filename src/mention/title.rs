//! Titles before a name: where they begin, where they end, and what they are of.
//!
//! *Ohio Gov. Jane Roe* is a place, a title and the name *Jane Roe*; *Vice President of Sales* is no name at all.

use super::run::{is_common, is_initial_letter};
use crate::lexicon::{Facts, Tag, WordClass, Words};
use crate::span::TokenRange;
use crate::token::{Shape, TokenKind};

/// Where the name begins behind an office and the body that it is of: *President of the Senate Ann Roe*.
fn behind_office(words: &Words<'_>, start: usize, end: usize) -> Option<usize> {
    let of = (start + 1..end).find(|&i| words.is(i, "of"))?;
    let office = words.facts(of - 1).has(Facts::TITLE) && !words.facts(of - 1).has(Facts::ORGANISATION);
    let body = Facts::ORGANISATION.with(Facts::ORGANISATION_END);
    let name = if office { (of + 1..end).rev().find(|&i| words.facts(i).any(body))? + 1 } else { return None };
    let of_person = |i: usize| {
        words.is_capitalised(i)
            && (words.tag(i) == Tag::Unknown || words.facts(i).has(Facts::GIVEN_NAME))
            && !words.facts(i).any(body.with(Facts::PLACE))
    };
    ((2..=3).contains(&(end - name)) && (name..end).all(of_person)).then_some(name)
}

/// Where the name proper begins in the run: behind the last title, and behind nationalities before a given name.
pub(super) fn name_start(words: &Words<'_>, start: usize, end: usize, sentence: TokenRange) -> usize {
    if end - start == 1 {
        return start;
    }
    let run = Run::new(words, start, end, sentence);
    if let Some(name) = run.behind_seat_of_envoy().or_else(|| behind_office(words, start, end)) {
        return name;
    }
    let titles_end = run.behind_titles();
    let at = if titles_end > start { run.behind_of(titles_end) } else { titles_end };
    let at = run.behind_body(at).unwrap_or(at);
    // *Prince Andrew*, *Pope Francis*: a title with a lone given name is the name.
    let royal = end - at == 1 && at > start && is_royal(words, at - 1);
    if royal && words.facts(at).has(Facts::GIVEN_NAME) { at - 1 } else { at }
}

/// A run of words that may begin with titles, and what stands before it.
struct Run<'a> {
    words: &'a Words<'a>,
    start: usize,
    end: usize,
    /// *Western Union of Chapels*: it names a body.
    is_body: bool,
    /// *singer Ally Roe*: behind a job in small letters there is no other.
    behind_job: bool,
    /// *ambassador to Velland Ann Roe*
    behind_to: bool,
}

/// A word or a phrase of the run that may be a title.
struct Part {
    /// Where the name would begin if this were none.
    at: usize,
    start: usize,
    /// One past its last token.
    after: usize,
    facts: Facts,
    /// Whether it is a letter with a full stop.
    initial: bool,
    /// Words of the run behind it.
    rest: usize,
    /// Whether a given name follows.
    next_given: bool,
}

impl<'a> Run<'a> {
    #[inline]
    fn new(words: &'a Words<'a>, start: usize, end: usize, sentence: TokenRange) -> Self {
        let behind_job = start > sentence.start as usize
            && words.joined(start)
            && words.facts(start - 1).any(Facts::PERSON.with(Facts::ORGANISATION))
            && !words.facts(start - 1).has(Facts::PLURAL)
            && !words.token(start - 1).is_capitalised();
        let behind_to = to_before(words, start, sentence).is_some();
        Self { words, start, end, is_body: closes_organisation(words, start, end), behind_job, behind_to }
    }

    /// *ambassador to the United Nations Ann Roe*
    fn behind_seat_of_envoy(&self) -> Option<usize> {
        if !self.behind_to || !self.words.is(self.start - 1, "the") {
            return None;
        }
        (self.start + 1..self.end - 1).find(|&i| begins_person(self.words, i))
    }

    /// Where the last title ends; the beginning of the run if it has none.
    fn behind_titles(&self) -> usize {
        let (words, end) = (self.words, self.end);
        let (mut at, mut i) = (self.start, self.start);
        while i < end && !is_hyphened_pair(words, i, end) {
            let (length, info) = words.phrase(i, end).unwrap_or((1, words.info(i)));
            let after = i + length;
            // *Ann King, Jr.*: what a comma follows is of the name.
            if after < end && !words.is(after, ",") {
                let (initial, next_given) = (is_initial_letter(words, i), words.facts(after).has(Facts::GIVEN_NAME));
                let part = Part { at, start: i, after, facts: info.facts, initial, rest: end - after, next_given };
                if self.is_before_name(&part) {
                    at = after;
                }
            }
            i = after;
        }
        at
    }

    #[inline]
    fn is_before_name(&self, part: &Part) -> bool {
        let is_short = || !self.is_body && (self.is_abbreviation(part) || self.is_place_of_envoy(part));
        !self.is_given_name(part) && (self.is_title(part) || self.stays_out(part) || is_short())
    }

    /// A given name that begins the name; but *Del. Ann Roe*: with a full stop it is the title.
    fn is_given_name(&self, part: &Part) -> bool {
        let shortened = || part.facts.has(Facts::TITLE) && self.words.str(part.start).ends_with('.');
        part.facts.has(Facts::GIVEN_NAME) && part.start == part.at && !part.facts.has(Facts::HONORIFIC) && !shortened()
    }

    #[inline]
    fn is_title(&self, part: &Part) -> bool {
        let facts = part.facts;
        let is_office = facts.any(Facts::HONORIFIC.with(Facts::TITLE));
        // *People's Courier*: whose it is, no title.
        let is_owner = || self.words.token(part.after).kind == TokenKind::Possessive;
        let is_second_job = self.behind_job && part.start == self.start && part.after == part.start + 1 && !is_office;
        (is_office || self.is_job(part))
            && !is_second_job
            && (!self.is_body || facts.has(Facts::HONORIFIC))
            && !is_owner()
            && !self.is_initial_of_name(part)
            && !self.is_within_name(part)
            && !self.is_several(part)
    }

    /// A noun for a person that is no given name.
    fn is_job(&self, part: &Part) -> bool {
        let tag = self.words.info(part.start).tag;
        part.facts.has(Facts::PERSON) && !part.facts.has(Facts::GIVEN_NAME) && (tag.is_noun() || tag == Tag::Unknown)
    }

    /// *Harry M. Roe*, *M. Jean Roe*: an initial, no *Monsieur*.
    fn is_initial_of_name(&self, part: &Part) -> bool {
        part.initial
            && (part.start > part.at
                || is_initial_letter(self.words, part.after)
                || !part.facts.has(Facts::HONORIFIC)
                || part.next_given && part.rest >= 2)
    }

    /// Whether what stands before it makes it a word of the name.
    fn is_within_name(&self, part: &Part) -> bool {
        let (words, i) = (self.words, part.start);
        // *Jodie St Clair*, *Ray Don Roe*: behind a given name it is of the name.
        let behind_given = || i == part.at + 1 && words.facts(part.at).has(Facts::GIVEN_NAME) && is_in_names(words, i);
        // *Khalid bin Sultan Roe*: a name behind its particle.
        let behind_particle = || words.facts(i - 1).has(Facts::PARTICLE) && !words.token(i - 1).is_capitalised();
        // *Rosa del Mar Roe*: a particle, no delegate.
        let is_particle = || words.facts(i).has(Facts::PARTICLE) && !words.is_capitalised(i);
        // *Maria “Baby” Roe*: a nickname.
        let is_nickname = || words.token(i - 1).kind == TokenKind::Mark;
        i > self.start && (behind_given() || behind_particle() || is_particle() || is_nickname())
    }

    /// *Carers United*: one behind several people is no title with a name.
    fn is_several(&self, part: &Part) -> bool {
        let (words, after) = (self.words, part.after);
        let is_word = || words.info(after).tag != Tag::Unknown && !words.facts(after).any(Facts::GIVEN_NAME.with(Facts::NOT_A_NAME));
        part.facts.has(Facts::PLURAL) && part.rest == 1 && is_word() && !words.is(self.end, "and")
    }

    /// *Browns DL Ann Roe*: capitals before a whole name.
    fn is_abbreviation(&self, part: &Part) -> bool {
        let (words, i) = (self.words, part.start);
        let letters = words.token(i).span.len();
        let is_rank = || i > self.start || letters <= 4 && !words.facts(i).any(Facts::GIVEN_NAME.with(Facts::BODY));
        words.token(i).shape == Shape::Upper && letters > 1 && !part.initial && part.next_given && part.rest >= 2 && is_rank()
    }

    /// *ambassador to Velland Ann Roe*
    fn is_place_of_envoy(&self, part: &Part) -> bool {
        let is_place = part.facts.has(Facts::PLACE) && !part.facts.has(Facts::GIVEN_NAME);
        self.behind_to && part.start == self.start && is_place && part.rest == 2
    }

    /// Whose people somebody is of, before his or her name: *House Republican Ann Roe*.
    #[inline]
    fn stays_out(&self, part: &Part) -> bool {
        let words = self.words;
        // *South Harbour Water*
        let of_body = || words.is_a(part.start, WordClass::Compass) && !part.next_given;
        // *NHS Lorne*
        let part_of_body = || part.rest == 1 && !part.next_given && is_initials_of_body(words, part.start);
        // Whatever stands before the people's name.
        let is_first = || part.start == part.at && (part.facts.has(Facts::NOT_A_NAME) || words.facts(part.after).any(Facts::TITLE));
        part.facts.any(Facts::DEMONYM.with(Facts::NOT_A_NAME))
            && !part.initial
            && !self.is_body
            && !of_body()
            && !part_of_body()
            && (is_first() || part.next_given && part.rest >= 2)
    }

    /// Where the name begins behind what the title is of: *Speaker of the House Ann Roe*, *Minister of Health Ann Roe*.
    fn behind_of(&self, title_end: usize) -> usize {
        let (words, end) = (self.words, self.end);
        // *Republican of Iowa*: no name begins with what is between.
        let at = (title_end..end).find(|&i| !matches!(words.str(i), "of" | "the" | "for" | "on")).unwrap_or(end);
        if at == title_end || words.facts(at.min(end - 1)).has(Facts::GIVEN_NAME) {
            return at;
        }
        (at + 1..end.saturating_sub(1)).find(|&i| begins_person(words, i)).unwrap_or(at)
    }

    /// *of the Harbour Administration Ann Roe*, *Order of Police President Ann Roe*
    fn behind_body(&self, at: usize) -> Option<usize> {
        let words = self.words;
        let given = self.end.checked_sub(2).filter(|&given| given > at && !self.is_body && begins_person(words, given))?;
        let (last, facts) = (given - 1, words.facts(given - 1));
        let closes = words.is_capitalised(last)
            && facts.any(Facts::TITLE.with(Facts::ORGANISATION).with(Facts::ORGANISATION_END))
            && !facts.has(Facts::GIVEN_NAME)
            && !is_initial_letter(words, last);
        closes.then_some(given)
    }
}

/// A given name and what may be a surname.
fn begins_person(words: &Words<'_>, i: usize) -> bool {
    words.facts(i).has(Facts::GIVEN_NAME) && !is_common(words, i + 1)
}

/// Whether the noun that closes the run, or stands before its *of*, is one for a body: *Western Union of Chapels*.
fn closes_organisation(words: &Words<'_>, start: usize, end: usize) -> bool {
    let noun = (start + 1..end).find(|&i| words.is(i, "of") || words.is(i, "for")).unwrap_or(end) - 1;
    // *House of Roe Speaker Ann Lee*
    let is_title = |i: usize| words.facts(i).has(Facts::TITLE) && words.facts(i + 1).has(Facts::GIVEN_NAME);
    let titled = || (noun + 1..end.saturating_sub(2)).any(is_title);
    let is_surname = || noun == end - 1 && noun > start + 1 && is_surname_behind_office(words, noun);
    let facts = words.facts(noun);
    facts.any(Facts::ORGANISATION_END.with(Facts::ORGANISATION)) && !facts.has(Facts::GIVEN_NAME) && !titled() && !is_surname()
}

/// *Prime Minister Tom Brand*: a noun for a body is a surname behind an office and a given name.
fn is_surname_behind_office(words: &Words<'_>, surname: usize) -> bool {
    let (given, office) = (words.facts(surname - 1), words.facts(surname - 2));
    given.has(Facts::GIVEN_NAME)
        && !given.has(Facts::PLACE)
        && office.any(Facts::TITLE.with(Facts::HONORIFIC))
        && !office.has(Facts::GIVEN_NAME)
        && !words.facts(surname).has(Facts::ORGANISATION_END)
        && !is_royal(words, surname - 2)
}

/// *NHS Lorne*, *BBC Wales*: the initials of a body, which begin the name of a part of it.
pub(super) fn is_initials_of_body(words: &Words<'_>, i: usize) -> bool {
    words.facts(i).has(Facts::BODY) && words.token(i).shape == Shape::Upper && words.token(i).span.len() > 1
}

/// Most letters of a family name before a given name with a hyphen, and of either half of that.
const SYLLABLE: usize = 6;

/// *Moon Tae-sun*: the family name stands first, be it a word of the dictionary or not.
pub(crate) fn is_hyphened_pair(words: &Words<'_>, start: usize, end: usize) -> bool {
    let small = |part: &str| (1..=SYLLABLE).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_lowercase());
    let is_given = |word: &str| {
        word.split_once('-').is_some_and(|(first, second)| {
            small(second) && first.as_bytes().first().is_some_and(u8::is_ascii_uppercase) && (first.len() == 1 || small(&first[1..]))
        })
    };
    let known = Facts::TITLE.with(Facts::HONORIFIC).with(Facts::DEMONYM).with(Facts::PLACE);
    // *An Min-su*, *Oh Tae-ho*; but *The Mi-dong* and what is no word of two or three letters.
    let small_word = || words.facts(start).has(Facts::FUNCTION) && !words.is_a(start, WordClass::FamilySyllable);
    end == start + 2
        && end <= words.len()
        && words.token(start).span.len() <= SYLLABLE
        && words.token(start).shape == Shape::Title
        && !small_word()
        && words.joined(start + 1)
        && is_given(words.str(start + 1))
        && words.tag(start + 1) == Tag::Unknown
        && !words.facts(start + 1).any(Facts::FUNCTION.with(Facts::NOT_A_NAME))
        && !words.facts(start).any(known)
}

/// *asked He Jiantao*, *He Jiantao, a chemist,*: a family name that is written as the pronoun, before a given name or a word that no
/// list knows.
pub(super) fn is_named_he(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let given = i + 1;
    words.is(i, "He")
        && given < sentence.end as usize
        && words.joined(given)
        && words.token(given).is_word()
        && words.token(given).shape == Shape::Title
        && words.tag(given) == Tag::Unknown
        && matches!(words.facts(given), facts if facts == Facts::default() || facts == Facts::GIVEN_NAME)
}

/// The *of* between a title and what stands at `at`: *Vice President of Sales*, *Speaker of the House*.
pub(super) fn of_title(words: &Words<'_>, start: usize, at: usize) -> Option<usize> {
    let of = (start + 1..at).rev().take(2).take_while(|&i| matches!(words.str(i), "of" | "the" | "for" | "on")).last()?;
    (words.is(of, "of") && words.facts(of - 1).any(Facts::TITLE.with(Facts::PERSON))).then_some(of)
}

/// Whether a person is named from `at` to `end`, and not what a title is of.
pub(super) fn names_person(words: &Words<'_>, at: usize, end: usize) -> bool {
    words.facts(at).has(Facts::HONORIFIC) || end - at > 1 && words.facts(at).has(Facts::GIVEN_NAME)
}

/// A title that makes the name with a lone given name: *Prince Anton*, *Sister Ann*.
pub(crate) fn is_royal(words: &Words<'_>, i: usize) -> bool {
    words.is_a(i, WordClass::Royal)
}

/// A title that surnames and second given names have too.
fn is_in_names(words: &Words<'_>, i: usize) -> bool {
    is_royal(words, i) || words.is_a(i, WordClass::TitleInNames)
}

/// The *to* before what an envoy is sent to: *ambassador to Velland*, *ambassador to the United Nations*.
pub(super) fn to_before(words: &Words<'_>, start: usize, sentence: TokenRange) -> Option<usize> {
    let article = start > sentence.start as usize + 1 && words.is(start - 1, "the");
    let to = start.checked_sub(if article { 2 } else { 1 }).filter(|&to| to >= sentence.start as usize)?;
    words.is(to, "to").then_some(to)
}

/// Whether word `i` is of a title before a name: *Minister*, and what it is minister of (*Harbour Minister*).
fn belongs_to_title(words: &Words<'_>, i: usize) -> bool {
    words.facts(i).any(Facts::TITLE.with(Facts::HONORIFIC).with(Facts::PERSON).with(Facts::NOT_A_NAME).with(Facts::FUNCTION))
        || is_common(words, i)
        || words.phrase(i, words.len()).is_some_and(|(_, info)| info.facts.has(Facts::TITLE))
}

/// Where the titles before the name at `at` begin, in a run from `start`: places before them stay out. `at` if there are none.
pub(super) fn titles_start(words: &Words<'_>, start: usize, at: usize) -> usize {
    let of = (start + 1..at).rev().find(|&i| words.is(i, "of"));
    // *Order of Police | President Ann Roe*: what is of something is a body, no title.
    if let Some(of) = of.filter(|&of| !words.facts(of - 1).any(Facts::TITLE.with(Facts::PERSON)) && !words.facts(start).has(Facts::TITLE)) {
        let title = Facts::TITLE.with(Facts::HONORIFIC).with(Facts::PERSON);
        return (of + 2..at).rev().take_while(|&i| words.facts(i).any(title)).last().unwrap_or(at);
    }
    let mut first = at;
    while first > start && belongs_to_title(words, first - 1) {
        first -= 1;
    }
    // *Speaker of the House*
    let of_house = first > start && words.facts(start).has(Facts::TITLE) && (start + 1..first).any(|i| words.is(i, "of"));
    if of_house { start } else { first }
}
