//! Time zones and calendars.

use super::row::RowReader;
use super::single::{Lookup, currency, known_country, time_zone, unreadable};
use crate::date::{
    Calendar, Change, Days, HolidayRule, Summer, Weekday, Weekdays, Years, Zone, parse_days,
    parse_offset, parse_time,
};
use crate::issue::{Code, Issue};
use crate::rulebook::{CalendarRow, ZoneRow};
use crate::value::{Need, Path, Value, text};
use std::sync::Arc;

pub fn zone(row: &mut RowReader) -> Option<ZoneRow> {
    let (id, meta) = row.meta();
    let offset = row.required("offset", offset);
    let summer = row.object("summer", Need::Optional, summer);
    let zone = Arc::new(Zone { id, covers: meta.in_force, offset_s: offset?, summer });
    Some(ZoneRow { zone, meta })
}

fn summer(row: &mut RowReader) -> Option<Summer> {
    let (begins, ends) = (row.required("begins", change), row.required("ends", change));
    Some(Summer { begins: begins?, ends: ends? })
}

pub fn calendar(row: &mut RowReader) -> Option<CalendarRow> {
    let (id, meta) = row.meta();
    let countries = row.list("countries", Need::Optional, known_country);
    let currencies = row.list("currencies", Need::Optional, currency);
    let zone = row.optional("time_zone", time_zone);
    let weekend = Weekdays::of(&row.words::<Weekday>("weekend", Need::Required));
    let covers = row.object("covers", Need::Required, |row| Some(row.dates()));
    let unknown = row.optional("unknown", days).unwrap_or_default();
    let substitute = Weekdays::of(&row.words::<Weekday>("substitute", Need::Optional));
    let rules = holidays(row);
    let (covers, years) = (covers?.within(&meta.in_force), Years::default());
    let calendar = Calendar { id, zone, weekend, covers, unknown, substitute, rules, years };
    Some(CalendarRow { calendar: Arc::new(calendar), countries, currencies, meta })
}

/// An object of a name each, with the rule for its days.
fn holidays(row: &mut RowReader) -> Vec<HolidayRule> {
    let mut rules = Vec::new();
    for (name, value) in row.members("holidays", Need::Required) {
        match days(value, &row.path().key("holidays").key(name), row.lookup) {
            Ok(on) => rules.push(HolidayRule { name: name.to_string(), on }),
            Err(issue) => row.issues.push(issue),
        }
    }
    rules
}

fn days(value: &Value, path: &Path, _: &Lookup) -> Result<Days, Issue> {
    let written = text(1, 1000)(value, path)?;
    let help = "write 12-25, thu>=11-22, easter-2 or 2026-02-17";
    parse_days(written)
        .ok_or_else(|| unreadable(Code::DateInvalid, written, "a rule for days", help, path))
}

fn change(value: &Value, path: &Path, _: &Lookup) -> Result<Change, Issue> {
    let written = text(1, 100)(value, path)?;
    let start = written.len().saturating_sub(" at 00:00".len());
    let (day, time) = written.split_at_checked(start).unwrap_or_default();
    let time = time.strip_prefix(" at ").unwrap_or_default();
    let help = "write sun>=03-08 at 02:00, in standard time";
    parse_days(day)
        .zip(parse_time(time))
        .ok_or_else(|| unreadable(Code::DateInvalid, written, "a day and a time", help, path))
}

fn offset(value: &Value, path: &Path, _: &Lookup) -> Result<i32, Issue> {
    let written = text(1, 20)(value, path)?;
    parse_offset(written).ok_or_else(|| {
        unreadable(Code::DateInvalid, written, "a distance from UTC", "write +05:30", path)
    })
}
