//! The features in a reader's words, for explanations and for the largest weights of a model.

use super::Rule;
use super::feature::{DISTANCES, Feature, GLANCES, ODDS, RULES, SORTS, Template};

/// Classes of a token, in the order of `glance::class`.
const TOKENS: [&str; GLANCES] = [
    "nothing",
    "a sign",
    "a comma",
    "a colon",
    "a full stop",
    "a dash",
    "a bracket",
    "a quote mark",
    "a possessive",
    "a number",
    "a verb of speech",
    "a verb that may report",
    "a noun that reports",
    "a preposition that reports",
    "and, or, but",
    "that",
    "who or which",
    "a preposition",
    "of",
    "by",
    "to",
    "an article",
    "his or her",
    "a pronoun",
    "an auxiliary",
    "is or was",
    "a past tense",
    "a present tense",
    "a past participle",
    "an -ing form",
    "an infinitive",
    "an adverb",
    "an adjective",
    "a noun",
    "a name",
    "as",
    "another word",
    "for, from, with",
    "not",
    "-",
];
const PLACES: [&str; 11] = [
    "no mention of its own",
    "before it in its sentence",
    "behind it in its sentence",
    "in the sentence before",
    "earlier in its paragraph",
    "later in its paragraph",
    "in the last sentence of the paragraph before",
    "in the paragraph before",
    "in an earlier paragraph",
    "in the paragraph behind",
    "inside the marks",
];
const SIDES: [&str; 4] = ["no mention", "before", "behind", "in another sentence"];
const GUESSES: [&str; 3] = ["direct", "mixed", "none"];
const MENTIONS: [&str; 4] = ["name", "pronoun", "nominal", "no mention"];
const TYPES: [&str; 7] = ["person", "organisation", "group", "place", "document", "unnamed", "unknown type"];
const NEAR: [&str; 5] = ["same sentence", "same paragraph", "next paragraph", "two paragraphs on", "further"];
const LOOKS: [&str; 7] = ["empty", "attributed", "named", "a title", "speech", "a word or two", "a fragment"];
const BITS: [&str; 4] = ["not at all", "one way", "the other way", "both"];

impl Feature {
    /// The feature in words: the question and the answer.
    pub fn words(self) -> String {
        format!("{}: {}", self.template().words(), self.template().answer_words(self.answer()))
    }
}

impl Template {
    fn answer_words(self, answer: usize) -> String {
        let glance = |a: usize| TOKENS[a.min(GLANCES - 1)];
        let sided = |rest: String, size: usize| format!("{rest}, {}", SIDES[answer / size % SIDES.len()]);
        let rule = |a: usize| Rule::ALL[a.min(RULES - 1)].words();
        let sort = |a: usize| format!("{} of {}", MENTIONS[a / 7 % 4], TYPES[a % 7]);
        let look = |a: usize| {
            let place = ["amid its sentence", "at its end", "at its start", "all of it"][a % 4];
            format!("{} {place}", GUESSES[a / 4 % 3])
        };
        let more = |a: usize, last: usize| if a == last { format!("{a} or more") } else { a.to_string() };
        match self {
            Template::Drafted if answer % 2 == 1 => rule(answer / 2).to_owned(),
            Template::Drafted => format!("{}, by another mention", rule(answer / 2)),
            Template::Overruled => rule(answer).to_owned(),
            Template::DraftSure | Template::OverruledSure | Template::Sure => format!("{} %", answer * 5),
            Template::Stands | Template::First | Template::NoSubject => PLACES[answer].to_owned(),
            Template::StandsKind => format!("{}, {}", PLACES[answer / 12], look(answer % 12)),
            Template::Distance => sided(distance(answer % DISTANCES), DISTANCES),
            Template::Between => sided(more(answer % 6, 5), 6),
            Template::Commas | Template::Verbs => sided(more(answer % 5, 4), 5),
            Template::Nearest => sided(["nearest", "second", "further"][answer % 3].to_owned(), 3),
            Template::Subject => subject(answer),
            Template::Behind | Template::Behind2 | Template::Before | Template::EdgeBefore | Template::EdgeBehind => {
                sided(glance(answer % GLANCES).to_owned(), GLANCES)
            }
            Template::Sort | Template::Carrier => sort(answer),
            Template::SortSide => sided(sort(answer % SORTS), SORTS),
            Template::Plural | Template::Possessive | Template::Nested => SIDES[answer].to_owned(),
            Template::Salience => format!("{} times or more", 1_usize << answer),
            Template::LastSpeaker => format!("{}, {}", NEAR[answer / 12], look(answer % 12)),
            Template::LastButOne => NEAR[answer].to_owned(),
            Template::NextSpeaker => format!("{}, {}", NEAR[answer / 3], ["doubtful", "likely", "sure"][answer % 3]),
            Template::FirstPerson => TYPES[answer].to_owned(),
            Template::Draft | Template::Refused => format!("{}, {}", rule(answer % RULES), GUESSES[answer / RULES]),
            Template::SpeechBefore | Template::SpeechBefore2 | Template::SpeechBehind | Template::Opening | Template::Ending => {
                glance(answer).to_owned()
            }
            Template::Setting => look(answer / 3 + answer % 3 * 4),
            Template::Look => format!("{}{}", LOOKS[answer / 2], if answer % 2 == 1 { ", refused by the rules" } else { "" }),
            Template::LookLength => format!("{}, length {}", LOOKS[answer / 10], answer % 10),
            Template::LookOdds => format!("{}, odds {}", LOOKS[answer / ODDS], answer % ODDS),
            Template::Marks => LOOKS[answer].to_owned(),
            Template::Guess => GUESSES[answer].to_owned(),
            Template::Agreed => format!("{}, {}", rule(answer / 2), if answer % 2 == 1 { "agreed" } else { "not followed" }),
            Template::MarksLine => BITS[answer].to_owned(),
            _ => answer.to_string(),
        }
    }
}

fn distance(bucket: usize) -> String {
    ["none", "1", "2", "3", "up to 5", "up to 8", "up to 13", "up to 21", "up to 40", "more"][bucket].to_owned()
}

fn subject(answer: usize) -> String {
    const WHERE: [&str; 6] = [
        "leading straight in to it",
        "before it in its sentence",
        "right behind it",
        "behind it in its sentence",
        "in its paragraph",
        "elsewhere",
    ];
    const KINDS: [&str; 3] = ["a verb", "a noun", "a preposition"];
    const WEIGHTS: [&str; 5] = ["hardly ever reports", "seldom reports", "sometimes reports", "often reports", "nearly always reports"];
    format!("{} that {}, {}", KINDS[answer / 5 % 3], WEIGHTS[answer % 5], WHERE[answer / 15])
}
