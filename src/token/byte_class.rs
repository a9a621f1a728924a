//! What bytes and characters may be in a word.

/// Classes of ASCII bytes in words.
pub(super) const UPPER: u8 = 1 << UPPER_SHIFT;
pub(super) const UPPER_SHIFT: u32 = 7;
pub(super) const LOWER: u8 = 1;
/// May begin a word: letters and the underscore.
pub(super) const LETTER: u8 = 2;
/// May go on a word: letters, digits and the underscore.
pub(super) const INSIDE: u8 = 4;
/// May have a part of the word behind it, or tell what the word is: behind letters it takes a closer look.
pub(super) const GOES_ON: u8 = 8;

pub(super) const CLASS: [u8; 256] = {
    let mut table = [GOES_ON; 256];
    let mut b = 0;
    while b < 128 {
        table[b as usize] = match b {
            b'a'..=b'z' => LOWER | LETTER | INSIDE | GOES_ON,
            b'A'..=b'Z' => UPPER | LETTER | INSIDE | GOES_ON,
            b'_' => LETTER | INSIDE | GOES_ON,
            b'0'..=b'9' => INSIDE | GOES_ON,
            b'\'' | b'&' | b'*' | b'-' | b'.' | b':' | b'@' => GOES_ON,
            _ => 0,
        };
        b += 1;
    }
    table
};

#[inline]
pub(super) fn is_word_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || b == b'_'
}

/// Marks that combine with the character before them (the blocks that Latin, Greek and Cyrillic text uses, and joiners).
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{20D0}'..='\u{20FF}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{200C}' | '\u{200D}' | '\u{1F3FB}'..='\u{1F3FF}')
}

/// Characters without width that pages leave in copied text.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{2060}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
