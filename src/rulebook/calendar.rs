//! The rows of time zones and calendars.

use super::Meta;
use crate::date::{Calendar, Zone};
use std::sync::Arc;

/// A calendar of business days. One that is off is kept by no rail; one that is not in force on
/// a day does not cover it.
#[derive(Debug, Clone)]
pub struct CalendarRow {
    /// The calendar.
    pub calendar: Arc<Calendar>,
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
