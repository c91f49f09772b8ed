//! Rails and methods.

use super::row::RowReader;
use super::single::{self, Lookup, country, currency, date, flag, row_named, time};
use crate::country::Country;
use crate::date::{Bound, Calendar, Date, Opening, Timing, parse_time};
use crate::issue::{Code, Issue};
use crate::rulebook::{Method, Rail, RailLimit};
use crate::value::{Need, Path, Value, text};
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

pub fn rail(row: &mut RowReader) -> Option<Rail> {
    let (id, meta) = row.meta();
    let name = row.text("name", 2000);
    let kind = row.word("kind");
    let countries = row.scope("countries", Need::Required, country);
    let currencies = row.list("currencies", Need::Required, currency);
    row.wrong_if_empty("currencies", &currencies);
    let payee_types = row.scope_of_words("payee_types", Need::Required);
    let payer_types = row.scope_of_words("payer_types", Need::Optional);
    let local_currency = row.optional("local_currency", flag).unwrap_or(false);
    let joined = joined(row);
    let irrevocable = row.flag("irrevocable");
    let limits = row.rows("limits", Need::Required, limit);
    let timing = row.object("timing", Need::Required, timing);
    row.check_dates("limits", &limits);
    Some(Rail {
        id,
        name,
        kind,
        countries,
        joined,
        currencies,
        local_currency,
        payee_types,
        payer_types,
        irrevocable,
        limits,
        timing: timing?,
        meta,
    })
}

/// Countries by code with the day from which the rail reaches them.
fn joined(row: &mut RowReader) -> Vec<(Country, Date)> {
    let mut joined = Vec::new();
    for (code, day) in row.members("joined", Need::Optional) {
        let members = row.path().key("joined");
        let path = members.key(code);
        let country = country(&Value::Text(Cow::Borrowed(code)), &path, row.lookup);
        match country.and_then(|country| Ok((country, date(day, &path, row.lookup)?))) {
            Ok(entry) => joined.push(entry),
            Err(issue) => row.issues.push(issue),
        }
    }
    joined
}

fn limit(row: &mut RowReader) -> Option<RailLimit> {
    let payer_types = row.scope_of_words("payer_types", Need::Optional);
    let unit = row.required("currency", currency);
    let min = row.money("min", Need::Optional, unit);
    let max = row.money("max", Need::Optional, unit);
    let in_force = row.bounds();
    let (source, confidence) = row.provenance();
    if let Some((min, max)) = min.zip(max).filter(|(min, max)| min.amount() > max.amount()) {
        let message = format!("the least amount, {min}, is more than the greatest, {max}");
        row.wrong("min", Code::NumberOutOfRange, &message);
    }
    Some(RailLimit { currency: unit?, payer_types, min, max, in_force, source, confidence })
}

fn timing(row: &mut RowReader) -> Option<Timing> {
    let zone = row.zone("time_zone");
    let calendar = row.optional("calendar", calendar);
    let both_ends = row.optional("both_ends", flag).unwrap_or(false);
    let opens = row.optional("opens", opening);
    let cutoff = row.optional("cutoff", time);
    let earliest = row.object("earliest", Need::Required, bound);
    let latest = row.object("latest", Need::Required, bound);
    row.provenance();
    if opens.zip(cutoff).is_some_and(|(opens, cutoff)| !opens.day_before && opens.time >= cutoff) {
        row.wrong("opens", Code::DatesInvalid, "the rail would open after its cut-off");
    }
    let (earliest, latest) = (earliest?, latest?);
    let reversed = match (earliest, latest) {
        (Bound::Minutes(earliest), Bound::Minutes(latest)) => latest < earliest,
        (Bound::BusinessDays(earliest, _), Bound::BusinessDays(latest, _)) => latest < earliest,
        _ => false,
    };
    if reversed {
        row.wrong("latest", Code::NumberOutOfRange, "the latest lies before the earliest");
    }
    Some(Timing { zone: zone?, calendar, both_ends, opens, cutoff, earliest, latest })
}

/// A time of day, or that of the evening before.
fn opening(value: &Value, path: &Path, _: &Lookup) -> Result<Opening, Issue> {
    let written = text(0, 40)(value, path)?;
    let evening = written.strip_suffix(" the day before");
    let day_before = evening.is_some();
    let time = parse_time(evening.unwrap_or(written)).ok_or_else(|| {
        let help = "write 06:00 or 21:00 the day before";
        single::unreadable(Code::DateInvalid, written, "a time of day", help, path)
    })?;
    Ok(Opening { time, day_before })
}

fn calendar(value: &Value, path: &Path, lookup: &Lookup) -> Result<Arc<Calendar>, Issue> {
    let calendars = &lookup.calendars;
    Ok(row_named(value, path, "calendars", calendars, |calendar| &calendar.id)?.1.clone())
}

/// Either minutes, or business days with a time.
fn bound(row: &mut RowReader) -> Option<Bound> {
    Some(if row.has("minutes") {
        Bound::Minutes(row.whole("minutes", 0, 100_000))
    } else {
        Bound::BusinessDays(row.whole("business_days", 0, 30), row.optional("time", time))
    })
}

pub fn method(row: &mut RowReader) -> Option<Method> {
    let (id, meta) = row.meta();
    let name = row.text("name", 2000);
    let kind = row.word("kind");
    let rails = row.list("rails", Need::Required, single::rail);
    Some(Method { id, name, kind, rails, meta, fees: OnceLock::new(), forms: OnceLock::new() })
}
