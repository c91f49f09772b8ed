//! Identifiers that are text rather than figures: addresses, phone numbers, wallets. Here blanks
//! and case may matter, so each reads the value as it was given.

use super::check::base_36;
use super::latin;
use super::pattern::cells;
use crate::rulebook::IdentifierKind;

/// Reads the value in its normal form, and what it should be when it cannot.
type Reader = (fn(&str) -> Option<String>, &'static str);

/// How a kind is read that is text; `None` for the others.
pub(super) fn reader(kind: IdentifierKind) -> Option<Reader> {
    Some(match kind {
        IdentifierKind::Email => (email, "a name, an @ and a domain"),
        IdentifierKind::E164 => (e164, "a plus, a country code and at most 15 digits in all"),
        IdentifierKind::InUpiVpa => (vpa, "a name, an @ and a handle"),
        IdentifierKind::EvmAddress => (evm, "0x and 40 hexadecimal digits"),
        IdentifierKind::SolanaAddress => (solana, "32 bytes in base 58"),
        _ => return None,
    })
}

/// The kinds that an identifier may be of, when it is one of several.
pub(super) fn kinds(kind: IdentifierKind) -> &'static [IdentifierKind] {
    use IdentifierKind as Kind;
    match kind {
        Kind::BrPixKey => &[Kind::Email, Kind::E164, Kind::BrCpf, Kind::BrCnpj],
        Kind::BrTaxId => &[Kind::BrCpf, Kind::BrCnpj],
        Kind::UsTin => &[Kind::UsSsn, Kind::UsItin, Kind::UsEin],
        Kind::AuPayid => &[Kind::Email, Kind::E164, Kind::AuAbn, Kind::AuAcn],
        Kind::ThPromptpay => &[Kind::ThNationalId],
        _ => &[],
    }
}

/// The domain in lower case; the name before it may mean its case.
fn email(value: &str) -> Option<String> {
    let at = value.bytes().position(|byte| byte == b'@')?;
    let mut normalized = value.to_owned();
    let domain = normalized.get_mut(at + 1..)?;
    domain.make_ascii_lowercase();
    let mut labels = 0;
    for label in cells(domain.as_bytes(), b'.') {
        if label.is_empty() || label.contains(&b'@') {
            return None;
        }
        labels += 1;
    }
    let good = value.len() <= 254
        && (1..=64).contains(&at)
        && labels > 1
        && !value.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    good.then_some(normalized)
}

fn e164(value: &str) -> Option<String> {
    let mut number = Vec::new();
    for byte in value.bytes() {
        if !matches!(byte, b' ' | b'-' | b'.' | b'(' | b')') {
            number.push(byte);
        }
    }
    let figures = number.strip_prefix(b"+")?;
    let good = (7..=15).contains(&figures.len())
        && figures.iter().all(u8::is_ascii_digit)
        && figures.first() != Some(&b'0');
    good.then(|| latin(&number))
}

fn vpa(value: &str) -> Option<String> {
    let at = value.bytes().position(|byte| byte == b'@')?;
    let (name, handle) = value.as_bytes().split_at_checked(at)?;
    let handle = handle.get(1..)?;
    let name_letter = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let good = (2..=256).contains(&name.len())
        && (2..=64).contains(&handle.len())
        && name.iter().all(name_letter)
        && handle.iter().all(u8::is_ascii_alphabetic);
    good.then(|| value.to_owned())
}

/// A random Pix key: a UUID, in lower case.
pub(super) fn uuid(value: &str) -> Option<String> {
    let fits = |(place, byte): (usize, u8)| match place {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    let good = value.len() == 36 && value.bytes().enumerate().all(fits);
    good.then(|| value.to_ascii_lowercase())
}

/// A mobile number of M-Pesa without its plus; a number as it is dialled at home begins with 0.
pub(super) fn ke_msisdn(figures: &[u8]) -> Vec<u8> {
    match figures {
        [b'+', rest @ ..] => rest.to_vec(),
        [b'0', rest @ ..] if rest.len() == 9 => [b"254", rest].concat(),
        _ => figures.to_vec(),
    }
}

/// A New Zealand account in its 16 digits: each part filled up with zeros where the parts can be
/// told, or else the suffix.
pub(super) fn nz_account(value: &str) -> Vec<u8> {
    let dashed = value.replace(' ', "-");
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in cells(dashed.as_bytes(), b'-') {
        if !part.is_empty() {
            parts.push(part);
        }
    }
    let lengths: &[usize] = if parts.len() == 4 { &[2, 4, 7, 3] } else { &[] };
    let mut account = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        let length = lengths.get(place).copied().unwrap_or_default();
        account.resize(account.len() + length.saturating_sub(part.len()), b'0');
        account.extend_from_slice(part);
    }
    if account.len() == 15 {
        account.insert(13, b'0');
    }
    account
}

/// 20 bytes in hexadecimal. In one case it is taken as it is, in both the cases are check digits.
fn evm(value: &str) -> Option<String> {
    let figures = value.strip_prefix("0x").filter(|rest| rest.len() == 40)?;
    let good = figures.bytes().all(|byte| byte.is_ascii_hexdigit());
    good.then(|| value.to_owned())
}

fn solana(value: &str) -> Option<String> {
    const LETTERS: &[u8] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    if !(32..=44).contains(&value.len()) {
        return None;
    }
    // Most significant first, longer than any that is taken.
    let mut number = [0_u8; 34];
    for byte in value.bytes() {
        let mut carry = LETTERS.iter().position(|letter| *letter == byte)?;
        for place in number.iter_mut().rev() {
            carry += usize::from(*place) * 58;
            *place = (carry % 256) as u8;
            carry /= 256;
        }
    }
    // Each 1 before it is a byte of zero.
    let ones = value.bytes().take_while(|byte| *byte == b'1').count();
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    (number.len() - zeros + ones == 32).then(|| value.to_owned())
}

/// Whether an address in both cases has the case of each letter as EIP-55 says; one in a single
/// case says nothing.
pub(super) fn evm_cases(value: &str) -> bool {
    let figures = value.get(2..).unwrap_or_default();
    let lower = figures.to_ascii_lowercase();
    if figures == lower || figures == figures.to_ascii_uppercase() {
        return true;
    }
    let hash = super::keccak::keccak_256(lower.as_bytes());
    let half = |index: usize| {
        let byte = hash.get(index / 2).copied().unwrap_or_default();
        if index.is_multiple_of(2) { byte >> 4 } else { byte & 15 }
    };
    figures
        .bytes()
        .enumerate()
        .all(|(index, byte)| base_36(byte) < 10 || byte.is_ascii_uppercase() == (half(index) > 7))
}
