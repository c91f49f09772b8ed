//! Business days of a rail: its weekend and holidays, within the years its calendar covers.

use super::InForce;
use jiff::civil::{Date, Weekday};

/// The days a rail does not run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// Its name in the rulebook.
    pub id: String,
    /// Days of the week that are closed.
    pub weekend: Vec<Weekday>,
    /// Outside these days nothing is known.
    pub covers: InForce,
    /// Closed days, by date.
    pub holidays: Vec<Holiday>,
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

impl Calendar {
    /// Why the day is closed, `Ok(None)` when it is open, `Err` when the calendar does not say.
    pub fn closed(&self, day: Date) -> Result<Option<Closed<'_>>, Date> {
        if !self.covers.on(day) {
            return Err(day);
        }
        if self.weekend.contains(&day.weekday()) {
            return Ok(Some(Closed::Weekend(day.weekday())));
        }
        let found = self.holidays.binary_search_by_key(&day, |holiday| holiday.date).ok();
        let holiday = found.and_then(|index| self.holidays.get(index));
        Ok(holiday.map(|holiday| Closed::Holiday(&holiday.name)))
    }
}
