//! Pairs the marks that are never apostrophes, paragraph by paragraph.

use super::marks::{Family, Look, Side, Sign};
use super::odd;
use super::page::Page;
use super::region::Region;
use crate::lexicon::Facts;
use crate::span::TokenRange;

/// The scratch memory of the pairing.
#[derive(Debug, Default)]
pub(super) struct Doubles {
    /// Marks that are open, as indices of the paragraph's marks.
    open: Vec<usize>,
    /// How many of them are of each family.
    counts: [usize; Family::UNMISTAKABLE],
    /// Which way each mark turned out to look; `None` for strays and inches.
    looks: Vec<Option<Look>>,
}

impl Doubles {
    /// Appends the regions of one paragraph, in the order in which they close. `goes_on` tells whether the next paragraph opens with a mark.
    ///
    /// Marks are matched like brackets: a second opening mark stays open inside the first only if both are closed. What
    /// is still open at the end was never closed; what closes nothing was never opened.
    pub(super) fn pair(&mut self, page: &Page, paragraph: TokenRange, signs: &[Sign], goes_on: bool, out: &mut Vec<Region>) {
        self.open.clear();
        self.counts = [0; Family::UNMISTAKABLE];
        self.looks.clear();
        let first = out.len();
        for (k, sign) in signs.iter().enumerate() {
            let look = self.look(page, paragraph, signs, k);
            self.looks.push(look);
            match look {
                Some(Look::Opens) => {
                    self.open.push(k);
                    self.counts[sign.family as usize] += 1;
                }
                Some(Look::Closes) if self.is_open(sign.family) => self.close(signs, sign, sign.family, out),
                // «So” is an accident too, but a pair.
                Some(Look::Closes) if other(sign.family).is_some_and(|family| self.is_open(family)) => {
                    self.close(signs, sign, other(sign.family).unwrap_or(sign.family), out);
                }
                Some(Look::Closes) if self.open.is_empty() && sign.family == Family::Double => {
                    let before = out[first..].last().map(|r: &Region| r.end);
                    let start = odd::unopened_start(page, sign.token, before.unwrap_or(paragraph.start as usize), before.is_some());
                    if start < sign.token {
                        out.push(Region { start, end: sign.token + 1, opened: false, closed: true, marks: sign.family.marks() });
                    }
                }
                _ => {}
            }
        }
        self.end_unclosed(page, paragraph, signs, goes_on, out);
    }

    fn is_open(&self, family: Family) -> bool {
        self.counts[family as usize] > 0
    }

    /// Which way mark `k` looks, given what is open before it.
    fn look(&self, page: &Page, paragraph: TokenRange, signs: &[Sign], k: usize) -> Option<Look> {
        let sign = &signs[k];
        let next = signs.get(k + 1);
        let open = self.is_open(sign.family);
        let by_parity = if open { Look::Closes } else { Look::Opens };
        if is_inches(page, sign, next, open) {
            return None;
        }
        match (sign.form, sign.context()) {
            // “We won, “he said: the blank stands on the wrong side.
            (_, Some(Look::Opens)) if open && is_blank_misplaced(page, paragraph, sign) => Some(Look::Closes),
            // He said,“ We won.”
            (form, Some(Look::Closes)) if !open && form != Some(Look::Closes) && is_introduced(page, sign, next) => Some(Look::Opens),
            (None, Some(context)) => Some(context),
            (None, None) => Some(by_parity),
            (Some(form), Some(context)) if form == context => Some(form),
            // „So“, ”so”, “so“: the character looks one way, the blanks the other.
            (Some(_), Some(_)) => Some(by_parity),
            (Some(Look::Opens), None) => Some(if matches!(sign.left, Side::Blank | Side::Dash) { Look::Opens } else { by_parity }),
            (Some(Look::Closes), None) if open || sign.left != Side::Blank => Some(Look::Closes),
            // » between blanks is an arrow.
            (Some(Look::Closes), None) => (sign.family == Family::Double).then_some(Look::Opens),
        }
    }

    /// Pairs `sign` with the last open mark of `family`; what was opened after that one is stray.
    fn close(&mut self, signs: &[Sign], sign: &Sign, family: Family, out: &mut Vec<Region>) {
        while let Some(k) = self.open.pop() {
            let opener = &signs[k];
            self.counts[opener.family as usize] -= 1;
            if opener.family == family {
                out.push(Region { start: opener.token, end: sign.token + 1, opened: true, closed: true, marks: sign.family.marks() });
                return;
            }
        }
    }

    /// Ends what was never closed: at its attribution; else at the paragraph's end, if nothing opens before that or if
    /// the quotation goes on in the next paragraph; else with its sentence.
    fn end_unclosed(&self, page: &Page, paragraph: TokenRange, signs: &[Sign], goes_on: bool, out: &mut Vec<Region>) {
        let last = paragraph.end as usize;
        for &k in &self.open {
            let sign = &signs[k];
            if !may_be_unclosed(sign, goes_on) {
                continue;
            }
            let next = (k + 1..signs.len()).find(|&n| self.looks[n] == Some(Look::Opens)).map(|n| signs[n].token);
            let limit = next.unwrap_or(last);
            let start = sign.token;
            let end = match odd::attributed_end(page, start + 1, limit) {
                Some(end) => end,
                None if next.is_none() || goes_on && sign.left == Side::Edge => last,
                None => odd::sentence_end(page, start + 1, limit),
            };
            if end > start + 1 {
                out.push(Region { start, end, opened: true, closed: false, marks: sign.family.marks() });
            }
            if end == last {
                break;
            }
        }
    }
}

/// The family with which `family` is mixed up.
fn other(family: Family) -> Option<Family> {
    match family {
        Family::Double => Some(Family::Guillemet),
        Family::Guillemet => Some(Family::Double),
        _ => None,
    }
}

/// Whether a mark without partner still opens a quotation: » and ‹ are bullets and arrows more often than marks.
fn may_be_unclosed(sign: &Sign, goes_on: bool) -> bool {
    match sign.family {
        Family::Double => goes_on || sign.form == Some(Look::Opens) || sign.context() == Some(Look::Opens),
        Family::Guillemet => sign.form == Some(Look::Opens),
        _ => false,
    }
}

/// Whether the mark behind a number means inches: *a 12" record*, *6'2"*. Inside a quotation it does if another mark closes that.
fn is_inches(page: &Page, sign: &Sign, next: Option<&Sign>, open: bool) -> bool {
    if sign.family != Family::Double || sign.left != Side::Number || sign.form == Some(Look::Opens) || sign.token == 0 {
        return false;
    }
    let number = page.form(sign.token - 1);
    // Years end quotations; lengths are short or have a fraction.
    let is_length = number.len() <= 3 || number.contains('.') || !number.is_ascii();
    is_length && (!open || next.is_some_and(|n| n.context() == Some(Look::Closes)))
}

/// Whether an opening-looking mark stands between a comma and an attribution.
fn is_blank_misplaced(page: &Page, paragraph: TokenRange, sign: &Sign) -> bool {
    sign.left == Side::Blank
        && page.is_sign(sign.token - 1, &[',', '?', '!'])
        && odd::is_attribution(page, sign.token + 1, paragraph.end as usize)
}

/// Whether a closing-looking mark stands right behind *said,* or *said:* and another one closes what it opens.
fn is_introduced(page: &Page, sign: &Sign, next: Option<&Sign>) -> bool {
    sign.token >= 2
        && sign.right == Side::Blank
        && page.is_sign(sign.token - 1, &[',', ':'])
        && page.info(sign.token - 2).facts.has(Facts::CUE_VERB)
        && next.is_some_and(|n| n.context() == Some(Look::Closes))
}
