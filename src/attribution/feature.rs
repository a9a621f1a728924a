//! The features of the attribution model: the one place where they are defined, for the trainer and the scorer alike.
//!
//! A [`Template`] is a question with a small number of answers; a [`Feature`] is one answer and the index of one weight.
//! Three heads share one vector of weights: which option speaks (a row for each option), whether the words are anybody's,
//! and how far the answer can be trusted.

use super::Rule;

/// One answer of one template: the index of a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(u16);

impl Feature {
    /// The index of its weight.
    #[inline]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }

    /// Every feature, in the order of the weights.
    pub fn all() -> impl Iterator<Item = Feature> {
        Template::ALL.iter().flat_map(|&template| (0..template.size()).map(move |answer| template.is(answer)))
    }

    /// The question that it answers.
    pub fn template(self) -> Template {
        let after = Template::OFFSETS.partition_point(|&offset| offset <= self.0);
        Template::ALL[after - 1]
    }

    /// The number of its answer.
    pub fn answer(self) -> usize {
        self.index() - self.template().offset()
    }
}

/// Which decision a template serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Head {
    /// Which option speaks.
    Speaker,
    /// Whether the marks stand around anybody's words.
    Speech,
    /// How likely the answer is right.
    Confidence,
}

macro_rules! templates {
    ($($(#[doc = $words:literal])+ $name:ident: $head:ident * $size:expr,)*) => {
        /// A question with a small number of answers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum Template {
            $($(#[doc = $words])+ $name,)*
        }

        impl Template {
            /// All of them, in the order of their weights.
            pub const ALL: &[Template] = &[$(Template::$name,)*];

            const SIZES: &[usize] = &[$($size,)*];

            /// The decision that it serves.
            pub const fn head(self) -> Head {
                match self {
                    $(Template::$name => Head::$head,)*
                }
            }

            /// Its name, as a model's file knows it.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Template::$name => stringify!($name),)*
                }
            }

            /// The question in a reader's words.
            pub fn words(self) -> &'static str {
                match self {
                    $(Template::$name => concat!($($words),+).trim(),)*
                }
            }
        }
    };
}

/// Classes of a token that is glanced at.
pub(super) const GLANCES: usize = 40;
/// Places of an option.
pub(super) const PLACES: usize = 11;
/// Coarse places: none, before, behind, other.
pub(super) const SIDES: usize = 4;
/// Rules, as the draft names them; relations come later.
pub(super) const RULES: usize = Rule::Reported as usize;
/// Buckets of a distance.
pub(super) const DISTANCES: usize = 10;
/// Kinds of a mention, or none, by types of an entity.
pub(super) const SORTS: usize = 4 * 7;
/// Classes into which all forms of words fall by their hash.
pub(super) const FORMS: usize = 1024;
/// Buckets of a score.
pub(super) const ODDS: usize = 16;

templates! {
    /// the rule that named it
    Drafted: Speaker * RULES * 2,
    /// another was named by the rule
    Overruled: Speaker * RULES,
    /// how sure the rule was that named it
    DraftSure: Speaker * 21,
    /// how sure the rule was that named another
    OverruledSure: Speaker * 21,
    /// where it stands
    Stands: Speaker * PLACES,
    /// where it stands and what sort of words are quoted
    StandsKind: Speaker * PLACES * 12,
    /// words between it and the quotation
    Distance: Speaker * SIDES * DISTANCES,
    /// mentions between it and the quotation
    Between: Speaker * SIDES * 6,
    /// commas between it and the quotation
    Commas: Speaker * SIDES * 5,
    /// verbs between it and the quotation
    Verbs: Speaker * SIDES * 5,
    /// the first mention of its sentence
    First: Speaker * PLACES,
    /// the words that it is the subject of, and where they stand
    Subject: Speaker * 3 * 5 * 6,
    /// the subject of no cue
    NoSubject: Speaker * PLACES,
    /// the word behind it
    Behind: Speaker * SIDES * GLANCES,
    /// the second word behind it
    Behind2: Speaker * SIDES * GLANCES,
    /// the word before it
    Before: Speaker * SIDES * GLANCES,
    /// what sort of mention of what sort of entity
    Sort: Speaker * SORTS,
    /// what sort of mention, and on which side of the quotation
    SortSide: Speaker * SIDES * SORTS,
    /// the pronoun
    Pronoun: Speaker * 14,
    /// the sort of noun that describes it
    Noun: Speaker * 8,
    /// more than one are meant
    Plural: Speaker * SIDES,
    /// a possessive
    Possessive: Speaker * SIDES,
    /// inside a longer mention
    Nested: Speaker * SIDES,
    /// how often the article mentions it
    Salience: Speaker * 8,
    /// how often it spoke before
    Spoke: Speaker * 6,
    /// the last speaker, and how near that was
    LastSpeaker: Speaker * 5 * 12,
    /// the last speaker but one
    LastButOne: Speaker * 5,
    /// the last words were a question
    Asked: Speaker * 4,
    /// the next quotation is given to it
    NextSpeaker: Speaker * 4 * 3,
    /// the quoted words speak of I or we
    FirstPerson: Speaker * 7,
    /// the word before the quotation, for what stands on this side
    EdgeBefore: Speaker * SIDES * GLANCES,
    /// the word behind the quotation, for what stands on this side
    EdgeBehind: Speaker * SIDES * GLANCES,
    /// the nearest of its side
    Nearest: Speaker * SIDES * 3,
    /// stands in the headline
    Headline: Speaker * 2,

    /// the rule and the look of the words
    Draft: Speech * 3 * RULES,
    /// the rule that would have named a speaker, were it not for the look of the words
    Refused: Speech * 3 * RULES,
    /// why the words look as they do, and whether the rule agrees
    Look: Speech * 7 * 2,
    /// why the words look as they do, and how many they are
    LookLength: Speech * 7 * 10,
    /// why the words look as they do, and how sure the model is of a speaker
    LookOdds: Speech * 7 * ODDS,
    /// how sure the rule was
    Sure: Speech * 21,
    /// how many words, and how they look
    Length: Speech * 3 * 10,
    /// how the words are written
    Written: Speech * 48,
    /// the sign before the closing mark
    Closing: Speech * 8 * 3,
    /// the word before the marks
    SpeechBefore: Speech * GLANCES,
    /// the form of the word before the marks
    FormBefore: Speech * FORMS,
    /// the form of the word behind the marks
    FormBehind: Speech * FORMS,
    /// the second word before the marks
    SpeechBefore2: Speech * GLANCES,
    /// the word behind the marks
    SpeechBehind: Speech * GLANCES,
    /// the first quoted word
    Opening: Speech * GLANCES,
    /// the last quoted word
    Ending: Speech * GLANCES,
    /// where in its sentence it stands
    Setting: Speech * 4 * 3,
    /// the marks, and whether the paragraph is a headline
    MarksLine: Speech * 4,
    /// the weight of the cue that reports it
    CueWeight: Speech * 12 * 2,
    /// how sure the model is of a speaker
    SpeakerOdds: Speech * ODDS,
    /// the quotation before it in the sentence
    Neighbour: Speech * 3 * 3,
    /// pronouns among the quoted words
    Persons: Speech * 4,
    /// a finite verb among the quoted words
    Finite: Speech * 2 * 4,
    /// how many quotations the article has
    Quotations: Speech * 6,

    /// how far the speaker is ahead of the next option
    Margin: Confidence * ODDS,
    /// how surely the words are anybody's
    SpeechMargin: Confidence * ODDS,
    /// the rule says the same
    Agreed: Confidence * RULES * 2,
    /// the sort of mention
    Carrier: Confidence * SORTS,
    /// how the quoted words look
    Guess: Confidence * 3,
    /// why they look so
    Marks: Confidence * 7,
}

/// Number of weights of all templates together.
pub const WEIGHTS: usize = Template::offsets(Template::ALL.len());

impl Template {
    const fn offsets(count: usize) -> usize {
        let (mut sum, mut i) = (0, 0);
        while i < count {
            sum += Template::SIZES[i];
            i += 1;
        }
        sum
    }

    #[expect(clippy::cast_possible_truncation, reason = "asserted below")]
    const OFFSETS: [u16; Template::ALL.len()] = {
        assert!(Template::offsets(Template::ALL.len()) <= u16::MAX as usize);
        let mut table = [0; Template::ALL.len()];
        let mut i = 0;
        while i < table.len() {
            table[i] = Template::offsets(i) as u16;
            i += 1;
        }
        table
    };

    /// The index of its first weight.
    pub const fn offset(self) -> usize {
        Template::OFFSETS[self as usize] as usize
    }

    /// How many answers it has.
    pub const fn size(self) -> usize {
        Template::SIZES[self as usize]
    }

    /// The feature of an answer; what is beyond the last is the last.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "sizes are below the number of weights, which u16 holds")]
    pub fn is(self, answer: usize) -> Feature {
        let last = self.size() - 1;
        Feature(Template::OFFSETS[self as usize] + answer.min(last) as u16)
    }
}
