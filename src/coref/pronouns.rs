//! Pronouns: by gender, number, recency and grammatical role.

use super::Entity;
use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, Gender, Tag, Words};
use crate::mention::{EntityType, Mention, MentionKind, Number};
use crate::span::{EntityId, MentionId};
use crate::token::{Gap, TokenKind};

/// How many earlier mentions a pronoun looks back on.
const REACH: usize = 40;

/// What is left of a mention's weight at a distance of 0, 1, 2 … sentences, in thousandths: 45 per cent a sentence.
const DECAY: [i64; 9] = [1000, 450, 202, 91, 41, 18, 8, 4, 2];

/// Weights of what makes an antecedent likely, in per cent; set on PolNeAR's train split.
const UNKNOWN_TYPE: i64 = 45;
/// A name of several words that nothing tells to be a person's or a thing's.
const FULL_NAME: i64 = 80;
const UNNAMED: i64 = 80;
const SAME_GENDER: i64 = 115;
const UNKNOWN_GENDER: i64 = 60;
const LEANING: i64 = 85;
const LEANING_AWAY: i64 = 40;
const SUBJECT: i64 = 300;
const SAME_SENTENCE_SUBJECT: i64 = 70;
const QUOTED: i64 = 10;
const OTHER_PARAGRAPH: i64 = 50;
const THREAD: i64 = 150;
/// How many times the weight of any other the best must have, so that a pronoun tells its gender.
const CLEAR: i64 = 2;
/// What every further mention of the same entity adds.
const AGAIN: i64 = 45;

#[derive(Clone, Copy, Debug)]
struct Past {
    entity: EntityId,
    sentence: usize,
    start: u32,
    subject: bool,
    quoted: bool,
    kind: MentionKind,
    gender: Gender,
}

/// The mentions met so far, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct History {
    past: Vec<Past>,
    /// Two persons joined by *and*: where, and the first of them.
    pairs: Vec<(usize, u32, EntityId)>,
    /// The last name of a person: where it ends, and whose it is.
    last_person: Option<(u32, EntityId)>,
    sentence: usize,
    scores: Vec<(EntityId, i64)>,
}

impl History {
    pub(super) fn clear(&mut self) {
        self.past.clear();
        self.pairs.clear();
        self.last_person = None;
        self.sentence = 0;
    }

    pub(super) fn push(&mut self, words: &Words<'_>, mention: &Mention, entity: EntityId) {
        self.move_to(words, mention.tokens.start as usize);
        if is_byline(words, mention) {
            return;
        }
        if mention.kind == MentionKind::Name && !mention.quoted && mention.entity_type != EntityType::Place {
            if let Some((end, first)) = self.last_person
                && end + 1 == mention.tokens.start
                && words.is(end as usize, "and")
            {
                self.pairs.push((self.sentence, mention.tokens.start, first));
            }
            self.last_person = Some((mention.tokens.end, entity));
        }
        self.past.push(Past {
            entity,
            sentence: self.sentence,
            start: mention.tokens.start,
            subject: is_subject(words, mention, words.tokens.sentences()[self.sentence].start),
            quoted: mention.quoted,
            kind: mention.kind,
            gender: mention.gender,
        });
    }

    /// Moves the sentence counter to token `i`, which is not before the last one.
    fn move_to(&mut self, words: &Words<'_>, i: usize) {
        let sentences = words.tokens.sentences();
        while self.sentence + 1 < sentences.len() && sentences[self.sentence].end as usize <= i {
            self.sentence += 1;
        }
    }

    /// The entity mentioned last that is of the wanted sort, a subject before another.
    pub(super) fn latest(&self, entities: &[Entity], wanted: impl Fn(&Entity) -> bool) -> Option<EntityId> {
        let recent = || self.past.iter().rev().take(REACH).filter(|p| wanted(&entities[p.entity.index()]));
        let near = recent().find(|p| p.subject && !p.quoted && self.sentence - p.sentence <= 3);
        near.or_else(|| recent().find(|p| !p.quoted)).map(|p| p.entity)
    }

    /// The first of two persons who stand joined by *and* in one of the last sentences, and where.
    pub(super) fn pair(&self, entities: &[Entity], reach: usize) -> Option<(u32, EntityId)> {
        let &(sentence, at, first) = self.pairs.last()?;
        let person = matches!(entities[first.index()].entity_type, EntityType::Person | EntityType::Unknown);
        (person && self.sentence - sentence <= reach).then_some((at, first))
    }

    /// The person who is the subject of this sentence or one of the two before it, and of the description's gender.
    pub(super) fn subject_person(&mut self, chains: &Chains<'_, '_>, mention: &Mention) -> Option<EntityId> {
        self.move_to(chains.words, mention.tokens.start as usize);
        let recent = self.past.iter().rev().take(REACH).take_while(|p| self.sentence - p.sentence <= 2);
        let fits = |p: &&Past| {
            let entity = &chains.entities[p.entity.index()];
            p.subject && !p.quoted && entity.entity_type == EntityType::Person && entity.gender.agrees(mention.gender)
        };
        recent.filter(|p| p.sentence < self.sentence).find(fits).map(|p| p.entity)
    }
}

/// What the ending of a given name that no list holds suggests: most in *-a* are women's, most in *-o* and consonants men's.
fn leaning(chains: &Chains<'_, '_>, entity: &Entity) -> Gender {
    let core = chains.mentions[entity.name.index()].core;
    if core.len() < 2 || entity.entity_type == EntityType::Unnamed {
        return Gender::Unknown;
    }
    match chains.words.str(core.start as usize).chars().next_back() {
        Some('a' | 'á' | 'ą' | 'à') => Gender::Female,
        Some('o' | 'd' | 'k' | 'm' | 'r' | 's' | 'b' | 'v' | 'f' | 'u') => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// *By Ann Lee* at the start of a paragraph: the writer, of whom the article does not speak.
fn is_byline(words: &Words<'_>, mention: &Mention) -> bool {
    let start = mention.tokens.start as usize;
    start > 0 && matches!(words.str(start - 1), "By" | "BY") && words.token(start - 1).gap >= Gap::Line
}

/// Whether the mention is the subject of its clause, as far as its neighbours tell.
fn is_subject(words: &Words<'_>, mention: &Mention, sentence: u32) -> bool {
    let (start, end) = (mention.tokens.start as usize, mention.tokens.end as usize);
    if mention.possessive {
        return false;
    }
    let before = start.checked_sub(1);
    if let Some(before) = before {
        let tag = words.tag(before);
        let inverted = words.facts(before).has(Facts::CUE_VERB)
            && before > 0
            && matches!(words.token(before - 1).kind, TokenKind::Mark | TokenKind::Punct);
        if inverted {
            return true;
        }
        if words.joined(start)
            && (tag == Tag::IN || tag == Tag::TO || tag.is_verb())
            && !matches!(
                words.form(before),
                "that" | "as" | "because" | "if" | "while" | "when" | "after" | "before" | "since" | "though" | "although"
            )
        {
            return false;
        }
    }
    if end >= words.len() {
        return false;
    }
    // What begins its sentence is its subject, behind whatever prepositions.
    sentence == mention.tokens.start && words.tag(end) == Tag::IN
        || words.is(end, ",")
        || words.is(end, "(")
        || words.is(end, "—")
        || words.tag(end).is_finite()
        || words.tag(end) == Tag::VBN
        || words.tag(end) == Tag::WP
        || words.tag(end).is_adverb()
        || words.facts(end).has(Facts::CUE_VERB)
}

impl Resolver {
    pub(super) fn link_pronoun(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) {
        let mention = chains.mention(id);
        let form = chains.words.form(mention.head as usize);
        let mut certain = false;
        let found = match form {
            "who" => self.antecedent(chains, id),
            "i" | "me" | "my" | "we" | "us" | "our" | "i've" | "i'd" | "we've" => None,
            _ if mention.gender != Gender::Unknown => self.person(chains, &mention).map(|(entity, clear)| {
                certain = clear;
                entity
            }),
            "it" | "its" => self.thing(chains, &mention, false),
            _ => self.thing(chains, &mention, true),
        };
        if let Some(entity) = found {
            chains.links[id.index()] = Some(entity);
            let known = &mut chains.entities[entity.index()];
            // A person of whom nothing else tells is what the pronouns say.
            if certain && known.gender == Gender::Unknown && mention.gender != Gender::Unknown && known.entity_type == EntityType::Person {
                known.gender = mention.gender;
            }
        }
    }

    /// *who*: the mention right before it.
    fn antecedent(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let start = chains.mention(id).tokens.start as usize;
        let mut end = if start > 0 && chains.words.is(start - 1, ",") { start - 1 } else { start };
        if end > 0 && matches!(chains.words.form(end - 1), "himself" | "herself" | "themselves") {
            end -= 1;
        }
        (0..id.index()).rev().take(4).find(|&i| chains.mentions[i].tokens.end as usize == end).and_then(|i| chains.links[i])
    }

    /// *he*, *she*: the person with the most weight of recent mentions, and whether nobody else comes near.
    fn person(&mut self, chains: &Chains<'_, '_>, pronoun: &Mention) -> Option<(EntityId, bool)> {
        let history = &mut self.history;
        history.move_to(chains.words, pronoun.tokens.start as usize);
        history.scores.clear();
        let now = history.sentence;
        let tokens = chains.words.tokens;
        let paragraph = tokens.paragraphs()[tokens.paragraph_of(pronoun.tokens.start as usize)].start;
        let mut gendered_pronoun = true;
        for past in history.past.iter().rev().take(REACH) {
            let distance = now - past.sentence;
            let Some(&decay) = DECAY.get(distance) else { break };
            let entity = &chains.entities[past.entity.index()];
            let kind = match entity.entity_type {
                EntityType::Person => 100,
                EntityType::Unknown if chains.mentions[entity.name.index()].core.len() > 1 => FULL_NAME,
                EntityType::Unknown => UNKNOWN_TYPE,
                EntityType::Unnamed => UNNAMED,
                _ => continue,
            };
            let gender = match entity.gender {
                gender if gender == pronoun.gender => SAME_GENDER,
                Gender::Unknown => match leaning(chains, entity) {
                    Gender::Unknown => UNKNOWN_GENDER,
                    leaning if leaning == pronoun.gender => LEANING,
                    _ => LEANING_AWAY,
                },
                _ => continue,
            };
            let mut score = decay * kind * gender / 100;
            if past.subject {
                score = score * SUBJECT / 100;
                if distance == 0 {
                    score = score * SAME_SENTENCE_SUBJECT / 100;
                }
            }
            if past.start < paragraph {
                score = score * OTHER_PARAGRAPH / 100;
            }
            if past.quoted {
                score = score * QUOTED / 100;
            }
            if past.kind == MentionKind::Pronoun && past.gender == pronoun.gender && gendered_pronoun {
                // The last pronoun of this gender: the thread goes on.
                score = score * THREAD / 100;
                gendered_pronoun = false;
            }
            match history.scores.iter_mut().find(|(e, _)| *e == past.entity) {
                Some((_, sum)) => *sum = score.max(*sum) + score.min(*sum) * AGAIN / 100,
                None => history.scores.push((past.entity, score)),
            }
        }
        // The first of equals is the latest.
        let best = history.scores.iter().rev().max_by_key(|(_, score)| *score).copied()?;
        let clear = history.scores.iter().all(|&(entity, score)| entity == best.0 || score * CLEAR <= best.1);
        Some((best.0, clear))
    }

    /// A name of one word that is no given name: a firm or paper as likely as a person.
    fn is_plain_name(&self, chains: &Chains<'_, '_>, entity: EntityId) -> bool {
        let core = self.profiles[entity.index()].core;
        self.profiles[entity.index()].named
            && core.len() == 1
            && chains.entities[entity.index()].gender == Gender::Unknown
            && !chains.words.facts(core.start as usize).has(Facts::GIVEN_NAME)
    }

    /// *it*, *they*: the last body, or the last several people.
    fn thing(&mut self, chains: &Chains<'_, '_>, pronoun: &Mention, plural: bool) -> Option<EntityId> {
        self.history.move_to(chains.words, pronoun.tokens.start as usize);
        let now = self.history.sentence;
        let recent = self.history.past.iter().rev().take(REACH).take_while(|p| now - p.sentence < 4 && p.start <= pronoun.tokens.start);
        let fits = |entity: EntityId| {
            let kind = chains.entities[entity.index()].entity_type;
            if plural {
                kind == EntityType::Group
                    || kind == EntityType::Organisation
                    || chains.mentions[chains.entities[entity.index()].name.index()].number == Number::Plural
            } else {
                let single = self.is_plain_name(chains, entity);
                matches!(kind, EntityType::Organisation | EntityType::Document | EntityType::Place) || kind == EntityType::Unknown && single
            }
        };
        let pair = if plural { self.history.pair(chains.entities, 3) } else { None };
        let mut first = None;
        for past in recent.filter(|p| !p.quoted && fits(p.entity)) {
            if let Some((_, person)) = pair.filter(|&(at, _)| at >= past.start) {
                return Some(person);
            }
            let kind = chains.entities[past.entity.index()].entity_type;
            if past.subject {
                return Some(past.entity);
            }
            if matches!(kind, EntityType::Place | EntityType::Unknown) {
                // Places and unknown names only as subjects.
                continue;
            }
            first = first.or(Some(past.entity));
        }
        pair.map(|(_, person)| person).or(first)
    }
}
