//! Days, times of day and days of the week, in the Gregorian calendar carried both ways.
//!
//! Our own rather than a library's: a library's readers, printers and errors are most of its bytes.

use crate::words::words;
use std::fmt;

/// A day, from the year 0 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    /// Days since 1970-01-01.
    pub(super) days: i32,
}

/// The last day that is written with four digits of the year.
const LAST: Date = Date { days: 2_932_896 };

impl Date {
    /// The day, when there is one of that year, month and number.
    pub fn new(year: i32, month: i32, day: i32) -> Option<Date> {
        if !(0..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        let shifted = year - i32::from(month <= 2);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let leaps = shifted.div_euclid(4) - shifted.div_euclid(100) + shifted.div_euclid(400);
        let date = Date { days: shifted * 365 + leaps + day_of_year - 719_468 };
        (date.parts() == (year, month, day)).then_some(date)
    }

    /// Year, month and day.
    fn parts(self) -> (i32, i32, i32) {
        // Days since 1 March of the year 0, in eras of 400 years.
        let since = self.days + 719_468;
        let (era, day) = (since.div_euclid(146_097), since.rem_euclid(146_097));
        let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
        let day = day - (365 * year + year / 4 - year / 100);
        let shifted = (5 * day + 2) / 153;
        let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
        let year = era * 400 + year + i32::from(month <= 2);
        (year, month, day - (153 * shifted + 2) / 5 + 1)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.parts().0
    }

    /// The month, from 1.
    pub fn month(self) -> i32 {
        self.parts().1
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i32 {
        self.parts().2
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        let since_monday = (self.days + 3).rem_euclid(7);
        let found = Weekday::WORDS.iter().find(|(_, weekday)| *weekday as i32 == since_monday);
        found.map_or(Weekday::Monday, |(_, weekday)| *weekday)
    }

    /// So many days later, or earlier when negative.
    pub fn plus_days(self, days: i32) -> Date {
        Date { days: self.days.saturating_add(days) }
    }

    /// The day after, unless it is written with five digits of the year.
    pub fn tomorrow(self) -> Option<Date> {
        (self < LAST).then(|| self.plus_days(1))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(out, "{year:04}-{month:02}-{day:02}")
    }
}

words! {
    /// A day of the week.
    #[expect(missing_docs, reason = "the names say it")]
    Weekday {
        Monday = "mon",
        Tuesday = "tue",
        Wednesday = "wed",
        Thursday = "thu",
        Friday = "fri",
        Saturday = "sat",
        Sunday = "sun",
    }
}

impl Weekday {
    /// Its English name.
    pub fn name(self) -> &'static str {
        match self {
            Weekday::Monday => "Monday",
            Weekday::Tuesday => "Tuesday",
            Weekday::Wednesday => "Wednesday",
            Weekday::Thursday => "Thursday",
            Weekday::Friday => "Friday",
            Weekday::Saturday => "Saturday",
            Weekday::Sunday => "Sunday",
        }
    }
}

/// Some days of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Weekdays(u8);

impl Weekdays {
    /// Those of the list.
    pub fn of(listed: &[Weekday]) -> Weekdays {
        Weekdays(listed.iter().fold(0, |days, weekday| days | 1 << *weekday as u8))
    }

    /// Whether that day of the week is one of them.
    pub fn has(self, weekday: Weekday) -> bool {
        self.0 >> weekday as u8 & 1 == 1
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// Since midnight.
    pub(super) seconds: i32,
}

impl Time {
    /// The first second of a day.
    pub const FIRST: Time = Time { seconds: 0 };
    /// The last second of a day.
    pub const LAST: Time = Time { seconds: 86_399 };
}

/// Hours and minutes, `16:45`.
impl fmt::Display for Time {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:02}:{:02}", self.seconds / 3600, self.seconds / 60 % 60)
    }
}

/// The numbers of a text of just the shape of the pattern, where `0` stands for any digit.
pub(super) fn numbers<const N: usize>(text: &str, pattern: &str) -> Option<[i32; N]> {
    let mut numbers = [0; N];
    let mut slots = numbers.iter_mut();
    let mut slot = slots.next()?;
    let mut open = false;
    if text.len() != pattern.len() {
        return None;
    }
    for (byte, shape) in text.bytes().zip(pattern.bytes()) {
        if shape == b'0' {
            if !byte.is_ascii_digit() {
                return None;
            }
            *slot = *slot * 10 + i32::from(byte - b'0');
            open = true;
        } else if byte != shape {
            return None;
        } else if open {
            slot = slots.next()?;
            open = false;
        }
    }
    Some(numbers)
}

/// Reads a day, `2026-05-22`.
pub fn parse_date(text: &str) -> Option<Date> {
    let [year, month, day] = numbers(text, "0000-00-00")?;
    Date::new(year, month, day)
}

/// Reads a time of day, `16:45`.
pub fn parse_time(text: &str) -> Option<Time> {
    let [hour, minute] = numbers(text, "00:00")?;
    (hour < 24 && minute < 60).then_some(Time { seconds: hour * 3600 + minute * 60 })
}
