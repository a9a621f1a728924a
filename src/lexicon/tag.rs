//! Word classes: the Penn Treebank's tags, as far as the rules tell them apart, and the small facts about a word.

/// Part of speech (Penn Treebank tag; Marcus et al. 1993), the commonest one of a word form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Tag {
    /// Not in the dictionary.
    #[default]
    Unknown,
    CC,
    CD,
    DT,
    EX,
    FW,
    IN,
    JJ,
    JJR,
    JJS,
    MD,
    NN,
    /// A name, of one or of many (NNP and NNPS of the Treebank).
    NNP,
    NNS,
    PDT,
    PRP,
    PRPS,
    RB,
    RBR,
    RBS,
    RP,
    TO,
    UH,
    VB,
    VBD,
    VBG,
    VBN,
    VBP,
    VBZ,
    WDT,
    WP,
    WPS,
    WRB,
    /// The possessive *'s*.
    POS,
    /// Signs, as the tagger tells them apart (the Treebank has a tag for each but the last three): a comma,
    Comma,
    /// the end of a sentence,
    Stop,
    /// a colon, semicolon or ellipsis,
    Colon,
    /// a dash,
    Dash,
    /// brackets,
    OpenBracket,
    /// brackets,
    CloseBracket,
    /// a quote mark,
    Mark,
    /// and any other sign.
    Sign,
}

impl Tag {
    /// How many tags there are.
    pub const COUNT: usize = Tag::Sign as usize + 1;

    /// All tags, in the order of their numbers.
    pub const ALL: [Tag; Tag::COUNT] = [
        Tag::Unknown,
        Tag::CC,
        Tag::CD,
        Tag::DT,
        Tag::EX,
        Tag::FW,
        Tag::IN,
        Tag::JJ,
        Tag::JJR,
        Tag::JJS,
        Tag::MD,
        Tag::NN,
        Tag::NNP,
        Tag::NNS,
        Tag::PDT,
        Tag::PRP,
        Tag::PRPS,
        Tag::RB,
        Tag::RBR,
        Tag::RBS,
        Tag::RP,
        Tag::TO,
        Tag::UH,
        Tag::VB,
        Tag::VBD,
        Tag::VBG,
        Tag::VBN,
        Tag::VBP,
        Tag::VBZ,
        Tag::WDT,
        Tag::WP,
        Tag::WPS,
        Tag::WRB,
        Tag::POS,
        Tag::Comma,
        Tag::Stop,
        Tag::Colon,
        Tag::Dash,
        Tag::OpenBracket,
        Tag::CloseBracket,
        Tag::Mark,
        Tag::Sign,
    ];

    /// The tag written `name`; anything else is [`Tag::Unknown`].
    pub fn from_name(name: &str) -> Self {
        match name {
            "CC" => Tag::CC,
            "CD" => Tag::CD,
            "DT" => Tag::DT,
            "EX" => Tag::EX,
            "FW" => Tag::FW,
            "IN" => Tag::IN,
            "JJ" => Tag::JJ,
            "JJR" => Tag::JJR,
            "JJS" => Tag::JJS,
            "MD" => Tag::MD,
            "NN" => Tag::NN,
            "NNP" | "NNPS" => Tag::NNP,
            "NNS" => Tag::NNS,
            "PDT" => Tag::PDT,
            "PRP" => Tag::PRP,
            "PRP$" => Tag::PRPS,
            "RB" => Tag::RB,
            "RBR" => Tag::RBR,
            "RBS" => Tag::RBS,
            "RP" => Tag::RP,
            "TO" => Tag::TO,
            "UH" => Tag::UH,
            "VB" => Tag::VB,
            "VBD" => Tag::VBD,
            "VBG" => Tag::VBG,
            "VBN" => Tag::VBN,
            "VBP" => Tag::VBP,
            "VBZ" => Tag::VBZ,
            "WDT" => Tag::WDT,
            "WP" => Tag::WP,
            "WP$" => Tag::WPS,
            "WRB" => Tag::WRB,
            _ => Tag::Unknown,
        }
    }

    /// A verb form that can have a subject of its own (*said*, *says*, *say*, *will*).
    pub const fn is_finite(self) -> bool {
        matches!(self, Tag::VBD | Tag::VBP | Tag::VBZ | Tag::MD)
    }

    /// Any form of a verb.
    pub const fn is_verb(self) -> bool {
        self.is_finite() || matches!(self, Tag::VB | Tag::VBG | Tag::VBN)
    }

    /// Any adverb.
    pub fn is_adverb(self) -> bool {
        matches!(self, Tag::RB | Tag::RBR | Tag::RBS)
    }

    /// A common noun.
    pub fn is_noun(self) -> bool {
        matches!(self, Tag::NN | Tag::NNS)
    }

    /// Any adjective.
    pub fn is_adjective(self) -> bool {
        matches!(self, Tag::JJ | Tag::JJR | Tag::JJS)
    }
}

/// Grammatical or natural gender, where a word or a name tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Not told.
    #[default]
    Unknown,
    /// *he*, *Mr.*, *spokesman*, *Dmytro*.
    Male,
    /// *she*, *Mrs.*, *spokeswoman*, *Hillary*.
    Female,
}

impl Gender {
    /// `m`, `male`, `f`, `female`; anything else is unknown.
    pub fn from_name(name: &str) -> Self {
        match name {
            "m" | "male" => Gender::Male,
            "f" | "female" => Gender::Female,
            _ => Gender::Unknown,
        }
    }

    /// Whether both may be of one person.
    pub fn agrees(self, other: Gender) -> bool {
        self == Gender::Unknown || other == Gender::Unknown || self == other
    }

    /// As the outward formats name it.
    pub fn name(self) -> Option<&'static str> {
        match self {
            Gender::Unknown => None,
            Gender::Male => Some("male"),
            Gender::Female => Some("female"),
        }
    }
}

/// What sort of thing an entity is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EntityType {
    /// A person with a name.
    Person,
    /// A body: company, ministry, team, newspaper.
    Organisation,
    /// Several people without names: *critics*, *both sides*.
    Group,
    /// A place that speaks: *Moscow*.
    Place,
    /// A letter, report or poll.
    Document,
    /// Somebody whom the article does not name: *a spokesman*.
    Unnamed,
    /// Not told by the text.
    #[default]
    Unknown,
}

impl EntityType {
    /// The type that the outward formats name `name` (*organization* too); `None` for any other word.
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "person" => EntityType::Person,
            "organisation" | "organization" => EntityType::Organisation,
            "group" => EntityType::Group,
            "place" => EntityType::Place,
            "document" => EntityType::Document,
            "unnamed" => EntityType::Unnamed,
            _ => return None,
        })
    }

    /// As the outward formats name it; what is unknown is `None`.
    pub fn name(self) -> Option<&'static str> {
        match self {
            EntityType::Person => Some("person"),
            EntityType::Organisation => Some("organisation"),
            EntityType::Group => Some("group"),
            EntityType::Place => Some("place"),
            EntityType::Document => Some("document"),
            EntityType::Unnamed => Some("unnamed"),
            EntityType::Unknown => None,
        }
    }
}

/// What a cue reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CueClass {
    /// *said*, *told*.
    #[default]
    Speech,
    /// *thinks*, *hopes*.
    Thought,
    /// *wrote*, *tweeted*.
    Writing,
    /// *shows*, *found*.
    Showing,
}

impl CueClass {
    /// As the outward formats name it.
    pub fn name(self) -> &'static str {
        match self {
            CueClass::Speech => "speech",
            CueClass::Thought => "thought",
            CueClass::Writing => "writing",
            CueClass::Showing => "showing",
        }
    }

    /// `speech`, `thought`, `writing`, `showing`; anything else is speech.
    pub fn from_name(name: &str) -> Self {
        match name {
            "thought" => CueClass::Thought,
            "writing" => CueClass::Writing,
            "showing" => CueClass::Showing,
            _ => CueClass::Speech,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_at_their_numbers() {
        assert!(Tag::ALL.iter().enumerate().all(|(number, &tag)| tag as usize == number));
    }
}
