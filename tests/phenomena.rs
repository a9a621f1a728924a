//! One line of news a phenomenon: which words are quoted, and whose they are. All names are invented.
//!
//! A case that a reader would answer otherwise than the engine does belongs here only once the engine is right.

use whosaid::{Article, Pipeline, Record, RecordOptions, RowKind};

/// Group and name of a case, the text, and the quotations expected: `quoted words → speaker`, where the speaker may be `?` for
/// words of somebody whom nobody can tell, and `none` for marks around nobody's words.
type Case = (&'static str, &'static str, &'static [&'static str]);

/// The quotations of `text` in the notation of the cases.
fn read(text: &str) -> Vec<String> {
    let pipeline = Pipeline::rules();
    let mut worker = pipeline.worker();
    let article = Article::new("case", text).expect("a short text");
    let options = RecordOptions { all: true, ..RecordOptions::default() };
    let record = Record::new(&article, pipeline.annotate(&mut worker, &article), options);
    let speaker = |row: &whosaid::QuotationRow| match (&row.speaker, row.kind) {
        (_, RowKind::None) => "none".to_owned(),
        (Some(speaker), _) => speaker.name.to_string(),
        (None, _) => "?".to_owned(),
    };
    record.quotations.iter().map(|row| format!("{} → {}", row.text, speaker(row))).collect()
}

/// The cases that come out otherwise than expected, in a reader's words.
fn wrong(cases: &[Case]) -> Vec<String> {
    let differs = |(name, text, expected): &Case| {
        let found = read(text);
        (found != *expected).then(|| format!("{name}\n   text     {text}\n   expected {expected:?}\n   found    {found:?}"))
    };
    cases.iter().filter_map(differs).collect()
}

#[rustfmt::skip]
const CASES: &[Case] = &[
    // Plain attributions
    ("plain: subject and verb behind", "“We waited all night,” Mara Kessel said.", &["“We waited all night,” → Mara Kessel"]),
    ("plain: subject and verb before", "Mara Kessel said, “We waited all night.”", &["“We waited all night.” → Mara Kessel"]),
    ("plain: with whom it was told to", "“We waited,” Mara Kessel told reporters on Monday.", &["“We waited,” → Mara Kessel"]),
    ("plain: adverb between", "“We waited,” Mara Kessel dryly added.", &["“We waited,” → Mara Kessel"]),
    ("plain: fragment", "Mara Kessel called the delay “a slow joke” on Monday.", &["“a slow joke” → Mara Kessel"]),
    ("plain: two fragments", "Mara Kessel said the boat was “old” and the crew “too small”.", &["“old” → Mara Kessel", "“too small” → Mara Kessel"]),
    ("plain: two speakers in one sentence", "Mara Kessel said the boat was “old”, while Tomas Brandvik called it “safe enough”.", &["“old” → Mara Kessel", "“safe enough” → Tomas Brandvik"]),
    ("plain: that-clause before a fragment", "Mara Kessel said on Monday that the ferry “will not sail before May”.", &["“will not sail before May” → Mara Kessel"]),
    ("plain: coordinated verbs", "Mara Kessel thanked the crew and said “the worst is over”.", &["“the worst is over” → Mara Kessel"]),
    ("plain: contracted", "The quay was dark.\n\nTomas Brandvik came late. He’s claiming that the ferry is “a slow bath”.", &["“a slow bath” → Tomas Brandvik"]),
    ("plain: subject behind the participle", "The quay was dark.\n\nAfter saying the boat was “far too late to sail”, Mara Kessel went home.", &["“far too late to sail” → Mara Kessel"]),
    ("plain: as she put it", "The quay was dark.\n\nThe boat is, as Mara Kessel put it on Monday, “a bath”.", &["“a bath” → Mara Kessel"]),
    ("plain: says behind a noun", "The harbour trust says the boat was “late again”.", &["“late again” → harbour trust"]),
    ("plain: held that", "Mara Kessel, asked on Monday, held that the boat could sail “only after dark”.", &["“only after dark” → Mara Kessel"]),
    ("plain: uses a word", "Mara Kessel did use the word “bathtub”, but not of the ferry.", &["“bathtub” → Mara Kessel"]),
    ("bodies: in short", "The FBI said the pier was “safe”. CNN called it “a ruin”.", &["“safe” → FBI", "“a ruin” → CNN"]),
    ("bodies: a pronoun in capitals", "“It is over,” the WHO said. He asked who had called it “over”.", &["“It is over,” → WHO", "“over” → ?"]),
    (
        "bodies: the means are not the speaker",
        "Mara Kessel took to Twitter early to accuse the council of “a con”.",
        &["“a con” → Mara Kessel"],
    ),
    ("plain: said of another", "“He was my friend,” said Ms. Kessel of Mr. Brandvik.", &["“He was my friend,” → Kessel"]),
    ("plain: said of another, by name", "“He was my friend,” said Mayor Kessel of Tom Brandvik.", &["“He was my friend,” → Kessel"]),
    (
        "plain: quoted by a paper",
        "Mara Kessel was quoted by the Velland Times as saying that she was “ready”.",
        &["“ready” → Mara Kessel"],
    ),
    (
        "descriptions: by age",
        "Tomas Brandvik, 34, came late. “We waited,” the 34-year-old said. “It was dark,” said the 34-year-old.",
        &["“We waited,” → Tomas Brandvik", "“It was dark,” → Tomas Brandvik"],
    ),
    (
        "bodies: of people",
        "The People’s Herald called the vote “a farce”. Doctors at the Children’s Hospital said it was “very bad”.",
        &["“a farce” → People’s Herald", "“very bad” → Doctors at the Children’s Hospital"],
    ),
    (
        "bodies: accused, who is no man",
        "Mara Kessel spoke. She accused Red Machine of greed. “It is true,” she said.\n\nRed Machine have denied it. “We did not,” they said.",
        &["“It is true,” → Mara Kessel", "“We did not,” → Red Machine"],
    ),
    ("plain: with the words", "Mara Kessel cut him off with the words “Sail it, Tomas”.", &["“Sail it, Tomas” → Mara Kessel"]),
    ("plain: as what", "Mara Kessel rated most of the answers as “false”.", &["“false” → Mara Kessel"]),
    ("plain: objects in a row", "Mara Kessel called the plan “half-baked” and its cost estimate “a dream”.", &["“half-baked” → Mara Kessel", "“a dream” → Mara Kessel"]),
    ("plain: percentages of a poll", "In a poll by the Dunholm Institute, 40 percent of residents said that they had “little or no” trust in the ferry.", &["“little or no” → Dunholm Institute"]),

    // Inverted
    ("inverted: said X", "“We waited all night,” said Mara Kessel.", &["“We waited all night,” → Mara Kessel"]),
    ("inverted: question", "“Who pays?” asked Tomas Brandvik.", &["“Who pays?” → Tomas Brandvik"]),
    ("inverted: apposition behind", "“We waited,” said Mara Kessel, a harbour pilot from Dunholm who left in May.", &["“We waited,” → Mara Kessel"]),
    ("inverted: unknown verb", "“Not again!” groaned Mara Kessel.", &["“Not again!” → Mara Kessel"]),
    ("inverted: rare verb", "“We wait,” Mara Kessel deadpanned.", &["“We wait,” → Mara Kessel"]),
    ("inverted: sighed", "“Oh, well,” sighed Tomas Brandvik.", &["“Oh, well,” → Tomas Brandvik"]),
    ("inverted: reports behind a comma", "All “old ropes” were burned, reports Mara Kessel.", &["“old ropes” → Mara Kessel"]),
    ("inverted: whose aide", "“We wait!” exhorted Tomas Brandvik’s opener, Mara Kessel.", &["“We wait!” → Mara Kessel"]),

    // Split
    ("split: comma", "“We waited,” said Mara Kessel, “and it rained.”", &["“We waited,” → Mara Kessel", "“and it rained.” → Mara Kessel"]),
    ("split: full stop", "“We waited,” Mara Kessel said. “It rained.”", &["“We waited,” → Mara Kessel", "“It rained.” → Mara Kessel"]),
    ("split: long apposition", "“We waited,” said Mara Kessel, a pilot from Dunholm who had left in May, “and it rained.”", &["“We waited,” → Mara Kessel", "“and it rained.” → Mara Kessel"]),
    ("split: three pieces", "“We waited,” Mara Kessel said. “It rained.” “Then we left.”", &["“We waited,” → Mara Kessel", "“It rained.” → Mara Kessel", "“Then we left.” → Mara Kessel"]),
    ("split: told somebody in the middle", "“The boat,” Kessel told the inquiry, “was late, and I told Brandvik so.”", &["“The boat,” → Kessel", "“was late, and I told Brandvik so.” → Kessel"]),

    // Asides
    ("aside: relative clause", "Mara Kessel, who replaced Tomas Brandvik in July, said “the boat is late”.", &["“the boat is late” → Mara Kessel"]),
    ("aside: apposition", "Mara Kessel, the harbour’s chief pilot, said: “We wait.”", &["“We wait.” → Mara Kessel"]),
    ("aside: age", "Mara Kessel, 43, said: “We wait.”", &["“We wait.” → Mara Kessel"]),
    ("aside: behind the quotation", "“We wait,” Mara Kessel, who replaced Tomas Brandvik, said.", &["“We wait,” → Mara Kessel"]),
    ("aside: dashes", "Mara Kessel — no friend of Tomas Brandvik — said “the boat is late”.", &["“the boat is late” → Mara Kessel"]),
    ("aside: brackets", "Mara Kessel (Dunholm Greens) said the plan was “a slow joke”.", &["“a slow joke” → Mara Kessel"]),
    ("aside: clause before", "While Tomas Brandvik kept silent, Mara Kessel said “enough is enough”.", &["“enough is enough” → Mara Kessel"]),
    ("aside: calls himself", "Tomas Brandvik, who calls himself “the last pilot”, said: “We wait.”", &["“the last pilot” → Tomas Brandvik", "“We wait.” → Tomas Brandvik"]),
    ("aside: whose", "Mara Kessel, whose boat sank, said “never again”.", &["“never again” → Mara Kessel"]),
    ("aside: closed inside the marks", "Mara Kessel, known along the coast as “the Bear,” accused the crew of “hiding the timetable”.", &["“the Bear,” → none", "“hiding the timetable” → Mara Kessel"]),
    ("aside: which", "The Dunholm Institute, which found last month that three firms had supplied “half of all the rope”, is small.", &["“half of all the rope” → Dunholm Institute"]),

    // According to
    ("according to: behind", "The ferry is “not fit to sail”, according to Mara Kessel.", &["“not fit to sail” → Mara Kessel"]),
    ("according to: before", "According to Mara Kessel, the ferry is “not fit to sail”.", &["“not fit to sail” → Mara Kessel"]),
    ("according to: in the words of", "The ferry was, in the words of Mara Kessel, “a floating bath”.", &["“a floating bath” → Mara Kessel"]),
    ("according to: short fragments", "According to Mara Kessel, the crew is “old” or “very old”.", &["“old” → Mara Kessel", "“very old” → Mara Kessel"]),
    ("according to: a word of the sentence before it", "The quay has forty “hosts” on any day, according to Mara Kessel.", &["“hosts” → none"]),

    // Colon lead-in
    ("colon: same sentence", "Mara Kessel put it bluntly: “The boat is late.”", &["“The boat is late.” → Mara Kessel"]),
    ("colon: paragraph before", "Mara Kessel had one line for the press:\n\n“The boat is late.”", &["“The boat is late.” → Mara Kessel"]),
    ("colon: said before", "Mara Kessel said in a statement:\n\n“The boat is late. We wait.”", &["“The boat is late. We wait.” → Mara Kessel"]),
    ("colon: list", "Mara Kessel named her terms:\n\n• “a bigger boat”\n• “a dry quay”", &["“a bigger boat” → Mara Kessel", "“a dry quay” → Mara Kessel"]),
    ("caption: name and place before the colon", "Mara Kessel at the quay on Monday: “We wait.”", &["“We wait.” → Mara Kessel"]),

    // Dash signature
    ("signature: same line", "“The boat is late, and so am I.” —Mara Kessel", &["“The boat is late, and so am I.” → Mara Kessel"]),
    ("signature: with a title", "“The boat is late, and so am I.” — Commissioner Kessel", &["“The boat is late, and so am I.” → Kessel"]),
    ("signature: own line", "“The boat is late, and so am I.”\n— Mara Kessel, harbour pilot", &["“The boat is late, and so am I.” → Mara Kessel"]),

    // Transcript
    ("transcript: capitals", "KESSEL: “We waited all night.”\nBRANDVIK: “So did we.”", &["“We waited all night.” → KESSEL", "“So did we.” → BRANDVIK"]),
    ("transcript: full name", "Mara Kessel: “We waited all night.”", &["“We waited all night.” → Mara Kessel"]),
    ("transcript: takes the full name of the article", "Mara Kessel met Tomas Brandvik.\n\nKessel: “We waited all night.”\n\nBrandvik: “So did we.”", &["“We waited all night.” → Mara Kessel", "“So did we.” → Tomas Brandvik"]),
    ("transcript: Q and A", "Q: Why did you wait, Ms. Kessel?\n\nA: “It rained.”", &["“It rained.” → Kessel"]),

    // Nominal speakers
    ("nominal: official", "“We wait,” a senior harbour official said.", &["“We wait,” → senior harbour official"]),
    ("nominal: spokeswoman", "“We wait,” said a spokeswoman for the Dunholm Ferry Company.", &["“We wait,” → spokeswoman for the Dunholm Ferry Company"]),
    ("nominal: the same again", "“We wait,” a senior official said. “It rains,” the official added.", &["“We wait,” → senior official", "“It rains,” → senior official"]),
    ("nominal: leads to the name", "Mara Kessel, the mayor, came late. “We wait,” the mayor said.", &["“We wait,” → Mara Kessel"]),
    ("nominal: former teacher", "Mara Kessel arrived at noon. “We wait,” the former teacher said.", &["“We wait,” → Mara Kessel"]),
    ("nominal: former holder is another", "Foreign Minister Mara Kessel of Velland came late. “We wait,” said the former foreign minister of Velland.", &["“We wait,” → former foreign minister of Velland"]),
    ("nominal: former holder by name", "Foreign Minister Mara Kessel came late. “We wait,” the former foreign minister, Tomas Brandvik, said. “It rains,” the ex-foreign minister added.", &["“We wait,” → Tomas Brandvik", "“It rains,” → Tomas Brandvik"]),
    ("nominal: deputy is another", "Foreign Minister Mara Kessel came late. “We wait,” said the deputy foreign minister.", &["“We wait,” → deputy foreign minister"]),
    ("nominal: two ministers", "Prime Minister Mara Kessel met Finance Minister Tomas Brandvik. “We wait,” the prime minister said. “We go,” the finance minister said.", &["“We wait,” → Mara Kessel", "“We go,” → Tomas Brandvik"]),
    ("nominal: abbreviated title", "Sen. Mara Kessel met Mayor Tomas Brandvik. “We wait,” the senator said.", &["“We wait,” → Mara Kessel"]),
    ("nominal: what somebody is said to be", "Mary Kessel is a nurse from Dunholm. Ilse Varga came late. “We wait,” the nurse said.", &["“We wait,” → Mary Kessel"]),
    ("nominal: somebody's", "“We wait,” said her childhood friend.", &["“We wait,” → childhood friend"]),
    ("nominal: the man", "A butcher from Dunholm came late. “We wait,” the man said.", &["“We wait,” → butcher from Dunholm"]),
    ("nominal: aide to somebody", "Mrs. Brandvik came late. An aide to the mayor had waited. “We go,” he said.", &["“We go,” → aide to the mayor"]),
    ("nominal: behind the hall of a town", "In the hall of Old Dunholm, a butcher was at work. “We wait,” the butcher said.", &["“We wait,” → butcher"]),
    ("nominal: the two, one behind a description", "John Brandvik and the harbour director, Mara Kessel, came late. “We wait,” the two directors said.", &["“We wait,” → John Brandvik"]),
    ("nominal: dressed so", "“We wait,” a man in a boiler suit said.", &["“We wait,” → man in a boiler suit"]),
    ("nominal: of such an age", "“We wait,” said a girl of about nine.", &["“We wait,” → girl of about nine"]),
    ("nominal: group", "“We wait,” residents said.", &["“We wait,” → residents"]),
    ("nominal: title leads to the name", "Prime Minister Mara Kessel arrived at noon. “We wait,” the prime minister said.", &["“We wait,” → Mara Kessel"]),
    ("nominal: named spokeswoman of another", "“We wait,” said Ilse Varga, a spokeswoman for Tomas Brandvik.", &["“We wait,” → Ilse Varga"]),
    ("nominal: spokesman of a person", "A spokesman for Tomas Brandvik said “the boat is safe”.", &["“the boat is safe” → spokesman for Tomas Brandvik"]),

    ("nominal: of the building", "“We ran,” a resident of the building said.", &["“We ran,” → resident of the building"]),
    ("nominal: for a department", "The quay was dark.\n\nA Department for Tides spokesperson said: “We care.”", &["“We care.” → Department for Tides spokesperson"]),
    ("nominal: accused is a verb", "The quay was dark.\n\nLabour accused the ferry company of “sleeping at the wheel”.", &["“sleeping at the wheel” → Labour"]),
    ("nominal: the accused", "The quay was dark.\n\nThe accused told the court that it was “a mistake” to sail.", &["“a mistake” → accused"]),

    // Organisations and places
    ("organisation: ministry", "The ministry said the ferry was “not fit to sail”.", &["“not fit to sail” → ministry"]),
    ("organisation: named", "The Dunholm Ferry Company said the boat was “safe enough”.", &["“safe enough” → Dunholm Ferry Company"]),
    ("organisation: it", "The Dunholm Ferry Company denied it. The boat was “safe enough”, it said.", &["“safe enough” → Dunholm Ferry Company"]),
    ("organisation: the company", "The Dunholm Ferry Company denied it. “The boat is safe,” the company said.", &["“The boat is safe,” → Dunholm Ferry Company"]),
    ("organisation: by its last word", "The Velland Harbour Alliance denied it. “We wait,” the Alliance said.", &["“We wait,” → Velland Harbour Alliance"]),
    ("organisation: by its first words", "The Dunholm Ferry Company denied it. “We wait,” Dunholm Ferry said.", &["“We wait,” → Dunholm Ferry Company"]),
    ("organisation: by what stands before of", "The Palace of the Pilots was calm. “We wait,” the Palace said.", &["“We wait,” → Palace of the Pilots"]),
    ("organisation: for what it is", "“We wait,” said the Institute for Northern Tides.", &["“We wait,” → Institute for Northern Tides"]),
    ("organisation: union of several", "“We wait,” said the Western Union of Pilots.", &["“We wait,” → Western Union of Pilots"]),
    ("organisation: report", "The boat was “a slow bath”, the report said.", &["“a slow bath” → report"]),
    ("organisation: newspaper", "The Dunholm Courier called the ferry “a floating bath”.", &["“a floating bath” → Dunholm Courier"]),
    ("organisation: paper that was told", "“We wait,” Mara Kessel told the Dunholm Courier.", &["“We wait,” → Mara Kessel"]),
    ("organisation: police", "“We wait,” police said.", &["“We wait,” → police"]),
    ("organisation: government in a place", "The government in Dunholm said the plan was “not serious”.", &["“not serious” → government in Dunholm"]),
    ("place: speaks for its government", "Dunholm said it would “never” pay for the ferry.", &["“never” → Dunholm"]),
    ("place: a seat of government", "The Kremlin said the plan was “not serious”.", &["“not serious” → Kremlin"]),

    // Possessive introductions
    ("possessive: place before a name", "Velland’s Kessel cautioned: “The boat is late.”", &["“The boat is late.” → Kessel"]),
    ("possessive: place and title", "Velland’s harbour minister, Mara Kessel, said the boat was “late again”.", &["“late again” → Mara Kessel"]),
    ("possessive: the lawyer of another", "Tomas Brandvik’s lawyer, Ilse Varga, said he was “calm”.", &["“calm” → Ilse Varga"]),
    ("possessive: claim", "Nobody believed Mara Kessel’s claim that the boat was “never late”.", &["“never late” → Mara Kessel"]),
    ("possessive: his words", "Tomas Brandvik was tired. In his words, the boat was “a slow bath”.", &["“a slow bath” → Tomas Brandvik"]),
    ("possessive: what is said of a claim", "Mara Kessel told the inquiry that Tomas Brandvik’s claim “is plainly false”.", &["“is plainly false” → Mara Kessel"]),
    ("possessive: behind the noun", "The delay began with orders from Mara Kessel to “count every rope twice”.", &["“count every rope twice” → Mara Kessel"]),

    // Titles glued to names
    ("title: before a surname", "“We wait,” Mayor Kessel said.", &["“We wait,” → Kessel"]),
    ("title: courtesy", "“We wait,” Mrs. Kessel said.", &["“We wait,” → Kessel"]),
    ("title: place and title", "“We wait,” Dunholm Mayor Mara Kessel said.", &["“We wait,” → Mara Kessel"]),
    ("title: abbreviated", "“We wait,” Gov. Mara Kessel said.", &["“We wait,” → Mara Kessel"]),
    ("title: full name elsewhere", "Mara Kessel came late. “We wait,” Ms. Kessel said.", &["“We wait,” → Mara Kessel"]),
    ("title: small letters", "“We wait,” foreign minister Mara Kessel said.", &["“We wait,” → Mara Kessel"]),
    ("title: police chief", "The quay was dark that night. “We will find the boat,” Dunholm police Chief Mara Kessel said Monday.", &["“We will find the boat,” → Mara Kessel"]),

    // Names
    ("name: surname takes the full name", "Mara Kessel came late. “We wait,” Kessel said.", &["“We wait,” → Mara Kessel"]),
    ("name: full name comes later", "“We wait,” Kessel said. Mara Kessel is a pilot.", &["“We wait,” → Mara Kessel"]),
    ("name: two of one surname kept apart", "“We wait,” said Mara Kessel. “We go,” said Jonas Kessel.", &["“We wait,” → Mara Kessel", "“We go,” → Jonas Kessel"]),
    ("name: two of one surname, by courtesy", "Mary Kessel and John Kessel came. “We wait,” Mr. Kessel said. “We go,” Mrs. Kessel said.", &["“We wait,” → John Kessel", "“We go,” → Mary Kessel"]),
    ("name: given name alone", "Mary Kessel came late. “We wait,” Mary said.", &["“We wait,” → Mary Kessel"]),
    ("name: initials", "“We wait,” said J. K. Brandvik.", &["“We wait,” → J. K. Brandvik"]),
    ("name: particle", "“We wait,” said Pieter van der Roe. “It rains,” van der Roe added.", &["“We wait,” → Pieter van der Roe", "“It rains,” → Pieter van der Roe"]),
    ("name: apostrophe", "“We wait,” said Siobhan O’Fallowey.", &["“We wait,” → Siobhan O’Fallowey"]),
    ("name: hyphen", "“We wait,” said Mara Kessel-Brandvik.", &["“We wait,” → Mara Kessel-Brandvik"]),
    ("name: junior", "“We wait,” said Tomas Brandvik Jr.", &["“We wait,” → Tomas Brandvik Jr."]),
    ("name: accents", "“We wait,” said Zoë Brândvik-Åsen.", &["“We wait,” → Zoë Brândvik-Åsen"]),
    ("name: of a state", "Senator Mara Kessel of Velland came late. “We wait,” Kessel said.", &["“We wait,” → Mara Kessel"]),
    ("name: letters behind it", "“We wait,” said Mara Kessel KC. “It rains,” Kessel added.", &["“We wait,” → Mara Kessel", "“It rains,” → Mara Kessel"]),
    ("name: middle initial that is a title too", "“We wait,” said Mary M. Kessel.", &["“We wait,” → Mary M. Kessel"]),
    ("name: glued to a calling", "Bandmate Mary Kessel came late. “We wait,” Kessel said.", &["“We wait,” → Mary Kessel"]),
    ("name: given name that is a verb too", "“We wait,” said Will Kessel. “It rains,” Kessel added.", &["“We wait,” → Will Kessel", "“It rains,” → Will Kessel"]),
    ("name: given name that is a calling too", "“We wait,” said singer Ally Kessel.", &["“We wait,” → Ally Kessel"]),
    ("name: behind a post and its place", "“We wait,” said the ambassador to Sweden Li Xiabei. “It rains,” Li added.", &["“We wait,” → Li Xiabei", "“It rains,” → Li Xiabei"]),
    ("name: of the house", "“We wait,” said Speaker of the House Mary Kessel.", &["“We wait,” → Mary Kessel"]),
    ("name: given name of two of one surname", "Mary Kessel and her brother John Kessel came. “We wait,” John said.", &["“We wait,” → John Kessel"]),
    ("name: nickname inside", "“We wait,” said Tomas “Tiny” Brandvik.", &["“We wait,” → Tomas “Tiny” Brandvik", "“Tiny” → none"]),

    ("name: state behind a hyphen", "The quay was dark.\n\n“It is late,” Sen. Mara Kessel, R-S.C., said.", &["“It is late,” → Mara Kessel"]),
    ("name: state of two halves", "The quay was dark.\n\nSen. Mara Kessel, R-W.Va., called the boat “a slow bath”.", &["“a slow bath” → Mara Kessel"]),
    ("name: a noun that begins a sentence", "The quay was dark all through the night.\n\nPrice Tallant told the town that the boat was “late”.", &["“late” → Price Tallant"]),
    ("name: family name before a hyphen", "The quay was dark all through the night.\n\nMoon Tae-sun spoke on the quay. “We must act,” Moon said.", &["“We must act,” → Moon Tae-sun"]),
    ("name: what a firm makes", "The quay was dark all through the night.\n\nChipmaker Velotek said it was “sorry” for the noise.", &["“sorry” → Velotek"]),
    ("name: what a group is for", "The quay was dark all through the night.\n\nHuman rights group Oxley Watch said it was “sorry” for the noise.", &["“sorry” → Oxley Watch"]),
    ("name: saint and hospital", "The quay was dark all through the night.\n\nSt. Odo’s Hospital said it was “sorry” for the noise.", &["“sorry” → St. Odo’s Hospital"]),
    ("name: Sir and the given name", "Sir Alwin Stane spoke on the quay.\n\n“We must act,” Sir Alwin said.", &["“We must act,” → Alwin Stane"]),
    ("name: with and without accents", "Francois Roux sails on\n\nThe minister François Roux spoke on the quay. “We must act,” Roux said.", &["“We must act,” → François Roux"]),

    // Acronyms
    ("acronym: in brackets", "The Harbour Housing Trust (HHT) sued the ministry over the plan to build on the quay.\n\n“This is wrong,” the HHT said.", &["“This is wrong,” → Harbour Housing Trust"]),
    ("acronym: with a small letter", "The Office for Tides (OfT) sued the ministry over the plan to build on the quay.\n\n“This is wrong,” the OfT said.", &["“This is wrong,” → Office for Tides"]),
    ("acronym: defined in brackets", "The Velland Harbour Union (VHU) is angry. “We wait,” the VHU said.", &["“We wait,” → Velland Harbour Union"]),
    ("acronym: initials of a name before", "The Velland Harbour Union is angry. “We wait,” the VHU said.", &["“We wait,” → Velland Harbour Union"]),

    // Apposition both ways
    ("apposition: name, description", "Mara Kessel, a nurse, said: “We wait.”", &["“We wait.” → Mara Kessel"]),
    ("apposition: description, name", "A nurse, Mara Kessel, said: “We wait.”", &["“We wait.” → Mara Kessel"]),
    ("apposition: behind the quotation", "“We wait,” said the mayor, Mara Kessel.", &["“We wait,” → Mara Kessel"]),
    ("apposition: judge", "The judge, Ilse Varga, ruled that the sale was “void”.", &["“void” → Ilse Varga"]),

    ("apposition: a maker", "The quay was dark.\n\nThe boat's maker, Velora Naval, said it “stands behind the hull”.", &["“stands behind the hull” → Velora Naval"]),
    ("apposition: an owner", "The quay was dark.\n\nThe mill's owner, Sorren Foods, said it was “heartbroken”.", &["“heartbroken” → Sorren Foods"]),
    ("apposition: who gave a name", "The quay was dark.\n\n“It's gone,” said a man who gave his name as Ahmed.", &["“It's gone,” → Ahmed"]),
    ("apposition: who identified herself", "The quay was dark.\n\n“It's gone,” said a nurse who identified herself only as Mara Kessel.", &["“It's gone,” → Mara Kessel"]),

    // Whom a description means
    ("described: by age", "Mara Kessel, 28, got engaged to Tomas Brandvik, 30, in the harbour town last week.\n\n“She said yes!” the 30-year-old wrote.", &["“She said yes!” → Tomas Brandvik"]),
    ("described: by age alone", "A 24-year-old man was arrested on the quay last week.\n\n“I ran,” the 24-year-old said.", &["“I ran,” → 24-year-old man"]),
    ("described: a title in marks", "Mara Kessel, 28, got engaged in the harbour town last week.\n\n“I said yes,” the “Blue Quay” star wrote.", &["“I said yes,” → Mara Kessel", "“Blue Quay” → none"]),
    ("described: the carmaker", "Velotek will cut 400 jobs in the harbour town next year.\n\n“This was hard,” the German carmaker said.", &["“This was hard,” → Velotek"]),
    ("described: by party", "Rep. Mara Kessel (D-Calif.) met Sen. Tomas Brandvik (R-Ohio) on the quay.\n\n“It is late,” the Ohio Republican said.", &["“It is late,” → Tomas Brandvik"]),
    ("described: somebody’s lawyer", "The suspect, Tomas Brandvik, was held on the quay.\n\n“He slept,” the suspect’s lawyer said.", &["“He slept,” → suspect’s lawyer"]),
    ("described: the force", "Kent Police said that two men were held on the quay.\n\n“We look for two more,” the force said.", &["“We look for two more,” → Kent Police"]),
    ("described: a job that begins a sentence", "Striker Mara Kessel scored twice on the day, and goalkeeper Jo Lake saved a penalty.\n\n“I just hit it,” the striker said.", &["“I just hit it,” → Mara Kessel"]),

    // Pronouns
    ("pronoun: he", "Tomas Brandvik came late. “We wait,” he said.", &["“We wait,” → Tomas Brandvik"]),
    ("pronoun: she", "Mary Kessel came late. “We wait,” she said.", &["“We wait,” → Mary Kessel"]),
    ("pronoun: by gender", "Mary Kessel met John Brandvik. “We wait,” she said. “It rains,” he said.", &["“We wait,” → Mary Kessel", "“It rains,” → John Brandvik"]),
    ("pronoun: subject before object", "John Brandvik met Peter Kessel. “We wait,” he said.", &["“We wait,” → John Brandvik"]),
    ("pronoun: gender by title", "Mr. Brandvik met Mrs. Kessel. “We wait,” she said.", &["“We wait,” → Kessel"]),
    ("pronoun: before its name nobody", "“We wait,” he said.", &["“We wait,” → ?"]),
    ("pronoun: who", "Mary Kessel, who said “the boat is late”, left.", &["“the boat is late” → Mary Kessel"]),
    ("pronoun: not the object of praise", "Tomas Brandvik praised Mara Kessel. “She is a fine pilot,” he said.", &["“She is a fine pilot,” → Tomas Brandvik"]),
    ("pronoun: not whom he tells", "Peter Brandvik came late. John Kessel asked him for the map. “It is wet,” he told Kessel.", &["“It is wet,” → Peter Brandvik"]),
    ("pronoun: not who is named in the words", "Mary Brandvik spoke of the ferry. Ilse Varga listened to Brandvik. “Ilse never waits,” she said.", &["“Ilse never waits,” → Mary Brandvik"]),
    ("pronoun: of a description", "The actress came late. “We wait,” she said.", &["“We wait,” → actress"]),
    ("pronoun: they", "The residents came late. “We wait,” they said.", &["“We wait,” → residents"]),

    // Documents and their authors
    ("document: author speaks", "Mara Kessel wrote in a letter that the boat was “never late”.", &["“never late” → Mara Kessel"]),
    ("document: author known", "Mara Kessel said so in a letter. The letter called the boat “a slow bath”.", &["“a slow bath” → Mara Kessel"]),
    ("document: possessor", "Mara Kessel’s letter called the boat “a slow bath”.", &["“a slow bath” → Mara Kessel"]),
    ("document: without author", "A leaked memo called the boat “a slow bath”.", &["“a slow bath” → leaked memo"]),
    ("document: report by a body", "A report by the Harbour Inspectorate called the ferry “a floating bath”.", &["“a floating bath” → Harbour Inspectorate"]),

    ("document: signed by", "“We wait all night,” read the letter, signed by Mara Kessel.", &["“We wait all night,” → Mara Kessel"]),
    ("document: filed by", "The quay was dark.\n\nThe suit, filed by Mara Kessel in May, calls the boat “a slow bath”.", &["“a slow bath” → Mara Kessel"]),
    ("document: issued", "The quay was dark.\n\nMara Kessel issued a statement. “We are at a loss,” the statement read.", &["“We are at a loss,” → Mara Kessel"]),
    ("document: in a letter", "The quay was dark.\n\nIn a letter to the town, Mara Kessel said that the boat was “late”. “We wait all night,” the letter says.", &["“late” → Mara Kessel", "“We wait all night,” → Mara Kessel"]),
    ("document: the message for somebody", "The quay was dark.\n\nFor Mara Kessel, the message was simple: “Go home.”", &["“Go home.” → Mara Kessel"]),

    // Headline
    ("headline: speaker before the colon", "Kessel: ‘The boat is late’\n\nThe boat is late again, Mara Kessel said on Monday.", &["‘The boat is late’ → Mara Kessel"]),
    ("headline: says", "Kessel says ferry is ‘not fit to sail’\n\nMara Kessel spoke on Monday.", &["‘not fit to sail’ → Mara Kessel"]),
    ("headline: label before a far clause", "Mara Kessel: Tomas Brandvik Asking For Boat That Is ‘Far Too Slow’\n\nThe quay was dark.", &["‘Far Too Slow’ → Mara Kessel"]),
    ("headline: words of the article", "Ferry ‘not fit to sail’\n\nThe ferry is “not fit to sail”, Mara Kessel said on Monday.", &["‘not fit to sail’ → Mara Kessel", "“not fit to sail” → Mara Kessel"]),
    ("headline: leaves words out", "‘WET FOR FOUR DAYS’\n\nMara Kessel said the boat had been “wet for about four days”.", &["‘WET FOR FOUR DAYS’ → Mara Kessel", "“wet for about four days” → Mara Kessel"]),

    // Handles
    ("handle: speaks", "“We wait,” @marakessel wrote.", &["“We wait,” → @marakessel"]),
    ("handle: of a person of the article", "Mara Kessel was angry. “We wait,” @marakessel wrote.", &["“We wait,” → Mara Kessel"]),
    ("handle: tweeted", "Mara Kessel (@marakessel) tweeted: “We wait.”", &["“We wait.” → Mara Kessel"]),
    ("handle: tweeted without one", "“We wait,” tweeted Mara Kessel on Friday.", &["“We wait,” → Mara Kessel"]),

    // Marks
    ("marks: single curly", "‘We don’t wait,’ said Mara Kessel. ‘It’s late.’", &["‘We don’t wait,’ → Mara Kessel", "‘It’s late.’ → Mara Kessel"]),
    ("marks: single straight", "'We don't wait,' said Mara Kessel.", &["'We don't wait,' → Mara Kessel"]),
    ("marks: straight", "\"We wait,\" said Mara Kessel.", &["\"We wait,\" → Mara Kessel"]),
    ("marks: German", "„We wait“, said Mara Kessel.", &["„We wait“ → Mara Kessel"]),
    ("marks: guillemets", "«We wait», said Mara Kessel.", &["«We wait» → Mara Kessel"]),
    ("marks: guillemets turned", "»We wait«, said Mara Kessel.", &["»We wait« → Mara Kessel"]),
    ("marks: nested", "“He told me ‘go home’ and I went,” said Mara Kessel.", &["“He told me ‘go home’ and I went,” → Mara Kessel"]),
    ("marks: plural possessive", "‘The owners’ boats wait,’ said Mara Kessel.", &["‘The owners’ boats wait,’ → Mara Kessel"]),
    ("marks: never closed", "“We waited all night, said Mara Kessel. The boat left.", &["“We waited all night, → Mara Kessel"]),
    ("marks: inches", "The 12\" plank was “too short”, Mara Kessel said.", &["“too short” → Mara Kessel"]),
    ("marks: brackets inside", "“We [the pilots] wait,” said Mara Kessel.", &["“We [the pilots] wait,” → Mara Kessel"]),
    ("marks: ellipsis inside", "“We wait … and wait,” said Mara Kessel.", &["“We wait … and wait,” → Mara Kessel"]),
    ("marks: full stop for a comma", "“We wait.” said Mara Kessel.", &["“We wait.” → Mara Kessel"]),
    ("marks: broken off with a dash", "“We wait —” Mara Kessel began.", &["“We wait —” → Mara Kessel"]),

    // Several paragraphs
    ("paragraphs: each opens, the last closes", "“We waited all night,” said Mara Kessel. “It rained.\n\n“Then the boat left.\n\n“That is all.”", &["“We waited all night,” → Mara Kessel", "“It rained. → Mara Kessel", "“Then the boat left. → Mara Kessel", "“That is all.” → Mara Kessel"]),
    ("paragraphs: attribution in the last", "“We waited all night.\n\n“Then the boat left,” said Mara Kessel.", &["“We waited all night. → Mara Kessel", "“Then the boat left,” → Mara Kessel"]),
    ("paragraphs: floating quotation", "Mara Kessel said the boat was late.\n\n“We waited all night.”", &["“We waited all night.” → Mara Kessel"]),
    ("paragraphs: last speaker goes on", "“We waited all night,” said Mara Kessel.\n\n“Then the boat left. That is all.”", &["“We waited all night,” → Mara Kessel", "“Then the boat left. That is all.” → Mara Kessel"]),
    ("paragraphs: dateline", "DUNHOLM — “We waited all night,” Mara Kessel said.", &["“We waited all night,” → Mara Kessel"]),
    ("paragraphs: question and answer", "“Do we wait?” Tomas Brandvik asked.\n\n“We do,” Mara Kessel replied.", &["“Do we wait?” → Tomas Brandvik", "“We do,” → Mara Kessel"]),
    ("paragraphs: asks again", "“Do we wait?” Tomas Brandvik asked.\n\n“We do,” Mara Kessel replied.\n\n“Until when?”\n\n“Until dark.”", &["“Do we wait?” → Tomas Brandvik", "“We do,” → Mara Kessel", "“Until when?” → Tomas Brandvik", "“Until dark.” → Mara Kessel"]),
    ("paragraphs: the writer asks", "The quay was dark.\n\nTomas Brandvik left the quay. “We wait,” said Mara Kessel. What did Brandvik make of it? “Nothing.”", &["“We wait,” → Mara Kessel", "“Nothing.” → Tomas Brandvik"]),
    ("paragraphs: whoever is asked answers", "The quay was dark.\n\nMara Kessel asked Tomas Brandvik whether the boat was late. “It was late all week.”", &["“It was late all week.” → Tomas Brandvik"]),
    ("paragraphs: told behind", "There was a long silence. “Would we have to swim?” That was Mara Kessel. Tomas Brandvik laughed.", &["“Would we have to swim?” → Mara Kessel"]),
    ("paragraphs: another goes on", "“We waited all night,” said Mara Kessel. “It rained.\n\n“The boat was late,” added Tomas Brandvik.", &["“We waited all night,” → Mara Kessel", "“It rained. → Mara Kessel", "“The boat was late,” → Tomas Brandvik"]),
    ("paragraphs: block quotation", "Mara Kessel wrote to the board:\n\n“The boat is late.\n\n“The crew is tired.”", &["“The boat is late. → Mara Kessel", "“The crew is tired.” → Mara Kessel"]),

    ("marks: in capitals", "The quay was dark.\n\nMara Kessel called the inquiry a “WITCH HUNT” on Monday.", &["“WITCH HUNT” → Mara Kessel"]),
    ("headline: signed behind a colon", "Mill ‘was not safe’: Tomas Brandvik\n\nA fire broke out at the mill on Monday night.", &["‘was not safe’ → Tomas Brandvik"]),
    ("headline: beside the name", "Mill fire: Tomas Brandvik ‘heartbroken’ after blaze\n\nA fire broke out at the mill on Monday night.", &["‘heartbroken’ → Tomas Brandvik"]),
    ("marks: name, to whom", "The quay was dark.\n\nHolmby boss Mara Kessel to BBC Sport: “We were the better side.”", &["“We were the better side.” → Mara Kessel"]),

    // Nobody's words
    ("none: scare quotes", "The so-called “third way” of the harbour is closed.", &["“third way” → none"]),
    ("none: title of a work", "They played the song “Slow Boats Wait” twice.", &["“Slow Boats Wait” → none"]),
    ("none: nickname", "Tomas Brandvik, nicknamed “Shorty”, came late.", &["“Shorty” → none"]),
    ("none: a word as a word", "The word “boat” has four letters.", &["“boat” → none"]),
    ("none: beside speech", "“We wait,” said Mara Kessel, known as “the Pilot”.", &["“We wait,” → Mara Kessel", "“the Pilot” → none"]),
    ("none: by which he goes", "“I sleep here,” said a homeless man who goes by “Shorty”.", &["“I sleep here,” → homeless man", "“Shorty” → none"]),
    ("none: slogan", "Protesters chanted “Boats for all” outside.", &["“Boats for all” → none"]),
    ("none: a sign", "A sign outside read “Boats for all”.", &["“Boats for all” → none"]),
    ("none: title of a novel", "“Slow Boats Wait”, the second novel by Mara Kessel, is out in May.", &["“Slow Boats Wait” → none"]),
    ("none: programme before a report", "On Dunholm Radio’s “This Tide,” Mara Kessel said that the boat was late.", &["“This Tide,” → none"]),
    ("none: modifies a noun", "The “Boats for all” campaign has been late, said Mara Kessel.", &["“Boats for all” → none"]),
    ("none: letters for a name", "Mara Kessel said on “DWTV” that the boat was late.", &["“DWTV” → none"]),
    ("none: under a headline", "The Courier printed that under the headline “Ferry sinks: crew was asleep.”", &["“Ferry sinks: crew was asleep.” → none"]),
    ("none: called so", "Mara Kessel disclosed that a rope called “Recall” had snapped.", &["“Recall” → none"]),
    ("none: what’s called", "Sleeping on deck can lead to what’s called “pilot’s neck”.", &["“pilot’s neck” → none"]),
    ("none: joined to nobody’s words", "Mara Kessel wants every crate to be marked “Dry”, “Wet” or “do not open”.", &["“Dry” → none", "“Wet” → none", "“do not open” → none"]),
    ("none: never used the word", "Mara Kessel said she never used the term “bathtub”.", &["“bathtub” → none"]),

    // Who reports whom
    ("reported: quoting", "“We wait,” the paper reported, quoting Mara Kessel.", &["“We wait,” → Mara Kessel"]),
    ("reported: whose words are cited", "The quay was dark.\n\nThe letter cited a 1961 ordinance that bars any boat “of undue noise or haste”.", &["“of undue noise or haste” → 1961 ordinance"]),
    ("reported: cheers", "The quay was dark.\n\nWhen Mara Kessel said she would “keep the boat dry,” the crowd applauded.", &["“keep the boat dry,” → Mara Kessel"]),
    ("reported: calls himself", "Mara Kessel mocked Tomas Brandvik for calling himself “the king of ropes”.", &["“the king of ropes” → Tomas Brandvik"]),
    ("reported: no clause begins with its verb", "Nothing that Tomas Brandvik said “will move the boat,” Mara Kessel argued.", &["“will move the boat,” → Mara Kessel"]),
    ("reported: whose first sentence", "The town paid for a study whose first sentence reads: “The valley is a conversation.”", &["“The valley is a conversation.” → study"]),
    ("reported: passive", "Mara Kessel was quoted as saying “the boat is late”.", &["“the boat is late” → Mara Kessel"]),
    ("reported: described by", "The boat was described by Mara Kessel as “a slow bath”.", &["“a slow bath” → Mara Kessel"]),
    ("reported: told somebody else", "Mara Kessel told Tomas Brandvik: “We wait.”", &["“We wait.” → Mara Kessel"]),
    ("reported: accused", "Mara Kessel accused the ferry company of “sleeping at the wheel”.", &["“sleeping at the wheel” → Mara Kessel"]),
    ("reported: participle", "Mara Kessel left early, calling the talks “a slow bath”.", &["“a slow bath” → Mara Kessel"]),
    ("reported: asked about another", "Asked about Tomas Brandvik, Mara Kessel said “no comment”.", &["“no comment” → Mara Kessel"]),
    ("reported: said of another", "“He never waits,” Mara Kessel said of Tomas Brandvik.", &["“He never waits,” → Mara Kessel"]),
    ("reported: heard shouting", "The quay was dark.\n\nMara Kessel testified that she heard Tomas Brandvik shout, “I will sink it.”", &["“I will sink it.” → Tomas Brandvik"]),
    ("reported: heard a man scream", "The quay was dark.\n\nMara Kessel heard a man scream: “Run for your lives!”", &["“Run for your lives!” → man"]),
    ("reported: quoted as saying, behind the words", "The quay was dark.\n\n“We wait,” the Harbour Herald quoted Tomas Brandvik as saying.", &["“We wait,” → Tomas Brandvik"]),
    ("reported: seen by", "The quay was dark.\n\nA memo seen by Reuters called the boat “a slow bath”.", &["“a slow bath” → memo"]),
    ("reported: arrested by", "The quay was dark.\n\nA man arrested by police on Monday called the boat “a slow bath”.", &["“a slow bath” → man"]),
    ("reported: told by the judge", "Mayor Tomas Brandvik spoke on the quay. It rained.\n\nBrandvik was told by the judge that he was “out of line”.", &["“out of line” → judge"]),
    ("reported: who said nothing", "Tomas Brandvik said nothing. “We wait,” Mara Kessel said.", &["“We wait,” → Mara Kessel"]),
];

/// Cases that a reader answers and the engine does not yet, each for want of a general rule. Whoever adds the rule moves its cases up.
#[rustfmt::skip]
const WANTED: &[Case] = &[
    ("inverted: title glued to the name", "“We waited,” said Harbour Minister Mara Kessel.", &["“We waited,” → Mara Kessel"]),
];

#[test]
fn speakers_are_those_a_reader_would_name() {
    let wrong = wrong(CASES);
    assert!(wrong.is_empty(), "{} of {} cases\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
#[ignore = "what the engine does not do yet: cargo test --test phenomena -- --ignored"]
fn wanted_speakers_are_those_a_reader_would_name() {
    let wrong = wrong(WANTED);
    assert!(wrong.is_empty(), "{} of {} cases\n{}", wrong.len(), WANTED.len(), wrong.join("\n"));
}

#[test]
fn case_names_are_unique_and_grouped() {
    let mut names: Vec<&str> = CASES.iter().chain(WANTED).map(|(name, ..)| *name).collect();
    assert!(names.iter().all(|name| name.contains(": ")), "group: name");
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(CASES.len() >= 140, "{} cases", CASES.len());
}
