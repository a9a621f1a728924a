//! Finds the quotations of every paragraph and ties them together.

use super::Quotation;
use super::doubles::Doubles;
use super::kind;
use super::marks::{Family, Signs};
use super::odd;
use super::page::Page;
use super::region::{self, Region};
use super::singles::Singles;
use crate::lexicon::Word;
use crate::span::{QuotationId, TokenRange};
use crate::token::Tokens;

/// The stage with its scratch memory.
#[derive(Debug, Default)]
pub struct Finder {
    signs: Signs,
    doubles: Doubles,
    singles: Singles,
    /// The regions of the paragraph at hand.
    regions: Vec<Region>,
    /// The quotations around the region at hand, outermost first.
    parents: Vec<QuotationId>,
}

impl Finder {
    /// Appends the quotations of a text, in the order of their first token; a quotation inside another comes after it.
    /// `words` holds the built-in lexicon's word of every token; `tokens` must have its sentences.
    ///
    /// Time is linear in the text. Nothing outside a paragraph changes how its marks are paired, but for one thing: a
    /// quotation without closing mark runs to the paragraph's end if the next one opens with a mark.
    pub fn find(&mut self, text: &str, tokens: &Tokens, words: &[Word], out: &mut Vec<Quotation>) {
        let page = Page::new(text, tokens, words);
        let Finder { signs, doubles, singles, regions, parents } = self;
        let mut unfinished: Option<QuotationId> = None;
        let mut marks = tokens.marks();
        for (p, &paragraph) in tokens.paragraphs().iter().enumerate() {
            let (here, behind) = marks.split_at(marks.iter().take_while(|&&mark| mark < paragraph.end).count());
            marks = behind;
            signs.reset(&page, paragraph, here);
            regions.clear();
            let next = tokens.paragraphs().get(p + 1);
            if !signs.doubles.is_empty() {
                let goes_on = odd::opens_with_mark(&page, next, |family| !matches!(family, Family::Single | Family::Angle));
                doubles.pair(&page, paragraph, &signs.doubles, goes_on, regions);
                put_in_order(&page, paragraph, regions);
            }
            if !signs.singles.is_empty() {
                let goes_on = odd::opens_with_mark(&page, next, |family| family == Family::Single);
                let pairs = regions.len();
                singles.pair(&page, paragraph, &signs.singles, goes_on, regions);
                if regions.len() > pairs {
                    put_in_order(&page, paragraph, regions);
                }
            }
            unfinished = append(&page, paragraph, regions, parents, unfinished, out);
        }
    }
}

/// Sorts the regions of a paragraph and drops those that hold nothing but marks. In order, one look at every token finds
/// the content of all: thousands of marks around one word are no more work than their number.
fn put_in_order(page: &Page, paragraph: TokenRange, regions: &mut Vec<Region>) {
    region::sort(regions);
    let mut content = paragraph.start as usize;
    regions.retain(|region| {
        let (start, end) = region.inner();
        content = page.content_from(content.max(start), paragraph.end as usize);
        content < end
    });
}

/// Appends the quotations of one paragraph and returns the one that goes on in the next.
fn append(
    page: &Page,
    paragraph: TokenRange,
    regions: &[Region],
    parents: &mut Vec<QuotationId>,
    unfinished: Option<QuotationId>,
    out: &mut Vec<Quotation>,
) -> Option<QuotationId> {
    parents.clear();
    let mut runs_on = None;
    for region in regions {
        let tokens = TokenRange::new(region.start, region.end);
        while parents.pop_if(|id| out[id.index()].tokens.end <= tokens.start).is_some() {}
        let parent = parents.last().copied();
        // ""So"" and “"so"” are one quotation with its marks written twice.
        if parent.is_some_and(|id| out[id.index()].inner() == tokens) {
            continue;
        }
        let id = QuotationId::new(out.len());
        let continues =
            unfinished.filter(|&before| parent.is_none() && tokens.start == paragraph.start && out[before.index()].marks == region.marks);
        if parent.is_none() && !region.closed && tokens.end == paragraph.end {
            runs_on = Some(id);
        }
        let (kind, look) = kind::guess(page, paragraph, region);
        out.push(Quotation {
            span: page.tokens.span(tokens),
            tokens,
            marks: region.marks,
            opened: region.opened,
            closed: region.closed,
            continues,
            parent,
            kind,
            look,
        });
        parents.push(id);
    }
    runs_on
}
