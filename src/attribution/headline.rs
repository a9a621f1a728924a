//! Headlines: who stands before a colon, behind it, or is its first person.

use super::cues::SPEAKING;
use super::rules::{Attributor, Found, Setting};
use super::{Rule, View};
use crate::lexicon::{Facts, Tag};
use crate::mention::{EntityType, Mention, MentionKind};
use crate::quotation::{Quotation, QuotationKind};
use crate::span::MentionId;

/// Longest name that labels a headline, in tokens.
const NAME: u32 = 4;

impl Attributor {
    /// What the label of a headline tells, where only a far clause of it or a cue that seldom reports speaks against that: *Roe: Voters think the
    /// boat is ‘late’*.
    pub(super) fn labelled(&self, view: &View<'_>, quotation: &Quotation, place: &Setting, found: Found) -> Found {
        let weak = matches!(found.rule, Rule::ClauseBefore | Rule::ClauseBehind | Rule::NounCue)
            || found.cue.is_some_and(|cue| view.cues[cue.index()].weight < SPEAKING);
        let start = view.words.tokens.paragraphs()[place.paragraph].start;
        let begins = |label: &Found| label.mention.is_some_and(|mention| view.mentions[mention.index()].tokens.end <= start + NAME);
        self.headline(view, quotation, place).filter(|label| weak && label.rule == Rule::Label && begins(label)).unwrap_or(found)
    }

    /// A headline: who stands before its colon, else its first person.
    pub(super) fn headline(&self, view: &View<'_>, quotation: &Quotation, place: &Setting) -> Option<Found> {
        let paragraph = view.words.tokens.paragraphs()[place.paragraph];
        // What follows the first sentence is no headline.
        if place.paragraph != 0 || paragraph.len() > 30 || place.first.start != paragraph.start {
            return None;
        }
        let mentions = || {
            view.mentions
                .iter()
                .enumerate()
                .take_while(|(_, m)| m.tokens.start < paragraph.end)
                .filter(|(_, m)| !m.quoted && m.kind == MentionKind::Name)
        };
        // *Ann Lee was accused of ‘lying’*: not her words.
        let is_spoken_of = |i: usize| {
            let end = view.mentions[i].tokens.end as usize;
            end + 1 < view.words.len()
                && view.words.is_be(end)
                && view.words.tag(end + 1) == Tag::VBN
                && view.words.facts(end + 1).has(Facts::CUE_VERB)
        };
        let is_person = |i: usize| view.is_person(view.links[i]) && !is_spoken_of(i);
        // *The Latest: Ann Lee speaks of ‘rain’*: the name of a column.
        let is_column = |m: &Mention| m.entity_type == EntityType::Unknown && view.words.tag(m.tokens.start as usize) == Tag::DT;
        let open = quotation.tokens.start as usize;
        let is_other_clause = |m: &Mention| is_of_clause_behind_as(view, m.tokens.end as usize + 1, open);
        if let Some((label, _)) =
            mentions().find(|(_, m)| view.words.is(m.tokens.end as usize, ":") && !is_column(m) && !is_other_clause(m))
        {
            return self.said_by(view, MentionId::new(label), None, Rule::Label, 80);
        }
        // *Boat ‘was late’: Ann Lee*
        let (open, close) = (quotation.tokens.start, quotation.tokens.end as usize);
        let signs = |m: &Mention| {
            m.tokens.start as usize == close + 1 && m.tokens.end == paragraph.end && matches!(view.words.str(close), ":" | "-" | "–" | "—")
        };
        if let Some((signer, _)) = mentions().find(|&(i, m)| signs(m) && is_person(i)) {
            return self.said_by(view, MentionId::new(signer), None, Rule::Label, 80);
        }
        let (found, named) = mentions().find(|&(i, _)| is_person(i))?;
        // *Ann Lee ‘heartbroken’ after fire*
        let small = quotation.inner().range().next().is_some_and(|i| view.words.token(i).is_word() && !view.words.is_capitalised(i));
        let beside = named.tokens.end == open && small && quotation.kind != QuotationKind::Direct;
        self.said_by(view, MentionId::new(found), None, Rule::Headline, if beside { 80 } else { 60 })
    }
}

/// *Boatmen: Late goal saves point as Roe hits out at ‘blind’ referee*: the words stand in a clause of somebody else behind the label.
fn is_of_clause_behind_as(view: &View<'_>, from: usize, open: usize) -> bool {
    let words = &view.words;
    let sign = (from..open).find(|&i| words.is(i, "as"));
    sign.is_some_and(|sign| {
        (sign + 2..open).any(|i| words.tag(i).is_finite() || words.tag(i) == Tag::NNS && words.info(i).second_tag.is_verb())
    })
}
