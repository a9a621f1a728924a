use super::*;
use crate::render::Sheet;
use crate::{Article, Pipeline};
use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

fn shown(text: &str, screen: Screen) -> String {
    with_sheet(text, |sheet, out| show(sheet, screen, true, out).unwrap())
}

fn explained(text: &str, screen: Screen) -> String {
    with_sheet(text, |sheet, out| explain(sheet, sheet.rows(true), screen, out).unwrap())
}

fn with_sheet(text: &str, write: impl FnOnce(&Sheet<'_>, &mut Vec<u8>)) -> String {
    let article = Article::new("a", text).unwrap();
    let pipeline = Pipeline::new();
    let mut worker = pipeline.worker();
    let sheet = Sheet::new(&article, pipeline.annotate(&mut worker, &article));
    let mut out = Vec::new();
    write(&sheet, &mut out);
    String::from_utf8(out).unwrap()
}

fn plain(width: usize) -> Screen {
    Screen { width, colour: false }
}

#[test]
fn a_row_has_one_line_where_there_is_room() {
    let text = "“We waited for hours in the rain,” said Mara Kessel.";
    let wide = shown(text, plain(120));
    let row = wide.lines().last().unwrap();
    let words: Vec<&str> = row.split("  ").map(str::trim).filter(|s| !s.is_empty()).collect();
    assert_eq!(words[..4], ["1", "“We waited for hours in the rain,”", "Mara Kessel", "said"], "{row}");
    let narrow = shown(text, plain(80));
    let rows: Vec<&str> = narrow.lines().rev().take(2).map(str::trim).collect();
    assert_eq!(rows[1], "1  “We waited for hours in the rain,”");
    assert!(rows[0].starts_with("Mara Kessel · said · "), "{narrow}");
}

#[test]
fn paragraphs_are_filled_and_stay_apart() {
    let wrapped = "Nobody came to the harbour on the first day of the year, and\nnobody who knew the boats and their crews well could be found\n\
        to say why they had not sailed, which was no surprise to the\nfishermen, who had seen it all before in other years and had\nstayed at home.";
    let filled = "Nobody came to the harbour on the first day of the year, and nobody who knew the boats and\ntheir crews well could be \
        found to say why they had not sailed, which was no surprise to\nthe fishermen, who had seen it all before in other years and had \
        stayed at home.\n";
    assert_eq!(shown(wrapped, plain(90)), filled);
    assert_eq!(shown("\nIt  rained.\nIt snowed.\n \n\n\tIt froze.", plain(90)), "It rained.\nIt snowed.\n\nIt froze.\n");
}

#[test]
fn without_text_nothing_is_written() {
    for text in ["", " \n\n\t "] {
        assert_eq!(shown(text, plain(80)), "");
        assert_eq!(explained(text, plain(80)), "");
    }
}

#[test]
fn the_mention_of_another_paragraph_is_shown_with_the_quotation() {
    let text = "Mara Kessel was blunt:\n\n“We waited for hours,” she said.";
    let out = explained(text, plain(80));
    assert!(out.contains("“We waited for hours,”[1] she said."), "{out}");
    assert!(out.contains("in the same sentence"), "{out}");
}

proptest! {
    /// Any text, any width: nothing but line ends and, with colour, styles reaches the terminal, and no line is too wide.
    #[test]
    fn a_terminal_gets_text_and_styles_only(
        parts in proptest::collection::vec("“[a-z ]{1,9},” said (he|Mara Kessel|Odo\u{1b}\\[2J Brandt)\\. |[\u{0}-\u{9f}]{1,4}|[你好「」]{1,6}|👩🏽|\u{202E}|\\PC{0,9}|\n|[“”‘’'\" ]", 0..30),
        width in 2usize..140,
    ) {
        let text = parts.concat();
        for write in [shown, explained] {
            let uncoloured = write(&text, plain(width));
            prop_assert!(!uncoloured.chars().any(|c| c.is_control() && c != '\n' || c == '\u{202E}'), "{:?}", uncoloured);
            for line in uncoloured.lines() {
                let columns: usize = line.graphemes(true).map(UnicodeWidthStr::width).sum();
                let alone = line.trim_start().graphemes(true).count() == 1;
                prop_assert!(columns <= width || alone, "{} columns of {}: {:?}", columns, width, line);
            }
            let coloured = write(&text, Screen { width, colour: true });
            let styles = coloured.split('\x1b').skip(1).all(|s| s[1..].trim_start_matches(|c: char| c.is_ascii_digit() || c == ';').starts_with('m'));
            prop_assert!(styles, "{:?}", coloured);
            prop_assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), uncoloured);
        }
    }
}
