//! Days, moments, calendars and cut-offs: when money that leaves now arrives.

mod arrival;
mod calendar;
mod moment;
mod zone;

pub use arrival::{Arrival, ArrivalUnknown, Bound, Step, StepKind, Timing};
pub use calendar::{Calendar, Closed, Holiday};
pub use moment::{InForce, Moment, parse_date, parse_moment, parse_time};
pub use zone::{Zone, zone};

pub use jiff::civil::{Date, Time, Weekday};
