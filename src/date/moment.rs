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
    if is_rfc_3339(text) { text.parse().ok().map(Moment) } else { None }
}

/// `dddd-dd-ddTdd:dd:dd`, a fraction if there is one, then `Z` or `+dd:dd`: the parser takes more
/// than that. What the digits say is the parser's to judge.
fn is_rfc_3339(text: &str) -> bool {
    let shape = |text: &str| -> String {
        text.chars().map(|c| if c.is_ascii_digit() { 'd' } else { c }).collect()
    };
    let Some((moment, rest)) = text.split_at_checked(19) else { return false };
    let digits = rest
        .strip_prefix('.')
        .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let offset = match digits {
        0 => rest,
        1..=9 => rest.get(digits + 1..).unwrap_or_default(),
        _ => return false,
    };
    shape(moment) == "dddd-dd-ddTdd:dd:dd"
        && matches!(shape(offset).as_str(), "Z" | "+dd:dd" | "-dd:dd")
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
    /// Whether both hold on some day.
    pub fn overlaps(&self, other: &InForce) -> bool {
        let begins_by = |from: Option<Date>, until: Option<Date>| {
            from.zip(until).is_none_or(|(from, until)| from <= until)
        };
        begins_by(self.from, other.until) && begins_by(other.from, self.until)
    }

    /// Whether it holds on that day.
    pub fn on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
