//! Hashes: BLAKE3 over the exact JSON of an answer and over what it depends on; SHA-256 over the
//! lists of screening, as every tool has it.

mod blake3;
mod hex;
mod prints;
#[cfg(feature = "screening")]
mod sha256;

use crate::json;
pub use prints::{Print, Prints};
use serde::{Serialize, Serializer};
use std::fmt;

/// A digest of 32 bytes, shown in lower-case hexadecimal.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash([u8; 32]);

/// Builds a [`Hash`] from parts. Each part is closed with a line feed, which no JSON text here
/// contains, and the first part is a word that says what is hashed, so no two things read alike.
#[derive(Debug, Default)]
pub(crate) struct Hasher(String);

impl Hasher {
    /// Adds a part of text.
    #[must_use]
    pub fn text(mut self, part: &str) -> Self {
        self.0.push_str(part);
        self.0.push('\n');
        self
    }

    /// Adds a part as the JSON it has in answers.
    #[must_use]
    pub fn json(self, part: &impl Serialize) -> Self {
        let mut text = json::append(self.0, part);
        text.push('\n');
        Hasher(text)
    }

    /// The digest of all parts.
    #[inline(never)]
    pub fn finish(self) -> Hash {
        Hash::over(self.0.as_bytes())
    }
}

impl Hash {
    /// The BLAKE3 digest of the bytes.
    pub fn over(bytes: &[u8]) -> Hash {
        Hash(blake3::blake3(bytes))
    }

    /// The SHA-256 digest of a file, to compare with that of other tools.
    #[cfg(feature = "screening")]
    pub(crate) fn of(bytes: Vec<u8>) -> Hash {
        Hash(sha256::sha_256(bytes))
    }

    /// The first half, which is enough to tell things apart.
    pub fn half(&self) -> Print {
        self.0.first_chunk().copied().unwrap_or_default()
    }

    /// All 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Writes the 64 digits.
    pub fn push_hex(&self, out: &mut String) {
        out.push_str(hex::text(&hex::digits(&self.0)));
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Hash> {
        let mut bytes = [0; 32];
        let whole = text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()?;
        }
        whole.then_some(Hash(bytes))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(hex::text(&hex::digits(&self.0)))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl Serialize for Hash {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(hex::text(&hex::digits(&self.0)))
    }
}

/// What a payout asks, the same however it was written. The first half is over payee, amount and
/// day alone, so that payouts that are alike can be told even when they are not the same; the
/// second half is over everything that is asked, but not the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fingerprint(Hash);

impl Fingerprint {
    /// Puts together the hash of payee, amount and day and that of everything that is asked.
    pub fn new(likeness: Hash, content: Hash) -> Self {
        let mut bytes = content.0;
        bytes.iter_mut().zip(likeness.0).take(16).for_each(|(byte, half)| *byte = half);
        Fingerprint(Hash(bytes))
    }

    /// Both halves.
    pub fn hash(&self) -> &Hash {
        &self.0
    }

    /// The half that is over payee, amount and day.
    pub fn likeness(&self) -> [u8; 16] {
        self.0.0.first_chunk().copied().unwrap_or_default()
    }

    /// The half that is over everything that is asked.
    pub fn content(&self) -> [u8; 16] {
        self.0.0.last_chunk().copied().unwrap_or_default()
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Self> {
        Hash::parse(text).map(Fingerprint)
    }
}
