//! International bank account numbers (ISO 13616, SWIFT IBAN registry).

use super::IdentifierFault;
use super::check_digits::mod_97_10;
use crate::country::Country;
use crate::rulebook::{IbanChar, IbanRow, Rulebook};

/// Checks an IBAN without blanks, in capitals; answers its country.
pub fn check(iban: &str, rulebook: &Rulebook) -> Result<Country, IdentifierFault> {
    let letters = iban.get(..2).and_then(Country::parse);
    let country = letters.ok_or(IdentifierFault::Format("does not begin with a country"))?;
    let row = rulebook.iban(country).filter(|row| row.meta.enabled);
    let row = row.ok_or(IdentifierFault::Format("is of a country that has no IBAN"))?;
    if iban.len() != row.length {
        return Err(IdentifierFault::Format("has the wrong length for its country"));
    }
    let (head, bban) = iban.split_at_checked(4).unwrap_or((iban, ""));
    let check = head.get(2..).unwrap_or_default();
    if !check.bytes().all(|byte| byte.is_ascii_digit()) || !fits(bban, row) {
        return Err(IdentifierFault::Format(
            "has letters where its country has digits, or the reverse",
        ));
    }
    // 00, 01 and 99 pass the arithmetic but are never issued.
    let issued = !matches!(check, "00" | "01" | "99");
    if issued && mod_97_10(&format!("{bban}{head}")) {
        Ok(country)
    } else {
        Err(IdentifierFault::Checksum)
    }
}

fn fits(bban: &str, row: &IbanRow) -> bool {
    let kinds = row.parts.iter().flat_map(|part| std::iter::repeat_n(part.kind, part.length));
    bban.bytes().zip(kinds).all(|(byte, kind)| match kind {
        IbanChar::Digit => byte.is_ascii_digit(),
        IbanChar::Letter => byte.is_ascii_uppercase(),
        IbanChar::Either => byte.is_ascii_digit() || byte.is_ascii_uppercase(),
    })
}
