//! Who said what: every speaker with the quotations that are theirs.

use super::Screen;
use super::clean::{first_words, one_line};
use super::flow::Flow;
use super::palette::{self, FAINT, PLAIN};
use crate::record::{Marked, SpeakerField};
use crate::render::{Row, Sheet, Sign};
use std::io;
use unicode_width::UnicodeWidthStr;

/// A quotation has one line where so many columns are left for its words; else what is known about it has a line of its own.
const LEAST_WORDS: usize = 24;
/// Mentions and cues are cut off behind so many columns.
const MOST_CELL: usize = 24;
/// Columns between two cells.
const GAP: usize = 2;

/// Writes the speakers with their quotations.
pub(super) fn legend(flow: &mut Flow<'_>, sheet: &Sheet<'_>, screen: Screen, rows: &[Row]) -> io::Result<()> {
    let table = Table::new(rows, screen);
    let mut of_speakers: Vec<Vec<&Row>> = vec![Vec::new(); sheet.voices.len()];
    let (mut unknown, mut nobodys) = (Vec::new(), Vec::new());
    for row in rows {
        match row.sign {
            Sign::Speaker(number) => of_speakers[number - 1].push(row),
            Sign::Unknown => unknown.push(row),
            Sign::Nobody => nobodys.push(row),
        }
    }
    let speakers = sheet.voices.iter().zip(of_speakers).enumerate();
    let speakers = speakers.map(|(i, (voice, rows))| (Sign::Speaker(i + 1), speaker(&voice.speaker), rows));
    let others = [
        (Sign::Unknown, ("Nobody can tell who".to_owned(), String::new()), unknown),
        (Sign::Nobody, ("Nobody’s words in particular".to_owned(), String::new()), nobodys),
    ];
    for (i, (sign, (name, about), rows)) in speakers.chain(others).filter(|(.., rows)| !rows.is_empty()).enumerate() {
        if i > 0 {
            flow.end()?;
        }
        let plural = if rows.len() == 1 { "" } else { "s" };
        flow.hang(sign.to_string().len() + 1);
        flow.text(palette::name(sign), &format!("{sign} {name}"))?;
        flow.text(PLAIN, &format!("{about} · {} quotation{plural}", rows.len()))?;
        flow.end()?;
        for row in rows {
            table.row(flow, row)?;
        }
    }
    Ok(())
}

/// A speaker's name, and what is known about it, to be put behind.
pub(super) fn speaker(speaker: &SpeakerField) -> (String, String) {
    let known = [&speaker.entity_type, &speaker.gender, &speaker.id];
    let known: Vec<String> = known.into_iter().flatten().map(|s| one_line(s)).collect();
    let about = if known.is_empty() { String::new() } else { format!(" ({})", known.join(", ")) };
    (one_line(&speaker.name), about)
}

/// How sure a decision for a speaker is; without a speaker there is nothing to be sure of.
pub(super) fn confidence(row: &Row) -> String {
    match row.sign {
        Sign::Speaker(_) => format!("{:.0}%", row.fields.confidence * 100.0),
        Sign::Unknown | Sign::Nobody => String::new(),
    }
}

/// Widths of the columns, in columns of the screen.
struct Table {
    number: usize,
    words: usize,
    mention: usize,
    cue: usize,
    /// Whether everything is on one line.
    flat: bool,
}

impl Table {
    fn new(rows: &[Row], screen: Screen) -> Self {
        let widest = |cell: &dyn Fn(&Row) -> usize| rows.iter().map(cell).max().unwrap_or(0);
        // The margin is that of a speaker's sign, so that numbers stand below its name.
        let number = 4 + rows.last().map_or(1, |row| row.number.to_string().len());
        let mention = widest(&|row| cell(row.fields.mention.as_ref()).width());
        let cue = widest(&|row| cell(row.fields.cue.as_ref()).width());
        let why = widest(&|row| row.fields.why.width());
        let others = number + mention + cue + "100%".len() + why + 5 * GAP;
        let left = screen.width.saturating_sub(others);
        let flat = left >= LEAST_WORDS;
        let words = if flat { left } else { screen.width.saturating_sub(number + GAP).max(LEAST_WORDS) };
        let words = words.min(widest(&|row| first_words(&row.fields.text, words).width()));
        Table { number, words, mention, cue, flat }
    }

    fn row(&self, flow: &mut Flow<'_>, row: &Row) -> io::Result<()> {
        let words = first_words(&row.fields.text, self.words);
        let (mention, cue) = (cell(row.fields.mention.as_ref()), cell(row.fields.cue.as_ref()));
        flow.hang(self.number + GAP);
        flow.tied(PLAIN, &format!("{:>1$}  ", row.number, self.number));
        flow.text(palette::words(row.sign), &words)?;
        if self.flat {
            pad(flow, &words, self.words);
            flow.tied(palette::mention(row.sign), &mention);
            pad(flow, &mention, self.mention);
            flow.tied(palette::cue(), &cue);
            pad(flow, &cue, self.cue);
            flow.tied(PLAIN, &format!("{:>4}  ", confidence(row)));
            flow.text(FAINT, &row.fields.why)?;
            return flow.end();
        }
        flow.end()?;
        flow.hang(self.number + GAP);
        flow.tied(PLAIN, &" ".repeat(self.number + GAP));
        for (style, text) in [(palette::mention(row.sign), mention), (palette::cue(), cue), (PLAIN, confidence(row))] {
            if !text.is_empty() {
                flow.text(style, &text)?;
                flow.text(PLAIN, " · ")?;
            }
        }
        flow.text(FAINT, &row.fields.why)?;
        flow.end()
    }
}

fn cell(marked: Option<&Marked>) -> String {
    marked.map_or(String::new(), |marked| first_words(&marked.text, MOST_CELL))
}

fn pad(flow: &mut Flow<'_>, cell: &str, columns: usize) {
    flow.tied(PLAIN, &" ".repeat(columns.saturating_sub(cell.width()) + GAP));
}
