//! Fills lines with words.

use super::Screen;
use anstyle::Style;
use std::io::{self, Write};
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Lines keep at least so many columns behind their indent; on a narrower screen there is no indent.
const LEAST_COLUMNS: usize = 16;

/// A writer of lines that are no wider than the screen. White space is where a line may end; so is the edge of a wide
/// character (Chinese, Japanese, emoji), but not before a closing or behind an opening mark. What a reader takes for one
/// character is never cut: should it alone be wider than the screen, so is its line.
pub(super) struct Flow<'o> {
    out: &'o mut dyn Write,
    screen: Screen,
    /// Columns left empty at the start of a paragraph's second and later lines.
    indent: usize,
    line: Vec<(Style, String)>,
    column: usize,
    /// Whether the line holds nothing but its indent.
    fresh: bool,
    /// The white space before the word that is being collected.
    space: Option<Style>,
    word: String,
    clusters: Vec<Cluster>,
}

/// What a reader takes for one character.
struct Cluster {
    style: Style,
    word: Range<usize>,
    columns: usize,
}

impl<'o> Flow<'o> {
    pub(super) fn new(out: &'o mut dyn Write, screen: Screen) -> Self {
        let (line, clusters) = (Vec::new(), Vec::new());
        Flow { out, screen, indent: 0, line, column: 0, fresh: true, space: None, word: String::new(), clusters }
    }

    /// Sets the indent of the lines that follow within the paragraph.
    pub(super) fn hang(&mut self, indent: usize) {
        self.indent = if indent + LEAST_COLUMNS <= self.screen.width { indent } else { 0 };
    }

    /// Appends text whose white space may become a line end. The text must be clean.
    pub(super) fn text(&mut self, style: Style, text: &str) -> io::Result<()> {
        for cluster in text.graphemes(true) {
            if cluster.chars().all(|c| c.is_whitespace() && !holds(c)) {
                self.end_word()?;
                self.space.get_or_insert(style);
                continue;
            }
            if let Some(last) = self.clusters.last()
                && may_part(&self.word[last.word.clone()], cluster)
            {
                self.end_word()?;
            }
            self.push(style, cluster);
        }
        Ok(())
    }

    /// Appends text that stays with what stands before it.
    pub(super) fn tied(&mut self, style: Style, text: &str) {
        for cluster in text.graphemes(true) {
            self.push(style, cluster);
        }
    }

    /// Ends the paragraph.
    pub(super) fn end(&mut self) -> io::Result<()> {
        self.end_word()?;
        self.space = None;
        self.write_line()?;
        self.indent = 0;
        self.column = 0;
        self.fresh = true;
        Ok(())
    }

    /// A whole paragraph.
    pub(super) fn paragraph(&mut self, style: Style, text: &str) -> io::Result<()> {
        self.text(style, text)?;
        self.end()
    }

    fn push(&mut self, style: Style, cluster: &str) {
        let start = self.word.len();
        self.word.push_str(cluster);
        self.clusters.push(Cluster { style, word: start..self.word.len(), columns: cluster.width() });
    }

    /// Puts the collected word on this line or the next.
    fn end_word(&mut self) -> io::Result<()> {
        if self.clusters.is_empty() {
            return Ok(());
        }
        let space = self.space.take().filter(|_| !self.fresh);
        let columns: usize = self.clusters.iter().map(|c| c.columns).sum();
        if !self.fresh && self.column + usize::from(space.is_some()) + columns > self.screen.width {
            self.next_line()?;
        } else if let Some(style) = space {
            self.put(style, " ", 1);
        }
        let (word, mut clusters) = (std::mem::take(&mut self.word), std::mem::take(&mut self.clusters));
        for cluster in clusters.drain(..) {
            // Only in a word that is longer than a line.
            if !self.fresh && cluster.columns > 0 && self.column + cluster.columns > self.screen.width {
                self.next_line()?;
            }
            self.put(cluster.style, &word[cluster.word], cluster.columns);
        }
        (self.word, self.clusters) = (word, clusters);
        self.word.clear();
        Ok(())
    }

    fn put(&mut self, style: Style, text: &str, columns: usize) {
        match self.line.last_mut() {
            Some((last, line)) if *last == style => line.push_str(text),
            _ => self.line.push((style, text.to_owned())),
        }
        self.column += columns;
        self.fresh = false;
    }

    fn next_line(&mut self) -> io::Result<()> {
        self.write_line()?;
        self.column = 0;
        if self.indent > 0 {
            self.put(Style::new(), &" ".repeat(self.indent), self.indent);
        }
        self.fresh = true;
        Ok(())
    }

    /// Styles end with the line, so that each line can be shown alone.
    fn write_line(&mut self) -> io::Result<()> {
        for (style, text) in self.line.drain(..) {
            if self.screen.colour && style != Style::new() {
                write!(self.out, "{style}{text}{style:#}")?;
            } else {
                self.out.write_all(text.as_bytes())?;
            }
        }
        self.out.write_all(b"\n")
    }
}

/// White space that no line ends at.
fn holds(c: char) -> bool {
    matches!(c, '\u{A0}' | '\u{202F}' | '\u{2007}')
}

/// Whether a line may end between two neighbours without white space between them.
fn may_part(before: &str, behind: &str) -> bool {
    let wide = |cluster: &str| cluster.width() > 1;
    (wide(before) || wide(behind)) && !before.starts_with(opens) && !behind.starts_with(closes) && !behind.starts_with(joins)
}

fn opens(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '„' | '‚' | '«' | '‹' | '（' | '［' | '｛' | '「' | '『' | '【' | '〈' | '《')
}

fn closes(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '’' | '»' | '›' | '"' | '\'' | '）' | '］' | '｝' | '」' | '』' | '】' | '〉' | '》')
        || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '%' | '…' | '、' | '。' | '，' | '．' | '；' | '：' | '！' | '？' | '・' | 'ー')
}

/// Accents and joiners that a run of another style has parted from their letter.
fn joins(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::terminal::clean::clean;
    use proptest::prelude::*;

    fn filled(text: &str, width: usize, indent: usize, colour: bool) -> String {
        let mut out = Vec::new();
        let mut flow = Flow::new(&mut out, Screen { width, colour });
        flow.hang(indent);
        for (i, piece) in text.split_inclusive('|').enumerate() {
            let style = if i % 2 == 1 { Style::new().bold() } else { Style::new() };
            flow.text(style, &clean(piece)).unwrap();
        }
        flow.end().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(filled("one two  three\nfour", 9, 0, false), "one two\nthree\nfour\n");
        assert_eq!(filled("one two three four five six", 20, 4, false), "one two three four\n    five six\n");
        assert_eq!(filled("a\u{A0}b c", 3, 0, false), "a\u{A0}b\nc\n", "a no-break space holds");
        assert_eq!(filled("", 9, 0, false), "\n");
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_between_characters() {
        assert_eq!(filled("x abcdefgh y", 3, 0, false), "x\nabc\ndef\ngh\ny\n");
        assert_eq!(filled("e\u{301}e\u{301}e\u{301}", 2, 0, false), "e\u{301}e\u{301}\ne\u{301}\n");
        assert_eq!(filled("ab", 0, 0, false), "a\nb\n", "no screen is too narrow");
    }

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(filled("“你好，世界。”他说", 8, 0, false), "“你好，\n世界。”\n他说\n");
        let family = "👩\u{200D}👩\u{200D}👧";
        assert_eq!(filled(&format!("{family}{family}{family}"), 4, 0, false), format!("{family}{family}\n{family}\n"));
    }

    #[test]
    fn a_style_ends_with_its_line() {
        let bold = Style::new().bold();
        assert_eq!(filled("a|b c|d", 3, 0, true), format!("a|{bold}b{bold:#}\n{bold}c|{bold:#}d\n"));
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_screen_and_nothing_is_lost(text in "([a-z]{1,9}|[你好，「」]{1,6}|👩🏽|e\u{301}|\\PC|[ \n|“”]){0,50}", width in 2usize..40, indent in 0usize..12) {
            let plain = filled(&text, width, indent, false);
            for line in plain.lines() {
                let columns: usize = line.graphemes(true).map(UnicodeWidthStr::width).sum();
                let alone = line.trim_start().graphemes(true).count() == 1;
                prop_assert!(columns <= width || alone, "{columns} columns: {line:?}");
            }
            let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(solid(&plain), solid(&clean(&text)));
            let coloured = filled(&text, width, indent, true);
            prop_assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
        }
    }
}
