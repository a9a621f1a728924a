//! What was mentioned before: the memory in which descriptions and pronouns look for whom they mean.

use super::Entity;
use super::resolver::Chains;
use super::role::{is_object, is_subject, opens_minor_clause};
use crate::lexicon::{Facts, Gender, WordClass, Words, is_form};
use crate::mention::{EntityType, Mention, MentionKind, is_in_place};
use crate::span::{EntityId, QuotationId, to_u32};
use crate::token::{Gap, TokenKind};

/// How many earlier mentions a pronoun looks back on.
pub(super) const REACH: usize = 40;

/// Longest run of adverbs between a subject and its verb, and the verb.
pub(super) const ADVERBS: usize = 3;

/// Sentences back in which the subject may be whom a new description means.
pub(super) const TOPIC: usize = 2;

/// Sentences back in which anybody may be whom it means, if the subjects may not.
const NEAR: usize = 5;

#[derive(Clone, Copy, Debug)]
pub(super) struct Past {
    pub(super) entity: EntityId,
    pub(super) sentence: usize,
    /// Sentences before its own that do not stand in a quotation as a whole.
    told: usize,
    pub(super) start: u32,
    /// One past its last token.
    pub(super) end: u32,
    pub(super) subject: bool,
    /// Whether it begins a clause that tells when or why, behind another: the *Roe* of *Lee spoke after Roe was jailed*.
    pub(super) minor: bool,
    /// Whether it stands behind a reporting verb of its sentence: of whom somebody speaks.
    pub(super) reported: bool,
    /// Whether it stands right behind *asked*.
    pub(super) asked: bool,
    pub(super) quoted: bool,
    pub(super) kind: MentionKind,
    pub(super) gender: Gender,
}

/// The mentions met so far, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct History {
    pub(super) past: Vec<Past>,
    /// Those of them that are persons, or may turn out to be.
    people: Vec<u32>,
    /// How many there are up to the last that stands outside quotations.
    unquoted: usize,
    /// Two persons joined by *and*: where, and who they are.
    pairs: Vec<(usize, u32, [EntityId; 2])>,
    /// The last name of a person: where it ends, and whose it is.
    last_person: Option<(u32, EntityId)>,
    /// Whether a description has been joined to it since.
    joined: bool,
    pub(super) sentence: usize,
    /// Sentences before this one that do not stand in a quotation as a whole.
    told: usize,
    /// Where the last mention ends, and whether a preposition or a verb stands before it.
    last: (u32, bool),
    /// The last reporting verb outside quotations before token `scanned`.
    reporting: Option<usize>,
    scanned: usize,
}

impl History {
    pub(super) fn clear(&mut self) {
        self.past.clear();
        self.people.clear();
        self.unquoted = 0;
        self.pairs.clear();
        self.last_person = None;
        self.joined = false;
        self.last = (0, false);
        self.sentence = 0;
        self.told = 0;
        self.reporting = None;
        self.scanned = 0;
    }

    /// `mention` is of `entity`, which is `known` to be of this type.
    pub(super) fn push(
        &mut self,
        words: &Words<'_>,
        owners: &[Option<QuotationId>],
        mention: &Mention,
        entity: EntityId,
        known: EntityType,
    ) {
        self.move_to(words, owners, mention.tokens.start as usize);
        if is_byline(words, mention) {
            return;
        }
        if mention.kind == MentionKind::Name && !mention.quoted && mention.entity_type != EntityType::Place {
            if let Some((end, first)) = self.last_person
                && end + 1 == mention.tokens.start
                && (words.is(end as usize, if self.joined { "," } else { "and" }) || words.is(end as usize, "nor"))
            {
                self.pairs.push((self.sentence, mention.tokens.start, [first, entity]));
            }
            self.last_person = Some((mention.tokens.end, entity));
            self.joined = false;
        }
        if mention.kind == MentionKind::Nominal
            && let Some((end, first)) = self.last_person
            && end + 1 == mention.tokens.start
            && words.is(end as usize, "and")
        {
            // *Ann Lee and the finance director, Jo Poe*: the second is named behind a description.
            self.last_person = Some((mention.tokens.end, first));
            self.joined = true;
        }
        let sentence = words.tokens.sentences()[self.sentence].start;
        let start = mention.tokens.start as usize;
        let mut unread = self.scanned.max(sentence as usize)..start;
        while let Some(cue) = words.last_reporting(unread.clone()) {
            if owners[cue].is_none() {
                self.reporting = Some(cue);
                break;
            }
            unread.end = cue;
        }
        self.scanned = start.max(self.scanned);
        // Not the subject of an inverted clause, *“…,” said Ann Lee*, but that of a reported one: *Lee, 52, said Roe had lied*.
        let end = mention.tokens.end as usize;
        let acts = end < words.len() && words.joined(end) && words.tag(end).is_finite();
        // *Roe argued that it was, and Lee answered him*
        let joins = start > 1 && words.joined(start) && words.is(start - 2, ",") && is_form!(words, start - 1, "and" | "but" | "while");
        let stands_apart = mention.quoted || joins && acts;
        let reported = !stands_apart && self.reporting.is_some_and(|cue| cue >= sentence as usize && (cue + 1 < start || acts));
        let subject = is_subject(words, mention, sentence) && !self.is_partner_of_object(words, mention);
        let minor = start > sentence as usize + 1
            && words.joined(start)
            && (opens_minor_clause(words, start - 1) && !self.is_alone(sentence as usize, start, words)
                || stands_in_fronted_clause(words, sentence as usize, start));
        self.last = (mention.tokens.end, is_object(words, mention));
        if !matches!(known, EntityType::Organisation | EntityType::Group | EntityType::Document) {
            self.people.push(to_u32(self.past.len()));
        }
        self.past.push(Past {
            entity,
            sentence: self.sentence,
            told: self.told,
            start: mention.tokens.start,
            end: mention.tokens.end,
            subject,
            minor,
            reported,
            asked: start > 0 && words.joined(start) && !mention.possessive && words.is_a(start - 1, WordClass::Asking),
            quoted: mention.quoted,
            kind: mention.kind,
            gender: mention.gender,
        });
        if !mention.quoted {
            self.unquoted = self.past.len();
        }
    }

    /// Whether the clause before the one that the word before `start` opens is about nobody: *Trouble began when Lee asked*.
    fn is_alone(&self, sentence: usize, start: usize, words: &Words<'_>) -> bool {
        let main = sentence..start - 1;
        let is_over = main.len() > 1 && main.clone().rev().take(FRONTED).any(|i| words.tag(i).is_finite());
        is_over && self.people().next().is_none_or(|(past, _)| past.sentence < self.sentence)
    }

    /// The last mentions of persons, the latest first, among the last [`REACH`] of whatever is spoken of; with each whether all from
    /// there on stand in quotations.
    pub(super) fn people(&self) -> impl Iterator<Item = (&Past, bool)> {
        let floor = self.past.len().saturating_sub(REACH);
        let near = self.people.iter().rev().map(|&i| i as usize).take_while(move |&i| i >= floor);
        near.map(|i| (&self.past[i], i >= self.unquoted))
    }

    /// *Lee, who lost to Boyle and Roe, laughed*: Roe is no more the subject than Boyle.
    fn is_partner_of_object(&self, words: &Words<'_>, mention: &Mention) -> bool {
        let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
        let (last, is_object) = self.last;
        let joined = start > 0 && last + 1 == mention.tokens.start && words.is(start - 1, "and") && words.joined(start);
        joined && is_object && mention.kind == MentionKind::Name && end < words.len() && !words.token(end).is_word()
    }

    /// What was mentioned in the `reach` sentences before this one that do not stand in quotations as a whole, the latest first.
    pub(super) fn told_since(&self, reach: usize) -> impl Iterator<Item = &Past> {
        let near = self.past.iter().rev().take(REACH).take_while(move |p| self.told - p.told <= reach);
        near.filter(|p| p.sentence < self.sentence)
    }

    /// Whoever was taken for `other` among the last [`REACH`] mentions is `entity`.
    pub(super) fn rename(&mut self, other: EntityId, entity: EntityId) {
        self.past.iter_mut().rev().take(REACH).filter(|p| p.entity == other).for_each(|p| p.entity = entity);
    }

    /// Moves the sentence counter to token `i`, which is not before the last one.
    pub(super) fn move_to(&mut self, words: &Words<'_>, owners: &[Option<QuotationId>], i: usize) {
        let sentences = words.tokens.sentences();
        while self.sentence + 1 < sentences.len() && sentences[self.sentence].end as usize <= i {
            let passed = sentences[self.sentence];
            let quoted = owners[passed.start as usize].is_some() && owners[passed.end as usize - 1].is_some();
            self.told += usize::from(!quoted);
            self.sentence += 1;
        }
    }

    /// Who asked something last, in one of the last sentences.
    pub(super) fn asker(&self, words: &Words<'_>) -> Option<EntityId> {
        let has_asked = |p: &Past| {
            let (start, end) = (p.start as usize, p.end as usize);
            behind_adverbs(words, end).is_some_and(|verb| asks(words, verb) || addresses(words, verb))
                || start > 0 && words.joined(start) && follows_question(words, start)
        };
        let recent = self.past.iter().rev().take(REACH).take_while(|p| self.sentence - p.sentence <= TOPIC);
        recent.into_iter().find(|p| !p.quoted && has_asked(p)).map(|p| p.entity)
    }

    /// Who was asked something in the sentence before: the *Roe* of *the judge asked Roe*.
    pub(super) fn asked(&self, entities: &[Entity]) -> Option<EntityId> {
        let recent = self.past.iter().rev().take(REACH).take_while(|p| self.told - p.told <= 1);
        let is_person = |e: EntityId| entities[e.index()].entity_type == EntityType::Person;
        recent.into_iter().find(|p| p.asked && !p.quoted && is_person(p.entity)).map(|p| p.entity)
    }

    /// Who spoke before the one who puts the question that a description answers: *Lee said so. “Why?” Roe said. “I forget,” the witness replied.*
    pub(super) fn spoke_before_question(&self, chains: &Chains<'_, '_>, mention: &Mention) -> Option<EntityId> {
        let words = chains.words;
        let replies = behind_adverbs(words, mention.tokens.end as usize).is_some_and(|i| words.is_a(i, WordClass::Answering));
        let is_person = |p: &&Past| {
            p.subject && !p.quoted && p.kind == MentionKind::Name && chains.is_like_a_person(&chains.entities[p.entity.index()])
        };
        let mut recent = self.past.iter().rev().take(REACH).take_while(|p| self.told - p.told <= NEAR).filter(is_person).map(|p| p.entity);
        let questioner = if replies { recent.next()? } else { return None };
        recent.find(|&e| e != questioner)
    }

    /// Who put questions to another in one of the last sentences: the *Lee* of *Lee pressed him on it*.
    pub(super) fn questioner(&self, words: &Words<'_>) -> Option<EntityId> {
        let questions = |p: &Past| {
            behind_adverbs(words, p.end as usize).is_some_and(|verb| {
                verb + 1 < words.len() && words.is_a(verb, WordClass::Asking) && is_form!(words, verb + 1, "him" | "her" | "them")
            })
        };
        let recent = self.past.iter().rev().take(REACH).take_while(|p| self.told - p.told <= 1);
        recent.into_iter().find(|p| !p.quoted && questions(p)).map(|p| p.entity)
    }

    /// The entity mentioned last that is of the wanted sort, a subject before another.
    pub(super) fn latest(&self, entities: &[Entity], wanted: impl Fn(&Entity) -> bool) -> Option<EntityId> {
        let recent = || self.past.iter().rev().take(REACH);
        let is_wanted = |p: &&Past| wanted(&entities[p.entity.index()]);
        // What is asked first costs least.
        let mut near = recent().take_while(|p| self.sentence - p.sentence <= 3).filter(|p| p.subject && !p.quoted);
        near.find(is_wanted).or_else(|| recent().filter(|p| !p.quoted).find(is_wanted)).map(|p| p.entity)
    }

    /// The entity of the wanted sort that was the subject of one of the last sentences.
    pub(super) fn subject(&self, entities: &[Entity], wanted: impl Fn(&Entity) -> bool) -> Option<EntityId> {
        let recent = self.past.iter().rev().take(REACH).take_while(|p| self.sentence - p.sentence <= TOPIC + 1);
        recent.filter(|p| p.subject && !p.quoted).map(|p| p.entity).find(|e| wanted(&entities[e.index()]))
    }

    /// The first of two persons who stand joined by *and* in one of the last sentences, and where.
    pub(super) fn pair(&self, entities: &[Entity], reach: usize) -> Option<(u32, EntityId)> {
        let (at, [first, _]) = self.both(entities, reach)?;
        Some((at, first))
    }

    /// The two persons who stand joined by *and* in one of the last sentences, and where.
    pub(super) fn both(&self, entities: &[Entity], reach: usize) -> Option<(u32, [EntityId; 2])> {
        let &(sentence, at, both) = self.pairs.last()?;
        let person = matches!(entities[both[0].index()].entity_type, EntityType::Person | EntityType::Unknown);
        (person && self.sentence - sentence <= reach).then_some((at, both))
    }

    /// The person who is the subject of one of the sentences before this one, of the description's gender, and not known to be
    /// another.
    pub(super) fn subject_person(
        &mut self,
        chains: &Chains<'_, '_>,
        mention: &Mention,
        anybody: bool,
        other: impl Fn(EntityId) -> bool,
    ) -> Option<EntityId> {
        self.move_to(chains.words, chains.owners, mention.tokens.start as usize);
        let recent = self.past.iter().rev().take(REACH).take_while(|p| self.told - p.told <= TOPIC);
        let fits = |p: &&Past| {
            let entity = &chains.entities[p.entity.index()];
            let person = chains.is_like_a_person(entity) || anybody && entity.entity_type == EntityType::Unnamed;
            p.subject && !p.quoted && person && entity.gender.agrees(mention.gender) && !other(p.entity)
        };
        // Of whom the sentence has spoken already, it speaks no more as of *the mayor*; perhaps as of *the Velland mayor*.
        let here = |entity: EntityId| {
            if mention.core.len() > 1 {
                return false;
            }
            let same = self.past.iter().rev().take(REACH).take_while(|p| p.sentence == self.sentence);
            same.into_iter().any(|p| p.entity == entity && !p.quoted)
        };
        let mut fitting = recent.filter(|p| p.sentence < self.sentence && fits(p) && !here(p.entity));
        let first = fitting.next()?;
        // *Lee announced that Ann was ill. The actor laughed*: of whom the sentence tells comes before whom it is said of.
        let teller = |p: &&Past| p.sentence == first.sentence && !p.reported && (first.reported || !p.minor);
        Some(if first.reported || first.minor { fitting.find(teller).unwrap_or(first) } else { first }.entity)
    }

    /// Whether `entity` was a subject of the sentence before this one.
    pub(super) fn was_subject_before(&self, entity: EntityId) -> bool {
        let recent = self.past.iter().rev().take(REACH).take_while(|p| p.sentence + 1 >= self.sentence);
        recent.into_iter().any(|p| p.entity == entity && p.subject && !p.quoted && p.sentence + 1 == self.sentence)
    }

    /// The person of the description's gender who was spoken of last in the sentences before, be it as a subject or not.
    pub(super) fn person_near(&self, chains: &Chains<'_, '_>, mention: &Mention, fits: impl Fn(EntityId) -> bool) -> Option<EntityId> {
        let recent = self.past.iter().rev().take(REACH).take_while(|p| self.sentence - p.sentence <= NEAR);
        let is_person = |entity: &Entity| chains.is_like_a_person(entity) && entity.gender.agrees(mention.gender);
        recent
            .filter(|p| p.sentence < self.sentence && !p.quoted && !is_in_place(chains.words, p.start as usize))
            .map(|p| p.entity)
            .find(|e| is_person(&chains.entities[e.index()]) && fits(*e))
    }

    /// The only person named in the sentence before who is not known to be another, if the description's gender fits.
    pub(super) fn person_before(
        &self,
        chains: &Chains<'_, '_>,
        mention: &Mention,
        other: impl Fn(EntityId) -> bool,
        fits: impl Fn(EntityId) -> bool,
    ) -> Option<EntityId> {
        let recent =
            self.past.iter().rev().take(REACH).skip_while(|p| p.sentence == self.sentence).take_while(|p| p.sentence + 1 == self.sentence);
        let is_person = |e: EntityId| {
            let known = &chains.entities[e.index()];
            known.entity_type == EntityType::Unnamed || chains.is_like_a_person(known)
        };
        // *on Roe Row*
        let in_place =
            |p: &Past| chains.entities[p.entity.index()].entity_type == EntityType::Unknown && is_in_place(chains.words, p.start as usize);
        // Whom only a headline named is not taken up so.
        let headline = chains.words.tokens.paragraphs().first().map_or(0, |p| p.end);
        let below = |p: &&Past| p.start >= headline || mention.tokens.start < headline;
        // *He broke a rib the mayor …*: of whom the sentence has spoken already it speaks as of him.
        let here = |e: EntityId| {
            let same = self.past.iter().rev().take(REACH).take_while(|p| p.sentence == self.sentence);
            mention.core.len() == 1 && same.into_iter().any(|p| p.entity == e && !p.quoted)
        };
        let mut only = None;
        for past in recent.filter(below).filter(|p| !p.quoted && is_person(p.entity) && !in_place(p) && !other(p.entity)) {
            if only.is_some_and(|known| known != past.entity) {
                return None;
            }
            only = Some(past.entity);
        }
        let gender = |e: &EntityId| chains.entities[e.index()].gender.agrees(mention.gender);
        only.filter(|&e| chains.entities[e.index()].entity_type != EntityType::Unnamed && gender(&e) && fits(e) && !here(e))
    }
}

/// The first token from `i` on that is no adverb, if not too many stand before it.
pub(super) fn behind_adverbs(words: &Words<'_>, i: usize) -> Option<usize> {
    (i..words.len().min(i + ADVERBS)).find(|&i| !words.tag(i).is_adverb())
}

/// Whether the verb at `i` speaks to somebody with a name: *Lee told Ann Roe*, *Lee ordered Roe to leave*.
fn addresses(words: &Words<'_>, i: usize) -> bool {
    i + 1 < words.len() && words.is_a(i, WordClass::Telling) && words.joined(i + 1) && words.is_capitalised(i + 1)
}

/// Longest clause before a main one, in tokens.
const FRONTED: usize = 12;

/// Whether who begins at `start` stands in a clause before the main one: the *Lee* of *When told that Lee was ill, Roe laughed*.
fn stands_in_fronted_clause(words: &Words<'_>, sentence: usize, start: usize) -> bool {
    let opens = || is_form!(words, sentence, "when" | "after" | "because" | "since" | "once" | "asked" | "told" | "although" | "though");
    start - sentence <= FRONTED
        && is_form!(words, start - 1, "that" | "whether" | "if")
        && opens()
        && !(sentence..start).any(|i| words.is(i, ","))
}

/// Whether who begins at `start` stands behind the verb of a question: *“…?” asked Lee*.
fn follows_question(words: &Words<'_>, start: usize) -> bool {
    start > 1 && asks(words, start - 1) && words.token(start - 2).kind == TokenKind::Mark
}

/// Whether the verb at `i` asks.
fn asks(words: &Words<'_>, i: usize) -> bool {
    words.facts(i).has(Facts::CUE_VERB) && words.is_any(i, [WordClass::Asking, WordClass::Wondering])
}

/// *By Ann Lee* at the start of a paragraph, *Ann Lee via Getty Images*: who wrote or took the picture, of whom the article does not
/// speak.
fn is_byline(words: &Words<'_>, mention: &Mention) -> bool {
    let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
    let by = start > 0 && words.token(start - 1).gap >= Gap::Line && matches!(words.str(start - 1), "By" | "BY");
    by || words.token(start).gap >= Gap::Line && end < words.len() && is_form!(words, end, "via")
}
