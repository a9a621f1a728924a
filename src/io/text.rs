//! A text file: one article.

use crate::article::Article;
use crate::error::{Error, Result};

/// The byte order mark in UTF-8.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// Where text that is none shows it.
pub(super) const LOOKED_AT: usize = 4096;

/// The article of a whole text file.
///
/// # Errors
/// [`crate::ErrorKind::Format`] if the bytes are not UTF-8: the line and the first wrong byte, counted from 0 at the
/// start of the file.
pub(crate) fn decode(file: &str, id: &str, bytes: &[u8]) -> Result<Article> {
    match std::str::from_utf8(bytes.strip_prefix(BOM).unwrap_or(bytes)) {
        Ok(text) => Article::new(id, text),
        Err(error) => {
            let mark = if bytes.starts_with(BOM) { BOM.len() } else { 0 };
            let offset = mark + error.valid_up_to();
            let line = 1 + memchr::memchr_iter(b'\n', &bytes[..offset]).count() as u64;
            let utf16 = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
            let next_step = if utf16 {
                "it looks like UTF-16; convert the file to UTF-8"
            } else if memchr::memchr(0, &bytes[..bytes.len().min(LOOKED_AT)]).is_some() {
                "it holds NUL bytes, as pictures and programs do and text does not; export its text, or leave it out"
            } else {
                "convert the file to UTF-8"
            };
            Err(Error::format(file, line, None, format!("byte {offset} is not UTF-8; {next_step}")).of_article(id))
        }
    }
}

/// What is wrong with a file that is larger than any article, if its first bytes show that it is no text at all: then its size is not what
/// keeps it from being read.
pub(super) fn not_text(file: &str, head: &[u8]) -> Option<Error> {
    let head = &head[..head.len().min(LOOKED_AT)];
    // A character may be cut at the end of the head.
    let is_wrong = std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some());
    if is_wrong { decode(file, "", head).err() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_not_text_and_everything_else_is() {
        let article = decode("a.txt", "a", b"\xEF\xBB\xBFOne\r\n\0two").unwrap();
        assert_eq!(article.text(), "One\r\n\0two");
        assert_eq!(decode("a.txt", "a", b"").unwrap().text(), "");
    }

    #[test]
    fn the_first_wrong_byte_is_counted_in_the_file() {
        let error = decode("a.txt", "a", b"\xEF\xBB\xBFOne\ntw\xFF").unwrap_err();
        assert_eq!(error.to_string(), "a.txt:2: byte 9 is not UTF-8; convert the file to UTF-8");
        let error = decode("b.txt", "b", b"\xFF\xFEO\0").unwrap_err();
        assert_eq!(error.to_string(), "b.txt:1: byte 0 is not UTF-8; it looks like UTF-16; convert the file to UTF-8");
        let error = decode("c.png", "c", b"\x89PNG\r\n\x1A\n\0\0").unwrap_err();
        assert!(error.to_string().starts_with("c.png:1: byte 0 is not UTF-8; it holds NUL bytes"), "{error}");
    }
}
