//! The rules by name. Their numbers are those of features, so new ones come behind; `Attributor::decide` has the order in which they are tried.

/// The rule that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Rule {
    /// `NAME: words`, as in transcripts.
    Label,
    /// *“…” —Name, Title*.
    Signature,
    /// Goes on from the paragraph before, whose quotation has no closing mark.
    Continuation,
    /// *“…,” X said*.
    SubjectCueBehind,
    /// *“…,” said X*.
    CueSubjectBehind,
    /// *X said, “…”*.
    CueBefore,
    /// *X said that the talks were “…”*: the nearest reporting clause before.
    ClauseBefore,
    /// *The talks were “…”, X said*: a reporting clause later in the sentence.
    ClauseBehind,
    /// *according to X*.
    AccordingTo,
    /// *X's claim that “…”*.
    NounCue,
    /// *X was blunt: “…”*.
    Colon,
    /// The one whom a headline is about.
    Headline,
    /// *X's “…”*.
    Possessor,
    /// Stands beside a quotation of the same paragraph whose speaker is known.
    SameParagraph,
    /// Joined by *and* or *or* to a fragment whose speaker is known.
    Coordinated,
    /// The paragraph before leads in with a colon.
    LeadIn,
    /// The sentence before has a subject that may go on speaking.
    SubjectBefore,
    /// The last speaker goes on.
    LastSpeaker,
    /// Answers the question of another.
    Answer,
    /// A headline's words that the article quotes again below.
    Echo,
    /// The model's own choice, against the rules.
    Model,
    /// Somebody's words, and nobody is likely enough.
    Doubtful,
    /// Marks around words that are nobody's.
    NotSpeech,
    /// Somebody's words, but nothing tells whose.
    Unattributed,
    /// The source of the cue that reports the words among others, where all else names nobody.
    Reported,
}

impl Rule {
    /// All of them, in their order.
    pub const ALL: [Rule; 25] = [
        Rule::Label,
        Rule::Signature,
        Rule::Continuation,
        Rule::SubjectCueBehind,
        Rule::CueSubjectBehind,
        Rule::CueBefore,
        Rule::ClauseBefore,
        Rule::ClauseBehind,
        Rule::AccordingTo,
        Rule::NounCue,
        Rule::Colon,
        Rule::Headline,
        Rule::Possessor,
        Rule::SameParagraph,
        Rule::Coordinated,
        Rule::LeadIn,
        Rule::SubjectBefore,
        Rule::LastSpeaker,
        Rule::Answer,
        Rule::Echo,
        Rule::Model,
        Rule::Doubtful,
        Rule::NotSpeech,
        Rule::Unattributed,
        Rule::Reported,
    ];

    /// The rule in a reader's words.
    pub fn words(self) -> &'static str {
        match self {
            Rule::Label => "label before the words",
            Rule::Signature => "signature behind the quotation",
            Rule::Continuation => "goes on from the paragraph before",
            Rule::SubjectCueBehind => "subject and cue behind the quotation",
            Rule::CueSubjectBehind => "cue and its subject behind the quotation",
            Rule::CueBefore => "subject of the cue before the quotation",
            Rule::ClauseBefore => "subject of the reporting clause before",
            Rule::ClauseBehind => "subject of the reporting clause behind",
            Rule::AccordingTo => "named by the preposition",
            Rule::NounCue => "whose words the noun reports",
            Rule::Colon => "subject before the colon",
            Rule::Headline => "whom the headline is about",
            Rule::Possessor => "possessor of the quoted words",
            Rule::SameParagraph => "speaker of the quotation beside it",
            Rule::Coordinated => "joined to the fragment before",
            Rule::LeadIn => "named where the paragraph before leads in",
            Rule::SubjectBefore => "subject of the sentence before",
            Rule::LastSpeaker => "last speaker goes on",
            Rule::Answer => "the other party answers a question",
            Rule::Echo => "the article quotes the words again below",
            Rule::Model => "the likeliest by all that stands around",
            Rule::Doubtful => "nobody is likely enough",
            Rule::NotSpeech => "marks around nobody's words",
            Rule::Unattributed => "nothing tells who speaks",
            Rule::Reported => "source of the cue that reports the words",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_in_their_order() {
        assert!(Rule::ALL.iter().enumerate().all(|(i, &rule)| rule as usize == i));
    }
}
