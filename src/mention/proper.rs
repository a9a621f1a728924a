//! A proper name with what it is named with, *Turkish foreign minister Emre Kaya*, *the newspaper Le Jour*, and what kind of
//! thing it names.

use super::apposition::{is_described_company, is_described_person};
use super::nominal::{described, is_initial, is_possessive};
use super::phrase::phrase_start;
use super::run::{GOVERNING, is_common, is_post_nominal, is_weekday};
use super::title::{is_hyphened_pair, is_initials_of_body, to_before};
use super::{EntityType, Mention, MentionKind, Number};
use crate::lexicon::{Facts, Gender, Tag, Word, WordClass, Words, is_form};
use crate::span::TokenRange;
use crate::token::{Shape, TokenKind};

/// The mention that the words of `name` make, whose titles begin at token `start`; none where they name nobody.
pub(super) fn name(words: &Words<'_>, start: usize, name: TokenRange, sentence: TokenRange) -> Option<Mention> {
    let proper = Proper::new(words, start, name, sentence);
    if proper.is_participle() {
        return None;
    }
    proper.member().or_else(|| proper.mention())
}

/// A run of name words behind its titles.
struct Proper<'w, 'a> {
    words: &'w Words<'a>,
    sentence: TokenRange,
    /// First token of its titles.
    start: usize,
    /// First token of the name.
    at: usize,
    /// One past its last.
    end: usize,
    /// The name without honours and what its title is of.
    core: TokenRange,
    /// What the lexicon knows of the whole name.
    whole: Word,
    /// What it knows of the first word.
    first: Facts,
    /// What it knows of the last word of `core`.
    last: Facts,
    /// Whether titles stand before it.
    titled: bool,
    /// Whether it is a capitalised role without a name: *the Foreign Minister*.
    is_role: bool,
    /// Whether it begins with a given name.
    given: bool,
}

/// What a name is named with: where the mention begins, and whose the words are.
struct Before {
    start: usize,
    /// The word of a job: *spokesman John Roe*.
    job: Option<usize>,
    /// Whether it is a body: *the newspaper Le Jour*.
    body: bool,
}

impl<'w, 'a> Proper<'w, 'a> {
    fn new(words: &'w Words<'a>, start: usize, name: TokenRange, sentence: TokenRange) -> Self {
        let (at, end) = (name.start as usize, name.end as usize);
        let core = TokenRange::new(at, proper_end(words, start, at, end));
        let head = core.end as usize - 1;
        let whole = words.whole(core).copied().unwrap_or_default();
        let (first, last) = (words.facts(at), words.facts(head));
        let titled = at > start;
        let role = Facts::TITLE.with(Facts::PERSON);
        let ends_as_role = core.len() > 1
            && last.any(role)
            // *the Lawrence Democrat*
            && (!first.has(Facts::GIVEN_NAME) || last.has(Facts::NOT_A_NAME.with(Facts::PERSON)) && start > 0 && words.is(start - 1, "the"))
            && (words.info(head).tag.is_noun() || last.has(Facts::NOT_A_NAME));
        // *the Association of Harbour Doctors*
        let is_body = core.len() > 2 && first.has(Facts::ORGANISATION) && is_form!(words, at + 1, "of" | "for");
        let is_role = !titled && (whole.facts.any(role) || ends_as_role && !is_body) && !whole.facts.has(Facts::GIVEN_NAME);
        // *Dirk Roe Productions* is nobody's name.
        let given = core.len() > 1 && first.has(Facts::GIVEN_NAME) && !last.has(Facts::ORGANISATION_ONLY);
        Proper { words, sentence, start, at, end, core, whole, first, last, titled, is_role, given }
    }

    /// The last token of the name proper.
    fn head(&self) -> usize {
        self.core.end as usize - 1
    }

    /// *Holding signs, they sang*: what might end an organisation's name, alone at the start of its sentence.
    fn is_participle(&self) -> bool {
        let lone = self.core.len() == 1 && !self.titled;
        let suffix = self.last.has(Facts::ORGANISATION_END) && !self.last.any(Facts::ORGANISATION.with(Facts::BODY));
        lone && suffix && self.words.tag(self.head()) == Tag::VBG && is_initial(self.words, self.at, self.sentence)
    }

    /// *one soft-spoken Democrat close to the hosts*: who belongs to a party is described as anybody is.
    fn member(&self) -> Option<Mention> {
        let (words, facts) = (self.words, self.whole.facts);
        if !self.is_role || self.core.len() != 1 || !facts.has(Facts::PERSON) || !facts.has(Facts::NOT_A_NAME) {
            return None;
        }
        let start = phrase_start(words, self.at, self.sentence);
        // *an issue Democrats know*
        let agrees =
            !facts.has(Facts::PLURAL) || !is_form!(words, start, "a" | "an" | "one" | "another" | "this" | "that" | "each" | "every");
        (start < self.at && agrees || is_initial(words, self.at, self.sentence)).then(|| described(words, self.at, start, self.sentence))
    }

    fn mention(&self) -> Option<Mention> {
        let (words, sentence, end) = (self.words, self.sentence, self.end);
        let before = self.before();
        let entity_type = self.entity_type(&before)?;
        let gender = self.gender(&before, entity_type);
        let kind = if self.is_role || entity_type == EntityType::Unnamed { MentionKind::Nominal } else { MentionKind::Name };
        let mut start = before.start;
        let determined =
            start > sentence.start as usize && words.joined(start) && words.tag(start - 1) == Tag::DT && words.token(start - 1).is_word();
        if determined {
            start -= 1;
        }
        // Persons take no article: *the Amber Palace*.
        let modifies = end < sentence.end as usize && words.joined(end) && words.token(end).is_word() && words.tag(end).is_noun();
        let article = determined && !self.titled && before.job.is_none() && !modifies && is_form!(words, start, "the");
        let by_name_alone = entity_type == EntityType::Unknown
            || entity_type == EntityType::Person && self.given && !is_described_person(words, end, sentence);
        let (entity_type, gender) =
            if article && by_name_alone { (EntityType::Organisation, Gender::Unknown) } else { (entity_type, gender) };
        let (entity_type, several) = if entity_type == EntityType::Unknown && self.takes_plural() {
            (EntityType::Organisation, true)
        } else {
            (entity_type, self.is_role && self.last.has(Facts::PLURAL))
        };
        let number = if several { Number::Plural } else { Number::Singular };
        let possessive = is_possessive(words, end, sentence);
        Some(Mention { gender, number, possessive, ..mention(TokenRange::new(start, end), self.core, kind, entity_type) })
    }

    /// What stands before the name and is of its mention; with what its title is of, *Ohio Gov. Jane Roe*, as what stands at
    /// the place of a subject is the whole.
    fn before(&self) -> Before {
        let start = if self.titled { self.start } else { self.at };
        let job = self.job(start);
        match job.filter(|_| !self.is_role) {
            Some(word) => Before { start: phrase_start(self.words, word, self.sentence), job, body: false },
            None => {
                let body = self.body_start(start).filter(|_| job.is_none());
                Before { start: body.unwrap_or(start), job, body: body.is_some() }
            }
        }
    }

    /// The word of a job in small letters directly before token `start`: *spokesman John Roe*, *Turkish foreign minister Emre
    /// Kaya*, *the ambassador to Velland John Roe*.
    fn job(&self, start: usize) -> Option<usize> {
        let (words, sentence) = (self.words, self.sentence);
        let to = to_before(words, self.start, sentence).filter(|_| self.titled && words.joined(self.start));
        let before = to.unwrap_or(start);
        if before <= sentence.start as usize || !words.joined(before) || !words.token(before - 1).is_word() {
            return None;
        }
        let i = before - 1;
        let facts = words.facts(i);
        // *Striker John Roe scored*: with the capital of its sentence.
        let opens = || {
            !self.titled && !facts.any(Facts::GIVEN_NAME.with(Facts::ORGANISATION)) && self.core.len() > 1 && is_initial(words, i, sentence)
        };
        let job = (to.is_some() || !words.token(i).is_capitalised() || opens())
            && facts.has(Facts::PERSON)
            && !facts.any(Facts::PLURAL.with(Facts::FUNCTION))
            && !is_verb_before(words, i, sentence);
        job.then_some(i)
    }

    /// Where a body or paper directly before token `start` begins: *the newspaper Le Jour*; but *a statement Tuesday*.
    fn body_start(&self, start: usize) -> Option<usize> {
        let (words, sentence, facts) = (self.words, self.sentence, self.whole.facts);
        let is_word = self.core.len() == 1 && facts.has(Facts::NOT_A_NAME) && !facts.any(Facts::ORGANISATION.with(Facts::BODY));
        if self.titled || self.given || is_word || start <= sentence.start as usize || !words.joined(start) {
            return None;
        }
        let i = start - 1;
        let body = words.token(i).is_word()
            && (!words.token(i).is_capitalised() || is_trade(words, i) && is_initial(words, i, sentence))
            && words.facts(i).any(Facts::ORGANISATION.with(Facts::DOCUMENT))
            && !words.facts(i).any(Facts::PLURAL.with(Facts::FUNCTION).with(Facts::CUE_VERB));
        // *Human rights group Harbour Watch said*
        let begins = |start: usize| words.tag(start) == Tag::DT || start == sentence.start as usize;
        body.then(|| phrase_start(words, i, sentence)).filter(|&start| begins(start))
    }

    fn is_organisation(&self, before: &Before) -> bool {
        let (words, whole) = (self.words, self.whole.facts);
        let upper = || words.token(self.at).shape == Shape::Upper;
        before.body
            || self.last.any(Facts::ORGANISATION_END.with(Facts::ORGANISATION)) && !self.given
            || whole.any(Facts::ORGANISATION)
            || whole.has(Facts::BODY) && (upper() || !whole.any(Facts::FUNCTION.with(Facts::TITLE)))
            || self.core.len() == 2 && !self.given && is_initials_of_body(words, self.at)
            || self.core.len() == 2 && is_club(words, self.at)
            || self.core.range().any(|i| words.is(i, "of") || words.is(i, "&") || words.token(i).kind == TokenKind::Possessive)
    }

    /// What the name names; none where it is of nobody who could speak.
    fn entity_type(&self, before: &Before) -> Option<EntityType> {
        let (words, sentence, whole, at) = (self.words, self.sentence, self.whole.facts, self.at);
        let lone = self.core.len() == 1;
        if self.is_role {
            return Some(if self.last.has(Facts::PLURAL) { EntityType::Group } else { EntityType::Unnamed });
        }
        let organisation = self.is_organisation(before);
        // *Lord Roe*: no name alone, but a title before one.
        let of_title = self.titled && (!words.facts(at - 1).has(Facts::NOT_A_NAME) || words.facts(at - 1).has(Facts::TITLE));
        if of_title || before.job.is_some() {
            // *train operator Westrail*, *aircraft maker Roe & Lind*
            if before.job.is_some_and(|job| words.is_a(job, WordClass::Company)) && !self.given {
                return Some(EntityType::Organisation);
            }
            return Some(if organisation && !self.given && !lone { EntityType::Organisation } else { EntityType::Person });
        }
        if !lone && !self.given && words.is_a(self.head(), WordClass::Road) && !whole.has(Facts::BODY) {
            return Some(EntityType::Place);
        }
        let company = || at == sentence.start as usize && is_described_company(words, self.end, sentence);
        if whole.has(Facts::PLACE) && !self.given && !company() {
            return Some(EntityType::Place);
        }
        if organisation {
            return Some(EntityType::Organisation);
        }
        if whole.any(Facts::DEMONYM.with(Facts::NOT_A_NAME)) {
            return self.of_people();
        }
        // *in the town of Old Roe, a butcher said*: the description is of somebody else.
        let in_place = before.start > sentence.start as usize && is_in_place(words, before.start);
        let described = || !in_place && is_described_person(words, self.end, sentence);
        let first = words.token(at);
        Some(if self.given || has_initial(words, at, self.head() + 1) || described() {
            EntityType::Person
        } else if lone && first.shape == Shape::Upper && first.span.len() > 1 {
            EntityType::Organisation
        } else if lone && self.first.has(Facts::GIVEN_NAME) && !is_where(words, at) {
            EntityType::Person
        } else {
            EntityType::Unknown
        })
    }

    /// *Russian*, *Tuesday*, *Democrats*: the plural ones speak.
    fn of_people(&self) -> Option<EntityType> {
        let (words, sentence, whole, end) = (self.words, self.sentence, &self.whole, self.end);
        let demonym = whole.facts.has(Facts::DEMONYM);
        let speaks = self.core.len() == 1
            && (whole.tag.is_adjective() || demonym)
            && (end < sentence.end as usize && words.facts(end).has(Facts::CUE_VERB) && words.info(end).cue_weight >= 30
                || is_inverted(words, self.at, end, sentence));
        if whole.facts.has(Facts::PLURAL) || words.str(self.head()).ends_with('s') {
            Some(EntityType::Group)
        } else if speaks && demonym && is_one_person(words, self.at, sentence) {
            Some(EntityType::Unnamed)
        } else {
            let named = (speaks || self_named(words, self.at, sentence)) && !is_weekday(words, self.at);
            named.then_some(EntityType::Unknown)
        }
    }

    /// Gender by the titles, the job or the given name, in this order.
    fn gender(&self, before: &Before, entity_type: EntityType) -> Gender {
        let words = self.words;
        let titles = (self.start..self.at).rev().filter(|&i| words.facts(i).any(Facts::TITLE.with(Facts::PERSON)));
        let by_titles = titles.map(|i| words.info(i).gender).find(|&gender| gender != Gender::Unknown);
        let several = self.core.len() > 1;
        let first = || words.info(self.at).gender;
        let mut gender = by_titles.unwrap_or(Gender::Unknown);
        if gender == Gender::Unknown && several && self.first.has(Facts::TITLE) {
            // *Prince Andrew*: the title is of the name.
            gender = first();
        }
        if let Some(job) = before.job
            && gender == Gender::Unknown
            && !self.is_role
        {
            gender = words.info(job).gender;
        }
        // *Kim Do-hyun*: a family name.
        let pair = || is_hyphened_pair(words, self.core.start as usize, self.core.end as usize);
        if gender == Gender::Unknown && several && entity_type == EntityType::Person && self.first.has(Facts::GIVEN_NAME) && !pair() {
            gender = first();
        }
        if gender == Gender::Unknown && self.is_role {
            gender = self.whole.gender;
        }
        gender
    }

    /// *Big Harbour have denied it*: a name with a verb in the plural is a body's.
    fn takes_plural(&self) -> bool {
        let (words, end) = (self.words, self.end);
        self.at == self.sentence.start as usize
            && end < self.sentence.end as usize
            && words.joined(end)
            && is_form!(words, end, "have" | "are" | "were" | "say" | "deny" | "insist" | "want")
    }
}

/// Whether the noun for a person at token `i` is a verb where it stands: *She accused Blue Harbour*, not *the accused Ann Lee*.
fn is_verb_before(words: &Words<'_>, i: usize, sentence: TokenRange) -> bool {
    let described = || i > sentence.start as usize && matches!(words.tag(i - 1), Tag::DT | Tag::PRPS | Tag::JJ | Tag::POS);
    words.tag(i).is_verb() && !described()
}

/// One past the last word of the name proper from `at` to `end`, whose titles begin at `start`: honours stay out (*Ann
/// Lee KC*), and what a person with a title is of (*Senator Ann Lee of Tennessee*) belongs to the title.
fn proper_end(words: &Words<'_>, start: usize, at: usize, end: usize) -> usize {
    if end > at + 2 && is_post_nominal(words, end - 1) {
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

/// *Sporting Wexham*, *Dynamo Velm*: a club, by its first word.
fn is_club(words: &Words<'_>, at: usize) -> bool {
    words.is_a(at, WordClass::ClubName) && !is_common(words, at + 1)
}

/// *“…,” said the Swede*
fn is_inverted(words: &Words<'_>, at: usize, end: usize, sentence: TokenRange) -> bool {
    let quoted = |verb: usize| words.facts(verb).has(Facts::CUE_VERB) && words.token(verb - 1).kind == TokenKind::Mark;
    let closes = end >= sentence.end as usize
        || !words.token(end).is_word()
        || matches!(words.tag(end), Tag::IN | Tag::CC | Tag::WP | Tag::WRB)
        || words.tag(end).is_adverb();
    closes && at > sentence.start as usize + 2 && words.is(at - 1, "the") && quoted(at - 2)
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

/// Whether the word, which is not the last, tells what a business or body makes or does, and closes no name: *chipmaker*,
/// *retailer*, *airline*.
pub(super) fn is_trade(words: &Words<'_>, i: usize) -> bool {
    let business = words.facts(i).has(Facts::COMPANY)
        && !words.facts(i).any(Facts::PLURAL.with(Facts::BODY))
        && (words.form(i).ends_with("er") || is_form!(words, i, "airline" | "startup" | "start-up" | "supermarket" | "conglomerate"));
    // *Regulator Roebus*, not *Charity Commission*.
    business
        || is_form!(words, i, "charity" | "regulator" | "union" | "watchdog")
            && !is_common(words, i + 1)
            && !words.facts(i + 1).has(Facts::PLACE)
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

pub(super) fn mention(tokens: TokenRange, core: TokenRange, kind: MentionKind, entity_type: EntityType) -> Mention {
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
