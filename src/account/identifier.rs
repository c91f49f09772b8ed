//! Identifiers with rules of their own. Blanks, hyphens and dots that people write are passed
//! over where the identifier itself has none.

use super::{Details, check_digits, iban};
use crate::country::Country;
use crate::issue::Code;
use crate::rulebook::{IdentifierKind, Rulebook};

/// An identifier as it was given, with the fields beside it.
#[derive(Debug, Clone, Copy)]
pub struct Identifier<'v> {
    /// What it should be.
    pub kind: IdentifierKind,
    /// As it was given.
    pub value: &'v str,
    /// The account's other fields; a NUBAN is checked with its bank code.
    pub details: &'v Details<'v>,
}

/// What is wrong with an identifier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdentifierFault {
    /// Not of its form; the reason continues "the … ".
    Format(&'static str),
    /// The check digits do not fit.
    Checksum,
    /// The check digits do not fit, but good numbers exist for which they do not.
    Doubtful,
}

impl IdentifierFault {
    pub(super) fn code(self) -> Code {
        match self {
            IdentifierFault::Format(_) => Code::IdentifierFormat,
            IdentifierFault::Checksum => Code::IdentifierChecksum,
            IdentifierFault::Doubtful => Code::IdentifierDoubtful,
        }
    }

    pub(super) fn reason(self) -> &'static str {
        match self {
            IdentifierFault::Format(reason) => reason,
            IdentifierFault::Checksum => "has check digits that do not fit",
            IdentifierFault::Doubtful => "has a check digit that does not fit its bank code",
        }
    }
}

/// Checks an identifier; answers the country it is one of, where it says so itself.
pub fn check_identifier(
    identifier: &Identifier,
    rulebook: &Rulebook,
) -> Result<Option<Country>, IdentifierFault> {
    let given = identifier.value;
    let compact = compact(given);
    let value = compact.as_str();
    match identifier.kind {
        IdentifierKind::Iban => return iban::check(value, rulebook).map(Some),
        IdentifierKind::Bic => return bic(value),
        IdentifierKind::UsAba => us_aba(value)?,
        IdentifierKind::AuBsb => digits(value, 6..=6, "is not six digits")?,
        IdentifierKind::InIfsc => in_ifsc(value)?,
        IdentifierKind::InUpiVpa => in_upi_vpa(given)?,
        IdentifierKind::MxClabe => {
            digits(value, 18..=18, "is not eighteen digits")?;
            checksum(check_digits::clabe(value))?;
        }
        IdentifierKind::BrPixKey => br_pix_key(given)?,
        IdentifierKind::BrTaxId => br_tax_id(value)?,
        IdentifierKind::NgNuban => ng_nuban(value, identifier.details)?,
        IdentifierKind::KeMsisdn => ke_msisdn(value)?,
        IdentifierKind::CardPan => {
            digits(value, 12..=19, "is not 12 to 19 digits")?;
            checksum(check_digits::luhn(value))?;
        }
        IdentifierKind::Email => email(given)?,
        IdentifierKind::E164 => e164(given)?,
    }
    Ok(None)
}

/// In capitals, without the blanks, hyphens, dots and slashes that people write.
fn compact(value: &str) -> String {
    let kept = value.chars().filter(|letter| !matches!(letter, ' ' | '-' | '.' | '/'));
    kept.map(|letter| letter.to_ascii_uppercase()).collect()
}

fn form(holds: bool, reason: &'static str) -> Result<(), IdentifierFault> {
    if holds { Ok(()) } else { Err(IdentifierFault::Format(reason)) }
}

fn checksum(holds: bool) -> Result<(), IdentifierFault> {
    if holds { Ok(()) } else { Err(IdentifierFault::Checksum) }
}

fn digits(
    value: &str,
    length: std::ops::RangeInclusive<usize>,
    reason: &'static str,
) -> Result<(), IdentifierFault> {
    form(length.contains(&value.len()) && all_digits(value), reason)
}

fn all_digits(value: &str) -> bool {
    value.bytes().all(|byte| byte.is_ascii_digit())
}

fn bic(value: &str) -> Result<Option<Country>, IdentifierFault> {
    const REASON: &str = "is not a bank, a country and a place in 8 or 11 characters";
    let good = matches!(value.len(), 8 | 11) && value.bytes().all(|b| b.is_ascii_alphanumeric());
    form(good, REASON)?;
    let country = value.get(4..6).and_then(Country::parse);
    form(country.is_some(), REASON)?;
    Ok(country)
}

fn us_aba(value: &str) -> Result<(), IdentifierFault> {
    digits(value, 9..=9, "is not nine digits")?;
    let district: u32 = value.get(..2).and_then(|pair| pair.parse().ok()).unwrap_or(99);
    let assigned = matches!(district, 0..=12 | 21..=32 | 61..=72 | 80);
    form(assigned, "begins with digits that are not assigned")?;
    checksum(check_digits::aba(value))
}

fn in_ifsc(value: &str) -> Result<(), IdentifierFault> {
    let (bank, rest) = value.split_at_checked(4).unwrap_or(("", ""));
    let good = value.len() == 11
        && bank.bytes().all(|byte| byte.is_ascii_uppercase())
        && rest.starts_with('0')
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
    form(good, "is not four letters, a zero and six letters or digits")
}

fn in_upi_vpa(value: &str) -> Result<(), IdentifierFault> {
    let (name, handle) = value.split_once('@').unwrap_or(("", ""));
    let name_letter = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let good = (2..=256).contains(&name.len())
        && (2..=64).contains(&handle.len())
        && name.bytes().all(name_letter)
        && handle.bytes().all(|byte| byte.is_ascii_alphabetic());
    form(good, "is not a name, an @ and a handle")
}

fn br_pix_key(value: &str) -> Result<(), IdentifierFault> {
    if value.contains('@') {
        return email(value);
    }
    if value.starts_with('+') {
        return e164(value);
    }
    if is_uuid(value) {
        return Ok(());
    }
    br_tax_id(&compact(value)).map_err(|fault| match fault {
        IdentifierFault::Format(_) => {
            IdentifierFault::Format("is no CPF, CNPJ, phone number, email address or random key")
        }
        other => other,
    })
}

fn is_uuid(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    parts.iter().map(|part| part.len()).eq([8, 4, 4, 4, 12])
        && parts.concat().bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn br_tax_id(value: &str) -> Result<(), IdentifierFault> {
    match value.len() {
        11 if all_digits(value) => checksum(check_digits::cpf(value)),
        14 if value.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
            checksum(check_digits::cnpj(value))
        }
        _ => Err(IdentifierFault::Format(
            "is neither a CPF of 11 digits nor a CNPJ of 14 characters",
        )),
    }
}

fn ng_nuban(value: &str, details: &Details) -> Result<(), IdentifierFault> {
    digits(value, 10..=10, "is not ten digits")?;
    let bank_code = details.iter().find(|(name, _)| *name == "bank_code");
    let Some((_, bank_code)) = bank_code.filter(|(_, code)| code.len() == 3) else {
        return Ok(());
    };
    if check_digits::nuban(bank_code, value) { Ok(()) } else { Err(IdentifierFault::Doubtful) }
}

fn ke_msisdn(value: &str) -> Result<(), IdentifierFault> {
    let number = value.strip_prefix('+').unwrap_or(value);
    let mobile = number.starts_with("2547") || number.starts_with("2541");
    let good = number.len() == 12 && mobile && all_digits(number);
    form(good, "is not 254, 7 or 1, and eight more digits")
}

fn email(value: &str) -> Result<(), IdentifierFault> {
    let (local, domain) = value.rsplit_once('@').unwrap_or(("", ""));
    let labels = domain.split('.');
    let good = value.len() <= 254
        && (1..=64).contains(&local.len())
        && !local.contains('@')
        && !value.chars().any(|letter| letter.is_whitespace() || letter.is_control())
        && domain.contains('.')
        && labels.clone().all(|label| !label.is_empty());
    form(good, "is not a name, an @ and a domain")
}

fn e164(value: &str) -> Result<(), IdentifierFault> {
    let number: String = value.chars().filter(|letter| !matches!(letter, ' ' | '-')).collect();
    let digits = number.strip_prefix('+').unwrap_or_default();
    let good = (7..=15).contains(&digits.len()) && all_digits(digits) && !digits.starts_with('0');
    form(good, "is not a plus, a country code and at most 15 digits in all")
}
