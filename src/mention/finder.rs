//! Finds all mentions of a text: names, pronouns, descriptions.

use super::name;
use super::party_tag::is_party_tag;
use super::run::{self, LineStyle};
use super::{EntityType, Mention, MentionKind, nominal, numbered, phrase_body, pronoun, title, unlisted, unusual};
use crate::lexicon::Words;
use crate::span::{QuotationId, TokenRange};
use crate::token::TokenKind;

/// Surnames of persons named in full that are kept in mind.
const SURNAMES: usize = 32;

/// Longest text of a mention, in bytes: nobody is named at such length, and a record gives the name with every quotation.
const LONGEST: usize = 1000;

/// Mentions before a token that may reach up to it: one in another, and not many.
const NESTED: usize = 16;

/// Whether `found` shares a token with one of the mentions of its sentence but for pronouns (*his | crewmate*), which are in the order of their first token but for parts of one name.
fn overlaps(mentions: &[Mention], found: &Mention) -> bool {
    let before = mentions.partition_point(|m| m.tokens.start < found.tokens.end);
    mentions[before.saturating_sub(NESTED)..]
        .iter()
        .take(2 * NESTED)
        .any(|m| m.kind != MentionKind::Pronoun && m.tokens.end > found.tokens.start && m.tokens.start < found.tokens.end)
}

/// Appends the mentions, in the order of their first token, the longer first. `owners` tells of every token in which quotation it
/// stands, `datelines` where the text begins behind each dateline ([`super::datelines`]); sentences begin there too.
pub fn find(words: &Words<'_>, owners: &[Option<QuotationId>], datelines: &[u32], out: &mut Vec<Mention>) {
    let first = out.len();
    let (mut surnames, mut next_surname) = ([0; SURNAMES], 0);
    let mut sentence = 0;
    let mut datelines = datelines.iter().peekable();
    let sentences = words.tokens.sentences();
    for paragraph in words.tokens.paragraphs() {
        let style = run::line_style(words, *paragraph);
        let text = datelines.next_if(|&&text| text < paragraph.end).map_or(0, |&text| text);
        while sentence < sentences.len() && sentences[sentence].end <= paragraph.end {
            let range = sentences[sentence];
            sentence += 1;
            if range.end <= text {
                continue;
            }
            let of_sentence = out.len();
            let mut next = range.start as usize;
            while let Some(i) = words.mentioning(next..range.end as usize) {
                next = i + 1;
                let token = words.token(i);
                if token.kind == TokenKind::Handle {
                    out.extend(name::handle(words, i));
                    continue;
                }
                let quoted = owners[i].is_some();
                if let Some(name) = unusual::at(words, i, range) {
                    next = name.tokens.end as usize;
                    out.push(name);
                    continue;
                }
                if !token.is_capitalised() && !run::begins_with_particle(words, i, range) {
                    if !quoted {
                        out.extend(pronoun::at(words, i).or_else(|| nominal::at(words, i, range)));
                    }
                    continue;
                }
                if let Some(pronoun) =
                    pronoun::at(words, i).filter(|_| style == LineStyle::Plain || words.str(i) != "IT" && words.str(i) != "US")
                {
                    if style == LineStyle::Plain && title::is_named_he(words, i, range) {
                        next = i + 2;
                        out.push(name::in_full(words, TokenRange::new(i, next), range));
                    } else if !quoted {
                        out.push(pronoun);
                    }
                    continue;
                }
                if style == LineStyle::Plain
                    && let Some(name) = numbered::at(words, i, range).or_else(|| phrase_body::at(words, i, range))
                {
                    next = name.tokens.end as usize;
                    out.push(name);
                    continue;
                }
                if numbered::is_amount(words, i) || is_party_tag(words, i) {
                    continue;
                }
                let end = run::run_end(words, i, range, style);
                next = end;
                let before = out.len();
                if end == i + 1 && surnames.contains(&token.hash) && !name::is_month_or_modal(words, i, range) {
                    out.push(name::surname(words, i, range));
                    continue;
                }
                name::segment(words, i, end, range, style, out);
                for name in &out[before..] {
                    let pair = title::is_hyphened_pair(words, name.core.start as usize, name.core.end as usize);
                    if name.kind == MentionKind::Name && (name.entity_type == EntityType::Person || pair) && name.core.len() > 1 {
                        // A ring of the last surnames: words like *Young* and *Baker* are names from then on.
                        let surname = if pair { name.core.start } else { name.head } as usize;
                        surnames[next_surname % SURNAMES] = words.token(surname).hash;
                        next_surname += 1;
                    }
                }
                if !quoted && style == LineStyle::Plain {
                    out.extend(unlisted::beside_name(words, i, end, range));
                }
                if out.len() == before && !quoted {
                    // No name: perhaps a description that begins its sentence.
                    out.extend((i..end).filter_map(|head| nominal::at(words, head, range)));
                }
            }
            let listed = out.len();
            for i in of_sentence..listed {
                let who = out[i].head as usize;
                let unlisted = if words.is(who, "who") { unlisted::before_who(words, who, range) } else { None };
                out.extend(unlisted.filter(|found| !overlaps(&out[of_sentence..listed], found)));
            }
            let listed = out.len();
            let mut verbs = range.start as usize..range.end as usize;
            while let Some(verb) = words.first_reporting(verbs.clone()) {
                verbs.start = verb + 1;
                let unlisted = if owners[verb].is_none() { unlisted::beside_verb(words, verb, range) } else { None };
                out.extend(unlisted.filter(|found| !overlaps(&out[of_sentence..listed], found)));
            }
        }
    }
    out.retain(|mention| words.tokens.span(mention.tokens).len() <= LONGEST);
    for mention in &mut out[first..] {
        mention.quoted = owners[mention.head as usize].is_some();
    }
    super::sort(&mut out[first..]);
}
