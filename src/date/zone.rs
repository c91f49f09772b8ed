//! Time zones: a distance from UTC, and the hour that summer time adds.

use super::civil::{Date, Time};
use super::days::Days;
use super::moment::{InForce, Moment, SECONDS, local};

/// A time zone.
#[derive(Debug, Clone)]
pub struct Zone {
    /// IANA name, `America/New_York`.
    pub id: String,
    /// The days on which its rules are right; what comes before is told by the same rules.
    pub covers: InForce,
    /// Standard time less UTC.
    pub offset_s: i32,
    /// When it is an hour later than that, if it ever is.
    pub summer: Option<Summer>,
}

/// Summer time; in a year in which it does not begin there is none.
#[derive(Debug, Clone)]
pub struct Summer {
    /// When it begins, in standard time.
    pub begins: Change,
    /// When it ends, in standard time.
    pub ends: Change,
}

/// The first of these days in a year, at that time.
pub type Change = (Days, Time);

const HOUR: i32 = 3600;

impl Zone {
    /// The day it is there.
    pub fn date(&self, at: Moment) -> Date {
        self.local(at).0
    }

    /// The hour it is there, from 0 to 23.
    pub fn hour(&self, at: Moment) -> usize {
        usize::try_from(self.local(at).1 / HOUR).unwrap_or(0)
    }

    /// The day and the time of day it is there.
    pub(super) fn local(&self, at: Moment) -> (Date, i32) {
        local(at.seconds + i64::from(self.offset(at.seconds)))
    }

    /// The moment of a local time. One that stands there twice is the first; one that the clocks
    /// skip is as much after the gap as it lies in it.
    pub fn moment(&self, day: Date, time: Time) -> Option<Moment> {
        let local = seconds(day, time);
        let before = self.offset(local - SECONDS);
        let fits = |offset: &i32| self.offset(local - i64::from(*offset)) == *offset;
        let offset = [before, self.offset(local + SECONDS)].into_iter().find(fits);
        Moment::of(local - i64::from(offset.unwrap_or(before)), 0)
    }

    /// Local time less UTC, so many seconds after 1970.
    fn offset(&self, utc: i64) -> i32 {
        let standard = utc + i64::from(self.offset_s);
        let (day, _) = local(standard);
        let summer = self.summer.as_ref().is_some_and(|summer| {
            let change = |(days, time): &Change| {
                days.in_year(day.year()).next().map(|day| seconds(day, *time))
            };
            let (begins, ends) = (change(&summer.begins), change(&summer.ends));
            begins.zip(ends).is_some_and(|(begins, ends)| match begins < ends {
                true => (begins..ends).contains(&standard),
                false => !(ends..begins).contains(&standard),
            })
        });
        self.offset_s + if summer { HOUR } else { 0 }
    }
}

/// Local seconds since 1970.
fn seconds(day: Date, time: Time) -> i64 {
    i64::from(day.days) * SECONDS + i64::from(time.seconds)
}
