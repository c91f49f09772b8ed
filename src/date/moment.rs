//! Moments (RFC 3339) and the days on which something holds.

use super::civil::{Date, numbers, parse_date};
use serde::{Serialize, Serializer};
use std::fmt;

/// A moment in time, to the nanosecond, shown in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Since 1970-01-01T00:00:00Z.
    pub(super) seconds: i64,
    nanos: u32,
}

/// Of a day.
pub(super) const SECONDS: i64 = 86_400;

/// The years 0 to 9999, less a day at the end, so that every place writes four digits.
const FIRST: i64 = -62_167_219_200;
const LAST: i64 = 253_402_207_200;

/// Reads an RFC 3339 moment with its offset, such as `2026-05-22T15:04:00Z`; a leap second is
/// read as the second before it.
pub fn parse_moment(text: &str) -> Option<Moment> {
    let (day, rest) = text.split_at_checked(10)?;
    let (time, rest) = rest.split_at_checked(9)?;
    let [hour, minute, second] = numbers(time, "T00:00:00")?;
    let day = parse_date(day)?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanos, offset) = fraction(rest)?;
    let local = hour * 3600 + minute * 60 + second.min(59);
    let seconds = i64::from(day.days) * SECONDS + i64::from(local - parse_offset(offset)?);
    Moment::of(seconds, nanos)
}

/// `.5` and what follows it, as nanoseconds; none when there is no point.
fn fraction(text: &str) -> Option<(u32, &str)> {
    let Some(digits) = text.strip_prefix('.') else { return Some((0, text)) };
    let length = digits.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = digits.split_at_checked(length)?;
    let written = if length < 10 { digits.parse::<i64>().ok()? } else { return None };
    let nanos = (length..9).fold(written, |nanos, _| nanos * 10);
    Some((u32::try_from(nanos).ok()?, rest))
}

/// Reads a distance from UTC, `+05:30` or `Z`, as seconds.
pub fn parse_offset(text: &str) -> Option<i32> {
    let (sign, distance) = match text.as_bytes().first()? {
        b'Z' => return (text == "Z").then_some(0),
        b'-' => (-1, "-00:00"),
        _ => (1, "+00:00"),
    };
    let [hours, minutes] = numbers(text, distance)?;
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
}

impl Moment {
    /// So long after 1970, when its year has four digits.
    pub(super) fn of(seconds: i64, nanos: u32) -> Option<Moment> {
        (FIRST..=LAST).contains(&seconds).then_some(Moment { seconds, nanos })
    }

    /// The beginning of a day in UTC.
    pub fn at_start_of(day: Date) -> Moment {
        let first = Moment { seconds: 0, nanos: 0 };
        first.plus_seconds(i64::from(day.days) * SECONDS)
    }

    /// The day it is in UTC.
    pub fn date_utc(self) -> Date {
        local(self.seconds).0
    }

    /// Whole seconds from `earlier` to this moment; negative when it lies before.
    pub fn seconds_since(self, earlier: Moment) -> i64 {
        self.seconds - earlier.seconds
    }

    /// The moment so many seconds later, or the last one there is.
    pub fn plus_seconds(self, seconds: i64) -> Moment {
        Moment { seconds: self.seconds.saturating_add(seconds).clamp(FIRST, LAST), ..self }
    }

    /// Arrivals are stated in whole seconds: this second, or the next one when there is a fraction.
    pub(super) fn whole_second(self) -> Moment {
        let whole = Moment { nanos: 0, ..self };
        whole.plus_seconds(i64::from(self.nanos > 0))
    }
}

/// Local seconds since 1970 as a day and the seconds after its midnight.
pub(super) fn local(seconds: i64) -> (Date, i32) {
    let days = i32::try_from(seconds.div_euclid(SECONDS)).unwrap_or(0);
    (Date { days }, i32::try_from(seconds.rem_euclid(SECONDS)).unwrap_or(0))
}

impl fmt::Display for Moment {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, second) = local(self.seconds);
        write!(out, "{day}T{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)?;
        if self.nanos > 0 {
            let digits = format!("{:09}", self.nanos);
            write!(out, ".{}", digits.trim_end_matches('0'))?;
        }
        out.write_str("Z")
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
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

    /// Whether it holds on every day on which the other holds.
    pub fn covers(&self, other: &InForce) -> bool {
        let from = self.from.is_none_or(|from| other.from.is_some_and(|other| from <= other));
        let until = self.until.is_none_or(|until| other.until.is_some_and(|other| other <= until));
        from && until
    }

    /// The days on which both hold.
    pub fn within(&self, other: &InForce) -> InForce {
        let until = [self.until, other.until].into_iter().flatten().min();
        InForce { from: self.from.max(other.from), until }
    }

    /// Whether it holds on that day.
    pub fn on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}
