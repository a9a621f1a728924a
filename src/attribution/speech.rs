//! Speech, or marks around nobody's words: what was found decides together with how the words look.

use super::cues::SPEAKING;
use super::rules::{Attributor, Found};
use super::sentence::{is_announced_name, is_word_as_word};
use super::{Rule, View};
use crate::cue::CueKind;
use crate::lexicon::{CueClass, Facts, Tag, WordClass, is_form};
use crate::mention::MentionKind;
use crate::quotation::{Quotation, QuotationKind};
use crate::token::{Shape, TokenKind};

/// Words from which on a fragment is speech wherever a clause reports.
const CLAUSE: usize = 5;

/// Cues up to this weight give a name, if anything.
const NAMING: u8 = 5;

/// Cues of at least this weight make speech of words that look like nobody's.
const REPORTING: u8 = 25;

/// The same for cues that say as what they take something: *rated the claim as “false”*.
const JUDGING: u8 = 15;

/// Verbs of speech of at least this weight call out what they have right behind them.
const CALLING: u8 = 50;

/// Most tokens between a verb and the quotation to which its colon leads.
const LED_IN: usize = 8;

impl Attributor {
    /// Whether marks that look like nobody's words are speech for what was found: a cue leads straight in to them, and they
    /// are no title. A single word in marks before a far cue is none either.
    pub(super) fn is_speech(&self, view: &View<'_>, quotation: &Quotation, found: &Found) -> bool {
        let inner = quotation.inner();
        let words = || inner.range().filter(|&i| view.words.token(i).is_word());
        // More are not told apart.
        let count = words().take(CLAUSE).count();
        let is_capital = |i: usize| view.words.token(i).is_capitalised();
        // *on “STV”*: letters that stand for a name.
        let is_acronym = count == 1 && words().all(|i| view.words.token(i).shape == Shape::Upper);
        // *a “WITCH HUNT”*: who writes all in capitals shouts, and names no work.
        let shouts = || count > 1 && words().filter(|&i| is_capital(i)).all(|i| view.words.token(i).shape == Shape::Upper);
        // Titles write pronouns with capitals: *Shame on him* is none.
        let is_small = |i: usize| view.words.facts(i).has(Facts::FUNCTION) && !matches!(view.words.tag(i), Tag::PRP | Tag::PRPS);
        let led_in = self.leads_to_sentence(view, quotation, found);
        let is_title = !led_in
            && !is_call(view, quotation, found)
            && (is_acronym
                || count > 1
                    && !shouts()
                    && words().any(is_capital)
                    && words().next().is_some_and(is_capital)
                    && words().all(|i| is_capital(i) || is_small(i) || view.words.str(i).len() == 1));
        if self.modifies(view, quotation, found.rule, is_title)
            || is_name_given(view, quotation, found)
            || is_sign(view, found)
            || is_announced_name(view, quotation.tokens.start as usize)
        {
            return false;
        }
        if quotation.kind != QuotationKind::None {
            // *staff named it “the kettle”*: a short name.
            let names = found.rule == Rule::CueBefore && count <= 4 && found.cue.is_some_and(|cue| view.cues[cue.index()].weight <= NAMING);
            // *on ABC's “This Week,” Roe said*: a title, unless a verb of speech leads straight in to it.
            let weight = found.cue.map_or(0, |cue| view.cues[cue.index()].weight);
            let leads = matches!(found.rule, Rule::CueBefore) && weight >= SPEAKING;
            let works = matches!(
                found.rule,
                Rule::CueBefore | Rule::ClauseBefore | Rule::ClauseBehind | Rule::NounCue | Rule::Possessor | Rule::Colon
            );
            let in_headline = view.words.tokens.paragraphs().first().is_some_and(|p| quotation.tokens.start < p.end);
            // *about his new show, “Songs for Dummies,” the actor said*
            let start = quotation.tokens.start as usize;
            let added = start > 1 && view.words.is(start - 1, ",") && view.words.tag(start - 2) == Tag::NN;
            let works = works || added && matches!(found.rule, Rule::CueSubjectBehind | Rule::SubjectCueBehind);
            if is_title && works && !leads && !in_headline && !self.closes_with_stop(view, quotation) {
                return false;
            }
            return !names && (found.rule != Rule::ClauseBehind || count > 1);
        }
        if led_in {
            return true;
        }
        match found.rule {
            // *used the word “…”*
            Rule::CueBefore if found.cue.is_none() => view.is_person(found.entity),
            Rule::CueBefore | Rule::NounCue => {
                // *known as “…”*, *speak of the “…”*: what hardly ever reports gives a name.
                let what = found.mention.is_some_and(|mention| {
                    let start = view.mentions[mention.index()].tokens.start as usize;
                    start > 0 && is_form!(view.words, start - 1, "what")
                });
                let reports = what
                    || found.cue.map(|cue| &view.cues[cue.index()]).is_some_and(|cue| {
                        let (from, start) = (cue.tokens.end as usize, quotation.tokens.start as usize);
                        // *rated the school “poor”*
                        let of_object =
                            || self.grammar.starting(from).is_some_and(|m| view.mentions[m.index()].tokens.end as usize == start);
                        let judges = cue.weight >= JUDGING && (self.names_as(view, from, start) || of_object());
                        cue.weight >= REPORTING || judges
                    });
                let insults = calls_somebody(view, quotation, found);
                found.confidence >= 80 && (!is_title || insults) && reports
            }
            Rule::Label | Rule::Signature | Rule::Echo | Rule::LeadIn | Rule::Headline => found.confidence >= 80,
            Rule::CueSubjectBehind => !is_title,
            // *“Shame on us,” a woman who runs the school said*: however far its verb stands.
            Rule::SubjectCueBehind => {
                !is_title && self.closes_with_comma(view, quotation) && (self.opens(view, quotation) || puts_it(view, found))
            }
            // A short sentence of its own beside a quotation, a fragment joined to one.
            Rule::SameParagraph | Rule::Answer => self.closes_with_stop(view, quotation),
            Rule::Colon | Rule::LastSpeaker | Rule::SubjectBefore => self.closes_with_stop(view, quotation) && !is_title,
            Rule::Coordinated => true,
            // *According to Roe, the air is “stale”*; behind the words the source vouches for the whole, not for a word of it.
            Rule::AccordingTo => {
                let leads = found.cue.is_some_and(|cue| view.cues[cue.index()].tokens.start < quotation.tokens.start);
                !is_title && (leads || count > 1)
            }
            Rule::ClauseBehind => !is_title && count > 1,
            // *Roe said that nobody had used the word “…”*
            Rule::ClauseBefore if is_word_as_word(view, quotation.tokens.start as usize) => false,
            Rule::ClauseBefore => !is_title && (found.confidence >= 80 && count > 1 || count >= CLAUSE),
            _ => false,
        }
    }

    /// Whether the quotation begins its sentence.
    fn opens(&self, view: &View<'_>, quotation: &Quotation) -> bool {
        view.words.tokens.sentence_at(quotation.tokens.start as usize).start == quotation.tokens.start
    }

    /// Whether a verb of speech and a colon lead in to a sentence of its own, however short: *Roe said: “Sit down.”*
    pub(super) fn leads_to_sentence(&self, view: &View<'_>, quotation: &Quotation, found: &Found) -> bool {
        if !(quotation.tokens.start as usize).checked_sub(1).is_some_and(|i| view.words.is(i, ":")) {
            return false;
        }
        let reports = found.cue.map(|cue| &view.cues[cue.index()]).is_some_and(|cue| {
            // *shouted at the men: “Stop!”*
            let mut between = cue.tokens.end as usize..quotation.tokens.start as usize;
            let near = between.len() <= LED_IN && between.all(|i| !view.words.tag(i).is_finite() && !view.words.is(i, ","));
            cue.kind == CueKind::Verb && cue.weight >= REPORTING && near
        });
        reports && matches!(found.rule, Rule::CueBefore | Rule::ClauseBefore) && self.closes_with_stop(view, quotation)
    }

    /// Whether a cue behind the quotation reports something else, because the quotation is a word of its sentence: *the “Boats
    /// for all” campaign said*, *on “This Week,” Roe said that*.
    fn modifies(&self, view: &View<'_>, quotation: &Quotation, rule: Rule, is_title: bool) -> bool {
        if !matches!(rule, Rule::SubjectCueBehind | Rule::CueSubjectBehind | Rule::ClauseBehind) {
            return false;
        }
        let words = &view.words;
        let (start, end) = (quotation.tokens.start as usize, quotation.tokens.end as usize);
        let speaker = Facts::PERSON.with(Facts::ORGANISATION).with(Facts::CUE_VERB);
        let noun = end < words.len()
            && words.joined(end)
            && (words.tag(end).is_noun() || words.tag(end).is_adjective())
            && (is_title || !words.facts(end).any(speaker));
        // *Roe “thought about” new boats*: the words take an object of their own.
        let takes_object =
            quotation.inner().range().next_back().is_some_and(|last| words.tag(last) == Tag::IN || words.tag(last).is_verb());
        let governed = is_title
            && start > 0
            && words.joined(start)
            && (words.token(start - 1).kind == TokenKind::Possessive
                || words.tag(start - 1) == Tag::IN
                || words.tag(start - 1).is_adjective());
        noun && !takes_object && !self.closes_with_comma(view, quotation) || governed
    }
}

/// Whether a verb of saying has the words right behind it, and nothing goes on from them: *shouted “Sorry, Mavis” at the gallery*, *said
/// “Yes, Sir”*; but *said “Long Rain” was late*, *told “Morning Boat”*.
pub(super) fn is_call(view: &View<'_>, quotation: &Quotation, found: &Found) -> bool {
    let words = &view.words;
    let Some(cue) = found.cue.map(|cue| &view.cues[cue.index()]).filter(|_| found.rule == Rule::CueBefore) else { return false };
    let (verb, start, end) = (cue.tokens.start as usize, quotation.tokens.start as usize, quotation.tokens.end as usize);
    let says = cue.kind == CueKind::Verb && cue.class == CueClass::Speech && cue.weight >= CALLING;
    // Of these what follows is whom or what they are said to or of.
    let takes_object = words.is_any(verb, [WordClass::Telling, WordClass::Asking, WordClass::Calling, WordClass::Chanting]);
    let goes_on = end < words.len()
        && words.joined(end)
        && words.token(end).is_word()
        && !(matches!(words.tag(end), Tag::IN | Tag::TO | Tag::CC) || words.tag(end).is_adverb());
    // *called out*, but not *speak of*
    let whole = if cue.tokens.len() > 1 { words.is(start - 1, "out") } else { !takes_object };
    says && whole && cue.tokens.end as usize == start && !goes_on && !is_sign(view, found)
}

/// Whether a name is given, not an opinion: *a feature called “Recall”*.
fn is_name_given(view: &View<'_>, quotation: &Quotation, found: &Found) -> bool {
    let words = &view.words;
    let Some(cue) = found.cue.map(|cue| &view.cues[cue.index()]) else { return false };
    let described = found.mention.map(|mention| &view.mentions[mention.index()]).is_some_and(|mention| {
        mention.kind == MentionKind::Nominal
            && mention.tokens.end == cue.tokens.start
            && !view.words.facts(mention.head as usize).has(Facts::PERSON)
    });
    let called = cue.tokens.end == quotation.tokens.start
        && is_form!(words, cue.tokens.start as usize, "called" | "dubbed")
        && cue.tokens.start > 0
        && (words.tag(cue.tokens.start as usize - 1).is_noun() || described);
    let mut inner = quotation.inner().range().filter(|&i| words.token(i).is_word());
    called && inner.all(|i| words.is_capitalised(i) || words.facts(i).any(Facts::FUNCTION.with(Facts::PARTICLE)))
}

/// Whether something reads for all to see, and nobody speaks: *hoisted a sign that read “…”*.
fn is_sign(view: &View<'_>, found: &Found) -> bool {
    let reads = found.cue.is_some_and(|cue| {
        is_form!(
            view.words,
            view.cues[cue.index()].tokens.start as usize,
            "read" | "reads" | "reading" | "say" | "says" | "saying" | "said"
        )
    });
    // *carried a sign reading “…”*, *a T-shirt that read “…”*: whoever carries it.
    let carried = found.cue.is_some_and(|cue| {
        let verb = view.cues[cue.index()].tokens.start as usize;
        let relative = verb > 1 && is_form!(view.words, verb - 1, "that" | "which");
        let noun = verb.checked_sub(if relative { 2 } else { 1 });
        noun.is_some_and(|noun| view.words.is_a(noun, WordClass::Display))
    });
    reads
        && (carried
            || found.mention.is_some_and(|mention| view.words.is_a(view.mentions[mention.index()].head as usize, WordClass::Display)))
}

/// *they are “ready to move,” as a ruling put it*
fn puts_it(view: &View<'_>, found: &Found) -> bool {
    let words = &view.words;
    let cue = found.cue.map(|cue| view.cues[cue.index()].tokens.end as usize - 1);
    let start = found.mention.map(|mention| view.mentions[mention.index()].tokens.start as usize);
    cue.is_some_and(|it| words.is(it, "it")) && start.is_some_and(|start| start > 0 && words.is(start - 1, "as"))
}

/// Whether somebody is called names: *Roe called the winner “Miss Piggy”*.
fn calls_somebody(view: &View<'_>, quotation: &Quotation, found: &Found) -> bool {
    let words = &view.words;
    let Some(cue) = found.cue.map(|cue| &view.cues[cue.index()]) else { return false };
    let by_person = view.is_person(found.entity);
    by_person && cue.tokens.end < quotation.tokens.start && words.is_a(cue.tokens.start as usize, WordClass::Calling)
}
