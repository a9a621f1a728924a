//! Pairs single marks, between the regions that unmistakable marks have cut out: a single quotation lies wholly inside
//! one, wholly outside, or around it.

use super::Marks;
use super::elision::{self, Apostrophe};
use super::marks::{Look, Side, Sign};
use super::odd;
use super::page::Page;
use super::region::Region;
use crate::span::TokenRange;

/// The scratch memory of the pairing.
#[derive(Debug, Default)]
pub(super) struct Singles {
    /// Marks that are open, as indices of the paragraph's marks.
    open: Vec<usize>,
    /// The regions around the mark at hand, outermost first.
    frames: Vec<Frame>,
    /// For each mark, which way the next one looks that is surely no apostrophe.
    next: Vec<Option<Look>>,
}

/// A region of unmistakable marks.
#[derive(Debug)]
struct Frame {
    /// One past its last token.
    end: usize,
    /// Number of open marks before it.
    base: usize,
}

impl Singles {
    /// Appends the regions of one paragraph. `regions` holds those of the unmistakable marks, sorted, from `first` on;
    /// `goes_on` tells whether the next paragraph opens with a single mark.
    pub(super) fn pair(&mut self, page: &Page, paragraph: TokenRange, signs: &[Sign], goes_on: bool, regions: &mut Vec<Region>) {
        self.open.clear();
        self.frames.clear();
        self.look_ahead(page, paragraph, signs, goes_on);
        let doubles = regions.len();
        let mut region = 0;
        for (k, sign) in signs.iter().enumerate() {
            while let Some(frame) = self.frames.pop_if(|frame| frame.end <= sign.token) {
                self.open.truncate(frame.base);
            }
            while region < doubles && regions[region].start <= sign.token {
                if regions[region].end > sign.token {
                    self.frames.push(Frame { end: regions[region].end, base: self.open.len() });
                }
                region += 1;
            }
            let base = self.frames.last().map_or(0, |frame| frame.base);
            let open = self.open.len() > base;
            if open && self.closes(page, paragraph, signs, k) {
                let Some(opener) = self.open.pop() else { continue };
                regions.push(Region { start: signs[opener].token, end: sign.token + 1, opened: true, closed: true, marks: Marks::Single });
            } else if self.opens(page, signs, k, open) {
                self.open.push(k);
            }
        }
        while let Some(frame) = self.frames.pop() {
            self.open.truncate(frame.base);
        }
        self.end_unclosed(page, paragraph, signs, goes_on, doubles, regions);
    }

    /// Fills `next` from the right.
    fn look_ahead(&mut self, page: &Page, paragraph: TokenRange, signs: &[Sign], goes_on: bool) {
        self.next.clear();
        // A quotation that goes on in the next paragraph is as good as one that closes later.
        let mut next = goes_on.then_some(Look::Closes);
        for sign in signs.iter().rev() {
            self.next.push(next);
            match sign.context() {
                Some(Look::Opens) if opening_doubt(page, sign) == Apostrophe::No => next = Some(Look::Opens),
                Some(Look::Closes) if closing_doubt(page, paragraph, sign) == Apostrophe::No => next = Some(Look::Closes),
                _ => {}
            }
        }
        self.next.reverse();
    }

    /// Whether mark `k` opens a quotation; `open` tells whether it would be inside another single one.
    fn opens(&self, page: &Page, signs: &[Sign], k: usize, open: bool) -> bool {
        let sign = &signs[k];
        let looks = match sign.context() {
            Some(Look::Opens) => true,
            Some(Look::Closes) => false,
            None => match (sign.left, sign.right) {
                // — ‘No’ and said,‘No’; but rock-'n'-roll.
                (Side::Dash, Side::Word) => !page.is_sign(sign.token - 1, &['-']),
                (Side::Closing | Side::Ellipsis, Side::Word) => sign.form == Some(Look::Opens),
                (Side::Blank, Side::Blank | Side::Dash) => sign.form == Some(Look::Opens),
                _ => false,
            },
        };
        looks
            && match opening_doubt(page, sign) {
                Apostrophe::No => true,
                Apostrophe::Perhaps => !open && self.next[k] == Some(Look::Closes),
                Apostrophe::Yes => false,
            }
    }

    /// Whether mark `k` closes the open quotation.
    fn closes(&self, page: &Page, paragraph: TokenRange, signs: &[Sign], k: usize) -> bool {
        let sign = &signs[k];
        match sign.context() {
            Some(Look::Opens) => false,
            Some(Look::Closes) => closing_doubt(page, paragraph, sign) == Apostrophe::No || self.next[k] != Some(Look::Closes),
            None => match (sign.left, sign.right) {
                (Side::Closing | Side::Ellipsis, Side::Word) => sign.form != Some(Look::Opens),
                (Side::Blank | Side::Dash, Side::Blank | Side::Closing | Side::Dash) => sign.form == Some(Look::Closes),
                _ => false,
            },
        }
    }

    /// An unclosed single mark counts only where it is no apostrophe: at a paragraph's start, or behind a colon or comma, with a
    /// paragraph after it that begins with one, or ‘ with an attribution behind.
    fn end_unclosed(&self, page: &Page, paragraph: TokenRange, signs: &[Sign], goes_on: bool, doubles: usize, regions: &mut Vec<Region>) {
        let last = paragraph.end as usize;
        let at_start = self.open.first().filter(|&&k| signs[k].left == Side::Edge);
        let Some(&k) = at_start.or(self.open.last()) else { return };
        let sign = &signs[k];
        let by_form = sign.form == Some(Look::Opens);
        let start = sign.token;
        let next = regions[..doubles].partition_point(|r| r.start <= start);
        let limit = signs.get(k + 1).map_or(last, |s| s.token).min(regions[..doubles].get(next).map_or(last, |r| r.start));
        let end = match odd::attributed_end(page, start + 1, limit) {
            Some(end) if by_form => end,
            None if goes_on && (by_form || at_start.is_some() || is_led_in(page, sign)) => last,
            _ => return,
        };
        if end > start + 1 {
            regions.push(Region { start, end, opened: true, closed: false, marks: Marks::Single });
        }
    }
}

/// *She said: 'We won.* before a paragraph that goes on.
fn is_led_in(page: &Page, sign: &Sign) -> bool {
    sign.left == Side::Blank && page.is_sign(sign.token - 1, &[':', ',']) && opening_doubt(page, sign) == Apostrophe::No
}

/// How likely an opening-looking mark is an apostrophe.
fn opening_doubt(page: &Page, sign: &Sign) -> Apostrophe {
    let elision = match sign.right {
        Side::Word | Side::Number => elision::begins(page, sign.token + 1),
        _ => Apostrophe::No,
    };
    // ’ opens only by mistake.
    if sign.form == Some(Look::Closes) { elision.max(Apostrophe::Perhaps) } else { elision }
}

/// How likely a closing-looking mark is an apostrophe.
fn closing_doubt(page: &Page, paragraph: TokenRange, sign: &Sign) -> Apostrophe {
    match (sign.left, sign.right) {
        (Side::Word, Side::Blank) if sign.token > 0 => elision::ends(page, sign.token - 1, paragraph.end as usize),
        _ => Apostrophe::No,
    }
}
