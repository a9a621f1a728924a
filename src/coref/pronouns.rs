//! Pronouns: by gender, number, recency and grammatical role.

use super::Entity;
use super::disjoint::{is_asker, is_fronted, object_of, partner};
use super::history::{ADVERBS, Past, behind_adverbs};
use super::resolver::{Chains, Resolver};
use crate::lexicon::{Facts, Gender, Tag, WordClass, Words, is_form};
use crate::mention::{EntityType, MentionKind};
use crate::span::{EntityId, MentionId, TokenRange};

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
/// People seldom call themselves by name.
const NAMED: i64 = 30;
/// Who asks is seldom who answers.
const ASKER: i64 = 10;
const OTHER_PARAGRAPH: i64 = 50;
/// An officer of whom nothing else is told is left with his paragraph…
const PASSED: i64 = 60;
/// …and is whom it is about if it introduces him.
const ENTERS: i64 = 130;
/// *“…,” her mother said*: the next paragraph goes on about the daughter.
const OWNED: i64 = 40;
const THREAD: i64 = 150;
/// How many times the weight of any other the best must have, so that a pronoun tells its gender.
const CLEAR: i64 = 2;
/// What every further mention of the same entity adds.
const AGAIN: i64 = 45;

/// What the ending of a given name that no list holds suggests: most in *-a* are women's, most in *-o* and consonants men's.
fn leaning(chains: &Chains<'_, '_>, entity: &Entity) -> Gender {
    let core = chains.mentions[entity.name.index()].core;
    let listed = chains.words.facts(core.start as usize).has(Facts::GIVEN_NAME);
    if core.len() < 2 || listed || entity.entity_type == EntityType::Unnamed {
        return Gender::Unknown;
    }
    match chains.words.str(core.start as usize).chars().next_back() {
        Some('a' | 'á' | 'ą' | 'à') => Gender::Female,
        Some('o' | 'd' | 'k' | 'm' | 'r' | 's' | 'b' | 'v' | 'f' | 'u') => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// Whether what nothing tells to be a person's name is a place's where it stands.
fn is_place_here(words: &Words<'_>, past: &Past) -> bool {
    let start = past.start as usize;
    past.kind == MentionKind::Name && start > 0 && is_form!(words, start - 1, "in" | "near" | "outside")
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

/// Whether a reporting verb stands beside the mention, as it does beside its subject.
pub(super) fn says(words: &Words<'_>, tokens: TokenRange) -> bool {
    let start = tokens.start as usize;
    says_behind(words, tokens) || start > 0 && words.joined(start) && words.is_reporting(start - 1)
}

/// Whether a reporting verb stands right behind the mention, or behind adverbs there.
pub(super) fn says_behind(words: &Words<'_>, tokens: TokenRange) -> bool {
    let end = tokens.end as usize;
    let verb = (end..words.len().min(end + ADVERBS)).find(|&i| !words.tag(i).is_adverb() && !is_auxiliary(words, i));
    verb.is_some_and(|i| words.is_reporting(i) || i > end && words.tag(i) == Tag::VBN && words.facts(i).has(Facts::CUE_VERB))
}

/// Whether a reporting verb stands behind the subject that ends at token `end`, or behind an aside there: *Lee, 81, said*.
pub(super) fn has_said(words: &Words<'_>, end: usize) -> bool {
    let verb = |i: usize| says_behind(words, TokenRange::new(i, i));
    let aside = || (end + 1..words.len().min(end + ASIDE)).find(|&i| words.is(i, ","));
    verb(end) || end < words.len() && words.is(end, ",") && aside().is_some_and(|comma| verb(comma + 1))
}

/// Longest aside between a subject and its verb, in tokens.
const ASIDE: usize = 16;

/// *A source said he wept. They added*: one of whom nothing tells whether it is a man or a woman.
pub(super) fn is_one_unnamed(entity: &Entity) -> bool {
    entity.entity_type == EntityType::Unnamed && entity.gender == Gender::Unknown
}

fn is_auxiliary(words: &Words<'_>, i: usize) -> bool {
    is_form!(words, i, "has" | "had" | "have")
}

/// Who a pronoun is said to be: the Lee of *He is Ann Lee, and he is 81*.
fn named_by(chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
    let (words, pronoun) = (chains.words, chains.mention(id));
    let verb = pronoun.tokens.end as usize;
    let next = id.index() + 1;
    let name = chains.mentions.get(next).filter(|_| verb < words.len() && is_form!(words, verb, "is" | "was"))?;
    let is_it = name.kind == MentionKind::Name
        && name.entity_type == EntityType::Person
        && name.tokens.start as usize == verb + 1
        && name.tokens.start == name.core.start
        && name.core.len() > 1
        && !name.possessive;
    chains.links[next].filter(|_| is_it)
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
    gap.start <= gap.end && (gap.clone().all(|i| words.tag(i).is_adverb() || is_auxiliary(words, i)) || clause())
}

/// Most tokens of a relative clause between a subject and its verb.
const CLAUSE: usize = 10;

impl Resolver {
    pub(super) fn link_pronoun(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) {
        let mention = chains.mention(id);
        let form = chains.words.form(mention.head as usize);
        let mut certain = false;
        let found = match form {
            "who" => self.antecedent(chains, id),
            "i" | "me" | "my" | "we" | "us" | "our" | "i've" | "i'd" | "we've" => None,
            _ if mention.gender != Gender::Unknown && named_by(chains, id).is_some() => named_by(chains, id),
            _ if mention.gender != Gender::Unknown => self.person(chains, id).map(|(entity, clear)| {
                certain = clear;
                entity
            }),
            "it" | "its" => self.thing(chains, &mention, false),
            _ => self.thing(chains, &mention, true),
        };
        if let Some(entity) = found {
            chains.links[id.index()] = Some(entity);
            let leaning = leaning(chains, &chains.entities[entity.index()]);
            let against = leaning != Gender::Unknown && leaning != mention.gender;
            let known = &mut chains.entities[entity.index()];
            // A person of whom nothing else tells is what the pronouns say.
            if certain && !against && mention.gender != Gender::Unknown && known.entity_type == EntityType::Person {
                if known.gender == Gender::Unknown {
                    known.gender = mention.gender;
                }
                self.profiles[entity.index()].gender_told |= known.gender == mention.gender;
            }
        }
    }

    /// *who*: the mention right before it.
    fn antecedent(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let start = chains.mention(id).tokens.start as usize;
        let mut end = if start > 0 && chains.words.is(start - 1, ",") { start - 1 } else { start };
        if end > 0 && is_form!(chains.words, end - 1, "himself" | "herself" | "themselves") {
            end -= 1;
        }
        (0..id.index()).rev().take(4).find(|&i| chains.mentions[i].tokens.end as usize == end).and_then(|i| chains.links[i])
    }

    /// *he*, *she*: the person with the most weight of recent mentions, and whether nobody else comes near.
    fn person(&mut self, chains: &Chains<'_, '_>, id: MentionId) -> Option<(EntityId, bool)> {
        if let Some(entity) = self.mourned(chains, &chains.mention(id)) {
            return Some((entity, true));
        }
        let (pronoun, partner) = (&chains.mention(id), partner(chains, id));
        let Resolver { history, scores, named, profiles, by_role, .. } = self;
        history.move_to(chains.words, chains.owners, pronoun.tokens.start as usize);
        scores.clear();
        named.clear();
        let now = history.sentence;
        let tokens = chains.words.tokens;
        let paragraph = tokens.paragraph_at(pronoun.tokens.start as usize).start;
        let mut gendered_pronoun = true;
        let says = !pronoun.possessive && says(chains.words, pronoun.tokens);
        let object = if says { object_of(chains.words, pronoun).map(|i| (chains.words.token(i).hash, chains.words.role(i))) } else { None };
        let spoken_to = |entity: EntityId| {
            object.is_some_and(|(name, role)| {
                chains.words.token(profiles[entity.index()].core.end as usize - 1).hash == name
                    || by_role.get(role).any(|known| known == entity)
            })
        };
        let start = pronoun.tokens.start as usize;
        let asker =
            if !pronoun.possessive && answers(chains.words, pronoun.tokens.end as usize) { history.asker(chains.words) } else { None };
        let own_verb = own_verb(chains.words, start);
        let is_own_word = start > 0 && chains.words.is(start - 1, "what");
        for (past, in_quotation) in history.people() {
            let distance = now - past.sentence;
            let Some(&decay) = DECAY.get(distance) else { break };
            let entity = &chains.entities[past.entity.index()];
            if in_quotation && says && !named.contains(&past.entity) {
                named.push(past.entity);
            }
            // What is asked first is what rules out most for least.
            let against = !entity.gender.agrees(pronoun.gender);
            if against
                && (!says
                    || profiles[past.entity.index()].gender_told
                    || entity.entity_type != EntityType::Person
                    || !past.subject
                    || distance > 1)
            {
                continue;
            }
            let kind = match entity.entity_type {
                EntityType::Person => 100,
                EntityType::Unknown if chains.is_like_a_body(entity) => continue,
                // *Few in Roe slept*
                EntityType::Unknown if is_place_here(chains.words, past) => continue,
                // *Norvane staff sang*
                EntityType::Unknown if modifies_noun(chains.words, past) => continue,
                EntityType::Unknown if chains.mentions[entity.name.index()].core.len() > 1 => FULL_NAME,
                EntityType::Unknown => UNKNOWN_TYPE,
                // *Someone sang. She smiled*: of whom nothing is told the text does not go on to speak.
                EntityType::Unnamed
                    if distance > 0
                        && is_form!(
                            chains.words,
                            chains.mentions[entity.name.index()].head as usize,
                            "someone" | "somebody" | "anyone" | "everyone"
                        ) =>
                {
                    continue;
                }
                EntityType::Unnamed => UNNAMED,
                _ => continue,
            };
            let asks = || distance == 0 && is_asker(chains.words, past.start as usize, start);
            // *From Roe Bator he wired*: what stands between a preposition and its sentence's subject is somebody or something else.
            let fronted = || distance == 0 && is_fronted(chains.words, past, start);
            if partner == Some(past.entity) || spoken_to(past.entity) || asks() || fronted() {
                // Who speaks to somebody is not that somebody.
                continue;
            }
            let gender = match entity.gender {
                _ if against => AGAINST,
                Gender::Unknown => match leaning(chains, entity) {
                    Gender::Unknown => UNKNOWN_GENDER,
                    leaning if leaning == pronoun.gender => LEANING,
                    _ => LEANING_AWAY,
                },
                _ => SAME_GENDER,
            };
            let mut score = decay * kind * gender / 100;
            if past.minor && distance > 0 {
                score = score * MINOR_SUBJECT / 100;
            }
            if past.subject {
                score = score * SUBJECT / 100;
                if distance == 0 {
                    let own_clause = own_verb.is_some_and(|verb| is_subject_of(chains.words, past, verb));
                    score = score
                        * if own_clause {
                            OWN_CLAUSE
                        } else if is_own_word {
                            OWN_WORD
                        } else {
                            SAME_SENTENCE_SUBJECT
                        }
                        / 100;
                }
            }
            if past.asked && distance > 0 && says {
                // Who is asked, answers.
                score = score * SUBJECT / 100;
            } else if past.reported && distance > 0 && says {
                score = score * REPORTED / 100;
            } else if past.subject && distance == 1 && says && kind != UNNAMED && has_said(chains.words, past.end as usize) {
                score = score * SPOKE / 100;
            }
            if asker == Some(past.entity) {
                score = score * ASKER / 100;
            }
            if past.start < paragraph {
                score = score * OTHER_PARAGRAPH / 100;
                if is_one_unnamed(entity) {
                    score = score * PASSED / 100;
                }
                if past.kind == MentionKind::Nominal && is_form!(chains.words, past.start as usize, "his" | "her") {
                    score = score * OWNED / 100;
                }
            } else if says
                && distance == 1
                && past.subject
                && is_one_unnamed(entity)
                && is_form!(chains.words, past.start as usize, "a" | "an")
            {
                score = score * ENTERS / 100;
            }
            if past.quoted {
                score = score * QUOTED / 100;
            }
            if past.kind == MentionKind::Pronoun
                && past.gender == pronoun.gender
                && gendered_pronoun
                && !is_form!(chains.words, past.start as usize, "him")
            {
                // The last pronoun of this gender: the thread goes on.
                score = score * THREAD / 100;
                gendered_pronoun = false;
            }
            match scores.iter_mut().find(|(e, _)| *e == past.entity) {
                Some((_, sum)) => {
                    *sum = score.max(*sum) + score.min(*sum) * AGAIN / 100;
                }
                None => scores.push((past.entity, score)),
            }
        }
        for (entity, score) in scores.iter_mut() {
            if named.contains(entity) {
                *score = *score * NAMED / 100;
            }
        }
        // The first of equals is the latest.
        let best = scores.iter().rev().max_by_key(|(_, score)| *score).copied()?;
        let clear = scores.iter().all(|&(entity, score)| entity == best.0 || score * CLEAR <= best.1);
        Some((best.0, clear))
    }
}
