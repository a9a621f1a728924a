//! One decision with its grounds, and everybody else who might have spoken.

use super::clean::one_line;
use super::flow::Flow;
use super::legend::{confidence, speaker};
use super::palette::{self, FAINT, HEADING, PLAIN};
use super::{Screen, body};
use crate::attribution::{Candidate, Model};
use crate::record::{Marked, Origin, SpeakerField};
use crate::render::{Row, Sheet, Sign, runs};
use crate::span::TokenRange;
use std::cmp::Ordering;
use std::io::{self, Write};

/// Columns of the labels of a decision.
const LABEL: usize = 12;
/// Columns of the line between two quotations.
const LONGEST_RULE: usize = 60;

/// Writes quotations of the sheet, each in its context with the decision about it and every candidate speaker with what
/// speaks for (`+`) and against (`−`) it, the chosen one first; where a model decides, its share and the weights that moved it
/// most, in bits of log-odds.
///
/// # Errors
/// What the writer gives.
///
/// # Panics
/// If the rows are not of the sheet.
pub fn explain(sheet: &Sheet<'_>, rows: &[Row], screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut flow = Flow::new(out, screen);
    let explainer = sheet.annotation.explainer(sheet.text);
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            flow.end()?;
            flow.paragraph(FAINT, &"─".repeat(screen.width.min(LONGEST_RULE)))?;
            flow.end()?;
        }
        flow.paragraph(HEADING, &format!("Quotation {} of {}", row.number, sheet.rows(row.sign == Sign::Nobody).len()))?;
        flow.end()?;
        context(&mut flow, sheet, row)?;
        flow.end()?;
        decision(&mut flow, sheet, row)?;
        flow.end()?;
        let attribution = match sheet.origin(row) {
            Origin::Quoted(attribution) => attribution,
            Origin::Reported(relation) => {
                readings(&mut flow, sheet, relation)?;
                continue;
            }
        };
        let candidates = explainer.candidates(sheet.annotation.attributions[attribution].quotation);
        flow.paragraph(HEADING, if candidates.is_empty() { "No candidates" } else { "Candidates" })?;
        for found in &candidates {
            candidate(&mut flow, sheet, row, found)?;
        }
    }
    Ok(())
}

/// The quotation's paragraph, and that of the mention if it is another one.
fn context(flow: &mut Flow<'_>, sheet: &Sheet<'_>, row: &Row) -> io::Result<()> {
    let tokens = &sheet.annotation.tokens;
    let of = |range: TokenRange| tokens.paragraph_of(range.start as usize);
    let here = of(words(sheet, row));
    let mention = row.mention().map(|span| tokens.paragraph_of(tokens.at_byte(span.start)));
    let there = mention.unwrap_or(here);
    let runs = runs(sheet.text, [row]);
    let (first, last) = (here.min(there), here.max(there));
    if last - first <= 1 {
        return body::paragraphs(flow, sheet, &runs, first..last + 1);
    }
    body::paragraphs(flow, sheet, &runs, first..first + 1)?;
    flow.paragraph(FAINT, "[…]")?;
    body::paragraphs(flow, sheet, &runs, last..last + 1)
}

fn decision(flow: &mut Flow<'_>, sheet: &Sheet<'_>, row: &Row) -> io::Result<()> {
    let (name, about) = match row.sign {
        Sign::Speaker(number) => speaker(&sheet.voices[number - 1].speaker),
        Sign::Unknown => ("nobody can tell".to_owned(), String::new()),
        Sign::Nobody => ("nobody in particular".to_owned(), String::new()),
    };
    let marked =
        |field: Option<&Marked>| field.map_or(("none".to_owned(), String::new()), |m| (one_line(&m.text), format!(" ({})", m.kind)));
    let (mention, mention_kind) = marked(row.fields.mention.as_ref());
    let (cue, cue_kind) = marked(row.fields.cue.as_ref());
    let or_plain = |style, field: bool| if field { style } else { PLAIN };
    let lines = [
        ("Speaker", palette::name(row.sign), name, about),
        ("Kind", PLAIN, row.fields.kind.to_string(), String::new()),
        ("Rule", PLAIN, row.fields.why.to_string(), String::new()),
        ("Mention", or_plain(palette::mention(row.sign), row.fields.mention.is_some()), mention, mention_kind),
        ("Cue", or_plain(palette::cue(), row.fields.cue.is_some()), cue, cue_kind),
        ("Reports", PLAIN, row.fields.cue.as_ref().and_then(|cue| cue.class.as_deref()).unwrap_or_default().to_owned(), String::new()),
        ("Status", PLAIN, row.fields.status.as_deref().unwrap_or_default().to_owned(), String::new()),
        ("Confidence", PLAIN, confidence(row), String::new()),
    ];
    for (label, style, value, more) in lines.into_iter().filter(|(.., value, _)| !value.is_empty()) {
        flow.hang(LABEL);
        flow.tied(FAINT, &format!("{label:LABEL$}"));
        flow.text(style, &value)?;
        flow.text(PLAIN, &more)?;
        flow.end()?;
    }
    Ok(())
}

/// What else a relation might have been.
fn readings(flow: &mut Flow<'_>, sheet: &Sheet<'_>, relation: usize) -> io::Result<()> {
    let found = sheet.annotation.alternatives(sheet.text, relation);
    let anchor = sheet.annotation.relations[relation].anchor as usize;
    let words = |range: TokenRange| one_line(sheet.annotation.tokens.span(range).of(sheet.text));
    let pieces = |pieces: [TokenRange; 2]| {
        let words: Vec<String> = pieces.into_iter().filter(|piece| !piece.is_empty()).map(words).collect();
        words.join(" … ")
    };
    let lists = [
        ("Cue", found.cues.iter().map(|&(cue, share)| (share, words(cue))).collect::<Vec<_>>()),
        ("Source", found.sources.iter().map(|&(source, share)| (share, source.map_or("none".to_owned(), words))).collect()),
        ("Content", found.contents.iter().map(|&(content, share)| (share, pieces(content))).collect()),
    ];
    let carrier = words(TokenRange::new(anchor, anchor + 1));
    flow.paragraph(HEADING, &format!("Readings · “{carrier}” reports: {}%", found.reports))?;
    for (title, readings) in lists {
        flow.end()?;
        flow.paragraph(PLAIN, &format!("  {title}"))?;
        for (i, (share, text)) in readings.iter().enumerate() {
            let style = if i == 0 { PLAIN } else { FAINT };
            flow.hang(11);
            flow.tied(style, &format!("    {share:>3}%  "));
            flow.paragraph(style, text)?;
        }
    }
    Ok(())
}

fn candidate(flow: &mut Flow<'_>, sheet: &Sheet<'_>, row: &Row, candidate: &Candidate) -> io::Result<()> {
    let annotation = sheet.annotation;
    let mention = &annotation.mentions[candidate.mention.index()];
    let words = one_line(annotation.tokens.span(mention.tokens).of(sheet.text));
    let field = candidate.entity.map(|id| SpeakerField::new(sheet.text, annotation, id));
    let (name, about) = match field {
        Some(field) => speaker(&field),
        None => (words.clone(), " (nobody known)".to_owned()),
    };
    let style = if candidate.chosen { palette::name(row.sign) } else { HEADING };
    flow.end()?;
    flow.hang(4);
    flow.tied(PLAIN, "  ");
    flow.text(style, &name)?;
    let share = candidate.share.map_or(String::new(), |share| format!(", {share}% of the weight"));
    flow.text(PLAIN, &format!("{about}{}{share}", if candidate.chosen { ", chosen" } else { "" }))?;
    flow.end()?;
    let place = place(sheet, row, mention.tokens);
    let reasons = [
        (FAINT, " ", &[format!("“{words}”, a {}, {place}", mention.kind.name())][..]),
        (PLAIN, "+", &candidate.pros),
        (PLAIN, "−", &candidate.cons),
    ];
    for (style, sign, texts) in reasons {
        for text in texts {
            flow.hang(6);
            flow.tied(style, &format!("    {sign} "));
            flow.paragraph(style, &one_line(text))?;
        }
    }
    for reason in &candidate.reasons {
        flow.hang(12);
        flow.tied(FAINT, &format!("    {:>+6.1}  ", f64::from(reason.weight) / f64::from(Model::BIT)));
        flow.paragraph(FAINT, &reason.words)?;
    }
    Ok(())
}

/// The tokens of the words that a row is about.
fn words(sheet: &Sheet<'_>, row: &Row) -> TokenRange {
    match sheet.origin(row) {
        Origin::Quoted(i) => sheet.annotation.quotations[sheet.annotation.attributions[i].quotation.index()].tokens,
        Origin::Reported(i) => {
            let relation = &sheet.annotation.relations[i];
            TokenRange { start: relation.first(), end: relation.end() }
        }
    }
}

/// Where a mention stands, in sentences from the quotation.
fn place(sheet: &Sheet<'_>, row: &Row, mention: TokenRange) -> String {
    let tokens = &sheet.annotation.tokens;
    let quotation = words(sheet, row);
    let sentence = |token: u32| tokens.sentence_of(token as usize);
    let (first, last, there) = (sentence(quotation.start), sentence(quotation.end - 1), sentence(mention.start));
    let (count, side) = match (there.cmp(&first), there.cmp(&last)) {
        (Ordering::Less, _) => (first - there, "before"),
        (_, Ordering::Greater) => (there - last, "after"),
        _ => return "in the same sentence".to_owned(),
    };
    format!("{count} sentence{} {side}", if count == 1 { "" } else { "s" })
}
