//! Names: full names make entities, parts of them find theirs.

use super::age;
use super::beside::{differs_in_accents, given_name, known_as, party_behind};
use super::country;
use super::resolver::{Chains, Resolver};
use super::role::is_emphatic;
use super::short::goes_before_given_name;
use crate::lexicon::{Facts, Gender, Tag};
use crate::mention::{EntityType, Mention, MentionKind, is_royal};
use crate::span::{EntityId, MentionId, TokenRange};
use crate::token::{Gap, Shape, TokenKind, hash_form, join_hash};

/// Key of two words in this order.
fn pair(first: u32, last: u32) -> u32 {
    join_hash(first, last) ^ 0x5bd1_e995
}

/// The words of a name that count: no initials, no *Jr.*, no nickname in marks or brackets.
struct NameWords {
    first: u32,
    last: u32,
    all: u32,
    count: usize,
}

fn name_words(chains: &Chains<'_, '_>, core: TokenRange) -> NameWords {
    let mut found = NameWords { first: 0, last: 0, all: 0, count: 0 };
    let mut in_marks = false;
    for i in core.range() {
        let token = chains.words.token(i);
        if token.kind == TokenKind::Mark || matches!(chains.words.str(i), "(" | ")") {
            in_marks = !in_marks;
        }
        let suffix = found.count > 0 && token.span.len() <= 3 && matches!(chains.words.str(i), "Jr." | "Jr" | "Sr." | "Sr" | "II" | "III");
        // *Fox News* is not *Fox News 6*.
        if !(token.is_word() || token.kind == TokenKind::Number) || in_marks || suffix {
            continue;
        }
        if found.count == 0 {
            found.first = token.hash;
            found.all = token.hash;
        } else {
            found.all = join_hash(found.all, token.hash);
        }
        found.last = token.hash;
        found.count += 1;
    }
    found
}

impl Resolver {
    /// First pass: names of two words or more. Those of the first paragraph come last: a headline glues words to a name.
    pub(super) fn link_full_names(&mut self, chains: &mut Chains<'_, '_>) {
        let headline = chains.words.tokens.paragraphs().first().map_or(0, |p| p.end);
        let in_headline = chains.mentions.partition_point(|m| m.tokens.start < headline);
        for i in (in_headline..chains.mentions.len()).chain(0..in_headline) {
            let mention = &chains.mentions[i];
            if mention.kind != MentionKind::Name {
                continue;
            }
            let id = MentionId::new(i);
            let name = name_words(chains, mention.core);
            if name.count < 2 {
                continue;
            }
            let person = matches!(mention.entity_type, EntityType::Person | EntityType::Unknown);
            let is_person = |e: EntityId| chains.entities[e.index()].entity_type == EntityType::Person;
            let glued = i < in_headline && mention.entity_type == EntityType::Unknown;
            // Two of one name whom the user's lexicon tells apart stay apart.
            let fits = |e: &EntityId| {
                let speaker = chains.entities[e.index()].speaker;
                speaker.is_none() || mention.speaker.is_none() || speaker == mention.speaker
            };
            let known = self
                .known_speaker(mention)
                .or_else(|| self.by_name.get(name.all).find(fits))
                .or_else(|| person.then(|| self.by_name.get(pair(name.first, name.last)).find(fits)).flatten())
                .or_else(|| self.by_last.get(name.last).find(|entity| fits(entity) && self.is_part(chains, mention.core, *entity)))
                .or_else(|| self.by_first.get(name.first).find(|entity| fits(entity) && self.is_short_form(chains, mention, *entity)))
                .or_else(|| {
                    self.by_first.get(name.first).find(|entity| {
                        fits(entity)
                            && !self.is_glued(chains, i < in_headline, *entity, mention)
                            && self.of_long_name(chains, mention, *entity)
                    })
                })
                .or_else(|| self.of_royal(chains, mention, name.first, name.last).filter(fits))
                .or_else(|| {
                    let mut alike = self.by_last.get(name.last).chain(self.by_first.get(name.first));
                    alike.find(|&e| fits(&e) && differs_in_accents(chains, mention.core, self.profiles[e.index()].core))
                });
            if let Some(entity) = known.or_else(|| if glued { self.by_last.get(name.last).find(|&e| is_person(e)) } else { None }) {
                if known.is_none() {
                    chains.links[i] = Some(entity);
                    continue;
                }
                self.tie(chains, id, entity);
            }
            let entity = chains.links[i].unwrap_or_else(|| self.create(chains, id));
            self.by_name.add(name.all, entity);
            self.by_last.add(name.last, entity);
            self.by_first.add(name.first, entity);
            if person {
                self.by_name.add(pair(name.first, name.last), entity);
                self.add_middle(chains, mention.core, entity);
                self.add_short_forms(chains, mention.core, entity);
            }
            if mention.entity_type == EntityType::Person {
                if let Some(initials) = initials(chains, mention.core) {
                    self.by_initials.add(initials ^ OF_PERSON, entity);
                }
            } else {
                for core in [Some(mention.core), in_short(chains, mention.core)].into_iter().flatten() {
                    if let Some(initials) = initials(chains, core) {
                        self.by_initials.add(initials, entity);
                    }
                }
            }
        }
    }

    /// A person of several surnames is called by the first of them: *Pilar Roe Lind*, *Ms. Roe*.
    fn add_middle(&mut self, chains: &Chains<'_, '_>, core: TokenRange, entity: EntityId) {
        let words = core.range().skip(1).filter(|&i| chains.words.token(i).is_word() && chains.words.is_capitalised(i));
        let is_surname =
            |i: &usize| chains.words.token(*i).span.len() > 2 && !chains.words.facts(*i).any(Facts::GIVEN_NAME.with(Facts::PLACE));
        for i in words.filter(is_surname).filter(|&i| i + 1 < core.end as usize) {
            self.by_middle.add(chains.words.token(i).hash, entity);
        }
    }

    /// Whether one of two names ends with the other: *Van Der Beek*, *James Van Der Beek*.
    fn is_part(&self, chains: &Chains<'_, '_>, core: TokenRange, entity: EntityId) -> bool {
        let known = self.profiles[entity.index()].core;
        let (long, short) = if core.len() >= known.len() { (core, known) } else { (known, core) };
        let offset = long.end - crate::span::to_u32(short.len());
        short.len() > 1 && short.range().zip(offset as usize..).all(|(a, b)| chains.words.token(a).hash == chains.words.token(b).hash)
    }

    /// Whether one of two names of bodies begins with the other: *Loch Merrin*, *Loch Merrin Marine*.
    fn is_short_form(&self, chains: &Chains<'_, '_>, mention: &Mention, entity: EntityId) -> bool {
        let body = |entity_type| matches!(entity_type, EntityType::Organisation | EntityType::Unknown);
        let known = self.profiles[entity.index()].core;
        let (long, short) = if mention.core.len() >= known.len() { (mention.core, known) } else { (known, mention.core) };
        let entity_type = chains.entities[entity.index()].entity_type;
        let given = chains.words.facts(short.start as usize).has(Facts::GIVEN_NAME);
        let organisation = !given || mention.entity_type == EntityType::Organisation || entity_type == EntityType::Organisation;
        let place = chains.words.whole(short).is_some_and(|info| info.facts.has(Facts::PLACE));
        let same = || short.range().zip(long.range()).all(|(a, b)| chains.words.token(a).hash == chains.words.token(b).hash);
        let numbered = || chains.words.token(long.start as usize + short.len().min(long.len() - 1)).kind == TokenKind::Number;
        organisation
            && !numbered()
            && body(mention.entity_type)
            && body(entity_type)
            && !place
            && short.len() > 1
            && short.len() < long.len()
            && same()
    }

    /// Second pass, in the order of the text: single words look for their full name, and titles become known as roles.
    pub(super) fn link_name(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) {
        let mention = chains.mention(id);
        let entity = match chains.links[id.index()] {
            Some(entity) => entity,
            None => self.link_single(chains, id),
        };
        self.name_described(chains, id, entity);
        self.learn_death(chains, id);
        self.learn_emphasis(chains, &mention, entity);
        self.learn_kin(chains, id, entity);
        self.share_surname(chains, id);
        if let Some(country) = country::of_name(chains.words, &mention) {
            self.learn_country(chains, country, entity);
        }
        for i in mention.tokens.start..mention.core.start {
            if chains.words.facts(i as usize).any(Facts::PERSON.with(Facts::TITLE)) && !chains.words.facts(i as usize).has(Facts::HONORIFIC)
            {
                self.learn_role(chains, mention.tokens.start as usize, i as usize, entity);
            }
        }
        if let Some(party) = party_behind(chains.words, &mention) {
            self.by_role.add(party, entity);
        }
        if let Some(age) = age::of_name(chains.words, &mention) {
            self.learn_age(chains, age, entity);
        }
        if mention.core.len() > 1 && is_royal(chains.words, mention.core.start as usize) {
            // *King Anton*: the king.
            self.learn_role(chains, mention.core.start as usize, mention.core.start as usize, entity);
        }
        if chains.entities[entity.index()].entity_type == EntityType::Organisation && mention.core.len() > 1 {
            for i in mention.core.range() {
                if chains.words.facts(i).any(Facts::ORGANISATION) {
                    self.learn_role(chains, mention.core.start as usize, i, entity);
                }
            }
        }
    }

    /// *Lee herself laughed*: a woman.
    fn learn_emphasis(&self, chains: &mut Chains<'_, '_>, mention: &Mention, entity: EntityId) {
        let end = mention.tokens.end as usize;
        if !is_emphatic(chains.words, end) {
            return;
        }
        let known = &mut chains.entities[entity.index()];
        if known.gender == Gender::Unknown {
            known.gender = if chains.words.is(end, "himself") { Gender::Male } else { Gender::Female };
        }
        if known.entity_type == EntityType::Unknown {
            known.entity_type = EntityType::Person;
        }
    }

    fn link_single(&mut self, chains: &mut Chains<'_, '_>, id: MentionId) -> EntityId {
        let mention = chains.mention(id);
        if let Some(entity) = self.known_speaker(&mention) {
            self.tie(chains, id, entity);
            return entity;
        }
        let token = chains.words.token(mention.core.end as usize - 1);
        if token.kind == TokenKind::Handle {
            if let Some(entity) = self.gave_name(chains, id) {
                self.tie(chains, id, entity);
                return entity;
            }
            return self.link_handle(chains, id);
        }
        if let Some(entity) = self.of_generation(chains, id, token.hash).or_else(|| self.of_spouse(chains, id, token.hash)) {
            self.tie(chains, id, entity);
            return entity;
        }
        if let Some(entity) = self.before_bracket(chains, id) {
            // A short form, not a fuller name.
            chains.links[id.index()] = Some(entity);
            self.by_name.add(token.hash, entity);
            return entity;
        }
        let hash = token.hash;
        let article = mention.core.start == mention.tokens.start + 1 && chains.words.tag(mention.tokens.start as usize) == Tag::DT;
        let titled = mention.core.start > mention.tokens.start && !article;
        // *Prince Alwin*: by his given name.
        let royal = titled && goes_before_given_name(chains, mention.core.start as usize - 1);
        let fits = |entity: EntityId| {
            let known = &chains.entities[entity.index()];
            known.gender.agrees(mention.gender)
                && (known.speaker.is_none() || mention.speaker.is_none() || known.speaker == mention.speaker)
        };
        let is_person = |entity: EntityId| matches!(chains.entities[entity.index()].entity_type, EntityType::Person | EntityType::Unknown);
        let seen = |entity: EntityId| self.profiles[entity.index()].seen;
        // By surname: of several, the one who was named in full in this paragraph, else the one most spoken of so far; of none met yet,
        // the one that comes first.
        let paragraph = chains.words.tokens.paragraph_at(mention.tokens.start as usize).start;
        let introduced = |entity: EntityId| {
            let full = self.profiles[entity.index()].core;
            full.len() > 1
                && chains.entities[entity.index()].entity_type == EntityType::Person
                && (paragraph..mention.tokens.start).contains(&full.start)
        };
        let by_last = self
            .by_last
            .get(hash)
            .filter(|&e| fits(e) && is_person(e))
            .max_by_key(|&e| (introduced(e), seen(e), std::cmp::Reverse(chains.entities[e.index()].name)));
        let found = by_last
            .or_else(|| self.by_name.get(hash).find(|&e| fits(e)))
            .or_else(|| {
                self.by_first
                    .get(hash)
                    .filter(|&e| {
                        fits(e) && is_person(e) && (!titled || royal) && (seen(e) > 0 || mention.entity_type == EntityType::Person)
                    })
                    .max_by_key(|&e| seen(e))
            })
            .or_else(|| if titled { self.of_first_word(chains, &mention, hash) } else { None })
            .or_else(|| self.by_middle.get(hash).filter(|&e| fits(e) && is_person(e) && seen(e) > 0).max_by_key(|&e| seen(e)))
            .or_else(|| if article { None } else { self.of_other_form(chains, &mention, hash) })
            .or_else(|| {
                // *the Front*: of the Northern Wells.
                let governs =
                    |e: EntityId| matches!(chains.words.str(self.profiles[e.index()].core.start as usize + 1), "of" | "for" | "on");
                self.by_first
                    .get(hash)
                    .filter(|&e| {
                        !is_person(e) && !titled && mention.entity_type != EntityType::Place && seen(e) > 0 && (!article || governs(e))
                    })
                    .max_by_key(|&e| seen(e))
            })
            .or_else(|| {
                // *the Alliance*: the body whose name ends so.
                let body = mention.entity_type == EntityType::Organisation && mention.tokens.len() > mention.core.len();
                let named = |e: EntityId| matches!(chains.entities[e.index()].entity_type, EntityType::Organisation | EntityType::Unknown);
                let mut last = self.by_last.get(hash).filter(|&e| named(e) && seen(e) > 0);
                if body { last.next() } else { None }
            })
            .or_else(|| if is_label(chains, &mention) { self.by_initials.get(hash ^ OF_PERSON).next() } else { None })
            .or_else(|| if token.shape == Shape::Upper { self.by_initials.get(hash).next() } else { None });
        match found {
            Some(entity) => {
                self.tie(chains, id, entity);
                entity
            }
            None => {
                if let Some(entity) = self.described_before(chains, id).or_else(|| self.gave_name(chains, id)) {
                    self.tie(chains, id, entity);
                    self.by_name.add(hash, entity);
                    return entity;
                }
                let entity = self.create(chains, id);
                self.by_name.add(hash, entity);
                // A given name alone tells the gender only now: as a surname (*Clinton*, *Graham*) it tells nothing.
                let word = chains.words.info(mention.core.start as usize);
                if chains.entities[entity.index()].gender == Gender::Unknown && !titled && word.facts.has(Facts::GIVEN_NAME) {
                    chains.entities[entity.index()].gender = word.gender;
                }
                entity
            }
        }
    }

    /// The body whose short form stands in brackets behind its name: *the Office for Tides (OfT)*.
    fn before_bracket(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        let (words, short) = (chains.words, chains.mention(id));
        let open = (short.tokens.start as usize).checked_sub(1).filter(|&open| words.is(open, "("))?;
        let (text, end) = (words.str(short.head as usize), short.tokens.end as usize);
        let is_short = short.tokens.len() == 1 && text.bytes().filter(u8::is_ascii_uppercase).count() >= 2;
        if !is_short || end >= words.len() || !words.is(end, ")") {
            return None;
        }
        let before = chains.ending_at(id, open, 3)?;
        let name = &chains.mentions[before];
        let begins = words.str(name.core.start as usize).as_bytes().first() == text.as_bytes().first();
        let body = name.kind == MentionKind::Name
            && name.core.len() > 1
            && match chains.entities[chains.links[before]?.index()].entity_type {
                EntityType::Organisation => true,
                EntityType::Unknown => begins,
                _ => false,
            };
        chains.links[before].filter(|_| body)
    }

    /// Who gave the lone name as their own: the man of *a man who gave his name as Ahmed*.
    fn gave_name(&self, chains: &Chains<'_, '_>, id: MentionId) -> Option<EntityId> {
        if let Some(name) = known_as(chains, id) {
            return chains.links[name];
        }
        let who = (0..id.index()).rev().take(5).find(|&i| given_name(chains, MentionId::new(i)) == Some(id.index()))?;
        chains.links[who].filter(|entity| !self.profiles[entity.index()].named)
    }
}

/// What of a long name stands behind its country and before its *and*: the *Velland Centre for Tide Control and Research* is the *CTC*.
fn in_short(chains: &Chains<'_, '_>, core: TokenRange) -> Option<TokenRange> {
    let (start, end) = (core.start as usize, core.end as usize);
    let of_country = chains.words.facts(start).any(Facts::DEMONYM.with(Facts::PLACE));
    let and = core.range().find(|&i| chains.words.is(i, "and")).unwrap_or(end);
    let short = TokenRange::new(start + usize::from(of_country), and);
    let capitals = || short.range().filter(|&i| chains.words.is_capitalised(i)).count();
    (short != core && capitals() >= INITIALS).then_some(short)
}

/// Tells the initials of a person from those of a body.
const OF_PERSON: u32 = 0x6a09_e667;

/// Whether capitals begin a line before a colon, as a person's initials do in an interview: *GL: There was none.*
fn is_label(chains: &Chains<'_, '_>, mention: &Mention) -> bool {
    let (words, start, end) = (chains.words, mention.tokens.start as usize, mention.tokens.end as usize);
    let token = words.token(start);
    mention.tokens.len() == 1 && token.shape == Shape::Upper && token.gap >= Gap::Line && end < words.len() && words.is(end, ":")
}

/// Fewest initials of a name that does not give all of it.
const INITIALS: usize = 3;

/// Hash of the initials of a name's capitalised words: *World Health Organization* → *who*.
fn initials(chains: &Chains<'_, '_>, core: TokenRange) -> Option<u32> {
    let mut letters = [0_u8; 8];
    let mut n = 0;
    for i in core.range() {
        if chains.words.is_capitalised(i) {
            let first = chains.words.str(i).bytes().next().filter(u8::is_ascii_alphabetic)?;
            *letters.get_mut(n)? = first;
            n += 1;
        }
    }
    let letters = std::str::from_utf8(&letters[..n]).ok()?;
    (n >= 2).then(|| hash_form(letters))
}
