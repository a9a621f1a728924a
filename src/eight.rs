//! Eight bytes at a time, in one register: bit 7 of each byte is its answer.

const TOP: u64 = 0x8080_8080_8080_8080;

/// The bit of the first byte.
pub(crate) const FIRST: u64 = 0x80;

/// A byte eight times.
const fn all(b: u8) -> u64 {
    0x0101_0101_0101_0101 * b as u64
}

/// The eight bytes from `at` on, the first of them lowest; `None` where the text ends before.
#[inline]
pub(crate) fn load(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|chunk| u64::from_le_bytes(*chunk))
}

/// Which bytes are ASCII letters.
#[inline]
pub(crate) fn letters(chunk: u64) -> u64 {
    // Without the top bit no sum carries over to the next byte.
    let small = (chunk | all(0x20)) & !TOP;
    let from_a = small + all(0x80 - b'a');
    let behind_z = small + all(0x7F - b'z');
    from_a & !behind_z & !chunk & TOP
}

/// Which bytes are less than `b`, which is ASCII.
#[inline]
pub(crate) fn below(chunk: u64, b: u8) -> u64 {
    let from_b = (chunk & !TOP) + all(0x80 - b);
    !from_b & !chunk & TOP
}

/// Which bytes are `b`.
#[inline]
pub(crate) fn equal(chunk: u64, b: u8) -> u64 {
    let differs = chunk ^ all(b);
    !(((differs & !TOP) + !TOP) | differs) & TOP
}

/// Which bytes have the bit by which a small ASCII letter differs from its capital. The other bits mean nothing.
#[inline]
pub(crate) fn small(chunk: u64) -> u64 {
    chunk << 2
}

/// How many bytes at the start are marked, one behind the other, and all bits of these bytes; `None` if all eight are.
#[inline]
pub(crate) fn leading(marked: u64) -> Option<(usize, u64)> {
    let others = marked ^ TOP;
    if others == 0 {
        return None;
    }
    let lowest = others & others.wrapping_neg();
    Some((others.trailing_zeros() as usize / 8, (lowest >> 7) - 1))
}

/// The lowest bits of the bytes, that of the first lowest.
#[inline]
fn lowest_bits(chunk: u64) -> u64 {
    // The bit of byte i comes to bit 56 + i, and to no other from there on.
    (chunk & all(1)).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Bit `bit` of every byte, that of the first lowest.
#[inline]
pub(crate) fn column(bytes: &[u8; 64], bit: usize) -> u64 {
    let (eights, _) = bytes.as_chunks();
    eights.iter().rev().fold(0, |found, eight| found << 8 | lowest_bits(u64::from_le_bytes(*eight) >> bit))
}

/// How many bytes stand before the first that is marked.
#[inline]
pub(crate) fn before(marked: u64) -> usize {
    marked.trailing_zeros() as usize / 8
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn bytes_are_classed_as_one_by_one(bytes in any::<[u8; 8]>(), letters_only in "[a-zA-Z]{0,8}", b in 0..0x80_u8) {
            let mut bytes = bytes;
            bytes[..letters_only.len()].copy_from_slice(letters_only.as_bytes());
            let chunk = load(&bytes, 0).unwrap();
            let found = letters(chunk);
            for (i, byte) in bytes.iter().enumerate() {
                let is = |mask: u64| mask >> (8 * i + 7) & 1 == 1;
                prop_assert_eq!(is(found), byte.is_ascii_alphabetic());
                prop_assert_eq!(is(found & small(chunk)), byte.is_ascii_lowercase());
                prop_assert_eq!(is(below(chunk, b)), *byte < b);
                prop_assert_eq!(is(equal(chunk, *byte)) && is(equal(chunk, b)), *byte == b);
            }
            for (i, byte) in bytes.iter().enumerate() {
                prop_assert_eq!(lowest_bits(chunk) >> i & 1, u64::from(byte & 1));
            }
            prop_assert_eq!(lowest_bits(chunk) >> 8, 0);
            prop_assert_eq!(before(below(chunk, b)), bytes.iter().position(|&byte| byte < b).unwrap_or(8));
            let n = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
            let mut run = [0; 8];
            run[..n].copy_from_slice(&bytes[..n]);
            prop_assert_eq!(leading(found).map(|(n, bits)| (n, (chunk & bits).to_le_bytes())), (n < 8).then_some((n, run)));
        }
    }
}
