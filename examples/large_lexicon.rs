//! Makes a lexicon of many invented people, to measure with: `cargo run --example large_lexicon -- PEOPLE FILE`, where FILE ends in
//! `.jsonl`, or in `.parquet` for the columns of Quotebank's `speaker_attributes`.
//!
//! The shape is that of a real one. Given names and surnames are drawn by Zipf's law, so that some whole names are shared by
//! hundreds and most by nobody; everybody has three aliases (initials, middle names, surnames alone, other spellings); three in ten have a role.
//! Given names are those of the built-in list first, surnames English nouns first (so that a text is full of words that might be names),
//! then both are made of syllables. The same number of people gives the same file.

use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use parquet::arrow::ArrowWriter;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;
use whosaid::lexicon::{Builtin, Facts, Gender, Tag};

/// xorshift64 (Marsaglia 2003).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() >> 33).unwrap_or_default() % n
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// Words, the commonest first, drawn by Zipf's law.
struct Pool {
    words: Vec<(String, Gender)>,
    /// Sums of 1/rank.
    sums: Vec<f64>,
}

impl Pool {
    fn new(mut words: Vec<(String, Gender)>, n: usize, random: &mut Random) -> Self {
        const SYLLABLES: [&str; 24] = [
            "ma", "ke", "ro", "sta", "li", "bren", "to", "vi", "hal", "du", "fre", "no", "pa", "gor", "se", "ju", "wil", "cha", "an", "el",
            "khy", "tsu", "zho", "rya",
        ];
        words.truncate(n / 4);
        while words.len() < n {
            let mut word: String = (0..2 + random.below(3)).map(|_| SYLLABLES[random.below(SYLLABLES.len())]).collect();
            word[..1].make_ascii_uppercase();
            words.push((word, [Gender::Male, Gender::Female][random.below(2)]));
        }
        let sums = (1..=n).scan(0.0, |sum, rank| {
            *sum += 1.0 / f64::from(u32::try_from(rank).unwrap_or(u32::MAX));
            Some(*sum)
        });
        Pool { words, sums: sums.collect() }
    }

    fn draw(&self, random: &mut Random) -> &(String, Gender) {
        let share = f64::from(u32::try_from(random.next() >> 32).unwrap_or_default()) / f64::from(u32::MAX);
        let at = self.sums.partition_point(|&sum| sum < share * self.sums[self.sums.len() - 1]);
        &self.words[at.min(self.words.len() - 1)]
    }
}

struct Person {
    id: String,
    name: String,
    aliases: Vec<String>,
    gender: Gender,
    roles: Vec<String>,
}

/// Another spelling of a name from another script.
fn respelt(name: &str) -> String {
    [("kh", "h"), ("ya", "ia"), ("ts", "c"), ("zh", "ž"), ("ju", "yu"), ("v", "w"), ("o", "oh")]
        .iter()
        .find(|(from, _)| name.contains(from))
        .map_or_else(|| format!("{name}e"), |(from, to)| name.replacen(from, to, 1))
}

fn person(n: usize, given: &Pool, family: &Pool, places: &Pool, random: &mut Random) -> Person {
    let (first, gender) = given.draw(random).clone();
    let (middle, _) = given.draw(random);
    let (last, _) = family.draw(random);
    let name = if random.one_in(12) { format!("{first} {middle} {last}") } else { format!("{first} {last}") };
    let mut aliases: Vec<String> = Vec::with_capacity(3);
    while aliases.len() < 3 {
        let alias = match random.below(8) {
            0 => format!("{}. {last}", &first[..first.chars().next().map_or(0, char::len_utf8)]),
            1 => format!("{first} {}. {last}", &middle[..middle.chars().next().map_or(0, char::len_utf8)]),
            2 => format!("{first} {middle} {last}"),
            3 => format!("{} {last}", respelt(&first)),
            4 => format!("{first} {}", respelt(last)),
            5 if random.one_in(3) => last.clone(),
            6 => format!("{first} {last}-{}", family.draw(random).0),
            _ => format!("{first} {last} {}", ["Jr.", "III", "of Hal", "Senior"][random.below(4)]),
        };
        if alias != name && !aliases.contains(&alias) {
            aliases.push(alias);
        }
    }
    let place = &places.draw(random).0;
    let roles = match random.below(10) {
        0 => vec![format!("mayor of {place}"), format!("{place}'s mayor")],
        1 => vec![format!("{place} senator"), "senator".to_owned()],
        2 => vec![format!("foreign minister of {place}")],
        _ => Vec::new(),
    };
    Person { id: format!("Q{}", 1_000_000 + n), name, aliases, gender, roles }
}

fn json(out: &mut impl Write, person: &Person) -> std::io::Result<()> {
    let Person { id, name, aliases, gender, roles } = person;
    let gender = gender.name().unwrap_or("unknown");
    // Debug prints the letters of these names as JSON does.
    writeln!(
        out,
        "{{\"id\":\"{id}\",\"name\":{name:?},\"aliases\":{aliases:?},\"type\":\"person\",\"gender\":\"{gender}\",\"roles\":{roles:?}}}"
    )
}

/// The people in the columns of Quotebank.
fn batch(people: &[Person]) -> RecordBatch {
    let (mut ids, mut labels) = (StringBuilder::new(), StringBuilder::new());
    let (mut aliases, mut genders) = (ListBuilder::new(StringBuilder::new()), ListBuilder::new(StringBuilder::new()));
    let mut types = StringBuilder::new();
    for person in people {
        ids.append_value(&person.id);
        labels.append_value(&person.name);
        aliases.append_value(person.aliases.iter().map(Some));
        let gender = match person.gender {
            Gender::Male => Some("Q6581097"),
            Gender::Female => Some("Q6581072"),
            Gender::Unknown => None,
        };
        genders.append_option(gender.map(|gender| [Some(gender)]));
        types.append_value("item");
    }
    let columns: [(&str, ArrayRef); 5] = [
        ("aliases", Arc::new(aliases.finish())),
        ("gender", Arc::new(genders.finish())),
        ("id", Arc::new(ids.finish())),
        ("label", Arc::new(labels.finish())),
        ("type", Arc::new(types.finish())),
    ];
    RecordBatch::try_from_iter(columns).expect("columns of one length")
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let (Some(n), Some(path)) = (args.next(), args.next()) else {
        return Err("usage: large_lexicon PEOPLE FILE.jsonl|FILE.parquet".into());
    };
    let n: usize = n.parse()?;
    let mut random = Random(0x5DEE_CE66_D1CE_4E5B);
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    let words = || Builtin::get().words().filter(|(form, _)| form.len() > 2 && form.bytes().all(|b| b.is_ascii_lowercase()));
    let given = words().filter(|(_, word)| word.facts.has(Facts::GIVEN_NAME)).map(|(form, word)| (capital(form), word.gender)).collect();
    let nouns = words().filter(|(_, word)| word.tag == Tag::NN).map(|(form, _)| (capital(form), Gender::Unknown)).collect();
    let given = Pool::new(given, 20_000, &mut random);
    let family = Pool::new(nouns, 200_000, &mut random);
    let places = Pool::new(Vec::new(), 20_000, &mut random);
    let people = (0..n).map(|n| person(n, &given, &family, &places, &mut random));
    let file = File::create(&path)?;
    if path.ends_with(".parquet") {
        let people: Vec<Person> = people.collect();
        let mut writer = ArrowWriter::try_new(file, batch(&[]).schema(), None)?;
        for people in people.chunks(1 << 16) {
            writer.write(&batch(people))?;
        }
        writer.close()?;
    } else {
        let mut out = BufWriter::new(file);
        people.into_iter().try_for_each(|person| json(&mut out, &person))?;
        out.flush()?;
    }
    Ok(())
}
