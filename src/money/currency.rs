//! Currencies (ISO 4217, and tokens such as USDC). Only the rulebook makes them, so a `Currency`
//! is always one it knows.

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;

/// Three capital letters, or the four of a token; a blank stands for the fourth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CurrencyCode([u8; 4]);

// As one number: rows are searched for it, and the order of arrays is a call for each.
impl Ord for CurrencyCode {
    #[inline(never)]
    fn cmp(&self, other: &Self) -> Ordering {
        u32::from_be_bytes(self.0).cmp(&u32::from_be_bytes(other.0))
    }
}

impl PartialOrd for CurrencyCode {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl CurrencyCode {
    /// Parses the code; `None` unless it is three or four capital ASCII letters.
    pub fn parse(text: &str) -> Option<Self> {
        let letters = text.as_bytes();
        if !letters.iter().all(u8::is_ascii_uppercase) {
            return None;
        }
        match *letters {
            [a, b, c] => Some(CurrencyCode([a, b, c, b' '])),
            [a, b, c, d] => Some(CurrencyCode([a, b, c, d])),
            _ => None,
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default().trim_ascii_end()
    }
}

/// A currency with its number of decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency {
    pub(crate) code: CurrencyCode,
    minor_units: u8,
}

impl Currency {
    /// A currency with 0 to 6 decimals; `None` with more.
    pub fn new(code: CurrencyCode, minor_units: u8) -> Option<Self> {
        (minor_units <= 6).then_some(Currency { code, minor_units })
    }

    /// ISO 4217 alphabetic code, or the name of a token.
    pub fn code(&self) -> &str {
        self.code.as_str()
    }

    /// Decimals of the minor unit: 2 for USD, 0 for JPY, 3 for BHD.
    pub fn minor_units(&self) -> u32 {
        u32::from(self.minor_units)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}
