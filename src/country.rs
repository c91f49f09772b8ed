//! Countries (ISO 3166-1 alpha-2).

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// Two capital letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Country([u8; 2]);

// As one number: rows are searched for it, and the order of arrays is a call for each.
impl Ord for Country {
    #[inline(never)]
    fn cmp(&self, other: &Self) -> Ordering {
        u16::from_be_bytes(self.0).cmp(&u16::from_be_bytes(other.0))
    }
}

impl PartialOrd for Country {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Country {
    /// Parses the code; `None` unless it is two capital ASCII letters.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes: [u8; 2] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Country(bytes))
    }

    /// The country whose part an ISO 3166-2 code names, such as `US-MA`; `None` for another form.
    pub fn of_region(code: &str) -> Option<Self> {
        let (country, part) = code.split_once('-')?;
        let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        let is_part = (1..=3).contains(&part.len()) && part.bytes().all(fits);
        Self::parse(country).filter(|_| is_part)
    }

    /// How many codes there can be.
    pub const PLACES: usize = 26 * 26;

    /// The code's place among all that there can be.
    pub fn place(self) -> usize {
        let [first, second] = self.0.map(|letter| usize::from(letter.saturating_sub(b'A')));
        first * 26 + second
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for Country {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
