//! Which article shows which phenomenon: the tables of `corpus/README.md`.

use super::relations::{CLASSES, Report};
use super::{Kind, Labelled};

/// Every phenomenon tag with what it marks.
pub(crate) const PHENOMENA: [(&str, &str); 35] = [
    ("according-to", "*according to*"),
    ("apostrophe", "an elision or typed apostrophe beside or inside quote marks (’90s, rock ’n’ roll)"),
    ("aside", "a clause between name and verb (Cable, who had left in July, said)"),
    ("block-quote", "quoted words as a paragraph of their own"),
    ("bullet", "» or • as a list bullet"),
    ("caption", "a photo caption"),
    ("colon-lead-in", "the lead-in ends in a colon, the words stand in the next paragraph"),
    ("dash-signature", "“…” —Name, Title"),
    ("dateline", "an ALL-CAPS dateline"),
    ("document", "a letter, report, poll, lawsuit or newspaper speaks"),
    ("floating", "a quotation with no attribution of its own in the paragraph"),
    ("german", "„…“"),
    ("guillemets", "«…» or »…«"),
    ("headline", "a quotation in the headline"),
    ("inches", "inches and feet in running text (6'2\")"),
    ("inverted", "*said X*"),
    ("mixed-marks", "opens with one sort of mark, closes with another"),
    ("multi-paragraph", "each paragraph opens, only the last one closes"),
    ("nested", "a quotation inside a quotation"),
    ("nested-report", "X reports what Y said, the words are Y’s"),
    ("nominal", "the speaker is only described (a retired postman)"),
    ("organisation", "an organisation or ministry speaks"),
    ("place-speaker", "a capital or a building speaks"),
    ("possessive", "Norvale’s Kessel cautioned"),
    ("pronoun-several", "a pronoun with several persons of that gender about"),
    ("rare-cue", "sighed, quipped, shot back, offered, mused"),
    ("scare", "scare quote, title, nickname, slogan, chant: nobody’s words"),
    ("several-speakers", "two named speakers, or a group, at once"),
    ("single", "‘…’ or '…' as the quote marks"),
    ("split", "“A,” said X, “and B.”"),
    ("straight", "straight double marks"),
    ("title", "a job title before the name"),
    ("transcript", "interview or transcript: Q:, A:, NAME:"),
    ("tweet", "a post with a handle"),
    ("unclosed", "an opening or closing mark is missing"),
];

/// How often a tag is given: on quotations and as a feature of an article.
pub(crate) fn count(article: &Labelled, tag: &str) -> usize {
    let quoted = article.labels.quotes.iter().filter(|q| q.tags.iter().any(|t| t == tag)).count();
    quoted + article.labels.features.iter().filter(|(t, _)| t == tag).count()
}

pub(crate) fn of_kind(article: &Labelled, kind: Kind) -> usize {
    article.labels.quotes.iter().filter(|q| q.kind == kind).count()
}

/// The generated part of `corpus/README.md`: counts by kind and class, phenomena, and a row an article.
pub(crate) fn tables(articles: &[Labelled]) -> String {
    let all = |kind| articles.iter().map(|a| of_kind(a, kind)).sum::<usize>();
    let mut out = String::from("| articles | quotations | direct | mixed | none | attributions |\n|--:|--:|--:|--:|--:|--:|\n");
    let total: usize = Kind::ALL.into_iter().map(all).sum();
    let [direct, mixed, none] = Kind::ALL.map(all);
    let reports: usize = articles.iter().map(|a| a.relations.reports.len()).sum();
    out += &format!("| {} | {total} | {direct} | {mixed} | {none} | {reports} |\n\n", articles.len());
    out += &classes(articles);
    out += "| phenomenon | what it is | times | articles |\n|---|---|--:|--:|\n";
    for (tag, what) in PHENOMENA {
        let counts: Vec<usize> = articles.iter().map(|a| count(a, tag)).collect();
        let (times, shown) = (counts.iter().sum::<usize>(), counts.iter().filter(|n| **n > 0).count());
        out += &format!("| {tag} | {what} | {times} | {shown} |\n");
    }
    out += "\n| article | direct | mixed | none | attributions | phenomena |\n|---|--:|--:|--:|--:|---|\n";
    for article in articles {
        let [direct, mixed, none] = Kind::ALL.map(|kind| of_kind(article, kind));
        let shown: Vec<&str> = PHENOMENA.iter().map(|(tag, _)| *tag).filter(|tag| count(article, tag) > 0).collect();
        let reports = article.relations.reports.len();
        out += &format!("| {} | {direct} | {mixed} | {none} | {reports} | {} |\n", article.id, shown.join(", "));
    }
    out
}

/// Attributions by class: how many hold quoted words, and how they stand.
fn classes(articles: &[Labelled]) -> String {
    let mut out = String::from("| class of attribution | times | without quote marks | negated | modal |\n|---|--:|--:|--:|--:|\n");
    for class in CLASSES {
        let times = |which: &dyn Fn(&Labelled, &Report) -> bool| -> usize {
            articles.iter().map(|a| a.relations.reports.iter().filter(|r| r.class == class && which(a, r)).count()).sum()
        };
        let [negated, modal] = ["negated", "modal"].map(|status| times(&|_, r| r.status == status));
        let plain = times(&|a, r| !r.is_quoted(&a.labels));
        out += &format!("| {class} | {} | {plain} | {negated} | {modal} |\n", times(&|_, _| true));
    }
    out + "\n"
}
