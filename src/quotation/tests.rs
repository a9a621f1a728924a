//! Quotations as a reader would draw them.

use super::{Finder, Quotation, QuotationKind};
use crate::lexicon::{Facts, LookedUp, look_up};
use crate::token::{TokenKind, Tokens};
use proptest::prelude::*;

fn read(text: &str) -> (Tokens, Vec<Quotation>) {
    let (mut tokens, mut words, mut quotations) = (Tokens::default(), LookedUp::default(), Vec::new());
    tokens.reset(text);
    look_up(text, &tokens, &mut words);
    tokens.split_sentences(text, &[], |i| words[i].facts.has(Facts::CUE_VERB));
    Finder::default().find(text, &tokens, &words, &mut quotations);
    (tokens, quotations)
}

/// Draws quotations as the table below does: `>` for each quotation around it, `+` if it goes on from the paragraph before,
/// `~` where a mark is missing.
fn draw(text: &str) -> Vec<String> {
    let (_, all) = read(text);
    all.iter()
        .map(|q| {
            let mut depth = 0;
            let mut parent = q.parent;
            while let Some(id) = parent {
                depth += 1;
                parent = all[id.index()].parent;
            }
            let sign = |is: bool, sign: &'static str| if is { sign } else { "" };
            let (before, open) = (">".repeat(depth), sign(!q.opened, "~"));
            format!("{before}{}{open}{}{}", sign(q.continues.is_some(), "+"), q.span.of(text), sign(!q.closed, "~"))
        })
        .collect()
}

/// Name (group: case), text, and its quotations.
type Case = (&'static str, &'static str, &'static [&'static str]);

const CASES: &[Case] = &[
    // Curly marks
    ("curly: speech with attribution", "“We waited,” said Mara Kessel.", &["“We waited,”"]),
    ("curly: split by its attribution", "“We waited,” said Kessel, “and left.”", &["“We waited,”", "“and left.”"]),
    ("curly: fragment", "He called the talks “slow” on Monday.", &["“slow”"]),
    ("curly: behind a bracket", "The plan (“a joke”, he said) failed.", &["“a joke”"]),
    ("curly: behind a dash", "He paused—“No”—and left.", &["“No”"]),
    ("curly: no blank between two", "“Yes.”“No.”", &["“Yes.”", "“No.”"]),
    ("curly: empty marks are no quotation", "He typed “” and “ ” twice.", &[]),
    ("curly: possessive behind the mark", "“Tide”’s author and \"Tide\"'s singer met.", &["“Tide”", "\"Tide\""]),
    // What is left of markup
    ("markup: values are no quotations", "See <a href=\"http://a.b/c\" rel='x'>the \"best\" one</a>.", &["\"best\""]),
    ("markup: a value cut off by the paragraph", "<post by=\"Ann\" on=\"\n\n17 May\">“We won.”", &["“We won.”"]),
    ("markup: a sum is none", "“2 = 2,” he said. \"1 + 1 = \"two\"\"", &["“2 = 2,”", "\"1 + 1 = \"two\"\"", ">\"two\""]),
    // Straight marks
    ("straight: speech with attribution", "\"We waited,\" said Kessel.", &["\"We waited,\""]),
    ("straight: two in a sentence", "He said \"no\" and then \"yes\" again.", &["\"no\"", "\"yes\""]),
    ("straight: no blank before the attribution", "\"We waited,\"he said. \"We left.\"", &["\"We waited,\"", "\"We left.\""]),
    ("straight: no blank behind the lead-in", "He said:\"We waited.\" Then he left.", &["\"We waited.\""]),
    ("straight: comma and no blank", "He said,\"We waited.\" Then he left.", &["\"We waited.\""]),
    ("straight: blank inside the opening mark", "He said,\" We waited.\" Then he left.", &["\" We waited.\""]),
    ("straight: blanks inside both marks", "\" We waited, \" said Kessel.", &["\" We waited, \""]),
    (
        "straight: blank on the wrong side of the closing mark",
        "\"We waited, \"he said, \"and left.\"",
        &["\"We waited, \"", "\"and left.\""],
    ),
    ("straight: dash before the closing mark", "\"We wai—\" he began. \"Wait—\"she said.", &["\"We wai—\"", "\"Wait—\""]),
    ("straight: ellipsis at both ends", "It was \"...the best ...\" we had.", &["\"...the best ...\""]),
    ("straight: written twice", "\"\"We waited,\"\" he said.", &["\"\"We waited,\"\""]),
    ("straight: full width", "＂We waited,＂ he said.", &["＂We waited,＂"]),
    // Other alphabets of marks
    ("german: low and high", "„Wir warten“, sagte Kessel. „Gut.“", &["„Wir warten“", "„Gut.“"]),
    ("german: low and closing curly", "„We wait,” said Kessel.", &["„We wait,”"]),
    ("german: no blank behind the closing mark", "„We wait,“said Kessel.", &["„We wait,“"]),
    ("german: single", "Er rief ‚Halt‘ und ging.", &["‚Halt‘"]),
    ("guillemets: plain", "«We wait», said Kessel. «Good.»", &["«We wait»", "«Good.»"]),
    ("guillemets: reversed", "»We wait«, said Kessel. »Good.«", &["»We wait«", "»Good.«"]),
    ("guillemets: blanks inside", "« We wait », said Kessel.", &["« We wait »"]),
    ("guillemets: narrow no-break blanks inside", "«\u{202F}We wait\u{202F}», said Kessel.", &["«\u{202F}We wait\u{202F}»"]),
    ("guillemets: single", "He said ‹no› to it.", &["‹no›"]),
    ("guillemets: single in double", "«He said ‹no› to it», she said.", &["«He said ‹no› to it»", ">‹no›"]),
    ("guillemets: curly in them", "«He said “no” to it», she said.", &["«He said “no” to it»", ">“no”"]),
    ("doubled: LaTeX", "``We wait,'' said Kessel.", &["``We wait,''"]),
    ("doubled: curly singles", "‘‘We wait,’’ said Kessel.", &["‘‘We wait,’’"]),
    ("doubled: commas", ",,We wait,'' said Kessel.", &[",,We wait,''"]),
    ("doubled: two straight singles", "He said ''no'' to it.", &["''no''"]),
    ("corner: brackets", "He said 「no」 to it.", &["「no」"]),
    // Pairs that do not match
    ("mixed: curly and straight", "“We wait,\" said Kessel. \"Good.”", &["“We wait,\"", "\"Good.”"]),
    ("mixed: both closing", "He called it ”slow” twice.", &["”slow”"]),
    ("mixed: both opening", "He called it “slow“ twice.", &["“slow“"]),
    ("mixed: turned round", "He called it ”slow“ twice.", &["”slow“"]),
    ("mixed: curly and doubled single", "“We wait,’’ said Kessel. “Good.”", &["“We wait,’’", "“Good.”"]),
    ("mixed: guillemet and curly", "«We wait,” said Kessel.", &["«We wait,”"]),
    ("mixed: closing mark opens a paragraph", "” … we wait,” said Kessel.", &["” … we wait,”"]),
    // Single marks
    ("single: curly speech", "‘We wait,’ said Kessel. ‘Good.’", &["‘We wait,’", "‘Good.’"]),
    ("single: straight speech", "'We wait,' said Kessel. 'Good.'", &["'We wait,'", "'Good.'"]),
    ("single: apostrophes inside", "‘We don’t know; it’s Kessel’s boat,’ he said.", &["‘We don’t know; it’s Kessel’s boat,’"]),
    ("single: straight apostrophes inside", "'We don't know; it's Kessel's boat,' he said.", &["'We don't know; it's Kessel's boat,'"]),
    ("single: plural possessive inside", "‘The ministers’ plan is mad,’ he said.", &["‘The ministers’ plan is mad,’"]),
    ("single: straight plural possessive inside", "'The ministers' plan is mad,' he said.", &["'The ministers' plan is mad,'"]),
    ("single: plural at the end", "The ‘boys’ were men, and the ‘girls’ women.", &["‘boys’", "‘girls’"]),
    ("single: plural before a verb", "The 'boys' were men. 'Old men,' he said.", &["'boys'", "'Old men,'"]),
    ("single: two fragments", "He was 'tired' and 'cross' on Monday.", &["'tired'", "'cross'"]),
    ("single: headline", "Ferry row: Kessel says ministers 'won't wait' for island", &["'won't wait'"]),
    ("single: headline with possessive", "Islanders' anger as Kessel says ‘no boats’ till May", &["‘no boats’"]),
    ("single: no blank behind", "'We wait,'he said.", &["'We wait,'"]),
    ("single: dropped g inside", "‘We’re goin’ home,’ she said.", &["‘We’re goin’ home,’"]),
    ("single: rare participle without g", "‘We’re by the divin’ board,’ she said.", &["‘We’re by the divin’ board,’"]),
    ("single: possessive of worth", "It lost ‘two days’ worth of grain’ in May.", &["‘two days’ worth of grain’"]),
    ("single: a noun in -in closes", "It was ‘all their grain’ in May, not ‘some’.", &["‘all their grain’", "‘some’"]),
    ("single: backtick opens", "He said `no' to it.", &["`no'"]),
    ("single: both closing", "He called it ’slow’ twice.", &["’slow’"]),
    // Apostrophes that are no marks
    ("apostrophe: decade", "In the ’90s and the '80s they waited.", &[]),
    ("apostrophe: year", "The class of ’98 and the class of '07 waited.", &[]),
    ("apostrophe: year inside single marks", "‘We’ve waited since ’98 for this,’ he said.", &["‘We’ve waited since ’98 for this,’"]),
    ("apostrophe: elisions", "'Tis late, so get 'em home; 'twas ever thus.", &[]),
    ("apostrophe: rock and roll", "They played rock 'n' roll and rock ’n’ roll.", &[]),
    ("apostrophe: plural possessives alone", "The workers' boats and the owners’ boats met.", &[]),
    ("apostrophe: dropped letters alone", "He kept sayin' it was ol' Kessel.", &[]),
    ("apostrophe: elision inside single marks", "'They took 'em home,' she said.", &["'They took 'em home,'"]),
    ("apostrophe: rare elision inside single marks", "‘They’re talkin’ ’bout boats,’ she said.", &["‘They’re talkin’ ’bout boats,’"]),
    ("apostrophe: beside double marks", "“Get ’em,” he said of the ’90s boats.", &["“Get ’em,”"]),
    // Inches and feet
    ("inches: height alone", "He is 6'2\" tall and wears a 12\" belt.", &[]),
    ("inches: inside a quotation", "\"I am 6'2\" tall,\" he said.", &["\"I am 6'2\" tall,\""]),
    ("inches: beside a quotation", "A 12\" record, he said, was \"too small\".", &["\"too small\""]),
    ("inches: curly", "A 12” record was “too small”.", &["“too small”"]),
    ("inches: number closes a quotation", "He said \"wait for 12\" and left.", &["\"wait for 12\""]),
    ("inches: year closes a quotation", "\"We waited until 2016\" was all he said.", &["\"We waited until 2016\""]),
    // Bullets
    ("bullet: guillemet", "» Boats wait\n» Kessel said “no”", &["“no”"]),
    ("bullet: glued guillemet", "»Boats wait, more below", &[]),
    ("bullet: breadcrumbs", "Home » News » Boats", &[]),
    ("bullet: read more", "Kessel said “no”. Read more »", &["“no”"]),
    // Nested
    ("nested: single in double", "“He said ‘no’ to it,” she said.", &["“He said ‘no’ to it,”", ">‘no’"]),
    ("nested: double in single", "‘He said “no” to it,’ she said.", &["‘He said “no” to it,’", ">“no”"]),
    ("nested: straight single in straight double", "\"He said 'no' to it,\" she said.", &["\"He said 'no' to it,\"", ">'no'"]),
    ("nested: double in double", "“He said “no” to it,” she said.", &["“He said “no” to it,”", ">“no”"]),
    ("nested: straight double in straight double", "\"He said \"no\" to it,\" she said.", &["\"He said \"no\" to it,\"", ">\"no\""]),
    ("nested: both close at once", "“She told me, ‘Wait,’” he said.", &["“She told me, ‘Wait,’”", ">‘Wait,’"]),
    ("nested: both open at once", "\"'Wait,' she told me,\" he said.", &["\"'Wait,' she told me,\"", ">'Wait,'"]),
    (
        "nested: three deep",
        "“I said ‘he said “no” again’ twice,” she said.",
        &["“I said ‘he said “no” again’ twice,”", ">‘he said “no” again’", ">>“no”"],
    ),
    (
        "nested: possessive in double is no mark",
        "“The ‘owners’ boats wait,” she said. “Go.”",
        &["“The ‘owners’ boats wait,”", ">‘owners’", "“Go.”"],
    ),
    ("nested: single that never closes", "“He said ‘no to it,” she said.", &["“He said ‘no to it,”"]),
    // Unclosed
    ("unclosed: before its attribution", "“We waited, said Mara Kessel. The boat left.", &["“We waited,~"]),
    ("unclosed: attribution with the name first", "\"We waited. It rained, Kessel said. The boat left.", &["\"We waited. It rained,~"]),
    ("unclosed: told whom", "“We waited, he told reporters on the quay. The boat left.", &["“We waited,~"]),
    ("unclosed: a reported clause is no attribution", "“We waited, he said he would come.", &["“We waited, he said he would come.~"]),
    ("unclosed: to the end of the paragraph", "“We waited. It rained.\n\nThe boat left.", &["“We waited. It rained.~"]),
    ("unclosed: leaves the next paragraphs alone", "“We waited.\n\nHe said “no”.\n\nShe said “yes”.", &["“We waited.~", "“no”", "“yes”"]),
    ("unclosed: another opens", "“We waited. The boat left. “It rained,” she said.", &["“We waited.~", "“It rained,”"]),
    ("unclosed: another opens in its sentence", "He called it “slow and “late”.", &["“slow and~", "“late”"]),
    ("unclosed: another opens behind the attribution", "“We waited, Kessel said. “It rained.”", &["“We waited,~", "“It rained.”"]),
    ("unclosed: single before its attribution", "‘We waited, said Mara Kessel. The boat left.", &["‘We waited,~"]),
    ("unclosed: a typewriter single in mid-sentence", "He left the 'family home in May.", &[]),
    // Unopened
    ("unopened: from the start of the paragraph", "We waited,” said Kessel.", &["~We waited,”"]),
    ("unopened: straight", "We waited,\" said Kessel.", &["~We waited,\""]),
    ("unopened: from the start of the sentence", "It rained. We waited.” Kessel left.", &["~We waited.”"]),
    ("unopened: behind an attribution", "“We waited,” Kessel said, it rained.”", &["“We waited,”", "~it rained.”"]),
    ("unopened: behind its lead-in", "Kessel said: We waited all day.” Then he left.", &["~We waited all day.”"]),
    ("unopened: leaves the rest alone", "We waited,” said Kessel.\n\nHe said “no” and “yes”.", &["~We waited,”", "“no”", "“yes”"]),
    ("unopened: odd count", "\"We waited,\" he said. It rained,\" he added.", &["\"We waited,\"", "~It rained,\""]),
    ("odd: a lonely mark", "He typed \" by mistake.", &[]),
    ("odd: only marks", "“”\"'‘’«»", &[]),
    // Several paragraphs
    (
        "paragraphs: each opens, the last closes",
        "“We waited.\n\n“It rained.\n\n“The boat left.”\n\nHe left.",
        &["“We waited.~", "+“It rained.~", "+“The boat left.”"],
    ),
    ("paragraphs: straight", "\"We waited.\n\n\"It rained,\" said Kessel. \"Hard.\"", &["\"We waited.~", "+\"It rained,\"", "\"Hard.\""]),
    ("paragraphs: single", "‘We waited.\n\n‘It rained,’ said Kessel.", &["‘We waited.~", "+‘It rained,’"]),
    (
        "paragraphs: straight single with possessive",
        "'The owners' boats wait.\n\n'It rained,' said Kessel.",
        &["'The owners' boats wait.~", "+'It rained,'"],
    ),
    ("paragraphs: begins behind a lead-in", "Kessel said: “We waited.\n\n“It rained.”", &["“We waited.~", "+“It rained.”"]),
    ("paragraphs: with one nested", "“I said “no” to it.\n\n“It rained.”", &["“I said “no” to it.~", ">“no”", "+“It rained.”"]),
    (
        "paragraphs: the second half has no mark of its own",
        "“We waited and\n\nit rained,” said Kessel.",
        &["“We waited and~", "+~it rained,”"],
    ),
    ("paragraphs: closed ones are apart", "“We waited.”\n\n“It rained.”", &["“We waited.”", "“It rained.”"]),
    ("paragraphs: other marks are apart", "“We waited.\n\n‘It rained,’ said Kessel.", &["“We waited.~", "‘It rained,’"]),
];

#[test]
fn spans_are_those_a_reader_would_draw() {
    let wrong: Vec<String> = CASES
        .iter()
        .filter_map(|(name, text, expected)| {
            let found = draw(text);
            (found != *expected).then(|| format!("{name}\n   text     {text}\n   expected {expected:?}\n   found    {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn case_names_are_unique() {
    let mut names: Vec<&str> = CASES.iter().map(|(name, ..)| *name).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(names.len() >= 70);
}

#[test]
fn kind_follows_form_and_neighbourhood() {
    use QuotationKind::{Direct, Mixed, None};
    let cases = [
        ("“We waited all night,” said Kessel.", Direct),
        ("“Yes,” said Kessel.", Direct),
        ("The boat left. “We waited.”", Direct),
        ("Kessel said: “No boats will come.”", Direct),
        ("Kessel warned that “a harbour is not a hostage.”", Direct),
        ("“That’s the boat.”", Direct),
        ("Kessel said the boat “will not leave” before May.", Mixed),
        ("Kessel called the talks “difficult” on Monday.", Mixed),
        ("Kessel described it as “a slow way of waiting for boats”.", Mixed),
        ("the so-called “third way” of the harbour", None),
        ("Kessel, nicknamed “Shorty”, came late.", None),
        ("It is known as the “Slow Boat”.", None),
        ("They sang the song “Waiting for Boats” twice.", None),
        ("The word “boat” is short.", None),
        ("The duo called “Mild Harbour” played.", None),
        ("Their second album, “Hedgerow Tide,” sold well.", None),
        ("It has a “vivid” display.", None),
        ("The number “42” was painted there.", None),
    ];
    for (text, expected) in cases {
        let (_, found) = read(text);
        assert_eq!(found.iter().map(|q| q.kind).collect::<Vec<_>>(), [expected], "of {text}");
    }
}

#[test]
fn many_marks_in_one_paragraph_are_read_in_linear_time() {
    const N: usize = 250_000;
    let count = |text: &str| read(text).1.len();
    let start = std::time::Instant::now();
    assert_eq!(count(&"“a” ".repeat(N)), N);
    assert_eq!(count(&format!("{}{}", "“a ".repeat(N), "b” ".repeat(N))), N, "all nested");
    assert_eq!(count(&"“a ".repeat(N)), N, "none closed");
    assert_eq!(count(&"a” ".repeat(N)), N, "none opened");
    for odd in ["\" ", "'a ", "a' ", "‘as’ ", "«a “b ‘c ", "“a »", "6\" ", "“‘\"", "“a, said "] {
        let _ = count(&odd.repeat(N));
    }
    // Quadratic work would take hours; the bound leaves room for a slow machine.
    assert!(start.elapsed().as_secs() < 120, "took {:?}", start.elapsed());
}

/// Texts of marks, words and paragraph ends.
fn marked_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "“", "”", "„", "\"", "'", "‘", "’", "«", "»", "‹", "›", "``", "''", ",,", "「", "」", "‚", " ", " ", " ", "\n\n", "\n", ".", ",",
        "—", ":", "…", "(", ")", "said", "Kim", "he", "dogs", "goin", "em", "90s", "6", "12", "s", "the", "boat", "Wait", "é",
    ]);
    prop::collection::vec(pieces, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn spans_are_sound_on_any_text(text in prop_oneof![marked_text(), any::<String>()]) {
        let (tokens, all) = read(&text);
        for (i, q) in all.iter().enumerate() {
            prop_assert_eq!(tokens.span(q.tokens), q.span);
            let inner = q.inner();
            prop_assert!(tokens.all()[inner.range()].iter().any(|t| t.kind != TokenKind::Mark), "empty {:?}", q);
            prop_assert!(q.opened || q.closed);
            let mark = |i: u32| tokens.all()[i as usize].kind == TokenKind::Mark;
            prop_assert!(!q.opened || mark(q.tokens.start));
            prop_assert!(!q.closed || mark(q.tokens.end - 1));
            let paragraph = tokens.paragraph_at(q.tokens.start as usize);
            prop_assert!(q.tokens.end <= paragraph.end, "within its paragraph");
            if let Some(before) = i.checked_sub(1).map(|i| &all[i]) {
                prop_assert!((before.span.start, std::cmp::Reverse(before.span.end)) < (q.span.start, std::cmp::Reverse(q.span.end)), "sorted");
            }
            // The parent is the innermost quotation around it, and nothing crosses.
            for other in &all[..i] {
                prop_assert!(!other.tokens.overlaps(q.tokens) || other.span.contains(q.span));
            }
            let around = all[..i].iter().rposition(|o| o.span.contains(q.span));
            prop_assert_eq!(q.parent.map(|id| id.index()), around);
            if let Some(id) = q.continues {
                let before = &all[id.index()];
                prop_assert!(!before.closed && before.tokens.end == q.tokens.start && q.tokens.start == paragraph.start);
            }
        }
    }

    #[test]
    fn a_paragraph_reads_the_same_wherever_it_stands(first in marked_text(), second in "[a-z“”\"' ,.]{0,60}") {
        // Only an opening mark at the next paragraph's start reaches back.
        let second = format!("Then {second}");
        let alone = draw(&second).into_iter().collect::<Vec<_>>();
        let after = draw(&format!("{first}\n\n{second}"));
        let tail: Vec<String> = after[after.len() - alone.len()..].iter().map(|q| q.replacen('+', "", 1)).collect();
        prop_assert_eq!(tail, alone);
    }
}
