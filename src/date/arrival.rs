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
    /// Whether it needs the banking days of both ends as well.
    pub both_ends: bool,
    /// Local time before which a payout waits; `None` takes it at any hour.
    pub opens: Option<Opening>,
    /// Local time after which a payout counts from the next open day.
    pub cutoff: Option<Time>,
    /// The soonest the payee has the money.
    pub earliest: Bound,
    /// The latest, when all goes well.
    pub latest: Bound,
}

/// When a rail begins with the payouts of a business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// The local time.
    pub time: Time,
    /// Of the evening before, as with Fedwire, whose Monday begins on Sunday.
    pub day_before: bool,
}

/// One end of a transfer that needs the banking days of both. The first is the sender's, the
/// others are the payee's.
#[derive(Debug, Clone, Copy)]
pub struct End<'e> {
    /// The currency or the country it stands for, as steps name it.
    pub of: &'e str,
    /// Its banking days.
    pub calendar: &'e Calendar,
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

impl Step {
    #[inline(never)]
    fn add(steps: &mut Vec<Step>, kind: StepKind, day: Date, text: String) {
        steps.push(Step { kind, date: day.to_string(), text });
    }
}

words! {
    /// What kind of wait.
    StepKind {
        /// Made before the rail's hours begin.
        BeforeOpening = "before_opening",
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

/// Where a day begins first, and where it ends last: UTC+14 and UTC-12.
const DAY_ANYWHERE_S: [i64; 2] = [14 * 3600, -12 * 3600];

impl Timing {
    /// When a payout made at `at` arrives. `ends` are those of a rail with [`Timing::both_ends`],
    /// and empty for any other.
    ///
    /// With both ends, the payout is taken on a day on which the sender's end is open, by the clock
    /// of that end's calendar; days count on which all are open, and where the payee's clock
    /// stands is not known, so a day there is that day anywhere on earth.
    pub fn arrival(&self, at: Moment, ends: &[End]) -> Result<Arrival, ArrivalUnknown> {
        let sender = ends.first().and_then(|sender| sender.calendar.zone.as_ref());
        let way = Way { timing: self, zone: sender.unwrap_or(&self.zone), ends };
        let mut steps = Vec::new();
        let (taken_on, taken) = way.taken(at, &mut steps)?;
        let first = way.next_open(taken_on, ends, &mut steps)?;
        let start = Start { taken, waits: first > taken_on, first };
        let earliest = way.reach(self.earliest, &start, Edge::First, &mut Vec::new())?;
        let latest = way.reach(self.latest, &start, Edge::Last, &mut steps)?;
        Ok(Arrival { earliest, latest: latest.max(earliest), steps })
    }
}

/// A rail with the ends of one payout.
struct Way<'w> {
    timing: &'w Timing,
    zone: &'w Zone,
    ends: &'w [End<'w>],
}

struct Start {
    /// When the rail takes the payout.
    taken: Moment,
    /// Whether the payee's end is closed on that day.
    waits: bool,
    /// The first day from then on which every end is open.
    first: Date,
}

impl Way<'_> {
    /// The day of the rail that takes the payout, and when.
    fn taken(&self, at: Moment, steps: &mut Vec<Step>) -> Result<(Date, Moment), ArrivalUnknown> {
        let (today, second) = self.zone.local(at);
        if !self.zone.covers.on(today) {
            return Err(unknown(&self.zone.id, today));
        }
        let sender = self.ends.get(..1).unwrap_or_default();
        if self.timing.opens.is_some_and(|opens| opens.day_before) {
            let tomorrow = self.day_after(today)?;
            if at >= self.opening(tomorrow)? && self.closed(tomorrow, sender)?.is_none() {
                return Ok((tomorrow, at));
            }
        }
        let day = self.next_open(today, sender, steps)?;
        if day > today {
            return Ok((day, at.max(self.opening(day)?)));
        }
        if let Some(opens) = self.timing.opens {
            let opening = self.opening(day)?;
            if at < opening {
                let text = format!("before the {} opening, {}", opens.time, self.zone.id);
                Step::add(steps, StepKind::BeforeOpening, day, text);
                return Ok((day, opening));
            }
        }
        if let Some(cutoff) = self.timing.cutoff
            // A cut-off that stands there twice is the first; one that the clocks skip is past
            // after the gap. The second itself is in time, any fraction later is not.
            && (at > self.moment(day, cutoff)? || second > cutoff.seconds)
        {
            let text = format!("after the {cutoff} cut-off, {}", self.zone.id);
            Step::add(steps, StepKind::AfterCutoff, day, text);
            let day = self.next_open(self.day_after(day)?, sender, steps)?;
            return Ok((day, at.max(self.opening(day)?)));
        }
        Ok((day, at))
    }

    fn reach(
        &self,
        bound: Bound,
        start: &Start,
        edge: Edge,
        steps: &mut Vec<Step>,
    ) -> Result<Moment, ArrivalUnknown> {
        let taken = start.taken.whole_second();
        match bound {
            Bound::Minutes(minutes) => {
                let from = match start.waits {
                    true => taken.max(self.at_payee(start.first, Time::FIRST, edge)?),
                    false => start.taken,
                };
                Ok(from.plus_seconds(i64::from(minutes) * 60).whole_second())
            }
            Bound::BusinessDays(days, time) => {
                let mut day = start.first;
                for _ in 0..days {
                    day = self.next_open(self.day_after(day)?, self.ends, steps)?;
                    let text = format!("{} is a business day", day.weekday().name());
                    Step::add(steps, StepKind::BusinessDay, day, text);
                }
                let time = time.or((edge == Edge::Last).then_some(Time::LAST));
                let reached = self.at_payee(day, time.unwrap_or(Time::FIRST), edge)?;
                // A day that begins the evening before may bring the money then.
                let begins = time.is_none() && self.timing.opens.is_some();
                let reached = if begins { reached.min(self.opening(day)?) } else { reached };
                Ok(reached.max(taken))
            }
        }
    }

    /// That day, or the first after it on which the rail and these ends are open, with a step for
    /// each closed day on the way.
    fn next_open(
        &self,
        from: Date,
        ends: &[End],
        steps: &mut Vec<Step>,
    ) -> Result<Date, ArrivalUnknown> {
        let mut day = from;
        for _ in 0..WAIT_DAYS_MAX {
            let Some((kind, text)) = self.closed(day, ends)? else { return Ok(day) };
            Step::add(steps, kind, day, text);
            day = self.day_after(day)?;
        }
        Err(self.unknown(day))
    }

    /// Why the rail, or one of these ends, is closed on that day; of the payee's end it says where.
    fn closed(
        &self,
        day: Date,
        ends: &[End],
    ) -> Result<Option<(StepKind, String)>, ArrivalUnknown> {
        let own = self.timing.calendar.as_deref().map(|calendar| End { of: "", calendar });
        for end in own.iter().chain(ends) {
            let closed = end.calendar.closed(day).map_err(|day| unknown(&end.calendar.id, day))?;
            let (kind, mut text) = match closed {
                None => continue,
                Some(Closed::Weekend(weekday)) => (StepKind::Weekend, weekday.name().to_owned()),
                Some(Closed::Holiday(name)) => (StepKind::Holiday, name.to_owned()),
            };
            if !end.of.is_empty() {
                text = text + ", " + end.of;
            }
            return Ok(Some((kind, text)));
        }
        Ok(None)
    }

    /// When the rail begins to take the payouts of that day.
    fn opening(&self, day: Date) -> Result<Moment, ArrivalUnknown> {
        match self.timing.opens {
            Some(Opening { time, day_before }) => {
                self.moment(day.plus_days(-i32::from(day_before)), time)
            }
            None => self.moment(day, Time::FIRST),
        }
    }

    /// That time where the payee is.
    fn at_payee(&self, day: Date, time: Time, edge: Edge) -> Result<Moment, ArrivalUnknown> {
        if self.ends.is_empty() {
            return self.moment(day, time);
        }
        let [first, last] = DAY_ANYWHERE_S;
        let offset_s = if edge == Edge::First { first } else { last };
        Ok(Moment::at_start_of(day).plus_seconds(i64::from(time.seconds) - offset_s))
    }

    fn day_after(&self, day: Date) -> Result<Date, ArrivalUnknown> {
        day.tomorrow().ok_or_else(|| self.unknown(day))
    }

    fn moment(&self, day: Date, time: Time) -> Result<Moment, ArrivalUnknown> {
        self.zone.moment(day, time).ok_or_else(|| self.unknown(day))
    }

    fn unknown(&self, day: Date) -> ArrivalUnknown {
        let calendar = self.timing.calendar.as_ref().map_or("every day", |calendar| &calendar.id);
        unknown(calendar, day)
    }
}

#[cold]
#[inline(never)]
fn unknown(calendar: &str, day: Date) -> ArrivalUnknown {
    ArrivalUnknown { calendar: calendar.to_owned(), day }
}

#[derive(Clone, Copy, PartialEq)]
enum Edge {
    First,
    Last,
}
