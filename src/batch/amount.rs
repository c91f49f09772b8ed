//! Amounts and currencies of the request. A number and a string of the same digits are one
//! amount; `amount_minor` counts minor units.

use crate::issue::{Code, Issue, beginning};
use crate::money::{
    AMOUNT_MAX, Arithmetic, Currency, DecimalError, Money, digits_of, parse_number, parse_plain,
    short_plain,
};
use crate::rulebook::Rulebook;
use crate::value::{Fields, Need, Path, Value, currency_code};
use rust_decimal::Decimal;

/// A currency of the rulebook.
pub fn currency(value: &Value, path: &Path, rulebook: &Rulebook) -> Result<Currency, Issue> {
    let code = currency_code(value, path)?;
    rulebook.currency(code).ok_or_else(|| Issue::currency_unknown(code.as_str(), path))
}

/// The currency that stands at `name`.
#[inline(never)]
pub fn currency_field(
    fields: &mut Fields,
    name: &'static str,
    need: Need,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Currency> {
    fields.take(name, need, issues, |value, path| currency(value, path, rulebook))
}

/// `amount` or `amount_minor` with `currency`, as they stand side by side in a payout.
pub fn read_amount(
    fields: &mut Fields,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Money> {
    let unit = currency_field(fields, "currency", Need::Required, rulebook, issues);
    let path = *fields.path();
    let (major, minor) = (fields.raw("amount"), fields.raw("amount_minor"));
    let amount = match (major, minor) {
        (Some(_), Some(_)) => Err(Issue::new(
            Code::AmountTwice,
            "the amount is given twice, as \"amount\" and as \"amount_minor\"",
        )
        .at(&path.key("amount_minor"))),
        (Some(value), None) => major_units(value, false, unit, &path.key("amount")),
        (None, Some(value)) => minor_units(value, &path.key("amount_minor"))
            .and_then(|amount| in_minor_units(amount, unit, &path.key("amount_minor"))),
        (None, None) => Err(Issue::field_missing("amount", &path)),
    };
    amount.map_err(|issue| issues.push(issue)).ok().flatten()
}

/// `{ value, currency }`, where nothing is an amount too when `zero` allows it.
pub fn money(
    value: &Value,
    path: &Path,
    zero: bool,
    rulebook: &Rulebook,
    issues: &mut Vec<Issue>,
) -> Option<Money> {
    let mut fields = Fields::of(&["currency", "value"], value, *path, issues)?;
    let unit = currency_field(&mut fields, "currency", Need::Required, rulebook, issues);
    let amount = fields
        .take("value", Need::Required, issues, |value, path| major_units(value, zero, unit, path));
    fields.finish(issues);
    amount.flatten()
}

/// A balance in a currency that stands beside it; it may be nothing.
pub fn balance(value: &Value, path: &Path, unit: Option<Currency>) -> Result<Option<Money>, Issue> {
    major_units(value, true, unit, path)
}

/// An amount in a currency, where nothing is one too when `zero` allows it.
#[inline(never)]
fn major_units(
    value: &Value,
    zero: bool,
    unit: Option<Currency>,
    path: &Path,
) -> Result<Option<Money>, Issue> {
    if let Some(amount) = unit.and_then(|unit| short_amount(value, unit))
        && (zero || amount.units() > 0)
    {
        return Ok(Some(amount));
    }
    let amount = if zero { not_negative(value, path) } else { positive(value, path) };
    amount.and_then(|amount| in_currency(amount, unit, path))
}

/// What most amounts are, of few digits and no more decimals than the currency has: no decimal is
/// needed on the way.
fn short_amount(value: &Value, unit: Currency) -> Option<Money> {
    let (Value::Text(text) | Value::Number(text)) = value else { return None };
    let (units, decimals) = short_plain(text)?;
    let padding = 10_u64.pow(unit.minor_units().checked_sub(decimals)?);
    Some(Money::of_units(units.checked_mul(padding)?.into(), unit))
}

/// A decimal string or a number, read exactly.
fn decimal(value: &Value, path: &Path) -> Result<Decimal, Issue> {
    let parsed = match value {
        Value::Number(number) => parse_number(number),
        Value::Text(text) => parse_plain(text),
        Value::Broken(crate::value::Fault::Infinite) => Err(DecimalError::TooLarge),
        _ => return Err(value.wrong("an amount", path)),
    };
    let amount = parsed.map_err(|error| decimal_issue(error, value, path))?;
    let digits = digits_of(amount.normalize());
    if matches!(value, Value::Number(_)) && digits > NUMBER_DIGITS_MAX && amount <= AMOUNT_MAX {
        let message = format!(
            "a number of {digits} digits, more than the {NUMBER_DIGITS_MAX} that every host keeps"
        );
        let issue = Issue::new(Code::AmountTooPrecise, message).at(path);
        return Err(issue.help("write it as a string, such as \"1450.00\""));
    }
    Ok(amount)
}

/// Digits of a JSON number that a binary double keeps; beyond them JavaScript has changed it
/// before it is seen.
const NUMBER_DIGITS_MAX: u32 = 15;

fn decimal_issue(error: DecimalError, value: &Value, path: &Path) -> Issue {
    match error {
        DecimalError::Form => {
            let written = if let Value::Text(text) = value { text.as_ref() } else { "" };
            let shown = beginning(written);
            Issue::new(Code::AmountInvalid, format!("\"{shown}\" is not a plain decimal number"))
                .at(path)
                .param("value", shown)
                .help("write digits with a point for the decimals, such as \"1450.00\"")
        }
        DecimalError::TooLarge => too_large(path),
        DecimalError::TooPrecise => {
            Issue::new(Code::AmountTooPrecise, "more digits than any currency has")
                .at(path)
                .help("round the amount yourself; the engine never rounds what it is given")
        }
    }
}

fn too_large(path: &Path) -> Issue {
    let max = AMOUNT_MAX.plain();
    Issue::new(Code::AmountTooLarge, format!("more than {max}, the most the engine takes"))
        .at(path)
        .param("max", max)
}

fn positive(value: &Value, path: &Path) -> Result<Decimal, Issue> {
    let amount = decimal(value, path)?;
    if amount > Decimal::ZERO {
        return Ok(amount);
    }
    let written = written(amount);
    let message = format!("the amount must be more than zero, not {written}");
    Err(Issue::new(Code::AmountNotPositive, message).at(path).param("value", written))
}

fn written(amount: Decimal) -> String {
    match (amount.is_zero(), amount.is_sign_negative()) {
        (true, true) => "-0".to_owned(),
        _ => amount.normalize().plain(),
    }
}

fn not_negative(value: &Value, path: &Path) -> Result<Decimal, Issue> {
    let amount = decimal(value, path)?;
    if !amount.is_sign_negative() {
        return Ok(amount);
    }
    let written = written(amount);
    let message = format!("the amount must not be negative, as {written} is");
    Err(Issue::new(Code::AmountNotPositive, message).at(path).param("value", written))
}

/// The amount as money; nothing to say when the currency itself has an issue.
fn in_currency(
    amount: Decimal,
    unit: Option<Currency>,
    path: &Path,
) -> Result<Option<Money>, Issue> {
    let Some(unit) = unit else { return Ok(None) };
    if amount > AMOUNT_MAX {
        return Err(too_large(path));
    }
    let money = Money::exact(amount, unit).ok_or_else(|| {
        let (written, digits) = (amount.normalize().plain(), unit.minor_units());
        let message = format!("{written} has more decimals than {unit} has ({digits})");
        Issue::new(Code::AmountTooPrecise, message)
            .at(path)
            .param("value", written)
            .param("currency", unit.code())
            .param("minor_units", i64::from(digits))
            .help("round the amount yourself; the engine never rounds what it is given")
    })?;
    Ok(Some(money))
}

fn minor_units(value: &Value, path: &Path) -> Result<Decimal, Issue> {
    let Value::Number(_) = value else {
        return Err(value.wrong("a whole number of minor units", path));
    };
    let amount = positive(value, path)?;
    if amount.normalize().scale() == 0 {
        return Ok(amount);
    }
    let message = "\"amount_minor\" must be a whole number of minor units";
    Err(Issue::new(Code::AmountInvalid, message)
        .at(path)
        .param("value", amount.normalize().plain()))
}

fn in_minor_units(
    minor: Decimal,
    unit: Option<Currency>,
    path: &Path,
) -> Result<Option<Money>, Issue> {
    let Some(unit) = unit else { return Ok(None) };
    let major = minor.times(Money::minor_unit(unit)).ok_or_else(|| too_large(path))?;
    in_currency(major, Some(unit), path)
}
