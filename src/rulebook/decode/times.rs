//! Time zones and calendars.

use super::row::{RowReader, in_force};
use crate::date::{
    Calendar, Change, Days, HolidayRule, InForce, Summer, Weekday, Weekdays, Years, Zone,
    parse_days, parse_offset, parse_time,
};
use crate::issue::{Code, Issue};
use crate::rulebook::{CalendarRow, ZoneRow};
use crate::value::{Fields, Need, Path, Value, each, one_of, text};
use std::sync::Arc;

pub fn zone(row: &mut RowReader) -> Option<ZoneRow> {
    let meta = row.meta();
    let offset = row.required("offset", offset);
    let summer = row.fields.take_all("summer", Need::Optional, row.issues, summer);
    let (id, meta) = meta?;
    let zone = Arc::new(Zone { id, covers: meta.in_force, offset_s: offset?, summer });
    Some(ZoneRow { zone, meta })
}

fn summer(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Summer> {
    let mut fields = Fields::open(value, *path, issues)?;
    let begins = fields.take("begins", Need::Required, issues, change);
    let ends = fields.take("ends", Need::Required, issues, change);
    fields.finish(issues);
    Some(Summer { begins: begins?, ends: ends? })
}

pub fn calendar(row: &mut RowReader) -> Option<CalendarRow> {
    let meta = row.meta();
    let weekend = row.fields.take_all("weekend", Need::Required, row.issues, weekdays);
    let covers = row.fields.take_all("covers", Need::Required, row.issues, covers);
    let unknown = row.optional("unknown", days).unwrap_or_default();
    let substitute = row.fields.take_all("substitute", Need::Optional, row.issues, weekdays);
    let rules = row.fields.take_all("holidays", Need::Required, row.issues, holidays);
    let (id, meta) = meta?;
    let calendar = Arc::new(Calendar {
        id,
        weekend: weekend?,
        covers: covers?.within(&meta.in_force),
        unknown,
        substitute: substitute.unwrap_or_default(),
        rules: rules?,
        years: Years::default(),
    });
    Some(CalendarRow { calendar, meta })
}

fn covers(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<InForce> {
    let mut fields = Fields::open(value, *path, issues)?;
    let covers = in_force(&mut fields, issues);
    fields.finish(issues);
    covers
}

/// An object of a name each, with the rule for its days.
fn holidays(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Vec<HolidayRule>> {
    let Some(entries) = value.entries() else {
        issues.push(value.wrong("an object", path));
        return None;
    };
    let mut rules = Vec::with_capacity(entries.len());
    for (position, (name, value)) in entries.iter().enumerate() {
        if entries.iter().take(position).any(|(earlier, _)| earlier == name) {
            issues.push(Issue::key_twice(name, path));
        }
        match days(value, &path.key(name)) {
            Ok(on) => rules.push(HolidayRule { name: name.to_string(), on }),
            Err(issue) => issues.push(issue),
        }
    }
    Some(rules)
}

fn weekdays(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Weekdays> {
    each(value, path, issues, one_of(Weekday::WORDS)).map(|listed| Weekdays::of(&listed))
}

fn days(value: &Value, path: &Path) -> Result<Days, Issue> {
    let written = text(1, 1000)(value, path)?;
    parse_days(written).ok_or_else(|| {
        invalid(written, "a rule for days", "12-25, thu>=11-22, easter-2 or 2026-02-17", path)
    })
}

fn change(value: &Value, path: &Path) -> Result<Change, Issue> {
    let written = text(1, 100)(value, path)?;
    let start = written.len().saturating_sub(" at 00:00".len());
    let (day, time) = written.split_at_checked(start).unwrap_or_default();
    let time = time.strip_prefix(" at ").unwrap_or_default();
    parse_days(day).zip(parse_time(time)).ok_or_else(|| {
        invalid(written, "a day and a time", "sun>=03-08 at 02:00, in standard time", path)
    })
}

fn offset(value: &Value, path: &Path) -> Result<i32, Issue> {
    let written = text(1, 20)(value, path)?;
    parse_offset(written).ok_or_else(|| invalid(written, "a distance from UTC", "+05:30", path))
}

fn invalid(written: &str, what: &str, example: &str, path: &Path) -> Issue {
    Issue::new(Code::DateInvalid, format!("\"{written}\" is not {what}"))
        .at(path)
        .param("value", written)
        .help(format!("write {example}"))
}
