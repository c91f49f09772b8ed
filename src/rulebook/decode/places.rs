//! Currencies, countries and forms of IBAN.

use super::row::{RowReader, check_dates, in_force, provenance};
use crate::issue::{Code, Issue};
use crate::money::Currency;
use crate::rulebook::{
    ClosedReason, Closure, CountryRow, CurrencyRow, IbanChar, IbanPart, IbanRow, Meta,
};
use crate::value::{
    Fields, Need, Path, Value, country as country_code, currency_code, integer, one_of, text,
};

pub fn currency(row: &mut RowReader) -> Option<CurrencyRow> {
    let meta = row.meta();
    let name = row.text("name");
    row.optional("numeric", text(3, 3));
    let minor_units = row.required("minor_units", integer(0, 6));
    let (_, meta) = meta?;
    let code = row.required("id", currency_code)?;
    let currency = Currency::new(code, u8::try_from(minor_units?).ok()?)?;
    Some(CurrencyRow { currency, name: name?, meta })
}

pub fn country(row: &mut RowReader) -> Option<CountryRow> {
    let meta = row.meta();
    let name = row.text("name");
    let currency = row.optional("currency", row.currencies());
    let said = meta.as_ref().map(|(_, meta)| meta);
    let closed = row
        .list("closed", Need::Optional, |value, path, issues| closure(value, path, said, issues))
        .unwrap_or_default();
    check_dates(&closed, row, "closed");
    let (_, meta) = meta?;
    let country = row.required("id", country_code)?;
    Some(CountryRow { country, name: name?, currency, closed, meta })
}

fn closure(
    value: &Value,
    path: &Path,
    row: Option<&Meta>,
    issues: &mut Vec<Issue>,
) -> Option<Closure> {
    let mut fields = Fields::open(value, *path, issues)?;
    let reason = fields.take("reason", Need::Required, issues, one_of(ClosedReason::WORDS));
    let in_force = in_force(&mut fields, issues);
    let provenance = provenance(&mut fields, row, issues);
    fields.finish(issues);
    let (source, confidence) = provenance?;
    Some(Closure { reason: reason?, in_force: in_force?, source, confidence })
}

pub fn iban(row: &mut RowReader) -> Option<IbanRow> {
    let meta = row.meta();
    let length = row.required("length", integer(15, 34));
    let parts = row.required("structure", iban_parts);
    let (_, meta) = meta?;
    let country = row.required("id", country_code)?;
    let (length, parts) = (usize::try_from(length?).ok()?, parts?);
    let described: usize = parts.iter().map(|part| part.length).sum();
    if described + 4 != length {
        let message = format!("the structure describes {} characters, not {length}", described + 4);
        let path = row.fields.path().key("structure");
        row.issues.push(Issue::new(Code::ValueUnknown, message).at(&path));
        return None;
    }
    Some(IbanRow { country, length, parts, meta })
}

/// The SWIFT registry's notation: `8!n10!c` is eight digits, then ten letters or digits.
fn iban_parts(value: &Value, path: &Path) -> Result<Vec<IbanPart>, Issue> {
    let written = text(1, 60)(value, path)?;
    let invalid = || {
        Issue::new(Code::ValueUnknown, format!("\"{written}\" is not a BBAN structure"))
            .at(path)
            .param("value", written)
            .help("write a number, '!' and n, a or c for each part: 8!n10!c")
    };
    let mut parts = Vec::new();
    let mut rest = written;
    while let Some((length, after)) = rest.split_once('!') {
        let length = length.parse().map_err(|_| invalid())?;
        let mut letters = after.chars();
        let kind = match letters.next() {
            Some('n') => IbanChar::Digit,
            Some('a') => IbanChar::Letter,
            Some('c') => IbanChar::Either,
            _ => return Err(invalid()),
        };
        parts.push(IbanPart { length, kind });
        rest = letters.as_str();
    }
    if rest.is_empty() { Ok(parts) } else { Err(invalid()) }
}
