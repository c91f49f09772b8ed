//! Readers of single values: words, dates, amounts, and references to rows that are already read.

use crate::country::Country;
use crate::date::{Calendar, Date, Time, Zone, parse_date, parse_time};
use crate::issue::{Code, Issue};
use crate::money::{Arithmetic, Currency, CurrencyCode, Money, parse_plain};
use crate::rulebook::{FailureClass, FieldRow, Rail};
use crate::value::{self, Path, Value, currency_code, text as text_between};
use rust_decimal::Decimal;
use std::sync::Arc;

/// Rows that are already read, for those that name them.
#[derive(Debug, Default)]
pub struct Lookup {
    /// By code.
    pub currencies: Vec<Currency>,
    pub countries: Vec<Country>,
    pub zones: Vec<Arc<Zone>>,
    pub calendars: Vec<Arc<Calendar>>,
    pub rails: Vec<Arc<Rail>>,
    pub methods: Vec<String>,
    pub fields: Vec<FieldRow>,
    /// The names of all fields, those that only one form has included.
    pub field_names: Vec<String>,
    pub failure_classes: Vec<Arc<FailureClass>>,
    /// The lists of codes that systems name.
    pub failure_lists: Vec<String>,
}

/// A reader of one value, which may name rows that are already read.
pub type Read<T> = fn(&Value, &Path, &Lookup) -> Result<T, Issue>;

/// A name of at most 60 characters.
pub fn name(value: &Value, path: &Path, _: &Lookup) -> Result<String, Issue> {
    text_between(1, 60)(value, path).map(str::to_owned)
}

pub fn flag(value: &Value, path: &Path, _: &Lookup) -> Result<bool, Issue> {
    value::flag(value, path)
}

/// Whether a row is locked: `true`, or a list of the keys that are.
pub fn lock(value: &Value, path: &Path, lookup: &Lookup) -> Result<bool, Issue> {
    match value {
        Value::List(keys) if keys.iter().all(|key| matches!(key, Value::Text(_))) => Ok(true),
        value => flag(value, path, lookup),
    }
}

/// A country, whether or not the rulebook has it.
pub fn country(value: &Value, path: &Path, _: &Lookup) -> Result<Country, Issue> {
    value::country(value, path)
}

/// A part of a country, ISO 3166-2.
pub fn region(value: &Value, path: &Path, _: &Lookup) -> Result<String, Issue> {
    let written = text_between(1, 40)(value, path)?;
    let help = "use an ISO 3166-2 code, such as US-MA";
    let known = Country::of_region(written).map(|_| written.to_owned());
    known.ok_or_else(|| unreadable(Code::CountryInvalid, written, "a region", help, path))
}

/// The code of a currency, whether or not the rulebook has it.
pub fn code(value: &Value, path: &Path, _: &Lookup) -> Result<CurrencyCode, Issue> {
    currency_code(value, path)
}

/// A currency of the rulebook.
pub fn currency(value: &Value, path: &Path, lookup: &Lookup) -> Result<Currency, Issue> {
    let code = currency_code(value, path)?;
    let place = lookup.currencies.binary_search_by_key(&code, |currency| currency.code).ok();
    let known = place.and_then(|place| lookup.currencies.get(place)).copied();
    known.ok_or_else(|| Issue::currency_unknown(code.as_str(), path))
}

/// A country of the rulebook, be it closed or not.
pub fn known_country(value: &Value, path: &Path, lookup: &Lookup) -> Result<Country, Issue> {
    let country = value::country(value, path)?;
    if lookup.countries.contains(&country) {
        return Ok(country);
    }
    Err(Issue::new(Code::CountryUnknown, format!("the rulebook has no {country}"))
        .at(path)
        .param("country", country.as_str()))
}

/// A method of the rulebook, by its place there.
pub fn method_place(value: &Value, path: &Path, lookup: &Lookup) -> Result<usize, Issue> {
    Ok(row_named(value, path, "methods", &lookup.methods, |id| id)?.0)
}

/// The id of a method of the rulebook.
pub fn method_id(value: &Value, path: &Path, lookup: &Lookup) -> Result<String, Issue> {
    Ok(row_named(value, path, "methods", &lookup.methods, |id| id)?.1.clone())
}

/// A rail of the rulebook, by its place there.
pub fn rail_place(value: &Value, path: &Path, lookup: &Lookup) -> Result<usize, Issue> {
    Ok(row_named(value, path, "rails", &lookup.rails, |rail| &rail.id)?.0)
}

/// A rail of the rulebook.
pub fn rail(value: &Value, path: &Path, lookup: &Lookup) -> Result<Arc<Rail>, Issue> {
    Ok(row_named(value, path, "rails", &lookup.rails, |rail| &rail.id)?.1.clone())
}

/// The row of that id among those of its table that are read, and its place there.
pub fn row_named<'l, T>(
    value: &Value,
    path: &Path,
    table: &'static str,
    rows: &'l [T],
    id_of: fn(&T) -> &str,
) -> Result<(usize, &'l T), Issue> {
    let id = text_between(1, 60)(value, path)?;
    let mut numbered = rows.iter().enumerate();
    numbered.find(|(_, row)| id_of(row) == id).ok_or_else(|| unknown_row(table, id, path))
}

/// The issue for a reference to a row that is not there.
pub fn unknown_row(table: &'static str, id: &str, path: &Path) -> Issue {
    Issue::new(Code::RowUnknown, format!("there is no row \"{id}\" in {table}"))
        .at(path)
        .param("table", table)
        .param("id", id)
}

/// A decimal string.
#[inline(never)]
pub fn decimal(value: &Value, path: &Path, _: &Lookup) -> Result<Decimal, Issue> {
    let written = text_between(0, 60)(value, path)?;
    match parse_plain(written) {
        Ok(number) if !number.is_sign_negative() => Ok(number),
        _ => Err(unreadable(
            Code::AmountInvalid,
            written,
            "a plain decimal number",
            "write digits with a point, as a string: \"0.25\"",
            path,
        )),
    }
}

/// A share of a whole: more than nothing, and not more than all.
pub fn share(value: &Value, path: &Path, lookup: &Lookup) -> Result<Decimal, Issue> {
    let share = decimal(value, path, lookup)?;
    if share > Decimal::ZERO && share <= Decimal::ONE {
        return Ok(share);
    }
    let share = share.plain();
    Err(Issue::new(Code::NumberOutOfRange, format!("a share is from 0 to 1, not {share}"))
        .at(path)
        .param("value", share))
}

/// A decimal string as money.
#[inline(never)]
pub fn money(
    value: &Value,
    path: &Path,
    currency: Currency,
    lookup: &Lookup,
) -> Result<Money, Issue> {
    let amount = decimal(value, path, lookup)?;
    Money::exact(amount, currency).ok_or_else(|| {
        let (amount, digits) = (amount.plain(), currency.minor_units());
        let message = format!("{amount} has more decimals than {currency} has ({digits})");
        Issue::new(Code::AmountTooPrecise, message).at(path).param("value", amount)
    })
}

pub fn time_zone(value: &Value, path: &Path, lookup: &Lookup) -> Result<Arc<Zone>, Issue> {
    let id = text_between(0, 60)(value, path)?;
    lookup.zones.iter().find(|zone| zone.id == id).cloned().ok_or_else(|| {
        Issue::new(Code::TimeZoneUnknown, format!("there is no time zone \"{id}\" in zones"))
            .at(path)
            .param("value", id)
            .help("use the IANA name of a zone of the rulebook, or add its row")
    })
}

/// A day, `2026-05-22`.
pub fn date(value: &Value, path: &Path, _: &Lookup) -> Result<Date, Issue> {
    let written = text_between(0, 40)(value, path)?;
    let help = "write it as year, month and day: 2026-05-22";
    parse_date(written).ok_or_else(|| unreadable(Code::DateInvalid, written, "a day", help, path))
}

/// A time of day, `16:45`.
pub fn time(value: &Value, path: &Path, _: &Lookup) -> Result<Time, Issue> {
    let written = text_between(0, 20)(value, path)?;
    let help = "write hours and minutes: 16:45";
    parse_time(written)
        .ok_or_else(|| unreadable(Code::DateInvalid, written, "a time of day", help, path))
}

/// The issue for a text that is not what stands there.
#[inline(never)]
pub fn unreadable(code: Code, written: &str, what: &str, help: &str, path: &Path) -> Issue {
    Issue::new(code, format!("\"{written}\" is not {what}"))
        .at(path)
        .param("value", written)
        .help(help)
}

/// Whether a list is `["*"]`.
pub fn is_every(value: Option<&Value>) -> bool {
    let Some(Value::List(items)) = value else { return false };
    matches!(items.as_slice(), [Value::Text(star)] if star == "*")
}

/// The issue for a list that may not be empty: a rule about nothing would never count.
pub fn empty_list(path: &Path) -> Issue {
    Issue::new(Code::ListEmpty, "the list is empty, so the row would never count").at(path)
}
