//! A number by which bytes are told from others.

/// What hashes are mixed with: an odd number without a pattern, and no more than that. It stays as it is, since hashes are stored in
/// compiled lexicons and in models.
pub(crate) const MIX: u64 = 0x2436_A88B_85A3_08D3;

/// FNV-1a, 64 bits: tells accidents, not intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Digest(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// That of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        let mut digest = Digest::default();
        digest.add(bytes);
        digest
    }

    /// Takes in more bytes; in how many parts they come makes no difference.
    pub fn add(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    }

    /// The number.
    pub fn value(self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_fnv_1a_in_one_part_or_several() {
        // The test vectors that the method's authors publish.
        assert_eq!(Digest::of(b"").value(), 0xcbf2_9ce4_8422_2325);
        assert_eq!(Digest::of(b"foobar").value(), 0x8594_4171_f739_67e8);
        let mut parts = Digest::of(b"foo");
        parts.add(b"bar");
        assert_eq!(parts, Digest::of(b"foobar"));
    }
}
