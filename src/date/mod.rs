//! Days, moments, calendars and cut-offs: when money that leaves now arrives.

mod arrival;
mod as_of;
mod calendar;
mod civil;
mod days;
mod moment;
mod zone;

pub use arrival::{Arrival, ArrivalUnknown, Bound, End, Opening, Step, StepKind, Timing};
pub use as_of::AsOf;
pub use calendar::{Calendar, Closed, Holiday, HolidayRule, Years};
pub use civil::{Date, Time, Weekday, Weekdays, parse_date, parse_time};
pub use days::{Days, parse_days};
pub use moment::{InForce, Moment, parse_moment, parse_offset};
pub use zone::{Change, Summer, Zone};
