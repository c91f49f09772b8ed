//! Moments (RFC 3339) and days.

use jiff::civil::{Date, Time};
use jiff::{Timestamp, tz::TimeZone};
use serde::{Serialize, Serializer};
use std::fmt;

/// A moment in time, to the nanosecond, shown in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub(super) Timestamp);

/// Reads an RFC 3339 moment with its offset, such as `2026-05-22T15:04:00Z`.
pub fn parse_moment(text: &str) -> Option<Moment> {
    // RFC 3339 is the common core of what the parser takes: no spaces, no zone in brackets.
    let plain = text.len() <= 35 && text.bytes().all(|b| b.is_ascii_graphic() && b != b'[');
    if plain { text.parse().ok().map(Moment) } else { None }
}

/// Reads a day, `2026-05-22`.
pub fn parse_date(text: &str) -> Option<Date> {
    if text.len() == 10 { text.parse().ok() } else { None }
}

/// Reads a time of day, `16:45`.
pub fn parse_time(text: &str) -> Option<Time> {
    if text.len() == 5 { text.parse().ok() } else { None }
}

impl Moment {
    /// The day it is at that place.
    pub fn date_in(self, zone: &TimeZone) -> Date {
        self.0.to_zoned(zone.clone()).date()
    }

    /// The day it is in UTC.
    pub fn date_utc(self) -> Date {
        self.date_in(&TimeZone::UTC)
    }

    /// Whole seconds from `earlier` to this moment; negative when it lies before.
    pub fn seconds_since(self, earlier: Moment) -> i64 {
        self.0.as_second().saturating_sub(earlier.0.as_second())
    }

    /// The moment so many seconds later, or the last one there is.
    pub fn plus_seconds(self, seconds: i64) -> Moment {
        let later = self.0.checked_add(jiff::SignedDuration::from_secs(seconds));
        Moment(later.unwrap_or(Timestamp::MAX))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The days on which something holds, first and last included; `None` is no known bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InForce {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
}

impl InForce {
    /// Whether it holds on that day.
    pub fn on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
