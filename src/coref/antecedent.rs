//! Whom a *he* or *she* means: what makes an earlier mention likely, by its kind, its gender, its role and its place.

use super::Entity;
use super::disjoint::{is_asker, is_fronted};
use super::history::{ADVERBS, History, Past, behind_adverbs};
use super::pronouns::{has_said, is_auxiliary, is_one_unnamed, says};
use super::resolver::Chains;
use crate::lexicon::{Facts, Gender, Tag, WordClass, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind};
use crate::span::EntityId;
use crate::token::TokenKind;

/// Weights of what makes an antecedent likely, in per cent; set on PolNeAR's train split.
const UNKNOWN_TYPE: i64 = 45;
/// A name of several words that nothing tells to be a person's or a thing's.
const FULL_NAME: i64 = 80;
const UNNAMED: i64 = 80;
const SAME_GENDER: i64 = 115;
const UNKNOWN_GENDER: i64 = 60;
const LEANING: i64 = 85;
const LEANING_AWAY: i64 = 40;
/// *Kyle Roe bowed. “…,” she said*: given names are not of one gender everywhere.
const AGAINST: i64 = 1;
const SUBJECT: i64 = 300;
const SAME_SENTENCE_SUBJECT: i64 = 70;
/// *Lee spoke after Roe was jailed. “…,” he said*: the sentence is about Lee.
const MINOR_SUBJECT: i64 = 40;
/// *A neighbour asked whether he could stay*: a pronoun that begins the reported clause mostly means the subject of the reporting verb.
const OWN_CLAUSE: i64 = 250;
/// *Lee condemned what he called “…”*: the word is the subject's own.
const OWN_WORD: i64 = 150;
const QUOTED: i64 = 10;
/// Whoever says something is seldom the one of whom the speaker before him spoke.
const REPORTED: i64 = 80;
/// *Lee said that Roe was ill. “…,” he added*: whoever spoke in the sentence before goes on.
const SPOKE: i64 = 150;
/// Who asks is seldom who answers.
const ASKER: i64 = 10;
const OTHER_PARAGRAPH: i64 = 50;
/// An officer of whom nothing else is told is left with his paragraph…
const PASSED: i64 = 60;
/// …and is whom it is about if it introduces him.
const ENTERS: i64 = 130;
/// *“…,” her mother said*: the next paragraph goes on about the daughter.
const OWNED: i64 = 40;
/// *He sat. Lee bowed. He left*: the last pronoun of this gender, whose thread goes on.
pub(super) const THREAD: i64 = 150;

/// Most tokens of a relative clause between a subject and its verb.
const CLAUSE: usize = 10;

/// So many per cent of a score.
#[inline]
pub(super) fn percent(score: i64, weight: i64) -> i64 {
    score * weight / 100
}

/// Most tokens between the commas of an aside there.
const FENCED: usize = 20;

/// An earlier mention of somebody, and so many sentences back.
pub(super) struct Antecedent<'a> {
    pub(super) past: &'a Past,
    pub(super) entity: &'a Entity,
    pub(super) distance: usize,
}

impl Antecedent<'_> {
    /// What its kind weighs; nothing if no *he* or *she* means what is of that kind.
    #[inline]
    pub(super) fn by_kind(&self, chains: &Chains<'_, '_>) -> Option<i64> {
        match self.entity.entity_type {
            EntityType::Person => Some(100),
            EntityType::Unknown => self.by_name(chains),
            // *Someone sang. She smiled*: of whom nothing is told the text does not go on to speak.
            EntityType::Unnamed if self.distance > 0 && self.is_anybody(chains) => None,
            EntityType::Unnamed => Some(UNNAMED),
            _ => None,
        }
    }

    /// A name that nothing tells to be a person's or a thing's: not *Few in Roe slept*, *Norvane staff sang*.
    fn by_name(&self, chains: &Chains<'_, '_>) -> Option<i64> {
        if chains.is_like_a_body(self.entity) || is_place_here(chains.words, self.past) || modifies_noun(chains.words, self.past) {
            return None;
        }
        let is_full = chains.mentions[self.entity.name.index()].core.len() > 1;
        Some(if is_full { FULL_NAME } else { UNKNOWN_TYPE })
    }

    fn is_anybody(&self, chains: &Chains<'_, '_>) -> bool {
        let head = chains.mentions[self.entity.name.index()].head as usize;
        is_form!(chains.words, head, "someone" | "somebody" | "anyone" | "everyone")
    }

    /// What its gender weighs beside that of a pronoun.
    #[inline]
    pub(super) fn by_gender(&self, chains: &Chains<'_, '_>, pronoun: Gender) -> i64 {
        match self.entity.gender {
            gender if !gender.agrees(pronoun) => AGAINST,
            Gender::Unknown => match leaning(chains, self.entity) {
                Gender::Unknown => UNKNOWN_GENDER,
                leaning if leaning == pronoun => LEANING,
                _ => LEANING_AWAY,
            },
            _ => SAME_GENDER,
        }
    }
}

/// A *he* or *she*, and what stands around it.
pub(super) struct Anaphor<'a> {
    words: &'a Words<'a>,
    gender: Gender,
    start: usize,
    /// Where its paragraph begins.
    paragraph: u32,
    /// Whether it is the subject of a reporting verb: *she said*.
    pub(super) says: bool,
    /// Who has asked what it answers.
    asker: Option<EntityId>,
    own_verb: Option<usize>,
    is_own_word: bool,
}

impl<'a> Anaphor<'a> {
    pub(super) fn new(words: &'a Words<'a>, pronoun: &Mention, history: &History) -> Self {
        let start = pronoun.tokens.start as usize;
        let is_answer = !pronoun.possessive && answers(words, pronoun.tokens.end as usize);
        Self {
            words,
            gender: pronoun.gender,
            start,
            paragraph: words.tokens.paragraph_at(start).start,
            says: !pronoun.possessive && says(words, pronoun.tokens),
            asker: if is_answer { history.asker(words) } else { None },
            own_verb: own_verb(words, start),
            is_own_word: start > 0 && words.is(start - 1, "what"),
        }
    }

    /// Whether the genders agree, or no more than a given name is against it: *Kyle Roe bowed. “…,” she said*.
    #[inline]
    pub(super) fn agrees(&self, found: &Antecedent<'_>, gender_told: bool) -> bool {
        let may_err = || self.says && !gender_told && found.entity.entity_type == EntityType::Person;
        found.entity.gender.agrees(self.gender) || may_err() && found.past.subject && found.distance <= 1
    }

    /// Who speaks to somebody is not that somebody; nor is what stands between a preposition and its sentence's subject: *From Roe
    /// Bator he wired*.
    #[inline]
    pub(super) fn rules_out(&self, found: &Antecedent<'_>) -> bool {
        let past = found.past;
        found.distance == 0 && (is_asker(self.words, past.start as usize, self.start) || is_fronted(self.words, past, self.start))
    }

    /// What is left of a score by the role in its sentence.
    #[inline]
    pub(super) fn by_role(&self, found: &Antecedent<'_>, mut score: i64) -> i64 {
        let past = found.past;
        if past.minor && found.distance > 0 {
            score = percent(score, MINOR_SUBJECT);
        }
        if past.subject {
            score = percent(score, SUBJECT);
        }
        if past.subject && found.distance == 0 { percent(score, self.in_sentence(past)) } else { score }
    }

    /// What the subject of the pronoun's own sentence weighs.
    fn in_sentence(&self, subject: &Past) -> i64 {
        if self.own_verb.is_some_and(|verb| is_subject_of(self.words, subject, verb)) {
            OWN_CLAUSE
        } else if self.is_own_word {
            OWN_WORD
        } else {
            SAME_SENTENCE_SUBJECT
        }
    }

    /// What it weighs that the one who speaks was asked, spoken of or spoke before.
    #[inline]
    pub(super) fn by_speech(&self, found: &Antecedent<'_>, kind: i64) -> i64 {
        let past = found.past;
        if !self.says || found.distance == 0 {
            100
        } else if past.asked {
            // Who is asked, answers.
            SUBJECT
        } else if past.reported {
            REPORTED
        } else if past.subject && found.distance == 1 && kind != UNNAMED && has_said(self.words, past.end as usize) {
            SPOKE
        } else {
            100
        }
    }

    /// What is left of a score by the question, the paragraph and the quotation in which the mention stands.
    #[inline]
    pub(super) fn by_place(&self, found: &Antecedent<'_>, mut score: i64) -> i64 {
        if self.asker == Some(found.past.entity) {
            score = percent(score, ASKER);
        }
        if found.past.start < self.paragraph {
            score = self.in_other_paragraph(found, percent(score, OTHER_PARAGRAPH));
        } else if self.is_introduced(found) {
            score = percent(score, ENTERS);
        }
        if found.past.quoted { percent(score, QUOTED) } else { score }
    }

    fn in_other_paragraph(&self, found: &Antecedent<'_>, mut score: i64) -> i64 {
        if is_one_unnamed(found.entity) {
            score = percent(score, PASSED);
        }
        let is_owned = found.past.kind == MentionKind::Nominal && is_form!(self.words, found.past.start as usize, "his" | "her");
        if is_owned { percent(score, OWNED) } else { score }
    }

    /// *An officer bowed. “…,” he said*
    fn is_introduced(&self, found: &Antecedent<'_>) -> bool {
        self.says
            && found.distance == 1
            && found.past.subject
            && is_one_unnamed(found.entity)
            && is_form!(self.words, found.past.start as usize, "a" | "an" | "one")
    }

    /// Whether a pronoun of the same gender stood for the one spoken of.
    #[inline]
    pub(super) fn goes_on(&self, past: &Past) -> bool {
        past.kind == MentionKind::Pronoun && past.gender == self.gender && !is_form!(self.words, past.start as usize, "him")
    }
}

/// What the ending of a given name that no list holds suggests: most in *-a* are women's, most in *-o* and consonants men's.
pub(super) fn leaning(chains: &Chains<'_, '_>, entity: &Entity) -> Gender {
    let core = chains.mentions[entity.name.index()].core;
    let listed = chains.words.facts(core.start as usize).has(Facts::GIVEN_NAME);
    if core.len() < 2 || listed || entity.entity_type == EntityType::Unnamed {
        return Gender::Unknown;
    }
    match chains.words.str(core.start as usize).chars().next_back() {
        Some('a' | 'á' | 'ą' | 'à') => Gender::Female,
        Some('o' | 'd' | 'k' | 'm' | 'r' | 's' | 'b' | 'v' | 'f') => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// Whether what nothing tells to be a person's name is a place's where it stands.
fn is_place_here(words: &Words<'_>, past: &Past) -> bool {
    let (start, end) = (past.start as usize, past.end as usize);
    // *outside Roe's house*
    let owns = || end < words.len() && words.token(end).kind == TokenKind::Possessive && !words.is(start - 1, "in");
    past.kind == MentionKind::Name && start > 0 && is_form!(words, start - 1, "in" | "near" | "outside") && !owns()
}

/// Whether a word that may be a name stands before the noun of its phrase; *Roe ducks* is none.
fn modifies_noun(words: &Words<'_>, past: &Past) -> bool {
    let end = past.end as usize;
    past.kind == MentionKind::Name
        && past.end - past.start == 1
        && end < words.len()
        && words.joined(end)
        && words.tag(end) == Tag::NN
        && !words.info(end).second_tag.is_verb()
        && !words.is_capitalised(end)
        && !words.facts(end).has(Facts::CUE_VERB)
}

/// Whether a verb that answers stands at token `i` or behind adverbs there.
fn answers(words: &Words<'_>, i: usize) -> bool {
    behind_adverbs(words, i).is_some_and(|i| words.is_a(i, WordClass::Answering))
}

/// The verb of speech whose complement a pronoun begins: the *asked* of *asked only whether he could*.
fn own_verb(words: &Words<'_>, pronoun: usize) -> Option<usize> {
    let opens = |i: usize| is_form!(words, i, "that" | "whether" | "if" | "how" | "why" | "when" | "where");
    let behind = pronoun.checked_sub(1).filter(|_| words.joined(pronoun))?;
    let mut last = if opens(behind) { behind.checked_sub(1)? } else { behind };
    let floor = last.saturating_sub(ADVERBS);
    while last > floor && words.tag(last).is_adverb() {
        last -= 1;
    }
    words.is_reporting(last).then_some(last)
}

/// Whether who was spoken of is the subject of the verb at `verb`: nothing stands between but adverbs and *has*, or a short
/// relative clause.
fn is_subject_of(words: &Words<'_>, past: &Past, verb: usize) -> bool {
    let end = past.end as usize;
    let gap = end..verb;
    let clause = || words.tag(end) == Tag::WP && gap.len() <= CLAUSE && !gap.clone().any(|i| words.is(i, ","));
    // *A midwife, who had left and asked not to be named, said she*
    let fenced = || (2..=FENCED).contains(&gap.len()) && words.is(end, ",") && words.is(verb - 1, ",");
    gap.start <= gap.end && (gap.clone().all(|i| words.tag(i).is_adverb() || is_auxiliary(words, i)) || clause() || fenced())
}
