//! The laws of the stages, on any input: whatever the text says, what the engine returns is sound and always the same.
//!
//! The texts of a run are those of the last, so that what fails is a change's doing. A wider search draws others each time:
//! `PROPTEST_CASES=40000 cargo test --test invariants`. What it finds belongs into [`laws_hold_where_they_did_not_once`].

use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::cmp::Reverse;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;
use whosaid::lexicon::{Lexicon, LexiconFormat};
use whosaid::quotation::QuotationKind;
use whosaid::relation::Relation;
use whosaid::span::{OffsetMap, QuotationId, Span, TokenRange, Units};
use whosaid::token::TokenKind;
use whosaid::{Annotation, Article, Pipeline, Record, RecordOptions, Worker};

fn article(text: &str) -> Article {
    Article::new("any", text).expect("a short text")
}

fn assert_inside(text: &str, span: Span) {
    assert!(span.start < span.end, "{span:?} is empty");
    assert!(text.is_char_boundary(span.start as usize) && text.is_char_boundary(span.end as usize), "{span:?} cuts a character");
}

/// Runs that follow each other without a gap and hold every token.
fn assert_partition(tokens: usize, runs: &[TokenRange]) {
    let mut at = 0;
    for run in runs {
        assert!(run.start == at && run.end > run.start, "{run:?} does not follow token {at}");
        at = run.end;
    }
    assert_eq!(at as usize, tokens, "the last run ends with the last token");
}

fn assert_tokens(text: &str, a: &Annotation) {
    let mut at = 0;
    for token in a.tokens.all() {
        assert_inside(text, token.span);
        let gap = &text[at..token.span.start as usize];
        // Marks of direction and the like have no width and stand with the white space.
        let is_blank = |c: char| {
            c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
        };
        assert!(gap.chars().all(is_blank), "{gap:?} is in no token");
        at = token.span.end as usize;
    }
    assert!(text[at..].chars().all(|c| c.is_whitespace() || c > '\u{7F}'), "{:?} is in no token", &text[at..]);
    assert_eq!(a.words.len(), a.tokens.len(), "one word a token");
    assert_partition(a.tokens.len(), a.tokens.paragraphs());
    assert_partition(a.tokens.len(), a.tokens.sentences());
    for sentence in a.tokens.sentences() {
        let paragraph = a.tokens.paragraphs()[a.tokens.paragraph_of(sentence.start as usize)];
        assert!(sentence.end <= paragraph.end, "{sentence:?} leaves its paragraph");
    }
}

fn assert_quotations(text: &str, a: &Annotation) {
    for (i, q) in a.quotations.iter().enumerate() {
        assert_inside(text, q.span);
        assert_eq!(a.tokens.span(q.tokens), q.span);
        let mark = |i: u32| a.tokens.all()[i as usize].kind == TokenKind::Mark;
        assert!(q.opened || q.closed);
        assert!((!q.opened || mark(q.tokens.start)) && (!q.closed || mark(q.tokens.end - 1)), "{q:?} has its marks");
        if let Some(before) = i.checked_sub(1).map(|i| &a.quotations[i]) {
            assert!((before.span.start, Reverse(before.span.end)) < (q.span.start, Reverse(q.span.end)), "sorted, the outer first");
        }
        if let Some(parent) = q.parent {
            assert!(parent.index() < i && a.quotations[parent.index()].span.contains(q.span), "{q:?} lies in its parent");
        }
        if let Some(before) = q.continues {
            assert!(before.index() < i && q.parent.is_none() && !a.quotations[before.index()].closed, "{q:?} goes on from an open one");
        }
    }
    assert_eq!(a.owners.len(), a.tokens.len());
    for (i, owner) in a.owners.iter().enumerate() {
        let around = a.quotations.iter().position(|q| q.parent.is_none() && q.tokens.has(i)).map(QuotationId::new);
        assert_eq!(*owner, around, "the outermost quotation around token {i}");
    }
}

fn assert_mentions(a: &Annotation) {
    for (i, m) in a.mentions.iter().enumerate() {
        assert!(m.tokens.start <= m.core.start && m.core.end <= m.tokens.end && !m.core.is_empty(), "{m:?}: the core lies in the tokens");
        assert!(m.core.has(m.head as usize), "{m:?}: the head lies in the core");
        let sentence = a.tokens.sentences()[a.tokens.sentence_of(m.tokens.start as usize)];
        assert!(m.tokens.end <= sentence.end, "{m:?} leaves its sentence");
        assert_eq!(m.quoted, a.owners[m.head as usize].is_some(), "{m:?}: quoted as its head is");
        if let Some(before) = i.checked_sub(1).map(|i| a.mentions[i]) {
            let key = |m: &whosaid::mention::Mention| (m.tokens.start, Reverse(m.tokens.end));
            assert!(key(&before) <= key(m), "sorted, the longer first");
        }
    }
}

fn assert_entities(a: &Annotation) {
    assert_eq!(a.links.len(), a.mentions.len(), "one link a mention");
    let mut counted = vec![0; a.entities.len()];
    for entity in a.links.iter().flatten() {
        counted[entity.index()] += 1;
    }
    for (i, entity) in a.entities.iter().enumerate() {
        assert_eq!(a.links[entity.name.index()].map(|e| e.index()), Some(i), "{entity:?} is named by a mention of its own");
        assert_eq!(entity.mentions, counted[i], "{entity:?} counts its mentions");
    }
}

fn assert_cues(a: &Annotation) {
    let mut at = 0;
    for cue in &a.cues {
        assert!(cue.tokens.start >= at && !cue.tokens.is_empty(), "{cue:?} overlaps the one before");
        at = cue.tokens.end;
        assert!(cue.tokens.range().all(|i| a.owners[i].is_none()), "{cue:?} stands in a quotation");
        let sentence = a.tokens.sentences()[a.tokens.sentence_of(cue.tokens.start as usize)];
        assert!(cue.tokens.end <= sentence.end, "{cue:?} leaves its sentence");
        assert!(cue.weight <= 100);
    }
}

fn assert_attributions(text: &str, a: &Annotation) {
    assert_eq!(a.attributions.len(), a.quotations.len(), "one attribution a quotation");
    for (i, found) in a.attributions.iter().enumerate() {
        assert_eq!(found.quotation.index(), i, "in the order of the quotations");
        assert!(found.confidence <= 100);
        assert!(found.entity.is_none_or(|e| e.index() < a.entities.len()));
        assert!(found.mention.is_none_or(|m| m.index() < a.mentions.len()));
        assert!(found.cue.is_none_or(|c| c.index() < a.cues.len()));
        if found.kind == QuotationKind::None || a.quotations[i].parent.is_some() {
            assert_eq!((found.entity, found.mention, found.cue), (None, None, None), "{found:?}: nobody's words have no speaker");
        }
        // A long text would be weighed for hours; the first quotations stand for all.
        if i < 3 {
            let candidates = a.candidates(text, found.quotation);
            assert!(candidates.iter().skip(1).all(|c| !c.chosen) || found.entity.is_none(), "one candidate is chosen");
            assert_eq!(candidates.first().is_some_and(|c| c.chosen), found.entity.is_some(), "and it is the first");
        }
    }
}

fn assert_relations(text: &str, a: &Annotation) {
    assert_eq!(a.covers.len(), a.attributions.len(), "a place for the relation of every attribution");
    assert_eq!(a.tags.len(), a.tokens.len(), "a tag a token");
    assert!(a.relations.is_sorted_by_key(|r| r.cue), "in the order of the cues");
    let mut taken: Vec<Option<&Relation>> = vec![None; a.tokens.len()];
    for relation in &a.relations {
        let sentence = a.tokens.sentences()[a.tokens.sentence_of(relation.anchor as usize)];
        assert!(relation.cue.has(relation.anchor as usize), "{relation:?}: its carrier is in the cue");
        assert!(relation.cue.start >= sentence.start && relation.cue.end <= sentence.end, "{relation:?}: the cue leaves its sentence");
        assert!(relation.source.is_none_or(|s| s.start >= sentence.start && s.end <= sentence.end), "{relation:?}: so does the source");
        assert!(relation.pieces().next().is_some() && relation.pieces().is_sorted(), "{relation:?}: content in order");
        assert!((0.0..=1.0).contains(&relation.confidence), "{relation:?}");
        let paragraph = |token: u32| a.tokens.paragraph_of(token as usize);
        for piece in relation.pieces() {
            // What a relation reports may go on in quotations of the paragraphs behind its own, without a gap: *Roe said* and, below it, *“It is.”*
            let goes_on = piece.start >= relation.cue.end && a.owners[piece.start as usize].is_some();
            assert!(paragraph(piece.start) == paragraph(relation.anchor) || goes_on, "{relation:?}: content of another paragraph");
            assert!(!relation.source.is_some_and(|source| source.overlaps(piece)), "{relation:?}: the source stands in its content");
        }
        // No content or cue shares a word with another's, unless one reports the other: the cue of that stands in its content.
        let reports = |outer: &Relation, inner: &Relation| outer.pieces().any(|piece| piece.overlaps(inner.cue));
        for i in relation.pieces().chain([relation.cue]).flat_map(TokenRange::range) {
            if let Some(other) = taken[i].replace(relation) {
                assert!(!other.cue.overlaps(relation.cue), "{relation:?} and {other:?}: the same cue");
                assert!(reports(other, relation) || reports(relation, other), "{relation:?} and {other:?}: token {i} is of both");
            }
        }
        assert!(
            relation.mention.is_none_or(|m| m.index() < a.mentions.len()) && relation.entity.is_none_or(|e| e.index() < a.entities.len())
        );
    }
    assert!(a.covers.iter().flatten().all(|&id| (id as usize) < a.relations.len()));
    // Weighed anew: the first stand for all.
    for i in 0..a.relations.len().min(3) {
        let other = a.alternatives(text, i);
        assert!(other.reports <= 100 && other.cues.iter().all(|(cue, share)| cue.end as usize <= a.tokens.len() && *share <= 100));
    }
}

/// Every offset of the record, translated back, gives the text that stands beside it.
fn assert_record(article: &Article, a: &Annotation) {
    let text = article.text();
    for units in [Units::CodePoints, Units::Bytes, Units::Utf16] {
        let map = OffsetMap::new(text, units);
        let points: Vec<char> = text.chars().collect();
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let cut = |start: u32, end: u32| match units {
            Units::CodePoints => points[start as usize..end as usize].iter().collect(),
            Units::Bytes => text[start as usize..end as usize].to_owned(),
            Units::Utf16 => String::from_utf16(&utf16[start as usize..end as usize]).expect("whole pairs"),
        };
        let record = Record::new(article, a, RecordOptions { units, all: true, ..RecordOptions::default() });
        let outermost = a.quotations.iter().filter(|q| q.parent.is_none()).count();
        let reported = (0..a.relations.len()).filter(|&i| !a.covers.iter().flatten().any(|&id| id as usize == i)).count();
        assert_eq!(record.quotations.len(), outermost + reported, "a row a quotation, and a row what is reported without one");
        assert!(record.quotations.is_sorted_by_key(|row| row.start), "in the order of the text");
        for row in &record.quotations {
            assert_eq!(cut(row.start, row.end), row.text);
            let back = Span { start: map.to_byte(text, row.start), end: map.to_byte(text, row.end) };
            assert_eq!(back.of(text), row.text);
            for marked in row.mention.iter().chain(&row.cue) {
                assert_eq!(cut(marked.start, marked.end), marked.text);
            }
            assert!(row.content.iter().all(|piece| piece.start < piece.end));
            assert!((0.0..=1.0).contains(&row.confidence));
            assert!(row.speaker.as_ref().is_none_or(|s| !s.name.is_empty()));
        }
    }
}

/// A pipeline without a lexicon, and one whose speakers have names of [`PIECES`].
static PIPELINES: LazyLock<[Pipeline; 2]> = LazyLock::new(|| {
    let speakers = concat!(
        r#"{"id": "1", "name": "Mara Kessel", "aliases": ["Kessel", "Kim"], "roles": ["minister"], "gender": "female"}"#,
        "\n",
        r#"{"id": "2", "name": "Kim Roe", "aliases": ["Roe", "Kim", "@kim_roe"], "gender": "male"}"#,
        "\n",
        r#"{"id": "3", "name": "The Harbour Board", "aliases": ["Harbour", "boats"], "type": "organisation"}"#,
        "\n",
        r#"{"id": "4", "name": "Help! Act now", "aliases": ["Roe said the minister", "Late: “Now” chief"], "roles": ["So: “Now” chief"]}"#,
    );
    let lexicon = Lexicon::from_reader(speakers.as_bytes(), LexiconFormat::JsonLines, "speakers").expect("three speakers");
    [Pipeline::new(), Pipeline::with_lexicon(lexicon)]
});

fn assert_laws(text: &str) {
    for pipeline in &*PIPELINES {
        assert_laws_of(pipeline, text);
    }
}

fn assert_laws_of(pipeline: &Pipeline, text: &str) {
    let article = article(text);
    let mut worker = pipeline.worker();
    let annotation = pipeline.annotate(&mut worker, &article);
    assert_tokens(text, annotation);
    assert_quotations(text, annotation);
    assert_mentions(annotation);
    assert_entities(annotation);
    assert_cues(annotation);
    assert_attributions(text, annotation);
    assert_relations(text, annotation);
    assert_record(&article, annotation);
}

/// All that the stages found, in words.
fn facts(a: &Annotation) -> String {
    let text = (a.tokens.all(), a.tokens.sentences(), a.tokens.paragraphs(), &a.words, &a.matches);
    format!("{text:?} {:?}", (&a.quotations, &a.owners, &a.mentions, &a.entities, &a.links, &a.cues, &a.attributions))
}

/// The same article gives the same facts and the same record from a worker that is new, used, and used for `other` before.
fn assert_nothing_stays(text: &str, other: &str) {
    let (article, other) = (article(text), article(other));
    for pipeline in &*PIPELINES {
        let read = |worker: &mut Worker| {
            let annotation = pipeline.annotate(worker, &article);
            // A record borrows from the worker: what is kept is what it says.
            format!("{} {:?}", facts(annotation), Record::new(&article, annotation, RecordOptions::default()))
        };
        let mut worker = pipeline.worker();
        let fresh = read(&mut worker);
        assert!(read(&mut worker) == fresh, "from a used worker: {text}");
        pipeline.annotate(&mut worker, &other);
        assert!(read(&mut worker) == fresh, "after another article: {text}");
    }
}

fn read_articles(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> = fs::read_dir(folder).expect("a folder of articles").map(|e| e.expect("an entry").path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("an article")).collect()
}

/// The articles of `corpus/`.
static CORPUS: LazyLock<Vec<String>> = LazyLock::new(|| read_articles("corpus/articles"));

/// Those and the ones of `corpus/blind`.
static ALL_ARTICLES: LazyLock<Vec<String>> = LazyLock::new(|| [CORPUS.clone(), read_articles("corpus/blind/articles")].concat());

/// What texts are made of where they are hard: every mark, apostrophes, signs that look like marks, names, cues, invisible
/// and combining characters, line ends.
const PIECES: &[&str] = &[
    "“",
    "”",
    "„",
    "‟",
    "\"",
    "'",
    "‘",
    "’",
    "‚",
    "‛",
    "«",
    "»",
    "‹",
    "›",
    "``",
    "''",
    ",,",
    "「",
    "」",
    "＂",
    "`",
    "´",
    "ʼ",
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{2028}",
    "\u{A0}",
    "\u{0}",
    "\u{301}",
    "\u{200B}",
    "\u{200D}",
    "\u{202E}",
    "\u{2066}",
    "\u{FEFF}",
    "\u{FE0F}",
    "😀",
    "🏽",
    "ß",
    "İ",
    "é",
    "字",
    ".",
    ",",
    ":",
    ";",
    "?",
    "!",
    "…",
    "...",
    "—",
    "–",
    "--",
    "-",
    "(",
    ")",
    "[",
    "]",
    "/",
    "&",
    "@kim_roe",
    "#vote",
    "http://x.org/a",
    "a@b.org",
    "6'2\"",
    "12\"",
    "’90s",
    "1,000",
    "3.5",
    "Mr.",
    "U.S.",
    "Gov.",
    "J.",
    "Jr.",
    "Kim",
    "Mara Kessel",
    "Kessel",
    "Roe",
    "Velland",
    "Velland’s",
    "the Harbour Board",
    "minister",
    "the minister",
    "a spokeswoman for Roe",
    "senior officials",
    "said",
    "says",
    "told",
    "told reporters",
    "asked",
    "added",
    "called",
    "according to",
    "statement",
    "claim",
    "quoted",
    "a report",
    "the letter",
    "from",
    "accused",
    "he",
    "she",
    "his",
    "her",
    "they",
    "who",
    "it",
    "I",
    "we",
    "was",
    "by",
    "as",
    "that",
    "and",
    "of",
    "to",
    "in a letter",
    "not",
    "KESSEL:",
    "Q:",
    "A:",
    "»",
    "•",
    "goin'",
    "O'Neil",
    "rock 'n' roll",
    "ministers'",
    "van der Roe",
    "boats",
    "wait",
    "The",
    "slow",
    "van",
];

/// Any text at all, in three lengths of character sets.
fn plain() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "\\PC{0,200}", "[a-zA-Z .,“”'\"\n]{0,300}"]
}

fn heavy() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..120).prop_map(|pieces| pieces.concat())
}

/// Words of news with blanks between them: nearer to sentences than [`heavy`].
fn spaced() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..120).prop_map(|pieces| pieces.join(" "))
}

/// One change of a text.
#[derive(Clone, Debug)]
enum Edit {
    Delete { at: usize, length: usize },
    Insert { at: usize, piece: &'static str },
    Repeat { at: usize, length: usize },
}

fn edit() -> impl Strategy<Value = Edit> {
    let place = 0_usize..20_000;
    prop_oneof![
        (place.clone(), 1_usize..200).prop_map(|(at, length)| Edit::Delete { at, length }),
        (place.clone(), prop::sample::select(PIECES)).prop_map(|(at, piece)| Edit::Insert { at, piece }),
        (place, 1_usize..300).prop_map(|(at, length)| Edit::Repeat { at, length }),
    ]
}

/// An article of the corpus with some of its text deleted, repeated, or something put in.
fn edited() -> impl Strategy<Value = String> {
    (0..CORPUS.len(), prop::collection::vec(edit(), 0..12)).prop_map(|(article, edits)| {
        let mut text = CORPUS[article].clone();
        for edit in edits {
            let place = |at: usize| text.floor_char_boundary(at % (text.len() + 1));
            match edit {
                Edit::Delete { at, length } => {
                    let start = place(at);
                    let end = text.floor_char_boundary(start + length);
                    text.replace_range(start..end, "");
                }
                Edit::Insert { at, piece } => text.insert_str(place(at), piece),
                Edit::Repeat { at, length } => {
                    let start = place(at);
                    let run = text[start..text.floor_char_boundary(start + length)].to_owned();
                    text.insert_str(start, &run);
                }
            }
        }
        text
    })
}

/// Runs of the articles' words strewn together: what the rules know of, where it does not belong.
fn strewn() -> impl Strategy<Value = String> {
    let between = prop::sample::select(&[" ", ", ", ". ", "? ", ": ", " “", ",” ", ".” ", "\n", "\n\n", "\n\n“", "\n• "][..]);
    let run = (prop::sample::select(&ALL_ARTICLES[..]), 0_usize..20_000, 1_usize..16, between);
    prop::collection::vec(run, 0..16).prop_map(|runs| {
        let mut text = String::new();
        for (article, at, words, between) in runs {
            let place = article.floor_char_boundary(at % (article.len() + 1));
            for word in article[place..].split_inclusive(char::is_whitespace).skip(1).take(words) {
                text.push_str(word);
            }
            text.push_str(between);
        }
        text
    })
}

/// `cases`, the same in every run, unless `PROPTEST_CASES` asks for another number: then they are drawn anew.
fn cases(cases: u32) -> ProptestConfig {
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => ProptestConfig::default(),
        None => ProptestConfig { cases, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() },
    }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn laws_hold_on_any_text(text in plain()) {
        assert_laws(&text);
    }

    #[test]
    fn laws_hold_among_marks(text in prop_oneof![heavy(), spaced()]) {
        assert_laws(&text);
    }

    #[test]
    fn laws_hold_on_strewn_words(text in strewn()) {
        assert_laws(&text);
    }

    #[test]
    fn nothing_stays_in_a_worker(text in prop_oneof![heavy(), spaced()], other in prop_oneof![spaced(), plain()]) {
        assert_nothing_stays(&text, &other);
    }
}

proptest! {
    // An edited article is a long text: fewer of them, for the time of the whole.
    #![proptest_config(cases(200))]

    #[test]
    fn laws_hold_on_edited_articles(text in edited()) {
        assert_laws(&text);
    }

    #[test]
    fn nothing_stays_of_an_article(text in edited(), other in edited()) {
        assert_nothing_stays(&text, &other);
    }
}

#[test]
fn laws_hold_on_every_article_of_the_corpus() {
    assert!(CORPUS.len() >= 40);
    for (i, text) in CORPUS.iter().enumerate() {
        assert_laws(text);
        assert_nothing_stays(text, &CORPUS[(i + 7) % CORPUS.len()]);
    }
}

/// A text may end anywhere: two paragraphs of the corpus at a time, cut behind every word.
#[test]
fn a_text_may_end_behind_any_word() {
    let pipeline = Pipeline::new().relations(None);
    let (mut worker, mut cuts) = (pipeline.worker(), 0);
    for text in CORPUS.iter() {
        let paragraphs: Vec<&str> = text.split("\n\n").collect();
        for two in paragraphs.windows(2) {
            let text = two.join("\n\n");
            let ends =
                text.char_indices().filter(|&(i, c)| c.is_alphanumeric() && !text[i + c.len_utf8()..].starts_with(char::is_alphanumeric));
            for (end, c) in ends.filter(|&(end, _)| end > two[0].len()) {
                pipeline.annotate(&mut worker, &article(&text[..end + c.len_utf8()]));
                cuts += 1;
            }
        }
    }
    assert!(cuts > 10_000, "{cuts}");
}

/// Texts that broke a law once, each found by a search and cut down by hand.
#[test]
fn laws_hold_where_they_did_not_once() {
    let labels = "OK? YES: It rained all day.\n\nOK? NO: It did not.\n\nOK? YES: It did.\n\nWELL. NO: Nobody knows.";
    let behind = "Mr. said “ \u{FE0F} \n ? \n `` Mr. a spokeswoman for Roe Mr. KESSEL: « said `` “";
    for text in [
        "“We wait,” said a report from yesterday.",
        "“We wait,” the letter by then said.",
        labels,
        "Ann Lee spoke. The mayor, who",
        behind,
        "“It was cold,” says one, a former clerk.\nColin Marl, 63, wept.",
        "A pupil of a former teacher, he shrugged. “It was cold.” Colin Marl, 63, wept.",
        "A former teacher, he shrugged. “It was cold,” he said.",
        "“PENCE: It rains. It is cold,” Ann Lee said.\n\nROE: No.\n\nDOE: No.",
        "Ann Lee said it rained. “We lost the war,” trounced Tom Roe, who left the council.",
        "Help! Act now: “We wait here.”",
        "So: “Now” chief",
        "He came late. Late: “Now” chief",
        "asked “ '' ' “ ' ' ß Mr. ' told ＂ ß Mr. asked the minister 6'2\" he said “ “ „ ` ` „ \t „ é",
        "suggested that Antalya might “crack the door open” to a lasting truce.\n\nOthers had ,” her side, writing that the denial [[d|m|“contradicts  been known on ,” him he was seeing faces in clouds,\" Vaidyanath conceded. It . ",
    ] {
        assert_laws(text);
        assert_nothing_stays(text, "“We wait,” said Mara Kessel.");
    }
}

#[test]
fn a_text_of_nothing_has_nothing() {
    for text in ["", " ", "\n\n", "\u{FEFF}", "\u{0}", "“", "”", "“”", "'", ".", "“\n\n“", "@", "a", "said", "“”said"] {
        assert_laws(text);
        assert_nothing_stays(text, "“We wait,” said Mara Kessel.");
    }
}
