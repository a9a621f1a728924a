//! Ties mentions to entities: names first, then descriptions and pronouns in the order of the text.

use super::Entity;
use super::history::History;
use super::index::Index;

use crate::lexicon::{Facts, Gender, Trades, Words};
use crate::mention::{self, EntityType, Mention, MentionKind};
use crate::span::{EntityId, MentionId, QuotationId, TokenRange};

/// Most words of a body's name that no list knows.
const BODY_WORDS: usize = 8;

/// What the resolver knows of an entity beside what it gives out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Profile {
    /// The words of the fullest name.
    pub(super) core: TokenRange,
    /// Mentions met so far in the order of the text.
    pub(super) seen: u32,
    /// Where the last of them begins.
    pub(super) last: u32,
    /// The first mention that is tied to it: a description may be tied when what stands behind it has been read.
    pub(super) first: MentionId,
    /// Whether a name (not only a description) is known.
    pub(super) named: bool,
    /// Of which countries it is known to be; 0 where none is.
    pub(super) countries: [u32; 2],
    /// Of which trades the words are that describe it.
    pub(super) trades: Trades,
    /// Whether any word describes it.
    pub(super) described: bool,
    /// Whether more than a given name tells the gender: a title, a description, a pronoun.
    pub(super) gender_told: bool,
    /// Whether it was found to be another entity, and is left out at the end.
    pub(super) merged: bool,
}

/// The resolver with its scratch memory.
#[derive(Debug, Default)]
pub struct Resolver {
    pub(super) profiles: Vec<Profile>,
    /// By all words of a name.
    pub(super) by_name: Index,
    /// By the last word of a name of two words or more.
    pub(super) by_last: Index,
    /// By the first word of such a name.
    pub(super) by_first: Index,
    /// By a surname of such a name that is not its last.
    pub(super) by_middle: Index,
    /// By a given name of such a name that is not its first.
    pub(super) by_second: Index,
    /// By the initials of an organisation's name.
    pub(super) by_initials: Index,
    /// By a word that describes the entity: title, job, kind of body.
    pub(super) by_role: Index,
    /// By the speaker of the user's lexicon.
    pub(super) by_speaker: Index,
    pub(super) history: History,
    /// Scratch of [`Resolver::link_pronoun`]: the weights of all whom a pronoun may mean, and who is named in the quotation right
    /// before it.
    /// Where an obituary tells who has died.
    pub(super) mourned: Option<MentionId>,
    pub(super) scores: Vec<(EntityId, i64)>,
    pub(super) named: Vec<EntityId>,
    /// Scratch of [`Resolver::link_handle`]: an account in small letters, and a word that is looked for in it.
    pub(super) account: String,
    pub(super) word: String,
    /// Scratch of [`Resolver::leave_out_merged`]: the new number of every entity.
    pub(super) renumbered: Vec<u32>,
}

impl Resolver {
    /// Appends the entities of an article to `entities`, and to `links` the entity of every mention, in the order of the
    /// mentions. `owners` tells of every token in which quotation it stands.
    pub fn resolve(
        &mut self,
        words: &Words<'_>,
        owners: &[Option<QuotationId>],
        mentions: &[Mention],
        entities: &mut Vec<Entity>,
        links: &mut Vec<Option<EntityId>>,
    ) {
        self.clear();
        links.resize(mentions.len(), None);
        let mut chains = Chains { words, owners, mentions, entities, links };
        self.link_full_names(&mut chains);
        for (i, mention) in mentions.iter().enumerate() {
            let id = MentionId::new(i);
            match mention.kind {
                MentionKind::Name => self.link_name(&mut chains, id),
                MentionKind::Nominal => self.link_nominal(&mut chains, id),
                MentionKind::Pronoun => self.link_pronoun(&mut chains, id),
            }
            if let Some(entity) = chains.links[i] {
                let profile = &mut self.profiles[entity.index()];
                profile.seen += 1;
                profile.last = mention.tokens.start;
                let known = &mut chains.entities[entity.index()];
                known.mentions += 1;
                self.history.push(words, owners, mention, entity, known.entity_type);
            }
        }
        for entity in chains.entities.iter_mut() {
            // A name of two words or more that nothing tells to be a thing is a person's.
            if entity.entity_type == EntityType::Unknown && mentions[entity.name.index()].core.len() > 1 {
                entity.entity_type = EntityType::Person;
            }
        }
        self.leave_out_merged(&mut chains);
    }

    fn clear(&mut self) {
        self.profiles.clear();
        self.indices().for_each(Index::clear);
        self.history.clear();
        self.mourned = None;
    }

    /// All tables from words to entities.
    pub(super) fn indices(&mut self) -> impl Iterator<Item = &mut Index> {
        let Resolver { by_name, by_last, by_first, by_middle, by_second, by_initials, by_role, by_speaker, .. } = self;
        [by_name, by_last, by_first, by_middle, by_second, by_initials, by_role, by_speaker].into_iter()
    }

    /// A new entity that begins with `mention`.
    pub(super) fn create(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) -> EntityId {
        let mention = &chains.mentions[id.index()];
        let entity = EntityId::new(chains.entities.len());
        chains.entities.push(Entity {
            name: id,
            entity_type: mention.entity_type,
            gender: mention.gender,
            speaker: mention.speaker,
            namesakes: 0,
            mentions: 0,
        });
        self.profiles.push(Profile {
            core: mention.core,
            seen: 0,
            last: 0,
            first: id,
            named: mention.kind == MentionKind::Name,
            countries: [0; 2],
            trades: Trades::default(),
            described: false,
            gender_told: tells_gender(chains.words, mention),
            merged: false,
        });
        chains.links[id.index()] = Some(entity);
        if let Some(speaker) = mention.speaker {
            self.by_speaker.add(speaker.0, entity);
        }
        entity
    }

    /// The entity that is the mention's speaker of the user's lexicon, if one is known by now.
    pub(super) fn known_speaker(&self, mention: &Mention) -> Option<EntityId> {
        mention.speaker.and_then(|speaker| self.by_speaker.get(speaker.0).next())
    }

    /// Ties `mention` to `entity` and lets the entity learn from it.
    pub(super) fn tie(&mut self, chains: &mut Chains<'_, '_>, id: MentionId, entity: EntityId) {
        chains.links[id.index()] = Some(entity);
        let first = &mut self.profiles[entity.index()].first;
        *first = id.min(*first);
        let mention = &chains.mentions[id.index()];
        let known = &mut chains.entities[entity.index()];
        let (told, tells) = (&mut self.profiles[entity.index()].gender_told, tells_gender(chains.words, mention));
        if known.gender == Gender::Unknown || tells && !*told && mention.gender != Gender::Unknown {
            known.gender = mention.gender;
        }
        *told |= tells;
        if let (None, Some(speaker)) = (known.speaker, mention.speaker) {
            known.speaker = Some(speaker);
            self.by_speaker.add(speaker.0, entity);
        }
        if mention.kind == MentionKind::Name {
            let profile = &mut self.profiles[entity.index()];
            // *GERDA LIND: …* is called as the text writes her elsewhere.
            let in_small_letters = || {
                known.entity_type == EntityType::Person
                    && mention.core.len() == profile.core.len()
                    && chains.words.are_capitals(profile.core.range())
                    && !chains.words.are_capitals(mention.core.range())
            };
            if !profile.named || mention.core.len() > profile.core.len() || in_small_letters() {
                known.name = id;
                profile.core = mention.core;
                profile.named = true;
            }
            if matches!(known.entity_type, EntityType::Unknown | EntityType::Unnamed)
                || known.entity_type == EntityType::Place && mention.entity_type == EntityType::Person
            {
                // *her daughter, Perpetua*: of a woman the name is a person's.
                let person = known.entity_type == EntityType::Unnamed && known.gender != Gender::Unknown;
                let unknown = mention.entity_type == EntityType::Unknown;
                known.entity_type = if person && unknown { EntityType::Person } else { mention.entity_type };
            }
        }
    }
}

/// Whether a mention tells a gender by more than a given name.
pub(super) fn tells_gender(words: &Words<'_>, mention: &Mention) -> bool {
    match mention.kind {
        MentionKind::Name => mention.speaker.is_some() || mention::title_gender(words, mention) != Gender::Unknown,
        _ => mention.gender != Gender::Unknown,
    }
}

/// What the resolver reads and writes.
pub(super) struct Chains<'a, 'w> {
    pub(super) words: &'a Words<'w>,
    /// Of every token in which quotation it stands.
    pub(super) owners: &'a [Option<QuotationId>],
    pub(super) mentions: &'a [Mention],
    pub(super) entities: &'a mut Vec<Entity>,
    pub(super) links: &'a mut Vec<Option<EntityId>>,
}

impl Chains<'_, '_> {
    pub(super) fn mention(&self, id: MentionId) -> Mention {
        self.mentions[id.index()]
    }

    /// The mention that ends before token `end`, if it is one of the last `reach` before `id`.
    pub(super) fn ending_at(&self, id: MentionId, end: usize, reach: usize) -> Option<usize> {
        (0..id.index()).rev().take(reach).find(|&i| self.mentions[i].tokens.end as usize == end)
    }

    /// Whether the entity is a person, or has a name of several words that nothing tells to be a thing's.
    pub(super) fn is_like_a_person(&self, entity: &Entity) -> bool {
        let several = || self.mentions[entity.name.index()].core.len() > 1;
        entity.entity_type == EntityType::Person || entity.entity_type == EntityType::Unknown && several() && !self.is_like_a_body(entity)
    }

    /// Whether a name of several words that nothing tells to be a person's is made of common words: *Blue Harbour*.
    pub(super) fn is_like_a_body(&self, entity: &Entity) -> bool {
        let core = self.mentions[entity.name.index()].core;
        let common = |i: usize| {
            let known = self.words.tag(i).is_noun() || self.words.tag(i).is_adjective();
            known && !self.words.facts(i).any(Facts::GIVEN_NAME.with(Facts::PLACE))
        };
        entity.entity_type == EntityType::Unknown
            && entity.gender == Gender::Unknown
            && (2..=BODY_WORDS).contains(&core.len())
            && core.range().all(common)
    }
}
