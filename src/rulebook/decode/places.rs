//! Currencies, countries and forms of IBAN.

use super::row::RowReader;
use super::single::{Lookup, code, country as country_code, region, unreadable};
use crate::issue::{Code, Issue};
use crate::money::Currency;
use crate::rulebook::{Closure, CountryRow, CurrencyRow, IbanChar, IbanPart, IbanRow};
use crate::value::{Need, Path, Value, text};

pub fn currency(row: &mut RowReader) -> Option<CurrencyRow> {
    let (id, meta) = row.meta();
    row.text_of("name", Need::Optional, 2000);
    let minor_units = row.whole("minor_units", 0, 6);
    let currency = Currency::new(row.id_as(&id, code)?, minor_units)?;
    Some(CurrencyRow { currency, meta })
}

pub fn country(row: &mut RowReader) -> Option<CountryRow> {
    let (id, meta) = row.meta();
    let name = row.text_of("name", Need::Optional, 2000).unwrap_or(&id).to_owned();
    let currency = row.currency("currency", Need::Optional);
    let regions = row.list("regions", Need::Optional, region);
    let closed = row.rows("closed", Need::Optional, closure);
    row.check_dates("closed", &closed);
    let country = row.id_as(&id, country_code)?;
    Some(CountryRow { country, name, currency, regions, closed, meta })
}

fn closure(row: &mut RowReader) -> Option<Closure> {
    let reason = row.word("reason");
    let regions = row.scope("regions", Need::Optional, region);
    let in_force = row.dates();
    let (source, confidence) = row.provenance();
    Some(Closure { reason, regions, in_force, source, confidence })
}

pub fn iban(row: &mut RowReader) -> Option<IbanRow> {
    let (id, meta) = row.meta();
    let length = row.whole("length", 15, 34);
    let parts = row.required("structure", iban_parts);
    let country = row.id_as(&id, country_code)?;
    let parts = parts.filter(|_| row.is_whole())?;
    let described: usize = parts.iter().map(|part| part.length).sum();
    if described + 4 != length {
        let message = format!("the structure describes {} characters, not {length}", described + 4);
        row.wrong("structure", Code::ValueUnknown, &message);
        return None;
    }
    Some(IbanRow { country, length, parts, meta })
}

/// The SWIFT registry's notation: `8!n10!c` is eight digits, then ten letters or digits.
fn iban_parts(value: &Value, path: &Path, _: &Lookup) -> Result<Vec<IbanPart>, Issue> {
    let written = text(1, 60)(value, path)?;
    let mut parts = Vec::new();
    let mut rest = written;
    while let Some((part, after)) = first_part(rest) {
        parts.push(part);
        rest = after;
    }
    if rest.is_empty() {
        return Ok(parts);
    }
    let help = "write a number, '!' and n, a or c for each part: 8!n10!c";
    Err(unreadable(Code::ValueUnknown, written, "a BBAN structure", help, path))
}

fn first_part(written: &str) -> Option<(IbanPart, &str)> {
    let (length, rest) = written.split_once('!')?;
    let mut letters = rest.chars();
    let kind = match letters.next() {
        Some('n') => IbanChar::Digit,
        Some('a') => IbanChar::Letter,
        Some('c') => IbanChar::Either,
        _ => return None,
    };
    let length = length.parse::<i64>().ok()?;
    Some((IbanPart { length: usize::try_from(length).ok()?, kind }, letters.as_str()))
}
