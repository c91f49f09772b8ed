//! Rails and methods.

use super::row::{
    Lookup, RowReader, bounds, check_dates, currency, empty_list, money_in, provenance, unknown_row,
};
use crate::country::Country;
use crate::date::{Bound, Date, Time, Timing, parse_time};
use crate::issue::{Code, Issue};
use crate::rulebook::{Meta, Method, MethodKind, PayeeType, Rail, RailKind, RailLimit};
use crate::value::{Fields, Need, Path, Value, country, flag, integer, one_of, text, text_map};

pub fn rail(row: &mut RowReader) -> Option<Rail> {
    let meta = row.meta();
    let name = row.text("name");
    let kind = row.required("kind", one_of(RailKind::WORDS));
    let countries = row.scope("countries", Need::Required, country);
    let read_currency = row.currencies();
    let currencies = row.each("currencies", read_currency);
    if currencies.as_ref().is_some_and(Vec::is_empty) {
        row.issues.push(empty_list(&row.fields.path().key("currencies")));
    }
    let payee_types = row.scope("payee_types", Need::Required, one_of(PayeeType::WORDS));
    let payer_types = row.scope("payer_types", Need::Optional, one_of(PayeeType::WORDS));
    let local_currency = row.optional("local_currency", flag).unwrap_or(false);
    let joined = row.fields.take_all("joined", Need::Optional, row.issues, joined);
    let irrevocable = row.required("irrevocable", flag);
    let lookup = row.lookup;
    let said = meta.as_ref().map(|(_, meta)| meta);
    let limits = row.list("limits", Need::Required, |value, path, issues| {
        limit(value, path, lookup, said, issues)
    });
    let timing =
        row.fields.take_all("timing", Need::Required, row.issues, |value, path, issues| {
            timing(value, path, lookup, issues)
        });
    let (id, meta) = meta?;
    let limits = limits?;
    check_dates(&limits, row, "limits");
    Some(Rail {
        id,
        name: name?,
        kind: kind?,
        countries: countries?,
        joined: joined.unwrap_or_default(),
        currencies: currencies?,
        local_currency,
        payee_types: payee_types?,
        payer_types: payer_types?,
        irrevocable: irrevocable?,
        limits,
        timing: timing?,
        meta,
    })
}

/// Countries by code with the day from which the rail reaches them.
fn joined(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Vec<(Country, Date)>> {
    let days = text_map(value, path, 40, issues)?;
    let mut joined = Vec::with_capacity(days.len());
    for (code, day) in days {
        let place = path.key(code);
        let country = country(&Value::Text(code.into()), &place);
        match country.and_then(|code| Ok((code, super::date(&Value::Text(day.into()), &place)?))) {
            Ok(entry) => joined.push(entry),
            Err(issue) => issues.push(issue),
        }
    }
    Some(joined)
}

fn limit(
    value: &Value,
    path: &Path,
    lookup: &Lookup,
    row: Option<&Meta>,
    issues: &mut Vec<Issue>,
) -> Option<RailLimit> {
    let fields = Fields::open(value, *path, issues)?;
    let mut reader = RowReader::new(fields, lookup, false, issues);
    let payer_types = reader.scope("payer_types", Need::Optional, one_of(PayeeType::WORDS));
    let RowReader { mut fields, issues, .. } = reader;
    let unit = fields
        .take("currency", Need::Required, issues, |value, path| currency(value, path, lookup));
    let min = fields.take("min", Need::Optional, issues, money_in(unit)).flatten();
    let max = fields.take("max", Need::Optional, issues, money_in(unit)).flatten();
    let in_force = bounds(&mut fields, issues);
    let provenance = provenance(&mut fields, row, issues);
    if let Some((min, max)) = min.zip(max).filter(|(min, max)| min.amount() > max.amount()) {
        let message = format!("the least amount, {min}, is more than the greatest, {max}");
        issues.push(Issue::new(Code::NumberOutOfRange, message).at(&fields.path().key("min")));
    }
    fields.finish(issues);
    let (source, confidence) = provenance?;
    Some(RailLimit {
        currency: unit?,
        payer_types: payer_types?,
        min,
        max,
        in_force: in_force?,
        source,
        confidence,
    })
}

fn timing(value: &Value, path: &Path, lookup: &Lookup, issues: &mut Vec<Issue>) -> Option<Timing> {
    let fields = Fields::open(value, *path, issues)?;
    let mut row = RowReader::new(fields, lookup, false, issues);
    let zone = row.zone("time_zone");
    let calendar = row.optional("calendar", |value, path| {
        let id = text(1, 40)(value, path)?;
        let known = lookup.calendars.iter().find(|calendar| calendar.id == id);
        known.cloned().ok_or_else(|| unknown_row("calendars", id, path))
    });
    let cutoff = row.optional("cutoff", time);
    let earliest = row.fields.take_all("earliest", Need::Required, row.issues, bound);
    let latest = row.fields.take_all("latest", Need::Required, row.issues, bound);
    provenance(&mut row.fields, None, row.issues);
    row.finish();
    Some(Timing { zone: zone?, calendar, cutoff, earliest: earliest?, latest: latest? })
}

fn time(value: &Value, path: &Path) -> Result<Time, Issue> {
    let written = text(0, 20)(value, path)?;
    parse_time(written).ok_or_else(|| {
        Issue::new(Code::DateInvalid, format!("\"{written}\" is not a time of day"))
            .at(path)
            .param("value", written)
            .help("write hours and minutes: 16:45")
    })
}

/// Either minutes, or business days with a time.
fn bound(value: &Value, path: &Path, issues: &mut Vec<Issue>) -> Option<Bound> {
    let mut fields = Fields::open(value, *path, issues)?;
    let bound = if fields.has("minutes") {
        let minutes = fields.take("minutes", Need::Required, issues, integer(0, 100_000));
        minutes.and_then(|minutes| u32::try_from(minutes).ok()).map(Bound::Minutes)
    } else {
        let days = fields.take("business_days", Need::Required, issues, integer(0, 30));
        let time = fields.take("time", Need::Optional, issues, time);
        days.and_then(|days| u32::try_from(days).ok()).map(|days| Bound::BusinessDays(days, time))
    };
    fields.finish(issues);
    bound
}

pub fn method(row: &mut RowReader) -> Option<Method> {
    let meta = row.meta();
    let name = row.text("name");
    let kind = row.required("kind", one_of(MethodKind::WORDS));
    let lookup = row.lookup;
    let rails = row.list("rails", Need::Required, |value, path, issues| {
        let id = text(1, 60)(value, path).map_err(|issue| issues.push(issue)).ok()?;
        let known = lookup.rails.iter().find(|rail| rail.id == id).cloned();
        if known.is_none() {
            issues.push(unknown_row("rails", id, path));
        }
        known
    });
    let (id, meta) = meta?;
    Some(Method { id, name: name?, kind: kind?, rails: rails?, meta })
}
