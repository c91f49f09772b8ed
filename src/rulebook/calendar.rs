//! The rows of time zones and calendars.

use super::{Meta, Rail, Rulebook};
use crate::country::Country;
use crate::date::{Arrival, ArrivalUnknown, Calendar, End, Moment, Zone};
use crate::issue::{Code, Issue};
use crate::money::Currency;
use std::sync::Arc;

/// A calendar of business days. One that is off is kept by no rail; one that is not in force on
/// a day does not cover it.
#[derive(Debug, Clone)]
pub struct CalendarRow {
    /// The calendar.
    pub calendar: Arc<Calendar>,
    /// Countries whose banking days these are.
    pub countries: Vec<Country>,
    /// Currencies that move on these days.
    pub currencies: Vec<Currency>,
    /// Of the row.
    pub meta: Meta,
}

/// A time zone. Nothing keeps the time of one that is off.
#[derive(Debug, Clone)]
pub struct ZoneRow {
    /// The zone.
    pub zone: Arc<Zone>,
    /// Of the row.
    pub meta: Meta,
}

impl Rulebook {
    /// When a payout of `source`, made at `at`, arrives as `payout` in the country; or the warning
    /// that says which of the days it hangs on is not known.
    pub fn arrival(
        &self,
        rail: &Rail,
        at: Moment,
        [source, payout]: [Currency; 2],
        country: Country,
    ) -> Result<Arrival, Issue> {
        let timing = &rail.timing;
        let arrival = if timing.both_ends {
            let ends = [
                self.end("sender", source.code(), &|row| row.currencies.contains(&source))?,
                self.end("payee", payout.code(), &|row| row.currencies.contains(&payout))?,
                self.end("payee", country.as_str(), &|row| row.countries.contains(&country))?,
            ];
            timing.arrival(at, &ends)
        } else {
            timing.arrival(at, &[])
        };
        arrival.map_err(|ArrivalUnknown { calendar, day }| {
            let message = format!("the calendar {calendar} does not cover {day}");
            let issue = Issue::new(Code::ArrivalUnknown, message).param("calendar", calendar);
            issue.param("day", day.to_string())
        })
    }

    /// The banking days of one end: an overlay's calendar before a default one, then the first.
    fn end<'e>(
        &'e self,
        end: &'static str,
        of: &'e str,
        fits: &dyn Fn(&CalendarRow) -> bool,
    ) -> Result<End<'e>, Issue> {
        let rows = || self.calendars.iter().filter(|row| row.meta.enabled && fits(row));
        match rows().find(|row| row.meta.overlaid).or_else(|| rows().next()) {
            Some(row) => {
                Ok(End { of: if end == "payee" { of } else { "" }, calendar: &row.calendar })
            }
            None => {
                let message = format!("the banking days of {of}, the {end}'s end, are not known");
                Err(Issue::new(Code::ArrivalUnknown, message).param("end", end).param("value", of))
            }
        }
    }
}
