//! The same sample under other names. A system that has learned or listed who usually speaks knows names rather than
//! English; where the names of a sample are replaced by made-up ones it must do as well as before.
//!
//! Within an article every word of the names of its labelled speakers becomes one other word, wherever it stands as part of
//! a name: a given name another given name of the same gender from the built-in list, everything else a made-up word.
//! What lists say of a name's words is so kept for given names only. Names of organisations stay as they are where their
//! words tell that they are none of persons.

mod people;
mod rewrite;

use super::random::SplitMix64;
use crate::gold::{GoldArticle, GoldAttribution};
use crate::lexicon::{Builtin, Facts, Gender, Tag, Word, made_up_names};
use crate::token::hash_form;
use people::Part;
use rewrite::{Rewriter, folded, name_words};
use std::collections::{BTreeMap, HashSet};

/// Where chance starts; the id of an article is mixed in, so that its names do not hang on its place in the sample.
const SEED: u64 = 0x0DD5_0F0A_11A5_E5ED;

/// A sample under other names.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scrambled {
    /// The sample, with texts, labels and offsets changed alike.
    pub gold: Vec<GoldArticle>,
    /// How many words of names were replaced by another, counted once an article.
    pub words: usize,
    /// In how many places.
    pub places: usize,
}

/// The sample with other names: the same ones on every run.
pub fn scramble(gold: &[GoldArticle]) -> Scrambled {
    let mut scrambled = Scrambled::default();
    for article in gold {
        let others = others(article);
        let rewriter = Rewriter::new(&others, &article.text);
        scrambled.words += others.len();
        scrambled.places += rewriter.places();
        scrambled.gold.push(renamed(article, &rewriter));
    }
    scrambled
}

/// The article as it reads after the change.
fn renamed(article: &GoldArticle, rewriter: &Rewriter<'_>) -> GoldArticle {
    let mut other = article.clone();
    other.text = rewriter.text();
    for speaker in &mut other.speakers {
        speaker.name = rewriter.label(&speaker.name);
        speaker.aliases.iter_mut().for_each(|alias| *alias = rewriter.label(alias));
    }
    for quotation in &mut other.quotations {
        (quotation.start, quotation.end) = (rewriter.start(quotation.start), rewriter.end(quotation.end));
        quotation.speakers.iter_mut().for_each(|name| *name = rewriter.label(name));
        quotation.mention = quotation.mention.as_deref().map(|mention| rewriter.label(mention));
    }
    for GoldAttribution { source, cue, content, speakers, .. } in other.attributions.iter_mut().flatten() {
        speakers.iter_mut().for_each(|name| *name = rewriter.label(name));
        for [start, end] in [source, cue, content].into_iter().flatten().flatten() {
            (*start, *end) = (rewriter.start(*start), rewriter.end(*end));
        }
    }
    other
}

/// For every word of the speakers' names, folded, another one.
fn others(article: &GoldArticle) -> BTreeMap<String, String> {
    let parts = people::parts(&article.speakers);
    let mut taken: HashSet<String> = name_words(&article.text).map(|word| folded(&article.text[word])).collect();
    let mut random = SplitMix64(SEED ^ u64::from(hash_form(&article.id)));
    let mut others = BTreeMap::new();
    for (word, part) in parts {
        let pool = Pool::of(&word, part);
        let Some(other) = pool.pick(&mut random, &taken, word.ends_with('s')) else { continue };
        taken.insert(other.to_owned());
        others.insert(word.clone(), in_shape(&word, other));
    }
    others
}

/// Words of which one may stand for another.
#[derive(Debug)]
struct Pool(Vec<&'static str>);

impl Pool {
    /// The words that may stand for `word`, which is that part of a name.
    fn of(word: &str, part: Part) -> Self {
        let lexicon = Builtin::get();
        let info = lexicon.info(lexicon.id(word));
        if part == Part::Given && info.facts.has(Facts::GIVEN_NAME) {
            return Pool(lexicon.words().filter(|(_, other)| is_plain_given_name(other, info.gender)).map(|(form, _)| form).collect());
        }
        Pool(made_up_names().collect())
    }

    /// One that is not taken and ends in *s* as the other does, since that decides the possessive; `None` if all are taken.
    fn pick(&self, random: &mut SplitMix64, taken: &HashSet<String>, ends_in_s: bool) -> Option<&'static str> {
        let from = if self.0.is_empty() { 0 } else { random.below(self.0.len()) };
        let around = self.0[from..].iter().chain(&self.0[..from]);
        around.copied().find(|word| word.ends_with('s') == ends_in_s && !taken.contains(*word))
    }
}

/// Whether the word is a given name of this gender and nothing else.
fn is_plain_given_name(info: &Word, gender: Gender) -> bool {
    info.facts == Facts::GIVEN_NAME && info.tag == Tag::Unknown && info.gender == gender
}

/// The other word with a capital, and with the small word that begins the first: *mcdonald*, *o'brien*.
fn in_shape(word: &str, other: &str) -> String {
    let capital = |word: &str| word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>();
    let joined = word.find('\'').map_or("", |apostrophe| &word[..=apostrophe]);
    let joined = if joined.is_empty() && word.len() > 5 && word.starts_with("mc") { "mc" } else { joined };
    if joined.is_empty() { capital(other) } else { capital(joined) + &capital(other) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gold::{GoldQuotation, GoldSpeaker};

    const TEXT: &str = "“We waited,” said Mayor Martha O’Brennock. Odo Jarvis’ boats lay still.\n\n\
        “I didn’t know,” JARVIS wrote. Martha O'Brennock's brother, Thomas O’Brennock, asked the Jarvises of Harbour Watch.";

    fn article(text: &str, speakers: &[(&str, &[&str])], quoted: &[&str]) -> GoldArticle {
        let of = |&(name, aliases): &(&str, &[&str])| GoldSpeaker {
            name: name.to_owned(),
            aliases: aliases.iter().map(|&a| a.to_owned()).collect(),
        };
        let place = |piece: &str| crate::span::to_u32(text[..text.find(piece).unwrap()].chars().count());
        let quotation = |&piece: &&str| GoldQuotation {
            start: place(piece),
            end: place(piece) + crate::span::to_u32(piece.chars().count()),
            speakers: vec![speakers[0].0.to_owned()],
            mention: Some("Mayor ".to_owned() + speakers[0].0),
            ..Default::default()
        };
        GoldArticle {
            id: "a".to_owned(),
            text: text.to_owned(),
            speakers: speakers.iter().map(of).collect(),
            quotations: quoted.iter().map(quotation).collect(),
            attributions: None,
        }
    }

    fn of(text: &str, speakers: &[(&str, &[&str])]) -> GoldArticle {
        scramble(&[article(text, speakers, &[])]).gold.remove(0)
    }

    #[test]
    fn every_writing_of_a_name_changes_alike() {
        let before =
            article(TEXT, &[("Martha O’Brennock", &["O'Brennock"]), ("Odo Jarvis", &["Jarvis"])], &["“We waited,”", "“I didn’t know,”"]);
        let after = scramble(std::slice::from_ref(&before)).gold.remove(0);
        let [martha, odo] = [&after.speakers[0].name, &after.speakers[1].name].map(|name| name.split_once(' ').unwrap());
        assert!(martha.1.starts_with("O’") && odo.1.ends_with('s'), "{after:?}");
        let expected = TEXT
            .replace("JARVIS", &odo.1.to_uppercase())
            .replace("Jarvis", odo.1)
            .replace("Odo", odo.0)
            .replace("Martha", martha.0)
            .replace("O’Brennock", martha.1)
            .replace("O'Brennock", &martha.1.replace('’', "'"));
        assert_eq!(after.text, expected);
        assert_eq!(after.speakers[0].aliases, [martha.1.replace('’', "'")]);
        assert_eq!(
            (&after.quotations[1].speakers[0], &after.quotations[1].mention),
            (&after.speakers[0].name, &Some(format!("Mayor {} {}", martha.0, martha.1)))
        );
        for (before, (after, text)) in before.quotations.iter().zip(after.quotations.iter().map(|q| (q, &after.text))) {
            let piece =
                |text: &str, q: &GoldQuotation| text.chars().skip(q.start as usize).take((q.end - q.start) as usize).collect::<String>();
            assert_eq!(piece(TEXT, before), piece(text, after));
        }
    }

    #[test]
    fn a_given_name_keeps_its_gender() {
        let lexicon = Builtin::get();
        let gender = |name: &str| lexicon.info(lexicon.id(name.split(' ').next().unwrap())).gender;
        for name in ["Martha Vennick", "Thomas Vennick"] {
            let other = of("Rain.", &[(name, &[])]).speakers.remove(0).name;
            assert!(other != name && gender(&other) == gender(name), "{other}");
        }
    }

    #[test]
    fn organisations_initials_titles_and_what_is_no_name_stay() {
        let kept = of("The Harbour Workers Union met.", &[("Harbour Workers Union", &["the union", "HWU"]), ("a clerk", &[])]);
        assert_eq!((kept.text.as_str(), kept.speakers[0].name.as_str()), ("The Harbour Workers Union met.", "Harbour Workers Union"));
        let name = of("", &[("Dr. Martha J. van Vennick Jr.", &[])]).speakers.remove(0).name;
        let words: Vec<&str> = name.split(' ').collect();
        assert_eq!((words[0], words[2], words[3], words[5]), ("Dr.", "J.", "van", "Jr."), "{name}");
        assert!(words[1] != "Martha" && words[4] != "Vennick", "{name}");
    }

    #[test]
    fn a_surname_that_is_a_word_too_is_replaced_where_it_is_a_name() {
        let text = "Martha Brown spoke. Brown eyes met. Brown P. Martha too. In brown coats stood Ms Brown and, he said, Brown of Brown University.";
        let after = of(text, &[("Martha Brown", &["Brown"])]);
        let (given, surname) = after.speakers[0].name.split_once(' ').unwrap();
        let expected = format!(
            "{given} {surname} spoke. Brown eyes met. {surname} P. {given} too. In brown coats stood Ms {surname} and, he said, {surname} of Brown University."
        );
        assert_eq!(after.text, expected);
    }

    #[test]
    fn the_same_on_every_run_and_at_any_place_in_the_sample() {
        let one = article(TEXT, &[("Odo Jarvis", &["Jarvis"])], &[]);
        let other = GoldArticle { id: "b".to_owned(), ..one.clone() };
        let both = scramble(&[other, one.clone()]);
        assert_eq!(both.gold[1], scramble(&[one]).gold[0]);
        assert_ne!(both.gold[0].text, both.gold[1].text, "another article has other names");
    }
}
