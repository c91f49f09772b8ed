//! When a question about the rulebook itself is asked for: a moment, or a whole day.

use super::{Date, Moment, Zone, parse_date, parse_moment};
use serde::{Serialize, Serializer};

/// A moment, which is another day in other time zones, or a day, which is the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AsOf {
    /// As a request's `at`.
    Moment(Moment),
    /// The whole day.
    Day(Date),
}

impl AsOf {
    /// Reads `2026-05-22T15:04:00Z` or `2026-05-22`.
    pub fn parse(text: &str) -> Option<Self> {
        parse_moment(text).map(AsOf::Moment).or_else(|| parse_date(text).map(AsOf::Day))
    }

    /// The day rows are looked up for: that of the moment in UTC, or in the zone of a row that
    /// keeps its own time.
    pub fn day(self, zone: Option<&Zone>) -> Date {
        match (self, zone) {
            (AsOf::Day(day), _) => day,
            (AsOf::Moment(at), None) => at.date_utc(),
            (AsOf::Moment(at), Some(zone)) => zone.date(at),
        }
    }
}

impl Serialize for AsOf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            AsOf::Moment(at) => at.serialize(serializer),
            AsOf::Day(day) => serializer.serialize_str(&day.to_string()),
        }
    }
}
