use super::QuotationKind;
use super::page::Page;
use super::region::Region;
pub(super) fn guess(page: &Page, region: &Region) -> QuotationKind {
    let _ = (page, region);
    QuotationKind::Direct
}
