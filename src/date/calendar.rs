//! Business days of a rail: its weekend and holidays, by rule, as far as its calendar reaches.

use super::civil::{Date, Weekday, Weekdays};
use super::days::Days;
use super::moment::InForce;
use super::zone::Zone;
use crate::collect::{Listed, sorted};
use std::ops::RangeInclusive;
use std::sync::{Arc, OnceLock};

/// The days a rail does not run.
#[derive(Debug)]
pub struct Calendar {
    /// Its name in the rulebook.
    pub id: String,
    /// Where its days begin and end; a rail that has a clock of its own goes by that.
    pub zone: Option<Arc<Zone>>,
    /// Days of the week that are closed.
    pub weekend: Weekdays,
    /// Outside these days nothing is known.
    pub covers: InForce,
    /// Days that may turn out closed, such as those that hang on the sight of the moon: whether
    /// one is open is not known.
    pub unknown: Days,
    /// A holiday on one of these days of the week closes the next free weekday too.
    pub substitute: Weekdays,
    /// Closed days, by rule.
    pub rules: Vec<HolidayRule>,
    /// What the rules come to, for each year that was asked for.
    pub years: Years,
}

/// Closed days of one name.
#[derive(Debug, Clone)]
pub struct HolidayRule {
    /// What they are called.
    pub name: String,
    /// When they are.
    pub on: Days,
}

/// A closed day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// What it is called.
    pub name: String,
}

/// Why a day is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed<'c> {
    /// A day of the weekend.
    Weekend(Weekday),
    /// A holiday, by name.
    Holiday(&'c str),
}

/// The years any calendar can know, whatever it covers.
const YEARS: RangeInclusive<i32> = 2000..=2199;

/// No holiday is made good later than this; a weekend of seven days would never end.
const SUBSTITUTE_DAYS_MAX: i32 = 15;

/// A list of the years asked for so far. It only grows, so that it can be shared by reference.
#[derive(Debug, Default)]
pub struct Years(OnceLock<Box<Year>>);

#[derive(Debug)]
struct Year {
    year: i32,
    holidays: Vec<Holiday>,
    others: Years,
}

impl Calendar {
    /// Why the day is closed, `Ok(None)` when it is open, `Err` when the calendar does not say.
    pub fn closed(&self, day: Date) -> Result<Option<Closed<'_>>, Date> {
        if !self.covers.on(day) || !YEARS.contains(&day.year()) {
            return Err(day);
        }
        if self.weekend.has(day.weekday()) {
            return Ok(Some(Closed::Weekend(day.weekday())));
        }
        // What is moved may have come from the year before, or from the year after.
        let (before, after) = (day.plus_days(-7).year(), day.plus_days(7).year());
        let of = |year| self.holidays(year).iter().find(|holiday| holiday.date == day);
        let found = of(before).or_else(|| if after == before { None } else { of(after) });
        match found {
            Some(holiday) => Ok(Some(Closed::Holiday(&holiday.name))),
            None if self.unknown.in_year(day.year()).any(|unknown| unknown == day) => Err(day),
            None => Ok(None),
        }
    }

    /// The closed days of a year from 2000 to 2199 in order, then their substitutes.
    pub fn holidays(&self, year: i32) -> &[Holiday] {
        let mut years = &self.years;
        if !YEARS.contains(&year) {
            return &[];
        }
        loop {
            let found = years.0.get_or_init(|| {
                Box::new(Year { year, holidays: self.of(year), others: Years::default() })
            });
            if found.year == year {
                return &found.holidays;
            }
            years = &found.others;
        }
    }

    fn of(&self, year: i32) -> Vec<Holiday> {
        let mut days = Vec::new();
        for rule in &self.rules {
            days.extend(rule.on.marked(year).map(|(date, as_is)| (date, as_is, &rule.name)));
        }
        // Of two that meet on a weekend the earlier is made good first.
        let days = sorted(days, |a, b| a.0.cmp(&b.0));
        let holiday = |(date, _, name): &(Date, bool, &String)| Holiday {
            date: *date,
            name: (*name).clone(),
        };
        let mut holidays: Vec<Holiday> = days.iter().map(holiday).listed();
        for (date, as_is, name) in days {
            if as_is || !self.substitute.has(date.weekday()) {
                continue;
            }
            let taken = |day: &Date| {
                self.weekend.has(day.weekday()) || holidays.iter().any(|known| known.date == *day)
            };
            let mut later = (1..SUBSTITUTE_DAYS_MAX).map(|days| date.plus_days(days));
            if let Some(date) = later.find(|day| !taken(day)) {
                holidays.push(Holiday { date, name: format!("{name} (observed)") });
            }
        }
        holidays
    }
}
