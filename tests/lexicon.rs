//! The speaker lexicon on text: a table of invented cases, the laws of its matches, and a plain reference matcher.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use whosaid::lexicon::{Lexicon, LexiconBuilder, LexiconFormat, LexiconMatch, LexiconScratch, Writing};
use whosaid::token::Tokens;
use whosaid::{Article, Pipeline, Record, RecordOptions};

/// A speaker of the tests: name, aliases, roles.
type Person<'a> = (&'a str, &'a [&'a str], &'a [&'a str]);

fn lexicon(people: &[Person<'_>]) -> Lexicon {
    Lexicon::from_reader(lines(people).as_bytes(), LexiconFormat::JsonLines, "test").unwrap()
}

fn lines(people: &[Person<'_>]) -> String {
    let line = |(name, aliases, roles): &Person<'_>| format!("{{\"name\": {name:?}, \"aliases\": {aliases:?}, \"roles\": {roles:?}}}");
    people.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The lexicon as it is made in memory, and as it is read from a compiled file: each has a search of its own.
fn both(lines: &str) -> [Lexicon; 2] {
    let (mut builder, mut file) = (LexiconBuilder::new(), Vec::new());
    builder.read(lines.as_bytes(), LexiconFormat::JsonLines, "test").unwrap();
    builder.write(&mut file, "test.lex").unwrap();
    let made = Lexicon::from_reader(lines.as_bytes(), LexiconFormat::JsonLines, "test").unwrap();
    [made, Lexicon::from_reader(file.as_slice(), LexiconFormat::Compiled, "test.lex").unwrap()]
}

fn find(lexicon: &Lexicon, text: &str) -> Vec<LexiconMatch> {
    let (mut tokens, mut out) = (Tokens::default(), Vec::new());
    tokens.reset(text);
    lexicon.find(&mut LexiconScratch::default(), text, &tokens, &mut out);
    out
}

/// The matches as `text=speaker,speaker`, parted by ` | `.
fn shown(lexicon: &Lexicon, text: &str) -> String {
    let found = find(lexicon, text);
    let names = |m: &LexiconMatch| lexicon.candidates(m).iter().map(|&id| lexicon.speaker(id).name).collect::<Vec<_>>().join(",");
    found.iter().map(|m| format!("{}={}", m.span.of(text), names(m))).collect::<Vec<_>>().join(" | ")
}

const PEOPLE: &[Person<'static>] = &[
    ("Mara Kessel", &["Kessel"], &["foreign minister of Velland", "Velland's foreign minister", "the minister"]),
    ("Ann Lee", &["Ann"], &[]),
    ("Ann Brook", &["Ann", "Lee-Brook"], &[]),
    ("Velland", &[], &[]),
    ("Us", &[], &[]),
    ("WHO", &[], &[]),
    ("The Ardmoor Post", &[], &[]),
    ("Ida Großmann", &["@Ida_G"], &[]),
    ("Quillon Inc.", &["AT&T"], &[]),
    ("Tom \"Bear\" Dray", &["O'Neill"], &[]),
];

#[test]
fn finds_what_a_reader_would() {
    let cases = [
        ("Kessel’s plan. “No,” Kessel said.", "Kessel=Mara Kessel | Kessel=Mara Kessel"),
        ("Mara Kessel and Mara.", "Mara Kessel=Mara Kessel"),
        ("Ann Leeson, Ann Lee.", "Ann=Ann Lee,Ann Brook | Ann Lee=Ann Lee"),
        ("Anna met Ann-Marie Lee-Potter, Lee-Brook and Hann.", "Lee-Brook=Ann Brook"),
        ("Ukraine, Velland’s foreign minister", "Velland’s foreign minister=Mara Kessel"),
        ("Velland’s foreign trade", "Velland=Velland"),
        ("the foreign minister of Velland", "foreign minister of Velland=Mara Kessel"),
        (
            "Foreign minister of Velland. Foreign Minister of Velland.",
            "Foreign minister of Velland=Mara Kessel | Foreign Minister of Velland=Mara Kessel",
        ),
        ("Minister says; the minister", "Minister=Mara Kessel | minister=Mara Kessel"),
        ("KESSEL: VELLAND’S FOREIGN MINISTER", "KESSEL=Mara Kessel | VELLAND’S FOREIGN MINISTER=Mara Kessel"),
        ("Mara KESSEL, MARA Kessel", "Mara KESSEL=Mara Kessel | MARA Kessel=Mara Kessel"),
        ("kessel mara kessel kEssel", ""),
        ("those of us who know", ""),
        ("the WHO, Us, US", "WHO=WHO | Us=Us | US=Us"),
        ("the Ardmoor Post; The Ardmoor Post; Ardmoor Post", "the Ardmoor Post=The Ardmoor Post | The Ardmoor Post=The Ardmoor Post"),
        ("Ida GROSSMANN, Ida Großmann, Ida Grossmann", "Ida GROSSMANN=Ida Großmann | Ida Großmann=Ida Großmann"),
        ("via @Ida_G, @ida_g, @ida_gr", "@Ida_G=Ida Großmann | @ida_g=Ida Großmann"),
        ("Quillon Inc said. Quillon Inc. said. AT&T's", "Quillon Inc=Quillon Inc. | Quillon Inc.=Quillon Inc. | AT&T=Quillon Inc."),
        ("Tom “Bear” Dray, Tom Bear Dray, O’Neill's", "Tom “Bear” Dray=Tom \"Bear\" Dray | O’Neill=Tom \"Bear\" Dray"),
        ("Kessel'll go, Mara Kessel’d go, O'Neill'd", "Kessel=Mara Kessel | Mara Kessel=Mara Kessel | O'Neill=Tom \"Bear\" Dray"),
        ("Mara  \t Kessel", "Mara  \t Kessel=Mara Kessel"),
        ("Mara\nKessel spoke.\n\nMara\n\nKessel spoke.", "Kessel=Mara Kessel | Kessel=Mara Kessel"),
        ("a@Kessel.example #Kessel _Kessel Kessel2", ""),
        (
            "“Kessel”—Kessel(Kessel)…Kessel/Kessel",
            "Kessel=Mara Kessel | Kessel=Mara Kessel | Kessel=Mara Kessel | Kessel=Mara Kessel | Kessel=Mara Kessel",
        ),
        ("", ""),
    ];
    for lexicon in both(&lines(PEOPLE)) {
        for (text, expected) in cases {
            assert_eq!(shown(&lexicon, text), expected, "of {text:?}");
        }
    }
}

#[test]
fn a_contracted_verb_is_a_word_of_its_own() {
    let people: &[Person<'_>] = &[("We'll See", &[], &[]), ("We", &[], &[]), ("Ole Groß'll Do", &[], &[])];
    let text = "We’ll See. WE'LL SEE. We'll go. We see. Ole GROSS'LL DO. Groß'll Do";
    let expected = "We’ll See=We'll See | WE'LL SEE=We'll See | We=We | We=We | Ole GROSS'LL DO=Ole Groß'll Do";
    for lexicon in both(&lines(people)) {
        assert_eq!(shown(&lexicon, text), expected);
    }
}

#[test]
fn where_the_longest_alias_does_not_fit_its_beginnings_do() {
    let aliases: &[&str] = &["Ann Lee", "Ann Lee Dray Moss", "Dray", "Dray Moss Hill", "Moss"];
    for lexicon in both(&lines(&[("Ann", aliases, &[])])) {
        let written = |text| shown(&lexicon, text).replace("=Ann", "");
        assert_eq!(written("Ann Lee Dray moss"), "Ann Lee | Dray");
        assert_eq!(written("Ann lee Dray Moss hill"), "Ann | Dray | Moss");
        assert_eq!(written("ann Lee Dray Moss Hill"), "Dray Moss Hill");
    }
}

#[test]
fn a_wrapped_line_does_not_part_a_name() {
    let full = "and the council of the town sat until early in the morning of the third day\n";
    let text = format!(
        "{full}{full}and in the end, when the others had all gone home to their own villages, Mara\nKessel spoke at length of the river and of what it had cost them all, but said\n{full}{full}{full}so it was"
    );
    assert_eq!(shown(&lexicon(PEOPLE), &text), "Mara\nKessel=Mara Kessel");
}

#[test]
fn a_match_says_how_it_is_written_and_what_it_is() {
    let lexicon = lexicon(PEOPLE);
    let facts = |text: &str| find(&lexicon, text).iter().map(|m| (m.writing, m.is_role, m.is_ambiguous())).collect::<Vec<_>>();
    assert_eq!(facts("Ann; ANN"), [(Writing::AsGiven, false, true), (Writing::Upper, false, true)]);
    assert_eq!(facts("The Minister"), [(Writing::Capitalised, true, false)]);
    assert_eq!(facts("Ida GROSSMANN"), [(Writing::Upper, false, false)]);
    let contracted = find(&lexicon, "Mara Kessel’ll");
    assert_eq!((contracted[0].span.len(), contracted[0].tokens.len()), ("Mara Kessel".len(), 2));
}

#[test]
fn the_own_case_goes_first_and_other_cases_share() {
    let lexicon = lexicon(&[("Us", &[], &[]), ("US", &[], &[]), ("mayor", &[], &["Mayor"]), ("Mayor", &[], &["mayor"])]);
    assert_eq!(shown(&lexicon, "Us, US"), "Us=Us | US=US");
    let found = find(&lexicon, "Mayor, mayor, MAYOR");
    let facts: Vec<_> = found.iter().map(|m| (lexicon.candidates(m).len(), m.is_role, m.writing)).collect();
    assert_eq!(facts, [(2, false, Writing::AsGiven), (2, false, Writing::AsGiven), (2, false, Writing::Upper)]);
}

/// Words out of which random names and texts are made: prefixes of each other, cases of each other, and a role's article.
const WORDS: &[&str] = &["ann", "Ann", "ANN", "Lee", "lee", "Leeson", "de", "Zoë", "ZOË", "O'Dell", "the", "The", "who"];

fn phrase() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(WORDS), 1..4).prop_map(|words| words.join(" "))
}

fn text() -> impl Strategy<Value = String> {
    let word = proptest::sample::select(WORDS).prop_map(str::to_owned);
    let sign = proptest::sample::select(&[", ", "-", "'s ", "’s ", "\n", "\n\n", "'ll ", " “", "” "][..]).prop_map(str::to_owned);
    let piece = (word, proptest::option::weighted(0.3, sign)).prop_map(|(word, sign)| word + sign.as_deref().unwrap_or(" "));
    proptest::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat().replace("O'Dell ", "O’Dell "))
}

fn people() -> impl Strategy<Value = Vec<(String, Vec<String>, Vec<String>)>> {
    let phrases = || proptest::collection::vec(phrase(), 0..3);
    proptest::collection::vec((phrase(), phrases(), phrases()), 0..6)
}

fn built(people: &[(String, Vec<String>, Vec<String>)]) -> Lexicon {
    Lexicon::from_reader(written(people).as_bytes(), LexiconFormat::JsonLines, "test").unwrap()
}

fn written(people: &[(String, Vec<String>, Vec<String>)]) -> String {
    let mut lines = String::new();
    for (name, aliases, roles) in people {
        let quoted = |phrases: &[String]| phrases.iter().map(|p| json(p)).collect::<Vec<_>>().join(",");
        let _ = writeln!(lines, "{{\"name\":{},\"aliases\":[{}],\"roles\":[{}]}}", json(name), quoted(aliases), quoted(roles));
    }
    lines
}

fn json(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// An alias as the reference knows it.
struct Alias {
    speaker: u32,
    plain: String,
    is_role: bool,
    /// Every spelling that the rules let match (the product of its words' spellings), each with how it is written.
    spellings: BTreeMap<String, Writing>,
}

fn alias(speaker: u32, phrase: &str, is_role: bool) -> Alias {
    let mut words: Vec<&str> = phrase.split(' ').collect();
    if is_role && words.len() > 1 && words[0].eq_ignore_ascii_case("the") {
        words.remove(0);
    }
    let mut spellings = BTreeMap::from([(String::new(), Writing::AsGiven)]);
    for (n, word) in words.iter().enumerate() {
        let mut forms = vec![(word.to_uppercase(), Writing::Upper)];
        if is_role {
            let first: String = word.chars().take(1).flat_map(char::to_uppercase).collect();
            forms.push((first + &word.chars().skip(1).collect::<String>(), Writing::Capitalised));
        } else if n == 0 && ["the", "The"].contains(word) {
            forms = ["the", "The", "THE"].map(|form| (form.to_owned(), Writing::AsGiven)).to_vec();
        }
        forms.push(((*word).to_owned(), Writing::AsGiven));
        let mut longer = BTreeMap::new();
        for (head, before) in &spellings {
            for (form, writing) in &forms {
                let form = if n == 0 { form.clone() } else { format!("{head} {form}") };
                let writing = *before.max(writing);
                longer.entry(form).and_modify(|known: &mut Writing| *known = writing.min(*known)).or_insert(writing);
            }
        }
        spellings = longer;
    }
    Alias { speaker, plain: words.join(" "), is_role, spellings }
}

/// Who is meant by `text`: who has the alias closest in case; if several aliases are as close, all that fold to it.
fn meant(aliases: &[Alias], text: &str) -> BTreeSet<u32> {
    let Some(closest) = aliases.iter().filter_map(|a| a.spellings.get(text)).min() else { return BTreeSet::new() };
    let close: Vec<&Alias> = aliases.iter().filter(|a| a.spellings.get(text) == Some(closest)).collect();
    let is_one = close.iter().all(|a| (&a.plain, a.is_role) == (&close[0].plain, close[0].is_role));
    let is_meant =
        |a: &&Alias| if is_one { close.iter().any(|c| c.speaker == a.speaker) } else { a.plain.to_lowercase() == text.to_lowercase() };
    aliases.iter().filter(is_meant).map(|a| a.speaker).collect()
}

/// What a match must be, found by trying every end behind every start against every spelling: start, end and who is meant.
fn reference(people: &[(String, Vec<String>, Vec<String>)], text: &str) -> Vec<(usize, usize, Vec<u32>)> {
    let mut all = Vec::new();
    for (id, (name, aliases, roles)) in (0..).zip(people) {
        all.push(alias(id, name, false));
        all.extend(aliases.iter().map(|phrase| alias(id, phrase, false)));
        all.extend(roles.iter().map(|phrase| alias(id, phrase, true)));
    }
    let joins = |c: char| c.is_alphanumeric() || c == '-';
    let mut paragraphs = Tokens::default();
    paragraphs.reset(text);
    let paragraphs: Vec<_> = paragraphs.paragraphs().iter().map(|&p| paragraphs.span(p)).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let head = &text[..at];
        let inside_word = head.chars().next_back().is_some_and(joins) || head.ends_with("O’") || head.ends_with("O'");
        let mut longest = None;
        let mut starts_word = text[at..].chars().next().is_some_and(char::is_alphanumeric) && !inside_word;
        // A possessive and a contracted verb are no words of their own.
        starts_word &= !head.ends_with(['\'', '’']);
        if starts_word && let Some(paragraph) = paragraphs.iter().find(|p| p.range().contains(&at)) {
            for end in (at + 1..=paragraph.end as usize).filter(|&end| text.is_char_boundary(end)) {
                let tail = &text[end..];
                let next = tail.chars().next();
                let joined = next == Some('-') && tail[1..].chars().next().is_some_and(char::is_alphanumeric);
                let elided = next == Some('’') && text[..end].ends_with('O');
                let cut = next.is_some_and(char::is_alphanumeric) || joined || elided;
                let plain = text[at..end].split_whitespace().collect::<Vec<_>>().join(" ").replace('’', "'");
                let ids = meant(&all, &plain);
                if !cut && !ids.is_empty() && text[at..end].trim() == &text[at..end] {
                    longest = Some((at, end, ids.into_iter().collect()));
                }
            }
        }
        at = match longest {
            Some(found) => {
                let end = found.1;
                out.push(found);
                end
            }
            None => at + text[at..].chars().next().map_or(1, char::len_utf8),
        };
    }
    out
}

/// Lower case, straight apostrophes, no signs and no white space: what no rule tells apart.
fn folded(text: &str) -> String {
    let sign = |c: char| match c {
        '’' | 'ʼ' | '`' => '\'',
        c => c,
    };
    text.chars().map(sign).filter(|c| c.is_alphanumeric() || *c == '\'').flat_map(char::to_uppercase).flat_map(char::to_lowercase).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn agrees_with_the_plain_reference(people in people(), text in text()) {
        let expected = reference(&people, &text);
        for lexicon in both(&written(&people)) {
            let found: Vec<(usize, usize, Vec<u32>)> = find(&lexicon, &text)
                .iter()
                .map(|m| (m.span.start as usize, m.span.end as usize, lexicon.candidates(m).iter().map(|id| id.0).collect()))
                .collect();
            prop_assert_eq!(&found, &expected, "{:?} in {:?}", people, text);
        }
    }

    #[test]
    fn a_match_folds_to_an_alias_of_each_of_its_speakers(people in people(), text in text()) {
        let lexicon = built(&people);
        for m in find(&lexicon, &text) {
            for id in lexicon.candidates(&m) {
                let (name, aliases, roles) = &people[id.index()];
                let mut all = std::iter::once(name).chain(aliases).chain(roles);
                let plain = folded(m.span.of(&text));
                prop_assert!(all.any(|alias| folded(alias) == plain || folded(alias) == format!("the{plain}")), "{:?} of {:?}", m.span.of(&text), people[id.index()]);
            }
        }
    }

    #[test]
    fn matches_of_any_text_are_sorted_apart_and_on_characters(
        names in proptest::collection::vec("\\PC{1,6}", 0..8),
        gaps in proptest::collection::vec(any::<String>(), 0..8),
    ) {
        let people: Vec<_> = names.iter().filter(|n| !n.trim().is_empty()).map(|n| (n.clone(), vec![], vec![n.clone()])).collect();
        let lexicon = built(&people);
        let text: String = gaps.iter().zip(names.iter().cycle()).flat_map(|(gap, name)| [name, " ", gap]).collect();
        let mut tokens = Tokens::default();
        tokens.reset(&text);
        let mut out = Vec::new();
        lexicon.find(&mut LexiconScratch::default(), &text, &tokens, &mut out);
        let (mut byte, mut token) = (0, 0);
        for m in &out {
            prop_assert!(m.span.start >= byte && m.tokens.start >= token && !m.span.is_empty() && !m.tokens.is_empty());
            prop_assert!(text.is_char_boundary(m.span.start as usize) && text.is_char_boundary(m.span.end as usize));
            prop_assert!(tokens.span(m.tokens).contains(m.span) && tokens.span(m.tokens).start == m.span.start);
            prop_assert!(!lexicon.candidates(m).is_empty());
            (byte, token) = (m.span.end, m.tokens.end);
        }
    }
}

#[test]
fn a_hundred_thousand_aliases_are_all_found() {
    let mut lines = String::new();
    for n in 0..25_000 {
        let _ = writeln!(
            lines,
            "{{\"name\":\"Given{n} Family{n}\",\"aliases\":[\"Family{n}\"],\"roles\":[\"mayor of Town{n}\",\"Town{n}'s mayor\"]}}"
        );
    }
    for lexicon in both(&lines) {
        assert_eq!((lexicon.len(), lexicon.forms()), (25_000, 100_000));
        for n in (0..25_000).step_by(97) {
            let text = format!("FAMILY{n} met Given{n} Family{n}, the mayor of Town{n}; Town{n}’s mayor left");
            let found = find(&lexicon, &text);
            assert_eq!(found.len(), 4, "{text}");
            assert!(found.iter().all(|m| lexicon.candidates(m).iter().map(|id| id.0).eq([n])));
        }
    }
}

#[test]
fn time_is_linear_in_nested_repeated_aliases() {
    let aliases: Vec<String> = (1..=24).map(|n| "na ".repeat(n) + "nb").chain([String::from("na nb nc")]).collect();
    let lexicon = built(&[("Bo".to_owned(), aliases, vec![])]);
    assert_eq!(lexicon.warnings().len(), 1, "the one of 25 tokens");
    let text = "na ".repeat(200_000);
    let start = std::time::Instant::now();
    assert!(find(&lexicon, &text).is_empty());
    // Every alias is found at every word and fits at none, but for its last word.
    let aliases: Vec<String> = (1..24).map(|n| "na ".repeat(n) + "Na").collect();
    for lexicon in both(&written(&[("Bo".to_owned(), aliases, vec![])])) {
        assert!(find(&lexicon, &text[..text.len() / 10]).is_empty());
    }
    assert!(start.elapsed() < std::time::Duration::from_secs(10), "{:?}", start.elapsed());
}

#[test]
fn the_corpus_lexicon_loads_whole() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus/lexicon.jsonl");
    let lexicon = Lexicon::from_path(&path).unwrap();
    assert_eq!(lexicon.len(), std::fs::read_to_string(&path).unwrap().lines().count());
    assert_eq!(lexicon.warnings(), [""; 0]);
    for name in (0..lexicon.len()).map(|n| lexicon.speaker(whosaid::span::SpeakerId::new(n)).name) {
        let found = find(&lexicon, name);
        let is_found =
            found.iter().any(|m| m.span.of(name) == name && lexicon.candidates(m).iter().any(|&id| lexicon.speaker(id).name == name));
        assert!(is_found, "{name}");
    }
}

#[test]
fn who_held_a_role_or_is_under_its_holder_is_another() {
    let pipeline = Pipeline::with_lexicon(lexicon(&[("Mara Kessel", &[], &["foreign minister of Velland", "foreign minister"])]));
    let mut worker = pipeline.worker();
    let mut speaker = |description: &str| {
        let text = format!("Foreign Minister Mara Kessel came late. “We wait,” said {description}.");
        let article = Article::new("case", &*text).unwrap();
        let record = Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions::default());
        record.quotations[0].speaker.as_ref().map(|s| s.name.clone().into_owned()).unwrap_or_default()
    };
    for same in ["the foreign minister of Velland", "the foreign minister"] {
        assert_eq!(speaker(same), "Mara Kessel", "{same}");
    }
    for other in ["former foreign minister of Velland", "former foreign minister", "deputy foreign minister", "then foreign minister"] {
        assert_eq!(speaker(&format!("the {other}")), other);
    }
}

#[test]
fn a_role_without_a_name_in_it_is_anybodys_where_nobody_is_named() {
    let pipeline = Pipeline::with_lexicon(lexicon(&[("Mara Kessel", &[], &["owner", "owner of the Velland Mill"])]));
    let mut worker = pipeline.worker();
    let mut speaker = |text: &str| {
        let article = Article::new("case", text).unwrap();
        let record = Record::new(&article, pipeline.annotate(&mut worker, &article), RecordOptions::default());
        record.quotations[0].speaker.as_ref().map(|s| s.name.clone().into_owned()).unwrap_or_default()
    };
    assert_eq!(speaker("The boat went back. “We wait,” said the owner."), "owner");
    assert_eq!(speaker("The boat of Mara Kessel went back. “We wait,” said the owner."), "Mara Kessel");
    assert_eq!(speaker("The boat went back. “We wait,” said the owner of the Velland Mill."), "Mara Kessel");
}
