//! International bank account numbers (ISO 13616, SWIFT IBAN registry).

use super::Fault;
use super::check::mod_97;
use crate::country::Country;
use crate::rulebook::{IbanChar, IbanRow, Rulebook};

/// The country of an IBAN without blanks, in capitals, and whether its check digits fit.
pub(super) fn read(iban: &[u8], rulebook: &Rulebook) -> Result<(Country, bool), Box<Fault>> {
    let (head, bban) = iban.split_at_checked(4).unwrap_or((iban, &[]));
    let (letters, check) = head.split_at_checked(2).unwrap_or((head, &[]));
    let country = std::str::from_utf8(letters).ok().and_then(Country::parse);
    let country = country.ok_or_else(|| Fault::form("does not begin with a country"))?;
    let row = rulebook.iban(country).filter(|row| row.meta.enabled);
    let row = row.ok_or_else(|| Fault::form("is of a country whose IBAN is not known"))?;
    if iban.len() != row.length {
        let (length, wanted) = (iban.len(), row.length);
        let reason = format!("has {length} characters, not the {wanted} of {country}");
        return Err(Fault::form(&reason));
    }
    if !check.iter().all(u8::is_ascii_digit) || !fits(bban, row) {
        let reason = "has letters where its country has digits, or the reverse";
        return Err(Fault::form(reason));
    }
    // 00, 01 and 99 pass the arithmetic but are never issued.
    let issued = !matches!(check, b"00" | b"01" | b"99");
    Ok((country, issued && mod_97([bban, head, &[]])))
}

fn fits(bban: &[u8], row: &IbanRow) -> bool {
    let kinds = row.parts.iter().flat_map(|part| std::iter::repeat_n(part.kind, part.length));
    bban.iter().zip(kinds).all(|(byte, kind)| match kind {
        IbanChar::Digit => byte.is_ascii_digit(),
        IbanChar::Letter => byte.is_ascii_uppercase(),
        IbanChar::Either => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
    })
}

/// An IBAN of the country's form with check digits that fit: one to show, of no bank.
pub fn iban_example(row: &IbanRow) -> String {
    let mut bban = String::new();
    for part in &row.parts {
        let figures = if part.kind == IbanChar::Letter { "ABCDEFGHIJ" } else { "1234567890" };
        (0..part.length).zip(figures.chars().cycle()).for_each(|(_, figure)| bban.push(figure));
    }
    let with = |check: u8| format!("{}{check:02}", row.country);
    let check = (2..=98).find(|check| mod_97([bban.as_bytes(), with(*check).as_bytes(), &[]]));
    with(check.unwrap_or_default()) + &bban
}
