//! When a payout made at a moment arrives, earliest and latest, with a step for every wait.

use super::{Calendar, Closed, Date, Moment, Time, Zone};
use crate::words::words;
use serde::Serialize;
use std::sync::Arc;

/// How a rail keeps time.
#[derive(Debug, Clone)]
pub struct Timing {
    /// Where its clock stands.
    pub zone: Arc<Zone>,
    /// Its business days; `None` runs every day.
    pub calendar: Option<Arc<Calendar>>,
    /// Local time after which a payout counts from the next open day.
    pub cutoff: Option<Time>,
    /// The soonest the payee has the money.
    pub earliest: Bound,
    /// The latest, when all goes well.
    pub latest: Bound,
}

/// A distance from the moment, or the open day, on which the rail takes the payout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// So many minutes later.
    Minutes(u32),
    /// So many business days later, at a local time, or at any time of that day.
    BusinessDays(u32, Option<Time>),
}

/// When the payee has the money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Arrival {
    /// Not before this moment.
    pub earliest: Moment,
    /// Not after this moment, when all goes well.
    pub latest: Moment,
    /// Every wait on the way, in order.
    pub steps: Vec<Step>,
}

/// One wait.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What kind of wait.
    pub kind: StepKind,
    /// The local day it is about.
    pub date: String,
    /// In words, English.
    pub text: String,
}

words! {
    /// What kind of wait.
    StepKind {
        /// Made after the rail's cut-off.
        AfterCutoff = "after_cutoff",
        /// A closed day of the week.
        Weekend = "weekend",
        /// A closed day with a name.
        Holiday = "holiday",
        /// A business day that the rail takes.
        BusinessDay = "business_day",
    }
}

/// A calendar that does not reach a day the arrival depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArrivalUnknown {
    /// The id of the calendar, or of the time zone.
    pub calendar: String,
    /// The day it does not cover.
    pub day: Date,
}

/// No rail waits this many days; a calendar that is closed throughout is of no use.
const WAIT_DAYS_MAX: u32 = 60;

impl Timing {
    /// When a payout made at `at` arrives.
    pub fn arrival(&self, at: Moment) -> Result<Arrival, ArrivalUnknown> {
        let mut steps = Vec::new();
        let taken_on = self.taken_on(at, &mut steps)?;
        let earliest = self.reach(self.earliest, at, taken_on, Edge::First, &mut Vec::new())?;
        let latest = self.reach(self.latest, at, taken_on, Edge::Last, &mut steps)?;
        Ok(Arrival { earliest, latest: latest.max(earliest), steps })
    }

    /// The first open day on which the rail takes the payout.
    fn taken_on(&self, at: Moment, steps: &mut Vec<Step>) -> Result<Date, ArrivalUnknown> {
        let (today, second) = self.zone.local(at);
        if !self.zone.covers.on(today) {
            return Err(ArrivalUnknown { calendar: self.zone.id.clone(), day: today });
        }
        let mut day = self.next_open(today, steps)?;
        if let Some(cutoff) = self.cutoff
            && day == today
            // The cut-off itself is in time, any fraction of a second later is not.
            && (second, at.has_fraction()) > (cutoff.seconds, false)
        {
            let text = format!("after the {cutoff} cut-off, {}", self.zone.id);
            steps.push(Step { kind: StepKind::AfterCutoff, date: day.to_string(), text });
            day = self.next_open(self.day_after(day)?, steps)?;
        }
        Ok(day)
    }

    fn reach(
        &self,
        bound: Bound,
        at: Moment,
        taken_on: Date,
        edge: Edge,
        steps: &mut Vec<Step>,
    ) -> Result<Moment, ArrivalUnknown> {
        match bound {
            Bound::Minutes(minutes) => {
                let opening = self.moment(taken_on, Time::FIRST)?;
                let start = at.max(opening);
                let later = start.plus_seconds(i64::from(minutes) * 60);
                Ok(later.whole_second())
            }
            Bound::BusinessDays(days, time) => {
                let mut day = taken_on;
                for _ in 0..days {
                    day = self.next_open(self.day_after(day)?, steps)?;
                    let text = format!("{} is a business day", day.weekday().name());
                    steps.push(Step { kind: StepKind::BusinessDay, date: day.to_string(), text });
                }
                let time = time.unwrap_or(match edge {
                    Edge::First => Time::FIRST,
                    Edge::Last => Time::LAST,
                });
                Ok(self.moment(day, time)?.max(at.whole_second()))
            }
        }
    }

    /// That day, or the first open one after it, with a step for each closed day on the way.
    fn next_open(&self, from: Date, steps: &mut Vec<Step>) -> Result<Date, ArrivalUnknown> {
        let Some(calendar) = &self.calendar else {
            return Ok(from);
        };
        let mut day = from;
        for _ in 0..WAIT_DAYS_MAX {
            let closed = calendar.closed(day).map_err(|day| self.unknown(day))?;
            let (kind, text) = match closed {
                None => return Ok(day),
                Some(Closed::Weekend(weekday)) => (StepKind::Weekend, weekday.name().to_owned()),
                Some(Closed::Holiday(name)) => (StepKind::Holiday, name.to_owned()),
            };
            steps.push(Step { kind, date: day.to_string(), text });
            day = self.day_after(day)?;
        }
        Err(self.unknown(day))
    }

    fn day_after(&self, day: Date) -> Result<Date, ArrivalUnknown> {
        day.tomorrow().ok_or_else(|| self.unknown(day))
    }

    fn moment(&self, day: Date, time: Time) -> Result<Moment, ArrivalUnknown> {
        self.zone.moment(day, time).ok_or_else(|| self.unknown(day))
    }

    fn unknown(&self, day: Date) -> ArrivalUnknown {
        let calendar = self.calendar.as_ref().map_or("every day", |calendar| &calendar.id);
        ArrivalUnknown { calendar: calendar.to_owned(), day }
    }
}

#[derive(Clone, Copy)]
enum Edge {
    First,
    Last,
}
