//! The time zones of the rulebook's rails and gates, compiled in with their daylight saving.

use jiff::tz::{self, TimeZone};

/// A time zone by its IANA name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// IANA name, `America/New_York`.
    pub name: &'static str,
    /// Its rules.
    pub rules: TimeZone,
}

macro_rules! zones {
    ($($name:literal),* $(,)?) => {
        /// The zone of that name, if the engine carries it.
        pub fn zone(name: &str) -> Option<Zone> {
            match name {
                "UTC" => Some(Zone { name: "UTC", rules: TimeZone::UTC }),
                $($name => Some(Zone { name: $name, rules: tz::get!($name) }),)*
                _ => None,
            }
        }
    };
}

zones! {
    "Africa/Lagos", "Africa/Nairobi",
    "America/Mexico_City", "America/New_York", "America/Sao_Paulo", "America/Toronto",
    "Asia/Kolkata", "Asia/Manila", "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/Berlin", "Europe/Brussels", "Europe/London", "Europe/Warsaw",
}
