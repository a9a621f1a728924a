//! Speakers over all articles. One id of the user's lexicon is one speaker, and so is one name; somebody who is only
//! described (*a spokeswoman*) is somebody else in every article.

use super::time::Date;
use crate::record::SpeakerField;
use crate::render::html::Leaf;
use crate::row_kind::RowKind;
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::HashMap;

/// One speaker.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Person {
    pub(super) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) entity_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) gender: Option<String>,
    pub(super) quotations: u64,
    pub(super) articles: u64,
    /// When the articles appeared, with the speaker's quotations in each.
    #[serde(skip)]
    pub(super) dates: Vec<(Date, u64)>,
}

/// What tells one speaker from another.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Who {
    Id(String),
    Name(String),
    Described(usize, String),
}

/// All speakers, by number in the order in which they first speak.
#[derive(Debug, Default)]
pub(super) struct People {
    all: Vec<Person>,
    known: HashMap<Who, usize>,
}

impl People {
    /// Adds the speakers of an article and gives their numbers in the order of its voices.
    pub(super) fn add(&mut self, article: usize, leaf: &Leaf<'_>, date: Option<Date>) -> Vec<usize> {
        let mut counts = vec![0; leaf.voices.len()];
        for row in leaf.quotations.iter().filter(|row| row.kind != RowKind::None) {
            if let Some(count) = row.voice.and_then(|number| counts.get_mut(number.wrapping_sub(1))) {
                *count += 1;
            }
        }
        let voices = leaf.voices.iter().zip(counts);
        let numbers: Vec<usize> = voices.map(|(voice, count)| self.count(article, voice, count, date)).collect();
        // Two of the article's speakers may be one of the report's.
        let mut once = numbers.clone();
        once.sort_unstable();
        once.dedup();
        once.into_iter().for_each(|number| self.all[number].articles += 1);
        numbers
    }

    fn count(&mut self, article: usize, voice: &SpeakerField<'_>, count: u64, date: Option<Date>) -> usize {
        let name = voice.name.as_ref().to_owned();
        let who = match (&voice.id, voice.entity_type.as_deref()) {
            (Some(id), _) => Who::Id(id.as_ref().to_owned()),
            (None, Some("unnamed")) => Who::Described(article, name),
            (None, _) => Who::Name(name),
        };
        let number = *self.known.entry(who).or_insert_with(|| {
            self.all.push(Person { name: voice.name.to_string(), ..Person::default() });
            self.all.len() - 1
        });
        let person = &mut self.all[number];
        let own = |field: &Option<std::borrow::Cow<'_, str>>| field.as_ref().map(ToString::to_string);
        person.id = person.id.take().or_else(|| own(&voice.id));
        person.entity_type = person.entity_type.take().or_else(|| own(&voice.entity_type));
        person.gender = person.gender.take().or_else(|| own(&voice.gender));
        person.quotations += count;
        person.dates.extend(date.map(|date| (date, count)));
        number
    }

    /// The speakers, the most quoted first and equals in the order of their numbers; and the rank of every number.
    pub(super) fn ranked(&self) -> (Vec<&Person>, Vec<usize>) {
        let mut order: Vec<usize> = (0..self.all.len()).collect();
        order.sort_by_key(|&number| Reverse(self.all[number].quotations));
        let mut ranks = vec![0; order.len()];
        order.iter().enumerate().for_each(|(rank, &number)| ranks[number] = rank);
        (order.iter().map(|&number| &self.all[number]).collect(), ranks)
    }

    /// How many of all speakers are of a gender.
    pub(super) fn of_gender(&self, gender: &str) -> u64 {
        self.all.iter().filter(|person| person.gender.as_deref() == Some(gender)).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::super::tally::tests::leaf;
    use super::*;

    #[test]
    fn one_name_is_one_speaker_and_a_description_another_in_every_article() {
        let mut people = People::default();
        let mut first = leaf("a", &[(RowKind::Direct, "a guard", "", ""), (RowKind::Direct, "Mara Kessel", "", "")]);
        first.voices[0].entity_type = Some("unnamed".into());
        assert_eq!(people.add(0, &first, Date::first_of("2024-05-01")), [0, 1]);
        let mut second = leaf(
            "b",
            &[
                (RowKind::Direct, "Mara Kessel", "female", ""),
                (RowKind::None, "", "", ""),
                (RowKind::Mixed, "a guard", "", ""),
                (RowKind::Mixed, "Mara Kessel", "", ""),
            ],
        );
        second.voices[1].entity_type = Some("unnamed".into());
        assert_eq!(people.add(1, &second, None)[..2], [1, 2]);
        let (ranked, ranks) = people.ranked();
        let told: Vec<_> = ranked.iter().map(|p| (p.name.as_str(), p.quotations, p.articles)).collect();
        assert_eq!(told, [("Mara Kessel", 3, 2), ("a guard", 1, 1), ("a guard", 1, 1)]);
        assert_eq!(ranks, [1, 0, 2]);
        assert_eq!((ranked[0].gender.as_deref(), ranked[0].dates.len()), (Some("female"), 1));
        assert_eq!(people.of_gender("female"), 1);
    }

    #[test]
    fn an_id_ties_several_names_and_parts_one() {
        let mut people = People::default();
        let with_id = |name: &str, id: &'static str| {
            let mut leaf = leaf("a", &[(RowKind::Direct, name, "", "")]);
            leaf.voices[0].id = Some(id.into());
            leaf
        };
        let numbers =
            [("Kessel", "p1"), ("Mara Kessel", "p1"), ("Kessel", "p2")].map(|(name, id)| people.add(0, &with_id(name, id), None)[0]);
        assert_eq!(numbers, [0, 0, 1]);
    }
}
