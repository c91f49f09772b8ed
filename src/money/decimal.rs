//! Reading decimals exactly, or not at all: nothing is rounded on the way in.

use super::Arithmetic;
use rust_decimal::Decimal;

/// The greatest amount the engine takes: 10^15 major units.
pub const AMOUNT_MAX: Decimal = Decimal::from_parts(0xA4C6_8000, 0x0003_8D7E, 0, false, 0);

/// Digits, on both sides of the point together, that an exact decimal may have.
const DIGITS_MAX: usize = 28;

/// Why a text is no exact decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalError {
    /// Not plain decimal digits.
    Form,
    /// More than 28 digits before the point.
    TooLarge,
    /// More than 28 digits in all.
    TooPrecise,
}

/// Reads a decimal string: an optional minus, digits without leading zeros, an optional point
/// with digits. No plus, exponent, blank, grouping or digit of another script.
///
/// ```
/// use payout_rules::money::{DecimalError, parse_plain};
/// assert_eq!(parse_plain("1450.00").unwrap().to_string(), "1450.00");
/// assert_eq!(parse_plain("1e3"), Err(DecimalError::Form));
/// assert_eq!(parse_plain("１２"), Err(DecimalError::Form));
/// ```
pub fn parse_plain(text: &str) -> Result<Decimal, DecimalError> {
    match short_plain(text) {
        Some((units, decimals)) => Ok(of_units(units.into(), false, decimals)),
        None => any_plain(text),
    }
}

fn any_plain(text: &str) -> Result<Decimal, DecimalError> {
    let (whole, fraction) = split(text.strip_prefix('-').unwrap_or(text))?;
    if whole.len() > DIGITS_MAX {
        return Err(DecimalError::TooLarge);
    }
    if whole.len() + fraction.trim_end_matches('0').len() > DIGITS_MAX {
        return Err(DecimalError::TooPrecise);
    }
    // More zeros than fit behind the point say nothing.
    let kept = text.len() - fraction.len() + fraction.trim_end_matches('0').len();
    let short = text.get(..kept).unwrap_or(text).trim_end_matches('.');
    let exact = if fraction.len() + whole.len() > DIGITS_MAX { short } else { text };
    // So few digits fit into 96 bits.
    let digits = exact.bytes().filter(u8::is_ascii_digit);
    let units = digits
        .fold(0_u128, |sum, digit| sum.wrapping_mul(10).wrapping_add(u128::from(digit - b'0')));
    let scale = exact.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    Ok(of_units(units, text.starts_with('-'), scale as u32))
}

/// Reads what most decimals are, plain, not negative and of at most 15 digits: units of the last
/// decimal, and how many decimals there are.
pub(crate) fn short_plain(text: &str) -> Option<(u64, u32)> {
    let (mut units, mut digits, mut point) = (0_u64, 0, None);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' if digits < 15 => {
                units = units.wrapping_mul(10).wrapping_add(u64::from(byte - b'0'));
                digits += 1;
            }
            b'.' if point.is_none() => point = Some(digits),
            _ => return None,
        }
    }
    let whole = point.unwrap_or(digits);
    let is_padded = whole > 1 && text.starts_with('0');
    let is_plain = whole > 0 && point != Some(digits) && !is_padded;
    is_plain.then_some((units, digits - whole))
}

/// So many units of the last decimal; they must fit into 96 bits. A zero has its sign: a negative
/// one is to be refused.
pub(super) fn of_units(units: u128, negative: bool, decimals: u32) -> Decimal {
    let part = |shift: u32| (units >> shift) as u32;
    let mut decimal = Decimal::from_parts(part(0), part(32), part(64), false, decimals);
    decimal.set_sign_negative(negative);
    decimal
}

/// How many digits a number is written with, from the first that is not 0.
pub fn digits_of(number: Decimal) -> u32 {
    let text = number.plain();
    let digits = text.bytes().filter(u8::is_ascii_digit).skip_while(|digit| *digit == b'0');
    digits.fold(0, |count, _| count + 1)
}

fn split(digits: &str) -> Result<(&str, &str), DecimalError> {
    let (whole, fraction) = match digits.split_once('.') {
        Some((_, "")) => return Err(DecimalError::Form),
        Some(parts) => parts,
        None => (digits, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let padded = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty() || padded || !all_digits(whole) || !all_digits(fraction) {
        return Err(DecimalError::Form);
    }
    Ok((whole, fraction))
}

/// Reads the text of a JSON number, exponents included, exactly.
///
/// ```
/// use payout_rules::money::{DecimalError, parse_number};
/// assert_eq!(parse_number("1.5e3").unwrap().to_string(), "1500");
/// assert_eq!(parse_number("1e400"), Err(DecimalError::TooLarge));
/// ```
pub fn parse_number(text: &str) -> Result<Decimal, DecimalError> {
    let Some((mantissa, exponent)) = text.split_once(['e', 'E']) else {
        return parse_plain(text);
    };
    let (whole, fraction) = split(mantissa.strip_prefix('-').unwrap_or(mantissa))?;
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return parse_plain(if text.starts_with('-') { "-0" } else { "0" });
    }
    let shift: i64 = match exponent.parse() {
        Ok(shift) => shift,
        Err(_) if exponent.starts_with('-') => return Err(DecimalError::TooPrecise),
        Err(_) => return Err(DecimalError::TooLarge),
    };
    let point = i64::try_from(whole.len()).unwrap_or(0).saturating_add(shift);
    let sign = if text.starts_with('-') { "-" } else { "" };
    parse_plain(&format!("{sign}{}", place_point(&digits, point)?))
}

/// The digits with the point moved to stand after `point` of them.
fn place_point(digits: &str, point: i64) -> Result<String, DecimalError> {
    let limit = i64::try_from(2 * DIGITS_MAX).unwrap_or(i64::MAX);
    if point > limit {
        return Err(DecimalError::TooLarge);
    }
    if point < -limit {
        return Err(DecimalError::TooPrecise);
    }
    let places = usize::try_from(point.unsigned_abs()).unwrap_or(0);
    if point <= 0 {
        return Ok(format!("0.{}{digits}", "0".repeat(places)));
    }
    let padded = format!("{digits:0<places$}");
    let (whole, fraction) = padded.split_at_checked(places).ok_or(DecimalError::Form)?;
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    Ok(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_short_decimal_is_read_as_any_other(
            text in "-?[0-9]{0,16}(\\.[0-9]{0,10}){0,2}|[0-9.+e-]{0,5}",
        ) {
            let (short, any) = (short_plain(&text), any_plain(&text));
            if let Some((units, decimals)) = short {
                let exact = of_units(units.into(), false, decimals);
                prop_assert_eq!(any.map(|any| any.serialize()), Ok(exact.serialize()));
            } else if let Ok(any) = any {
                let digits = text.bytes().filter(u8::is_ascii_digit).count();
                prop_assert!(any.is_sign_negative() || digits > 15, "{} is short", text);
            }
        }
    }
}
